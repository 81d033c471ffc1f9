//! The printed text: minified and readable, lowered, joined, with its map.

use parcel_sourcemap::SourceMap;

use super::{check_minified, code, minified, module_options, printed, read, source};
use crate::{CssOptions, Mapping, PrintedPart, SheetPart, join, print, source_map_comment};

fn readable() -> CssOptions {
    CssOptions { minify: false, ..minified() }
}

#[test]
fn text_is_minified() {
    check_minified(&[
        ("", ""),
        (" \n\t", ""),
        ("/* only a comment */", ""),
        ("/*! licence */\n", "/*! licence */\n"),
        ("/*! licence */a { color : #ff0000 ; }", "/*! licence */\na{color:red}"),
        ("a { margin: 0px 0px 0px 0px; }", "a{margin:0}"),
        ("a{}", ""),
        ("\u{feff}a{color:red}", "a{color:red}"),
        ("a{\r\n  color: red;\r\n}\r\n", "a{color:red}"),
        ("a::after{content:'ü\\e001'}", "a:after{content:\"ü\u{e001}\"}"),
        ("@charset \"utf-8\"; a{color:red}", "a{color:red}"),
        ("a{color:red}@charset \"utf-8\"; b{color:red}", "a,b{color:red}"),
        ("@layer a, b; @layer z{x{c:d}} @layer b{x{color:red}}", "@layer a;@layer b{x{color:red}}@layer z{x{c:d}}"),
        (
            "@namespace svg url(http://www.w3.org/2000/svg);svg|a{color:red}",
            "@namespace svg \"http://www.w3.org/2000/svg\";svg|a{color:red}",
        ),
        ("a{color:var(--x,  red)}", "a{color:var(--x,red)}"),
        ("a{--x: { a: b }}", "a{--x:{ a: b }}"),
    ]);
}

#[test]
fn text_is_readable() {
    assert_eq!(code("a{color:red;b:c}\nd{e:f}", &readable()), "a {\n  color: red;\n  b: c;\n}\n\nd {\n  e: f;\n}\n");
    assert_eq!(code("/* x */", &readable()), "");
}

#[test]
fn newer_syntax_is_lowered_for_the_target() {
    let table = [
        (0, "a{& b{color:red}}", "a{& b{color:red}}"),
        (2022, "a{& b{color:red}}", "a b{color:red}"),
        (2022, "a{color:red;&:hover{color:#00f}}", "a{color:red}a:hover{color:#00f}"),
        (2022, "@media (width>1px){a{color:red}}", "@media not (max-width:1px){a{color:red}}"),
        (2024, "@media (width>1px){a{color:red}}", "@media (width>1px){a{color:red}}"),
        (2022, "a{user-select:none}", "a{-webkit-user-select:none;user-select:none}"),
        (2015, "a{inset:0}", "a{top:0;bottom:0;left:0;right:0}"),
        (1, "a{inset:0}", "a{top:0;bottom:0;left:0;right:0}"),
        (2022, "a{color:light-dark(red,tan)}", "a{color:light-dark(red,tan)}"),
        (u32::MAX, "a{inset:0}", "a{inset:0}"),
    ];
    for (targets, text, expected) in table {
        assert_eq!(code(text, &CssOptions { targets, ..minified() }), expected, "{targets} {text}");
    }
}

fn places(text: &str, options: &CssOptions, replacements: &[String]) -> Vec<(String, String)> {
    let options = CssOptions { source_map: true, ..options.clone() };
    let printed = print(&read(text, &options), replacements);
    let at = |text: &str, line: u32, column: u32| {
        let line: Vec<u16> =
            text.split('\n').nth(line as usize).unwrap().encode_utf16().skip(column as usize).collect();
        String::from_utf16(&line).unwrap().chars().take(2).collect::<String>()
    };
    let text = text.trim_start_matches('\u{feff}');
    let mappings = printed.mappings.expect("mappings were asked for");
    let pair = |m: &Mapping| {
        (at(&printed.code, m.generated_line, m.generated_column), at(text, m.source_line, m.source_column))
    };
    mappings.iter().map(pair).collect()
}

#[test]
fn mappings_join_the_same_rules() {
    let table = [
        "a{x:y}\nb{x:z}",
        "\u{feff}a{x:y} b{x:z}",
        "a{content:'ü💡'}b{x:y}\nc{content:'\\e001'}d{x:y}",
        "@media print{a{x:y} b{x:z}}",
        ".a\\:b{x:y}.\\32 b{x:z} .ü{x:w}.d{x:v}",
        "@font-face{font-family:A;src:url(a)}\nb{x:y}",
        "a{background:url(a);}\nb{background:url(ü)}c{x:src('c') url(a)}d{x:y}",
    ];
    for text in table {
        let modules = CssOptions { css_modules: true, ..minified() };
        for options in [minified(), readable(), modules] {
            for replacements in [vec![], vec!["a-longer-address".into(), "ü 💡".into(), "".into()]] {
                let places = places(text, &options, &replacements);
                assert!(places.len() > 1, "{text:?}");
                for (generated, original) in places {
                    assert_eq!(generated[..1], original[..1], "{text:?}");
                }
            }
        }
    }
}

#[test]
fn mappings_are_recorded_on_request_only() {
    assert!(printed("a{x:y}", &minified()).mappings.is_none());
}

#[test]
fn a_map_in_the_source_is_ignored() {
    let text = "a{x:y}\n/*# sourceMappingURL=data:application/json,{\"version\":3,\"sources\":[\"b\"],\"names\":[],\"mappings\":\"\"} */";
    assert_eq!(places(text, &minified(), &[]), [("a{".into(), "a{".into())]);
}

#[test]
fn files_are_joined_with_a_map() {
    let options = CssOptions { source_map: true, ..minified() };
    let texts = [
        ("src/a.css", "\u{feff}\na{background:url(x)}b{x:y}"),
        ("src/empty.css", "/* */"),
        ("src/ü.css", "@import 'https://x.test/';\n\n  c{x:'ü'}"),
    ];
    let part = |(path, text): &(&str, &str)| {
        let source = source(path, text);
        let file = crate::parse(&source, &options).expect("valid");
        SheetPart::Rules(PrintedPart { css: print(&file, &["static/x.png".into()]), source })
    };
    let import = SheetPart::Import("@import \"https://x.test/\";".into());
    let parts: Vec<_> = std::iter::once(import).chain(texts.iter().map(part)).collect();
    let (code, map) = join(&parts, true, Some("main.css"));
    assert_eq!(
        code,
        "@charset \"UTF-8\";\n@import \"https://x.test/\";\na{background:url(static/x.png)}b{x:y}\nc{x:\"ü\"}\n"
    );
    let map = map.expect("a map was asked for");
    let json: serde_json::Value = serde_json::from_str(&map).expect("JSON");
    assert_eq!((&json["version"], &json["file"]), (&3.into(), &"main.css".into()));
    assert_eq!(json["sources"], serde_json::json!(["src/a.css", "src/ü.css"]));
    assert_eq!(json["sourcesContent"], serde_json::json!(["\na{background:url(x)}b{x:y}", texts[2].1]));
    let mut decoded = SourceMap::new("/");
    let mappings = json["mappings"].as_str().expect("a string");
    decoded.add_vlq_map(mappings.as_bytes(), vec!["a", "c"], vec!["", ""], Vec::<&str>::new(), 0, 0).expect("valid");
    let places: Vec<_> = (decoded.get_mappings().iter())
        .map(|m| {
            let original = m.original.expect("all have one");
            (m.generated_line, m.generated_column, original.source, original.original_line, original.original_column)
        })
        .collect();
    assert_eq!(places, [(2, 0, 0, 1, 0), (2, 31, 0, 1, 20), (3, 0, 1, 2, 2)]);
}

#[test]
fn joining_nothing_gives_nothing() {
    assert_eq!(join(&[], true, None), (String::new(), None));
    let (code, map) = join(&[], true, Some("a.css"));
    assert_eq!(code, "");
    assert!(map.expect("a map was asked for").contains("\"mappings\":\"\""));
}

#[test]
fn the_map_comment_is_a_comment() {
    assert_eq!(source_map_comment("a.css.map"), "/*# sourceMappingURL=a.css.map */\n");
}

#[test]
fn output_is_the_same_each_time() {
    let text = ".c{x:y}.b{x:z}.a{composes:b;x:w}@keyframes k{from{x:y}}";
    let options = CssOptions { css_modules: true, ..minified() };
    let first = (code(text, &options), read(text, &options).exports);
    for _ in 0..8 {
        assert_eq!((code(text, &options), read(text, &options).exports), first);
    }
}

#[test]
fn shorthands_without_a_name_keep_their_other_parts() {
    check_minified(&[
        (".a { animation: 3s linear infinite }", ".a{animation:3s linear infinite none}"),
        (".a { animation: none 2s }", ".a{animation:2s none}"),
        (".a { animation: 4s ease-in both paused none }", ".a{animation:4s ease-in both paused none}"),
        (".a { animation: 1s spin, 2s none }", ".a{animation:1s spin,2s none}"),
        (".a { animation: none }", ".a{animation:none}"),
        (".a { animation: none; animation-duration: 2s }", ".a{animation:2s none}"),
        (".a { text-decoration: none }", ".a{text-decoration:none}"),
        (
            ".a { text-decoration: none dotted red }",
            ".a{-webkit-text-decoration:none dotted red;text-decoration:none dotted red}",
        ),
        (
            ".a { text-decoration: none; text-decoration-color: red }",
            ".a{-webkit-text-decoration:none;text-decoration:none;text-decoration-color:red}",
        ),
        (
            ".a { text-decoration-line: none; text-decoration-style: dotted; text-decoration-color: red; text-decoration-thickness: 2px }",
            ".a{-webkit-text-decoration-line:none;text-decoration-line:none;text-decoration-style:dotted;text-decoration-color:red;text-decoration-thickness:2px}",
        ),
        (
            ".a { text-decoration: none 2px }",
            ".a{-webkit-text-decoration:none;text-decoration:none;text-decoration-thickness:2px}",
        ),
        (
            ".a { text-decoration: underline dotted red }",
            ".a{-webkit-text-decoration:underline dotted red;text-decoration:underline dotted red}",
        ),
        (".a { text-emphasis: none red }", ".a{-webkit-text-emphasis:none red;text-emphasis:none red}"),
        (
            ".a { text-emphasis: none; text-emphasis-color: red }",
            ".a{-webkit-text-emphasis:none;text-emphasis:none;-webkit-text-emphasis-color:red;text-emphasis-color:red}",
        ),
    ]);
    let code = code(
        ".a { animation: 1s linear } .b { animation: spin 1s, none 2s } @keyframes spin { to { rotate: 1turn } }",
        &module_options(),
    );
    assert!(code.contains("{animation:1s linear none}") && code.contains(",2s none}"), "{code}");
}
