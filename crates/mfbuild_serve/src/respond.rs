//! What answers a request: a proxy, a file, the page of the app, or a text that says why there is nothing.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::channel::Channel;
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::header::{
    ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, HOST, HeaderValue, IF_NONE_MATCH, LOCATION,
    X_CONTENT_TYPE_OPTIONS,
};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use percent_encoding::percent_decode_str;
use xxhash_rust::xxh3::xxh3_128;

use crate::content_type::content_type;
use crate::cors::{Asker, Audience};
use crate::hot::{SOCKET_NAME, upgrade};
use crate::not_found::not_found;
use crate::proxy::{Route, forward, is_websocket};
use crate::server::Context;
use crate::{Content, SiteFile};

/// A body that is there, one that is made while it is sent, or one that comes from a proxied server.
pub(crate) type Body = Either<Full<Bytes>, Either<Made, Incoming>>;
/// A body that is made while it is sent.
pub(crate) type Made = Channel<Bytes, std::io::Error>;

/// Longest wait for a running build.
const BUILD_LIMIT: Duration = Duration::from_secs(60);
const INDEX: &str = "index.html";
/// Pieces of a file that are made before the client has taken those before them.
const PIECES_AHEAD: usize = 8;

/// Answers one request.
pub(crate) async fn respond(context: &Arc<Context>, request: Request<Incoming>) -> Response<Body> {
    let asker = Asker::of(context, request.headers());
    let (mut response, audience) = match refusal(context, &request) {
        Some(text) => (plain(StatusCode::FORBIDDEN, text), Audience::Unchanged),
        None => answer(context, request, &asker).await,
    };
    if audience == Audience::Trusted && asker.may_not_embed(context) {
        response = foreign_page(context, &asker, "load this file");
    }
    asker.allow(audience, response.headers_mut());
    for (name, value) in &context.headers {
        response.headers_mut().insert(name, value.clone());
    }
    response
}

/// Sends a browser that was told no scheme from http to https, to the name that it knows.
pub(crate) fn to_https(request: &Request<Incoming>) -> Response<Body> {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let mut response = empty(StatusCode::TEMPORARY_REDIRECT);
    if let Ok(target) = HeaderValue::try_from(format!("https://{host}{path}")) {
        response.headers_mut().insert(LOCATION, target);
    }
    response
}

/// A text as a response. Never html: it repeats what was asked.
pub(crate) fn plain(status: StatusCode, text: String) -> Response<Body> {
    let mut response = empty(status);
    *response.body_mut() = Either::Left(Full::from(text));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// Why the host that was asked for is not answered. No browser leaves it out.
fn refusal(context: &Context, request: &Request<Incoming>) -> Option<String> {
    let host = request.headers().get(HOST)?;
    context.allowed_hosts.refusal(&String::from_utf8_lossy(host.as_bytes()), &context.host)
}

/// The answer to a page of an origin that is not trusted.
pub(crate) fn foreign_page(context: &Context, asker: &Asker, what: &str) -> Response<Body> {
    let page =
        asker.foreign_origin().map_or("a page of another site".to_owned(), |origin| format!("a page of {origin}"));
    context.log_once(&format!("refused: {page} wanted to {what}"));
    let text = format!(
        "This server does not let {page} {what}.\n\
         If the page is yours, add the name of its host to `devServer.allowedHosts`.\n"
    );
    plain(StatusCode::FORBIDDEN, text)
}

/// Hands a request on, unless a foreign page sends it: proxies add what the developer may do.
async fn forward_checked(
    context: &Arc<Context>,
    route: &Route,
    request: Request<Incoming>,
    asker: &Asker,
) -> (Response<Body>, Audience) {
    let response = if asker.may_not_act(context, request.method()) {
        let what = format!("send {} {} to the proxy", request.method(), request.uri().path());
        foreign_page(context, asker, &what)
    } else {
        forward(context, route, request).await
    };
    (response, Audience::Unchanged)
}

/// Files come before proxies, and proxies before the page of the app. A proxy with paths of its own does not wait for a
/// build, unless a file has that name.
async fn answer(context: &Arc<Context>, request: Request<Incoming>, asker: &Asker) -> (Response<Body>, Audience) {
    let path = percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
    let name = path.strip_prefix(&context.public_path).map(file_name);
    if name.as_deref() == Some(SOCKET_NAME) {
        return (upgrade(context, request, asker), Audience::Unchanged);
    }
    let find = || name.as_deref().and_then(|name| context.site.file(name));
    if let Some(route) = context.routes.explicit(&request)
        && find().is_none()
    {
        return forward_checked(context, route, request, asker).await;
    }
    context.site.gate().pass(BUILD_LIMIT).await;
    let file = find();
    if file.is_none()
        && redirect_to(context, &path).is_none()
        && let Some(route) = remaining(context, &request)
    {
        return forward_checked(context, route, request, asker).await;
    }
    let (request, _) = request.into_parts();
    // A path without a file may get the page.
    let shown = match file {
        Some(_) => name.as_deref(),
        None => context.history_fallback.then_some(INDEX),
    };
    let audience = Audience::of_file(context, shown);
    let response = match request.method {
        Method::GET | Method::HEAD => page_or_file(context, &request, &path, file),
        Method::OPTIONS => empty(StatusCode::NO_CONTENT),
        _ => not_allowed(&request.method),
    };
    (response, audience)
}

/// The name of a file below the output root; directories show their page.
fn file_name(path: &str) -> String {
    if path.is_empty() || path.ends_with('/') { format!("{path}{INDEX}") } else { path.to_owned() }
}

/// The proxy for everything that accepts no html and is no file; what asks without saying what it accepts is no page
/// either, but may be a check whether this server is there.
fn remaining<'a>(context: &'a Context, request: &Request<Incoming>) -> Option<&'a Route> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let headers = request.headers();
    let no_page = is_websocket(headers) || headers.contains_key(ACCEPT) && !lists_html(headers);
    if reads && !no_page { None } else { context.routes.remaining(request) }
}

fn page_or_file(context: &Context, request: &Parts, path: &str, file: Option<SiteFile>) -> Response<Body> {
    if let Some(file) = file {
        let name = path.strip_prefix(&context.public_path).map(file_name).unwrap_or_default();
        return send(request, &name, file);
    }
    if let Some(target) = redirect_to(context, path) {
        return redirect(request, target);
    }
    if path.starts_with(&context.public_path)
        && context.history_fallback
        && wants_page(request, path)
        && let Some(page) = context.site.file(INDEX)
    {
        return send(request, INDEX, page);
    }
    plain(StatusCode::NOT_FOUND, not_found(&*context.site, &context.url, path))
}

/// The output root, for `/` and for its own path without the slash.
fn redirect_to<'a>(context: &'a Context, path: &str) -> Option<&'a str> {
    let root = &context.public_path;
    (!path.starts_with(root) && (path == "/" || Some(path) == root.strip_suffix('/'))).then_some(root)
}

fn redirect(request: &Parts, target: &str) -> Response<Body> {
    let target = match request.uri.query() {
        Some(query) => format!("{target}?{query}"),
        None => target.to_owned(),
    };
    let mut response = empty(StatusCode::FOUND);
    if let Ok(target) = HeaderValue::try_from(target) {
        response.headers_mut().insert(LOCATION, target);
    }
    response
}

/// Pages may have dots in their path, so it is the header that tells. Tools that accept anything and are no browser
/// (those say what they fetch for) get the page where the path does not look like a file.
fn wants_page(request: &Parts, path: &str) -> bool {
    if lists_html(&request.headers) {
        return true;
    }
    let anything = request.headers.get(ACCEPT).is_none_or(|accept| accept == "*/*");
    let looks_like_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    anything && !looks_like_file && !request.headers.contains_key("sec-fetch-dest")
}

fn lists_html(headers: &HeaderMap) -> bool {
    headers.get_all(ACCEPT).iter().any(|accept| accept.to_str().is_ok_and(|accept| accept.contains("text/html")))
}

/// Names without hashes have new content any time: the browser asks each time, and gets only what is new.
fn send(request: &Parts, name: &str, file: SiteFile) -> Response<Body> {
    let tag = match &file.content {
        Content::Whole(bytes) => xxh3_128(bytes),
        Content::Pieces { tag, .. } => *tag,
    };
    let tag = format!("\"{tag:032x}\"");
    let mut response = if has_tag(&request.headers, &tag) {
        empty(StatusCode::NOT_MODIFIED)
    } else {
        let kind = file.content_type.unwrap_or_else(|| content_type(name));
        let mut response = Response::new(match file.content {
            Content::Whole(bytes) => Either::Left(Full::new(bytes)),
            // Nobody makes what nobody reads.
            Content::Pieces { .. } if request.method == Method::HEAD => Either::Left(Full::default()),
            Content::Pieces { pieces, .. } => Either::Right(Either::Left(made(pieces))),
        });
        if let Ok(kind) = HeaderValue::try_from(kind) {
            response.headers_mut().insert(CONTENT_TYPE, kind);
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(ETAG, HeaderValue::try_from(tag).expect("a hash in hexadecimal"));
    response
}

/// A body whose pieces are made as fast as the client takes them.
fn made(mut pieces: Box<dyn Iterator<Item = Bytes> + Send>) -> Made {
    let (mut sender, body) = Channel::new(PIECES_AHEAD);
    tokio::spawn(async move {
        loop {
            let made = tokio::task::spawn_blocking(move || (pieces.next(), pieces)).await;
            let Ok((piece, rest)) = made else { return sender.abort(std::io::Error::other("the file cannot be made")) };
            pieces = rest;
            // Without a piece it is complete, and without a reader it is over.
            let Some(piece) = piece else { return };
            if sender.send_data(piece).await.is_err() {
                return;
            }
        }
    });
    body
}

/// Whether the client has this content: `If-None-Match`, compared weakly (RFC 9110, 13.1.2).
fn has_tag(headers: &HeaderMap, tag: &str) -> bool {
    let listed = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    listed.flat_map(|value| value.split(',')).map(str::trim).any(|known| known.trim_start_matches("W/") == tag)
}

fn not_allowed(method: &Method) -> Response<Body> {
    let mut response =
        plain(StatusCode::METHOD_NOT_ALLOWED, format!("{method} is not answered here, and no proxy takes it.\n"));
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD, OPTIONS"));
    response
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::Left(Full::default()));
    *response.status_mut() = status;
    response
}
