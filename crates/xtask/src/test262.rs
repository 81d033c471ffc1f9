//! `cargo xtask test262 DIR`: the language tests of a checkout of test262, bundled readable and minified.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use mfbuild_testing::{Bundler, Test262};

use crate::project::{Profile, Project};

/// Folders that hold tests of the language, in which no library is tested.
const FOLDERS: [&str; 2] = ["language", "annexB/language"];

/// Reads the words behind `test262` and runs the tests.
pub(crate) fn test262(project: &Project, words: &[&str]) -> Result<ExitCode, String> {
    let [checkout, flags @ ..] = words else { return Err("test262 needs the directory of a checkout".into()) };
    let mut run = Test262 {
        checkout: PathBuf::from(checkout),
        folders: Vec::new(),
        modes: vec!["readable", "minified"],
        every: 1,
        only_negative: false,
    };
    let mut out = None;
    let mut flags = flags.iter();
    while let Some(flag) = flags.next() {
        let mut value = || flags.next().copied().ok_or_else(|| format!("{flag} needs a value"));
        match *flag {
            "--folder" => run.folders.push(value()?.to_owned()),
            "--readable" => run.modes = vec!["readable"],
            "--minified" => run.modes = vec!["minified"],
            "--every" => run.every = value()?.parse().map_err(|_| "--every needs a number".to_owned())?,
            "--negative" => run.only_negative = true,
            "--out" => out = Some(PathBuf::from(value()?)),
            _ => return Err(format!("unknown flag `{flag}`")),
        }
    }
    if run.folders.is_empty() {
        run.folders = FOLDERS.map(str::to_owned).to_vec();
    }
    let report = run.run(&bundler(project)?, |done, all| eprintln!("{done} of {all}"))?;
    println!("{}", report.table());
    println!("{} failures", report.failures().len());
    if let Some(out) = out {
        let skipped = report.skipped().iter().map(|line| format!("Node fails\t{line}"));
        let lines: Vec<String> = report.failures().iter().cloned().chain(skipped).collect();
        fs::write(&out, lines.join("\n")).map_err(|error| format!("{}: {error}", out.display()))?;
    }
    Ok(if report.failures().is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The binary that `MFBUILD_BIN` names, else a release build.
pub(crate) fn bundler(project: &Project) -> Result<Bundler, String> {
    match std::env::var_os("MFBUILD_BIN") {
        Some(path) => Ok(Bundler::at(PathBuf::from(path))),
        None => Ok(Bundler::at(project.build_binary(Profile::Release)?)),
    }
}
