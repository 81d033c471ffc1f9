//! What the resolver knows of the file system: a directory is listed once instead of asked for each name.
//!
//! Owns the listings and what may be concluded from them. Most questions of a resolver are for files that are not
//! there (`./part.ts`, `./part.tsx`, a package.json in every directory), and one listing answers all of those for its
//! directory. Whatever a listing cannot say for certain is asked of the operating system: where links lead, names
//! that may be written in another way, directories that cannot be listed, paths that are not plain. Content is always
//! read anew. The listings are as old as the resolver, like its other caches: every build makes a new one.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use dashmap::DashMap;
use oxc_resolver::{FileMetadata, FileSystem, FileSystemOs, ResolveError};
use rustc_hash::FxBuildHasher;

/// Whether the system's file systems usually find a file under another name than it is listed with: in another case,
/// differently composed, shortened.
const HAS_OTHER_NAMES: bool = cfg!(any(target_os = "macos", target_os = "ios", windows));

/// The file system with a memory of its directories; clones share it.
#[derive(Clone)]
pub(super) struct Listings {
    project: Arc<Path>,
    directories: Arc<DashMap<Box<OsStr>, Arc<OnceLock<Listing>>, FxBuildHasher>>,
}

/// The names in a directory.
enum Listing {
    /// There is no such directory, so nothing is below it.
    Missing,
    /// It is no directory or not to be listed.
    Closed,
    /// Its entries.
    Open(Entries),
}

/// Names and what they are, in the order of `folded`; `None` if the system did not say.
struct Entries {
    sorted: Vec<(OsString, Option<FileMetadata>)>,
    /// Some name has letters whose other case and composition are not looked into here.
    has_special_names: bool,
}

/// What is known of a path.
#[derive(Clone, Copy)]
enum Known {
    /// It is this; links are not followed.
    Is(FileMetadata),
    /// It is not there.
    Missing,
    /// Only the system can say.
    Unsure,
}

impl Listings {
    /// Nothing is listed yet. The directories above `project` never are: little is asked of them, and what else lies
    /// there (all the projects of a user, all that is temporary) is none of the build's business.
    pub fn new(project: &Path) -> Self {
        Self { project: project.into(), directories: Arc::default() }
    }

    fn look(&self, path: &Path) -> Known {
        let Some((dir, name)) = plain_parts(path) else { return Known::Unsure };
        let listing = self.listing(dir.as_os_str());
        match listing.get_or_init(|| self.read_listing(dir)) {
            Listing::Missing => Known::Missing,
            Listing::Closed => Known::Unsure,
            Listing::Open(entries) => entries.look(name),
        }
    }

    fn listing(&self, dir: &OsStr) -> Arc<OnceLock<Listing>> {
        if let Some(known) = self.directories.get(dir) {
            return Arc::clone(&known);
        }
        Arc::clone(&self.directories.entry(dir.into()).or_default())
    }

    fn read_listing(&self, dir: &Path) -> Listing {
        if self.project.parent().is_some_and(|parent| parent.starts_with(dir)) {
            return Listing::Closed;
        }
        match Entries::read(dir) {
            Ok(entries) => Listing::Open(entries),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Listing::Missing,
            Err(_) => Listing::Closed,
        }
    }
}

/// Directory and name of an absolute path, if it has no second meaning: `a/` and `a/.` say that `a` is a directory.
/// Names in a root have none of these either.
fn plain_parts(path: &Path) -> Option<(&Path, &OsStr)> {
    let (dir, name) = (path.parent()?, path.file_name()?);
    let is_plain = path.is_absolute() && dir.as_os_str().len() + 1 + name.len() == path.as_os_str().len();
    is_plain.then_some((dir, name))
}

impl Entries {
    fn read(dir: &Path) -> io::Result<Self> {
        let entries = std::fs::read_dir(dir)?.map(|entry| {
            let entry = entry?;
            let kind = entry.file_type().ok();
            Ok((
                entry.file_name(),
                kind.map(|kind| FileMetadata::new(kind.is_file(), kind.is_dir(), kind.is_symlink())),
            ))
        });
        let mut sorted = entries.collect::<io::Result<Vec<_>>>()?;
        sorted.sort_unstable_by(|(a, _), (b, _)| folded(a).cmp(folded(b)));
        let has_special_names = sorted.iter().any(|(name, _)| !name.as_encoded_bytes().is_ascii());
        Ok(Self { sorted, has_special_names })
    }

    fn look(&self, name: &OsStr) -> Known {
        let first = self.sorted.partition_point(|(listed, _)| folded(listed).lt(folded(name)));
        let mut alike =
            self.sorted[first..].iter().take_while(|(listed, _)| listed.eq_ignore_ascii_case(name)).peekable();
        let is_alone = alike.peek().is_none();
        match alike.find(|(listed, _)| listed == name) {
            Some((_, kind)) => kind.map_or(Known::Unsure, Known::Is),
            None if is_alone && !self.may_have_another_name(name) => Known::Missing,
            None => Known::Unsure,
        }
    }

    /// Whether a name that is not listed may still be found, by a file system that does not compare bytes. Directories
    /// of such systems are also mounted elsewhere, so names in another case are never taken for missing.
    fn may_have_another_name(&self, name: &OsStr) -> bool {
        HAS_OTHER_NAMES || self.has_special_names || !name.as_encoded_bytes().is_ascii()
    }
}

/// The bytes of a name without the case of its ASCII letters.
fn folded(name: &OsStr) -> impl Iterator<Item = u8> {
    name.as_encoded_bytes().iter().map(u8::to_ascii_lowercase)
}

fn not_found<T>() -> io::Result<T> {
    Err(io::ErrorKind::NotFound.into())
}

impl FileSystem for Listings {
    fn new() -> Self {
        Self::new(Path::new(""))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.look(path) {
            Known::Missing => not_found(),
            Known::Is(kind) if kind.is_file() => std::fs::read(path),
            Known::Is(_) | Known::Unsure => mfbuild_config::read_file(path),
        }
    }

    fn read_to_string(&self, path: &Path) -> io::Result<String> {
        match self.look(path) {
            Known::Missing => not_found(),
            Known::Is(kind) if kind.is_file() => FileSystemOs::read_to_string(path),
            Known::Is(_) | Known::Unsure => mfbuild_config::read_text_file(path),
        }
    }

    fn metadata(&self, path: &Path) -> io::Result<FileMetadata> {
        match self.look(path) {
            Known::Is(kind) if !kind.is_symlink() => Ok(kind),
            Known::Is(_) | Known::Unsure => FileSystemOs::metadata(path),
            Known::Missing => not_found(),
        }
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<FileMetadata> {
        match self.look(path) {
            Known::Is(kind) => Ok(kind),
            Known::Unsure => FileSystemOs::symlink_metadata(path),
            Known::Missing => not_found(),
        }
    }

    fn read_link(&self, path: &Path) -> Result<PathBuf, ResolveError> {
        FileSystemOs::read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        FileSystemOs::canonicalize(path)
    }
}
