//! The real loader, where the packages of `test-apps/peers/backstage-cli` are installed: our answer must be that of
//! `backstage-cli` itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::super::Purpose;
use super::Workspace;

const CONFIG: &str = "\
app:
  title: ${TITLE_OF_TEST:-From the file}
  baseUrl: http://localhost:3000/portal/
backend:
  secret: t0ps3cr3t
acme:
  shown:
    $file: ./shown.txt
  hidden: t0ps3cr3t
  missing: ${NOT_SET_AT_ALL}
  list: [{ name: '$${plain}', count: 1 }]
";

const SCHEMA: &str = "\
export interface Config {
  app: {
    /** @visibility frontend */
    title: string;
    /** @visibility frontend */
    baseUrl: string;
  };
  acme?: {
    /** @visibility frontend */
    shown?: string;
    hidden?: string;
    /** @deepVisibility frontend */
    list?: Array<{ name: string; count: number }>;
  };
}
";

/// What backstage-cli's own function says, in a process of its own.
const REFERENCE: &str = "\
const { createRequire } = require('module');
const load = createRequire(require.resolve('@backstage/cli/package.json'));
const build = createRequire(load.resolve('@backstage/cli-module-build/package.json'));
const { loadCliConfig } = build('./dist/lib/config.cjs.js');
loadCliConfig({ args: [], fromPackage: 'app' }).then(({ frontendAppConfigs, schema }) =>
  console.log(JSON.stringify({ sources: frontendAppConfigs, schema: schema.serialize().schemas })));
";

fn installed() -> Option<PathBuf> {
    let cli =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../test-apps/peers/backstage-cli/node_modules/@backstage/cli");
    fs::canonicalize(cli).ok()
}

/// A workspace in which only the tool is installed.
fn workspace(cli: &Path) -> Workspace {
    let workspace = Workspace::new();
    fs::remove_dir_all(workspace.path("node_modules")).expect("the stand-ins");
    workspace.link("app", "../packages/app");
    workspace.link("@acme/plugin", "../../packages/plugin");
    workspace.link("@backstage/cli", cli.to_str().expect("a readable path"));
    workspace.write_plugin(&json!("config.d.ts"));
    let manifest = fs::read_to_string(workspace.path("packages/plugin/package.json")).expect("a package.json");
    let mut manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    // The loader only looks into packages that have to do with Backstage.
    manifest["version"] = json!("1.0.0");
    workspace.write_json("packages/plugin/package.json", &manifest);
    let dependencies = json!({ "@acme/plugin": "*", "@backstage/cli": "*" });
    workspace.write_json("packages/app/package.json", &json!({ "name": "app", "dependencies": dependencies }));
    workspace.write("packages/plugin/config.d.ts", SCHEMA);
    workspace.write("app-config.yaml", CONFIG);
    workspace.write("app-config.local.yaml", "app:\n  title: Local\n");
    workspace.write("shown.txt", "shown\n");
    workspace
}

fn reference(workspace: &Workspace) -> Value {
    let output = Command::new("node")
        .args(["-e", REFERENCE])
        .current_dir(workspace.path("packages/app"))
        .output()
        .expect("node runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn equal_to_backstage_cli() {
    let Some(cli) = installed() else { return };
    let workspace = workspace(&cli);
    let mut reference = reference(&workspace);
    let by_package = |schema: &Value| schema["packageName"].as_str().map(str::to_owned);
    reference["schema"].as_array_mut().expect("schemas").sort_by_key(by_package);
    for _ in 0..2 {
        let config = workspace.config();
        assert_eq!(config.sources.to_string(), reference["sources"].to_string());
        assert_eq!(config.schema["schemas"], reference["schema"]);
        assert_eq!(config.html.as_deref(), Some("<title>Local</title>/portal"));
        workspace.settle();
    }
    assert!(config_is_seen(&reference["sources"]), "{reference}");
}

fn config_is_seen(sources: &Value) -> bool {
    let text = sources.to_string();
    text.contains("\"shown\":\"shown\"") && text.contains("${plain}") && !text.contains("t0ps3cr3t")
}

/// A session watches these, and takes new values without the schema's work.
#[test]
fn a_session() {
    let Some(cli) = installed() else { return };
    let workspace = workspace(&cli);
    let root = fs::canonicalize(workspace.directory.path()).expect("a real path");
    let load = |purpose| {
        let (loaded, paths) = workspace.load_for(purpose);
        let (config, _) =
            loaded.unwrap_or_else(|errors| panic!("{}", mfbuild_diagnostics::render_text(&errors, false)));
        (config, paths)
    };
    workspace.settle();
    let (config, paths) = load(Purpose::ServeApp);
    let names = [
        "app-config.yaml",
        "app-config.local.yaml",
        "shown.txt",
        "packages/app/package.json",
        "packages/plugin/config.d.ts",
    ];
    for name in names {
        assert!(paths.contains(&root.join(name)), "{name} of {paths:?}");
    }
    assert_eq!(config.dev.map(|dev| dev.base_url).as_deref(), Some("http://localhost:3000/portal/"));
    assert!(config.sources[0]["filteredKeys"].as_array().is_some_and(|keys| !keys.is_empty()), "{}", config.sources);
    workspace.write("app-config.local.yaml", "app:\n  title: Second\n  listen:\n    port: 4000\n");
    let (config, _) = load(Purpose::ServeApp);
    assert_eq!(
        (config.html.as_deref(), config.dev.map(|dev| dev.port)),
        (Some("<title>Second</title>/portal"), Some(4000))
    );
    fs::remove_file(workspace.path("app-config.local.yaml")).expect("a file");
    let (config, paths) = load(Purpose::ServeApp);
    assert_eq!(config.html.as_deref(), Some("<title>From the file</title>/portal"));
    assert!(paths.contains(&root.join("app-config.local.yaml")), "{paths:?}");
}

#[test]
fn errors_of_the_real_loader() {
    let Some(cli) = installed() else { return };
    let workspace = workspace(&cli);
    let cases = [
        ("app:\n  title: 'open\n", "app-config.yaml:", "Missing closing 'quote"),
        ("app:\n  title: a: b\n", "app-config.yaml:2:", "Nested mappings are not allowed"),
        ("app:\n  title:\n    $file: ./none.txt\n", "app-config.yaml:3:5", "failed to include \"none.txt\""),
        ("app:\n  title:\n    $include: ./none.json\n", "app-config.yaml:3:5", "failed to include \"none.json\""),
        ("- one\n", "app-config.yaml", "expected object at config root"),
        ("app:\n  baseUrl: 'http://'\n", "app-config.yaml:2:12", "Invalid URL"),
        ("app:\n  packages: some\n", "app-config.yaml:2:13", "must be `all`"),
    ];
    for (text, place, reason) in cases {
        fs::remove_file(workspace.path("app-config.local.yaml")).ok();
        workspace.write("app-config.yaml", text);
        let error = workspace.errors();
        assert!(error.contains(place) && error.contains(reason), "{error}");
    }
}
