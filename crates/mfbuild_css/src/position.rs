//! Places in a source: from the library's line and column to byte ranges.
//!
//! The library counts lines from 0 and columns from 1 in UTF-16 units; diagnostics want bytes.

use std::ops::Range;

use cssparser::{ParseError, Parser, ParserInput, Token};

/// Bytes of a byte order mark at the start.
pub(crate) fn bom_length(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Line starts of one text, built on first use only where a place is asked for.
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Line breaks are those of CSS Syntax 3 §3.3: `\n`, `\r`, `\r\n` and form feed.
    pub(crate) fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |index: usize| match bytes[index] {
            b'\n' | 0x0c => true,
            b'\r' => bytes.get(index + 1) != Some(&b'\n'),
            _ => false,
        };
        let starts = (0..bytes.len()).filter(|&index| ends_line(index)).map(|index| index + 1);
        // The library never sees a byte order mark, so its first column lies behind it.
        Self { text, starts: std::iter::once(bom_length(text)).chain(starts).collect() }
    }

    /// Byte offset of a line (from 0) and a column (from 1, UTF-16 units); past the end means the end.
    pub(crate) fn offset(&self, line: u32, column: u32) -> usize {
        let Some(&start) = self.starts.get(line as usize) else { return self.text.len() };
        let mut units = column.saturating_sub(1) as usize;
        for (index, character) in self.text[start..].char_indices() {
            if units == 0 {
                return start + index;
            }
            units = units.saturating_sub(character.len_utf16());
        }
        self.text.len()
    }
}

/// Reads over what is in the function or bracket that the parser has just entered, so that its position is behind it.
pub(crate) fn skip_block(parser: &mut Parser<'_, '_>) {
    let _ = parser.parse_nested_block(|inner| -> Result<(), ParseError<'_, ()>> {
        while inner.next().is_ok() {}
        Ok(())
    });
}

/// Whether [`skip_block`] must follow, for brackets other than `{`.
pub(crate) fn opens_bracket(token: &Token<'_>) -> bool {
    matches!(token, Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock)
}

/// Range of the first token at or after `offset`, white space and comments skipped; a function reaches to its `)`.
pub(crate) fn token_span(text: &str, offset: usize) -> Range<usize> {
    let mut input = ParserInput::new(&text[offset..]);
    let mut parser = Parser::new(&mut input);
    parser.skip_whitespace();
    let start = parser.position().byte_index();
    if parser.next().is_ok_and(opens_bracket) {
        skip_block(&mut parser);
    }
    offset + start..offset + parser.position().byte_index()
}

/// Range from `offset` to the end of the statement or declaration that it lies in, without the `;`.
pub(crate) fn statement_span(text: &str, offset: usize) -> Range<usize> {
    let mut input = ParserInput::new(&text[offset..]);
    let mut parser = Parser::new(&mut input);
    parser.skip_whitespace();
    let start = parser.position().byte_index();
    let mut end = start;
    while let Ok(token) = parser.next() {
        match token {
            Token::Semicolon | Token::CloseCurlyBracket | Token::CurlyBracketBlock => break,
            token if opens_bracket(token) => skip_block(&mut parser),
            _ => {}
        }
        end = parser.position().byte_index();
    }
    offset + start..offset + end
}
