//! What is said when something is wrong.

use std::fs;

use serde_json::json;

use super::Workspace;

#[test]
fn no_node() {
    let mut workspace = Workspace::new();
    workspace.environment = workspace.environment.with("PATH", Some("/does/not/exist"));
    let text = workspace.errors();
    assert!(
        text.contains("error[missing-node]: `node` was not found") && text.contains("help: install Node"),
        "{text}"
    );
}

#[test]
fn no_loader() {
    let workspace = Workspace::new();
    fs::remove_dir_all(workspace.path("node_modules/@backstage")).expect("packages");
    let text = workspace.errors();
    assert!(text.contains("error[missing-config-loader]: `@backstage/config-loader` is not installed"), "{text}");
    assert!(text.contains("install it: `yarn add --dev @backstage/config-loader`"), "{text}");
}

#[test]
fn loader_of_the_tool() {
    let workspace = Workspace::new();
    let nested = workspace.path("node_modules/@backstage/cli/node_modules/@backstage");
    fs::create_dir_all(&nested).expect("a directory");
    workspace.write("node_modules/@backstage/cli/package.json", "{}");
    fs::rename(workspace.path("node_modules/@backstage/config-loader"), nested.join("config-loader")).expect("a move");
    assert_eq!(workspace.config().public_path, "/base");
}

#[test]
fn old_loader() {
    let workspace = Workspace::new();
    workspace.write("node_modules/@backstage/config-loader/index.js", "module.exports = {};");
    workspace.write_json("node_modules/@backstage/config-loader/package.json", &json!({ "version": "0.9.0" }));
    let text = workspace.errors();
    assert!(text.contains("error[old-config-loader]: `@backstage/config-loader` 0.9.0 is too old"), "{text}");
}

#[test]
fn crash() {
    let workspace = Workspace::new();
    workspace.write("node_modules/stand-in/index.js", "console.error('no memory'); process.exit(3);");
    let text = workspace.errors();
    assert!(text.contains("error[node-crashed]: Node ended without an answer (exit status: 3)"), "{text}");
    assert!(text.contains("note: no memory"), "{text}");
    workspace.write("node_modules/stand-in/index.js", "throw new Error('from a package');");
    assert!(workspace.errors().contains("from a package"));
}

#[test]
fn broken_yaml() {
    let workspace = Workspace::new();
    workspace.write("app-config.local.yaml", "app:\n  BROKEN: 1\n");
    let expected = "\
error[invalid-app-config]: `../../app-config.local.yaml` is not valid app-config
 --> ../../app-config.local.yaml:2:3
  |
2 |   BROKEN: 1
  |   ^^^^^^
  |
  = note: Implicit keys are wrong
  = help: correct the file

1 error
";
    assert_eq!(workspace.errors(), expected);
}

#[test]
fn included_file_is_missing() {
    let workspace = Workspace::new();
    workspace.write("app-config.yaml", "{ \"app\": {\n \"title\": { \"$file\": \"./title.txt\" } } }");
    let expected = "\
error[invalid-app-config]: `../../app-config.yaml` is not valid app-config
 --> ../../app-config.yaml:2:2
  |
2 |  \"title\": { \"$file\": \"./title.txt\" } } }
  |  ^^^
  |
  = note: failed to include \"title.txt\", file does not exist
  = help: create that file, or correct the path: it is relative to the config file

1 error
";
    assert_eq!(workspace.errors(), expected);
}

#[test]
fn wrong_values() {
    let mut workspace = Workspace::new();
    workspace.write("app-config.yaml", "12");
    let text = workspace.errors();
    assert!(
        text.contains("expected object at config root") && text.contains("a config file holds an object"),
        "{text}"
    );
    for url in [json!("http://"), json!(12)] {
        workspace.write_json("app-config.yaml", &json!({ "app": { "baseUrl": url } }));
        let text = workspace.errors();
        assert!(text.contains("error[invalid-base-url]: `app.baseUrl` is not a url"), "{text}");
        assert!(text.contains("--> ../../app-config.yaml:1:9"), "{text}");
    }
    workspace.write_json("app-config.yaml", &json!({ "app": { "packages": "some" } }));
    let text = workspace.errors();
    assert!(text.contains("error[invalid-app-config]") && text.contains("`app.packages` must be"), "{text}");
    workspace.config_files = vec!["../../other.yaml".into()];
    let text = workspace.errors();
    assert!(text.contains("the config file `../../other.yaml` does not exist"), "{text}");
}

#[test]
fn broken_package_json_above() {
    let workspace = Workspace::new();
    workspace.write("package.json", "{");
    let text = workspace.errors();
    assert!(text.contains("error[invalid-package-json]: `../../package.json` is not JSON"), "{text}");
}

#[test]
fn broken_template() {
    let mut workspace = Workspace::new();
    workspace.template = Some("<p>\n<%= config.get('x') %>".to_owned());
    let text = workspace.errors();
    assert!(text.contains("error[invalid-template]: TypeError") && text.contains("public/index.html:2:1"), "{text}");
}
