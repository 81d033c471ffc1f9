//! "Did you mean": names on disk that look like the one that was asked for.

use std::path::{Path, PathBuf};

use oxc_resolver::PathUtil;
use serde_json::Value;

use super::request::{is_bare, split_package, without_query};

/// At most this many are shown.
const SHOWN: usize = 3;

/// Fields of package.json that name packages.
const DEPENDENCY_FIELDS: [&str; 4] = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/// Requests that exist and look like a relative or absolute `request`.
///
/// The first part of the path that is not there is replaced by its neighbours; what follows must then exist.
pub(super) fn paths(importer_dir: &Path, request: &str, extensions: &[String]) -> Vec<String> {
    let request = without_query(request);
    let parts: Vec<&str> = request.split('/').collect();
    let mut dir = if request.starts_with('/') { PathBuf::from("/") } else { importer_dir.to_path_buf() };
    for (n_before, part) in parts.iter().enumerate() {
        let next = dir.normalize_with(part);
        let is_last = n_before + 1 == parts.len();
        if !is_last && (part.is_empty() || next.is_dir()) {
            dir = next;
            continue;
        }
        let (before, after) = (&parts[..n_before], &parts[n_before + 1..]);
        let names = if is_last { file_names(&dir, part, extensions) } else { directory_names(&dir) };
        return similar(part, &names)
            .into_iter()
            .map(|name| [before, &[name.as_str()], after].concat().join("/"))
            .filter(|found| is_last || exists(importer_dir, found, extensions))
            .take(SHOWN)
            .collect();
    }
    Vec::new()
}

/// Packages that exist and look like the one of a bare `request`: those that the nearest package.json names and those
/// that are installed.
pub(super) fn packages(importer_dir: &Path, request: &str, manifest: Option<&Value>) -> Vec<String> {
    let (name, tail) = split_package(without_query(request));
    let mut names = manifest.map(dependency_names).unwrap_or_default();
    for dir in importer_dir.ancestors() {
        names.extend(installed(&dir.join("node_modules"), name));
    }
    let found = similar(name, &names).into_iter().filter(|found| found != name).take(SHOWN);
    found.map(|found| if tail.is_empty() { found } else { format!("{found}/{tail}") }).collect()
}

/// Names that look like `wanted`, the likeliest first.
pub(super) fn similar(wanted: &str, names: &[String]) -> Vec<String> {
    let mut scored: Vec<(usize, &String)> =
        names.iter().filter_map(|name| Some((distance(wanted, name)?, name))).collect();
    scored.sort();
    scored.dedup();
    scored.into_iter().map(|(_, name)| name.clone()).collect()
}

/// Whether a manifest names `package` as a dependency, and in which field.
pub(super) fn dependency_field(manifest: &Value, package: &str) -> Option<&'static str> {
    DEPENDENCY_FIELDS.into_iter().find(|field| manifest[field].get(package).is_some())
}

/// 0 for the same letters, 1 for another extension, more for typing errors; `None` for another word.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    let (wanted, name) = (wanted.to_lowercase(), name.to_lowercase());
    if wanted == name {
        return Some(0);
    }
    if stem(&wanted) == stem(&name) {
        return Some(1);
    }
    let n_letters = wanted.chars().count();
    let tolerated = if n_letters < 3 { 0 } else { (n_letters / 4).clamp(1, 3) };
    let n_errors = strsim::damerau_levenshtein(&wanted, &name);
    (n_errors <= tolerated).then_some(n_errors + 1)
}

fn stem(name: &str) -> &str {
    name.rfind('.').filter(|dot| *dot > 0).map_or(name, |dot| &name[..dot])
}

/// The entries of a directory as one would import them: without a default extension unless `part` has it.
fn file_names(dir: &Path, part: &str, extensions: &[String]) -> Vec<String> {
    let keeps_extension = Path::new(part).extension().is_some();
    let without_extension = |name: &str| {
        let found = extensions.iter().find_map(|extension| name.strip_suffix(extension.as_str()));
        found.filter(|stem| !stem.is_empty()).unwrap_or(name).to_owned()
    };
    let is_declaration = |name: &str| [".d.ts", ".d.mts", ".d.cts"].iter().any(|end| name.ends_with(end));
    let names = entries(dir).into_iter().filter(|name| name.as_str() != part && !is_declaration(name));
    if keeps_extension { names.collect() } else { names.map(|name| without_extension(&name)).collect() }
}

fn directory_names(dir: &Path) -> Vec<String> {
    entries(dir).into_iter().filter(|name| dir.join(name).is_dir()).collect()
}

fn exists(importer_dir: &Path, request: &str, extensions: &[String]) -> bool {
    let path = importer_dir.normalize_with(request);
    path.exists() || extensions.iter().any(|extension| with_suffix(&path, extension).exists())
}

/// `path` with letters added to its end.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut text = path.as_os_str().to_owned();
    text.push(suffix);
    PathBuf::from(text)
}

fn dependency_names(manifest: &Value) -> Vec<String> {
    let fields = DEPENDENCY_FIELDS.into_iter().filter_map(|field| manifest[field].as_object());
    fields.flat_map(|names| names.keys().cloned()).collect()
}

/// Packages of a node_modules directory; of the scopes only those that look like the scope of `wanted`.
fn installed(node_modules: &Path, wanted: &str) -> Vec<String> {
    let names = entries(node_modules);
    let Some((scope, _)) = wanted.split_once('/').filter(|_| wanted.starts_with('@')) else {
        return names.into_iter().filter(|name| !name.starts_with(['@', '.'])).collect();
    };
    let scopes = similar(scope, &names).into_iter();
    scopes
        .flat_map(|scope| {
            let inside = entries(&node_modules.join(&scope));
            inside.into_iter().map(move |name| format!("{scope}/{name}")).collect::<Vec<_>>()
        })
        .collect()
}

fn entries(dir: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

/// Near misses of any request.
pub(super) fn misses(
    importer_dir: &Path,
    request: &str,
    extensions: &[String],
    manifest: Option<&Value>,
) -> Vec<String> {
    if !is_bare(request) {
        return paths(importer_dir, request, extensions);
    }
    let as_relative = format!("./{request}");
    if exists(importer_dir, without_query(&as_relative), extensions) {
        return vec![as_relative];
    }
    packages(importer_dir, request, manifest)
}
