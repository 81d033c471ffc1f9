//! Tests with real Node processes; Backstage's packages are played by `tests/loader.js`, and by themselves where they
//! are installed.

mod caching;
mod errors;
mod installed;
mod templates;

use std::fs;
use std::path::{Path, PathBuf};

use mfbuild_diagnostics::{Diagnostic, SourceText, render_text};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::environment::Environment;
use super::{AppConfig, AppConfigRequest, load_in};

const TEMPLATE: &str = "<title><%= config.getOptionalString('app.title') %></title><%= publicPath %>";

/// A workspace with an app and a plugin, and the stand-ins in its `node_modules`.
struct Workspace {
    directory: TempDir,
    environment: Environment,
    template: Option<String>,
    config_files: Vec<PathBuf>,
    cache: bool,
}

impl Workspace {
    fn new() -> Self {
        let workspace = Self {
            directory: tempfile::tempdir().expect("a temporary directory"),
            environment: Environment::of_process(),
            template: Some(TEMPLATE.to_owned()),
            config_files: Vec::new(),
            cache: true,
        };
        workspace.write("package.json", &json!({ "name": "root", "workspaces": ["packages/*"] }).to_string());
        workspace.write_app(json!({ "@acme/plugin": "*", "lodash": "*", "missing": "*" }));
        workspace.write_plugin(json!({ "visible": ["app.title", "app.baseUrl", "acme.shown"] }));
        workspace.link("app", "../packages/app");
        workspace.link("@acme/plugin", "../../packages/plugin");
        for name in ["@backstage/config-loader", "@backstage/config", "yaml", "lodash"] {
            let manifest = json!({ "name": name, "version": "1.0.0", "main": "../loader.js" });
            let main = json!({ "name": name, "version": "1.0.0", "main": "../../loader/loader.js" });
            let manifest = if name.starts_with('@') { main } else { json!({ "main": "../loader/loader.js", ..manifest }) };
            workspace.write(&format!("node_modules/{name}/package.json"), &manifest.to_string());
        }
        workspace
    }
}
