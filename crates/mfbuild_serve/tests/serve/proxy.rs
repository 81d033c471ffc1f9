//! Requests that other servers answer.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::HOST;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioIo};
use mfbuild_serve::{ServeOptions, proxy_rules};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;
use tokio_tungstenite::tungstenite::protocol::Role;

use crate::harness::{Harness, options};

/// A backend that says what it was asked, and echoes websockets. Its address.
fn backend(runtime: &Runtime) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    runtime.spawn(async move {
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let served = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service_fn(echo))
                .with_upgrades();
            tokio::spawn(served);
        }
    });
    address
}

async fn echo(mut request: Request<Incoming>) -> hyper::Result<Response<Full<Bytes>>> {
    if request.headers().contains_key("upgrade") {
        let response = create_response_with_body(&request, Full::default).unwrap();
        let upgraded = hyper::upgrade::on(&mut request);
        tokio::spawn(async move {
            let stream = TokioIo::new(upgraded.await.unwrap());
            let mut socket = WebSocketStream::from_raw_socket(stream, Role::Server, None).await;
            while let Some(Ok(message)) = socket.next().await {
                let _ = socket.send(message).await;
            }
        });
        return Ok(response);
    }
    let (parts, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let header = |name: &str| parts.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    let text = json!({
        "method": parts.method.as_str(), "uri": parts.uri.to_string(), "host": header(HOST.as_str()),
        "team": header("x-team"), "hop": header("x-hop"), "body": String::from_utf8_lossy(&body),
    });
    let response = Response::builder().status(201).header("access-control-allow-origin", "https://one.example.com");
    Ok(response.body(Full::from(text.to_string())).unwrap())
}

fn app(proxy: impl Fn(&str) -> Value) -> (Harness, String) {
    // The backend lives as long as the process: each test has one.
    let runtime = Box::leak(Box::new(mfbuild_serve::runtime().unwrap()));
    let target = backend(runtime);
    let proxies = proxy_rules(&proxy(&target)).unwrap();
    let files = [("index.html", "page"), ("api/here.js", "file")];
    (Harness::new(&files, &ServeOptions { proxies, ..options() }), target)
}

fn echoed(answer: &crate::harness::Answer) -> Value {
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

#[test]
fn paths_are_rewritten_and_bodies_streamed() {
    let (app, target) = app(|target| {
        json!([{ "context": ["/api", "/v[12]/**"], "target": format!("{target}/base"), "changeOrigin": true,
            "pathRewrite": { "^/api/(\\w+)": "/$1x", "^/v": "/w" }, "headers": { "x-team": "orders" } }])
    });
    let answer = app.ask(
        Method::POST,
        "/api/users?x=%20y",
        &[("connection", "x-hop"), ("x-hop", "1"), ("accept", "text/html")],
        "data",
    );
    let seen = echoed(&answer);
    assert_eq!(seen["uri"], "/base/usersx?x=%20y");
    assert_eq!((&seen["method"], &seen["body"], &seen["team"]), (&json!("POST"), &json!("data"), &json!("orders")));
    assert_eq!(seen["host"], target.trim_start_matches("http://"));
    assert_eq!(seen["hop"], Value::Null);
    // The backend says who may read its answers, and the server adds nothing.
    assert_eq!(answer.header("access-control-allow-origin"), "https://one.example.com");
    assert_eq!(answer.header("access-control-allow-methods"), "");
    assert_eq!(echoed(&app.get("/v2/a/b", &[]))["uri"], "/base/w2/a/b");
    assert_eq!(echoed(&app.ask(Method::OPTIONS, "/api/x", &[], ""))["method"], "OPTIONS");
    // Files come first, and other paths are not taken.
    assert_eq!(app.get("/api/here.js", &[]).text(), "file");
    assert_eq!(app.get("/v3/a", &[("accept", "text/html")]).text(), "page");
}

#[test]
fn a_string_takes_what_is_no_page_and_no_file() {
    let (app, _) = app(|target| json!(target));
    let json = [("accept", "application/json")];
    assert_eq!(echoed(&app.get("/users", &json))["uri"], "/users");
    assert_eq!(echoed(&app.ask(Method::POST, "/users", &[("accept", "text/html")], ""))["method"], "POST");
    assert_eq!(app.get("/users", &[("accept", "text/html")]).text(), "page");
    assert_eq!(app.get("/api/here.js", &json).text(), "file");
    assert_eq!(app.get("/", &json).text(), "page");
}

#[test]
fn rules_by_path() {
    let (app, _) = app(|target| json!({ "/a/*": target, "/b": { "target": target } }));
    assert_eq!(echoed(&app.get("/a/x/y", &[]))["uri"], "/a/x/y");
    let seen = echoed(&app.get("/b", &[]));
    assert_eq!((&seen["uri"], &seen["host"]), (&json!("/b"), &json!(format!("127.0.0.1:{}", app.port()))));
}

#[test]
fn websockets_pass() {
    for string in [false, true] {
        let rule = |target: &str| json!([{ "context": "/socket", "target": target, "ws": true }]);
        let (app, _) = app(|target| if string { json!(target) } else { rule(target) });
        pass_websocket(app);
    }
}

fn pass_websocket(app: Harness) {
    let mut socket = app.websocket("/socket");
    app.runtime.block_on(async {
        for text in ["one", "two"] {
            socket.send(Message::text(text)).await.unwrap();
            let echoed = tokio::time::timeout(Duration::from_secs(5), socket.next()).await.unwrap();
            assert_eq!(echoed.unwrap().unwrap().to_text().unwrap(), text);
        }
    });
    let Harness { server, .. } = app;
    let begin = std::time::Instant::now();
    server.close();
    assert!(begin.elapsed() < Duration::from_millis(100));
}

/// Server-sent events: the beginning must arrive while the other server still holds the connection.
#[test]
fn answers_are_streams() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = format!("http://{}", listener.local_addr().unwrap());
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let backend = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        // An answer that comes before its request is none, and clients hang up on it.
        let mut request = BufReader::new(stream.try_clone().unwrap()).lines();
        while request.next().unwrap().unwrap() != "" {}
        stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n").unwrap();
        ended.recv_timeout(Duration::from_secs(10)).unwrap();
        stream.write_all(b"3\r\ntwo\r\n0\r\n\r\n").unwrap();
        // Not before the client is done, or the system may throw away what it has not read.
        let _ = ended.recv_timeout(Duration::from_secs(10));
    });
    let proxies = proxy_rules(&json!([{ "context": "/events", "target": target }])).unwrap();
    let app = Harness::new(&[], &ServeOptions { proxies, ..options() });
    let uri = format!("http://127.0.0.1:{}/events", app.port()).parse().unwrap();
    app.runtime.block_on(async move {
        let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
        let mut body = client.get(uri).await.unwrap().into_body();
        assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap(), "one");
        end.send(()).unwrap();
        assert_eq!(body.collect().await.unwrap().to_bytes(), "two");
    });
    backend.join().unwrap();
}

#[test]
fn a_server_that_is_not_there() {
    let proxies = proxy_rules(&json!([{ "context": "/api", "target": "http://127.0.0.1:9" }])).unwrap();
    let app = Harness::new(&[], &ServeOptions { proxies, ..options() });
    app.site.gate.close();
    let answer = app.get("/api/x", &[]);
    assert_eq!(answer.status, StatusCode::BAD_GATEWAY);
    assert!(answer.text().starts_with("GET /api/x could not be handed on to http://127.0.0.1:9: Connection refused"));
    assert_eq!(answer.header("access-control-allow-origin"), "");
    let logged = app.site.logged.lock().unwrap().clone();
    assert_eq!(logged.len(), 1);
    assert!(logged[0].starts_with("proxy: GET /api/x to http://127.0.0.1:9: Connection refused"), "{}", logged[0]);
}

#[test]
fn rules_that_cannot_work_are_errors() {
    for rule in [
        json!(1),
        json!([1]),
        json!([{ "context": "/api" }]),
        json!([{ "context": 1, "target": "http://localhost" }]),
        json!([{ "target": "http://localhost", "router": {} }]),
        json!([{ "target": "http://localhost", "ws": "yes" }]),
        json!([{ "target": "http://localhost", "pathRewrite": { "^/a": 1 } }]),
    ] {
        assert_eq!(proxy_rules(&rule).unwrap_err().code, "invalid-proxy", "{rule}");
    }
    let runtime = mfbuild_serve::runtime().unwrap();
    for rule in [
        json!("localhost:7007"),
        json!("localhost"),
        json!([{ "target": "http://localhost", "pathRewrite": { "(?=a)": "" } }]),
        json!([{ "target": "http://localhost", "context": "/a{b" }]),
    ] {
        let options = ServeOptions { proxies: proxy_rules(&rule).unwrap(), ..options() };
        let error = mfbuild_serve::serve(crate::harness::site(&[]), &options, runtime.handle()).unwrap_err();
        assert_eq!(error.code, "invalid-proxy", "{rule}");
    }
}
