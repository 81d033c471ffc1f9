//! Enums as compilers write them: an object that a function fills with names and values.
//!
//! Owns the forms of TypeScript (`var X; (function (X) {…})(X || (X = {}))`), of swc and Babel (`var X = function (X) {…;
//! return X}({})`) and of esbuild (the same with an arrow function). Their members can stand as values in other modules,
//! and all of it goes when nobody uses the name.

mod forms;
mod uses;

use rustc_hash::FxHashMap;
use swc_core::ecma::ast::*;

use super::Collector;
use super::constants::literal;
use crate::facts::{Constant, Enum};
use crate::parse::Tree;
use forms::{Filling, filling, is_plain_value};
use uses::Uses;

/// A longer text costs more in each place than the enum does.
const LONGEST_TEXT: usize = 24;

/// What the statements of a file say about enums.
#[derive(Default)]
pub(super) struct Enums {
    /// Statements that do nothing but fill an enum, by position.
    filling: FxHashMap<usize, Id>,
    /// Members with known values.
    members: Vec<(Id, FxHashMap<String, Constant>)>,
}

impl Enums {
    /// Looks for enums. What the file writes to later is none, unless its author has called it `const`; in JavaScript
    /// nobody may get hold of the object either.
    pub(super) fn new(parsed: &Tree, is_typescript: bool) -> Self {
        let fillings: FxHashMap<usize, Filling<'_>> =
            parsed.body.iter().enumerate().filter_map(|(at, item)| Some((at, filling(item)?))).collect();
        let mut enums = Self::default();
        if fillings.is_empty() {
            return enums;
        }
        let uses = Uses::of(&parsed.body, &fillings);
        for at in 0..parsed.body.len() {
            let Some(filling) = fillings.get(&at) else { continue };
            if uses.is_object_at(&filling.object, at) {
                if filling.members.iter().all(|(_, value)| is_plain_value(value)) {
                    enums.filling.insert(at, filling.object.clone());
                }
                enums.add(filling, is_typescript);
            }
        }
        enums.members.retain(|(object, _)| {
            let is_safe = !uses.written.contains(object) && (is_typescript || !uses.escaped.contains(object));
            is_safe || parsed.const_enums.contains(&object.0)
        });
        enums
    }

    /// The enum that a statement fills, if that is all that it does.
    pub(super) fn filled_at(&self, at: usize) -> Option<&Id> {
        self.filling.get(&at)
    }

    /// Takes what is known of the members. Those that are computed are numbers in TypeScript and anything elsewhere.
    fn add(&mut self, filling: &Filling<'_>, is_typescript: bool) {
        let at = self.members.iter().position(|(object, _)| *object == filling.object).unwrap_or_else(|| {
            self.members.push((filling.object.clone(), FxHashMap::default()));
            self.members.len() - 1
        });
        let members = &mut self.members[at].1;
        for (name, value) in &filling.members {
            match literal(value, LONGEST_TEXT) {
                Some(value) => members.insert(name.clone(), value),
                None => members.remove(name),
            };
        }
        if !is_typescript && !filling.members.iter().all(|(_, value)| is_plain_value(value)) {
            members.clear();
        }
    }
}

impl Collector<'_> {
    /// Notes the members of enums.
    pub(super) fn enums(&mut self, enums: Enums, parsed: &Tree) {
        for (object, members) in enums.members {
            let is_const = parsed.const_enums.contains(&object.0);
            let symbol = self.symbol(&object);
            self.facts.enums.insert(symbol, Enum { members, is_const });
        }
    }
}
