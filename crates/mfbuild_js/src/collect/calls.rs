//! Calls of what is imported, and the functions and classes that others may call: whether they can be observed.

use super::Collector;
use crate::facts::{ExportTarget, ImportedCall, ImportedName, Pure, Use};
use crate::purity::{Imports, Inferred, Purity, Question};

impl Collector<'_> {
    /// The import bindings that import declarations make.
    pub(super) fn imports(&self) -> Imports {
        let names =
            self.facts.bindings.iter().map(|binding| {
                (self.symbols[binding.symbol.0 as usize].clone(), binding.name == ImportedName::Namespace)
            });
        Imports::new(names)
    }

    /// Notes which exported functions and classes do nothing.
    pub(super) fn pure_exports(&mut self, inferred: &Inferred<'_>, purity: &Purity<'_>) {
        for at in 0..self.facts.exports.len() {
            let ExportTarget::Local(symbol) = self.facts.exports[at].target else { continue };
            let id = self.symbols[symbol.0 as usize].clone();
            if let Some((is_class, questions)) = inferred.pure(&id, purity) {
                let calls = questions.into_iter().map(|question| self.imported_call(question)).collect();
                self.facts.pure.insert(symbol, Pure { is_class, calls });
            }
        }
    }

    /// A question about an import binding, by its symbol.
    pub(super) fn imported_call(&mut self, question: Question) -> ImportedCall {
        let symbol = self.symbol(&question.callee);
        let callee = match question.name {
            Some(name) => Use::Member(symbol, vec![name.to_string()]),
            None => Use::Symbol(symbol),
        };
        ImportedCall { callee, is_construction: question.is_construction }
    }
}
