//! The `mfbuild` binary: flags, environment, colour, progress and exit codes.
//!
//! Owns everything that is said to the user and all reading of the environment; the work is in the crate `mfbuild`.
//! Start at `run`. The flags are in `args.rs`, the tables of files and stages in `report.rs`, the comparison of builds
//! with and without optimisations in `cost.rs`, the names of variables in `variables.rs`, the spinner in `progress.rs`, threads and their stacks in `threads.rs`, the words of `mfbuild why` in `why.rs`.

mod args;
mod cost;
mod live;
mod progress;
mod report;
mod threads;
mod variables;
mod why;

use std::env;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{ColorChoice, Parser};
use crossbeam_channel::Receiver;
use mfbuild_config::{BuildInfo, BuildOptions, Flags, Mode, ProtectedDir, is_usage_error};
use mfbuild_diagnostics::{Diagnostic, has_errors, render_json, render_text, sort};

use mfbuild::{Optimization, StageTime, Stats, Stopwatch};

use args::{Action, BuildArgs, Cli, ModeArg, ProjectArgs, StartArgs, WhyArgs};
use progress::Spinner;
use report::{ReportFile, cost_table, report, timing_table};

/// Many small allocations from many threads: several percent of a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The output was written, or the question answered.
const BUILT: u8 = 0;
/// The build has errors; the old output is as it was. Or there is no module of that name.
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

fn main() -> ExitCode {
    // First of all: a signal that comes before its handler ends the process in the system's way.
    let stop = live::end_at_once();
    let cli = Cli::parse();
    let color = wants_color(cli.color);
    let action = cli.command.into_action();
    let voice = Voice { color, json: action.is_json() };
    match threads::with_large_stacks(threads::wanted(&action), move || run(&action, color, &stop)) {
        // A panic has been reported by then; it is no build error of the user's.
        Ok(code) => ExitCode::from(code.unwrap_or(PANIC)),
        Err(problem) => ExitCode::from(fail(&[problem], voice)),
    }
}

fn run(action: &Action, color: bool, stop: &Receiver<()>) -> u8 {
    let voice = Voice { color, json: action.is_json() };
    match action {
        Action::Build(args) => run_build(args, voice, stop),
        Action::Start(args) => run_start(args, voice, stop),
        Action::Why(args) => run_why(args, voice),
    }
}

fn run_start(args: &StartArgs, voice: Voice, stop: &Receiver<()>) -> u8 {
    if args.port.is_some() && args.dirs.len() > 1 {
        let problem = Diagnostic::error("one-port", "`--port` is for one package")
            .with_help("each package can name its own: `\"devServer\": {\"port\": 3001}` in its `mfbuild.config.json`");
        say(&[problem], voice);
        return WRONG_USE;
    }
    say(&variables::unknown(), voice);
    let packages = args.dirs.iter().map(|dir| Flags {
        serve: true,
        host: args.host.clone(),
        port: args.port,
        ..project_flags(dir, &args.project)
    });
    live::run(&live::Job::Serve, packages.collect(), voice, stop)
}

fn run_build(args: &BuildArgs, voice: Voice, stop: &Receiver<()>) -> u8 {
    let optimization = if args.no_optimize { Optimization::Off } else { Optimization::Full };
    if args.watch {
        say(&variables::unknown(), voice);
        let job = live::Job::Write(optimization);
        return live::run(&job, vec![flags(args)], voice, stop);
    }
    let started = Instant::now();
    let mut stopwatch = Stopwatch::default();
    stopwatch.start("config");
    let (options, mut diagnostics) = match mfbuild_config::load(&flags(args)) {
        Ok(loaded) => loaded,
        Err(problems) => return fail(&problems, voice),
    };
    // Before the build: it may take a while, and its output could not be written.
    if let Err(problem) = mfbuild::check_out_dir(&options) {
        diagnostics.push(problem);
        return fail(&diagnostics, voice);
    }
    diagnostics.extend(variables::unknown());
    let mut timings = stopwatch.finish();
    match build(&options, optimization, &mut diagnostics, &mut timings, voice) {
        Some(files) => {
            say(&diagnostics, voice);
            if !voice.json {
                print(&file_table(&files, &options, started.elapsed()));
            }
            if args.timings && !voice.json {
                print(&timing_table(&timings));
            }
            if args.optimization_cost && !voice.json {
                let stages = |options: &BuildOptions, how| build_in_memory(options, how, voice).timings;
                print(&cost_table(&cost::cost(&options, stages)));
            }
            BUILT
        }
        None => fail(&diagnostics, voice),
    }
}

/// Builds and writes; `None` after an error, when nothing has been written.
fn build(
    options: &BuildOptions,
    optimization: Optimization,
    diagnostics: &mut Vec<Diagnostic>,
    timings: &mut Vec<StageTime>,
    voice: Voice,
) -> Option<Vec<mfbuild::OutputFile>> {
    let result = build_in_memory(options, optimization, voice);
    diagnostics.extend(result.diagnostics);
    timings.extend(result.timings);
    if !voice.json {
        // A closed standard error leaves nobody to tell.
        let _ = result.notices.iter().try_for_each(|notice| writeln!(std::io::stderr(), "{notice}"));
    }
    let mut stopwatch = Stopwatch::default();
    stopwatch.start("emit");
    if !has_errors(diagnostics) {
        match mfbuild::emit(&result.files, options) {
            Ok(warning) => diagnostics.extend(warning),
            Err(problem) => diagnostics.push(problem),
        }
    }
    timings.extend(stopwatch.finish());
    sort(diagnostics);
    (!has_errors(diagnostics)).then_some(result.files)
}

fn build_in_memory(options: &BuildOptions, optimization: Optimization, voice: Voice) -> mfbuild::BuildResult {
    let spinner = Spinner::start(voice.json);
    mfbuild::build(options, optimization, &|progress| spinner.update(progress))
}

/// Builds in memory and explains one module. Warnings are the business of a build.
fn run_why(args: &WhyArgs, voice: Voice) -> u8 {
    let (options, mut diagnostics) = match mfbuild_config::load(&why_flags(args)) {
        Ok(loaded) => loaded,
        Err(problems) => return fail(&problems, voice),
    };
    let result = build_in_memory(&options, Optimization::Full, voice);
    diagnostics.extend(result.diagnostics);
    sort(&mut diagnostics);
    if has_errors(&diagnostics) {
        return fail(&diagnostics, voice);
    }
    let file = result.files.iter().find(|file| file.name == mfbuild::STATS_FILE).expect("statistics were asked for");
    let stats: Stats = serde_json::from_slice(&file.bytes().unwrap_or_default())
        .expect("the file has just been written from this type");
    let answer = mfbuild::why(&stats, &args.module, &here(), &options.context);
    print(&if voice.json { why::json(&answer) } else { why::text(&answer, &args.module) });
    if matches!(answer, mfbuild::Answer::Unknown { .. }) { BUILD_ERRORS } else { BUILT }
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
    let bytes: Vec<_> = files.iter().map(|file| file.bytes().unwrap_or_default()).collect();
    let files = files.iter().zip(&bytes).map(|(file, bytes)| ReportFile { name: &file.name, bytes });
    let files = files.collect::<Vec<_>>();
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

fn here() -> PathBuf {
    env::current_dir().unwrap_or_else(|_| PathBuf::from("."))
}

fn flags(args: &BuildArgs) -> Flags {
    Flags {
        out_dir: args.out_dir.as_ref().map(|dir| here().join(dir)),
        empty_out_dir: args.empty_out_dir,
        minify: args.minify(),
        source_map: args.source_map(),
        stats: args.stats,
        verify: args.verify,
        ..project_flags(&args.dir, &args.project)
    }
}

/// Sizes in the output come from the source maps.
fn why_flags(args: &WhyArgs) -> Flags {
    Flags { stats: true, source_map: Some(true), ..project_flags(&args.dir, &args.project) }
}

/// Paths on the command line are relative to the working directory, not to the package.
fn project_flags(dir: &Path, args: &ProjectArgs) -> Flags {
    let here = here();
    Flags {
        dir: here.join(dir),
        config: args.config.iter().map(|file| here.join(file)).collect(),
        mode: args.mode.map(mode),
        role: args.role.clone(),
        module_federation: args.module_federation,
        expose: args.expose.clone(),
        allow_unexpanded: args.allow_unexpanded,
        build_info: build_info(),
        protected_dirs: protected_dirs(),
        ..Flags::default()
    }
}

/// Directories that no output may replace.
fn protected_dirs() -> Vec<ProtectedDir> {
    let home = env::home_dir().filter(|home| home.is_absolute());
    let home = home.map(|path| ProtectedDir { path, name: "the home directory" });
    let here = ProtectedDir { path: here(), name: "the working directory" };
    home.into_iter().chain([here]).collect()
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
