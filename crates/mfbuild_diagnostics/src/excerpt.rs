//! Picks the part of a source that a frame shows.
//!
//! Owns the safety of spans (clamped, on character boundaries) and the cutting of very long lines, which minified
//! sources consist of. It decides nothing about the look; `render.rs` does.

use std::ops::Range;
use std::sync::Arc;

use crate::Label;

/// Lines up to this many bytes are shown whole.
const LONGEST_WHOLE_LINE: usize = 240;
/// Bytes that stay in front of the mark in a longer line.
const BEFORE_MARK: usize = 60;
/// Bytes that stay from the start of the mark on.
const FROM_MARK: usize = 120;
/// Stands where a line was cut.
const CUT: &str = "…";

/// A piece of one source with the marks that lie in it.
#[derive(Debug)]
pub(crate) struct Excerpt<'a> {
    pub path: &'a str,
    pub text: String,
    /// Number of the first line of `text` in the source, from 1.
    pub first_line: usize,
    /// Line and column of the first mark in the source, where the cut text would give a wrong column.
    pub place: Option<Position>,
    /// The first one of the first excerpt is the primary mark.
    pub marks: Vec<Mark<'a>>,
}

/// A marked byte range of an excerpt.
#[derive(Debug)]
pub(crate) struct Mark<'a> {
    pub span: Range<usize>,
    pub message: &'a str,
}

/// A place as people count it: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub line: usize,
    pub column: usize,
}

/// The excerpts for the labels of one diagnostic, in label order; labels in one source share one if it is readable.
pub(crate) fn excerpts(labels: &[Label]) -> Vec<Excerpt<'_>> {
    labels.chunk_by(same_source).flat_map(excerpts_of_source).collect()
}

/// The span, inside the text and on character boundaries.
pub(crate) fn clamp(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    start..text.ceil_char_boundary(span.end).max(start)
}

/// Line and column of an offset that lies on a character boundary.
pub(crate) fn position(text: &str, offset: usize) -> Position {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position { line: line_number(before), column: before[line_start..].chars().count() + 1 }
}

fn same_source(left: &Label, right: &Label) -> bool {
    left.source.path == right.source.path
        && (Arc::ptr_eq(&left.source.text, &right.source.text) || left.source.text == right.source.text)
}

fn excerpts_of_source(labels: &[Label]) -> Vec<Excerpt<'_>> {
    let source = &labels[0].source;
    let spans = labels.iter().map(|label| clamp(&source.text, &label.span)).collect::<Vec<_>>();
    let readable = spans
        .iter()
        .all(|span| source.text[lines_of(&source.text, span)].lines().all(|line| line.len() <= LONGEST_WHOLE_LINE));
    if readable {
        return vec![whole_lines(labels, &spans)];
    }
    labels.iter().zip(spans).map(|(label, span)| cut_line(label, span)).collect()
}

/// All lines from the first to the last mark.
fn whole_lines<'a>(labels: &'a [Label], spans: &[Range<usize>]) -> Excerpt<'a> {
    let source = &labels[0].source;
    let start = spans.iter().map(|span| span.start).min().unwrap_or(0);
    let end = spans.iter().map(|span| span.end).max().unwrap_or(0);
    let lines = lines_of(&source.text, &(start..end));
    let marks = labels
        .iter()
        .zip(spans)
        .map(|(label, span)| Mark { span: span.start - lines.start..span.end - lines.start, message: &label.message });
    Excerpt {
        path: &source.path,
        first_line: line_number(&source.text[..lines.start]),
        place: None,
        marks: marks.collect(),
        text: source.text[lines].to_owned(),
    }
}

/// A window of the line in which the mark starts.
fn cut_line(label: &Label, span: Range<usize>) -> Excerpt<'_> {
    let text = &*label.source.text;
    let line = lines_of(text, &(span.start..span.start));
    let start = text.floor_char_boundary(span.start.saturating_sub(BEFORE_MARK).max(line.start));
    let end = text.ceil_char_boundary((span.start + FROM_MARK).min(line.end));
    let prefix = if start > line.start { CUT } else { "" };
    let suffix = if end < line.end { CUT } else { "" };
    let shift = |offset: usize| offset.min(end) - start + prefix.len();
    let place = position(text, span.start);
    Excerpt {
        path: &label.source.path,
        text: format!("{prefix}{}{suffix}", &text[start..end]),
        first_line: place.line,
        place: Some(place),
        marks: vec![Mark { span: shift(span.start)..shift(span.end), message: &label.message }],
    }
}

/// The range of the whole lines that a span touches, without the last line break.
fn lines_of(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |length| span.end + length);
    start..end
}

fn line_number(before: &str) -> usize {
    before.bytes().filter(|byte| *byte == b'\n').count() + 1
}
