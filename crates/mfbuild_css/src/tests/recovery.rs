//! What is wrong: dropped as browsers do it, told with its place, fatal only if nothing is left.

use mfbuild_diagnostics::Severity;

use super::{code, marked, messages, minified, read, source};
use crate::parse;

#[test]
fn only_the_invalid_item_is_dropped() {
    let table = [
        ("a{color:red;*zoom:1;width:1px}", "a{color:red;width:1px}", "*zoom:1"),
        ("a{color:red;*zoom:1}", "a{color:red}", "*zoom:1"),
        ("a{color:red;width 1px;height:2px}", "a{color:red;height:2px}", "width 1px"),
        ("a{color:red;// no comment\nwidth:1px;height:2px}", "a{color:red;height:2px}", "// no comment\nwidth:1px"),
        ("@media print{a{color:red;*zoom:1;width:1px}}", "@media print{a{color:red;width:1px}}", "*zoom:1"),
        ("a{color:red;b:::c{x:y}width:1px}", "a{color:red;width:1px}", "b:::c{x:y}"),
        ("a{color:red}b:::c{x:y}d{color:red}", "a,d{color:red}", "c"),
        ("a{content:'x\n;color:red}b{color:#00f}", "a{color:red}b{color:#00f}", "content:'x"),
        ("a{color:red;b{*x:1;width:1px}}", "a{color:red}a b{width:1px}", "*x:1"),
        ("/* ü💡 */a{color:red;*zoom:1;content:'ü💡'}", "a{color:red;content:\"ü💡\"}", "*zoom:1"),
    ];
    for (text, expected, mark) in table {
        let file = read(text, &minified());
        assert_eq!(code(text, &minified()), expected, "{text:?}");
        assert_eq!(marked(&file.warnings), [mark], "{text:?}");
        let warning = &file.warnings[0];
        assert_eq!((warning.code, warning.severity), ("css-syntax", Severity::Warning), "{text:?}");
    }
}

#[test]
fn valid_declarations_after_nested_errors_stay() {
    let text = "a{color:red;@media print{*zoom:1;width:1px}height:2px}";
    let file = read(text, &minified());
    assert_eq!(file.warnings.len(), 1);
    let code = code(text, &minified());
    for part in ["color:red", "width:1px", "height:2px"] {
        assert!(code.contains(part), "{code}");
    }
}

#[test]
fn unclosed_blocks_end_with_the_file() {
    for text in ["a{color:red", "a{color:red;", "a{color:red}/* x", "a{color:red;;}", "a{color:red};"] {
        assert_eq!(code(text, &minified()), "a{color:red}", "{text:?}");
    }
}

#[test]
fn unknown_syntax_is_kept() {
    let table: &[(&str, &str, &[&str])] = &[
        ("@foo base;a{color:red}", "@foo base;a{color:red}", &["unknown rule `@foo`"]),
        (":global(.a){color:red}", ":global(.a){color:red}", &["`:global` outside of a css module"]),
        (":local(.a){color:red}", ":local(.a){color:red}", &["`:local` outside of a css module"]),
        ("a:foo{color:red}", "a:foo{color:red}", &["unknown pseudo-class or pseudo-element `foo`"]),
        ("a{b{color:red}@media (x:: y){color:red}}", "", &["unexpected `:` in a style sheet"]),
        ("@media (x:: y){a{color:red}}", "@media (x:: y){a{color:red}}", &["unexpected `:` in a style sheet"]),
        ("@container (x:: y){a{color:red}}", "@container (x:: y){a{color:red}}", &["unexpected `:` in a style sheet"]),
        ("a{width:foo(1px);unknown:1}", "a{width:foo(1px);unknown:1}", &[]),
        ("a{filter:progid:X.Y(a='b')}", "a{filter:progid:X.Y(a=\"b\")}", &[]),
        ("a::-webkit-x{_height:1px}", "a::-webkit-x{_height:1px}", &[]),
    ];
    for (text, expected, warnings) in table {
        let file = read(text, &minified());
        assert_eq!(messages(&file.warnings), *warnings, "{text:?}");
        assert!(file.warnings.iter().all(|warning| warning.code == "css-unknown"), "{text:?}");
        if !expected.is_empty() {
            assert_eq!(code(text, &minified()), *expected, "{text:?}");
        }
    }
}

#[test]
fn a_file_with_nothing_to_read_is_an_error() {
    let table = [
        ("hello world", "unexpected end of the style sheet", ""),
        ("}", "unexpected end of the style sheet", ""),
        ("import x from 'y';\nexport default 1;", "unexpected end of the style sheet", ""),
        ("<html>", "unexpected end of the style sheet", ""),
    ];
    for (text, message, mark) in table {
        let errors = parse(&source("a.css", text), &minified()).expect_err(text);
        assert_eq!((messages(&errors)[0], marked(&errors)[0]), (message, mark), "{text:?}");
        assert_eq!((errors[0].code, errors[0].severity), ("css-syntax", Severity::Error), "{text:?}");
    }
}

#[test]
fn places_are_exact_in_any_encoding_of_lines() {
    for newline in ["\n", "\r\n", "\r", "\u{c}"] {
        for start in ["", "\u{feff}"] {
            let text = format!("{start}/* ü💡 */{newline}a{{{newline}  color:red;{newline} ü💡 1px;{newline}}}");
            let file = read(&text, &minified());
            assert_eq!(marked(&file.warnings), ["ü💡 1px"], "{text:?}");
        }
    }
}

#[test]
fn rules_of_tools_are_errors() {
    let table = [
        ("@tailwind base;a{color:red}", "`@tailwind` is a rule of Tailwind CSS, which is not run"),
        ("a{@apply flex;color:red}", "`@apply` is a rule of Tailwind CSS, which is not run"),
        ("@theme{--color-x:red}a{color:red}", "`@theme` is a rule of Tailwind CSS, which is not run"),
        ("@import 'tailwindcss';a{color:red}", "Tailwind CSS is not run"),
    ];
    for (text, message) in table {
        let errors = parse(&source("a.css", text), &minified()).expect_err(text);
        assert_eq!((messages(&errors), errors[0].code), (vec![message], "css-tool-rule"), "{text:?}");
        assert!(errors[0].help.is_some(), "{text:?}");
    }
}

#[test]
fn nested_lists_that_multiply_without_end_are_an_error() {
    let text = "a,b{".repeat(20) + "color:red" + &"}".repeat(20);
    let errors = parse(&source("a.css", &text), &minified()).expect_err("a million selectors");
    assert_eq!((errors[0].code, errors.len()), ("css-nesting-limit", 1));
    let text = "a,b{".repeat(8) + "color:red" + &"}".repeat(8);
    assert!(!code(&text, &minified()).is_empty());
}
