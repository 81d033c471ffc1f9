//! A build without its optimisations: what they cost is the difference (`--no-optimize`).
//!
//! Owns the switches that are no option: all statements of modules that run stay, and every module has a scope of its
//! own. Outside of sessions every module that is imported runs, too, whatever `sideEffects` of its package says.

use mfbuild_js::facts::{FileFacts, ImportKind, Statement};
use rustc_hash::FxHashSet;

use crate::names::Ids;
use crate::scopes::{Program, Scopes, ids, modules_with_code};

/// Which optimisations a build makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Optimization {
    /// All that the options allow.
    #[default]
    Full,
    /// Neither modules nor statements are dropped, and modules are not joined.
    Off,
}

/// Every statement counts as one with effects, everybody as one who sees all of a CommonJS module, and constants stay
/// where they are declared. Members of const enums are values by the rules of TypeScript, not by optimisation.
pub fn without_optimizations(facts: &mut FileFacts) {
    facts.statements.iter_mut().for_each(Statement::keep);
    facts.constants.clear();
    facts.enums.retain(|_, found| found.is_const);
    facts.properties = None;
    for import in &mut facts.imports {
        if let ImportKind::Require { whole, .. } = &mut import.kind {
            *whole = true;
        }
    }
}

/// Every module is the root of its own scope.
pub fn separate_scopes(program: Program<'_>) -> Scopes {
    let roots = modules_with_code(program);
    let mut root_of = vec![None; program.graph.modules.len()];
    for module in &roots {
        root_of[module.at()] = Some(*module);
    }
    let ids = ids(program.graph, &roots, Ids::wide());
    Scopes { root_of, roots, ids, namespace_objects: FxHashSet::default() }
}
