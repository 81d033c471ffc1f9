//! Packages that must be on the page once and are in the build twice.

use std::collections::BTreeMap;
use std::path::PathBuf;

use indexmap::IndexSet;

use mfbuild_config::BuildOptions;
use mfbuild_diagnostics::Diagnostic;

use crate::graph::{ModuleGraph, ModuleIdx};
use crate::scan::shown_path;
use crate::shake::Live;

/// A warning for each singleton of an app that comes from more than one directory.
pub fn duplicates(graph: &ModuleGraph, live: &Live, options: &BuildOptions) -> Vec<Diagnostic> {
    let singletons = singletons(options);
    let mut copies: BTreeMap<&str, BTreeMap<&PathBuf, ModuleIdx>> = BTreeMap::new();
    for index in graph.indices().filter(|module| live.is_included(*module)) {
        let Some(package) = &graph.module(index).package else { continue };
        if let Some(name) = package.name.as_deref().and_then(|name| singletons.get(name)) {
            copies.entry(name).or_default().entry(&package.dir).or_insert(index);
        }
    }
    let repeated = copies.into_iter().filter(|(_, copies)| copies.len() > 1);
    repeated.map(|(name, copies)| describe(graph, options, name, &copies)).collect()
}

/// Packages of shares that must be unique: `@scope/name/path` is a part of `@scope/name`.
fn singletons(options: &BuildOptions) -> IndexSet<String> {
    let Some(app) = &options.app else { return IndexSet::new() };
    let runtime = app.shared_dependencies.iter().filter(|share| share.singleton).map(|share| share.name.as_str());
    let built = options.federation.shared.iter().filter(|share| share.singleton && share.import.is_some());
    let built = built.map(|share| share.package_name.as_deref().unwrap_or(&share.request));
    runtime.chain(built).map(package_name).collect()
}

fn package_name(request: &str) -> String {
    let parts = if request.starts_with('@') { 2 } else { 1 };
    request.split('/').take(parts).collect::<Vec<_>>().join("/")
}

fn describe(
    graph: &ModuleGraph,
    options: &BuildOptions,
    name: &str,
    copies: &BTreeMap<&PathBuf, ModuleIdx>,
) -> Diagnostic {
    let version = |index: ModuleIdx| {
        let package = graph.module(index).package.as_ref();
        package.and_then(|package| package.version.clone()).unwrap_or_else(|| "?".to_string())
    };
    let versions: Vec<String> = copies.values().map(|index| format!("`{}`", version(*index))).collect();
    let mut warning = Diagnostic::warning(
        "duplicate-singleton",
        format!("`{name}` must be on the page once and is in this app {} times: {}", copies.len(), versions.join(", ")),
    );
    for (dir, index) in copies {
        let importer = importer(graph, *index, name).map_or_else(String::new, |by| format!(", imported by `{by}`"));
        let shown = shown_path(&options.context, dir);
        warning = warning.with_note(format!("{} in `{shown}`{importer}", version(*index)));
    }
    warning.with_help("install one version for all: `overrides` (npm, pnpm) or `resolutions` (Yarn) in package.json")
}

/// A module of another package that asks for this copy.
fn importer<'g>(graph: &'g ModuleGraph, copy: ModuleIdx, name: &str) -> Option<&'g str> {
    let dir = &graph.module(copy).package.as_ref()?.dir;
    let is_copy = |index: ModuleIdx| graph.module(index).package.as_ref().is_some_and(|package| package.dir == *dir);
    let found = graph.modules.iter().find(|module| {
        let is_other = module.package.as_ref().is_none_or(|package| package.name.as_deref() != Some(name));
        is_other && module.targets.iter().filter_map(|target| target.module()).any(is_copy)
    });
    found.map(|module| module.name.as_str())
}
