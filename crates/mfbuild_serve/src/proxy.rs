//! Hands requests on to other servers: `rules.rs` reads what the user wrote, `route.rs` decides which request goes
//! where, `client.rs` connects, and this file sends. Bodies and websockets are streams, never collected.

mod client;
mod route;
mod rules;

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Either;
use hyper::body::Incoming;
use hyper::header::{
    CONNECTION, HOST, HeaderName, HeaderValue, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE, TRAILER, TRANSFER_ENCODING,
    UPGRADE,
};
use hyper::{HeaderMap, Request, Response, StatusCode, Version};
use hyper_util::rt::TokioIo;
use tokio::io::copy_bidirectional;
use tokio::time::timeout;

use crate::respond::{Body, plain};
use crate::server::Context;

pub(crate) use route::{Route, Routes};
pub use rules::{ProxyContext, ProxyRule, proxy_rules};

/// How long the other server may take to begin its answer; a debugger may hold it.
const ANSWER_LIMIT: Duration = Duration::from_secs(300);

/// Headers that belong to one connection (RFC 9110, 7.6.1).
const OF_CONNECTION: [HeaderName; 8] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// Sends the request to the other server and hands its answer back.
pub(crate) async fn forward(context: &Arc<Context>, route: &Route, mut request: Request<Incoming>) -> Response<Body> {
    let asked = format!("{} {}", request.method(), request.uri().path());
    let page_side = is_websocket(request.headers()).then(|| hyper::upgrade::on(&mut request));
    let Some(uri) = route.uri(request.uri()) else {
        return failure(context, route, &asked, StatusCode::BAD_GATEWAY, "the rewritten path is not one");
    };
    *request.uri_mut() = uri;
    *request.version_mut() = Version::HTTP_11;
    prepare(route, request.headers_mut(), page_side.is_some());
    let mut response = match timeout(ANSWER_LIMIT, route.client.request(request)).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => {
            let cause = root_cause(&error);
            return failure(context, route, &asked, status(&error), &cause);
        }
        Err(_) => return failure(context, route, &asked, StatusCode::GATEWAY_TIMEOUT, "no answer in time"),
    };
    let switched = response.status() == StatusCode::SWITCHING_PROTOCOLS;
    if let Some(page_side) = page_side.filter(|_| switched) {
        let server_side = hyper::upgrade::on(&mut response);
        context.lifetime.spawn(async move {
            if let (Ok(page), Ok(server)) = (page_side.await, server_side.await) {
                // Ends with either side; there is nobody left to tell.
                let _ = copy_bidirectional(&mut TokioIo::new(page), &mut TokioIo::new(server)).await;
            }
        });
    }
    remove_connection_headers(response.headers_mut(), switched);
    // An old server's version would be taken for ours.
    *response.version_mut() = Version::HTTP_11;
    response.map(|body| Either::Right(Either::Right(body)))
}

/// Whether a request wants to become a websocket.
pub(crate) fn is_websocket(headers: &HeaderMap) -> bool {
    headers.get(UPGRADE).is_some_and(|protocol| protocol.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

fn prepare(route: &Route, headers: &mut HeaderMap, websocket: bool) {
    remove_connection_headers(headers, websocket);
    if let Some(host) = route.own_host().and_then(|host| HeaderValue::from_str(host).ok()) {
        headers.insert(HOST, host);
    }
    for (name, value) in &route.headers {
        headers.insert(name, value.clone());
    }
}

/// Removes what is for this connection only, also headers that `Connection` names. A websocket needs its two.
fn remove_connection_headers(headers: &mut HeaderMap, websocket: bool) {
    let upgrade = headers.get(UPGRADE).cloned();
    let listed: Vec<String> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(',').map(|name| name.trim().to_owned()))
        .collect();
    for name in listed {
        headers.remove(name);
    }
    for name in OF_CONNECTION {
        headers.remove(name);
    }
    if let Some(protocol) = upgrade.filter(|_| websocket) {
        headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
        headers.insert(UPGRADE, protocol);
    }
}

fn failure(context: &Context, route: &Route, asked: &str, status: StatusCode, cause: &str) -> Response<Body> {
    let target = route.target();
    context.site.log(&format!("proxy: {asked} to {target}: {cause}"));
    let mut text = format!("{asked} could not be handed on to {target}: {cause}\n");
    text += if cause.contains("certificate") {
        "`\"secure\": false` in `proxy` of package.json takes any certificate.\n"
    } else {
        "`proxy` of package.json names that server. Is it running?\n"
    };
    plain(status, text)
}

/// What the system or TLS said; the errors around it say only that a request failed.
fn root_cause(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

fn status(error: &(dyn Error + 'static)) -> StatusCode {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut) {
            return StatusCode::GATEWAY_TIMEOUT;
        }
        cause = error.source();
    }
    StatusCode::BAD_GATEWAY
}
