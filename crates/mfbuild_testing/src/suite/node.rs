//! The Node process that executes the units of a package (`harness/suite.mjs`).
//!
//! It answers unit by unit. A unit that never answers, or ends the process, is reported as such, and the units behind it
//! are executed by a new process.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// One line of the process's output.
#[derive(Deserialize)]
struct Line {
    /// Position in the list of units.
    at: usize,
    /// The outcome of the unit.
    outcome: String,
}

/// Units to execute; `Unit` is what `harness/suite.mjs` reads of one unit.
#[derive(Serialize)]
struct Job<'job, Unit> {
    kind: &'job str,
    mode: &'job str,
    /// Root of the sources.
    dir: &'job Path,
    /// Output directory.
    out: &'job Path,
    /// Address of the manifest where the output is served.
    server: Option<&'job str>,
    units: Vec<&'job Unit>,
}

/// The directories and server that units are executed from.
pub(crate) struct Place<'job> {
    /// `reference`, `readable`, `minified` or `served`.
    pub mode: &'job str,
    /// Root of the sources.
    pub dir: &'job Path,
    /// Output directory; what a server has is put there when it is asked for.
    pub out: &'job Path,
    /// Address of the manifest where the output is served.
    pub server: Option<&'job str>,
}

/// A Node process, started by the first job.
pub(crate) struct SuiteNode {
    kind: &'static str,
    /// For one unit.
    limit: Duration,
    process: Option<Process>,
}

struct Process {
    child: Child,
    stdin: ChildStdin,
    lines: Receiver<String>,
}

impl SuiteNode {
    /// For units of one kind: `programs` or `test262`. A busy machine may pause the process; `seconds` are its limit.
    pub fn new(kind: &'static str, seconds: u64) -> Self {
        Self { kind, limit: Duration::from_secs(seconds), process: None }
    }

    /// The outcome of each unit, in order.
    pub fn run<Unit: Serialize>(&mut self, place: &Place, units: &[&Unit]) -> Result<Vec<String>, String> {
        let &Place { mode, dir, out, server } = place;
        let mut outcomes: Vec<String> = Vec::with_capacity(units.len());
        while outcomes.len() < units.len() {
            let rest = units[outcomes.len()..].to_vec();
            let job = Job { kind: self.kind, mode, dir, out, server, units: rest };
            let text = serde_json::to_string(&job).map_err(|error| error.to_string())?;
            let mut process = self.process.take().map_or_else(Process::start, Ok)?;
            if writeln!(process.stdin, "{text}").is_err() {
                return Err("the Node process of the suite does not start".into());
            }
            let first = outcomes.len();
            while outcomes.len() < units.len() {
                let Ok(line) = process.lines.recv_timeout(self.limit) else { break };
                let Line { at, outcome } =
                    serde_json::from_str(&line).map_err(|error| format!("unreadable result: {error}: {line}"))?;
                if first + at != outcomes.len() {
                    return Err(format!("the result of unit {at} arrived out of order"));
                }
                outcomes.push(outcome);
            }
            if outcomes.len() < units.len() {
                outcomes.push("hangs, or ends the process".into());
                process.stop();
            } else {
                self.process = Some(process);
            }
        }
        Ok(outcomes)
    }

    /// Ends the process; the next job starts another one. Node keeps the pages of old jobs, and each one makes the next
    /// job slower: after ten of them a job takes five times as long.
    pub fn end(&mut self) {
        if let Some(process) = self.process.take() {
            process.stop();
        }
    }
}

impl Drop for SuiteNode {
    fn drop(&mut self) {
        self.end();
    }
}

impl Process {
    fn start() -> Result<Self, String> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("harness/suite.mjs");
        let mut child = Command::new("node")
            .args(["--experimental-vm-modules", "--no-warnings", "--expose-gc"])
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot run `node`: {error}"))?;
        let stdin = child.stdin.take().expect("stdin was piped");
        let stdout = child.stdout.take().expect("stdout was piped");
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Self { child, stdin, lines })
    }

    /// Ends the process; it may be gone already.
    fn stop(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
