//! What an answer depends on in the file system, and whether it is still so.
//!
//! Owns the comparison. The child process says which paths count and how; their state is taken here, after the answer.

use crate::files::read_file;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

/// Why a path counts (`node/inputs.js`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Its content.
    Read,
    /// Only whether it is there, and as what.
    Probe,
}

/// One path and what it was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Input {
    /// Absolute.
    pub path: PathBuf,
    state: State,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum State {
    Absent,
    Directory,
    /// A file whose content does not count.
    File,
    Content {
        size: u64,
        modified: u64,
        hash: u64,
    },
}

/// Takes the state of all paths. Paths that cannot be read count as absent.
pub fn take(paths: &[(PathBuf, Kind)]) -> Vec<Input> {
    paths.iter().map(|(path, kind)| Input { path: path.clone(), state: State::take(path, *kind) }).collect()
}

/// Whether all are as they were.
pub fn are_current(inputs: &[Input]) -> bool {
    inputs.iter().all(Input::is_current)
}

impl Input {
    /// Not in an installed package, nor a mere directory.
    pub fn is_of_project(&self) -> bool {
        !is_installed(&self.path) && self.state != State::Directory
    }

    /// Whether the content may be newer than that moment.
    pub fn changed_since(&self, moment: SystemTime) -> bool {
        /// Clocks of file systems tick slowly.
        const TICK: u64 = 20_000_000;
        matches!(self.state, State::Content { modified, .. } if modified + TICK >= nanoseconds(moment))
    }

    fn is_current(&self) -> bool {
        match &self.state {
            State::Absent => fs::metadata(&self.path).is_err(),
            State::Directory => fs::metadata(&self.path).is_ok_and(|metadata| metadata.is_dir()),
            State::File => fs::metadata(&self.path).is_ok_and(|metadata| metadata.is_file()),
            State::Content { size, modified, hash } => self.has_content(*size, *modified, *hash),
        }
    }

    /// Sources are always read, they are few. Installed packages change with their size or time.
    fn has_content(&self, size: u64, modified: u64, hash: u64) -> bool {
        let Ok(metadata) = fs::metadata(&self.path) else { return false };
        if metadata.len() != size {
            return false;
        }
        let is_same_time = is_installed(&self.path) && modified_at(&metadata) == modified;
        is_same_time || read_file(&self.path).is_ok_and(|bytes| xxh3_64(&bytes) == hash)
    }
}

impl State {
    fn take(path: &Path, kind: Kind) -> Self {
        let Ok(metadata) = fs::metadata(path) else { return Self::Absent };
        match kind {
            _ if metadata.is_dir() => Self::Directory,
            Kind::Probe => Self::File,
            Kind::Read => match read_file(path) {
                Ok(bytes) => {
                    let modified = modified_at(&metadata);
                    Self::Content { size: bytes.len() as u64, modified, hash: xxh3_64(&bytes) }
                }
                Err(error) if error.kind() == ErrorKind::NotFound => Self::Absent,
                Err(_) => Self::File,
            },
        }
    }
}

fn is_installed(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().eq_ignore_ascii_case("node_modules"))
}

fn modified_at(metadata: &Metadata) -> u64 {
    metadata.modified().map_or(0, nanoseconds)
}

fn nanoseconds(moment: SystemTime) -> u64 {
    moment.duration_since(UNIX_EPOCH).ok().and_then(|age| u64::try_from(age.as_nanos()).ok()).unwrap_or(0)
}
