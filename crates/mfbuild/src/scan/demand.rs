//! Which requests of a module are followed: those that something asked for can need.
//!
//! Owns the rule that targets of an unused barrel are never loaded. A module without side effects (`sideEffects` of its
//! package) is followed name by name: a re-export when its name is asked for, its own code when one of its own names is.
//! Any other module is followed as a whole. What is followed in the end does not depend on the order of arrivals.

use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use mfbuild_js::facts::{ExportTarget, FileFacts, ImportIdx, ImportKind, ImportedName, MethodCall, SymbolIdx, Use};

use super::{Finding, Job, Lead, Owner};
use crate::graph::{ModuleIdx, Target};

/// Requests that were not followed yet, by position.
pub(super) type Waiting = IndexSet<u32, FxBuildHasher>;

/// What is asked of a module.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Wanted {
    /// One export; where that is a namespace, the next name of it.
    Chain(Vec<String>),
    /// The same of a method that is called: it may look at the namespace before the last name as its `this`, which is that
    /// of the second one as soon as it is known.
    Called(Vec<String>, Option<ModuleIdx>),
    /// Everything: its namespace is seen.
    All,
}

/// Something to follow up.
pub(super) enum Step {
    /// A module is asked for something.
    Ask(ModuleIdx, Wanted),
    /// A request of a module is followed, and its target asked for something.
    Follow(ModuleIdx, ImportIdx, Vec<Wanted>),
    /// An `export *` of a module is followed for a name that may be behind it.
    FollowStar(ModuleIdx, ImportIdx, Wanted),
}

impl Wanted {
    fn names(&self) -> &[String] {
        match self {
            Self::Chain(names) | Self::Called(names, _) => names,
            Self::All => &[],
        }
    }

    /// Names that a request asks for when `rest` is read of its result.
    fn of_import(name: &ImportedName, rest: &[String], called: bool, receiver: Option<ModuleIdx>) -> Self {
        let names = match name {
            ImportedName::Named(name) => [std::slice::from_ref(name), rest].concat(),
            ImportedName::Namespace if rest.is_empty() => return Self::All,
            ImportedName::Namespace => rest.to_vec(),
        };
        if called { Self::Called(names, receiver) } else { Self::Chain(names) }
    }
}

/// What is known about the demand for one module.
#[derive(Default)]
pub(super) struct Demand {
    asked: FxHashSet<Wanted>,
    /// Names to look for behind its `export *`.
    asked_stars: FxHashSet<Wanted>,
    /// Modules with an `export *` that leads here, until this one has arrived.
    starred_by: FxHashSet<ModuleIdx>,
    runs: bool,
    /// Filled when the module has arrived.
    ways: Option<Ways>,
}

/// Where the names of a module lead.
struct Ways {
    exports: IndexMap<String, ExportTarget, FxBuildHasher>,
    stars: Vec<ImportIdx>,
    /// Requests of the module's own code, with what it takes from them.
    own: Vec<(ImportIdx, Vec<Wanted>)>,
    /// Knows where requests lead.
    finding: Arc<Finding>,
    waiting: Waiting,
    has_side_effects: bool,
}

impl Owner<'_> {
    /// A module is there: from now on its requests can be followed.
    pub(super) fn arrive(&mut self, module: ModuleIdx, finding: Arc<Finding>, waiting: Waiting) {
        let draft = self.drafts[module.at()].as_ref().expect("the module has just been accepted");
        let has_side_effects = draft.module.has_side_effects || !draft.module.is_esm();
        let facts = &draft.module.facts;
        let demand = &mut self.demands[module.at()];
        demand.ways = Some(Ways {
            exports: facts.exports.iter().map(|export| (export.name.clone(), export.target.clone())).collect(),
            stars: facts.stars.clone(),
            own: own_requests(facts),
            finding,
            waiting,
            has_side_effects,
        });
        let asked = std::mem::take(&mut demand.asked);
        #[expect(clippy::iter_over_hash_type, reason = "the order in which modules are found does not matter")]
        for wanted in asked {
            self.steps.push(Step::Ask(module, wanted));
        }
        self.answer_stars(module);
        if has_side_effects {
            self.run(module);
        }
    }

    /// What the barrels in front of a module look for, as far as the module can have it.
    fn answer_stars(&mut self, module: ModuleIdx) {
        let barrels = std::mem::take(&mut self.demands[module.at()].starred_by);
        let ways = self.demands[module.at()].ways.as_ref().expect("the module has just arrived");
        let mut found = Vec::new();
        #[expect(clippy::iter_over_hash_type, reason = "the order in which modules are found does not matter")]
        for barrel in barrels {
            let wanted = &self.demands[barrel.at()].asked_stars;
            found.extend(wanted.iter().filter(|wanted| ways.may_have(wanted.names())).cloned());
        }
        self.steps.extend(found.into_iter().map(|wanted| Step::Ask(module, wanted)));
    }

    /// Works through the open steps; new modules become jobs.
    pub(super) fn follow_up(&mut self, jobs: &mut Vec<(ModuleIdx, Job)>) {
        while let Some(step) = self.steps.pop() {
            match step {
                Step::Ask(module, wanted) => self.ask(module, wanted),
                Step::Follow(module, import, wanted) => {
                    if let Some(target) = self.target(module, import.0, jobs) {
                        self.steps.extend(wanted.into_iter().map(|wanted| Step::Ask(target, wanted)));
                    }
                }
                Step::FollowStar(module, star, wanted) => {
                    if let Some(target) = self.target(module, star.0, jobs) {
                        self.ask_behind_star(module, target, wanted);
                    }
                }
            }
        }
    }

    /// Large barrels star thousands of modules: each is asked only for what it can have.
    fn ask_behind_star(&mut self, barrel: ModuleIdx, target: ModuleIdx, wanted: Wanted) {
        let demand = &mut self.demands[target.at()];
        match &demand.ways {
            None => {
                demand.starred_by.insert(barrel);
            }
            Some(ways) if !ways.may_have(wanted.names()) => {}
            Some(_) => self.steps.push(Step::Ask(target, wanted)),
        }
    }

    fn ask(&mut self, module: ModuleIdx, mut wanted: Wanted) {
        let demand = &mut self.demands[module.at()];
        if let Some(ways) = &demand.ways {
            ways.shorten(module, &mut wanted);
        }
        if !demand.asked.insert(wanted.clone()) {
            return;
        }
        let Some(ways) = &demand.ways else { return };
        let mut runs = wanted == Wanted::All;
        let mut steps = Vec::new();
        match &wanted {
            Wanted::Chain(names) | Wanted::Called(names, _) => match ways.exports.get(&names[0]) {
                Some(ExportTarget::Local(symbol)) => {
                    runs = true;
                    if let Wanted::Called(_, Some(receiver)) = wanted {
                        let draft = self.drafts[module.at()].as_ref().expect("only modules that arrived are asked");
                        steps.extend(called(module, &draft.module.facts, *symbol, receiver));
                    }
                }
                Some(ExportTarget::ReExport(import, name)) => {
                    let (is_called, receiver) = match wanted {
                        Wanted::Called(_, receiver) => (true, receiver),
                        _ => (false, None),
                    };
                    let passed = Wanted::of_import(name, &names[1..], is_called, receiver);
                    steps.push(Step::Follow(module, *import, vec![passed]));
                }
                None if !ways.may_have(names) => {}
                None => {
                    steps.extend(ways.stars.iter().map(|star| Step::FollowStar(module, *star, wanted.clone())));
                    demand.asked_stars.insert(wanted.clone());
                }
            },
            Wanted::All => {
                for target in ways.exports.values() {
                    if let ExportTarget::ReExport(import, name) = target {
                        steps.push(Step::Follow(module, *import, vec![Wanted::of_import(name, &[], false, None)]));
                    }
                }
                steps.extend(ways.stars.iter().map(|star| Step::Follow(module, *star, vec![Wanted::All])));
            }
        }
        self.steps.append(&mut steps);
        if runs {
            self.run(module);
        }
    }

    /// The module's own code runs: what it imports is needed then, and what it only passes on if that has effects.
    fn run(&mut self, module: ModuleIdx) {
        let demand = &mut self.demands[module.at()];
        let Some(ways) = demand.ways.as_ref().filter(|_| !demand.runs) else { return };
        let own = ways.own.iter().map(|(import, wanted)| Step::Follow(module, *import, wanted.clone()));
        let has_effects = |lead: &Lead| match lead {
            Lead::Module(_, Job::File(file, package)) => self.scanner.may_have_effects(file, package.as_deref()),
            _ => true,
        };
        let passed = ways.waiting.iter().filter(|at| ways.has_side_effects || has_effects(ways.finding.lead(**at)));
        self.steps.extend(own.chain(passed.map(|at| Step::Follow(module, ImportIdx(*at), Vec::new()))));
        demand.runs = true;
    }

    /// The target of a request, which becomes a job if it was not followed before.
    fn target(&mut self, module: ModuleIdx, at: u32, jobs: &mut Vec<(ModuleIdx, Job)>) -> Option<ModuleIdx> {
        let ways = self.demands[module.at()].ways.as_mut().expect("only modules that arrived are followed");
        let opened = ways.waiting.swap_remove(&at).then(|| Arc::clone(&ways.finding));
        let opened = opened.and_then(|finding| match finding.lead(at) {
            Lead::Module(key, job) => Some(self.add(key, job, jobs)),
            Lead::Missing | Lead::External => None,
        });
        let draft = self.drafts[module.at()].as_mut().expect("only modules that arrived are followed");
        if let Some(opened) = opened {
            draft.module.targets[at as usize] = Target::Module(opened);
        }
        draft.module.targets[at as usize].module()
    }
}

impl Ways {
    /// Whether the first of the names can be an export.
    fn may_have(&self, names: &[String]) -> bool {
        self.exports.contains_key(&names[0]) || !(self.stars.is_empty() || names[0] == "default")
    }

    /// Members behind a name of the module's own make no difference. The namespace of the module is the `this` of a method
    /// that is one of its exports.
    fn shorten(&self, module: ModuleIdx, wanted: &mut Wanted) {
        match wanted {
            Wanted::Chain(names) | Wanted::Called(names, _)
                if names.len() > 1 && matches!(self.exports.get(&names[0]), Some(ExportTarget::Local(_))) =>
            {
                names.truncate(1);
                *wanted = Wanted::Chain(std::mem::take(names));
            }
            Wanted::Called(names, receiver) if names.len() == 1 => {
                receiver.get_or_insert(module);
            }
            _ => {}
        }
    }
}

/// Needs of a call that gives an export `receiver` as its `this`: all of that, if the function looks at it.
fn called(module: ModuleIdx, facts: &FileFacts, symbol: SymbolIdx, receiver: ModuleIdx) -> Option<Step> {
    if facts.uses_this.contains(&symbol) {
        return Some(Step::Ask(receiver, Wanted::All));
    }
    let (imported, names) = match facts.aliases.get(&symbol)? {
        Use::Symbol(imported) => (imported, &[][..]),
        Use::Member(imported, names) => (imported, &names[..]),
    };
    let binding = facts.bindings.iter().find(|binding| binding.symbol == *imported)?;
    let wanted = Wanted::of_import(&binding.name, names, true, Some(receiver));
    Some(Step::Follow(module, binding.import, vec![wanted]))
}

/// Requests that the module makes for itself and not only to pass names on, with what it takes from them.
fn own_requests(facts: &FileFacts) -> Vec<(ImportIdx, Vec<Wanted>)> {
    let uses = uses(facts);
    let calls: IndexSet<&MethodCall, FxBuildHasher> =
        facts.statements.iter().flat_map(|statement| &statement.method_calls).collect();
    let mut taken: Vec<Option<Vec<Wanted>>> = vec![None; facts.imports.len()];
    for binding in &facts.bindings {
        let Some(used) = &uses[&binding.symbol] else { continue };
        let list = taken[binding.import.0 as usize].get_or_insert_default();
        match used {
            Used::Whole => list.push(Wanted::of_import(&binding.name, &[], false, None)),
            Used::Chains(chains) => {
                list.extend(chains.iter().map(|names| Wanted::of_import(&binding.name, names, false, None)));
                let calls = calls.iter().filter(|call| call.symbol == binding.symbol);
                list.extend(calls.map(|call| Wanted::of_import(&binding.name, &call.names, true, None)));
            }
        }
    }
    let mut is_passed = vec![false; facts.imports.len()];
    let passed = facts.exports.iter().filter_map(|export| match &export.target {
        ExportTarget::ReExport(import, _) => Some(*import),
        ExportTarget::Local(_) => None,
    });
    for import in passed.chain(facts.stars.iter().copied()) {
        is_passed[import.0 as usize] = true;
    }
    let requests = facts.imports.iter().enumerate().map(|(at, import)| (ImportIdx(at as u32), &import.kind));
    requests
        .filter_map(|(at, kind)| match kind {
            ImportKind::Static | ImportKind::Provided => {
                let wanted = taken[at.0 as usize].take();
                (wanted.is_some() || !is_passed[at.0 as usize]).then(|| (at, wanted.unwrap_or_default()))
            }
            ImportKind::Url { .. } | ImportKind::Hot => Some((at, Vec::new())),
            ImportKind::Dynamic { used: Some(names), called, .. } => {
                let read = names.iter().map(|name| Wanted::Chain(vec![name.clone()]));
                Some((at, read.chain(called.iter().map(|name| Wanted::Called(vec![name.clone()], None))).collect()))
            }
            ImportKind::Dynamic { .. } | ImportKind::Require { .. } | ImportKind::RequireResolve => {
                Some((at, vec![Wanted::All]))
            }
        })
        .collect()
}

/// What is read of an import binding.
enum Used<'f> {
    /// Its value is used as such.
    Whole,
    /// Chains of names.
    Chains(IndexSet<&'f [String], FxBuildHasher>),
}

/// By import binding: what is read of it, if it is used at all.
fn uses(facts: &FileFacts) -> FxHashMap<SymbolIdx, Option<Used<'_>>> {
    let mut uses: FxHashMap<SymbolIdx, Option<Used<'_>>> =
        facts.bindings.iter().map(|binding| (binding.symbol, None)).collect();
    for used in facts.statements.iter().flat_map(|statement| &statement.uses) {
        let (Use::Symbol(symbol) | Use::Member(symbol, _)) = used;
        let Some(known) = uses.get_mut(symbol) else { continue };
        match used {
            Use::Symbol(_) => *known = Some(Used::Whole),
            Use::Member(_, names) => {
                if let Used::Chains(chains) = known.get_or_insert_with(|| Used::Chains(IndexSet::default())) {
                    chains.insert(names);
                }
            }
        }
    }
    uses
}
