//! What all files of one build share: the position table, hygiene marks and the options of the transforms.
//!
//! Owns swc's global state. Every entry into swc goes through `Engine::enter`, on any thread.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::common::{GLOBALS, Globals, Mark, SourceMap, SyntaxContext};
use swc_core::ecma::ast::{EsVersion, Expr};

use mfbuild_diagnostics::Diagnostic;

use crate::defines::Defines;

/// Options that are the same for all files.
#[derive(Clone, Debug)]
pub struct EngineOptions {
    /// Free expressions and the JavaScript source that replaces them.
    pub define: Vec<(String, String)>,
    /// Free variables that become imports: name → (request, export name or `*`).
    pub provide: FxHashMap<String, (String, String)>,
    /// Automatic JSX runtime instead of the classic one.
    pub jsx_automatic: bool,
    /// Package of the automatic runtime.
    pub jsx_import_source: String,
    /// Classic factory.
    pub jsx_factory: String,
    /// Classic fragment.
    pub jsx_fragment: String,
    /// Development JSX runtime.
    pub jsx_development: bool,
    /// The development runtime is told where each element stands.
    pub jsx_places: bool,
    /// TypeScript's `experimentalDecorators`, with `emitDecoratorMetadata` or without; else those of ECMAScript.
    pub legacy_decorators: Option<bool>,
    /// TypeScript's `strictNullChecks`: in the metadata of decorators, `T | null` is not `T`.
    pub strict_null_checks: bool,
    /// Class fields of TypeScript are defined; else assigned (`useDefineForClassFields`).
    pub define_class_fields: bool,
    /// Modules of which only types are imported are evaluated (`verbatimModuleSyntax`).
    pub keeps_imports: bool,
    /// Requests that are only known at run time cost a warning; else they are errors in the package's own code.
    pub allow_unexpanded: bool,
    /// Lowest ECMAScript edition of the output.
    pub target: u32,
    /// Record positions for source maps.
    pub source_map: bool,
    /// Compress and mangle.
    pub minify: bool,
    /// Functions and classes keep their `name` when minified.
    pub keep_names: bool,
    /// Characters above ASCII are escaped, so that pages without a charset read scripts right.
    pub ascii: bool,
    /// Modules can be replaced in a running page: `module.hot` and `import.meta.hot` stay.
    pub hot: bool,
}

/// Shared state of one build; `&Engine` goes to all workers.
pub struct Engine {
    pub(crate) cm: Arc<SourceMap>,
    globals: Globals,
    pub(crate) unresolved: Mark,
    pub(crate) defines: Defines,
    pub(crate) options: EngineOptions,
}

impl Engine {
    /// Prepares the options; errors are define values that are no JavaScript expressions.
    pub fn new(options: EngineOptions) -> Result<Self, Vec<Diagnostic>> {
        let globals = Globals::new();
        let cm: Arc<SourceMap> = Arc::default();
        let (unresolved, defines) = GLOBALS.set(&globals, || {
            let unresolved = Mark::new();
            (unresolved, Defines::parse(&options.define, &cm, unresolved))
        });
        Ok(Self { cm, globals, unresolved, defines: defines?, options })
    }

    /// Runs `work` with this build's marks.
    pub(crate) fn enter<R>(&self, work: impl FnOnce() -> R) -> R {
        GLOBALS.set(&self.globals, work)
    }

    /// Whether modules can be replaced in a running page.
    pub fn is_hot(&self) -> bool {
        self.options.hot
    }

    pub(crate) fn unresolved_ctxt(&self) -> SyntaxContext {
        SyntaxContext::empty().apply_mark(self.unresolved)
    }

    pub(crate) fn es_version(&self) -> EsVersion {
        match self.options.target {
            ..=5 => EsVersion::Es5,
            6 | 2015 => EsVersion::Es2015,
            2016 => EsVersion::Es2016,
            2017 => EsVersion::Es2017,
            2018 => EsVersion::Es2018,
            2019 => EsVersion::Es2019,
            2020 => EsVersion::Es2020,
            2021 => EsVersion::Es2021,
            _ => EsVersion::Es2022,
        }
    }
}

/// Names whose free occurrence starts a define.
pub(crate) type DefineRoots = FxHashSet<String>;
/// Dotted path → replacement.
pub(crate) type DefineValues = FxHashMap<String, Box<Expr>>;
