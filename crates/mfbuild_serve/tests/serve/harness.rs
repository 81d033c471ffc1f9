//! A site in memory, a server for it, and a client.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{HeaderMap, Method, Request, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use mfbuild_serve::{AllowedHosts, Content, Gate, ServeOptions, Server, Site, SiteFile, runtime, serve};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio_tungstenite::{WebSocketStream, client_async};

/// The secret of the pages.
pub(crate) const TOKEN: &str = "5ec12e7";

/// Files whose names begin so are sent in pieces.
pub(crate) const MADE: &str = "made";

/// A byte at a time; nothing comes after an exclamation mark.
fn made(bytes: Bytes) -> impl Iterator<Item = Bytes> {
    (0..bytes.len()).map(move |at| {
        assert!(at == 0 || bytes[at - 1] != b'!', "as the test wants it");
        bytes.slice(at..=at)
    })
}

/// Files that tests can change, and what was logged.
pub(crate) struct TestSite {
    pub(crate) files: Mutex<BTreeMap<String, Bytes>>,
    pub(crate) gate: Gate,
    pub(crate) logged: Mutex<Vec<String>>,
}

impl Site for TestSite {
    fn file(&self, name: &str) -> Option<SiteFile> {
        let bytes = self.files.lock().unwrap().get(name)?.clone();
        let content = match name.starts_with(MADE) {
            false => Content::Whole(bytes),
            true => Content::Pieces { tag: bytes.len() as u128, pieces: Box::new(made(bytes)) },
        };
        Some(SiteFile { content, content_type: None })
    }

    fn hello(&self) -> String {
        r#"{"type":"hello"}"#.to_owned()
    }

    fn gate(&self) -> &Gate {
        &self.gate
    }

    fn log(&self, line: &str) {
        self.logged.lock().unwrap().push(line.to_owned());
    }
}

/// A server, its site and the runtime that the client uses, too.
pub(crate) struct Harness {
    pub(crate) runtime: Runtime,
    pub(crate) site: Arc<TestSite>,
    pub(crate) server: Server,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(crate) fn site(files: &[(&str, &str)]) -> Arc<TestSite> {
    let files = files.iter().map(|(name, text)| (name.to_string(), Bytes::from(text.to_string()))).collect();
    Arc::new(TestSite { files: Mutex::new(files), gate: Gate::opened(), logged: Mutex::default() })
}

/// An app on any free port of `localhost`.
pub(crate) fn options() -> ServeOptions {
    ServeOptions {
        host: "localhost".to_owned(),
        port: 0,
        tls: None,
        public_path: "/".to_owned(),
        history_fallback: true,
        allowed_hosts: AllowedHosts::Listed { names: Vec::new(), option: "app.baseUrl".to_owned() },
        proxies: Vec::new(),
        headers: Vec::new(),
        open_to_all: false,
        token: TOKEN.to_owned(),
        header_limit: Duration::from_secs(30),
    }
}

/// A remote, which hosts of all origins embed.
pub(crate) fn remote() -> ServeOptions {
    ServeOptions { history_fallback: false, open_to_all: true, ..options() }
}

impl Harness {
    pub(crate) fn new(files: &[(&str, &str)], options: &ServeOptions) -> Self {
        let runtime = runtime().unwrap();
        let site = site(files);
        let server = serve(site.clone(), options, runtime.handle()).unwrap();
        Self { runtime, site, server }
    }

    pub(crate) fn port(&self) -> u16 {
        self.server.addresses()[0].port()
    }

    pub(crate) fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask(Method::GET, path, headers, "")
    }

    pub(crate) fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &'static str) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("http://127.0.0.1:{}{path}", self.port()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(Bytes::from(body))).unwrap();
        self.runtime.block_on(async move {
            let client = Client::builder(TokioExecutor::new()).build_http();
            let (parts, body) = client.request(request).await.unwrap().into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            Answer { status: parts.status, headers: parts.headers, body }
        })
    }

    /// The body of a file, if it arrives as a whole.
    pub(crate) fn read(&self, path: &str) -> Result<Bytes, hyper::Error> {
        let request = Request::get(format!("http://127.0.0.1:{}{path}", self.port())).body(Full::<Bytes>::default());
        self.runtime.block_on(async move {
            let client = Client::builder(TokioExecutor::new()).build_http();
            let body = client.request(request.unwrap()).await.unwrap().into_body();
            body.collect().await.map(|body| body.to_bytes())
        })
    }

    /// A page of this server.
    pub(crate) fn websocket(&self, path: &str) -> WebSocketStream<TcpStream> {
        let origin = format!("http://127.0.0.1:{}", self.port());
        self.connect(&format!("{path}?token={TOKEN}"), Some(&origin)).unwrap()
    }

    /// A page of that origin, or a program that is no browser.
    pub(crate) fn connect(
        &self,
        path: &str,
        origin: Option<&str>,
    ) -> Result<WebSocketStream<TcpStream>, tokio_tungstenite::tungstenite::Error> {
        self.runtime.block_on(async {
            let stream = TcpStream::connect(("127.0.0.1", self.port())).await.unwrap();
            let mut request = Request::builder()
                .uri(format!("ws://127.0.0.1:{}{path}", self.port()))
                .header("host", format!("127.0.0.1:{}", self.port()))
                .header("connection", "Upgrade")
                .header("upgrade", "websocket")
                .header("sec-websocket-version", "13")
                .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
            if let Some(origin) = origin {
                request = request.header("origin", origin);
            }
            client_async(request.body(()).unwrap(), stream).await.map(|(socket, _)| socket)
        })
    }
}
