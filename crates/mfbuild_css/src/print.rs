//! The printed text of a file with holes for addresses, and how they are filled.

use parcel_sourcemap::SourceMap;

use crate::conditions::Conditions;
use crate::parse::CssFile;

/// A place of the output that comes from a place of the source. Lines and columns from 0, columns in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mapping {
    /// Line of the output.
    pub generated_line: u32,
    /// Column of the output.
    pub generated_column: u32,
    /// Line of the source.
    pub source_line: u32,
    /// Column of the source, a byte order mark not counted.
    pub source_column: u32,
}

/// A file's text with all addresses in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedCss {
    /// The rules. Empty, or a text that may stand anywhere in a style sheet.
    pub code: String,
    /// In order of the output; present if [`crate::CssOptions::source_map`] was set.
    pub mappings: Option<Vec<Mapping>>,
    pub(crate) minified: bool,
}

/// A printed text whose addresses are cut out.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    code: String,
    holes: Vec<Hole>,
    mappings: Option<Vec<Mapping>>,
    minified: bool,
}

/// A place in a template where an address goes.
#[derive(Clone, Debug)]
struct Hole {
    /// Byte offset in the code.
    offset: usize,
    line: u32,
    column: u32,
    url: usize,
    /// A string is wanted and not a `url()`.
    string: bool,
}

/// Puts the final addresses into the text, by the indexes of [`CssFile::urls`]; the request stays where one is missing.
pub fn print(file: &CssFile, url_replacements: &[String]) -> PrintedCss {
    let template = &file.template;
    let value = |hole: &Hole| {
        let address = url_replacements.get(hole.url).unwrap_or(&file.urls[hole.url].request);
        printed_address(address, hole.string, template.minified)
    };
    let values: Vec<String> = template.holes.iter().map(value).collect();
    PrintedCss {
        code: template.filled(&values),
        mappings: template.mappings.as_ref().map(|mappings| template.shifted(mappings, &values)),
        minified: template.minified,
    }
}

/// Puts the conditions of imports around an imported file.
pub fn wrap(printed: PrintedCss, conditions: &Conditions) -> PrintedCss {
    let preludes = conditions.preludes();
    if preludes.is_empty() || printed.code.is_empty() {
        return printed;
    }
    let PrintedCss { code, mappings, minified } = printed;
    let (open, close) = if minified { ("{", "}") } else { (" {\n", "}\n") };
    let head: String = preludes.iter().flat_map(|prelude| [prelude, open]).collect();
    let head_lines = if minified { 0 } else { preludes.len() as u32 };
    let head_columns = if minified { head.encode_utf16().count() as u32 } else { 0 };
    let shift = |mapping: Mapping| Mapping {
        generated_line: mapping.generated_line + head_lines,
        generated_column: mapping.generated_column + if mapping.generated_line == 0 { head_columns } else { 0 },
        ..mapping
    };
    PrintedCss {
        code: format!("{head}{code}{}", close.repeat(preludes.len())),
        mappings: mappings.map(|mappings| mappings.into_iter().map(shift).collect()),
        minified,
    }
}

/// As the library prints addresses: no quotes in minified text where they are not needed.
fn printed_address(address: &str, string: bool, minified: bool) -> String {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"'()\\".contains(&byte);
    if !string && minified && address.bytes().all(plain) {
        return format!("url({address})");
    }
    let mut quoted = String::with_capacity(address.len() + 2);
    cssparser::serialize_string(address, &mut quoted).expect("strings take all writes");
    if string { quoted } else { format!("url({quoted})") }
}

impl Template {
    /// Whether nothing is printed.
    pub(crate) fn is_empty(&self) -> bool {
        self.code.is_empty() && self.holes.is_empty()
    }

    /// Cuts the placeholders of so many requests out of a printed text.
    pub(crate) fn new(printed: &str, map: Option<SourceMap>, (marker, urls): (&str, usize), minified: bool) -> Self {
        let mut cutter = Cutter::new(printed, map);
        for (at, _) in printed.match_indices(marker) {
            cutter.cut(at, marker.len(), urls);
        }
        let (code, holes, mappings) = cutter.finish();
        Self { code, holes, mappings, minified }
    }

    fn filled(&self, values: &[String]) -> String {
        let added: usize = values.iter().map(String::len).sum();
        let mut filled = String::with_capacity(self.code.len() + added);
        let mut copied = 0;
        for (hole, value) in self.holes.iter().zip(values) {
            filled.push_str(&self.code[copied..hole.offset]);
            filled.push_str(value);
            copied = hole.offset;
        }
        filled.push_str(&self.code[copied..]);
        filled
    }

    /// Moves the mappings behind the holes of their line to the right.
    fn shifted(&self, mappings: &[Mapping], values: &[String]) -> Vec<Mapping> {
        let mut holes = self.holes.iter().zip(values).peekable();
        let (mut line, mut added) = (0, 0);
        let shift = |mapping: &Mapping| {
            let place = (mapping.generated_line, mapping.generated_column);
            while let Some((hole, value)) = holes.next_if(|(hole, _)| (hole.line, hole.column) <= place) {
                added = if hole.line == line { added } else { 0 } + value.encode_utf16().count() as u32;
                line = hole.line;
            }
            let added = if mapping.generated_line == line { added } else { 0 };
            Mapping { generated_column: mapping.generated_column + added, ..*mapping }
        };
        mappings.iter().map(shift).collect()
    }
}

/// Copies a printed text without its placeholders and keeps track of the places in both.
struct Cutter<'p> {
    printed: &'p str,
    code: String,
    holes: Vec<Hole>,
    /// End of the part of `printed` that was copied or cut.
    done: usize,
    /// Line, and column in UTF-16 units, at the end of `code`.
    line: u32,
    column: u32,
    /// Byte offset in `printed` and source place of the mappings that are still to come, last first.
    pending: Vec<(usize, u32, u32)>,
    mappings: Option<Vec<Mapping>>,
}

impl<'p> Cutter<'p> {
    fn new(printed: &'p str, map: Option<SourceMap>) -> Self {
        let pending = map.as_ref().map_or_else(Vec::new, |map| pending_mappings(printed, map));
        let code = String::with_capacity(printed.len());
        let mappings = map.map(|_| Vec::with_capacity(pending.len()));
        Self { printed, code, holes: Vec::new(), done: 0, line: 0, column: 0, pending, mappings }
    }

    /// Cuts the placeholder whose marker is at an offset, with the `url()` or the quotes around it.
    fn cut(&mut self, at: usize, marker_length: usize, urls: usize) {
        let text = self.printed;
        let number = &text[at + marker_length..];
        let number = &number[..number.find(|character: char| !character.is_ascii_digit()).unwrap_or(number.len())];
        // A text of the source may turn into the marker where it has escapes.
        let Some(url) = number.parse().ok().filter(|&url| url < urls) else { return };
        let end = at + marker_length + number.len();
        let (before, after) = (&text[self.done..at], &text[end..]);
        let forms = [("url(\"", "\")", false), ("url(", ")", false), ("\"", "\"", true)];
        let form = forms.iter().find(|(open, close, _)| before.ends_with(open) && after.starts_with(close));
        let Some(&(open, close, string)) = form else { return };
        self.copy(at - open.len());
        self.holes.push(Hole { offset: self.code.len(), line: self.line, column: self.column, url, string });
        self.done = end + close.len();
    }

    fn copy(&mut self, end: usize) {
        while let Some((offset, source_line, source_column)) = self.pending.pop_if(|(offset, ..)| *offset <= end) {
            self.copy_text(offset);
            let (generated_line, generated_column) = (self.line, self.column);
            if let Some(mappings) = &mut self.mappings {
                mappings.push(Mapping { generated_line, generated_column, source_line, source_column });
            }
        }
        self.copy_text(end);
    }

    fn copy_text(&mut self, end: usize) {
        // The library's columns are off by some bytes behind certain escapes, so a mapping may lie in a hole.
        let text = &self.printed[self.done.min(end)..end];
        let lines = text.bytes().filter(|&byte| byte == b'\n').count() as u32;
        let last_line = text.rfind('\n').map_or(text, |index| &text[index + 1..]);
        self.column = if lines == 0 { self.column } else { 0 } + last_line.encode_utf16().count() as u32;
        self.line += lines;
        self.code.push_str(text);
        self.done = self.done.max(end);
    }

    fn finish(mut self) -> (String, Vec<Hole>, Option<Vec<Mapping>>) {
        self.copy(self.printed.len());
        // A style sheet of nothing but white space says nothing.
        if self.code.trim().is_empty() && self.holes.is_empty() {
            self.code.clear();
        }
        (self.code, self.holes, self.mappings)
    }
}

/// The library's mappings with the byte offsets of their places, last first. It counts columns in bytes.
fn pending_mappings(printed: &str, map: &SourceMap) -> Vec<(usize, u32, u32)> {
    let starts: Vec<usize> =
        std::iter::once(0).chain(printed.match_indices('\n').map(|(index, _)| index + 1)).collect();
    let place = |line: u32, column: u32| {
        let start = starts.get(line as usize).copied().unwrap_or(printed.len());
        let end = starts.get(line as usize + 1).map_or(printed.len(), |next| next - 1);
        printed.floor_char_boundary((start + column as usize).min(end))
    };
    let mut pending: Vec<_> = (map.get_mappings().iter())
        .filter_map(|mapping| {
            let offset = place(mapping.generated_line, mapping.generated_column);
            mapping.original.map(|original| (offset, original.original_line, original.original_column))
        })
        .collect();
    pending.sort_unstable();
    pending.dedup_by_key(|mapping| mapping.0);
    pending.reverse();
    pending
}
