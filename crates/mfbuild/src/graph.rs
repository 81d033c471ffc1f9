//! The module graph: every module once, with its facts and what its requests lead to. Immutable once scanned.
//!
//! Owns the index types and tables that all later stages read. Syntax trees lie beside it (`scan::Scanned`), since
//! only render takes them.

use std::path::PathBuf;
use std::sync::Arc;

use mfbuild_diagnostics::SourceText;
use mfbuild_federation::share::{ConsumeKey, ProvideKey, ProvideMatch, ShareIdx};
use mfbuild_js::facts::{FileFacts, Format, SymbolIdx};

use crate::assets::AssetFile;
use crate::load::Code;
use crate::resolve::Package;
use crate::styles::StyleSheet;

/// Index of a module, in deterministic traversal order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModuleIdx(pub u32);

impl ModuleIdx {
    /// As a table position.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// What makes two requests the same module.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ModuleKey {
    /// A file with its query, read by the loader that its extension or query asks for.
    File(PathBuf, String),
    /// A module made of text, by a unique name: ignored modules, externals, joined exposes.
    Virtual(String),
    /// A shared module, by its readable identity (spec/module-federation.md §3.2).
    Consume(String),
    /// An exposed module of a remote: position of the remote and key (spec/module-federation.md §5.2).
    Remote(u32, String),
}

/// Where a request leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a module.
    Module(ModuleIdx),
    /// Nowhere: it could not be resolved and throws at run time.
    Missing,
    /// Nowhere on purpose: an url that stays as it is.
    External,
    /// Nowhere yet: nothing that could stay asked for it, so it was not loaded.
    Unused,
}

impl Target {
    /// The module, if there is one.
    pub fn module(self) -> Option<ModuleIdx> {
        match self {
            Target::Module(module) => Some(module),
            Target::Missing | Target::External | Target::Unused => None,
        }
    }
}

/// What a module is made of besides its JavaScript.
#[derive(Clone, Debug)]
pub enum ModuleKind {
    /// JavaScript (or data made into JavaScript).
    Script,
    /// A style sheet; its JavaScript holds the class names of css modules.
    Style(Arc<StyleSheet>),
    /// A file that is copied; its JavaScript holds the url.
    Asset(AssetFile),
    /// A shared module whose copy is chosen at run time.
    Consume(Box<ConsumeModule>),
    /// An exposed module of a remote.
    Remote(RemoteModule),
}

/// An exposed module of a remote, loaded at run time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteModule {
    /// Position in `federation.remotes`.
    pub remote: u32,
    /// What its container's `get` is called with: `.` or `./Button`.
    pub key: String,
}

/// A shared module and its own copy, if it may bring one.
#[derive(Clone, Debug)]
pub struct ConsumeModule {
    /// Everything that the runtime needs to choose.
    pub share: ConsumeKey,
    /// Its entry in the options.
    pub idx: ShareIdx,
    /// The fallback.
    pub fallback: Option<ModuleIdx>,
}

/// One module.
#[derive(Debug)]
pub struct Module {
    /// Identity.
    pub key: ModuleKey,
    /// Stable name, relative to the package: `./src/index.ts`, `./node_modules/react/index.js`.
    pub name: String,
    /// The package that the file belongs to.
    pub package: Option<Arc<Package>>,
    /// Its kind.
    pub kind: ModuleKind,
    /// What its JavaScript says.
    pub facts: Arc<FileFacts>,
    /// Its JavaScript.
    pub code: Code,
    /// Where each of `facts.imports` leads; for style sheets the css requests follow.
    pub targets: Vec<Target>,
    /// The text, for messages.
    pub source: SourceText,
    /// `sideEffects` of its package.
    pub has_side_effects: bool,
    /// `.mjs` or `"type": "module"`: imports of CommonJS take the whole exports as default.
    pub is_strict: bool,
    /// Size of the file in bytes.
    pub size: u64,
}

impl Module {
    /// An ES module with known exports.
    pub fn is_esm(&self) -> bool {
        self.facts.format == Format::Esm && !self.is_federated()
    }

    /// A shared module or one of a remote: what it exports is known at run time.
    pub fn is_federated(&self) -> bool {
        matches!(self.kind, ModuleKind::Consume(_) | ModuleKind::Remote(_))
    }

    /// The import binding that a symbol is, if it is one.
    pub fn binding_of(&self, symbol: SymbolIdx) -> Option<&mfbuild_js::facts::ImportBinding> {
        self.facts.bindings.iter().find(|binding| binding.symbol == symbol)
    }

    /// Whether it lies in a `node_modules` directory.
    pub fn is_dependency(&self) -> bool {
        match &self.key {
            ModuleKey::File(path, _) => path.components().any(|part| part.as_os_str() == "node_modules"),
            _ => false,
        }
    }
}

/// Why something is an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Exposed under this key.
    Expose(String),
    /// Provided although nobody asks for it: a share configured by its path (spec/module-federation.md §3.4).
    Provide,
    /// What a page runs.
    Page,
    /// Brings the federation runtime; runs before everything else.
    Runtime,
    /// Brings React Refresh in development; runs before even that.
    Refresh,
    /// A module of this build that is a remote's container: positions of the remote and of the location.
    Container(u32, u32),
}

impl EntryKind {
    /// The key of an exposed module.
    pub fn exposed(&self) -> Option<&str> {
        match self {
            EntryKind::Expose(key) => Some(key),
            EntryKind::Provide
            | EntryKind::Page
            | EntryKind::Runtime
            | EntryKind::Refresh
            | EntryKind::Container(..) => None,
        }
    }
}

/// A root of the graph.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Why.
    pub kind: EntryKind,
    /// The module.
    pub module: ModuleIdx,
    /// Chunk name, if the options give one.
    pub chunk_name: Option<String>,
}

/// A copy of a shared package that this build offers (spec/module-federation.md §3.4).
#[derive(Clone, Debug)]
pub struct Provide {
    /// Share key, version and options.
    pub share: ProvideKey,
    /// The options that matched.
    pub options: ProvideMatch,
    /// The module that is offered.
    pub module: ModuleIdx,
}

/// All modules.
#[derive(Debug, Default)]
pub struct ModuleGraph {
    /// By `ModuleIdx`.
    pub modules: Vec<Module>,
    /// In config order.
    pub entries: Vec<Entry>,
    /// Sorted by key and version.
    pub provides: Vec<Provide>,
}

impl ModuleGraph {
    /// The root of that kind.
    pub fn entry(&self, kind: &EntryKind) -> Option<ModuleIdx> {
        self.entries.iter().find(|entry| entry.kind == *kind).map(|entry| entry.module)
    }

    /// Whether an import takes all of a CommonJS module's exports as default, as in Node, whatever they say of themselves,
    /// and all of a JSON file.
    /// Shared packages whose own copy is an ES module are none: a host may bring a build of them that is CommonJS.
    pub fn is_strict_import(&self, importer: &Module, target: ModuleIdx) -> bool {
        let is_esm_share = match &self.module(target).kind {
            ModuleKind::Consume(consume) => consume.fallback.is_some_and(|copy| self.module(copy).is_esm()),
            _ => false,
        };
        (importer.is_strict && !is_esm_share) || self.module(target).facts.is_data
    }

    /// The module at an index.
    pub fn module(&self, index: ModuleIdx) -> &Module {
        &self.modules[index.at()]
    }

    /// All indices in order.
    pub fn indices(&self) -> impl Iterator<Item = ModuleIdx> + use<> {
        (0..self.modules.len() as u32).map(ModuleIdx)
    }
}
