//! Names of queues and chunks.

use super::{distinct, expose_chunk_name, expose_name, queue_name};

#[test]
fn expose_chunks_are_encoded_as_in_the_sdk() {
    let cases = [
        (".", "__federation_expose_default_export"),
        ("./Button", "__federation_expose_Button"),
        ("./a-b", "__federation_expose_a_b"),
        ("./@acme/ui", "__federation_expose_scope_acme__ui"),
        ("./deep/er/page.tsx", "__federation_expose_deep__er__page.tsx"),
        ("./alpha/beta-2", "__federation_expose_alpha__beta_2"),
        ("./a b*?", "__federation_expose_a_b__"),
    ];
    for (key, expected) in cases {
        assert_eq!(expose_chunk_name(key), expected, "{key}");
    }
}

#[test]
fn expose_names_lose_only_the_leading_dot_slash() {
    for (key, expected) in [(".", "."), ("./Button", "Button"), ("./a/./b", "a/./b"), ("Button", "Button")] {
        assert_eq!(expose_name(key), expected);
    }
}

#[test]
fn queue_names_are_identifiers_that_differ_for_each_name_and_build() {
    let inputs = [("acme__x", ""), ("acme-x", ""), ("acme_x", ""), ("acme-x", "2"), ("acme-", "x"), ("@acme/é", "1")];
    let names: std::collections::BTreeSet<_> = inputs.iter().map(|(name, build)| queue_name(name, build)).collect();
    assert_eq!(names.len(), inputs.len());
    for name in &names {
        assert!(name.starts_with("mfbuild_"));
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{name}");
    }
    assert_eq!(queue_name("acme__x", "1"), queue_name("acme__x", "1"));
    assert!(!queue_name("a", "").contains("webpackChunk"));
}

#[test]
fn equal_names_get_counters_that_hit_no_other_name() {
    let names = ["a", "a_2", "a", "b", "a"].map(str::to_owned);
    assert_eq!(distinct(names, "_"), ["a", "a_2", "a_3", "b", "a_4"]);
}
