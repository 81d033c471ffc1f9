//! `module.hot.accept("./x", …)`: requests that only name a module (webpack: Hot Module Replacement API; Vite: HMR API).

use swc_core::ecma::ast::*;

use super::Collector;
use crate::facts::ImportKind;

impl Collector<'_> {
    /// Notes the modules that `accept` and `decline` of a hot object name.
    pub(super) fn hot_requests(&mut self, callee: &Expr, args: &[ExprOrSpread]) {
        if !self.engine.options.hot || !self.is_hot_method(callee) {
            return;
        }
        match args.first().map(|argument| &*argument.expr) {
            Some(Expr::Array(list)) => {
                for name in list.elems.iter().flatten() {
                    self.request_in_statement(&name.expr, ImportKind::Hot);
                }
            }
            Some(name) => {
                self.request_in_statement(name, ImportKind::Hot);
            }
            None => {}
        }
    }

    /// `module.hot.accept`, `import.meta.hot?.accept`.
    fn is_hot_method(&self, callee: &Expr) -> bool {
        let Some(method) = member_of(callee) else { return false };
        let is_method = method.prop.is_ident_with("accept") || method.prop.is_ident_with("decline");
        let Some(hot) = member_of(&method.obj).filter(|_| is_method) else { return false };
        match &*hot.obj {
            Expr::MetaProp(meta) if meta.kind == MetaPropKind::ImportMeta => {
                hot.prop.is_ident_with("hot") || hot.prop.is_ident_with("webpackHot")
            }
            module => self.is_free(module, "module") && hot.prop.is_ident_with("hot"),
        }
    }
}

/// The member expression, also behind `?.`.
fn member_of(expr: &Expr) -> Option<&MemberExpr> {
    match expr {
        Expr::Member(member) => Some(member),
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) => Some(member),
            OptChainBase::Call(_) => None,
        },
        _ => None,
    }
}
