//! What CommonJS code says about itself.

use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitWith};

/// `exports.__esModule = true` or `Object.defineProperty(exports, "__esModule", …)` at top level.
pub(super) fn sets_es_module_flag(item: &ModuleItem) -> bool {
    struct Finder(bool);
    impl Visit for Finder {
        fn visit_function(&mut self, _: &Function) {}
        fn visit_arrow_expr(&mut self, _: &ArrowExpr) {}
        fn visit_call_expr(&mut self, call: &CallExpr) {
            let flag = |argument: &ExprOrSpread| matches!(&*argument.expr, Expr::Lit(Lit::Str(text)) if text.value.as_str() == Some("__esModule"));
            let define = matches!(&call.callee, Callee::Expr(callee)
                if matches!(&**callee, Expr::Member(member) if member.prop.is_ident_with("defineProperty")));
            let on_exports = matches!(call.args.first(), Some(argument)
                if matches!(&*argument.expr, Expr::Ident(ident) if ident.sym == *"exports"));
            self.0 |= define && on_exports && call.args.get(1).is_some_and(flag);
        }
        fn visit_assign_expr(&mut self, assign: &AssignExpr) {
            if let AssignTarget::Simple(SimpleAssignTarget::Member(target)) = &assign.left {
                self.0 |= target.prop.is_ident_with("__esModule")
                    && matches!(&*target.obj, Expr::Ident(ident) if ident.sym == *"exports");
            }
            assign.right.visit_with(self);
        }
    }
    let mut finder = Finder(false);
    if let ModuleItem::Stmt(Stmt::Expr(stmt)) = item {
        stmt.visit_with(&mut finder);
    }
    finder.0
}
