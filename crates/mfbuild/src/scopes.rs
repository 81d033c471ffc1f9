//! Which modules share a factory, and what every name in it stands for.
//!
//! Owns hoisting: an ES module goes into the scope of its importers when all of them are in one scope of the same chunk
//! and nobody else can see it. Inside a scope modules run in import order (ECMA-262 16.2.1.5.3), required modules at
//! their place among them, so the order of evaluation is that of the sources.

mod requests;

use indexmap::{IndexMap, IndexSet};
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use mfbuild_js::facts::{ExportTarget, MethodCall, Statement, SymbolIdx, Use};
use mfbuild_js::scope::{Access, Member, Namespace, Required, Scope, Step, Value};

use crate::chunk::{ChunkGraph, has_script};
use crate::dominators::first_dominators;
use crate::graph::{ModuleGraph, ModuleIdx, Target};
use crate::link::{Binding, Linker};
use crate::names::Ids;
use crate::order::Order;
use crate::shake::Live;

/// Everything that building scopes reads.
#[derive(Clone, Copy)]
pub struct Program<'a> {
    /// The modules.
    pub graph: &'a ModuleGraph,
    /// Name resolution.
    pub linker: &'a Linker<'a>,
    /// What stays.
    pub live: &'a Live,
    /// Effective edges.
    pub order: &'a Order,
    /// Chunks and groups.
    pub chunks: &'a ChunkGraph,
    /// Short names for exports that nobody outside reads.
    pub mangle_exports: bool,
}

/// Scopes and ids.
#[derive(Debug)]
pub struct Scopes {
    /// By module: the root of the scope that it is in.
    pub root_of: Vec<Option<ModuleIdx>>,
    /// Roots in evaluation order.
    pub roots: Vec<ModuleIdx>,
    /// By module: its id at run time, for roots and shared modules.
    pub ids: Vec<Option<u32>>,
    /// ES modules whose namespace objects are used as values.
    pub namespace_objects: FxHashSet<ModuleIdx>,
}

impl Scopes {
    /// The id of a root or shared module.
    pub fn id(&self, module: ModuleIdx) -> u32 {
        self.ids[module.at()].expect("the module is a scope root or a shared module")
    }
}

/// Assigns modules to scopes: each belongs to the one that every way to it leads through.
pub fn scopes(program: Program<'_>) -> Scopes {
    let Program { graph, order, chunks, .. } = program;
    let mut sorted = modules_with_code(program);
    sorted.reverse();
    let mut starts = forced_roots(program);
    let mut edges: Vec<Vec<u32>> = vec![Vec::new(); graph.modules.len()];
    for module in &sorted {
        let at = module.at();
        for target in order.imports[at].iter().chain(&order.lazy[at]) {
            edges[at].push(target.0);
            // Beside a direct `eval` every name would be visible to it.
            starts[target.at()] |= graph.module(*module).facts.has_eval;
            starts[target.at()] |= chunks.chunk_of[target.at()] != chunks.chunk_of[at];
        }
    }
    let first = first_dominators(&edges, &starts);
    let mut root_of: Vec<Option<ModuleIdx>> = vec![None; graph.modules.len()];
    for module in &sorted {
        root_of[module.at()] = Some(ModuleIdx(first[module.at()]));
    }
    sorted.reverse();
    let roots: Vec<ModuleIdx> = sorted.into_iter().filter(|module| root_of[module.at()] == Some(*module)).collect();
    let ids = ids(graph, &roots, Ids::new(roots.len()));
    Scopes { root_of, roots, ids, namespace_objects: FxHashSet::default() }
}

/// Modules whose code is in the output, in evaluation order.
pub fn modules_with_code(program: Program<'_>) -> Vec<ModuleIdx> {
    let Program { graph, live, order, .. } = program;
    let exists = |module: ModuleIdx| live.is_included(module) && !order.is_transparent[module.at()];
    let has_code = |module: &ModuleIdx| exists(*module) && has_script(graph, live, *module);
    let mut modules: Vec<ModuleIdx> = graph.indices().filter(has_code).collect();
    modules.sort_by_key(|module| order.position[module.at()]);
    modules
}

/// Modules that somebody reaches by id, or that must run as one of their own.
fn forced_roots(program: Program<'_>) -> Vec<bool> {
    let Program { graph, linker, order, chunks, .. } = program;
    let mut forced: Vec<bool> = graph
        .indices()
        .map(|module| {
            !graph.module(module).is_esm()
                || order.is_async[module.at()]
                || linker.has_unknown_names(module)
                || graph.module(module).facts.has_eval
        })
        .collect();
    for group in &chunks.groups {
        forced[group.root.at()] = true;
    }
    for targets in order.requires.iter().chain(&order.dynamic) {
        for target in targets {
            forced[target.at()] = true;
        }
    }
    forced
}

/// By module: the ids of roots.
pub fn ids(graph: &ModuleGraph, roots: &[ModuleIdx], mut ids: Ids) -> Vec<Option<u32>> {
    let mut named: Vec<ModuleIdx> = roots.to_vec();
    named.par_sort_by(|a, b| graph.module(*a).name.cmp(&graph.module(*b).name));
    let mut result = vec![None; graph.modules.len()];
    for module in named {
        result[module.at()] = Some(ids.assign(&graph.module(module).name));
    }
    result
}

/// A factory to print, and the modules in it: one for each member.
#[derive(Debug)]
pub struct Description {
    /// What becomes of them.
    pub scope: Scope,
    /// The root is the last one.
    pub modules: Vec<ModuleIdx>,
}

/// Builds the descriptions of all scopes, in the order of `Scopes::roots`, and notes whose namespace objects they use.
pub fn build(program: Program<'_>, scopes: &mut Scopes) -> Vec<Option<Description>> {
    let keys = Keys::new(program);
    let draft = |root: &ModuleIdx| {
        let is_federated = program.graph.module(*root).is_federated();
        (!is_federated).then(|| Builder::new(program, &*scopes, &keys, *root).scope())
    };
    let drafts: Vec<Option<Draft>> = scopes.roots.par_iter().map(draft).collect();
    let asked = drafts.iter().flatten();
    let accessed: FxHashSet<_> = asked.clone().flat_map(|draft| draft.accessed.iter().copied()).collect();
    let early: FxHashSet<_> = asked.clone().flat_map(|draft| draft.early.iter().copied()).collect();
    scopes.namespace_objects = asked.flat_map(|draft| draft.namespace_objects.iter().copied()).collect();
    let mut drafts: Vec<Option<Description>> =
        drafts.into_iter().map(|draft| draft.map(|draft| draft.description)).collect();
    for (root, scope) in scopes.roots.iter().zip(&mut drafts) {
        let Some(Description { scope, .. }) = scope else { continue };
        scope.is_linked_early = early.contains(root);
        // What others see stands there already; where they see all, that is everything.
        let member = scope.members.len().saturating_sub(1);
        let private = private_exports(&keys, *root, member, &accessed);
        let is_new = |name: &String| !scope.exports.iter().any(|(known, _)| known == name);
        let private: Vec<_> = private.into_iter().filter(|(name, _)| is_new(name)).collect();
        scope.exports.extend(private);
    }
    drafts
}

/// A scope, and what it wants of others.
struct Draft {
    description: Description,
    /// Symbols of modules in other scopes.
    accessed: FxHashSet<(ModuleIdx, SymbolIdx)>,
    /// Modules of other scopes whose exports it asks for before they run, and its root if its cycle leads to other scopes.
    early: Vec<ModuleIdx>,
    /// Modules whose namespace objects it uses as values.
    namespace_objects: FxHashSet<ModuleIdx>,
}

fn private_exports(
    keys: &Keys,
    root: ModuleIdx,
    member: usize,
    accessed: &FxHashSet<(ModuleIdx, SymbolIdx)>,
) -> Vec<(String, Value)> {
    let used = keys.of[root.at()].iter().filter(|(symbol, _)| accessed.contains(&(root, **symbol)));
    used.map(|(symbol, name)| (name.clone(), Value::Symbol(member, *symbol))).collect()
}

/// Names under which symbols are read from other scopes.
struct Keys {
    /// By module, in export order.
    of: Vec<IndexMap<SymbolIdx, String, FxBuildHasher>>,
}

impl Keys {
    fn new(program: Program<'_>) -> Self {
        let modules: Vec<ModuleIdx> = program.graph.indices().collect();
        Self { of: modules.par_iter().map(|module| Self::of_module(program, *module)).collect() }
    }

    fn of_module(program: Program<'_>, index: ModuleIdx) -> IndexMap<SymbolIdx, String, FxBuildHasher> {
        let Program { graph, live, mangle_exports, .. } = program;
        let mut keys = IndexMap::default();
        if !live.is_included(index) {
            return keys;
        }
        for export in &graph.module(index).facts.exports {
            if let ExportTarget::Local(symbol) = export.target
                && live.used_symbols[index.at()][symbol.0 as usize]
            {
                let short = mangle_exports && !live.observed[index.at()];
                let next = keys.len();
                keys.entry(symbol).or_insert_with(|| if short { short_name(next) } else { export.name.clone() });
            }
        }
        keys
    }

    fn get(&self, module: ModuleIdx, symbol: SymbolIdx) -> &str {
        self.of[module.at()].get(&symbol).expect("a symbol used by others is exported")
    }
}

/// `a`, `b`, … `Z`, `aa`, …
fn short_name(mut n: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = String::new();
    loop {
        name.insert(0, char::from(LETTERS[n % 52]));
        if n < 52 {
            return name;
        }
        n = n / 52 - 1;
    }
}

struct Builder<'a> {
    program: Program<'a>,
    scopes: &'a Scopes,
    keys: &'a Keys,
    root: ModuleIdx,
    accessed: FxHashSet<(ModuleIdx, SymbolIdx)>,
    members: Vec<ModuleIdx>,
    /// Where each of `members` is.
    place_of: FxHashMap<ModuleIdx, usize>,
    steps: Vec<Step>,
    /// Places in `requires` that have a step.
    stepped: FxHashSet<usize>,
    /// Other modules and how they are reached; a CommonJS module may be there twice.
    requires: Vec<(ModuleIdx, Access)>,
    required: FxHashMap<(ModuleIdx, bool), usize>,
    /// Members of import cycles that use what is at a place in `requires`.
    cyclic_users: FxHashMap<usize, FxHashSet<ModuleIdx>>,
    /// Members whose namespace objects are used as values.
    namespaces: IndexSet<ModuleIdx, FxBuildHasher>,
    /// All modules whose namespace objects are.
    namespace_objects: FxHashSet<ModuleIdx>,
    /// The member whose names are being looked up.
    current: ModuleIdx,
    /// They are those of its exports object.
    is_exporting: bool,
}

impl<'a> Builder<'a> {
    fn new(program: Program<'a>, scopes: &'a Scopes, keys: &'a Keys, root: ModuleIdx) -> Self {
        Self {
            program,
            scopes,
            keys,
            root,
            accessed: FxHashSet::default(),
            members: Vec::new(),
            place_of: FxHashMap::default(),
            steps: Vec::new(),
            stepped: FxHashSet::default(),
            requires: Vec::new(),
            required: FxHashMap::default(),
            cyclic_users: FxHashMap::default(),
            namespaces: IndexSet::default(),
            namespace_objects: FxHashSet::default(),
            current: root,
            is_exporting: false,
        }
    }

    fn scope(mut self) -> Draft {
        let graph = self.program.graph;
        self.visit(self.root, &mut FxHashSet::default());
        let mut members = Vec::with_capacity(self.members.len());
        for at in 0..self.members.len() {
            members.push(self.member(self.members[at]));
        }
        let observed = self.program.live.observed[self.root.at()];
        let is_cjs = !graph.module(self.root).is_esm();
        let exports = if observed && !is_cjs { self.public_exports(self.root) } else { Vec::new() };
        let namespaces = self.member_namespaces();
        self.require_forgotten();
        let early = self.requires.iter().filter(|(_, access)| *access == Access::Early).map(|(module, _)| *module);
        let mut early: Vec<ModuleIdx> = early.collect();
        early.extend(self.has_cycle_beyond().then_some(self.root));
        let bound_early = self.bound_early();
        let requires = self.requires.iter().enumerate().map(|(at, (module, access))| Required {
            id: self.scopes.id(*module),
            name: graph.module(*module).name.clone(),
            access: *access,
            is_bound_early: bound_early.contains(&at),
        });
        let scope = Scope {
            members,
            requires: requires.collect(),
            steps: self.steps,
            exports,
            is_namespace: observed && !is_cjs,
            namespaces,
            has_eval: graph.module(self.root).facts.has_eval,
            is_async: self.program.order.is_async[self.root.at()] && !is_cjs,
            is_linked_early: false,
            has_refresh: self.members.iter().any(|module| graph.module(*module).facts.has_refresh),
            is_cjs,
        };
        let description = Description { scope, modules: self.members };
        Draft { description, accessed: self.accessed, early, namespace_objects: self.namespace_objects }
    }

    /// The places in `requires` of modules that are required behind the body of a module that is in a cycle with one of
    /// their users, and may call its functions: `import './b'; import { a } from './a.cjs'; export function f() { return a }`,
    /// where `b` calls `f`.
    fn bound_early(&self) -> FxHashSet<usize> {
        let cycles = &self.program.order.cycles;
        let mut bodies = Vec::new();
        let mut found = FxHashSet::default();
        for step in &self.steps {
            match step {
                Step::Body(member) => bodies.push(self.members[*member]),
                Step::Require(at) => {
                    let mut users = self.cyclic_users.get(at).into_iter().flatten();
                    if users.any(|user| bodies.iter().any(|body| cycles.are_together(*user, *body))) {
                        found.insert(*at);
                    }
                }
                Step::ExportStar(_) | Step::Await(_) => {}
            }
        }
        found
    }

    /// Whether ES modules of other scopes are in a cycle with the root: it is linked early even if no name is used of
    /// it, since the registry knows cycles, which fail as a whole, by their linked modules.
    fn has_cycle_beyond(&self) -> bool {
        let Program { graph, order, .. } = self.program;
        let is_esm = |module: ModuleIdx| graph.module(module).is_esm();
        let closes =
            |(module, _): &(ModuleIdx, Access)| is_esm(*module) && order.cycles.are_together(self.root, *module);
        is_esm(self.root) && self.requires.iter().any(closes)
    }

    /// Depth first through the modules of this scope, others are required where they would run.
    fn visit(&mut self, module: ModuleIdx, seen: &mut FxHashSet<ModuleIdx>) {
        if !seen.insert(module) {
            return;
        }
        let Program { graph, live, order, .. } = self.program;
        let mut waits = Vec::new();
        for target in &order.imports[module.at()] {
            if !has_script(graph, live, *target) || *target == self.root {
                continue;
            }
            if self.scopes.root_of[target.at()] == Some(self.root) {
                self.visit(*target, seen);
                continue;
            }
            self.require_step(*target);
            if order.is_async[target.at()] {
                waits.push(self.scopes.id(*target));
            }
        }
        if module == self.root {
            self.visit_lazy(seen);
            if !waits.is_empty() {
                self.steps.push(Step::Await(waits));
            }
            self.star_steps();
        }
        self.steps.push(Step::Body(self.members.len()));
        self.place_of.insert(module, self.members.len());
        self.members.push(module);
    }

    /// Modules of this scope that no import leads to, only names: they run last.
    fn visit_lazy(&mut self, seen: &mut FxHashSet<ModuleIdx>) {
        let mut at = 0;
        let mut readers: Vec<ModuleIdx> = vec![self.root];
        readers.extend(&self.members);
        while at < readers.len() {
            for target in &self.program.order.lazy[readers[at].at()] {
                if self.scopes.root_of[target.at()] == Some(self.root) && !seen.contains(target) {
                    let first = self.members.len();
                    self.visit(*target, seen);
                    readers.extend(&self.members[first..]);
                }
            }
            at += 1;
        }
    }

    fn require_step(&mut self, target: ModuleIdx) {
        let at = self.require_as(target, Access::Required);
        if self.stepped.insert(at) {
            self.steps.push(Step::Require(at));
        }
    }

    /// The place of a module in `requires`, for code of the current member.
    fn require(&mut self, target: ModuleIdx) -> usize {
        let Program { graph, order, .. } = self.program;
        let module = graph.module(target);
        let access = match module.is_esm() {
            true if order.cycles.is_cyclic(self.current) => Access::Early,
            // What is consumed may be a promise at first; the value is there after the wait.
            false if module.is_federated() && order.is_async[target.at()] => Access::Each,
            false if order.cycles.are_together(self.current, target) => Access::Each,
            // Others in the cycle may look at the exports before the module runs.
            false if self.is_exporting && order.cycles.is_cyclic(self.current) => Access::Each,
            false if order.lazy[self.current.at()].contains(&target) => Access::Each,
            _ => Access::Required,
        };
        let at = self.require_as(target, access);
        if access == Access::Required && order.cycles.is_cyclic(self.current) {
            self.cyclic_users.entry(at).or_default().insert(self.current);
        }
        at
    }

    /// What one member needs early is there early for all.
    fn require_as(&mut self, target: ModuleIdx, access: Access) -> usize {
        let at = *self.required.entry((target, access == Access::Each)).or_insert_with(|| {
            self.requires.push((target, access));
            self.requires.len() - 1
        });
        if access == Access::Early {
            self.requires[at].1 = access;
        }
        at
    }

    /// Values read from modules that no import leads to directly; they have run by then.
    fn require_forgotten(&mut self) {
        let forgotten: Vec<Step> = (0..self.requires.len())
            .filter(|at| !self.stepped.contains(at) && self.requires[*at].1 == Access::Required)
            .map(Step::Require)
            .collect();
        let last = self.steps.len() - 1;
        self.steps.splice(last..last, forgotten);
    }

    fn star_steps(&mut self) {
        let Program { graph, linker, .. } = self.program;
        if !linker.has_unknown_names(self.root) {
            return;
        }
        let module = graph.module(self.root);
        for star in &module.facts.stars {
            let Target::Module(target) = module.targets[star.0 as usize] else { continue };
            if !graph.module(target).is_esm() || linker.has_unknown_names(target) {
                self.require_step(target);
                self.steps.push(Step::ExportStar(self.required[&(target, false)]));
            }
        }
    }

    /// The namespace objects that are used as values; those in them count too.
    fn member_namespaces(&mut self) -> Vec<Namespace> {
        let mut namespaces = Vec::new();
        while let Some(module) = self.namespaces.get_index(namespaces.len()).copied() {
            let exports = self.public_exports(module);
            namespaces.push(Namespace { name: self.program.graph.module(module).name.clone(), exports });
        }
        namespaces
    }

    fn public_exports(&mut self, module: ModuleIdx) -> Vec<(String, Value)> {
        self.current = module;
        let mut exports = self.program.linker.exports(module).to_vec();
        // ECMA-262 10.4.6: the keys of a namespace are sorted by code unit.
        exports.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        self.is_exporting = true;
        exports.retain(|(name, _)| self.program.live.sees(module, name));
        let exports = exports.into_iter().map(|(name, binding)| (name, self.value(&binding))).collect();
        self.is_exporting = false;
        exports
    }

    fn member(&mut self, index: ModuleIdx) -> Member {
        let Program { graph, live, .. } = self.program;
        self.current = index;
        let module = graph.module(index);
        let mut bindings = FxHashMap::default();
        let mut members = FxHashMap::default();
        let mut requests = FxHashMap::default();
        let statements = module.facts.statements.iter().zip(&live.statements[index.at()]);
        let statements = statements.filter(|(_, kept)| **kept).map(|(statement, _)| statement);
        let receivers = self.receivers(index, statements.clone());
        for statement in statements {
            for used in &statement.uses {
                self.used(index, used, &receivers, &mut bindings, &mut members);
            }
            for import in &statement.imports {
                if let Some(value) = self.request(index, *import) {
                    requests.insert(*import, value);
                }
            }
        }
        let used = &live.used_symbols[index.at()];
        let unread = module.facts.properties.iter().flatten();
        let unread = unread.filter(|(_, property)| !used[property.symbol.0 as usize]).map(|(name, _)| name.clone());
        let unread = unread.collect();
        Member { live: live.statements[index.at()].clone(), unread, bindings, members, requests }
    }

    /// Members that are called with the namespace object as `this`, and look at it: they stay its properties.
    fn receivers<'s>(
        &self,
        index: ModuleIdx,
        statements: impl Iterator<Item = &'s Statement>,
    ) -> FxHashSet<(SymbolIdx, Vec<String>)> {
        let calls = statements.flat_map(|statement| &statement.method_calls);
        let sees_this = |call: &&MethodCall| self.program.linker.receiver(index, call).is_some();
        calls.filter(sees_this).map(|call| (call.symbol, call.names.clone())).collect()
    }

    fn used(
        &mut self,
        index: ModuleIdx,
        used: &Use,
        receivers: &FxHashSet<(SymbolIdx, Vec<String>)>,
        bindings: &mut FxHashMap<SymbolIdx, Value>,
        members: &mut FxHashMap<(SymbolIdx, Vec<String>), Value>,
    ) {
        let linker = self.program.linker;
        let (Use::Symbol(symbol) | Use::Member(symbol, _)) = used;
        let mut names = if let Use::Member(_, names) = used { &names[..] } else { &[] };
        let Some(mut chain) = linker.chain(index, *symbol, names) else { return };
        if !receivers.is_empty() && receivers.contains(&(*symbol, names[..chain.known].to_vec())) {
            names = &names[..chain.known - 1];
            chain = linker.chain(index, *symbol, names).expect("the longer chain has been found");
        }
        if chain.known > 0 {
            let key = (*symbol, names[..chain.known].to_vec());
            members.entry(key).or_insert_with(|| self.value(&chain.binding));
        } else if !bindings.contains_key(symbol) {
            let value = self.value(&chain.binding);
            bindings.insert(*symbol, value);
        }
    }

    fn value(&mut self, binding: &Binding) -> Value {
        let linker = self.program.linker;
        if let Some(constant) = linker.constant(binding) {
            return Value::Constant(constant.clone());
        }
        match binding {
            Binding::Local(module, symbol) if self.scopes.root_of[module.at()] == Some(self.root) => {
                let member = self.place_of.get(module).expect("the scope's modules were visited");
                Value::Symbol(*member, *symbol)
            }
            Binding::Local(module, symbol) => {
                self.accessed.insert((*module, *symbol));
                Value::Property(self.require(*module), self.keys.get(*module, *symbol).to_string())
            }
            Binding::Namespace(module) if !linker.has_unknown_names(*module) => self.namespace_object(*module),
            Binding::Namespace(module) if *module == self.root => Value::OwnExports,
            Binding::Namespace(module) | Binding::Whole(module) => Value::Module(self.require(*module)),
            Binding::Property(module, name) => Value::Property(self.require(*module), name.clone()),
            Binding::Default(module, strict) => Value::DefaultInterop(self.require(*module), *strict),
            Binding::InteropNamespace(module, strict) => Value::NamespaceInterop(self.require(*module), *strict),
            Binding::EnumMember(..) => unreachable!("its value is known"),
            Binding::Ambiguous(..) | Binding::Missing | Binding::Unused => Value::Undefined,
        }
    }

    /// The namespace object of an ES module with known names.
    fn namespace_object(&mut self, module: ModuleIdx) -> Value {
        self.namespace_objects.insert(module);
        if module == self.root {
            Value::OwnNamespace
        } else if self.scopes.root_of[module.at()] == Some(self.root) {
            Value::Namespace(self.namespaces.insert_full(module).0)
        } else {
            Value::NamespaceObject(self.require(module))
        }
    }
}
