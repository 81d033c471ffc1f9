//! Builds many programs as one package, executes them in one process each for the sources and the outputs, and compares.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use super::program::Program;
use super::shrink;
use crate::bundle::{Bundler, Start};
use crate::case_file::SourceFile;
use crate::suite::{Package, Place, SuiteNode, UnitFiles};

/// Programs of one package.
const BATCH: u64 = 400;

/// The modes in which a package is built.
const MODES: [&str; 2] = ["readable", "minified"];

/// The modes of every so many batches: one is served, too.
const ALL_MODES: [&str; 3] = ["readable", "minified", "served"];
const SERVED_EVERY: u64 = 10;

/// Runs random programs.
pub struct Programs<'tools> {
    bundler: &'tools Bundler,
    node: SuiteNode,
    /// So many differences of one batch are made small; the others are only counted.
    pub shrunk: usize,
    /// The modes in which programs are built.
    pub modes: &'static [&'static str],
}

/// The result of a run.
#[derive(Default)]
pub struct ProgramRun {
    /// Programs that Node runs.
    pub programs: usize,
    /// Texts that are no programs.
    pub invalid: usize,
    /// Programs that differ.
    pub different: usize,
    /// The first of them, as text.
    pub differences: Vec<String>,
}

/// The input of `harness/programs.mjs`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ProgramJob {
    reference: String,
    expose: String,
    is_module: bool,
}

/// The outcome of a program in Node, and in one mode.
#[derive(Clone)]
pub(super) struct Seen {
    pub expected: String,
    pub got: String,
}

impl Seen {
    /// Whether it is a program, and differs.
    pub fn differs(&self) -> bool {
        is_program(&self.expected) && self.expected != self.got
    }
}

/// Sources that do not parse, or never end, are no programs.
fn is_program(outcome: &str) -> bool {
    !outcome.contains("exports throws SyntaxError") && !outcome.starts_with("hangs")
}

impl<'tools> Programs<'tools> {
    /// Programs that `bundler` builds.
    pub fn new(bundler: &'tools Bundler) -> Self {
        Self { bundler, node: SuiteNode::new("programs", 8), shrunk: 3, modes: &MODES }
    }

    /// Runs the programs of the seeds from `first` on, in batches; `progress` is told after each.
    pub fn run(&mut self, first: u64, count: u64, mut progress: impl FnMut(&ProgramRun)) -> Result<ProgramRun, String> {
        let mut run = ProgramRun::default();
        let mut seed = first;
        while seed < first + count {
            let end = (seed + BATCH).min(first + count);
            self.batch(seed..end, &mut run, &mut progress)?;
            progress(&run);
            seed = end;
        }
        Ok(run)
    }

    fn batch(
        &mut self,
        seeds: std::ops::Range<u64>,
        run: &mut ProgramRun,
        progress: &mut impl FnMut(&ProgramRun),
    ) -> Result<(), String> {
        let is_served = self.modes == MODES && (seeds.start / BATCH).is_multiple_of(SERVED_EVERY);
        let modes: &'static [&'static str] = if is_served { &ALL_MODES } else { self.modes };
        let programs: Vec<Program> = seeds.map(Program::new).collect();
        let seen = self.observe(&programs, modes)?;
        let valid = seen[0].iter().filter(|seen| is_program(&seen.expected)).count();
        run.programs += valid;
        run.invalid += programs.len() - valid;
        let mut shrunk = 0;
        for (at, program) in programs.iter().enumerate() {
            let Some(mode) = (0..modes.len()).find(|&mode| seen[mode][at].differs()) else { continue };
            run.different += 1;
            if shrunk == self.shrunk {
                continue;
            }
            shrunk += 1;
            let (small, seen) = shrink::shrink(self, program, modes[mode], &seen[mode][at])?;
            run.differences.push(describe(&small, modes[mode], &seen));
            progress(run);
        }
        Ok(())
    }

    /// The outcome of each program: a list for each mode.
    pub(super) fn observe(&mut self, programs: &[Program], modes: &[&str]) -> Result<Vec<Vec<Seen>>, String> {
        let units: Vec<UnitFiles> = programs.iter().enumerate().map(|(at, program)| files(at, program)).collect();
        let jobs: Vec<ProgramJob> = programs.iter().enumerate().map(|(at, program)| job(at, program)).collect();
        let package = Package::write("programs", &units, "")?;
        let all: Vec<usize> = (0..programs.len()).collect();
        let expected = self.execute(&jobs, &all, "reference", &package)?;
        let valid: Vec<usize> = all.iter().copied().filter(|&at| is_program(&expected[at])).collect();
        let mut lists = Vec::new();
        for mode in modes {
            let mut got = expected.clone();
            let refused = package.build(&valid, mode, self.bundler)?;
            let built: Vec<usize> =
                valid.iter().copied().filter(|at| !refused.iter().any(|refused| refused.unit == *at)).collect();
            let outcomes = self.execute(&jobs, &built, mode, &package)?;
            for refused in refused {
                got[refused.unit] = format!("refused: {}", refused.reason);
            }
            for (at, outcome) in built.iter().zip(outcomes) {
                got[*at] = outcome;
            }
            let list = expected.iter().zip(got).map(|(expected, got)| Seen { expected: expected.clone(), got });
            lists.push(list.collect());
        }
        self.node.end();
        Ok(lists)
    }

    fn execute(
        &mut self,
        jobs: &[ProgramJob],
        chosen: &[usize],
        mode: &str,
        package: &Package,
    ) -> Result<Vec<String>, String> {
        let jobs: Vec<&ProgramJob> = chosen.iter().map(|&at| &jobs[at]).collect();
        let (dir, out): (&Path, _) = (&package.project.root, &package.output(mode));
        if mode != "served" || jobs.is_empty() {
            return self.node.run(&Place { mode, dir, out, server: None }, &jobs);
        }
        // The build that found what is refused has written to the other directory.
        let out = &package.output("from-server");
        match self.bundler.serve(dir, out)? {
            Start::Serving(server) => self.node.run(&Place { mode, dir, out, server: Some(&server.url) }, &jobs),
            Start::Ended(build) => Err(format!("the server ended\n{}", build.text)),
        }
    }
}

fn files(at: usize, program: &Program) -> UnitFiles {
    let entry = format!("p{at}.{}", program.extension());
    let mut files = vec![SourceFile { path: entry.clone(), bytes: program.source().into_bytes() }];
    if reference(at, program) != entry {
        files.push(SourceFile { path: reference(at, program), bytes: program.reference().into_bytes() });
    }
    UnitFiles { key: format!("p{at}"), entry, files }
}

/// The file that Node runs.
fn reference(at: usize, program: &Program) -> String {
    match program.extension() {
        "ts" => format!("p{at}.reference.mjs"),
        extension => format!("p{at}.{extension}"),
    }
}

fn job(at: usize, program: &Program) -> ProgramJob {
    ProgramJob { reference: reference(at, program), expose: format!("./p{at}"), is_module: program.is_module() }
}

fn describe(program: &Program, mode: &str, seen: &Seen) -> String {
    let mut text = format!("[{mode}] seed {} ({})\n{}", program.seed, program.extension(), program.source());
    write!(text, "  expected {}\n  got      {}", seen.expected, seen.got).expect("writing to a string cannot fail");
    text
}
