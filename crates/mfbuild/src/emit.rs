//! Files → disk: written beside the old output and swapped in, so that a failed build leaves the old one as it was.

use std::path::{Path, PathBuf};

use mfbuild_diagnostics::Diagnostic;

use crate::OutputFile;

/// Replaces `out_dir` by the given files.
///
/// Errors: whatever the file system says; the old directory is still there then.
pub fn emit(files: &[OutputFile], out_dir: &Path) -> Result<(), Diagnostic> {
    let parent = out_dir.parent().unwrap_or(out_dir);
    let fail = |what: &str, path: &Path, error: std::io::Error| {
        Diagnostic::error("cannot-write", format!("cannot {what} `{}`", path.display()))
            .with_note(error.to_string())
            .with_help("the old output was left as it was")
    };
    std::fs::create_dir_all(parent).map_err(|error| fail("create", parent, error))?;
    let fresh = tempfile::Builder::new()
        .prefix(".mfbuild-")
        .tempdir_in(parent)
        .map_err(|error| fail("create a directory in", parent, error))?;
    let new = fresh.path().join("new");
    for file in files {
        let path = new.join(&file.name);
        let dir = path.parent().unwrap_or(&new);
        std::fs::create_dir_all(dir).map_err(|error| fail("create", dir, error))?;
        std::fs::write(&path, &file.bytes).map_err(|error| fail("write", &path, error))?;
    }
    swap(&new, out_dir, &fresh.path().join("old")).map_err(|(path, error)| fail("replace", &path, error))
}

/// `new` takes the place of `target`; the old one goes away with the temporary directory.
fn swap(new: &Path, target: &Path, old: &Path) -> Result<(), (PathBuf, std::io::Error)> {
    let had_old = match std::fs::rename(target, old) {
        Ok(()) => true,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err((target.to_path_buf(), error)),
    };
    std::fs::rename(new, target).map_err(|error| {
        if had_old {
            // Put it back; if even that fails, the error below says enough.
            let _ = std::fs::rename(old, target);
        }
        (target.to_path_buf(), error)
    })
}
