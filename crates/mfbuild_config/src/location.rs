//! Where a remote is: the text `name@url`, `promise …`, `module …` (spec/module-federation.md §5.1), or the url of an
//! entry with its name and type (`RemoteInfo` of §1.3).
//!
//! Owns the grammar of the text, the types of remotes and the JavaScript that stands for those which are values on the
//! page.

use std::ops::Range;

use mfbuild_diagnostics::{Diagnostic, SourceText};
use url::Url;

use crate::options::RemoteLocation;
use crate::reader::{Spanned, suggestion};
use crate::version_text::looks_like_version;

/// Code of a text that is no remote.
pub(crate) const INVALID_REMOTE: &str = "invalid-remote";

/// What the text after the type's name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `name@url`.
    Script,
    /// JavaScript.
    Code,
    /// A global variable, a path from one, or any other expression.
    Variable,
    /// A property of this object.
    PropertyOf(&'static str),
    /// The url of an ES module.
    Module,
    /// A request of this build.
    Internal,
}

/// webpack's external types that make sense in browsers, and `internal`.
const KINDS: &[(&str, Kind)] = &[
    ("script", Kind::Script),
    ("promise", Kind::Code),
    ("var", Kind::Variable),
    ("assign", Kind::Variable),
    ("window", Kind::PropertyOf("window")),
    ("self", Kind::PropertyOf("self")),
    // Browsers have no `global`, and webpack's `this` is that of a sloppy function.
    ("global", Kind::PropertyOf("globalThis")),
    ("globalThis", Kind::PropertyOf("globalThis")),
    ("this", Kind::PropertyOf("globalThis")),
    ("module", Kind::Module),
    ("import", Kind::Module),
    ("module-import", Kind::Module),
    ("internal", Kind::Internal),
];

/// What a text without a type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DefaultType {
    /// Nothing was said: `name@url`.
    Script,
    /// The build's own library is a module: a bare url is one too, `name@url` stays a script.
    ScriptOrModule,
    /// `remoteType`.
    Given(RemoteType),
}

/// A value of `remoteType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RemoteType {
    name: &'static str,
    kind: Kind,
}

/// How the federation runtime loads an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryType {
    /// A script that makes a global variable.
    Script,
    /// An ES module.
    Module,
}

/// The runtime's names of these; every name that it does not know means a script to it.
const ENTRY_TYPES: &[(&str, EntryType)] = &[
    ("module", EntryType::Module),
    ("esm", EntryType::Module),
    ("var", EntryType::Script),
    ("global", EntryType::Script),
    ("script", EntryType::Script),
    ("assign", EntryType::Script),
    ("window", EntryType::Script),
    ("self", EntryType::Script),
    ("globalThis", EntryType::Script),
    ("this", EntryType::Script),
];

/// One place of a remote as written.
pub(crate) enum RawLocation {
    /// A text with a grammar of its own.
    Text(Spanned<String>),
    /// `{ "entry": url, "name": name, "type": kind }`.
    Entry {
        /// Address of the manifest or entry.
        url: Spanned<String>,
        /// The container's own name.
        name: String,
        /// What the entry is, unless it is a manifest.
        kind: EntryType,
    },
}

impl RawLocation {
    /// Where it stands in the config file.
    pub fn span(&self) -> Range<usize> {
        match self {
            Self::Text(text) | Self::Entry { url: text, .. } => text.span.clone(),
        }
    }
}

/// The type of an entry by the runtime's name for it.
pub(crate) fn entry_type(name: &str) -> Result<EntryType, Diagnostic> {
    match ENTRY_TYPES.iter().find(|(known, _)| *known == name) {
        Some((_, kind)) => Ok(*kind),
        None => Err(unsupported_type(name).unwrap_or_else(|| {
            let known = ENTRY_TYPES.iter().map(|(known, _)| *known).collect::<Vec<_>>();
            unknown_type(name).with_help(suggestion(name, &known))
        })),
    }
}

/// The type that `remoteType` names.
pub(crate) fn default_type(name: &str) -> Result<DefaultType, Diagnostic> {
    let types = KINDS.iter().filter(|(_, kind)| *kind != Kind::Internal);
    match types.clone().find(|(known, _)| *known == name) {
        Some((name, kind)) => Ok(DefaultType::Given(RemoteType { name, kind: *kind })),
        None => Err(unsupported_type(name).unwrap_or_else(|| {
            let known = types.map(|(known, _)| *known).collect::<Vec<_>>();
            Diagnostic::error(INVALID_REMOTE, format!("`remoteType` cannot be `{name}`"))
                .with_help(suggestion(name, &known))
        })),
    }
}

/// The container name in `name@url` or `script name@url`.
pub(crate) fn container_name(text: &str) -> Option<&str> {
    let text = text.trim();
    let text = text.strip_prefix("script ").unwrap_or(text);
    split_name(text.trim()).map(|(name, _)| name)
}

/// A place of the remote that is locally called `key`.
pub(crate) fn parse(
    location: &RawLocation,
    source: &SourceText,
    default: DefaultType,
    key: &str,
) -> Result<RemoteLocation, Diagnostic> {
    match location {
        RawLocation::Text(text) => parse_text(&Written { text, source, key }, default),
        RawLocation::Entry { url: text, name, kind } => Written { text, source, key }.entry(name, *kind),
    }
}

fn parse_text(written: &Written<'_>, default: DefaultType) -> Result<RemoteLocation, Diagnostic> {
    let text = written.text.value.trim();
    if let Some((name, rest)) = split_type(text) {
        if let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == name) {
            return written.parse(*kind, rest);
        }
        if let Some(problem) = unsupported_type(name) {
            return Err(written.mark(problem, "unsupported type"));
        }
        let is_code = matches!(default, DefaultType::Given(RemoteType { kind: Kind::Code, .. }));
        if !is_code && !rest.starts_with('@') {
            return Err(written.mark(unknown_type(name), "unknown type"));
        }
    }
    match default {
        DefaultType::ScriptOrModule if is_url(text) => written.parse(Kind::Module, text),
        DefaultType::Script | DefaultType::ScriptOrModule => written.parse(Kind::Script, text),
        DefaultType::Given(of) => {
            written.parse(of.kind, text).map_err(|problem| problem.with_note(format!("`remoteType` is `{}`", of.name)))
        }
    }
}

/// The request of a place that is a module of this build.
pub(crate) fn internal_request(location: &RawLocation) -> Option<&str> {
    let RawLocation::Text(text) = location else { return None };
    split_type(text.value.trim()).filter(|(kind, _)| *kind == "internal").map(|(_, request)| request)
}

/// A word and white space, as webpack finds the type of an external.
fn split_type(text: &str) -> Option<(&str, &str)> {
    let end = text.find(char::is_whitespace)?;
    let (name, rest) = text.split_at(end);
    let is_word = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_word.then(|| (name, rest.trim_start()))
}

/// The whole text, for messages, and the local name of the remote.
struct Written<'a> {
    text: &'a Spanned<String>,
    source: &'a SourceText,
    key: &'a str,
}

impl Written<'_> {
    /// `rest` is the text without its type.
    fn parse(&self, kind: Kind, rest: &str) -> Result<RemoteLocation, Diagnostic> {
        match kind {
            Kind::Script => self.script(rest),
            Kind::Code => Ok(RemoteLocation::Expression(code(rest))),
            Kind::Variable if !is_name_or_url(rest) => Ok(RemoteLocation::Expression(code(rest))),
            Kind::Variable => {
                Err(self.fault("not the name of a global variable", "for any JavaScript, write `promise` before it"))
            }
            Kind::PropertyOf(object) => {
                let property = serde_json::Value::from(rest);
                Ok(RemoteLocation::Expression(format!("{object}[{property}]")))
            }
            Kind::Module => {
                self.check_url(rest, "module ", "remoteEntry.js")?;
                Ok(RemoteLocation::Module(rest.to_owned()))
            }
            Kind::Internal => Ok(RemoteLocation::Internal(rest.to_owned())),
        }
    }

    fn script(&self, text: &str) -> Result<RemoteLocation, Diagnostic> {
        let key = self.key;
        let Some((name, url)) = split_name(text) else {
            return Err(if is_url(text) {
                let help = format!("write `{key}@{text}`, with the name that the remote was built with before `@`");
                self.fault("a url without the name of its container", help)
            } else {
                self.fault("expected `name@url`", format!("write `{key}@https://example.com/mf-manifest.json`"))
            });
        };
        self.check_url(url, &format!("{name}@"), "mf-manifest.json")?;
        Ok(RemoteLocation::Script { name: name.to_owned(), url: url.to_owned() })
    }

    /// What the type says holds for entries; a manifest tells the type of its entry itself (§2.5).
    fn entry(&self, name: &str, kind: EntryType) -> Result<RemoteLocation, Diagnostic> {
        let url = self.text.value.trim();
        self.check_url(url, "", "remoteEntry.js")?;
        Ok(if kind == EntryType::Module && !url.contains(".json") {
            RemoteLocation::Module(url.to_owned())
        } else {
            RemoteLocation::Script { name: name.to_owned(), url: url.to_owned() }
        })
    }

    /// `before` and `file` are what stands in the right form before the url and at its end.
    fn check_url(&self, url: &str, before: &str, file: &str) -> Result<(), Diagnostic> {
        let example = format!("write `{before}https://example.com/{file}`");
        if looks_like_version(url) || url == "latest" {
            let fault = self.fault("a version in place of a url", example);
            return Err(fault.with_note("only a deployment service knows which url belongs to a version"));
        }
        if !is_url(url) {
            let help = if has_host(url) { format!("write `{before}http://{url}`") } else { example };
            let fault = self.fault("not a url", help);
            return Err(fault.with_note("a url begins with `http://`, `https://`, `//`, `/`, `./` or `../`"));
        }
        match url_fault(url) {
            None => Ok(()),
            Some(reason) => {
                let fault = self.fault("not a valid url", example);
                Err(fault.with_note(format!("`{}`: {reason}", shown(url))))
            }
        }
    }

    fn fault(&self, label: &str, help: impl Into<String>) -> Diagnostic {
        let message = format!("`{}` does not say where remote `{}` is", shown(&self.text.value), self.key);
        self.mark(Diagnostic::error(INVALID_REMOTE, message).with_help(help), label)
    }

    fn mark(&self, problem: Diagnostic, label: &str) -> Diagnostic {
        problem.with_label(self.source.clone(), self.text.span.clone(), label)
    }
}

/// Splits at the first `@` that is neither the first nor the last character; what is before it must look like a name.
fn split_name(text: &str) -> Option<(&str, &str)> {
    let at = text.char_indices().skip(1).find(|(_, c)| *c == '@')?.0;
    let (name, url) = (&text[..at], &text[at + 1..]);
    let is_name = !name.contains("//") && !name.starts_with(['.', '/']) && !name.contains(char::is_whitespace);
    (is_name && !url.is_empty()).then_some((name, url))
}

/// webpack puts the code before a line break, so a semicolon at its end does no harm there.
fn code(text: &str) -> String {
    text.trim_end_matches(|c: char| c == ';' || c.is_whitespace()).to_owned()
}

/// Whether a text is meant as a place on the web, sound or not.
fn is_url(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["http://", "https://", "/", "./", "../"].iter().any(|start| lower.starts_with(start))
}

/// What is wrong with a url, read as a browser would read it.
fn url_fault(text: &str) -> Option<String> {
    if text.contains(char::is_whitespace) {
        return Some("it contains white space".to_owned());
    }
    let page = Url::parse("http://localhost/").expect("a valid url");
    page.join(text).err().map(|error| error.to_string())
}

/// `localhost:3001/x` and `cdn.example.com/x` lack only the scheme.
fn has_host(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let is_port = !port.is_empty() && port.chars().all(|c| c.is_ascii_digit());
    let is_host = name == "localhost" || (name.contains('.') && text.contains('/'));
    is_port && is_host && url_fault(&format!("http://{text}")).is_none()
}

/// Whether a text is a name or a url that JavaScript reads as something else: `far-away`, `far@/e.js`. Expressions are
/// `far`, `acme.remotes.far`, `window["far"]` and `loadFar()`.
fn is_name_or_url(text: &str) -> bool {
    const PUNCTUATION: &str = "-@:/?=&%#~";
    text.contains(|c| PUNCTUATION.contains(c))
        && text.chars().all(|c| c.is_alphanumeric() || "$_.".contains(c) || PUNCTUATION.contains(c))
}

fn unknown_type(name: &str) -> Diagnostic {
    let known = KINDS.iter().map(|(known, _)| *known).collect::<Vec<_>>();
    let problem = Diagnostic::error(INVALID_REMOTE, format!("unknown type of remote `{name}`"));
    problem.with_help(suggestion(name, &known))
}

/// webpack's other external types.
fn unsupported_type(name: &str) -> Option<Diagnostic> {
    let starts = |starts: &[&str]| starts.iter().any(|start| name.starts_with(start));
    let reason = if starts(&["commonjs", "node-commonjs"]) {
        "it loads with `require`, which browsers do not have"
    } else if starts(&["amd", "umd", "system", "jsonp"]) {
        "it needs a module loader on the page"
    } else {
        return None;
    };
    let problem = Diagnostic::error(INVALID_REMOTE, format!("remotes of type `{name}` are not supported"));
    Some(problem.with_note(reason).with_help("use `name@url`, `module url` or `promise` with JavaScript that loads it"))
}

/// A text for a message: on one line and not too long.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 80;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
