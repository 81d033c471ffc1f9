//! The assembled text: tables, publication, which parts are in. What it does is tested in `runtime/tests`.

use super::*;

fn tables() -> RuntimeTables {
    RuntimeTables {
        name: "acme".to_owned(),
        queue: "mf_acme".to_owned(),
        library: Library::Var("acme".to_owned()),
        public_path: "auto".to_owned(),
        ..RuntimeTables::default()
    }
}

fn line<'a>(source: &'a str, start: &str) -> &'a str {
    source.lines().find(|line| line.starts_with(start)).unwrap_or_default()
}

#[test]
fn tables_have_the_shapes_of_the_contract() {
    let flags = ShareFlags { singleton: true, strict_version: false, eager: true };
    let consume = |required: Option<&str>, flags, fallback| Consume {
        scopes: vec!["default".to_owned()],
        key: "react".to_owned(),
        required_version: required.map(str::to_owned),
        flags,
        fallback,
    };
    let copy = Fallback { group: 4, module: 41 };
    let tables = RuntimeTables {
        share_scope: ScopeNames::Many(vec!["default".to_owned(), "other".to_owned()]),
        strategy: Strategy::LoadedFirst,
        chunks: BTreeMap::from([(10, "static/b.js".to_owned()), (9, "static/a.js".to_owned())]),
        groups: BTreeMap::from([(4, Group { chunks: vec![9, 10], styles: vec![], consumes: vec![50] })]),
        exposes: vec![
            Expose { key: "./Z".to_owned(), group: 4, module: 1, mode: NamespaceMode::Strict },
            Expose { key: ".".to_owned(), group: 4, module: 2, mode: NamespaceMode::Exports },
        ],
        consumes: BTreeMap::from([
            (50, consume(Some("^18.0.0"), flags, None)),
            (51, consume(Some("*"), ShareFlags::default(), Some(copy))),
            (52, consume(Some("*"), ShareFlags { singleton: true, ..ShareFlags::default() }, Some(copy))),
            (53, consume(None, ShareFlags::default(), Some(copy))),
        ]),
        provides: vec![Provide {
            scopes: vec!["default".to_owned()],
            key: "lib".to_owned(),
            version: "1.2.0".to_owned(),
            copy,
            flags: ShareFlags { singleton: false, strict_version: true, eager: false },
            required_version: None,
        }],
        ..tables()
    };
    let source = entry_source(&tables);
    let expected = [
        r#"const SHARE_SCOPE = ["default","other"];"#,
        r#"const STRATEGY = "loaded-first";"#,
        r#"const CHUNKS = {9:"static/a.js",10:"static/b.js"};"#,
        r#"const GROUPS = [[[9,10],[],[50],[4]]];"#,
        r#"const EXPOSES = {"./Z":[4,1,2],".":[4,2,0]};"#,
        concat!(
            r#"const CONSUMES = {50:[["default"],"react",[[">=18.0.0","<19.0.0-0"]],5,-1,-1,"^18.0.0"],"#,
            r#"51:[["default"],"react",0,0,4,41,"*"],52:[["default"],"react",[[]],1,4,41,"*"],"#,
            r#"53:[["default"],"react",0,0,4,41,"*"]};"#
        ),
        r#"const PROVIDES = [[["default"],"lib","1.2.0",4,41,2,false]];"#,
    ];
    for expected in expected {
        let start = expected.split('=').next().unwrap_or_default();
        assert_eq!(line(&source, start), expected);
    }
}

#[test]
fn unused_parts_are_left_out() {
    let source = entry_source(&tables());
    let names =
        ["importScripts", "stylesheet", "versionPattern", "unclosed", "PROVIDES.map", "import.meta", "loadRemote"];
    for name in names {
        assert!(!source.contains(name), "{name}");
    }
    assert!(source.contains("const FEATURE_CHUNKS = false;"));
}

fn consume(key: &str, group: u32) -> Consume {
    Consume {
        scopes: vec!["default".to_owned()],
        key: key.to_owned(),
        required_version: Some("^1.0.0".to_owned()),
        flags: ShareFlags::default(),
        fallback: Some(Fallback { group, module: group + 20 }),
    }
}

fn needs(consumes: &[u32]) -> Group {
    Group { consumes: consumes.to_vec(), ..Group::default() }
}

#[test]
fn a_runtime_of_the_project_takes_the_place_of_the_rules() {
    let remotes = vec![
        Remote {
            alias: "shop".to_owned(),
            share_scope: ScopeNames::default(),
            locations: vec![RemoteLocation::Script {
                name: "shop_1".to_owned(),
                entry: "/mf-manifest.json".to_owned(),
            }],
        },
        Remote {
            alias: "many".to_owned(),
            share_scope: ScopeNames::Many(vec!["default".to_owned(), "other".to_owned()]),
            locations: vec![
                RemoteLocation::Script { name: "a".to_owned(), entry: "/a.js".to_owned() },
                RemoteLocation::Expression("window.b; // here".to_owned()),
                RemoteLocation::Module("/c.js?v=1".to_owned()),
                RemoteLocation::Internal(Fallback { group: 4, module: 44 }),
            ],
        },
    ];
    let source = entry_source(&RuntimeTables {
        runtime: Some(FederationRuntime { module: 7 }),
        remotes,
        remote_modules: BTreeMap::from([(70, RemoteModule { remote: 1, key: "./Button".to_owned() })]),
        consumes: BTreeMap::from([(50, consume("lib", 4))]),
        ..tables()
    });
    assert_eq!(line(&source, "const RUNTIME "), "const RUNTIME = 7;");
    assert_eq!(line(&source, "const REMOTE_MODULES "), r#"const REMOTE_MODULES = {70:[1,"./Button"]};"#);
    let consumes = r#"const CONSUMES = {50:[["default"],"lib",1,0,4,24,"^1.0.0"]};"#;
    assert_eq!(line(&source, "const CONSUMES "), consumes);
    assert!(source.starts_with("var acme = ((entryModules, REMOTES) => {"));
    let remotes = concat!(
        "})({\n}, [",
        r#"{alias:"shop",shareScope:"default",name:"shop_1",entry:"/mf-manifest.json",externalType:"script"},"#,
        r#"{alias:"many",shareScope:["default","other"],locations:[["a","/a.js"],"#,
        "() => { const mfbuild_container = window.b; // here\n; return mfbuild_container; },",
        r#"(require, attempt) => import("/c.js?v=1" + (attempt ? "&" + attempt : "")),"#,
        "(require) => require.i(4, 44)]}]);\n"
    );
    assert!(source.ends_with(remotes), "{source}");
    assert!(!source.contains("versionPattern") && !source.contains("boundScopes = {}"));
}

#[test]
fn rings_of_shared_packages_are_marked() {
    let consumes = BTreeMap::from([
        (50, consume("a", 1)),
        (51, consume("b", 2)),
        (52, consume("leaf", 3)),
        (53, consume("own", 4)),
    ]);
    let groups = BTreeMap::from([
        (0, needs(&[50, 51, 52, 53])),
        (1, needs(&[51, 52])),
        (2, needs(&[50])),
        (3, needs(&[])),
        (4, needs(&[52, 53])),
    ]);
    let ringed = RuntimeTables { groups, consumes, ..tables() };
    let source = entry_source(&ringed);
    let groups = concat!(
        "const GROUPS = [[[],[],[50],[2],[50]],[[],[],[50,51,52,53],[0]],",
        "[[],[],[51,52],[1],[51]],[[],[],[52,53],[4],[53]]];"
    );
    assert_eq!(line(&source, "const GROUPS "), groups);
    assert_eq!(line(&source, "const FEATURE_RINGS "), "const FEATURE_RINGS = true;");
    // A copy that another version of the package provides may close a ring, too.
    let provide = Provide {
        scopes: vec!["default".to_owned()],
        key: "leaf".to_owned(),
        version: "1.0.0".to_owned(),
        copy: Fallback { group: 5, module: 25 },
        flags: ShareFlags::default(),
        required_version: None,
    };
    let groups = BTreeMap::from([(1, needs(&[52])), (5, needs(&[50]))]);
    let source = entry_source(&RuntimeTables { groups, provides: vec![provide], ..ringed });
    assert_eq!(line(&source, "const GROUPS "), "const GROUPS = [[[],[],[50],[5],[50]],[[],[],[52],[1],[52]]];");
}

#[test]
fn the_entry_is_published_as_asked() {
    let source = |library| entry_source(&RuntimeTables { library, ..tables() });
    assert!(source(Library::Var("acme".to_owned())).starts_with("var acme = ((entryModules) =>"));
    assert!(source(Library::Assign("acme".to_owned())).starts_with("acme = ("));
    let property = Library::Property { object: "window".to_owned(), name: "a-b".to_owned() };
    assert!(source(property).starts_with("window[\"a-b\"] = ("));
    assert!(source(Library::CommonJs).starts_with("module.exports = ("));
    let module = source(Library::Module);
    assert!(module.ends_with("export { get, init };\n") && module.contains("import.meta.url"));
    let page = source(Library::Page(Start { group: None, module: 7 }));
    assert!(page.contains("const START = [-1,7];") && !page.contains("return container"));
}

#[test]
fn strings_are_safe_in_scripts() {
    let tables = RuntimeTables { css_before: "\"\\\n\u{2028}</script>".to_owned(), ..tables() };
    assert_eq!(line(&entry_source(&tables), "const CSS_BEFORE"), r#"const CSS_BEFORE = "\"\\\n\u2028<\/script>";"#);
}

#[test]
fn entry_modules_stand_outside_the_runtime() {
    let tables = RuntimeTables { entry_modules: "1(module){}".to_owned(), ..tables() };
    assert!(entry_source(&tables).ends_with("})({1(module){}\n});\n"));
}

#[test]
fn hot_builds_have_all_parts_and_tables_that_can_be_replaced() {
    let hot = Hot { hash: "h1".to_owned(), refresh: Some(7), jsx: vec![8, 9], overlay: true, ..Hot::default() };
    let source = entry_source(&RuntimeTables { hot: Some(hot.clone()), ..tables() });
    assert_eq!(line(&source, "const HOT "), r#"const HOT = {hash:"h1",refresh:7,jsx:[8,9],react:[],overlay:true};"#);
    for name in ["let CHUNKS = {};", "let REMOTE_MODULES = {};", "const FEATURE_CSS = true;", "const NAME = \"acme\";"]
    {
        assert!(source.contains(name), "{name}");
    }
    let hot = Hot { token: "t1".to_owned(), ..hot };
    let source = entry_source(&RuntimeTables { hot: Some(hot), ..tables() });
    assert!(line(&source, "const HOT ").starts_with(r#"const HOT = {hash:"h1",token:"t1",refresh:7"#), "{source}");
    assert!(!entry_source(&tables()).contains("WebSocket"));
}

#[test]
fn an_update_holds_the_tables_that_differ() {
    let hot = |hash: &str| Some(Hot { hash: hash.to_owned(), ..Hot::default() });
    let old = RuntimeTables { hot: hot("h1"), ..tables() };
    let new = RuntimeTables { hot: hot("h2"), entry_modules: "1(){}".to_owned(), ..old.clone() };
    assert_eq!(update_tables(&old, &new), TablesUpdate::Same);
    let chunks = BTreeMap::from([(5, "static/a.js".to_owned())]);
    let groups = BTreeMap::from([(9, Group { chunks: vec![5], ..Group::default() })]);
    let changed = RuntimeTables { chunks, groups, ..new.clone() };
    let expected = r#"{CHUNKS:{5:"static/a.js"},GROUPS:[[[5],[],[],[9]]]}"#.to_owned();
    assert_eq!(update_tables(&old, &changed), TablesUpdate::Changed(expected));
    let react = RuntimeTables { hot: Some(Hot { react: vec![3], ..Hot::default() }), ..new.clone() };
    let expected = "{HOT:{refresh:-1,jsx:[],react:[3],overlay:false}}".to_owned();
    assert_eq!(update_tables(&old, &react), TablesUpdate::Changed(expected));
    let renamed = RuntimeTables { public_path: "/x/".to_owned(), ..new };
    assert_eq!(update_tables(&old, &renamed), TablesUpdate::Reload("the public path changed".to_owned()));
}
