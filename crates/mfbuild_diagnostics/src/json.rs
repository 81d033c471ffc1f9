//! Diagnostics as JSON for tools: one array, one object for each diagnostic.
//!
//! Owns the shape of that output, which editors and scripts rely on: add fields, never rename them.

use serde::Serialize;

use crate::excerpt::{clamp, position};
use crate::{Diagnostic, Label, Severity};

/// Renders in the given order as one line of JSON. Lines and columns count from 1, columns in characters;
/// `start` and `end` are byte offsets.
pub fn render_json(diagnostics: &[Diagnostic]) -> String {
    let items = diagnostics.iter().map(JsonDiagnostic::new).collect::<Vec<_>>();
    serde_json::to_string(&items).expect("strings and numbers are always serialisable")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonDiagnostic<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    labels: Vec<JsonLabel<'a>>,
    notes: &'a [String],
    help: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonLabel<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: usize,
    end: usize,
    message: &'a str,
}

impl<'a> JsonDiagnostic<'a> {
    fn new(diagnostic: &'a Diagnostic) -> Self {
        Self {
            code: diagnostic.code,
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: &diagnostic.message,
            labels: diagnostic.labels.iter().map(JsonLabel::new).collect(),
            notes: &diagnostic.notes,
            help: diagnostic.help.as_deref(),
        }
    }
}

impl<'a> JsonLabel<'a> {
    fn new(label: &'a Label) -> Self {
        let span = clamp(&label.source.text, &label.span);
        let start = position(&label.source.text, span.start);
        let end = position(&label.source.text, span.end);
        Self {
            file: &label.source.path,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            start: span.start,
            end: span.end,
            message: &label.message,
        }
    }
}
