//! The style sheet of a chunk: printed files one after the other, and their source map.

use mfbuild_diagnostics::SourceText;
use parcel_sourcemap::{OriginalLocation, SourceMap};

use crate::conditions::LayerDeclaration;
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

/// A part of a style sheet.
#[derive(Clone, Debug)]
pub enum SheetPart {
    /// The rules of a file.
    Rules(PrintedPart),
    /// A layer that must be known before the parts behind it.
    Layer(LayerDeclaration),
    /// An `@import` statement for the browser; nothing but such statements, behind layers, may stand before it.
    Import(String),
}

/// Joins the parts in the given order.
///
/// With `map_file`, the name of the style sheet for the map's `file`, the second value is a source map (version 3).
pub fn join(parts: &[SheetPart], minified: bool, map_file: Option<&str>) -> (String, Option<String>) {
    let mut sheet = Sheet { code: String::new(), lines: 0, map: map_file.is_some().then(|| SourceMap::new("/")) };
    let mut layers: Vec<&LayerDeclaration> = Vec::new();
    for part in parts {
        let SheetPart::Layer(layer) = part else {
            sheet.layers(&mut layers, minified);
            sheet.part(part);
            continue;
        };
        if layers.first().is_some_and(|first| !first.stands_beside(layer)) {
            sheet.layers(&mut layers, minified);
        }
        layers.push(layer);
    }
    sheet.layers(&mut layers, minified);
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

struct Sheet {
    code: String,
    lines: u32,
    map: Option<SourceMap>,
}

impl Sheet {
    fn part(&mut self, part: &SheetPart) {
        match part {
            SheetPart::Rules(part) => self.rules(part),
            SheetPart::Import(statement) => self.push(statement),
            SheetPart::Layer(_) => {}
        }
    }

    fn rules(&mut self, part: &PrintedPart) {
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

    fn layers(&mut self, layers: &mut Vec<&LayerDeclaration>, minified: bool) {
        if !layers.is_empty() {
            self.push(&LayerDeclaration::statement(layers, minified));
            layers.clear();
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
