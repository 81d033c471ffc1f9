//! What pages are told over the websocket, and what they then get (`runtime/hot_client.js` reads it).

use std::fs;

use crate::packages::{Packages, app, remote};
use crate::running::{Running, Server, Socket};

/// A server of the only package, and a page that has been greeted.
fn open(packages: &Packages, name: &str) -> (Running, Server, Socket, String) {
    let mut running = Running::new(packages, &["start", "--port", "0", name]);
    let server = running.server();
    let mut socket = server.socket();
    let hello = socket.expect("hello");
    assert_eq!(hello["errors"], serde_json::json!([]));
    let hash = hello["hash"].as_str().unwrap().to_string();
    (running, server, socket, hash)
}

#[test]
fn an_edit_is_an_update_with_a_script() {
    let packages = app();
    let (mut running, server, mut socket, hash) = open(&packages, "app");
    assert!(server.get("/static/runtime.js").ok().body.contains(&hash));
    packages.write("app/src/text.ts", "export const text = 'second';\n");
    let update = socket.expect_build("update");
    assert_eq!((&update["from"], &update["styles"]), (&hash.into(), &serde_json::json!([])));
    let script = server.get(&format!("/{}", update["script"].as_str().unwrap())).ok();
    assert!(!script.head.contains("access-control-allow-origin"), "{script:?}");
    assert!(script.body.contains("second") && !script.body.contains("lazy"), "{script:?}");
    let map = server.get(&format!("/{}.map", update["script"].as_str().unwrap())).ok();
    assert!(map.body.contains("src/text.ts"), "{map:?}");
    // A page that comes now has it all, and is greeted with the new hash.
    assert!(server.get("/static/main.js").ok().body.contains("second"));
    assert_eq!(server.socket().expect("hello")["hash"], update["hash"]);
    running.hear("updated 1 page");
}

#[test]
fn updates_follow_one_another() {
    let packages = remote();
    let (_running, server, mut socket, mut hash) = open(&packages, "remote");
    for n in 0..8 {
        packages.write("remote/src/text.ts", &format!("export const text = 'edit {n}';\n"));
        let update = socket.expect_build("update");
        assert_eq!(update["from"], hash.as_str());
        hash = update["hash"].as_str().unwrap().to_string();
        let script = server.get(&format!("/{}", update["script"].as_str().unwrap())).ok();
        assert!(script.body.contains(&format!("edit {n}")), "{script:?}");
    }
}

#[test]
fn a_new_import_is_an_update() {
    let packages = remote();
    let (_running, server, mut socket, _) = open(&packages, "remote");
    packages.write("remote/src/more.ts", "export const more = 'more text';\n");
    packages.write("remote/src/text.ts", "import { more } from './more';\nexport const text = `second ${more}`;\n");
    let update = socket.expect_build("update");
    let script = server.get(&format!("/{}", update["script"].as_str().unwrap())).ok();
    assert!(script.body.contains("second") && script.body.contains("more text"), "{script:?}");
}

#[test]
fn a_style_needs_no_script() {
    let packages = remote();
    let (_running, server, mut socket, _) = open(&packages, "remote");
    packages.write("remote/src/main.css", "p { color: green }\n");
    let update = socket.expect_build("update");
    assert!(update["script"].is_null(), "{update}");
    let style = update["styles"][0].as_str().unwrap();
    assert!(server.get(&format!("/{style}")).ok().body.contains("green"));
}

#[test]
fn errors_come_and_go() {
    let packages = app();
    let (mut running, server, mut socket, hash) = open(&packages, "app");
    packages.write("app/src/text.ts", "export const text = ;\n");
    let message = socket.expect_build("errors");
    let error = &message["errors"][0];
    assert!(error["text"].as_str().unwrap().contains("src/text.ts:1:21"), "{message}");
    assert!(!error["title"].as_str().unwrap().is_empty(), "{message}");
    running.hear("src/text.ts:1:21");
    // The page goes on with what it has, and a new one is told at once.
    assert!(server.get("/static/main.js").ok().body.contains("first"));
    let hello = server.socket().expect("hello");
    assert_eq!((hello["hash"].as_str(), hello["errors"].as_array().map(Vec::len)), (Some(hash.as_str()), Some(1)));
    packages.write("app/src/text.ts", "export const text = 'first';\n");
    assert_eq!(socket.expect_build("ok")["hash"], hash.as_str());
    assert_eq!(server.socket().expect("hello")["errors"], serde_json::json!([]));
    // From an error to something else than before.
    packages.write("app/src/text.ts", "import './gone';\nexport const text = 'first';\n");
    socket.expect_build("errors");
    packages.write("app/src/text.ts", "export const text = 'second';\n");
    assert_eq!(socket.expect_build("update")["from"], hash.as_str());
}

#[test]
fn a_page_that_was_never_built_shows_the_errors() {
    let packages = app();
    packages.write("app/src/text.ts", "export const text = ;\n");
    let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
    let server = running.server();
    let page = server.open("/any/path").ok();
    assert!(page.body.contains("src/text.ts:1:21"), "{page:?}");
    assert!(page.has("content-type: text/html; charset=utf-8"), "{page:?}");
    let mut socket = server.socket();
    assert_eq!(socket.expect("hello")["errors"].as_array().unwrap().len(), 1);
    packages.write("app/src/text.ts", "export const text = 'mended';\n");
    socket.expect_build("reload");
    assert!(!server.open("/").ok().body.contains("src/text.ts"));
    assert!(server.get("/static/main.js").ok().body.contains("mended"));
}

#[test]
fn what_is_in_the_html_loads_the_page_again() {
    let packages = app();
    packages.write("app/public/index.html", "<html><head><title>one</title></head><body></body></html>\n");
    let (mut running, server, mut socket, _) = open(&packages, "app");
    packages.write("app/public/index.html", "<html><head><title>two</title></head><body></body></html>\n");
    let reload = socket.expect_build("reload");
    assert!(!reload["reason"].as_str().unwrap().is_empty(), "{reload}");
    running.hear("reloading 1 page");
    assert!(server.open("/").ok().body.contains("<title>two</title>"));
    packages.write("app/public/robots.txt", "another robot\n");
    socket.expect_build("reload");
    assert_eq!(server.open("/robots.txt").ok().body, "another robot\n");
}

#[test]
fn options_are_read_again() {
    let packages = app();
    let (_running, server, mut socket, _) = open(&packages, "app");
    packages.write("app/src/text.ts", "declare const WORD: string;\nexport const text = WORD;\n");
    socket.expect_build("update");
    packages.write("app/mfbuild.config.json", r#"{"app": true, "define": {"WORD": "\"defined\""}}"#);
    // The text that a page has is another one now, whichever way it gets it.
    assert_eq!(socket.expect("building")["type"], "building");
    assert!(["update", "reload"].contains(&socket.next()["type"].as_str().unwrap()));
    assert!(server.get("/static/main.js").ok().body.contains("defined"));
    packages.write("app/mfbuild.config.json", r#"{"app": tru}"#);
    assert!(socket.expect_build("errors")["errors"][0]["text"].to_string().contains("mfbuild.config.json:1"));
    packages.write("app/mfbuild.config.json", r#"{"app": true, "define": {"WORD": "\"defined\""}}"#);
    socket.expect("building");
    assert!(["ok", "update", "reload"].contains(&socket.next()["type"].as_str().unwrap()));
}

#[test]
fn without_hot_updates_the_page_is_loaded_again() {
    let packages = app();
    packages.write("app/mfbuild.config.json", r#"{"app": true, "devServer": {"hot": false}}"#);
    let (_running, server, mut socket, _) = open(&packages, "app");
    packages.write("app/src/text.ts", "export const text = 'second';\n");
    socket.expect_build("reload");
    assert!(server.get("/static/main.js").ok().body.contains("second"));
}

#[test]
fn editors_save_by_renaming() {
    let packages = remote();
    let (mut running, server, mut socket, _) = open(&packages, "remote");
    packages.write("remote/src/.text.ts.swp", "swap");
    packages.write("remote/src/text.ts~", "export const text = 'second';\n");
    fs::rename(packages.path("remote/src/text.ts~"), packages.path("remote/src/text.ts")).unwrap();
    let update = socket.expect_build("update");
    assert!(server.get(&format!("/{}", update["script"].as_str().unwrap())).ok().body.contains("second"));
    running.hear("updated 1 page");
    running.hear("\n");
    // Nothing else was built: what the page has is the newest build.
    packages.write("remote/README.md", "not read");
    running.stays_quiet();
}

#[test]
fn what_is_not_read_builds_nothing() {
    let packages = app();
    let (mut running, _server, _socket, _) = open(&packages, "app");
    running.settle();
    packages.write("beside/index.ts", "not read");
    packages.write("package-lock.json", "{}");
    packages.write("app/src/text.test.ts", "not read");
    packages.write("app/dist/index.html", "not read");
    packages.write("app/.git/index", "not read");
    running.stays_quiet();
}

#[test]
fn a_file_that_comes_back_is_found() {
    let packages = remote();
    let (_running, server, mut socket, _) = open(&packages, "remote");
    packages.remove("remote/src/text.ts");
    let message = socket.expect_build("errors");
    assert!(message["errors"][0]["title"].to_string().contains("./text"), "{message}");
    packages.write("remote/src/text/index.tsx", "export const text = 'moved';\n");
    let update = socket.expect_build("update");
    assert!(server.get(&format!("/{}", update["script"].as_str().unwrap())).ok().body.contains("moved"));
}

#[test]
fn a_directory_that_comes_back_is_watched() {
    let packages = remote();
    let (_running, server, mut socket, _) = open(&packages, "remote");
    fs::rename(packages.path("remote/src"), packages.path("remote/away")).unwrap();
    socket.expect_build("errors");
    fs::rename(packages.path("remote/away"), packages.path("remote/src")).unwrap();
    socket.expect_build("ok");
    packages.write("remote/src/text.ts", "export const text = 'back';\n");
    let update = socket.expect_build("update");
    assert!(server.get(&format!("/{}", update["script"].as_str().unwrap())).ok().body.contains("back"));
}

#[cfg(unix)]
#[test]
fn packages_of_the_workspace_are_watched_through_links() {
    let packages = remote();
    packages.write("lib/package.json", r#"{"name": "lib", "version": "1.0.0", "main": "./src/index.ts"}"#);
    packages.write("lib/src/index.ts", "export const text = 'linked';\n");
    packages.write("remote/src/text.ts", "export { text } from 'lib';\n");
    packages.write("remote/node_modules/.keep", "");
    std::os::unix::fs::symlink("../../lib", packages.path("remote/node_modules/lib")).unwrap();
    let (_running, server, mut socket, _) = open(&packages, "remote");
    packages.write("lib/src/index.ts", "export const text = 'edited';\n");
    let update = socket.expect_build("update");
    assert!(server.get(&format!("/{}", update["script"].as_str().unwrap())).ok().body.contains("edited"));
    // Another package under the same name.
    packages.write("other/package.json", r#"{"name": "lib", "version": "1.0.0", "main": "./index.ts"}"#);
    packages.write("other/index.ts", "export const text = 'of another package';\n");
    fs::remove_file(packages.path("remote/node_modules/lib")).unwrap();
    std::os::unix::fs::symlink("../../other", packages.path("remote/node_modules/lib")).unwrap();
    while !server.get("/static/__federation_expose_main.js").ok().body.contains("of another package") {
        socket.next();
    }
}

#[test]
fn a_burst_is_taken_as_one() {
    let packages = remote();
    let entry: String = (0..200).map(|n| format!("import './part{n}';\n")).collect();
    packages.write("remote/src/main.ts", &entry);
    let write_all = |text: &str| {
        (0..200).for_each(|n| packages.write(&format!("remote/src/part{n}.ts"), &format!("console.log('{text}');\n")));
    };
    write_all("one");
    let (_running, server, mut socket, _) = open(&packages, "remote");
    write_all("two");
    let is_done = || !server.get("/static/__federation_expose_main.js").ok().body.contains("'one'");
    let mut builds = 0;
    while builds == 0 || !is_done() {
        socket.expect("building");
        assert_eq!(socket.next()["type"], "update");
        builds += 1;
    }
    // Files are written faster than they are built.
    assert!(builds <= 5, "{builds}");
}
