//! Scopes → chunk texts with their names and maps.
//!
//! Owns which factories are printed, and which ones a session knows already.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

use indexmap::IndexSet;
use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use mfbuild_config::{BuildOptions, Mode};
use mfbuild_diagnostics::Diagnostic;
use mfbuild_js::ParsedFile;

use crate::chunk::{Chunk, ChunkIdx};
use crate::factory::{Engines, Factory, print_ahead};
use crate::graph::{ModuleGraph, ModuleKind};
use crate::memory::Memory;
use crate::names::{Ids, short_hash};
use crate::output::{ChunkText, Content, OutputFile, key};
use crate::scopes::{Description, Program, Scopes};
use crate::styles::style_files;

/// The edition that brought `||=`.
const LOGICAL_ASSIGNMENT: u32 = 2021;

/// Module id, factory, and the id of its chunk unless it is in the entry.
pub type PlacedFactory = (u32, Arc<Factory>, Option<u32>);

/// How scopes are printed.
#[derive(Clone, Copy)]
pub struct Printer<'a> {
    /// What prints.
    pub engines: Engines<'a>,
    /// Factories of earlier builds.
    pub memory: Option<&'a Memory>,
    /// Factories are printed, and texts of chunks made, when somebody asks for them.
    pub is_hot: bool,
}

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
    /// All factories, for a session whose pages take updates.
    pub factories: Option<Vec<PlacedFactory>>,
    /// Factories that are no programs: faults of ours.
    pub errors: Vec<Diagnostic>,
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
    descriptions: &[Option<Arc<Description>>],
    files: Vec<Option<ParsedFile>>,
    printer: Printer<'_>,
    options: &BuildOptions,
) -> Rendered {
    let Printer { is_hot, .. } = printer;
    let federation = &options.federation;
    let queue = mfbuild_federation::plan_names::queue_name(&federation.unique_name, &options.package.version);
    let printed = print(program.graph, descriptions, files, printer);
    let errors = if is_hot { Vec::new() } else { broken_factories(program.graph, descriptions, &printed) };
    let mut by_chunk: BTreeMap<ChunkIdx, Vec<(u32, Arc<Factory>)>> = BTreeMap::new();
    for (root, scope) in scopes.roots.iter().zip(printed) {
        if let (Some(scope), Some(chunk)) = (scope, program.chunks.chunk_of[root.at()]) {
            by_chunk.entry(chunk).or_default().push((scopes.id(*root), scope));
        }
    }
    if is_hot {
        // The large chunks are those of the page's own modules.
        let mut chunks: Vec<_> = by_chunk.values().collect();
        chunks.sort_by_key(|parts| Reverse(parts.len()));
        print_ahead(chunks.into_iter().flatten().map(|(_, factory)| Arc::clone(factory)).collect());
    }
    let mut ids = if is_hot { Ids::wide() } else { Ids::new(program.chunks.chunks.len()) };
    let factories = is_hot.then(Vec::new);
    let mut rendered =
        Rendered { chunks: Vec::new(), files: Vec::new(), entry_modules: String::new(), queue, factories, errors };
    for (at, chunk) in program.chunks.chunks.iter().enumerate() {
        let id = ids.assign(&chunk.key);
        let parts = by_chunk.remove(&ChunkIdx(at as u32)).unwrap_or_default();
        if let Some(factories) = &mut rendered.factories {
            let chunk = (!chunk.in_entry).then_some(id);
            factories.extend(parts.iter().map(|(module, scope)| (*module, Arc::clone(scope), chunk)));
        }
        if chunk.in_entry {
            let factories =
                parts.iter().map(|(module, scope)| format!("{}{}", key(*module, scope.text()), scope.text().code));
            rendered.entry_modules = factories.collect::<Vec<_>>().join(",");
        }
        let script =
            (!parts.is_empty() && !chunk.in_entry).then(|| script(&mut rendered, chunk, id, parts, options, is_hot));
        let style = (!chunk.styles.is_empty()).then(|| style(&mut rendered, program, chunk, options));
        rendered.chunks.push(RenderedChunk { id, script, style });
    }
    rendered.files.extend(assets(program));
    rendered
}

/// Prints all factories in parallel; with a memory only those that are new, and for a server none yet.
fn print(
    graph: &ModuleGraph,
    descriptions: &[Option<Arc<Description>>],
    mut files: Vec<Option<ParsedFile>>,
    Printer { engines, memory, is_hot }: Printer<'_>,
) -> Vec<Option<Arc<Factory>>> {
    let jobs: Vec<_> = descriptions
        .iter()
        .map(|description| {
            let description = description.as_ref()?;
            let trees = description.modules.iter().map(|module| files[module.at()].take()).collect::<Vec<_>>();
            Some((description, trees))
        })
        .collect();
    let print = |(description, trees): (&Arc<Description>, Vec<Option<ParsedFile>>)| {
        let key = memory.map_or(0, |memory| factory_key(graph, description, memory.reading()));
        if let Some(known) = memory.and_then(|memory| memory.factory(key)) {
            return known;
        }
        let factory = Arc::new(Factory::new(key, engines, description, graph, trees));
        if !is_hot {
            factory.text();
        }
        factory
    };
    let printed: Vec<_> = jobs.into_par_iter().map(|job| job.map(print)).collect();
    if let Some(memory) = memory {
        memory.keep_factories(printed.iter().flatten());
    }
    printed
}

/// Factories that the minifier could not read: each chunk with one of them would be broken.
fn broken_factories(
    graph: &ModuleGraph,
    descriptions: &[Option<Arc<Description>>],
    printed: &[Option<Arc<Factory>>],
) -> Vec<Diagnostic> {
    let all = descriptions.iter().flatten().zip(printed.iter().flatten());
    let broken = all.filter_map(|(description, factory)| {
        let problem = factory.text().problem.as_ref()?;
        let names: Vec<&str> =
            description.modules.iter().map(|module| graph.module(*module).source.path.as_str()).collect();
        let message = format!("the code that was made of `{}` is no JavaScript: {problem}", names.join("`, `"));
        let help = "if a browser takes these files, this is a fault of mfbuild: please report it with them";
        Some(Diagnostic::error("internal-code", message).with_help(help))
    });
    broken.collect()
}

/// Everything that the text of a factory comes from: the description, the files with their names, and how they are read.
pub fn factory_key(graph: &ModuleGraph, description: &Description, reading: u64) -> u128 {
    let mut hasher = Xxh3::new();
    reading.hash(&mut hasher);
    description.scope.hash(&mut hasher);
    for module in &description.modules {
        let module = graph.module(*module);
        (&module.source.path, &module.code.text).hash(&mut hasher);
    }
    hasher.digest128()
}

/// `static/name.hash.ext` in production, `static/name.ext` in development.
fn file_name(chunk: &Chunk, text: &str, extension: &str, options: &BuildOptions) -> String {
    match options.mode {
        Mode::Production => format!("static/{}.{}.{extension}", chunk.name, short_hash(text.as_bytes())),
        Mode::Development => format!("static/{}.{extension}", chunk.name),
    }
}

/// Adds the script of a chunk and its map; in a session they are joined when somebody asks for them.
fn script(
    rendered: &mut Rendered,
    chunk: &Chunk,
    id: u32,
    parts: Vec<(u32, Arc<Factory>)>,
    options: &BuildOptions,
    is_hot: bool,
) -> String {
    let legal = if options.legal_comments { legal_comments(&parts, is_hot) } else { Vec::new() };
    let mut text = ChunkText {
        head: format!("{}([[{id}],{{", push_statement(&rendered.queue, options)),
        parts,
        tail: "}]);".into(),
        separator: if options.minify { "," } else { ",\n" },
        sources: source_prefix(options),
    };
    let code = if is_hot { String::new() } else { text.code() };
    let name = file_name(chunk, &code, "js", options);
    let base = name.rsplit('/').next().unwrap_or(&name).to_string();
    if !legal.is_empty() {
        text.tail.to_mut().push_str(&format!("\n/*! For license information please see {base}.LICENSE.txt */"));
        rendered.files.push(OutputFile::new(format!("{name}.LICENSE.txt"), legal.join("\n\n").into_bytes()));
    }
    let text = Arc::new(text);
    let map_name = options.source_map.then(|| format!("{base}.map"));
    let mut files = vec![OutputFile { name: name.clone(), content: Content::Chunk(Arc::clone(&text), map_name) }];
    if options.source_map {
        files.push(OutputFile { name: format!("{name}.map"), content: Content::ChunkMap(text, base) });
    }
    if !is_hot {
        files = files.into_iter().map(made).collect();
    }
    rendered.files.extend(files);
    name
}

/// Comments of factories that licences ask to keep, each once; none in a session, which prints factories later.
fn legal_comments(parts: &[(u32, Arc<Factory>)], is_hot: bool) -> Vec<String> {
    let printed = parts.iter().filter(|_| !is_hot);
    let all: IndexSet<&String> = printed.flat_map(|(_, factory)| &factory.text().legal).collect();
    all.into_iter().cloned().collect()
}

/// The file with its bytes.
fn made(file: OutputFile) -> OutputFile {
    let bytes = file.bytes().expect("chunks are in memory").into_owned();
    OutputFile::new(file.name, bytes)
}

/// `(self["queue"]||=[]).push`
pub fn push_statement(queue: &str, options: &BuildOptions) -> String {
    let queue = crate::assets::quoted(queue);
    match options.target >= LOGICAL_ASSIGNMENT {
        true => format!("(self[{queue}]||=[]).push"),
        false => format!("(self[{queue}]=self[{queue}]||[]).push"),
    }
}

/// Source maps name the build, so that two remotes on a page do not show each other's `./src/index.ts`.
pub fn source_prefix(options: &BuildOptions) -> String {
    format!("mfbuild://{}/", options.federation.name)
}

fn style(rendered: &mut Rendered, program: Program<'_>, chunk: &Chunk, options: &BuildOptions) -> String {
    let files = style_files(program.graph, chunk, options);
    let name = files[0].name.clone();
    rendered.files.extend(files);
    name
}

/// Files that modules which run refer to.
fn assets(program: Program<'_>) -> Vec<OutputFile> {
    let mut files: BTreeMap<&str, &Arc<[u8]>> = BTreeMap::new();
    for index in program.graph.indices().filter(|module| program.live.is_included(*module)) {
        if let ModuleKind::Asset(asset) = &program.graph.module(index).kind {
            files.insert(&asset.file_name, &asset.bytes);
        }
    }
    files.into_iter().map(|(name, bytes)| OutputFile::new(name, Arc::clone(bytes))).collect()
}
