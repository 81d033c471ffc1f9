//! Assembles `remoteEntry.js`: the tables of a build and the parts of the JavaScript runtime that it needs.
//!
//! The parts are the files of `runtime/`, joined in one function in a fixed order; features that a build does not use
//! are left out as whole files, and the `FEATURE_*` constants let the minifier drop the calls to them. The contract
//! between the tables, the runtime and generated code is `runtime/README.md`. Nothing is decided here: ids, files and
//! groups come from the chunk graph, shares from the plan.

mod hot;
mod rings;
mod tables;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use self::hot::{Hot, TablesUpdate, update_tables};
use self::rings::Rings;
use crate::ranges;

/// Everything that the entry of a container or page needs to know (spec §6.7).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RuntimeTables {
    /// Name of the container; also `from` of its shares (spec §1.6).
    pub name: String,
    /// Name of the global chunk queue, unique per build (spec §7.2).
    pub queue: String,
    /// How the entry hands out what it is.
    pub library: Library,
    /// `auto`, or a fixed address that ends in `/` (spec §7.1).
    pub public_path: String,
    /// Name of a meta element that has the last word about the address, if the page has it; empty for none.
    pub public_path_meta: String,
    /// From the directory of the entry file to the output root: empty or `../` (spec §7.1).
    pub undo_path: String,
    /// Share scope of the container (spec §1.7).
    pub share_scope: ScopeNames,
    /// How a provider is chosen (spec §4.3).
    pub strategy: Strategy,
    /// Selector of the element that style sheets are put in front of; empty: end of the head.
    pub css_before: String,
    /// Chunk id to file name relative to the output root.
    pub chunks: BTreeMap<u32, String>,
    /// Chunk id to style sheet relative to the output root.
    pub styles: BTreeMap<u32, String>,
    /// The federation runtime of the project, if this build brings it; else the rules that are built in (spec §6.7).
    pub runtime: Option<FederationRuntime>,
    /// Remotes of this build, in the order of the configuration.
    pub remotes: Vec<Remote>,
    /// Module id to the exposed module of a remote that it stands for.
    pub remote_modules: BTreeMap<u32, RemoteModule>,
    /// What must be ready before the root of a split point runs.
    pub groups: BTreeMap<u32, Group>,
    /// What `get` hands out, in the order of the configuration.
    pub exposes: Vec<Expose>,
    /// Module id to the shared module that it stands for.
    pub consumes: BTreeMap<u32, Consume>,
    /// Shared modules of this build.
    pub provides: Vec<Provide>,
    /// Whether any module uses `require.a`.
    pub has_async_modules: bool,
    /// Whether any module uses `require.o`, or mode 3 of `require.i`.
    pub has_namespace_objects: bool,
    /// The page takes updates from the dev server.
    pub hot: Option<Hot>,
    /// Factories inside the entry: `1(module, exports, require){…},2(…){…}`, may be empty.
    pub entry_modules: String,
}

/// How the entry hands out the container (spec §1.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Library {
    /// `var <name>` at the top of a classic script, the default.
    Var(String),
    /// `<name> = …` without a declaration.
    Assign(String),
    /// A property of a global object: `window`, `self`, `globalThis` or `this`.
    Property {
        /// The expression of the object.
        object: String,
        /// The name of the property.
        name: String,
    },
    /// `module.exports = …`
    CommonJs,
    /// An ES module that exports `get` and `init`; chunks are loaded with `import()`.
    Module,
    /// No container: a classic script that runs a module of a page.
    Page(Start),
    /// The same as an ES module.
    ModulePage(Start),
}

/// The module that a page entry runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Start {
    /// What must be ready; `None` runs the module in the same tick.
    pub group: Option<u32>,
    /// Id of the module.
    pub module: u32,
}

/// A share scope option: one name or several; which form it had decides how scopes are bound (spec §1.7).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum ScopeNames {
    /// `shareScope: "default"`
    One(String),
    /// `shareScope: ["default", "other"]`
    Many(Vec<String>),
}

/// How a provider is chosen among several (spec §4.3).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Strategy {
    /// The highest version.
    #[default]
    VersionFirst,
    /// What is loaded already.
    LoadedFirst,
}

/// What must be ready before the root module of a split point runs (spec §3.9).
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Group {
    /// Ids of the chunks with its modules.
    pub chunks: Vec<u32>,
    /// Ids of the chunks with its style sheets, in cascade order.
    pub styles: Vec<u32>,
    /// Ids of the consume modules and of the modules of remotes in its chunks.
    pub consumes: Vec<u32>,
}

/// `@module-federation/runtime` as a module of this build (spec §6.2, §6.3).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FederationRuntime {
    /// Id of the module that exports `init` of the runtime and `plugins`, a list. It is among the entry modules.
    pub module: u32,
}

/// A remote of a host (spec §5.3, §5.4).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Remote {
    /// Its name in this build.
    pub alias: String,
    /// Scopes that it is initialised with.
    #[serde(default)]
    pub share_scope: ScopeNames,
    /// Where its container is; several are tried in order.
    pub locations: Vec<RemoteLocation>,
}

/// Where a container is (spec §5.1).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RemoteLocation {
    /// Loaded by the federation runtime.
    Script {
        /// The container's own name.
        name: String,
        /// Address of its manifest or entry.
        entry: String,
    },
    /// A JavaScript expression whose value is the container, or a promise of it.
    Expression(String),
    /// Address of an ES module.
    Module(String),
    /// A module of this build.
    Internal(Fallback),
}

/// An exposed module of a remote.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoteModule {
    /// Position of the remote in `remotes`.
    pub remote: u32,
    /// What its `get` is called with: `.` or `./Button`.
    pub key: String,
}

/// An exposed module.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Expose {
    /// As configured: `.` or `./Button`.
    pub key: String,
    /// The group that must be ready.
    pub group: u32,
    /// The module to run.
    pub module: u32,
    /// What hosts receive.
    #[serde(default)]
    pub mode: NamespaceMode,
}

/// What an `import()` or an expose resolves with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NamespaceMode {
    /// The exports themselves.
    #[default]
    Exports = 0,
    /// A namespace around CommonJS exports that respects `__esModule`.
    Interop = 1,
    /// A namespace as Node makes it: `default` is all of the exports.
    Strict = 2,
    /// The namespace object of an ES module (ECMA-262 10.4.6).
    Object = 3,
}

/// A shared module as this build consumes it (spec §3.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Consume {
    /// Names of the scopes to look in.
    pub scopes: Vec<String>,
    /// Key in the scope.
    pub key: String,
    /// `None` for `requiredVersion: false`.
    pub required_version: Option<String>,
    /// Flags of the share.
    #[serde(default)]
    pub flags: ShareFlags,
    /// The copy of this build; `None` for `import: false`.
    pub fallback: Option<Fallback>,
}

/// The own copy of a shared module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fallback {
    /// The group that must be ready.
    pub group: u32,
    /// The module to run.
    pub module: u32,
}

/// A shared module that this build provides (spec §1.6).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Provide {
    /// Names of the scopes to register in.
    pub scopes: Vec<String>,
    /// Key in the scope.
    pub key: String,
    /// The version of the copy; `0` if unknown.
    pub version: String,
    /// Where the copy is.
    pub copy: Fallback,
    /// Flags of the share.
    #[serde(default)]
    pub flags: ShareFlags,
    /// `None` for `requiredVersion: false`.
    pub required_version: Option<String>,
}

/// Booleans of a share (spec §3.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ShareFlags {
    /// One copy per page.
    pub singleton: bool,
    /// An unsatisfying singleton is an error, not a warning.
    pub strict_version: bool,
    /// The copy is available synchronously.
    pub eager: bool,
}

impl Default for Library {
    fn default() -> Self {
        Self::Var(String::new())
    }
}

impl Default for ScopeNames {
    fn default() -> Self {
        Self::One("default".to_owned())
    }
}

/// The text of the entry file, not minified.
pub fn entry_source(tables: &RuntimeTables) -> String {
    let call = call_source(tables);
    match &tables.library {
        Library::Var(name) => format!("var {name} = {call};\n"),
        Library::Assign(name) => format!("{name} = {call};\n"),
        Library::Property { object, name } => format!("{object}[{}] = {call};\n", tables::string(name)),
        Library::CommonJs => format!("module.exports = {call};\n"),
        Library::Module => format!("const {{ get, init }} = {call};\nexport {{ get, init }};\n"),
        Library::Page(_) | Library::ModulePage(_) => format!("{call};\n"),
    }
}

/// The function with tables and runtime, called with the entry modules and remotes, which must not see its names.
fn call_source(tables: &RuntimeTables) -> String {
    let rings = Rings::of(tables);
    let features = Features::of(tables, &rings);
    let parameters = if features.remotes { "(entryModules, REMOTES)" } else { "(entryModules)" };
    let mut source = format!("({parameters} => {{\n") + &features.constants() + &tables::constants(tables, &rings);
    for part in features.parts() {
        source.push_str(part);
        source.push('\n');
    }
    if features.container {
        source.push_str("return container;\n");
    }
    source.push_str(&format!("}})({{{}\n}}", tables.entry_modules));
    if features.remotes {
        source.push_str(&format!(", {}", tables::remotes(&tables.remotes)));
    }
    source + ")"
}

/// Which parts of the runtime a build needs.
#[derive(Debug, Clone, Copy)]
struct Features {
    container: bool,
    module: bool,
    chunks: bool,
    css: bool,
    runtime: bool,
    remotes: bool,
    consumes: bool,
    early_consumes: bool,
    rings: bool,
    provides: bool,
    borrows: bool,
    asynchronous: bool,
    namespaces: bool,
    location_meta: bool,
    hot: bool,
}

impl Features {
    fn of(tables: &RuntimeTables, rings: &Rings) -> Self {
        let features = Self::used(tables, rings);
        if !features.hot {
            return features;
        }
        // An update may bring the first chunk, style sheet or shared module.
        Self {
            chunks: true,
            css: true,
            consumes: true,
            early_consumes: true,
            rings: true,
            provides: true,
            borrows: true,
            asynchronous: true,
            namespaces: true,
            ..features
        }
    }

    fn used(tables: &RuntimeTables, rings: &Rings) -> Self {
        let rings = !rings.is_empty();
        let has_eager = tables.consumes.values().any(|consume| consume.flags.eager);
        Self {
            container: !matches!(tables.library, Library::Page(_) | Library::ModulePage(_)),
            module: matches!(tables.library, Library::Module | Library::ModulePage(_)),
            chunks: !tables.chunks.is_empty(),
            css: !tables.styles.is_empty(),
            runtime: tables.runtime.is_some(),
            remotes: tables.runtime.is_some() && !tables.remotes.is_empty(),
            consumes: !tables.consumes.is_empty() || !tables.remote_modules.is_empty(),
            early_consumes: tables.runtime.is_some() || rings || has_eager,
            rings,
            provides: !tables.provides.is_empty(),
            borrows: tables.consumes.values().any(|consume| consume.fallback.is_none()),
            asynchronous: tables.has_async_modules,
            namespaces: tables.has_namespace_objects,
            location_meta: !tables.public_path_meta.is_empty(),
            hot: tables.hot.is_some(),
        }
    }

    fn constants(self) -> String {
        let constants = [
            ("LIBRARY_MODULE", self.module),
            ("FEATURE_CHUNKS", self.chunks),
            ("FEATURE_CSS", self.css),
            ("FEATURE_RUNTIME", self.runtime),
            ("FEATURE_REMOTES", self.remotes),
            ("FEATURE_CONSUMES", self.consumes),
            ("FEATURE_RINGS", self.rings),
            ("FEATURE_PROVIDES", self.provides),
            ("FEATURE_BORROWS", self.borrows),
            ("FEATURE_ASYNC", self.asynchronous),
            ("FEATURE_NAMESPACES", self.namespaces),
            ("FEATURE_HOT", self.hot),
        ];
        constants.map(|(name, value)| format!("const {name} = {value};\n")).concat()
    }

    /// The files in the order in which their constants depend on each other.
    fn parts(self) -> Vec<&'static str> {
        let location = if self.module {
            include_str!("../runtime/location_module.js")
        } else {
            include_str!("../runtime/location_script.js")
        };
        let request = if self.module {
            include_str!("../runtime/chunks_module.js")
        } else {
            include_str!("../runtime/chunks_script.js")
        };
        let parts = [
            (true, include_str!("../runtime/registry.js")),
            (true, include_str!("../runtime/interop.js")),
            (self.namespaces && !self.hot, include_str!("../runtime/namespaces.js")),
            (self.hot, include_str!("../runtime/hot.js")),
            (self.hot, include_str!("../runtime/hot_api.js")),
            (self.asynchronous, include_str!("../runtime/async.js")),
            (true, location),
            (true, include_str!("../runtime/location.js")),
            (self.location_meta, include_str!("../runtime/location_meta.js")),
            (self.chunks || self.css, include_str!("../runtime/assets.js")),
            (self.chunks, request),
            (self.chunks, include_str!("../runtime/chunks.js")),
            (self.css, include_str!("../runtime/css.js")),
        ];
        let last = [
            (true, include_str!("../runtime/groups.js")),
            (self.hot, include_str!("../runtime/hot_update.js")),
            (self.hot, include_str!("../runtime/hot_styles.js")),
            (self.hot, include_str!("../runtime/hot_overlay.js")),
            (true, include_str!("../runtime/queue.js")),
            (self.hot, include_str!("../runtime/hot_client.js")),
            (self.hot, include_str!("../runtime/hot_proxies.js")),
            (self.hot, include_str!("../runtime/hot_refresh.js")),
            (self.runtime, include_str!("../runtime/host_start.js")),
            (self.container, include_str!("../runtime/container.js")),
            (!self.container, include_str!("../runtime/start.js")),
        ];
        let parts = parts.into_iter().chain(self.share_parts()).chain(last);
        parts.filter_map(|(is_used, part)| is_used.then_some(part)).collect()
    }

    /// What has to do with shared modules and remotes.
    fn share_parts(self) -> [(bool, &'static str); 10] {
        // Without the runtime of the project its rules are built in.
        let has_rules = !self.runtime;
        [
            (has_rules, include_str!("../runtime/scopes.js")),
            (self.provides, include_str!("../runtime/provides.js")),
            (has_rules && self.provides, include_str!("../runtime/publish.js")),
            (self.consumes, include_str!("../runtime/consumes.js")),
            (has_rules && self.consumes, include_str!("../runtime/ranges.js")),
            (has_rules && self.consumes, include_str!("../runtime/shares.js")),
            (self.runtime, include_str!("../runtime/host.js")),
            (self.runtime && self.consumes, include_str!("../runtime/host_shares.js")),
            (self.runtime && self.remotes, include_str!("../runtime/remotes.js")),
            (self.consumes && self.early_consumes, include_str!("../runtime/eager.js")),
        ]
    }
}

impl Consume {
    /// The compiled check, or `1` if the runtime of the project checks; `0` where every provider will do (spec §4.4).
    fn range_table(&self, has_runtime: bool) -> String {
        match self.required_version.as_deref() {
            None => "0".to_owned(),
            Some("*") if !self.flags.singleton => "0".to_owned(),
            Some(_) if has_runtime => "1".to_owned(),
            Some(range) => ranges::compile(range).to_js(),
        }
    }
}

#[cfg(test)]
mod tests;
