//! `cargo xtask test`: everything that must pass, in parts that can also be run alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::browser;
use crate::npm;
use crate::project::{Profile, Project, run};
use crate::steps::Steps;
use crate::tidy;

/// A part of the tests.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Layout, formatting, clippy.
    Lint,
    /// Unit tests, and the snapshot cases, which run their output in Node.
    Rust,
    /// The runtime JavaScript on its own.
    Node,
    /// Real apps in a real browser.
    Browser,
}

const ALL: [(&str, Part); 4] =
    [("lint", Part::Lint), ("rust", Part::Rust), ("node", Part::Node), ("browser", Part::Browser)];

/// Test apps whose packages the browser specs need.
const INSTALLED: [&str; 12] = [
    "backstage-app",
    "dev-app",
    "dev-remote",
    "backstage-plugin",
    "react-remote",
    "module-remote",
    "makers",
    "host-runtime",
    "host-backstage",
    "host-bundled",
    "react-host",
    "specs",
];

/// Reads `--only PART`, which may be given more than once.
pub(crate) fn parts(words: &[&str]) -> Result<Vec<Part>, String> {
    let mut chosen = Vec::new();
    for pair in words.chunks(2) {
        let ["--only", name] = pair else { return Err(format!("unknown flag `{}`", pair[0])) };
        let (_, part) = ALL.iter().find(|(known, _)| known == name).ok_or_else(|| format!("unknown part `{name}`"))?;
        chosen.push(*part);
    }
    Ok(if chosen.is_empty() { ALL.map(|(_, part)| part).to_vec() } else { chosen })
}

/// Runs the parts one after the other; a failure does not stop the parts after it.
pub(crate) fn test(project: &Project, parts: &[Part]) -> ExitCode {
    let mut steps = Steps::default();
    for part in parts {
        match part {
            Part::Lint => lint(project, &mut steps),
            Part::Rust => rust(project, &mut steps),
            Part::Node => node(project, &mut steps),
            Part::Browser => browsers(project, &mut steps),
        }
    }
    steps.finish()
}

fn lint(project: &Project, steps: &mut Steps) {
    steps.run("tidy", || tidy::tidy(project));
    steps.run("cargo fmt", || run(project.cargo().args(["fmt", "--all", "--check"])));
    let clippy = ["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"];
    steps.run("cargo clippy", || run(project.cargo().args(clippy)));
}

fn rust(project: &Project, steps: &mut Steps) {
    let Some(binary) = steps.run("cargo build", || project.build_binary(Profile::Dev)) else { return };
    steps.run("rust tests", || run(rust_tests(project).env("MFBUILD_BIN", &binary)));
}

/// Random module graphs against Node, from batch `first` on, with the release binary.
pub(crate) fn random(project: &Project, first: &str, count: &str) -> Result<ExitCode, String> {
    let binary = project.build_binary(Profile::Release)?;
    run(project
        .cargo()
        .args(["test", "--release", "--package", "mfbuild_testing", "--test", "cases", "--", "random/"])
        .env("MFBUILD_BIN", binary)
        .env("RANDOM_FIRST", first)
        .env("RANDOM_BATCHES", count))?;
    Ok(ExitCode::SUCCESS)
}

/// Random style sheets against what Chromium draws of their sources, from batch `first` on.
pub(crate) fn random_css(project: &Project, first: &str, count: &str) -> Result<ExitCode, String> {
    let chromium = browser::chromium()?;
    let binary = project.build_binary(Profile::Release)?;
    run(css_tests(project)
        .env("MFBUILD_BIN", binary)
        .env(browser::VARIABLE, chromium)
        .env("RANDOM_CSS_FIRST", first)
        .env("RANDOM_CSS_BATCHES", count))?;
    Ok(ExitCode::SUCCESS)
}

/// The cases that need a browser.
fn css_tests(project: &Project) -> Command {
    let mut command = project.cargo();
    // Each batch has a browser of its own.
    command.args(["test", "--package", "mfbuild_testing", "--test", "cases", "--", "random-css/", "--test-threads=1"]);
    command
}

/// The workspace's own tests, by nextest where it is installed.
fn rust_tests(project: &Project) -> Command {
    let mut command = project.cargo();
    let has_nextest = project.cargo().args(["nextest", "--version"]).output().is_ok_and(|found| found.status.success());
    if has_nextest {
        command.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    } else {
        command.args(["test", "--workspace", "--no-fail-fast"]);
    }
    command
}

fn node(project: &Project, steps: &mut Steps) {
    let directory = project.root.join("crates/mfbuild_federation/runtime/tests");
    steps.run("runtime tests in Node", || {
        npm::install(&directory)?;
        run(node_tests(project).args(files(&directory, ".test.mjs")?))
    });
}

fn browsers(project: &Project, steps: &mut Steps) {
    let prepared = steps.run("install the test apps", || {
        for app in INSTALLED {
            npm::install(&project.app(app))?;
        }
        browser::chromium()
    });
    let Some(chromium) = prepared else { return };
    let is_typed = |app: &&&str| project.app(app).join("tsconfig.json").is_file();
    steps.run("type check of the test apps", || {
        INSTALLED.iter().filter(is_typed).try_for_each(|app| type_check(project, app))
    });
    let Some(binary) = steps.run("build mfbuild", || project.build_binary(Profile::Dev)) else { return };
    steps.run("random style sheets", || {
        run(css_tests(project).env("MFBUILD_BIN", &binary).env(browser::VARIABLE, &chromium))
    });
    let output = project.test_output();
    let built = steps.run("build the test apps", || prepare(project, &binary, &[]));
    if built.is_none() {
        return;
    }
    steps.run("browser specs", || {
        let specs = files(&project.app("specs"), ".spec.mjs")?;
        run(node_tests(project)
            .arg("--test-concurrency=1")
            .args(specs)
            .env("MFBUILD_TEST_OUT", &output)
            .env("MFBUILD_BIN", &binary)
            .env(browser::VARIABLE, &chromium))
    });
}

fn type_check(project: &Project, app: &str) -> Result<(), String> {
    let directory = project.app(app);
    let compiler = directory.join("node_modules/typescript/bin/tsc");
    run(project.node().arg(compiler).arg("--project").arg(directory))
}

/// Builds the remotes with `binary`, and the hosts that are named, or all of them.
pub(crate) fn prepare(project: &Project, binary: &Path, hosts: &[&str]) -> Result<(), String> {
    let script = project.app("tools/prepare.mjs");
    run(project.node().arg(script).arg(project.test_output()).args(hosts).env("MFBUILD_BIN", binary))
}

fn node_tests(project: &Project) -> Command {
    let mut command = project.node();
    command.args(["--test", "--test-reporter=spec"]);
    command
}

/// The files of a directory whose names end so, sorted.
fn files(directory: &Path, ending: &str) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    found.retain(|path| path.to_string_lossy().ends_with(ending));
    found.sort();
    if found.is_empty() {
        return Err(format!("no `*{ending}` in {}", directory.display()));
    }
    Ok(found)
}
