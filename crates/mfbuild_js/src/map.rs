//! Source maps: positions of one scope, and their join into the map of a chunk.
//!
//! Owns the plain `Mapping` that leaves this crate; encoding is swc's source map library.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use swc_core::common::source_map::SourceMapGenConfig;
use swc_core::common::{BytePos, FileName, LineCol, SourceMap};

/// One position of generated code and where it comes from; all numbers count from 0, columns in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// Line in the generated text.
    pub line: u32,
    /// Column in the generated text.
    pub column: u32,
    /// The position in a source; `None` for text that no source holds, as the head of a factory.
    pub original: Option<Original>,
}

/// A position in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Original {
    /// Index into the scope's sources.
    pub source: u32,
    /// Line in the source.
    pub line: u32,
    /// Column in the source.
    pub column: u32,
}

/// Positions of a printed text, in its order: where a node begins, and the node's byte position in its source.
pub(crate) type Positions = Vec<(LineCol, BytePos)>;

/// Texts of the files that a scope was made of, by name.
pub(crate) type Texts = FxHashMap<String, Arc<str>>;

struct Config;

impl SourceMapGenConfig for Config {
    fn file_name_to_source(&self, name: &FileName) -> String {
        name.to_string()
    }

    fn inline_sources_content(&self, _: &FileName) -> bool {
        false
    }

    fn skip(&self, name: &FileName) -> bool {
        !matches!(name, FileName::Custom(_))
    }
}

/// Positions of one printed scope, and the sources that they point to. A dummy position stands for text that no source
/// holds.
pub(crate) fn resolve(
    cm: &SourceMap,
    positions: &[(LineCol, BytePos)],
    texts: &Texts,
) -> (Vec<Mapping>, Vec<(String, Arc<str>)>) {
    // The library sorts what it is given: each position has a column of its own, its index.
    let indexed = (0..).zip(positions).map(|(index, (_, node))| (*node, LineCol { line: 0, col: index }));
    let indexed: Vec<_> = indexed.filter(|(node, _)| !node.is_dummy()).collect();
    let map = cm.build_source_map(&indexed, None, Config);
    let sources = map.sources().map(|name| (plain_name(name), text_of(texts, name))).collect();
    let mut originals = vec![None; positions.len()];
    for token in map.tokens().filter(|token| token.has_source()) {
        originals[token.get_dst_col() as usize] =
            Some(Original { source: token.get_src_id(), line: token.get_src_line(), column: token.get_src_col() });
    }
    let mapping = |((place, node), original): (&(LineCol, BytePos), Option<Original>)| {
        // The library leaves out positions in files that are none of the project's.
        (original.is_some() || node.is_dummy()).then_some(Mapping { line: place.line, column: place.col, original })
    };
    let mappings = positions.iter().zip(originals).filter_map(mapping).collect();
    (mappings, sources)
}

/// `FileName::Custom` prints as `<name>`.
fn plain_name(name: &str) -> String {
    name.strip_prefix('<').and_then(|name| name.strip_suffix('>')).unwrap_or(name).to_string()
}

fn text_of(texts: &Texts, name: &str) -> Arc<str> {
    texts.get(&plain_name(name)).cloned().unwrap_or_default()
}

/// The map of a chunk, built part by part.
#[derive(Default)]
pub struct ChunkMap {
    builder: Option<swc_sourcemap::SourceMapBuilder>,
    seen: FxHashMap<String, u32>,
}

impl ChunkMap {
    /// Adds the positions of a part that starts at `line` and `column` of the chunk.
    pub fn add(&mut self, mappings: &[Mapping], sources: &[(String, Arc<str>)], line: u32, column: u32, prefix: &str) {
        let builder = self.builder.get_or_insert_with(|| swc_sourcemap::SourceMapBuilder::new(None));
        let mut ids = Vec::with_capacity(sources.len());
        for (name, text) in sources {
            let id = *self.seen.entry(name.clone()).or_insert_with(|| {
                let id = builder.add_source(format!("{prefix}{name}").into());
                builder.set_source_contents(id, Some(text.to_string().into()));
                id
            });
            ids.push(id);
        }
        for mapping in mappings {
            let first_line = mapping.line == 0;
            let original = mapping.original;
            builder.add_raw(
                line + mapping.line,
                if first_line { column + mapping.column } else { mapping.column },
                original.map_or(0, |original| original.line),
                original.map_or(0, |original| original.column),
                original.map(|original| ids[original.source as usize]),
                None,
                false,
            );
        }
    }

    /// The text from here to the next part comes from no source.
    pub fn add_gap(&mut self, line: u32, column: u32) {
        let builder = self.builder.get_or_insert_with(|| swc_sourcemap::SourceMapBuilder::new(None));
        builder.add_raw(line, column, 0, 0, None, None, false);
    }

    /// The finished map as JSON; `file` is the name of the generated file.
    pub fn into_json(self, file: &str) -> String {
        let builder = self.builder.unwrap_or_else(|| swc_sourcemap::SourceMapBuilder::new(None));
        let mut map = builder.into_sourcemap();
        map.set_file(Some(file.to_string()));
        let mut json = Vec::new();
        map.to_writer(&mut json).expect("writing to memory does not fail");
        String::from_utf8(json).expect("a source map is JSON")
    }
}
