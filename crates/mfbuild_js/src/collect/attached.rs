//! Statements that belong to a symbol: `X.name = value` goes when `X` goes, if `X` is fresh and the value pure.

use rustc_hash::FxHashMap;
use swc_core::ecma::ast::*;

use crate::purity::{Purity, SPECIAL};

/// Symbols whose value is a fresh function, class or object, and the statement from which on they have it: writing to
/// their properties is invisible to others.
pub(super) fn fresh_symbols(body: &[ModuleItem], purity: &Purity<'_>) -> FxHashMap<Id, usize> {
    let mut fresh = FxHashMap::default();
    for (at, item) in body.iter().enumerate() {
        let decl = match item {
            ModuleItem::Stmt(Stmt::Decl(decl)) => decl,
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => &export.decl,
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => {
                if let DefaultDecl::Fn(FnExpr { ident: Some(ident), .. }) = &export.decl {
                    fresh.insert(ident.to_id(), 0);
                }
                continue;
            }
            _ => continue,
        };
        match decl {
            Decl::Fn(function) => {
                fresh.insert(function.ident.to_id(), 0);
            }
            Decl::Class(class)
                if purity.is_fresh_class(&class.class) && purity.imports.without(|| purity.decl(decl)) =>
            {
                fresh.insert(class.ident.to_id(), at);
            }
            Decl::Var(var) if purity.imports.without(|| purity.decl(decl)) => {
                for declarator in &var.decls {
                    if let (Pat::Ident(name), Some(init)) = (&declarator.name, &declarator.init)
                        && purity.is_fresh(init)
                    {
                        fresh.insert(name.to_id(), at);
                    }
                }
            }
            _ => {}
        }
    }
    fresh
}

/// `X` in `X.name = pure value`.
pub(super) fn attached_to(stmt: &Stmt, purity: &Purity<'_>) -> Option<Id> {
    let Stmt::Expr(stmt) = stmt else { return None };
    let Expr::Assign(AssignExpr { op: AssignOp::Assign, left, right, .. }) = &*stmt.expr else { return None };
    let AssignTarget::Simple(SimpleAssignTarget::Member(target)) = left else { return None };
    let Expr::Ident(object) = &*target.obj else { return None };
    let plain = matches!(&target.prop, MemberProp::Ident(name) if !SPECIAL.contains(&&*name.sym));
    (plain && purity.expr(right)).then(|| object.to_id())
}
