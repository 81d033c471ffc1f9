//! Files → disk: a build writes beside the old output and swaps, so that a failed or killed build leaves the old one.
//!
//! 1. `target.rs` decides whether the output directory may be replaced: only a directory that is empty or holds the
//!    output of a build.
//! 2. `staging.rs` makes a directory `.mfbuild-<random>` beside it, locked while its process lives, and sweeps those of
//!    processes that were killed.
//! 3. `swap.rs` exchanges both directories in one step, where the system can.

mod staging;
mod swap;
mod target;
#[cfg(test)]
mod tests;

use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use mfbuild_config::BuildOptions;
use mfbuild_diagnostics::Diagnostic;

use crate::OutputFile;
use staging::{Staging, sweep};
use target::Target;

pub use target::{DirectoryId, directory_id};

/// The process writes files only while it holds this lock, so that a process that is asked to end can wait for it.
static WRITING: Mutex<()> = Mutex::new(());

/// Waits until no file is half written; the process writes nothing while the caller holds the guard.
pub fn finish_writing() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Checks before a build that its output directory can be one, and repairs and removes what killed builds have left
/// beside it. What lies in the directory is looked at when the output is written: errors of the build come before that.
///
/// # Errors
/// The path is no directory, or a mount point.
pub fn check_out_dir(options: &BuildOptions) -> Result<(), Diagnostic> {
    let _writing = finish_writing();
    if let Some(parent) = options.out_dir.parent() {
        sweep(parent);
    }
    match Target::find(options, &[]) {
        Err(problem) if problem.code != target::FOREIGN => Err(problem),
        _ => Ok(()),
    }
}

/// Writes files into an output directory that an earlier build has made, each of them at once, and removes others.
///
/// # Errors
/// Those of the file system.
pub fn emit_changes(files: &[OutputFile], gone: &[&str], out_dir: &Path) -> Result<(), Diagnostic> {
    let _writing = finish_writing();
    // Pages, manifests and entries name the other files, so they come last: they are not in directories.
    let (outer, inner): (Vec<_>, Vec<_>) = files.iter().partition(|file| !file.name.contains('/'));
    for file in inner.into_iter().chain(outer) {
        let path = out_dir.join(&file.name);
        write_at_once(file, &path).map_err(|error| cannot("write", &path, &error))?;
    }
    for name in gone {
        let path = out_dir.join(name);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(cannot("remove", &path, &error)),
            _ => remove_empty(path.parent(), out_dir),
        }
    }
    Ok(())
}

/// Removes directories that have become empty, up to the output directory.
fn remove_empty(mut dir: Option<&Path>, out_dir: &Path) {
    while let Some(empty) = dir.filter(|dir| *dir != out_dir && std::fs::remove_dir(dir).is_ok()) {
        dir = empty.parent();
    }
}

/// A reader sees the old file or the new one.
fn write_at_once(file: &OutputFile, path: &Path) -> std::io::Result<()> {
    let dir = path.parent().unwrap_or(path);
    std::fs::create_dir_all(dir)?;
    let bytes = file.bytes()?;
    check_size(bytes.len())?;
    let mut fresh = tempfile::Builder::new().prefix(".mfbuild-").permissions(plain_permissions()).tempfile_in(dir)?;
    fresh.write_all(&bytes)?;
    fresh.persist(path)?;
    Ok(())
}

/// Those of any new file; temporary ones are for their owner alone.
#[cfg(unix)]
fn plain_permissions() -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o666)
}

#[cfg(not(unix))]
fn plain_permissions() -> std::fs::Permissions {
    std::fs::metadata(".").map(|metadata| metadata.permissions()).expect("the working directory is there")
}

/// Refuses files above the limit of the process (`ulimit -f`): the system would end the process by a signal.
#[cfg(unix)]
fn check_size(bytes: usize) -> std::io::Result<()> {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Fsize).current;
    match limit.filter(|limit| bytes as u64 > *limit) {
        Some(limit) => Err(std::io::Error::new(
            std::io::ErrorKind::FileTooLarge,
            format!("the file has {bytes} bytes, and this process may write {limit} (`ulimit -f`)"),
        )),
        None => Ok(()),
    }
}

#[cfg(not(unix))]
fn check_size(_bytes: usize) -> std::io::Result<()> {
    Ok(())
}

fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("cannot-write", format!("cannot {what} `{}`", path.display()))
        .with_note(error.to_string())
        .with_help("the next build that works writes it again")
}

/// The same where all of the new output lies beside the old one.
fn left_alone(what: &str, path: &Path, error: &std::io::Error) -> Diagnostic {
    let problem = Diagnostic::error("cannot-write", format!("cannot {what} `{}`", path.display()))
        .with_note(error.to_string())
        .with_help("the old output was left as it was");
    match error.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            problem.with_note("a build writes its output beside the old one and swaps both directories")
        }
        _ => problem,
    }
}

/// Replaces the output directory by the given files. The result is a warning: another tool's output was replaced.
///
/// # Errors
/// The output directory may not be replaced, or the file system refuses; the old output is still there then.
pub fn emit(files: &[OutputFile], options: &BuildOptions) -> Result<Option<Diagnostic>, Diagnostic> {
    let _writing = finish_writing();
    let target = Target::find(options, files)?;
    let parent = target.parent();
    std::fs::create_dir_all(parent).map_err(|error| left_alone("create", parent, &error))?;
    sweep(parent);
    let mut staging = Staging::new(parent).map_err(|error| left_alone("create a directory in", parent, &error))?;
    for file in files {
        staging.write(file)?;
    }
    swap::swap(&staging, &target)?;
    Ok(target.replaced_foreign_output())
}
