//! One file (or virtual text) → a parsed module: loader, facts, style sheet or asset.
//!
//! Owns the choice of loader and the texts of modules that are no JavaScript. Resolves nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use mfbuild_config::{BuildOptions, Loader};
use mfbuild_css::CssOptions;
use mfbuild_diagnostics::{Diagnostic, Severity, SourceText};
use mfbuild_js::facts::{FileFacts, WorkerKind};
use mfbuild_js::{Engine, ParseOptions, ParsedFile, Syntax};

use crate::assets::{self, AssetFile};
use crate::graph::ModuleKind;
use crate::resolve::Package;
use crate::styles::{self, StyleSheet};
use crate::workers::check_worker;

/// Languages that are compiled to css, by extension.
const STYLE_LANGUAGES: &[(&str, &str)] =
    &[("scss", "Sass"), ("sass", "Sass"), ("less", "Less"), ("styl", "Stylus"), ("stylus", "Stylus")];
/// Languages that are compiled to JavaScript, by extension.
const COMPONENT_LANGUAGES: &[(&str, &str)] = &[
    ("vue", "Vue components"),
    ("svelte", "Svelte components"),
    ("astro", "Astro components"),
    ("mdx", "MDX files"),
    ("marko", "Marko components"),
    ("coffee", "CoffeeScript files"),
    ("elm", "Elm files"),
];

/// Query of JSON that is imported `with { type: "json" }`.
pub const TYPED_JSON: &str = "?with-type-json";

/// A file to load.
#[derive(Clone, Debug)]
pub struct FileJob {
    /// Real path.
    pub path: PathBuf,
    /// Empty, or from the `?` or `#` on.
    pub query: String,
    /// The request wants the url of the file, whatever it holds.
    pub as_asset: bool,
    /// The url is that of a worker's script.
    pub worker: Option<WorkerKind>,
}

/// The JavaScript of a module: parsing it gives the same facts and tree again.
#[derive(Clone, Debug)]
pub struct Code {
    /// The text.
    pub text: Arc<str>,
    /// How it is read.
    pub options: ParseOptions,
}

impl Code {
    /// That of a module that holds nothing.
    pub fn empty() -> Self {
        Self { text: "".into(), options: ParseOptions::default() }
    }
}

/// A loaded module before its requests are resolved.
#[derive(Clone)]
pub struct Loaded {
    /// Kind.
    pub kind: ModuleKind,
    /// Facts of its JavaScript.
    pub facts: Arc<FileFacts>,
    /// Its JavaScript.
    pub code: Code,
    /// Its text.
    pub source: SourceText,
    /// It can do something besides defining its exports.
    pub may_have_side_effects: bool,
    /// Size in bytes.
    pub size: u64,
    /// Warnings.
    pub warnings: Vec<Diagnostic>,
}

impl Loaded {
    /// Those of `warnings` that end the build, although they say nothing against the rest of the file.
    pub fn errors(&self) -> Vec<Diagnostic> {
        self.warnings.iter().filter(|found| found.severity == Severity::Error).cloned().collect()
    }
}

/// A loaded module and the tree of its JavaScript.
pub type Parsed = (Loaded, ParsedFile);

/// Loads a file by its extension and query; `refresh`: components and hooks in it are registered with React Refresh.
pub fn load_file(
    engine: &Engine,
    options: &BuildOptions,
    job: &FileJob,
    package: Option<&Package>,
    shown: &str,
    refresh: bool,
) -> Result<Parsed, Vec<Diagnostic>> {
    let bytes = mfbuild_config::read_file(&job.path).map_err(|error| vec![unreadable(shown, &error)])?;
    let loader = loader_of(options, job).ok_or_else(|| vec![no_loader(shown, &job.path)])?;
    let size = bytes.len() as u64;
    if let Loader::Asset | Loader::DataUrl = loader {
        let problem = job.worker.and_then(|kind| check_worker(engine, kind, &job.path, &bytes, shown));
        let (mut loaded, file) = binary(engine, loader, job, bytes, shown)?;
        match problem {
            // Installed code has been shipped as it is, and perhaps starts no worker.
            Some(problem) if !job.is_own() => {
                loaded.warnings.push(Diagnostic { severity: Severity::Warning, ..problem });
            }
            Some(problem) => return Err(vec![problem]),
            None => {}
        }
        return Ok((loaded, file));
    }
    let source = SourceText { path: shown.to_string(), text: utf8(bytes, shown)?.into() };
    let (mut loaded, file) = match loader {
        Loader::Js => script(engine, Syntax::Js, source, &job.path, package, refresh),
        Loader::Ts => script(engine, Syntax::Ts, source, &job.path, package, refresh),
        Loader::Tsx => script(engine, Syntax::Tsx, source, &job.path, package, refresh),
        Loader::Json if job.query == TYPED_JSON => typed_json(engine, &source, &job.path),
        Loader::Json => object(engine, &source, assets::json_module(&source)),
        Loader::Yaml => object(engine, &source, assets::yaml_module(&source)),
        Loader::Text => value(engine, &source, assets::text_module(&source.text)),
        Loader::Empty => data(engine, &source, Ok(String::new())),
        Loader::Css | Loader::CssModule => style(engine, options, loader == Loader::CssModule, source),
        Loader::Asset | Loader::DataUrl => unreachable!("handled above"),
    }?;
    loaded.size = size;
    Ok((loaded, file))
}

/// Loads a module made of text.
pub fn load_text(engine: &Engine, name: &str, text: &str) -> Result<Parsed, Vec<Diagnostic>> {
    let source = SourceText { path: name.to_string(), text: text.into() };
    parse(engine, &source, ParseOptions::default(), source.text.clone())
}

fn loader_of(options: &BuildOptions, job: &FileJob) -> Option<Loader> {
    if job.as_asset {
        return Some(Loader::Asset);
    }
    let named = query_names(&job.query).find_map(|name| match name {
        "url" => Some(Loader::Asset),
        "raw" => Some(Loader::Text),
        "inline" => Some(Loader::DataUrl),
        _ => None,
    });
    named.or_else(|| loader_of_name(options, &job.path))
}

/// The names in `?a&b=1`.
pub fn query_names(query: &str) -> impl Iterator<Item = &str> {
    let query = query.strip_prefix('?').unwrap_or_default();
    let query = query.split('#').next().unwrap_or_default();
    query.split('&').filter_map(|part| part.split('=').next()).filter(|name| !name.is_empty())
}

/// The part of a query that belongs to the url of an asset, as in webpack: `import icon from './icon.svg?v=2#part'`.
fn url_suffix(job: &FileJob) -> &str {
    let is_for_the_build = |name: &str| matches!(name, "url" | "raw" | "inline" | "no-inline");
    if job.as_asset || query_names(&job.query).any(is_for_the_build) { "" } else { &job.query }
}

/// The loader of a file that is asked for without a query.
pub fn loader_of_name(options: &BuildOptions, path: &Path) -> Option<Loader> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    // As Node has it: `require("yargs/yargs")`.
    if !name.contains('.') {
        return Some(Loader::Js);
    }
    // The longest known extension wins: `.module.css` before `.css`.
    let dots = name.match_indices('.').map(|(at, _)| &name[at..]);
    dots.filter_map(|extension| options.loaders.get(extension)).next().copied()
}

fn parse(
    engine: &Engine,
    shown: &SourceText,
    options: ParseOptions,
    text: Arc<str>,
) -> Result<Parsed, Vec<Diagnostic>> {
    let source = SourceText { path: shown.path.clone(), text };
    let (file, facts, warnings) = engine.parse(&source, options)?;
    let loaded = Loaded {
        kind: ModuleKind::Script,
        facts: Arc::new(facts),
        code: Code { text: source.text.clone(), options },
        size: source.text.len() as u64,
        source,
        may_have_side_effects: true,
        warnings,
    };
    Ok((loaded, file))
}

fn script(
    engine: &Engine,
    syntax: Syntax,
    source: SourceText,
    path: &Path,
    package: Option<&Package>,
    refresh: bool,
) -> Result<Parsed, Vec<Diagnostic>> {
    let options = script_options(syntax, path, package, refresh);
    let text = source.text.clone();
    parse(engine, &source, options, text)
}

/// How the text of a script is read, by its extension and package (Node: "Determining module system").
pub fn script_options(syntax: Syntax, path: &Path, package: Option<&Package>, refresh: bool) -> ParseOptions {
    let extension = path.extension().map(|ext| ext.to_string_lossy().to_lowercase()).unwrap_or_default();
    let always_module = extension == "mjs" || extension == "mts" || (extension == "js" && is_module_package(package));
    let early_errors = !is_installed(path);
    ParseOptions { syntax, always_module, always_commonjs: extension == "cjs", refresh, early_errors }
}

/// A file of an installed dependency. Its early errors are found where its code is minified: to look for them in each file
/// would be a tenth of a build.
pub fn is_installed(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "node_modules")
}

/// Whether imports of CommonJS follow Node's rule (spec/module-federation.md §3.10: strict importers).
pub fn is_strict(path: &Path, package: Option<&Package>) -> bool {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("mjs" | "mts") => true,
        Some("js" | "jsx") => is_module_package(package),
        _ => false,
    }
}

fn is_module_package(package: Option<&Package>) -> bool {
    package.is_some_and(|package| package.is_module_type)
}

fn data(engine: &Engine, source: &SourceText, text: Result<String, Diagnostic>) -> Result<Parsed, Vec<Diagnostic>> {
    let text = text.map_err(|error| vec![error])?;
    let (mut loaded, file) = parse(engine, source, ParseOptions::default(), text.into())?;
    loaded.may_have_side_effects = false;
    Ok((loaded, file))
}

/// A module that is an object of data.
fn object(engine: &Engine, source: &SourceText, text: Result<String, Diagnostic>) -> Result<Parsed, Vec<Diagnostic>> {
    let (mut loaded, file) = data(engine, source, text)?;
    Arc::make_mut(&mut loaded.facts).is_data = true;
    Ok((loaded, file))
}

/// JSON as ECMA-262 16.2.1.10 has it: a module whose only export is the default one. The data stay a module of their own,
/// so that they are the same for those who import them without the attribute.
fn typed_json(engine: &Engine, source: &SourceText, path: &Path) -> Result<Parsed, Vec<Diagnostic>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let request = serde_json::Value::from(format!("./{name}"));
    let options = ParseOptions { always_module: true, ..ParseOptions::default() };
    let (mut loaded, file) = parse(engine, source, options, format!("export {{ default }} from {request};").into())?;
    loaded.may_have_side_effects = false;
    Ok((loaded, file))
}

/// A module whose default export is all that it is.
fn value(engine: &Engine, source: &SourceText, text: String) -> Result<Parsed, Vec<Diagnostic>> {
    let (mut loaded, file) = data(engine, source, Ok(text))?;
    Arc::make_mut(&mut loaded.facts).is_value = true;
    Ok((loaded, file))
}

fn binary(
    engine: &Engine,
    loader: Loader,
    job: &FileJob,
    bytes: Vec<u8>,
    shown: &str,
) -> Result<Parsed, Vec<Diagnostic>> {
    let path = &job.path;
    let source = SourceText { path: shown.to_string(), text: "".into() };
    let size = bytes.len() as u64;
    let (kind, text) = if loader == Loader::Asset {
        let asset = AssetFile::new(path, &bytes);
        let text = asset.module_text(url_suffix(job));
        (ModuleKind::Asset(asset), text)
    } else {
        (ModuleKind::Script, assets::data_url_module(path, &bytes))
    };
    let (mut loaded, file) = value(engine, &source, text)?;
    loaded.kind = kind;
    loaded.size = size;
    Ok((loaded, file))
}

fn style(
    engine: &Engine,
    options: &BuildOptions,
    css_modules: bool,
    source: SourceText,
) -> Result<Parsed, Vec<Diagnostic>> {
    let css = CssOptions {
        css_modules,
        minify: options.minify,
        source_map: options.source_map,
        targets: options.target,
        scope_hash: styles::name_salt(options, &source.path),
    };
    let mut sheet = mfbuild_css::parse(&source, &css)?;
    let warnings = std::mem::take(&mut sheet.warnings);
    let text = styles::module_text(&sheet, engine.is_hot());
    let (mut loaded, file) =
        parse(engine, &source, ParseOptions { always_module: true, ..Default::default() }, text.into())?;
    loaded.kind = ModuleKind::Style(Arc::new(StyleSheet { file: sheet }));
    loaded.source = source;
    loaded.warnings = warnings;
    Ok((loaded, file))
}

fn utf8(bytes: Vec<u8>, shown: &str) -> Result<String, Vec<Diagnostic>> {
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
        vec![
            Diagnostic::error("not-utf8", format!("`{shown}` is not UTF-8 text"))
                .with_note(format!("the first byte that is no UTF-8 is number {} (line {line})", valid + 1))
                .with_help("save the file as UTF-8, or give its extension the loader `asset` in `mfbuild.config.json`"),
        ]
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

fn unreadable(shown: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("unreadable-file", format!("cannot read `{shown}`")).with_note(error.to_string())
}

fn no_loader(shown: &str, path: &Path) -> Diagnostic {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    let problem = Diagnostic::error("no-loader", format!("no loader knows what to do with `{shown}`"));
    let language_of = |table: &[(&str, &'static str)]| {
        table.iter().find(|(known, _)| *known == extension).map(|(_, language)| *language)
    };
    if let Some(language) = language_of(STYLE_LANGUAGES) {
        let css = path.with_extension("css");
        let css = css.file_name().unwrap_or_default().to_string_lossy();
        return problem
            .with_note(format!("{language} files are not read, only css"))
            .with_help(format!("compile it to css before the build, and import `{css}`"));
    }
    if let Some(language) = language_of(COMPONENT_LANGUAGES) {
        let note = format!("{language} are not read, only JavaScript and TypeScript, also with JSX");
        let help = "compile it to JavaScript before the build, or build it with a bundler that has a plugin for it";
        return problem.with_note(note).with_help(help);
    }
    problem.with_help(format!(
        "say how files like it are read in `mfbuild.config.json`: `\"loaders\": {{\".{extension}\": \"asset\"}}`"
    ))
}
