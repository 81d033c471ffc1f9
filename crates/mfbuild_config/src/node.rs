//! Node's built-in modules in the browser.
//!
//! Owns which npm package stands in for which built-in, as Backstage's bundler does it (spec/backstage.md §4), and the
//! list of built-in names. The pipeline asks for them when a request does not resolve.

/// Built-ins that have a browser implementation: name, request of the implementation.
const POLYFILLS: &[(&str, &str)] = &[
    ("assert", "assert/"),
    ("buffer", "buffer/"),
    ("console", "console-browserify"),
    ("constants", "constants-browserify"),
    ("crypto", "crypto-browserify"),
    ("domain", "domain-browser"),
    ("events", "events/"),
    ("os", "os-browserify/browser"),
    ("process", "process/browser"),
    ("punycode", "punycode/"),
    ("querystring", "querystring-es3"),
    ("stream", "stream-browserify"),
    ("string_decoder", "string_decoder/"),
    ("sys", "util/"),
    ("timers", "timers-browserify"),
    ("timers/promises", "isomorphic-timers-promises"),
    ("tty", "tty-browserify"),
    ("url", "url/"),
    ("util", "util/"),
    ("vm", "vm-browserify"),
    ("zlib", "browserify-zlib"),
    ("_stream_duplex", "readable-stream/lib/_stream_duplex.js"),
    ("_stream_passthrough", "readable-stream/lib/_stream_passthrough.js"),
    ("_stream_readable", "readable-stream/lib/_stream_readable.js"),
    ("_stream_transform", "readable-stream/lib/_stream_transform.js"),
    ("_stream_writable", "readable-stream/lib/_stream_writable.js"),
];

/// Built-ins that Backstage's bundler replaces by an empty module.
const EMPTY: &[&str] =
    &["child_process", "dgram", "dns", "fs", "http", "http2", "https", "module", "net", "path", "tls"];

/// Built-ins that are in neither list: unresolved unless the project has a package of that name.
const OTHER: &[&str] = &[
    "async_hooks",
    "cluster",
    "diagnostics_channel",
    "inspector",
    "perf_hooks",
    "readline",
    "repl",
    "trace_events",
    "v8",
    "wasi",
    "worker_threads",
];

/// Whether a request names a Node built-in, with or without `node:`; `fs/promises` counts as `fs`.
pub fn is_builtin(request: &str) -> bool {
    let name = request.strip_prefix("node:").unwrap_or(request);
    let base = name.split('/').next().unwrap_or(name);
    !request.ends_with('/')
        && (EMPTY.contains(&base)
            || OTHER.contains(&base)
            || POLYFILLS.iter().any(|(known, _)| *known == base || *known == name))
}

/// The request that implements a built-in in the browser, with or without `node:` in front.
pub fn polyfill(request: &str) -> Option<&'static str> {
    let name = request.strip_prefix("node:").unwrap_or(request);
    POLYFILLS.iter().find(|(known, _)| *known == name).map(|(_, target)| *target)
}

/// The npm package to install for a built-in: `stream` → `stream-browserify`.
pub fn polyfill_package(request: &str) -> Option<&'static str> {
    polyfill(request).and_then(|target| target.split('/').next())
}

/// The fallbacks of the Backstage profile.
pub(crate) fn backstage_fallbacks() -> Vec<(String, Option<String>)> {
    let empty = EMPTY.iter().map(|name| ((*name).to_owned(), None));
    // `timers` would match `timers/promises` too: longer names go first.
    let mut polyfills = POLYFILLS.to_vec();
    polyfills.sort_by_key(|(name, _)| std::cmp::Reverse(name.contains('/')));
    empty.chain(polyfills.into_iter().map(|(name, target)| (name.to_owned(), Some(target.to_owned())))).collect()
}
