//! Files: types, headers, 304, methods, and builds that run meanwhile.

use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::{Method, StatusCode};

use crate::harness::{Harness, options};

const FILES: [(&str, &str); 7] = [
    ("index.html", "<p>page</p>"),
    ("main.js", "run()"),
    ("static/main.js.map", "{}"),
    ("mf-manifest.json", r#"{"name":"orders"}"#),
    ("a b/ü.css", "p{}"),
    ("lib.wasm", "\0asm"),
    ("docs/index.html", "docs"),
];

#[test]
fn files_have_types() {
    let app = Harness::new(&FILES, &options());
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/main.js?v=1", "text/javascript; charset=utf-8"),
        ("/static/main.js.map", "application/json; charset=utf-8"),
        ("/mf-manifest.json", "application/json; charset=utf-8"),
        ("/a%20b/%C3%BC.css", "text/css; charset=utf-8"),
        ("/lib.wasm", "application/wasm"),
        ("/docs/", "text/html; charset=utf-8"),
    ] {
        let answer = app.get(path, &[]);
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, kind), "{path}");
    }
    assert_eq!(app.get("/main.js", &[]).text(), "run()");
}

#[test]
fn what_the_browser_has_is_not_sent_again() {
    let app = Harness::new(&FILES, &options());
    let first = app.get("/main.js", &[]);
    assert_eq!(first.header("cache-control"), "no-cache");
    let tag = first.header("etag");
    let list = format!("\"other\", W/{tag}");
    for known in [tag, &list] {
        let again = app.get("/main.js", &[("if-none-match", known)]);
        assert_eq!((again.status, again.text(), again.header("etag")), (StatusCode::NOT_MODIFIED, "", tag));
    }
    app.site.files.lock().unwrap().insert("main.js".to_owned(), Bytes::from("changed()"));
    assert_eq!(app.get("/main.js", &[("if-none-match", tag)]).text(), "changed()");
}

#[test]
fn pieces_are_sent_as_they_are_made() {
    let text = "function answer() { return 42; }\n".repeat(50);
    let app = Harness::new(&[("made.js", &text), ("made-empty.js", ""), ("made-half.js", "half! way")], &options());
    let answer = app.get("/made.js", &[]);
    assert_eq!((answer.status, answer.text()), (StatusCode::OK, &*text));
    assert_eq!(answer.header("content-type"), app.get("/made-empty.js", &[]).header("content-type"));
    let tag = answer.header("etag");
    assert_eq!(app.get("/made.js", &[("if-none-match", tag)]).status, StatusCode::NOT_MODIFIED);
    let head = app.ask(Method::HEAD, "/made.js", &[], "");
    assert_eq!((head.status, head.text(), head.header("etag")), (StatusCode::OK, "", tag));
    assert_eq!(app.get("/made-empty.js", &[]).text(), "");
    // A file that ends too early must not look complete.
    assert!(app.read("/made-half.js").is_err());
}

#[test]
fn head_is_get_without_a_body() {
    let app = Harness::new(&FILES, &options());
    let answer = app.ask(Method::HEAD, "/main.js", &[], "");
    assert_eq!((answer.status, answer.text(), answer.header("content-length")), (StatusCode::OK, "", "5"));
}

#[test]
fn other_methods_are_refused() {
    let app = Harness::new(&FILES, &options());
    let answer = app.ask(Method::POST, "/main.js", &[], "x");
    assert_eq!((answer.status, answer.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD, OPTIONS"));
}

#[test]
fn names_cannot_leave_the_output() {
    let app = Harness::new(&[("main.js", "")], &options());
    for path in ["/../Cargo.toml", "/..%2fCargo.toml", "//main.js", "/%2e%2e/main.js", "/%ff"] {
        assert_eq!(app.get(path, &[]).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn requests_wait_for_a_running_build() {
    let app = Harness::new(&FILES, &options());
    app.site.gate.close();
    let site = app.site.clone();
    let build = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        site.files.lock().unwrap().insert("main.js".to_owned(), Bytes::from("built()"));
        site.gate.open();
    });
    let begin = Instant::now();
    assert_eq!(app.get("/main.js", &[]).text(), "built()");
    assert!(begin.elapsed() >= Duration::from_millis(90));
    build.join().unwrap();
}

#[test]
fn large_files_are_sent_whole() {
    let app = Harness::new(&[], &options());
    let chunk = Bytes::from(vec![b'x'; 12 << 20]);
    app.site.files.lock().unwrap().insert("main.js".to_owned(), chunk.clone());
    // Not `assert_eq`, which would print both.
    assert!(app.get("/main.js", &[]).body == chunk);
}
