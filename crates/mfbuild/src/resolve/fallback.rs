//! What stands in for a request that names no file: the `fallback` table of the options and Node's built-in modules.
//!
//! Owns the matching of names; `Resolver` looks for the files.

use mfbuild_config::node;

/// Parts of built-ins that have names of their own, such as `fs/promises`.
const BUILTIN_PARTS: &[&str] = &["consumers", "posix", "promises", "reporters", "strict", "types", "web", "win32"];

/// What the table says of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fallback {
    /// An empty module.
    Empty,
    /// Another request, to be resolved from the importer, the package or Backstage's command line tool.
    Request(String),
}

/// The entry of `table` for `request`: exact with `$`, else also as a prefix (webpack's `resolve.fallback`).
pub(super) fn find(table: &[(String, Option<String>)], request: &str) -> Option<Fallback> {
    let name = request.strip_prefix("node:").unwrap_or(request);
    table.iter().find_map(|(key, target)| {
        let tail = match key.strip_suffix('$') {
            Some(exact) => (name == exact).then_some(""),
            None => name.strip_prefix(key.as_str()).filter(|tail| tail.is_empty() || tail.starts_with('/')),
        }?;
        Some(match target {
            None => Fallback::Empty,
            Some(target) if tail.is_empty() => Fallback::Request(target.clone()),
            Some(target) => Fallback::Request(format!("{}{tail}", target.trim_end_matches('/'))),
        })
    })
}

/// Whether the request names a built-in module of Node; `process/browser` is a file of a package and none.
pub(super) fn is_builtin(request: &str) -> bool {
    if request.starts_with("node:") {
        return true;
    }
    let part = request.split_once('/').map(|(_, part)| part);
    node::is_builtin(request) && part.is_none_or(|part| BUILTIN_PARTS.contains(&part))
}

/// What a user of the generic profile can do about a built-in that nothing stands in for.
pub(super) fn builtin_help(request: &str) -> String {
    let name = request.strip_prefix("node:").unwrap_or(request);
    let empty = format!("set `\"alias\": {{ \"{name}\": false }}` for an empty module");
    match node::polyfill_package(request) {
        Some(package) => format!("install the package `{package}`, which stands in for it in browsers, or {empty}"),
        None => format!("no package stands in for it in browsers: leave it out of browser code, or {empty}"),
    }
}
