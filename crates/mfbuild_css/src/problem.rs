//! What the library complains about, as diagnostics.

use lightningcss::error::{Error, ParserError, SelectorError};
use mfbuild_diagnostics::{Diagnostic, Severity, SourceText};

use crate::items::Items;
use crate::position::{Lines, token_span};

/// What became of the text that a complaint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The declaration, rule or statement is not in the output.
    Dropped,
    /// It is in the output as written; the library only does not know it.
    Kept,
}

/// One complaint, detached from the parsed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) effect: Effect,
    pub(crate) kind: Kind,
}

/// What it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    UnexpectedToken,
    MisplacedImport,
    ModuleValue,
    GlobalBlock,
    UnknownAtRule(String),
    /// A rule that Tailwind CSS replaces before a browser sees it.
    TailwindRule(String),
    UnknownPseudo(String),
    Other(String),
}

impl Problem {
    pub(crate) fn new(error: &Error<ParserError<'_>>) -> Self {
        let (line, column) = error.loc.as_ref().map_or((0, 1), |place| (place.line, place.column));
        let (effect, kind) = classify(&error.kind);
        Self { line, column, effect, kind }
    }

    /// As a diagnostic: warnings have the code `css-syntax` (text was dropped) or `css-unknown` (kept as written), errors
    /// have `css-syntax`.
    pub(crate) fn diagnostic(&self, severity: Severity, places: &Places<'_>) -> Diagnostic {
        let is_dropped = self.effect == Effect::Dropped || severity == Severity::Error;
        let code = match self.kind {
            Kind::TailwindRule(_) => "css-tool-rule",
            _ if is_dropped => "css-syntax",
            _ => "css-unknown",
        };
        let text = &places.source.text;
        let offset = places.lines.offset(self.line, self.column);
        let item = (places.items.nested_at(offset)).filter(|_| is_dropped && self.kind == Kind::UnexpectedToken);
        let (span, (message, help)) = match item {
            Some((span, has_block)) => {
                let what = if has_block { "rule" } else { "declaration" };
                let message = format!("invalid {what} `{}`", first_words(&text[span.clone()]));
                (span, (message, None))
            }
            None => {
                let span = token_span(text, offset);
                let words = self.words(first_words(&text[span.clone()]));
                (span, words)
            }
        };
        let label = match (severity, self.effect) {
            (Severity::Error, _) => "",
            (_, Effect::Dropped) => "dropped",
            (_, Effect::Kept) => "kept as written",
        };
        let base = Diagnostic { severity, ..Diagnostic::error(code, message) };
        Diagnostic { help: help.map(str::to_owned), ..base.with_label(places.source.clone(), span, label) }
    }

    fn words(&self, token: &str) -> (String, Option<&'static str>) {
        match &self.kind {
            Kind::UnexpectedToken if token.is_empty() => ("unexpected end of the style sheet".into(), None),
            Kind::UnexpectedToken => (format!("unexpected `{token}` in a style sheet"), None),
            Kind::MisplacedImport => (
                "`@import` after other rules has no effect".into(),
                Some("move it to the top; only `@charset` and `@layer` statements may come before it"),
            ),
            Kind::ModuleValue => (
                "`@value` in css modules is not supported".into(),
                Some("use a custom property (`--name: value` and `var(--name)`) instead"),
            ),
            Kind::GlobalBlock => (
                "`:global` without a selector is not supported".into(),
                Some("write `:global(.name)` or `:global .name` in each selector"),
            ),
            Kind::UnknownAtRule(name) => (format!("unknown rule `@{name}`"), None),
            Kind::TailwindRule(name) => (
                format!("`@{name}` is a rule of Tailwind CSS, which is not run"),
                Some(
                    "compile the file before the build (`npx @tailwindcss/cli -i in.css -o out.css`), and import the output",
                ),
            ),
            Kind::UnknownPseudo(name) if matches!(name.as_str(), "global" | "local") => (
                format!("`:{name}` outside of a css module"),
                Some("browsers drop the rule; call the file `.module.css`, or leave the pseudo-class away"),
            ),
            Kind::UnknownPseudo(name) => (format!("unknown pseudo-class or pseudo-element `{name}`"), None),
            Kind::Other(words) => (words.clone(), None),
        }
    }
}

/// The beginning of a text, to name it in a message.
fn first_words(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default().trim_end();
    &line[..line.floor_char_boundary(60)]
}

/// What turns a line and a column into a place of the source.
pub(crate) struct Places<'s> {
    source: &'s SourceText,
    lines: Lines<'s>,
    items: Items<'s>,
}

impl<'s> Places<'s> {
    pub(crate) fn new(source: &'s SourceText) -> Self {
        Self { source, lines: Lines::new(&source.text), items: Items::new(&source.text) }
    }
}

fn classify(error: &ParserError<'_>) -> (Effect, Kind) {
    use SelectorError::{AmbiguousCssModuleClass, UnsupportedPseudoClass, UnsupportedPseudoElement};
    match error {
        ParserError::AtRuleInvalid(name) if is_tailwind_rule(name) => {
            (Effect::Kept, Kind::TailwindRule(name.to_string()))
        }
        ParserError::AtRuleInvalid(name) => (Effect::Kept, Kind::UnknownAtRule(name.to_string())),
        ParserError::SelectorError(UnsupportedPseudoClass(name) | UnsupportedPseudoElement(name)) => {
            (Effect::Kept, Kind::UnknownPseudo(name.to_string()))
        }
        ParserError::InvalidMediaQuery | ParserError::DeprecatedNestRule | ParserError::EmptyBracketInCondition => {
            (Effect::Kept, Kind::Other(lowercase_first(&error.to_string())))
        }
        ParserError::SelectorError(AmbiguousCssModuleClass(_)) => (Effect::Dropped, Kind::GlobalBlock),
        ParserError::DeprecatedCssModulesValueRule => (Effect::Dropped, Kind::ModuleValue),
        ParserError::UnexpectedImportRule => (Effect::Dropped, Kind::MisplacedImport),
        ParserError::UnexpectedToken(_) | ParserError::EndOfInput => (Effect::Dropped, Kind::UnexpectedToken),
        ParserError::SelectorError(_) => (Effect::Dropped, Kind::Other("invalid selector".into())),
        other => (Effect::Dropped, Kind::Other(lowercase_first(&other.to_string()))),
    }
}

/// Rules that only Tailwind CSS understands.
fn is_tailwind_rule(name: &str) -> bool {
    const RULES: [&str; 11] = [
        "tailwind",
        "apply",
        "theme",
        "utility",
        "source",
        "variant",
        "custom-variant",
        "plugin",
        "config",
        "reference",
        "screen",
    ];
    RULES.contains(&name)
}

/// The library's sentences open with a capital letter, ours do not.
pub(crate) fn lowercase_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
