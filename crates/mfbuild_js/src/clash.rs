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
    /// One of those that the linker writes.
    pub(crate) with_linker: bool,
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

    /// Whether some name in a factory could be taken for another one.
    pub(crate) fn clash_in(mut self, factory: &Function) -> bool {
        if !self.clashes.any {
            factory.visit_with(&mut self);
        }
        self.clashes.any
    }

    /// What clashes in a file.
    pub(crate) fn clashes_in(mut self, items: &[ModuleItem]) -> Clashes {
        items.visit_with(&mut self);
        self.clashes
    }
}

impl Visit for Added {
    fn visit_ident(&mut self, ident: &Ident) {
        // The transforms of JSX and React Refresh add names that begin so.
        let is_of_transforms = ident.sym.starts_with('_');
        match self.names.get(&ident.sym) {
            Some(context) if *context != ident.ctxt => {
                self.clashes.any = true;
                self.clashes.with_linker |= !is_of_transforms;
            }
            None if is_of_transforms => self.add(&ident.to_id()),
            _ => {}
        }
    }
}
