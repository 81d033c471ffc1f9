//! What applies to every package where the user said nothing.
//!
//! Owns the tables; the Backstage profile's own are in `backstage.rs`.

use indexmap::IndexMap;

use crate::options::{Loader, Mode};

/// Edition of the output if none is given.
pub(crate) const TARGET: u32 = 2023;
/// Source bytes from which a package gets a chunk of its own (spec/backstage.md §4).
pub(crate) const PACKAGE_FLOOR: u64 = 100_000;

const LOADERS: &[(Loader, &[&str])] = &[
    (Loader::Ts, &[".ts", ".mts", ".cts"]),
    (Loader::Tsx, &[".tsx"]),
    (Loader::Js, &[".js", ".jsx", ".mjs", ".cjs"]),
    (Loader::Json, &[".json"]),
    (Loader::Yaml, &[".yaml", ".yml"]),
    (Loader::CssModule, &[".module.css"]),
    (Loader::Css, &[".css"]),
    // Images, fonts, media and documents. `backstage-cli` leaves `.icon.svg` without a loader; here it is an svg.
    (
        Loader::Asset,
        &[
            ".svg", ".png", ".gif", ".jpg", ".jpeg", ".webp", ".avif", ".bmp", ".ico", ".frag", ".vert", ".xml",
            ".eot", ".woff", ".woff2", ".ttf", ".otf", ".md", ".txt", ".pdf", ".mp3", ".mp4", ".ogg", ".wav", ".webm",
            ".wasm",
        ],
    ),
];

/// Loader by extension; of two that match, the longer one counts.
pub(crate) fn loaders() -> IndexMap<String, Loader> {
    LOADERS
        .iter()
        .flat_map(|(loader, extensions)| extensions.iter().map(|extension| ((*extension).to_owned(), *loader)))
        .collect()
}

/// Extensions to try, as `backstage-cli` has them; they suit any TypeScript project.
pub(crate) fn extensions() -> Vec<String> {
    owned(&[".ts", ".tsx", ".mjs", ".js", ".jsx", ".json", ".wasm"])
}

/// Entry fields for browsers.
pub(crate) fn main_fields() -> Vec<String> {
    owned(&["browser", "module", "main"])
}

/// The conditions that webpack and Rspack set for target `web`, in addition to `import` or `require`.
pub(crate) fn conditions(mode: Mode) -> Vec<String> {
    owned(&["webpack", mode_name(mode), "browser", "module"])
}

/// The value of `process.env.NODE_ENV`.
pub(crate) fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Production => "production",
        Mode::Development => "development",
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
