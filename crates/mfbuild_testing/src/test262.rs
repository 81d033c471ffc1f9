//! The language tests of test262, bundled: what a test does readable and minified is what Node does with its source.
//!
//! Owns the reading of a checkout, the batches and the report. Tests that Node itself fails say nothing and are counted
//! apart. A script is the body of a CommonJS module, in Node as in the bundle. Tests that must not parse or link are
//! built together, and each must have an error of its own.

mod metadata;
mod plan;
mod report;

use std::path::{Path, PathBuf};

use plan::Test;
pub use report::Report;

use crate::bundle::Bundler;
use crate::suite::{Package, Place, SuiteNode};

/// Tests of one package.
const BATCH: usize = 250;

/// The programs to run.
pub struct Test262 {
    /// The checkout.
    pub checkout: PathBuf,
    /// Folders below `test`.
    pub folders: Vec<String>,
    /// `readable`, `minified` or both.
    pub modes: Vec<&'static str>,
    /// Only every so many tests.
    pub every: usize,
    /// Only sources that must not be built.
    pub only_negative: bool,
}

/// The result of a test in one mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It does what Node does.
    Pass,
    /// Node fails it.
    Skipped(String),
    /// It needs what does not survive.
    Exempt(plan::Exempt),
    /// An invalid source was built.
    Accepted,
    /// A valid source was not built.
    Refused(String),
    /// It behaves differently.
    Fails(String),
}

impl Test262 {
    /// Runs the tests; `progress` is told how many are done.
    pub fn run(&self, bundler: &Bundler, progress: impl Fn(usize, usize)) -> Result<Report, String> {
        let mut report = Report::new(&self.modes);
        let mut node = SuiteNode::new("test262", 20);
        for folder in &self.folders {
            let tests = plan::tests(&self.checkout, folder)?;
            let is_chosen = |test: &Test| !self.only_negative || test.job.must_not_build;
            let tests: Vec<Test> = tests.into_iter().filter(is_chosen).step_by(self.every.max(1)).collect();
            for (number, batch) in tests.chunks(BATCH).enumerate() {
                run_batch(batch, &self.modes, bundler, &mut node, &mut report)?;
                progress((number * BATCH + batch.len()).min(tests.len()), tests.len());
            }
        }
        Ok(report)
    }
}

fn run_batch(
    tests: &[Test],
    modes: &[&'static str],
    bundler: &Bundler,
    node: &mut SuiteNode,
    report: &mut Report,
) -> Result<(), String> {
    let units: Vec<_> = tests.iter().map(|test| test.files.clone()).collect();
    let package = Package::write("test262", &units, "")?;
    let all: Vec<usize> = (0..tests.len()).collect();
    let expected = execute(tests, &all, "reference", &package, node)?;
    let (valid, skipped): (Vec<usize>, Vec<usize>) = all.iter().partition(|&&test| expected[test] == "pass");
    for mode in modes {
        for &test in &skipped {
            report.add(&tests[test], mode, Verdict::Skipped(expected[test].clone()));
        }
        for (test, verdict) in verdicts(tests, &valid, mode, &package, bundler, node)? {
            report.add(&tests[test], mode, verdict);
        }
    }
    Ok(())
}

/// The verdict of each valid test.
fn verdicts(
    tests: &[Test],
    valid: &[usize],
    mode: &'static str,
    package: &Package,
    bundler: &Bundler,
    node: &mut SuiteNode,
) -> Result<Vec<(usize, Verdict)>, String> {
    let (negative, positive): (Vec<usize>, Vec<usize>) =
        valid.iter().partition(|&&test| tests[test].job.must_not_build);
    let exempted = |test: usize, verdict: Verdict| match tests[test].exempt {
        Some(exempt) if exempt.applies(mode) => Verdict::Exempt(exempt),
        _ => verdict,
    };
    let mut verdicts = Vec::new();
    let refused = package.build(&negative, mode, bundler)?;
    for test in negative {
        let is_refused = refused.iter().any(|refused| refused.unit == test);
        verdicts.push((test, if is_refused { Verdict::Pass } else { Verdict::Accepted }));
    }
    let refused = package.build(&positive, mode, bundler)?;
    let built: Vec<usize> =
        positive.into_iter().filter(|test| !refused.iter().any(|refused| refused.unit == *test)).collect();
    for refused in refused {
        verdicts.push((refused.unit, exempted(refused.unit, Verdict::Refused(refused.reason))));
    }
    let outcomes = execute(tests, &built, mode, package, node)?;
    for (test, outcome) in built.into_iter().zip(outcomes) {
        let verdict = if outcome == "pass" { Verdict::Pass } else { exempted(test, Verdict::Fails(outcome)) };
        verdicts.push((test, verdict));
    }
    Ok(verdicts)
}

fn execute(
    tests: &[Test],
    chosen: &[usize],
    mode: &str,
    package: &Package,
    node: &mut SuiteNode,
) -> Result<Vec<String>, String> {
    let jobs: Vec<_> = chosen.iter().map(|&test| &tests[test].job).collect();
    let (dir, out): (&Path, _) = (&package.project.root, &package.output(mode));
    node.run(&Place { mode, dir, out, server: None }, &jobs)
}
