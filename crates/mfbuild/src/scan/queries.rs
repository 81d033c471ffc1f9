//! The form in which a request wants its file: `?raw`, `?worker`, `with { type: "json" }`.
//!
//! Honours what is known, and refuses what only other tools understand: a query that is dropped without a word changes
//! what the import means. Any other query of a script or of data makes another instance of the module, as in Node; that of
//! an asset is a part of its url.

use std::ffi::OsStr;
use std::path::Path;

use mfbuild_config::Loader;
use mfbuild_js::facts::Import;

use super::Scanner;
use crate::load::{TYPED_JSON, loader_of_name, query_names};
use crate::resolve::{Refusal, RequestKind, ResolveFailure, Resolved, ResolvedFile};

/// Queries that say how a file is loaded.
const LOADING: &[&str] = &["url", "raw", "inline"];
/// Queries that change nothing: versions of files, and the wish that an asset stays a file, which it does.
const HARMLESS: &[&str] = &["v", "t", "no-inline"];
/// Foreign queries of scripts: other words may tell instances of a module apart.
const OF_SCRIPTS: &[&str] =
    &["worker", "sharedworker", "worklet", "react", "component", "init", "__inline", "vue", "svelte", "async"];

/// Queries that other tools understand, and what to write in their place.
const FOREIGN: &[(&[&str], &str)] = &[
    (
        &["worker", "sharedworker", "worklet"],
        "write `new Worker(new URL('./worker.js', import.meta.url))`, with a script that needs no build",
    ),
    (
        &["react", "component", "svgr", "reactComponent", "jsx", "vue", "svelte", "solid", "skipsvgo"],
        "compile the file to a component and import that, or import the url of the image",
    ),
    (&["init"], "write `WebAssembly.instantiateStreaming(fetch(new URL('./x.wasm', import.meta.url)))`"),
    (&["__inline", "base64", "dataurl", "inline-css"], "use `?inline` for a data url, or `?raw` for the text"),
    (&["module", "modules"], "name the file `x.module.css`, or give its extension the loader `css-module`"),
    (&["sass", "scss", "less", "stylus"], "compile the file to css before the build, and import that"),
    (&["source", "text"], "use `?raw` for the text of the file"),
    (&["resource", "file", "asset"], "use `?url` for the url of the file"),
    (&["lazy", "async", "defer"], "use `import()`"),
];

impl Scanner<'_> {
    /// The file as it is asked for, or why it cannot be had in that way.
    pub(super) fn checked(
        &self,
        resolved: Resolved,
        import: &Import,
        kind: RequestKind,
    ) -> Result<Resolved, ResolveFailure> {
        let Resolved::File(mut file) = resolved else { return Ok(resolved) };
        // The query of a url is a part of it.
        if kind != RequestKind::Url {
            self.check_query(&file, import)?;
            self.check_type(&mut file, import)?;
        }
        Ok(Resolved::File(file))
    }

    fn check_query(&self, file: &ResolvedFile, import: &Import) -> Result<(), ResolveFailure> {
        let loader = loader_of_name(self.options, &file.path);
        let is_style = matches!(loader, Some(Loader::Css | Loader::CssModule));
        for name in query_names(&file.query) {
            let is_module = matches!(
                loader,
                Some(Loader::Js | Loader::Ts | Loader::Tsx | Loader::Json | Loader::Yaml | Loader::Asset)
            );
            let foreign = FOREIGN.iter().find(|(names, _)| names.contains(&name));
            let foreign = foreign.filter(|_| !is_script(loader) || OF_SCRIPTS.contains(&name));
            let help = match foreign {
                _ if name == "inline" && is_style => "use `?raw` for the text of the style sheet as it is written",
                _ if LOADING.contains(&name) || HARMLESS.contains(&name) => continue,
                Some((_, help)) => help,
                None if is_module => continue,
                None => "remove it; `?url`, `?raw` and `?inline` are known",
            };
            return Err(refusal(
                "unsupported-query",
                format!("the query `?{name}` of `{}` has no meaning here", import.request),
                "asked for here",
                help.to_owned(),
            ));
        }
        Ok(())
    }

    /// Whether the file is what `with { type: "…" }` says it is (ECMA-262 16.2.1.8, HostLoadImportedModule).
    fn check_type(&self, file: &mut ResolvedFile, import: &Import) -> Result<(), ResolveFailure> {
        let Some(wanted) = &import.type_attribute else { return Ok(()) };
        let loader = loader_of_name(self.options, &file.path);
        let help = match wanted.as_str() {
            "json" if loader == Some(Loader::Json) => {
                let is_plain = |name: &OsStr| !name.to_string_lossy().contains(['?', '#', '%']);
                if file.query.is_empty() && file.path.file_name().is_some_and(is_plain) {
                    file.query = TYPED_JSON.to_owned();
                }
                return Ok(());
            }
            "json" => with_loader(&file.path, "json"),
            "text" => {
                file.query = "?raw".to_owned();
                return Ok(());
            }
            "css" => "import the style sheet without the attribute: it is then added to the page".to_owned(),
            "bytes" => "fetch the file: `fetch(new URL('./file', import.meta.url))`".to_owned(),
            _ => "remove it; `json` and `text` are known".to_owned(),
        };
        let message = match wanted.as_str() {
            "json" => format!("`{}` is not read as JSON, which `type: \"json\"` asks for", import.request),
            _ => format!("the import attribute `type: \"{wanted}\"` is not supported"),
        };
        Err(refusal("unsupported-attribute", message, "imported here", help))
    }
}

fn is_script(loader: Option<Loader>) -> bool {
    matches!(loader, Some(Loader::Js | Loader::Ts | Loader::Tsx))
}

fn with_loader(path: &Path, loader: &str) -> String {
    let extension = path.extension().map(|extension| extension.to_string_lossy()).unwrap_or_default();
    format!(
        "say how files like it are read in `mfbuild.config.json`: `\"loaders\": {{\".{extension}\": \"{loader}\"}}`"
    )
}

fn refusal(code: &'static str, message: String, label: &'static str, help: String) -> ResolveFailure {
    ResolveFailure::Refused(Box::new(Refusal { code, message, label, help }))
}
