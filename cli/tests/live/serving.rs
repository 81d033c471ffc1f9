//! What `mfbuild start` serves (spec/backstage.md §9), and what keeps it from starting.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use serde_json::Value;

use crate::packages::{Packages, app, remote, write_remote};
use crate::running::{Answer, Running, mfbuild};

/// What a command that cannot start says.
fn refused(packages: &Packages, arguments: &[&str]) -> (i32, String) {
    let output = mfbuild(packages, arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn is_open_to_all(answer: &Answer) -> bool {
    answer.has("access-control-allow-origin: *")
        && answer.has("access-control-allow-headers: x-requested-with, content-type, authorization")
        && answer.head.contains("access-control-allow-methods: get, ")
}

#[test]
fn a_remote_has_its_files_under_plain_names() {
    let packages = remote();
    let mut running = Running::new(&packages, &["start", "--port", "0", "remote"]);
    let server = running.server();
    assert_eq!(server.path, "/mf-manifest.json");
    let manifest = server.get(&server.path).ok();
    assert!(manifest.has("content-type: application/json; charset=utf-8"), "{manifest:?}");
    assert!(is_open_to_all(&manifest) && manifest.has("cache-control: no-cache"), "{manifest:?}");
    let manifest: Value = serde_json::from_str(&manifest.body).unwrap();
    let entry = server.get(&format!("/{}", manifest["metaData"]["remoteEntry"]["name"].as_str().unwrap())).ok();
    assert!(is_open_to_all(&entry) && entry.has("content-type: text/javascript; charset=utf-8"), "{entry:?}");
    let assets = &manifest["exposes"][0]["assets"];
    let script = assets["js"]["sync"][0].as_str().unwrap();
    assert_eq!(script, "static/__federation_expose_main.js");
    let text = server.get(&format!("/{script}")).ok();
    assert!(text.body.contains("first") && text.body.contains("//# sourceMappingURL="), "{text:?}");
    let map: Value = serde_json::from_str(&server.get(&format!("/{script}.map")).ok().body).unwrap();
    assert!(map["sources"].to_string().contains("src/main.ts"), "{map}");
    let style = server.get(&format!("/{}", assets["css"]["sync"][0].as_str().unwrap())).ok();
    assert!(style.has("content-type: text/css; charset=utf-8") && style.body.contains("color: red"), "{style:?}");
}

#[test]
fn a_remote_has_no_page() {
    let packages = remote();
    let mut running = Running::new(&packages, &["start", "--port", "0", "remote"]);
    let server = running.server();
    for path in ["/", "/catalog/entity"] {
        let answer = server.open(path);
        assert_eq!(answer.code, 404, "{answer:?}");
        assert!(answer.body.contains(&format!("the remote `remote`: hosts read http://localhost:{}", server.port)));
        assert!(is_open_to_all(&answer), "{answer:?}");
    }
}

#[test]
fn an_app_has_a_page_at_every_path() {
    let packages = app();
    let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
    let server = running.server();
    assert_eq!(server.path, "/");
    let page = server.open("/").ok();
    assert!(page.has("content-type: text/html; charset=utf-8"), "{page:?}");
    for script in ["/static/main.js", "/static/runtime.js"] {
        assert!(page.body.contains(&format!("src=\"{script}\"")), "{page:?}");
        assert!(!server.get(script).ok().head.contains("access-control-allow-origin"));
    }
    assert_eq!(server.open("/catalog/default/component.v1").ok().body, page.body);
    assert_eq!(server.get("/static/gone.js").code, 404);
    assert_eq!(server.open("/robots.txt").ok().body, "hello robots\n");
    assert!(!packages.path("app/dist").exists());
}

#[test]
fn what_is_known_to_the_browser_is_not_sent_again() {
    let packages = app();
    let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
    let server = running.server();
    let script = server.get("/static/main.js").ok();
    let tag = script.head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let again = server.get_with("/static/main.js", &[("If-None-Match", tag)]);
    assert_eq!((again.code, again.body.as_str()), (304, ""), "{again:?}");
}

#[test]
fn options_of_the_server() {
    let packages = app();
    let options = r#"{"app": true, "publicPath": "/shop/", "devServer": {
        "port": 0, "host": "127.0.0.1", "headers": {"X-Frame-Options": "DENY"}, "allowedHosts": ["shop.example"]
    }}"#;
    packages.write("app/mfbuild.config.json", options);
    let mut running = Running::new(&packages, &["start", "--host", "localhost", "app"]);
    let server = running.server();
    assert_eq!(server.path, "/shop/");
    let page = server.open("/shop/any").ok();
    assert!(page.has("x-frame-options: deny") && page.body.contains("src=\"/shop/static/main.js\""), "{page:?}");
    let asked_as = |host: &str| server.get_with("/shop/static/main.js", &[("Host", host)]).code;
    assert_eq!((asked_as("shop.example"), asked_as("evil.example")), (200, 403));
}

#[test]
fn a_server_starts_again_with_new_options() {
    let packages = app();
    let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
    let server = running.server();
    let options = r#"{"app": true, "devServer": {"headers": {"X-Frame-Options": "DENY"}}}"#;
    packages.write("app/mfbuild.config.json", options);
    let again = running.server();
    assert!(again.open("/").ok().has("x-frame-options: deny"));
    // Pages and hosts know the address.
    assert_eq!(again.port, server.port);
    packages.write("app/package.json", &format!(r#"{{"name": "app", "proxy": "http://127.0.0.1:{}"}}"#, echo()));
    let again = running.server();
    assert_eq!(again.get_with("/api", &[("Accept", "application/json")]).ok().body, "/api");
}

/// A server that answers every request with the path that it was asked for.
fn echo() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut buffer = [0; 4096];
            let n = stream.read(&mut buffer).unwrap();
            let request = String::from_utf8_lossy(&buffer[..n]).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default();
            let length = path.len();
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{path}");
        }
    });
    port
}

#[test]
fn requests_go_to_the_proxy_of_the_package() {
    let packages = app();
    let proxy = format!(r#"{{"/api": {{"target": "http://127.0.0.1:{}", "pathRewrite": {{"^/api": ""}}}}}}"#, echo());
    packages.write("app/package.json", &format!(r#"{{"name": "app", "version": "1.0.0", "proxy": {proxy}}}"#));
    let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
    let server = running.server();
    assert_eq!(server.get("/api/entities?limit=1").ok().body, "/entities?limit=1");
    assert!(server.open("/catalog").ok().body.contains("<title>app</title>"));
}

#[test]
fn a_proxy_that_fails_is_said_on_the_terminal() {
    let packages = app();
    // Nobody listens on a port that has just been given back.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let proxy = format!(r#""http://127.0.0.1:{port}""#);
    packages.write("app/package.json", &format!(r#"{{"name": "app", "version": "1.0.0", "proxy": {proxy}}}"#));
    let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
    let server = running.server();
    let answer = server.get_with("/api", &[("Accept", "application/json")]);
    assert!(answer.code >= 500, "{answer:?}");
    running.hear(&format!("proxy: GET /api to http://127.0.0.1:{port}"));
}

#[test]
fn a_taken_port_ends_the_command() {
    let packages = app();
    write_remote(&packages, "remote");
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    let (code, said) = refused(&packages, &["start", "--port", &port.to_string(), "app"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains(&format!("error[port-taken]: port {port} is taken")), "{said}");
    assert!(!said.contains(" at http"), "{said}");
    // Another package that is served already goes, too.
    packages.write("app/mfbuild.config.json", r#"{"app": true, "devServer": {"port": 0}}"#);
    let config = format!(r#"{{"exposes": {{"./main": "./src/main.ts"}}, "devServer": {{"port": {port}}}}}"#);
    packages.write("remote/mfbuild.config.json", &config);
    let mut running = Running::new(&packages, &["start", "app", "remote"]);
    let server = running.server();
    let (status, said) = running.end();
    assert_eq!(status.code(), Some(1), "{said}");
    assert!(said.contains("error[port-taken]") && server.is_gone(), "{said}");
}

#[test]
fn one_port_is_not_for_two_packages() {
    let packages = app();
    write_remote(&packages, "remote");
    let (code, said) = refused(&packages, &["start", "--port", "3000", "app", "remote"]);
    assert!(code == 2 && said.contains("error[one-port]: `--port` is for one package"), "{code} {said}");
}

#[test]
fn packages_are_served_by_one_process() {
    let packages = app();
    write_remote(&packages, "shop");
    write_remote(&packages, "cart");
    // One port that looks free if only the other loopback address is asked.
    let _taken = TcpListener::bind("127.0.0.1:3000");
    let mut running = Running::new(&packages, &["start", "app", "shop", "cart"]);
    running.hear("app: page");
    let app = running.server();
    running.hear("shop: remote");
    let shop = running.server();
    running.hear("cart: remote");
    let cart = running.server();
    assert!(app.port != shop.port && shop.port != cart.port && app.port != cart.port);
    assert!(app.open("/any").ok().body.contains("<title>app</title>"));
    assert!(shop.get("/mf-manifest.json").ok().body.contains("\"name\": \"shop\""));
    assert!(cart.get("/mf-manifest.json").ok().body.contains("\"name\": \"cart\""));
    let (mut of_shop, mut of_cart) = (shop.socket(), cart.socket());
    of_shop.expect("hello");
    of_cart.expect("hello");
    packages.write("cart/src/text.ts", "export const text = 'second';\n");
    of_cart.expect_build("update");
    packages.write("shop/src/text.ts", "export const text = 'third';\n");
    let update = of_shop.expect_build("update");
    assert!(shop.get(&format!("/{}", update["script"].as_str().unwrap())).ok().body.contains("third"));
}

#[test]
fn what_cannot_be_served_is_said() {
    let packages = app();
    packages.write("app/mfbuild.config.json", r#"{"app": true, "devServer": {"prot": 1}}"#);
    let (code, said) = refused(&packages, &["start", "app"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("unknown option `devServer.prot`") && said.contains("did you mean"), "{said}");
    let (code, said) = refused(&packages, &["start", "gone"]);
    assert!(code == 2 && said.contains("error[dir-not-found]"), "{code} {said}");
    packages.write("app/package.json", r#"{"name": "app", "backstage": {"role": "backend"}}"#);
    packages.write("app/mfbuild.config.json", "{}");
    let (code, said) = refused(&packages, &["start", "app"]);
    assert!(code == 2 && said.contains("backstage-cli package start"), "{code} {said}");
}

/// `Origin` of a page that is none of ours.
const FOREIGN: (&str, &str) = ("Origin", "https://evil.example");

/// The token that the scripts of a server show.
fn token(script: &str) -> &str {
    let rest = script.split_once("token:").map_or("", |(_, rest)| rest.trim_start());
    rest.split('"').nth(1).unwrap_or_default()
}

#[test]
fn an_app_is_for_its_own_pages() {
    let packages = app();
    let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
    let server = running.server();
    let own = format!("http://localhost:{}", server.port);
    for path in ["/", "/static/main.js", "/static/runtime.js", "/static/main.js.map", "/robots.txt", "/gone.js"] {
        let foreign = server.get_with(path, &[FOREIGN, ("Access-Control-Request-Private-Network", "true")]);
        assert!(!foreign.head.contains("access-control-allow"), "{path}: {foreign:?}");
        assert!(foreign.has("cross-origin-resource-policy: same-site"), "{path}: {foreign:?}");
        let answer = server.get_with(path, &[("Origin", &own)]);
        assert!(answer.has(&format!("access-control-allow-origin: {own}")), "{path}: {answer:?}");
    }
    let script = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "script")];
    assert_eq!(server.get_with("/static/main.js", &script).code, 403);
    running.hear("refused: a page of another site wanted to load this file");
    let runtime = server.get("/static/runtime.js").ok().body;
    let address = format!("/__mfbuild/hot?token={}", token(&runtime));
    assert!(server.socket_of(&address, &own).is_some());
    assert!(server.socket_of("/__mfbuild/hot", &own).is_none());
    assert!(server.socket_of(&address.replace("token=", "token=0"), &own).is_none());
    assert!(server.socket_of(&address, FOREIGN.1).is_none());
    // Each server has its own.
    let mut other = Running::new(&packages, &["start", "--port", "0", "app"]);
    assert_ne!(token(&other.server().get("/static/runtime.js").ok().body), token(&runtime));
}

#[test]
fn a_remote_is_updated_in_the_page_of_any_host() {
    let packages = remote();
    let mut running = Running::new(&packages, &["start", "--port", "0", "remote"]);
    let server = running.server();
    let entry = server.get_with("/remoteEntry.js", &[FOREIGN]).ok();
    assert!(is_open_to_all(&entry), "{entry:?}");
    let host = "https://portal.example.com";
    let mut socket = server.socket_of(&format!("/__mfbuild/hot?token={}", token(&entry.body)), host).unwrap();
    socket.expect("hello");
    packages.write("remote/src/text.ts", "export const text = 'second';\n");
    socket.expect_build("update");
    assert!(server.socket_of("/__mfbuild/hot", host).is_none());
}

#[test]
fn an_app_that_is_a_remote_keeps_its_page() {
    let packages = app();
    packages.write("app/mfbuild.config.json", r#"{"app": true, "exposes": {"./text": "./src/text.ts"}}"#);
    let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
    let server = running.server();
    assert!(is_open_to_all(&server.get_with("/remoteEntry.js", &[FOREIGN]).ok()));
    for path in ["/", "/index.html", "/catalog"] {
        let page = server.get_with(path, &[FOREIGN, ("Accept", "text/html")]).ok();
        assert!(!page.head.contains("access-control-allow-origin"), "{page:?}");
    }
}

#[test]
fn foreign_pages_do_not_use_the_proxy() {
    let packages = app();
    let proxy = format!(r#"{{"/api": "http://127.0.0.1:{}"}}"#, echo());
    packages.write("app/package.json", &format!(r#"{{"name": "app", "version": "1.0.0", "proxy": {proxy}}}"#));
    let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
    let server = running.server();
    let answer = server.get_with("/api/entities", &[]).ok();
    assert!(answer.body == "/api/entities" && !answer.head.contains("access-control"), "{answer:?}");
    assert_eq!(server.get_with("/api/entities", &[FOREIGN]).code, 403);
    let cross_site = ("Sec-Fetch-Site", "cross-site");
    assert_eq!(server.get_with("/api/entities", &[cross_site, ("Sec-Fetch-Mode", "no-cors")]).code, 403);
    assert_eq!(server.get_with("/api/login", &[cross_site, ("Sec-Fetch-Mode", "navigate")]).code, 200);
    running.hear("refused: a page of https://evil.example wanted to send GET /api/entities to the proxy");
}

#[test]
fn secrets_of_the_public_directory_are_not_served() {
    let packages = app();
    packages.write("app/public/.env", "KEY=t0ps3cr3t\n");
    packages.write("app/public/.well-known/security.txt", "mail\n");
    let mut running = Running::new(&packages, &["start", "--port", "0", "app"]);
    running.hear("the public file `public/.env` is left out");
    let server = running.server();
    assert_eq!(server.get("/.env").code, 404);
    assert!(!server.open("/.env").body.contains("t0ps3cr3t"));
    assert_eq!(server.get("/.well-known/security.txt").ok().body, "mail\n");
}
