//! Apps of Backstage; its config loader is played by the stand-in of `mfbuild_app`, for which JSON is YAML.

use crate::support::{App, plain_text};

const LOADER: &str = include_str!("../../../crates/mfbuild_app/src/app_config/tests/loader.js");
const CONFIG: &str = r#"{
    "app": { "title": "Portal", "baseUrl": "http://localhost:7007/base", "packages": "all" },
    "secret": "t0ps3cr3t"
}"#;
const MANIFEST: &str = r#"{
    "name": "app",
    "version": "1.0.0",
    "workspaces": [],
    "backstage": { "role": "frontend" },
    "dependencies": { "@acme/plugin": "*", "@acme/library": "*" },
    "configSchema": { "visible": ["app.title", "app.baseUrl"] }
}"#;
const TEMPLATE: &str = r#"<!DOCTYPE html>
<html>
  <head>
    <title><%= config.getOptionalString('app.title') %></title>
    <link rel="icon" href="<%= publicPath %>/favicon.svg">
  </head>
  <body></body>
</html>
"#;
const ENTRY: &str = "console.log('app', Object.keys(window).filter(key => key.includes('ackstage')).length);\n";

/// An app with a plugin, whose page prints what it does.
pub fn portal() -> App {
    let mut app = App::empty()
        .with("package.json", MANIFEST)
        .with("app-config.yaml", CONFIG)
        .with("public/index.html", TEMPLATE)
        .with("public/favicon.svg", "<svg/>")
        .with("src/index.ts", ENTRY)
        .install("react", "18.3.1", "console.log('react');\n")
        .install("@acme/library", "1.0.0", "console.log('library');\n")
        .with("node_modules/stand-in/index.js", LOADER);
    for name in ["@backstage/config-loader", "@backstage/config", "yaml", "app"] {
        app = app.install(name, "9.9.9", "module.exports = require('stand-in');");
    }
    let plugin = r#"{"name": "@acme/plugin", "version": "0.1.0", "backstage": {"role": "frontend-plugin"},
        "exports": {".": "./index.mjs", "./alpha": "./alpha.mjs", "./package.json": "./package.json"}}"#;
    app.with("node_modules/@acme/plugin/package.json", plugin)
        .with("node_modules/@acme/plugin/index.mjs", "console.log('plugin');\nexport default { id: 'plugin' };\n")
        .with("node_modules/@acme/plugin/alpha.mjs", "export default { id: 'alpha' };\n")
        .with("node_modules/app/package.json", MANIFEST)
}

fn said(app: &App) -> Vec<String> {
    let output = app.build(&[]);
    assert_eq!(output.code, 0, "{}", output.stderr);
    output.stderr.lines().filter(|line| !line.contains("is left out")).map(str::to_owned).collect()
}

#[test]
fn what_is_read_is_said() {
    let app = portal();
    assert_eq!(said(&app), ["Loaded config from app-config.yaml"]);
    let app = app.without("app-config.yaml");
    assert_eq!(said(&app), ["No configuration files found, running without config"]);
}

#[test]
fn the_output_is_what_a_backend_serves() {
    let names = portal().names(&[]);
    let expected = [
        ".config-schema.json",
        "favicon.svg",
        "index.html",
        "index.html.tmpl",
        "static/main.js",
        "static/runtime.js",
        "static/vendor.js",
    ];
    let static_react: Vec<_> = names.iter().filter(|name| !name.starts_with("static/react")).collect();
    assert_eq!(static_react, expected.iter().collect::<Vec<_>>());
}

const PAGE: &str = concat!(
    r#"<!DOCTYPE html><html><head><title>Portal</title><link rel="icon" href="/base/favicon.svg">"#,
    r#"<meta name="backstage-app-mode" content="public"><script defer src="/base/static/main.js"></script>"#,
    r#"<script defer src="/base/static/vendor.js"></script><script defer src="/base/static/runtime.js"></script>"#,
    r#"<script type="backstage.io/config">
[
  {
    "context": "app-config.yaml",
    "data": {
      "app": {
        "title": "Portal",
        "baseUrl": "http://localhost:7007/base"
      }
    }
  }
]
</script></head><body></body>
</html>
"#
);
const BACKEND_TEMPLATE: &str = concat!(
    r#"<!DOCTYPE html>
<html>
  <head>
    <title><%= config.getOptionalString('app.title') %></title>
    <link rel="icon" href="<%= publicPath %>/favicon.svg">
  <meta name="backstage-app-mode" content="public">"#,
    r#"<meta name="backstage-public-path" content="<%= publicPath %>/">"#,
    r#"<script defer src="<%= publicPath %>/static/main.js"></script>"#,
    r#"<script defer src="<%= publicPath %>/static/vendor.js"></script>"#,
    r#"<script defer src="<%= publicPath %>/static/runtime.js"></script></head>
  <body></body>
</html>
"#
);

#[test]
fn the_page_and_the_template_of_the_backend() {
    let texts = portal().texts(&[]);
    assert!(texts.values().all(|text| !text.contains("t0ps3cr3t")));
    assert_eq!(plain_text(&texts["index.html"]), PAGE);
    assert_eq!(plain_text(&texts["index.html.tmpl"]), BACKEND_TEMPLATE);
    let schema: serde_json::Value = serde_json::from_str(&texts[".config-schema.json"]).unwrap();
    assert_eq!(schema["backstageConfigSchemaVersion"], 1);
    assert_eq!(schema["schemas"][0]["packageName"], "app");
}

#[test]
fn entries_run_in_the_order_of_backstage() {
    let probe = "
        const { items } = window['__@backstage/module_federation_shared_dependencies__'];
        await items[0].lib();
        for (const found of window['__@backstage/discovered__'].modules) {
            console.log(found.name, found.export ?? '.', JSON.stringify(found.default));
        }
    ";
    let app = portal();
    app.build(&[]).succeeded();
    // Two globals when the app runs: both tables, and not yet what was detected.
    let expected = [
        "app 2",
        "plugin",
        "loads /base/static/react.js",
        "react",
        r#"@acme/plugin . {"id":"plugin"}"#,
        r#"@acme/plugin ./alpha {"id":"alpha"}"#,
    ];
    assert_eq!(app.load("/base/", probe).lines().collect::<Vec<_>>(), expected);
}

#[test]
fn a_backend_that_serves_the_app_elsewhere_tells_it_so() {
    let app = portal().with("src/index.ts", "import('./lazy').then(({ default: text }) => console.log(text));\n");
    let app = app.with("src/lazy.ts", "export default 'lazy';\n");
    app.build(&[]);
    let template = std::fs::read_to_string(app.path("dist/index.html.tmpl")).unwrap();
    app.write("dist/index.html", &template.replace("<%= publicPath %>", "/elsewhere"));
    assert_eq!(app.load("/elsewhere/", ""), "plugin\nloads /elsewhere/static/lazy.js\nlazy\n");
}

#[test]
fn an_entry_for_those_who_have_not_signed_in() {
    let app = portal().with("src/index-public-experimental.tsx", "console.log('sign in');\n");
    let names = app.names(&[]);
    let public: Vec<_> = names.iter().filter_map(|name| name.strip_prefix("public/")).collect();
    assert_eq!(public, ["favicon.svg", "index.html", "index.html.tmpl", "static/main.js", "static/runtime.js"]);
    assert!(names.contains(&"static/vendor.js".to_owned()), "{names:?}");
    let texts = app.texts(&[]);
    for (name, mode) in
        [("index.html", "protected"), ("public/index.html", "public"), ("public/index.html.tmpl", "public")]
    {
        let meta = format!(r#"<meta name="backstage-app-mode" content="{mode}">"#);
        assert!(texts[name].contains(&meta), "{name}: {}", texts[name]);
    }
}

#[test]
fn config_files_of_the_command_line() {
    let app = portal().with("other.yaml", r#"{"app": {"title": "Other"}}"#);
    let other = app.path("other.yaml").to_string_lossy().into_owned();
    assert!(app.texts(&["--config", &other])["index.html"].contains("<title>Other</title>"));
    let gone = app.path("gone.yaml").to_string_lossy().into_owned();
    app.build(&["--config", &gone]).says(
        2,
        "\
error[missing-config]: config file `gone.yaml` does not exist

1 error
",
    );
}

#[test]
fn config_that_is_no_yaml() {
    portal().with("app-config.yaml", "{\n  \"app\": BROKEN\n}\n").build(&[]).without_notices().says(
        1,
        r#"error[invalid-app-config]: `app-config.yaml` is not valid app-config
 --> app-config.yaml:2:10
  |
2 |   "app": BROKEN
  |          ^^^^^^
  |
  = note: Implicit keys are wrong
  = help: correct the file

1 error
"#,
    );
}

#[test]
fn a_base_url_that_is_none() {
    portal().with("app-config.yaml", r#"{"app": {"baseUrl": "http://"}}"#).build(&[]).without_notices().says(
        1,
        r#"error[invalid-base-url]: `app.baseUrl` is not a url
 --> app-config.yaml:1:10
  |
1 | {"app": {"baseUrl": "http://"}}
  |          ^^^
  |
  = note: Invalid URL
  = help: write a whole url such as `http://localhost:3000`, or one with a path

1 error
"#,
    );
}

#[test]
fn a_template_that_asks_for_too_much() {
    portal().with("public/index.html", "<title><%= config.getNumber('app.title') %></title>").build(&[]).says(
        1,
        "\
error[invalid-template]: TypeError: config.getNumber is not a function
 --> public/index.html:1:8
  |
1 | <title><%= config.getNumber('app.title') %></title>
  |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: correct the code of this block

1 error
",
    );
}

#[test]
fn the_loader_of_the_project_is_needed() {
    let manifest = r#"{"name": "app", "backstage": {"role": "frontend"}}"#;
    App::new("{}").with("package.json", manifest).build(&[]).without_notices().says(
        1,
        "\
error[missing-config-loader]: `@backstage/config-loader` is not installed
note: the config of a Backstage app is read by the project's own loader; `@backstage/cli` brings it too
help: install it: `yarn add --dev @backstage/config-loader`

1 error
",
    );
}

#[test]
fn configuration_belongs_into_app_config() {
    portal().with("mfbuild.config.json", r#"{"app": {"config": {"title": "x"}}}"#).build(&[]).says(
        1,
        r#"error[unsupported-option]: `app.config` is not for Backstage apps
 --> mfbuild.config.json:1:20
  |
1 | {"app": {"config": {"title": "x"}}}
  |                    ^^^^^^^^^^^^^^
  |
  = help: write it into `app-config.yaml`, with a schema that makes it visible to the frontend

1 error
"#,
    );
}
