//! The `mfbuild` binary: flags, environment, colour, progress and exit codes.
//!
//! Owns everything that is said to the user and all reading of the environment; the work is in the crate `mfbuild`.
//! Start at `run`. The flags are in `args.rs`, the table of files in `report.rs`, the spinner in `progress.rs`.

mod args;
mod progress;
mod report;

use std::env;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{ColorChoice, Parser};
use mfbuild_config::{BuildInfo, BuildOptions, Flags, Mode, is_usage_error};
use mfbuild_diagnostics::{Diagnostic, has_errors, render_json, render_text, sort};

use args::{BuildArgs, Cli, ModeArg};
use progress::Spinner;
use report::{ReportFile, report};

/// Many small allocations from many threads: several percent of a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The output was written.
const BUILT: u8 = 0;
/// The build has errors; the old output is as it was.
const BUILD_ERRORS: u8 = 1;
/// A fault of ours, as Rust itself exits.
const PANIC: u8 = 101;
/// The command line asks for something that cannot be. Clap uses the same code.
const WRONG_USE: u8 = 2;

/// How to speak to the user.
#[derive(Clone, Copy)]
struct Voice {
    color: bool,
    json: bool,
}

/// Bytes of stack for every thread that walks syntax trees or import chains: generated code nests deeply, and what is
/// not touched costs nothing.
const STACK_SIZE: usize = 512 << 20;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let color = wants_color(cli.color);
    let args = cli.command.into_build();
    let voice = Voice { color, json: args.json };
    ExitCode::from(with_large_stacks(move || run(&args, voice)))
}

/// Runs `work` on a thread of its own, with workers like it.
fn with_large_stacks(work: impl FnOnce() -> u8 + Send + 'static) -> u8 {
    // Fails only if the pool exists already, and then it is as good as any.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK_SIZE).build_global();
    let thread = std::thread::Builder::new().stack_size(STACK_SIZE).spawn(work);
    // A panic has been reported by then; it is no build error of the user's.
    thread.map_or(BUILD_ERRORS, |thread| thread.join().unwrap_or(PANIC))
}

fn run(args: &BuildArgs, voice: Voice) -> u8 {
    let started = Instant::now();
    let (options, mut diagnostics) = match mfbuild_config::load(&flags(args)) {
        Ok(loaded) => loaded,
        Err(problems) => return fail(&problems, voice),
    };
    match build(&options, &mut diagnostics, voice) {
        Some(files) => {
            say(&diagnostics, voice);
            if !voice.json {
                print(&file_table(&files, &options, started.elapsed()));
            }
            BUILT
        }
        None => fail(&diagnostics, voice),
    }
}

/// Builds and writes; `None` after an error, when nothing has been written.
fn build(options: &BuildOptions, diagnostics: &mut Vec<Diagnostic>, voice: Voice) -> Option<Vec<mfbuild::OutputFile>> {
    let spinner = Spinner::start(voice.json);
    let result = mfbuild::build(options, &|progress| spinner.update(progress));
    diagnostics.extend(result.diagnostics);
    drop(spinner);
    if !voice.json {
        // A closed standard error leaves nobody to tell.
        let _ = result.notices.iter().try_for_each(|notice| writeln!(std::io::stderr(), "{notice}"));
    }
    if !has_errors(diagnostics)
        && let Err(problem) = mfbuild::emit(&result.files, &options.out_dir)
    {
        diagnostics.push(problem);
    }
    sort(diagnostics);
    (!has_errors(diagnostics)).then_some(result.files)
}

fn fail(problems: &[Diagnostic], voice: Voice) -> u8 {
    say(problems, voice);
    if problems.iter().any(|problem| is_usage_error(problem.code)) { WRONG_USE } else { BUILD_ERRORS }
}

/// Text goes to standard error, where it does not get into anyone's pipe; JSON is asked for, so it goes there.
fn say(diagnostics: &[Diagnostic], voice: Voice) {
    if voice.json {
        print(&format!("{}\n", render_json(diagnostics)));
    } else {
        // A closed standard error leaves nobody to tell.
        let _ = std::io::stderr().write_all(render_text(diagnostics, voice.color).as_bytes());
    }
}

fn print(text: &str) {
    // A reader that went away, such as `head`, is no failure of the build.
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn file_table(files: &[mfbuild::OutputFile], options: &BuildOptions, took: Duration) -> String {
    let files = files.iter().map(|file| ReportFile { name: &file.name, bytes: &file.bytes }).collect::<Vec<_>>();
    let shown = options.out_dir.strip_prefix(&options.context).unwrap_or(&options.out_dir);
    report(&files, &shown.to_string_lossy(), took)
}

fn wants_color(choice: ColorChoice) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            std::io::stderr().is_terminal() && !refused
        }
    }
}

/// Paths on the command line are relative to the working directory, not to the package.
fn flags(args: &BuildArgs) -> Flags {
    let here = env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let absolute = |path: &PathBuf| here.join(path);
    Flags {
        dir: absolute(&args.dir),
        config: args.config.iter().map(absolute).collect(),
        out_dir: args.out_dir.as_ref().map(absolute),
        mode: args.mode.map(mode),
        minify: args.minify(),
        source_map: args.source_map(),
        role: args.role.clone(),
        stats: args.stats,
        module_federation: args.module_federation,
        expose: args.expose.clone(),
        build_info: build_info(),
    }
}

fn mode(mode: ModeArg) -> Mode {
    match mode {
        ModeArg::Production => Mode::Production,
        ModeArg::Development => Mode::Development,
    }
}

/// What may differ between two builds of the same sources comes from the environment, and only on request.
fn build_info() -> BuildInfo {
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    BuildInfo {
        cli_version: env!("CARGO_PKG_VERSION").to_owned(),
        version: variable("MF_BUILD_VERSION"),
        name: variable("MF_BUILD_NAME"),
        commit: variable("MFBUILD_COMMIT"),
        git_version: variable("MFBUILD_GIT_VERSION"),
        source_date_epoch: variable("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.parse().ok()),
    }
}
