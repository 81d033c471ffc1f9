//! The tsconfig.json that is nearest to a file, where that is not the package's own.
//!
//! Owns the search for it. A repository has packages in TypeScript whose `paths` differ: for files of `../design` the
//! `paths` of `../design/tsconfig.json` count first, and those of the package that is built only behind them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use dashmap::DashMap;
use oxc_resolver::{FileMetadata, FileSystem, ResolveError, TsConfig};
use rustc_hash::FxBuildHasher;

use super::engines::{Engines, maps_requests};
use super::listing::Listings;

/// The tsconfig files of directories that have been asked for.
pub(super) struct NearestTsconfigs {
    listings: Listings,
    context: PathBuf,
    /// The file that the options are read from: it is the engines' own.
    own: OnceLock<Option<PathBuf>>,
    known: DashMap<PathBuf, Option<Arc<TsConfig>>, FxBuildHasher>,
    /// Files that cannot be read, or extend or refer to such.
    broken: DashMap<PathBuf, ResolveError, FxBuildHasher>,
}

impl NearestTsconfigs {
    /// Nothing is known yet.
    pub fn new(context: &Path, listings: Listings) -> Self {
        Self {
            listings,
            context: context.to_path_buf(),
            own: OnceLock::new(),
            known: DashMap::default(),
            broken: DashMap::default(),
        }
    }

    /// The tsconfig for files of `dir`, if it maps requests and is not the package's own. `looked` is told of each file
    /// that was looked for, and whether it was there.
    ///
    /// A tsconfig without `paths`, `baseUrl`, `rootDirs` and references leaves its files to the package's own, and so
    /// does one that cannot be read, which `broken` gives.
    pub fn of(&self, dir: &Path, engines: &Engines, looked: &mut dyn FnMut(PathBuf, bool)) -> Option<Arc<TsConfig>> {
        if let Some(known) = self.known.get(dir) {
            return known.clone();
        }
        let found = self.look(dir, engines, looked);
        self.known.insert(dir.to_path_buf(), found.clone());
        found
    }

    fn look(&self, dir: &Path, engines: &Engines, looked: &mut dyn FnMut(PathBuf, bool)) -> Option<Arc<TsConfig>> {
        let file = dir.join("tsconfig.json");
        let is_there = self.is_file(&file);
        looked(file.clone(), is_there);
        if !is_there {
            return match dir.parent() {
                Some(parent) if !dir.join(".git").exists() => self.of(parent, engines, looked),
                _ => None,
            };
        }
        if self.own().is_some_and(|own| *own == file) {
            return None;
        }
        match engines.load_tsconfig(&file) {
            Ok(tsconfig) => Some(tsconfig).filter(|tsconfig| maps_requests(tsconfig)),
            Err(error) => {
                self.broken.insert(file, error);
                None
            }
        }
    }

    /// The files that could not be read so far, in the order of their paths, each with the reason.
    pub fn broken(&self) -> BTreeMap<PathBuf, String> {
        self.broken.iter().map(|entry| (entry.key().clone(), entry.value().to_string())).collect()
    }

    fn own(&self) -> Option<&PathBuf> {
        let find = || self.context.ancestors().map(|dir| dir.join("tsconfig.json")).find(|file| self.is_file(file));
        self.own.get_or_init(find).as_ref()
    }

    fn is_file(&self, file: &Path) -> bool {
        self.listings.metadata(file).is_ok_and(FileMetadata::is_file)
    }
}
