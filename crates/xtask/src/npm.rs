//! npm packages of the test apps.
//!
//! A directory is installed again only when its package.json, or that of a local package in it, has changed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::run;

/// Holds the text that `state` gave when the packages were installed.
const MARKER: &str = "node_modules/.mfbuild-installed";

/// Installs the packages of a directory.
pub(crate) fn install(directory: &Path) -> Result<(), String> {
    let wanted = state(directory)?;
    let marker = directory.join(MARKER);
    if fs::read_to_string(&marker).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    println!("npm install in {}", directory.display());
    // A registry that hiccups should not fail a long run.
    run(&mut npm_install(directory)).or_else(|_| run(&mut npm_install(directory)))?;
    fs::create_dir_all(directory.join("node_modules")).map_err(|error| error.to_string())?;
    fs::write(&marker, wanted).map_err(|error| format!("{}: {error}", marker.display()))
}

fn npm_install(directory: &Path) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(directory).args([
        "install",
        "--legacy-peer-deps",
        "--no-audit",
        "--no-fund",
        "--no-package-lock",
        "--ignore-scripts",
        "--loglevel=error",
    ]);
    command
}

/// Every package.json that decides what is installed, one after the other.
fn state(directory: &Path) -> Result<String, String> {
    let mut files = vec![directory.join("package.json")];
    if let Ok(entries) = fs::read_dir(directory.join("packages")) {
        files.extend(entries.flatten().map(|entry| entry.path().join("package.json")));
    }
    files.sort();
    let mut text = String::new();
    for file in files {
        let content = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        write!(text, "{}\n{content}", file.strip_prefix(directory).unwrap_or(&file).display())
            .expect("writing to a string works");
    }
    Ok(text)
}
