//! Which request finds which share (§3.3, §3.4).

use std::path::Path;

use mfbuild_config::options::{RequiredVersion, SharedOption};

use super::{PatternKind, ShareTable, is_relative};
use crate::share::{ConsumeMatch, ShareIdx};
use crate::share_samples::{share, share_importing};

const ISSUER: &str = "/repo/plugin/src/pages";

fn table(shares: &[SharedOption]) -> ShareTable {
    ShareTable::new(Path::new("/repo/plugin"), shares)
}

fn consume(table: &ShareTable, request: &str) -> Option<ConsumeMatch> {
    table.match_consume(request, Path::new(ISSUER))
}

#[test]
fn patterns_are_told_apart() {
    let cases = [
        ("react", PatternKind::Exact),
        ("@mui/material/styles", PatternKind::Exact),
        (".config", PatternKind::Exact),
        ("..x", PatternKind::Exact),
        ("react/", PatternKind::Prefix),
        ("./src/theme", PatternKind::Path),
        ("../theme/", PatternKind::Path),
        (".", PatternKind::Path),
        ("/abs/file.js", PatternKind::Path),
        (r"C:\abs\file.js", PatternKind::Path),
        ("c:/abs/file.js", PatternKind::Path),
        (r"\\server\share\file.js", PatternKind::Path),
    ];
    for (pattern, expected) in cases {
        assert_eq!(PatternKind::of(pattern), expected, "{pattern}");
    }
    assert!(!is_relative("node:path"));
}

#[test]
fn exact_requests_match_whole() {
    let table = table(&[share("react")]);
    let found = consume(&table, "react").unwrap();
    assert_eq!((found.share_key.as_str(), found.share), ("react", ShareIdx(0)));
    let fallback = found.fallback.unwrap();
    assert_eq!((fallback.request.as_str(), fallback.base_dir.as_path()), ("react", Path::new(ISSUER)));
    for request in ["react/jsx-runtime", "react-dom", "React", "./react"] {
        assert!(consume(&table, request).is_none(), "{request}");
    }
}

#[test]
fn prefixes_carry_the_remainder_over() {
    let lodash = SharedOption { share_key: "lo/".to_owned(), ..share_importing("lodash/", "lodash-es/") };
    let table = table(&[lodash]);
    assert!(consume(&table, "lodash").is_none());
    let found = consume(&table, "lodash/fp/get").unwrap();
    assert_eq!(found.request, "lodash/fp/get");
    assert_eq!(found.share_key, "lo/fp/get");
    assert_eq!(found.fallback.unwrap().request, "lodash-es/fp/get");
    let provided = table.match_provide("lodash-es/fp/get").unwrap();
    assert_eq!(provided.share_key, "lo/fp/get");
    assert!(table.match_provide("lodash/fp/get").is_none());
}

#[test]
fn exact_beats_prefix_and_the_first_prefix_beats_the_longest() {
    let table = table(&[share("a/"), share("a/b/"), share("a/b/c")]);
    let idx = |request| consume(&table, request).unwrap().share.0;
    assert_eq!((idx("a/b/c"), idx("a/b/d"), idx("a/x")), (2, 0, 0));
}

#[test]
fn a_later_entry_replaces_an_earlier_one() {
    let table = table(&[share("react"), SharedOption { singleton: true, ..share("react") }]);
    assert!(consume(&table, "react").unwrap().singleton);
    assert!(table.match_provide("react").unwrap().singleton);
}

#[test]
fn import_false_has_no_fallback_and_provides_nothing() {
    let table = table(&[SharedOption { import: None, ..share("react") }]);
    assert_eq!(consume(&table, "react").unwrap().fallback, None);
    assert!(table.match_provide("react").is_none());
    assert!(table.provided_paths().is_empty());
}

#[test]
fn consumed_by_request_provided_by_import() {
    let table = table(&[share_importing("foo", "lodash")]);
    assert!(consume(&table, "lodash").is_none());
    assert_eq!(table.match_provide("lodash").unwrap().share_key, "foo");
    assert!(table.match_provide("foo").is_none());
}

#[test]
fn relative_imports_resolve_from_the_package() {
    for (import, base) in [("./shim", "/repo/plugin"), ("/abs/shim.js", "/repo/plugin"), ("shim", ISSUER)] {
        let table = table(&[share_importing("react", import)]);
        let fallback = consume(&table, "react").unwrap().fallback.unwrap();
        assert_eq!(fallback.base_dir, Path::new(base), "{import}");
    }
}

#[test]
fn path_patterns_match_resolved_files() {
    let mut table = table(&[share("react"), share("./src/../src/theme"), share("/abs/file.js")]);
    assert!(consume(&table, "./src/../src/theme").is_none());
    assert_eq!(
        table.consume_paths().collect::<Vec<_>>(),
        [(ShareIdx(1), "./src/../src/theme"), (ShareIdx(2), "/abs/file.js")]
    );
    let idx = |table: &ShareTable, file: &str| Some(table.match_consume_resolved(Path::new(file))?.share.0);
    assert_eq!(idx(&table, "/repo/plugin/src/theme"), Some(1));
    assert_eq!(idx(&table, "/abs/file.js"), Some(2));
    table.set_consumed_file(ShareIdx(1), "/repo/plugin/src/theme.tsx".into());
    assert_eq!(idx(&table, "/repo/plugin/src/theme"), None);
    assert_eq!(idx(&table, "/repo/plugin/src/theme.tsx"), Some(1));
    let found = table.match_consume_resolved(Path::new("/repo/plugin/src/theme.tsx")).unwrap();
    assert_eq!(found.share_key, "./src/../src/theme");
    assert_eq!(found.required_version, RequiredVersion::Auto);
    let provided: Vec<_> = table.provided_paths().into_iter().map(|provide| provide.request).collect();
    assert_eq!(provided, ["./src/../src/theme", "/abs/file.js"]);
}
