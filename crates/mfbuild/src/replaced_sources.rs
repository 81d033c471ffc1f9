//! Files that a build reads and would remove, because they lie in its output directory.

use mfbuild_config::BuildOptions;
use mfbuild_diagnostics::Diagnostic;

use crate::graph::{ModuleGraph, ModuleKey};

/// An error for each module whose file lies in the output directory: `import '../dist/output.css'`, which the next build
/// would not find.
pub fn replaced_sources(graph: &ModuleGraph, options: &BuildOptions) -> Vec<Diagnostic> {
    let real_out_dir = options.out_dir.canonicalize().unwrap_or_else(|_| options.out_dir.clone());
    let files = graph.indices().filter_map(|index| match &graph.module(index).key {
        ModuleKey::File(path, _) if path.starts_with(&real_out_dir) || path.starts_with(&options.out_dir) => {
            Some(&graph.module(index).name)
        }
        _ => None,
    });
    let mut names: Vec<&String> = files.collect();
    names.sort();
    names.dedup();
    names.into_iter().map(|name| error(name, options)).collect()
}

fn error(name: &str, options: &BuildOptions) -> Diagnostic {
    let message = format!("`{name}` is imported and lies in the output directory");
    Diagnostic::error("replaced-source", message)
        .with_note(format!("every build replaces `{}`", options.out_dir.display()))
        .with_help("write the file to another directory, or build into another one: `--out-dir`, `outDir`")
}
