//! `@import`: what a file imports, and how its conditions are put around the imported text.

use std::ops::Range;

use lightningcss::printer::PrinterOptions;
use lightningcss::rules::CssRule;
use lightningcss::rules::import::ImportRule;
use lightningcss::stylesheet::StyleSheet;
use lightningcss::traits::ToCss;

use crate::position::{Lines, statement_span};
use crate::print::{Mapping, PrintedCss};
use crate::urls::is_external;

/// An `@import` statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CssImport {
    /// The request as written, escapes undone.
    pub request: String,
    /// Media queries, without the keyword.
    pub media: Option<String>,
    /// The condition of `supports()`, in the form that `@supports` takes.
    pub supports: Option<String>,
    /// The cascade layer.
    pub layer: Option<CssLayer>,
    /// The browser loads it (`https:`, `//host`, `data:`): [`crate::print`] adds the statement to
    /// [`PrintedCss::external_imports`], nobody resolves it.
    pub external: bool,
    /// Byte range of the statement in the source, without `;`.
    pub span: Range<usize>,
    /// `@layer` statements before the first import; they must come before the imported rules too.
    pub(crate) leading_layers: Vec<String>,
}

/// The layer of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CssLayer {
    /// `layer`. The name is ours and unique: the imported file and what it imports itself are printed one after the
    /// other but must share one layer, and two `@layer { }` without a name would be two layers.
    Anonymous(String),
    /// `layer(name)`.
    Named(String),
}

/// Imports and leading layers of a file.
pub(crate) struct Head {
    pub(crate) imports: Vec<CssImport>,
    pub(crate) leading_layers: Vec<String>,
}

/// Takes the imports, and the `@layer` statements before them, out of the tree.
pub(crate) fn extract(sheet: &mut StyleSheet<'_>, source: &str, layer_name: &str, minify: bool) -> Head {
    let mut head = Head { imports: Vec::new(), leading_layers: Vec::new() };
    let rules = &mut sheet.rules.0;
    let Some(last) = rules.iter().rposition(|rule| matches!(rule, CssRule::Import(_))) else { return head };
    let lines = Lines::new(source);
    for rule in rules.drain(..=last) {
        match &rule {
            CssRule::Import(import) => {
                let name = format!("{layer_name}_{}", head.imports.len());
                let offset = lines.offset(import.loc.line, import.loc.column);
                let leading_layers = if head.imports.is_empty() { head.leading_layers.clone() } else { Vec::new() };
                let span = statement_span(source, offset);
                head.imports.push(CssImport { span, leading_layers, ..converted(import, name, minify) });
            }
            // Nothing but `@layer` statements comes before an import that the library accepted.
            other => head.leading_layers.push(css_text(other, minify)),
        }
    }
    head
}

fn converted(import: &ImportRule<'_>, anonymous_name: String, minify: bool) -> CssImport {
    let request = import.url.trim().to_owned();
    CssImport {
        media: (!import.media.media_queries.is_empty()).then(|| css_text(&import.media, minify)),
        supports: import.supports.as_ref().map(|condition| css_text(condition, minify)),
        layer: import.layer.as_ref().map(|layer| match layer {
            Some(name) => CssLayer::Named(css_text(name, minify)),
            None => CssLayer::Anonymous(anonymous_name),
        }),
        external: is_external(&request),
        request,
        span: 0..0,
        leading_layers: Vec::new(),
    }
}

fn css_text(part: &impl ToCss, minify: bool) -> String {
    let options = PrinterOptions { minify, ..PrinterOptions::default() };
    part.to_css_string(options).expect("conditions and layer names print without options that can fail")
}

impl CssImport {
    fn layer_name(&self) -> Option<&str> {
        self.layer.as_ref().map(|(CssLayer::Anonymous(name) | CssLayer::Named(name))| name.as_str())
    }

    fn has_conditions(&self) -> bool {
        self.media.is_some() || self.supports.is_some() || self.layer.is_some()
    }

    /// The at-rules around an imported text, outermost first.
    fn preludes(&self) -> Vec<String> {
        let media = self.media.as_ref().map(|media| format!("@media {media}"));
        let supports = self.supports.as_ref().map(|condition| format!("@supports {condition}"));
        let layer = self.layer_name().map(|name| format!("@layer {name}"));
        [media, supports, layer].into_iter().flatten().collect()
    }

    /// The statement for a browser.
    pub(crate) fn statement(&self, address: &str, anonymous_layer: bool) -> String {
        let mut text = String::from("@import ");
        cssparser::serialize_string(address, &mut text).expect("strings take all writes");
        match &self.layer {
            Some(CssLayer::Anonymous(_)) if anonymous_layer => text.push_str(" layer"),
            Some(CssLayer::Anonymous(name) | CssLayer::Named(name)) => text.push_str(&format!(" layer({name})")),
            None => {}
        }
        if let Some(condition) = &self.supports {
            text.push_str(&format!(" supports({condition})"));
        }
        if let Some(media) = &self.media {
            text.push_str(&format!(" {media}"));
        }
        text.push(';');
        text
    }
}

/// Puts the conditions of an import around an imported file (or around a part that is wrapped already, from the inner
/// import to the outer ones).
pub fn wrap_import(printed: PrintedCss, import: &CssImport) -> PrintedCss {
    let mut printed = if import.has_conditions() { wrapped(printed, import) } else { printed };
    printed.layers.splice(0..0, import.leading_layers.iter().cloned());
    printed
}

fn wrapped(printed: PrintedCss, import: &CssImport) -> PrintedCss {
    let PrintedCss { code, mappings, layers, external_imports, minified } = printed;
    let preludes = import.preludes();
    let (open, close) = if minified { ("{", "}") } else { (" {\n", "}\n") };
    let enclose = |text: &str| {
        let head: String = preludes.iter().flat_map(|prelude| [prelude, open]).collect();
        format!("{head}{text}{}", close.repeat(preludes.len()))
    };
    let head_lines = if minified { 0 } else { preludes.len() as u32 };
    let head_columns =
        if minified { preludes.iter().map(|prelude| prelude.encode_utf16().count() + 1).sum() } else { 0 };
    let shift = |mapping: Mapping| Mapping {
        generated_line: mapping.generated_line + head_lines,
        generated_column: mapping.generated_column + if mapping.generated_line == 0 { head_columns as u32 } else { 0 },
        ..mapping
    };
    let mut layers: Vec<_> = layers.iter().map(|statement| enclose(statement)).collect();
    if code.is_empty() {
        // An import into a layer defines the layer, even if there is nothing in it.
        layers.extend(import.layer_name().map(|_| enclose("")));
    }
    PrintedCss {
        code: if code.is_empty() { code } else { enclose(&code) },
        mappings: mappings.map(|mappings| mappings.into_iter().map(shift).collect()),
        layers,
        external_imports: external_imports.iter().map(|statement| nested_import(statement, import)).collect(),
        minified,
    }
}

/// A browser import under the conditions of another import: a style sheet in a data address that holds the statement,
/// because conditions of two imports cannot be written in one.
fn nested_import(statement: &str, import: &CssImport) -> String {
    // In a data address there is no host to take the scheme from.
    let statement = statement.replacen("@import \"//", "@import \"https://", 1);
    let mut address = String::from("data:text/css,");
    for byte in statement.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/@;=,()'*! ".contains(&byte) && byte != b' ' {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    import.statement(&address, false)
}
