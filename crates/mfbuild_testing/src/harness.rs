//! The Node process that executes cases, one after the other.
//!
//! One process serves many cases, because starting Node costs more than most cases; it is replaced when a case hangs.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The harness has shorter limits for each step; this one catches endless loops, and outlasts a process that is paused.
const TIME_LIMIT: Duration = Duration::from_secs(120);

/// Node keeps the pages of old jobs, and each one makes the next job slower.
const MOST_JOBS: u32 = 200;

/// Something to execute.
#[derive(Serialize)]
pub(crate) struct Job<'case> {
    /// `reference` (the sources) or `bundle` (the output).
    pub kind: &'static str,
    /// Case name, for stack traces.
    pub name: &'case str,
    /// `reference`, `readable`, `minified` or `served`.
    pub mode: &'static str,
    /// Root of the sources.
    pub dir: &'case Path,
    /// Entry below it.
    pub entry: String,
    /// Output directory; what a server has is put there when it is asked for.
    pub out: PathBuf,
    /// Address of the manifest (of the container, if there is none) where the output is served.
    pub server: Option<&'case str>,
    /// Name of the container's global.
    pub container: Option<String>,
    /// File of the container.
    pub filename: Option<String>,
    /// `var` or `module`.
    pub library: String,
    /// Exposed key to load.
    pub expose: String,
    /// Another module to load after the first one.
    pub second: Option<Second>,
    /// The module must throw, or must not; `None`: either.
    pub throws: Option<bool>,
    /// Code to run before.
    pub host: Option<&'case str>,
    /// Blocks of code to run after.
    pub asserts: Vec<&'case str>,
}

/// A second module of the same remote.
#[derive(Serialize)]
pub(crate) struct Second {
    /// Path in the sources.
    pub entry: String,
    /// Exposed key.
    pub expose: String,
}

/// What an execution showed.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Observed {
    /// The log as text.
    #[serde(default)]
    pub log: String,
    /// The exports as text.
    #[serde(default)]
    pub exports: String,
    /// Why it failed.
    pub failure: Option<String>,
}

/// The Node process; started by the first job.
#[derive(Default)]
pub struct Harness {
    process: Mutex<Option<Node>>,
}

struct Node {
    /// So many jobs are done.
    jobs: u32,
    child: Child,
    stdin: ChildStdin,
    results: Receiver<String>,
}

impl Harness {
    /// Runs one job.
    pub(crate) fn run(&self, job: &Job) -> Result<Observed, String> {
        let line = serde_json::to_string(job).map_err(|error| error.to_string())?;
        let mut slot = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        let mut node = slot.take().map_or_else(Node::start, Ok)?;
        writeln!(node.stdin, "{line}").map_err(|error| format!("the harness is gone: {error}"))?;
        match node.results.recv_timeout(TIME_LIMIT) {
            Ok(result) => {
                node.jobs += 1;
                if node.jobs < MOST_JOBS {
                    *slot = Some(node);
                } else {
                    node.stop();
                }
                serde_json::from_str(&result).map_err(|error| format!("unreadable result: {error}: {result}"))
            }
            Err(_) => {
                node.stop();
                Err(format!("Node gave no answer within {} s or stopped", TIME_LIMIT.as_secs()))
            }
        }
    }
}

impl Drop for Harness {
    fn drop(&mut self) {
        if let Some(node) = self.process.lock().unwrap_or_else(PoisonError::into_inner).take() {
            node.stop();
        }
    }
}

impl Node {
    fn start() -> Result<Self, String> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("harness/run.mjs");
        let mut child = Command::new("node")
            .args(["--experimental-vm-modules", "--no-warnings"])
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot run `node`: {error}"))?;
        let stdin = child.stdin.take().expect("stdin was piped");
        let stdout = child.stdout.take().expect("stdout was piped");
        let (sender, results) = channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Self { jobs: 0, child, stdin, results })
    }

    /// Ends the process; it may be gone already.
    fn stop(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
