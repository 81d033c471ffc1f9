//! Options that name the same request, of which one would silently hide the other.
//!
//! The order of the scan decides which one wins: externals, then remotes, then shares; aliases come behind all of them.

use std::ops::Range;

use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::raw::RawConfig;
use crate::reader::Spanned;
use crate::shared::RawShare;

/// Code of an option that another one hides.
const HIDDEN_OPTION: &str = "hidden-option";

/// All options of the config file that never take effect since another one takes their requests.
pub(crate) fn find(config: &RawConfig) -> Vec<Diagnostic> {
    let Some(source) = &config.source else { return Vec::new() };
    let mut found = Vec::new();
    for remote in &config.remotes {
        let (key, span) = remote.key();
        for (external, external_span) in externals(config) {
            if covers(key, external) {
                let what = Hidden { what: "part of remote", name: key, span, by: "external", owner: external };
                found.push(what.diagnostic(source, external_span));
            }
        }
    }
    for (alias, _) in &config.alias {
        found.extend(hidden_alias(alias, config, source));
    }
    for share in config.shared.iter().filter(|share| !share.off) {
        found.extend(hidden_share(share, config, source));
    }
    found
}

fn externals(config: &RawConfig) -> impl Iterator<Item = (&str, &Range<usize>)> {
    config.externals.iter().map(|(request, _)| (request.value.as_str(), &request.span))
}

/// Aliases of files count where nothing else takes a request: `alias: { "shop/Cart": "./stub.js" }` beside a remote `shop`.
fn hidden_alias(alias: &Spanned<String>, config: &RawConfig, source: &SourceText) -> Option<Diagnostic> {
    let Spanned { value: name, span } = alias;
    let request = name.strip_suffix('$').unwrap_or(name);
    let hidden = |by, owner| Hidden { what: "alias", name, span, by, owner };
    if let Some((external, external_span)) = externals(config).find(|(external, _)| *external == request) {
        return Some(hidden("external", external).diagnostic(source, external_span));
    }
    let mut remotes = config.remotes.iter().map(|remote| remote.key());
    let (remote, remote_span) = remotes.find(|(key, _)| covers(key, request))?;
    Some(hidden("remote", remote).diagnostic(source, remote_span))
}

fn hidden_share(share: &RawShare, config: &RawConfig, source: &SourceText) -> Option<Diagnostic> {
    let request = share.request.as_deref().unwrap_or(&share.key);
    let span = share.span.as_ref()?;
    let hidden = |by, owner| Hidden { what: "share", name: request, span, by, owner };
    let external = externals(config).find(|(external, _)| *external == request);
    if let Some((external, external_span)) = external {
        return Some(hidden("external", external).diagnostic(source, external_span));
    }
    let (remote, remote_span) =
        config.remotes.iter().map(|remote| remote.key()).find(|(key, _)| covers(key, request))?;
    Some(hidden("remote", remote).diagnostic(source, remote_span))
}

/// Whether requests for a remote are of that form: `shop`, `shop/Cart`.
fn covers(remote: &str, request: &str) -> bool {
    request.strip_prefix(remote).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

struct Hidden<'a> {
    what: &'a str,
    name: &'a str,
    span: &'a Range<usize>,
    by: &'a str,
    owner: &'a str,
}

impl Hidden<'_> {
    fn diagnostic(&self, source: &SourceText, owner_span: &Range<usize>) -> Diagnostic {
        let Self { what, name, span, by, owner } = self;
        Diagnostic::error(
            HIDDEN_OPTION,
            format!("{what} `{name}` has no effect, since {by} `{owner}` takes its requests"),
        )
        .with_label(source.clone(), (*span).clone(), "never asked for")
        .with_label(source.clone(), owner_span.clone(), format!("this {by} comes first"))
        .with_help("remove one of them, or give it another name")
    }
}
