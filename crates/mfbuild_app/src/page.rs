//! The html page of an app: a template gets metas, scripts, style sheets and the config script (spec/backstage.md §5).
//!
//! Everything that is not ours stays byte for byte: `page/tokens.rs` only tells where things are, the page is the
//! template with texts cut out and put in. `page/head.rs` finds the head, `page/tags.rs` writes our tags,
//! `page/minify.rs` says what production leaves out.
//!
//! The tags go to the end of the head, in the order of backstage-cli's html plugin. One end tag is always spelled
//! `</head>`, because the app backend puts its own config script before exactly that text (plugin-app-backend).

mod head;
mod minify;
mod tags;
#[cfg(test)]
mod tests;
mod tokens;

use std::borrow::Cow;
use std::ops::Range;

use mfbuild_diagnostics::Diagnostic;

use self::tokens::{Token, TokenKind};

/// What a page is made of.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Html, already evaluated for `index.html`, or with its `<% … %>` blocks for `index.html.tmpl`.
    pub template: &'a str,
    /// Before the `/` of every url of ours: empty, `/base` or `<%= publicPath %>`; no slash at its end.
    pub public_path: &'a str,
    /// Name and content of the metas.
    pub metas: &'a [(&'a str, &'a str)],
    /// Scripts in the order of execution, relative to the output directory.
    pub scripts: &'a [String],
    /// Whether the scripts are ES modules.
    pub is_module: bool,
    /// Style sheets in order, relative to the output directory.
    pub styles: &'a [String],
    /// Configuration that the page carries.
    pub config: Option<ConfigScript<'a>>,
    /// `src` of the template's own module script that the built scripts take the place of.
    pub drop_script: Option<&'a str>,
    /// Leave out what a browser does not need.
    pub minify: bool,
}

/// A script element that only holds data.
#[derive(Clone, Copy, Debug)]
pub struct ConfigScript<'a> {
    /// The `type` attribute, `backstage.io/config` for Backstage.
    pub script_type: &'a str,
    /// The `id` attribute.
    pub id: Option<&'a str>,
    /// JSON text; it is printed anew.
    pub json: &'a str,
}

/// The text of `index.html` or `index.html.tmpl`.
pub fn page(page: &Page<'_>) -> Result<String, Diagnostic> {
    let template = head::with_head(page.template)?;
    let tokens = tokens::tokens(&template)?;
    let mut edits = vec![head_edit(page, &template, &tokens)?];
    edits.extend(page.drop_script.and_then(|source| module_script(&tokens, source)).map(removal));
    if page.minify {
        edits.extend(minify::superfluous(&template, &tokens).into_iter().map(removal));
    }
    Ok(apply(&template, edits))
}

/// The page of an app that has no template of its own.
pub fn stock_template(title: &str) -> String {
    let title = tags::escaped_text(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n  <head>\n    <meta charset=\"utf-8\" />\n    \
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n    <title>{title}</title>\n  \
         </head>\n  <body>\n    <noscript>This app needs JavaScript.</noscript>\n    <div id=\"root\"></div>\n  \
         </body>\n</html>\n"
    )
}

/// Our tags and the end tag of the head.
fn head_edit(page: &Page<'_>, template: &str, tokens: &[Token]) -> Result<Edit, Diagnostic> {
    Ok(Edit { span: head::head_end(template, tokens), text: Cow::Owned(tags::tags(page)? + "</head>") })
}

/// The whole element of a module script.
fn module_script(tokens: &[Token], source: &str) -> Option<Range<usize>> {
    let index = tokens.iter().position(|token| token.module_script() == Some(source))?;
    let end = tokens.get(head::element_end(tokens, index).checked_sub(1)?)?;
    // Without its end tag, the script is all the rest of the page: nothing that one would want cut out.
    matches!(end.kind, TokenKind::End { .. }).then(|| tokens[index].span.start..end.span.end)
}

/// A text in place of a range of the template.
struct Edit {
    span: Range<usize>,
    text: Cow<'static, str>,
}

fn removal(span: Range<usize>) -> Edit {
    Edit { span, text: Cow::Borrowed("") }
}

fn apply(template: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut result = String::with_capacity(template.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut position = 0;
    for edit in edits {
        result.push_str(&template[position..edit.span.start]);
        result.push_str(&edit.text);
        position = edit.span.end;
    }
    result.push_str(&template[position..]);
    result
}
