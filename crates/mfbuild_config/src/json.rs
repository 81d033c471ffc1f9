//! Reads JSON files as syntax trees with spans.
//!
//! Owns the two dialects: strict for package.json, comments and trailing commas for what people write by hand.

use std::ops::Range;
use std::path::Path;

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::disk::Disk;

/// Which JSON a file may contain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// As in RFC 8259.
    Strict,
    /// With comments and trailing commas.
    Commented,
}

/// Reads a file; the error has no label, since there is no text. `None` if it does not exist.
pub(crate) fn read_source(path: &Path, context: &Path, disk: &Disk) -> Option<Result<SourceText, Diagnostic>> {
    let shown = display_path(path, context);
    let bytes = match disk.read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => {
            return Some(Err(
                Diagnostic::error("unreadable-file", format!("cannot read `{shown}`")).with_note(error.to_string())
            ));
        }
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        Diagnostic::error("not-utf8", format!("`{shown}` is not UTF-8"))
            .with_note(format!("the first bad byte is at offset {offset}"))
            .with_help("save the file as UTF-8")
    });
    Some(text.map(|text| SourceText { path: shown, text: text.trim_start_matches('\u{feff}').into() }))
}

/// The tree of a file, or a diagnostic that marks the first syntax error.
pub(crate) fn parse<'a>(source: &'a SourceText, dialect: Dialect, code: &'static str) -> Result<Value<'a>, Diagnostic> {
    let lenient = dialect == Dialect::Commented;
    let options = ParseOptions {
        allow_comments: lenient,
        allow_trailing_commas: lenient,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    match parse_to_ast(&source.text, &CollectOptions::default(), &options) {
        Ok(result) => result.value.ok_or_else(|| {
            Diagnostic::error(code, format!("`{}` is empty", source.path)).with_label(
                source.clone(),
                0..0,
                "expected `{`",
            )
        }),
        Err(error) => Err(Diagnostic::error(code, format!("`{}` is not valid JSON", source.path)).with_label(
            source.clone(),
            span(&error.range()),
            lower_first(&error.kind().to_string()),
        )),
    }
}

/// The byte range of a node.
pub(crate) fn span(node: &impl Ranged) -> Range<usize> {
    let range = node.range();
    range.start..range.end
}

/// The kind of a value in words, for "found …".
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::StringLit(_) => "a string",
        Value::NumberLit(_) => "a number",
        Value::BooleanLit(_) => "a boolean",
        Value::Object(_) => "an object",
        Value::Array(_) => "an array",
        Value::NullKeyword(_) => "`null`",
    }
}

/// The path as shown to the user: relative to the package where possible, with forward slashes.
pub(crate) fn display_path(path: &Path, context: &Path) -> String {
    // A file far up is easier to find by its full path.
    let bases = context.ancestors().take(5).filter(|base| base.parent().is_some());
    let relative = bases
        .enumerate()
        .find_map(|(n_up, base)| Some(Path::new(&"../".repeat(n_up)).join(path.strip_prefix(base).ok()?)));
    let text = relative.as_deref().unwrap_or(path).to_string_lossy().replace('\\', "/");
    if text.is_empty() { ".".to_owned() } else { text }
}

/// Starts the text with a small letter, as all our labels do.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
