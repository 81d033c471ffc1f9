//! Sums of small maps.

use super::{numbers, output_sizes};
use crate::output::OutputFile;

#[test]
fn numbers_of_a_segment() {
    assert_eq!(numbers("AACKA"), [0, 0, 1, 5, 0]);
    assert_eq!(numbers("gBD"), [16, -1]);
}

#[test]
fn each_source_has_what_follows_its_positions() {
    let file = |name: &str, text: &str| OutputFile::new(name, text.as_bytes());
    let map = r#"{"sources":["mfbuild://shop/src/a.ts","mfbuild://shop/b.js"],"mappings":"EAAA,GCAA;ADAA"}"#;
    let sizes = output_sizes(&[file("static/x.js", "--aaabb\naaaa"), file("static/x.js.map", map)]);
    assert_eq!((sizes["src/a.ts"], sizes["b.js"]), (7, 2));
}
