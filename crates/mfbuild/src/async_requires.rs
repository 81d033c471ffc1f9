//! `require()` of modules that wait: the exports have to be there at once.
//!
//! Owns the diagnostics. Node throws `ERR_REQUIRE_ASYNC_MODULE`, esbuild refuses to build, webpack gives a promise: code
//! that was written for a module without top-level await would go on with `undefined`. Inside a `try` the file is ready
//! for the error, so there the build goes on with a warning, and `require()` throws what Node throws.

use mfbuild_diagnostics::Diagnostic;
use rustc_hash::FxHashSet;

use mfbuild_js::facts::{ImportIdx, ImportKind};

use crate::graph::{ModuleGraph, ModuleIdx, ModuleKind, Target};
use crate::order::Order;
use crate::shake::Live;

/// One diagnostic for each `require()` that stays.
pub fn async_requires(graph: &ModuleGraph, live: &Live, order: &Order) -> Vec<Diagnostic> {
    if !order.is_async.contains(&true) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for index in graph.indices().filter(|index| live.is_included(*index)) {
        let module = graph.module(index);
        for (statement, kept) in module.facts.statements.iter().zip(&live.statements[index.at()]) {
            let requests = statement.imports.iter().filter(|_| *kept);
            found.extend(requests.filter_map(|import| of_request(graph, order, index, *import)));
        }
    }
    found
}

fn of_request(graph: &ModuleGraph, order: &Order, importer: ModuleIdx, import: ImportIdx) -> Option<Diagnostic> {
    let module = graph.module(importer);
    let request = &module.facts.imports[import.0 as usize];
    let ImportKind::Require { optional, .. } = request.kind else { return None };
    let Target::Module(target) = module.targets[import.0 as usize] else { return None };
    if !order.is_async[target.at()] {
        return None;
    }
    let message = format!("`require()` cannot wait for `{}`", graph.module(target).name);
    let diagnostic = match optional {
        true => Diagnostic::warning("require-async", message),
        false => Diagnostic::error("require-async", message),
    };
    let cause = awaiting(graph, order, target).map(|cause| &graph.module(cause).name);
    let note = match cause {
        Some(cause) if *cause != graph.module(target).name => {
            format!("it imports `{cause}`, which uses top-level await")
        }
        _ => "it uses top-level await".to_string(),
    };
    let label = match optional {
        true => "it throws ERR_REQUIRE_ASYNC_MODULE here",
        false => "required here",
    };
    let diagnostic = diagnostic.with_label(module.source.clone(), request.span.clone(), label).with_note(note);
    Some(diagnostic.with_help("load it with `import()`, which gives a promise"))
}

/// The nearest module below that uses top-level await.
fn awaiting(graph: &ModuleGraph, order: &Order, start: ModuleIdx) -> Option<ModuleIdx> {
    let mut seen = FxHashSet::from_iter([start]);
    let mut queue = vec![start];
    let mut at = 0;
    while let Some(index) = queue.get(at).copied() {
        at += 1;
        let module = graph.module(index);
        if module.facts.has_top_level_await {
            return Some(index);
        }
        let fallback = match &module.kind {
            ModuleKind::Consume(consume) => consume.fallback,
            _ => None,
        };
        let next = order.imports[index.at()].iter().copied().chain(fallback);
        queue.extend(next.filter(|next| order.is_async[next.at()] && seen.insert(*next)).collect::<Vec<_>>());
    }
    None
}
