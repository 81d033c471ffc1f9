//! The new output takes the place of the old one.
//!
//! Linux and macOS exchange two directories in one step, so that the output directory always exists. Elsewhere, and on
//! file systems that cannot, it is two renames; `staging.rs` repairs a kill between them. Either way the old tree is
//! looked at again when it has been moved: if it is another one than `target.rs` has checked, it goes back.

use std::io;
use std::path::Path;

use mfbuild_diagnostics::Diagnostic;

use super::left_alone;
use super::staging::Staging;
use super::target::{Target, directory_id};

/// Puts the new output of `staging` into its place; the old one goes away with `staging`.
///
/// # Errors
/// The file system refuses, or the output directory is no longer the one that was checked.
pub fn swap(staging: &Staging, target: &Target) -> Result<(), Diagnostic> {
    let (new, path) = (staging.new_output(), target.path());
    let fail = |error: &io::Error| left_alone("replace", path, error);
    if !target.exists() {
        return move_into_place(&new, path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotADirectory => {
                changed(path)
            }
            _ => fail(&error),
        });
    }
    match exchange(&new, path) {
        Ok(()) if is_checked(&new, target) => Ok(()),
        Ok(()) => {
            exchange(&new, path).map_err(|error| fail(&error))?;
            Err(changed(path))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(changed(path)),
        Err(error) if is_unsupported(&error) => rename_twice(staging, target),
        Err(error) => Err(fail(&error)),
    }
}

/// For systems without exchange.
pub(super) fn rename_twice(staging: &Staging, target: &Target) -> Result<(), Diagnostic> {
    let (new, old, path) = (staging.new_output(), staging.old_output(), target.path());
    let fail = |error: &io::Error| left_alone("replace", path, error);
    staging.note_target(path).map_err(|error| fail(&error))?;
    std::fs::rename(path, &old).map_err(|error| fail(&error))?;
    let moved = if is_checked(&old, target) {
        std::fs::rename(&new, path).map_err(|error| fail(&error))
    } else {
        Err(changed(path))
    };
    if moved.is_err() {
        std::fs::rename(&old, path).map_err(|error| fail(&error))?;
    }
    moved
}

/// Whether the tree that was moved away is the one that may be removed.
fn is_checked(moved: &Path, target: &Target) -> bool {
    directory_id(moved) == target.id() && target.may_replace(moved)
}

fn changed(path: &Path) -> Diagnostic {
    let message = format!("`{}` has changed while the output was written", path.display());
    Diagnostic::error("cannot-write", message)
        .with_note("another program has made or replaced it; its files were left as they were")
        .with_help("build again when the other program has ended")
}

#[cfg(any(target_vendor = "apple", target_os = "linux", target_os = "android"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_vendor = "apple", target_os = "linux", target_os = "android")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Renames a directory to a name that is free. Without the flag, the system replaces an empty directory, and nothing
/// else.
#[cfg(any(target_vendor = "apple", target_os = "linux", target_os = "android"))]
fn move_into_place(new: &Path, path: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, new, CWD, path, RenameFlags::NOREPLACE).map_err(io::Error::from) {
        Err(error) if is_unsupported(&error) => std::fs::rename(new, path),
        result => result,
    }
}

#[cfg(not(any(target_vendor = "apple", target_os = "linux", target_os = "android")))]
fn move_into_place(new: &Path, path: &Path) -> io::Result<()> {
    std::fs::rename(new, path)
}

/// The system or the file system does not know the flag.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}
