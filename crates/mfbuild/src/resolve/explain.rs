//! Makes failures with advice out of what the engine says.
//!
//! Runs only when a request has failed, so it may look at the disk as much as it likes.

use std::path::{Path, PathBuf};

use oxc_resolver::{PathUtil, ResolveError};
use serde_json::Value;

use super::exports;
use super::failure::{ResolveFailure, shown_path};
use super::near;
use super::request::{Class, is_bare, scheme, split_package, without_query};
use super::{Resolver, find_package_dir, is_installed};

/// A request that failed.
pub(super) struct Failed<'a> {
    pub dir: &'a Path,
    pub request: &'a str,
    pub class: Class,
}

impl Resolver {
    /// Why `failed` failed, from the engine's error.
    pub(super) fn explain(&self, failed: &Failed<'_>, error: ResolveError) -> ResolveFailure {
        match error {
            ResolveError::PackagePathNotExported { subpath, package_json_path, conditions, .. } => {
                self.exports_not_defined(subpath, &package_json_path, conditions.names().to_vec())
            }
            ResolveError::PackageImportNotDefined(_, package_json) => self.imports_not_defined(&package_json),
            ResolveError::Json(error) => ResolveFailure::BadPackageJson {
                path: error.path,
                message: error.message,
                position: (error.line > 0).then_some((error.line, error.column)),
            },
            ResolveError::InvalidPackageTarget(target, key, path) => bad_package_json(
                path,
                format!("the target `{target}` of `{key}` in `exports` must begin with `./` and stay in the package"),
            ),
            ResolveError::InvalidPackageConfig(path) => {
                bad_package_json(path, "`exports` mixes subpaths with conditions".to_owned())
            }
            ResolveError::InvalidPackageConfigDefault(path) | ResolveError::InvalidPackageConfigDirectory(path) => {
                bad_package_json(path, "`exports` has a key or target that is not valid".to_owned())
            }
            ResolveError::Recursion => ResolveFailure::AliasLoop,
            ResolveError::IOError(error) => ResolveFailure::Io(error.to_string()),
            error => self.not_found(failed, &error),
        }
    }

    fn not_found(&self, failed: &Failed<'_>, error: &ResolveError) -> ResolveFailure {
        if let Some(link) = self.symlink_loop(failed) {
            return ResolveFailure::SymlinkLoop(link);
        }
        if failed.request.contains('!') {
            return ResolveFailure::LoaderSyntax;
        }
        if let Some(scheme) = scheme(failed.request).filter(|scheme| *scheme != "file") {
            return ResolveFailure::UnsupportedScheme(scheme.to_owned());
        }
        let help = match error {
            ResolveError::MatchedAliasNotFound(request, key) => {
                Some(format!("`{request}` is covered by the alias `{key}`, whose target does not exist"))
            }
            _ if failed.request.is_empty() => Some("the request is empty".to_owned()),
            _ => self.advice(failed),
        };
        ResolveFailure::NotFound { help }
    }

    /// What could be meant by, or missing for, a request that led nowhere.
    fn advice(&self, failed: &Failed<'_>) -> Option<String> {
        let request = without_query(failed.request);
        if !is_bare(request) {
            let target = failed.dir.normalize_with(request);
            let advice = did_you_mean(&near::paths(failed.dir, request, &self.extensions));
            return advice.or_else(|| {
                target.is_dir().then(|| format!("`{request}` is a directory without an index file or an entry"))
            });
        }
        if request.starts_with('#') {
            return Some("requests with `#` are defined by `imports` of the nearest package.json".to_owned());
        }
        let (name, subpath) = split_package(request);
        match find_package_dir(failed.dir, name) {
            Some(package_dir) => self.advice_in_package(failed, &package_dir, name, subpath),
            None => Some(self.advice_for_missing_package(failed.dir, request)),
        }
    }

    fn advice_in_package(&self, failed: &Failed<'_>, package_dir: &Path, name: &str, subpath: &str) -> Option<String> {
        let shown = shown_path(&self.context, package_dir);
        let json = self.directories.json(package_dir).unwrap_or_default();
        let conditions = &self.engines.of(failed.class).options().condition_names;
        let target = exports::target(&json["exports"], subpath, conditions);
        if let Some(target) = target.filter(|target| !package_dir.join(target).exists()) {
            // `"./*": "./dist/*.mjs"` and `pkg/x.mjs`: the file is `x.mjs`, and the request adds the extension again.
            let bare = subpath.rsplit_once('.').map(|(bare, _)| bare);
            let meant = bare.filter(|bare| {
                let target = exports::target(&json["exports"], bare, conditions);
                target.is_some_and(|target| package_dir.join(target).exists())
            });
            if let Some(meant) = meant {
                return did_you_mean(&[format!("{name}/{meant}")]);
            }
            return Some(format!(
                "`exports` of `{name}` lead to `{target}`, which does not exist in `{shown}`; if it is a package of \
                 your workspace, build it first"
            ));
        }
        if !subpath.is_empty() {
            let near = near::paths(package_dir, &format!("./{subpath}"), &self.extensions);
            let near: Vec<String> = near.iter().map(|path| path.replacen('.', name, 1)).collect();
            return did_you_mean(&near)
                .or_else(|| Some(format!("`{name}` is installed in `{shown}`, without this file")));
        }
        if json.is_null() {
            return None;
        }
        let entry = self.main_fields.iter().find_map(|field| json[field].as_str());
        Some(match entry {
            Some(entry) => format!(
                "`{name}` is in `{shown}`, but its entry `{entry}` does not exist; if it is a package of your \
                 workspace, build it first"
            ),
            None => format!("`{name}` is in `{shown}`, but its package.json names no entry"),
        })
    }

    fn advice_for_missing_package(&self, dir: &Path, request: &str) -> String {
        let (name, _) = split_package(request);
        let package = self.package_of_dir(dir);
        if let Some(manifest) = plug_and_play(dir) {
            let shown = shown_path(&self.context, &manifest);
            return format!(
                "the project uses Yarn Plug'n'Play (`{shown}`), which is not supported: set `nodeLinker: node-modules` in \
                 `.yarnrc.yml` and run `yarn install`"
            );
        }
        let owner = package.as_ref().and_then(|package| package.name.as_deref());
        if let Some(owner) = owner.filter(|_| is_installed(dir)) {
            return format!(
                "`{owner}` needs it: install `{name}`, or set `\"alias\": {{ \"{name}\": false }}` for an empty module"
            );
        }
        let json = package.as_ref().map(|package| package.json());
        let declared = json.as_deref().and_then(|json| near::dependency_field(json, name));
        if let Some(field) = declared {
            return format!("`{name}` is in `{field}` of the package.json, but not installed; install the packages");
        }
        if let Some(remote) = near::similar(name, &self.remotes).first() {
            return format!("did you mean the remote `{remote}`?");
        }
        let near = near::misses(dir, request, &self.extensions, json.as_deref());
        did_you_mean(&near).unwrap_or_else(|| {
            let of = owner.map(|owner| format!(" of `{owner}`")).unwrap_or_default();
            format!("add `{name}` to the dependencies{of} and install it")
        })
    }

    fn exports_not_defined(&self, subpath: String, package_json: &Path, conditions: Vec<String>) -> ResolveFailure {
        let json = self.json_beside(package_json);
        let mut available = match &json["exports"] {
            Value::Object(exports) if exports.keys().any(|key| key.starts_with('.')) => {
                exports.keys().cloned().collect()
            }
            Value::Null => Vec::new(),
            _ => vec![".".to_owned()],
        };
        let near = near::similar(&subpath, &available);
        available.sort_by_key(|key| near.iter().position(|near| near == key).unwrap_or(near.len()));
        ResolveFailure::ExportsNotDefined { package: name_of(&json, package_json), subpath, available, conditions }
    }

    fn imports_not_defined(&self, package_json: &Path) -> ResolveFailure {
        let json = self.json_beside(package_json);
        let available = json["imports"].as_object().map(|keys| keys.keys().cloned().collect()).unwrap_or_default();
        ResolveFailure::ImportsNotDefined { package: name_of(&json, package_json), available }
    }

    fn json_beside(&self, package_json: &Path) -> std::sync::Arc<Value> {
        package_json.parent().and_then(|dir| self.directories.json(dir)).unwrap_or_default()
    }

    /// A link on the way to the request that leads back to itself.
    fn symlink_loop(&self, failed: &Failed<'_>) -> Option<PathBuf> {
        let request = without_query(failed.request);
        if is_bare(request) {
            let (name, subpath) = split_package(request);
            let stores = failed.dir.ancestors().map(|dir| dir.join("node_modules")).filter(|dir| dir.is_dir());
            let in_packages = stores.map(|dir| dir.join(name)).find_map(|package| {
                let inside = (!subpath.is_empty() && package.is_dir()).then(|| package.join(subpath));
                looping_link(&package).or_else(|| self.looping_file(&inside?))
            });
            if in_packages.is_some() || failed.class.is_script() {
                return in_packages;
            }
        }
        self.looping_file(&failed.dir.normalize_with(request))
    }

    /// A looping link on the way to `path`, to the same with an extension, or to an index file in it.
    fn looping_file(&self, path: &Path) -> Option<PathBuf> {
        let with_extensions = self.extensions.iter().map(|extension| near::with_suffix(path, extension));
        let index_files = self.extensions.iter().map(|extension| path.join(format!("index{extension}")));
        let mut candidates = std::iter::once(path.to_path_buf()).chain(with_extensions).chain(index_files);
        candidates.find_map(|candidate| looping_link(&candidate))
    }
}

/// The file that tells where Yarn keeps packages without node_modules, if packages of `dir` are kept so.
fn plug_and_play(dir: &Path) -> Option<PathBuf> {
    let project = dir.ancestors().find(|dir| dir.join("package.json").is_file())?;
    for dir in project.ancestors() {
        if dir.join("node_modules").is_dir() {
            return None;
        }
        let names = [".pnp.cjs", ".pnp.loader.mjs", ".pnp.js"].map(|name| dir.join(name));
        if let Some(manifest) = names.into_iter().find(|file| file.is_file()) {
            return Some(manifest);
        }
    }
    None
}

/// The first link on `path` that cannot be followed although nothing is missing and nothing is forbidden.
fn looping_link(path: &Path) -> Option<PathBuf> {
    use std::io::ErrorKind;
    let mut prefixes: Vec<&Path> = path.ancestors().collect();
    prefixes.reverse();
    let link = prefixes.into_iter().find(|prefix| {
        let is_link = std::fs::symlink_metadata(prefix).is_ok_and(|metadata| metadata.is_symlink());
        is_link
            && std::fs::metadata(prefix).is_err_and(|error| {
                !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied | ErrorKind::NotADirectory)
            })
    })?;
    Some(link.to_path_buf())
}

fn bad_package_json(path: PathBuf, message: String) -> ResolveFailure {
    ResolveFailure::BadPackageJson { path, message, position: None }
}

fn name_of(json: &Value, package_json: &Path) -> String {
    let dir = || package_json.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    json["name"].as_str().map(str::to_owned).or_else(dir).unwrap_or_default()
}

fn did_you_mean(near: &[String]) -> Option<String> {
    let quoted: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    (!near.is_empty()).then(|| format!("did you mean {}?", quoted.join(" or ")))
}
