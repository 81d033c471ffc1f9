//! Paths, extensions, queries, aliases and tsconfig paths.

use super::*;

#[test]
fn relative_paths_extensions_and_directories() {
    let project = Project::new(&[
        ("src/a.ts", ""),
        ("src/a.js", ""),
        ("src/view.tsx", ""),
        ("src/data.json", "{}"),
        ("src/parts/index.tsx", ""),
        ("src/main/package.json", r#"{"main":"./entry.js"}"#),
        ("src/main/entry.js", ""),
        ("src/parts.js", ""),
        ("index.js", ""),
    ]);
    assert_eq!(project.import("src", "./a"), "src/a.ts");
    assert_eq!(project.import("src", "./a.js"), "src/a.js");
    assert_eq!(project.import("src", "./view"), "src/view.tsx");
    assert_eq!(project.import("src", "./data"), "src/data.json");
    assert_eq!(project.import("src", "./parts"), "src/parts.js");
    assert_eq!(project.import("src", "./parts/"), "src/parts/index.tsx");
    assert_eq!(project.import("src/parts", "."), "src/parts/index.tsx");
    assert_eq!(project.import("src", ".."), "index.js");
    assert_eq!(project.import("src", "./main"), "src/main/entry.js");
    let absolute = project.root.join("src/a.ts");
    assert_eq!(project.import("src", absolute.to_str().unwrap()), "src/a.ts");
    assert_eq!(project.path("", "./src/a", RequestKind::Entry), "src/a.ts");
}

#[test]
fn the_same_path_in_many_forms() {
    let project = Project::new(&[
        ("src/part.ts", ""),
        ("src/part/index.ts", ""),
        ("src/part/deep/a.ts", ""),
        ("index.ts", ""),
        ("src.ts", ""),
    ]);
    // Each is asked after others that look alike.
    for (dir, request, file) in [
        ("src", "./part", "src/part.ts"),
        ("src/part", "../part", "src/part.ts"),
        ("src/part/deep", "../../part", "src/part.ts"),
        ("src", "./part/", "src/part/index.ts"),
        ("src/part/deep", "../../part/", "src/part/index.ts"),
        ("src", ".//part", "src/part.ts"),
        ("src/part", "../..", "index.ts"),
        ("src/part", "../../src", "src.ts"),
        ("src/part", "./../deep/../part/./deep/a", "src/part/deep/a.ts"),
        ("src", "./part?raw", "src/part.ts"),
    ] {
        assert_eq!(project.import(dir, request), file, "{request} in {dir}");
    }
}

#[test]
fn typescript_sources_under_the_name_of_their_output() {
    let project = Project::new(&[
        ("src/a.ts", ""),
        ("src/b.tsx", ""),
        ("src/c.mts", ""),
        ("src/d.cts", ""),
        ("src/both.js", ""),
        ("src/both.ts", ""),
        ("worker.ts", ""),
    ]);
    assert_eq!(project.import("src", "./a.js"), "src/a.ts");
    assert_eq!(project.import("src", "./b.js"), "src/b.tsx");
    assert_eq!(project.import("src", "./b.jsx"), "src/b.tsx");
    assert_eq!(project.import("src", "./c.mjs"), "src/c.mts");
    assert_eq!(project.import("src", "./d.cjs"), "src/d.cts");
    assert_eq!(project.import("src", "./both.js"), "src/both.js");
    assert_eq!(project.path("", "./worker.js", RequestKind::Url), "worker.ts");
}

#[test]
fn modules_need_not_name_extensions() {
    let project = Project::new(&[
        ("node_modules/esm/package.json", r#"{"type":"module","main":"./index"}"#),
        ("node_modules/esm/index.mjs", ""),
        ("node_modules/esm/lib/part.js", ""),
    ]);
    assert_eq!(project.import("", "esm"), "node_modules/esm/index.mjs");
    assert_eq!(project.import("node_modules/esm", "./lib/part"), "node_modules/esm/lib/part.js");
    assert_eq!(project.import("", "esm/lib/part"), "node_modules/esm/lib/part.js");
}

#[test]
fn queries_and_fragments() {
    let project = Project::new(&[("a.svg", ""), ("b#c.js", ""), ("d.js", "")]);
    let file = project.file("", "./a.svg?url", RequestKind::Import);
    assert_eq!((project.relative(&file.path).as_str(), file.query.as_str()), ("a.svg", "?url"));
    assert_eq!(project.import("", "./b#c.js"), "b#c.js");
    let file = project.file("", "./d#part", RequestKind::Import);
    assert_eq!(project.relative(&file.path), "d.js");
}

#[test]
fn aliases() {
    let project = Project::new(&[
        ("src/lib/x.ts", ""),
        ("src/lib/index.ts", ""),
        ("src/only.ts", ""),
        ("node_modules/real/package.json", "{}"),
        ("node_modules/real/index.js", ""),
        ("node_modules/real/deep/y.js", ""),
        ("node_modules/exact/index.js", ""),
        ("node_modules/exact/z.js", ""),
    ])
    .with(|project| {
        project.options.alias = [
            ("@lib", Some("./src/lib")),
            ("fake", Some("real")),
            ("exact$", Some("./src/only.ts")),
            ("gone", None),
            ("virtual:settings", Some("./src/only.ts")),
        ]
        .map(|(key, target)| (key.to_owned(), target.map(str::to_owned)))
        .to_vec();
    });
    assert_eq!(project.import("src", "@lib/x"), "src/lib/x.ts");
    assert_eq!(project.import("src", "@lib"), "src/lib/index.ts");
    assert_eq!(project.import("src", "fake"), "node_modules/real/index.js");
    assert_eq!(project.import("src", "fake/deep/y"), "node_modules/real/deep/y.js");
    assert_eq!(project.import("src", "exact"), "src/only.ts");
    assert_eq!(project.import("src", "exact/z"), "node_modules/exact/z.js");
    assert_eq!(project.import("src", "virtual:settings"), "src/only.ts");
    assert!(project.is_ignored("src", "gone"));
    assert!(project.is_ignored("src", "gone/deeper"));
    assert_eq!(
        project.help("src", "@lib/nothing"),
        "`@lib/nothing` is covered by the alias `@lib`, whose target does not exist"
    );
}

#[test]
fn aliases_that_lead_to_each_other() {
    let project = Project::new(&[]).with(|project| {
        project.options.alias = vec![("a".to_owned(), Some("b".to_owned())), ("b".to_owned(), Some("a".to_owned()))];
    });
    assert_eq!(project.failure("", "a"), ResolveFailure::AliasLoop);
}

#[test]
fn tsconfig_paths_hold_outside_of_node_modules() {
    let project = Project::new(&[
        ("base.json", r##"{"compilerOptions":{"baseUrl":"./src","paths":{"~/*":["app/*"],"#one":["one.ts"]}}}"##),
        // Comments and a trailing comma are allowed.
        ("tsconfig.json", "{\n// base\n\"extends\": \"./base.json\",}"),
        ("src/app/page.tsx", ""),
        ("src/one.ts", ""),
        ("src/util.ts", ""),
        ("node_modules/dependency/index.js", ""),
        ("node_modules/util/index.js", ""),
    ])
    .with(|project| project.options.tsconfig = Some(project.root.join("tsconfig.json")));
    assert_eq!(project.import("src/app", "~/page"), "src/app/page.tsx");
    assert_eq!(project.import("src/app", "#one"), "src/one.ts");
    assert_eq!(project.import("src/app", "util"), "src/util.ts");
    assert_eq!(project.import("src/app", "dependency"), "node_modules/dependency/index.js");
    assert_eq!(project.import("node_modules/dependency", "util"), "node_modules/util/index.js");
    project.failure("node_modules/dependency", "~/page");
    assert!(project.resolver().own_tsconfig_warning().is_none());
}

#[test]
fn tsconfig_references_have_their_own_paths() {
    let project = Project::new(&[
        ("tsconfig.json", r#"{"references":[{"path":"./lib"}],"compilerOptions":{"paths":{"@/*":["./src/*"]}}}"#),
        ("lib/tsconfig.json", r#"{"compilerOptions":{"composite":true,"paths":{"@/*":["./parts/*"]}}}"#),
        ("src/x.ts", ""),
        ("lib/parts/x.ts", ""),
    ])
    .with(|project| project.options.tsconfig = Some(project.root.join("tsconfig.json")));
    assert_eq!(project.import("src", "@/x"), "src/x.ts");
    assert_eq!(project.import("lib/parts", "@/x"), "lib/parts/x.ts");
}

#[test]
fn files_have_the_paths_of_the_nearest_tsconfig() {
    let own = r##"{"compilerOptions":{"paths":{"~/*":["./src/*"],"#own":["./src/a.ts"]}}}"##;
    let project = Project::new(&[
        ("app/tsconfig.json", own),
        ("app/src/a.ts", ""),
        ("app/src/plain/tsconfig.json", r#"{"compilerOptions":{"strict":true}}"#),
        ("app/src/plain/b.ts", ""),
        ("app/src/broken/tsconfig.json", "{"),
        ("design/tsconfig.json", r#"{"extends":"../shared/base.json"}"#),
        ("design/src/parts/a.ts", ""),
        ("shared/base.json", r#"{"compilerOptions":{"paths":{"~/*":["../design/src/parts/*"]}}}"#),
    ]);
    for has_own in [true, false] {
        let mut project = Project { context: project.root.join("app"), options: options(), ..project_at(&project) };
        project.options.tsconfig = has_own.then(|| project.root.join("app/tsconfig.json"));
        let is_own = |dir, request, file| match has_own {
            true => assert_eq!(project.import(dir, request), file, "{request} in {dir}"),
            false => drop(project.failure(dir, request)),
        };
        is_own("app/src", "~/a", "app/src/a.ts");
        is_own("app/src/plain", "~/a", "app/src/a.ts");
        is_own("app/src/broken", "~/a", "app/src/a.ts");
        assert_eq!(project.import("design", "~/a"), "design/src/parts/a.ts");
        assert_eq!(project.import("design/src/parts", "~/a"), "design/src/parts/a.ts");
        // The package's own `paths` come behind them.
        is_own("design/src", "#own", "app/src/a.ts");
    }
}

/// The same files for another `Project`.
fn project_at(project: &Project) -> Project {
    let root = project.root.clone();
    Project {
        _temporary: tempfile::tempdir().unwrap(),
        context: root.clone(),
        root,
        profile: project.profile,
        options: options(),
        remotes: Vec::new(),
    }
}

#[test]
fn a_broken_tsconfig_is_a_warning() {
    let project = Project::new(&[("tsconfig.json", r#"{"extends":"not-installed/tsconfig.json"}"#), ("a.ts", "")])
        .with(|project| project.options.tsconfig = Some(project.root.join("tsconfig.json")));
    assert_eq!(project.import("", "./a"), "a.ts");
    let warning = project.resolver().own_tsconfig_warning().unwrap();
    assert_eq!(warning.message, "`tsconfig.json` cannot be used");
    assert_eq!(warning.notes, ["Tsconfig not found not-installed/tsconfig.json"]);
}

#[test]
fn a_broken_tsconfig_of_another_package_is_a_warning() {
    let project = Project::new(&[
        ("app/a.ts", ""),
        ("design/tsconfig.json", r#"{"extends":"not-installed/tsconfig.json"}"#),
        ("design/a.ts", ""),
        ("design/b.ts", ""),
    ]);
    let context = project.root.join("app");
    let project = Project { context, ..project };
    let resolver = project.resolver();
    assert!(resolver.nearest_tsconfig_warnings().is_empty());
    for dir in ["app", "design"] {
        resolver.resolve(&project.root.join(dir), "./a", RequestKind::Import).unwrap();
    }
    let [warning] = &resolver.nearest_tsconfig_warnings()[..] else { panic!("one file is broken") };
    assert_eq!(warning.message, "`../design/tsconfig.json` cannot be used");
    assert_eq!(warning.notes, ["Tsconfig not found not-installed/tsconfig.json"]);
}
