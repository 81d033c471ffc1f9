//! The rows of spec §4.7 and the shapes of compiled tables; the broad comparison is `runtime/tests/ranges.test.mjs`.

use super::*;

#[test]
fn differs_from_node_semver_as_the_runtime_does() {
    let cases = [
        ("1.2.3-alpha", "^1", true),
        ("18.3.0-next.1", ">=1", true),
        ("1.0.0-beta", "*", true),
        ("1.2.3", "", true),
        ("1.2.3", ">=0.0.0", false),
        ("1.2.3", ">=0.0.0 <2", true),
        ("1.2.3", ">= 1.2 <3", true),
        ("1.2.3", ">= 1.2 < 3", false),
        ("2.0.0-beta.1", "^2.0.0-beta", false),
        ("0", "*", false),
        ("1", "1", false),
        ("1.2", "*", false),
        ("1.2.3", "workspace:*", false),
        ("1.2.3", "latest", false),
        ("1.2.3", "npm:react@1.2.3", false),
        ("1.2.3", "!=1", false),
        ("v1.2.3", "=v1.2.3", true),
        ("1.2.3+build", "1.2.3", true),
    ];
    for (version, range, expected) in cases {
        assert_eq!(satisfies(version, range), expected, "{version} against {range}");
    }
}

#[test]
fn ranges_become_comparators() {
    let cases = [
        ("^1.2.3", r#"[[">=1.2.3","<2.0.0-0"]]"#),
        ("^0.1.2", r#"[[">=0.1.2","<0.2.0-0"]]"#),
        ("^0.0.3", r#"[[">=0.0.3","<0.0.4-0"]]"#),
        ("~1.2", r#"[[">=1.2.0","<1.3.0-0"]]"#),
        ("1.2.3 - 2", r#"[[">=1.2.3","<3.0.0-0"]]"#),
        (">1.2 <=2", r#"[[">=1.3.0","<3.0.0-0"]]"#),
        ("^17 || 18.2.0", r#"[[">=17.0.0","<18.0.0-0"],["18.2.0"]]"#),
        ("^17 || *", "[[]]"),
        ("latest || ^17", r#"[[">=17.0.0","<18.0.0-0"]]"#),
        ("latest", "[]"),
        (">=0.0.0", "[]"),
    ];
    for (range, expected) in cases {
        assert_eq!(compile(range).to_js(), expected, "{range}");
    }
}

#[test]
fn the_order_completes_numbers() {
    let cases = [
        ("0", "0.0.1", true),
        ("1.2", "1.2.0", true),
        ("1.10.0", "1.9.0", false),
        ("1.0.0-alpha", "1.0.0", true),
        ("1.0.0", "1.0.0-alpha", false),
        ("1.0.0-alpha.1", "1.0.0-alpha", true),
        ("1.0.0", "latest", false),
    ];
    for (left, right, expected) in cases {
        assert_eq!(is_not_above(left, right), expected, "{left} ≤ {right}");
    }
}
