//! `@import`: read, taken out, and wrapped around imported files.

use super::{minified, printed, read, source};
use crate::{Conditions, CssImport, CssLayer, CssOptions, PrintedCss, PrintedPart, SheetPart, join, print, wrap};

fn import(statement: &str) -> CssImport {
    read(statement, &minified()).imports.remove(0)
}

/// The conditions of statements in a chain of files, the outermost first.
fn chain(statements: &[&str]) -> Conditions {
    let under = |outer: Conditions, statement: &&str| outer.under(&import(statement), || "anonymous_1".into());
    statements.iter().fold(Conditions::default(), under)
}

#[test]
fn conditions_are_read() {
    let named = |name: &str| Some(CssLayer::Named(name.into()));
    let anonymous = Some(CssLayer::Anonymous);
    let table = [
        ("@import 'b.css';", "b.css", None, None, None),
        ("@import \"b.css\"", "b.css", None, None, None),
        ("@import url(b.css);", "b.css", None, None, None),
        ("@import url( 'b c.css' ) print;", "b c.css", Some("print"), None, None),
        ("@import 'b.css' screen and (width > 1px), print;", "b.css", Some("screen and (width>1px),print"), None, None),
        ("@import 'b.css' supports(display: grid);", "b.css", None, Some("(display:grid)"), None),
        (
            "@import 'b.css' supports(not (display: grid)) print;",
            "b.css",
            Some("print"),
            Some("not (display:grid)"),
            None,
        ),
        ("@import 'b.css' layer;", "b.css", None, None, anonymous),
        ("@import 'b.css' layer(a.b) print;", "b.css", Some("print"), None, named("a.b")),
        ("@import 'b.css' layer(a) supports(x: y) print;", "b.css", Some("print"), Some("(x:y)"), named("a")),
    ];
    for (text, request, media, supports, layer) in table {
        let found = import(text);
        assert_eq!(
            (found.request.as_str(), found.media.as_deref(), found.supports.as_deref(), &found.layer),
            (request, media, supports, &layer),
            "{text}"
        );
        assert_eq!(&text[found.span], text.trim_end_matches(';'));
    }
}

#[test]
fn imports_keep_their_order_and_leave_the_text() {
    let file = read("@charset 'utf-8';@import 'b.css';\n/* x */ @import url(c.css);a{color:red}", &minified());
    let requests: Vec<_> = file.imports.iter().map(|import| import.request.as_str()).collect();
    assert_eq!(requests, ["b.css", "c.css"]);
    assert_eq!(print(&file, &[]).code, "a{color:red}");
}

#[test]
fn external_imports_are_told_apart() {
    let table = [
        ("https://x.test/a.css", true),
        ("http://x.test/a.css", true),
        ("//x.test/a.css", true),
        ("data:text/css,a{}", true),
        ("./a.css", false),
        ("/a.css", false),
        ("pkg/a.css", false),
        ("~pkg/a.css", false),
        ("c:/a.css", false),
    ];
    for (request, external) in table {
        assert_eq!(import(&format!("@import '{request}';")).external, external, "{request}");
    }
}

#[test]
fn a_late_import_is_dropped_with_a_warning() {
    let file = read("a{color:red}@import 'b.css';b{color:red}", &minified());
    assert!(file.imports.is_empty());
    assert_eq!(file.warnings[0].message, "`@import` after other rules has no effect");
    assert_eq!(print(&file, &[]).code, "a,b{color:red}");
}

#[test]
fn conditions_go_around_an_imported_file() {
    let table = [
        ("@import 'b.css';", "a{color:red}"),
        ("@import 'b.css' print;", "@media print{a{color:red}}"),
        ("@import 'b.css' supports(not (x: y));", "@supports not (x:y){a{color:red}}"),
        ("@import 'b.css' layer(l);", "@layer l{a{color:red}}"),
        ("@import 'b.css' layer;", "@layer anonymous_1{a{color:red}}"),
        ("@import 'b.css' layer(l) supports(x: y) print;", "@media print{@supports (x:y){@layer l{a{color:red}}}}"),
    ];
    for (statement, expected) in table {
        let wrapped = wrap(printed("a{color:red}", &minified()), &chain(&[statement]));
        assert_eq!(wrapped.code, expected, "{statement}");
    }
    let readable = CssOptions { minify: false, ..minified() };
    let wrapped = wrap(printed("a{color:red}", &readable), &chain(&["@import 'b.css' layer(l) print;"]));
    assert_eq!(wrapped.code, "@media print {\n@layer l {\na {\n  color: red;\n}\n}\n}\n");
}

#[test]
fn conditions_of_a_chain_have_one_form() {
    let table: [(&[&str], &str); 5] = [
        (&["@import 'a' print;", "@import 'b' screen;"], "@media print{@media screen{a{color:red}}}"),
        (
            &["@import 'a' screen;", "@import 'b' print;", "@import 'c' screen;"],
            "@media print{@media screen{a{color:red}}}",
        ),
        (&["@import 'a' all;", "@import 'b' supports(x: y);"], "@supports (x:y){a{color:red}}"),
        (&["@import 'a' layer(x) print;", "@import 'b' layer(y.z);"], "@media print{@layer x.y.z{a{color:red}}}"),
        (&["@import 'a' layer(x);", "@import 'b' layer;"], "@layer x.anonymous_1{a{color:red}}"),
    ];
    for (statements, expected) in table {
        assert_eq!(wrap(printed("a{color:red}", &minified()), &chain(statements)).code, expected);
    }
}

#[test]
fn conditions_become_a_statement_again() {
    let table: [(&[&str], &str, bool); 4] = [
        (
            &["@import 'a' layer(l) supports(x: y) print;"],
            "@import \"//h/c.css\" layer(l) supports((x:y)) print;",
            false,
        ),
        (
            &["@import 'a' supports(x: y);", "@import 'b' supports(not (z: y));"],
            "@import \"//h/c.css\" supports(((x:y)) and (not (z:y)));",
            false,
        ),
        (&["@import 'a' print;", "@import 'b' screen;"], "@import \"//h/c.css\" print;", true),
        (&["@import 'a';"], "@import \"//h/c.css\";", false),
    ];
    for (statements, expected, has_rest) in table {
        let (statement, rest) = chain(statements).statement("//h/c.css");
        assert_eq!((statement.as_str(), rest.is_some()), (expected, has_rest));
    }
}

#[test]
fn wrapping_moves_mappings() {
    for (minify, place) in [(true, (0, "@media print{@layer l{".len() as u32)), (false, (2, 0))] {
        let options = CssOptions { minify, source_map: true, ..minified() };
        let wrapped = wrap(printed("a{color:red}", &options), &chain(&["@import 'b.css' layer(l) print;"]));
        let mappings = wrapped.mappings.expect("mappings were asked for");
        assert_eq!((mappings[0].generated_line, mappings[0].generated_column), place);
    }
}

fn joined(parts: impl IntoIterator<Item = SheetPart>) -> String {
    let parts: Vec<_> = parts.into_iter().collect();
    join(&parts, true, None).0
}

fn rules(css: PrintedCss) -> SheetPart {
    SheetPart::Rules(PrintedPart { css, source: source("x.css", "") })
}

#[test]
fn layers_are_told_where_they_stand() {
    let text = "@layer reset, base; @layer top; @import 'b.css' layer(base); @layer late{@layer in{}} \
                @media print{@layer p;}@layer{}a{color:red}";
    let layers = read(text, &minified()).layers;
    let statements = |layers: &[crate::LayerDeclaration]| joined(layers.iter().cloned().map(SheetPart::Layer));
    assert_eq!(statements(&layers.leading), "@layer reset,base,top;\n");
    assert_eq!(statements(&layers.own), "@layer late,late.in;\n@media print{@layer p;}\n");
    assert!(layers.anonymous);
}

#[test]
fn layers_without_imports_stay_in_their_place() {
    assert_eq!(
        joined([rules(printed("a{color:red}", &minified())), rules(printed("@layer x,y;", &minified()))]),
        "a{color:red}\n@layer x,y;\n"
    );
}
