//! What the caller gives: the command line's flags and what it read from the environment.
//!
//! Owns the type only; `normalize.rs` merges it with the files. A flag wins over the config file.

use std::path::PathBuf;

use crate::options::Mode;

/// The command line. Relative paths are relative to `dir`, so a caller with another working directory passes
/// absolute ones.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// The package directory.
    pub dir: PathBuf,
    /// `--config`: at most one `.json` file replaces `mfbuild.config.json`. YAML files are the config of a Backstage
    /// app; a remote contains none, so they have no effect there.
    pub config: Vec<PathBuf>,
    /// `--out-dir`.
    pub out_dir: Option<PathBuf>,
    /// `--empty-out-dir`: the output directory is replaced whatever is in it.
    pub empty_out_dir: bool,
    /// Directories that no output may replace, nor one above them: the working directory and the home directory.
    pub protected_dirs: Vec<ProtectedDir>,
    /// Secret that pages show when they connect to the server; empty without one.
    pub hot_token: String,
    /// `--mode`.
    pub mode: Option<Mode>,
    /// `--minify` or `--no-minify`.
    pub minify: Option<bool>,
    /// `--sourcemap` or `--no-sourcemap`.
    pub source_map: Option<bool>,
    /// `--role`: taken instead of `backstage.role`; gives any package the Backstage profile.
    pub role: Option<String>,
    /// `--stats`.
    pub stats: bool,
    /// `--verify`.
    pub verify: bool,
    /// `--module-federation`: makes a remote of any package, of apps too.
    pub module_federation: bool,
    /// `--allow-unexpanded`.
    pub allow_unexpanded: bool,
    /// `--expose`: `./key=path` adds or replaces an expose, `./key` alone exposes an entry of package.json whatever its
    /// default export is.
    pub expose: Vec<String>,
    /// The command is `start`: nothing is published, so the defaults are those of development.
    pub serve: bool,
    /// `--host`.
    pub host: Option<String>,
    /// `--port`.
    pub port: Option<u16>,
    /// What the environment says about this build.
    pub build_info: BuildInfo,
}

/// A directory that no output may replace, nor one above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectedDir {
    /// Its absolute path.
    pub path: PathBuf,
    /// Its name in messages, such as `the home directory`.
    pub name: &'static str,
}

/// Facts about the build that are in no file. Each is given by the caller and has a fixed value otherwise, so that
/// the same sources give the same output.
#[derive(Clone, Debug, Default)]
pub struct BuildInfo {
    /// Version of mfbuild.
    pub cli_version: String,
    /// `MF_BUILD_VERSION` (spec/module-federation.md §2.2).
    pub version: Option<String>,
    /// `MF_BUILD_NAME` (spec/module-federation.md §2.2).
    pub name: Option<String>,
    /// Commit hash for `process.env.BUILD_INFO`; `unknown` if absent.
    pub commit: Option<String>,
    /// `git describe` for `process.env.BUILD_INFO`; `unknown` if absent.
    pub git_version: Option<String>,
    /// `SOURCE_DATE_EPOCH`, in seconds; the timestamp is 0 if absent.
    pub source_date_epoch: Option<u64>,
}
