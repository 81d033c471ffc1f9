//! Pages that run: order of the entries, chunks on demand, and what a mode folds.

use crate::support::App;

const ENTRY: &str = "
import './first';
import { count } from './count';
console.log('entry', count, process.env.NODE_ENV);
if (process.env.NODE_ENV !== 'production') console.log('only for developers');
import('./lazy').then(({ default: lazy, count }) => console.log(lazy, count));
";

const LAZY: &str = "
import './lazy.css';
import { add } from './count';
add();
export { count } from './count';
export default 'lazy';
";

fn small() -> App {
    App::new(r#"{"app": true}"#)
        .with("src/index.ts", ENTRY)
        .with("src/first.js", "console.log('first');\n")
        .with("src/count.ts", "export let count: number = 1;\nexport const add = () => count++;\n")
        .with("src/lazy.ts", LAZY)
        .with("src/lazy.css", "a { color: red }\n")
}

#[test]
fn chunks_are_loaded_on_demand() {
    let expected = "first\nentry 1 production\nloads /static/lazy.js\nloads /static/lazy.css\nlazy 2\n";
    assert_eq!(small().page(&[], ""), expected);
    assert_eq!(small().page(&["--no-minify"], ""), expected);
}

#[test]
fn modes() {
    let app = small();
    let said = app.page(&["--mode", "development"], "");
    assert!(said.starts_with("first\nentry 1 development\nonly for developers\n"), "{said}");
    let production = app.texts(&["--no-minify"]);
    assert!(!production["static/main.js"].contains("only for developers"), "{}", production["static/main.js"]);
}

#[test]
fn the_entry_runs_whatever_its_package_says_of_side_effects() {
    let app = small().with("package.json", r#"{"name": "app", "sideEffects": false}"#);
    assert_eq!(app.page(&[], "").lines().next(), Some("entry 1 production"));
}

#[test]
fn entries_of_every_kind() {
    let app = App::new(r#"{"app": {"entry": "./src/start.cjs"}}"#)
        .with("src/start.cjs", "console.log(require('./a').a, typeof module, this === module.exports);\n")
        .with("src/a.mjs", "export const a = 'from esm';\n");
    assert_eq!(app.page(&[], ""), "from esm object true\n");
    let app = App::new(r#"{"app": true}"#)
        .with("src/index.ts", "import { late } from './late';\nconsole.log('after', late);\nexport {};\n")
        .with("src/late.ts", "export const late = await Promise.resolve('await');\n");
    assert_eq!(app.page(&[], ""), "after await\n");
}

#[test]
fn a_page_in_another_directory_finds_its_chunks() {
    let app = small();
    app.write("mfbuild.config.json", r#"{"app": true, "publicPath": "https://cdn.example/x/"}"#);
    let page = &app.texts(&[])["index.html"];
    assert!(page.contains(r#"<script defer src="https://cdn.example/x/static/main."#), "{page}");
}

#[test]
fn shared_packages_of_a_host_are_ready_before_the_entry_runs() {
    let app = App::new(r#"{"app": true, "shared": {"react": {"singleton": true}, "eager": {"eager": true}}}"#)
        .install_runtime()
        .with(
            "src/index.ts",
            "import a from 'react';\nimport b from 'eager';\nconsole.log('entry', a.version, b.version);\n",
        )
        .install("react", "18.3.1", "console.log('react runs');\nexports.version = 18;\n")
        .install("eager", "1.0.0", "console.log('eager runs');\nexports.version = 1;\n");
    let said = app.page(&[], "");
    assert!(said.ends_with("entry 18 1\n"), "{said}");
    assert_eq!(said.matches("react runs").count(), 1, "{said}");
    assert_eq!(said.matches("eager runs").count(), 1, "{said}");
}

const HOST: &str = "
import { id } from 'shop/cart';
console.log('entry', id);
import('shop').then(shop => console.log(shop.id));
";

#[test]
fn a_host_asks_the_runtime_for_modules_of_remotes() {
    let app = App::new(r#"{"app": true, "remotes": {"shop": "shop@https://shop.example/mf-manifest.json"}}"#)
        .install_runtime()
        .with("src/index.ts", HOST);
    assert_eq!(app.page(&[], ""), "entry shop/cart\nshop\n");
}

#[test]
fn a_typescript_file_that_only_awaits_is_a_module() {
    let app = App::new(r#"{"app": true}"#)
        .with("src/index.ts", "const lazy = await import('./lazy');\nconsole.log(lazy.default);\n")
        .with("src/lazy.ts", "export default 'lazy' as string;\n");
    assert_eq!(app.page(&[], ""), "loads /static/lazy.js\nlazy\n");
}
