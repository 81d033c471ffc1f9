//! What is known of values of other modules: constants, members of enums, functions and classes that do nothing.
//!
//! Owns the questions that need more than one file: whether a module has run when its importers ask (import cycles), and
//! whether some other module writes to an object.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use mfbuild_js::facts::{Constant, ImportedCall, Statement, SymbolIdx, Use};

use super::{Binding, Linker};
use crate::graph::{ModuleIdx, Target};
use crate::memory::lock;

impl<'a> Linker<'a> {
    /// The value of a constant, or of a member of an enum, that can stand where its name is used.
    pub fn constant(&self, binding: &Binding) -> Option<&'a Constant> {
        match binding {
            Binding::Local(module, symbol) => {
                let constant = self.graph.module(*module).facts.constants.get(symbol)?;
                self.has_run(*module).then_some(constant)
            }
            Binding::EnumMember(module, symbol, name) => {
                self.graph.module(*module).facts.enums.get(symbol)?.members.get(name)
            }
            _ => None,
        }
    }

    /// A member of an enum whose value is always the same.
    pub(super) fn enum_member(&self, binding: &Binding, name: &str) -> Option<Binding> {
        let Binding::Local(module, symbol) = binding else { return None };
        let facts = &self.graph.module(*module).facts;
        let found = facts.enums.get(symbol)?;
        found.members.get(name)?;
        let is_settled = if found.is_const { !facts.has_eval } else { self.has_run(*module) };
        (is_settled && !self.is_written(*module, *symbol))
            .then(|| Binding::EnumMember(*module, *symbol, name.to_string()))
    }

    /// Whether a function that is exported by an ES module looks at `this`.
    pub(super) fn sees_this(&self, binding: &Binding) -> bool {
        let mut binding = Cow::Borrowed(binding);
        let mut seen = FxHashSet::default();
        while let Binding::Local(module, symbol) = *binding {
            let facts = &self.graph.module(module).facts;
            if facts.uses_this.contains(&symbol) {
                return true;
            }
            let aliased = facts.aliases.get(&symbol).filter(|_| seen.insert((module, symbol)));
            let Some(other) = aliased.and_then(|used| self.used(module, used)) else { return false };
            binding = Cow::Owned(other);
        }
        false
    }

    /// No module can read values of this one before it has run: it is in no cycle, and does not wait. What else it
    /// does is not lost when nothing but values is taken of it: `sideEffects: false` drops modules of which nothing is
    /// used, and a constant is a use.
    fn has_run(&self, index: ModuleIdx) -> bool {
        let module = self.graph.module(index);
        let has_effects = |target: &Target| target.module().is_some_and(|it| self.graph.module(it).has_side_effects);
        let is_safe = !self.cycles.is_cyclic(index) && !module.facts.has_top_level_await && !module.facts.has_eval;
        let does_nothing = || {
            let statements = &module.facts.statements;
            !module.targets.iter().any(has_effects) && !statements.iter().any(|it| it.has_side_effects)
        };
        is_safe && (module.has_side_effects || does_nothing())
    }

    /// Whether a module writes to properties of something imported, or takes its `prototype`.
    fn is_written(&self, module: ModuleIdx, symbol: SymbolIdx) -> bool {
        self.written.get_or_init(|| self.written()).contains(&(module, symbol))
    }

    fn written(&self) -> FxHashSet<(ModuleIdx, SymbolIdx)> {
        let mut written = FxHashSet::default();
        for module in self.graph.indices() {
            let facts = &self.graph.module(module).facts;
            let prototypes =
                facts.statements.iter().flat_map(|statement| &statement.uses).filter_map(owner_of_prototype);
            for used in facts.written.iter().cloned().chain(prototypes) {
                if let Some(Binding::Local(owner, symbol)) = self.used(module, &used) {
                    written.insert((owner, symbol));
                }
            }
        }
        written
    }

    /// What a use of an import binding leads to, if it is an export and no property of one.
    fn used(&self, module: ModuleIdx, used: &Use) -> Option<Binding> {
        let (symbol, names) = match used {
            Use::Symbol(symbol) => (symbol, &[][..]),
            Use::Member(symbol, names) => (symbol, &names[..]),
        };
        let chain = self.namespace_chain(module, *symbol, names)?;
        (chain.known == names.len()).then(|| chain.binding.into_owned())
    }

    /// Whether a statement does something even if nobody uses its symbols.
    pub fn has_effects(&self, module: ModuleIdx, statement: &Statement) -> bool {
        let is_conditional = || !statement.calls.is_empty() && self.are_pure(module, &statement.calls);
        statement.has_side_effects && !is_conditional()
    }

    fn are_pure(&self, module: ModuleIdx, calls: &[ImportedCall]) -> bool {
        calls.iter().all(|call| self.is_pure(module, call))
    }

    /// What is called has run before the module, so it is there: it is in no cycle with it.
    fn is_pure(&self, module: ModuleIdx, call: &ImportedCall) -> bool {
        let Some(Binding::Local(owner, symbol)) = self.used(module, &call.callee) else { return false };
        let facts = &self.graph.module(owner).facts;
        let Some(found) = facts.pure.get(&symbol) else { return false };
        if found.is_class != call.is_construction || facts.has_eval || self.cycles.are_together(module, owner) {
            return false;
        }
        if let Some(known) = lock(&self.pure).get(&(owner, symbol)) {
            return *known;
        }
        // Setters that somebody adds would run.
        let is_changed = found.is_class && self.is_written(owner, symbol);
        let is_pure = !is_changed && self.are_pure(owner, &found.calls);
        lock(&self.pure).insert((owner, symbol), is_pure);
        is_pure
    }
}

/// `X` in `X.prototype`.
fn owner_of_prototype(used: &Use) -> Option<Use> {
    let Use::Member(symbol, names) = used else { return None };
    let at = names.iter().position(|name| name == "prototype")?;
    Some(if at == 0 { Use::Symbol(*symbol) } else { Use::Member(*symbol, names[..at].to_vec()) })
}
