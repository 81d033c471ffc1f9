//! The worked example of §2.7, and what differs from it by options.

use mfbuild_config::options::{Library, PublicPath, RequiredVersion, SharedOption};
use serde_json::{Value, json};

use super::{ManifestExpose, ManifestInput, ManifestShare, manifest_file_names, manifest_files};
use crate::manifest_assets::Assets;
use crate::share::{RequiredRange, ShareIdx};
use crate::share_samples::{manifest_options, options, share};

fn files(sync: &[&str], r#async: &[&str]) -> Assets {
    let owned = |files: &[&str]| files.iter().map(|file| (*file).to_owned()).collect::<Vec<_>>();
    Assets::new(owned(sync), owned(r#async))
}

fn expose(key: &str, file: &str, requires: &[&str], assets: Assets) -> ManifestExpose {
    let requires = requires.iter().map(|key| (*key).to_owned()).collect();
    ManifestExpose { key: key.to_owned(), file: file.to_owned(), requires, assets }
}

fn singleton(key: &str, required_version: RequiredVersion) -> SharedOption {
    SharedOption { singleton: true, required_version, ..share(key) }
}

fn manifest_share(idx: u32, option: &SharedOption, consumed: RequiredRange) -> ManifestShare {
    ManifestShare::new(ShareIdx(idx), option, option.share_key.clone(), consumed)
}

/// The build of the worked example in §2.7.
fn worked_example() -> ManifestInput {
    let star = || RequiredRange::Range("*".to_owned());
    let caret = RequiredRange::Range("^18.2.0".to_owned());
    let react_dom = ManifestShare {
        version: Some("18.3.1".to_owned()),
        assets: files(&["470.js"], &[]),
        ..manifest_share(0, &singleton("react-dom", RequiredVersion::Auto), caret)
    };
    let react = SharedOption { import: None, ..singleton("react", RequiredVersion::Range("*".to_owned())) };
    let shared = vec![manifest_share(1, &react, star()), react_dom];
    let exposes = vec![
        expose(".", "src/index.ts", &[], files(&["index.js"], &[])),
        expose(
            "./Button",
            "src/Button.tsx",
            &["react", "react-dom"],
            files(
                &["__federation_expose_Button.js", "__federation_expose_Button.css", "470.js"],
                &["873.js", "873.css"],
            ),
        ),
    ];
    ManifestInput::new(&options(vec![], vec![]), "remoteEntry.js".to_owned(), shared, exposes)
}

fn both(input: ManifestInput) -> [Value; 2] {
    let written = manifest_files(input, &manifest_options("", "mf-manifest.json"));
    [written.manifest.text, written.stats.text].map(|text| serde_json::from_str(&text).unwrap())
}

#[test]
fn the_worked_example() {
    let [manifest, _] = both(worked_example());
    let expected = json!({"id":"acme","name":"acme","metaData":{"name":"acme","type":"app",
     "buildInfo":{"buildVersion":"1.4.2","buildName":"@acme/plugin"},
     "remoteEntry":{"name":"remoteEntry.js","path":"","type":"global"},
     "types":{"path":"","name":"","zip":"","api":""},
     "globalName":"acme","pluginVersion":env!("CARGO_PKG_VERSION"),"publicPath":"auto"},
     "shared":[{"id":"acme:react-dom","name":"react-dom","version":"18.3.1","singleton":true,
       "requiredVersion":"^18.3.1","assets":{"js":{"async":[],"sync":["470.js"]},"css":{"async":[],"sync":[]}},"fallback":""},
      {"id":"acme:react","name":"react","version":"*","singleton":true,"requiredVersion":"*",
       "assets":{"js":{"async":[],"sync":[]},"css":{"async":[],"sync":[]}},"fallback":""}],
     "remotes":[],
     "exposes":[{"id":"acme:.","name":".","path":".","assets":{
       "js":{"sync":["index.js"],"async":[]},"css":{"sync":[],"async":[]}}},
      {"id":"acme:Button","name":"Button","path":"./Button","assets":{
       "js":{"sync":["__federation_expose_Button.js"],"async":["873.js"]},
       "css":{"sync":["__federation_expose_Button.css"],"async":["873.css"]}}}]});
    assert_eq!(manifest, expected);
}

#[test]
fn the_text_has_the_order_and_indentation_of_the_reference() {
    let text = manifest_files(worked_example(), &manifest_options("", "mf-manifest.json")).manifest.text;
    assert!(
        text.starts_with("{\n  \"id\": \"acme\",\n  \"name\": \"acme\",\n  \"metaData\": {\n    \"name\": \"acme\",")
    );
    assert!(text.contains("\"remotes\": [],\n"));
    assert!(text.ends_with("]\n}"));
    let order =
        ["\"metaData\"", "\"types\"", "\"globalName\"", "\"publicPath\"", "\"shared\"", "\"remotes\"", "\"exposes\""];
    let places: Vec<_> = order.iter().map(|key| text.find(key).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn stats_are_the_manifest_and_more() {
    let [mut manifest, mut stats] = both(worked_example());
    let removed = |value: &mut Value, field: &str| value.as_object_mut().unwrap().remove(field);
    for share in stats["shared"].as_array_mut().unwrap() {
        let import = if share["name"] == "react" { json!(false) } else { share["name"].clone() };
        assert_eq!(removed(share, "import"), Some(import));
        assert_eq!(removed(share, "shareScope"), Some(json!("default")));
        assert_eq!(removed(share, "eager"), Some(json!(false)));
        assert_eq!(removed(share, "usedIn"), Some(json!(["./Button"])));
        assert_eq!(removed(share, "usedExports"), Some(json!([])));
    }
    let button = &mut stats["exposes"][1];
    assert_eq!(removed(button, "file"), Some(json!("src/Button.tsx")));
    assert_eq!(removed(button, "requires"), Some(json!(["react", "react-dom"])));
    removed(&mut stats["exposes"][0], "file");
    removed(&mut stats["exposes"][0], "requires");
    assert_eq!(stats.take(), manifest.take());
}

#[test]
fn versions_and_ranges_of_shares() {
    let given = |text: &str| RequiredVersion::Range(text.to_owned());
    let range = |text: &str| RequiredRange::Range(text.to_owned());
    let cases = [
        // option, version, consumed range → version, requiredVersion
        (given("*"), Some("5.0.0"), range("*"), "5.0.0", "*"),
        (given("*"), None, range("*"), "*", "*"),
        (given("^18"), Some("18.2.0"), range("^18"), "18.2.0", "^18"),
        (RequiredVersion::Auto, Some("18.2.0"), range("^17"), "18.2.0", "^18.2.0"),
        (RequiredVersion::Auto, None, range(">= 16 <19"), "16", ">= 16 <19"),
        (RequiredVersion::Auto, None, RequiredRange::Any, "*", "*"),
        (RequiredVersion::Any, None, RequiredRange::Any, "*", "*"),
        (RequiredVersion::Any, Some("1.0.0"), RequiredRange::Any, "1.0.0", "^1.0.0"),
    ];
    for (option, version, consumed, expected_version, expected_range) in cases {
        let share = ManifestShare {
            version: version.map(str::to_owned),
            ..manifest_share(0, &singleton("react", option.clone()), consumed.clone())
        };
        let found = (share.version_text(), share.required_text());
        assert_eq!(
            found,
            (expected_version.to_owned(), expected_range.to_owned()),
            "{option:?} {version:?} {consumed:?}"
        );
    }
}

#[test]
fn one_key_is_listed_once() {
    let mut input = worked_example();
    let again =
        ManifestShare { version: Some("17.0.0".to_owned()), assets: files(&["17.js"], &[]), ..input.shared[1].clone() };
    input.shared.push(again);
    let [manifest, _] = both(input);
    let shared = manifest["shared"].as_array().unwrap();
    assert_eq!(shared.iter().map(|share| &share["name"]).collect::<Vec<_>>(), ["react-dom", "react"]);
    assert_eq!(shared[0]["version"], "18.3.1");
    assert_eq!(shared[0]["assets"]["js"]["sync"], json!(["17.js", "470.js"]));
}

#[test]
fn options_reach_the_meta_data() {
    let mut options = options(vec![], vec![]);
    options.federation.library = Library::Module;
    options.public_path = PublicPath::Fixed("https://cdn.example.com/a/".to_owned());
    options.package.json = json!({"mf": {"type": "npm"}});
    let [manifest, _] = both(ManifestInput::new(&options, "remoteEntry.mjs".to_owned(), vec![], vec![]));
    let meta = &manifest["metaData"];
    assert_eq!(meta["remoteEntry"], json!({"name": "remoteEntry.mjs", "path": "", "type": "module"}));
    assert_eq!((&meta["type"], &meta["publicPath"]), (&json!("npm"), &json!("https://cdn.example.com/a/")));
    assert_eq!((&manifest["shared"], &manifest["exposes"]), (&json!([]), &json!([])));

    options.federation.library = Library::Var("globalAcme".to_owned());
    let [manifest, _] = both(ManifestInput::new(&options, "remoteEntry.js".to_owned(), vec![], vec![]));
    assert_eq!(manifest["metaData"]["globalName"], "globalAcme");
}

#[test]
fn assets_can_be_left_out() {
    let [manifest, stats] = both(ManifestInput { without_assets: true, ..worked_example() });
    let empty = json!({"js": {"sync": [], "async": []}, "css": {"sync": [], "async": []}});
    for list in ["shared", "exposes"] {
        assert_eq!(manifest[list].as_array().unwrap().len(), 2);
        assert!(manifest[list].as_array().unwrap().iter().all(|item| item["assets"] == empty));
    }
    assert_eq!(stats["exposes"][1]["file"], "");
}

#[test]
fn file_names() {
    let cases = [
        ("", "mf-manifest.json", "mf-manifest.json", "mf-stats.json"),
        ("", "", "mf-manifest.json", "mf-stats.json"),
        ("static/", "mf-manifest.json", "static/mf-manifest.json", "static/mf-stats.json"),
        ("./a\\b", "remote.json", "a/b/remote.json", "a/b/remote-stats.json"),
        ("", "remote", "remote.json", "remote-stats.json"),
    ];
    for (path, name, manifest, stats) in cases {
        assert_eq!(manifest_file_names(&manifest_options(path, name)), [manifest, stats], "{path} {name}");
    }
}
