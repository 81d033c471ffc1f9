//! `bundle-stats.json` (`--stats`): what is in each chunk, how large, and what keeps it there.
//!
//! Owns the shape of that file; it is for people, small scripts and `mfbuild why`, not for the runtime. Modules refer to
//! each other by their positions in `modules`.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use mfbuild_js::facts::{Format, Statement};

use crate::chunk::{Group, GroupKind};
use crate::graph::{ModuleIdx, ModuleKind};
use crate::output::OutputFile;
use crate::output_sizes::output_sizes;
use crate::reasons::{Importer, Reason, Reasons, User, reasons};
use crate::render::Rendered;
use crate::scopes::{Program, Scopes};

/// The name of the file, as backstage-cli's.
pub const STATS_FILE: &str = "bundle-stats.json";

/// The whole file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stats {
    /// All modules that were read.
    pub modules: Vec<ModuleStats>,
    /// What is loaded together.
    pub split_points: Vec<SplitPoint>,
    /// Number of modules that stay.
    pub included: usize,
}

/// One module.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModuleStats {
    /// Its position in `modules`.
    pub index: usize,
    /// Path relative to the package, or what it is called without one.
    pub name: String,
    /// `script`, `style`, `asset`, `shared`, `remote`.
    pub kind: String,
    /// `esm` or `commonjs`, if it is a script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Package that the file belongs to.
    pub package: Option<String>,
    /// Version of that package.
    pub version: Option<String>,
    /// Bytes of the source.
    pub size: u64,
    /// Characters of the scripts of the output that come from it, by the source maps; none without those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_size: Option<u64>,
    /// It stays.
    pub included: bool,
    /// Top-level statements.
    pub statements: StatementCount,
    /// Files of the output that it is in.
    pub files: Vec<String>,
    /// The module whose factory it is a part of.
    pub scope: Option<String>,
    /// Names of the modules that it asks for.
    pub imports: Vec<String>,
    /// Who asks for it in the sources, and through which names, whether or not that stays.
    pub importers: Vec<Importer>,
    /// Names of its exports that are used.
    pub used_exports: Vec<String>,
    /// Who uses them.
    pub used_by: Vec<User>,
    /// Why it stays, and why nothing more of it was dropped.
    pub kept_by: Vec<Reason>,
}

/// Statements of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementCount {
    /// Those that stay.
    pub kept: usize,
    /// All.
    pub of: usize,
}

/// What is loaded together.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SplitPoint {
    /// What loads it.
    pub kind: String,
    /// The module that runs then.
    pub root: String,
    /// Files that are loaded.
    pub files: Vec<String>,
    /// Shared modules that must be ready.
    pub shared: Vec<String>,
}

/// All modules, chunks and split points of a build.
pub fn stats(program: Program<'_>, scopes: &Scopes, rendered: &Rendered) -> OutputFile {
    let Program { graph, live, chunks, .. } = program;
    let sizes = output_sizes(&rendered.files);
    let Reasons { importers, users, kept_by } = reasons(program);
    let reasons = importers.into_iter().zip(users).zip(kept_by);
    let modules = graph.indices().zip(reasons).map(|(index, ((importers, used_by), kept_by))| {
        let mut stats = module(program, scopes, rendered, index);
        stats.output_size = sizes.get(stats.name.trim_start_matches("./")).copied();
        stats.used_exports = used_exports(&used_by);
        ModuleStats { importers, used_by, kept_by, ..stats }
    });
    let stats = Stats {
        modules: modules.collect(),
        split_points: chunks.groups.iter().map(|group| split_point(program, rendered, group)).collect(),
        included: live.included.iter().filter(|included| **included).count(),
    };
    OutputFile::new(STATS_FILE, text(&stats).into_bytes())
}

/// JSON with one module on each line: to be searched by lines, and small.
fn text(stats: &Stats) -> String {
    let mut text = String::from("{\n");
    let mut list = |name: &str, lines: Vec<String>| {
        // Writing to memory does not fail.
        let _ = writeln!(text, "  \"{name}\": [\n    {}\n  ],", lines.join(",\n    "));
    };
    list("modules", stats.modules.iter().map(json).collect());
    list("splitPoints", stats.split_points.iter().map(json).collect());
    text + &format!("  \"included\": {}\n}}\n", stats.included)
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("strings and numbers are always serialisable")
}

fn split_point(program: Program<'_>, rendered: &Rendered, group: &Group) -> SplitPoint {
    let name = |module: ModuleIdx| program.graph.module(module).name.clone();
    SplitPoint {
        kind: match &group.kind {
            GroupKind::Expose(key) => format!("expose {key}"),
            GroupKind::Share => "share".to_string(),
            GroupKind::Dynamic => "import()".to_string(),
            GroupKind::Page => "page".to_string(),
            GroupKind::Runtime => "federation runtime".to_string(),
        },
        root: name(group.root),
        files: group.chunks.iter().flat_map(|chunk| files(rendered, chunk.0 as usize)).cloned().collect(),
        shared: group.consumes.iter().map(|module| name(*module)).collect(),
    }
}

/// What is known without its reasons.
fn module(program: Program<'_>, scopes: &Scopes, rendered: &Rendered, index: ModuleIdx) -> ModuleStats {
    let Program { graph, live, chunks, .. } = program;
    let module = graph.module(index);
    let package = module.package.as_ref();
    let chunk = chunks.chunk_of[index.at()];
    let is_script = matches!(module.kind, ModuleKind::Script);
    let format = match module.facts.format {
        Format::Esm => "esm",
        Format::Cjs => "commonjs",
    };
    let targets = module.targets.iter().filter_map(|target| target.module());
    ModuleStats {
        index: index.at(),
        name: module.name.clone(),
        kind: kind(&module.kind).to_string(),
        format: is_script.then(|| format.to_string()),
        package: package.and_then(|package| package.name.clone()),
        version: package.and_then(|package| package.version.clone()),
        size: module.size,
        output_size: None,
        included: live.is_included(index),
        statements: statement_count(&module.facts.statements, &live.statements[index.at()]),
        files: chunk.map(|chunk| files(rendered, chunk.0 as usize).cloned().collect()).unwrap_or_default(),
        scope: scopes.root_of[index.at()].map(|root| graph.module(root).name.clone()),
        imports: targets.map(|target| graph.module(target).name.clone()).collect(),
        importers: Vec::new(),
        used_exports: Vec::new(),
        used_by: Vec::new(),
        kept_by: Vec::new(),
    }
}

/// Declarations of imports and exports are no statements: nothing of them is code.
fn statement_count(statements: &[Statement], kept: &[bool]) -> StatementCount {
    let is_code = |statement: &Statement| {
        statement.has_side_effects || !(statement.declares.is_empty() && statement.uses.is_empty())
    };
    let code = statements.iter().zip(kept).filter(|(statement, _)| is_code(statement));
    let (kept, dropped): (Vec<_>, Vec<_>) = code.partition(|(_, kept)| **kept);
    StatementCount { kept: kept.len(), of: kept.len() + dropped.len() }
}

fn kind(kind: &ModuleKind) -> &'static str {
    match kind {
        ModuleKind::Script => "script",
        ModuleKind::Style(_) => "style",
        ModuleKind::Asset(_) => "asset",
        ModuleKind::Consume(_) => "shared",
        ModuleKind::Remote(_) => "remote",
    }
}

fn used_exports(users: &[User]) -> Vec<String> {
    let mut names: Vec<String> = users.iter().flat_map(|user| user.names.iter().cloned()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn files(rendered: &Rendered, chunk: usize) -> impl Iterator<Item = &String> {
    let chunk = &rendered.chunks[chunk];
    chunk.script.iter().chain(&chunk.style)
}
