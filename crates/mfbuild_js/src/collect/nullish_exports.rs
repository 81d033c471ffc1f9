//! CommonJS files whose exports may be `null` or `undefined`, which have no properties.
//!
//! Owns the forms in which a file says so: `module.exports = null`, also as one of several values. Names of its namespace
//! are then read from the namespace object, as in Node, and not from the exports.

use swc_core::common::SyntaxContext;
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitWith};

use super::own_exports::is_exports;

/// Whether some assignment to `module.exports` may write `null` or `undefined`.
pub(super) fn may_export_nothing(body: &[ModuleItem], free: SyntaxContext, text: &str) -> bool {
    let mut finder = Finder { free, found: false };
    if text.contains("exports") && ["null", "undefined", "void"].iter().any(|word| text.contains(word)) {
        body.visit_with(&mut finder);
    }
    finder.found
}

struct Finder {
    free: SyntaxContext,
    found: bool,
}

impl Finder {
    fn may_be_nothing(&self, value: &Expr) -> bool {
        match value {
            Expr::Lit(Lit::Null(_)) | Expr::Unary(UnaryExpr { op: UnaryOp::Void, .. }) => true,
            Expr::Ident(name) => name.sym == *"undefined" && name.ctxt == self.free,
            Expr::Paren(paren) => self.may_be_nothing(&paren.expr),
            Expr::Assign(assign) => self.may_be_nothing(&assign.right),
            Expr::Cond(cond) => self.may_be_nothing(&cond.cons) || self.may_be_nothing(&cond.alt),
            Expr::Seq(sequence) => sequence.exprs.last().is_some_and(|last| self.may_be_nothing(last)),
            Expr::Bin(BinExpr { op: BinaryOp::LogicalOr | BinaryOp::NullishCoalescing, right, .. }) => {
                self.may_be_nothing(right)
            }
            Expr::Bin(BinExpr { op: BinaryOp::LogicalAnd, left, right, .. }) => {
                self.may_be_nothing(left) || self.may_be_nothing(right)
            }
            _ => false,
        }
    }
}

impl Visit for Finder {
    fn visit_assign_expr(&mut self, assign: &AssignExpr) {
        if let AssignTarget::Simple(SimpleAssignTarget::Member(target)) = &assign.left
            && is_exports(&Expr::Member(target.clone()), self.free)
        {
            self.found |= self.may_be_nothing(&assign.right);
        }
        assign.visit_children_with(self);
    }
}
