//! What counts besides sources: the options of a package, its dependencies, the configuration of a Backstage app.

use serde_json::Value;

use crate::packages::{Packages, app, remote};
use crate::running::{Running, Server, mfbuild};

const LOADER: &str = include_str!("../../../crates/mfbuild_app/src/app_config/tests/loader.js");

/// A Backstage app, with the stand-in of `mfbuild_app` for the config loader.
fn portal() -> Packages {
    let manifest = r#"{"name": "app", "version": "1.0.0", "backstage": {"role": "frontend"},
        "configSchema": {"visible": ["app.title", "app.baseUrl"]}}"#;
    let packages = Packages::new(&[
        ("app/package.json", manifest),
        (
            "app/public/index.html",
            "<html><head><title><%= config.getOptionalString('app.title') %></title></head></html>\n",
        ),
        ("app/src/index.ts", "console.log('app');\n"),
        ("app/node_modules/stand-in/index.js", LOADER),
        ("app/node_modules/app/package.json", manifest),
    ]);
    for name in ["@backstage/config-loader", "@backstage/config", "yaml"] {
        let manifest = format!(r#"{{"name": "{name}", "version": "9.9.9", "main": "./index.js"}}"#);
        packages.write(&format!("app/node_modules/{name}/package.json"), &manifest);
        packages.write(&format!("app/node_modules/{name}/index.js"), "module.exports = require('stand-in');\n");
    }
    write_config(&packages, "Portal", "http://localhost:0/base");
    packages
}

fn write_config(packages: &Packages, title: &str, base: &str) {
    let config = format!(r#"{{"app": {{"title": "{title}", "baseUrl": "{base}"}}, "secret": "t0ps3cr3t"}}"#);
    packages.write("app/app-config.yaml", &config);
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn the_configuration_of_an_app_is_read_again() {
    let packages = portal();
    let port = free_port();
    write_config(&packages, "Portal", &format!("http://localhost:{port}/base"));
    let mut running = Running::new(&packages, &["start", "app"]);
    let server = running.server();
    assert_eq!((server.port, server.path.as_str()), (port, "/base/"));
    let page = server.open("/base/catalog").ok();
    assert!(page.body.contains("<title>Portal</title>") && !page.body.contains("t0ps3cr3t"), "{page:?}");
    let mut socket = server.socket_at("/base/");
    socket.expect("hello");
    write_config(&packages, "Another", &format!("http://localhost:{port}/base"));
    socket.expect_build("reload");
    assert!(server.open("/base/").ok().body.contains("<title>Another</title>"));
    packages.write("app/app-config.yaml", "BROKEN");
    assert!(socket.expect_build("errors")["errors"].to_string().contains("app-config.yaml"));
    // Files that were looked for and come.
    write_config(&packages, "Third", &format!("http://localhost:{port}/base"));
    socket.expect_build("reload");
    packages.write("app/app-config.local.yaml", r#"{"app": {"title": "Local"}}"#);
    socket.expect_build("reload");
    assert!(server.open("/base/").ok().body.contains("<title>Local</title>"));
}

fn shared(server: &Server) -> Value {
    let manifest: Value = serde_json::from_str(&server.get("/mf-manifest.json").ok().body).unwrap();
    manifest["shared"].clone()
}

#[test]
fn dependencies_make_the_table_of_shares_anew() {
    let packages = remote();
    let write_dependency = |range: &str| {
        let manifest = format!(r#"{{"name": "remote", "version": "1.0.0", "dependencies": {{"lib": "{range}"}}}}"#);
        packages.write("remote/package.json", &manifest);
    };
    write_dependency("^1.0.0");
    packages.write("remote/node_modules/lib/package.json", r#"{"name": "lib", "version": "1.2.3"}"#);
    packages.write("remote/node_modules/lib/index.js", "exports.lib = 'lib';\n");
    packages.write("remote/src/text.ts", "export { lib as text } from 'lib';\n");
    let config = r#"{"exposes": {"./main": "./src/main.ts"}, "shared": {"lib": {}}}"#;
    packages.write("remote/mfbuild.config.json", config);
    let mut running = Running::new(&packages, &["start", "--port", "0", "remote"]);
    let server = running.server();
    let entry = || server.get("/remoteEntry.js").ok().body;
    let before = entry();
    assert_eq!(shared(&server)[0]["version"], "1.2.3");
    let mut socket = server.socket();
    socket.expect("hello");
    write_dependency("^1.2.0");
    while entry() == before {
        socket.next();
    }
    let after = entry();
    assert!(before.contains("\"^1.0.0\"") && after.contains("\"^1.2.0\"") && !after.contains("\"^1.0.0\""), "{after}");
    packages.write("remote/node_modules/lib/package.json", r#"{"name": "lib", "version": "1.3.0"}"#);
    while shared(&server)[0]["version"] != "1.3.0" {
        socket.next();
    }
}

#[test]
fn aliases_of_typescript_are_read_again() {
    let packages = app();
    let write_paths = |target: &str| {
        let options = format!(r#"{{"compilerOptions": {{"paths": {{"text": ["./src/{target}"]}}}}}}"#);
        packages.write("app/tsconfig.json", &options);
    };
    write_paths("text");
    packages.write("app/src/index.ts", "import { text } from 'text';\nconsole.log(text);\n");
    packages.write("app/src/other.ts", "export const text = 'other';\n");
    let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
    let server = running.server();
    let mut socket = server.socket();
    socket.expect("hello");
    assert!(server.get("/static/main.js").ok().body.contains("first"));
    write_paths("other");
    socket.expect_build("update");
    assert!(server.get("/static/main.js").ok().body.contains("other"));
}

#[test]
fn without_overlay() {
    let packages = app();
    let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
    assert!(running.server().get("/static/runtime.js").ok().body.contains("overlay: true"));
    packages.write("app/mfbuild.config.json", r#"{"app": true, "devServer": {"overlay": false}}"#);
    let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
    assert!(running.server().get("/static/runtime.js").ok().body.contains("overlay: false"));
}

#[test]
fn files_can_be_polled() {
    let packages = remote();
    let mut command = mfbuild(&packages, &["start", "--port", "0", "remote"]);
    command.env("MFBUILD_POLL", "50");
    let mut running = Running::of(command);
    let server = running.server();
    running.hear("Files are polled every 50 ms, as `MFBUILD_POLL`");
    let mut socket = server.socket();
    socket.expect("hello");
    packages.write("remote/src/text.ts", "export const text = 'polled';\n");
    socket.expect_build("update");
}
