//! `/*#__PURE__*/ (call())`: an annotation in front of parentheses speaks of the call in them.
//!
//! Owns its move to that call, before parentheses are taken out of the tree.

use rustc_hash::FxHashSet;
use swc_core::common::comments::{Comments, SingleThreadedComments};
use swc_core::common::{BytePos, Spanned};
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitWith};

use crate::purity::starts_with_call;

/// Copies annotations to the calls that they mean.
pub(crate) fn annotate_calls_in_parens(
    program: &Program,
    annotated: &FxHashSet<BytePos>,
    comments: &SingleThreadedComments,
) {
    let mut finder = Finder { annotated, calls: Vec::new() };
    program.visit_with(&mut finder);
    finder.calls.into_iter().for_each(|call| comments.add_pure_comment(call));
}

struct Finder<'a> {
    annotated: &'a FxHashSet<BytePos>,
    calls: Vec<BytePos>,
}

impl Visit for Finder<'_> {
    fn visit_paren_expr(&mut self, paren: &ParenExpr) {
        let mut inner = &*paren.expr;
        while let Expr::Paren(paren) = inner {
            inner = &paren.expr;
        }
        let is_call = match inner {
            // An annotation at the beginning of `a().b()` would speak of `a()`.
            Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) => !starts_with_call(callee),
            Expr::TaggedTpl(tagged) => !starts_with_call(&tagged.tag),
            Expr::New(_) => true,
            _ => false,
        };
        if is_call && self.annotated.contains(&paren.span.lo) {
            self.calls.push(inner.span_lo());
        }
        paren.visit_children_with(self);
    }
}
