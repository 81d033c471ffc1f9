//! The directory that a build writes its output into before the swap.
//!
//! ```text
//! .mfbuild-a1B2c3/   beside the output directory
//!   lock             locked (flock) while the process lives; the system unlocks it when the process is killed
//!   new/             the new output; after an exchange, the old one
//!   old/             the old output, where the system cannot exchange directories
//!   target           the name of the output directory that `old` belongs to
//! ```

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use mfbuild_diagnostics::Diagnostic;

use super::{check_size, left_alone};
use crate::OutputFile;

const PREFIX: &str = ".mfbuild-";
/// Random characters behind the prefix.
const RANDOM: usize = 6;
const LOCK: &str = "lock";
const NEW: &str = "new";
const OLD: &str = "old";
const TARGET: &str = "target";
/// Another process may sweep a directory between its creation and its lock.
const ATTEMPTS: usize = 5;

/// A staging directory of this process; dropping it removes it with all that is in it.
pub struct Staging {
    dir: PathBuf,
    lock: Option<File>,
    /// Paths of files and directories that were written, relative to `new`.
    files: Vec<PathBuf>,
    directories: BTreeSet<PathBuf>,
}

impl Staging {
    /// Makes a staging directory in `parent` and locks it.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn new(parent: &Path) -> io::Result<Self> {
        for _ in 0..ATTEMPTS {
            let dir = tempfile::Builder::new().prefix(PREFIX).rand_bytes(RANDOM).tempdir_in(parent)?.keep();
            let mut staging = Self { dir, lock: None, files: Vec::new(), directories: BTreeSet::new() };
            let lock = File::create_new(staging.dir.join(LOCK));
            // A sweeper has removed the directory already.
            if lock.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
                continue;
            }
            let lock = lock?;
            // Some network file systems have no locks; sweepers leave directories alone there.
            let is_taken = matches!(lock.try_lock(), Err(TryLockError::WouldBlock));
            staging.lock = Some(lock);
            if is_taken || !staging.dir.join(LOCK).exists() {
                continue;
            }
            match std::fs::create_dir(staging.new_output()) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                created => return created.map(|()| staging),
            }
        }
        Err(io::Error::other("other processes remove it at once"))
    }

    /// The tree that becomes the output directory; after an exchange, the old output.
    pub fn new_output(&self) -> PathBuf {
        self.dir.join(NEW)
    }

    /// Where the old output is moved if both cannot be exchanged.
    pub fn old_output(&self) -> PathBuf {
        self.dir.join(OLD)
    }

    /// Notes which directory the old output belongs to, for the sweep after a kill.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn note_target(&self, target: &Path) -> io::Result<()> {
        let name = target.file_name().unwrap_or_default();
        let file = self.dir.join(TARGET);
        std::fs::write(&file, name.as_encoded_bytes())?;
        File::open(&file)?.sync_all()
    }

    /// Writes one file of the new output.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn write(&mut self, file: &OutputFile) -> Result<(), Diagnostic> {
        let relative = PathBuf::from(&file.name);
        let path = self.new_output().join(&relative);
        if let Some(dir) = relative.parent() {
            if !self.directories.contains(dir) {
                let absolute = self.new_output().join(dir);
                std::fs::create_dir_all(&absolute).map_err(|error| left_alone("create", &absolute, &error))?;
            }
            self.directories.extend(dir.ancestors().map(Path::to_path_buf));
        }
        let bytes = file.bytes().map_err(|error| left_alone("read", &path, &error))?;
        self.files.push(relative);
        check_size(bytes.len())
            .and_then(|()| std::fs::write(&path, bytes))
            .map_err(|error| left_alone("write", &path, &error))
    }

    /// Removes what this process has written by name: that needs no file handle, of which there may be none left.
    fn remove_written(&self) {
        let new = self.new_output();
        for file in &self.files {
            let _ = std::fs::remove_file(new.join(file));
        }
        for directory in self.directories.iter().rev() {
            let _ = std::fs::remove_dir(new.join(directory));
        }
        let _ = std::fs::remove_dir(new);
        for name in [LOCK, TARGET] {
            let _ = std::fs::remove_file(self.dir.join(name));
        }
        let _ = std::fs::remove_dir(&self.dir);
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Windows removes no open file.
        self.lock = None;
        if remove(&self.dir).is_err() {
            self.remove_written();
        }
    }
}

/// Removes a staging directory, the lock last: a kill in between leaves a directory that the next build sweeps.
fn remove(dir: &Path) -> io::Result<()> {
    let is_gone = |result: io::Result<()>| match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    };
    for tree in [NEW, OLD] {
        is_gone(std::fs::remove_dir_all(dir.join(tree)))?;
    }
    for file in [TARGET, LOCK] {
        is_gone(std::fs::remove_file(dir.join(file)))?;
    }
    is_gone(std::fs::remove_dir(dir))
}

/// Repairs and removes the staging directories of processes that are gone. What cannot be removed stays for the next
/// build.
pub fn sweep(parent: &Path) {
    let Ok(entries) = std::fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(is_staging_name)
            && entry.file_type().is_ok_and(|kind| kind.is_dir())
            && holds_only_ours(&entry.path());
        if is_ours {
            sweep_one(&entry.path(), parent);
        }
    }
}

fn is_staging_name(name: &str) -> bool {
    name.strip_prefix(PREFIX)
        .is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// A directory of that name that the user has made holds something else.
fn holds_only_ours(dir: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(dir) else { return false };
    let names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    let only_ours = names.iter().all(|name| [LOCK, NEW, OLD, TARGET].iter().any(|known| name == known));
    let has_lock = names.iter().any(|name| name == LOCK);
    // A process that finds its empty directory removed makes another one.
    only_ours && (has_lock || names.is_empty() || is_old(dir))
}

/// Builds of versions without locks leave directories, too.
fn is_old(dir: &Path) -> bool {
    const HOUR: std::time::Duration = std::time::Duration::from_secs(3600);
    let modified = dir.metadata().and_then(|metadata| metadata.modified());
    modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > HOUR))
}

fn sweep_one(dir: &Path, parent: &Path) {
    let lock = File::options().read(true).write(true).open(dir.join(LOCK));
    // The lock is held until the directory is gone, so that two processes do not repair it both.
    if lock.as_ref().is_ok_and(|lock| lock.try_lock().is_err()) {
        return;
    }
    if repair(dir, parent).is_ok() {
        let _ = remove(dir);
    }
}

/// Puts an old output back that a killed process had moved away.
fn repair(dir: &Path, parent: &Path) -> io::Result<()> {
    let old = dir.join(OLD);
    let Ok(name) = std::fs::read_to_string(dir.join(TARGET)) else { return Ok(()) };
    let is_name = !name.is_empty() && !name.contains(['/', '\\']) && name != "..";
    let target = parent.join(&name);
    if is_name && old.is_dir() && target.symlink_metadata().is_err() {
        std::fs::rename(old, target)?;
    }
    Ok(())
}
