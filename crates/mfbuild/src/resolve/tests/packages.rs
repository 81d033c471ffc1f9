//! node_modules in all layouts, `exports`, `imports`, `browser`, and what is known of a package.

use super::*;
use crate::resolve::package::SideEffects;

#[test]
fn main_fields_and_conditions() {
    let project = Project::new(&[
        ("node_modules/fields/package.json", r#"{"main":"./main.js","module":"./module.js"}"#),
        ("node_modules/fields/main.js", ""),
        ("node_modules/fields/module.js", ""),
        (
            "node_modules/dual/package.json",
            r#"{"exports":{".":{"node":"./node.js","import":"./esm.js","require":"./cjs.js"},
                "./alt":{"worker":"./w.js","default":"./esm.js"}}}"#,
        ),
        ("node_modules/dual/node.js", ""),
        ("node_modules/dual/esm.js", ""),
        ("node_modules/dual/cjs.js", ""),
    ]);
    assert_eq!(project.import("src", "fields"), "node_modules/fields/module.js");
    assert_eq!(project.import("src", "dual"), "node_modules/dual/esm.js");
    assert_eq!(project.path("src", "dual", RequestKind::DynamicImport), "node_modules/dual/esm.js");
    assert_eq!(project.path("src", "dual", RequestKind::Require), "node_modules/dual/cjs.js");
    assert_eq!(project.path("src", "dual", RequestKind::Entry), "node_modules/dual/esm.js");
    assert_eq!(project.import("src", "dual/alt"), "node_modules/dual/esm.js");
}

#[test]
fn exports_with_patterns_and_null() {
    let manifest = r#"{"name":"@scope/kit","exports":{
        ".":"./index.js","./features/*.js":"./src/*.js","./features/private/*":null,"./icons/*":"./icons/*.js",
        "./package.json":"./package.json","./old":{"deno":"./old.js"}}}"#;
    let project = Project::new(&[
        ("node_modules/@scope/kit/package.json", manifest),
        ("node_modules/@scope/kit/index.js", ""),
        ("node_modules/@scope/kit/src/a.js", ""),
        ("node_modules/@scope/kit/src/private/b.js", ""),
        ("node_modules/@scope/kit/icons/x/y.js", ""),
    ]);
    assert_eq!(project.import("", "@scope/kit"), "node_modules/@scope/kit/index.js");
    assert_eq!(project.import("", "@scope/kit/features/a.js"), "node_modules/@scope/kit/src/a.js");
    assert_eq!(project.import("", "@scope/kit/icons/x/y"), "node_modules/@scope/kit/icons/x/y.js");
    assert_eq!(project.import("", "@scope/kit/package.json"), "node_modules/@scope/kit/package.json");
    let ResolveFailure::ExportsNotDefined { package, subpath, available, conditions } =
        project.failure("", "@scope/kit/features/private/b.js")
    else {
        panic!("null hides a path");
    };
    assert_eq!((package.as_str(), subpath.as_str()), ("@scope/kit", "./features/private/b.js"));
    assert_eq!(available.len(), 6);
    assert!(conditions.contains(&"import".to_owned()));
    let ResolveFailure::ExportsNotDefined { available, .. } = project.failure("", "@scope/kit/olt") else {
        panic!("not exported");
    };
    assert_eq!(available[0], "./old");
}

#[test]
fn imports_and_self_reference() {
    let manifest = r##"{"name":"me","exports":{"./part":"./src/part.js"},
        "imports":{"#inner/*":"./src/*.js","#dep":{"browser":"dep","default":"./no.js"}}}"##;
    let project = Project::new(&[
        ("package.json", manifest),
        ("src/part.js", ""),
        ("src/deep/other.js", ""),
        ("node_modules/dep/index.js", ""),
    ]);
    assert_eq!(project.import("src/deep", "#inner/part"), "src/part.js");
    assert_eq!(project.import("src/deep", "#dep"), "node_modules/dep/index.js");
    assert_eq!(project.import("src/deep", "me/part"), "src/part.js");
    let ResolveFailure::ImportsNotDefined { package, available } = project.failure("src", "#other") else {
        panic!("not defined");
    };
    assert_eq!((package.as_str(), available), ("me", words("#inner/* #dep")));
}

#[test]
fn browser_maps() {
    let manifest = r#"{"main":"./main.js","browser":{"./main.js":"./browser.js","./server.js":false,"fs":false,
        "node:os":false,"ws":"./socket.js","./same.js":"./same.js"}}"#;
    let project = Project::new(&[
        ("node_modules/mapped/package.json", manifest),
        ("node_modules/mapped/main.js", ""),
        ("node_modules/mapped/browser.js", ""),
        ("node_modules/mapped/server.js", ""),
        ("node_modules/mapped/socket.js", ""),
        ("node_modules/mapped/same.js", ""),
        ("node_modules/mapped/lib/a.js", ""),
        ("node_modules/text/package.json", r#"{"main":"./main.js","browser":"./browser.js"}"#),
        ("node_modules/text/browser.js", ""),
        ("node_modules/ws/index.js", ""),
    ]);
    let inside = "node_modules/mapped/lib";
    assert_eq!(project.import("", "mapped"), "node_modules/mapped/browser.js");
    assert_eq!(project.import(inside, "../main"), "node_modules/mapped/browser.js");
    assert!(project.is_ignored(inside, "../server"));
    assert!(project.is_ignored(inside, "fs"));
    assert!(project.is_ignored(inside, "node:fs"));
    assert!(project.is_ignored(inside, "node:os"));
    assert_eq!(project.import(inside, "ws"), "node_modules/mapped/socket.js");
    assert_eq!(project.import(inside, "../same.js"), "node_modules/mapped/same.js");
    assert_eq!(project.import("", "ws"), "node_modules/ws/index.js");
    assert_eq!(project.import("", "text"), "node_modules/text/browser.js");
}

#[test]
fn pnpm_layout_gives_real_paths() {
    let project = Project::new(&[
        ("node_modules/.pnpm/a@1.0.0/node_modules/a/package.json", r#"{"name":"a","version":"1.0.0"}"#),
        ("node_modules/.pnpm/a@1.0.0/node_modules/a/index.js", ""),
        ("node_modules/.pnpm/b@2.0.0/node_modules/b/package.json", r#"{"name":"b","version":"2.0.0"}"#),
        ("node_modules/.pnpm/b@2.0.0/node_modules/b/index.js", ""),
        ("node_modules/.pnpm/a@1.0.0/node_modules/b", "->../../b@2.0.0/node_modules/b"),
        ("node_modules/a", "->.pnpm/a@1.0.0/node_modules/a"),
    ]);
    let real_a = "node_modules/.pnpm/a@1.0.0/node_modules/a";
    let file = project.file("src", "a", RequestKind::Import);
    assert_eq!(project.relative(&file.path), format!("{real_a}/index.js"));
    assert_eq!(file.package.unwrap().version.as_deref(), Some("1.0.0"));
    assert_eq!(project.import(real_a, "b"), "node_modules/.pnpm/b@2.0.0/node_modules/b/index.js");
    project.failure("src", "b");
}

#[test]
fn workspaces_are_linked_sources() {
    let project = Project::new(&[
        ("package.json", r#"{"name":"root","workspaces":["packages/*"]}"#),
        ("packages/ui/package.json", r#"{"name":"@acme/ui","main":"src/index.ts","sideEffects":false}"#),
        ("packages/ui/src/index.ts", ""),
        ("packages/ui/node_modules/only-ui/index.js", ""),
        ("node_modules/@acme/ui", "->../../packages/ui"),
        ("packages/app/package.json", r#"{"name":"@acme/app"}"#),
    ]);
    let file = project.file("packages/app/src", "@acme/ui", RequestKind::Import);
    assert_eq!(project.relative(&file.path), "packages/ui/src/index.ts");
    let package = file.package.unwrap();
    assert_eq!(package.name.as_deref(), Some("@acme/ui"));
    assert!(!package.has_side_effects(&file.path));
    assert_eq!(project.import("packages/ui/src", "only-ui"), "packages/ui/node_modules/only-ui/index.js");
    project.failure("packages/app/src", "only-ui");
}

#[test]
fn nested_copies_are_told_apart() {
    let project = Project::new(&[
        ("node_modules/x/index.js", ""),
        ("node_modules/y/package.json", r#"{"name":"y"}"#),
        ("node_modules/y/lib/deep/a.js", ""),
        ("node_modules/y/node_modules/x/index.js", ""),
        // Bundled by a tool that keeps the layout of node_modules in its output.
        ("node_modules/y/lib/node_modules/x/index.js", ""),
    ]);
    let resolver = project.resolver();
    let path = |dir: &str| match resolver.resolve(&project.root.join(dir), "x", RequestKind::Import) {
        Ok(Resolved::File(file)) => project.relative(&file.path),
        other => panic!("{other:?}"),
    };
    assert_eq!(path("src"), "node_modules/x/index.js");
    assert_eq!(path("node_modules/y"), "node_modules/y/node_modules/x/index.js");
    assert_eq!(path("node_modules/y/lib/deep"), "node_modules/y/lib/node_modules/x/index.js");
    assert_eq!(path("node_modules/y/other/deep"), "node_modules/y/node_modules/x/index.js");
}

#[test]
fn packages_and_their_inner_manifests() {
    let project = Project::new(&[
        ("package.json", r#"{"name":"app","version":"0.1.0","type":"module"}"#),
        ("src/cjs/package.json", r#"{"type":"commonjs"}"#),
        ("node_modules/p/package.json", r#"{"name":"p","version":"3.0.0","sideEffects":false,"license":"MIT"}"#),
        ("node_modules/p/esm/package.json", r#"{"type":"module"}"#),
        ("node_modules/p/hooks/package.json", r#"{"name":"p-hooks","sideEffects":["./src/on.js"]}"#),
        ("node_modules/bare/index.js", ""),
        ("node_modules/twice/package.json", r#"{"name":"twice","name":"twice","sideEffects":false}"#),
        ("node_modules/marked/package.json", "\u{feff}{\"name\":\"marked\"}"),
    ]);
    let resolver = project.resolver();
    let package = |path: &str| resolver.package_of(&project.root.join(path));
    let app = package("src/cjs/a.js").unwrap();
    assert_eq!((app.name.as_deref(), app.is_module_type), (Some("app"), false));
    assert!(package("src/a.js").unwrap().is_module_type);
    assert!(app.has_side_effects(&project.root.join("src/cjs/a.js")));
    let esm = package("node_modules/p/esm/deep/a.js").unwrap();
    assert_eq!((esm.name.as_deref(), esm.version.as_deref()), (Some("p"), Some("3.0.0")));
    assert_eq!(esm.dir, project.root.join("node_modules/p"));
    assert!(esm.is_module_type && !package("node_modules/p/a.js").unwrap().is_module_type);
    assert!(!esm.has_side_effects(&project.root.join("node_modules/p/esm/deep/a.js")));
    assert_eq!(esm.json()["license"], "MIT");
    let hooks = package("node_modules/p/hooks/a.js").unwrap();
    assert_eq!(hooks.name.as_deref(), Some("p"));
    assert!(hooks.has_side_effects(&project.root.join("node_modules/p/hooks/src/on.js")));
    assert!(!hooks.has_side_effects(&project.root.join("node_modules/p/hooks/src/off.js")));
    assert!(package("node_modules/bare/index.js").is_none(), "the app's package.json does not speak for it");
    assert!(matches!(package("node_modules/twice/a.js").unwrap().side_effects, SideEffects::All(false)));
    assert_eq!(package("node_modules/marked/a.js").unwrap().name.as_deref(), Some("marked"));
    assert_eq!(resolver.read_package_json(&project.root.join("node_modules/marked")).unwrap()["name"], "marked");
    assert!(resolver.read_package_json(&project.root.join("src")).is_none());
}

#[test]
fn side_effects_globs() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("", &["a.js"], &[]),
        (r#","sideEffects":true"#, &["a.js"], &[]),
        (r#","sideEffects":false"#, &[], &["a.js", "a.css"]),
        (r#","sideEffects":[]"#, &[], &["a.js"]),
        (r#","sideEffects":"*.css""#, &["a.css", "deep/er/a.css"], &["a.js"]),
        (r#","sideEffects":["*.css","./src/init.js"]"#, &["x/a.css", "src/init.js"], &["init.js", "lib/src/init.js"]),
        (r#","sideEffects":["src/init.js"]"#, &["src/init.js"], &["src/deep/init.js"]),
        (r#","sideEffects":["src/*.js"]"#, &["src/a.js"], &["src/deep/a.js"]),
        (r#","sideEffects":["./src/**"]"#, &["src/a.js", "src/deep/a.js"], &["a.js"]),
        (r#","sideEffects":["**/*.{css,scss}"]"#, &["a.css", "x/a.scss"], &["x/a.less"]),
        (r#","sideEffects":["./dist/[ab]?.js"]"#, &["dist/ax.js"], &["dist/cx.js", "dist/a.js"]),
        (r#","sideEffects":[false,7,"keep.js"]"#, &["keep.js"], &["a.js"]),
        (r#","sideEffects":["[broken"]"#, &["a.js"], &[]),
        (r#","sideEffects":null"#, &["a.js"], &[]),
    ];
    for (field, kept, droppable) in cases {
        let project = Project::new(&[("node_modules/p/package.json", &format!(r#"{{"name":"p"{field}}}"#))]);
        let dir = project.root.join("node_modules/p");
        let package = project.resolver().package_of(&dir.join("a.js")).unwrap();
        kept.iter().for_each(|file| assert!(package.has_side_effects(&dir.join(file)), "{field} keeps {file}"));
        droppable.iter().for_each(|file| assert!(!package.has_side_effects(&dir.join(file)), "{field} drops {file}"));
    }
}

#[test]
fn workers_may_share_it() {
    use rayon::prelude::*;
    let project = Project::new(&[
        ("node_modules/p/package.json", r#"{"name":"p","exports":{"./*":"./lib/*.js"}}"#),
        ("node_modules/p/lib/a.js", ""),
    ]);
    let resolver = project.resolver();
    let n_found = (0..500)
        .into_par_iter()
        .filter(|n| {
            let dir = project.root.join(format!("src/{}", n % 7));
            matches!(resolver.resolve(&dir, "p/a", RequestKind::Import), Ok(Resolved::File(_)))
        })
        .count();
    assert_eq!(n_found, 500);
}
