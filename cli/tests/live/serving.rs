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
        assert!(is_open_to_all(&server.get(script).ok()));
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
