//! Whether variables of a factory have to be renamed because two that differ have one name.
//!
//! Owns the question: names of the author do not clash, so it is asked of what was added to them. Renaming is swc's
//! `hygiene`, a fifth of printing a readable factory, and most factories need none.

use rustc_hash::FxHashMap;
use swc_core::atoms::Atom;
use swc_core::common::SyntaxContext;
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitWith};

/// Free variables in code that the linker writes.
const FREE: [&str; 6] = ["globalThis", "self", "Object", "Promise", "Error", "URL"];

/// Names that were added to a factory.
#[derive(Default)]
pub(crate) struct Added {
    names: FxHashMap<Atom, SyntaxContext>,
    clashes: Clashes,
}

/// Which names clash.
#[derive(Clone, Copy, Default)]
pub(crate) struct Clashes {
    /// Some.
    pub(crate) any: bool,
    /// One of those that stand in what holes of drafts are filled with.
    pub(crate) with_holes: bool,
}

impl Added {
    /// What the linker adds to every factory.
    pub(crate) fn new(free: SyntaxContext) -> Self {
        let mut added = Self::default();
        FREE.iter().for_each(|name| added.add(&(Atom::from(*name), free)));
        added
    }

    /// One more.
    pub(crate) fn add(&mut self, (name, context): &Id) {
        self.clashes.any |= self.names.insert(name.clone(), *context).is_some();
    }

    /// Which names in a factory could be taken for others.
    pub(crate) fn clash_in(mut self, factory: &Function) -> Clashes {
        factory.visit_with(&mut self);
        self.clashes
    }
}

impl Visit for Added {
    fn visit_ident(&mut self, ident: &Ident) {
        match self.names.get(&ident.sym) {
            Some(context) if *context != ident.ctxt => {
                self.clashes.any = true;
                self.clashes.with_holes |= matches!(&*ident.sym, "require" | "exports" | "Object");
            }
            // The transforms of JSX and React Refresh add names that begin so.
            None if ident.sym.starts_with('_') => self.add(&ident.to_id()),
            _ => {}
        }
    }
}
