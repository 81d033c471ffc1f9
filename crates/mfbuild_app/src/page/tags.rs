//! The tags that we put into a page, and how texts are made safe in them.

use std::fmt::Write;

use mfbuild_diagnostics::Diagnostic;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::tokens::blocks;
use super::{ConfigScript, Page};

/// What `encodeURIComponent` leaves alone, and the slash between folders.
const URL_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'/');

/// Metas, scripts, style sheets and the config script, in the order of backstage-cli's page.
pub(super) fn tags(page: &Page<'_>) -> Result<String, Diagnostic> {
    let metas = page
        .metas
        .iter()
        .map(|(name, content)| format!("<meta name=\"{}\" content=\"{}\">", attribute(name), attribute(content)));
    // Module scripts are deferred by themselves.
    let kind = if page.is_module { "type=\"module\"" } else { "defer" };
    let scripts = page.scripts.iter().map(|name| format!("<script {kind} src=\"{}\"></script>", url(page, name)));
    let styles = page.styles.iter().map(|name| format!("<link href=\"{}\" rel=\"stylesheet\">", url(page, name)));
    let mut result: String = metas.chain(scripts).chain(styles).collect();
    if let Some(config) = &page.config {
        result.push_str(&config_script(config)?);
    }
    Ok(result)
}

fn url(page: &Page<'_>, name: &str) -> String {
    format!("{}/{}", attribute(page.public_path), utf8_percent_encode(name, URL_PATH))
}

fn config_script(config: &ConfigScript<'_>) -> Result<String, Diagnostic> {
    let value: serde_json::Value = serde_json::from_str(config.json).map_err(|error| {
        Diagnostic::error("invalid-app-config", "the configuration for the page is not JSON")
            .with_note(error.to_string())
            .with_help("check the values of the app's configuration")
    })?;
    // In JSON a `<` only occurs in strings, where the escape reads the same; `</script` would end the element and
    // `<!--` would change how its end is found.
    let json = format!("{value:#}").replace('<', "\\u003c");
    let id = config.id.map(|id| format!(" id=\"{}\"", attribute(id))).unwrap_or_default();
    Ok(format!("<script type=\"{}\"{id}>\n{json}\n</script>", attribute(config.script_type)))
}

/// A text for a quoted attribute. Blocks of the template stay as they are: whoever evaluates them sees no html.
fn attribute(text: &str) -> String {
    let mut result = String::new();
    let mut position = 0;
    for block in blocks(text) {
        push_escaped(&mut result, &text[position..block.start]);
        result.push_str(&text[block.clone()]);
        position = block.end;
    }
    push_escaped(&mut result, &text[position..]);
    result
}

fn push_escaped(result: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => result.push_str("&amp;"),
            '"' => result.push_str("&quot;"),
            _ => result.push(character),
        }
    }
}

/// A text for the content of an element of a template: neither html nor a template may see anything in it.
pub(super) fn escaped_text(text: &str) -> String {
    let mut result = String::new();
    for character in text.chars() {
        match character {
            '&' | '<' | '>' | '$' => write!(result, "&#{};", u32::from(character)).expect("a String takes all text"),
            _ => result.push(character),
        }
    }
    result
}
