//! Host and port to listening sockets. A taken port is an error that says who has it: another port would not be the one
//! that the app's configuration, its backend and its hosts know.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};

use mfbuild_diagnostics::Diagnostic;

use crate::holder::port_holder;

/// How often a free port is taken again when the other loopback address does not have it free.
const ATTEMPTS: usize = 10;

/// Sockets for a host and a port, all of the same port, not blocking.
pub(crate) fn listen(host: &str, port: u16) -> Result<Vec<TcpListener>, Diagnostic> {
    let addresses = addresses(host).map_err(|error| unavailable(host, &error))?;
    let mut attempts = if port == 0 { ATTEMPTS } else { 1 };
    loop {
        attempts -= 1;
        match listen_on_all(&addresses, port) {
            Err(error) if error.kind() == ErrorKind::AddrInUse && attempts > 0 => {}
            result => return result.map_err(|error| diagnose(host, port, &error)),
        }
    }
}

/// `localhost` is both loopback addresses whatever the hosts file says: browsers and Node disagree which one is first.
fn addresses(host: &str) -> io::Result<Vec<IpAddr>> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if host.eq_ignore_ascii_case("localhost") {
        return Ok(vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]);
    }
    if let Ok(address) = host.parse() {
        return Ok(vec![address]);
    }
    let mut found = Vec::new();
    for address in (host, 0).to_socket_addrs()? {
        if !found.contains(&address.ip()) {
            found.push(address.ip());
        }
    }
    Ok(found)
}

/// Listens on every address that this machine has; a machine without IPv6 has no `::1`.
fn listen_on_all(addresses: &[IpAddr], port: u16) -> io::Result<Vec<TcpListener>> {
    let mut listeners: Vec<TcpListener> = Vec::new();
    let mut missing = io::Error::from(ErrorKind::AddrNotAvailable);
    for address in addresses {
        let port = match listeners.first() {
            Some(listener) => listener.local_addr()?.port(),
            None => port,
        };
        match TcpListener::bind(SocketAddr::new(*address, port)) {
            Ok(listener) => {
                listener.set_nonblocking(true)?;
                listeners.push(listener);
            }
            Err(error) if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) => {
                return Err(error);
            }
            // Also "address family not supported", which has no kind.
            Err(error) => missing = error,
        }
    }
    if listeners.is_empty() { Err(missing) } else { Ok(listeners) }
}

fn diagnose(host: &str, port: u16, error: &io::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::AddrInUse => taken(port),
        ErrorKind::PermissionDenied => {
            Diagnostic::error("port-forbidden", format!("this user may not listen on port {port}")).with_help(
                "take a port above 1023: `--port`, `devServer.port`, or `app.listen.port` of a Backstage app",
            )
        }
        _ => unavailable(host, error),
    }
}

fn taken(port: u16) -> Diagnostic {
    let message = format!("port {port} is taken");
    let diagnostic = match port_holder(port) {
        Some(holder) => Diagnostic::error("port-taken", message).with_note(format!("{holder} listens on it")),
        None => Diagnostic::error("port-taken", message),
    };
    diagnostic.with_help(
        "end that process, or set another port: `--port`, `devServer.port`, or `app.listen.port` of a Backstage app",
    )
}

fn unavailable(host: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("host-unavailable", format!("the server cannot listen on `{host}`: {error}"))
        .with_help("set `app.listen.host` to a name or an address of this machine, such as `localhost` or `0.0.0.0`")
}
