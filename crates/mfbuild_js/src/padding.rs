//! Arguments that say nothing: `jsxDEV(type, props, void 0, false, void 0, void 0)` is `jsxDEV(type, props)`. A page of
//! thousands of components has megabytes of them.

use swc_core::ecma::ast::*;

/// What the JSX transform calls the function that it imports.
const JSX_DEV: &str = "_jsxDEV";
/// `isStaticChildren`: whether the author has written the list of children. Without it the keys of children are checked.
const IS_STATIC: usize = 3;

/// Drops the last arguments of an element if they are those that are taken when there are none.
pub(crate) fn drop_padding(call: &mut CallExpr) {
    let Callee::Expr(callee) = &call.callee else { return };
    if !matches!(&**callee, Expr::Ident(ident) if ident.sym == *JSX_DEV) {
        return;
    }
    while let Some(last) = call.args.last()
        && last.spread.is_none()
        && says_nothing(&last.expr, call.args.len() - 1)
    {
        call.args.pop();
    }
}

fn says_nothing(argument: &Expr, at: usize) -> bool {
    match argument {
        Expr::Unary(UnaryExpr { op: UnaryOp::Void, arg, .. }) => arg.is_lit(),
        Expr::Lit(Lit::Bool(Bool { value: false, .. })) => at == IS_STATIC,
        _ => false,
    }
}
