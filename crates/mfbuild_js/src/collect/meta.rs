//! Whether a module uses `import.meta` as an object of its own.
//!
//! Owns the difference between `import.meta.url`, which is an expression without an object, and all other uses: what is
//! written to the object stays there, so it is made once for each module.

use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitWith};

use super::is_import_meta_url;

/// Whether the object must exist: something but `import.meta.url` is read, or a property is written.
pub(super) fn has_meta_object(body: &[ModuleItem], text: &str) -> bool {
    let mut finder = Finder { found: false };
    if text.contains("meta") {
        body.visit_with(&mut finder);
    }
    finder.found
}

struct Finder {
    found: bool,
}

impl Finder {
    fn target(&mut self, target: &Expr) {
        match target {
            Expr::Member(member) => member.visit_with(self),
            other => other.visit_with(self),
        }
    }
}

impl Visit for Finder {
    fn visit_expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Member(member) if is_import_meta_url(member) || is_hot(member) => {}
            _ => expr.visit_children_with(self),
        }
    }

    fn visit_meta_prop_expr(&mut self, meta: &MetaPropExpr) {
        self.found |= meta.kind == MetaPropKind::ImportMeta;
    }

    fn visit_update_expr(&mut self, update: &UpdateExpr) {
        self.target(&update.arg);
    }

    fn visit_unary_expr(&mut self, unary: &UnaryExpr) {
        if unary.op == UnaryOp::Delete { self.target(&unary.arg) } else { unary.visit_children_with(self) }
    }

    fn visit_pat(&mut self, pat: &Pat) {
        match pat {
            Pat::Expr(target) => self.target(target),
            other => other.visit_children_with(self),
        }
    }
}

/// `import.meta.hot` and `import.meta.webpackHot` of hot builds are objects of the runtime.
fn is_hot(member: &MemberExpr) -> bool {
    matches!(&*member.obj, Expr::MetaProp(meta) if meta.kind == MetaPropKind::ImportMeta)
        && (member.prop.is_ident_with("hot") || member.prop.is_ident_with("webpackHot"))
}
