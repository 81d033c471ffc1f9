//! `@import`: read, taken out, wrapped around imported files and hoisted.

use super::{minified, printed, read, source};
use crate::{CssImport, CssLayer, CssOptions, PrintedCss, PrintedPart, join, print, wrap_import};

fn import(statement: &str) -> CssImport {
    read(statement, &minified()).imports.remove(0)
}

#[test]
fn conditions_are_read() {
    let named = |name: &str| Some(CssLayer::Named(name.into()));
    let anonymous = Some(CssLayer::Anonymous("anonymous_1a2b3c_0".into()));
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
        ("@import 'b.css' layer;", "@layer anonymous_1a2b3c_0{a{color:red}}"),
        ("@import 'b.css' layer(l) supports(x: y) print;", "@media print{@supports (x:y){@layer l{a{color:red}}}}"),
    ];
    for (statement, expected) in table {
        let wrapped = wrap_import(printed("a{color:red}", &minified()), &import(statement));
        assert_eq!(wrapped.code, expected, "{statement}");
    }
    let readable = CssOptions { minify: false, ..minified() };
    let wrapped = wrap_import(printed("a{color:red}", &readable), &import("@import 'b.css' layer(l) print;"));
    assert_eq!(wrapped.code, "@media print {\n@layer l {\na {\n  color: red;\n}\n}\n}\n");
}

#[test]
fn an_empty_import_still_defines_its_layer() {
    let wrapped = wrap_import(printed("/* nothing */", &minified()), &import("@import 'b.css' layer(l) print;"));
    assert_eq!((wrapped.code.as_str(), wrapped.layers), ("", vec!["@media print{@layer l{}}".to_owned()]));
    let plain = wrap_import(printed("", &minified()), &import("@import 'b.css' print;"));
    assert_eq!((plain.code.as_str(), plain.layers.len()), ("", 0));
}

#[test]
fn wrapping_moves_mappings() {
    for (minify, place) in [(true, (0, "@media print{@layer l{".len() as u32)), (false, (2, 0))] {
        let options = CssOptions { minify, source_map: true, ..minified() };
        let wrapped = wrap_import(printed("a{color:red}", &options), &import("@import 'b.css' layer(l) print;"));
        let mappings = wrapped.mappings.expect("mappings were asked for");
        assert_eq!((mappings[0].generated_line, mappings[0].generated_column), place);
    }
}

fn part(path: &str, css: PrintedCss) -> PrintedPart {
    PrintedPart { css, source: source(path, "") }
}

fn joined(parts: impl IntoIterator<Item = PrintedCss>) -> String {
    let parts: Vec<_> = parts.into_iter().map(|css| part("x.css", css)).collect();
    join(&parts, None).0
}

#[test]
fn leading_layers_come_before_the_imported_rules() {
    let text = "@layer reset, base; @layer top; @import 'b.css' layer(base); @layer late; a{color:red}";
    let file = read(text, &minified());
    let imported = wrap_import(printed("b{color:#00f}", &minified()), &file.imports[0]);
    assert_eq!(
        joined([imported, print(&file, &[])]),
        "@layer reset,base;\n@layer top;\n@layer base{b{color:#00f}}\n@layer late;a{color:red}\n"
    );
}

#[test]
fn layers_without_imports_stay_in_their_place() {
    assert_eq!(
        joined([printed("a{color:red}", &minified()), printed("@layer x,y;", &minified())]),
        "a{color:red}\n@layer x,y;\n"
    );
}

#[test]
fn external_imports_open_the_style_sheet() {
    let first = printed("a{color:red}", &minified());
    let second = printed(
        "@layer x,y;@import 'https://x.test/1.css' layer(x) supports(a: b) print;@import '//x.test/2.css' layer;b{color:#000}",
        &minified(),
    );
    assert_eq!(
        joined([first.clone(), second.clone(), second]),
        "@layer x,y;\n@import \"https://x.test/1.css\" layer(x) supports((a:b)) print;\n\
         @import \"//x.test/2.css\" layer;\na{color:red}\nb{color:#000}\nb{color:#000}\n"
    );
}

#[test]
fn conditions_around_an_external_import_go_through_a_data_address() {
    let external = printed("@import '//x.test/1.css' screen;", &minified());
    let wrapped = wrap_import(external, &import("@import 'b.css' layer(l) print;"));
    assert_eq!(
        wrapped.external_imports,
        ["@import \"data:text/css,@import%20%22https://x.test/1.css%22%20screen;\" layer(l) print;"]
    );
}
