//! `cargo xtask packages`: the table of docs/packages.md, made again.
//!
//! `MFBUILD_BIN` names a binary to use in place of the release build.

use std::process::ExitCode;

use crate::npm;
use crate::project::{Profile, Project};

/// Leaves Rspack out.
const NO_PEER: &str = "--no-peer";

/// Installs the packages, builds the binary, and runs `packages.mjs` with the given words.
pub(crate) fn packages(project: &Project, words: &[&str]) -> Result<ExitCode, String> {
    let peers = if words.contains(&NO_PEER) { None } else { Some("peers") };
    for app in ["popular", "packages"].into_iter().chain(peers) {
        npm::install(&project.app(app))?;
    }
    let binary = match std::env::var_os("MFBUILD_BIN") {
        Some(given) => given.into(),
        None => project.build_binary(Profile::Release)?,
    };
    let status = project
        .node()
        .arg(project.app("popular/packages.mjs"))
        .args(words)
        .env("MFBUILD_BIN", binary)
        .status()
        .map_err(|error| format!("cannot run node: {error}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
