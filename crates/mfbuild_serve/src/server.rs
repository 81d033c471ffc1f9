//! Accepts connections, serves them, and ends all of them at once.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header::{HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use mfbuild_diagnostics::Diagnostic;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::address::listen;
use crate::hot::Clients;
use crate::proxy::Routes;
use crate::respond::{Body, respond, to_https};
use crate::tls::server_config;
use crate::{AllowedHosts, ServeOptions, Site};

/// Threads for all servers of a process: they copy bytes, the cores belong to builds.
const WORKERS: usize = 2;
/// A client that begins TLS and goes away.
const HANDSHAKE_LIMIT: Duration = Duration::from_secs(10);
/// First byte of a client that speaks TLS (RFC 8446, 5.1).
const TLS_HANDSHAKE: u8 = 22;
/// Out of file descriptors: others may be given back.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Different lines about foreign pages; a page can make up as many as it likes.
const MOST_LOGGED: usize = 50;
/// Longest wait for connections to end; only a blocked thread can need it.
const CLOSE_LIMIT: Duration = Duration::from_secs(1);

/// A running server. It ends when this is dropped, too, but only [`Server::close`] waits for that.
#[derive(Debug)]
pub struct Server {
    addresses: Vec<SocketAddr>,
    url: String,
    clients: Arc<Clients>,
    closing: watch::Sender<bool>,
    runtime: Handle,
}

impl Server {
    /// Where it listens: two addresses for `localhost`, of one port.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// Address of the output root for a browser on this machine, with a slash at its end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Sends a message to every page that is connected; never waits.
    pub fn broadcast(&self, message: &str) {
        self.clients.broadcast(message);
    }

    /// How many pages are connected.
    pub fn connected(&self) -> usize {
        self.clients.count()
    }

    /// Ends it with all its connections, websockets too; the port is free afterwards. Not to be called on a thread of
    /// the runtime.
    pub fn close(self) {
        self.closing.send_replace(true);
        let (ended, wait) = mpsc::channel();
        let Self { closing, runtime, .. } = self;
        runtime.spawn(async move {
            closing.closed().await;
            let _ = ended.send(());
        });
        let _ = wait.recv_timeout(CLOSE_LIMIT);
    }
}

/// A runtime for all servers of a process. End it with `shutdown_background`: a name that is being looked up for a
/// proxy must not delay the exit.
pub fn runtime() -> std::io::Result<Runtime> {
    Builder::new_multi_thread().worker_threads(WORKERS).thread_name("mfbuild-serve").enable_all().build()
}

/// Starts a server: listens when this returns.
pub fn serve(site: Arc<dyn Site>, options: &ServeOptions, runtime: &Handle) -> Result<Server, Diagnostic> {
    let acceptor = options.tls.as_ref().map(server_config).transpose()?.map(TlsAcceptor::from);
    let routes = Routes::new(&options.proxies)?;
    let headers = options.headers.iter().map(header).collect::<Result<_, _>>()?;
    let listeners = listen(&options.host, options.port)?;
    let addresses: Vec<SocketAddr> = listeners.iter().filter_map(|listener| listener.local_addr().ok()).collect();
    let public_path = normalize(&options.public_path);
    let port = addresses.first().map_or(options.port, SocketAddr::port);
    let url = format!("{}{public_path}", origin(&options.host, port, acceptor.is_some()));
    let (closing, closed) = watch::channel(false);
    let clients = Arc::new(Clients::default());
    let context = Arc::new(Context {
        site,
        clients: clients.clone(),
        lifetime: Lifetime(closed),
        host: options.host.clone(),
        allowed_hosts: options.allowed_hosts.clone(),
        history_fallback: options.history_fallback,
        public_path,
        url: url.clone(),
        headers,
        routes,
        open_to_all: options.open_to_all,
        token: options.token.clone(),
        header_limit: options.header_limit,
        logged: Mutex::default(),
    });
    let _entered = runtime.enter();
    for listener in listeners {
        let listener = from_std(listener)?;
        context.lifetime.spawn(accept(listener, acceptor.clone(), context.clone()));
    }
    Ok(Server { addresses, url, clients, closing, runtime: runtime.clone() })
}

/// What every request needs. Held by connections and the loops that accept them, never by the [`Server`].
pub(crate) struct Context {
    pub(crate) site: Arc<dyn Site>,
    pub(crate) clients: Arc<Clients>,
    pub(crate) lifetime: Lifetime,
    pub(crate) host: String,
    pub(crate) allowed_hosts: AllowedHosts,
    pub(crate) history_fallback: bool,
    /// With a slash at both ends.
    pub(crate) public_path: String,
    pub(crate) url: String,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) routes: Routes,
    pub(crate) open_to_all: bool,
    pub(crate) token: String,
    header_limit: Duration,
    logged: Mutex<BTreeSet<String>>,
}

impl Context {
    /// A line for the user's terminal that is not repeated: pages try again and again.
    pub(crate) fn log_once(&self, line: &str) {
        let mut logged = self.logged.lock().unwrap_or_else(PoisonError::into_inner);
        if logged.len() < MOST_LOGGED && logged.insert(line.to_owned()) {
            self.site.log(line);
        }
    }
}

/// Ends tasks with the server; the server is ended when all of these are gone.
#[derive(Clone)]
pub(crate) struct Lifetime(watch::Receiver<bool>);

impl Lifetime {
    /// Runs until the work is done or the server is closed or dropped.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut closed = self.0.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = work => {}
                _ = closed.wait_for(|closed| *closed) => {}
            }
        });
    }
}

pub(crate) fn header((name, value): &(String, String)) -> Result<(HeaderName, HeaderValue), Diagnostic> {
    let parsed = HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_str(value).ok());
    parsed.ok_or_else(|| {
        Diagnostic::error("invalid-header", format!("`{name}: {value}` cannot be a header"))
            .with_help("names are letters, digits and `-`; values have no line ends")
    })
}

/// A slash at both ends.
fn normalize(public_path: &str) -> String {
    match public_path.trim_matches('/') {
        "" => "/".to_owned(),
        path => format!("/{path}/"),
    }
}

/// Scheme, host and port for a browser on this machine.
fn origin(host: &str, port: u16, https: bool) -> String {
    let host = match host {
        "0.0.0.0" | "::" | "[::]" => "localhost".to_owned(),
        address if address.contains(':') && !address.starts_with('[') => format!("[{address}]"),
        name => name.to_owned(),
    };
    match (https, port) {
        (true, 443) => format!("https://{host}"),
        (true, _) => format!("https://{host}:{port}"),
        (false, 80) => format!("http://{host}"),
        (false, _) => format!("http://{host}:{port}"),
    }
}

fn from_std(listener: TcpListener) -> Result<tokio::net::TcpListener, Diagnostic> {
    tokio::net::TcpListener::from_std(listener)
        .map_err(|error| Diagnostic::error("host-unavailable", format!("the server cannot listen: {error}")))
}

async fn accept(listener: tokio::net::TcpListener, acceptor: Option<TlsAcceptor>, context: Arc<Context>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => context.lifetime.spawn(connect(stream, acceptor.clone(), context.clone())),
            Err(_) => sleep(ACCEPT_PAUSE).await,
        }
    }
}

async fn connect(stream: TcpStream, acceptor: Option<TlsAcceptor>, context: Arc<Context>) {
    // Small messages at once: an update is one.
    let _ = stream.set_nodelay(true);
    let limit = context.header_limit;
    let service = service_fn(move |request| {
        let context = context.clone();
        async move { Ok(respond(&context, request).await) }
    });
    let Some(acceptor) = acceptor else { return converse(stream, limit, service).await };
    let mut first = [0];
    match timeout(HANDSHAKE_LIMIT, stream.peek(&mut first)).await {
        Ok(Ok(1)) if first[0] == TLS_HANDSHAKE => {}
        Ok(Ok(1)) => return converse(stream, limit, service_fn(async |request| Ok(to_https(&request)))).await,
        _ => return,
    }
    // Browsers that do not trust the certificate yet end the handshake: nothing to report.
    if let Ok(Ok(stream)) = timeout(HANDSHAKE_LIMIT, acceptor.accept(stream)).await {
        converse(stream, limit, service).await;
    }
}

async fn converse<S>(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, limit: Duration, service: S)
where
    S: Service<Request<Incoming>, Response = Response<Body>, Error = Infallible, Future: Send> + Send + 'static,
{
    // An error is a client that went away.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        // Also ends connections that a browser keeps without need: it opens another one.
        .header_read_timeout(limit)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades()
        .await;
}
