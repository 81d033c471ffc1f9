//! `cargo xtask fuzz-minify`: random programs, readable and minified, against Node.

use std::process::ExitCode;
use std::time::Instant;

use mfbuild_testing::Programs;

use crate::project::Project;
use crate::test262::bundler;

/// The options of `fuzz-minify`.
pub(crate) struct Options {
    modes: Option<&'static [&'static str]>,
    shrunk: Option<usize>,
    first: u64,
    count: u64,
}

/// Reads the words.
pub(crate) fn options(words: &[&str]) -> Result<Options, String> {
    let mut options = Options { modes: None, shrunk: None, first: 0, count: 0 };
    let mut numbers = Vec::new();
    let number = |word: &str| word.parse::<u64>().map_err(|_| format!("`{word}` is no number"));
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--readable" => options.modes = Some(&["readable"]),
            "--minified" => options.modes = Some(&["minified"]),
            "--served" => options.modes = Some(&["served"]),
            "--shrink" => {
                let count = words.next().ok_or("--shrink needs a number")?;
                options.shrunk = Some(count.parse().map_err(|_| "--shrink needs a number".to_owned())?);
            }
            word => numbers.push(number(word)?),
        }
    }
    (options.first, options.count) = match *numbers {
        [count] => (0, count),
        [first, count] => (first, count),
        _ => return Err("how many programs?".into()),
    };
    Ok(options)
}

/// Runs the programs of `count` seeds from `first` on, and prints those that differ as soon as they are small.
pub(crate) fn fuzz_minify(project: &Project, options: &Options) -> Result<ExitCode, String> {
    let bundler = bundler(project)?;
    let started = Instant::now();
    let mut printed = 0;
    let mut programs = Programs::new(&bundler);
    programs.shrunk = options.shrunk.unwrap_or(programs.shrunk);
    programs.modes = options.modes.unwrap_or(programs.modes);
    let run = programs.run(options.first, options.count, |run| {
        run.differences[printed..].iter().for_each(|difference| println!("{difference}\n"));
        printed = run.differences.len();
        let speed = run.programs as f64 / started.elapsed().as_secs_f64();
        eprintln!("{} programs, {} differ, {speed:.0} a second", run.programs, run.different);
    })?;
    println!("{} programs, {} no programs, {} differ", run.programs, run.invalid, run.different);
    Ok(if run.different == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
