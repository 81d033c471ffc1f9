//! Headers that let pages of other origins use the files: hosts embed remotes (spec/backstage.md §9, row CORS).

use hyper::HeaderMap;
use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, HeaderName, HeaderValue,
};
use hyper::http::request::Parts;

const ALWAYS: [(HeaderName, &str); 3] = [
    (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
    (ACCESS_CONTROL_ALLOW_HEADERS, "X-Requested-With, content-type, Authorization"),
];

/// Private Network Access: asked by pages of public addresses that embed something of this machine.
const REQUEST_PRIVATE_NETWORK: &str = "access-control-request-private-network";
const ALLOW_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-allow-private-network");

/// Adds the headers that each response has. What a proxied server said of itself stays: it may want credentials, which
/// `*` forbids.
pub(crate) fn allow_all(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// Headers of the answer to an OPTIONS request, besides those of each response.
pub(crate) fn answer_preflight(request: &Parts, headers: &mut HeaderMap) {
    if request.headers.get(REQUEST_PRIVATE_NETWORK).is_some_and(|value| value == "true") {
        headers.insert(ALLOW_PRIVATE_NETWORK, HeaderValue::from_static("true"));
    }
}
