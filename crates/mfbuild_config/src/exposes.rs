//! What the container exposes: the `exposes` option, `--expose`, and what a package without either exposes.
//!
//! Owns spec/module-federation.md §5.9 (value forms) and spec/backstage.md §4 (exposes from `exports`).

use jsonc_parser::ast::Value;
use mfbuild_diagnostics::{Diagnostic, Severity, SourceText, has_errors};

use crate::backstage;
use crate::entry::{self, Mount};
use crate::files::{Places, check_request, list};
use crate::options::Expose;
use crate::package::Package;
use crate::raw::RawConfig;
use crate::reader::{Field, Reader, Spanned};
use crate::role::Output;

/// Code of an exposed module that has no file.
const MISSING_ENTRY: &str = "missing-entry";

/// One expose as written.
pub(crate) struct RawExpose {
    pub key: Spanned<String>,
    pub imports: Vec<Spanned<String>>,
    pub chunk_name: Option<String>,
}

/// Reads the option: an object, or an array of strings and objects.
pub(crate) fn read(reader: &mut Reader, field: &Field) -> Vec<RawExpose> {
    let exposes = reader.object_or_items(field, read_entry, read_item);
    check_keys(reader, &exposes);
    exposes
}

fn read_item(reader: &mut Reader, path: &str, item: &Value) -> Vec<RawExpose> {
    match item {
        Value::StringLit(_) => {
            let request = reader.filled_string(path, item);
            request.into_iter().map(|key| RawExpose { imports: vec![key.clone()], key, chunk_name: None }).collect()
        }
        _ => reader.entries(path, item, read_entry),
    }
}

fn read_entry(reader: &mut Reader, field: &Field) -> Option<RawExpose> {
    let key = Spanned { value: field.key.to_owned(), span: field.key_span.clone() };
    if !matches!(field.value, Value::Object(_)) {
        return Some(RawExpose { key, imports: reader.string_or_strings(&field.path, field.value)?, chunk_name: None });
    }
    let mut expose = RawExpose { key, imports: Vec::new(), chunk_name: None };
    for inner in reader.object(&field.path, field.value, &["import", "name"]) {
        match inner.key {
            "import" => expose.imports = reader.string_or_strings(&inner.path, inner.value)?,
            _ => expose.chunk_name = reader.filled_string(&inner.path, inner.value).map(|name| name.value),
        }
    }
    if expose.imports.is_empty() {
        return reader.invalid(&field.path, "needs `import`", field.key_span.clone());
    }
    Some(expose)
}

/// Hosts ask for `./Button` when they import `remote/Button`. A key without `./` is for hosts that call `get("Button")`
/// themselves; the entry knows both, so there is one module of that name.
fn check_keys(reader: &mut Reader, exposes: &[RawExpose]) {
    for (at, expose) in exposes.iter().enumerate() {
        let Spanned { value: key, span } = &expose.key;
        if let Some(problem) = check_key(key) {
            reader.problems.push(problem.with_label(reader.source.clone(), span.clone(), "not the name of a module"));
            continue;
        }
        let same = |other: &&RawExpose| other.key.value != *key && name_of(&other.key.value) == name_of(key);
        if let Some(earlier) = exposes[..at].iter().find(same) {
            let message = format!("`{}` and `{key}` are one exposed module for hosts", earlier.key.value);
            let problem = reader.problem("expose-duplicate", message, span.clone(), "exposed again");
            let problem = problem.with_label(reader.source.clone(), earlier.key.span.clone(), "first exposed here");
            reader.problems.push(problem.with_help("remove one of them, or give it another name"));
        }
    }
}

/// The name of an exposed module without the `./` that hosts add.
fn name_of(key: &str) -> &str {
    key.strip_prefix("./").unwrap_or(key)
}

/// A key that is no name of a module.
fn check_key(key: &str) -> Option<Diagnostic> {
    let name = name_of(key);
    let is_wrong = name.trim().is_empty() || name.starts_with(['/', '\\']) || name.split('/').any(|part| part == "..");
    let plain = name.rsplit(['/', '\\']).next().filter(|plain| !plain.trim().is_empty() && *plain != "..");
    is_wrong.then(|| {
        Diagnostic::error("expose-key", format!("no host can load the exposed key `{key}`"))
            .with_help(format!("call it `./{}`", plain.unwrap_or("Button")))
    })
}

/// The exposes of a build, in order. An app exposes what it is told to; a remote without exposes makes no sense.
pub(crate) fn resolve(
    package: &Package,
    config: &RawConfig,
    flags: &[String],
    places: &Places,
    output: Output,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Expose> {
    let mut exposes = match &config.exposes {
        Some(given) => from_config(given, config.source.as_ref(), places, problems),
        None if output == Output::App => Vec::new(),
        None if flags.iter().any(|flag| flag.contains('=')) && !has_main_entry(package, places) => Vec::new(),
        None => from_package(package, places, problems),
    };
    for (at, flag) in flags.iter().enumerate() {
        if let Some(earlier) = flags[..at].iter().find(|earlier| flag_key(earlier) == flag_key(flag)) {
            let message = format!("`{}` is exposed twice on the command line", flag_key(flag));
            let problem = Diagnostic::error("expose-duplicate", message);
            problems.push(problem.with_note(format!("given as `--expose {earlier}` and as `--expose {flag}`")));
            continue;
        }
        add_flag(flag, package, places, &mut exposes, problems);
    }
    if exposes.is_empty() && output == Output::Remote && !has_errors(problems) {
        problems.push(
            Diagnostic::error(MISSING_ENTRY, "nothing is exposed").with_help("name at least one module in `exposes`"),
        );
    }
    exposes
}

fn from_config(
    given: &[RawExpose],
    source: Option<&SourceText>,
    places: &Places,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Expose> {
    for import in given.iter().flat_map(|expose| &expose.imports) {
        if let Err(mut problem) = check_import(&import.value, places) {
            if let Some(source) = source {
                problem = problem.with_label(source.clone(), import.span.clone(), "no such file");
            }
            problems.push(problem);
        }
    }
    let expose = |raw: &RawExpose| Expose {
        key: raw.key.value.clone(),
        imports: raw.imports.iter().map(|import| import.value.clone()).collect(),
        only_if_feature: false,
        chunk_name: raw.chunk_name.clone(),
    };
    given.iter().map(expose).collect()
}

/// Without config: `.`, and in Backstage packages every further entry whose default export is a feature.
fn from_package(package: &Package, places: &Places, problems: &mut Vec<Diagnostic>) -> Vec<Expose> {
    let Some(role) = places.role else { return main_entry(package, places, problems).into_iter().collect() };
    let mounts = entry::mounts(&package.info.json);
    let mut exposes = Vec::new();
    if !mounts.iter().any(|mount| mount.key == ".") {
        exposes.extend(main_entry(package, places, problems));
    }
    for mount in &mounts {
        if mount.key == "." {
            exposes.extend(main_entry(package, places, problems));
        } else if backstage::exposes_features(role) {
            exposes.extend(feature_entry(package, mount, places, problems));
        }
    }
    exposes
}

fn has_main_entry(package: &Package, places: &Places) -> bool {
    find_main(package, places).is_ok()
}

fn find_main(package: &Package, places: &Places) -> Result<String, Vec<String>> {
    if places.role.is_none() {
        return entry::find_generic(places, &package.info.json);
    }
    let main = entry::mounts(&package.info.json).into_iter().find(|mount| mount.key == ".");
    let main = main.unwrap_or_else(|| Mount { key: ".".to_owned(), targets: Vec::new() });
    entry::find(places, &main)
}

fn main_entry(package: &Package, places: &Places, problems: &mut Vec<Diagnostic>) -> Option<Expose> {
    match find_main(package, places) {
        Ok(request) => {
            let mounts = entry::mounts(&package.info.json);
            let main = mounts.iter().find(|mount| mount.key == ".");
            problems.extend(main.and_then(|mount| wrong_exports(package, mount, &request, places)));
            Some(expose(".", request, false))
        }
        Err(looked_for) => {
            problems.push(no_main_entry(package, &looked_for));
            None
        }
    }
}

/// An entry of `exports` that leads nowhere, in whose place another file would be built.
fn wrong_exports(package: &Package, mount: &Mount, request: &str, places: &Places) -> Option<Diagnostic> {
    let (target, reason) = entry::wrong_target(places, mount, request)?;
    let message = format!("`exports` of `package.json` names `{target}`, which {reason}");
    let json = &package.info.json["exports"];
    let keys: &[&str] = if json.get(&mount.key).is_some() { &["exports", &mount.key] } else { &["exports"] };
    let problem = package.problem(MISSING_ENTRY, message, keys, "");
    Some(problem.with_note(format!("`{}` would be built in its place", request.trim_start_matches("./"))).with_help(
        "name the source file, or what a build of the package writes, such as `./dist/index.js`; or say what to expose \
         in `mfbuild.config.json`",
    ))
}

fn no_main_entry(package: &Package, looked_for: &[String]) -> Diagnostic {
    let message = format!("no entry in package `{}`", package.info.name);
    let problem = match package.info.json.get("exports") {
        Some(exports) if exports.get(".").is_some() => package.problem(MISSING_ENTRY, message, &["exports", "."], ""),
        Some(_) => package.problem(MISSING_ENTRY, message, &["exports"], ""),
        None => Diagnostic::error(MISSING_ENTRY, message),
    };
    let example = "{\"exposes\": {\"./Button\": \"./src/Button.tsx\"}}";
    problem
        .with_note(format!("looked for {}", list(looked_for)))
        .with_help(format!("create `src/index.ts`, or say what to expose in `mfbuild.config.json`: `{example}`"))
}

fn feature_entry(package: &Package, mount: &Mount, places: &Places, problems: &mut Vec<Diagnostic>) -> Option<Expose> {
    match entry::find(places, mount) {
        Ok(request) => {
            problems.extend(wrong_exports(package, mount, &request, places));
            Some(expose(&mount.key, request, true))
        }
        Err(looked_for) => {
            let message = format!("entry `{}` is not exposed, since it has no source file", mount.key);
            let mut problem = package.problem(MISSING_ENTRY, message, &["exports", &mount.key], "");
            problem.severity = Severity::Warning;
            problems.push(problem.with_note(format!("looked for {}", list(&looked_for))));
            None
        }
    }
}

/// The key of `./key=path` or `./key`; a flag may leave the `./` out.
fn flag_key(flag: &str) -> String {
    let key = flag.split_once('=').map_or(flag, |(key, _)| key);
    if key == "." || key.starts_with("./") { key.to_owned() } else { format!("./{key}") }
}

/// `./key=path`, or `./key` for an entry of package.json.
fn add_flag(flag: &str, package: &Package, places: &Places, exposes: &mut Vec<Expose>, problems: &mut Vec<Diagnostic>) {
    let (key, path) = (flag_key(flag), flag.split_once('=').map(|(_, path)| path));
    let request = match path {
        Some("") => Err(Diagnostic::error(MISSING_ENTRY, format!("no file is named for the exposed module `{key}`"))),
        Some(path) if path.starts_with(['.', '/']) => check_import(path, places).map(|()| path.to_owned()),
        Some(path) => check_import(&format!("./{path}"), places).map(|()| format!("./{path}")),
        None => find_mount(package, &key, places),
    };
    match check_key(&key).map_or(request, Err) {
        Ok(request) => {
            let added = expose(&key, request, false);
            match exposes.iter_mut().find(|expose| expose.key == key) {
                Some(earlier) => *earlier = added,
                None => exposes.push(added),
            }
        }
        Err(problem) => problems.push(problem.with_note(format!("given as `--expose {flag}`"))),
    }
}

fn find_mount(package: &Package, key: &str, places: &Places) -> Result<String, Diagnostic> {
    let mounts = entry::mounts(&package.info.json);
    let mount = mounts.into_iter().find(|mount| mount.key == key);
    let mount = mount.unwrap_or_else(|| Mount { key: key.to_owned(), targets: Vec::new() });
    entry::find(places, &mount).map_err(|looked_for| {
        Diagnostic::error(MISSING_ENTRY, format!("no source file for `{key}`"))
            .with_note(format!("looked for {}", list(&looked_for)))
            .with_help(format!("name the file: `--expose {key}=src/file.tsx`"))
    })
}

fn expose(key: &str, request: String, only_if_feature: bool) -> Expose {
    Expose { key: key.to_owned(), imports: vec![request], only_if_feature, chunk_name: None }
}

fn check_import(request: &str, places: &Places) -> Result<(), Diagnostic> {
    let message = format!("exposed module `{request}` does not exist");
    check_request(request, places, Diagnostic::error(MISSING_ENTRY, message))
}
