//! Requests in values: found, left alone, replaced.

use super::{check_minified, code, marked, minified, read, source};
use crate::{CssOptions, CssUrl, parse, print};

fn requests(text: &str) -> Vec<String> {
    read(text, &minified()).urls.into_iter().map(|url| url.request).collect()
}

#[test]
fn requests_are_found_in_every_form() {
    let table: &[(&str, &[&str])] = &[
        ("a{background:url(a.png)}", &["a.png"]),
        ("a{background:url('a b.png')}", &["a b.png"]),
        ("a{background:url(\"a'(1).png\")}", &["a'(1).png"]),
        ("a{background:url( a\\ b.png )}", &["a b.png"]),
        ("a{background:URL(a.png)}", &["a.png"]),
        ("a{background:url(/*x*/a.png)}", &["/*x*/a.png"]),
        ("a{background:url( './a.png?x=1#y' )}", &["./a.png?x=1#y"]),
        ("a{background:url(\"\\61.png\")}", &["a.png"]),
        ("a{background:url(ü.png)}", &["ü.png"]),
        ("a{background:url(a.png),url(b.png),url(a.png)}", &["a.png", "b.png"]),
        ("a{background-image:image-set('a.png' 1x, url(b.png) 2x)}", &["a.png", "b.png"]),
        ("a{background-image:-webkit-image-set(url(a.png) 1x)}", &["a.png"]),
        ("a{background-image:image-set('a.png' type('image/png'), var(--x))}", &["a.png"]),
        ("a{x:src('a.png')}", &["a.png"]),
        ("a{--x:url(a.png)}", &["a.png"]),
        ("a{cursor:url(a.cur) 1 2,auto}", &["a.cur"]),
        ("a{content:url(a.png)}", &["a.png"]),
        ("a{mask:url(a.svg#m)}", &["a.svg#m"]),
        ("a{list-style:url(a.png)}", &["a.png"]),
        ("a{border-image:url(a.png) 30}", &["a.png"]),
        ("a{filter:url(a.svg#f)}", &["a.svg#f"]),
        ("a{unknown:url(a.png)}", &["a.png"]),
        ("a{background:var(--b) url(a.png)}", &["a.png"]),
        ("a{& b{@media print{background:url(a.png)}}}", &["a.png"]),
        ("@keyframes k{from{background:url(a.png)}}", &["a.png"]),
        ("@layer l{@supports (x:y){a{background:url(a.png)}}}", &["a.png"]),
        ("@page{background:url(a.png)}", &["a.png"]),
        ("@unknown{a:url(a.png)}", &["a.png"]),
        (
            "@font-face{font-family:F;src:url(f.eot?#iefix) format('embedded-opentype'),local(F),url('f.woff2')}",
            &["f.eot?#iefix", "f.woff2"],
        ),
    ];
    for (text, expected) in table {
        assert_eq!(requests(text), *expected, "{text:?}");
    }
}

#[test]
fn what_browsers_resolve_is_left_alone() {
    check_minified(&[
        ("a{background:url(data:image/png;base64,AAAA)}", "a{background:url(data:image/png;base64,AAAA)}"),
        ("a{background:url(https://x.test/a.png)}", "a{background:url(https://x.test/a.png)}"),
        ("a{background:url(HTTP://x.test/a.png)}", "a{background:url(HTTP://x.test/a.png)}"),
        ("a{background:url(//x.test/a.png)}", "a{background:url(//x.test/a.png)}"),
        ("a{background:url(blob:x)}", "a{background:url(blob:x)}"),
        ("a{filter:url(#f)}", "a{filter:url(#f)}"),
        ("a{background:url()}", "a{background:url()}"),
    ]);
    for text in ["a{background:url(https://x.test/a.png)}", "a{filter:url('#f')}", "a{background:url('')}"] {
        assert_eq!(requests(text), Vec::<String>::new(), "{text:?}");
    }
    assert_eq!(
        requests("a{background:url(/a.png),url(C:\\\\a.png),url(~pkg/a.png)}"),
        ["/a.png", "C:\\a.png", "~pkg/a.png"]
    );
}

#[test]
fn spans_cover_the_whole_value() {
    let table = [
        ("a{background:url(a.png)}", "url(a.png)"),
        ("a{background:\n  /* ü */ url( 'a b.png' ) }", "url( 'a b.png' )"),
        ("\u{feff}a{background:url(a.png)}", "url(a.png)"),
        ("/* 💡 */ a{background:red url(a.png)}", "url(a.png)"),
        ("a{}\r\nb{}\ra{background:url(a.png)}", "url(a.png)"),
        ("a{background-image:image-set(\n 'a.png' 1x)}", "'a.png'"),
        ("a{x:src('a.png')}", "a.png"),
    ];
    for (text, expected) in table {
        let file = read(text, &minified());
        assert_eq!(&text[file.urls[0].span.clone()], expected, "{text:?}");
    }
}

#[test]
fn replacements_are_quoted_as_needed() {
    let table = [
        ("../static/a.png", "url(../static/a.png)", "url(\"../static/a.png\")"),
        ("a b.png", "url(\"a b.png\")", "url(\"a b.png\")"),
        ("a'(\").png", "url(\"a'(\\\").png\")", "url(\"a'(\\\").png\")"),
        ("ü.png", "url(\"ü.png\")", "url(\"ü.png\")"),
        ("data:,{};", "url(data:,{};)", "url(\"data:,{};\")"),
    ];
    for (replacement, short, long) in table {
        for (minify, expected) in [(true, short), (false, long)] {
            let options = CssOptions { minify, ..minified() };
            let file = read("a{background:url(x.png)}", &options);
            let code = print(&file, &[replacement.to_owned()]).code;
            assert!(code.contains(expected), "{replacement}: {code}");
        }
    }
}

#[test]
fn each_place_gets_its_replacement() {
    let file = read(
        "a{background:url(0)}b{background:image-set('1' 1x)}c{x:url(2) url(0) src('3')}d{background:url(4)}",
        &minified(),
    );
    let replacements: Vec<String> = (0..5).map(|index| format!("r{index}")).collect();
    assert_eq!(
        print(&file, &replacements).code,
        "a{background:url(r0)}b{background:-webkit-image-set(url(r1) 1x);background:image-set(\"r1\" 1x)}\
         c{x:url(r2) url(r0) src(\"r3\")}d{background:url(r4)}"
    );
    assert!(print(&file, &[]).code.contains("url(2) url(0) src(\"3\")"), "requests stay where nothing is given");
}

#[test]
fn equal_requests_let_rules_merge() {
    assert_eq!(code("a{background:url(x)}b{background:url(x)}", &minified()), "a,b{background:url(x)}");
}

#[test]
fn the_marker_may_occur_in_the_source() {
    let text = "a{background:url(mfbuild-url-0);content:'mfbuild-url-1'}";
    let file = read(text, &minified());
    assert_eq!(print(&file, &["y".into()]).code, "a{content:\"mfbuild-url-1\";background:url(y)}");
}

#[test]
fn a_marker_behind_escapes_does_no_harm() {
    assert_eq!(code("a{x:src('data:') url(#mfbuild-ur\\l-7)}", &minified()), "a{x:src(\"data:\") url(#mfbuild-url-7)}");
    assert_eq!(code("a{content:'mfbuild-ur\\l-7'}", &minified()), "a{content:\"mfbuild-url-7\"}");
}

#[test]
fn requests_split_into_path_and_suffix() {
    let table = [
        ("a.png", "a.png", ""),
        ("a.eot?#iefix", "a.eot", "?#iefix"),
        ("a.svg#x?y", "a.svg", "#x?y"),
        ("a%20b.png?c%20d", "a b.png", "?c%20d"),
        ("%C3%BC.png", "ü.png", ""),
        ("100%.png", "100%.png", ""),
        ("%FF.png", "%FF.png", ""),
        ("%+1.png", "%+1.png", ""),
    ];
    for (request, path, suffix) in table {
        let url = CssUrl { request: request.into(), span: 0..0 };
        assert_eq!(url.path_and_suffix(), (path.into(), suffix), "{request}");
    }
}

#[test]
fn a_broken_url_is_dropped_with_a_warning() {
    let file = parse(&source("a.css", "a{color:red;background:url(a(b)}"), &minified()).expect("the rest is fine");
    assert_eq!(print(&file, &[]).code, "a{color:red}");
    assert_eq!(marked(&file.warnings), ["background:url(a(b)"]);
}
