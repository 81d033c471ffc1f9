//! Scripts of workers are copied to the output as they are: what in them cannot run there.
//!
//! Owns that check. `collect/workers.rs` of `mfbuild_js` finds the urls that are meant for workers.

use std::ops::Range;
use std::path::Path;

use mfbuild_diagnostics::{Diagnostic, SourceText};
use mfbuild_js::facts::{Format, ImportKind, WorkerKind};
use mfbuild_js::{Engine, ParseOptions};

const COMPILED: &[&str] = &["ts", "tsx", "mts", "cts", "jsx"];
/// Values that modules of the build get in the place of an expression.
const REPLACED: &[&str] = &["process.env", "import.meta.env"];

/// Why the script of a worker does not run, if it does not.
pub fn check_worker(engine: &Engine, kind: WorkerKind, path: &Path, bytes: &[u8], shown: &str) -> Option<Diagnostic> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if COMPILED.contains(&extension) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let problem = problem(shown, "no browser runs TypeScript or JSX");
        return Some(with_first_line(problem, SourceText { path: shown.to_owned(), text: text.into() }));
    }
    if !matches!(extension, "js" | "mjs" | "cjs") {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let source = SourceText { path: shown.to_owned(), text: text.into() };
    // The browser reports its syntax errors.
    let (_, facts, _) = engine.parse(&source, ParseOptions::default()).ok()?;
    let is_copied = |request: &str| request.contains("://") || request.starts_with("//") || request.starts_with('/');
    let import = facts.imports.iter().find(|import| import.kind != ImportKind::Provided && !is_copied(&import.request));
    let found = match import {
        Some(import) => Some((format!("`{}` is not copied with it", import.request), import.span.clone())),
        None => import_scripts(text)
            .map(|span| ("this script is not copied with it".to_owned(), span))
            .or_else(|| replaced(text)),
    };
    if let Some((reason, span)) = found {
        return Some(problem(shown, &reason).with_label(source, span, "used here"));
    }
    if facts.format == Format::Esm && kind == WorkerKind::Classic {
        let help = "start it as a module: `new Worker(url, { type: \"module\" })`";
        let problem = problem(shown, "it is an ES module and is started as a script").with_help(help);
        return Some(with_first_line(problem, source));
    }
    None
}

fn problem(shown: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("unbundled-worker", format!("the worker `{shown}` does not run: {reason}"))
        .with_note("scripts of workers are not bundled, but copied as they are")
        .with_help(
            "write it in JavaScript without imports, or bundle it by itself before the build and name the result",
        )
}

fn with_first_line(problem: Diagnostic, source: SourceText) -> Diagnostic {
    let end = source.text.find('\n').unwrap_or(source.text.len());
    problem.with_label(source, 0..end, "copied as it is")
}

/// `importScripts('./x.js')`, which would be looked for beside the copy.
fn import_scripts(text: &str) -> Option<Range<usize>> {
    text.match_indices("importScripts(").find_map(|(at, call)| {
        let start = at + call.len();
        let request = text[start..].strip_prefix(['"', '\''])?;
        let is_outside = request.contains("://") && request.find("://") < request.find(['"', '\'']);
        (!is_outside && !request.starts_with('/')).then_some(at..start)
    })
}

fn replaced(text: &str) -> Option<(String, Range<usize>)> {
    REPLACED.iter().find_map(|name| {
        let at = text.find(name)?;
        Some((format!("`{name}` is replaced in modules of the build only"), at..at + name.len()))
    })
}
