//! The raw text of tagged templates, which `String.raw` shows.
//!
//! Owns a mark in `</script`: the printer writes `<\/script` in all templates, as if scripts stood in pages. In others that
//! is the same text.

use oxc_allocator::Allocator;
use oxc_ast::ast::*;
use oxc_ast_visit::{VisitMut, walk_mut};

use crate::minify::Position;

/// A character that no program has: programs with it keep what the printer writes.
const MARK: char = '\u{10fffe}';

/// Puts a mark behind each `<` that the printer would take for a script's end; `false`: there is none.
pub(crate) fn mark<'a>(program: &mut Program<'a>, allocator: &'a Allocator) -> bool {
    let text = program.source_text;
    if !text.contains("</") || text.contains(MARK) || !text.to_ascii_lowercase().contains("</script") {
        return false;
    }
    let mut marker = RawTextMarker { allocator, has_marked: false };
    marker.visit_program(program);
    marker.has_marked
}

struct RawTextMarker<'a> {
    allocator: &'a Allocator,
    has_marked: bool,
}

impl<'a> VisitMut<'a> for RawTextMarker<'a> {
    fn visit_tagged_template_expression(&mut self, tagged: &mut TaggedTemplateExpression<'a>) {
        walk_mut::walk_tagged_template_expression(self, tagged);
        for quasi in &mut tagged.quasi.quasis {
            let raw = quasi.value.raw.as_str();
            if !raw.to_ascii_lowercase().contains("</script") {
                continue;
            }
            let marked = raw.replace("</", &format!("<{MARK}/"));
            quasi.value.raw = self.allocator.alloc_str(&marked).into();
            self.has_marked = true;
        }
    }
}

/// Takes the marks out of a printed text, and moves the positions behind them.
pub(crate) fn unmark(code: &mut String, positions: &mut [Position]) {
    let mut marks = Vec::new();
    for (line, text) in code.split('\n').enumerate() {
        let columns = text.match_indices(MARK).map(|(at, _)| text[..at].encode_utf16().count());
        marks.extend(columns.map(|column| (line as u32, column as u32)));
    }
    for position in positions {
        let is_before = |mark: &&(u32, u32)| mark.0 == position.line && mark.1 < position.column;
        position.column -= (marks.iter().filter(is_before).count() * MARK.len_utf16()) as u32;
    }
    *code = code.replace(MARK, "");
}
