//! Whether the exports of a CommonJS file are marked as those of an ES module, as far as the text alone tells.
//!
//! Owns the answer that is certain: `exports.__esModule = true` runs at the top level, nothing takes it back, and
//! `module.exports` stays the same object. Importers of all other files ask at run time (`require.n`).

use swc_core::common::SyntaxContext;
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitWith};

use super::own_exports::{Form, form, is_exports};
use super::static_name;

const FLAG: &str = "__esModule";

/// Whether the exports object has `__esModule: true` whenever the file has run.
pub(super) fn has_es_module_flag(body: &[ModuleItem], free: SyntaxContext) -> bool {
    let Some(at) = body.iter().position(|item| sets_flag(item, free)) else { return false };
    let mut finder = DoubtFinder { free, is_in_doubt: false };
    body.visit_with(&mut finder);
    !finder.is_in_doubt && !body[..at].iter().any(returns)
}

/// `exports.a = exports.__esModule = true` or `Object.defineProperty(exports, "__esModule", { value: true })`.
fn sets_flag(item: &ModuleItem, free: SyntaxContext) -> bool {
    if !matches!(item, ModuleItem::Stmt(Stmt::Expr(_))) {
        return false;
    }
    match form(item, free) {
        Some(Form::Assigns(names, value)) => names.iter().any(|name| name == FLAG) && is_truthy(value),
        Some(Form::Defines(name, attributes)) => {
            name == FLAG
                && attributes.props.iter().any(|prop| match prop.as_prop().map(|prop| &**prop) {
                    Some(Prop::KeyValue(pair)) => is_key(&pair.key, "value") && is_truthy(&pair.value),
                    _ => false,
                })
        }
        None => false,
    }
}

fn is_key(key: &PropName, name: &str) -> bool {
    match key {
        PropName::Ident(key) => key.sym == *name,
        PropName::Str(key) => key.value.as_str() == Some(name),
        _ => false,
    }
}

fn is_truthy(value: &Expr) -> bool {
    match value {
        Expr::Lit(Lit::Bool(value)) => value.value,
        Expr::Lit(Lit::Num(value)) => value.value != 0.0 && !value.value.is_nan(),
        Expr::Lit(Lit::Str(text)) => !text.value.is_empty(),
        Expr::Unary(UnaryExpr { op: UnaryOp::Bang, arg, .. }) => {
            matches!(&**arg, Expr::Lit(Lit::Num(value)) if value.value == 0.0)
        }
        Expr::Assign(assign) => is_truthy(&assign.right),
        _ => false,
    }
}

/// Whether the file may end at a statement.
fn returns(item: &ModuleItem) -> bool {
    struct ReturnFinder(bool);
    impl Visit for ReturnFinder {
        fn visit_function(&mut self, _: &Function) {}
        fn visit_arrow_expr(&mut self, _: &ArrowExpr) {}
        fn visit_class(&mut self, _: &Class) {}
        fn visit_return_stmt(&mut self, _: &ReturnStmt) {
            self.0 = true;
        }
    }
    let mut finder = ReturnFinder(false);
    item.visit_with(&mut finder);
    finder.0
}

/// Looks for what may replace the exports object, or write another value to the flag.
struct DoubtFinder {
    free: SyntaxContext,
    is_in_doubt: bool,
}

impl DoubtFinder {
    fn is_free(&self, ident: &Ident, name: &str) -> bool {
        ident.sym == *name && ident.ctxt == self.free
    }

    fn target(&mut self, target: &MemberExpr, value: Option<&Expr>) {
        let is_module = matches!(&*target.obj, Expr::Ident(object) if self.is_free(object, "module"));
        let is_flag = static_name(&target.prop).is_some_and(|name| name == FLAG) && is_exports(&target.obj, self.free);
        self.is_in_doubt |= is_module || (is_flag && !value.is_some_and(is_truthy));
        target.visit_with(self);
    }
}

impl Visit for DoubtFinder {
    fn visit_assign_expr(&mut self, assign: &AssignExpr) {
        match &assign.left {
            AssignTarget::Simple(SimpleAssignTarget::Member(target)) => self.target(target, Some(&assign.right)),
            left => left.visit_with(self),
        }
        assign.right.visit_with(self);
    }

    fn visit_pat(&mut self, pat: &Pat) {
        match pat {
            Pat::Expr(target) => match &**target {
                Expr::Member(member) => self.target(member, None),
                other => other.visit_with(self),
            },
            other => other.visit_children_with(self),
        }
    }

    /// `exports` as a target of an assignment.
    fn visit_binding_ident(&mut self, name: &BindingIdent) {
        self.is_in_doubt |= self.is_free(&name.id, "exports") || self.is_free(&name.id, "module");
    }

    fn visit_unary_expr(&mut self, unary: &UnaryExpr) {
        match &*unary.arg {
            Expr::Member(member) if unary.op == UnaryOp::Delete => self.target(member, None),
            other => other.visit_with(self),
        }
    }

    fn visit_member_expr(&mut self, member: &MemberExpr) {
        let is_module = matches!(&*member.obj, Expr::Ident(object) if self.is_free(object, "module"));
        if !is_module || static_name(&member.prop).is_none() {
            member.visit_children_with(self);
        }
    }

    fn visit_ident(&mut self, ident: &Ident) {
        self.is_in_doubt |= self.is_free(ident, "module");
    }

    fn visit_call_expr(&mut self, call: &CallExpr) {
        if let [object, name, attributes, ..] = &call.args[..]
            && is_exports(&object.expr, self.free)
            && matches!(&*name.expr, Expr::Lit(Lit::Str(name)) if name.value.as_str() == Some(FLAG))
        {
            let expr = Expr::Call(call.clone());
            let item = ModuleItem::Stmt(Stmt::Expr(ExprStmt { span: call.span, expr: Box::new(expr) }));
            self.is_in_doubt |= !sets_flag(&item, self.free);
            return attributes.visit_with(self);
        }
        call.visit_children_with(self);
    }
}
