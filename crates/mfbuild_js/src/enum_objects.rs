//! `const enum`s whose object is used become plain ones.
//!
//! Owns the uses that need the object: `const enum A { X }  log(A, A[0])`. TypeScript reports them (error 2475), and makes
//! the object under `isolatedModules`. swc puts values in the place of `A.X`, and drops a `const enum` that is not exported.

use rustc_hash::FxHashSet;
use swc_core::atoms::Atom;
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};

/// Drops the `const` of these enums in a program whose scopes are resolved and whose types are still there.
pub(crate) fn keep_enum_objects(program: &mut Program, text: &str) {
    if !text.contains("enum ") || !text.contains("const") {
        return;
    }
    let mut declared = ConstEnums::default();
    program.visit_with(&mut declared);
    if declared.enums.is_empty() {
        return;
    }
    let mut uses = ObjectUses { declared, objects: FxHashSet::default() };
    program.visit_with(&mut uses);
    if !uses.objects.is_empty() {
        program.visit_mut_with(&mut DropConst { objects: uses.objects });
    }
}

/// All `const enum`s and their members.
#[derive(Default)]
struct ConstEnums {
    enums: FxHashSet<Id>,
    members: FxHashSet<(Id, Atom)>,
}

impl Visit for ConstEnums {
    fn visit_ts_enum_decl(&mut self, declaration: &TsEnumDecl) {
        let id = declaration.id.to_id();
        if declaration.is_const {
            self.enums.insert(id.clone());
        }
        let names = declaration.members.iter().filter_map(name_of);
        self.members.extend(names.map(|name| (id.clone(), name)));
        declaration.visit_children_with(self);
    }
}

/// The name of a member that is no computed one.
pub(crate) fn name_of(member: &TsEnumMember) -> Option<Atom> {
    match &member.id {
        TsEnumMemberId::Ident(name) => Some(name.sym.clone()),
        TsEnumMemberId::Str(name) => name.value.as_str().map(Atom::from),
    }
}

struct ObjectUses {
    declared: ConstEnums,
    objects: FxHashSet<Id>,
}

impl ObjectUses {
    fn note_object(&mut self, name: &Ident) {
        let id = name.to_id();
        if self.declared.enums.contains(&id) {
            self.objects.insert(id);
        }
    }

    /// `A.X` or `A['X']` of a member `X`.
    fn is_value(&self, member: &MemberExpr) -> bool {
        let Expr::Ident(object) = &*member.obj else { return false };
        let name = match &member.prop {
            MemberProp::Ident(name) => Some(name.sym.clone()),
            MemberProp::Computed(ComputedPropName { expr, .. }) => match &**expr {
                Expr::Lit(Lit::Str(text)) => text.value.as_str().map(Atom::from),
                _ => None,
            },
            MemberProp::PrivateName(_) => None,
        };
        name.is_some_and(|name| self.declared.members.contains(&(object.to_id(), name)))
    }
}

impl Visit for ObjectUses {
    fn visit_expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Ident(name) => self.note_object(name),
            Expr::Member(member) if self.is_value(member) => {}
            _ => expr.visit_children_with(self),
        }
    }

    fn visit_prop(&mut self, prop: &Prop) {
        match prop {
            Prop::Shorthand(name) => self.note_object(name),
            _ => prop.visit_children_with(self),
        }
    }

    /// `import B = A`
    fn visit_ts_import_equals_decl(&mut self, declaration: &TsImportEqualsDecl) {
        if let TsModuleRef::TsEntityName(TsEntityName::Ident(name)) = &declaration.module_ref {
            self.note_object(name);
        }
    }
}

struct DropConst {
    objects: FxHashSet<Id>,
}

impl VisitMut for DropConst {
    fn visit_mut_ts_enum_decl(&mut self, declaration: &mut TsEnumDecl) {
        declaration.is_const &= !self.objects.contains(&declaration.id.to_id());
        declaration.visit_mut_children_with(self);
    }
}
