//! Runs the case files of `snapshots/`: bundles what a case describes, executes the output in Node and compares it
//! with the sources that Node runs itself.
//!
//! Owns the case format (`snapshots/README.md`), random module graphs and programs, the runner of test262, the calls of
//! the `mfbuild` binary and the Node harness. It tests from
//! outside only and knows no crate of the bundler.

mod bundle;
mod case_file;
mod harness;
mod numbers;
mod outcome;
mod programs;
mod project;
mod random;
mod random_css;
mod random_css_run;
mod random_run;
mod run;
mod snapshot;
mod suite;
mod test262;
mod tree;

#[cfg(test)]
mod tests;

pub use bundle::Bundler;
pub use case_file::{CaseFile, SourceFile};
pub use harness::Harness;
pub use programs::{ProgramRun, Programs};
pub use random_css_run::run_random_css_batch;
pub use random_run::run_random_batch;
pub use run::{Tools, run_case};
pub use test262::{Report, Test262};
