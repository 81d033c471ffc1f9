//! One build, stage by stage.

use std::collections::BTreeMap;
use std::sync::Arc;

use mfbuild_app::app_config::DetectedPackage;
use mfbuild_config::{BuildOptions, Decorators, PublicPath, RemoteLocation};
use mfbuild_diagnostics::{Diagnostic, has_errors};
use mfbuild_federation::plan::FederationPlan;
use mfbuild_js::{Engine, EngineOptions};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::app::build_app;
use crate::assets::quoted;
use crate::async_requires::async_requires;
use crate::chunk::{ChunkGraph, chunk};
use crate::describe::{Described, describe};
use crate::duplicates::duplicates;
use crate::entries::{AddedModules, needs_runtime};
use crate::factory::Engines;
use crate::feature::drop_plain_exposes;
use crate::graph::{ModuleGraph, ModuleIdx, ModuleKey};
use crate::hot::HotParts;
use crate::link::Linker;
use crate::memory::Memory;
use crate::missing::missing_exports;
use crate::order::order;
use crate::output::OutputFile;
use crate::remote::build_remote;
use crate::render::{Printer, render};
use crate::replaced_sources::replaced_sources;
use crate::resolve::{RequestKind, Resolved, Resolver};
use crate::scan::{Scanned, Scanner};
use crate::scopes::{Description, Program, Scopes, build as build_scopes, scopes};
use crate::session::Purpose;
use crate::shake::shake;
use crate::stats::stats;
use crate::styles::check_styles;
use crate::timing::{StageTime, Stopwatch};
use crate::unoptimized::{Optimization, separate_scopes};
use crate::unsupported::unsupported;

/// Where a build is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// A stage begins.
    Stage(&'static str),
    /// Modules found so far.
    Modules(usize),
}

/// What a build came to; with errors there are no files.
#[derive(Debug, Default)]
pub struct BuildResult {
    /// Everything to write, sorted by name.
    pub files: Vec<OutputFile>,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// Lines that the user should see: what was decided without being asked.
    pub notices: Vec<String>,
    /// What each stage has cost.
    pub timings: Vec<StageTime>,
}

/// Builds a package in memory; nothing is written.
pub fn build(options: &BuildOptions, optimization: Optimization, progress: &(dyn Fn(Progress) + Sync)) -> BuildResult {
    run(options, Report::new(optimization, progress)).0
}

/// Builds a package of a session; with `is_hot` so that running pages can take what is new.
pub fn build_again(
    options: &BuildOptions,
    optimization: Optimization,
    memory: &Memory,
    is_hot: bool,
    progress: &(dyn Fn(Progress) + Sync),
) -> (BuildResult, Option<HotBundle>) {
    run(options, Report { memory: Some(memory), is_hot, ..Report::new(optimization, progress) })
}

fn run(options: &BuildOptions, mut report: Report<'_>) -> (BuildResult, Option<HotBundle>) {
    report.stage("prepare");
    let files = match &options.app {
        Some(app) => build_app(options, app, &mut report),
        None => build_remote(options, &mut report),
    };
    if let Some(memory) = report.memory.filter(|_| report.go_on().is_some()) {
        memory.finish_build(&report.met);
    }
    let Report { mut diagnostics, notices, stopwatch, hot, .. } = report;
    let mut files = files.unwrap_or_default();
    let broken = if options.verify { broken_scripts(&files) } else { Vec::new() };
    if !broken.is_empty() {
        files.clear();
        diagnostics.extend(broken);
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    (BuildResult { files, diagnostics, notices, timings: stopwatch.finish() }, hot)
}

/// Scripts of the output that no browser can read (`--verify`).
fn broken_scripts(files: &[OutputFile]) -> Vec<Diagnostic> {
    let scripts = files.par_iter().filter(|file| file.name.ends_with(".js"));
    let broken = scripts.filter_map(|file| {
        let bytes = file.bytes().ok()?;
        let text = String::from_utf8_lossy(&bytes);
        let (problem, place) = mfbuild_js::verify(&text).err()?;
        let around: String = text[..place.min(text.len())].chars().rev().take(40).collect();
        let message = format!("`{}` is no JavaScript: {problem}", file.name);
        let error = Diagnostic::error("internal-code", message)
            .with_note(format!("it is behind `{}`", around.chars().rev().collect::<String>()))
            .with_help(
                "this is a fault of mfbuild: please report it with the sources; `\"minify\": false` shows the code",
            );
        Some(error)
    });
    broken.collect()
}

/// A build in the parts that a session replaces one by one.
pub struct HotBundle {
    /// What pages are told about.
    pub parts: HotParts,
    /// Files that name the build, with a placeholder where its hash belongs.
    pub entries: Vec<HotEntry>,
    /// Components are registered with React Refresh.
    pub refresh: bool,
    /// The modules.
    pub graph: ModuleGraph,
    /// Chunks and groups.
    pub chunks: ChunkGraph,
    /// One scope for each module.
    pub scopes: Scopes,
    /// By root: its factory.
    pub descriptions: Vec<Option<Arc<Description>>>,
}

/// A file that names the build.
pub struct HotEntry {
    /// Its name.
    pub name: String,
    /// Its text with the placeholder.
    pub text: String,
}

/// What is said while a build runs.
pub struct Report<'a> {
    /// Hears where the build is.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// Which optimisations are made.
    pub optimization: Optimization,
    /// What earlier builds of a session have found out.
    pub memory: Option<&'a Memory>,
    /// Texts of chunks are made when somebody asks for them, and modules can be replaced in a running page.
    pub is_hot: bool,
    /// Errors and warnings so far.
    pub diagnostics: Vec<Diagnostic>,
    /// Lines for the user.
    pub notices: Vec<String>,
    /// What the stages cost.
    pub stopwatch: Stopwatch,
    /// Modules of the build, for the memory.
    pub met: FxHashSet<ModuleKey>,
    /// The bundle in parts, if pages are to take updates.
    pub hot: Option<HotBundle>,
}

impl<'a> Report<'a> {
    fn new(optimization: Optimization, progress: &'a (dyn Fn(Progress) + Sync)) -> Self {
        Self {
            progress,
            optimization,
            memory: None,
            is_hot: false,
            diagnostics: Vec::new(),
            notices: Vec::new(),
            stopwatch: Stopwatch::default(),
            met: FxHashSet::default(),
            hot: None,
        }
    }

    /// The value, or `None` when there are errors, which are kept.
    pub fn take<T>(&mut self, result: Result<T, Vec<Diagnostic>>) -> Option<T> {
        result.map_err(|errors| self.diagnostics.extend(errors)).ok()
    }

    fn stage(&mut self, name: &'static str) {
        self.stopwatch.start(name);
        (self.progress)(Progress::Stage(name));
    }

    /// What the running stage has made of how many modules.
    fn made(&mut self, graph: &ModuleGraph, is_counted: impl Fn(ModuleIdx) -> bool) {
        let counted = graph.indices().filter(|module| is_counted(*module));
        let (modules, bytes) = counted.fold((0, 0), |(n, bytes), module| (n + 1, bytes + graph.module(module).size));
        self.stopwatch.made(Some(modules), Some(bytes));
    }

    fn made_files(&mut self, files: &[OutputFile]) {
        self.stopwatch.made(None, Some(files.iter().filter_map(|file| file.known_size()).sum::<usize>() as u64));
    }

    /// `None` after an error.
    pub fn go_on(&self) -> Option<()> {
        (!has_errors(&self.diagnostics)).then_some(())
    }
}

/// All scripts and style sheets, and those that a page loads first.
pub type Bundle = Described;

/// Says where the output will lie, when that has to be known.
pub type PublicPathSource<'a> = &'a mut dyn FnMut(&mut Report<'_>) -> Option<PublicPath>;

/// The stages; `None` as soon as one of them reports an error.
pub fn bundle(
    options: &BuildOptions,
    detected: Option<&[DetectedPackage]>,
    public_path: PublicPathSource<'_>,
    report: &mut Report<'_>,
) -> Option<Bundle> {
    let mut plan = report.take(FederationPlan::new(options))?;
    let engine = report.take(engine(options, report.is_hot))?;
    let mapper = report.take(mapper(options, report.is_hot))?;
    let engines = Engines { printer: &engine, mapper: mapper.as_ref() };
    report.diagnostics.extend(broken_remotes(options, &engine));
    let resolver = match report.memory {
        Some(_) => Resolver::new(options).noting(),
        None => Resolver::new(options),
    };
    report.diagnostics.extend(resolver.own_tsconfig_warning());
    resolve_shared_paths(&mut plan, &resolver, options);
    let mut added = AddedModules::new(options, &resolver, detected, report.is_hot, &mut report.diagnostics);
    report.notices.append(&mut added.notices);
    report.go_on()?;

    report.stage("scan");
    let memory = report.memory;
    let is_optimized = report.optimization == Optimization::Full;
    let scanner = Scanner {
        options,
        plan: &plan,
        engine: &engine,
        resolver: &resolver,
        added: &added,
        memory,
        keeps_statements: !is_optimized,
        // Whoever edits a package waits for no barrel that nothing is taken from.
        keeps_modules: !is_optimized && !report.is_hot,
        refresh: added.refresh.is_some(),
    };
    let Scanned { mut graph, files, diagnostics: found } = scanner.scan(&|n| (report.progress)(Progress::Modules(n)));
    report.diagnostics.extend(resolver.nearest_tsconfig_warnings());
    if !report.is_hot {
        report.diagnostics.extend(replaced_sources(&graph, options));
    }
    report.diagnostics.extend(found);
    memory.inspect(|memory| memory.note_places(resolver.take_places()));
    report.made(&graph, |_| true);
    report.go_on()?;

    report.stage("link");
    drop_plain_exposes(&mut graph, &plan);
    let linker = Linker::new(&graph);

    report.stage("shake");
    let live = shake(&graph, &linker, report.is_hot);
    report.diagnostics.extend(missing_exports(&graph, &linker, &live));
    report.diagnostics.extend(check_styles(&graph));
    report.diagnostics.extend(duplicates(&graph, &live, options));
    report.diagnostics.extend(unsupported(&graph, &live, is_optimized));
    report.made(&graph, |module| live.is_included(module));
    report.go_on()?;

    report.stage("order");
    let order = order(&graph, &linker, &live);
    report.diagnostics.extend(async_requires(&graph, &live, &order));
    report.go_on()?;

    report.stage("chunk");
    let chunks = chunk(&graph, &live, &order, &options.split);
    let mangle_exports = options.minify;
    let program =
        Program { graph: &graph, linker: &linker, live: &live, order: &order, chunks: &chunks, mangle_exports };

    report.stage("scopes");
    let mut scopes = if is_optimized { scopes(program) } else { separate_scopes(program) };
    report.made(&graph, |module| scopes.root_of[module.at()] == Some(module));
    let descriptions: Vec<_> =
        build_scopes(program, &mut scopes).into_iter().map(|description| description.map(Arc::new)).collect();

    report.stage("render");
    let printer = Printer { engines, memory, is_hot: report.is_hot };
    let mut rendered = render(program, &scopes, &descriptions, files, printer, options);
    report.diagnostics.append(&mut rendered.errors);
    report.go_on()?;
    report.made_files(&rendered.files);

    report.stage("describe");
    // Made here, where the source maps are at hand.
    let stats = options.stats.then(|| stats(program, &scopes, &rendered));
    let options = &BuildOptions { public_path: public_path(report)?, ..options.clone() };
    let mut described = report.take(describe(program, &scopes, rendered, &plan, &engine, options))?;
    described.files.extend(stats);
    report.made_files(&described.files);
    report.met.extend(graph.modules.iter().map(|module| module.key.clone()).filter(|_| memory.is_some()));
    report.hot = described.hot.take().map(|(parts, entries)| {
        let refresh = added.refresh.is_some();
        HotBundle { parts, entries, refresh, graph, chunks, scopes, descriptions }
    });
    Some(described)
}

/// Remotes whose expression is no JavaScript: it becomes a part of the entry as it is.
fn broken_remotes(options: &BuildOptions, engine: &Engine) -> Vec<Diagnostic> {
    let mut broken = Vec::new();
    for remote in &options.federation.remotes {
        for location in &remote.locations {
            if let RemoteLocation::Expression(expression) = location
                && let Err(reason) = engine.print_text(&format!("({expression}\n);"))
            {
                let message = format!("the expression of the remote `{}` is no JavaScript: {reason}", remote.key);
                broken.push(
                    Diagnostic::error("invalid-remote", message)
                        .with_note(format!("it is `{expression}`"))
                        .with_help("write an expression whose value is the container or a promise of it"),
                );
            }
        }
    }
    broken
}

/// Shares configured by path stand for the file that the path resolves to (spec/module-federation.md §3.3, step 5).
fn resolve_shared_paths(plan: &mut FederationPlan, resolver: &Resolver, options: &BuildOptions) {
    let paths: Vec<_> = plan.consume_paths().map(|(share, path)| (share, path.to_string())).collect();
    for (share, path) in paths {
        if let Ok(Resolved::File(file)) = resolver.resolve(&options.context, &path, RequestKind::Entry) {
            plan.set_consumed_file(share, file.path);
        }
    }
}

/// What the federation runtime asks its bundler (spec/module-federation.md §1.3, §5.4): the identity of its instance, and
/// that it runs in browsers only.
fn runtime_defines(options: &BuildOptions) -> Vec<(String, String)> {
    let federation = &options.federation;
    let identifier = quoted(&format!("{}:{}", federation.name, federation.build_version));
    let defines = [("FEDERATION_BUILD_IDENTIFIER", identifier), ("ENV_TARGET", quoted("web"))];
    defines.map(|(name, value)| (name.to_string(), value)).into()
}

/// A hash of everything that decides what a file becomes, besides its text and name.
pub fn reading_hash(options: &BuildOptions, purpose: Purpose) -> u64 {
    let engine = engine_options(options, purpose == Purpose::Serve);
    // A table without an order of its own.
    let provide: BTreeMap<_, _> = engine.provide.iter().collect();
    let text = format!(
        "{purpose:?} {:?} {provide:?} {:?}",
        EngineOptions { provide: FxHashMap::default(), ..engine.clone() },
        options.loaders
    );
    crate::names::hash(text.as_bytes())
}

/// What parses and prints.
///
/// Errors: define values that are no JavaScript expressions.
pub fn engine(options: &BuildOptions, hot: bool) -> Result<Arc<Engine>, Vec<Diagnostic>> {
    let all = engine_options(options, hot);
    Engine::new(EngineOptions { source_map: all.source_map && !hot, ..all }).map(Arc::new)
}

/// What prints the positions of factories apart, if the build has source maps that are made when somebody asks for them.
///
/// Errors: as for `engine`.
pub fn mapper(options: &BuildOptions, hot: bool) -> Result<Option<Arc<Engine>>, Vec<Diagnostic>> {
    (hot && options.source_map).then(|| Engine::new(engine_options(options, hot)).map(Arc::new)).transpose()
}

fn engine_options(options: &BuildOptions, hot: bool) -> EngineOptions {
    let runtime = if needs_runtime(options) { runtime_defines(options) } else { Vec::new() };
    let given = options.define.iter().map(|(key, value)| (key.clone(), value.clone()));
    EngineOptions {
        define: runtime.into_iter().chain(given).collect(),
        provide: options.provide.iter().map(|(name, target)| (name.clone(), target.clone())).collect(),
        jsx_automatic: options.jsx.automatic,
        jsx_import_source: options.jsx.import_source.clone(),
        jsx_factory: options.jsx.factory.clone(),
        jsx_fragment: options.jsx.fragment.clone(),
        jsx_development: options.jsx.development,
        jsx_places: options.jsx.places,
        legacy_decorators: match options.decorators {
            Decorators::Standard => None,
            Decorators::Legacy { metadata } => Some(metadata),
        },
        define_class_fields: options.define_class_fields,
        strict_null_checks: options.strict_null_checks,
        keeps_imports: options.keeps_imports,
        allow_unexpanded: options.allow_unexpanded,
        target: options.target,
        source_map: options.source_map,
        minify: options.minify,
        ascii: options.ascii && !hot,
        keep_names: options.keep_names,
        hot,
    }
}
