//! Which directories are watched through the system, and under which names the caller knows them.
//!
//! Watches are never recursive: a `node_modules` of 100,000 directories would be walked, and the system's limit be
//! reached.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use notify::RecursiveMode;
use rustc_hash::FxHashMap;

use crate::stamp::{Tree, walk};
use crate::state::Wanted;

/// Directories that matter and the watches on them.
pub(crate) struct Directories {
    system: Box<dyn notify::Watcher + Send>,
    roots: Vec<PathBuf>,
    trees: Vec<PathBuf>,
    /// Directories of the wanted files, in their order.
    parents: Vec<PathBuf>,
    /// Every directory that matters, as the caller names it, with its real path if it is there and watched.
    places: BTreeMap<PathBuf, Option<PathBuf>>,
    /// Names of what is watched, by real path: more than one if links lead there. The system would report one of them.
    names: FxHashMap<PathBuf, Vec<PathBuf>>,
}

/// What a look at directories found.
#[derive(Default)]
pub(crate) struct Rechecked {
    /// Directories whose files may all be other ones.
    pub directories: BTreeSet<PathBuf>,
    /// Files found in trees that matter as a whole.
    pub files: Vec<PathBuf>,
}

impl Directories {
    pub(crate) fn new(system: Box<dyn notify::Watcher + Send>) -> Self {
        let (roots, trees, parents) = Default::default();
        Self { system, roots, trees, parents, places: BTreeMap::new(), names: FxHashMap::default() }
    }

    /// Watches what is wanted and nothing else. Returns what was not watched before.
    pub(crate) fn set(&mut self, wanted: &Wanted) -> notify::Result<Rechecked> {
        let parents = parents(&wanted.files);
        if parents == self.parents && wanted.roots == self.roots && wanted.directories == self.trees {
            return Ok(Rechecked::default());
        }
        self.parents = parents.into_iter().map(Path::to_path_buf).collect();
        self.roots.clone_from(&wanted.roots);
        let mut next = self.closure(wanted);
        for tree in wanted.directories.iter().filter(|tree| self.trees.contains(tree)) {
            // Those that went away come back by an event in the directory above.
            next.extend(below(&self.places, tree).filter(|(_, real)| real.is_some()).map(|(place, _)| place.clone()));
        }
        let gone: Vec<PathBuf> = self.places.keys().filter(|place| !next.contains(*place)).cloned().collect();
        let new: BTreeSet<PathBuf> = next.into_iter().filter(|place| !self.places.contains_key(place)).collect();
        self.detach(&gone);
        gone.iter().for_each(|place| drop(self.places.remove(place)));
        self.attach(&new)?;
        let mut rechecked = Rechecked { directories: new, files: Vec::new() };
        let before = std::mem::replace(&mut self.trees, wanted.directories.clone());
        for tree in wanted.directories.iter().filter(|tree| !before.contains(tree)) {
            let found = self.watch_tree(tree)?;
            rechecked.directories.extend(found.directories);
            rechecked.files.extend(found.files);
        }
        Ok(rechecked)
    }

    /// Looks again at directories that came or went, as the caller names them, and at all that is below: a watch stays
    /// with the directory that was renamed or deleted, and what happened before the new watch was not seen.
    pub(crate) fn recheck(&mut self, moved: &BTreeSet<PathBuf>) -> notify::Result<Rechecked> {
        let mut rechecked = Rechecked::default();
        for path in moved {
            rechecked.directories.extend(below(&self.places, path).map(|(place, _)| place.clone()));
        }
        self.renew(&rechecked.directories)?;
        for path in moved {
            for top in self.trees_at(path) {
                let found = self.watch_tree(&top)?;
                rechecked.directories.extend(found.directories);
                rechecked.files.extend(found.files);
            }
        }
        Ok(rechecked)
    }

    /// Looks again at everything: events were lost.
    pub(crate) fn recheck_all(&mut self) -> notify::Result<()> {
        self.renew(&self.places.keys().cloned().collect())?;
        for tree in self.trees.clone() {
            self.watch_tree(&tree)?;
        }
        Ok(())
    }

    /// What to walk when a path came or went: the path in a tree, or trees below the path.
    fn trees_at(&self, path: &Path) -> Vec<PathBuf> {
        if self.trees.iter().any(|tree| path.starts_with(tree)) {
            return vec![path.to_path_buf()];
        }
        self.trees.iter().filter(|tree| tree.starts_with(path)).cloned().collect()
    }

    /// Watches a directory with all that is below. Files are listed after the watches are set, so that none is missed.
    fn watch_tree(&mut self, top: &Path) -> notify::Result<Tree> {
        let mut tried = BTreeSet::new();
        loop {
            let found = walk(top);
            let is_new =
                |place: &&PathBuf| self.places.get(*place).is_none_or(Option::is_none) && !tried.contains(*place);
            let new: BTreeSet<PathBuf> = found.directories.iter().filter(is_new).cloned().collect();
            if new.is_empty() {
                return Ok(found);
            }
            self.attach(&new)?;
            tried.extend(new);
        }
    }

    /// A path as the system names it, as the caller names it.
    pub(crate) fn told(&self, path: &Path) -> Vec<PathBuf> {
        let mut told: Vec<PathBuf> = self.names.get(path).cloned().unwrap_or_default();
        if let (Some(parent), Some(name)) = (path.parent(), path.file_name()) {
            told.extend(self.names.get(parent).into_iter().flatten().map(|directory| directory.join(name)));
        }
        // A watch that was there a moment ago.
        if told.is_empty() {
            told.push(path.to_path_buf());
        }
        told
    }

    fn renew(&mut self, directories: &BTreeSet<PathBuf>) -> notify::Result<()> {
        if directories.is_empty() {
            return Ok(());
        }
        let list: Vec<PathBuf> = directories.iter().cloned().collect();
        self.detach(&list);
        // Outside of the roots, the way up to what is there may have become longer.
        let mut chain = BTreeSet::new();
        list.iter().for_each(|directory| self.climb(directory, &mut chain));
        chain.retain(|place| self.places.get(place).is_none_or(Option::is_none));
        self.attach(&chain)
    }

    /// All directories of the wanted files, and those above.
    fn closure(&self, wanted: &Wanted) -> BTreeSet<PathBuf> {
        let mut closure = BTreeSet::new();
        self.parents.iter().for_each(|directory| self.climb(directory, &mut closure));
        wanted.directories.iter().for_each(|tree| self.climb(tree, &mut closure));
        closure
    }

    /// Adds a directory and those above: inside of a root up to the root, and always up to one that is there.
    fn climb(&self, directory: &Path, closure: &mut BTreeSet<PathBuf>) {
        for place in directory.ancestors() {
            if closure.contains(place) {
                return;
            }
            closure.insert(place.to_path_buf());
            let is_inside = self.roots.iter().any(|root| place != root && place.starts_with(root));
            if !is_inside && place.is_dir() {
                return;
            }
        }
    }

    /// Sorted, so that those above come first. Those that are not there are kept in mind.
    fn attach(&mut self, places: &BTreeSet<PathBuf>) -> notify::Result<()> {
        let mut batch = self.system.paths_mut();
        let mut failed = None;
        for place in places {
            let real = real_path(place, &self.places);
            let is_new = real.as_ref().is_some_and(|real| !self.names.contains_key(real));
            let outcome = match &real {
                Some(real) if is_new => batch.add(real, RecursiveMode::NonRecursive),
                _ => Ok(()),
            };
            let real = match outcome {
                Ok(()) => real,
                Err(error) if is_absent(&error) => None,
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            };
            if let Some(real) = &real {
                self.names.entry(real.clone()).or_default().push(place.clone());
            }
            self.places.insert(place.clone(), real);
        }
        let committed = batch.commit();
        failed.map_or(committed, Err)
    }

    /// Takes watches off; the places stay.
    fn detach(&mut self, places: &[PathBuf]) {
        let mut batch = self.system.paths_mut();
        for place in places {
            let Some(real) = self.places.get_mut(place).and_then(Option::take) else { continue };
            let Some(names) = self.names.get_mut(&real) else { continue };
            names.retain(|name| name != place);
            if names.is_empty() {
                self.names.remove(&real);
                // The system may have taken it off itself, with the directory.
                let _ = batch.remove(&real);
            }
        }
        let _ = batch.commit();
    }
}

/// Directories of sorted files; neighbours share one.
fn parents(files: &[PathBuf]) -> Vec<&Path> {
    let mut parents: Vec<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    // By bytes, which is several times as fast as by components.
    parents.dedup_by_key(|parent| parent.as_os_str());
    parents
}

/// The place itself and those below it.
fn below<'a, T>(places: &'a BTreeMap<PathBuf, T>, top: &'a Path) -> impl Iterator<Item = (&'a PathBuf, &'a T)> {
    let range = places.range::<Path, _>((Bound::Included(top), Bound::Unbounded));
    range.take_while(move |(place, _)| place.starts_with(top))
}

/// Where a directory really is; `None` if there is none.
fn real_path(place: &Path, places: &BTreeMap<PathBuf, Option<PathBuf>>) -> Option<PathBuf> {
    let is_link = !fs::symlink_metadata(place).ok()?.is_dir();
    let above = place.parent().and_then(|parent| places.get(parent));
    match (above, place.file_name()) {
        (Some(Some(above)), Some(name)) if !is_link => Some(above.join(name)),
        _ => fs::canonicalize(place).ok().filter(|real| real.is_dir()),
    }
}

/// The directory went away a moment ago, or may not be read: what is above says when that changes.
fn is_absent(error: &notify::Error) -> bool {
    use std::io::ErrorKind;
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => {
            matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::PermissionDenied)
        }
        _ => false,
    }
}
