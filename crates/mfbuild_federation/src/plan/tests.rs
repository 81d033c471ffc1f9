//! The plan: exposes, contradictions, identities of consume and provide nodes.

use std::path::{Path, PathBuf};

use mfbuild_config::options::{Expose, SharedOption};

use super::FederationPlan;
use crate::plan_names::distinct;
use crate::share::{ConsumeKey, RequiredRange};
use crate::share_samples::{expose, options, share, share_importing};

fn messages(exposes: Vec<Expose>, shared: Vec<SharedOption>) -> Vec<String> {
    let problems = FederationPlan::new(&options(exposes, shared)).unwrap_err();
    problems.into_iter().map(|problem| format!("{}: {}", problem.code, problem.message)).collect()
}

#[test]
fn exposes_keep_their_order_and_get_chunks_of_their_own() {
    let named = Expose { chunk_name: Some("mine".to_owned()), ..expose("./c", "./c") };
    let exposes = vec![expose("./a_b", "./1"), expose(".", "./2"), expose("./a-b", "./3"), named];
    let plan = FederationPlan::new(&options(exposes, vec![])).unwrap();
    let planned: Vec<_> = plan.exposes.iter().map(|it| (it.key.as_str(), it.chunk_name.as_str())).collect();
    let expected = [
        ("./a_b", "__federation_expose_a_b"),
        (".", "__federation_expose_default_export"),
        ("./a-b", "__federation_expose_a_b_2"),
        ("./c", "mine"),
    ];
    assert_eq!(planned, expected);
}

#[test]
fn contradictions_are_reported_together() {
    let key = |key: &str, share: SharedOption| SharedOption { share_key: key.to_owned(), ..share };
    let found = messages(
        vec![expose("./a", "./1"), expose("./a", "./2")],
        vec![
            key("react", share("react/")),
            key("react/", share("react")),
            share_importing("lodash/", "lodash-es"),
            share_importing("lodash", "lodash-es/"),
            share("fine/"),
            key("theme/", share("./src/theme")),
        ],
    );
    let expected = [
        "expose-duplicate: `./a` is exposed twice",
        "share-prefix-mismatch: the shared prefix `react/` has the `shareKey` `react`, which is no prefix",
        "share-prefix-mismatch: the shared request `react` has the `shareKey` `react/`, which is a prefix",
        "share-prefix-mismatch: the shared prefix `lodash/` has the `import` `lodash-es`, which is no prefix",
        "share-prefix-mismatch: the shared request `lodash` has the `import` `lodash-es/`, which is a prefix",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_prefix_without_fallback_is_fine() {
    let plan = FederationPlan::new(&options(vec![], vec![SharedOption { import: None, ..share("react/") }])).unwrap();
    assert!(plan.match_consume("react/jsx-runtime", Path::new("/x")).unwrap().fallback.is_none());
}

#[test]
fn consume_nodes_differ_by_range_and_fallback() {
    let plan = FederationPlan::new(&options(vec![], vec![share("react")])).unwrap();
    let key = |range: &str, file: &str| {
        let found = plan.match_consume("react", Path::new("/x")).unwrap();
        found.into_key(RequiredRange::Range(range.to_owned()), Some(PathBuf::from(file)))
    };
    let mut keys = [key("^18", "/b/react.js"), key("^17", "/a/react.js"), key("^18", "/a/react.js")];
    assert_eq!(key("^17", "/a/react.js"), keys[1]);
    keys.sort();
    let ids = distinct(keys.iter().map(ConsumeKey::readable_id), "#");
    assert_eq!(ids, ["consume|default|react|^17", "consume|default|react|^18", "consume|default|react|^18#2"]);
}

#[test]
fn provide_nodes_are_sorted_by_key() {
    let plan = FederationPlan::new(&options(vec![], vec![share("react"), share("axios")])).unwrap();
    let key = |request: &str, version: &str| plan.match_provide(request).unwrap().key(version, Path::new("/x.js"));
    let mut keys = [key("react", "18.2.0"), key("axios", "1.0.0"), key("react", "17.0.0")];
    keys.sort();
    let ids = keys.map(|key| key.readable_id());
    assert_eq!(ids, ["provide|default|axios|1.0.0", "provide|default|react|17.0.0", "provide|default|react|18.2.0"]);
}

#[test]
fn an_unresolved_fallback_names_the_request() {
    let plan = FederationPlan::new(&options(vec![], vec![share_importing("react", "preact/compat")])).unwrap();
    let problem = plan.match_consume("react", Path::new("/x")).unwrap().unresolved_fallback();
    assert_eq!(problem.message, "resolving fallback for shared module react");
    assert_eq!(problem.notes, ["looked for `preact/compat` from `/x`"]);
}
