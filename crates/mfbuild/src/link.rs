//! Binds imports to exports: through re-exports, `export *` and its conflicts, into CommonJS and shared modules.
//!
//! Owns ECMA-262 ResolveExport (16.2.1.6.3) and the interop rules of webpack for modules that are not ECMAScript.
//! Works on the frozen graph and changes nothing in it.

mod values;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use mfbuild_js::facts::{ExportTarget, Format, ImportIdx, ImportedName, SymbolIdx};

use crate::cycles::{Cycles, cycles};
use crate::graph::{Module, ModuleGraph, ModuleIdx, Target};

/// What a name of another module stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Binding {
    /// A symbol of an ES module.
    Local(ModuleIdx, SymbolIdx),
    /// A member of an enum of an ES module, by its value.
    EnumMember(ModuleIdx, SymbolIdx, String),
    /// The namespace object of an ES module.
    Namespace(ModuleIdx),
    /// A property of the exports of a module whose names are unknown.
    Property(ModuleIdx, String),
    /// The default import of a CommonJS or shared module, decided at run time.
    Default(ModuleIdx),
    /// The exports of a CommonJS module as they are: default import of a strict importer.
    Whole(ModuleIdx),
    /// The namespace of a CommonJS or shared module; strict importers see the exports as `default`.
    InteropNamespace(ModuleIdx, bool),
    /// Two `export *` disagree.
    Ambiguous(ModuleIdx, ModuleIdx),
    /// Nothing exports it.
    Missing,
    /// Nobody knows: it would come from a module that was not loaded, since nothing that stays asked for it.
    Unused,
}

impl Binding {
    /// The module that the value lives in.
    pub fn module(&self) -> Option<ModuleIdx> {
        match self {
            Binding::Local(module, _)
            | Binding::EnumMember(module, ..)
            | Binding::Namespace(module)
            | Binding::Property(module, _)
            | Binding::Default(module)
            | Binding::Whole(module)
            | Binding::InteropNamespace(module, _) => Some(*module),
            Binding::Ambiguous(..) | Binding::Missing | Binding::Unused => None,
        }
    }
}

/// What a chain of names that begins with an import binding leads to.
#[derive(Clone, Debug)]
pub struct Chain {
    /// What the known part of it stands for; the rest are properties of a value.
    pub binding: Binding,
    /// The modules that the names pass through.
    pub path: Vec<ModuleIdx>,
    /// How many names are known to be exports.
    pub known: usize,
    /// The module that the last of those was asked for.
    pub last: Option<ModuleIdx>,
}

impl Chain {
    /// Whether the value may be called as a method of the object before it: nothing of the chain follows.
    pub fn may_be_called(&self, names: &[String]) -> bool {
        self.known > 0 && self.known == names.len()
    }
}

/// Resolves names on demand and remembers the answers of modules with many importers.
pub struct Linker<'a> {
    graph: &'a ModuleGraph,
    /// By module: exported name → position in `facts.exports`.
    names: Vec<FxHashMap<&'a str, usize>>,
    /// By module: import binding symbol → position in `facts.bindings`.
    bindings: Vec<FxHashMap<SymbolIdx, usize>>,
    /// Some `export *` leads to a module whose names are unknown.
    open: Vec<bool>,
    /// By module: names that were looked for, unless a cycle cut the search short.
    found: Vec<RefCell<FxHashMap<Box<str>, Found>>>,
    /// By module: all its names with what they stand for, once somebody asked.
    all: RefCell<FxHashMap<ModuleIdx, Exports>>,
    /// By module: all its names, `default` of others left out.
    listed: RefCell<FxHashMap<ModuleIdx, Rc<[Rc<str>]>>>,
    /// By module: name → targets of `export *` that have it.
    starred: RefCell<FxHashMap<ModuleIdx, Starred>>,
    cycles: Cycles,
    /// Functions and classes that were asked about.
    pure: RefCell<FxHashMap<(ModuleIdx, SymbolIdx), bool>>,
    /// Objects whose properties other modules write.
    written: OnceCell<FxHashSet<(ModuleIdx, SymbolIdx)>>,
}

/// Exported names of a module with what they stand for.
type Exports = Rc<[(String, Binding)]>;
/// Name → targets of `export *` that have it.
type Starred = Rc<FxHashMap<Rc<str>, Vec<ModuleIdx>>>;

/// What a name stands for, and where the search went next.
#[derive(Clone)]
struct Found {
    binding: Binding,
    next: Option<(ModuleIdx, Box<str>)>,
}

impl<'a> Linker<'a> {
    /// Prepares the tables.
    pub fn new(graph: &'a ModuleGraph) -> Self {
        let exports = |module: &'a Module| {
            module.facts.exports.iter().enumerate().map(|(at, export)| (export.name.as_str(), at)).collect()
        };
        let bindings = |module: &Module| {
            module.facts.bindings.iter().enumerate().map(|(at, binding)| (binding.symbol, at)).collect()
        };
        Self {
            graph,
            names: graph.modules.iter().map(exports).collect(),
            bindings: graph.modules.iter().map(bindings).collect(),
            open: open_modules(graph),
            found: graph.modules.iter().map(|_| RefCell::default()).collect(),
            all: RefCell::default(),
            listed: RefCell::default(),
            starred: RefCell::default(),
            cycles: cycles(graph),
            pure: RefCell::default(),
            written: OnceCell::new(),
        }
    }

    /// Import cycles of the sources.
    pub fn cycles(&self) -> &Cycles {
        &self.cycles
    }

    /// Whether some `export *` of the module leads to names that only the run time knows.
    pub fn has_unknown_names(&self, module: ModuleIdx) -> bool {
        self.open[module.at()]
    }

    /// What a local symbol stands for if it is an import binding, with the modules that the name passes through, the last
    /// one included.
    pub fn import_path(&self, module: ModuleIdx, symbol: SymbolIdx) -> Option<(Binding, Vec<ModuleIdx>)> {
        let at = *self.bindings[module.at()].get(&symbol)?;
        let binding = &self.graph.module(module).facts.bindings[at];
        Some(self.imported_path(module, binding.import, &binding.name))
    }

    /// What `binding.name` stands for if it is more than a property of the binding's value: a member of a namespace.
    pub fn member(&self, binding: &Binding, name: &str) -> Option<Binding> {
        match binding {
            Binding::Namespace(module) => Some(self.export(*module, name)),
            Binding::InteropNamespace(module, strict) => {
                let name = ImportedName::Named(name.to_string());
                Some(opaque(self.graph.module(*module), *module, &name, *strict))
            }
            _ => None,
        }
    }

    /// What `symbol.a.b` of an import binding stands for, name by name as long as there are namespaces and enums.
    pub fn chain(&self, module: ModuleIdx, symbol: SymbolIdx, names: &[String]) -> Option<Chain> {
        let mut chain = self.namespace_chain(module, symbol, names)?;
        if let Some(name) = names.get(chain.known)
            && let Some(member) = self.enum_member(&chain.binding, name)
        {
            chain.last = member.module();
            chain.binding = member;
            chain.known += 1;
        }
        Some(chain)
    }

    fn namespace_chain(&self, module: ModuleIdx, symbol: SymbolIdx, names: &[String]) -> Option<Chain> {
        let (binding, path) = self.import_path(module, symbol)?;
        let mut chain = Chain { binding, path, known: 0, last: None };
        for name in names {
            let Some(inner) = self.member(&chain.binding, name) else { break };
            chain.last = chain.binding.module();
            if let Binding::Namespace(target) = chain.binding {
                chain.path.extend(self.path(target, name));
            }
            chain.binding = inner;
            chain.known += 1;
        }
        Some(chain)
    }

    /// The request that an import binding comes from.
    pub fn import_of(&self, module: ModuleIdx, symbol: SymbolIdx) -> Option<ImportIdx> {
        let at = *self.bindings[module.at()].get(&symbol)?;
        Some(self.graph.module(module).facts.bindings[at].import)
    }

    /// What `name` of a request of `importer` stands for.
    pub fn imported(&self, importer: ModuleIdx, import: ImportIdx, name: &ImportedName) -> Binding {
        self.imported_within(importer, import, name, &mut Search::default()).0
    }

    /// The same, with the modules that the name passes through.
    pub fn imported_path(
        &self,
        importer: ModuleIdx,
        import: ImportIdx,
        name: &ImportedName,
    ) -> (Binding, Vec<ModuleIdx>) {
        let (binding, next) = self.imported_within(importer, import, name, &mut Search::default());
        (binding, next.map(|(module, name)| self.path(module, &name)).unwrap_or_default())
    }

    /// What an exported name of a module stands for, for an importer that is an ES module.
    pub fn export(&self, module: ModuleIdx, name: &str) -> Binding {
        self.export_within(module, name, &mut Search::default())
    }

    /// The same, with the modules that the name passes through, the first and the last one included.
    pub fn export_path(&self, module: ModuleIdx, name: &str) -> (Binding, Vec<ModuleIdx>) {
        (self.export(module, name), self.path(module, name))
    }

    /// The modules that a name of a module passes through, in order; a name that was cut by a cycle has no way.
    fn path(&self, module: ModuleIdx, name: &str) -> Vec<ModuleIdx> {
        let mut path = vec![module];
        let mut next = self.step(module, name);
        while let Some((module, name)) = next
            && path.len() <= self.graph.modules.len()
        {
            path.push(module);
            next = self.step(module, &name);
        }
        path
    }

    fn step(&self, module: ModuleIdx, name: &str) -> Option<(ModuleIdx, Box<str>)> {
        self.found[module.at()].borrow().get(name)?.next.clone()
    }

    /// All exported names with what they stand for: own ones first, then those of `export *`, ambiguous ones left out
    /// (ECMA-262 GetExportedNames, 16.2.1.6.2).
    pub fn exports(&self, module: ModuleIdx) -> Exports {
        if let Some(known) = self.all.borrow().get(&module) {
            return Rc::clone(known);
        }
        let bound: Exports = self
            .names_of(module)
            .iter()
            .map(|name| (name.to_string(), self.export(module, name)))
            .filter(|(_, binding)| !matches!(binding, Binding::Ambiguous(..) | Binding::Missing | Binding::Unused))
            .collect();
        self.all.borrow_mut().insert(module, Rc::clone(&bound));
        bound
    }

    /// ECMA-262 GetExportedNames (16.2.1.6.2): own names first, then those of `export *`, each once.
    fn names_of(&self, module: ModuleIdx) -> Rc<[Rc<str>]> {
        self.names_within(module, &mut FxHashSet::default()).0
    }

    /// The names as seen on the way from the modules above, and whether one of those cut the answer short.
    fn names_within(&self, module: ModuleIdx, above: &mut FxHashSet<ModuleIdx>) -> (Rc<[Rc<str>]>, bool) {
        if let Some(known) = self.listed.borrow().get(&module) {
            return (Rc::clone(known), false);
        }
        let this = self.graph.module(module);
        if !this.is_esm() {
            return (Rc::new([]), false);
        }
        if !above.insert(module) {
            return (Rc::new([]), true);
        }
        let mut names: IndexSet<Rc<str>, FxBuildHasher> =
            this.facts.exports.iter().map(|export| Rc::from(export.name.as_str())).collect();
        let mut is_cut = false;
        for target in star_targets(self.graph, module) {
            let (inner, inner_cut) = self.names_within(target, above);
            is_cut |= inner_cut;
            names.extend(inner.iter().filter(|name| &***name != "default").cloned());
        }
        above.remove(&module);
        let names: Rc<[Rc<str>]> = names.into_iter().collect();
        // Where the walk began, nothing is missing.
        is_cut &= !above.is_empty();
        if !is_cut {
            self.listed.borrow_mut().insert(module, Rc::clone(&names));
        }
        (names, is_cut)
    }

    /// Which targets of the module's `export *` have which names.
    fn starred(&self, module: ModuleIdx) -> Starred {
        if let Some(known) = self.starred.borrow().get(&module) {
            return Rc::clone(known);
        }
        let mut table: FxHashMap<Rc<str>, Vec<ModuleIdx>> = FxHashMap::default();
        for target in star_targets(self.graph, module) {
            for name in self.names_of(target).iter() {
                table.entry(Rc::clone(name)).or_default().push(target);
            }
        }
        let table = Rc::new(table);
        self.starred.borrow_mut().insert(module, Rc::clone(&table));
        table
    }

    fn imported_within(
        &self,
        importer: ModuleIdx,
        import: ImportIdx,
        name: &ImportedName,
        search: &mut Search,
    ) -> (Binding, Option<(ModuleIdx, Box<str>)>) {
        let from = self.graph.module(importer);
        let target = match from.targets[import.0 as usize] {
            Target::Module(target) => target,
            Target::Unused => return (Binding::Unused, None),
            Target::Missing | Target::External => return (Binding::Missing, None),
        };
        let module = self.graph.module(target);
        if !module.is_esm() {
            return (opaque(module, target, name, from.is_strict), None);
        }
        match name {
            ImportedName::Namespace => (Binding::Namespace(target), None),
            ImportedName::Named(name) => {
                (self.export_within(target, name, search), Some((target, name.as_str().into())))
            }
        }
    }

    fn export_within(&self, module: ModuleIdx, name: &str, search: &mut Search) -> Binding {
        if let Some(known) = self.found[module.at()].borrow().get(name) {
            return known.binding.clone();
        }
        if !search.seen.insert((module, name.to_string())) {
            search.is_cut = true;
            return Binding::Missing;
        }
        let outer_cut = std::mem::replace(&mut search.is_cut, false);
        search.depth += 1;
        let (binding, next) = self.search(module, name, search);
        search.depth -= 1;
        // An answer that a cycle cut short holds for this search only, unless this is where it began.
        if !search.is_cut || search.depth == 0 {
            let found = Found { binding: binding.clone(), next };
            self.found[module.at()].borrow_mut().insert(name.into(), found);
        }
        search.is_cut |= outer_cut;
        binding
    }

    fn search(&self, module: ModuleIdx, name: &str, search: &mut Search) -> (Binding, Option<(ModuleIdx, Box<str>)>) {
        let this = self.graph.module(module);
        if let Some(at) = self.names[module.at()].get(name) {
            return match &this.facts.exports[*at].target {
                ExportTarget::Local(symbol) => (Binding::Local(module, *symbol), None),
                ExportTarget::ReExport(import, name) => self.imported_within(module, *import, name, search),
            };
        }
        if name == "default" {
            return (Binding::Missing, None);
        }
        self.star_export(module, name, search)
    }

    fn star_export(
        &self,
        module: ModuleIdx,
        name: &str,
        search: &mut Search,
    ) -> (Binding, Option<(ModuleIdx, Box<str>)>) {
        let mut found: Option<(ModuleIdx, Binding)> = None;
        for target in self.starred(module).get(name).into_iter().flatten().copied() {
            let binding = self.export_within(target, name, search);
            match (&found, &binding) {
                (_, Binding::Missing) => {}
                (_, Binding::Ambiguous(..)) => return (binding, None),
                (Some((first, other)), _) if *other != binding => return (Binding::Ambiguous(*first, target), None),
                (Some(_), _) => {}
                (None, _) => found = Some((target, binding)),
            }
        }
        match found {
            Some((target, binding)) => (binding, Some((target, name.into()))),
            None if has_unused_stars(self.graph, module) => (Binding::Unused, None),
            None if self.open[module.at()] => (Binding::Property(module, name.to_string()), None),
            None => (Binding::Missing, None),
        }
    }
}

/// Where the module's `export *` lead, in order.
fn star_targets(graph: &ModuleGraph, module: ModuleIdx) -> impl Iterator<Item = ModuleIdx> + '_ {
    let this = graph.module(module);
    this.facts.stars.iter().filter_map(|star| this.targets[star.0 as usize].module())
}

/// Whether names may hide in modules that were not loaded.
fn has_unused_stars(graph: &ModuleGraph, module: ModuleIdx) -> bool {
    let this = graph.module(module);
    this.facts.stars.iter().any(|star| this.targets[star.0 as usize] == Target::Unused)
}

/// Modules with an `export *` that leads, in one step or several, to a module whose names are unknown.
fn open_modules(graph: &ModuleGraph) -> Vec<bool> {
    let mut exporters: FxHashMap<ModuleIdx, Vec<ModuleIdx>> = FxHashMap::default();
    let mut work = Vec::new();
    for module in graph.indices() {
        for target in star_targets(graph, module) {
            exporters.entry(target).or_default().push(module);
            work.extend((!graph.module(target).is_esm()).then_some(module));
        }
    }
    let mut open = vec![false; graph.modules.len()];
    while let Some(module) = work.pop() {
        if !std::mem::replace(&mut open[module.at()], true) {
            work.extend(exporters.get(&module).into_iter().flatten());
        }
    }
    open
}

/// One search for a name.
#[derive(Default)]
struct Search {
    /// Where it was looked for already (ECMA-262 ResolveExport: the resolve set).
    seen: FxHashSet<(ModuleIdx, String)>,
    /// A way led back to where the search had been.
    is_cut: bool,
    /// How many modules deep it is.
    depth: usize,
}

/// Interop with a module whose export names are unknown (spec/module-federation.md §3.10; webpack's rules).
fn opaque(module: &Module, target: ModuleIdx, name: &ImportedName, strict: bool) -> Binding {
    let is_commonjs = module.facts.format == Format::Cjs && !module.is_federated();
    match name {
        ImportedName::Namespace => Binding::InteropNamespace(target, strict && is_commonjs),
        ImportedName::Named(name) if name == "default" => {
            match (strict && is_commonjs, module.facts.has_es_module_flag) {
                (true, _) => Binding::Whole(target),
                (false, true) => Binding::Property(target, name.clone()),
                (false, false) => Binding::Default(target),
            }
        }
        ImportedName::Named(name) => Binding::Property(target, name.clone()),
    }
}
