//! The same sources give the same bytes.

use std::process::Command;

use crate::backstage::portal;
use crate::support::{App, Files, files};

const PAGE: &str = "<!DOCTYPE html>\n<html><head><title><%= mode %></title></head><body></body></html>\n";

const ENTRY: &str = "
import './main.css';
import theme from './theme.module.css';
import React from 'react';
console.log(theme.box, React.version);
";

/// Several chunks, shared modules, style sheets, assets, public files.
fn rich(config: &str) -> App {
    let app = App::new(config)
        .with("public/index.html", PAGE)
        .with("public/nested/robots.txt", "all\n")
        .with("src/main.css", "@import './base.css';\na { background: url(./image.svg) }\n")
        .with("src/base.css", "b { color: red }\n")
        .with("src/theme.module.css", ".box { color: blue }\n")
        .with("src/image.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
        .with("src/shared.ts", "import { x } from 'lib';\nexport const shared: string = x + 1;\n")
        .install("lib", "1.2.0", "exports.x = require('other');\n")
        .install("other", "2.0.0", "module.exports = 'other';\n")
        .install("react", "18.3.1", "exports.version = 18;\n");
    let mut entry = String::from(ENTRY);
    for n in 0..12 {
        let next = (n + 1) % 12;
        let imports = format!("import {{ shared }} from './shared';\nimport './page{n}.css';\n");
        let page = format!("{imports}export default [shared, {n}, () => import('./page{next}')];\n");
        app.write(&format!("src/page{n}.ts"), &page);
        app.write(&format!("src/page{n}.css"), &format!(".p{n} {{ margin: {n}px }}\n"));
        entry.push_str(&format!("import('./page{n}').then(console.log);\n"));
    }
    app.with("src/index.ts", &entry)
}

fn built(app: &App, change: impl Fn(&mut Command) -> &mut Command) -> Files {
    let mut command = app.command(&["--stats"]);
    change(&mut command);
    app.run(command).succeeded();
    files(&app.path("dist"))
}

/// With one thread and with many, once more, from another working directory, and the whole app at another place.
fn assert_deterministic(make: impl Fn() -> App) {
    let (one, other) = (make(), make());
    let first = built(&one, |command| command.env("RAYON_NUM_THREADS", "1"));
    assert!(first.len() > 20, "{:?}", first.keys());
    let same = |next: Files, what: &str| {
        assert_eq!(first.keys().collect::<Vec<_>>(), next.keys().collect::<Vec<_>>(), "{what}");
        let changed: Vec<_> =
            first.iter().filter(|(name, bytes)| next[*name] != **bytes).map(|(name, _)| name).collect();
        assert!(changed.is_empty(), "{what}: {changed:?}");
    };
    same(built(&one, |command| command), "again, with all threads");
    same(built(&one, |command| command.env("RAYON_NUM_THREADS", "7")), "with more threads than processors");
    same(built(&one, |command| command.current_dir("/")), "from another directory");
    same(built(&other, |command| command.env("RAYON_NUM_THREADS", "2")), "the app elsewhere");
}

#[test]
fn a_plain_app() {
    assert_deterministic(|| rich(r#"{"app": true}"#));
}

#[test]
fn an_app_with_a_table_of_shared_dependencies() {
    assert_deterministic(|| rich(r#"{"app": {"sharedDependencies": ["react", "lib", "other", "gone"]}}"#));
}

#[test]
fn a_host() {
    let config = r#"{
        "app": {"config": {"b": 1, "a": 2}},
        "remotes": {"shop": "shop@https://shop.example/mf-manifest.json", "cart": "promise window.cart"},
        "shared": {"react": {"singleton": true}, "lib": {"eager": true}, "other": {}},
        "runtimePlugins": [["./src/plugin.ts", {"z": 1, "y": [2]}]]
    }"#;
    assert_deterministic(|| {
        rich(config)
            .install_runtime()
            .with("src/plugin.ts", "export default (params: object) => ({ name: 'plugin', params });\n")
            .with("src/page0.ts", "import { items } from 'cart/items';\nexport default items;\nimport('shop/home');\n")
    });
}

#[test]
fn an_app_of_backstage() {
    assert_deterministic(|| {
        // Twenty files are wanted, so that there is something that could change its place.
        let app = portal().with("src/index-public-experimental.ts", "console.log('sign in');\n");
        let mut entry = String::new();
        for n in 0..12 {
            app.write(&format!("src/page{n}.ts"), &format!("import 'react';\nexport default {n};\n"));
            entry.push_str(&format!("import('./page{n}');\n"));
        }
        app.with("src/index.ts", &entry)
    });
}
