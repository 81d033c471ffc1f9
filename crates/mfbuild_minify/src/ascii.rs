//! JavaScript in ASCII: pages without a charset read scripts as they please.
//!
//! Owns which escape stands for a character in which token (ECMA-262 12.7, 12.9.4, 12.9.6). Regular expressions and the
//! texts of tagged templates stay as they are, as with esbuild: `source` and the tag would show the escapes.

use std::fmt::Write as _;
use std::ops::Range;

use oxc_allocator::Allocator;
use oxc_ast::ast::*;
use oxc_ast_visit::{Visit, walk};
use oxc_parser::Parser;

use crate::minify::Kind;

/// A text without characters above ASCII.
#[derive(Debug)]
pub struct Ascii {
    /// The program.
    pub code: String,
    /// Where it became longer, in the order of the text.
    pub shifts: Vec<Shift>,
}

/// A character that became an escape; numbers count from 0, columns in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Its line.
    pub line: u32,
    /// Its column in the text before.
    pub column: u32,
    /// How many units longer the escape is.
    pub by: u32,
}

/// Escapes all characters above ASCII but those of regular expressions and tagged templates; `None` if there are none, or if `text` is no program.
pub fn ascii(text: &str, kind: Kind) -> Option<Ascii> {
    if text.is_ascii() {
        return None;
    }
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, kind.source_type()).parse();
    if parsed.panicked {
        return None;
    }
    let mut tokens = Tokens::default();
    tokens.visit_program(&parsed.program);
    tokens.found.sort_by_key(|(range, _)| range.start);
    Some(escaped(text, &tokens.found))
}

/// How characters of a token are escaped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    /// `\xe9`, `\u20ac`, `\u{1f600}`
    Text,
    /// As they are.
    Raw,
    /// `\u00e9`, `\u{1d4d0}`
    Name,
}

#[derive(Default)]
struct Tokens {
    found: Vec<(Range<usize>, Token)>,
}

impl Tokens {
    fn add(&mut self, span: Span, token: Token) {
        self.found.push((span.start as usize..span.end as usize, token));
    }
}

impl<'a> Visit<'a> for Tokens {
    fn visit_string_literal(&mut self, literal: &StringLiteral<'a>) {
        self.add(literal.span, Token::Text);
    }
    fn visit_directive(&mut self, directive: &Directive<'a>) {
        self.add(directive.span, Token::Text);
    }
    fn visit_template_element(&mut self, element: &TemplateElement<'a>) {
        self.add(element.span, Token::Text);
    }
    fn visit_reg_exp_literal(&mut self, literal: &RegExpLiteral<'a>) {
        self.add(literal.span, Token::Raw);
    }
    fn visit_tagged_template_expression(&mut self, tagged: &TaggedTemplateExpression<'a>) {
        self.visit_expression(&tagged.tag);
        tagged.quasi.quasis.iter().for_each(|element| self.add(element.span, Token::Raw));
        tagged.quasi.expressions.iter().for_each(|expression| self.visit_expression(expression));
    }
    fn visit_template_literal(&mut self, template: &TemplateLiteral<'a>) {
        walk::walk_template_literal(self, template);
    }
}

/// All text outside of these tokens is names.
fn escaped(text: &str, tokens: &[(Range<usize>, Token)]) -> Ascii {
    let mut ascii = Ascii { code: String::with_capacity(text.len() * 2), shifts: Vec::new() };
    let (mut line, mut column, mut next) = (0, 0, 0);
    for (at, character) in text.char_indices() {
        if character.is_ascii() {
            ascii.code.push(character);
        } else {
            while tokens.get(next).is_some_and(|(range, _)| range.end <= at) {
                next += 1;
            }
            let token =
                tokens.get(next).filter(|(range, _)| range.contains(&at)).map_or(Token::Name, |(_, token)| *token);
            let before = ascii.code.len();
            push_escape(&mut ascii.code, character, token);
            if token != Token::Raw {
                let by = (ascii.code.len() - before - character.len_utf16()) as u32;
                ascii.shifts.push(Shift { line, column, by });
            }
        }
        match character {
            '\n' => (line, column) = (line + 1, 0),
            _ => column += character.len_utf16() as u32,
        }
    }
    ascii
}

fn push_escape(code: &mut String, character: char, token: Token) {
    let point = u32::from(character);
    let written = match token {
        Token::Raw => {
            code.push(character);
            Ok(())
        }
        Token::Text if point < 0x100 => write!(code, "\\x{point:02x}"),
        _ if point > 0xffff => write!(code, "\\u{{{point:x}}}"),
        _ => write!(code, "\\u{point:04x}"),
    };
    written.expect("writing to a string does not fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_token_has_its_escapes() {
        let cases = [
            ("a = 'é€😀'", r"a = '\xe9\u20ac\u{1f600}'"),
            ("a = `é${'é'}€`", r"a = `\xe9${'\xe9'}\u20ac`"),
            ("a = /é[😀]/u.test('é')", r"a = /é[😀]/u.test('\xe9')"),
            ("é = { ü: a.ö, '😀': 1 }", r"\u00e9 = { \u00fc: a.\u00f6, '\u{1f600}': 1 }"),
            ("𝓐 = String.raw`é${é}`", r"\u{1d4d0} = String.raw`é${\u00e9}`"),
        ];
        for (text, expected) in cases {
            let ascii = ascii(text, Kind::Script).expect("there is something to escape");
            assert_eq!(ascii.code, expected);
        }
        assert!(ascii("plain", Kind::Script).is_none());
    }

    #[test]
    fn shifts_say_where_the_text_grew() {
        let ascii = ascii("é = 1\nf('😀', é)", Kind::Script).expect("there is something to escape");
        let shifts: Vec<_> = ascii.shifts.iter().map(|shift| (shift.line, shift.column, shift.by)).collect();
        assert_eq!(shifts, [(0, 0, 5), (1, 3, 7), (1, 8, 5)]);
    }
}
