//! Binds imports to exports: through re-exports, `export *` and its conflicts, into CommonJS and shared modules.
//!
//! Owns ECMA-262 ResolveExport (16.2.1.6.3) and the interop rules of webpack for modules that are not ECMAScript.
//! Works on the frozen graph and changes nothing in it.

mod values;

use std::borrow::Cow;
use std::sync::{Arc, Mutex, OnceLock};

use indexmap::IndexSet;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use mfbuild_js::facts::{ExportTarget, ImportIdx, ImportedName, MethodCall, SymbolIdx};

use crate::cycles::{Cycles, cycles};
use crate::graph::{Module, ModuleGraph, ModuleIdx, Target};
use crate::memory::lock;

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
    /// The default import of a CommonJS or shared module, decided at run time; for strict importers `__esModule` does not
    /// count.
    Default(ModuleIdx, bool),
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
            | Binding::Default(module, _)
            | Binding::Whole(module)
            | Binding::InteropNamespace(module, _) => Some(*module),
            Binding::Ambiguous(..) | Binding::Missing | Binding::Unused => None,
        }
    }

    /// Whether there is such a name.
    pub fn exists(&self) -> bool {
        !matches!(self, Binding::Ambiguous(..) | Binding::Missing | Binding::Unused)
    }
}

/// An import binding of a module.
#[derive(Debug)]
pub struct Imported {
    /// The request that it comes from.
    pub import: ImportIdx,
    /// What it stands for.
    pub binding: Binding,
    /// The modules that the name passes through, the last one included.
    pub path: Vec<ModuleIdx>,
}

/// What a chain of names that begins with an import binding leads to.
#[derive(Clone, Debug)]
pub struct Chain<'l> {
    /// What the known part of it stands for; the rest are properties of a value.
    pub binding: Cow<'l, Binding>,
    /// The modules that the names pass through.
    pub path: Cow<'l, [ModuleIdx]>,
    /// How many names are known to be exports.
    pub known: usize,
    /// The module that the last of those was asked for.
    pub last: Option<ModuleIdx>,
}

impl Chain<'_> {
    /// Whether the value may be called as a method of the object before it: nothing of the chain follows.
    pub fn may_be_called(&self, names: &[String]) -> bool {
        self.known > 0 && self.known == names.len()
    }
}

/// Resolves names on demand and remembers the answers. They do not depend on what was asked before, so that many threads
/// can ask at once.
pub struct Linker<'a> {
    graph: &'a ModuleGraph,
    /// By module: exported name → position in `facts.exports`.
    names: Vec<FxHashMap<&'a str, usize>>,
    /// By module: its import bindings.
    bindings: Vec<FxHashMap<SymbolIdx, Imported>>,
    /// Some `export *` leads to a module whose names are unknown.
    open: Vec<bool>,
    /// By module: names of others that were looked for.
    found: Vec<Mutex<FxHashMap<Box<str>, Found>>>,
    /// By module: all its names with what they stand for, once somebody asked.
    all: Vec<OnceLock<Exports>>,
    /// By module: all its names, once somebody asked.
    listed: Vec<OnceLock<Listed>>,
    /// By module: name → targets of `export *` that have it.
    starred: Vec<OnceLock<Starred>>,
    cycles: Cycles,
    /// Functions and classes that were asked about.
    pure: Mutex<FxHashMap<(ModuleIdx, SymbolIdx), bool>>,
    /// Objects whose properties other modules write.
    written: OnceLock<FxHashSet<(ModuleIdx, SymbolIdx)>>,
}

/// Exported names of a module with what they stand for.
type Exports = Arc<[(String, Binding)]>;
/// Name → targets of `export *` that have it.
type Starred = FxHashMap<Arc<str>, Vec<ModuleIdx>>;

/// What a name stands for, and where the search went next.
#[derive(Clone)]
struct Found {
    binding: Binding,
    next: Option<(ModuleIdx, Box<str>)>,
    /// A cycle led back to where the search began: the answer holds for searches that begin there and no others.
    is_cut: bool,
}

/// Exported names of a module, `default` of others left out.
#[derive(Clone)]
struct Listed {
    names: Arc<[Arc<str>]>,
    /// A cycle led back to where the walk began: the order is that of walks that begin there and no others.
    is_cut: bool,
}

impl<'a> Linker<'a> {
    /// Prepares the tables.
    pub fn new(graph: &'a ModuleGraph) -> Self {
        let exports = |module: &'a Module| {
            module.facts.exports.iter().enumerate().map(|(at, export)| (export.name.as_str(), at)).collect()
        };
        let mut linker = Self {
            graph,
            names: graph.modules.par_iter().map(exports).collect(),
            bindings: Vec::new(),
            open: open_modules(graph),
            found: graph.modules.iter().map(|_| Mutex::default()).collect(),
            all: vec![OnceLock::new(); graph.modules.len()],
            listed: vec![OnceLock::new(); graph.modules.len()],
            starred: vec![OnceLock::new(); graph.modules.len()],
            cycles: cycles(graph),
            pure: Mutex::default(),
            written: OnceLock::new(),
        };
        let indices: Vec<ModuleIdx> = graph.indices().collect();
        linker.bindings = indices.par_iter().map(|module| linker.bindings_of(*module)).collect();
        linker
    }

    fn bindings_of(&self, module: ModuleIdx) -> FxHashMap<SymbolIdx, Imported> {
        let bindings = self.graph.module(module).facts.bindings.iter();
        let imported = bindings.map(|it| {
            let (binding, path) = self.imported_path(module, it.import, &it.name);
            (it.symbol, Imported { import: it.import, binding, path })
        });
        imported.collect()
    }

    /// Import cycles of the sources.
    pub fn cycles(&self) -> &Cycles {
        &self.cycles
    }

    /// Whether some `export *` of the module leads to names that only the run time knows.
    pub fn has_unknown_names(&self, module: ModuleIdx) -> bool {
        self.open[module.at()]
    }

    /// What a local symbol stands for if it is an import binding.
    pub fn import(&self, module: ModuleIdx, symbol: SymbolIdx) -> Option<&Imported> {
        self.bindings[module.at()].get(&symbol)
    }

    /// What `binding.name` stands for if it is more than a property of the binding's value: a member of a namespace.
    pub fn member(&self, binding: &Binding, name: &str) -> Option<Binding> {
        match binding {
            Binding::Namespace(module) => Some(self.export(*module, name)),
            // Any name of `null` would throw; the namespace object is there.
            Binding::InteropNamespace(module, _)
                if name != "default" && self.graph.module(*module).facts.may_export_nothing =>
            {
                None
            }
            Binding::InteropNamespace(module, strict) => {
                let name = ImportedName::Named(name.to_string());
                Some(opaque(self.graph.module(*module), *module, &name, *strict))
            }
            _ => None,
        }
    }

    /// What `symbol.a.b` of an import binding stands for, name by name as long as there are namespaces and enums.
    pub fn chain(&self, module: ModuleIdx, symbol: SymbolIdx, names: &[String]) -> Option<Chain<'_>> {
        let mut chain = self.namespace_chain(module, symbol, names)?;
        if let Some(name) = names.get(chain.known)
            && let Some(member) = self.enum_member(&chain.binding, name)
        {
            chain.last = member.module();
            chain.binding = Cow::Owned(member);
            chain.known += 1;
        }
        Some(chain)
    }

    fn namespace_chain(&self, module: ModuleIdx, symbol: SymbolIdx, names: &[String]) -> Option<Chain<'_>> {
        let Imported { binding, path, .. } = self.import(module, symbol)?;
        let mut chain = Chain { binding: Cow::Borrowed(binding), path: Cow::Borrowed(path), known: 0, last: None };
        for name in names {
            let Some(inner) = self.member(&chain.binding, name) else { break };
            chain.last = chain.binding.module();
            if let Binding::Namespace(target) = *chain.binding {
                chain.path.to_mut().extend(self.path(target, name));
            }
            chain.binding = Cow::Owned(inner);
            chain.known += 1;
        }
        Some(chain)
    }

    /// The module whose namespace object a function sees as `this` that is called as `symbol.a.b()`.
    pub fn receiver(&self, module: ModuleIdx, call: &MethodCall) -> Option<ModuleIdx> {
        let chain = self.namespace_chain(module, call.symbol, &call.names)?;
        chain.last.filter(|_| chain.known == call.names.len() && self.sees_this(&chain.binding))
    }

    /// Whether one of the exports of an ES module, called as methods of its namespace object, looks at that as `this`.
    pub fn any_sees_this(&self, module: ModuleIdx, called: &[String]) -> bool {
        let sees_this = |name: &String| self.sees_this(&self.export(module, name));
        self.graph.module(module).is_esm() && called.iter().any(sees_this)
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
        self.found(module, name).binding
    }

    /// The same, with the modules that the name passes through, the first and the last one included.
    pub fn export_path(&self, module: ModuleIdx, name: &str) -> (Binding, Vec<ModuleIdx>) {
        (self.export(module, name), self.path(module, name))
    }

    /// The modules that a name of a module passes through, in order.
    fn path(&self, module: ModuleIdx, name: &str) -> Vec<ModuleIdx> {
        let mut path = vec![module];
        let mut next = self.found(module, name).next;
        while let Some((module, name)) = next
            && path.len() <= self.graph.modules.len()
        {
            path.push(module);
            next = self.found(module, &name).next;
        }
        path
    }

    /// All exported names with what they stand for: own ones first, then those of `export *`, ambiguous ones left out
    /// (ECMA-262 GetExportedNames, 16.2.1.6.2).
    pub fn exports(&self, module: ModuleIdx) -> &Exports {
        self.all[module.at()].get_or_init(|| {
            let names = self.names_of(module);
            let bound = names.iter().map(|name| (name.to_string(), self.export(module, name)));
            bound.filter(|(_, binding)| binding.exists()).collect()
        })
    }

    /// ECMA-262 GetExportedNames (16.2.1.6.2): own names first, then those of `export *`, each once.
    fn names_of(&self, module: ModuleIdx) -> Arc<[Arc<str>]> {
        self.listed(module, &mut FxHashSet::default()).names
    }

    /// The names that the modules visited before do not have (the `exportStarSet` of GetExportedNames): each module is
    /// visited once, so that modules which star each other cost no more than their edges.
    fn listed(&self, module: ModuleIdx, visited: &mut FxHashSet<ModuleIdx>) -> Listed {
        let is_start = visited.is_empty();
        if let Some(known) = self.listed[module.at()].get().filter(|known| is_start || !known.is_cut) {
            return known.clone();
        }
        let this = self.graph.module(module);
        if !this.is_esm() {
            return Listed { names: Arc::new([]), is_cut: false };
        }
        if !visited.insert(module) {
            return Listed { names: Arc::new([]), is_cut: true };
        }
        let mut names: IndexSet<Arc<str>, FxBuildHasher> =
            this.facts.exports.iter().map(|export| Arc::from(export.name.as_str())).collect();
        let mut is_cut = false;
        for target in star_targets(self.graph, module) {
            let inner = self.listed(target, visited);
            is_cut |= inner.is_cut;
            names.extend(inner.names.iter().filter(|name| &***name != "default").cloned());
        }
        let listed = Listed { names: names.into_iter().collect(), is_cut };
        if is_start || !is_cut {
            // Another thread has come to the same.
            let _ = self.listed[module.at()].set(listed.clone());
        }
        listed
    }

    /// Which targets of the module's `export *` have which names.
    fn starred(&self, module: ModuleIdx) -> &Starred {
        self.starred[module.at()].get_or_init(|| {
            let mut table = Starred::default();
            for target in star_targets(self.graph, module) {
                for name in self.names_of(target).iter() {
                    table.entry(Arc::clone(name)).or_default().push(target);
                }
            }
            table
        })
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
            return (opaque(module, target, name, self.graph.is_strict_import(from, target)), None);
        }
        match name {
            ImportedName::Namespace => (Binding::Namespace(target), None),
            ImportedName::Named(name) => {
                (self.found_within(target, name, search).binding, Some((target, name.as_str().into())))
            }
        }
    }

    /// The answer of a search that begins here.
    fn found(&self, module: ModuleIdx, name: &str) -> Found {
        self.found_within(module, name, &mut Search::default())
    }

    fn found_within(&self, module: ModuleIdx, name: &str, search: &mut Search) -> Found {
        if let Some(symbol) = self.own_export(module, name) {
            return Found { binding: Binding::Local(module, symbol), next: None, is_cut: false };
        }
        let is_start = search.seen.is_empty();
        if let Some(known) = lock(&self.found[module.at()]).get(name).filter(|known| is_start || !known.is_cut) {
            return known.clone();
        }
        if !search.seen.insert((module, name.to_string())) {
            search.is_cut = true;
            return Found { binding: Binding::Missing, next: None, is_cut: true };
        }
        let outer_cut = std::mem::replace(&mut search.is_cut, false);
        let (binding, next) = self.search(module, name, search);
        let found = Found { binding, next, is_cut: search.is_cut };
        if is_start || !found.is_cut {
            lock(&self.found[module.at()]).insert(name.into(), found.clone());
        }
        search.is_cut |= outer_cut;
        found
    }

    /// What a module exports under a name, if it declares that itself.
    fn own_export(&self, module: ModuleIdx, name: &str) -> Option<SymbolIdx> {
        let at = *self.names[module.at()].get(name)?;
        match self.graph.module(module).facts.exports[at].target {
            ExportTarget::Local(symbol) => Some(symbol),
            ExportTarget::ReExport(..) => None,
        }
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
            let binding = self.found_within(target, name, search).binding;
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
}

/// Interop with a module whose export names are unknown (spec/module-federation.md §3.10; webpack's rules).
fn opaque(module: &Module, target: ModuleIdx, name: &ImportedName, strict: bool) -> Binding {
    match name {
        ImportedName::Namespace => Binding::InteropNamespace(target, strict),
        ImportedName::Named(name) if name == "default" => {
            match (strict, module.is_federated(), module.facts.has_es_module_flag) {
                (true, false, _) => Binding::Whole(target),
                (false, false, true) => Binding::Property(target, name.clone()),
                _ => Binding::Default(target, strict),
            }
        }
        ImportedName::Named(name) => Binding::Property(target, name.clone()),
    }
}
