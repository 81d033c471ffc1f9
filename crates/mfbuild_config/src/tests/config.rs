//! What each key of the config file and each flag does.

use super::{Project, short};
use crate::{Library, Loader, Mode, Profile, PublicPath, ShareScope};

#[test]
fn no_config_at_all() {
    let project =
        Project::new(&[("package.json", r#"{"name": "@acme/shop", "version": "1.0.0"}"#), ("src/index.tsx", "")]);
    let options = project.options();
    assert_eq!(options.profile, Profile::Generic);
    assert_eq!(options.federation.name, "acme__shop");
    assert_eq!(short(&options.federation.exposes), [".=./src/index.tsx"]);
    assert!(options.federation.shared.is_empty() && options.provide.is_empty() && options.resolve.fallback.is_empty());
    assert!(!options.split.vendor);
    assert_eq!(options.define.keys().collect::<Vec<_>>(), ["process.env.NODE_ENV"]);
}

#[test]
fn generic_entry_order() {
    let cases: &[(&str, &[&str], &str)] = &[
        (
            r#""exports": {".": "./lib/main.js"}, "main": "old.js""#,
            &["lib/main.js", "old.js", "src/index.ts"],
            ".=./lib/main.js",
        ),
        (r#""main": "lib/main.js""#, &["lib/main.js", "src/index.ts"], ".=./src/index.ts"),
        (r#""main": "lib/main.js", "module": "dist/x.js""#, &["lib/main.js", "dist/x.js"], ".=./lib/main.js"),
        (r#""x": 1"#, &["index.js"], ".=./index.js"),
    ];
    for (field, files, expected) in cases {
        let project = Project::new(&[("package.json", &format!(r#"{{"name": "p", {field}}}"#))]);
        for file in *files {
            project.write(file, "");
        }
        assert_eq!(short(&project.options().federation.exposes), [*expected], "{field}");
    }
}

#[test]
fn federation_keys() {
    let options = Project::with_config(
        r#"{
            // comments and trailing commas are welcome
            "$schema": "https://example.com/schema.json",
            "name": "shop-app",
            "filename": "./mf/entry.js",
            "uniqueName": "shop_1",
            "library": { "type": "var", "name": "shopApp" },
            "publicPath": "https://cdn.example.com/shop",
            "shareScope": ["default", "extra"],
            "shareStrategy": "loaded-first",
            "manifest": { "filePath": "./meta/", "fileName": "manifest" },
            "runtime": false, "dts": false, "remotes": {},
        }"#,
    )
    .options();
    let federation = options.federation;
    assert_eq!(
        (federation.name.as_str(), federation.unique_name.as_str(), federation.filename.as_str()),
        ("shop-app", "shop_1", "mf/entry.js")
    );
    assert_eq!(federation.library, Library::Var("shopApp".to_owned()));
    assert_eq!(options.public_path, PublicPath::Fixed("https://cdn.example.com/shop/".to_owned()));
    assert_eq!(federation.share_scope, ShareScope::Many(vec!["default".to_owned(), "extra".to_owned()]));
    assert_eq!(federation.share_strategy, "loaded-first");
    let manifest = federation.manifest.unwrap();
    assert_eq!(
        (manifest.file_path.as_str(), manifest.file_name.as_str(), manifest.disable_assets_analyze),
        ("meta", "manifest.json", false)
    );
}

#[test]
fn library_and_manifest_forms() {
    let module = Project::with_config(r#"{"name": "any-name", "library": {"type": "module"}, "manifest": false}"#)
        .options()
        .federation;
    assert_eq!((module.library, module.manifest.is_none()), (Library::Module, true));
    let short = Project::with_config(r#"{"library": "module", "manifest": true}"#).options().federation;
    assert_eq!((short.library, short.manifest.unwrap().file_name.as_str()), (Library::Module, "mf-manifest.json"));
}

#[test]
fn expose_forms() {
    let files = [("src/a.ts", ""), ("src/b/index.tsx", ""), ("src/setup.js", "")];
    let cases: &[(&str, &[&str])] = &[
        (r#"{"./a": "./src/a.ts", ".": "./src/b"}"#, &["./a=./src/a.ts", ".=./src/b"]),
        (r#"{"./a": ["./src/setup", "./src/a"]}"#, &["./a=./src/setup,./src/a"]),
        (r#"{"./a": {"import": "./src/a", "name": "chunk-a"}}"#, &["./a=./src/a"]),
        (r#"{"./a": {"import": ["./src/setup.js", "./src/a.ts"]}}"#, &["./a=./src/setup.js,./src/a.ts"]),
        (r#"["./src/a", {"./b": "./src/b"}]"#, &["./src/a=./src/a", "./b=./src/b"]),
        (r#"{"./pkg": "some-package/button"}"#, &["./pkg=some-package/button"]),
    ];
    for (exposes, expected) in cases {
        let project = Project::with_config(&format!(r#"{{"exposes": {exposes}}}"#));
        files.iter().for_each(|(path, text)| project.write(path, text));
        assert_eq!(short(&project.options().federation.exposes), *expected, "{exposes}");
    }
}

#[test]
fn chunk_name_of_an_expose() {
    let project = Project::with_config(r#"{"exposes": {"./a": {"import": "./src/index", "name": "chunk-a"}}}"#);
    assert_eq!(project.options().federation.exposes[0].chunk_name.as_deref(), Some("chunk-a"));
}

#[test]
fn build_keys() {
    let project = Project::with_config(
        r#"{
            "alias": {"react": "preact/compat", "@": "./src", "moment$": false},
            "resolve": {"alias": {"x": "y"}, "fallback": {"fs": false}, "conditions": ["custom"],
                        "extensions": ["ts", ".js"], "mainFields": ["main"]},
            "define": {"__DEV__": false, "__N__": 3, "VERSION": "\"1\"", "NOTHING": null,
                "APP": {"name": "'shop'", "tags": [1, {}, []], "__proto__": false}},
            "provide": {"$": "jquery", "Buffer": ["buffer/", "Buffer"]},
            "externals": {"jquery": "window.jQuery"},
            "loaders": {".SVG": "dataurl", "graphql": "text", ".css": "empty"},
            "target": "es2022", "mode": "development", "sourcemap": false, "outDir": "./build/out",
            "split": {"vendor": true, "packageFloor": 5000}
        }"#,
    );
    let options = project.options();
    let src = project.root().join("src").to_string_lossy().into_owned();
    let owned = |request: &str, target: Option<&str>| (request.to_owned(), target.map(str::to_owned));
    assert_eq!(
        options.resolve.alias,
        [owned("react", Some("preact/compat")), owned("@", Some(&src)), owned("moment$", None), owned("x", Some("y"))]
    );
    assert_eq!(options.resolve.fallback, [owned("fs", None)]);
    assert_eq!(options.resolve.conditions, ["custom"]);
    assert_eq!(options.resolve.extensions, [".ts", ".js"]);
    assert_eq!(options.resolve.main_fields, ["main"]);
    let define = ["process.env.NODE_ENV", "__DEV__", "__N__", "VERSION", "NOTHING", "APP"]
        .map(|name| options.define[name].as_str());
    let app = r#"{"name":('shop'),"tags":[1,{},[]],["__proto__"]:false}"#;
    assert_eq!(define, ["\"development\"", "false", "3", "\"1\"", "null", app]);
    assert_eq!(options.provide["$"], ("jquery".to_owned(), "*".to_owned()));
    assert_eq!(options.provide["Buffer"], ("buffer/".to_owned(), "Buffer".to_owned()));
    assert_eq!(options.externals["jquery"], "window.jQuery");
    assert_eq!(
        (options.loaders[".svg"], options.loaders[".graphql"], options.loaders[".css"]),
        (Loader::DataUrl, Loader::Text, Loader::Empty)
    );
    assert_eq!(
        (options.target, options.mode, options.minify, options.source_map),
        (2022, Mode::Development, false, false)
    );
    assert_eq!(options.out_dir, project.root().join("build/out"));
    assert!(options.split.vendor && options.split.package_floor == 5000 && options.jsx.development);
}

#[test]
fn loaders_by_default() {
    let loaders = Project::with_config("{}").options().loaders;
    let cases = [
        (".ts", Loader::Ts),
        (".mts", Loader::Ts),
        (".cts", Loader::Ts),
        (".tsx", Loader::Tsx),
        (".jsx", Loader::Js),
        (".cjs", Loader::Js),
        (".json", Loader::Json),
        (".yml", Loader::Yaml),
        (".module.css", Loader::CssModule),
        (".css", Loader::Css),
        (".svg", Loader::Asset),
        (".woff2", Loader::Asset),
        (".md", Loader::Asset),
        (".txt", Loader::Asset),
    ];
    for (extension, loader) in cases {
        assert_eq!(loaders[extension], loader, "{extension}");
    }
}

#[test]
fn targets() {
    for (written, expected) in [("2023", 2023), ("\"ES2022\"", 2022), ("\"es2024\"", 2024), ("\"esnext\"", 2025)] {
        assert_eq!(
            Project::with_config(&format!(r#"{{"target": {written}}}"#)).options().target,
            expected,
            "{written}"
        );
    }
}

#[test]
fn flags_win() {
    let project = Project::with_config(
        r#"{"minify": false, "sourcemap": true, "mode": "development", "outDir": "a",
            "exposes": {"./a": "./src/index"}}"#,
    );
    let project = project.flags(|flags| {
        flags.minify = Some(true);
        flags.source_map = Some(false);
        flags.mode = Some(Mode::Production);
        flags.out_dir = Some("b".into());
        flags.stats = true;
        flags.expose = vec!["./a=src/other.ts".to_owned()];
    });
    project.write("src/other.ts", "");
    let options = project.options();
    assert_eq!(
        (options.minify, options.source_map, options.mode, options.stats),
        (true, false, Mode::Production, true)
    );
    assert_eq!(options.out_dir, project.root().join("b"));
    assert_eq!(short(&options.federation.exposes), ["./a=./src/other.ts"]);
}

#[test]
fn another_config_file() {
    let project = Project::with_config(r#"{"name": "first"}"#)
        .flags(|flags| flags.config = vec!["app-config.yaml".into(), "config/other.json".into()]);
    project.write("config/other.json", "\u{feff}{\"name\": \"second\"}");
    assert_eq!(project.options().federation.name, "second");
}

#[test]
fn a_version_is_not_needed() {
    let project = Project::new(&[("package.json", r#"{"name": "p"}"#), ("src/index.js", "")]);
    assert_eq!(project.options().federation.build_version, "local");
}
