//! Why a module is in the output: the answer to `mfbuild why`, read from the statistics of a build.
//!
//! Owns what a question may mean (a file, a package, a part of a name), the shortest chains, and the facts of an answer;
//! the words are the command's.

use std::collections::{BTreeSet, VecDeque};
use std::path::Path;

use serde::Serialize;

use crate::reasons::{Cause, How, Importer, Reason, User};
use crate::scan::shown_path;
use crate::stats::{ModuleStats, Stats};

/// Chains of one answer.
const MOST_CHAINS: usize = 3;
/// Names to choose from when nothing matches.
const MOST_NEAR: usize = 5;
/// Less alike names are no help.
const ALIKE: f64 = 0.8;

/// What is known about a question.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "answer", rename_all = "camelCase")]
pub enum Answer {
    /// One module.
    Module(Box<ModuleAnswer>),
    /// All modules of a package.
    Package(PackageAnswer),
    /// Several modules have such a name.
    Several {
        /// All of them, those that stay first.
        matches: Vec<Match>,
    },
    /// There is none.
    Unknown {
        /// Names that are much like it.
        near: Vec<String>,
    },
}

/// A module by name.
#[derive(Clone, Debug, Serialize)]
pub struct Match {
    /// Its name.
    pub name: String,
    /// It stays.
    pub included: bool,
    /// Bytes of its source.
    pub size: u64,
}

/// A way from a root to a module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chain {
    /// What the first module is.
    pub root: Reason,
    /// Names from the root to the module.
    pub modules: Vec<String>,
}

/// Everything about a module.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ModuleAnswer {
    /// Its statistics; positions in them are explained by `names`.
    pub module: ModuleStats,
    /// The shortest ways to it.
    pub chains: Vec<Chain>,
    /// Names of the modules that the statistics refer to, by position.
    pub names: Vec<(usize, String)>,
    /// Those of them that were dropped.
    pub dropped: Vec<usize>,
}

impl ModuleAnswer {
    /// The name of a module that the statistics refer to.
    pub fn name(&self, module: usize) -> &str {
        let found = self.names.binary_search_by_key(&module, |(at, _)| *at);
        found.map_or("?", |at| &self.names[at].1)
    }
}

/// Everything about a package.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PackageAnswer {
    /// Its name.
    pub name: String,
    /// Versions that are in the build.
    pub versions: Vec<String>,
    /// Modules that stay, largest first.
    pub kept: Vec<ModuleStats>,
    /// Modules that were read and dropped.
    pub dropped: usize,
    /// The shortest ways to it.
    pub chains: Vec<Chain>,
    /// Modules of other packages that ask for it and stay.
    pub importers: Vec<OutsideImporter>,
}

/// A module that asks for a package from outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutsideImporter {
    /// The importer.
    pub importer: String,
    /// In which way.
    pub how: How,
    /// What it asks for.
    pub names: Vec<String>,
    /// The module that it asks.
    pub module: String,
}

/// Answers the question for a file, a package name or a part of a module name. Files are looked for from `here`, and
/// modules are named from `context`.
pub fn why(stats: &Stats, question: &str, here: &Path, context: &Path) -> Answer {
    let ways = Ways::new(stats);
    if let Some(module) = exact(stats, question, here, context) {
        return ways.module(module);
    }
    if stats.modules.iter().any(|module| module.package.as_deref() == Some(question)) && !question.starts_with('.') {
        return Answer::Package(ways.package(question));
    }
    let matching: Vec<&ModuleStats> = stats.modules.iter().filter(|module| module.name.contains(question)).collect();
    match matching[..] {
        [] => Answer::Unknown { near: near(stats, question) },
        [only] => ways.module(only),
        _ => Answer::Several { matches: matches(matching) },
    }
}

/// The module of that name, or of the file at that path.
fn exact<'s>(stats: &'s Stats, question: &str, here: &Path, context: &Path) -> Option<&'s ModuleStats> {
    let named = |name: &str| stats.modules.iter().find(|module| module.name == name);
    let file = |base: &Path| {
        let path = base.join(question).canonicalize().ok()?;
        named(&shown_path(context, &path))
    };
    named(question).or_else(|| named(&format!("./{question}"))).or_else(|| file(here)).or_else(|| file(context))
}

fn matches(mut modules: Vec<&ModuleStats>) -> Vec<Match> {
    modules.sort_by_key(|module| !module.included);
    let entry =
        |module: &ModuleStats| Match { name: module.name.clone(), included: module.included, size: module.size };
    modules.into_iter().map(entry).collect()
}

/// Packages, paths and file names that are much like the question, the most alike first.
fn near(stats: &Stats, question: &str) -> Vec<String> {
    let wanted = question.to_lowercase();
    let like = |name: &str| strsim::jaro_winkler(&name.to_lowercase(), &wanted);
    let mut scored: Vec<(f64, &str)> = Vec::new();
    for module in &stats.modules {
        let file = module.name.rsplit('/').next().unwrap_or(&module.name);
        scored.push((like(&module.name).max(like(file)), &module.name));
        scored.extend(module.package.as_deref().map(|package| (like(package), package)));
    }
    scored.retain(|(score, _)| *score >= ALIKE);
    scored.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.cmp(other)));
    scored.dedup_by_key(|(_, name)| *name);
    scored.into_iter().take(MOST_NEAR).map(|(_, name)| name.to_string()).collect()
}

/// A step towards a module: from one that stays, through barrels.
struct Step {
    from: usize,
    via: Vec<usize>,
}

/// Shortest ways from the roots to all modules that stay.
struct Ways<'s> {
    stats: &'s Stats,
    /// By module: the steps that lead to it.
    steps: Vec<Vec<Step>>,
    /// By module: number of modules before it on the shortest way; `usize::MAX` without one.
    distance: Vec<usize>,
}

impl<'s> Ways<'s> {
    fn new(stats: &'s Stats) -> Self {
        let steps: Vec<Vec<Step>> = stats.modules.iter().map(steps).collect();
        let mut next: Vec<Vec<usize>> = vec![Vec::new(); steps.len()];
        for (to, steps) in steps.iter().enumerate() {
            steps.iter().for_each(|step| next[step.from].push(to));
        }
        let roots: VecDeque<usize> = (0..steps.len()).filter(|at| root(&stats.modules[*at]).is_some()).collect();
        let mut distance = vec![usize::MAX; steps.len()];
        roots.iter().for_each(|root| distance[*root] = 0);
        let mut work = roots;
        while let Some(at) = work.pop_front() {
            for to in &next[at] {
                if distance[*to] == usize::MAX {
                    distance[*to] = distance[at] + 1;
                    work.push_back(*to);
                }
            }
        }
        Self { stats, steps, distance }
    }

    /// The shortest ways to one of some modules, each by another last step.
    fn chains(&self, targets: &[usize]) -> Vec<Chain> {
        let mut ends: Vec<(usize, usize, Option<&Step>)> = Vec::new();
        for target in targets {
            if root(&self.stats.modules[*target]).is_some() {
                ends.push((0, *target, None));
            }
            let steps = self.steps[*target].iter().filter(|step| self.distance[step.from] != usize::MAX);
            let from_outside = steps.filter(|step| !targets.contains(&step.from));
            ends.extend(from_outside.map(|step| (self.distance[step.from] + 1, *target, Some(step))));
        }
        ends.sort_by_key(|(length, target, step)| (*length, step.map(|step| step.via.len()), *target));
        let mut chains: Vec<Chain> = Vec::new();
        for (_, target, step) in ends {
            let chain = self.chain(target, step);
            // A way through the module itself says nothing new.
            let is_new = chain.modules.iter().filter(|name| **name == self.stats.modules[target].name).count() == 1
                && !chains.contains(&chain);
            if is_new && chains.len() < MOST_CHAINS {
                chains.push(chain);
            }
        }
        chains
    }

    fn chain(&self, target: usize, last: Option<&Step>) -> Chain {
        let mut back = vec![target];
        let mut step = last;
        while let Some(Step { from, via }) = step {
            back.extend(via.iter().rev());
            back.push(*from);
            let distance = self.distance[*from];
            step = self.steps[*from].iter().find(|step| distance > 0 && self.distance[step.from] == distance - 1);
        }
        let first = &self.stats.modules[*back.last().expect("it holds the target")];
        let root = root(first).expect("a way begins at a root").clone();
        Chain { root, modules: back.into_iter().rev().map(|at| self.stats.modules[at].name.clone()).collect() }
    }

    fn module(&self, module: &ModuleStats) -> Answer {
        let mut named: BTreeSet<usize> = module.importers.iter().map(|importer| importer.module).collect();
        for User { module, via, .. } in &module.used_by {
            named.insert(*module);
            named.extend(via);
        }
        named.extend(module.kept_by.iter().flat_map(|reason| &reason.by));
        let modules = &self.stats.modules;
        Answer::Module(Box::new(ModuleAnswer {
            module: module.clone(),
            chains: self.chains(&[module.index]),
            names: named.iter().map(|at| (*at, modules[*at].name.clone())).collect(),
            dropped: named.iter().copied().filter(|at| !modules[*at].included).collect(),
        }))
    }

    fn package(&self, name: &str) -> PackageAnswer {
        let is_inside = |module: &&ModuleStats| module.package.as_deref() == Some(name);
        let inside: Vec<&ModuleStats> = self.stats.modules.iter().filter(is_inside).collect();
        let mut kept: Vec<ModuleStats> =
            inside.iter().filter(|module| module.included).map(|module| (*module).clone()).collect();
        let positions: Vec<usize> = inside.iter().map(|module| module.index).collect();
        let versions: BTreeSet<&String> = inside.iter().filter_map(|module| module.version.as_ref()).collect();
        let chains = self.chains(&positions);
        let importers = inside.iter().flat_map(|module| self.outside_importers(name, module)).collect();
        kept.sort_by(|a, b| b.output_size.cmp(&a.output_size).then(b.size.cmp(&a.size)).then(a.name.cmp(&b.name)));
        PackageAnswer {
            name: name.to_string(),
            versions: versions.into_iter().cloned().collect(),
            dropped: inside.len() - kept.len(),
            kept,
            chains,
            importers,
        }
    }

    fn outside_importers(&self, package: &str, module: &ModuleStats) -> Vec<OutsideImporter> {
        let others = module.importers.iter().filter(|importer| {
            let other = &self.stats.modules[importer.module];
            other.included && other.package.as_deref() != Some(package)
        });
        let importer = |importer: &Importer| OutsideImporter {
            importer: self.stats.modules[importer.module].name.clone(),
            how: importer.how,
            names: importer.names.clone(),
            module: module.name.clone(),
        };
        others.map(importer).collect()
    }
}

/// What makes a module a beginning, if it is one.
fn root(module: &ModuleStats) -> Option<&Reason> {
    module.kept_by.iter().find(|reason| {
        let is_alone = reason.cause == Cause::Shared && reason.by.is_empty() && reason.detail.is_none();
        matches!(reason.cause, Cause::Entry | Cause::Exposed) || is_alone
    })
}

/// All steps to a module that stays, the direct ones first.
fn steps(module: &ModuleStats) -> Vec<Step> {
    let through_names = module.used_by.iter().map(|user| Step { from: user.module, via: user.via.clone() });
    let through_causes = module.kept_by.iter().flat_map(|reason| &reason.by);
    let mut steps: Vec<Step> = through_causes.map(|from| Step { from: *from, via: Vec::new() }).collect();
    steps.retain(|step| !module.used_by.iter().any(|user| user.module == step.from));
    steps.extend(through_names);
    steps.retain(|step| step.from != module.index);
    steps.sort_by_key(|step| step.via.len());
    steps
}

#[cfg(test)]
mod tests;
