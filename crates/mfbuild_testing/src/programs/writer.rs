//! The state of a generator of programs, and what all of its parts need.

use super::scope::{Frame, Kind, Name, Scope};
use crate::numbers::Random;

/// How a program is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavor {
    /// An ES module.
    Module,
    /// A CommonJS module in sloppy mode.
    Sloppy,
    /// A CommonJS module with `"use strict"`.
    Strict,
    /// TypeScript, whose reference is JavaScript that the generator writes beside it.
    TypeScript,
}

/// Names that programs declare; few, so that they shadow each other.
const NAMES: [&str; 16] = ["a", "b", "c", "d", "f", "g", "h", "k", "m", "n", "v", "w", "x", "y", "$", "ä"];

/// Writes one program.
pub(crate) struct Writer {
    pub random: Random,
    pub scope: Scope,
    pub flavor: Flavor,
    /// The budget that is left, in expressions and statements.
    pub budget: usize,
    next_tag: usize,
    next_fresh: usize,
}

impl Writer {
    /// For the program of `seed`.
    pub fn new(seed: u64, flavor: Flavor) -> Self {
        let mut random = Random::new(seed);
        let budget = 30 + random.below(170);
        Self { random, scope: Scope::default(), flavor, budget, next_tag: 0, next_fresh: 0 }
    }

    /// Whether code here is sloppy.
    pub fn is_sloppy(&self) -> bool {
        self.flavor == Flavor::Sloppy && !self.scope.around.is_class_code
    }

    /// Takes something from the budget; false if there is nothing left.
    pub fn spend(&mut self, cost: usize) -> bool {
        let has_enough = self.budget >= cost;
        self.budget = self.budget.saturating_sub(cost);
        has_enough
    }

    /// A number that marks a place in the log.
    pub fn tag(&mut self) -> usize {
        self.next_tag += 1;
        self.next_tag
    }

    /// A name that no other declaration has.
    pub fn fresh(&mut self, stem: &str) -> String {
        self.next_fresh += 1;
        format!("{stem}{}", self.next_fresh)
    }

    /// A name that may be declared by `let`, `const`, `class` or as a function here.
    pub fn lexical_name(&mut self) -> String {
        for _ in 0..4 {
            let name = NAMES[self.random.below(NAMES.len())];
            // What shadows a name of an outer block puts that name into a dead zone: seldom, since programs end there.
            let shadows = self.scope.visible().iter().any(|other| other.text == name);
            if self.scope.can_declare_lexical(name) && (!shadows || self.random.percent(20)) {
                return name.to_owned();
            }
        }
        self.fresh("z")
    }

    /// A name that may be declared by `var` here.
    pub fn var_name(&mut self) -> String {
        for _ in 0..4 {
            let name = NAMES[self.random.below(NAMES.len())];
            // Kinds stay as they are: functions and classes are not declared again.
            let is_free = self.scope.visible().iter().all(|other| {
                other.text != name || (other.can_assign && matches!(other.kind, Kind::Number | Kind::Any))
            });
            if is_free && self.scope.can_declare_var(name) {
                return name.to_owned();
            }
        }
        self.fresh("z")
    }

    /// Names for parameters, all different.
    pub fn parameters(&mut self, count: usize) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        while names.len() < count {
            let name = NAMES[self.random.below(NAMES.len())].to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// A visible name of a kind.
    pub fn name_of(&mut self, kind: Kind) -> Option<String> {
        let names: Vec<String> =
            self.scope.visible().into_iter().filter(|name| name.kind == kind).map(|name| name.text.clone()).collect();
        self.random.pick(&names).cloned()
    }

    /// A visible name of a kind that may be assigned to.
    pub fn target_of(&mut self, kind: Kind) -> Option<String> {
        let is_target = |name: &&Name| name.can_assign && name.kind == kind;
        let names: Vec<String> =
            self.scope.visible().into_iter().filter(is_target).map(|name| name.text.clone()).collect();
        self.random.pick(&names).cloned()
    }

    /// Declares a name of the block.
    pub fn declare(&mut self, text: &str, kind: Kind, can_assign: bool) {
        self.scope.declare_lexical(Name { text: text.to_owned(), kind, can_assign });
    }

    /// Runs `write` in a block of its own.
    pub fn in_block<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        self.scope.frames.push(Frame::default());
        let result = write(self);
        self.scope.frames.pop();
        result
    }
}
