//! The websocket of hot updates.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use mfbuild_serve::ServeOptions;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;

use crate::harness::{Harness, options};

const HELLO: &str = r#"{"type":"hello"}"#;

fn next(app: &Harness, socket: &mut WebSocketStream<TcpStream>) -> Option<String> {
    let received = app.runtime.block_on(async { timeout(Duration::from_secs(5), socket.next()).await.unwrap() });
    received?.ok()?.into_text().ok().map(|text| text.to_string())
}

#[test]
fn pages_hear_hello_and_then_what_is_broadcast() {
    let app = Harness::new(&[], &ServeOptions { public_path: "/app/".to_owned(), ..options() });
    let mut first = app.websocket("/app/__mfbuild/hot");
    let mut second = app.websocket("/app/__mfbuild/hot");
    assert_eq!(next(&app, &mut first).as_deref(), Some(HELLO));
    assert_eq!(next(&app, &mut second).as_deref(), Some(HELLO));
    assert_eq!(app.server.connected(), 2);
    app.server.broadcast("one");
    app.server.broadcast("two");
    for socket in [&mut first, &mut second] {
        assert_eq!(next(&app, socket).as_deref(), Some("one"));
        assert_eq!(next(&app, socket).as_deref(), Some("two"));
    }
    drop(second);
    let begin = Instant::now();
    while app.server.connected() == 2 {
        assert!(begin.elapsed() < Duration::from_secs(5));
        std::thread::sleep(Duration::from_millis(5));
    }
    app.server.broadcast("three");
    assert_eq!(next(&app, &mut first).as_deref(), Some("three"));
}

#[test]
fn a_page_that_does_not_read_is_dropped() {
    let app = Harness::new(&[], &options());
    let mut slow = app.websocket("/__mfbuild/hot");
    let mut quick = app.websocket("/__mfbuild/hot");
    assert_eq!(next(&app, &mut slow).as_deref(), Some(HELLO));
    assert_eq!(next(&app, &mut quick).as_deref(), Some(HELLO));
    let message = "x".repeat(1 << 20);
    let begin = Instant::now();
    while app.server.connected() == 2 {
        app.server.broadcast(&message);
        assert_eq!(next(&app, &mut quick).map(|text| text.len()), Some(message.len()));
        assert!(begin.elapsed() < Duration::from_secs(20));
    }
    assert_eq!(app.server.connected(), 1);
}

#[test]
fn close_does_not_wait_for_anybody() {
    let app = Harness::new(&[("main.js", "run()")], &options());
    let mut sockets: Vec<_> = (0..5).map(|_| app.websocket("/__mfbuild/hot")).collect();
    for socket in &mut sockets {
        assert_eq!(next(&app, socket).as_deref(), Some(HELLO));
    }
    // A connection that is kept, one that has begun a request, and one that waits for a build.
    let mut kept = app.runtime.block_on(async {
        let mut kept = TcpStream::connect(app.server.addresses()[0]).await.unwrap();
        kept.write_all(b"GET /main.js HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
        assert!(kept.read(&mut [0; 4096]).await.unwrap() > 0);
        kept
    });
    app.site.gate.close();
    let mut waiting = app.runtime.block_on(async {
        let mut half = TcpStream::connect(app.server.addresses()[0]).await.unwrap();
        half.write_all(b"GET /ma").await.unwrap();
        let mut waiting = TcpStream::connect(app.server.addresses()[0]).await.unwrap();
        waiting.write_all(b"GET /main.js HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
        (half, waiting)
    });
    std::thread::sleep(Duration::from_millis(50));
    let Harness { runtime, server, .. } = app;
    let begin = Instant::now();
    server.close();
    assert!(begin.elapsed() < Duration::from_millis(100), "{:?}", begin.elapsed());
    runtime.block_on(async {
        for stream in [&mut kept, &mut waiting.0, &mut waiting.1] {
            let read = timeout(Duration::from_secs(5), stream.read(&mut [0; 64])).await.unwrap();
            assert!(matches!(read, Ok(0) | Err(_)));
        }
        for socket in &mut sockets {
            let received = timeout(Duration::from_secs(5), socket.next()).await.unwrap();
            assert!(matches!(received, None | Some(Err(_))));
        }
    });
}

/// Clients that send the head of a request byte by byte, or keep a connection, hold a file handle each.
#[test]
fn slow_clients_are_hung_up_on() {
    let limit = Duration::from_millis(300);
    let app = Harness::new(&[("main.js", "run()")], &ServeOptions { header_limit: limit, ..options() });
    let mut socket = app.websocket("/__mfbuild/hot");
    assert_eq!(next(&app, &mut socket).as_deref(), Some(HELLO));
    let beginnings = ["", "GET /main.js HTTP/1.1\r\nhost: local", "GET /main.js HTTP/1.1\r\nhost: localhost\r\n\r\n"];
    app.runtime.block_on(async {
        for beginning in beginnings {
            let mut stream = TcpStream::connect(app.server.addresses()[0]).await.unwrap();
            stream.write_all(beginning.as_bytes()).await.unwrap();
            let mut bytes = Vec::new();
            timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes)).await.unwrap().unwrap();
            assert_eq!(bytes.starts_with(b"HTTP/1.1 200"), beginning.ends_with("\r\n\r\n"), "{beginning}");
        }
    });
    // Pages that are connected stay.
    app.server.broadcast("one");
    assert_eq!(next(&app, &mut socket).as_deref(), Some("one"));
}
