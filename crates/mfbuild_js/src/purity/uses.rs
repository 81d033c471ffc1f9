//! How the top-level names of a file are used: whether they are assigned anew, whether others get hold of them.

use rustc_hash::FxHashSet;
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitWith};

/// Names that are asked about.
type Wanted<'a> = &'a dyn Fn(&Id) -> bool;

/// Those of the names that are assigned, or declared more than once.
pub(crate) fn changed(file: &[ModuleItem], wanted: Wanted<'_>) -> FxHashSet<Id> {
    let mut finder = Changed { wanted, declared: FxHashSet::default(), changed: FxHashSet::default() };
    file.visit_with(&mut finder);
    finder.changed
}

struct Changed<'a> {
    wanted: Wanted<'a>,
    declared: FxHashSet<Id>,
    changed: FxHashSet<Id>,
}

impl Changed<'_> {
    /// A declaration or an assignment; the one that it must have is the declaration.
    fn written(&mut self, ident: &Ident) {
        let id = ident.to_id();
        if (self.wanted)(&id) && !self.declared.insert(id.clone()) {
            self.changed.insert(id);
        }
    }
}

impl Visit for Changed<'_> {
    fn visit_binding_ident(&mut self, name: &BindingIdent) {
        self.written(&name.id);
    }

    fn visit_fn_decl(&mut self, function: &FnDecl) {
        self.written(&function.ident);
        function.function.visit_with(self);
    }

    fn visit_class_decl(&mut self, class: &ClassDecl) {
        self.written(&class.ident);
        class.class.visit_with(self);
    }

    /// Names of `export default`; those of expressions are seen only inside them.
    fn visit_default_decl(&mut self, decl: &DefaultDecl) {
        match decl {
            DefaultDecl::Fn(FnExpr { ident: Some(ident), .. })
            | DefaultDecl::Class(ClassExpr { ident: Some(ident), .. }) => self.written(ident),
            _ => {}
        }
        decl.visit_children_with(self);
    }

    fn visit_update_expr(&mut self, update: &UpdateExpr) {
        if let Expr::Ident(ident) = &*update.arg {
            self.changed.insert(ident.to_id());
        }
        update.visit_children_with(self);
    }

    fn visit_pat(&mut self, pat: &Pat) {
        if let Pat::Expr(target) = pat
            && let Expr::Ident(ident) = &**target
        {
            self.changed.insert(ident.to_id());
        }
        pat.visit_children_with(self);
    }
}

/// Those of the names whose value is used for more than `new X`, `X.name`, `extends X`, `instanceof X` and exports: who
/// has the value can change what belongs to it.
pub(super) fn escaped(file: &[ModuleItem], wanted: Wanted<'_>) -> FxHashSet<Id> {
    let mut finder = Escaped { wanted, escaped: FxHashSet::default() };
    file.visit_with(&mut finder);
    finder.escaped
}

struct Escaped<'a> {
    wanted: Wanted<'a>,
    escaped: FxHashSet<Id>,
}

impl Visit for Escaped<'_> {
    fn visit_ident(&mut self, ident: &Ident) {
        let id = ident.to_id();
        if (self.wanted)(&id) {
            self.escaped.insert(id);
        }
    }

    fn visit_new_expr(&mut self, new: &NewExpr) {
        if !new.callee.is_ident() {
            new.callee.visit_with(self);
        }
        new.args.visit_with(self);
    }

    fn visit_member_expr(&mut self, member: &MemberExpr) {
        let is_harmless = matches!(&member.prop, MemberProp::Ident(name)
            if name.sym != *"prototype" && name.sym != *"__proto__");
        if !(is_harmless && member.obj.is_ident()) {
            member.visit_children_with(self);
        }
    }

    fn visit_bin_expr(&mut self, binary: &BinExpr) {
        binary.left.visit_with(self);
        if !(binary.op == BinaryOp::InstanceOf && binary.right.is_ident()) {
            binary.right.visit_with(self);
        }
    }

    fn visit_class(&mut self, class: &Class) {
        if let Some(parent) = class.super_class.as_ref().filter(|parent| !parent.is_ident()) {
            parent.visit_with(self);
        }
        class.decorators.visit_with(self);
        class.body.visit_with(self);
    }

    fn visit_class_decl(&mut self, class: &ClassDecl) {
        class.class.visit_with(self);
    }

    fn visit_class_expr(&mut self, class: &ClassExpr) {
        class.class.visit_with(self);
    }

    fn visit_export_default_expr(&mut self, export: &ExportDefaultExpr) {
        if !export.expr.is_ident() {
            export.expr.visit_with(self);
        }
    }

    fn visit_named_export(&mut self, _: &NamedExport) {}
    /// A declaration; what is assigned is in `changed`.
    fn visit_binding_ident(&mut self, _: &BindingIdent) {}
}
