//! Why a request leads nowhere, and how the user is told.
//!
//! Owns `ResolveFailure` and its diagnostics; `explain.rs` makes the failures out of what the engine says.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use mfbuild_diagnostics::{Diagnostic, SourceText};

/// At most this many subpaths of a package are listed.
const LISTED: usize = 8;

/// Why a request leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolveFailure {
    /// There is no such file or package.
    NotFound {
        /// What to do, if there is a guess.
        help: Option<String>,
    },
    /// A built-in module of Node without a stand-in.
    NodeBuiltin {
        /// The request as written.
        name: String,
        /// Which package to install, or what else to do.
        help: String,
    },
    /// The package is there, but its `exports` do not lead to the subpath.
    ExportsNotDefined {
        /// Name of the package.
        package: String,
        /// `.` or `./sub`.
        subpath: String,
        /// The keys of `exports`, those that look like the subpath first.
        available: Vec<String>,
        /// The conditions that were tried.
        conditions: Vec<String>,
    },
    /// The nearest package.json has `imports`, but not this one.
    ImportsNotDefined {
        /// Name of the package.
        package: String,
        /// The keys of `imports`.
        available: Vec<String>,
    },
    /// A symbolic link leads back to itself.
    SymlinkLoop(PathBuf),
    /// Aliases, or entries of a `browser` map, lead to each other.
    AliasLoop,
    /// `loader!./file`, which only webpack understands.
    LoaderSyntax,
    /// `data:` or a scheme that nobody handles, in a script.
    UnsupportedScheme(String),
    /// A package.json that is no JSON or that contradicts itself.
    BadPackageJson {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
        /// Line and column, counted from one, if known.
        position: Option<(usize, usize)>,
    },
    /// The file system refused.
    Io(String),
    /// It leads to a file, and what it asks of that file is not supported.
    Refused(Box<Refusal>),
}

/// Why a file cannot be taken in the way in which it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Code of the diagnostic.
    pub code: &'static str,
    /// The sentence.
    pub message: String,
    /// The text at the mark.
    pub label: &'static str,
    /// The way out.
    pub help: String,
}

/// Where a request stands and how the build came there.
#[derive(Clone, Debug)]
pub struct RequestPlace<'a> {
    /// The package directory; paths are shown relative to it.
    pub context: &'a Path,
    /// The importing file.
    pub source: SourceText,
    /// The request in it.
    pub span: Range<usize>,
    /// The request as written.
    pub request: &'a str,
    /// From the expose to the importing file, as shown to the user.
    pub chain: &'a [String],
}

/// The diagnostic of a failure.
pub fn to_diagnostic(failure: &ResolveFailure, place: RequestPlace<'_>) -> Diagnostic {
    let (code, message, label) = headline(failure, &place);
    let mut diagnostic = Diagnostic::error(code, message);
    if let ResolveFailure::BadPackageJson { path, message, position } = failure {
        diagnostic = mark_package_json(diagnostic, place.context, path, message, *position);
    }
    diagnostic = diagnostic.with_label(place.source, place.span, label);
    if place.chain.len() > 1 {
        let links: Vec<String> = place.chain.iter().map(|link| format!("`{link}`")).collect();
        diagnostic = diagnostic.with_note(format!("import chain: {}", links.join(" → ")));
    }
    for note in notes(failure) {
        diagnostic = diagnostic.with_note(note);
    }
    match help(failure) {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}

/// Code, sentence and the text at the mark.
fn headline(failure: &ResolveFailure, place: &RequestPlace<'_>) -> (&'static str, String, &'static str) {
    let request = place.request;
    match failure {
        ResolveFailure::NotFound { .. } => ("unresolved-import", format!("cannot resolve `{request}`"), "not found"),
        ResolveFailure::NodeBuiltin { name, .. } => {
            ("node-builtin", format!("`{name}` is a Node built-in that browsers do not have"), "imported here")
        }
        ResolveFailure::ExportsNotDefined { package, subpath, available, .. } => {
            let what = if subpath == "." { "an entry".to_owned() } else { format!("`{subpath}`") };
            let under = if available.contains(subpath) { " under the conditions of this import" } else { "" };
            ("exports-not-defined", format!("package `{package}` does not export {what}{under}"), "imported here")
        }
        ResolveFailure::ImportsNotDefined { package, .. } => (
            "exports-not-defined",
            format!("the `imports` of package `{package}` do not define `{request}`"),
            "imported here",
        ),
        ResolveFailure::SymlinkLoop(link) => (
            "symlink-loop",
            format!("the symbolic link `{}` leads back to itself", shown_path(place.context, link)),
            "needed here",
        ),
        ResolveFailure::AliasLoop => {
            ("alias-loop", format!("the aliases of `{request}` lead to each other"), "imported here")
        }
        ResolveFailure::LoaderSyntax => (
            "loader-syntax",
            format!("`{request}` uses webpack's loader syntax"),
            "loaders in a request are not supported",
        ),
        ResolveFailure::UnsupportedScheme(scheme) => {
            ("unsupported-scheme", format!("requests with the scheme `{scheme}:` cannot be bundled"), "imported here")
        }
        ResolveFailure::BadPackageJson { path, .. } => {
            ("bad-package-json", format!("`{}` cannot be used", shown_path(place.context, path)), "needed here")
        }
        ResolveFailure::Refused(refusal) => (refusal.code, refusal.message.clone(), refusal.label),
        ResolveFailure::Io(error) => ("unreadable-file", format!("cannot resolve `{request}`: {error}"), "needed here"),
    }
}

fn notes(failure: &ResolveFailure) -> Vec<String> {
    match failure {
        ResolveFailure::ExportsNotDefined { subpath, conditions, available, .. } if available.contains(subpath) => {
            let conditions: Vec<String> = conditions.iter().map(|condition| format!("`{condition}`")).collect();
            vec![format!("conditions: {}", conditions.join(", "))]
        }
        ResolveFailure::ExportsNotDefined { available, .. } => list("it exports", available),
        ResolveFailure::ImportsNotDefined { available, .. } => list("they define", available),
        _ => Vec::new(),
    }
}

fn list(intro: &str, names: &[String]) -> Vec<String> {
    if names.is_empty() {
        return Vec::new();
    }
    let shown: Vec<String> = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > LISTED { format!(" and {} more", names.len() - LISTED) } else { String::new() };
    vec![format!("{intro} {}{more}", shown.join(", "))]
}

fn help(failure: &ResolveFailure) -> Option<String> {
    let text = match failure {
        ResolveFailure::NotFound { help } => return help.clone(),
        ResolveFailure::NodeBuiltin { help, .. } => help.clone(),
        ResolveFailure::ExportsNotDefined { package, .. } => {
            format!("import one of the exported paths, or use a version of `{package}` that exports this one")
        }
        ResolveFailure::ImportsNotDefined { .. } => "add it to `imports` of the package.json".to_owned(),
        ResolveFailure::SymlinkLoop(_) => "remove the link, or install the packages again".to_owned(),
        ResolveFailure::AliasLoop => {
            "look at `alias` in the config and at the `browser` fields of the packages on the way".to_owned()
        }
        ResolveFailure::LoaderSyntax => {
            "name the file alone and choose its loader by extension in `loaders` of the config".to_owned()
        }
        ResolveFailure::UnsupportedScheme(_) => {
            "put the code into a file, or declare the request in `externals` of the config".to_owned()
        }
        ResolveFailure::BadPackageJson { .. } => "correct the file, or install the package again".to_owned(),
        ResolveFailure::Refused(refusal) => refusal.help.clone(),
        ResolveFailure::Io(_) => return None,
    };
    Some(text)
}

/// Puts the place in the package.json before the place of the import.
fn mark_package_json(
    diagnostic: Diagnostic,
    context: &Path,
    path: &Path,
    message: &str,
    position: Option<(usize, usize)>,
) -> Diagnostic {
    let text = mfbuild_config::read_file(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let (Ok(text), Some((line, column))) = (text, position) else {
        return diagnostic.with_note(message);
    };
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut start = (before + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
    diagnostic.with_label(SourceText { path: shown_path(context, path), text: text.into() }, start..end, message)
}

/// `path` as the user sees it: relative to the package directory, with forward slashes.
pub(super) fn shown_path(context: &Path, path: &Path) -> String {
    let shared = context.components().zip(path.components()).take_while(|(left, right)| left == right).count();
    let is_elsewhere = path.components().take(shared).all(|part| !matches!(part, Component::Normal(_)));
    if is_elsewhere {
        return path.to_string_lossy().replace('\\', "/");
    }
    let up = context.components().skip(shared).map(|_| "..".to_owned());
    let down = path.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}
