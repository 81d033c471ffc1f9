//! `mfbuild.config.json` as written: every key, its type and its place, no defaults.
//!
//! Owns the list of keys. The names are those of the ModuleFederationPlugin (spec/module-federation.md §5.9) and of
//! webpack's options where there is such a one. `app`, `exposes`, `shared`, `remotes`, `runtimePlugins` and
//! `devServer` have files of their own.

use std::ops::Range;

use jsonc_parser::ast::Value;
use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::app::{self, RawApp};
use crate::dev_server::{self, RawDevServer};
use crate::exposes::{self, RawExpose};
use crate::federation::{self, RawLibrary};
use crate::foreign;
use crate::json::{Dialect, kind, parse, span};
use crate::location::DefaultType;
use crate::name::is_identifier;
use crate::options::{Loader, ManifestOptions, Mode, ShareScope};
use crate::plugins::{self, RawPlugin};
use crate::reader::{Field, INVALID_OPTION, Reader, Spanned};
use crate::remotes::{self, RawRemote};
use crate::shared::{self, RawShare};

/// The config file. `None` and empty mean "not said".
#[derive(Default)]
pub(crate) struct RawConfig {
    pub source: Option<SourceText>,
    /// `Some(None)` is `app: false`.
    pub app: Option<Option<RawApp>>,
    pub name: Option<Spanned<String>>,
    pub filename: Option<Spanned<String>>,
    pub unique_name: Option<String>,
    pub public_path: Option<Spanned<String>>,
    pub library: Option<RawLibrary>,
    pub exposes: Option<Vec<RawExpose>>,
    pub shared: Vec<RawShare>,
    pub remotes: Vec<RawRemote>,
    pub remote_type: Option<DefaultType>,
    pub runtime_plugins: Vec<RawPlugin>,
    pub share_scope: Option<ShareScope>,
    pub share_strategy: Option<String>,
    /// `Some(None)` is `manifest: false`.
    pub manifest: Option<Option<ManifestOptions>>,
    pub alias: Vec<(Spanned<String>, Option<String>)>,
    pub fallback: Vec<(Spanned<String>, Option<String>)>,
    pub define: Vec<(String, String)>,
    pub provide: Vec<(String, (String, String))>,
    pub externals: Vec<(Spanned<String>, String)>,
    pub loaders: Vec<(String, Loader)>,
    pub extensions: Option<Vec<String>>,
    pub main_fields: Option<Vec<String>>,
    pub conditions: Option<Vec<String>>,
    pub target: Option<u32>,
    pub mode: Option<Mode>,
    pub minify: Option<bool>,
    pub ascii: Option<bool>,
    pub legal_comments: Option<bool>,
    pub keep_names: Option<bool>,
    pub allow_unexpanded: Option<bool>,
    pub source_map: Option<bool>,
    pub out_dir: Option<Spanned<String>>,
    pub split_vendor: Option<bool>,
    pub package_floor: Option<u64>,
    pub dev_server: Option<RawDevServer>,
}

/// Every key of the file.
const KEYS: &[&str] = &[
    "$schema",
    "app",
    "name",
    "filename",
    "exposes",
    "shared",
    "remotes",
    "remoteType",
    "runtimePlugins",
    "library",
    "publicPath",
    "uniqueName",
    "shareScope",
    "shareStrategy",
    "manifest",
    "alias",
    "define",
    "provide",
    "target",
    "externals",
    "loaders",
    "resolve",
    "mode",
    "minify",
    "charset",
    "legalComments",
    "keepNames",
    "allowUnexpanded",
    "sourcemap",
    "outDir",
    "split",
    "devServer",
];

const LOADERS: &[(&str, Loader)] = &[
    ("asset", Loader::Asset),
    ("css", Loader::Css),
    ("css-module", Loader::CssModule),
    ("dataurl", Loader::DataUrl),
    ("empty", Loader::Empty),
    ("js", Loader::Js),
    ("json", Loader::Json),
    ("text", Loader::Text),
    ("ts", Loader::Ts),
    ("tsx", Loader::Tsx),
    ("yaml", Loader::Yaml),
];

/// Names of the two modes, for the config file and the command line.
pub(crate) const MODES: &[(&str, Mode)] = &[("production", Mode::Production), ("development", Mode::Development)];

/// Reads the text of a config file; what is wrong goes to `problems` and is left out of the result. `None` if there
/// is nothing to go on with.
pub(crate) fn read(source: SourceText, problems: &mut Vec<Diagnostic>) -> Option<RawConfig> {
    let value = parse(&source, Dialect::Commented, "invalid-config").map_err(|problem| problems.push(problem)).ok()?;
    let mut config = RawConfig { source: Some(source.clone()), ..RawConfig::default() };
    let mut reader = Reader { source: source.clone(), problems };
    let known = KEYS.iter().copied().chain(foreign::keys()).collect::<Vec<_>>();
    for field in reader.object("", &value, &known) {
        read_field(&mut reader, &field, &mut config);
    }
    value.as_object().map(|_| config)
}

fn read_field(reader: &mut Reader, field: &Field, config: &mut RawConfig) {
    let (path, value) = (field.path.as_str(), field.value);
    match field.key {
        "$schema" => {}
        "app" => config.app = Some(app::read(reader, field)),
        "alias" => config.alias.extend(targets(reader, field)),
        "resolve" => read_resolve(reader, field, config),
        "define" => config.define = entries(reader, field, define_entry),
        "provide" => config.provide = entries(reader, field, provide_entry),
        "externals" => config.externals = externals(reader, field),
        "loaders" => {
            config.loaders = entries(reader, field, |reader, field| {
                let is_extension =
                    !field.key.trim_matches('.').is_empty() && !field.key.contains(['/', '\\', '*', '|']);
                check_key(reader, field, is_extension, "file extensions, such as `.svg`")?;
                reader.choice(&field.path, field.value, LOADERS)
            })
        }
        "target" => config.target = target(reader, field),
        "mode" => config.mode = reader.choice(path, value, MODES),
        "minify" => config.minify = reader.boolean(path, value),
        "charset" => config.ascii = reader.choice(path, value, &[("ascii", true), ("utf8", false)]),
        "legalComments" => {
            config.legal_comments = reader.choice(path, value, &[("linked", true), ("none", false)]);
        }
        "keepNames" => config.keep_names = reader.boolean(path, value),
        "allowUnexpanded" => config.allow_unexpanded = reader.boolean(path, value),
        "sourcemap" => config.source_map = reader.boolean(path, value),
        "outDir" => config.out_dir = reader.filled_string(path, value),
        "split" => read_split(reader, field, config),
        "devServer" => config.dev_server = Some(dev_server::read(reader, field)),
        _ => read_federation_field(reader, field, config),
    }
}

fn read_federation_field(reader: &mut Reader, field: &Field, config: &mut RawConfig) {
    let (path, value) = (field.path.as_str(), field.value);
    match field.key {
        "name" => config.name = reader.filled_string(path, value),
        "filename" => config.filename = reader.filled_string(path, value),
        "uniqueName" => config.unique_name = reader.filled_string(path, value).map(|name| name.value),
        "publicPath" => config.public_path = reader.string(path, value),
        "library" => config.library = federation::read_library(reader, field),
        "exposes" => config.exposes = Some(exposes::read(reader, field)),
        "shared" => config.shared = shared::read(reader, field),
        "remotes" => config.remotes = remotes::read(reader, field),
        "remoteType" => config.remote_type = remotes::read_type(reader, field),
        "runtimePlugins" => config.runtime_plugins = plugins::read(reader, field),
        "shareScope" => config.share_scope = federation::read_share_scope(reader, path, value),
        "shareStrategy" => config.share_strategy = federation::read_share_strategy(reader, field),
        "manifest" => config.manifest = federation::read_manifest(reader, field),
        _ => foreign::refuse(reader, field),
    }
}

fn read_resolve(reader: &mut Reader, field: &Field, config: &mut RawConfig) {
    for inner in
        reader.object(&field.path, field.value, &["alias", "fallback", "conditions", "extensions", "mainFields"])
    {
        match inner.key {
            "alias" => config.alias.extend(targets(reader, &inner)),
            "fallback" => config.fallback.extend(targets(reader, &inner)),
            "conditions" => config.conditions = names(reader, &inner),
            "extensions" => {
                config.extensions = names(reader, &inner).map(|names| names.iter().map(|name| with_dot(name)).collect())
            }
            _ => config.main_fields = names(reader, &inner),
        }
    }
}

fn read_split(reader: &mut Reader, field: &Field, config: &mut RawConfig) {
    if let Value::BooleanLit(literal) = field.value {
        config.split_vendor = Some(literal.value);
        return;
    }
    for inner in reader.object(&field.path, field.value, &["vendor", "packageFloor"]) {
        match inner.key {
            "vendor" => config.split_vendor = reader.boolean(&inner.path, inner.value),
            _ => config.package_floor = reader.number(&inner.path, inner.value),
        }
    }
}

/// Request → target, where `false` means an empty module (webpack's `resolve.alias`).
fn targets(reader: &mut Reader, field: &Field) -> Vec<(Spanned<String>, Option<String>)> {
    reader.entries(&field.path, field.value, |reader, field| {
        check_key(reader, field, !field.key.trim().is_empty(), "requests, such as `lodash`")?;
        let target = match field.value {
            Value::BooleanLit(literal) if !literal.value => None,
            Value::StringLit(_) => Some(reader.filled_string(&field.path, field.value)?.value),
            _ => return reader.wrong_type(&field.path, "a string or `false`", field.value),
        };
        Some((Spanned { value: field.key.to_owned(), span: field.key_span.clone() }, target))
    })
}

/// Reports a key that nothing in the sources can match.
fn check_key(reader: &mut Reader, field: &Field, is_valid: bool, expected: &str) -> Option<()> {
    let option = field.path.split(['.', '[']).next().unwrap_or_default();
    let message = format!("keys of `{option}` must be {expected}; nothing matches `{}`", field.key);
    if !is_valid {
        let problem = reader.problem(INVALID_OPTION, message, field.key_span.clone(), "");
        reader.problems.push(problem);
    }
    is_valid.then_some(())
}

fn define_entry(reader: &mut Reader, field: &Field) -> Option<String> {
    let is_name = field.key.split('.').all(is_name);
    check_key(reader, field, is_name, "names and members, such as `VERSION` or `process.env.MODE`")?;
    define_value(reader, field)
}

fn provide_entry(reader: &mut Reader, field: &Field) -> Option<(String, String)> {
    check_key(reader, field, is_name(field.key), "names of free variables, such as `Buffer`")?;
    provide_value(reader, field)
}

/// A name as members have it: `import`, `meta` and other reserved words, too.
fn is_name(name: &str) -> bool {
    is_identifier(&format!("_{name}")) && !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// The JavaScript source of a value, as webpack's DefinePlugin makes it: strings are source at any depth, all else is its
/// literal. `{ "name": "\"shop\"", "tags": [1, true] }` → `{"name":("shop"),"tags":[1,true]}`.
fn define_value(reader: &mut Reader, field: &Field) -> Option<String> {
    match field.value {
        Value::StringLit(_) => Some(reader.filled_string(&field.path, field.value)?.value),
        other => define_literal(reader, &field.path, other),
    }
}

/// A member or an item of a `define` value; parentheses keep `a, b` one item.
fn define_part(reader: &mut Reader, path: &str, value: &Value) -> Option<String> {
    match value {
        Value::StringLit(_) => Some(format!("({})", reader.filled_string(path, value)?.value)),
        other => define_literal(reader, path, other),
    }
}

fn define_literal(reader: &mut Reader, path: &str, value: &Value) -> Option<String> {
    match value {
        Value::Object(_) => {
            let members = reader.entries(path, value, |reader, field| Some(define_member(reader, field)));
            let members: Option<Vec<String>> = members.into_iter().collect();
            Some(format!("{{{}}}", members?.join(",")))
        }
        Value::Array(array) => {
            let items = array.elements.iter().enumerate();
            let items = items.map(|(at, item)| define_part(reader, &format!("{path}[{at}]"), item));
            let items: Vec<Option<String>> = items.collect();
            Some(format!("[{}]", items.into_iter().collect::<Option<Vec<_>>>()?.join(",")))
        }
        simple => Some(serde_json::Value::from(simple.clone()).to_string()),
    }
}

fn define_member(reader: &mut Reader, field: &Field) -> Option<String> {
    let key = serde_json::Value::from(field.key).to_string();
    let value = define_part(reader, &field.path, field.value)?;
    // Without brackets it is the prototype of the object.
    Some(if field.key == "__proto__" { format!("[{key}]:{value}") } else { format!("{key}:{value}") })
}

/// A request, or a request and the name of its export (webpack's ProvidePlugin).
fn provide_value(reader: &mut Reader, field: &Field) -> Option<(String, String)> {
    let parts = reader.string_or_strings(&field.path, field.value)?;
    match parts.as_slice() {
        [request] => Some((request.value.clone(), "*".to_owned())),
        [request, export] => Some((request.value.clone(), export.value.clone())),
        _ => reader.invalid(&field.path, "must be a request, or a request and one export name", span(field.value)),
    }
}

const EXTERNALS_HELP: &str =
    "write each request with the expression that holds its value: `{ \"jquery\": \"globalThis.jQuery\" }`";

/// Request → expression. The other forms of webpack's externals need code, or a module system that pages do not have.
fn externals(reader: &mut Reader, field: &Field) -> Vec<(Spanned<String>, String)> {
    if let Value::Array(array) = field.value {
        let is_pattern =
            array.elements.iter().any(|item| matches!(item, Value::StringLit(text) if is_pattern(&text.value)));
        let what = if is_pattern { "a list with a regular expression" } else { "a list" };
        refuse_external::<()>(reader, &format!("`externals` must be an object, found {what}"), span(field.value));
        return Vec::new();
    }
    reader.entries(&field.path, field.value, |reader, field| {
        if field.key.trim().is_empty() || is_pattern(field.key) {
            let message = format!("`externals` are compared with whole requests, and `{}` is none", field.key);
            return refuse_external(reader, &message, field.key_span.clone());
        }
        if matches!(field.value, Value::Object(_) | Value::Array(_) | Value::BooleanLit(_)) {
            let message = format!("`{}` must be a string, found {}", field.path, kind(field.value));
            return refuse_external(reader, &message, span(field.value));
        }
        let value = reader.filled_string(&field.path, field.value)?;
        if let Some((word, _)) = value.value.split_once(' ').filter(|(word, _)| EXTERNAL_TYPES.contains(word)) {
            let message = format!("`{}` is an external of type `{word}`, which is not supported", field.path);
            return refuse_external(reader, &message, value.span);
        }
        let key = Spanned { value: field.key.to_owned(), span: field.key_span.clone() };
        Some((key, value.value))
    })
}

/// Words in front of webpack's externals that say where the value comes from.
const EXTERNAL_TYPES: &[&str] = &[
    "amd",
    "assign",
    "commonjs",
    "commonjs2",
    "commonjs-module",
    "commonjs-static",
    "global",
    "import",
    "jsonp",
    "module",
    "module-import",
    "node-commonjs",
    "promise",
    "root",
    "script",
    "self",
    "system",
    "this",
    "umd",
    "umd2",
    "var",
    "window",
];

/// `/^foo/`: a regular expression in the notation of JavaScript.
fn is_pattern(text: &str) -> bool {
    let inner = text.strip_prefix('/').and_then(|rest| rest.rsplit_once('/'));
    inner.is_some_and(|(_, flags)| flags.chars().all(|flag| "dgimsuvy".contains(flag)))
}

fn refuse_external<T>(reader: &mut Reader, message: &str, span: Range<usize>) -> Option<T> {
    let problem = reader.problem(INVALID_OPTION, message.to_owned(), span, "");
    reader.problems.push(problem.with_help(EXTERNALS_HELP));
    None
}

/// An edition: `2022` or `"es2022"`.
fn target(reader: &mut Reader, field: &Field) -> Option<u32> {
    let year = match field.value {
        Value::StringLit(literal) if literal.value.eq_ignore_ascii_case("esnext") => Some(LATEST_EDITION),
        Value::StringLit(literal) => {
            literal.value.to_ascii_lowercase().strip_prefix("es").and_then(|year| year.parse().ok())
        }
        Value::NumberLit(literal) => literal.value.parse().ok(),
        _ => return reader.wrong_type(&field.path, "an edition such as `2022` or `\"es2022\"`", field.value),
    };
    match year {
        Some(year @ (EARLIEST_EDITION..=LATEST_EDITION)) => Some(year),
        Some(5 | 6 | 2015..EARLIEST_EDITION) => {
            let message = format!("`{}` cannot be older than `es{EARLIEST_EDITION}`", field.path);
            let problem = reader.problem(INVALID_OPTION, message, span(field.value), "JavaScript is not lowered");
            let help = format!(
                "possible are {EDITIONS}; for older browsers, run the output through a tool that lowers JavaScript"
            );
            let note =
                "syntax is written as the sources and packages have it; TypeScript, JSX and decorators are compiled";
            reader.problems.push(problem.with_note(note).with_help(help));
            None
        }
        _ => reader.invalid(&field.path, &format!("must be one of {EDITIONS}"), span(field.value)),
    }
}

/// The edition of which every module may be, so that an older one cannot be promised.
const EARLIEST_EDITION: u32 = 2022;
const LATEST_EDITION: u32 = 2025;
const EDITIONS: &str = "`es2022`, `es2023`, `es2024`, `es2025` and `esnext`";

fn names(reader: &mut Reader, field: &Field) -> Option<Vec<String>> {
    Some(reader.strings(&field.path, field.value)?.into_iter().map(|name| name.value).collect())
}

fn entries<T>(
    reader: &mut Reader,
    field: &Field,
    mut read: impl FnMut(&mut Reader, &Field) -> Option<T>,
) -> Vec<(String, T)> {
    reader.entries(&field.path, field.value, |reader, field| Some((field.key.to_owned(), read(reader, field)?)))
}

/// File extensions may be written with or without the dot.
pub(crate) fn with_dot(extension: &str) -> String {
    if extension.starts_with('.') { extension.to_owned() } else { format!(".{extension}") }
}
