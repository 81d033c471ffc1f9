//! The ModuleFederationPlugin options except `exposes`, `shared`, `remotes` and `runtimePlugins`.
//!
//! Owns `library`, `manifest`, `shareScope`, `shareStrategy`, `filename`, `publicPath` (spec/module-federation.md §1.2,
//! §2.1, §5.9) and what is said about options of that plugin which mfbuild does not have.

use std::path::{Component, Path};

use jsonc_parser::ast::Value;
use mfbuild_diagnostics::{Diagnostic, Severity};

use crate::name::{is_identifier, to_identifier};
use crate::options::{Library, ManifestOptions, PublicPath, ShareScope};
use crate::reader::{Field, INVALID_OPTION, Reader, Spanned};
use crate::role::Output;

/// Code of an option that exists elsewhere and not here.
const UNSUPPORTED_OPTION: &str = "unsupported-option";

/// Options of the plugin that are known, so that they are not called unknown, and handled by `refuse`.
pub(crate) const OTHER_KEYS: &[&str] = &[
    "async",
    "bridge",
    "dataPrefetch",
    "dev",
    "dts",
    "experiments",
    "getPublicPath",
    "implementation",
    "runtime",
    "virtualRuntimeEntry",
];

/// Of those, the ones without which the output is still right: they only cost a warning.
const HARMLESS_KEYS: &[&str] = &["async", "bridge", "dev", "dts", "experiments", "runtime", "virtualRuntimeEntry"];

/// The `library` option as written.
pub(crate) struct RawLibrary {
    pub module: bool,
    pub name: Option<Spanned<String>>,
}

/// `{"type": "var" | "module", "name": "…"}`, or the type alone.
pub(crate) fn read_library(reader: &mut Reader, field: &Field) -> Option<RawLibrary> {
    if matches!(field.value, Value::StringLit(_)) {
        let module = read_library_type(reader, &field.path, field.value)?;
        return Some(RawLibrary { module, name: None });
    }
    let mut library = RawLibrary { module: false, name: None };
    for inner in reader.object(&field.path, field.value, &["type", "name"]) {
        match inner.key {
            "type" => library.module = read_library_type(reader, &inner.path, inner.value)?,
            _ => library.name = reader.filled_string(&inner.path, inner.value),
        }
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
        fixed if fixed.ends_with('/') => Some(PublicPath::Fixed(fixed.to_owned())),
        fixed => Some(PublicPath::Fixed(format!("{fixed}/"))),
    }
}

/// The published form. The message starts as webpack's does (§1.2).
pub(crate) fn library(raw: Option<&RawLibrary>, name: &str) -> Result<Library, Diagnostic> {
    if raw.is_some_and(|library| library.module) {
        return Ok(Library::Module);
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

/// Says that an option of the plugin is not here.
pub(crate) fn refuse(reader: &mut Reader, field: &Field) {
    if HARMLESS_KEYS.contains(&field.key) {
        refuse_as(reader, field, Severity::Warning, "remove it; nothing else depends on it");
    } else {
        refuse_as(reader, field, Severity::Error, "remove it, or build this package with a bundler that has it");
    }
}

/// Says that an option is not here: an error if the output would be another one without it.
pub(crate) fn refuse_as(reader: &mut Reader, field: &Field, severity: Severity, help: &str) {
    if asks_for_nothing(field.value) {
        return;
    }
    let message = format!("option `{}` is not supported", field.path);
    let problem = reader.problem(UNSUPPORTED_OPTION, message, field.key_span.clone(), "not supported by mfbuild");
    reader.problems.push(Diagnostic { severity, ..problem.with_help(help) });
}

/// `false`, `null`, `{}` and `[]` switch an option off.
fn asks_for_nothing(value: &Value) -> bool {
    match value {
        Value::BooleanLit(literal) => !literal.value,
        Value::NullKeyword(_) => true,
        Value::Object(object) => object.properties.is_empty(),
        Value::Array(array) => array.elements.is_empty(),
        _ => false,
    }
}
