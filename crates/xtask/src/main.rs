//! The tasks of the project: `cargo xtask demo`, `cargo xtask test`, `cargo xtask bench`, `cargo xtask packages`.
//!
//! Owns what happens around the code: installing, building, serving, running every test and check. Knows nothing of the
//! crates but their names. Start at `main`; each task is a module of its own, and `steps.rs` runs and times the steps.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "tasks talk to whoever started them")]

mod bench;
mod browser;
mod demo;
mod fuzz;
mod npm;
mod packages;
mod project;
mod steps;
mod test;
mod test262;
mod tidy;

use std::process::ExitCode;

use project::Project;

const USAGE: &str = "\
Usage: cargo xtask <task>

  demo [--check]   install, build and serve the demo apps with the release binary; --check opens them headless and exits
  test [--only lint|rust|node|browser]...
                   install what the tests need and run all of them, or only some parts
  random [FIRST] COUNT
                   compare COUNT batches of 24 random module graphs with Node; the tests do 90, millions are welcome
  random-css [FIRST] COUNT
                   draw COUNT batches of 500 random graphs of style sheets in Chromium; the tests do one
  fuzz-minify [--readable|--minified|--served] [--shrink N] [FIRST] COUNT
                   compare COUNT random programs with Node, and make N of each 400 that differ small; the tests do 2,000
  test262 DIR [--folder F]... [--readable|--minified] [--negative] [--every N] [--out FILE]
                   run the language tests of a checkout of test262, bundled; --negative: only sources that must be
                   refused; FILE gets the tests that fail, and those that Node fails
  bench [--runs N] [--backstage-cli]
                   compare with Rspack 2, side by side; also with backstage-cli, whose install takes minutes
  packages [--no-peer] [--jobs N] [NAME...]
                   install several hundred npm packages (minutes), run a program for each bundled and in Node, and print
                   the table of docs/packages.md; without --no-peer also with Rspack 2
  tidy             check the layout of the workspace
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<ExitCode, String> {
    let project = Project::find()?;
    match words {
        ["demo"] => demo::demo(&project, demo::Mode::Serve),
        ["demo", "--check"] => demo::demo(&project, demo::Mode::Check),
        ["test", rest @ ..] => Ok(test::test(&project, &test::parts(rest)?)),
        ["random", count] => test::random(&project, "0", count),
        ["random", first, count] => test::random(&project, first, count),
        ["random-css", count] => test::random_css(&project, "0", count),
        ["random-css", first, count] => test::random_css(&project, first, count),
        ["fuzz-minify", rest @ ..] => fuzz::fuzz_minify(&project, &fuzz::options(rest)?),
        ["test262", rest @ ..] => test262::test262(&project, rest),
        ["bench", rest @ ..] => bench::bench(&project, &bench::options(rest)?),
        ["packages", rest @ ..] => packages::packages(&project, rest),
        ["tidy"] => tidy::tidy(&project).map(|()| ExitCode::SUCCESS),
        ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            eprint!("{USAGE}");
            Ok(ExitCode::from(2))
        }
    }
}
