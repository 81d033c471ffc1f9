//! Files of an output. Those of a development session are joined when somebody asks for them.
//!
//! Owns the text of a chunk: one push onto the build's queue, idempotent and order-free
//! (spec/module-federation.md §2.5, §7.2).

use std::borrow::Cow;
use std::hash::Hash;
use std::path::PathBuf;
use std::sync::Arc;

use mfbuild_js::ChunkMap;
use mfbuild_js::scope::RenderedScope;
use xxhash_rust::xxh3::Xxh3;

use crate::factory::Factory;

/// A file of the output.
#[derive(Clone, Debug)]
pub struct OutputFile {
    /// Name relative to the output directory, with forward slashes.
    pub name: String,
    /// What is in it.
    pub content: Content,
}

/// What is in a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// Bytes.
    Bytes(Arc<[u8]>),
    /// A chunk that ends with the name of its source map, if it has one.
    Chunk(Arc<ChunkText>, Option<String>),
    /// The source map of a chunk, whose file name goes along.
    ChunkMap(Arc<ChunkText>, String),
    /// A file on disk that is served as it is.
    Disk(PathBuf),
}

impl OutputFile {
    /// A file that is there as a whole.
    pub fn new(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { name: name.into(), content: Content::Bytes(bytes.into()) }
    }

    /// Its bytes.
    ///
    /// Errors: those of the file system, for a file on disk.
    pub fn bytes(&self) -> std::io::Result<Cow<'_, [u8]>> {
        Ok(match &self.content {
            Content::Bytes(bytes) => Cow::Borrowed(bytes),
            Content::Chunk(chunk, map) => Cow::Owned(chunk.with_map_name(map.as_deref()).into_bytes()),
            Content::ChunkMap(chunk, file) => Cow::Owned(chunk.map(file).into_bytes()),
            Content::Disk(path) => Cow::Owned(mfbuild_config::read_file(path)?),
        })
    }

    /// Hash of its bytes.
    pub fn hash(&self) -> u64 {
        self.bytes().map_or(0, |bytes| crate::names::hash(&bytes))
    }

    /// Its size, unless it would have to be made or read first.
    pub fn known_size(&self) -> Option<usize> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes.len()),
            Content::Chunk(..) | Content::ChunkMap(..) | Content::Disk(_) => None,
        }
    }
}

/// The script of a chunk, in parts.
#[derive(Clone, Debug)]
pub struct ChunkText {
    /// Up to the first factory.
    pub head: String,
    /// Module ids and factories, in order.
    pub parts: Vec<(u32, Arc<Factory>)>,
    /// Behind the last factory.
    pub tail: Cow<'static, str>,
    /// Between two factories.
    pub separator: &'static str,
    /// In front of the names of sources.
    pub sources: String,
}

/// So much text is made at once for somebody who takes it piece by piece, in bytes.
const PIECE: usize = 128 * 1024;

impl ChunkText {
    /// The script without its map comment.
    pub fn code(&self) -> String {
        let size: usize = self.parts.iter().map(|(_, factory)| factory.text().code.len() + 16).sum();
        let mut text = String::with_capacity(self.head.len() + size);
        text.push_str(&self.head);
        (0..self.parts.len()).for_each(|at| self.push_part(at, &mut text));
        text.push_str(&self.tail);
        text
    }

    fn push_part(&self, at: usize, text: &mut String) {
        let (module, factory) = &self.parts[at];
        let factory = factory.text();
        text.push_str(if at == 0 { "" } else { self.separator });
        text.push_str(&key(*module, factory));
        text.push_str(&factory.code);
    }

    /// The script with a comment that names its source map.
    pub fn with_map_name(&self, map: Option<&str>) -> String {
        self.code() + &map_comment(map)
    }

    /// The same in pieces. Factories that nobody has printed yet are printed one after the other.
    pub fn pieces(self: &Arc<Self>, map: Option<&str>) -> impl Iterator<Item = String> + use<> {
        let (chunk, mut end) = (Arc::clone(self), Some(format!("{}{}", self.tail, map_comment(map))));
        let (mut start, mut at) = (Some(self.head.clone()), 0);
        std::iter::from_fn(move || {
            let mut text = start.take().unwrap_or_default();
            while text.len() < PIECE && at < chunk.parts.len() {
                chunk.push_part(at, &mut text);
                at += 1;
            }
            if at == chunk.parts.len() {
                text.push_str(&end.take()?);
            }
            Some(text)
        })
    }

    /// A hash of everything that the script and its map come from; only in sessions.
    pub fn key(&self) -> u128 {
        let mut hasher = Xxh3::new();
        (&self.head, &self.sources).hash(&mut hasher);
        self.parts.iter().for_each(|(module, factory)| (module, factory.key).hash(&mut hasher));
        hasher.digest128()
    }

    /// The source map as JSON; `file` is the name of the script without directories.
    pub fn map(&self, file: &str) -> String {
        let mut map = ChunkMap::default();
        let mut position = Position::default();
        position.advance(&self.head);
        for (at, (module, factory)) in self.parts.iter().enumerate() {
            let factory = factory.mapped();
            map.add_gap(position.line, position.column);
            position.advance(if at == 0 { "" } else { self.separator });
            position.advance(&key(*module, factory));
            map.add(&factory.mappings, &factory.sources, position.line, position.column, &self.sources);
            position.advance(&factory.code);
        }
        map.add_gap(position.line, position.column);
        map.into_json(file)
    }
}

fn map_comment(map: Option<&str>) -> String {
    map.map(|map| format!("\n//# sourceMappingURL={map}")).unwrap_or_default()
}

/// The property of a factory in front of its parameters.
pub fn key(module: u32, scope: &RenderedScope) -> String {
    if scope.is_generator { format!("*{module}") } else { module.to_string() }
}

/// A place in the chunk, in lines and UTF-16 columns.
#[derive(Default)]
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
