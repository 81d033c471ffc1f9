//! Requests in values: which there are, and the placeholders that hold their places until the final addresses are known.

use std::borrow::Cow;
use std::convert::Infallible;
use std::ops::Range;

use indexmap::IndexMap;
use lightningcss::properties::custom::{Function, Token, TokenOrValue};
use lightningcss::stylesheet::StyleSheet;
use lightningcss::values::image::Image;
use lightningcss::values::url::Url;
use lightningcss::visit_types;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};

use crate::position::{Lines, token_span};

/// A request in a value (`url()`, `src()`, a string in `image-set()`) that must be resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CssUrl {
    /// The request as written, escapes of CSS undone, spaces around it removed.
    pub request: String,
    /// Byte range of the first place in the source, the whole `url(…)`.
    pub span: Range<usize>,
}

impl CssUrl {
    /// The file part, percent escapes undone, and the part from the first `?` or `#` on, which belongs to the address.
    pub fn path_and_suffix(&self) -> (Cow<'_, str>, &str) {
        let end = self.request.find(['?', '#']).unwrap_or(self.request.len());
        let (path, suffix) = self.request.split_at(end);
        (percent_decoded(path), suffix)
    }
}

/// Undoes percent escapes; text that does not decode to UTF-8 is left as it is.
fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|digits| first == b'%' && digits.iter().all(u8::is_ascii_hexdigit));
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether a browser resolves the address by itself: empty, a fragment, `//host` or with a scheme.
pub(crate) fn is_left_alone(url: &str) -> bool {
    url.is_empty() || url.starts_with('#') || is_external(url)
}

/// Whether the address names another host or carries its data. One letter before the colon is a Windows drive.
pub(crate) fn is_external(url: &str) -> bool {
    let scheme = url.split(|character: char| !(character.is_ascii_alphanumeric() || "+.-".contains(character))).next();
    url.starts_with("//")
        || scheme.is_some_and(|scheme| {
            scheme.len() > 1 && scheme.as_bytes()[0].is_ascii_alphabetic() && url[scheme.len()..].starts_with(':')
        })
}

/// Replaces all requests by placeholders made of `marker` and their index, and lists them in source order.
pub(crate) fn extract(sheet: &mut StyleSheet<'_>, marker: &str, source: &str) -> Vec<CssUrl> {
    let mut extractor = Extractor { marker, source, lines: None, found: IndexMap::new() };
    let Ok(()) = sheet.visit(&mut extractor);
    extractor.found.into_iter().map(|(request, span)| CssUrl { request, span }).collect()
}

/// A text that does not occur in the source, to mark holes with. It needs no quotes in any context.
pub(crate) fn marker(source: &str) -> String {
    let mut marker = String::from("mfbuild-url-");
    while source.contains(&marker) {
        marker.push('-');
    }
    marker
}

struct Extractor<'s> {
    marker: &'s str,
    source: &'s str,
    lines: Option<Lines<'s>>,
    found: IndexMap<String, Range<usize>>,
}

impl<'s> Extractor<'s> {
    /// The placeholder of a request, or nothing for what browsers resolve themselves. The same request has the same
    /// placeholder everywhere, so that equal rules stay equal for the minifier.
    fn placeholder(&mut self, url: &str, span: impl FnOnce(&mut Self) -> Range<usize>) -> Option<String> {
        let request = url.trim();
        if is_left_alone(request) {
            return None;
        }
        let index = match self.found.get_index_of(request) {
            Some(index) => index,
            None => {
                let span = span(self);
                self.found.insert_full(request.to_owned(), span).0
            }
        };
        Some(format!("{}{index}", self.marker))
    }

    fn span_at(&mut self, line: u32, column: u32) -> Range<usize> {
        let source = self.source;
        let lines = self.lines.get_or_insert_with(|| Lines::new(source));
        token_span(source, lines.offset(line, column))
    }

    /// Strings in unparsed functions carry no place; the first such text in the source is nearly always theirs.
    fn span_of_text(&self, text: &str) -> Range<usize> {
        self.source.find(text).map_or(0..0, |start| start..start + text.len())
    }
}

impl<'i> Visitor<'i> for Extractor<'_> {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(URLS | IMAGES | FUNCTIONS)
    }

    fn visit_url(&mut self, url: &mut Url<'i>) -> Result<(), Infallible> {
        let (line, column) = (url.loc.line - 1, url.loc.column);
        if let Some(placeholder) = self.placeholder(&url.url, |this| this.span_at(line, column)) {
            url.url = placeholder.into();
        }
        Ok(())
    }

    /// The library's own walk passes over the options of an `image-set()`.
    fn visit_image(&mut self, image: &mut Image<'i>) -> Result<(), Infallible> {
        match image {
            Image::ImageSet(set) => set.options.iter_mut().try_for_each(|option| self.visit_image(&mut option.image)),
            other => other.visit_children(self),
        }
    }

    fn visit_function(&mut self, function: &mut Function<'i>) -> Result<(), Infallible> {
        const WITH_REQUESTS: [&str; 3] = ["image-set", "-webkit-image-set", "src"];
        if WITH_REQUESTS.iter().any(|name| function.name.0.eq_ignore_ascii_case(name)) {
            for token in &mut function.arguments.0 {
                let TokenOrValue::Token(Token::String(text)) = token else { continue };
                if let Some(placeholder) = self.placeholder(text, |this| this.span_of_text(text)) {
                    *text = placeholder.into();
                }
            }
        }
        function.visit_children(self)
    }
}
