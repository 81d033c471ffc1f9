//! Which range a consumer accepts and which version a file has, from package.json files.
//!
//! Owns §3.5. Reads through [`PackageJsonReader`] only, so that the caller's cache and file system are used. The warning
//! texts are the reference's, word for word: people search for them and tools filter by them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use mfbuild_config::options::{Profile, ProvidedVersion, RequiredVersion};
use mfbuild_diagnostics::Diagnostic;
use serde_json::Value;

use crate::ranges;
use crate::share::{ConsumeMatch, ProvideMatch, RequiredRange};
use crate::share_table::is_absolute;
pub use crate::versions_normalise::normalise_requirement;

/// A package.json.
#[derive(Clone, Debug)]
pub struct PackageJson {
    /// The file.
    pub path: PathBuf,
    /// The parsed content; `Null` if it could not be parsed, which is reported when the file is needed.
    pub value: Value,
}

/// How package.json files are read.
pub trait PackageJsonReader {
    /// The package.json of exactly this directory, if it has one.
    fn read(&self, dir: &Path) -> Option<Arc<PackageJson>>;
}

impl<F: Fn(&Path) -> Option<Arc<PackageJson>>> PackageJsonReader for F {
    fn read(&self, dir: &Path) -> Option<Arc<PackageJson>> {
        self(dir)
    }
}

/// The range of a consumer, and the warning if it had to be guessed.
#[derive(Clone, Debug)]
pub struct Required {
    /// Accepted range.
    pub range: RequiredRange,
    /// Why nothing was found.
    pub warning: Option<Diagnostic>,
}

/// The version of a provided file.
#[derive(Clone, Debug)]
pub enum Provided {
    /// Registered under this version.
    Version(String),
    /// No version was found, so the file is not provided (§3.5, Rspack's rule); a consumer still has it as fallback.
    Unknown {
        /// Why; `None` where the profile silences it (§8).
        warning: Option<Diagnostic>,
    },
}

/// The range that an importer in `issuer_dir` requires (§3.5, "required version").
#[must_use]
pub fn required_version(consume: &ConsumeMatch, issuer_dir: &Path, reader: &dyn PackageJsonReader) -> Required {
    let found = match &consume.required_version {
        RequiredVersion::Any => Ok(RequiredRange::Any),
        RequiredVersion::Range(text) => {
            let range = normalise_requirement(text);
            let warning = range.text().filter(|range| ranges::compile(range).accepts_nothing());
            return Required { warning: warning.map(|text| unsatisfiable(consume, text)), range };
        }
        RequiredVersion::Auto => automatic_range(consume, issuer_dir, reader),
    };
    match found {
        Ok(range) => Required { range, warning: None },
        Err(reason) => Required { range: RequiredRange::Any, warning: Some(range_warning(consume, &reason)) },
    }
}

/// The version that a provided file is registered under (§3.5, "provided version").
#[must_use]
pub fn provided_version(
    provide: &ProvideMatch,
    file: &Path,
    profile: Profile,
    reader: &dyn PackageJsonReader,
) -> Provided {
    match &provide.version {
        ProvidedVersion::Exact(version) => return Provided::Version(version.clone()),
        ProvidedVersion::None => return Provided::Version("0".to_owned()),
        ProvidedVersion::Auto => {}
    }
    let own_dir = file.parent().unwrap_or(file);
    // A package of one file lies in node_modules itself, and may be described there.
    let shared_dir = own_dir.ends_with("node_modules").then_some(own_dir);
    let Some(governing) = package_dirs(own_dir).chain(shared_dir).find_map(|dir| reader.read(dir)) else {
        return Provided::Unknown { warning: Some(version_warning(provide, file, NO_DESCRIPTION_FILE)) };
    };
    let version = version_of(&governing).or_else(|| ancestor_version(provide, &governing.path, reader));
    version.map_or_else(|| unversioned(provide, file, &governing.path, profile), Provided::Version)
}

/// The package of a request: `@scope/name` or `name`. `None` for an empty or absolute one.
#[must_use]
pub fn package_name(request: &str) -> Option<&str> {
    let mut slashes = request.match_indices(['/', '\\']).map(|(at, _)| at).chain([request.len()]);
    let first = slashes.next()?;
    let end = match slashes.next() {
        // The name of a scoped package is its second segment.
        Some(second) if request.starts_with('@') && second > first + 1 => second,
        _ => first,
    };
    (end > 0).then(|| &request[..end])
}

fn automatic_range(
    consume: &ConsumeMatch,
    issuer_dir: &Path,
    reader: &dyn PackageJsonReader,
) -> Result<RequiredRange, String> {
    let name = match &consume.package_name {
        Some(name) => name.as_str(),
        None if is_absolute(&consume.request) => return Ok(RequiredRange::Any),
        None => package_name(&consume.request).ok_or("Unable to extract the package name from request.")?,
    };
    let mut checked = Vec::new();
    for package in package_dirs(issuer_dir).filter_map(|dir| reader.read(dir)) {
        let path = package.path.display().to_string();
        if !package.value.is_object() {
            return Err(format!("Unable to read description file: Error: Description file {path} is not an object"));
        }
        // A package that imports itself has no requirement.
        if package.value["name"] == name {
            return Ok(RequiredRange::Any);
        }
        if let Some(written) = dependency(&package.value, name) {
            return Ok(written.as_str().map_or(RequiredRange::Any, normalise_requirement));
        }
        checked.push(path);
    }
    if checked.is_empty() {
        return Err(format!("Unable to find description file in {}.", issuer_dir.display()));
    }
    Err(format!(
        "Unable to find required version for \"{name}\" in description file/s\n{}\n\
         It need to be in dependencies, devDependencies or peerDependencies.",
        checked.join("\n")
    ))
}

fn dependency<'a>(package: &'a Value, name: &str) -> Option<&'a Value> {
    const FIELDS: [&str; 4] = ["optionalDependencies", "dependencies", "peerDependencies", "devDependencies"];
    FIELDS.iter().find_map(|field| package.get(field)?.get(name))
}

/// A directory and its parents up to, and without, a node_modules directory: beyond it lies someone else's package.
fn package_dirs(dir: &Path) -> impl Iterator<Item = &Path> {
    dir.ancestors().take_while(|dir| dir.file_name().is_none_or(|name| name != "node_modules"))
}

fn version_of(package: &PackageJson) -> Option<String> {
    package.value["version"].as_str().map(str::to_owned)
}

/// The version of the package that the file belongs to by name, when its nearest package.json has none.
///
/// `@mui/material/styles` resolves into a directory whose package.json only points to entry files; above it lies
/// `@mui/material`, whose version it is. Rspack asks for `name/<relative path>` to equal the key; the name alone covers
/// those and entries that resolve elsewhere in the package (`@mui/material/esm/styles/index.js`).
fn ancestor_version(provide: &ProvideMatch, governing: &Path, reader: &dyn PackageJsonReader) -> Option<String> {
    let names = [provide.package_name.as_deref(), package_name(&provide.share_key), package_name(&provide.request)];
    let own_dir = governing.parent()?;
    let mut ancestors = package_dirs(own_dir).skip(1).filter_map(|dir| reader.read(dir));
    let owner =
        ancestors.find(|package| package.value["name"].as_str().is_some_and(|name| names.contains(&Some(name))))?;
    version_of(&owner)
}

const NO_DESCRIPTION_FILE: &str = "No description file (usually package.json) found. Add description file with name and \
     version, or manually specify version in shared config.";

/// Backstage packages share secondary entries that have no version of their own; its tools hide this warning (§8).
fn unversioned(provide: &ProvideMatch, file: &Path, package_json: &Path, profile: Profile) -> Provided {
    let reason = format!(
        "No version in description file (usually package.json). Add version to description file {}, or manually specify \
         version in shared config.",
        package_json.display()
    );
    let warning = (profile != Profile::Backstage).then(|| version_warning(provide, file, &reason));
    Provided::Unknown { warning }
}

fn version_warning(provide: &ProvideMatch, file: &Path, reason: &str) -> Diagnostic {
    let message = format!("No version specified and unable to automatically determine one. {reason}");
    Diagnostic::warning("share-version-unknown", message)
        .with_note(format!("shared module {} -> {}", provide.share_key, file.display()))
        .with_note("it is not provided to others")
}

/// A range that means something elsewhere: package managers and webpack read it otherwise than the federation runtime.
fn unsatisfiable(consume: &ConsumeMatch, range: &str) -> Diagnostic {
    let message = format!("no version satisfies the `requiredVersion` `{range}` on the page");
    Diagnostic::warning("share-range-unsatisfiable", message)
        .with_note(format!("shared module {}", consume.request))
        .with_note("the federation runtime understands neither `>=0.0.0` nor blanks after a second operator")
        .with_help("write `*` for every version, and `>=1.2 <3` without blanks behind the operators")
}

fn range_warning(consume: &ConsumeMatch, reason: &str) -> Diagnostic {
    let message = format!("No required version specified and unable to automatically determine one. {reason}");
    Diagnostic::warning("share-required-version-unknown", message)
        .with_note(format!("shared module {}", consume.request))
        .with_help("set `requiredVersion` in `shared`, or list the package as a dependency of its importer")
}

#[cfg(test)]
mod tests;
