//! Calls of the `mfbuild` binary, as a user makes them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const TIME_LIMIT: Duration = Duration::from_secs(60);

/// The binary under test.
pub struct Bundler {
    binary: PathBuf,
}

/// What a finished build said.
pub(crate) struct Build {
    /// Exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// Standard output and error, one after the other.
    pub text: String,
}

impl Bundler {
    /// The binary that `MFBUILD_BIN` names, else `mfbuild` in the profile directory of the running test.
    pub fn find() -> Self {
        let beside_test = || {
            let test = std::env::current_exe().expect("the test knows its own path");
            let profile = test.parent().and_then(Path::parent).expect("tests lie in <profile>/deps");
            profile.join(format!("mfbuild{}", std::env::consts::EXE_SUFFIX))
        };
        Self { binary: std::env::var_os("MFBUILD_BIN").map_or_else(beside_test, PathBuf::from) }
    }

    /// Where the binary is expected.
    pub fn path(&self) -> &Path {
        &self.binary
    }

    /// Builds `root` into `output`.
    pub(crate) fn build(&self, root: &Path, output: &Path, is_minified: bool) -> Result<Build, String> {
        let log_path = output.with_file_name("build.log");
        let log = |error: std::io::Error| format!("cannot write {}: {error}", log_path.display());
        fs::create_dir_all(output).map_err(log)?;
        let stdout = File::create(&log_path).map_err(log)?;
        let stderr = stdout.try_clone().map_err(log)?;
        let mut child = Command::new(&self.binary)
            .args(["build", "--module-federation"])
            .arg(root)
            .arg("--out-dir")
            .arg(output)
            .args([if is_minified { "--minify" } else { "--no-minify" }, "--no-sourcemap"])
            .env("NO_COLOR", "1")
            .current_dir(root)
            .stdin(Stdio::null())
            .stdout(stdout)
            .stderr(stderr)
            .spawn()
            .map_err(|error| format!("cannot run {}: {error}", self.binary.display()))?;
        let status = wait(&mut child)?;
        let text = fs::read(&log_path).map_err(|error| format!("cannot read {}: {error}", log_path.display()))?;
        Ok(Build { code: status.code(), text: String::from_utf8_lossy(&text).into_owned() })
    }
}

/// Waits for the build; one that never ends is stopped and reported.
fn wait(child: &mut Child) -> Result<ExitStatus, String> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return Ok(status);
        }
        if start.elapsed() > TIME_LIMIT {
            child.kill().map_err(|error| error.to_string())?;
            child.wait().map_err(|error| error.to_string())?;
            return Err(format!("the build did not end within {} s", TIME_LIMIT.as_secs()));
        }
        thread::sleep(Duration::from_millis(2));
    }
}
