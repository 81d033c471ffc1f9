//! What every stage says to the user: a code, a sentence, the place in the source and a way out.
//!
//! Owns the data (`Diagnostic`, `Label`, `SourceText`) and its rendering (`render_text`, `render_json`). It knows no
//! stage, no file system and no terminal: the caller decides about colour and where the text goes.
//! `render.rs` makes the text, `excerpt.rs` picks the lines that it shows, `json.rs` makes the machine form.

mod excerpt;
mod json;
mod render;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

pub use json::render_json;
pub use render::render_text;

/// How bad it is: errors end the build with exit code 1, warnings do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The build failed and nothing was written.
    Error,
    /// The build went on; the user should look.
    Warning,
}

/// A file's text, shared by all labels that point into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// Path as shown to the user, relative to the package where possible, with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: Arc<str>,
}

/// A marked range of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The file that the range lies in.
    pub source: SourceText,
    /// Byte range into `source.text`; clamped when rendered.
    pub span: Range<usize>,
    /// Text beside the mark; may be empty.
    pub message: String,
}

/// One thing to tell the user.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Stable, kebab-case code such as `unresolved-import`.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// One short sentence, literals in backticks, no full stop.
    pub message: String,
    /// Places, the first is the primary one.
    pub labels: Vec<Label>,
    /// Facts that help to understand, for instance the import chain.
    pub notes: Vec<String>,
    /// Advice how to fix it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error with no place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// A warning with no place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Adds a place.
    #[must_use]
    pub fn with_label(mut self, source: SourceText, span: Range<usize>, message: impl Into<String>) -> Self {
        self.labels.push(Label { source, span, message: message.into() });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Sets the way out.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Whether the build must fail.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Orders by file, offset and code, so that the output does not depend on which thread was first, and drops what is
/// said twice at the same place. Diagnostics without a place come first.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|left, right| sort_key(left).cmp(&sort_key(right)));
    diagnostics.dedup_by(|later, first| sort_key(later) == sort_key(first) && later.severity == first.severity);
}

fn sort_key(diagnostic: &Diagnostic) -> (Option<(&str, usize, usize)>, &str, &str) {
    let place = diagnostic.labels.first().map(|label| (&*label.source.path, label.span.start, label.span.end));
    (place, diagnostic.code, &diagnostic.message)
}
