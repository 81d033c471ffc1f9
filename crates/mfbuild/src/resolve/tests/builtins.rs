//! Node's built-in modules under both profiles.

use super::*;

fn backstage(project: &mut Project) {
    project.profile = Profile::Backstage;
    project.options.fallback = [
        ("fs", None),
        ("path", None),
        ("stream", Some("stream-browserify")),
        ("process", Some("process/browser")),
        ("util", Some("util/")),
        ("buffer", Some("buffer/")),
    ]
    .map(|(name, target)| (name.to_owned(), target.map(str::to_owned)))
    .to_vec();
}

const POLYFILLS: &[(&str, &str)] = &[
    ("node_modules/stream-browserify/index.js", ""),
    ("node_modules/process/browser.js", ""),
    ("node_modules/process/index.js", ""),
    ("node_modules/util/package.json", r#"{"main":"./util.js","exports":{".":"./util.js"}}"#),
    ("node_modules/util/util.js", ""),
];

#[test]
fn packages_of_the_same_name_win() {
    let project = Project::new(POLYFILLS);
    assert_eq!(project.import("src", "util"), "node_modules/util/util.js");
    assert_eq!(project.import("src", "node:util"), "node_modules/util/util.js");
    assert_eq!(project.import("src", "util/"), "node_modules/util/util.js");
    assert_eq!(project.import("src", "process/"), "node_modules/process/index.js");
    assert_eq!(project.import("src", "process/browser"), "node_modules/process/browser.js");
}

#[test]
fn backstage_takes_polyfills_or_nothing() {
    let project = Project::new(POLYFILLS).with(backstage);
    assert_eq!(project.import("src", "stream"), "node_modules/stream-browserify/index.js");
    assert_eq!(project.import("src", "node:stream"), "node_modules/stream-browserify/index.js");
    for empty in
        ["fs", "node:fs", "fs/promises", "path", "buffer", "perf_hooks", "node:test", "stream/web", "util/types"]
    {
        assert!(project.is_ignored("src", empty), "{empty}");
    }
    project.failure("src", "buffer/");
    project.failure("src", "fs-extra");
    project.failure("src", "string_decoder/lib/none");
}

#[test]
fn polyfills_are_found_from_the_package_and_the_command_line_tool() {
    let project = Project::new(&[
        ("app/node_modules/stream-browserify/index.js", ""),
        ("app/node_modules/@backstage/cli", "->../../../store/cli/node_modules/@backstage/cli"),
        ("store/cli/node_modules/@backstage/cli/package.json", "{}"),
        (
            "store/cli/node_modules/@backstage/cli-module-build",
            "->../../../build/node_modules/@backstage/cli-module-build",
        ),
        ("store/build/node_modules/@backstage/cli-module-build/package.json", "{}"),
        ("store/build/node_modules/buffer/index.js", ""),
        ("elsewhere/a.js", ""),
    ])
    .with(backstage)
    .with(|project| project.context.push("app"));
    assert_eq!(project.import("elsewhere", "stream"), "app/node_modules/stream-browserify/index.js");
    assert_eq!(project.import("elsewhere", "buffer"), "store/build/node_modules/buffer/index.js");
    let polyfill = project.resolver().resolve_polyfill(&project.root.join("elsewhere"), "buffer/").unwrap();
    assert_eq!(project.relative(&polyfill.path), "store/build/node_modules/buffer/index.js");
}

#[test]
fn elsewhere_the_missing_package_is_named() {
    let project = Project::new(POLYFILLS);
    assert_eq!(project.import("src", "stream"), "node_modules/stream-browserify/index.js");
    let help = |request: &str| match project.failure("src", request) {
        ResolveFailure::NodeBuiltin { name, help } => {
            assert_eq!(name, request);
            help
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(
        help("node:crypto"),
        "install the package `crypto-browserify`, which stands in for it in browsers, or set \
         `\"alias\": { \"crypto\": false }` for an empty module"
    );
    assert_eq!(
        help("fs/promises"),
        "no package stands in for it in browsers: leave it out of browser code, or set \
         `\"alias\": { \"fs/promises\": false }` for an empty module"
    );
}

#[test]
fn the_user_decides_with_fallbacks_and_aliases() {
    let project = Project::new(&[("src/my-fs.ts", "")]).with(|project| {
        project.options.fallback = vec![("fs".to_owned(), Some("./src/my-fs".to_owned())), ("maybe$".to_owned(), None)];
        project.options.alias = vec![("os".to_owned(), None)];
    });
    assert_eq!(project.import("", "fs"), "src/my-fs.ts");
    assert_eq!(project.import("src/deep", "fs"), "src/my-fs.ts");
    assert!(project.is_ignored("", "maybe"));
    project.failure("", "maybe/more");
    assert!(project.is_ignored("", "os"));
    assert!(project.is_ignored("", "node:os"));
}
