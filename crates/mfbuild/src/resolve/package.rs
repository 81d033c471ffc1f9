//! Packages as the build sees them, and the directories that belong to them.
//!
//! Owns reading package.json files, each once, and the `sideEffects` rules. Resolving itself reads them again through
//! its own cache, which gives no access to most of the fields.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use dashmap::DashMap;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use oxc_resolver::{FileMetadata, FileSystem};
use rustc_hash::FxBuildHasher;
use serde::Deserialize;
use serde_json::Value;

use super::browser_map::BrowserMap;
use super::is_installed;
use super::listing::Listings;

/// A package: in node_modules the directory that bears its name, elsewhere the nearest named package.json.
#[derive(Debug)]
pub struct Package {
    /// Its directory.
    pub dir: PathBuf,
    /// `name`.
    pub name: Option<String>,
    /// `version`.
    pub version: Option<String>,
    /// `sideEffects` of the nearest package.json that has it.
    pub side_effects: SideEffects,
    /// Whether the nearest package.json says `"type": "module"`.
    pub is_module_type: bool,
    /// Files that the `browser` map of the nearest package.json names.
    pub(super) browser_map: Option<Arc<BrowserMap>>,
    /// What the globs of `side_effects` are relative to.
    side_effects_dir: PathBuf,
    file: Arc<PackageFile>,
}

/// The `sideEffects` field.
#[derive(Clone, Debug)]
pub enum SideEffects {
    /// All files or none; absent means all.
    All(bool),
    /// The files that the globs match.
    Globs(GlobSet),
}

impl Package {
    /// Whether importing `file` for nothing may change something (the rules of webpack's `SideEffectsFlagPlugin`).
    pub fn has_side_effects(&self, file: &Path) -> bool {
        match &self.side_effects {
            SideEffects::All(all) => *all,
            SideEffects::Globs(globs) => {
                file.strip_prefix(&self.side_effects_dir).map_or(true, |relative| globs.is_match(relative))
            }
        }
    }

    /// The whole package.json, parsed when first asked for; `null` if it is broken.
    pub fn json(&self) -> Arc<Value> {
        self.file.json()
    }
}

/// A package.json whose full content may never be needed.
#[derive(Debug)]
struct PackageFile {
    path: PathBuf,
    json: OnceLock<Arc<Value>>,
}

impl PackageFile {
    fn json(&self) -> Arc<Value> {
        Arc::clone(self.json.get_or_init(|| {
            let bytes = mfbuild_config::read_file(&self.path).unwrap_or_default();
            Arc::new(serde_json::from_slice(without_bom(&bytes)).unwrap_or_default())
        }))
    }
}

/// What is known of one directory.
pub(super) struct Directory {
    /// The package that its files belong to.
    pub package: Option<Arc<Package>>,
    /// The nearest directory upwards, itself included, with a package.json or a node_modules: bare requests mean the
    /// same from both.
    pub lookup_dir: Arc<Path>,
    file: Option<Arc<PackageFile>>,
}

/// All directories seen so far.
pub(super) struct Directories {
    listings: Listings,
    known: DashMap<PathBuf, Arc<Directory>, FxBuildHasher>,
}

impl Directories {
    /// No directories yet, on a file system.
    pub fn new(listings: Listings) -> Self {
        Self { listings, known: DashMap::default() }
    }

    /// The facts of `dir`, read if need be.
    pub fn get(&self, dir: &Path) -> Arc<Directory> {
        if let Some(known) = self.known.get(dir) {
            return Arc::clone(&known);
        }
        let directory = Arc::new(self.read(dir));
        self.known.insert(dir.to_path_buf(), Arc::clone(&directory));
        directory
    }

    /// The package.json of exactly `dir`.
    pub fn json(&self, dir: &Path) -> Option<Arc<Value>> {
        self.get(dir).file.as_ref().map(|file| file.json())
    }

    fn read(&self, dir: &Path) -> Directory {
        if dir.file_name().is_some_and(|name| name == "node_modules") {
            // Packages of one file may be described here.
            let path = dir.join("package.json");
            let is_there = self.listings.metadata(&path).is_ok_and(FileMetadata::is_file);
            let file = is_there.then(|| Arc::new(PackageFile { path, json: OnceLock::new() }));
            return Directory { package: None, lookup_dir: dir.into(), file };
        }
        let parent = dir.parent().map(|parent| self.get(parent));
        let path = dir.join("package.json");
        if let Ok(bytes) = self.listings.read(&path) {
            let file = Arc::new(PackageFile { path, json: OnceLock::new() });
            let outer = parent.as_ref().and_then(|parent| parent.package.as_deref());
            let package = Arc::new(package(dir, Manifest::parse(&bytes), outer, &file));
            return Directory { package: Some(package), lookup_dir: dir.into(), file: Some(file) };
        }
        let has_packages = self.listings.metadata(&dir.join("node_modules")).is_ok_and(FileMetadata::is_dir);
        match parent {
            Some(parent) if !has_packages => {
                Directory { package: parent.package.clone(), lookup_dir: Arc::clone(&parent.lookup_dir), file: None }
            }
            parent => Directory {
                package: parent.and_then(|parent| parent.package.clone()),
                lookup_dir: dir.into(),
                file: None,
            },
        }
    }
}

/// The package that `manifest` in `dir` makes inside of `outer`.
///
/// Published packages hold small package.json files that only say `type`, `sideEffects` or `main` for a directory;
/// name and version are those of the package around.
fn package(dir: &Path, manifest: Manifest, outer: Option<&Package>, file: &Arc<PackageFile>) -> Package {
    let outer = outer.filter(|_| is_installed(dir) || manifest.name.is_none());
    let own = manifest.side_effects.as_ref().and_then(side_effects);
    let (side_effects, side_effects_dir) = match (own, outer) {
        (Some(own), _) => (own, dir.to_path_buf()),
        (None, Some(outer)) => (outer.side_effects.clone(), outer.side_effects_dir.clone()),
        (None, None) => (SideEffects::All(true), dir.to_path_buf()),
    };
    let is_module_type = manifest.is_module_type;
    let browser_map = manifest.browser.and_then(|field| BrowserMap::new(dir, &field)).map(Arc::new);
    match outer {
        Some(outer) => Package {
            dir: outer.dir.clone(),
            name: outer.name.clone(),
            version: outer.version.clone(),
            side_effects,
            is_module_type,
            browser_map,
            side_effects_dir,
            file: Arc::clone(&outer.file),
        },
        None => Package {
            dir: dir.to_path_buf(),
            name: manifest.name,
            version: manifest.version,
            side_effects,
            is_module_type,
            browser_map,
            side_effects_dir,
            file: Arc::clone(file),
        },
    }
}

/// The few fields that every build needs; anything of an unexpected type counts as absent.
#[derive(Default)]
struct Manifest {
    name: Option<String>,
    version: Option<String>,
    is_module_type: bool,
    side_effects: Option<Value>,
    browser: Option<Value>,
}

/// The same fields as they are read, so that the others are skipped and not built.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawManifest {
    #[serde(default)]
    name: Value,
    #[serde(default)]
    version: Value,
    #[serde(default)]
    r#type: Value,
    side_effects: Option<Value>,
    browser: Option<Value>,
}

impl Manifest {
    /// Broken JSON makes an empty manifest: resolving reports it.
    fn parse(bytes: &[u8]) -> Self {
        let bytes = without_bom(bytes);
        let raw = serde_json::from_slice::<RawManifest>(bytes).or_else(|_| {
            // A key that stands there twice is an error for a struct, but not for a value.
            serde_json::from_slice::<Value>(bytes).and_then(serde_json::from_value::<RawManifest>)
        });
        let Ok(raw) = raw else { return Self::default() };
        Self {
            name: raw.name.as_str().filter(|name| !name.is_empty()).map(str::to_owned),
            version: raw.version.as_str().map(str::to_owned),
            is_module_type: raw.r#type == "module",
            side_effects: raw.side_effects,
            browser: raw.browser,
        }
    }
}

fn side_effects(value: &Value) -> Option<SideEffects> {
    match value {
        Value::Bool(all) => Some(SideEffects::All(*all)),
        Value::String(pattern) => Some(globs(&[pattern.as_str()])),
        Value::Array(patterns) => Some(globs(&patterns.iter().filter_map(Value::as_str).collect::<Vec<_>>())),
        _ => None,
    }
}

/// Patterns without a slash match at any depth; a leading `./` means nothing. A pattern that nobody can read keeps
/// all files.
fn globs(patterns: &[&str]) -> SideEffects {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let anchored = pattern.strip_prefix("./").unwrap_or(pattern);
        let pattern = if pattern.contains('/') { anchored.to_owned() } else { format!("**/{pattern}") };
        let glob = GlobBuilder::new(&pattern).literal_separator(true).empty_alternates(true).build();
        match glob {
            Ok(glob) => drop(set.add(glob)),
            Err(_) => return SideEffects::All(true),
        }
    }
    set.build().map_or(SideEffects::All(true), SideEffects::Globs)
}

/// JSON files of some editors begin with a byte order mark.
pub(super) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}
