//! Scopes → chunk texts with their names and maps.
//!
//! Owns the shape of a chunk file: one push onto the build's queue, idempotent and order-free
//! (spec/module-federation.md §2.5, §7.2).

use std::collections::BTreeMap;

use rayon::prelude::*;

use mfbuild_config::{BuildOptions, Mode};
use mfbuild_js::scope::{RenderedScope, Scope};
use mfbuild_js::{ChunkMap, Engine};

use crate::build::OutputFile;
use crate::chunk::{Chunk, ChunkIdx};
use crate::graph::ModuleKind;
use crate::names::{Ids, short_hash};
use crate::scopes::{Program, Scopes};
use crate::styles::chunk_style;

/// The edition that brought `||=`.
const LOGICAL_ASSIGNMENT: u32 = 2021;

/// Chunks with text and final names.
pub struct Rendered {
    /// By `ChunkIdx`.
    pub chunks: Vec<RenderedChunk>,
    /// Copied files and maps.
    pub files: Vec<OutputFile>,
    /// Factories that lie in the entry file: `id(…){…},id(…){…}`.
    pub entry_modules: String,
    /// Global name of the chunk queue.
    pub queue: String,
}

/// One chunk.
pub struct RenderedChunk {
    /// Id at run time.
    pub id: u32,
    /// Script, if the chunk has modules.
    pub script: Option<String>,
    /// Style sheet, if it has styles.
    pub style: Option<String>,
}

/// Prints all chunks in parallel.
pub fn render(
    program: Program<'_>,
    scopes: &Scopes,
    descriptions: Vec<Option<Scope>>,
    engine: &Engine,
    options: &BuildOptions,
) -> Rendered {
    let federation = &options.federation;
    let queue = mfbuild_federation::plan_names::queue_name(&federation.unique_name, &options.package.version);
    let printed: Vec<Option<RenderedScope>> =
        descriptions.into_par_iter().map(|scope| scope.map(|scope| engine.render(scope))).collect();
    let mut by_chunk: BTreeMap<ChunkIdx, Vec<(u32, RenderedScope)>> = BTreeMap::new();
    for (root, scope) in scopes.roots.iter().zip(printed) {
        if let (Some(scope), Some(chunk)) = (scope, program.chunks.chunk_of[root.at()]) {
            by_chunk.entry(chunk).or_default().push((scopes.id(*root), scope));
        }
    }
    let mut ids = Ids::new(program.chunks.chunks.len());
    let mut rendered = Rendered { chunks: Vec::new(), files: Vec::new(), entry_modules: String::new(), queue };
    for (at, chunk) in program.chunks.chunks.iter().enumerate() {
        let id = ids.assign(&chunk.key);
        let parts = by_chunk.remove(&ChunkIdx(at as u32)).unwrap_or_default();
        if chunk.in_entry {
            let factories = parts.iter().map(|(module, scope)| format!("{}{}", key(*module, scope), scope.code));
            rendered.entry_modules = factories.collect::<Vec<_>>().join(",");
        }
        let script = (!parts.is_empty() && !chunk.in_entry).then(|| script(&mut rendered, chunk, id, parts, options));
        let style = (!chunk.styles.is_empty()).then(|| style(&mut rendered, program, chunk, options));
        rendered.chunks.push(RenderedChunk { id, script, style });
    }
    rendered.files.extend(assets(program));
    rendered
}

/// `static/name.hash.ext` in production, `static/name.ext` in development.
fn file_name(chunk: &Chunk, text: &str, extension: &str, options: &BuildOptions) -> String {
    match options.mode {
        Mode::Production => format!("static/{}.{}.{extension}", chunk.name, short_hash(text.as_bytes())),
        Mode::Development => format!("static/{}.{extension}", chunk.name),
    }
}

fn script(
    rendered: &mut Rendered,
    chunk: &Chunk,
    id: u32,
    parts: Vec<(u32, RenderedScope)>,
    options: &BuildOptions,
) -> String {
    let queue = crate::assets::quoted(&rendered.queue);
    let mut text = match options.target >= LOGICAL_ASSIGNMENT {
        true => format!("(self[{queue}]||=[]).push([[{id}],{{"),
        false => format!("(self[{queue}]=self[{queue}]||[]).push([[{id}],{{"),
    };
    let mut position = Position { line: 0, column: utf16(&text) };
    let mut map = ChunkMap::default();
    let prefix = format!("mfbuild://{}/", options.federation.name);
    let separator = if options.minify { "," } else { ",\n" };
    for (at, (module, scope)) in parts.iter().enumerate() {
        let before = if at == 0 { String::new() } else { separator.to_string() };
        let start = format!("{before}{}", key(*module, scope));
        position.advance(&start);
        text.push_str(&start);
        map.add(&scope.mappings, &scope.sources, position.line, position.column, &prefix);
        position.advance(&scope.code);
        text.push_str(&scope.code);
    }
    text.push_str("}]);");
    let name = file_name(chunk, &text, "js", options);
    if options.source_map {
        let base = name.rsplit('/').next().unwrap_or(&name).to_string();
        text.push_str(&format!("\n//# sourceMappingURL={base}.map"));
        let bytes = map.into_json(&base).into_bytes();
        rendered.files.push(OutputFile { name: format!("{name}.map"), bytes });
    }
    rendered.files.push(OutputFile { name: name.clone(), bytes: text.into_bytes() });
    name
}

/// The property of a factory in front of its parameters.
fn key(module: u32, scope: &RenderedScope) -> String {
    if scope.is_generator { format!("*{module}") } else { module.to_string() }
}

fn style(rendered: &mut Rendered, program: Program<'_>, chunk: &Chunk, options: &BuildOptions) -> String {
    // The name comes from the content without its map comment, which contains the name.
    let (plain, _) = chunk_style(program.graph, &chunk.styles, None);
    let name = file_name(chunk, &plain, "css", options);
    let base = name.rsplit('/').next().unwrap_or(&name).to_string();
    let map_file = options.source_map.then_some(base.as_str());
    let (mut text, map) = chunk_style(program.graph, &chunk.styles, map_file);
    if let Some(map) = map {
        let map_name = format!("{base}.map");
        text.push_str(&mfbuild_css::source_map_comment(&map_name));
        rendered.files.push(OutputFile { name: format!("{name}.map"), bytes: map.into_bytes() });
    }
    rendered.files.push(OutputFile { name: name.clone(), bytes: text.into_bytes() });
    name
}

/// Files that modules which run refer to.
fn assets(program: Program<'_>) -> Vec<OutputFile> {
    let mut files: BTreeMap<&str, &[u8]> = BTreeMap::new();
    for index in program.graph.indices().filter(|module| program.live.is_included(*module)) {
        if let ModuleKind::Asset(asset) = &program.graph.module(index).kind {
            files.insert(&asset.file_name, &asset.bytes);
        }
    }
    files.into_iter().map(|(name, bytes)| OutputFile { name: name.to_string(), bytes: bytes.to_vec() }).collect()
}

/// A place in the chunk, in lines and UTF-16 columns.
struct Position {
    line: u32,
    column: u32,
}

impl Position {
    fn advance(&mut self, text: &str) {
        match text.rfind('\n') {
            None => self.column += utf16(text),
            Some(last) => {
                self.line += text.bytes().filter(|byte| *byte == b'\n').count() as u32;
                self.column = utf16(&text[last + 1..]);
            }
        }
    }
}

fn utf16(text: &str) -> u32 {
    if text.is_ascii() { text.len() as u32 } else { text.encode_utf16().count() as u32 }
}
