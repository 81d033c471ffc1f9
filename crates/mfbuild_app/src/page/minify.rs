//! What a page in production can do without: comments everywhere, white space between the tags of the head.
//!
//! No minifier crate fits: minify-html brings a JavaScript and a CSS minifier, and all of them write the whole page
//! anew. What they would gain beyond this is a few bytes of quotes and optional tags in a file that is loaded once.
//! White space in the body stays: whether it shows depends on style sheets.

use std::ops::Range;

use super::head::{element_end, top_level};
use super::tokens::{Token, TokenKind, is_blank};

/// Ranges of the template that can go.
pub(super) fn superfluous(template: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (top, body) = top_level(tokens, 0);
    found.extend(top.into_iter().map(|index| &tokens[index]).filter_map(|token| {
        let can_go = match token.kind {
            // A byte order mark is no white space here: it may be all that tells the encoding.
            TokenKind::Text { .. } => is_blank(&template[token.span.clone()]),
            TokenKind::Comment => is_idle_comment(template, &token.span),
            _ => false,
        };
        can_go.then(|| token.span.clone())
    }));
    let mut index = body;
    while let Some(token) = tokens.get(index) {
        if matches!(token.kind, TokenKind::Comment) && is_idle_comment(template, &token.span) {
            found.push(token.span.clone());
        }
        index = if token.starts("pre") { element_end(tokens, index) } else { index + 1 };
    }
    found
}

/// Whether nobody reads a comment: neither old browsers (conditional comments) nor servers (`<!--#include`), template
/// engines or people who asked to keep it (`<!--!`).
fn is_idle_comment(template: &str, span: &Range<usize>) -> bool {
    let Some(content) = template[span.clone()].strip_prefix("<!--") else { return false };
    let content = content.trim_start();
    let is_read = content.starts_with("[if") || content.starts_with("<![") || content.starts_with(['!', '#']);
    // Without the comment, the texts around it would become one: `&am<!---->p;`.
    let touches_text = template[..span.start].ends_with(|before: char| !before.is_ascii_whitespace() && before != '>');
    !is_read && !content.contains("<%") && !touches_text
}
