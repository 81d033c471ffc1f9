//! One case from file to verdict.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bundle::{Build, Bundler, Start};
use crate::case_file::CaseFile;
use crate::harness::{Harness, Job, Observed};
use crate::outcome::{compare, indent};
use crate::project::Project;
use crate::snapshot::{self, Shown};

/// What all cases share.
pub struct Tools {
    /// The binary under test.
    pub bundler: Bundler,
    /// The Node process.
    pub harness: Harness,
    /// Only run the sources in Node: checks the cases themselves.
    pub reference_only: bool,
    /// Write `.snap` files instead of comparing them.
    pub update_snapshots: bool,
}

/// One way to write a build; every case is built in all of them, and served.
pub(crate) const MODES: [(&str, bool); 2] = [("readable", false), ("minified", true)];

/// A file that stands in the output directory before a build that must fail.
const OLD_FILE: &str = "old.txt";

struct Run<'case> {
    name: &'case str,
    file: &'case Path,
    case: &'case CaseFile,
    project: &'case Project,
    tools: &'case Tools,
}

/// Runs the case in `file`. The error is a message for the author: what was expected and where the output is kept.
pub fn run_case(name: &str, file: &Path, tools: &Tools) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    let case = CaseFile::parse(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let project = Project::write(name, &case)?;
    let failures = Run { name, file, case: &case, project: &project, tools }.run();
    if failures.is_empty() {
        return Ok(());
    }
    let kept = project.keep();
    Err(format!("{}\n\ncase:   {}\noutput: {}", failures.join("\n\n"), file.display(), kept.display()))
}

impl Run<'_> {
    fn run(&self) -> Vec<String> {
        let reference = match self.case.compare_node.then(|| self.execute("reference", None)).transpose() {
            Ok(reference) => reference,
            Err(error) => return vec![format!("[reference] the case itself is wrong: {error}")],
        };
        if self.tools.reference_only {
            return Vec::new();
        }
        let run_mode = |&(mode, is_minified): &(&'static str, bool)| {
            self.run_mode(mode, is_minified, reference.as_ref()).err().map(|error| format!("[{mode}] {error}"))
        };
        let mut failures: Vec<String> = MODES.iter().filter_map(run_mode).collect();
        if self.case.not_served.is_none() {
            failures.extend(self.serve(reference.as_ref()).err().map(|error| format!("[served] {error}")));
        }
        failures
    }

    /// What a page gets from a development server. One whose package cannot be built says so, and stays or ends.
    fn serve(&self, expected: Option<&Observed>) -> Result<(), String> {
        let server = match self.tools.bundler.serve(&self.project.root, &self.project.output("served"))? {
            Start::Serving(server) => server,
            Start::Ended(build) => {
                let text = &build.text;
                return match &self.case.diagnostics {
                    Some(lines) if build.code == Some(1) => check_lines(text, lines),
                    _ => Err(format!("the server ended with exit code {}\n{}", code_text(&build), indent(text))),
                };
            }
        };
        match &self.case.diagnostics {
            Some(lines) => check_lines(&server.said()?, lines),
            None => {
                check_lines(&server.said()?, &self.case.warnings)?;
                let observed = self.execute("served", Some(&server.url));
                let said = server.said()?;
                check_calm(&said)?;
                let observed = observed.map_err(|error| format!("{error}\nthe server said\n{}", indent(&said)));
                compare_if(expected, &observed?)
            }
        }
    }

    fn run_mode(&self, mode: &'static str, is_minified: bool, expected: Option<&Observed>) -> Result<(), String> {
        let output = self.project.output(mode);
        if self.case.diagnostics.is_some() {
            fs::create_dir_all(&output).map_err(|error| error.to_string())?;
            fs::write(output.join(OLD_FILE), "").map_err(|error| error.to_string())?;
        }
        let build = self.tools.bundler.build(&self.project.root, &output, is_minified)?;
        match &self.case.diagnostics {
            Some(lines) => check_failed_build(&build, &output, lines)?,
            None => self.check_build(mode, &build, expected)?,
        }
        if self.case.snapshot && mode == "readable" {
            let snap = snapshot::render(&Shown {
                root: &self.project.root,
                output: self.case.diagnostics.is_none().then_some(output.as_path()),
                said: &build.text,
                manifest: self.case.snapshot_manifest,
            })?;
            snapshot::check(&self.file.with_extension("snap"), &snap, self.tools.update_snapshots)?;
        }
        Ok(())
    }

    fn check_build(&self, mode: &'static str, build: &Build, expected: Option<&Observed>) -> Result<(), String> {
        if build.code != Some(0) {
            return Err(format!("the build failed with exit code {}\n{}", code_text(build), indent(&build.text)));
        }
        check_lines(&build.text, &self.case.warnings)?;
        compare_if(expected, &self.execute(mode, None)?)
    }

    fn execute(&self, mode: &'static str, server: Option<&str>) -> Result<Observed, String> {
        let config = self.case.config_text().unwrap_or_default();
        let config: serde_json::Value = serde_json::from_str(&config).unwrap_or_default();
        let member = |pointer: &str| config.pointer(pointer).and_then(|value| value.as_str()).map(str::to_owned);
        let is_written = MODES.iter().any(|(written, _)| *written == mode);
        let output = self.case.output.as_deref().filter(|_| is_written);
        let job = Job {
            kind: if mode == "reference" { "reference" } else { "bundle" },
            name: self.name,
            mode,
            dir: &self.project.root,
            entry: self.case.entry().into(),
            out: self.project.output(mode),
            server,
            container: member("/library/name").or_else(|| member("/name")),
            filename: member("/filename").or_else(|| config.is_object().then(|| "remoteEntry.js".into())),
            library: member("/library/type").unwrap_or_else(|| "var".into()),
            expose: ".".into(),
            second: None,
            throws: Some(self.case.throws),
            host: self.case.host.as_deref(),
            asserts: self.case.assert.as_deref().into_iter().chain(output).collect(),
        };
        let observed = self.tools.harness.run(&job)?;
        match &observed.failure {
            Some(failure) => Err(format!("executing it failed\n{}", indent(failure))),
            None => Ok(observed),
        }
    }
}

fn compare_if(expected: Option<&Observed>, observed: &Observed) -> Result<(), String> {
    expected.map_or(Ok(()), |expected| compare(expected, observed))
}

/// A panic in a thread of a server ends no more than one answer.
pub(crate) fn check_calm(said: &str) -> Result<(), String> {
    if said.contains("panicked at") { Err(format!("the server panicked\n{}", indent(said))) } else { Ok(()) }
}

/// A failing build exits with 1, says why and leaves the old output alone.
fn check_failed_build(build: &Build, output: &Path, lines: &[String]) -> Result<(), String> {
    if build.code != Some(1) {
        let code = code_text(build);
        return Err(format!("the build must fail with exit code 1, got {code}\n{}", indent(&build.text)));
    }
    check_lines(&build.text, lines)?;
    let entries = fs::read_dir(output).map_err(|error| format!("the old output is gone: {error}"))?;
    let names: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.file_name().into()).collect();
    if names == [Path::new(OLD_FILE)] { Ok(()) } else { Err(format!("the old output was touched: {names:?}")) }
}

/// Every line must occur in the text, in the given order.
fn check_lines(text: &str, lines: &[String]) -> Result<(), String> {
    let mut rest = text;
    for line in lines {
        let Some(at) = rest.find(line.as_str()) else {
            let place = if text.contains(line.as_str()) { "too early" } else { "missing" };
            return Err(format!("`{line}` is {place} in what the build said\n{}", indent(text)));
        };
        rest = &rest[at + line.len()..];
    }
    Ok(())
}

fn code_text(build: &Build) -> String {
    build.code.map_or_else(|| "none (killed)".into(), |code| code.to_string())
}
