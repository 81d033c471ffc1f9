//! Proxy rules made ready: which request goes where under which path.

use fast_glob::{glob_match, validate};
use hyper::http::uri::{Authority, PathAndQuery, Scheme};
use hyper::{HeaderMap, Request, Uri};
use mfbuild_diagnostics::Diagnostic;
use regex::Regex;

use super::is_websocket;
use super::rules::{ProxyContext, ProxyRule};
use crate::proxy::client::{Client, Clients};

/// All rules, in their order.
pub(crate) struct Routes {
    routes: Vec<Route>,
}

/// One rule.
pub(crate) struct Route {
    rule: ProxyRule,
    rewrite: Vec<(Regex, String)>,
    scheme: Scheme,
    authority: Authority,
    /// Path of the target, without a slash at its end.
    base: String,
    pub(crate) headers: HeaderMap,
    pub(crate) client: Client,
}

impl Routes {
    /// Checks the rules and opens clients for them.
    pub(crate) fn new(rules: &[ProxyRule]) -> Result<Self, Diagnostic> {
        let mut clients = Clients::default();
        let routes = rules.iter().map(|rule| Route::new(rule, &mut clients)).collect::<Result<_, _>>()?;
        Ok(Self { routes })
    }

    /// The first rule with paths of its own that takes the request.
    pub(crate) fn explicit<B>(&self, request: &Request<B>) -> Option<&Route> {
        self.routes.iter().find(|route| match &route.rule.context {
            ProxyContext::Remaining => false,
            ProxyContext::Paths(patterns) => route.takes_kind(request) && matches(patterns, request.uri().path()),
        })
    }

    /// The rule for all that nothing else answers.
    pub(crate) fn remaining<B>(&self, request: &Request<B>) -> Option<&Route> {
        let mut routes = self.routes.iter();
        routes.find(|route| route.rule.context == ProxyContext::Remaining && route.takes_kind(request))
    }
}

impl Route {
    fn new(rule: &ProxyRule, clients: &mut Clients) -> Result<Self, Diagnostic> {
        let target = rule.target.parse::<Uri>().ok().map(Uri::into_parts);
        let Some((scheme, authority, path)) =
            target.and_then(|parts| Some((plain_scheme(&parts.scheme?)?, parts.authority?, parts.path_and_query)))
        else {
            return Err(invalid(format!("target `{}` of a proxy is not an address", rule.target))
                .with_help("write it with its scheme, such as `http://localhost:7007`"));
        };
        check_globs(&rule.context)?;
        let headers = rule.headers.iter().map(crate::server::header).collect::<Result<_, _>>()?;
        Ok(Self {
            rewrite: rule.rewrite.iter().map(rewriting).collect::<Result<_, _>>()?,
            client: clients.get(rule.secure && scheme == Scheme::HTTPS),
            base: path.map_or(String::new(), |path| path.path().trim_end_matches('/').to_owned()),
            rule: rule.clone(),
            scheme,
            authority,
            headers,
        })
    }

    /// Address of the other server, for texts.
    pub(crate) fn target(&self) -> &str {
        &self.rule.target
    }

    /// Host and port of the other server, where it is to see its own name.
    pub(crate) fn own_host(&self) -> Option<&str> {
        self.rule.change_origin.then(|| self.authority.as_str())
    }

    /// Where the request goes; `None`: the rewritten path is none.
    pub(crate) fn uri(&self, uri: &Uri) -> Option<Uri> {
        let path = uri.path_and_query().map_or("/", PathAndQuery::as_str);
        let path = self.rewritten(path);
        let slash = if path.starts_with('/') { "" } else { "/" };
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(format!("{}{slash}{path}", self.base))
            .build()
            .ok()
    }

    fn rewritten(&self, path: &str) -> String {
        let rewrite = self.rewrite.iter().find(|(pattern, _)| pattern.is_match(path));
        rewrite.map_or_else(|| path.to_owned(), |(pattern, with)| pattern.replace(path, with).into_owned())
    }

    fn takes_kind<B>(&self, request: &Request<B>) -> bool {
        self.rule.websockets || !is_websocket(request.headers())
    }
}

fn check_globs(context: &ProxyContext) -> Result<(), Diagnostic> {
    let ProxyContext::Paths(patterns) = context else { return Ok(()) };
    match patterns.iter().find(|pattern| validate(pattern.trim_start_matches('!')).is_err()) {
        Some(pattern) => Err(invalid(format!("`{pattern}` in `context` of a proxy is not a pattern"))
            .with_help("`/api` takes all paths that begin so, `/api/**/*.json` is a glob; brackets come in pairs")),
        None => Ok(()),
    }
}

fn plain_scheme(scheme: &Scheme) -> Option<Scheme> {
    match scheme.as_str() {
        "http" | "ws" => Some(Scheme::HTTP),
        "https" | "wss" => Some(Scheme::HTTPS),
        _ => None,
    }
}

/// JavaScript writes `$1x` for what is `${1}x` here.
fn rewriting((pattern, replacement): &(String, String)) -> Result<(Regex, String), Diagnostic> {
    let reference = Regex::new(r"\$(\d)").expect("a constant pattern");
    match Regex::new(pattern) {
        Ok(regex) => Ok((regex, reference.replace_all(replacement, "$${$1}").into_owned())),
        Err(_) => Err(invalid(format!("`{pattern}` in `pathRewrite` of a proxy is not a regular expression"))
            .with_help("lookarounds and references back are not supported")),
    }
}

fn invalid(message: String) -> Diagnostic {
    Diagnostic::error("invalid-proxy", message)
}

/// Any of the patterns, and none of those with `!`.
fn matches(patterns: &[String], path: &str) -> bool {
    let (taken_out, taken): (Vec<&str>, Vec<&str>) =
        patterns.iter().map(String::as_str).partition(|p| p.starts_with('!'));
    (taken.is_empty() || taken.iter().any(|pattern| matches_one(pattern, path)))
        && !taken_out.iter().any(|pattern| matches_one(&pattern[1..], path))
}

/// Paths are beginnings, as in http-proxy-middleware; `/api/*` is one, as in webpack-dev-server; `/api/**` takes
/// `/api`.
fn matches_one(pattern: &str, path: &str) -> bool {
    let prefix = pattern.strip_suffix("/*").unwrap_or(pattern);
    if pattern == "*" || pattern == "**" {
        return true;
    }
    if !prefix.contains(['*', '?', '[', '{', '(']) {
        return path.starts_with(prefix);
    }
    glob_match(prefix, path) || prefix.strip_suffix("/**").is_some_and(|directory| glob_match(directory, path))
}
