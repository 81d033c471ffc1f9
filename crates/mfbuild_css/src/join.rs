//! The style sheet of a chunk: printed files one after the other, and their source map.

use indexmap::IndexSet;
use mfbuild_diagnostics::SourceText;
use parcel_sourcemap::{OriginalLocation, SourceMap};

use crate::position::bom_length;
use crate::print::PrintedCss;

/// A printed file and where it comes from.
#[derive(Clone, Debug)]
pub struct PrintedPart {
    /// The text, with the conditions of imports around it.
    pub css: PrintedCss,
    /// Path for the map's `sources`, and the text for its `sourcesContent`.
    pub source: SourceText,
}

/// Joins files in the given order (imported ones before the one that imports them).
///
/// `@charset`, `@layer` statements and external imports come first where CSS demands it. With `map_file`, the name of
/// the style sheet for the map's `file`, the second value is a source map (version 3).
pub fn join(parts: &[PrintedPart], map_file: Option<&str>) -> (String, Option<String>) {
    let mut sheet = Sheet::new(map_file.is_some());
    sheet.head(parts);
    for part in parts {
        sheet.part(part);
    }
    // Without it a browser may take the encoding of the page.
    let is_ascii = sheet.code.is_ascii();
    if !is_ascii {
        sheet.code.insert_str(0, "@charset \"UTF-8\";\n");
    }
    let map = sheet.map.take().map(|map| json(map, u32::from(!is_ascii), map_file.unwrap_or_default()));
    (sheet.code, map)
}

/// The comment that leads from a style sheet to its map.
pub fn source_map_comment(address: &str) -> String {
    format!("/*# sourceMappingURL={address} */\n")
}

struct Sheet<'p> {
    code: String,
    lines: u32,
    map: Option<SourceMap>,
    /// `@layer` statements that are in the text. A second one of the same words has no effect.
    layers: IndexSet<&'p str>,
}

impl<'p> Sheet<'p> {
    fn new(with_map: bool) -> Self {
        Self { code: String::new(), lines: 0, map: with_map.then(|| SourceMap::new("/")), layers: IndexSet::new() }
    }

    /// External imports may follow nothing but `@layer` statements; the same one again has no effect.
    fn head(&mut self, parts: &'p [PrintedPart]) {
        let external: IndexSet<&str> =
            parts.iter().flat_map(|part| &part.css.external_imports).map(String::as_str).collect();
        if external.is_empty() {
            return;
        }
        let statements = parts.iter().flat_map(|part| &part.css.layers).filter(|text| text.starts_with("@layer"));
        for statement in statements.filter(|text| !text.contains('{')) {
            self.layer(statement);
        }
        for statement in external {
            self.push(statement);
        }
    }

    fn part(&mut self, part: &'p PrintedPart) {
        for statement in &part.css.layers {
            self.layer(statement);
        }
        if part.css.code.is_empty() {
            return;
        }
        if let (Some(map), Some(mappings)) = (&mut self.map, &part.css.mappings) {
            let source = map.add_source(&part.source.path);
            let text = &part.source.text[bom_length(&part.source.text)..];
            map.set_source_content(source as usize, text).expect("the source was added just now");
            for mapping in mappings {
                let original = OriginalLocation::new(mapping.source_line, mapping.source_column, source, None);
                map.add_mapping(self.lines + mapping.generated_line, mapping.generated_column, Some(original));
            }
        }
        self.push(&part.css.code);
    }

    fn layer(&mut self, statement: &'p str) {
        if self.layers.insert(statement) {
            self.push(statement);
        }
    }

    /// Each text on lines of its own.
    fn push(&mut self, text: &str) {
        self.code.push_str(text);
        if !text.ends_with('\n') {
            self.code.push('\n');
        }
        self.lines += text.trim_end_matches('\n').matches('\n').count() as u32 + 1;
    }
}

fn json(mut map: SourceMap, lines_before: u32, file: &str) -> String {
    if lines_before > 0 {
        map.offset_lines(0, i64::from(lines_before)).expect("a style sheet has less than 2^32 lines");
    }
    let mut mappings = Vec::new();
    map.write_vlq(&mut mappings).expect("a vector takes all writes");
    let json = serde_json::json!({
        "version": 3,
        "file": file,
        "sources": map.get_sources(),
        "sourcesContent": map.get_sources_content(),
        "names": [],
        "mappings": String::from_utf8_lossy(&mappings),
    });
    json.to_string()
}
