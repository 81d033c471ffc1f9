//! One build, stage by stage.

use mfbuild_config::{BuildOptions, Decorators};
use mfbuild_diagnostics::{Diagnostic, Severity};
use mfbuild_federation::plan::FederationPlan;
use mfbuild_js::{Engine, EngineOptions};

use crate::chunk::chunk;
use crate::describe::describe;
use crate::feature::drop_plain_exposes;
use crate::link::Linker;
use crate::missing::missing_exports;
use crate::order::order;
use crate::render::render;
use crate::resolve::{RequestKind, Resolved, Resolver};
use crate::scan::{Scanned, Scanner};
use crate::scopes::{Program, build as build_scopes, scopes};
use crate::shake::shake;

/// Where a build is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// A stage begins.
    Stage(&'static str),
    /// Modules found so far.
    Modules(usize),
}

/// A file of the output.
#[derive(Clone, Debug)]
pub struct OutputFile {
    /// Name relative to the output directory, with forward slashes.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// What a build came to; with errors there are no files.
#[derive(Debug, Default)]
pub struct BuildResult {
    /// Everything to write.
    pub files: Vec<OutputFile>,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

/// Builds a package in memory; nothing is written.
pub fn build(options: &BuildOptions, progress: &(dyn Fn(Progress) + Sync)) -> BuildResult {
    let mut diagnostics = Vec::new();
    let files = run(options, progress, &mut diagnostics).unwrap_or_default();
    BuildResult { files, diagnostics }
}

/// The stages; `None` as soon as one of them reports an error.
fn run(
    options: &BuildOptions,
    progress: &(dyn Fn(Progress) + Sync),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<OutputFile>> {
    let mut plan = stop(FederationPlan::new(options), diagnostics)?;
    let engine = stop(Engine::new(engine_options(options)), diagnostics)?;
    let resolver = Resolver::new(options);
    diagnostics.extend(resolver.warnings());
    resolve_shared_paths(&mut plan, &resolver, options);

    progress(Progress::Stage("scan"));
    let scanner = Scanner { options, plan: &plan, engine: &engine, resolver: &resolver };
    let Scanned { mut graph, mut files, diagnostics: found } = scanner.scan(&|n| progress(Progress::Modules(n)));
    diagnostics.extend(found);
    go_on(diagnostics)?;

    progress(Progress::Stage("link"));
    drop_plain_exposes(&mut graph, &plan);
    let linker = Linker::new(&graph);
    let live = shake(&graph, &linker);
    diagnostics.extend(missing_exports(&graph, &linker, &live));
    go_on(diagnostics)?;

    progress(Progress::Stage("chunk"));
    let order = order(&graph, &linker, &live);
    let chunks = chunk(&graph, &live, &order, &options.split);
    let mangle_exports = options.minify;
    let program =
        Program { graph: &graph, linker: &linker, live: &live, order: &order, chunks: &chunks, mangle_exports };
    let scopes = scopes(program);
    let descriptions = build_scopes(program, &scopes, &mut files);
    drop(files);

    progress(Progress::Stage("render"));
    let rendered = render(program, &scopes, descriptions, &engine, options);

    progress(Progress::Stage("describe"));
    stop(describe(program, &scopes, rendered, &plan, &engine, options), diagnostics)
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

fn stop<T>(result: Result<T, Vec<Diagnostic>>, diagnostics: &mut Vec<Diagnostic>) -> Option<T> {
    result.map_err(|errors| diagnostics.extend(errors)).ok()
}

fn go_on(diagnostics: &[Diagnostic]) -> Option<()> {
    diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error).then_some(())
}

fn engine_options(options: &BuildOptions) -> EngineOptions {
    EngineOptions {
        define: options.define.iter().map(|(key, value)| (key.clone(), value.clone())).collect(),
        provide: options.provide.iter().map(|(name, target)| (name.clone(), target.clone())).collect(),
        jsx_automatic: options.jsx.automatic,
        jsx_import_source: options.jsx.import_source.clone(),
        jsx_factory: options.jsx.factory.clone(),
        jsx_fragment: options.jsx.fragment.clone(),
        jsx_development: options.jsx.development,
        legacy_decorators: match options.decorators {
            Decorators::Standard => None,
            Decorators::Legacy { metadata } => Some(metadata),
        },
        define_class_fields: options.define_class_fields,
        target: options.target,
        source_map: options.source_map,
        minify: options.minify,
    }
}
