//! Which pages may read an answer (spec/backstage.md §9, row CORS), and which may ask at all.
//!
//! * Hosts of any origin embed a remote, so its files are open to all pages.
//! * An app's page holds its configuration, its scripts are the sources, and its proxies add the developer's credentials:
//!   only pages of this machine and of `devServer.allowedHosts` may read them. Others may not even load the scripts,
//!   which tell their text to a page that runs them (GHSA-9jgg-88mc-972h of webpack-dev-server).
//! * A proxied server says itself who may read its answers.

use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, HOST, HeaderName,
    HeaderValue, ORIGIN, VARY,
};
use hyper::{HeaderMap, Method};

use crate::server::Context;

const ALLOWED_METHODS: &str = "GET, HEAD, OPTIONS";
const ALLOWED_HEADERS: &str = "X-Requested-With, content-type, Authorization";

/// Private Network Access: asked by pages of public addresses that embed something of this machine.
const REQUEST_PRIVATE_NETWORK: &str = "access-control-request-private-network";
const ALLOW_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-allow-private-network");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Who may read an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Pages of all origins.
    Everyone,
    /// Pages of origins that the server trusts.
    Trusted,
    /// Another server has said so, or the request was refused.
    Unchanged,
}

impl Audience {
    /// The audience of a file, or of the text that there is none. Pages and hidden files hold configuration.
    pub(crate) fn of_file(context: &Context, name: Option<&str>) -> Self {
        let is_private = name.and_then(|name| name.rsplit('/').next()).is_some_and(|last| {
            let last = last.to_ascii_lowercase();
            last.starts_with('.') || last.contains(".htm")
        });
        if context.open_to_all && !is_private { Self::Everyone } else { Self::Trusted }
    }
}

/// The browser's headers about the page that asks. Programs that are no browser send none.
#[derive(Debug)]
pub(crate) struct Asker {
    origin: Option<HeaderValue>,
    is_trusted: bool,
    is_cross_site: bool,
    is_navigation: bool,
    asks_for_private_network: bool,
}

impl Asker {
    pub(crate) fn of(context: &Context, headers: &HeaderMap) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let origin = headers.get(ORIGIN).cloned();
        let trusts = |origin: &HeaderValue| {
            let origin = origin.to_str().unwrap_or_default();
            context.allowed_hosts.trusts(origin, text(HOST.as_str()), &context.host)
        };
        Self {
            is_trusted: origin.as_ref().is_some_and(trusts),
            origin,
            is_cross_site: text("sec-fetch-site") == "cross-site",
            is_navigation: text("sec-fetch-mode") == "navigate",
            asks_for_private_network: text(REQUEST_PRIVATE_NETWORK) == "true",
        }
    }

    /// The origin, unless the server trusts it; `None` also for programs that are no browser.
    pub(crate) fn foreign_origin(&self) -> Option<&str> {
        let origin = self.origin.as_ref().filter(|_| !self.is_trusted)?;
        Some(origin.to_str().unwrap_or("null"))
    }

    /// Whether a page of another origin embeds or fetches what is for trusted pages only. A click on a link is fine: it
    /// gives that page nothing.
    pub(crate) fn may_not_embed(&self, context: &Context) -> bool {
        self.is_cross_site && !self.is_navigation && !self.is_trusted && !context.allowed_hosts.is_all()
    }

    /// Whether a page of another origin tries to act through a proxy. A click on a link is fine, such as that of a login
    /// page that leads back.
    pub(crate) fn may_not_act(&self, context: &Context, method: &Method) -> bool {
        let is_link = self.is_navigation && matches!(*method, Method::GET | Method::HEAD);
        let is_cross_site = self.is_cross_site && !self.is_trusted && !context.allowed_hosts.is_all();
        !is_link && (self.foreign_origin().is_some() || is_cross_site)
    }

    /// Adds the headers that let pages read the answer.
    pub(crate) fn allow(&self, audience: Audience, headers: &mut HeaderMap) {
        let origin = match audience {
            Audience::Unchanged => return,
            Audience::Everyone => HeaderValue::from_static("*"),
            Audience::Trusted => {
                headers.append(VARY, HeaderValue::from_static("Origin"));
                headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-site"));
                match self.origin.clone().filter(|_| self.is_trusted) {
                    Some(origin) => origin,
                    None => return,
                }
            }
        };
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(ALLOWED_METHODS));
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(ALLOWED_HEADERS));
        if self.asks_for_private_network {
            headers.insert(ALLOW_PRIVATE_NETWORK, HeaderValue::from_static("true"));
        }
    }
}
