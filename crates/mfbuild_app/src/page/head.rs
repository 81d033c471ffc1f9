//! Where the head of a page is, also if its tags are left out, which html allows.

use std::borrow::Cow;
use std::ops::Range;

use mfbuild_diagnostics::Diagnostic;

use super::tokens::{BYTE_ORDER_MARK, Token, TokenKind, tokens};

/// Elements that stay in the head when no tag says where it ends.
const METADATA: [&str; 11] =
    ["base", "basefont", "bgsound", "link", "meta", "noframes", "noscript", "script", "style", "template", "title"];

/// The template itself, or with a start tag for its head: after `<html>`, else after the doctype.
pub(super) fn with_head(template: &str) -> Result<Cow<'_, str>, Diagnostic> {
    let tokens = tokens(template)?;
    // Texts do not matter here: a block of the template may stand anywhere.
    let before_body = &tokens[..tokens.iter().position(is_body_element).unwrap_or(tokens.len())];
    if before_body.iter().any(|token| token.starts("head")) {
        return Ok(Cow::Borrowed(template));
    }
    let mark = if template.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    let html = before_body.iter().find(|token| token.starts("html"));
    let doctype = || before_body.iter().find(|token| matches!(token.kind, TokenKind::Doctype));
    let position = html.or_else(doctype).map_or(mark, |token| token.span.end);
    Ok(Cow::Owned(format!("{}<head>{}", &template[..position], &template[position..])))
}

/// The end tag of the head; an empty range where the tag is missing.
pub(super) fn head_end(template: &str, tokens: &[Token]) -> Range<usize> {
    let end = tokens.iter().find(|token| token.ends("head") || token.starts("body"));
    if let Some(token) = end.filter(|token| token.ends("head")) {
        return token.span.clone();
    }
    let head = tokens.iter().position(|token| token.starts("head")).unwrap_or_default();
    let body = tokens.get(top_level(tokens, head).1).map_or(template.len(), |token| token.span.start);
    body..body
}

/// The pieces from `start` to the body that lie in no element but `html` and `head`, and the index of the body's first
/// piece. Blocks of the template end the search: nobody knows what they make.
pub(super) fn top_level(tokens: &[Token], start: usize) -> (Vec<usize>, usize) {
    let mut found = Vec::new();
    let mut index = start;
    while let Some(token) = tokens.get(index) {
        let is_body = match &token.kind {
            TokenKind::Text { is_blank } => !is_blank,
            TokenKind::End { name } => name != "head",
            _ => is_body_element(token),
        };
        if is_body {
            break;
        }
        found.push(index);
        let is_root = token.starts("html") || token.starts("head");
        index = if is_root { index + 1 } else { element_end(tokens, index) };
    }
    (found, index)
}

fn is_body_element(token: &Token) -> bool {
    let TokenKind::Start { name, .. } = &token.kind else { return false };
    !matches!(name.as_str(), "html" | "head") && !METADATA.contains(&name.as_str())
}

/// The index after the end tag of the element that starts at `index`; void elements end at once, and what is never
/// closed goes on to the end.
pub(super) fn element_end(tokens: &[Token], index: usize) -> usize {
    let TokenKind::Start { name, .. } = &tokens[index].kind else { return index + 1 };
    if matches!(name.as_str(), "base" | "basefont" | "bgsound" | "link" | "meta") {
        return index + 1;
    }
    let mut depth = 0;
    for (offset, token) in tokens[index..].iter().enumerate() {
        depth += usize::from(token.starts(name));
        depth -= usize::from(token.ends(name));
        if depth == 0 {
            return index + offset + 1;
        }
    }
    tokens.len()
}
