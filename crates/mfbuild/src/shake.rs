//! Which modules run and which statements stay.
//!
//! Owns liveness: a module is included when something that stays uses it, or when it is imported and may have side
//! effects; a statement stays when it has effects or declares something that is used. Nothing is changed in the graph.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use mfbuild_js::facts::{ImportIdx, ImportKind, ImportedName, SeenByRead, Span, Statement, StmtIdx, SymbolIdx, Use};

use crate::graph::{ModuleGraph, ModuleIdx, ModuleKind, Target};
use crate::link::{Binding, Linker};

/// What stays.
#[derive(Debug)]
pub struct Live {
    /// By module: it runs.
    pub included: Vec<bool>,
    /// By module and statement.
    pub statements: Vec<Vec<bool>>,
    /// By module: somebody sees its exports object, so what is seen of it stays under its own name.
    pub observed: Vec<bool>,
    /// By module: what is seen of its exports object.
    seen: Vec<Seen>,
    /// By module: exported symbols that others use; of CommonJS modules, those of properties that anybody reads.
    pub used_symbols: Vec<Vec<bool>>,
    /// Names that are used but that nobody exports.
    pub missing: Vec<MissingExport>,
}

/// What is seen of an exports object.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen {
    Names(BTreeSet<String>),
    All,
}

/// A use of a name that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingExport {
    /// The module that asks.
    pub importer: ModuleIdx,
    /// The request that it asks through.
    pub import: ImportIdx,
    /// The name.
    pub name: String,
    /// Where the name stands.
    pub place: Span,
    /// It is a property of the namespace object of this module, not imported by name.
    pub of: Option<ModuleIdx>,
    /// `export *` of these two disagree.
    pub ambiguous: Option<(ModuleIdx, ModuleIdx)>,
}

impl MissingExport {
    /// A name in an import declaration.
    pub fn binding(importer: ModuleIdx, import: ImportIdx, name: String, place: Span) -> Self {
        Self { importer, import, name, place, of: None, ambiguous: None }
    }

    /// A property of the namespace object of `of`.
    pub fn member(importer: ModuleIdx, import: ImportIdx, name: String, place: Span, of: ModuleIdx) -> Self {
        Self { importer, import, name, place, of: Some(of), ambiguous: None }
    }
}

impl Live {
    /// Whether the module runs.
    pub fn is_included(&self, module: ModuleIdx) -> bool {
        self.included[module.at()]
    }

    /// Whether somebody sees that property of the module's exports object.
    pub fn sees(&self, module: ModuleIdx, name: &str) -> bool {
        match &self.seen[module.at()] {
            Seen::Names(names) => names.contains(name),
            Seen::All => true,
        }
    }
}

/// Marks everything that the roots need; with `keeps_exports` all exports of the modules that run, too.
pub fn shake(graph: &ModuleGraph, linker: &Linker<'_>, keeps_exports: bool) -> Live {
    let mut marker = Marker { keeps_exports, ..Marker::new(graph, linker) };
    for entry in &graph.entries {
        marker.observe(entry.module);
    }
    marker.run();
    // A package is provided as soon as something that stays asks for it (§3.1); its own copy is seen by others.
    while let Some(provide) = graph.provides.iter().find(|provide| marker.is_newly_provided(provide.module)) {
        marker.observe(provide.module);
        marker.run();
    }
    marker.live
}

enum Work {
    Module(ModuleIdx),
    Statement(ModuleIdx, StmtIdx),
    Exports(ModuleIdx),
}

struct Marker<'a> {
    graph: &'a ModuleGraph,
    linker: &'a Linker<'a>,
    /// By module: symbol → statements that declare it, unless they stay in any case.
    declared: Vec<FxHashMap<SymbolIdx, Vec<StmtIdx>>>,
    live: Live,
    work: Vec<Work>,
    /// Whatever runs can be asked for all its exports.
    keeps_exports: bool,
}

impl<'a> Marker<'a> {
    fn new(graph: &'a ModuleGraph, linker: &'a Linker<'a>) -> Self {
        let declared = graph.modules.par_iter().map(|module| declarations(&module.facts.statements)).collect();
        let live = Live {
            included: vec![false; graph.modules.len()],
            statements: graph.modules.iter().map(|module| vec![false; module.facts.statements.len()]).collect(),
            observed: vec![false; graph.modules.len()],
            seen: vec![Seen::Names(BTreeSet::new()); graph.modules.len()],
            used_symbols: graph.modules.iter().map(|module| vec![false; module.facts.n_symbols as usize]).collect(),
            missing: Vec::new(),
        };
        Self { graph, linker, declared, live, work: Vec::new(), keeps_exports: false }
    }

    fn run(&mut self) {
        while let Some(work) = self.work.pop() {
            match work {
                Work::Module(module) => self.module(module),
                Work::Statement(module, statement) => self.statement(module, statement),
                Work::Exports(module) => self.exports(module),
            }
        }
    }

    fn is_newly_provided(&self, module: ModuleIdx) -> bool {
        self.live.included[module.at()] && self.live.seen[module.at()] != Seen::All
    }

    fn include(&mut self, module: ModuleIdx) {
        if !std::mem::replace(&mut self.live.included[module.at()], true) {
            self.work.push(Work::Module(module));
            if self.keeps_exports && self.graph.module(module).is_esm() {
                self.observe(module);
            }
        }
    }

    fn observe(&mut self, module: ModuleIdx) {
        self.include(module);
        self.live.observed[module.at()] = true;
        if std::mem::replace(&mut self.live.seen[module.at()], Seen::All) != Seen::All {
            self.work.push(Work::Exports(module));
        }
    }

    /// Somebody takes these properties of the exports object and no others.
    fn observe_names(&mut self, module: ModuleIdx, names: &[String]) {
        // Where names are only known at run time, any may be one of these.
        if !self.graph.module(module).is_esm() || self.linker.has_unknown_names(module) {
            return self.observe(module);
        }
        self.include(module);
        self.live.observed[module.at()] = true;
        for name in names {
            let Seen::Names(seen) = &mut self.live.seen[module.at()] else { return };
            if seen.insert(name.clone()) {
                self.export(module, name);
            }
        }
    }

    /// A module is required, and only the properties that are read of it are seen.
    fn require(&mut self, module: ModuleIdx) {
        let target = self.graph.module(module);
        if target.facts.properties.is_some() && !target.is_federated() {
            self.include(module);
            self.live.observed[module.at()] = true;
        } else {
            self.observe_names(module, &[]);
        }
    }

    /// Somebody reads a property of what a module exports; if it is called, the exports object may be its `this`.
    fn read(&mut self, module: ModuleIdx, name: &str, called: bool) {
        let target = self.graph.module(module);
        let names = [name.to_string()];
        if called && self.linker.any_sees_this(module, &names) {
            return self.observe(module);
        }
        if target.is_esm() || target.is_federated() {
            return self.observe_names(module, &names);
        }
        match target.facts.seen_by_read(name, called) {
            SeenByRead::Whole => self.observe(module),
            SeenByRead::Nothing => self.require(module),
            SeenByRead::Property(symbol) => {
                self.require(module);
                self.property(module, symbol);
            }
        }
    }

    /// A property of the exports object of a CommonJS module: what sets it stays.
    fn property(&mut self, module: ModuleIdx, symbol: SymbolIdx) {
        self.live.used_symbols[module.at()][symbol.0 as usize] = true;
        self.declare(module, symbol);
    }

    fn keep(&mut self, module: ModuleIdx, statement: StmtIdx) {
        let slot = &mut self.live.statements[module.at()][statement.0 as usize];
        if !std::mem::replace(slot, true) {
            self.work.push(Work::Statement(module, statement));
        }
    }

    /// A module that runs: its effects stay, and what it imports runs too if it may have effects.
    fn module(&mut self, index: ModuleIdx) {
        let module = self.graph.module(index);
        for (at, statement) in module.facts.statements.iter().enumerate() {
            if self.linker.has_effects(index, statement) {
                self.keep(index, StmtIdx(at as u32));
            }
        }
        for (at, import) in module.facts.imports.iter().enumerate() {
            if import.kind.is_static()
                && let Target::Module(target) = module.targets[at]
                && self.graph.module(target).has_side_effects
            {
                self.include(target);
            }
        }
        self.beyond_script(index);
    }

    /// What style sheets and shared modules lead to.
    fn beyond_script(&mut self, index: ModuleIdx) {
        let module = self.graph.module(index);
        match &module.kind {
            ModuleKind::Style(_) => {
                for target in &module.targets[module.facts.imports.len()..] {
                    if let Target::Module(target) = target {
                        self.include(*target);
                    }
                }
            }
            ModuleKind::Consume(consume) => {
                if let Some(fallback) = consume.fallback {
                    self.observe(fallback);
                }
            }
            ModuleKind::Script | ModuleKind::Asset(_) | ModuleKind::Remote(_) => {}
        }
        // `export *` from names that are unknown copies whatever is there at run time.
        if self.linker.has_unknown_names(index) {
            self.observe(index);
            let stars: Vec<Target> = module.facts.stars.iter().map(|star| module.targets[star.0 as usize]).collect();
            for target in stars.into_iter().filter_map(Target::module) {
                self.observe(target);
            }
        }
    }

    fn statement(&mut self, index: ModuleIdx, statement: StmtIdx) {
        let module = self.graph.module(index);
        let facts = &module.facts.statements[statement.0 as usize];
        for (used, place) in facts.uses.iter().zip(&facts.places) {
            match used {
                Use::Symbol(symbol) => self.symbol(index, *symbol),
                Use::Member(symbol, names) => self.member(index, *symbol, names, place),
            }
        }
        for import in &facts.imports {
            let target = module.targets[import.0 as usize];
            let Target::Module(target) = target else { continue };
            match &module.facts.imports[import.0 as usize].kind {
                ImportKind::Url { .. } => self.include(target),
                ImportKind::Hot => {}
                ImportKind::Dynamic { used: Some(names), called, .. } => self.take_lazily(target, names, called),
                ImportKind::Require { .. } if self.graph.module(target).facts.is_value => {
                    self.observe_names(target, &["default".to_string()]);
                }
                ImportKind::Require { whole: false, .. } => self.require(target),
                _ => self.observe(target),
            }
        }
        for read in &facts.reads {
            let target = module.targets[read.import.0 as usize].module();
            if let Some(target) = target.filter(|target| !self.graph.module(*target).facts.is_value) {
                self.read(target, &read.name, read.called);
            }
        }
        for call in &facts.method_calls {
            if let Some(receiver) = self.linker.receiver(index, call) {
                self.observe(receiver);
            }
        }
    }

    /// `import()` of which some exports are taken; those that are called may see the others.
    fn take_lazily(&mut self, target: ModuleIdx, names: &[String], called: &[String]) {
        if self.linker.any_sees_this(target, called) { self.observe(target) } else { self.observe_names(target, names) }
    }

    fn symbol(&mut self, index: ModuleIdx, symbol: SymbolIdx) {
        match self.linker.import(index, symbol) {
            Some(imported) => {
                self.pass_through(&imported.path);
                self.binding(index, symbol, &imported.binding);
            }
            None => self.own_symbol(index, symbol),
        }
    }

    fn own_symbol(&mut self, index: ModuleIdx, symbol: SymbolIdx) {
        if !self.graph.module(index).is_esm() {
            self.live.used_symbols[index.at()][symbol.0 as usize] = true;
        }
        self.declare(index, symbol);
    }

    /// Modules that re-export the name and have effects of their own run, whatever stands before them on the way.
    fn pass_through(&mut self, path: &[ModuleIdx]) {
        for module in path {
            if self.graph.module(*module).has_side_effects {
                self.include(*module);
            }
        }
    }

    /// `binding.a.b`: only that export if the binding (and `a`) is a namespace, else the value that stands before it.
    fn member(&mut self, index: ModuleIdx, symbol: SymbolIdx, names: &[String], place: &Span) {
        let Some(chain) = self.linker.chain(index, symbol, names) else { return self.declare(index, symbol) };
        let Some(last) = chain.last else { return self.symbol(index, symbol) };
        self.pass_through(&chain.path);
        if matches!(*chain.binding, Binding::Missing | Binding::Ambiguous(..)) {
            let import = self.linker.import(index, symbol).expect("the symbol is an import binding").import;
            let name = names[chain.known - 1].clone();
            let place = place.clone();
            self.missing(MissingExport::member(index, import, name, place, last), &chain.binding);
            return;
        }
        match &*chain.binding {
            Binding::Property(module, name) => self.read(*module, name, chain.may_be_called(names)),
            binding => self.use_binding(binding),
        }
    }

    fn binding(&mut self, index: ModuleIdx, symbol: SymbolIdx, binding: &Binding) {
        if matches!(binding, Binding::Missing | Binding::Ambiguous(..)) {
            let module = self.graph.module(index);
            let import = module.binding_of(symbol).expect("the symbol is an import binding");
            if let (ImportedName::Named(name), Target::Module(_)) =
                (&import.name, module.targets[import.import.0 as usize])
            {
                let missing = MissingExport::binding(index, import.import, name.clone(), import.span.clone());
                self.missing(missing, binding);
            }
            return;
        }
        self.use_binding(binding);
    }

    fn missing(&mut self, mut missing: MissingExport, binding: &Binding) {
        if let Binding::Ambiguous(first, second) = binding {
            missing.ambiguous = Some((*first, *second));
        }
        if !self.live.missing.contains(&missing) {
            self.live.missing.push(missing);
        }
    }

    fn use_binding(&mut self, binding: &Binding) {
        if self.linker.constant(binding).is_some() {
            return;
        }
        match binding {
            Binding::Local(module, symbol) => {
                self.include(*module);
                self.live.used_symbols[module.at()][symbol.0 as usize] = true;
                self.declare(*module, *symbol);
            }
            Binding::Property(module, name) => self.read(*module, name, false),
            Binding::Namespace(module)
            | Binding::Default(module, _)
            | Binding::Whole(module)
            | Binding::InteropNamespace(module, _) => self.observe(*module),
            Binding::EnumMember(..) | Binding::Ambiguous(..) | Binding::Missing | Binding::Unused => {}
        }
    }

    fn declare(&mut self, module: ModuleIdx, symbol: SymbolIdx) {
        let Some(statements) = self.declared[module.at()].remove(&symbol) else { return };
        for statement in statements {
            self.keep(module, statement);
        }
    }

    fn exports(&mut self, module: ModuleIdx) {
        let this = self.graph.module(module);
        if !this.is_esm() {
            let properties = this.facts.properties.iter().flat_map(IndexMap::values);
            return properties.for_each(|property| self.property(module, property.symbol));
        }
        for (name, _) in self.linker.exports(module).iter() {
            self.export(module, name);
        }
    }

    /// One property of an exports object.
    fn export(&mut self, module: ModuleIdx, name: &str) {
        let (binding, path) = self.linker.export_path(module, name);
        self.pass_through(&path);
        self.use_binding(&binding);
    }
}

fn declarations(statements: &[Statement]) -> FxHashMap<SymbolIdx, Vec<StmtIdx>> {
    let mut declared: FxHashMap<SymbolIdx, Vec<StmtIdx>> = FxHashMap::default();
    let stays = |statement: &Statement| statement.has_side_effects && statement.calls.is_empty();
    for (at, statement) in statements.iter().enumerate().filter(|(_, statement)| !stays(statement)) {
        for symbol in &statement.declares {
            declared.entry(*symbol).or_default().push(StmtIdx(at as u32));
        }
    }
    declared
}
