//! Where the tags, comments and texts of a template are.
//!
//! The html tokenizer is lol_html's: it knows raw text, comments and odd spellings as a browser does. `<% … %>` blocks
//! are hidden from it, since a quote or a `>` in their code would end an attribute or a tag.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use lol_html::html_content::{Element, EndTag, TextType};
use lol_html::{HandlerResult, RewriteStrSettings, doc_comments, doc_text, doctype, element, rewrite_str};
use mfbuild_diagnostics::Diagnostic;

/// A piece of html; pieces come in source order.
#[derive(Debug)]
pub(super) struct Token {
    /// Bytes of the template.
    pub span: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
}

/// Kinds of pieces. End tags that close no element are none of them.
#[derive(Debug)]
pub(super) enum TokenKind {
    /// `<!DOCTYPE …>`.
    Doctype,
    /// A comment, also a malformed one such as `<![if !IE]>`.
    Comment,
    /// Text outside scripts, styles and the like, as a browser would join it.
    Text {
        /// Nothing but white space; a block of the template counts as more.
        is_blank: bool,
    },
    /// A start tag.
    Start {
        /// In lower case.
        name: String,
        /// `src` of a `<script type="module">`, as it is written.
        module_script: Option<String>,
    },
    /// An end tag.
    End {
        /// In lower case.
        name: String,
    },
}

impl Token {
    /// Whether it is a start tag of that name.
    pub fn starts(&self, element: &str) -> bool {
        matches!(&self.kind, TokenKind::Start { name, .. } if name == element)
    }

    /// Whether it is an end tag of that name.
    pub fn ends(&self, element: &str) -> bool {
        matches!(&self.kind, TokenKind::End { name } if name == element)
    }

    /// The `src`, if it is the start tag of a module script.
    pub fn module_script(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Start { module_script, .. } => module_script.as_deref(),
            _ => None,
        }
    }
}

/// All pieces of a template.
pub(super) fn tokens(template: &str) -> Result<Vec<Token>, Diagnostic> {
    let found = Rc::new(RefCell::new(Vec::new()));
    let masked = masked(template);
    let push = |span: Range<usize>, kind: TokenKind| -> HandlerResult {
        found.borrow_mut().push(Token { span, kind });
        Ok(())
    };
    let settings = RewriteStrSettings::new()
        // Strict means to give up at nestings that only a whole tree could make sense of; we do not change those.
        .with_strict(false)
        .append_element_content_handler(element!("*", |element: &mut Element<'_, '_>| {
            push(element.source_location().bytes(), start_tag(template, element))?;
            find_end(element, Rc::clone(&found));
            Ok(())
        }))
        .append_document_content_handler(doctype!(|doctype| push(
            doctype.source_location().bytes(),
            TokenKind::Doctype
        )))
        .append_document_content_handler(doc_comments!(|comment| push(
            comment.source_location().bytes(),
            TokenKind::Comment
        )))
        .append_document_content_handler(doc_text!(|chunk| {
            if chunk.text_type() == TextType::Data {
                push_text(&mut found.borrow_mut(), chunk.source_location().bytes(), chunk.as_str());
            }
            Ok(())
        }));
    rewrite_str(&masked, settings).map_err(|error| {
        Diagnostic::error("invalid-html", "the html template cannot be read")
            .with_note(error.to_string())
            .with_help("check the html page in `public/index.html`")
    })?;
    Ok(found.take())
}

fn start_tag(template: &str, element: &Element<'_, '_>) -> TokenKind {
    let name = element.tag_name();
    let is_module = name == "script"
        && element.get_attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("module"));
    let source = element.attributes().iter().find(|attribute| is_module && attribute.name() == "src");
    let span = source.and_then(|source| source.value_source_location());
    TokenKind::Start { name, module_script: span.map(|span| template[span.bytes()].to_owned()) }
}

fn find_end(element: &mut Element<'_, '_>, found: Rc<RefCell<Vec<Token>>>) {
    let name = element.tag_name();
    // Void elements have no handlers.
    if let Some(handlers) = element.end_tag_handlers() {
        handlers.push(Box::new(move |end: &mut EndTag<'_>| {
            // `</body>` also ends an open paragraph.
            if end.name() == name {
                found.borrow_mut().push(Token { span: end.source_location().bytes(), kind: TokenKind::End { name } });
            }
            Ok(())
        }));
    }
}

/// Adds a chunk of text to the text before it; the tokenizer splits where it likes.
fn push_text(found: &mut Vec<Token>, span: Range<usize>, text: &str) {
    if span.is_empty() {
        return;
    }
    let blank = is_blank(text);
    match found.last_mut() {
        Some(Token { span: before, kind: TokenKind::Text { is_blank } }) if before.end == span.start => {
            before.end = span.end;
            *is_blank &= blank;
        }
        _ => found.push(Token { span, kind: TokenKind::Text { is_blank: blank } }),
    }
}

/// Only what html calls white space; a no-break space is text.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r'))
}

/// The `<% … %>` blocks of a text.
pub(super) fn blocks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut position = 0;
    std::iter::from_fn(move || {
        let start = position + text[position..].find("<%")?;
        position = start + text[start..].find("%>")? + 2;
        Some(start..position)
    })
}

/// The template with plain letters in place of its blocks and spaces in place of a byte order mark, offsets unchanged.
fn masked(template: &str) -> String {
    let mut result = String::with_capacity(template.len());
    let mut position = 0;
    if template.starts_with(BYTE_ORDER_MARK) {
        position = BYTE_ORDER_MARK.len_utf8();
        result.push_str(&" ".repeat(position));
    }
    for block in blocks(template) {
        result.push_str(&template[position..block.start]);
        result.push_str(&"x".repeat(block.len()));
        position = block.end;
    }
    result.push_str(&template[position..]);
    result
}

/// May stand before everything else in a file.
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';
