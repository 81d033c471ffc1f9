//! Errors between the style sheets of a build: `@import` and `composes`.

use mfbuild_css::CssReference;
use mfbuild_diagnostics::Diagnostic;
use rustc_hash::FxHashSet;

use super::cascade::{TooMany, cascade, imports, sheet_of};
use crate::graph::{ModuleGraph, ModuleIdx, ModuleKind};

/// Errors of style sheets that import each other in too many ways, import a file that is none, or are composed of what
/// is not there.
pub fn check_styles(graph: &ModuleGraph) -> Vec<Diagnostic> {
    let mut errors: Vec<Diagnostic> = graph.indices().flat_map(|module| not_css(graph, module)).collect();
    errors.extend(graph.indices().flat_map(|module| wrong_compositions(graph, module)));
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
    let is_importing =
        |module: &ModuleIdx| sheet_of(graph, *module).is_some_and(|sheet| !sheet.file.imports.is_empty());
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

/// Classes that other files do not have, and files that are composed of each other: a module has no names before it runs.
fn wrong_compositions(graph: &ModuleGraph, index: ModuleIdx) -> Vec<Diagnostic> {
    let Some(sheet) = sheet_of(graph, index) else { return Vec::new() };
    let module = graph.module(index);
    let error = |reference: &CssReference, message: String, help: &str| {
        Diagnostic::error("css-composes", message)
            .with_label(module.source.clone(), reference.span.clone(), "")
            .with_help(help)
    };
    let wrong = sheet.file.references().filter_map(|reference| {
        let target = composed_file(graph, index, &reference.request)?;
        let name = &graph.module(target).name;
        let other = &sheet_of(graph, target)?.file;
        if !other.exports.iter().any(|(export, _)| *export == reference.name) {
            let message = format!("`composes` names the class `{}`, which `{name}` does not define", reference.name);
            let help = "define it there; only files that end with `.module.css` have classes to compose of";
            return Some(error(reference, message, help));
        }
        leads_to(graph, target, index).then(|| {
            let message = format!("`composes` leads back to its own file by way of `{name}`");
            error(reference, message, "move the common classes into a file of their own")
        })
    });
    wrong.collect()
}

/// The file that `composes … from "request"` names.
fn composed_file(graph: &ModuleGraph, index: ModuleIdx, request: &str) -> Option<ModuleIdx> {
    let module = graph.module(index);
    let at = module.facts.imports.iter().position(|import| import.request == request)?;
    module.targets[at].module()
}

/// Whether a style sheet is composed, directly or not, of another one.
fn leads_to(graph: &ModuleGraph, from: ModuleIdx, to: ModuleIdx) -> bool {
    let mut seen = FxHashSet::default();
    let mut stack = vec![from];
    while let Some(index) = stack.pop() {
        if index == to {
            return true;
        }
        if let Some(sheet) = sheet_of(graph, index)
            && seen.insert(index)
        {
            let files = sheet.file.references().filter_map(|found| composed_file(graph, index, &found.request));
            stack.extend(files);
        }
    }
    false
}
