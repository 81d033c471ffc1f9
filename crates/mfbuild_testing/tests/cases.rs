//! Every file `snapshots/<topic>/<case>.md` is a test named `<topic>/<case>`.
//!
//! `UPDATE_SNAPSHOTS=1` writes the `.snap` files, `REFERENCE_ONLY=1` checks the cases against Node without a bundler,
//! `MFBUILD_BIN` names another binary. `random/<n>` are batches of random module graphs; `RANDOM_BATCHES` says how many,
//! `RANDOM_FIRST` which is the first. `random-css/<n>` are batches of random style sheets for the browser that
//! `MFBUILD_CHROMIUM` names; `RANDOM_CSS_BATCHES` and `RANDOM_CSS_FIRST` choose them. `programs/<n>` are batches of random
//! programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use mfbuild_testing::{Bundler, Harness, Programs, Tools, run_case, run_random_batch, run_random_css_batch};

#[expect(clippy::print_stderr, reason = "a test without harness says itself what is missing")]
fn main() -> ExitCode {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    let tools = Arc::new(Tools {
        bundler: Bundler::find(),
        harness: Harness::default(),
        reference_only: is_set("REFERENCE_ONLY"),
        update_snapshots: is_set("UPDATE_SNAPSHOTS"),
    });
    let arguments = Arguments::from_args();
    let needs_binary = !arguments.list && !tools.reference_only;
    if needs_binary && !tools.bundler.path().exists() {
        eprintln!("{} does not exist: run `cargo build -p mfbuild_cli` first", tools.bundler.path().display());
        return ExitCode::FAILURE;
    }
    let mut trials: Vec<Trial> = case_files().into_iter().map(|(name, file)| case_trial(name, file, &tools)).collect();
    let first = variable("RANDOM_FIRST").unwrap_or(0);
    let batches = first..first + variable("RANDOM_BATCHES").unwrap_or(DEFAULT_BATCHES);
    trials.extend(batches.map(|number| random_trial(number, &tools)));
    trials.extend(random_css_trials(&tools));
    trials.extend((0..PROGRAM_BATCHES).map(|number| program_trial(number, &tools)));
    let conclusion = libtest_mimic::run(&arguments, trials);
    // The process ends without unwinding `main` when the conclusion exits, so Node is stopped here.
    drop(tools);
    conclusion.exit_code()
}

fn case_trial(name: String, file: PathBuf, tools: &Arc<Tools>) -> Trial {
    let tools = Arc::clone(tools);
    Trial::test(name.clone(), move || run_case(&name, &file, &tools).map_err(Failed::from))
}

fn random_trial(number: u64, tools: &Arc<Tools>) -> Trial {
    let tools = Arc::clone(tools);
    Trial::test(format!("random/{number}"), move || run_random_batch(number, &tools).map_err(Failed::from))
}

/// Batches of random style sheets, of 500 graphs each. They are ignored where no browser is named.
fn random_css_trials(tools: &Arc<Tools>) -> Vec<Trial> {
    let browser = std::env::var_os("MFBUILD_CHROMIUM").map(PathBuf::from);
    let first = variable("RANDOM_CSS_FIRST").unwrap_or(0);
    let batches = first..first + variable("RANDOM_CSS_BATCHES").unwrap_or(1);
    let trial = |number: u64| {
        let (tools, browser) = (Arc::clone(tools), browser.clone());
        let is_ignored = browser.is_none();
        let run = move || {
            let browser = browser.ok_or("`MFBUILD_CHROMIUM` names no browser")?;
            run_random_css_batch(number, &browser, &tools).map_err(Failed::from)
        };
        Trial::test(format!("random-css/{number}"), run).with_ignored_flag(is_ignored)
    };
    batches.map(trial).collect()
}

fn program_trial(number: u64, tools: &Arc<Tools>) -> Trial {
    let tools = Arc::clone(tools);
    Trial::test(format!("programs/{number}"), move || run_programs(number, &tools).map_err(Failed::from))
}

fn run_programs(number: u64, tools: &Tools) -> Result<(), String> {
    if tools.reference_only {
        return Ok(());
    }
    let run = Programs::new(&tools.bundler).run(number * PROGRAMS, PROGRAMS, |_| ())?;
    match run.different {
        0 => Ok(()),
        count => Err(format!("{count} of {} programs\n{}", run.programs, run.differences.join("\n\n"))),
    }
}

/// Batches of so many random programs: 2,000 in all. `cargo xtask fuzz-minify` runs more.
const PROGRAM_BATCHES: u64 = 5;
const PROGRAMS: u64 = 400;

/// Of 24 graphs each: 2,000 of them link.
const DEFAULT_BATCHES: u64 = 90;

fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

/// All cases, by name.
fn case_files() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../snapshots");
    let entries = |directory: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
        entries.map(|entry| entry.expect("the directory stays readable").path()).collect()
    };
    let mut cases: Vec<_> = entries(&root)
        .into_iter()
        .filter(|path| path.is_dir())
        .flat_map(|topic| entries(&topic))
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| (case_name(&path), path))
        .collect();
    cases.sort();
    cases
}

fn case_name(path: &Path) -> String {
    let part = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    format!("{}/{}", path.parent().map(part).unwrap_or_default(), part(path))
}
