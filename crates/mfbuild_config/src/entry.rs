//! From the entries of package.json to source files.
//!
//! Owns the reading of `exports` for our purpose: which source file a mount (`.`, `./alpha`) means while the package is
//! developed, also where package.json already names the published files under `dist`.

use std::path::{Component, Path};

use serde_json::Value;

use crate::files::{Places, clean};

/// Extensions of script sources, in the order in which they are tried.
const SCRIPT_EXTENSIONS: &[&str] = &["ts", "tsx", "js", "jsx", "mjs", "mts", "cjs", "cts"];

/// Conditions that are looked at first.
const FIRST_CONDITIONS: &[&str] = &["backstage", "import", "default", "require"];

/// A key of `exports` and the files that it may mean.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mount {
    /// `.` or `./alpha`.
    pub key: String,
    /// Values in the order of preference.
    pub targets: Vec<String>,
}

/// The mounts of `exports` that can be modules, in file order; empty if there is no such field. Patterns,
/// `./package.json` and whatever names no script are left out.
pub(crate) fn mounts(package: &Value) -> Vec<Mount> {
    let exports = match package.get("exports") {
        Some(Value::Object(entries)) if entries.keys().any(|key| key.starts_with('.')) => {
            entries.iter().map(|(key, value)| (key.as_str(), value)).collect()
        }
        Some(whole) => vec![(".", whole)],
        None => Vec::new(),
    };
    let mounts = exports.into_iter().map(|(key, value)| Mount { key: key.to_owned(), targets: targets(value) });
    mounts.filter(|mount| mount.key == "." || is_module_mount(mount)).collect()
}

fn is_module_mount(mount: &Mount) -> bool {
    mount.key.starts_with("./") && !mount.key.contains('*') && mount.targets.iter().any(|target| is_script(target))
}

/// All file names below a value of `exports`, types left out.
fn targets(value: &Value) -> Vec<String> {
    match value {
        // The `backstage` condition of published packages holds a feature type such as `@backstage/FrontendPlugin`.
        Value::String(target) if !target.starts_with('@') => vec![target.clone()],
        Value::Array(items) => items.iter().flat_map(targets).collect(),
        Value::Object(conditions) => {
            let first = FIRST_CONDITIONS.iter().filter_map(|name| conditions.get(*name));
            let others = conditions
                .iter()
                .filter(|(name, _)| !FIRST_CONDITIONS.contains(&name.as_str()) && !name.starts_with("types"));
            first.chain(others.map(|(_, value)| value)).flat_map(targets).collect()
        }
        _ => Vec::new(),
    }
}

/// The source file of a mount as a request (`./src/index.ts`), or the files that were looked for.
pub(crate) fn find(places: &Places, mount: &Mount) -> Result<String, Vec<String>> {
    let named = mount.targets.iter().map(|target| normal(target)).filter(|target| is_script(target));
    let conventional = conventional_bases(&mount.key).into_iter().flat_map(with_extensions);
    first_source(places, named.chain(conventional).collect())
}

/// The main entry of a package that is no Backstage package: `exports`, then `src/index`, then what `source`, `module`
/// and `main` name, then `index`.
pub(crate) fn find_generic(places: &Places, package: &Value) -> Result<String, Vec<String>> {
    let exported =
        mounts(package).into_iter().find(|mount| mount.key == ".").map(|mount| mount.targets).unwrap_or_default();
    let named = ["source", "module", "main"].iter().filter_map(|field| package.get(field)?.as_str());
    let candidates = exported.iter().map(|target| normal(target)).filter(|target| is_script(target));
    let candidates = candidates
        .chain(with_extensions("./src/index".to_owned()))
        .chain(named.map(normal))
        .chain(with_extensions("./index".to_owned()));
    first_source(places, candidates.collect())
}

/// A target of `exports` that cannot be meant, and why, where `request` was found in another way: it leads out of the
/// package, or no file is there and it is nothing that a build of the package writes.
pub(crate) fn wrong_target<'m>(places: &Places, mount: &'m Mount, request: &str) -> Option<(&'m str, &'static str)> {
    let scripts = mount.targets.iter().filter(|target| is_script(target));
    let scripts = scripts.map(String::as_str).collect::<Vec<_>>();
    let is_outside = |target: &&&str| !clean(&places.context.join(target)).starts_with(places.context);
    if let Some(target) = scripts.iter().find(is_outside) {
        return Some((target, "lies outside of the package"));
    }
    let is_found = scripts.iter().any(|target| normal(target) == request || is_output(places, target));
    let first = scripts.first().filter(|_| !is_found)?;
    Some((first, "does not exist"))
}

/// Whether a file is what a build of the package writes, by the usual names of such directories: it may not be there yet.
fn is_output(places: &Places, target: &str) -> bool {
    let inner = normal(target);
    let first = inner.trim_start_matches("./").split('/').next().unwrap_or_default();
    let word = first.split(['-', '_', '.']).next().unwrap_or_default();
    inner.trim_start_matches("./").contains('/') && OUTPUT_DIRECTORIES.contains(&word)
        || places.context.join(inner).starts_with(places.out_dir)
}

/// The first words of names of directories that builds write.
const OUTPUT_DIRECTORIES: &[&str] = &["build", "cjs", "compiled", "dist", "es", "esm", "lib", "out", "output", "umd"];

fn first_source(places: &Places, candidates: Vec<String>) -> Result<String, Vec<String>> {
    let is_source = |candidate: &&String| is_source(places, candidate);
    let found = candidates.iter().find(is_source).cloned();
    found.ok_or_else(|| candidates.into_iter().map(|candidate| candidate.trim_start_matches("./").to_owned()).collect())
}

/// A file that is there and is no build output.
fn is_source(places: &Places, request: &str) -> bool {
    let file = places.context.join(request.trim_start_matches("./"));
    // Output is not even looked for: every build writes it.
    !file.starts_with(places.out_dir) && !file.starts_with(places.context.join("dist")) && places.disk.is_file(&file)
}

fn conventional_bases(key: &str) -> Vec<String> {
    match key.strip_prefix("./") {
        Some(name) => vec![format!("./src/{name}"), format!("./src/{name}/index")],
        None => vec!["./src/index".to_owned()],
    }
}

fn with_extensions(base: String) -> impl Iterator<Item = String> {
    SCRIPT_EXTENSIONS.iter().map(move |extension| format!("{base}.{extension}"))
}

fn is_script(target: &str) -> bool {
    let declaration = [".d.ts", ".d.mts", ".d.cts"].iter().any(|suffix| target.ends_with(suffix));
    let extension = target.rsplit_once('.').map_or("", |(_, extension)| extension);
    !declaration && SCRIPT_EXTENSIONS.contains(&extension)
}

/// `src/index.ts` and `./src//index.ts` → `./src/index.ts`.
fn normal(target: &str) -> String {
    let parts = Path::new(target).components().filter(|component| *component != Component::CurDir);
    let joined =
        parts.map(|component| component.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/");
    format!("./{joined}")
}
