//! The Backstage profile: spec/backstage.md §2 and §4.

use super::{Project, short};
use crate::{BuildInfo, Library, Mode, Profile, PublicPath, RequiredVersion};

const PACKAGE: &str = r#"{
  "name": "@acme/plugin-hello",
  "version": "0.1.0",
  "main": "src/index.ts",
  "exports": {
    ".": "./src/index.ts",
    "./alpha": "./src/alpha.tsx",
    "./package.json": "./package.json",
    "./styles.css": "./src/styles.css",
    "./icons/*": "./src/icons/*.tsx"
  },
  "backstage": { "role": "frontend-plugin" }
}"#;

fn plugin() -> Project {
    Project::new(&[("package.json", PACKAGE), ("src/index.ts", ""), ("src/alpha.tsx", "")])
}

#[test]
fn defaults_of_a_plugin() {
    let project = plugin();
    let options = project.options();
    let federation = &options.federation;
    assert_eq!(options.profile, Profile::Backstage);
    assert_eq!(options.role.as_deref(), Some("frontend-plugin"));
    assert_eq!((options.context, options.out_dir), (project.root(), project.root().join("dist")));
    assert_eq!(
        (options.mode, options.minify, options.source_map, options.stats, options.target),
        (Mode::Production, true, true, false, 2023)
    );
    assert_eq!(federation.name, "acme__plugin_hello");
    assert_eq!(federation.unique_name, "acme__plugin_hello");
    assert_eq!(federation.filename, "remoteEntry.js");
    assert_eq!(federation.library, Library::Var("acme__plugin_hello".to_owned()));
    assert_eq!((federation.build_version.as_str(), federation.build_name.as_str()), ("0.1.0", "@acme/plugin-hello"));
    assert_eq!(federation.share_strategy, "version-first");
    assert_eq!(federation.manifest.as_ref().map(|manifest| manifest.file_name.as_str()), Some("mf-manifest.json"));
    assert_eq!(options.public_path, PublicPath::Auto);
    assert!(options.split.vendor && options.split.package_floor == 100_000);
    assert_eq!(options.resolve.extensions, [".ts", ".tsx", ".mjs", ".js", ".jsx", ".json", ".wasm"]);
    assert_eq!(options.resolve.main_fields, ["browser", "module", "main"]);
    assert_eq!(options.resolve.conditions, ["webpack", "production", "browser", "module"]);
    assert!(options.resolve.tsconfig.is_none() && options.jsx.automatic && !options.jsx.development);
}

#[test]
fn entries_of_exports_are_exposed_if_they_are_features() {
    assert_eq!(short(&plugin().options().federation.exposes), [".=./src/index.ts", "./alpha=./src/alpha.tsx?"]);
}

#[test]
fn roles_decide_about_further_entries() {
    let cases = [
        ("frontend-plugin-module", true),
        ("web-library", true),
        ("common-library", false),
        ("frontend-dynamic-container", false),
    ];
    for (role, further) in cases {
        let options = plugin().flags(|flags| flags.role = Some(role.to_owned())).options();
        assert_eq!(options.federation.exposes.len(), if further { 2 } else { 1 }, "{role}");
    }
}

#[test]
fn a_container_needs_no_flag() {
    let project = plugin().flags(|flags| {
        flags.module_federation = false;
        flags.role = Some("frontend-dynamic-container".to_owned());
    });
    assert_eq!(short(&project.options().federation.exposes), [".=./src/index.ts"]);
}

#[test]
fn entries_are_sources_even_if_package_json_names_the_published_files() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        (r#""main": "dist/index.cjs.js""#, &["src/index.tsx"], &[".=./src/index.tsx"]),
        (r#""main": "src/index.ts""#, &["src/index.ts", "src/index.js"], &[".=./src/index.ts"]),
        (r#""exports": "./src/main.ts""#, &["src/main.ts", "src/index.ts"], &[".=./src/main.ts"]),
        (
            r#""exports": {"import": "./dist/index.esm.js", "types": "./dist/index.d.ts"}"#,
            &["src/index.jsx", "dist/index.esm.js"],
            &[".=./src/index.jsx"],
        ),
        (
            r#""exports": {".": {"backstage": "@backstage/FrontendPlugin", "import": "./src/plugin.ts"}}"#,
            &["src/plugin.ts"],
            &[".=./src/plugin.ts"],
        ),
        (
            r#""exports": {".": {"types": "./src/types.ts", "node": {"default": "./src/node.ts"}}}"#,
            &["src/node.ts", "src/types.ts"],
            &[".=./src/node.ts"],
        ),
        (
            r#""exports": {"./alpha": {"import": "./dist/alpha.esm.js"}, ".": {"import": "./dist/index.esm.js"}}"#,
            &["src/index.ts", "src/alpha/index.tsx"],
            &["./alpha=./src/alpha/index.tsx?", ".=./src/index.ts"],
        ),
        (
            r#""exports": {"./alpha": "./src/alpha.ts"}"#,
            &["src/index.ts", "src/alpha.ts"],
            &[".=./src/index.ts", "./alpha=./src/alpha.ts?"],
        ),
    ];
    for (field, files, expected) in cases {
        let project = Project::new(&[(
            "package.json",
            &format!(r#"{{"name": "p", "backstage": {{"role": "frontend-plugin"}}, {field}}}"#),
        )]);
        for file in *files {
            project.write(file, "");
        }
        assert_eq!(short(&project.options().federation.exposes), *expected, "{field}");
    }
}

#[test]
fn an_entry_without_source_is_left_out_with_a_warning() {
    let project = Project::new(&[
        (
            "package.json",
            r#"{"name": "p", "backstage": {"role": "frontend-plugin"},
  "exports": {".": "./src/index.ts", "./beta": "./src/beta.ts"}}"#,
        ),
        ("src/index.ts", ""),
    ]);
    let warnings = project.warnings();
    let expected = "\
warning[missing-entry]: entry `./beta` is not exposed, since it has no source file
 --> package.json:2:48
";
    assert!(warnings.starts_with(expected), "{warnings}");
}

#[test]
fn default_shares() {
    let options = plugin().options();
    let shared = options.federation.shared;
    let imports = shared.iter().map(|share| (share.request.as_str(), share.import.as_deref())).collect::<Vec<_>>();
    let expected = [
        ("react", None),
        ("react-dom", None),
        ("react-router", None),
        ("react-router-dom", None),
        ("@material-ui/core/styles", Some("@material-ui/core/styles")),
        ("@material-ui/styles", Some("@material-ui/styles")),
        ("@mui/material/styles", Some("@mui/material/styles")),
        ("@emotion/react", Some("@emotion/react")),
    ];
    assert_eq!(imports, expected);
    for share in shared {
        assert!(share.singleton && !share.strict_version && !share.eager, "{}", share.request);
        assert_eq!(share.required_version, RequiredVersion::Range("*".to_owned()));
        assert_eq!((share.share_key, share.share_scope), (share.request, vec!["default".to_owned()]));
    }
}

#[test]
fn config_changes_the_default_shares() {
    let project = plugin();
    project.write(
        "mfbuild.config.json",
        r#"{"shared": {"lodash": "^4.0.0", "react-dom": {"singleton": true}, "@emotion/react": false}}"#,
    );
    let shared = project.options().federation.shared;
    let names = shared.iter().map(|share| share.request.as_str()).collect::<Vec<_>>();
    assert_eq!(
        names,
        [
            "react",
            "react-dom",
            "react-router",
            "react-router-dom",
            "@material-ui/core/styles",
            "@material-ui/styles",
            "@mui/material/styles",
            "lodash"
        ]
    );
    assert_eq!(shared[1].import.as_deref(), Some("react-dom"));
}

#[test]
fn defines_are_the_same_for_the_same_sources() {
    let define = plugin().options().define;
    let expected = [
        ("process.env.NODE_ENV", "\"production\""),
        ("process.env.APP_CONFIG", "[]"),
        (
            "process.env.BUILD_INFO",
            r#"{"cliVersion":"","gitVersion":"unknown","packageVersion":"0.1.0","timestamp":0,"commit":"unknown"}"#,
        ),
        ("process.env.HAS_REACT_DOM_CLIENT", "false"),
    ];
    assert_eq!(define.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>(), expected);
}

#[test]
fn build_info_comes_from_the_caller() {
    let project = plugin().flags(|flags| {
        flags.build_info = BuildInfo {
            cli_version: "9.9.9".to_owned(),
            version: Some("7".to_owned()),
            name: Some("other".to_owned()),
            commit: Some("abc".to_owned()),
            git_version: Some("v1".to_owned()),
            source_date_epoch: Some(12),
        };
    });
    let options = project.options();
    assert_eq!((options.federation.build_version.as_str(), options.federation.build_name.as_str()), ("7", "other"));
    let expected =
        r#"{"cliVersion":"9.9.9","gitVersion":"v1","packageVersion":"0.1.0","timestamp":12000,"commit":"abc"}"#;
    assert_eq!(options.define["process.env.BUILD_INFO"], expected);
}

#[test]
fn react_dom_client_exists_from_18_on() {
    for (version, expected) in
        [("17.0.2", "false"), ("18.3.1", "true"), ("19.1.0", "true"), ("0.0.0-experimental", "false")]
    {
        let project = plugin();
        project.write("node_modules/react-dom/package.json", &format!(r#"{{"version": "{version}"}}"#));
        assert_eq!(project.options().define["process.env.HAS_REACT_DOM_CLIENT"], expected, "{version}");
    }
}

#[test]
fn node_modules_of_node_have_stand_ins() {
    let options = plugin().options();
    let fallback = |name: &str| {
        options.resolve.fallback.iter().find(|(request, _)| request == name).map(|(_, target)| target.as_deref())
    };
    assert_eq!(fallback("fs"), Some(None));
    assert_eq!(fallback("path"), Some(None));
    assert_eq!(fallback("util"), Some(Some("util/")));
    assert_eq!(fallback("stream"), Some(Some("stream-browserify")));
    assert_eq!(fallback("readline"), None);
    assert_eq!(options.provide["process"], ("process/browser".to_owned(), "*".to_owned()));
    assert_eq!(options.provide["Buffer"], ("buffer/".to_owned(), "Buffer".to_owned()));
    let position = |name: &str| options.resolve.fallback.iter().position(|(request, _)| request == name);
    assert!(position("timers/promises") < position("timers"));
}

#[test]
fn built_in_names() {
    for name in ["fs", "node:fs", "fs/promises", "timers/promises", "node:stream", "_stream_duplex", "worker_threads"] {
        assert!(crate::node::is_builtin(name), "{name}");
    }
    for name in ["util/", "fs-extra", "react", "./fs", "node:"] {
        assert!(!crate::node::is_builtin(name), "{name}");
    }
    assert_eq!(crate::node::polyfill("node:os"), Some("os-browserify/browser"));
    assert_eq!(crate::node::polyfill_package("os"), Some("os-browserify"));
    assert_eq!(crate::node::polyfill("fs"), None);
}

#[test]
fn expose_flags() {
    let project = plugin().flags(|flags| {
        flags.expose = vec!["./alpha".to_owned(), "./page=src/page.tsx".to_owned(), "other=./src/page".to_owned()]
    });
    project.write("src/page.tsx", "");
    let expected = [".=./src/index.ts", "./alpha=./src/alpha.tsx", "./page=./src/page.tsx", "./other=./src/page"];
    assert_eq!(short(&project.options().federation.exposes), expected);
}
