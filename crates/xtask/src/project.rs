//! Where things are, and how programs are run.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The workspace as cargo sees it.
pub(crate) struct Project {
    /// The directory of the workspace.
    pub(crate) root: PathBuf,
    /// Cargo's output directory.
    pub(crate) target: PathBuf,
    /// What `cargo metadata` says of the workspace members.
    pub(crate) metadata: Value,
}

/// How the binary is compiled.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    /// For tests: compiles fast.
    Dev,
    /// For the demo and measurements.
    Release,
}

impl Project {
    /// The workspace that this program was compiled in.
    pub(crate) fn find() -> Result<Self, String> {
        let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = crate_dir.ancestors().nth(2).expect("xtask lies in <root>/crates/xtask").to_path_buf();
        let text = output(cargo(&root).args(["metadata", "--no-deps", "--format-version", "1"]))?;
        let metadata: Value = serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))?;
        let target = metadata["target_directory"].as_str().ok_or("cargo metadata names no target directory")?.into();
        Ok(Self { root, target, metadata })
    }

    /// A cargo command in the workspace.
    pub(crate) fn cargo(&self) -> Command {
        cargo(&self.root)
    }

    /// A node command in the workspace.
    pub(crate) fn node(&self) -> Command {
        let mut command = Command::new("node");
        command.current_dir(&self.root);
        command
    }

    /// A path in `test-apps`.
    pub(crate) fn app(&self, name: &str) -> PathBuf {
        self.root.join("test-apps").join(name)
    }

    /// Where the browser specs and the demo find remotes, hosts and pictures.
    pub(crate) fn test_output(&self) -> PathBuf {
        self.target.join("test-apps")
    }

    /// Builds the `mfbuild` binary and returns its path.
    pub(crate) fn build_binary(&self, profile: Profile) -> Result<PathBuf, String> {
        let mut command = self.cargo();
        command.args(["build", "--package", "mfbuild_cli"]);
        if let Profile::Release = profile {
            command.arg("--release");
        }
        run(&mut command)?;
        Ok(self.binary(profile))
    }

    /// Where cargo puts the `mfbuild` binary.
    pub(crate) fn binary(&self, profile: Profile) -> PathBuf {
        let directory = match profile {
            Profile::Dev => "debug",
            Profile::Release => "release",
        };
        self.target.join(directory).join(format!("mfbuild{}", std::env::consts::EXE_SUFFIX))
    }
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// Runs a command that talks to the terminal itself.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("cannot run {}: {error}", shown(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", shown(command))) }
}

/// Runs a command and returns what it prints.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("cannot run {}: {error}", shown(command)))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{} ended with {}\n{errors}", shown(command), output.status));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("{} printed no text", shown(command)))
}

/// Whether a program can be started.
pub(crate) fn is_program(name: impl AsRef<OsStr>) -> bool {
    Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
