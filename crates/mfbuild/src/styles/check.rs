//! What is wrong with the `@import`s of a build.

use mfbuild_diagnostics::Diagnostic;
use rustc_hash::FxHashSet;

use super::cascade::{TooMany, cascade, imports, sheet_of};
use crate::graph::{ModuleGraph, ModuleIdx, ModuleKind};

/// Errors of style sheets that import each other in too many ways, or import a file that is none.
pub fn check_imports(graph: &ModuleGraph) -> Vec<Diagnostic> {
    let mut errors: Vec<Diagnostic> = graph.indices().flat_map(|module| not_css(graph, module)).collect();
    let mut told = FxHashSet::default();
    for root in roots(graph) {
        if let Err(too_many) = cascade(graph, &[root], "")
            && told.insert(too_many)
        {
            errors.extend(limit(graph, too_many));
        }
    }
    errors
}

/// Style sheets that scripts, entries or shares ask for.
fn roots(graph: &ModuleGraph) -> Vec<ModuleIdx> {
    let mut seen = FxHashSet::default();
    let asked = graph.modules.iter().flat_map(|module| &module.targets[..module.facts.imports.len()]);
    let entries = graph.entries.iter().map(|entry| entry.module);
    let shared = graph.modules.iter().filter_map(|module| match &module.kind {
        ModuleKind::Consume(consume) => consume.fallback,
        _ => None,
    });
    let provided = graph.provides.iter().map(|provide| provide.module);
    let all = entries.chain(asked.filter_map(|target| target.module())).chain(shared).chain(provided);
    let is_importing = |module: &ModuleIdx| sheet_of(graph, *module).is_some_and(|sheet| !sheet.file.imports.is_empty());
    all.filter(is_importing).filter(|module| seen.insert(*module)).collect()
}

fn limit(graph: &ModuleGraph, TooMany(index, at): TooMany) -> Option<Diagnostic> {
    let module = graph.module(index);
    let import = sheet_of(graph, index)?.file.imports.get(at)?;
    Some(
        Diagnostic::error("css-import-limit", "style sheets import each other in too many ways")
            .with_label(module.source.clone(), import.span.clone(), "followed again and again")
            .with_note("a file counts once for each combination of conditions and layers that leads to it")
            .with_help("import each file in one place, or under fewer conditions"),
    )
}

/// `@import`s of files that are no style sheets.
fn not_css(graph: &ModuleGraph, index: ModuleIdx) -> Vec<Diagnostic> {
    let Some(sheet) = sheet_of(graph, index) else { return Vec::new() };
    let wrong = imports(graph, index, sheet).filter_map(|(import, target)| {
        let file = graph.module(target.module()?);
        let message = format!("`@import` of `{}`, which is no style sheet", file.name);
        let error = Diagnostic::error("css-import-kind", message)
            .with_label(graph.module(index).source.clone(), import.span.clone(), "")
            .with_help("import a css file; scripts and data belong into an `import` of a script");
        (!matches!(file.kind, ModuleKind::Style(_))).then_some(error)
    });
    wrong.collect()
}
