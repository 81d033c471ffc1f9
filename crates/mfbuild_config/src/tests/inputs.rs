//! What is said to have been read.

use std::collections::BTreeSet;

use super::Project;
use crate::load_with_inputs;
use crate::unread::looked_for;

/// The inputs inside the project, relative to it.
fn inputs(project: &Project) -> BTreeSet<String> {
    let root = project.root();
    let (_, inputs) = load_with_inputs(&project.flags);
    let inside = inputs.files.iter().filter_map(|path| path.strip_prefix(&root).ok());
    inside.map(|path| path.to_string_lossy().into_owned()).collect()
}

fn expect(project: &Project, names: &[&str]) {
    let inputs = inputs(project);
    for name in names {
        assert!(inputs.contains(*name), "{name} of {inputs:?}");
    }
}

#[test]
fn of_a_remote() {
    let project = Project::new(&[("package.json", r#"{"name": "p"}"#), ("src/index.tsx", "")]);
    let read = ["mfbuild.config.json", "package.json", "src/index.ts", "src/index.tsx", "tsconfig.json"];
    // Files of other tools have a warning as soon as they are there.
    let expected: BTreeSet<String> = read.map(str::to_owned).into_iter().chain(looked_for()).collect();
    assert_eq!(inputs(&project), expected);
}

#[test]
fn of_files_that_are_not_read() {
    let project = Project::new(&[("package.json", r#"{"name": "p"}"#), ("src/index.tsx", ""), (".env.staging", "")]);
    expect(
        &project,
        &[".env", ".env.local", ".env.staging", "postcss.config.js", "vite.config.ts", "babel.config.json"],
    );
    project.write("mfbuild.config.json", "{}");
    expect(&project, &["tailwind.config.ts", ".env.production"]);
}

#[test]
fn of_a_failure() {
    let project = Project::new(&[("package.json", "{")]);
    expect(&project, &["package.json", "mfbuild.config.json"]);
    project.write("package.json", r#"{"name": "p"}"#);
    expect(&project, &["src/index.ts", "src/index.cts", "index.ts"]);
    project.write("mfbuild.config.json", r#"{"exposes": {"./a": "./lib/a"}}"#);
    expect(&project, &["lib/a", "lib/a.tsx", "lib/a/index.ts", "lib/a/package.json"]);
}

#[test]
fn of_an_app() {
    let config = r#"{"app": {"config": "./settings.json"}, "runtimePlugins": ["./src/plugin"]}"#;
    let project = Project::with_config(config).flags(|flags| flags.module_federation = false);
    let found = ["public", "public/index.html", "src/index.html", "index.html", "src/index.tsx", "settings.json"];
    expect(&project, &found);
    expect(&project, &["src/plugin", "src/plugin.ts"]);
    project.write("public/index.html", r#"<script type="module" src="/src/main.tsx"></script>"#);
    expect(&project, &["public/index.html", "src/main.tsx"]);
}

#[test]
fn of_a_backstage_app() {
    let package = r#"{"name": "app", "backstage": {"role": "frontend"}}"#;
    let project = Project::new(&[("package.json", package), ("src/index.tsx", "")]).flags(|flags| {
        flags.module_federation = false;
        flags.config = vec!["../app-config.yaml".into(), "local.yaml".into()];
    });
    expect(&project, &["local.yaml", "public/index.html", "src/index-public-experimental.tsx"]);
    expect(&project, &["node_modules/react-dom/package.json"]);
    let (_, inputs) = load_with_inputs(&project.flags);
    assert!(inputs.files.contains(&project.root().with_file_name("app-config.yaml")));
}

#[test]
fn of_tsconfig() {
    let project = Project::with_config("{}").flags(|flags| flags.dir.push("packages/p"));
    project.write("packages/p/package.json", r#"{"name": "p"}"#);
    project.write("packages/p/src/index.ts", "");
    project.write("tsconfig.json", r#"{"extends": ["./base/tsconfig", "@acme/tsconfig/tsconfig.json"]}"#);
    project.write("base/tsconfig.json", "{}");
    project.write("tools/tsconfig/tsconfig.json", "{}");
    project.write("node_modules/@acme/x", "");
    std::os::unix::fs::symlink("../../tools/tsconfig", project.root().join("node_modules/@acme/tsconfig")).unwrap();
    expect(&project, &["packages/p/tsconfig.json", "packages/tsconfig.json", "tsconfig.json", "base/tsconfig.json"]);
    // Edited under its real name.
    expect(&project, &["node_modules/@acme/tsconfig/tsconfig.json", "tools/tsconfig/tsconfig.json"]);
}

#[test]
fn output_is_none() {
    let package = r#"{"name": "p", "exports": {".": "./dist/index.js"}, "main": "dist/main.js"}"#;
    let project = Project::new(&[("package.json", package), ("src/index.ts", ""), ("dist/index.js", "")]);
    assert!(!inputs(&project).iter().any(|name| name.starts_with("dist")));
}
