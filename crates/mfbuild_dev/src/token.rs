//! The secret that pages and their server share.
//!
//! Owns where it is kept: pages that were open while a server was restarted connect again, so the next server of a package
//! has the secret of the last one.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use mfbuild_diagnostics::Diagnostic;

/// Beside what other tools of a package keep.
const FILE: &str = "node_modules/.cache/mfbuild/hot-token";

/// The secret of the package in `dir`; a new one where none is kept, or can be.
///
/// # Errors
/// The system has no random numbers.
pub(crate) fn hot_token(dir: &Path) -> Result<String, Diagnostic> {
    let file = dir.join(FILE);
    let kept = mfbuild_config::read_text_file(&file).ok();
    if let Some(kept) = kept.filter(|kept| kept.len() == 32 && kept.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        return Ok(kept);
    }
    let token = mfbuild_serve::new_token()?;
    // Without it, open pages are loaded again after a restart, and nothing else is lost.
    let _ = keep(&file, &token);
    Ok(token)
}

/// Writes the secret for this user alone, if the package has a `node_modules`.
fn keep(file: &Path, token: &str) -> std::io::Result<()> {
    let modules = file.ancestors().nth(3).filter(|modules| modules.is_dir());
    let Some(directory) = file.parent().filter(|_| modules.is_some()) else { return Ok(()) };
    fs::create_dir_all(directory)?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(token.as_bytes())
}
