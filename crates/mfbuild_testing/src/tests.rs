//! Tests of the runner itself; the cases are in `tests/cases.rs`.

use crate::CaseFile;
use crate::snapshot::mask;

#[test]
fn reads_every_kind_of_block() {
    let text = "# Title\n\nOptions: compare node, snapshot\n\n```js index.js\nlog.push(1);\n```\n\n````md a.md\n```\n````\n\
                ```hex b.bin\nff 00\n```\n```text links\na/b -> c\n```\n```js assert\nassert(true);\n```\n\
                ```text diagnostics\n  one\n\ntwo\n```\n";
    let case = CaseFile::parse(text).unwrap();
    assert!(case.compare_node && case.snapshot && !case.throws);
    let files: Vec<_> = case.files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
    let expected: [(&str, &[u8]); 3] = [("index.js", b"log.push(1);\n"), ("a.md", b"```\n"), ("b.bin", b"\xff\x00")];
    assert_eq!(files, expected);
    assert_eq!(case.links, [("a/b".to_owned(), "c".to_owned())]);
    assert_eq!(case.assert.as_deref(), Some("assert(true);\n"));
    assert_eq!(case.diagnostics.unwrap(), ["one", "two"]);
}

#[test]
fn names_the_line_of_a_mistake() {
    let error = |text: &str| CaseFile::parse(text).unwrap_err();
    assert_eq!(error("\n```js\n```\n"), "line 2: the fence names neither a path nor a role");
    assert_eq!(error("```js a.js\n"), "line 1: the fence is not closed");
    assert_eq!(error("Options: fast\n"), "line 1: unknown option `fast`");
    assert_eq!(error("Not served:\n"), "line 1: the reason is missing");
    assert_eq!(error("text\n"), "the case has no file");
}

#[test]
fn completes_the_config() {
    let config = |config: Option<&str>| {
        let config = config.map(|config| format!("```json config\n{config}\n```\n")).unwrap_or_default();
        CaseFile::parse(&format!("{config}```ts index.ts\n```\n")).unwrap().config_text().unwrap()
    };
    assert_eq!(config(None), r#"{"name": "remote", "exposes": { ".": "./index.ts" }}"#);
    let shared = config(Some(r#"{ "shared": [] }"#));
    assert_eq!(shared, r#"{"name": "remote", "exposes": { ".": "./index.ts" }, "shared": [] }"#);
    assert_eq!(config(Some(r#"{ "name": "x", "exposes": {} }"#)), r#"{ "name": "x", "exposes": {} }"#);
    assert_eq!(config(Some("[]")), "[]");
}

#[test]
fn masks_hashes_only() {
    let text = "static/a.1a2b3c4d5e6f.js deadbeef facade 1.2.3 12345678 x12345678 é.0123456789ab";
    assert_eq!(mask(text), "static/a.[hash].js deadbeef facade 1.2.3 [hash] x12345678 é.[hash]");
}
