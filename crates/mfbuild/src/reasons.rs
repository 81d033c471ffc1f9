//! Why modules are in the output: who asks for each and through which names, who uses what of it, what keeps it.
//!
//! Owns the walk over what shaking has left, with the linker's own answers; nothing here decides anything. `stats.rs`
//! writes the result down.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use mfbuild_js::facts::{ExportTarget, Format, ImportIdx, ImportKind, ImportedName, Read, SeenByRead, Statement, Use};

use crate::graph::{EntryKind, Module, ModuleIdx, ModuleKind, Target};
use crate::link::Binding;
use crate::scopes::Program;

/// Statements of one module whose lines are told.
const MOST_LINES: usize = 10;
/// The whole exports object.
const EVERYTHING: &str = "*";

/// How a module asks for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum How {
    /// `import … from`, with names or for the effects.
    #[serde(rename = "import")]
    Import,
    /// `export { … } from`.
    #[serde(rename = "re-export")]
    ReExport,
    /// `export * from`.
    #[serde(rename = "export *")]
    ExportStar,
    /// A free variable such as `process` that options provide.
    #[serde(rename = "provided variable")]
    Provided,
    /// `require()`.
    #[serde(rename = "require")]
    Require,
    /// `require.resolve()`.
    #[serde(rename = "require.resolve")]
    RequireResolve,
    /// `import()`.
    #[serde(rename = "import()")]
    Dynamic,
    /// `new URL()`.
    #[serde(rename = "url")]
    Url,
    /// `@import`, `url()` and `composes` of style sheets.
    #[serde(rename = "style")]
    Style,
    /// A shared module's own copy.
    #[serde(rename = "shared copy")]
    SharedCopy,
}

/// A module that asks for another one in its source, whether or not that stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Importer {
    /// Position in `modules`.
    pub module: usize,
    /// In which way.
    pub how: How,
    /// Names that it writes down; `*` is the namespace object.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// A module that stays and uses exports of another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Position in `modules`.
    pub module: usize,
    /// Exports by the names of the module that has them; `*` is its whole exports object.
    pub names: Vec<String>,
    /// Modules that re-export them on the way, the importer's side first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<usize>,
}

/// What keeps a module, or all statements of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Cause {
    /// A page, the federation runtime or a container starts with it.
    #[serde(rename = "entry")]
    Entry,
    /// Hosts may ask for it, and for all its exports.
    #[serde(rename = "exposed")]
    Exposed,
    /// It is the copy that a shared dependency offers: others may use all its exports.
    #[serde(rename = "shared")]
    Shared,
    /// It is imported, or runs, and has effects.
    #[serde(rename = "side effects")]
    SideEffects,
    /// Some of its exports are used.
    #[serde(rename = "used exports")]
    UsedExports,
    /// Its whole exports object is seen.
    #[serde(rename = "namespace seen")]
    NamespaceSeen,
    /// It is required.
    #[serde(rename = "required")]
    Required,
    /// It is loaded later.
    #[serde(rename = "import()")]
    Dynamic,
    /// Its url is used.
    #[serde(rename = "url")]
    Url,
    /// A style sheet needs it.
    #[serde(rename = "style")]
    Style,
    /// It is CommonJS that does more with its exports than set and read properties: it stays as a whole.
    #[serde(rename = "CommonJS")]
    CommonJs,
    /// It awaits at the top level: it is a scope of its own.
    #[serde(rename = "top-level await")]
    TopLevelAwait,
    /// It calls `eval` directly, which may see every name: nothing of it is dropped.
    #[serde(rename = "eval")]
    Eval,
}

/// One cause with its details.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What it is.
    pub cause: Cause,
    /// Key of an expose or share, kind of an entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Lines of the source: where the first statements with effects are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<usize>,
    /// Modules behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<usize>,
}

/// All reasons, by module.
pub struct Reasons {
    /// Who asks for it in the sources.
    pub importers: Vec<Vec<Importer>>,
    /// Who uses it.
    pub users: Vec<Vec<User>>,
    /// What keeps it; empty if it was dropped.
    pub kept_by: Vec<Vec<Reason>>,
}

/// Finds the reasons of all modules.
pub fn reasons(program: Program<'_>) -> Reasons {
    let count = program.graph.modules.len();
    let mut finder = Finder { program, users: vec![IndexMap::default(); count], causes: vec![BTreeMap::new(); count] };
    finder.roots();
    for index in program.graph.indices().filter(|index| program.live.is_included(*index)) {
        finder.statements(index);
        finder.exports(index);
        finder.imports(index);
        finder.itself(index);
    }
    let kept_by = program.graph.indices().map(|index| finder.kept_by(index)).collect();
    let users = finder.users.into_iter().map(users).collect();
    Reasons { importers: importers(program), users, kept_by }
}

/// A user and the way of the names, with the names.
type Users = IndexMap<(ModuleIdx, Vec<ModuleIdx>), BTreeSet<String>, FxBuildHasher>;
/// A cause and its detail, with the modules behind it.
type Causes = BTreeMap<(Cause, Option<String>), BTreeSet<ModuleIdx>>;

fn users(users: Users) -> Vec<User> {
    let user = |((module, via), names): ((ModuleIdx, Vec<ModuleIdx>), BTreeSet<String>)| User {
        module: module.at(),
        names: names.into_iter().collect(),
        via: via.into_iter().map(ModuleIdx::at).collect(),
    };
    users.into_iter().map(user).collect()
}

struct Finder<'a> {
    program: Program<'a>,
    users: Vec<Users>,
    causes: Vec<Causes>,
}

impl Finder<'_> {
    fn cause(&mut self, module: ModuleIdx, cause: Cause, detail: Option<String>, by: Option<ModuleIdx>) {
        self.causes[module.at()].entry((cause, detail)).or_default().extend(by);
    }

    /// What the build begins with, and what it offers to others.
    fn roots(&mut self) {
        let graph = self.program.graph;
        for entry in &graph.entries {
            let (cause, detail) = match &entry.kind {
                EntryKind::Expose(key) => (Cause::Exposed, Some(key.as_str())),
                EntryKind::Page => (Cause::Entry, Some("page")),
                EntryKind::Runtime => (Cause::Entry, Some("federation runtime")),
                EntryKind::Refresh => (Cause::Entry, Some("React Refresh")),
                EntryKind::Container(..) => (Cause::Entry, Some("container of a remote")),
                EntryKind::Provide => (Cause::Shared, None),
            };
            self.cause(entry.module, cause, detail.map(str::to_string), None);
        }
        for provide in graph.provides.iter().filter(|provide| self.program.live.is_included(provide.module)) {
            let name = format!("{}@{}", provide.share.key, provide.share.version);
            self.cause(provide.module, Cause::Shared, Some(name.trim_end_matches('@').to_string()), None);
        }
    }

    /// What the statements that stay use and ask for.
    fn statements(&mut self, index: ModuleIdx) {
        let Program { graph, live, linker, .. } = self.program;
        let statements = graph.module(index).facts.statements.iter().zip(&live.statements[index.at()]);
        for (statement, _) in statements.filter(|(_, kept)| **kept) {
            for used in &statement.uses {
                let (symbol, names) = match used {
                    Use::Symbol(symbol) => (symbol, &[][..]),
                    Use::Member(symbol, names) => (symbol, &names[..]),
                };
                if let Some(chain) = linker.chain(index, *symbol, names) {
                    self.uses(index, &chain.binding, &chain.path, chain.may_be_called(names));
                }
            }
            for import in &statement.imports {
                self.request(index, *import);
            }
            for read in &statement.reads {
                self.read(index, read);
            }
        }
    }

    /// A request inside a statement.
    fn request(&mut self, index: ModuleIdx, import: ImportIdx) {
        let module = self.program.graph.module(index);
        let Target::Module(target) = module.targets[import.0 as usize] else { return };
        let (cause, names) = match &module.facts.imports[import.0 as usize].kind {
            ImportKind::Url { .. } | ImportKind::Hot => (Cause::Url, Vec::new()),
            ImportKind::Dynamic { used: Some(names), .. } => (Cause::Dynamic, names.clone()),
            ImportKind::Dynamic { used: None, .. } => (Cause::Dynamic, vec![EVERYTHING.to_string()]),
            ImportKind::Require { whole: false, .. } => (Cause::Required, Vec::new()),
            _ => (Cause::Required, vec![EVERYTHING.to_string()]),
        };
        self.cause(target, cause, None, Some(index));
        if target != index && !names.is_empty() {
            self.users[target.at()].entry((index, Vec::new())).or_default().extend(names);
        }
    }

    /// A property that is read of a required module.
    fn read(&mut self, index: ModuleIdx, read: &Read) {
        let target = self.program.graph.module(index).targets[read.import.0 as usize];
        if let Some(target) = target.module().filter(|target| *target != index) {
            self.users[target.at()].entry((index, Vec::new())).or_default().insert(read.name.clone());
            self.whole(index, target, &read.name, read.called);
        }
    }

    /// A property of CommonJS may show the whole exports object when it is called.
    fn whole(&mut self, user: ModuleIdx, owner: ModuleIdx, name: &str, called: bool) {
        let facts = &self.program.graph.module(owner).facts;
        if facts.properties.is_some() && facts.seen_by_read(name, called) == SeenByRead::Whole {
            self.users[owner.at()].entry((user, Vec::new())).or_default().insert(EVERYTHING.to_string());
        }
    }

    /// What others may see of an exports object, as far as it comes from somewhere else.
    fn exports(&mut self, index: ModuleIdx) {
        let Program { graph, live, linker, .. } = self.program;
        if !live.observed[index.at()] || !graph.module(index).is_esm() {
            return;
        }
        for (name, binding) in linker.exports(index).iter().filter(|(name, _)| live.sees(index, name)) {
            self.uses(index, binding, &linker.export_path(index, name).1, false);
        }
        if linker.has_unknown_names(index) {
            let module = graph.module(index);
            for target in module.facts.stars.iter().filter_map(|star| module.targets[star.0 as usize].module()) {
                self.users[target.at()].entry((index, Vec::new())).or_default().insert(EVERYTHING.to_string());
            }
        }
    }

    /// One name that a module uses, and the modules that it passes through.
    fn uses(&mut self, user: ModuleIdx, binding: &Binding, path: &[ModuleIdx], called: bool) {
        let graph = self.program.graph;
        let Some(owner) = binding.module().filter(|owner| *owner != user) else { return };
        let name = match binding {
            Binding::Local(_, symbol) => {
                let is_it = |target: &ExportTarget| matches!(target, ExportTarget::Local(local) if local == symbol);
                let export = graph.module(owner).facts.exports.iter().find(|export| is_it(&export.target));
                export.map_or("default", |export| &export.name)
            }
            Binding::Property(_, name) => {
                self.whole(user, owner, name, called);
                name
            }
            Binding::Default(..) => "default",
            _ => EVERYTHING,
        };
        let mut via: Vec<ModuleIdx> = Vec::new();
        for module in path.iter().filter(|module| ![user, owner].contains(module)) {
            if !via.contains(module) {
                via.push(*module);
            }
            // Modules with effects run when a name passes through them.
            if self.program.live.is_included(*module) && graph.module(*module).has_side_effects {
                self.cause(*module, Cause::SideEffects, None, Some(user));
            }
        }
        // What stands there by its value does not need its module.
        if self.program.linker.constant(binding).is_none() {
            self.users[owner.at()].entry((user, via)).or_default().insert(name.to_string());
        }
    }

    /// Modules that run since they are imported, whatever is used of them, and what is no script.
    fn imports(&mut self, index: ModuleIdx) {
        let graph = self.program.graph;
        let module = graph.module(index);
        for (at, target) in module.targets.iter().enumerate() {
            let Target::Module(target) = *target else { continue };
            match module.facts.imports.get(at).map(|import| &import.kind) {
                None => self.cause(target, Cause::Style, None, Some(index)),
                Some(kind) if kind.is_static() && graph.module(target).has_side_effects => {
                    self.cause(target, Cause::SideEffects, None, Some(index));
                }
                Some(_) => {}
            }
        }
        if let ModuleKind::Consume(consume) = &module.kind
            && let Some(copy) = consume.fallback
        {
            self.cause(copy, Cause::Shared, Some(consume.share.key.clone()), Some(index));
        }
    }

    /// What lies in the module itself.
    fn itself(&mut self, index: ModuleIdx) {
        let module = self.program.graph.module(index);
        let facts = &module.facts;
        let is_whole = is_whole_commonjs(module);
        if is_whole {
            self.cause(index, Cause::CommonJs, None, None);
        }
        if facts.has_top_level_await {
            self.cause(index, Cause::TopLevelAwait, None, None);
        }
        if facts.has_eval {
            self.cause(index, Cause::Eval, None, None);
        }
        // Where nothing else made it run, its effects stay beside what is used.
        if !is_whole && facts.statements.iter().any(|statement| self.program.linker.has_effects(index, statement)) {
            self.cause(index, Cause::SideEffects, None, None);
        }
    }

    fn kept_by(&self, index: ModuleIdx) -> Vec<Reason> {
        if !self.program.live.is_included(index) {
            return Vec::new();
        }
        let module = self.program.graph.module(index);
        let mut causes = self.causes[index.at()].clone();
        for ((user, _), names) in &self.users[index.at()] {
            let sees_all = names.contains(EVERYTHING);
            if sees_all && (module.is_esm() || module.facts.properties.is_some()) {
                causes.entry((Cause::NamespaceSeen, None)).or_default().insert(*user);
            }
            if !sees_all || names.len() > 1 {
                causes.entry((Cause::UsedExports, None)).or_default();
            }
        }
        let reason = |((cause, detail), by): ((Cause, Option<String>), BTreeSet<ModuleIdx>)| Reason {
            cause,
            detail,
            lines: if cause == Cause::SideEffects { self.effect_lines(index) } else { Vec::new() },
            by: by.into_iter().map(ModuleIdx::at).collect(),
        };
        causes.into_iter().map(reason).collect()
    }

    /// Lines of the first statements that do something by themselves.
    fn effect_lines(&self, index: ModuleIdx) -> Vec<usize> {
        let Program { graph, linker, .. } = self.program;
        let module = graph.module(index);
        if is_whole_commonjs(module) {
            return Vec::new();
        }
        let has_effects = |statement: &&Statement| linker.has_effects(index, statement);
        let statements = module.facts.statements.iter().filter(has_effects);
        let places = statements.filter_map(|statement| place_of(module, statement)).take(MOST_LINES);
        let mut lines: Vec<usize> = places.map(|place| line_of(&module.source.text, place)).collect();
        lines.dedup();
        lines
    }
}

/// CommonJS of which nothing can be dropped, since its exports object may be seen.
fn is_whole_commonjs(module: &Module) -> bool {
    module.facts.format == Format::Cjs && module.facts.properties.is_none() && !module.is_federated()
}

/// Where a statement is: at the first thing that it uses or asks for, which is all that is known of its place.
fn place_of(module: &Module, statement: &Statement) -> Option<usize> {
    let used = statement.places.iter().map(|place| place.start);
    let asked = statement.imports.iter().map(|import| module.facts.imports[import.0 as usize].span.start);
    used.chain(asked).min()
}

fn line_of(text: &str, place: usize) -> usize {
    1 + text.bytes().take(place).filter(|byte| *byte == b'\n').count()
}

/// Who asks for each module in the sources, in the order of the modules.
fn importers(program: Program<'_>) -> Vec<Vec<Importer>> {
    let graph = program.graph;
    let mut importers: Vec<Vec<Importer>> = vec![Vec::new(); graph.modules.len()];
    for index in graph.indices() {
        let module = graph.module(index);
        for (at, target) in module.targets.iter().enumerate() {
            let Target::Module(target) = target else { continue };
            for (how, names) in requests(module, at) {
                add_importer(&mut importers[target.at()], index, how, names);
            }
        }
        if let ModuleKind::Consume(consume) = &module.kind
            && let Some(copy) = consume.fallback
        {
            add_importer(&mut importers[copy.at()], index, How::SharedCopy, Vec::new());
        }
    }
    importers
}

fn add_importer(importers: &mut Vec<Importer>, module: ModuleIdx, how: How, names: Vec<String>) {
    let module = module.at();
    let known = importers.iter_mut().rev().take_while(|importer| importer.module == module);
    match known.into_iter().find(|importer| importer.how == how) {
        Some(importer) => importer.names.extend(names),
        None => importers.push(Importer { module, how, names }),
    }
}

/// In which ways one request asks, and for what.
fn requests(module: &Module, at: usize) -> Vec<(How, Vec<String>)> {
    let Some(import) = module.facts.imports.get(at) else { return vec![(How::Style, Vec::new())] };
    match &import.kind {
        ImportKind::Static => static_requests(module, ImportIdx(at as u32)),
        ImportKind::Provided => vec![(How::Provided, Vec::new())],
        ImportKind::Dynamic { used, .. } => vec![(How::Dynamic, used.clone().unwrap_or_default())],
        ImportKind::Require { .. } => vec![(How::Require, Vec::new())],
        ImportKind::RequireResolve => vec![(How::RequireResolve, Vec::new())],
        ImportKind::Url { .. } => vec![(How::Url, Vec::new())],
        ImportKind::Hot => Vec::new(),
    }
}

fn static_requests(module: &Module, request: ImportIdx) -> Vec<(How, Vec<String>)> {
    let facts = &module.facts;
    let bindings = facts.bindings.iter().filter(|binding| binding.import == request);
    let imported: Vec<String> = bindings.map(|binding| imported_name(&binding.name)).collect();
    let re_exported: Vec<String> = facts
        .exports
        .iter()
        .filter_map(|export| match &export.target {
            ExportTarget::ReExport(import, name) if *import == request => Some(imported_name(name)),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    if facts.stars.contains(&request) {
        found.push((How::ExportStar, Vec::new()));
    }
    if !re_exported.is_empty() {
        found.push((How::ReExport, re_exported));
    }
    if !imported.is_empty() || found.is_empty() {
        found.push((How::Import, imported));
    }
    found
}

fn imported_name(name: &ImportedName) -> String {
    match name {
        ImportedName::Named(name) => name.clone(),
        ImportedName::Namespace => EVERYTHING.to_string(),
    }
}
