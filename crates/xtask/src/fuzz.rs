//! `cargo xtask fuzz-minify`: random programs, readable and minified, against Node.

use std::process::ExitCode;
use std::time::Instant;

use mfbuild_testing::Programs;

use crate::project::Project;
use crate::test262::bundler;

/// Runs the programs of `count` seeds from `first` on, and prints those that differ as soon as they are small.
pub(crate) fn fuzz_minify(project: &Project, first: &str, count: &str) -> Result<ExitCode, String> {
    let number = |word: &str| word.parse::<u64>().map_err(|_| format!("`{word}` is no number"));
    let (first, count) = (number(first)?, number(count)?);
    let bundler = bundler(project)?;
    let started = Instant::now();
    let mut printed = 0;
    let mut programs = Programs::new(&bundler);
    programs.shrunk = std::env::var("SHRUNK").ok().and_then(|text| text.parse().ok()).unwrap_or(programs.shrunk);
    let run = programs.run(first, count, |run| {
        run.differences[printed..].iter().for_each(|difference| println!("{difference}\n"));
        printed = run.differences.len();
        let speed = run.programs as f64 / started.elapsed().as_secs_f64();
        eprintln!("{} programs, {} differ, {speed:.0} a second", run.programs, run.different);
    })?;
    println!("{} programs, {} no programs, {} differ", run.programs, run.invalid, run.different);
    Ok(if run.different == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
