//! All that this crate knows of the disk goes through here, so that a session knows when its options are old.
//!
//! Owns the list of what was read and looked for. Suggestions in messages (`files.rs`) look at directories without it:
//! they come with an error that has its own files in the list.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::files::clean;

/// Reads a file. A named pipe, a socket or a device is refused: reading it may never end.
///
/// # Errors
/// Those of the file system, and one for pipes, devices and directories.
pub fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let kind = path.metadata()?.file_type();
    // The system has its own words for a directory.
    if kind.is_file() || kind.is_dir() { std::fs::read(path) } else { Err(std::io::Error::other(NOT_REGULAR)) }
}

/// The same for a text in UTF-8.
///
/// # Errors
/// The same, and one for other bytes.
pub fn read_text_file(path: &Path) -> std::io::Result<String> {
    String::from_utf8(read_file(path)?).map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error))
}

const NOT_REGULAR: &str = "it is a named pipe, a socket or a device, and no regular file";

/// What the options of a build depend on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Absolute paths that were read, or looked for and perhaps not found. Of directories among them counts only
    /// whether they are there.
    pub files: BTreeSet<PathBuf>,
}

/// The disk, and what was asked of it.
#[derive(Default)]
pub(crate) struct Disk {
    seen: RefCell<BTreeSet<PathBuf>>,
}

impl Disk {
    pub fn read(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        self.note(path);
        read_file(path)
    }

    pub fn is_file(&self, path: &Path) -> bool {
        self.note(path);
        path.is_file()
    }

    /// Whether something that is meant to be read is there: also a pipe or a link to nothing, which `read` refuses.
    pub fn is_no_directory(&self, path: &Path) -> bool {
        self.note(path);
        path.symlink_metadata().is_ok() && !path.is_dir()
    }

    pub fn is_dir(&self, path: &Path) -> bool {
        self.note(path);
        path.is_dir()
    }

    pub fn exists(&self, path: &Path) -> bool {
        self.note(path);
        path.exists()
    }

    /// Notes a file that is known not to be there.
    pub fn depend_on(&self, path: &Path) {
        self.note(path);
    }

    /// Files that are reached through links are listed by their real names too: they change under those.
    pub fn into_inputs(self) -> Inputs {
        let mut files = self.seen.into_inner();
        let real = files.iter().filter_map(|path| path.canonicalize().ok()).collect::<Vec<_>>();
        files.extend(real);
        Inputs { files }
    }

    fn note(&self, path: &Path) {
        let mut seen = self.seen.borrow_mut();
        if !seen.contains(path) {
            seen.insert(clean(path));
        }
    }
}
