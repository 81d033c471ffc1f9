//! The Node process: a script and a request go in through stdin, one line of JSON comes out.
//!
//! Owns the process and the shape of its answers. Nothing is written into the project.

use std::io::{ErrorKind, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use mfbuild_diagnostics::{Diagnostic, SourceText};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use xxhash_rust::xxh3::xxh3_64;

use super::DetectedPackage;
use super::address::DevAddress;
use super::environment::Environment;
use super::failure::{self, Failure};
use super::inputs::Kind;
use super::place::Place;

/// The script, in the order in which its parts need each other.
const SCRIPTS: [&str; 6] = [
    include_str!("../../node/parent.js"),
    include_str!("../../node/template.js"),
    include_str!("../../node/inputs.js"),
    include_str!("../../node/backstage.js"),
    include_str!("../../node/serve.js"),
    include_str!("../../node/main.js"),
];
/// So much of what a crashed process said is shown.
const SHOWN_LINES: usize = 30;
/// Big workspaces take a few seconds; whoever takes longer than this never ends.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// A filled in template.
#[derive(Debug, Deserialize)]
pub struct Page {
    /// Its text.
    pub html: String,
}

/// Configuration and page of a Backstage app.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// See `AppConfig`, for this and the next four.
    pub sources: Value,
    pub schema: Value,
    pub public_path: String,
    pub detected_packages: Option<Vec<DetectedPackage>>,
    pub loaded_from: Vec<String>,
    /// Texts of schema errors.
    pub warnings: Vec<String>,
    /// The page, if there was a template to fill in.
    pub html: Option<String>,
    /// Whether the page may be another one at another time.
    pub volatile: Option<bool>,
    /// Where it is served, if it is.
    pub dev: Option<DevAddress>,
    /// Names of the variables that were read.
    pub environment: Vec<String>,
    /// Paths that count.
    pub inputs: Paths,
}

/// What was read and looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Paths {
    /// For the schema.
    pub schema: Vec<(PathBuf, Kind)>,
    /// For the rest.
    pub config: Vec<(PathBuf, Kind)>,
}

/// Why there is no answer.
#[derive(Debug)]
pub struct Refusal {
    /// For the user.
    pub problems: Vec<Diagnostic>,
    /// What was read until then, as far as it is known.
    pub inputs: Paths,
}

impl From<Diagnostic> for Refusal {
    fn from(problem: Diagnostic) -> Self {
        Self { problems: vec![problem], inputs: Paths::default() }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Message<T> {
    Failure {
        failure: Failure,
        #[serde(default)]
        inputs: Paths,
    },
    Answer(T),
}

/// Tells versions of the script apart.
pub fn scripts_hash() -> u64 {
    xxh3_64(SCRIPTS.concat().as_bytes())
}

/// Runs the script in the package's directory.
pub fn ask<T: DeserializeOwned>(
    place: &Place,
    request: &Value,
    environment: &Environment,
    template: Option<&SourceText>,
) -> Result<T, Refusal> {
    ask_within(TIME_LIMIT, place, request, environment, template)
}

/// The same with a limit.
pub fn ask_within<T: DeserializeOwned>(
    limit: Duration,
    place: &Place,
    request: &Value,
    environment: &Environment,
    template: Option<&SourceText>,
) -> Result<T, Refusal> {
    let output = run(limit, place, request, environment).map_err(|error| cannot_start(&error))?;
    let Some(output) = output else { return Err(too_late(limit, request, template).into()) };
    let answer = output.stdout.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    match serde_json::from_slice(answer) {
        Ok(Message::Answer(answer)) if output.status.success() => Ok(answer),
        Ok(Message::Failure { failure, inputs }) => {
            Err(Refusal { problems: vec![failure::diagnostic(&failure, place, template)], inputs })
        }
        _ => Err(crashed(&output).into()),
    }
}

/// What the process said, or nothing if its time was over.
fn run(limit: Duration, place: &Place, request: &Value, environment: &Environment) -> std::io::Result<Option<Output>> {
    let child = Command::new("node")
        .args(["--input-type=commonjs", "-"])
        .current_dir(&place.context)
        .env_clear()
        .envs(environment.variables())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut running = Running(child);
    let child = &mut running.0;
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let script = script(request);
    thread::spawn(move || {
        // A process that ends before it has read everything says why on stderr.
        drop(stdin.write_all(script.as_bytes()));
    });
    let deadline = Instant::now() + limit;
    let stdout = read_all(child.stdout.take().expect("stdout is piped"));
    let stderr = read_all(child.stderr.take().expect("stderr is piped"));
    let next = |pipe: &Receiver<Vec<u8>>| pipe.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok();
    let Some((stdout, stderr)) = next(&stdout).zip(next(&stderr)) else { return Ok(None) };
    Ok(Some(Output { status: child.wait()?, stdout, stderr }))
}

/// A process that nobody waits for is ended; `node/parent.js` ends it when this process is gone.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Fails after the end.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Reads to the end. Nobody waits for the thread: processes that a killed one has started may keep the pipe open.
fn read_all(mut pipe: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        drop(pipe.read_to_end(&mut bytes));
        drop(sender.send(bytes));
    });
    receiver
}

/// JSON in a string: a member `__proto__` of an object literal would not be a member.
fn script(request: &Value) -> String {
    let text = Value::String(request.to_string()).to_string();
    format!("const request = JSON.parse({text});\nconst parent = {};\n{}", std::process::id(), SCRIPTS.concat())
}

fn cannot_start(error: &std::io::Error) -> Diagnostic {
    let diagnostic = match error.kind() {
        ErrorKind::NotFound => Diagnostic::error("missing-node", "`node` was not found"),
        _ => Diagnostic::error("missing-node", "`node` cannot be started").with_note(error.to_string()),
    };
    diagnostic
        .with_note("html templates with `<% %>` and the config of Backstage apps are evaluated by Node")
        .with_help("install Node 20 or later, and put `node` on the `PATH`")
}

fn too_late(limit: Duration, request: &Value, template: Option<&SourceText>) -> Diagnostic {
    let message = format!("Node did not answer within {} seconds", limit.as_secs());
    let template = template.filter(|template| template.text.contains(super::BLOCK_START));
    let page = template.map(|template| format!("the html template `{}`", template.path));
    let config = (request["kind"] == "backstage").then(|| "the configuration of the app".to_owned());
    let work = config.into_iter().chain(page).collect::<Vec<_>>().join(" and ");
    Diagnostic::error("node-timeout", message)
        .with_note(format!("it was busy with {work}"))
        .with_help("look for a loop that never ends, or for a file or network that does not answer")
}

fn crashed(output: &Output) -> Diagnostic {
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = said.trim().lines().collect();
    let shown = lines[lines.len().saturating_sub(SHOWN_LINES)..].join("\n");
    let note = if shown.is_empty() { "it said nothing".to_owned() } else { shown };
    Diagnostic::error("node-crashed", format!("Node ended without an answer ({})", output.status))
        .with_note(note)
        .with_help("Node 20 or later is needed; `node --version` tells which one runs")
}
