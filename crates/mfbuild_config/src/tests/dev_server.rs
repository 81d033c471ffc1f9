//! The `devServer` option, and what `mfbuild start` changes in the other options.

use std::path::PathBuf;

use serde_json::json;

use super::{Project, short};
use crate::{AllowedHosts, DevServerOptions, HttpsOption, Mode, PublicPath, load};

fn server(config: &str) -> DevServerOptions {
    Project::with_config(config).options().dev_server
}

#[test]
fn nothing_said() {
    let expected = DevServerOptions {
        host: None,
        port: None,
        https: HttpsOption::Unset,
        proxy: json!(null),
        headers: Vec::new(),
        allowed_hosts: AllowedHosts::Unset,
        hot: true,
        overlay: true,
    };
    assert_eq!(server("{}"), expected);
    assert_eq!(server(r#"{"devServer": {}}"#), expected);
}

#[test]
fn every_key() {
    let project = Project::with_config(
        r#"{
            "devServer": {
                "host": "0.0.0.0", "port": 3001, "https": {"cert": "./tls/cert.pem", "key": "/tls/key.pem"},
                "proxy": {"/api": "http://localhost:7007"}, "headers": {"X-Frame-Options": "DENY", "x-b": ""},
                "allowedHosts": ["Portal.example.com", ".example.org"], "hot": false, "overlay": false
            }
        }"#,
    );
    let cert = project.root().join("tls/cert.pem");
    let expected = DevServerOptions {
        host: Some("0.0.0.0".to_owned()),
        port: Some(3001),
        https: HttpsOption::Files { cert, key: PathBuf::from("/tls/key.pem") },
        proxy: json!({ "/api": "http://localhost:7007" }),
        headers: vec![("X-Frame-Options".to_owned(), "DENY".to_owned()), ("x-b".to_owned(), String::new())],
        allowed_hosts: AllowedHosts::Listed(vec!["portal.example.com".to_owned(), ".example.org".to_owned()]),
        hot: false,
        overlay: false,
    };
    assert_eq!(project.options().dev_server, expected);
    assert_eq!(server(r#"{"devServer": {"https": false, "allowedHosts": "all", "port": 0}}"#).https, HttpsOption::Off);
    for host in ["::1", "localhost", "127.0.0.1", "my-machine.local"] {
        assert_eq!(server(&format!(r#"{{"devServer": {{"host": "{host}"}}}}"#)).host.as_deref(), Some(host));
    }
}

#[test]
fn flags_win() {
    let config = r#"{"devServer": {"host": "0.0.0.0", "port": 3001}}"#;
    let project = Project::with_config(config).flags(|flags| {
        flags.host = Some("localhost".to_owned());
        flags.port = Some(4000);
    });
    let server = project.options().dev_server;
    assert_eq!((server.host.as_deref(), server.port), (Some("localhost"), Some(4000)));
}

#[test]
fn proxy_of_package_json() {
    let package = r#"{"name": "shop", "proxy": [{"context": ["/api"], "target": "http://localhost:7007"}]}"#;
    let project = Project::new(&[("package.json", package), ("src/index.ts", "")]);
    let of_package = json!([{ "context": ["/api"], "target": "http://localhost:7007" }]);
    assert_eq!(project.options().dev_server.proxy, of_package);
    project.write("mfbuild.config.json", r#"{"devServer": {"proxy": []}}"#);
    assert_eq!(project.options().dev_server.proxy, json!([]));
}

#[test]
fn unknown_key() {
    let project = Project::with_config("{\n  \"devServer\": { \"prot\": 3001 }\n}\n");
    let expected = "\
error[unknown-option]: unknown option `devServer.prot`
 --> mfbuild.config.json:2:18
  |
2 |   \"devServer\": { \"prot\": 3001 }
  |                  ^^^^^^ unknown key
  |
  = help: did you mean `port`?

1 error
";
    assert_eq!(project.errors(), expected);
}

#[test]
fn wrong_values() {
    let cases = [
        ("3001", "`devServer` must be an object, found a number"),
        (r#"{"port": "3001"}"#, "`devServer.port` must be a number, found a string"),
        (r#"{"port": 65536}"#, "`devServer.port` must be a port from 1 to 65535, or 0 for any free one"),
        (r#"{"host": ""}"#, "`devServer.host` must not be empty"),
        (
            r#"{"host": "http://localhost"}"#,
            "`devServer.host` must be a host name or an address, without scheme and port",
        ),
        (r#"{"https": true}"#, "`devServer.https` must be `false` or an object with `cert` and `key`, found a boolean"),
        (r#"{"https": {"key": "k"}}"#, "`devServer.https` needs `cert`, the path of a certificate"),
        (r#"{"https": {"cert": "c"}}"#, "`devServer.https` needs `key`, the path of the certificate's key"),
        (r#"{"https": {"cert": "c", "kay": "k"}}"#, "unknown option `devServer.https.kay`"),
        (r#"{"https": {"cert": 1, "key": "k"}}"#, "`devServer.https.cert` must be a string, found a number"),
        (r#"{"proxy": true}"#, "`devServer.proxy` must be an object, an array of objects or a url, found a boolean"),
        (r#"{"headers": []}"#, "`devServer.headers` must be an object, found an array"),
        (r#"{"headers": {"a": 1}}"#, "`devServer.headers.a` must be a string, found a number"),
        (
            r#"{"headers": {"a b": "c"}}"#,
            "`devServer.headers[\"a b\"]` must be named as a header, such as `X-Frame-Options`",
        ),
        (r#"{"headers": {"a": "b\nc"}}"#, "`devServer.headers.a` must be one line"),
        (r#"{"allowedHosts": "auto"}"#, "`devServer.allowedHosts` must be `all` or an array of names"),
        (
            r#"{"allowedHosts": true}"#,
            "`devServer.allowedHosts` must be `\"all\"` or an array of names, found a boolean",
        ),
        (r#"{"hot": "only"}"#, "`devServer.hot` must be a boolean, found a string"),
    ];
    for (value, message) in cases {
        let errors = Project::with_config(&format!(r#"{{"devServer": {value}}}"#)).errors();
        assert!(errors.contains(&format!("]: {message}\n")) && errors.ends_with("\n1 error\n"), "{value}: {errors}");
    }
}

#[test]
fn missing_certificate() {
    let config = "{\n  \"devServer\": { \"https\": { \"cert\": \"tls/cert.pem\", \"key\": \"tls/key.pem\" } }\n}\n";
    let project = Project::with_config(config).flags(|flags| flags.serve = true);
    project.write("tls/cert.pen", "");
    project.write("tls/key.pem", "");
    let expected = "\
error[certificate-not-found]: `devServer.https.cert` `tls/cert.pem` does not exist
 --> mfbuild.config.json:2:37
  |
2 |   \"devServer\": { \"https\": { \"cert\": \"tls/cert.pem\", \"key\": \"tls/key.pem\" } }
  |                                     ^^^^^^^^^^^^^^ no such file
  |
  = help: did you mean `tls/cert.pen`?

1 error
";
    assert_eq!(project.errors(), expected);
    // A build elsewhere goes on without.
    project.flags(|flags| flags.serve = false).options();
}

#[test]
fn start_is_for_developers() {
    let config = r#"{"minify": true, "publicPath": "https://cdn.example.com/shop/"}"#;
    let project = Project::with_config(config).flags(|flags| {
        flags.serve = true;
        flags.stats = true;
    });
    let options = project.options();
    assert_eq!((options.mode, options.minify, options.source_map), (Mode::Development, false, true));
    assert_eq!((options.stats, options.public_path), (false, PublicPath::Auto));
    assert!(options.jsx.development && options.resolve.conditions.iter().any(|name| name == "development"));
    let options = project.flags(|flags| (flags.mode, flags.minify) = (Some(Mode::Production), Some(true))).options();
    assert_eq!((options.mode, options.minify), (Mode::Production, true));
    let of_config = Project::with_config(r#"{"mode": "production", "sourcemap": false}"#);
    let options = of_config.flags(|flags| flags.serve = true).options();
    assert_eq!((options.mode, options.minify, options.source_map), (Mode::Production, false, false));
}

#[test]
fn public_path_of_an_app_is_that_of_builds() {
    let config = r#"{"app": true, "publicPath": "/shop/"}"#;
    let project = Project::with_config(config).flags(|flags| (flags.serve, flags.module_federation) = (true, false));
    assert_eq!(project.options().public_path, PublicPath::Fixed("/shop/".to_owned()));
}

#[test]
fn start_makes_a_remote_of_what_is_no_app() {
    let project = Project::with_config("{}").flags(|flags| (flags.serve, flags.module_federation) = (true, false));
    let options = project.options();
    assert!(options.app.is_none());
    assert_eq!(short(&options.federation.exposes), [".=./src/index.ts"]);
    let package = r#"{"name": "p", "backstage": {"role": "backend-plugin"}}"#;
    let server = Project::new(&[("package.json", package)]).flags(|flags| flags.serve = true);
    assert!(load(&server.flags).is_err());
    assert!(server.errors().contains("start it with `backstage-cli package start`"));
}
