//! What each module that runs really depends on, in evaluation order, once unused barrels are gone.
//!
//! Owns the effective edges: `import {a} from "./barrel"` becomes an edge to the module that declares `a` when the
//! barrel has nothing to run itself. Also marks asynchronous modules (top-level await and everything above it).

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use mfbuild_js::facts::{ExportTarget, ImportIdx, ImportKind, ImportedName, Use};

use crate::cycles::Cycles;
use crate::graph::{ModuleGraph, ModuleIdx, ModuleKind, Target};
use crate::link::{Binding, Linker};
use crate::shake::Live;
use crate::styles::imported;

/// A module with more than this many dependencies is kept as a place of its own even if nothing else is left of it:
/// repeating its list in every importer would cost more.
const MOST_EXPANDED: usize = 4;

/// Effective edges of the modules that run.
#[derive(Debug, Default)]
pub struct Order {
    /// By module: what must be evaluated before it, in order.
    pub imports: Vec<Vec<ModuleIdx>>,
    /// By module: what its code reads but must not cause to run: it is reached through a module of the same cycle, which
    /// decides when it runs.
    pub lazy: Vec<Vec<ModuleIdx>>,
    /// By module: what its code requires while it runs.
    pub requires: Vec<Vec<ModuleIdx>>,
    /// By module: what its code loads with `import()`.
    pub dynamic: Vec<Vec<ModuleIdx>>,
    /// By module: nothing of it is left but its imports, and those are repeated in its importers.
    pub is_transparent: Vec<bool>,
    /// By module: it, or something that it imports, uses top-level await.
    pub is_async: Vec<bool>,
    /// By module: position in the evaluation order of the sources.
    pub position: Vec<u32>,
    /// Import cycles of the sources.
    pub cycles: Cycles,
}

/// Computes the edges.
pub fn order(graph: &ModuleGraph, linker: &Linker<'_>, live: &Live) -> Order {
    let position = positions(graph);
    let cycles = linker.cycles();
    let mut edges = Edges { graph, linker, live, position: &position, cycles, transparent: Vec::new() };
    edges.transparent = graph.indices().map(|module| edges.is_transparent(module)).collect();
    let mut order = Order { is_transparent: edges.transparent.clone(), ..Default::default() };
    let runs = |module: &ModuleIdx| live.is_included(*module) && !order.is_transparent[module.at()];
    let modules: Vec<ModuleIdx> = graph.indices().collect();
    let edges: Vec<_> = modules.par_iter().map(|module| runs(module).then(|| edges.of(*module))).collect();
    for ModuleEdges { imports, lazy, requires, dynamic } in edges.into_iter().map(Option::unwrap_or_default) {
        order.imports.push(imports);
        order.lazy.push(lazy);
        order.requires.push(requires);
        order.dynamic.push(dynamic);
    }
    order.is_async = asynchronous(graph, &order.imports, live);
    order.position = position;
    order.cycles = cycles.clone();
    order
}

fn is_require(kind: &ImportKind) -> bool {
    matches!(kind, ImportKind::Require { .. } | ImportKind::RequireResolve)
}

fn is_dynamic(kind: &ImportKind) -> bool {
    matches!(kind, ImportKind::Dynamic { .. })
}

/// Post-order of the static imports: the order in which unshaken sources would run.
fn positions(graph: &ModuleGraph) -> Vec<u32> {
    let mut position = vec![u32::MAX; graph.modules.len()];
    let mut next = 0;
    let mut seen = vec![false; graph.modules.len()];
    let composed: FxHashMap<ModuleIdx, Vec<Target>> =
        graph.indices().filter_map(|module| Some((module, composed(graph, module)?))).collect();
    for root in graph.entries.iter().map(|entry| entry.module).chain(graph.indices()) {
        let mut stack = vec![(root, 0)];
        if std::mem::replace(&mut seen[root.at()], true) {
            continue;
        }
        while let Some((module, at)) = stack.pop() {
            let targets = composed.get(&module).unwrap_or(&graph.module(module).targets);
            let Some(target) = targets.get(at) else {
                position[module.at()] = next;
                next += 1;
                continue;
            };
            stack.push((module, at + 1));
            let eager = graph.module(module).facts.imports.get(at).is_none_or(|import| !is_dynamic(&import.kind));
            if let Target::Module(target) = target
                && eager
                && !std::mem::replace(&mut seen[target.at()], true)
            {
                stack.push((*target, 0));
            }
        }
    }
    position
}

/// The parts of a style sheet and of the files that it imports; `None` for modules that are no style sheets.
///
/// That comes before it. The imported files themselves are a part of it, wherever else they are.
fn composed(graph: &ModuleGraph, module: ModuleIdx) -> Option<Vec<Target>> {
    if !matches!(graph.module(module).kind, ModuleKind::Style(_)) {
        return None;
    }
    let parts = imported(graph, &[module]).into_iter().map(|part| graph.module(part));
    Some(parts.flat_map(|part| part.targets[..part.facts.imports.len()].iter().copied()).collect())
}

/// Modules that await, and all that import them (ECMA-262 16.2.1.5: [[HasTLA]] and async evaluation).
fn asynchronous(graph: &ModuleGraph, imports: &[Vec<ModuleIdx>], live: &Live) -> Vec<bool> {
    let mut importers: Vec<Vec<ModuleIdx>> = vec![Vec::new(); graph.modules.len()];
    for module in graph.indices() {
        for target in &imports[module.at()] {
            importers[target.at()].push(module);
        }
    }
    // Who consumes a package waits for the package's own copy if that is the one that runs.
    for module in graph.indices() {
        if let ModuleKind::Consume(consume) = &graph.module(module).kind
            && let Some(fallback) = consume.fallback
        {
            importers[fallback.at()].push(module);
        }
    }
    let awaits = |module: &ModuleIdx| live.is_included(*module) && graph.module(*module).facts.has_top_level_await;
    let can_wait = |module: ModuleIdx| graph.module(module).is_esm() || graph.module(module).is_federated();
    let mut work: Vec<ModuleIdx> = graph.indices().filter(awaits).collect();
    let mut result = vec![false; graph.modules.len()];
    while let Some(module) = work.pop() {
        if !std::mem::replace(&mut result[module.at()], true) {
            work.extend(importers[module.at()].iter().filter(|importer| can_wait(**importer)));
        }
    }
    result
}

/// What one module depends on, as in `Order`.
#[derive(Default)]
struct ModuleEdges {
    imports: Vec<ModuleIdx>,
    lazy: Vec<ModuleIdx>,
    requires: Vec<ModuleIdx>,
    dynamic: Vec<ModuleIdx>,
}

struct Edges<'a> {
    graph: &'a ModuleGraph,
    linker: &'a Linker<'a>,
    live: &'a Live,
    position: &'a [u32],
    cycles: &'a Cycles,
    transparent: Vec<bool>,
}

impl Edges<'_> {
    /// Whether nothing of a module that runs is left but a few imports.
    fn is_transparent(&self, index: ModuleIdx) -> bool {
        let module = self.graph.module(index);
        self.live.is_included(index)
            && !self.live.observed[index.at()]
            && module.is_esm()
            && !matches!(module.kind, ModuleKind::Style(_))
            && !module.facts.has_top_level_await
            && !self.cycles.is_cyclic(index)
            && self.live.statements[index.at()].iter().all(|kept| !kept)
            && module.facts.imports.iter().filter(|import| import.kind.is_static()).count() <= MOST_EXPANDED
    }

    fn of(&self, module: ModuleIdx) -> ModuleEdges {
        let (imports, lazy) = self.imports(module);
        let (requires, dynamic) = (self.by_kind(module, is_require), self.by_kind(module, is_dynamic));
        ModuleEdges { imports, lazy, requires, dynamic }
    }

    fn by_kind(&self, index: ModuleIdx, wanted: fn(&ImportKind) -> bool) -> Vec<ModuleIdx> {
        let module = self.graph.module(index);
        let mut found = Vec::new();
        for (statement, kept) in module.facts.statements.iter().zip(&self.live.statements[index.at()]) {
            for import in statement.imports.iter().filter(|_| *kept) {
                if wanted(&module.facts.imports[import.0 as usize].kind)
                    && let Target::Module(target) = module.targets[import.0 as usize]
                    && !found.contains(&target)
                {
                    found.push(target);
                }
            }
        }
        found
    }

    /// What runs before a module, and what it only reads.
    fn imports(&self, index: ModuleIdx) -> (Vec<ModuleIdx>, Vec<ModuleIdx>) {
        let module = self.graph.module(index);
        let needed = self.needed(index);
        let mut list = List { seen: FxHashSet::from_iter([index]), modules: Vec::new() };
        let mut lazy = Vec::new();
        for (at, import) in module.facts.imports.iter().enumerate() {
            let Target::Module(target) = module.targets[at] else { continue };
            if !import.kind.is_static() {
                continue;
            }
            let mut rest: Vec<ModuleIdx> = needed.get(&ImportIdx(at as u32)).cloned().unwrap_or_default();
            rest.sort_by_key(|module| self.position[module.at()]);
            let is_together = self.cycles.are_together(index, target);
            // A barrel without effects may run for others: here only what it leads to counts.
            if is_together || self.graph.module(target).has_side_effects || rest.contains(&target) {
                self.expand(target, &mut list);
            }
            let decides = self.live.is_included(target) && is_together;
            for module in rest {
                if !decides {
                    self.expand(module, &mut list);
                } else if !self.transparent[module.at()] {
                    lazy.push(module);
                }
            }
        }
        lazy.retain(|module| !list.seen.contains(module));
        self.style_imports(index, &mut list);
        (list.modules, lazy)
    }

    /// The parts of a style sheet.
    fn style_imports(&self, index: ModuleIdx, list: &mut List) {
        let targets = composed(self.graph, index).unwrap_or_default();
        let included = targets.into_iter().filter_map(Target::module).filter(|target| self.live.is_included(*target));
        included.for_each(|target| list.push(target));
    }

    /// A target that runs, or in its place what it imports if nothing else is left of it.
    fn expand(&self, target: ModuleIdx, list: &mut List) {
        if !self.live.is_included(target) {
            return;
        }
        if !self.transparent[target.at()] {
            return list.push(target);
        }
        if list.seen.insert(target) {
            let module = self.graph.module(target);
            let statics =
                module.facts.imports.iter().zip(&module.targets).filter(|(import, _)| import.kind.is_static());
            for inner in statics.filter_map(|(_, target)| target.module()) {
                self.expand(inner, list);
            }
        }
    }

    /// By request: the modules that hold what the kept statements (and seen exports) use through it.
    fn needed(&self, index: ModuleIdx) -> FxHashMap<ImportIdx, Vec<ModuleIdx>> {
        let module = self.graph.module(index);
        let mut needed: FxHashMap<ImportIdx, Vec<ModuleIdx>> = FxHashMap::default();
        let mut add = |import: ImportIdx, binding: &Binding, path: &[ModuleIdx]| {
            // Modules on the way that run by themselves come before what they lead to.
            let runs = |module: &ModuleIdx| {
                let is_together = self.cycles.are_together(index, *module);
                self.live.is_included(*module) && (is_together || self.graph.module(*module).has_side_effects)
            };
            let through = path.iter().copied().filter(runs);
            let owner = binding.module().filter(|_| self.linker.constant(binding).is_none());
            for target in through.chain(owner).filter(|target| *target != index) {
                let list = needed.entry(import).or_default();
                if !list.contains(&target) {
                    list.push(target);
                }
            }
        };
        for (statement, kept) in module.facts.statements.iter().zip(&self.live.statements[index.at()]) {
            for used in statement.uses.iter().filter(|_| *kept) {
                let (Use::Symbol(symbol) | Use::Member(symbol, _)) = used;
                let Some(imported) = self.linker.import(index, *symbol) else { continue };
                let names = if let Use::Member(_, names) = used { &names[..] } else { &[] };
                let chain = self.linker.chain(index, *symbol, names).expect("it has a request");
                add(imported.import, &chain.binding, &chain.path);
            }
            // `z.lazy()` reads the namespace object as well, if the function looks at `this`.
            for call in statement.method_calls.iter().filter(|_| *kept) {
                let receiver = self.linker.receiver(index, call).map(Binding::Namespace);
                if let (Some(receiver), Some(imported)) = (receiver, self.linker.import(index, call.symbol)) {
                    add(imported.import, &receiver, &[]);
                }
            }
        }
        self.needed_by_exports(index, &mut add);
        needed
    }

    /// What others get through this module: it runs where this module asks for it, also when what stands between them
    /// does not run.
    fn needed_by_exports(&self, index: ModuleIdx, add: &mut impl FnMut(ImportIdx, &Binding, &[ModuleIdx])) {
        let module = self.graph.module(index);
        let observed = self.live.observed[index.at()];
        let is_used = |name: &str, binding: &Binding| match binding {
            Binding::Local(owner, symbol) if self.live.used_symbols[owner.at()][symbol.0 as usize] => true,
            _ => observed && self.live.sees(index, name),
        };
        let is_direct = |import: ImportIdx| {
            module.targets[import.0 as usize].module().is_some_and(|target| self.live.is_included(target))
        };
        for export in &module.facts.exports {
            if let ExportTarget::ReExport(import, name) = &export.target
                && (observed || !is_direct(*import))
            {
                let (binding, path) = self.linker.imported_path(index, *import, name);
                if is_used(&export.name, &binding) {
                    add(*import, &binding, &path);
                }
            }
        }
        for star in module.facts.stars.iter().filter(|star| observed || !is_direct(**star)) {
            let Target::Module(target) = module.targets[star.0 as usize] else { continue };
            if !self.graph.module(target).is_esm() {
                add(*star, &self.linker.imported(index, *star, &ImportedName::Namespace), &[]);
                continue;
            }
            for (name, binding) in self.linker.exports(target).iter() {
                if name != "default" && is_used(name, binding) && self.linker.export(index, name) == *binding {
                    add(*star, binding, &self.linker.export_path(target, name).1);
                }
            }
        }
    }
}

struct List {
    seen: FxHashSet<ModuleIdx>,
    modules: Vec<ModuleIdx>,
}

impl List {
    fn push(&mut self, module: ModuleIdx) {
        if self.seen.insert(module) {
            self.modules.push(module);
        }
    }
}
