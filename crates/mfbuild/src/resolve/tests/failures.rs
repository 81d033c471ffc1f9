//! What the user is told.

use mfbuild_diagnostics::{Diagnostic, SourceText};

use super::*;
use crate::resolve::{RequestPlace, to_diagnostic};

impl Project {
    fn diagnostic(&self, dir: &str, request: &str) -> Diagnostic {
        let source = SourceText { path: "src/App.tsx".to_owned(), text: format!("import '{request}'").into() };
        let place = RequestPlace {
            context: &self.root,
            source,
            span: 7..9 + request.len(),
            request,
            chain: &["./alpha", "src/alpha.tsx", "src/App.tsx"].map(str::to_owned),
        };
        to_diagnostic(&self.failure(dir, request), place)
    }
}

#[test]
fn near_misses_of_files() {
    let project = Project::new(&[
        ("src/components/Button.tsx", ""),
        ("src/components/Buttons/index.ts", ""),
        ("src/theme.css", ""),
        ("src/index.ts", ""),
        ("src/types.d.ts", ""),
        ("src/empty/note.txt", ""),
    ]);
    assert_eq!(
        project.help("src", "./components/button"),
        "did you mean `./components/Button` or `./components/Buttons`?"
    );
    assert_eq!(project.help("src", "./components/Buton"), "did you mean `./components/Button`?");
    assert_eq!(project.help("src", "./componets/Button"), "did you mean `./components/Button`?");
    assert_eq!(project.help("src/components", "../theme.scss"), "did you mean `../theme.css`?");
    assert_eq!(project.help("src", "./theme"), "did you mean `./theme.css`?");
    assert_eq!(project.help("src", "src/index"), "add `src` to the dependencies and install it");
    assert_eq!(project.help("", "src/index.ts"), "did you mean `./src/index.ts`?");
    assert_eq!(project.help("src", "./empty"), "`./empty` is a directory without an index file or an entry");
    assert_eq!(project.help("src", "./nothing/like/it"), "");
    assert_eq!(project.help("src", "./types"), "");
    assert_eq!(project.resolver().near_misses(&project.root.join("src"), "./thme.css"), ["./theme.css"]);
}

#[test]
fn near_misses_of_packages() {
    let project = Project::new(&[
        (
            "package.json",
            r#"{"name":"app","dependencies":{"react":"18","left-pad":"1"},"peerDependencies":{"vue":"3"}}"#,
        ),
        ("node_modules/react/package.json", r#"{"name":"react","devDependencies":{"loose":"1"}}"#),
        ("node_modules/react/index.js", ""),
        ("node_modules/lodash/map.js", ""),
        ("node_modules/@mui/material/index.js", ""),
        ("node_modules/.bin/x", ""),
        ("node_modules/unbuilt/package.json", r#"{"module":"./dist/index.mjs"}"#),
        ("node_modules/unbuilt2/package.json", r#"{"exports":{".":{"import":"./dist/i.js"}}}"#),
        ("node_modules/types-only/package.json", "{}"),
    ]);
    assert_eq!(project.help("src", "raect"), "did you mean `react`?");
    assert_eq!(project.help("src", "lodahs/map"), "did you mean `lodash/map`?");
    assert_eq!(project.help("src", "@mui/materail"), "did you mean `@mui/material`?");
    assert_eq!(project.help("src", "lodash/mpa"), "did you mean `lodash/map`?");
    assert_eq!(
        project.help("src", "left-pad"),
        "`left-pad` is in `dependencies` of the package.json, but not installed; install the packages"
    );
    assert_eq!(
        project.help("src", "quite-different"),
        "add `quite-different` to the dependencies of `app` and install it"
    );
    assert_eq!(
        project.help("src", "unbuilt"),
        "`unbuilt` is in `node_modules/unbuilt`, but its entry `./dist/index.mjs` does not exist; if it is a package \
         of your workspace, build it first"
    );
    assert_eq!(
        project.help("src", "unbuilt2"),
        "`exports` of `unbuilt2` lead to `./dist/i.js`, which does not exist in `node_modules/unbuilt2`; if it is a \
         package of your workspace, build it first"
    );
    assert!(project.help("src", "types-only").contains("names no entry"));
    assert_eq!(
        project.help("src", "react/none/at/all"),
        "`react` is installed in `node_modules/react`, without this file"
    );
}

#[test]
fn near_misses_of_remotes() {
    let manifest = r#"{"name":"app","dependencies":{"shot":"1","shap":"1"}}"#;
    let project = Project::new(&[("package.json", manifest), ("node_modules/shots/index.js", "")]);
    let project = project.with(|project| project.remotes = words("shop @acme/cart"));
    assert_eq!(project.help("src", "shp/a"), "did you mean the remote `shop`?");
    assert_eq!(project.help("src", "@acme/crt"), "did you mean the remote `@acme/cart`?");
    // What the package depends on is no typing error.
    assert!(project.help("src", "shap").contains("not installed"));
    assert_eq!(project.help("src", "shpts"), "did you mean `shots`?");
    assert_eq!(project.help("src", "other/a"), "add `other` to the dependencies of `app` and install it");
}

#[test]
fn exports_that_name_no_file() {
    let manifest = r#"{"name":"kit","main":"./old.js","exports":{
        ".":[{"import":"./esm.js","require":"./cjs.js"}],
        "./part":"./part.js",
        "./deep/*":{"node":"./node/*.js","default":"./deep/*.js"},
        "./deep/er/*":"./deeper/*.js"
    }}"#;
    let project = Project::new(&[("node_modules/kit/package.json", manifest), ("node_modules/kit/old.js", "")]);
    let cases = [
        ("kit", "./esm.js"),
        ("kit/part", "./part.js"),
        ("kit/deep/a/b", "./deep/a/b.js"),
        ("kit/deep/er/c", "./deeper/c.js"),
    ];
    for (request, file) in cases {
        let expected = format!("`exports` of `kit` lead to `{file}`, which does not exist in `node_modules/kit`");
        assert!(project.help("src", request).starts_with(&expected), "{request}: {}", project.help("src", request));
    }
    let whole = Project::new(&[("node_modules/kit/package.json", r#"{"exports":"./kit.js"}"#)]);
    assert!(whole.help("src", "kit").contains("lead to `./kit.js`"));
}

#[test]
fn an_unresolved_import_shows_the_way_there() {
    let project = Project::new(&[("src/Page.tsx", "")]);
    let diagnostic = project.diagnostic("src", "./page");
    assert_eq!(diagnostic.code, "unresolved-import");
    assert_eq!(diagnostic.message, "cannot resolve `./page`");
    assert_eq!((diagnostic.labels[0].span.clone(), diagnostic.labels[0].message.as_str()), (7..15, "not found"));
    assert_eq!(diagnostic.notes, ["import chain: `./alpha` → `src/alpha.tsx` → `src/App.tsx`"]);
    assert_eq!(diagnostic.help.as_deref(), Some("did you mean `./Page`?"));
}

#[test]
fn symlink_loops() {
    let project = Project::new(&[
        ("src/a.js", "->b.js"),
        ("src/b.js", "->a.js"),
        ("node_modules/self", "->self"),
        ("src/dangling.js", "->nowhere.js"),
        // A package that links to the directory above it is no loop.
        ("package.json", r#"{"name":"app"}"#),
        ("index.js", ""),
        ("node_modules/app", "->.."),
    ]);
    assert_eq!(project.failure("src", "./a.js"), ResolveFailure::SymlinkLoop(project.root.join("src/a.js")));
    assert_eq!(project.failure("src", "./b"), ResolveFailure::SymlinkLoop(project.root.join("src/b.js")));
    let looping = ResolveFailure::SymlinkLoop(project.root.join("node_modules/self"));
    assert_eq!(project.failure("src", "self"), looping);
    assert_eq!(project.failure("src", "self/part"), looping);
    assert!(matches!(project.failure("src", "./dangling"), ResolveFailure::NotFound { .. }));
    assert_eq!(project.import("src", "app"), "index.js");
    assert_eq!(project.import("src", "app/node_modules/app/index.js"), "index.js");
    let diagnostic = project.diagnostic("src", "self");
    assert_eq!(
        (diagnostic.code, diagnostic.message.as_str()),
        ("symlink-loop", "the symbolic link `node_modules/self` leads back to itself")
    );
}

#[test]
fn broken_package_json() {
    let project = Project::new(&[
        ("node_modules/broken/package.json", "{\n  \"name\": oops\n}"),
        ("node_modules/broken/index.js", ""),
        ("node_modules/empty/package.json", ""),
        ("node_modules/mixed/package.json", r#"{"exports":{".":"./a.js","import":"./b.js"}}"#),
        ("node_modules/outside/package.json", r#"{"exports":"../a.js"}"#),
    ]);
    let diagnostic = project.diagnostic("src", "broken");
    assert_eq!(
        (diagnostic.code, diagnostic.message.as_str()),
        ("bad-package-json", "`node_modules/broken/package.json` cannot be used")
    );
    assert_eq!(diagnostic.labels.len(), 2);
    assert_eq!(diagnostic.labels[0].source.path, "node_modules/broken/package.json");
    assert_eq!(diagnostic.labels[0].source.text[..diagnostic.labels[0].span.start].lines().count(), 2);
    assert_eq!(diagnostic.labels[1].source.path, "src/App.tsx");
    for request in ["empty", "mixed", "outside"] {
        assert!(matches!(project.failure("src", request), ResolveFailure::BadPackageJson { .. }), "{request}");
    }
    assert!(project.resolver().package_of(&project.root.join("node_modules/broken/a.js")).is_some());
}

#[test]
fn exports_that_hide_a_path() {
    let exports: Vec<String> = (0..12).map(|n| format!(r#""./part{n}":"./{n}.js""#)).collect();
    let manifest = format!(r#"{{"name":"kit","exports":{{{},"./node":{{"node":"./n.js"}}}}}}"#, exports.join(","));
    let project = Project::new(&[("node_modules/kit/package.json", &manifest)]);
    let hidden = project.diagnostic("src", "kit/inner");
    assert_eq!(
        (hidden.code, hidden.message.as_str()),
        ("exports-not-defined", "package `kit` does not export `./inner`")
    );
    assert!(hidden.notes[1].starts_with("it exports `./part0`") && hidden.notes[1].ends_with("and 5 more"));
    let conditional = project.diagnostic("src", "kit/node");
    assert_eq!(conditional.message, "package `kit` does not export `./node` under the conditions of this import");
    assert_eq!(conditional.notes[1], "conditions: `webpack`, `module`, `browser`, `production`, `import`");
    let entry = project.diagnostic("src", "kit");
    assert_eq!(entry.message, "package `kit` does not export an entry");
}

#[test]
fn what_only_webpack_understands() {
    let project = Project::new(&[("src/a.txt", ""), ("src/odd!name.txt", "")]);
    for request in ["raw-loader!./a.txt", "!!raw-loader!./a.txt", "-!x!./a.txt"] {
        assert_eq!(project.diagnostic("src", request).code, "loader-syntax");
    }
    assert_eq!(project.import("src", "./odd!name.txt"), "src/odd!name.txt");
    assert_eq!(project.diagnostic("src", "virtual:x").code, "unsupported-scheme");
    assert_eq!(project.diagnostic("src", "crypto").code, "node-builtin");
    assert_eq!(project.help("src", ""), "the request is empty");
}
