//! How a file uses the objects that it fills: whether it gives them another value, writes to them or passes them on.

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitWith};

use super::forms::Filling;

/// Functions of `Object` that only read.
const READERS: &[&str] = &["keys", "values", "entries", "freeze", "getOwnPropertyNames", "hasOwn", "isFrozen"];

/// What happens to the objects.
pub(super) struct Uses<'a> {
    fillings: &'a FxHashMap<usize, Filling<'a>>,
    objects: FxHashSet<Id>,
    /// Where they are declared as variables.
    declared: FxHashMap<Id, usize>,
    /// They get a value in another way.
    assigned: FxHashSet<Id>,
    /// Their properties are written.
    pub(super) written: FxHashSet<Id>,
    /// They are used as values.
    pub(super) escaped: FxHashSet<Id>,
}

impl<'a> Uses<'a> {
    /// Walks through everything but what fills the objects.
    pub(super) fn of(body: &[ModuleItem], fillings: &'a FxHashMap<usize, Filling<'a>>) -> Self {
        let mut uses = Self {
            fillings,
            objects: fillings.values().map(|filling| filling.object.clone()).collect(),
            declared: FxHashMap::default(),
            assigned: FxHashSet::default(),
            written: FxHashSet::default(),
            escaped: FxHashSet::default(),
        };
        for (at, item) in body.iter().enumerate() {
            uses.item(at, item);
        }
        uses
    }

    /// Whether the name holds nothing but what the statements up to there have filled.
    pub(super) fn is_object_at(&self, object: &Id, at: usize) -> bool {
        self.declared.get(object).is_some_and(|declared| *declared <= at) && !self.assigned.contains(object)
    }

    fn item(&mut self, at: usize, item: &ModuleItem) {
        if let Some(filling) = self.fillings.get(&at) {
            if filling.is_declaration {
                self.declared.entry(filling.object.clone()).or_insert(at);
            }
            return filling.members.iter().for_each(|(_, value)| value.visit_with(self));
        }
        let (ModuleItem::Stmt(Stmt::Decl(Decl::Var(var)))
        | ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Var(var), .. }))) = item
        else {
            return item.visit_with(self);
        };
        match &var.decls[..] {
            [VarDeclarator { name: Pat::Ident(name), init: None, .. }] => {
                self.declared.entry(name.to_id()).or_insert(at);
            }
            _ => item.visit_with(self),
        }
    }

    fn note(set: &mut FxHashSet<Id>, objects: &FxHashSet<Id>, ident: &Ident) {
        let id = ident.to_id();
        if objects.contains(&id) {
            set.insert(id);
        }
    }

    /// A property is written; what stands before it is not passed on by that.
    fn target(&mut self, member: &MemberExpr) {
        if let Expr::Ident(object) = &*member.obj {
            Self::note(&mut self.written, &self.objects, object);
            member.prop.visit_with(self);
        } else {
            member.visit_with(self);
        }
    }

    fn target_expr(&mut self, target: &Expr) {
        match target {
            Expr::Member(member) => self.target(member),
            Expr::Ident(ident) => Self::note(&mut self.assigned, &self.objects, ident),
            other => other.visit_with(self),
        }
    }

    /// A function of `Object`: true if it does no harm to its argument.
    fn is_reader(&mut self, call: &CallExpr) -> bool {
        let Callee::Expr(callee) = &call.callee else { return false };
        let (Expr::Member(MemberExpr { obj, prop: MemberProp::Ident(name), .. }), [argument, ..]) =
            (&**callee, &call.args[..])
        else {
            return false;
        };
        let (true, Expr::Ident(object)) = (obj.is_ident_ref_to("Object"), &*argument.expr) else { return false };
        let is_reader = READERS.contains(&&*name.sym);
        if !is_reader {
            Self::note(&mut self.written, &self.objects, object);
        }
        is_reader
    }
}

impl Visit for Uses<'_> {
    fn visit_ident(&mut self, ident: &Ident) {
        Self::note(&mut self.escaped, &self.objects, ident);
    }

    fn visit_binding_ident(&mut self, name: &BindingIdent) {
        Self::note(&mut self.assigned, &self.objects, &name.id);
    }

    fn visit_fn_decl(&mut self, function: &FnDecl) {
        Self::note(&mut self.assigned, &self.objects, &function.ident);
        function.function.visit_with(self);
    }

    fn visit_class_decl(&mut self, class: &ClassDecl) {
        Self::note(&mut self.assigned, &self.objects, &class.ident);
        class.class.visit_with(self);
    }

    fn visit_member_expr(&mut self, member: &MemberExpr) {
        if !member.obj.is_ident() {
            member.obj.visit_with(self);
        }
        member.prop.visit_with(self);
    }

    fn visit_simple_assign_target(&mut self, target: &SimpleAssignTarget) {
        match target {
            SimpleAssignTarget::Member(member) => self.target(member),
            other => other.visit_children_with(self),
        }
    }

    fn visit_update_expr(&mut self, update: &UpdateExpr) {
        self.target_expr(&update.arg);
    }

    fn visit_unary_expr(&mut self, unary: &UnaryExpr) {
        match &*unary.arg {
            Expr::Member(member) if unary.op == UnaryOp::Delete => self.target(member),
            other => other.visit_with(self),
        }
    }

    fn visit_pat(&mut self, pat: &Pat) {
        match pat {
            Pat::Expr(target) => self.target_expr(target),
            other => other.visit_children_with(self),
        }
    }

    fn visit_call_expr(&mut self, call: &CallExpr) {
        if self.is_reader(call) {
            return call.args[1..].visit_with(self);
        }
        // A method gets hold of the object as `this`.
        if let Callee::Expr(callee) = &call.callee
            && let Expr::Member(MemberExpr { obj, .. }) = &**callee
        {
            obj.visit_with(self);
        }
        call.visit_children_with(self);
    }

    fn visit_named_export(&mut self, _: &NamedExport) {}

    fn visit_export_default_expr(&mut self, export: &ExportDefaultExpr) {
        if !export.expr.is_ident() {
            export.expr.visit_with(self);
        }
    }
}
