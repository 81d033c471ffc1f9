//! Which pages may read what a server has, connect to it, and act through it.

use hyper::{Method, StatusCode};
use mfbuild_serve::{AllowedHosts, ServeOptions, proxy_rules};
use serde_json::json;

use crate::harness::{Answer, Harness, TOKEN, options, remote};

const FILES: [(&str, &str); 4] = [
    ("index.html", "<p>page</p>"),
    ("main.js", "run()"),
    (".config-schema.json", "{}"),
    ("mf-manifest.json", r#"{"name":"orders"}"#),
];
const EVIL: &str = "https://evil.example";
const SCRIPT: [(&str, &str); 3] =
    [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "script")];

fn readable_by(answer: &Answer) -> &str {
    answer.header("access-control-allow-origin")
}

fn listing(names: &[&str]) -> ServeOptions {
    let names = names.iter().map(|name| name.to_string()).collect();
    ServeOptions {
        allowed_hosts: AllowedHosts::Listed { names, option: "devServer.allowedHosts".to_owned() },
        ..options()
    }
}

#[test]
fn files_of_a_remote_may_be_read_by_any_page() {
    let options = ServeOptions { headers: vec![("X-Team".to_owned(), "orders".to_owned())], ..remote() };
    let server = Harness::new(&FILES, &options);
    for path in ["/main.js", "/none.js", "/mf-manifest.json"] {
        for headers in [&[][..], &[("origin", EVIL)], &SCRIPT] {
            let answer = server.get(path, headers);
            assert_ne!(answer.status, StatusCode::FORBIDDEN);
            assert_eq!(readable_by(&answer), "*", "{path}");
            assert_eq!(answer.header("access-control-allow-methods"), "GET, HEAD, OPTIONS");
            assert_eq!(answer.header("access-control-allow-headers"), "X-Requested-With, content-type, Authorization");
            assert_eq!(answer.header("x-team"), "orders");
        }
    }
    // An app that is a remote, too: its page holds the configuration.
    for path in ["/", "/index.html", "/.config-schema.json"] {
        assert_eq!(readable_by(&server.get(path, &[("origin", EVIL)])), "", "{path}");
    }
}

#[test]
fn an_app_is_read_by_its_own_pages() {
    let app = Harness::new(&FILES, &listing(&["portal.example.com", ".dev.example"]));
    let own = [
        format!("http://127.0.0.1:{}", app.port()),
        format!("http://localhost:{}", app.port()),
        "http://[::1]:3000".to_owned(),
        "https://portal.example.com".to_owned(),
        "https://a.dev.example:8443".to_owned(),
    ];
    let foreign = [
        EVIL,
        "null",
        "https://localhost.evil.example",
        "http://203.0.113.7",
        "file://",
        "https://portal.example.com.evil.example",
    ];
    for path in ["/", "/main.js", "/none.js", "/catalog"] {
        for origin in &own {
            let answer = app.get(path, &[("origin", origin)]);
            assert_eq!((readable_by(&answer), answer.header("vary")), (origin.as_str(), "Origin"), "{path}");
        }
        for origin in foreign {
            let answer = app.get(path, &[("origin", origin), ("access-control-request-private-network", "true")]);
            assert_eq!(readable_by(&answer), "", "{path} {origin}");
            assert_eq!(answer.header("access-control-allow-private-network"), "");
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-site");
        }
    }
    let all = Harness::new(&FILES, &ServeOptions { allowed_hosts: AllowedHosts::All, ..options() });
    assert_eq!(readable_by(&all.get("/", &[("origin", EVIL)])), EVIL);
}

#[test]
fn foreign_pages_do_not_run_the_scripts_of_an_app() {
    let app = Harness::new(&FILES, &options());
    let answer = app.get("/main.js", &SCRIPT);
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("`devServer.allowedHosts`"), "{}", answer.text());
    app.get("/main.js", &SCRIPT);
    let logged = app.site.logged.lock().unwrap().clone();
    assert_eq!(logged, ["refused: a page of another site wanted to load this file"]);
    // Links, typed addresses, the page itself, another port of this machine.
    for (site, mode) in
        [("cross-site", "navigate"), ("none", "navigate"), ("same-origin", "no-cors"), ("same-site", "no-cors")]
    {
        let answer = app.get("/main.js", &[("sec-fetch-site", site), ("sec-fetch-mode", mode)]);
        assert_eq!(answer.status, StatusCode::OK, "{site} {mode}");
    }
}

#[test]
fn preflights_are_answered() {
    let asked = [("access-control-request-method", "GET"), ("access-control-request-private-network", "true")];
    let server = Harness::new(&FILES, &remote());
    let answer = server.ask(Method::OPTIONS, "/main.js", &asked, "");
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(answer.header("access-control-allow-private-network"), "true");
    let answer = server.ask(Method::OPTIONS, "/main.js", &asked[..1], "");
    assert_eq!(answer.header("access-control-allow-private-network"), "");
    let app = Harness::new(&FILES, &options());
    let answer = app.ask(Method::OPTIONS, "/main.js", &[asked[1], ("origin", EVIL)], "");
    assert_eq!((readable_by(&answer), answer.header("access-control-allow-private-network")), ("", ""));
}

#[test]
fn only_pages_of_the_server_hear_of_updates() {
    let app = Harness::new(&FILES, &options());
    let own = format!("http://localhost:{}", app.port());
    let path = |token: &str| format!("/__mfbuild/hot?token={token}");
    assert!(app.connect(&path(TOKEN), Some(&own)).is_ok());
    assert!(app.connect(&path("5ec12e8"), Some(&own)).is_err());
    assert!(app.connect("/__mfbuild/hot", Some(&own)).is_err());
    assert!(app.connect(&path(TOKEN), Some(EVIL)).is_err());
    assert!(app.connect(&path(TOKEN), Some("null")).is_err());
    // Programs can read everything anyway.
    assert!(app.connect("/__mfbuild/hot", None).is_ok());
    // A remote runs in the page of a host: the token comes with its scripts.
    let server = Harness::new(&FILES, &remote());
    assert!(server.connect(&path(TOKEN), Some("https://host.example")).is_ok());
    assert!(server.connect("/__mfbuild/hot", Some("https://host.example")).is_err());
    assert!(server.connect(&path(""), Some("https://host.example")).is_err());
}

#[test]
fn foreign_pages_do_not_act_through_a_proxy() {
    // The other server says that any page may read it.
    let headers = vec![("Access-Control-Allow-Origin".to_owned(), "*".to_owned())];
    let backend = Harness::new(&[("api/users", "all")], &ServeOptions { headers, ..remote() });
    let quiet = Harness::new(&[("own/users", "some")], &options());
    let target = |server: &Harness| format!("http://127.0.0.1:{}", server.port());
    let rules = json!({ "/api": target(&backend), "/own": { "target": target(&quiet), "changeOrigin": true } });
    let app = Harness::new(
        &FILES,
        &ServeOptions { proxies: proxy_rules(&rules).unwrap(), ..listing(&["portal.example.com"]) },
    );
    let answer = app.get("/own/users", &[("origin", "https://portal.example.com")]);
    assert_eq!(answer.text(), "some");
    assert_eq!(readable_by(&app.get("/api/users", &[])), "*", "what the other server says stays");
    for method in [Method::GET, Method::POST, Method::DELETE, Method::OPTIONS] {
        for headers in [&[("origin", EVIL)][..], &[("origin", "null")], &SCRIPT[..2]] {
            let answer = app.ask(method.clone(), "/api/users", headers, "");
            assert_eq!((answer.status, readable_by(&answer)), (StatusCode::FORBIDDEN, ""), "{method} {headers:?}");
        }
    }
    let form = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("origin", EVIL)];
    assert_eq!(app.ask(Method::POST, "/api/users", &form, "").status, StatusCode::FORBIDDEN);
    // A login page leads back by a link.
    assert_eq!(app.get("/api/users", &form[..2]).status, StatusCode::OK);
    assert!(app.site.logged.lock().unwrap()[0].contains("wanted to send GET /api/users to the proxy"));
}
