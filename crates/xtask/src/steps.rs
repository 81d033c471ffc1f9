//! Named steps of a task: each is announced, timed and summed up at the end.

use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What has run so far.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<Step>,
}

struct Step {
    name: String,
    took: Duration,
    passed: bool,
}

impl Steps {
    /// Runs a step; a failure is printed and remembered, and the next step can still run.
    pub(crate) fn run<T>(&mut self, name: &str, step: impl FnOnce() -> Result<T, String>) -> Option<T> {
        println!("\n==> {name}");
        let started = Instant::now();
        let result = step();
        if let Err(problem) = &result {
            eprintln!("{name}: {problem}");
        }
        self.done.push(Step { name: name.to_owned(), took: started.elapsed(), passed: result.is_ok() });
        result.ok()
    }

    /// Prints the summary; the exit code says whether everything passed.
    pub(crate) fn finish(self) -> ExitCode {
        println!("\n==> summary");
        for step in &self.done {
            let word = if step.passed { "ok" } else { "FAILED" };
            println!("{word:<7} {:>7.1} s  {}", step.took.as_secs_f64(), step.name);
        }
        let failed = self.done.iter().filter(|step| !step.passed).count();
        println!("steps: {} passed, {failed} failed", self.done.len() - failed);
        if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
