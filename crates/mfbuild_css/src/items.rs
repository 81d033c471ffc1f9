//! Error recovery that keeps what browsers keep.
//!
//! When one declaration of a block is invalid, the library forgets the valid ones before it. Browsers drop only the
//! invalid one (CSS Syntax 3 §5.5). So the invalid item is blanked out in the text, and the text is read again.

use std::ops::Range;

use cssparser::{ParseError, Parser, ParserInput, Token};

use crate::position::{opens_bracket, skip_block};

/// A statement, rule or declaration in a text.
struct Item {
    range: Range<usize>,
    /// Where its `{` is, or its end.
    prelude_end: usize,
    nested: bool,
}

/// All items of a text, inner ones before the ones that hold them.
pub(crate) struct Items<'t> {
    text: &'t str,
    items: Vec<Item>,
}

impl<'t> Items<'t> {
    /// Reads a text, which takes one pass over its tokens.
    pub(crate) fn new(text: &'t str) -> Self {
        let mut items = Vec::new();
        collect(&mut Parser::new(&mut ParserInput::new(text)), false, &mut items);
        Self { text, items }
    }

    /// Whether the place lies in a condition that the library keeps as tokens when it cannot read it.
    pub(crate) fn in_condition(&self, offset: usize) -> bool {
        self.item_at(offset).is_some_and(|item| {
            let prelude = self.text[item.range.start..item.prelude_end].trim_start();
            offset < item.prelude_end
                && ["@media", "@container", "@import"].iter().any(|name| starts_with(prelude, name))
        })
    }

    /// The item inside of a block that holds a place, without white space and `;`, and whether it has a block itself.
    pub(crate) fn nested_at(&self, offset: usize) -> Option<(Range<usize>, bool)> {
        let item = self.item_at(offset).filter(|item| item.nested)?;
        let text = &self.text[item.range.clone()];
        let start = item.range.end - text.trim_start().len();
        let end = item.range.start + text.trim_end_matches(|last: char| last == ';' || last.is_whitespace()).len();
        Some((start..end.max(start), self.text[item.prelude_end..].starts_with('{')))
    }

    /// The text with the items blanked out that lie inside of blocks and hold one of the offsets, `None` if there are
    /// none. Lines and columns of the rest do not change.
    pub(crate) fn blank_nested(&self, offsets: &[usize]) -> Option<String> {
        let nested = |&offset: &usize| self.item_at(offset).filter(|item| item.nested);
        let mut ranges: Vec<_> = offsets.iter().filter_map(nested).map(|item| item.range.clone()).collect();
        ranges.sort_by_key(|range| range.start);
        let mut blanked = String::with_capacity(self.text.len());
        let mut copied = 0;
        for range in &ranges {
            // Two errors in one item, or one item inside of another.
            let start = range.start.max(copied);
            blanked.push_str(&self.text[copied..start]);
            copied = range.end.max(copied);
            blanked.extend(self.text[start..copied].chars().flat_map(blank));
        }
        blanked.push_str(&self.text[copied..]);
        (!ranges.is_empty()).then_some(blanked)
    }

    /// The innermost item at an offset. An error at a `}` or at the end belongs to the item that ends there.
    fn item_at(&self, offset: usize) -> Option<&Item> {
        let at_end = matches!(self.text.as_bytes().get(offset), None | Some(b'}'));
        self.items.iter().find(|Item { range, .. }| {
            if at_end { range.start < offset && range.end == offset } else { range.contains(&offset) }
        })
    }
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// Spaces of the same width in UTF-16; line breaks stay.
fn blank(character: char) -> impl Iterator<Item = char> {
    let replacement = if matches!(character, '\n' | '\r' | '\u{c}') { character } else { ' ' };
    std::iter::repeat_n(replacement, character.len_utf16())
}

fn collect(parser: &mut Parser<'_, '_>, nested: bool, found: &mut Vec<Item>) {
    let mut start = parser.position().byte_index();
    loop {
        let before = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments() else { break };
        match token {
            Token::CurlyBracketBlock => {
                let _ = parser.parse_nested_block(|inner| -> Result<(), ParseError<'_, ()>> {
                    collect(inner, true, found);
                    Ok(())
                });
            }
            Token::Semicolon => {}
            token if opens_bracket(token) => {
                skip_block(parser);
                continue;
            }
            _ => continue,
        }
        let end = parser.position().byte_index();
        found.push(Item { range: start..end, prelude_end: before, nested });
        start = end;
    }
    let end = parser.position().byte_index();
    if start < end {
        found.push(Item { range: start..end, prelude_end: end, nested });
    }
}
