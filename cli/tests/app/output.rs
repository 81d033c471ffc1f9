//! What an output directory holds.

use crate::support::{App, plain, plain_text};

const PLAIN: &str = r#"{"app": true}"#;

fn with_lazy() -> App {
    App::new(PLAIN)
        .with("src/index.ts", "import './main.css';\nimport lib from 'lib';\nconsole.log(lib);\nimport('./lazy');\n")
        .with("src/lazy.ts", "import './lazy.css';\nexport default 1;\n")
        .with("src/main.css", "a { color: red }\n")
        .with("src/lazy.css", "b { color: red }\n")
        .install("lib", "1.0.0", "module.exports = 1;\n")
}

#[test]
fn scripts_styles_and_public_files() {
    let app = with_lazy().with("public/favicon.svg", "<svg/>").with("public/.well-known/x.json", "{}");
    let names = app.names(&[]);
    let expected = [
        ".well-known/x.json",
        "favicon.svg",
        "index.html",
        "static/lazy.css",
        "static/lazy.js",
        "static/main.css",
        "static/main.js",
        "static/runtime.js",
        "static/vendor.js",
    ];
    assert_eq!(names, expected);
    for name in app.files(&[]).keys().filter(|name| name.starts_with("static/")) {
        let hash = name.split('.').nth(1).unwrap_or_default();
        assert!(hash.len() == 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
    }
}

const STOCK: &str = concat!(
    r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8" />"#,
    r#"<meta name="viewport" content="width=device-width, initial-scale=1" /><title>app</title>"#,
    r#"<script defer src="/static/main.js"></script><script defer src="/static/vendor.js"></script>"#,
    r#"<script defer src="/static/runtime.js"></script><link href="/static/main.css" rel="stylesheet"></head><body>"#,
    "\n    <noscript>This app needs JavaScript.</noscript>\n    <div id=\"root\"></div>\n  </body>\n</html>\n"
);

#[test]
fn the_stock_page_names_what_it_loads_in_order() {
    let page = &with_lazy().texts(&[])["index.html"];
    assert_eq!(plain_text(page), STOCK);
}

#[test]
fn a_page_below_another_path() {
    let app = with_lazy();
    app.write("mfbuild.config.json", r#"{"app": true, "publicPath": "/base/"}"#);
    let page = plain_text(&app.texts(&[])["index.html"]);
    assert!(page.contains(r#"src="/base/static/main.js""#), "{page}");
    assert!(page.contains(r#"href="/base/static/main.css""#), "{page}");
    assert_eq!(app.load("/base/", ""), "1\nloads /base/static/lazy.js\nloads /base/static/lazy.css\n");
}

#[test]
fn a_page_that_finds_its_files_by_itself() {
    let app = with_lazy();
    app.write("mfbuild.config.json", r#"{"app": true, "publicPath": "auto"}"#);
    let page = plain_text(&app.texts(&[])["index.html"]);
    assert!(page.contains(r#"src="./static/main.js""#), "{page}");
    assert_eq!(app.page(&[], ""), "1\nloads /static/lazy.js\nloads /static/lazy.css\n");
}

const VITE: &str = r#"<!doctype html>
<html>
  <head></head>
  <body>
    <div id="root"></div>
    <script type="module" src="/src/main.tsx"></script>
  </body>
</html>
"#;

#[test]
fn the_source_of_a_template_is_replaced_by_what_is_built() {
    let app =
        App::new(PLAIN).without("src/index.ts").with("src/main.tsx", "console.log('main');\n").with("index.html", VITE);
    let page = plain_text(&app.texts(&[])["index.html"]);
    assert!(!page.contains("main.tsx"), "{page}");
    assert!(page.contains(r#"<script defer src="/static/main.js"></script>"#), "{page}");
    assert_eq!(app.page(&[], ""), "main\n");
}

#[test]
fn templates_are_looked_for_in_three_places() {
    let app = App::new(PLAIN).with("index.html", "at the root").with("src/index.html", "in src");
    let page = |app: &App| app.texts(&[])["index.html"].clone();
    assert!(page(&app).contains("in src"));
    let app = app.with("public/index.html", "in public");
    assert!(page(&app).contains("in public"));
    app.write("mfbuild.config.json", r#"{"app": {"template": "./index.html", "publicDir": false}}"#);
    assert!(page(&app).contains("at the root"));
    app.write("mfbuild.config.json", r#"{"app": {"template": false, "publicDir": false}}"#);
    assert!(page(&app).contains("This app needs JavaScript."));
}

#[test]
fn development_has_plain_names_and_readable_scripts() {
    let app = with_lazy();
    let files = app.files(&["--mode", "development", "--no-sourcemap"]);
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    let expected = [
        "index.html",
        "static/lazy.css",
        "static/lazy.js",
        "static/main.css",
        "static/main.js",
        "static/runtime.js",
        "static/vendor.js",
    ];
    assert_eq!(names, expected);
}

#[test]
fn source_maps_and_statistics_as_asked() {
    let app = with_lazy();
    let maps = |arguments: &[&str]| app.files(arguments).keys().filter(|name| name.ends_with(".map")).count();
    assert!(maps(&[]) > 2);
    assert_eq!(maps(&["--no-sourcemap"]), 0);
    let texts = app.texts(&["--no-sourcemap"]);
    assert!(texts.values().all(|text| !text.contains("sourceMappingURL")));
    assert!(app.names(&["--stats"]).contains(&"bundle-stats.json".to_string()));
    assert!(!app.names(&[]).contains(&"bundle-stats.json".to_string()));
}

#[test]
fn nothing_stays_beside_the_output() {
    let app = with_lazy();
    app.build(&[]).quiet();
    let mut names: Vec<_> = std::fs::read_dir(app.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["dist", "mfbuild.config.json", "node_modules", "package.json", "src"]);
}

/// A page that is edited costs its readers that page, the table of chunks and the html.
#[test]
fn a_change_in_a_page_renames_only_its_chunk() {
    let app = with_lazy();
    let before = app.files(&["--no-sourcemap"]);
    app.write("src/lazy.ts", "import './lazy.css';\nconsole.log('edited');\n");
    let after = app.files(&["--no-sourcemap"]);
    let changed: Vec<_> = before.iter().filter(|(name, bytes)| after.get(*name) != Some(bytes)).collect();
    let names: Vec<_> = changed.iter().map(|(name, _)| plain(name)).collect();
    assert_eq!(names, ["index.html", "static/lazy.js", "static/runtime.js"]);
}

#[test]
fn an_app_that_exposes_is_a_remote_too() {
    let exposes = |public_path: &str| {
        let config =
            format!(r#"{{"app": true, "publicPath": "{public_path}", "exposes": {{"./Card": "./src/card.js"}}}}"#);
        let texts = App::new(&config).with("src/card.js", "export default 'card';\n").texts(&[]);
        let manifest: serde_json::Value = serde_json::from_str(&texts["mf-manifest.json"]).unwrap();
        assert_eq!(manifest["exposes"][0]["path"], "./Card");
        assert!(texts["remoteEntry.js"].contains("var app="), "{}", texts["remoteEntry.js"]);
        (manifest["metaData"]["publicPath"].clone(), plain_text(&texts["index.html"]))
    };
    // A path of the page would be one of the host's that loads the container.
    let (public_path, page) = exposes("/base/");
    assert_eq!(public_path, "auto");
    assert!(page.contains(r#"src="/base/static/main.js""#), "{page}");
    assert_eq!(exposes("https://cdn.example.com/").0, "https://cdn.example.com/");
}
