//! Tests of the whole crate through its public functions: tables of sources and what they become.

mod imports;
mod modules;
mod output;
mod recovery;
mod urls;

use std::sync::Arc;

use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::{CssFile, CssOptions, PrintedCss, parse, print};

fn source(path: &str, text: &str) -> SourceText {
    SourceText { path: path.into(), text: Arc::from(text) }
}

fn minified() -> CssOptions {
    CssOptions { minify: true, targets: 2022, scope_hash: "1a2b3c".into(), ..CssOptions::default() }
}

fn module_options() -> CssOptions {
    CssOptions { css_modules: true, ..minified() }
}

#[track_caller]
fn read(text: &str, options: &CssOptions) -> CssFile {
    let path = if options.css_modules { "src/Card.module.css" } else { "src/a.css" };
    parse(&source(path, text), options).unwrap_or_else(|errors| panic!("{text:?}: {errors:?}"))
}

#[track_caller]
fn code(text: &str, options: &CssOptions) -> String {
    print(&read(text, options), &[]).code
}

/// Source and minified output, with no warnings.
#[track_caller]
fn check_minified(table: &[(&str, &str)]) {
    for (text, expected) in table {
        let file = read(text, &minified());
        assert!(file.warnings.is_empty(), "{text:?}: {:?}", messages(&file.warnings));
        assert_eq!(print(&file, &[]).code, *expected, "{text:?}");
    }
}

fn messages(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect()
}

/// The texts that the labels of diagnostics mark.
fn marked(diagnostics: &[Diagnostic]) -> Vec<&str> {
    let labels = diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels);
    labels.map(|label| &label.source.text[label.span.clone()]).collect()
}

fn printed(text: &str, options: &CssOptions) -> PrintedCss {
    print(&read(text, options), &[])
}

#[test]
fn results_cross_threads() {
    fn check<T: Send + Sync + 'static>() {}
    check::<CssFile>();
    check::<PrintedCss>();
    check::<CssOptions>();
}
