//! Time stamps of files: whether a file is another one than before, or than at a time.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustc_hash::FxHashSet;

/// File systems round times down: to the kernel's tick, old ones to two seconds (those are not worth the false alarms).
const ROUNDED: Duration = Duration::from_millis(20);

/// What tells two versions of a file apart. Of a link it is the link's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    /// Inode and time of its last change, which a file that keeps its times when it is copied or moved cannot keep.
    identity: (u64, i64, i64),
}

/// `None` if there is nothing.
pub(crate) fn stamp(path: &Path) -> Option<Stamp> {
    fs::symlink_metadata(path).ok().map(|metadata| Stamp::of(&metadata))
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        // A directory's times change with what is in it; that has stamps of its own.
        let modified = if metadata.is_dir() { None } else { metadata.modified().ok() };
        Self { modified, length: if metadata.is_dir() { 0 } else { metadata.len() }, identity: identity(metadata) }
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    if metadata.is_dir() {
        return (metadata.ino(), 0, 0);
    }
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_metadata: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

/// When the file, or its place in the directory, last changed.
#[cfg(unix)]
fn last_change(metadata: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(metadata.ctime()).ok()?;
    let rest = u64::try_from(metadata.ctime_nsec()).ok()?;
    let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds) + Duration::from_nanos(rest);
    Some(metadata.modified().map_or(changed, |modified| modified.max(changed)))
}

#[cfg(not(unix))]
fn last_change(metadata: &Metadata) -> Option<SystemTime> {
    let created = metadata.created().ok();
    metadata.modified().ok().max(created)
}

/// Those of the files that changed after a time. A file that is not there counts if something changed in its directory,
/// or in the nearest one that is there.
pub(crate) fn changed_since<'a>(files: impl Iterator<Item = &'a Path>, since: SystemTime) -> Vec<PathBuf> {
    let since = since.checked_sub(ROUNDED).unwrap_or(SystemTime::UNIX_EPOCH);
    let is_late = |metadata: &Metadata| last_change(metadata).is_some_and(|changed| changed >= since);
    // One answer per directory: many files that are not there are places where one request was looked for.
    let mut directories: BTreeMap<&Path, bool> = BTreeMap::new();
    let mut is_late_directory = |file: &'a Path| {
        let Some(parent) = file.parent() else { return false };
        let is_late_there =
            || parent.ancestors().find_map(|above| fs::metadata(above).ok()).is_some_and(|it| is_late(&it));
        *directories.entry(parent).or_insert_with(is_late_there)
    };
    let changed = files.filter(|file| match fs::symlink_metadata(file) {
        Ok(metadata) => is_late(&metadata),
        Err(_) => is_late_directory(file),
    });
    changed.map(Path::to_path_buf).collect()
}

/// What is in a directory.
#[derive(Default)]
pub(crate) struct Tree {
    /// The directory itself and all below.
    pub directories: Vec<PathBuf>,
    /// Files and links below.
    pub files: Vec<PathBuf>,
}

/// Reads a directory with all that is below, through links to directories. What cannot be read is left out.
pub(crate) fn walk(root: &Path) -> Tree {
    let mut tree = Tree::default();
    let mut seen = FxHashSet::default();
    walk_into(root.to_path_buf(), &mut seen, &mut tree);
    tree
}

fn walk_into(directory: PathBuf, seen: &mut FxHashSet<PathBuf>, tree: &mut Tree) {
    // Links may lead in circles.
    let Ok(real) = fs::canonicalize(&directory) else { return };
    if !seen.insert(real) {
        return;
    }
    let Ok(entries) = fs::read_dir(&directory) else { return };
    tree.directories.push(directory);
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            walk_into(path, seen, tree);
        } else {
            if kind.is_symlink() && path.is_dir() {
                walk_into(path.clone(), seen, tree);
            }
            tree.files.push(path);
        }
    }
}
