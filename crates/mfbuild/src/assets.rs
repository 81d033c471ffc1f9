//! Files that are copied to the output as they are, and data files that become modules.
//!
//! Owns the text of the modules that stand for them.

use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::names::{file_name_part, short_hash};

/// A file of the output.
#[derive(Clone, Debug)]
pub struct AssetFile {
    /// Name relative to the output root: `static/logo.0123456789ab.svg`.
    pub file_name: String,
    /// Its content.
    pub bytes: Arc<[u8]>,
}

/// JSON texts beyond this size are parsed at run time: engines do that faster than they compile a literal.
const LONGEST_JSON_LITERAL: usize = 16 * 1024;

impl AssetFile {
    /// Names the file after its content.
    pub fn new(path: &Path, bytes: &[u8]) -> Self {
        let stem = path.file_stem().map(|stem| file_name_part(&stem.to_string_lossy())).unwrap_or_default();
        let extension = path.extension().map(|ext| format!(".{}", ext.to_string_lossy())).unwrap_or_default();
        Self { file_name: format!("static/{stem}.{}{extension}", short_hash(bytes)), bytes: bytes.into() }
    }

    /// A module whose default export is the url, with this query and fragment.
    pub fn module_text(&self, suffix: &str) -> String {
        format!("export default __webpack_public_path__ + {};", quoted(&format!("{}{suffix}", self.file_name)))
    }
}

/// A JavaScript string literal.
pub fn quoted(text: &str) -> String {
    let json = serde_json::to_string(text).expect("a string is always JSON");
    json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A module whose default export is a text.
pub fn text_module(text: &str) -> String {
    format!("export default {};", quoted(text))
}

/// A module whose default export is a data url.
pub fn data_url_module(path: &Path, bytes: &[u8]) -> String {
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let data = base64::engine::general_purpose::STANDARD.encode(bytes);
    text_module(&format!("data:{mime};base64,{data}"))
}

/// JSON as a module: `module.exports`, so that every property can be imported by name.
///
/// The text itself is used: JSON is ECMAScript (ECMA-262 since 2019), and what a number or a lone surrogate means is for
/// the engine to say.
pub fn json_module(source: &SourceText) -> Result<String, Diagnostic> {
    match serde_json::from_str::<serde::de::IgnoredAny>(&source.text) {
        Ok(_) => Ok(value_module(&compact(source.text.trim()))),
        // Deeper than is checked here; the engine checks it.
        Err(error) if error.to_string().starts_with("recursion limit exceeded") => Ok(parsed_at_run_time(&source.text)),
        Err(error) => {
            let at = offset(&source.text, error.line(), error.column());
            let message = error.to_string();
            let reason = message.split(" at line ").next().unwrap_or_default().to_string();
            Err(Diagnostic::error("invalid-json", format!("`{}` is no valid JSON", source.path))
                .with_label(source.clone(), at..at + 1, reason)
                .with_help("JSON has no comments and no trailing commas"))
        }
    }
}

/// YAML as a module, like JSON.
pub fn yaml_module(source: &SourceText) -> Result<String, Diagnostic> {
    let value: serde_json::Value = serde_norway::from_str(&source.text).map_err(|error| {
        let at = error.location().map_or(0, |location| location.index());
        Diagnostic::error("invalid-yaml", format!("`{}` is no valid YAML", source.path)).with_label(
            source.clone(),
            at..at + 1,
            error.to_string(),
        )
    })?;
    Ok(value_module(&value.to_string()))
}

/// The text without white space between tokens.
fn compact(json: &str) -> String {
    let mut in_string = false;
    let mut escaped = false;
    let is_kept = |c: &char| {
        let kept = in_string || !c.is_ascii_whitespace();
        in_string ^= *c == '"' && !escaped;
        escaped = in_string && *c == '\\' && !escaped;
        kept
    };
    json.chars().filter(is_kept).collect()
}

fn value_module(json: &str) -> String {
    // `{"__proto__": …}` as a literal would set the prototype instead of a property, however the key is escaped.
    if json.len() > LONGEST_JSON_LITERAL || json.contains("__proto__") || json.contains("\\u") {
        return parsed_at_run_time(json);
    }
    format!("module.exports = {json};")
}

fn parsed_at_run_time(json: &str) -> String {
    format!("module.exports = JSON.parse({});", quoted(json))
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}
