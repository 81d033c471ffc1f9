//! `bundle-stats.json` (`--stats`): what is in each chunk, and how large.
//!
//! Owns the shape of that file; it is for people and small scripts, not for the runtime.

use serde_json::{Value, json};

use crate::build::OutputFile;
use crate::chunk::GroupKind;
use crate::graph::{ModuleIdx, ModuleKind};
use crate::render::Rendered;
use crate::scopes::{Program, Scopes};

/// The name of the file, as backstage-cli's.
pub const STATS_FILE: &str = "bundle-stats.json";

/// All modules, chunks and split points of a build.
pub fn stats(program: Program<'_>, scopes: &Scopes, rendered: &Rendered) -> OutputFile {
    let Program { graph, live, chunks, .. } = program;
    let modules: Vec<Value> = graph.indices().map(|index| module(program, scopes, rendered, index)).collect();
    let groups: Vec<Value> = chunks
        .groups
        .iter()
        .map(|group| {
            json!({
                "kind": match &group.kind {
                    GroupKind::Expose(key) => format!("expose {key}"),
                    GroupKind::Share => "share".to_string(),
                    GroupKind::Dynamic => "import()".to_string(),
                    GroupKind::Page => "page".to_string(),
                    GroupKind::Runtime => "federation runtime".to_string(),
                },
                "root": graph.module(group.root).name,
                "files": group.chunks.iter().flat_map(|chunk| files(rendered, chunk.0 as usize)).collect::<Vec<_>>(),
                "shared": group.consumes.iter().map(|module| &graph.module(*module).name).collect::<Vec<_>>(),
            })
        })
        .collect();
    let included = live.included.iter().filter(|included| **included).count();
    let stats = json!({ "modules": modules, "splitPoints": groups, "included": included });
    let text = serde_json::to_string_pretty(&stats).expect("strings and numbers are always serialisable");
    OutputFile { name: STATS_FILE.to_string(), bytes: text.into_bytes() }
}

fn module(program: Program<'_>, scopes: &Scopes, rendered: &Rendered, index: ModuleIdx) -> Value {
    let Program { graph, live, chunks, .. } = program;
    let module = graph.module(index);
    let package = module.package.as_ref();
    let statements = &live.statements[index.at()];
    json!({
        "name": module.name,
        "kind": match module.kind {
            ModuleKind::Script => "script",
            ModuleKind::Style(_) => "style",
            ModuleKind::Asset(_) => "asset",
            ModuleKind::Consume(_) => "shared",
            ModuleKind::Remote(_) => "remote",
        },
        "package": package.and_then(|package| package.name.as_deref()),
        "version": package.and_then(|package| package.version.as_deref()),
        "size": module.size,
        "included": live.is_included(index),
        "statements": { "kept": statements.iter().filter(|kept| **kept).count(), "of": statements.len() },
        "files": chunks.chunk_of[index.at()].map(|chunk| files(rendered, chunk.0 as usize)).unwrap_or_default(),
        "scope": scopes.root_of[index.at()].map(|root| &graph.module(root).name),
        "imports": module.targets.iter().filter_map(|target| Some(&graph.module(target.module()?).name)).collect::<Vec<_>>(),
    })
}

fn files(rendered: &Rendered, chunk: usize) -> Vec<&String> {
    let chunk = &rendered.chunks[chunk];
    chunk.script.iter().chain(&chunk.style).collect()
}
