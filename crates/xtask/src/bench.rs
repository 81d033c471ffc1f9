//! `cargo xtask bench`: cold builds of the same remotes by mfbuild and its peers, side by side and in turn.
//!
//! `MFBUILD_BIN` names a binary to measure in place of the release build.
//! Each figure is of the whole process and its children, from the system's `time` program: the median of some runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use crate::browser::apt_install;
use crate::npm;
use crate::project::{Profile, Project, output};

const TIME: &str = "/usr/bin/time";

/// What to measure.
pub(crate) struct Options {
    runs: usize,
    with_backstage_cli: bool,
}

/// Reads the flags.
pub(crate) fn options(words: &[&str]) -> Result<Options, String> {
    let mut options = Options { runs: 5, with_backstage_cli: false };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--runs" => {
                let count = words.next().and_then(|count| count.parse().ok()).filter(|count| *count > 0);
                options.runs = count.ok_or("`--runs` wants a number")?;
            }
            "--backstage-cli" => options.with_backstage_cli = true,
            _ => return Err(format!("unknown flag `{word}`")),
        }
    }
    Ok(options)
}

/// One tool on one remote.
struct Contender {
    remote: &'static str,
    tool: &'static str,
    program: PathBuf,
    arguments: Vec<PathBuf>,
    directory: PathBuf,
    output: PathBuf,
    runs: Vec<Run>,
}

/// What one build took.
struct Run {
    wall: f64,
    cpu: f64,
    peak: f64,
}

/// Installs, builds the release binary, measures and prints a table.
pub(crate) fn bench(project: &Project, options: &Options) -> Result<ExitCode, String> {
    for app in ["backstage-plugin", "react-remote", "peers"] {
        npm::install(&project.app(app))?;
    }
    if !Path::new(TIME).exists() {
        apt_install(&["time"])?;
    }
    let binary = match std::env::var_os("MFBUILD_BIN") {
        Some(given) => given.into(),
        None => project.build_binary(Profile::Release)?,
    };
    let mut contenders = contenders(project, &binary);
    if options.with_backstage_cli {
        contenders.push(backstage_cli(project)?);
    }
    for round in 1..=options.runs {
        println!("round {round} of {}", options.runs);
        for contender in &mut contenders {
            let run = measure(project, contender)?;
            contender.runs.push(run);
        }
    }
    print_table(project, &contenders)?;
    Ok(ExitCode::SUCCESS)
}

fn contenders(project: &Project, binary: &Path) -> Vec<Contender> {
    let mut contenders = Vec::new();
    for remote in ["backstage-plugin", "react-remote"] {
        let source = project.app(remote);
        let output = |tool: &str| project.target.join("bench").join(remote).join(tool);
        let ours = output("mfbuild");
        let flags = ["build", "--module-federation", "--out-dir"].map(PathBuf::from);
        contenders.push(Contender {
            remote,
            tool: "mfbuild",
            program: binary.to_path_buf(),
            arguments: flags.into_iter().chain([ours.clone()]).collect(),
            directory: source.clone(),
            output: ours,
            runs: Vec::new(),
        });
        let theirs = output("rspack");
        contenders.push(Contender {
            remote,
            tool: "Rspack 2",
            program: "node".into(),
            arguments: vec![project.app("peers/rspack.mjs"), source, theirs.clone()],
            directory: project.app("peers"),
            output: theirs,
            runs: Vec::new(),
        });
    }
    contenders
}

fn backstage_cli(project: &Project) -> Result<Contender, String> {
    let peer = project.app("peers/backstage-cli");
    npm::install(&peer)?;
    let remote = project.app("backstage-plugin");
    Ok(Contender {
        remote: "backstage-plugin",
        tool: "backstage-cli",
        program: "node".into(),
        arguments: std::iter::once(peer.join("node_modules/@backstage/cli/bin/backstage-cli"))
            .chain(["package", "build", "--module-federation"].map(PathBuf::from))
            .collect(),
        output: remote.join("dist"),
        directory: remote,
        runs: Vec::new(),
    })
}

fn measure(project: &Project, contender: &Contender) -> Result<Run, String> {
    // A cold build finds no output; `remove_dir_all` fails only where there is none.
    let _ = fs::remove_dir_all(&contender.output);
    let report = project.target.join("bench").join("time");
    fs::create_dir_all(project.target.join("bench")).map_err(|error| error.to_string())?;
    let status = Command::new(TIME)
        .args(["--format", "%e %U %S %M", "--output"])
        .arg(&report)
        .arg(&contender.program)
        .args(&contender.arguments)
        .current_dir(&contender.directory)
        .env("NODE_ENV", "production")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .map_err(|error| format!("cannot run {TIME}: {error}"))?;
    if !status.success() {
        return Err(format!("{} of {} failed", contender.tool, contender.remote));
    }
    let text = fs::read_to_string(&report).map_err(|error| format!("{}: {error}", report.display()))?;
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [wall, user, system, kilobytes] = numbers[..] else { return Err(format!("{TIME} printed `{text}`")) };
    Ok(Run { wall, cpu: user + system, peak: kilobytes / 1024.0 })
}

fn print_table(project: &Project, contenders: &[Contender]) -> Result<(), String> {
    println!("\n| remote | tool | CPU s (least to most) | wall s | peak MB | js gzip kB | remoteEntry.js gzip B |");
    println!("|---|---|--:|--:|--:|--:|--:|");
    for contender in contenders {
        let (least, cpu, most) = spread(&contender.runs, |run| run.cpu);
        let (_, wall, _) = spread(&contender.runs, |run| run.wall);
        let (_, peak, _) = spread(&contender.runs, |run| run.peak);
        let sizes = output(project.node().arg(project.app("tools/sizes.mjs")).arg(&contender.output))?;
        println!(
            "| {} | {} | {cpu:.2} ({least:.2} to {most:.2}) | {wall:.2} | {peak:.0} | {} |",
            contender.remote,
            contender.tool,
            sizes.trim()
        );
    }
    Ok(())
}

/// Least, median and most.
fn spread(runs: &[Run], value: impl Fn(&Run) -> f64) -> (f64, f64, f64) {
    let mut values: Vec<f64> = runs.iter().map(value).collect();
    values.sort_by(f64::total_cmp);
    (values[0], values[values.len() / 2], values[values.len() - 1])
}
