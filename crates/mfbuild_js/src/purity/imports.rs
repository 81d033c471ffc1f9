//! Import bindings: what another module says about a function decides whether a call of it can be observed.
//!
//! Owns the list of those questions. Whoever asks about an expression gets the calls that its answer depends on; the
//! linker knows the modules.

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use swc_core::atoms::Atom;
use swc_core::ecma::ast::Id;

/// A call of `callee` or `callee.name` whose effects are not known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) callee: Id,
    pub(crate) name: Option<Atom>,
    pub(crate) is_construction: bool,
}

/// Import bindings of a file.
#[derive(Default)]
pub(crate) struct Imports {
    /// True for namespaces.
    bindings: FxHashMap<Id, bool>,
    questions: RefCell<Vec<Question>>,
}

impl Imports {
    /// The bindings, each with whether it is a namespace.
    pub(crate) fn new(bindings: impl Iterator<Item = (Id, bool)>) -> Self {
        Self { bindings: bindings.collect(), questions: RefCell::default() }
    }

    /// Reading properties of a namespace is safe.
    pub(super) fn is_namespace(&self, id: &Id) -> bool {
        self.bindings.get(id) == Some(&true)
    }

    /// Whether another module can answer for a call; if so it is noted.
    pub(super) fn ask(&self, callee: &Id, name: Option<&Atom>, is_construction: bool) -> bool {
        let is_known = self.bindings.get(callee) == Some(&name.is_some());
        if is_known {
            self.note(&[Question { callee: callee.clone(), name: name.cloned(), is_construction }]);
        }
        is_known
    }

    /// The answer that is looked for depends on these, too.
    pub(super) fn note(&self, questions: &[Question]) {
        let mut noted = self.questions.borrow_mut();
        for question in questions {
            if !noted.contains(question) {
                noted.push(question.clone());
            }
        }
    }

    /// An answer with what it depends on; `None` if that makes no difference, since it is "no".
    pub(crate) fn collect(&self, answer: impl FnOnce() -> bool) -> Option<Vec<Question>> {
        let outer = self.questions.take();
        let is_pure = answer();
        let questions = self.questions.replace(outer);
        is_pure.then_some(questions)
    }

    /// An answer that depends on no other module.
    pub(crate) fn without(&self, answer: impl FnOnce() -> bool) -> bool {
        self.collect(answer).is_some_and(|questions| questions.is_empty())
    }
}
