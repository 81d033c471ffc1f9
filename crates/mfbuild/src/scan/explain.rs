//! What went wrong, told with the way from an expose to the place.

use std::collections::VecDeque;

use indexmap::IndexMap;
use indexmap::map::Entry;
use mfbuild_config::BuildOptions;
use mfbuild_diagnostics::Diagnostic;

use crate::entries::AddedModules;
use crate::graph::{Module, ModuleGraph, ModuleIdx, ModuleKey, ModuleKind};
use crate::resolve::{RequestPlace, ResolveFailure, to_diagnostic};

/// What went wrong in the modules, each with the way from an expose to the place.
pub(super) fn explain(graph: &ModuleGraph, problems: Vec<Problems>, options: &BuildOptions) -> Vec<Diagnostic> {
    if problems.iter().all(|(failures, errors)| failures.is_empty() && errors.is_empty()) {
        return Vec::new();
    }
    let parents = parents(graph);
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    // The same package missing in many modules is one mistake.
    let mut told: IndexMap<(&str, String), (usize, Vec<&str>)> = IndexMap::new();
    for (index, (failures, errors)) in graph.indices().zip(problems) {
        let module = graph.module(index);
        let chain = chain(graph, &parents, index);
        for (at, failure) in &failures {
            let (request, span) = request_at(module, *at);
            let place =
                RequestPlace { context: &options.context, source: module.source.clone(), span, request, chain: &chain };
            let diagnostic = from_added(module, request, to_diagnostic(failure, place), options);
            let place = if request.starts_with('.') { module.name.as_str() } else { "" };
            let cause = format!("{place} {}", diagnostic.message);
            match told.entry((request, cause)) {
                Entry::Occupied(mut known) => known.get_mut().1.push(&module.name),
                Entry::Vacant(new) => {
                    new.insert((diagnostics.len(), Vec::new()));
                    diagnostics.push(diagnostic);
                }
            }
        }
        for error in errors {
            let shown: Vec<String> = chain.iter().map(|name| format!("`{name}`")).collect();
            diagnostics.push(error.with_note(format!("import chain: {}", shown.join(" → "))));
        }
    }
    for (at, others) in told.into_values().filter(|(_, others)| !others.is_empty()) {
        diagnostics[at].notes.push(also_in(&others));
    }
    diagnostics
}

/// What the build itself asks for is in no file: it was written in the configuration.
fn from_added(module: &Module, request: &str, mut diagnostic: Diagnostic, options: &BuildOptions) -> Diagnostic {
    let ModuleKey::Virtual(added) = &module.key else { return diagnostic };
    let Some(option) = AddedModules::origin(added) else { return diagnostic };
    diagnostic.labels.retain(|label| label.source.path != module.source.path);
    match options.places.find(option, request) {
        Some(place) => diagnostic.with_label(place.source.clone(), place.span.clone(), "not found"),
        None => diagnostic.with_note(format!("it is named in `{option}` of the configuration")),
    }
}

/// `also in a, b, c and 7 more modules`.
fn also_in(others: &[&str]) -> String {
    let shown: Vec<String> = others.iter().take(3).map(|name| format!("`{name}`")).collect();
    match others.len() - shown.len() {
        0 => format!("also in {}", shown.join(", ")),
        more => format!("also in {} and {more} more modules", shown.join(", ")),
    }
}

/// Requests that failed, by position, and why the module itself could not be loaded.
pub(super) type Problems = (Vec<(usize, ResolveFailure)>, Vec<Diagnostic>);

/// The text and place of a request by its position in `targets`.
fn request_at(module: &Module, at: usize) -> (&str, std::ops::Range<usize>) {
    if let Some(import) = module.facts.imports.get(at) {
        // The script of a css module is in no file: its imports come from `composes`.
        let composed = match &module.kind {
            ModuleKind::Style(style) => style.file.references().find(|found| found.request == import.request),
            _ => None,
        };
        return (&import.request, composed.map_or_else(|| import.span.clone(), |found| found.span.clone()));
    }
    let ModuleKind::Style(style) = &module.kind else { unreachable!("only style sheets have more requests") };
    let at = at - module.facts.imports.len();
    match style.file.imports.get(at) {
        Some(import) => (&import.request, import.span.clone()),
        None => {
            let url = &style.file.urls[at - style.file.imports.len()];
            (&url.request, url.span.clone())
        }
    }
}

/// Breadth first, so that chains are shortest.
fn parents(graph: &ModuleGraph) -> Vec<Option<ModuleIdx>> {
    let mut parents = vec![None; graph.modules.len()];
    let mut seen = vec![false; graph.modules.len()];
    let mut queue: VecDeque<ModuleIdx> = graph.entries.iter().map(|entry| entry.module).collect();
    for module in &queue {
        seen[module.at()] = true;
    }
    while let Some(index) = queue.pop_front() {
        let module = graph.module(index);
        let fallback = match &module.kind {
            ModuleKind::Consume(consume) => consume.fallback,
            _ => None,
        };
        for target in module.targets.iter().filter_map(|target| target.module()).chain(fallback) {
            if !std::mem::replace(&mut seen[target.at()], true) {
                parents[target.at()] = Some(index);
                queue.push_back(target);
            }
        }
    }
    parents
}

/// Names from the expose to the module.
fn chain(graph: &ModuleGraph, parents: &[Option<ModuleIdx>], module: ModuleIdx) -> Vec<String> {
    let mut chain = vec![graph.module(module).name.clone()];
    let mut at = module;
    while let Some(parent) = parents[at.at()] {
        chain.push(graph.module(parent).name.clone());
        at = parent;
    }
    if let Some(entry) = graph.entries.iter().find(|entry| entry.module == at) {
        chain.extend(entry.kind.exposed().map(|key| format!("expose {key}")));
    }
    // Where a page begins is in no file.
    chain.retain(|name| !name.starts_with("mfbuild/"));
    chain.reverse();
    chain
}

/// An expose whose file is not there.
pub(super) fn missing_expose(key: &str, request: &str, near: &[String]) -> Diagnostic {
    let error =
        Diagnostic::error("expose-not-found", format!("the exposed module `{key}` (`{request}`) does not exist"));
    match near {
        [] => error.with_help("correct the path in `exposes`; it is relative to the package directory"),
        [first, ..] => error.with_help(format!("did you mean `{first}`?")),
    }
}

/// A remote's container of this build whose file is not there.
pub(super) fn missing_container(request: &str, options: &BuildOptions) -> Diagnostic {
    let error = Diagnostic::error("container-not-found", format!("the container `{request}` does not exist"))
        .with_help("correct the path in `remotes`; it is relative to the package directory");
    match options.places.find("remotes", request) {
        Some(place) => error.with_label(place.source.clone(), place.span.clone(), "no such file"),
        None => error,
    }
}
