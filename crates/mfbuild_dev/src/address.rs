//! Where a package is served (spec/backstage.md §9).

use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use mfbuild_app::app_config::DevAddress;
use mfbuild_config::{AllowedHosts as Allowed, BuildOptions, HttpsOption, PublicPath};
use mfbuild_diagnostics::Diagnostic;
use mfbuild_serve::{AllowedHosts, ServeOptions, Tls, proxy_rules};

/// Port of packages that say nothing.
pub const DEFAULT_PORT: u16 = 3000;
/// Longest wait for the head of a request.
const HEADER_LIMIT: Duration = Duration::from_secs(30);
/// Ports that are tried for packages that say nothing and are not alone.
const PORTS_TO_TRY: u16 = 100;

/// What decides about an address besides the options.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// `PORT` of the environment.
    pub port: Option<u16>,
    /// Address that the configuration of a Backstage package gives it.
    pub configured: Option<&'a DevAddress>,
    /// Ports that other packages of this process have.
    pub taken: &'a [u16],
    /// The port that it has already.
    pub current: Option<u16>,
    /// Other packages are served too: a package that says nothing takes the next free port.
    pub is_one_of_many: bool,
}

/// Everything that the server of a package needs to know.
///
/// Errors: certificates that cannot be read, proxies that make no sense.
pub fn serve_options(options: &BuildOptions, around: Surroundings<'_>) -> Result<ServeOptions, Diagnostic> {
    let dev = &options.dev_server;
    let host = dev.host.clone().or_else(|| around.configured.map(|address| address.host.clone()));
    let host = host.unwrap_or_else(|| "localhost".to_string());
    // What is configured for the app counts for the first package only.
    let configured = around.configured.map(|address| address.port).filter(|port| !around.taken.contains(port));
    let wanted = if dev.port == Some(0) { around.current.or(dev.port) } else { dev.port };
    let port = match wanted.or(configured).or(around.port.filter(|port| !around.taken.contains(port))) {
        Some(port) => port,
        None if around.is_one_of_many => around.current.unwrap_or_else(|| free_port(&host, around.taken)),
        None => DEFAULT_PORT,
    };
    Ok(ServeOptions {
        host,
        port,
        tls: tls(options, around.configured)?,
        public_path: match &options.public_path {
            PublicPath::Fixed(path) if path.starts_with('/') && !path.starts_with("//") => path.clone(),
            _ if options.app.is_some() => around.configured.map_or_else(|| "/".to_string(), path_of),
            _ => "/".to_string(),
        },
        history_fallback: options.app.is_some(),
        allowed_hosts: allowed_hosts(&dev.allowed_hosts, around.configured),
        proxies: proxy_rules(&dev.proxy)?,
        headers: dev.headers.clone(),
        open_to_all: options.app.is_none() || !options.federation.exposes.is_empty(),
        token: options.hot_token.clone(),
        header_limit: HEADER_LIMIT,
    })
}

fn free_port(host: &str, taken: &[u16]) -> u16 {
    // Browsers try both addresses that `localhost` stands for.
    let hosts = if host == "localhost" { vec!["127.0.0.1", "::1"] } else { vec![host] };
    let is_used = |error: &std::io::Error| error.kind() == std::io::ErrorKind::AddrInUse;
    let is_open = |host: &&str, port: u16| !TcpListener::bind((*host, port)).is_err_and(|error| is_used(&error));
    let is_free = |port: &u16| !taken.contains(port) && hosts.iter().all(|host| is_open(host, *port));
    (DEFAULT_PORT..DEFAULT_PORT + PORTS_TO_TRY).find(is_free).unwrap_or(0)
}

fn tls(options: &BuildOptions, configured: Option<&DevAddress>) -> Result<Option<Tls>, Diagnostic> {
    match &options.dev_server.https {
        HttpsOption::Off => Ok(None),
        HttpsOption::Files { cert, key } => Ok(Some(Tls { certificate: read(cert)?, key: read(key)? })),
        HttpsOption::Unset => {
            let certificate = configured.and_then(|address| address.https.as_ref());
            Ok(certificate.map(|pem| Tls { certificate: pem.cert.clone().into(), key: pem.key.clone().into() }))
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    mfbuild_config::read_file(path).map_err(|error| {
        Diagnostic::error("unreadable-certificate", format!("`{}` cannot be read", path.display()))
            .with_note(error.to_string())
            .with_help("`devServer.https` names the certificate and its key, both PEM files")
    })
}

fn allowed_hosts(allowed: &Allowed, configured: Option<&DevAddress>) -> AllowedHosts {
    let option = "devServer.allowedHosts".to_string();
    match allowed {
        Allowed::All => AllowedHosts::All,
        Allowed::Listed(names) => AllowedHosts::Listed { names: names.clone(), option },
        Allowed::Unset => {
            let base = configured.and_then(|address| host_of(&address.base_url));
            AllowedHosts::Listed { names: base.into_iter().collect(), option }
        }
    }
}

/// `http://localhost:7007/base` → `/base/`.
fn path_of(address: &DevAddress) -> String {
    let rest = address.base_url.split_once("://").map_or("", |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path).trim_matches('/');
    if path.is_empty() { "/".to_string() } else { format!("/{path}/") }
}

/// `https://dev.example.com:7007/app` → `dev.example.com`.
fn host_of(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let authority = rest.split('/').next()?;
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    Some(host.to_ascii_lowercase())
}
