//! Tests with real Node processes; Backstage's packages are played by `tests/loader.js`, and by themselves where they
//! are installed.

mod caching;
mod errors;
mod installed;
mod serve;
mod templates;

use std::fs;
use std::path::{Path, PathBuf};

use mfbuild_diagnostics::{SourceText, render_text};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::environment::Environment;
use super::{AppConfig, AppConfigRequest, Loaded, Purpose, load_in};

const TEMPLATE: &str = "<title><%= config.getOptionalString('app.title') %></title><%= publicPath %>";
const LOADER: &str = include_str!("tests/loader.js");
const PLAYED: [&str; 3] = ["@backstage/config-loader", "@backstage/config", "yaml"];

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
        workspace.write_json("package.json", &json!({ "name": "root", "workspaces": ["packages/*"] }));
        let dependencies = json!({ "@acme/plugin": "*", "missing": "*", "yaml": "*" });
        workspace.write_json("packages/app/package.json", &json!({ "name": "app", "dependencies": dependencies }));
        workspace.write_plugin(&json!({ "visible": ["app.title", "app.baseUrl", "acme.shown"] }));
        workspace.write("node_modules/stand-in/index.js", LOADER);
        for name in PLAYED {
            workspace.write_json(&format!("node_modules/{name}/package.json"), &json!({ "name": name }));
            workspace.write(&format!("node_modules/{name}/index.js"), "module.exports = require('stand-in');");
        }
        workspace.link("app", "../packages/app");
        workspace.link("@acme/plugin", "../../packages/plugin");
        let app = json!({ "title": "Portal", "baseUrl": "http://localhost:3000/base/", "packages": "all" });
        let config = json!({ "app": app, "acme": { "shown": "${SHOWN}", "secret": "t0ps3cr3t" } });
        workspace.write_json("app-config.yaml", &config);
        workspace
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file of the workspace")).expect("a directory");
        // As an editor does it, and not as late that the file could be taken for one that changes right now.
        fs::write(&path, text).expect("a file");
    }

    fn write_json(&self, name: &str, value: &Value) {
        self.write(name, &value.to_string());
    }

    fn write_plugin(&self, schema: &Value) {
        let exports = json!({ ".": "./index.js", "./alpha": "./alpha.js", "./package.json": "./package.json" });
        let backstage = json!({ "role": "frontend-plugin" });
        let manifest =
            json!({ "name": "@acme/plugin", "backstage": backstage, "exports": exports, "configSchema": schema });
        self.write_json("packages/plugin/package.json", &manifest);
    }

    fn link(&self, name: &str, target: &str) {
        let link = self.path(&format!("node_modules/{name}"));
        fs::create_dir_all(link.parent().expect("a directory of packages")).expect("a directory");
        std::os::unix::fs::symlink(target, link).expect("a link");
    }

    fn load(&self) -> Loaded {
        self.load_for(Purpose::Build).0
    }

    fn load_for(&self, purpose: Purpose) -> (Loaded, Vec<PathBuf>) {
        let source = |text: &String| SourceText { path: "public/index.html".to_owned(), text: text.as_str().into() };
        let template = self.template.as_ref().map(source);
        let request = AppConfigRequest {
            context: &self.path("packages/app"),
            package_name: "app",
            config_files: &self.config_files,
            template: template.as_ref(),
            cache: self.cache,
        };
        load_in(&request, purpose, &self.environment)
    }

    fn config(&self) -> AppConfig {
        self.load().unwrap_or_else(|errors| panic!("{}", render_text(&errors, false))).0
    }

    fn errors(&self) -> String {
        render_text(&self.load().expect_err("there is something wrong"), false)
    }

    /// What the loader was asked for since the last call.
    fn runs(&self) -> String {
        let file = self.path("node_modules/stand-in/runs");
        let runs = fs::read_to_string(&file).unwrap_or_default();
        drop(fs::remove_file(file));
        runs.lines().collect::<Vec<_>>().join(" ")
    }

    /// Lets the clock of the file system tick, so that what was written is not taken for changing right now.
    fn settle(&self) {
        std::thread::sleep(std::time::Duration::from_millis(30));
    }
}

fn render(template: &str, parameters: &Value) -> Result<String, String> {
    let source = SourceText { path: "public/index.html".to_owned(), text: template.into() };
    super::render_template(Path::new("."), &source, parameters).map_err(|errors| render_text(&errors, false))
}

#[test]
fn what_the_browser_may_see() {
    let mut workspace = Workspace::new();
    workspace.environment = workspace.environment.with("SHOWN", Some(" seen "));
    let config = workspace.config();
    let data =
        json!({ "app": { "title": "Portal", "baseUrl": "http://localhost:3000/base/" }, "acme": { "shown": "seen" } });
    assert_eq!(config.sources, json!([{ "context": "app-config.yaml", "data": data }]));
    assert_eq!(config.public_path, "/base");
    assert_eq!(config.html.as_deref(), Some("<title>Portal</title>/base"));
    assert_eq!(config.loaded_from, ["app-config.yaml"]);
    assert_eq!(config.schema["backstageConfigSchemaVersion"], 1);
    assert_eq!(config.schema["schemas"][0]["packageName"], "@acme/plugin");
    let detected: Vec<_> =
        config.detected_packages.iter().flatten().map(|found| (&*found.import, found.export.as_deref())).collect();
    assert_eq!(detected, [("@acme/plugin", None), ("@acme/plugin/alpha", Some("./alpha"))]);
}

#[test]
fn detection_is_off_narrow_or_for_all() {
    let workspace = Workspace::new();
    let detected = |packages: Value| {
        workspace.write_json("app-config.yaml", &json!({ "app": { "packages": packages } }));
        workspace.config().detected_packages.map(|found| found.len())
    };
    assert_eq!(detected(Value::Null), None);
    assert_eq!(detected(json!("all")), Some(2));
    assert_eq!(detected(json!({ "include": ["other"] })), Some(0));
    assert_eq!(detected(json!({ "include": ["@acme/plugin"] })), Some(2));
    assert_eq!(detected(json!({ "exclude": ["@acme/plugin"] })), Some(0));
}

#[test]
fn without_files_and_template() {
    let mut workspace = Workspace::new();
    fs::remove_file(workspace.path("app-config.yaml")).expect("a file");
    workspace.template = None;
    let config = workspace.config();
    assert_eq!((config.public_path.as_str(), config.html, config.sources), ("", None, json!([])));
    workspace.template = Some("<p>${plain}</p>".to_owned());
    assert_eq!(workspace.config().html.as_deref(), Some("<p>${plain}</p>"));
}

#[test]
fn inputs_are_those_of_the_project() {
    let workspace = Workspace::new();
    let config = workspace.config();
    let root = fs::canonicalize(workspace.directory.path()).expect("a real path");
    let names: Vec<_> = config.inputs.iter().filter_map(|path| path.strip_prefix(&root).ok()).collect();
    for name in
        ["app-config.yaml", "app-config.local.yaml", "packages/app/package.json", "packages/plugin/package.json"]
    {
        assert!(names.contains(&Path::new(name)), "{name} of {names:?}");
    }
    assert!(!config.inputs.iter().any(|path| path.starts_with(root.join("node_modules"))));
}

#[test]
fn schema_errors_are_warnings() {
    let workspace = Workspace::new();
    workspace.write_plugin(&json!("wrong"));
    for _ in 0..2 {
        let (_, warnings) = workspace.load().expect("no error");
        assert!(render_text(&warnings, false).contains("the schema of @acme/plugin is wrong"));
        workspace.settle();
    }
}
