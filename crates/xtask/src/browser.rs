//! Chromium for the browser specs: the one that is there, else Debian's package.

use std::path::PathBuf;
use std::process::Command;

use crate::project::{is_program, run};

/// Names a browser that should be used instead of the one found.
pub(crate) const VARIABLE: &str = "MFBUILD_CHROMIUM";

const PLACES: [&str; 4] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

/// The path of a Chromium, installed first where there is none.
pub(crate) fn chromium() -> Result<PathBuf, String> {
    if let Some(path) = std::env::var_os(VARIABLE) {
        return Ok(path.into());
    }
    if let Some(path) = found() {
        return Ok(path);
    }
    if !is_program("apt-get") {
        return Err(format!("no Chromium found; name one with `{VARIABLE}`"));
    }
    // Without any font a page has no text that a test could see.
    apt_install(&["chromium", "fonts-dejavu-core"])?;
    found().ok_or_else(|| "Debian's package `chromium` has no /usr/bin/chromium".to_owned())
}

fn found() -> Option<PathBuf> {
    PLACES.iter().map(PathBuf::from).find(|path| path.exists())
}

/// Installs Debian packages.
pub(crate) fn apt_install(packages: &[&str]) -> Result<(), String> {
    println!("installing Debian's {}", packages.join(", "));
    run(apt_get().args(["update", "--quiet=2"]))?;
    run(apt_get().args(["install", "--yes", "--quiet=2", "--no-install-recommends"]).args(packages))
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
