//! When Node runs again, and for what.

use std::fs;

use serde_json::json;

use super::Workspace;

/// Loads once and expects these runs of the loader.
fn expect_runs(workspace: &Workspace, runs: &str) {
    workspace.settle();
    workspace.config();
    assert_eq!(workspace.runs(), runs);
}

fn cached() -> Workspace {
    let workspace = Workspace::new();
    expect_runs(&workspace, "schema values");
    workspace
}

fn cache_file(workspace: &Workspace) -> std::path::PathBuf {
    let directory = workspace.path("node_modules/.cache/mfbuild/app-config");
    let mut files: Vec<_> =
        fs::read_dir(directory).expect("the cache").map(|entry| entry.expect("a file").path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

#[test]
fn nothing_changed() {
    let workspace = cached();
    let first = workspace.config();
    expect_runs(&workspace, "");
    assert_eq!(workspace.config(), first);
    workspace.write("packages/app/src/index.ts", "");
    workspace.write("packages/app/dist/index.html", "");
    expect_runs(&workspace, "");
}

#[test]
fn values_changed() {
    let workspace = cached();
    workspace.write_json("app-config.yaml", &json!({ "app": { "title": "Other" } }));
    expect_runs(&workspace, "values");
    assert_eq!(workspace.config().html.as_deref(), Some("<title>Other</title>"));
    workspace.write_json("app-config.local.yaml", &json!({ "app": { "title": "Local" } }));
    expect_runs(&workspace, "values");
    assert_eq!(workspace.config().html.as_deref(), Some("<title>Local</title>"));
    fs::remove_file(workspace.path("app-config.local.yaml")).expect("a file");
    expect_runs(&workspace, "values");
    expect_runs(&workspace, "");
}

#[test]
fn included_file_changed() {
    let workspace = Workspace::new();
    workspace.write("title.txt", "One");
    workspace.write_json("app-config.yaml", &json!({ "app": { "title": { "$file": "./title.txt" } } }));
    expect_runs(&workspace, "schema values");
    workspace.write("title.txt", "Two");
    expect_runs(&workspace, "values");
    assert_eq!(workspace.config().html.as_deref(), Some("<title>Two</title>"));
}

#[test]
fn environment_changed() {
    let mut workspace = cached();
    for (name, value) in [("SHOWN", "one"), ("APP_CONFIG_app_title", "\"x\""), ("BACKSTAGE_ENV", "production")] {
        workspace.environment = workspace.environment.with(name, Some(value));
        expect_runs(&workspace, "values");
    }
    workspace.environment = workspace.environment.with("UNRELATED", Some("x"));
    expect_runs(&workspace, "");
    workspace.environment = workspace.environment.with("APP_CONFIG_app_title", None);
    expect_runs(&workspace, "values");
}

#[test]
fn schema_changed() {
    let workspace = cached();
    workspace.write_plugin(&json!({ "visible": ["app.baseUrl"] }));
    expect_runs(&workspace, "schema values");
    assert_eq!(workspace.config().html.as_deref(), Some("<title></title>/base"));
    workspace.write_json("node_modules/@backstage/config-loader/package.json", &json!({ "version": "2.0.0" }));
    expect_runs(&workspace, "schema values");
    // What was not installed may be.
    workspace.write_json("node_modules/missing/package.json", &json!({ "backstage": { "role": "frontend-plugin" } }));
    expect_runs(&workspace, "schema values");
    assert_eq!(workspace.config().detected_packages.map(|found| found.len()), Some(3));
    workspace.write("yarn.lock", "");
    expect_runs(&workspace, "schema values");
}

#[test]
fn template_changed() {
    let mut workspace = cached();
    workspace.template = Some("<%= 1 + 1 %>".to_owned());
    expect_runs(&workspace, "values");
    expect_runs(&workspace, "");
    workspace.template = Some("<%= process.env.OF_TEMPLATE %>".to_owned());
    expect_runs(&workspace, "values");
    workspace.environment = workspace.environment.with("OF_TEMPLATE", Some("now"));
    expect_runs(&workspace, "values");
    assert_eq!(workspace.config().html.as_deref(), Some("now"));
    // A page that tells the time is never kept.
    workspace.template = Some("<%= new Date().getFullYear() > 2000 %>".to_owned());
    expect_runs(&workspace, "values");
    expect_runs(&workspace, "values");
}

#[test]
fn damaged_entry() {
    let workspace = cached();
    for text in ["", "{", "{}", "[1, 2]", "null"] {
        fs::write(cache_file(&workspace), text).expect("the entry");
        expect_runs(&workspace, "schema values");
        expect_runs(&workspace, "");
    }
}

#[test]
fn only_where_packages_are_and_when_asked() {
    let mut workspace = cached();
    workspace.cache = false;
    expect_runs(&workspace, "schema values");
    fs::remove_dir_all(workspace.path("node_modules/.cache")).expect("the cache");
    expect_runs(&workspace, "schema values");
    assert!(!workspace.path("node_modules/.cache").exists());
}

#[test]
fn no_secrets_in_it() {
    let mut workspace = Workspace::new();
    workspace.environment = workspace.environment.with("SHOWN", Some("seen")).with("APP_CONFIG_db", Some("passw0rd"));
    expect_runs(&workspace, "schema values");
    let text = fs::read_to_string(cache_file(&workspace)).expect("the entry");
    assert!(text.contains("seen") && !text.contains("t0ps3cr3t") && !text.contains("passw0rd"), "{text}");
}
