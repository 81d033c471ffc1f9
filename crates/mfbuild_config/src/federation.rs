//! The ModuleFederationPlugin options except `exposes`, `shared`, `remotes` and `runtimePlugins`.
//!
//! Owns `library`, `manifest`, `shareScope`, `shareStrategy`, `filename`, `publicPath` (spec/module-federation.md §1.2,
//! §2.1, §5.9). Options of that plugin which mfbuild does not have are in `foreign.rs`.

use std::path::{Component, Path};

use jsonc_parser::ast::Value;
use mfbuild_diagnostics::{Diagnostic, Severity};

use crate::foreign::{UNSUPPORTED_OPTION, refuse};
use crate::name::{is_identifier, to_identifier};
use crate::options::{Library, ManifestOptions, PublicPath, ShareScope};
use crate::reader::{Field, INVALID_OPTION, Reader, Spanned};
use crate::role::Output;

/// The `library` option as written.
pub(crate) struct RawLibrary {
    /// `None` for a type that was refused.
    pub module: Option<bool>,
    pub name: Option<Spanned<String>>,
}

/// `{"type": "var" | "module", "name": "…"}`, or the type alone.
pub(crate) fn read_library(reader: &mut Reader, field: &Field) -> Option<RawLibrary> {
    if matches!(field.value, Value::StringLit(_)) {
        let module = read_library_type(reader, &field.path, field.value);
        return Some(RawLibrary { module, name: None });
    }
    let mut library = RawLibrary { module: Some(false), name: None };
    for inner in reader.object(&field.path, field.value, &["type", "name"]) {
        match inner.key {
            "type" => library.module = read_library_type(reader, &inner.path, inner.value),
            _ => library.name = reader.filled_string(&inner.path, inner.value),
        }
    }
    if let (Some(true), Some(name)) = (library.module, &library.name) {
        let message = "`library.name` has no effect, since a module has exports and no name".to_owned();
        let mut problem = reader.problem(INVALID_OPTION, message, name.span.clone(), "");
        problem.severity = Severity::Warning;
        reader.problems.push(problem.with_help("remove it, or use the type `var`"));
    }
    Some(library)
}

fn read_library_type(reader: &mut Reader, path: &str, value: &Value) -> Option<bool> {
    let name = reader.string(path, value)?;
    match name.value.as_str() {
        "var" => Some(false),
        "module" => Some(true),
        other => {
            let message = format!("library type `{other}` is not supported");
            let problem = reader.problem(UNSUPPORTED_OPTION, message, name.span, "unsupported type");
            reader.problems.push(problem.with_help("use `var`, which every host loads, or `module`"));
            None
        }
    }
}

/// One scope or several (§1.7).
pub(crate) fn read_share_scope(reader: &mut Reader, path: &str, value: &Value) -> Option<ShareScope> {
    let scopes = reader.string_or_strings(path, value)?;
    let names = scopes.into_iter().map(|scope| scope.value).collect::<Vec<_>>();
    Some(if matches!(value, Value::Array(_)) { ShareScope::Many(names) } else { ShareScope::One(names.concat()) })
}

/// §4.3.
pub(crate) fn read_share_strategy(reader: &mut Reader, field: &Field) -> Option<String> {
    let strategies = ["version-first", "loaded-first"].map(|name| (name, name.to_owned()));
    reader.choice(&field.path, field.value, &strategies)
}

/// `false`, `true` or an object (§2.1).
pub(crate) fn read_manifest(reader: &mut Reader, field: &Field) -> Option<Option<ManifestOptions>> {
    let mut options = default_manifest();
    if let Value::BooleanLit(literal) = field.value {
        return Some(literal.value.then_some(options));
    }
    for inner in
        reader.object(&field.path, field.value, &["filePath", "fileName", "disableAssetsAnalyze", "additionalData"])
    {
        match inner.key {
            "filePath" => options.file_path = inner_path(reader, &inner)?,
            "fileName" => options.file_name = json_name(&inner_path(reader, &inner)?),
            "disableAssetsAnalyze" => options.disable_assets_analyze = reader.boolean(&inner.path, inner.value)?,
            _ => refuse(reader, &inner),
        }
    }
    Some(Some(options))
}

/// `mf-manifest.json` at the root of the output.
pub(crate) fn default_manifest() -> ManifestOptions {
    ManifestOptions {
        file_path: String::new(),
        file_name: "mf-manifest.json".to_owned(),
        disable_assets_analyze: false,
    }
}

fn json_name(name: &str) -> String {
    if name.ends_with(".json") { name.to_owned() } else { format!("{name}.json") }
}

/// A path inside the output with forward slashes and no `./`.
fn inner_path(reader: &mut Reader, field: &Field) -> Option<String> {
    let path = reader.filled_string(&field.path, field.value)?;
    match inside(&path.value) {
        Some(inside) => Some(inside),
        None => reader.invalid(&field.path, "must be a relative path inside the output directory", path.span),
    }
}

fn inside(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let mut parts = Vec::new();
    for component in Path::new(&path).components() {
        match component {
            Component::CurDir => {}
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            _ => return None,
        }
    }
    Some(parts.join("/"))
}

/// The container's file name: inside the output, no template, nothing that makes the runtime take it for a manifest.
pub(crate) fn filename(reader: &mut Reader, name: &Spanned<String>) -> Option<String> {
    let requirement = match inside(&name.value) {
        None => "must be a relative path inside the output directory",
        Some(inside) if inside.contains('[') => "must be a fixed name, since hosts ask for it",
        Some(inside) if inside.contains(".json") => "must not contain `.json`, which marks manifests",
        Some(inside) if inside.is_empty() || name.value.ends_with('/') => "must name a file",
        Some(inside) => return Some(inside),
    };
    reader.invalid("filename", requirement, name.span.clone())
}

/// `auto`, or a fixed path which gets its final slash here (spec/module-federation.md §2.5).
pub(crate) fn public_path(reader: &mut Reader, path: &Spanned<String>, output: Output) -> Option<PublicPath> {
    match path.value.trim() {
        "auto" => Some(PublicPath::Auto),
        "" => {
            let problem =
                reader.problem(INVALID_OPTION, "`publicPath` must not be empty".to_owned(), path.span.clone(), "");
            let help = match output {
                Output::App => "use `/` for the root of the site, a path such as `/shop/`, or `auto` for relative urls",
                Output::Remote => "use `auto` for the directory of the container, or a path such as `/assets/`",
            };
            reader.problems.push(problem.with_help(help));
            None
        }
        function if is_function(function) => {
            let message = "`publicPath` must be an address, found the source of a function".to_owned();
            let problem = reader.problem(UNSUPPORTED_OPTION, message, path.span.clone(), "not called by mfbuild");
            let help = "use `auto` for the directory of the container, or assign `__webpack_public_path__` in the first \
                        module that runs";
            reader.problems.push(problem.with_help(help));
            None
        }
        template if template.contains('[') => reader.invalid(
            "publicPath",
            "must be a fixed address: `[hash]` and its like are not filled in",
            path.span.clone(),
        ),
        "auto/" | "./auto" | "./auto/" => {
            reader.invalid("publicPath", "must be `auto` as it is, or an address", path.span.clone())
        }
        address if address.contains(['?', '#']) => reader.invalid(
            "publicPath",
            "must not have a query or fragment: names of files follow it",
            path.span.clone(),
        ),
        fixed if fixed.ends_with('/') => Some(PublicPath::Fixed(fixed.to_owned())),
        fixed => Some(PublicPath::Fixed(format!("{fixed}/"))),
    }
}

/// The published form. The message starts as webpack's does (§1.2).
pub(crate) fn library(raw: Option<&RawLibrary>, name: &str) -> Result<Library, Diagnostic> {
    match raw.map(|library| library.module) {
        Some(Some(true)) => return Ok(Library::Module),
        // Reported already: whether the name may be a variable depends on the type.
        Some(None) => return Ok(Library::Var(to_identifier(name))),
        _ => {}
    }
    let global = raw.and_then(|library| library.name.as_ref()).map_or(name, |name| &name.value);
    if is_identifier(global) {
        return Ok(Library::Var(global.to_owned()));
    }
    let message = format!(
        "Library name base ({global}) must be a valid identifier when using a var declaring library type. \
         The name becomes a global variable"
    );
    let help = format!("use a name such as `{}`, or `\"library\": {{\"type\": \"module\"}}`", to_identifier(global));
    Err(Diagnostic::error("invalid-name", message).with_help(help))
}

/// `function () { … }`, `() => …` or `return …`: forms of the plugins for a path that is computed in the page.
fn is_function(text: &str) -> bool {
    let starts =
        |word: &str| text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
    ["function", "async", "return"].iter().any(|word| starts(word)) || text.contains("=>")
}
