//! Calls of the `mfbuild` binary, as a user makes them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const TIME_LIMIT: Duration = Duration::from_secs(120);

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

    /// A binary at a path.
    pub fn at(binary: PathBuf) -> Self {
        Self { binary }
    }

    /// Where the binary is expected.
    pub fn path(&self) -> &Path {
        &self.binary
    }

    /// Builds `root` into `output`.
    pub(crate) fn build(&self, root: &Path, output: &Path, is_minified: bool) -> Result<Build, String> {
        self.build_with(&[], root, output, is_minified)
    }

    /// The same, with the diagnostics as a JSON array.
    pub(crate) fn build_json(&self, root: &Path, output: &Path, is_minified: bool) -> Result<Build, String> {
        self.build_with(&["--json"], root, output, is_minified)
    }

    fn build_with(&self, flags: &[&str], root: &Path, output: &Path, is_minified: bool) -> Result<Build, String> {
        let minify = if is_minified { "--minify" } else { "--no-minify" };
        let mut command = self.command("build", root);
        command.arg("--out-dir").arg(output).args([minify, "--no-sourcemap", "--verify"]).args(flags);
        let mut running = Running::start(command, output)?;
        let code = running.wait(Running::ended)?;
        Ok(Build { code, text: running.said()? })
    }

    /// Serves `root` until what is returned is dropped. `output` is where its files may be put; what the server says is
    /// written beside it.
    pub(crate) fn serve(&self, root: &Path, output: &Path) -> Result<Start, String> {
        let mut command = self.command("start", root);
        command.args(["--port", "0"]);
        let mut running = Running::start(command, output)?;
        let begun = running.wait(|running| match running.ended()? {
            Some(code) => Ok(Some(Err(code))),
            None => Ok(address(&running.said()?).map(Ok)),
        });
        match begun? {
            Ok(url) => Ok(Start::Serving(Server { url, running })),
            Err(code) => Ok(Start::Ended(Build { code, text: running.said()? })),
        }
    }

    fn command(&self, subcommand: &str, root: &Path) -> Command {
        let mut command = Command::new(&self.binary);
        command.args([subcommand, "--module-federation"]).arg(root).env("NO_COLOR", "1").current_dir(root);
        command
    }
}

/// What came of the start of a server.
pub(crate) enum Start {
    /// It listens, whether or not the package has errors.
    Serving(Server),
    /// It refused to.
    Ended(Build),
}

/// A development server.
pub(crate) struct Server {
    /// Address of the manifest, or of the container if there is none.
    pub url: String,
    running: Running,
}

impl Server {
    /// Everything that it has said.
    pub fn said(&self) -> Result<String, String> {
        self.running.said()
    }
}

/// The address in the line of a server that listens.
fn address(said: &str) -> Option<String> {
    let (url, _) = said.split_once("remote at ")?.1.split_once('\n')?;
    Some(url.to_owned())
}

/// A process that ends with its owner.
struct Running {
    child: Child,
    log: PathBuf,
}

impl Running {
    /// Starts a command whose files belong into `output`.
    fn start(mut command: Command, output: &Path) -> Result<Self, String> {
        let log = output.with_file_name("build.log");
        let failed = |error: std::io::Error| format!("cannot write {}: {error}", log.display());
        fs::create_dir_all(output).map_err(failed)?;
        let stdout = File::create(&log).map_err(failed)?;
        let stderr = stdout.try_clone().map_err(failed)?;
        let child = command.stdin(Stdio::null()).stdout(stdout).stderr(stderr).spawn();
        let child = child.map_err(|error| format!("cannot run {}: {error}", command.get_program().display()))?;
        Ok(Self { child, log })
    }

    /// Looks again and again; what takes for ever is reported.
    fn wait<T>(&mut self, look: impl Fn(&mut Self) -> Result<Option<T>, String>) -> Result<T, String> {
        let start = Instant::now();
        loop {
            if let Some(seen) = look(self)? {
                return Ok(seen);
            }
            if start.elapsed() > TIME_LIMIT {
                return Err(format!("nothing came of it within {} s", TIME_LIMIT.as_secs()));
            }
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// The exit code, once there is one; the inner `None` is a signal.
    fn ended(&mut self) -> Result<Option<Option<i32>>, String> {
        let status = self.child.try_wait().map_err(|error| error.to_string())?;
        Ok(status.map(|status| status.code()))
    }

    fn said(&self) -> Result<String, String> {
        let text = fs::read(&self.log).map_err(|error| format!("cannot read {}: {error}", self.log.display()))?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }
}

impl Drop for Running {
    /// It may have ended already.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
