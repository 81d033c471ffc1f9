//! What to say about names that are used and that nobody exports.
//!
//! Owns the decision between error and warning: the package's own code must be right, installed code has been shipped
//! as it is and gets `undefined`, as with webpack and Rspack. Imports that only unused code names are warnings: nothing of
//! that code is in the output.

use mfbuild_diagnostics::Diagnostic;
use rayon::prelude::*;

use mfbuild_js::facts::{Export, ExportTarget, FileFacts, ImportBinding, ImportedName, Use};

use crate::graph::{ModuleGraph, ModuleIdx, ModuleKey};
use crate::link::{Binding, Linker};
use crate::shake::{Live, MissingExport};

/// One diagnostic for each missing name and importer.
pub fn missing_exports(graph: &ModuleGraph, linker: &Linker<'_>, live: &Live) -> Vec<Diagnostic> {
    // What the build itself adds asks for names that may be absent.
    let is_ours = |missing: &&MissingExport| matches!(graph.module(missing.importer).key, ModuleKey::Virtual(_));
    let mut all: Vec<MissingExport> = live.missing.iter().filter(|missing| !is_ours(missing)).cloned().collect();
    let is_written = |index: &ModuleIdx| {
        let module = graph.module(*index);
        live.is_included(*index) && !module.is_dependency() && matches!(module.key, ModuleKey::File(..))
    };
    let written: Vec<ModuleIdx> = graph.indices().filter(is_written).collect();
    let found: Vec<_> = written.par_iter().flat_map_iter(|index| of_project_module(graph, linker, *index)).collect();
    let used = all.len();
    for missing in found {
        let identity = |it: &MissingExport| (it.of, it.importer, it.import, it.name.clone());
        if !all.iter().any(|other| identity(other) == identity(&missing)) {
            all.push(missing);
        }
    }
    let described = all.iter().enumerate().map(|(at, missing)| {
        let is_unused = at >= used && !is_re_export(graph, missing);
        describe(graph, linker, missing, is_unused)
    });
    described.collect()
}

/// Whether the importer exports the name again.
fn is_re_export(graph: &ModuleGraph, missing: &MissingExport) -> bool {
    graph.module(missing.importer).facts.exports.iter().any(|export| match &export.target {
        ExportTarget::ReExport(import, ImportedName::Named(name)) => *import == missing.import && *name == missing.name,
        _ => false,
    })
}

/// The package's own modules must be right as a whole, also in names that no code uses (ECMA-262 16.2.1.6.4: link errors).
/// A re-export in TypeScript may be that of a type, which this tool cannot know; so may an import that is only exported
/// again: `import { Props } from './props'; export { Props };`.
fn of_project_module(graph: &ModuleGraph, linker: &Linker<'_>, importer: ModuleIdx) -> Vec<MissingExport> {
    let module = graph.module(importer);
    let facts = &module.facts;
    let is_wrong = |symbol| linker.import(importer, symbol).is_some_and(|imported| !imported.binding.exists());
    let bindings = facts.bindings.iter().filter(|binding| is_wrong(binding.symbol));
    let bindings = bindings.filter(|binding| !is_exported_again(facts, binding));
    let bindings = bindings.map(|binding| (binding.span.clone(), binding.import, &binding.name));
    let re_exports = facts.exports.iter().filter(|_| !facts.is_typescript).filter_map(|export| match &export.target {
        ExportTarget::ReExport(import, name) => Some((export.span.clone(), *import, name)),
        ExportTarget::Local(_) => None,
    });
    let mut found = Vec::new();
    for (place, import, name) in bindings.chain(re_exports) {
        let ImportedName::Named(name) = name else { continue };
        if module.targets[import.0 as usize].module().is_none() {
            continue;
        }
        let ambiguous = match linker.imported(importer, import, &ImportedName::Named(name.clone())) {
            Binding::Missing => None,
            Binding::Ambiguous(first, second) => Some((first, second)),
            _ => continue,
        };
        found.push(MissingExport { ambiguous, ..MissingExport::binding(importer, import, name.clone(), place) });
    }
    found
}

/// Whether a TypeScript file exports the imported name and reads its value nowhere.
fn is_exported_again(facts: &FileFacts, binding: &ImportBinding) -> bool {
    let exports = |export: &Export| match &export.target {
        ExportTarget::ReExport(import, name) => *import == binding.import && *name == binding.name,
        ExportTarget::Local(_) => false,
    };
    let reads = |used: &Use| match used {
        Use::Symbol(symbol) | Use::Member(symbol, _) => *symbol == binding.symbol,
    };
    facts.is_typescript
        && facts.exports.iter().any(exports)
        && !facts.statements.iter().any(|statement| statement.uses.iter().any(reads))
}

fn describe(graph: &ModuleGraph, linker: &Linker<'_>, missing: &MissingExport, is_unused: bool) -> Diagnostic {
    let importer = graph.module(missing.importer);
    let asked = missing.of.or_else(|| importer.targets[missing.import.0 as usize].module());
    let target = asked.expect("names are only missing in modules that exist");
    let target_name = &graph.module(target).name;
    let message = match missing.ambiguous {
        None => format!("`{}` is not exported by `{target_name}`", missing.name),
        Some(_) => format!("`{}` is exported twice by `{target_name}`", missing.name),
    };
    // A name used through a namespace object is `undefined` at run time, and code may test for that.
    let is_error = missing.of.is_none() && !importer.is_dependency() && !is_unused;
    let code = if missing.ambiguous.is_some() { "ambiguous-export" } else { "missing-export" };
    let mut diagnostic = if is_error { Diagnostic::error(code, message) } else { Diagnostic::warning(code, message) };
    diagnostic = diagnostic.with_label(
        importer.source.clone(),
        missing.place.clone(),
        format!("`{}` is asked for here", missing.name),
    );
    if is_unused {
        diagnostic = diagnostic.with_note("only code that is not in the output uses it");
    }
    if let Some((first, second)) = missing.ambiguous {
        let (first, second) = (&graph.module(first).name, &graph.module(second).name);
        return diagnostic
            .with_note(format!("`export *` leads to different things in `{first}` and `{second}`"))
            .with_help("export the name explicitly from the one that is meant");
    }
    let names: Vec<String> = linker.exports(target).iter().map(|(name, _)| name.clone()).collect();
    match nearest(&missing.name, &names) {
        Some(name) => diagnostic.with_help(format!("did you mean `{name}`?")),
        None if names.is_empty() => diagnostic.with_help(format!("`{target_name}` exports nothing")),
        None => diagnostic.with_help(format!("it exports {}", listed(&names))),
    }
}

fn nearest<'n>(name: &str, names: &'n [String]) -> Option<&'n String> {
    let scored = names.iter().map(|other| (strsim::jaro_winkler(name, other), other));
    scored.filter(|(score, _)| *score > 0.85).max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, name)| name)
}

fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(8).map(|name| format!("`{name}`")).collect();
    let rest = names.len().saturating_sub(shown.len());
    if rest == 0 { shown.join(", ") } else { format!("{} and {rest} more", shown.join(", ")) }
}
