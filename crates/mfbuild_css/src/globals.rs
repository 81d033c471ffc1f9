//! The bare `:global .name` and `:local .name` of css modules.
//!
//! The library reads only the forms with parentheses, but webpack's users write both.

use std::borrow::Cow;

use cssparser::{ParseError, Parser, ParserInput, Token};

use crate::position::{opens_bracket, skip_block};

/// Turns `:global .a .b` into `:global(.a .b)` and takes out bare `:local`, which is the default.
///
/// Lines do not change. Columns change only behind a selector with no space between its end and the `,` or `{`.
pub(crate) fn with_parentheses(text: &str) -> Cow<'_, str> {
    if !text.contains(":global") && !text.contains(":local") {
        return Cow::Borrowed(text);
    }
    let mut rewriter = Rewriter { text, edits: Vec::new() };
    rewriter.block(&mut Parser::new(&mut ParserInput::new(text)));
    if rewriter.edits.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut rewritten = String::with_capacity(text.len() + rewriter.edits.len());
    let mut copied = 0;
    for edit in &rewriter.edits {
        rewritten.push_str(&text[copied..edit.start]);
        rewritten.push_str(edit.replacement);
        copied = edit.end;
    }
    rewritten.push_str(&text[copied..]);
    Cow::Owned(rewritten)
}

struct Edit {
    start: usize,
    end: usize,
    replacement: &'static str,
}

/// The edits of one prelude, kept apart until a `{` shows that it was one and not a declaration.
#[derive(Default)]
struct Prelude {
    edits: Vec<Edit>,
    /// Where the selector behind an open `:global(` ends so far, white space left out.
    open_end: Option<usize>,
    /// Where the last token ended if it was a colon.
    colon_end: Option<usize>,
}

struct Rewriter<'t> {
    text: &'t str,
    edits: Vec<Edit>,
}

impl Rewriter<'_> {
    fn block(&mut self, parser: &mut Parser<'_, '_>) {
        let mut prelude = Prelude::default();
        while let Ok(token) = parser.next_including_whitespace_and_comments().cloned() {
            match token {
                Token::Semicolon => prelude = Prelude::default(),
                Token::CurlyBracketBlock => {
                    self.close(&mut prelude);
                    self.edits.append(&mut std::mem::take(&mut prelude).edits);
                    let _ = parser.parse_nested_block(|inner| -> Result<(), ParseError<'_, ()>> {
                        self.block(inner);
                        Ok(())
                    });
                }
                token => self.prelude_token(&token, parser, &mut prelude),
            }
        }
    }

    fn prelude_token(&mut self, token: &Token<'_>, parser: &mut Parser<'_, '_>, prelude: &mut Prelude) {
        let colon_end = prelude.colon_end.take();
        let end = parser.position().byte_index();
        match token {
            Token::WhiteSpace(_) | Token::Comment(_) => return,
            Token::Comma => return self.close(prelude),
            // Whether it belongs to the selector shows with the next token.
            Token::Colon => return prelude.colon_end = Some(end),
            Token::Ident(name) => {
                if let Some(start) = colon_end.filter(|_| matches!(&**name, "global" | "local")) {
                    return self.bare(prelude, name, start - 1, end);
                }
            }
            token if opens_bracket(token) => skip_block(parser),
            _ => {}
        }
        if let Some(open_end) = &mut prelude.open_end {
            *open_end = parser.position().byte_index();
        }
    }

    /// A bare `:global` or `:local` from the colon at `start` to `end`.
    fn bare(&self, prelude: &mut Prelude, name: &str, start: usize, end: usize) {
        self.close(prelude);
        if name == "local" {
            prelude.edits.push(Edit { start, end, replacement: "      " });
        } else if self.text.as_bytes().get(end).is_some_and(u8::is_ascii_whitespace) {
            // A line break must stay; the parenthesis then takes no column that matters.
            let width = usize::from(matches!(self.text.as_bytes()[end], b' ' | b'\t'));
            prelude.edits.push(Edit { start: end, end: end + width, replacement: "(" });
            prelude.open_end = Some(end);
        }
    }

    /// Ends an open `:global(`; one with nothing in it is taken back, so that the library complains about it.
    fn close(&self, prelude: &mut Prelude) {
        let Some(end) = prelude.open_end.take() else { return };
        if prelude.edits.last().is_some_and(|edit| edit.end >= end) {
            prelude.edits.pop();
            return;
        }
        let width = usize::from(self.text.as_bytes().get(end) == Some(&b' '));
        prelude.edits.push(Edit { start: end, end: end + width, replacement: ")" });
    }
}
