//! Functions that stay what they are: a hot build exports them as values, which costs a page less than getters.

use rustc_hash::FxHashSet;
use swc_core::ecma::ast::*;

use super::Collector;
use crate::facts::SymbolIdx;

impl Collector<'_> {
    /// Notes a name that is declared with a value or assigned to, if it is one of the top level.
    pub(super) fn assignment(&mut self, ident: &Ident) {
        if self.engine.options.hot {
            self.assigned.extend(self.by_id.get(&ident.to_id()));
        }
        self.assignment_to_import(ident);
    }

    /// The function declarations of the top level that nothing assigns to. They have their values before any code of the
    /// module runs, and before anybody else can ask for them (ECMA-262 16.2.1.6.4, step 24).
    pub(super) fn steady_functions(&self, body: &[ModuleItem], default: Option<&Id>) -> FxHashSet<SymbolIdx> {
        if !self.engine.options.hot || self.facts.has_eval {
            return FxHashSet::default();
        }
        let functions = body.iter().filter_map(|item| match item {
            ModuleItem::Stmt(Stmt::Decl(Decl::Fn(function)))
            | ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Fn(function), .. })) => {
                Some(function.ident.to_id())
            }
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(ExportDefaultDecl {
                decl: DefaultDecl::Fn(function),
                ..
            })) => function.ident.as_ref().map(Ident::to_id).or_else(|| default.cloned()),
            _ => None,
        });
        functions
            .filter_map(|name| self.by_id.get(&name).copied())
            .filter(|symbol| !self.assigned.contains(symbol))
            .collect()
    }
}
