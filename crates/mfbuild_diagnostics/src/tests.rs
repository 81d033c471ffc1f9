//! Rendering: exact frames for the usual cases, and random spans and texts that must never panic.

use std::ops::Range;

use crate::{Diagnostic, SourceText, has_errors, render_json, render_text, sort};

fn source(path: &str, text: &str) -> SourceText {
    SourceText { path: path.to_owned(), text: text.into() }
}

fn error_at(text: &str, span: Range<usize>) -> Diagnostic {
    Diagnostic::error("bad-thing", "something is `bad`").with_label(source("src/a.ts", text), span, "here")
}

#[test]
fn frame_with_note_and_help() {
    let diagnostic = error_at("import a from './a';\nimport b from './b';\n", 35..40)
        .with_note("imported by `src/index.ts`")
        .with_help("create the file");
    let expected = "\
error[bad-thing]: something is `bad`
 --> src/a.ts:2:15
  |
2 | import b from './b';
  |               ^^^^^ here
  |
  = note: imported by `src/index.ts`
  = help: create the file

1 error
";
    assert_eq!(render_text(&[diagnostic], false), expected);
}

#[test]
fn labels_in_two_files() {
    let diagnostic = error_at("one\n", 0..3).with_label(source("src/b.ts", "x\ny\nz\n"), 4..5, "and here");
    let expected = "\
error[bad-thing]: something is `bad`
 --> src/a.ts:1:1
  |
1 | one
  | ^^^ here
  |
 ::: src/b.ts:3:1
  |
3 | z
  | - and here

1 error
";
    assert_eq!(render_text(&[diagnostic], false), expected);
}

#[test]
fn long_lines_are_cut_around_the_mark() {
    let text = format!("first\n{}needle{}\n", "a".repeat(50_000), "b".repeat(50_000));
    let rendered = render_text(&[error_at(&text, 50_006..50_012)], false);
    assert!(rendered.contains("--> src/a.ts:2:50001\n"), "{rendered}");
    assert!(
        rendered.contains("…aaa") && rendered.contains("aneedleb") && rendered.contains("^^^^^^ here"),
        "{rendered}"
    );
    assert!(rendered.lines().all(|line| line.chars().count() <= 200), "{rendered}");
}

#[test]
fn without_a_place() {
    let warning = Diagnostic::warning("odd", "odd\u{1b}[31m thing");
    assert_eq!(render_text(&[warning], false), "warning[odd]: odd\u{fffd}[31m thing\n\n1 warning\n");
    assert_eq!(render_text(&[], false), "");
    let remarks = Diagnostic::error("odd", "odd").with_note("one\ntwo").with_help("three");
    assert_eq!(render_text(&[remarks], false), "error[odd]: odd\nnote: one\n      two\nhelp: three\n\n1 error\n");
}

#[test]
fn counts() {
    let all = [Diagnostic::error("a", "a"), Diagnostic::error("b", "b"), Diagnostic::warning("c", "c")];
    assert!(render_text(&all, false).ends_with("\n2 errors, 1 warning\n"));
    assert!(has_errors(&all) && !has_errors(&all[2..]));
}

#[test]
fn colour_only_when_asked() {
    let all = [error_at("abc", 0..1)];
    assert!(render_text(&all, true).contains('\u{1b}'));
    assert!(!render_text(&all, false).contains('\u{1b}'));
}

#[test]
fn sorted_by_place_and_said_once() {
    let at = |path: &str, start: usize, code| {
        Diagnostic::error(code, "m").with_label(source(path, "abcdef"), start..start + 1, "")
    };
    let mut all = vec![
        at("b.ts", 0, "x"),
        at("a.ts", 4, "x"),
        at("a.ts", 1, "z"),
        at("a.ts", 1, "y"),
        Diagnostic::error("q", "m"),
        at("a.ts", 4, "x"),
    ];
    sort(&mut all);
    let order = all.iter().map(|d| (d.labels.first().map_or("", |l| &l.source.path), d.code)).collect::<Vec<_>>();
    assert_eq!(order, [("", "q"), ("a.ts", "y"), ("a.ts", "z"), ("a.ts", "x"), ("b.ts", "x")]);
}

#[test]
fn json_counts_characters() {
    let diagnostic = error_at("é\nüx\n", 5..6).with_help("fix it");
    let expected = [
        r#"[{"code":"bad-thing","severity":"error","message":"something is `bad`","labels":["#,
        r#"{"file":"src/a.ts","line":2,"column":2,"endLine":2,"endColumn":3,"start":5,"end":6,"message":"here"}"#,
        r#"],"notes":[],"help":"fix it"}]"#,
    ]
    .concat();
    assert_eq!(render_json(&[diagnostic]), expected);
}

#[test]
fn no_span_and_no_text_panics() {
    let pieces = [
        "",
        "a",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "é",
        "漢",
        "👩‍👩‍👧",
        "\u{0}",
        "\u{1b}[0m",
        "\u{200b}",
        "\u{feff}",
        "const x = 1;",
        "\u{2028}",
    ];
    let mut state = 7_usize;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for _ in 0..4000 {
        let text = (0..next(12)).map(|_| pieces[next(pieces.len())].repeat(1 + next(3))).collect::<String>();
        let text = if next(10) == 0 { text.repeat(60) } else { text };
        let mut diagnostic = Diagnostic::error("c", text.clone());
        for _ in 0..next(4) {
            let (start, end) = (next(text.len() + 4), next(text.len() + 4));
            diagnostic = diagnostic.with_label(source("f", &text), start..end, pieces[next(pieces.len())]);
        }
        render_text(std::slice::from_ref(&diagnostic), next(2) == 0);
        render_json(&[diagnostic.with_note(text.clone()).with_label(source("g", &text), 3..usize::MAX, "")]);
    }
}
