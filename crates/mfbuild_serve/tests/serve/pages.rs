//! The page of the app for paths without a file, the public path, and the hosts that are answered.

use hyper::StatusCode;
use mfbuild_serve::{AllowedHosts, ServeOptions};

use crate::harness::{Harness, options};

const PAGE: [(&str, &str); 2] = [("index.html", "page"), ("main.js", "run()")];
const BROWSER: [(&str, &str); 1] = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];

#[test]
fn app_paths_get_the_page() {
    let app = Harness::new(&PAGE, &options());
    for path in ["/catalog", "/catalog/default/component/a.b", "/x/y/"] {
        let answer = app.get(path, &BROWSER);
        assert_eq!((answer.status, answer.text()), (StatusCode::OK, "page"), "{path}");
    }
    // Scripts that are missing must not become html.
    let script = [("accept", "*/*"), ("sec-fetch-dest", "script")];
    assert_eq!(app.get("/gone.js", &script).status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/gone", &script).status, StatusCode::NOT_FOUND);
    // Tools that wait for a server.
    assert_eq!(app.get("/catalog", &[("accept", "*/*")]).status, StatusCode::OK);
    assert_eq!(app.get("/catalog", &[("accept", "application/json")]).status, StatusCode::NOT_FOUND);
}

#[test]
fn remotes_say_what_they_are() {
    let files = [("mf-manifest.json", r#"{"name":"orders"}"#)];
    let remote = Harness::new(&files, &ServeOptions { history_fallback: false, ..options() });
    let answer = remote.get("/catalog", &BROWSER);
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let expected = format!(
        "There is no `/catalog` here.\n\
         This server has the remote `orders`: hosts read http://localhost:{}/mf-manifest.json\n",
        remote.port()
    );
    assert_eq!(answer.text(), expected);
}

#[test]
fn files_are_below_the_public_path() {
    let app = Harness::new(&PAGE, &ServeOptions { public_path: "/app".to_owned(), ..options() });
    assert_eq!(app.get("/app/main.js", &[]).text(), "run()");
    assert_eq!(app.get("/app/deep/path", &BROWSER).text(), "page");
    assert_eq!(app.get("/main.js", &[]).status, StatusCode::NOT_FOUND);
    assert!(app.get("/other", &BROWSER).text().contains(&format!("http://localhost:{}/app/", app.port())));
    for path in ["/", "/app"] {
        let answer = app.get(&format!("{path}?x=1"), &BROWSER);
        assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, "/app/?x=1"), "{path}");
    }
}

#[test]
fn only_known_hosts_are_answered() {
    let names = vec!["portal.example.com".to_owned(), ".dev.example.com".to_owned()];
    let allowed_hosts = AllowedHosts::Listed { names, option: "app.baseUrl".to_owned() };
    let app = Harness::new(&PAGE, &ServeOptions { allowed_hosts, ..options() });
    for (host, status) in [
        ("localhost:3000", StatusCode::OK),
        ("a.localhost", StatusCode::OK),
        ("127.0.0.1:80", StatusCode::OK),
        ("[::1]:3000", StatusCode::OK),
        ("192.168.1.7:3000", StatusCode::OK),
        ("Portal.example.com:3000", StatusCode::OK),
        ("a.dev.example.com", StatusCode::OK),
        ("dev.example.com", StatusCode::OK),
        ("evil.com", StatusCode::FORBIDDEN),
        ("localhost.evil.com", StatusCode::FORBIDDEN),
        ("evildev.example.com", StatusCode::FORBIDDEN),
        ("a.portal.example.com", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(app.get("/main.js", &[("host", host)]).status, status, "{host}");
    }
    assert!(app.get("/main.js", &[("host", "evil.com:3000")]).text().contains("add it to `app.baseUrl`"));
    let open = Harness::new(&PAGE, &ServeOptions { allowed_hosts: AllowedHosts::All, ..options() });
    assert_eq!(open.get("/main.js", &[("host", "evil.com")]).status, StatusCode::OK);
}
