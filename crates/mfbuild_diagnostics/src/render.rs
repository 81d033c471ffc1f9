//! Diagnostics as text for people: a code frame, notes, a help line and a final count.
//!
//! Owns the look only. It never fails: whatever the spans and texts are, something readable comes out.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::excerpt::{Excerpt, excerpts};
use crate::{Diagnostic, Severity};

/// Renders in the given order, with a blank line after each and a count such as `2 errors, 1 warning` at the end.
/// Nothing at all for an empty slice. `color` asks for ANSI colours.
pub fn render_text(diagnostics: &[Diagnostic], color: bool) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&render_one(diagnostic, &renderer));
        text.push_str("\n\n");
    }
    text.push_str(&count(diagnostics));
    text.push('\n');
    text
}

fn render_one(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let shown = excerpts(&diagnostic.labels);
    let mut group = Group::with_title(level.primary_title(printable(&diagnostic.message)).id(diagnostic.code));
    for (index, excerpt) in shown.iter().enumerate() {
        group = add_excerpt(group, excerpt, index == 0);
    }
    let notes = diagnostic.notes.iter().map(|note| (Level::NOTE, printable(note)));
    let remarks = notes.chain(diagnostic.help.iter().map(|help| (Level::HELP, printable(help))));
    if shown.is_empty() {
        // Without a frame there is nothing that remarks could hang on: they are lines of their own.
        let remarks = remarks.map(|(level, text)| Group::with_title(level.secondary_title(text)));
        return std::iter::once(group)
            .chain(remarks)
            .map(|line| renderer.render(&[line]))
            .collect::<Vec<_>>()
            .join("\n");
    }
    for (level, text) in remarks {
        group = group.element(level.message(text));
    }
    renderer.render(&[group])
}

fn add_excerpt<'a>(mut group: Group<'a>, excerpt: &'a Excerpt<'a>, first: bool) -> Group<'a> {
    let mut snippet = Snippet::source(excerpt.text.as_str()).line_start(excerpt.first_line);
    match excerpt.place {
        Some(place) => {
            group = group.element(Origin::path(excerpt.path).line(place.line).char_column(place.column));
        }
        None => snippet = snippet.path(excerpt.path),
    }
    for (index, mark) in excerpt.marks.iter().enumerate() {
        let kind = if first && index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = (!mark.message.is_empty()).then_some(mark.message);
        snippet = snippet.annotation(kind.span(mark.span.clone()).label(label));
    }
    group.element(snippet)
}

/// Text from files and packages must not be able to steer the terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c }).collect()
}

fn count(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let counts = [plural(errors, "error"), plural(diagnostics.len() - errors, "warning")];
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn plural(count: usize, noun: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{count} {noun}s")),
    }
}
