//! Functions that the author has marked `#__NO_SIDE_EFFECTS__`.

use rustc_hash::FxHashSet;
use swc_core::common::{DUMMY_SP, Span, Spanned};
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::find_pat_ids;

use crate::parse::Tree;

/// Names of the functions that are marked.
pub(super) fn marked_functions(parsed: &Tree) -> FxHashSet<Id> {
    let marked = |span: Span| parsed.annotations.no_side_effects.contains(&span.lo);
    let mut result = FxHashSet::default();
    if parsed.annotations.no_side_effects.is_empty() {
        return result;
    }
    let mut last = DUMMY_SP;
    for item in &parsed.body {
        let (decl, outer) = match item {
            ModuleItem::Stmt(Stmt::Decl(decl)) => (decl, decl.span()),
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => (&export.decl, export.span),
            _ => continue,
        };
        // Of several declarators, which were split, an annotation in front means the first.
        let is_first = std::mem::replace(&mut last, outer) != outer;
        match decl {
            Decl::Fn(function) if marked(outer) || marked(function.function.span) => {
                result.insert(function.ident.to_id());
            }
            Decl::Var(var) => {
                for declarator in &var.decls {
                    let init = declarator.init.as_ref().map_or(DUMMY_SP, |init| init.span());
                    if (is_first && marked(outer)) || marked(init) {
                        result.extend(find_pat_ids::<_, Id>(&declarator.name));
                    }
                }
            }
            _ => {}
        }
    }
    result
}
