//! What can be said of a request from its text alone: does it name a package, does it stay outside the build.

use std::path::Path;

/// How a request came about; decides conditions, extensions and what a bare name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestKind {
    /// `import … from 'x'`, `export … from 'x'`.
    Import,
    /// `import('x')`.
    DynamicImport,
    /// `require('x')`.
    Require,
    /// `new URL('x', import.meta.url)`.
    Url,
    /// `@import 'x'` of a style sheet.
    CssImport,
    /// `url(x)` of a style sheet.
    CssUrl,
    /// A request of the configuration: an expose or a share.
    Entry,
}

/// The kinds that are resolved in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Import,
    Require,
    Url,
    CssImport,
    CssUrl,
}

impl Class {
    pub fn of(kind: RequestKind) -> Self {
        match kind {
            RequestKind::Import | RequestKind::DynamicImport | RequestKind::Entry => Self::Import,
            RequestKind::Require => Self::Require,
            RequestKind::Url => Self::Url,
            RequestKind::CssImport => Self::CssImport,
            RequestKind::CssUrl => Self::CssUrl,
        }
    }

    /// Whether the request stands in a module and not in a url position.
    pub fn is_script(self) -> bool {
        matches!(self, Self::Import | Self::Require)
    }

    /// Whether the request stands in a style sheet.
    pub fn is_css(self) -> bool {
        matches!(self, Self::CssImport | Self::CssUrl)
    }
}

/// The path that a relative request means, with all that stands behind it: `../a/./b?raw` in `/p/src` is `/p/a/b?raw`.
/// `None` for other requests, for those above the root, and for those that end with dots, which mean a directory.
pub(super) fn absolute(dir: &Path, request: &str) -> Option<String> {
    let parts = request.strip_prefix("./").or_else(|| request.starts_with("../").then_some(request))?;
    if parts.ends_with('.') {
        return None;
    }
    let mut path = dir.to_str()?.to_owned();
    for part in parts.split('/') {
        match part {
            "." => {}
            ".." => path.truncate(path.rfind('/')?),
            part => {
                path.push('/');
                path.push_str(part);
            }
        }
    }
    Some(path)
}

/// Whether the page, and not the build, gives the request its meaning.
///
/// In a url position that is everything a browser resolves alone: schemes, `//host`, `#fragment`, paths from the root
/// of the page and directories. In scripts only `http(s):` and `//host`.
pub(super) fn stays_outside(request: &str, class: Class) -> bool {
    if request.starts_with("//") {
        return true;
    }
    let scheme = scheme(request).map(str::to_ascii_lowercase);
    let is_web = matches!(scheme.as_deref(), Some("http" | "https"));
    if class.is_script() || is_web {
        return is_web;
    }
    scheme.is_some_and(|scheme| scheme != "file")
        || request.is_empty()
        || request.starts_with(['#', '/', '?'])
        || (class == Class::Url && (request.ends_with('/') || matches!(request, "." | "..")))
}

/// The url scheme of a request without its colon; drive letters are none.
pub(super) fn scheme(request: &str) -> Option<&str> {
    let (scheme, _) = request.split_once(':')?;
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then_some(scheme)
}

/// Whether the request names a package (or an alias, or an entry of `imports`) and no path.
pub(super) fn is_bare(request: &str) -> bool {
    !request.starts_with(['.', '/']) && !Path::new(request).is_absolute()
}

/// The package name of a bare request and the rest after its slash.
pub(super) fn split_package(request: &str) -> (&str, &str) {
    let n_parts = if request.starts_with('@') { 2 } else { 1 };
    match request.match_indices('/').nth(n_parts - 1) {
        Some((slash, _)) => (&request[..slash], &request[slash + 1..]),
        None => (request, ""),
    }
}

/// The request without `?query` and `#fragment`.
pub(super) fn without_query(request: &str) -> &str {
    let skipped = usize::from(request.starts_with('#'));
    let end = request[skipped..].find(['?', '#']).map_or(request.len(), |found| found + skipped);
    &request[..end]
}
