//! Where the development server listens, and what a session has to watch.

use std::fs;
use std::path::{Path, PathBuf};

use mfbuild_diagnostics::render_text;
use serde_json::{Value, json};

use super::super::{Certificate, DevAddress, Purpose};
use super::Workspace;

const CERT: &str = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
const KEY: &str = "-----BEGIN PRIVATE KEY-----\nSECRETKEY\n-----END PRIVATE KEY-----";

/// A workspace with this `app`; the urls are visible, `app.listen` and `app.https` are not.
fn workspace(app: &Value) -> Workspace {
    let mut workspace = Workspace::new();
    workspace.environment = workspace.environment.with("PORT", None);
    workspace.write_plugin(&json!({ "visible": ["app.title", "app.baseUrl", "backend.baseUrl"] }));
    workspace.write_json("app-config.yaml", &json!({ "app": app }));
    workspace.settle();
    workspace
}

fn dev(workspace: &Workspace, purpose: Purpose) -> DevAddress {
    let (config, _) = workspace.load_for(purpose).0.unwrap_or_else(|errors| panic!("{}", render_text(&errors, false)));
    config.dev.expect("an address")
}

fn address(app: &Value, purpose: Purpose) -> String {
    let dev = dev(&workspace(app), purpose);
    format!("{}:{} {}", dev.host, dev.port, dev.base_url)
}

fn errors(workspace: &Workspace) -> String {
    render_text(&workspace.load_for(Purpose::ServeApp).0.expect_err("there is something wrong"), false)
}

/// Names of the files below the workspace.
fn inputs(workspace: &Workspace) -> Vec<PathBuf> {
    let root = fs::canonicalize(workspace.directory.path()).expect("a real path");
    let (_, paths) = workspace.load_for(Purpose::ServeApp);
    paths.iter().filter_map(|path| path.strip_prefix(&root).ok().map(Path::to_owned)).collect()
}

#[test]
fn host_and_port() {
    let cases = [
        (json!({}), "localhost:3000 http://localhost:3000/"),
        (json!({ "baseUrl": "/portal" }), "localhost:3000 http://localhost:3000/portal"),
        (json!({ "baseUrl": "http://dev.example.com:8080/x" }), "dev.example.com:8080 http://dev.example.com:8080/x"),
        (json!({ "baseUrl": "http://dev.example.com" }), "dev.example.com:80 http://dev.example.com/"),
        (json!({ "baseUrl": "https://dev.example.com" }), "dev.example.com:443 https://dev.example.com/"),
        (json!({ "baseUrl": "http://[::1]:3000" }), "::1:3000 http://[::1]:3000/"),
        (json!({ "listen": { "host": "0.0.0.0", "port": 4000 } }), "0.0.0.0:4000 http://localhost:3000/"),
        (
            json!({ "baseUrl": "http://a.example:5000", "listen": { "port": "0" } }),
            "a.example:0 http://a.example:5000/",
        ),
    ];
    for (app, expected) in cases {
        assert_eq!(address(&app, Purpose::ServeApp), expected, "{app}");
    }
}

#[test]
fn a_build_has_no_address() {
    let workspace = workspace(&json!({ "listen": { "port": "nonsense" } }));
    assert_eq!(workspace.config().dev, None);
    assert!(errors(&workspace).contains("'app.listen.port' is no number"));
    assert!(!workspace.config().sources.to_string().contains("filteredKeys"));
}

#[test]
fn port_of_a_remote() {
    let mut workspace = workspace(&json!({}));
    assert_eq!(dev(&workspace, Purpose::ServeRemote).port, 3000);
    workspace.environment = workspace.environment.with("PORT", Some("4001"));
    assert_eq!(dev(&workspace, Purpose::ServeRemote).port, 4001);
    assert_eq!(dev(&workspace, Purpose::ServeApp).port, 3000);
    // `app.baseUrl` wins.
    workspace.write_json("app-config.yaml", &json!({ "app": { "baseUrl": "http://localhost:5000" } }));
    assert_eq!(dev(&workspace, Purpose::ServeRemote).port, 5000);
    workspace.environment = workspace.environment.with("PORT", Some("all"));
    let problems = workspace.load_for(Purpose::ServeRemote).0.expect_err("no port");
    assert!(render_text(&problems, false).contains("the environment variable `PORT` is not a port"));
}

#[test]
fn wrong_listen() {
    let expected = "\
error[invalid-app-config]: `../../app-config.yaml` is not valid app-config
 --> ../../app-config.yaml:1:19
  |
1 | {\"app\":{\"listen\":{\"port\":65536}}}
  |                   ^^^
  |
  = note: `65536` is not a port
  = help: a port is a whole number from 0 to 65535

1 error
";
    assert_eq!(errors(&workspace(&json!({ "listen": { "port": 65536 } }))), expected);
    assert!(errors(&workspace(&json!({ "listen": { "host": "a" , "port": 1.5 } }))).contains("`1.5` is not a port"));
}

#[test]
fn certificate() {
    let certificate = json!({ "cert": CERT, "key": { "$file": "./key.pem" } });
    let app = json!({ "baseUrl": "https://localhost:3000", "https": { "certificate": certificate } });
    let workspace = workspace(&app);
    workspace.write("key.pem", KEY);
    workspace.settle();
    let expected = Certificate { cert: CERT.to_owned(), key: KEY.to_owned() };
    // A kept answer has no key, so it is asked for each time; the schema is not.
    for runs in ["schema values", "values"] {
        let dev = dev(&workspace, Purpose::ServeApp);
        assert_eq!((dev.https.as_ref(), dev.missing_certificate().is_none()), (Some(&expected), true));
        assert!(!format!("{dev:?}").contains("SECRETKEY"));
        assert_eq!(workspace.runs(), runs);
        workspace.settle();
    }
    assert!(inputs(&workspace).contains(&PathBuf::from("key.pem")));
    let directory = workspace.path("node_modules/.cache/mfbuild/app-config");
    let kept = fs::read_dir(directory).expect("the cache").map(|entry| entry.expect("a file").path());
    let kept = kept.map(|path| fs::read_to_string(path).expect("an entry")).collect::<String>();
    assert!(kept.contains("localhost:3000") && !kept.contains("SECRETKEY") && !kept.contains("AAAA"), "{kept}");
    // A path instead of a text is relative to the package, and http needs none.
    let certificate = json!({ "cert": CERT, "key": "../../key.pem" });
    let app = json!({ "baseUrl": "https://localhost:3000", "https": { "certificate": certificate } });
    workspace.write_json("app-config.yaml", &json!({ "app": app }));
    assert_eq!(dev(&workspace, Purpose::ServeApp).https, Some(expected));
    let app = json!({ "baseUrl": "http://localhost:3000", "https": { "certificate": certificate } });
    workspace.write_json("app-config.yaml", &json!({ "app": app }));
    assert_eq!(dev(&workspace, Purpose::ServeApp).https, None);
}

#[test]
fn no_certificate() {
    let without = workspace(&json!({ "baseUrl": "https://localhost:3000" }));
    let dev = dev(&without, Purpose::ServeApp);
    assert_eq!(dev.https, None);
    let warning = render_text(&dev.missing_certificate().into_iter().collect::<Vec<_>>(), false);
    let expected = "\
warning[missing-certificate]: `app.baseUrl` begins with `https:`, but there is no certificate: the server speaks http
help: set `app.https.certificate.cert` and `key`, for instance to `$file: ./cert.pem`, or `devServer.https` in \
`mfbuild.config.json`

1 warning
";
    assert_eq!(warning, expected);
    let certificate = json!({ "cert": CERT, "key": "SECRET but no PEM" });
    let app = json!({ "baseUrl": "https://localhost:3000", "https": { "certificate": certificate } });
    let text = errors(&workspace(&app));
    assert!(text.contains("note: `app.https.certificate.key` is neither PEM text nor a file"), "{text}");
    assert!(text.contains("help: include the file: `$file: ./certificate.pem`"), "{text}");
}

#[test]
fn same_base_url() {
    let workspace = workspace(&json!({}));
    let url = json!({ "baseUrl": "http://localhost:3000" });
    workspace.write_json("app-config.yaml", &json!({ "app": url, "backend": url }));
    for _ in 0..2 {
        let (config, warnings) = workspace.load_for(Purpose::ServeApp).0.expect("no error");
        let expected = "\
warning[same-base-url]: app and backend have the same base url `http://localhost:3000/`
note: only one of them can listen there
help: give `app.baseUrl` and `backend.baseUrl` different ports, such as 3000 and 7007

1 warning
";
        assert_eq!(render_text(&warnings, false), expected);
        assert_eq!(config.dev.and_then(|dev| dev.backend_base_url).as_deref(), Some("http://localhost:3000/"));
        workspace.settle();
    }
    assert!(workspace.load().expect("no error").1.is_empty());
}

#[test]
fn served_pages_know_more() {
    let mut workspace = workspace(&json!({ "title": "Portal" }));
    workspace.template = Some("<%= process.env.NODE_ENV %>".to_owned());
    let (config, _) = workspace.load_for(Purpose::ServeApp).0.expect("no error");
    assert_eq!(config.sources[0]["filteredKeys"], json!(["acme.secret"]));
    assert_eq!(config.html.as_deref(), Some("development"));
    assert_eq!(workspace.runs(), "schema values");
    workspace.settle();
    // The schema is the same for both.
    assert_eq!(workspace.config().html.as_deref(), Some("production"));
    assert_eq!(workspace.runs(), "values");
}

#[test]
fn changed_values_only() {
    let workspace = workspace(&json!({ "title": "One" }));
    dev(&workspace, Purpose::ServeApp);
    assert_eq!(workspace.runs(), "schema values");
    workspace.settle();
    workspace.write_json("app-config.yaml", &json!({ "app": { "listen": { "port": 4000 } } }));
    workspace.settle();
    assert_eq!(dev(&workspace, Purpose::ServeApp).port, 4000);
    assert_eq!(workspace.runs(), "values");
    workspace.settle();
    assert_eq!(dev(&workspace, Purpose::ServeApp).port, 4000);
    assert_eq!(workspace.runs(), "");
}

#[test]
fn inputs_of_failures() {
    let has = |workspace: &Workspace, names: &[&str]| {
        let inputs = inputs(workspace);
        for name in names {
            assert!(inputs.contains(&PathBuf::from(name)), "{name} of {inputs:?}");
        }
    };
    let mut workspace = workspace(&json!({ "title": { "$file": "./title.txt" } }));
    has(&workspace, &["app-config.yaml", "app-config.local.yaml", "title.txt", "packages/plugin/package.json"]);
    workspace.write("app-config.yaml", "BROKEN");
    has(&workspace, &["app-config.yaml", "app-config.local.yaml", "packages/plugin/package.json"]);
    workspace.config_files = vec!["../../other.yaml".into()];
    has(&workspace, &["other.yaml"]);
    workspace.environment = workspace.environment.with("PATH", Some("/does/not/exist"));
    has(&workspace, &["app-config.yaml", "package.json", "packages/app/package.json"]);
    workspace.write("package.json", "{");
    has(&workspace, &["package.json", "packages/app/package.json"]);
}
