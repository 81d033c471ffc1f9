//! The table of dependency values in §3.5, and what else package managers allow.

use super::normalise_requirement;
use crate::share::RequiredRange;

#[test]
fn every_row_of_the_table() {
    let cases = [
        // Plain ranges and what starts like one.
        ("^18.2.0", "^18.2.0"),
        ("  ~1.2 ", "~1.2"),
        (">=16 <19", ">=16 <19"),
        (">= 16", ">= 16"),
        ("16 || ^17.0.0-rc.1 || 18.x", "16 || ^17.0.0-rc.1 || 18.x"),
        ("1.2.3 - 2", "1.2.3 - 2"),
        ("v1.2.3", "v1.2.3"),
        ("=1.2.3+build.5", "=1.2.3+build.5"),
        ("*", "*"),
        ("x", "x"),
        ("X", "X"),
        ("x.x || 2", "x.x || 2"),
        ("18-canary", "18-canary"),
        // git: the fragment.
        ("git+https://github.com/acme/lib.git#semver:^1.2", "^1.2"),
        ("git://github.com/acme/lib#v1", "v1"),
        ("acme/lib#semver:~2", "~2"),
        ("github:acme/lib#1.0.0", "1.0.0"),
        ("git@github.com:acme/lib.git#semver:1.x", "1.x"),
        // The inner range.
        ("workspace:^1.2", "^1.2"),
        ("workspace:lib@~3.0.0", "~3.0.0"),
        ("npm:^1.2", "^1.2"),
        ("npm:preact@^10", "^10"),
        ("npm:@acme/react@18.x", "18.x"),
    ];
    for (written, expected) in cases {
        assert_eq!(normalise_requirement(written), RequiredRange::Range(expected.to_owned()), "{written}");
    }
}

#[test]
fn no_range_means_no_check() {
    let cases = [
        "",
        "  ",
        "latest",
        "next",
        "catalog:",
        "catalog:react18",
        "workspace:*",
        "workspace:^",
        "workspace:~",
        "workspace:../lib",
        "npm:lodash",
        "npm:@acme/lib",
        "npm:lodash@latest",
        "file:../lib",
        "link:../lib",
        "patch:react@npm%3A18.2.0#~/.yarn/patches/react.patch",
        "acme/lib",
        "https://github.com/acme/lib.git",
        "git+ssh://git@github.com/acme/lib.git#main",
        "acme/lib#4727d357ea",
        "https://example.com/lib-1.2.3.tgz",
    ];
    for written in cases {
        assert_eq!(normalise_requirement(written), RequiredRange::Any, "{written}");
    }
}
