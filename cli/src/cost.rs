//! What optimising costs: builds with all optimisations and without any, in turn.
//!
//! Owns how the two are compared; the table is in `report.rs`.

use std::time::{Duration, Instant};

use mfbuild::{Optimization, StageTime};
use mfbuild_config::BuildOptions;

/// Of so many builds of each kind, at least, the cheapest counts: others were disturbed.
const FEWEST_ROUNDS: usize = 3;
/// Small builds are disturbed more: they are repeated for so long.
const LONG_ENOUGH: Duration = Duration::from_secs(4);

/// The stages of the cheapest build of each kind.
pub struct Cost {
    /// With all optimisations that the options allow.
    pub optimized: Vec<StageTime>,
    /// Nothing is dropped, joined or minified.
    pub plain: Vec<StageTime>,
}

/// Measures `build`, which writes nothing. None of the builds finds anything that another one has made.
pub fn cost(options: &BuildOptions, build: impl Fn(&BuildOptions, Optimization) -> Vec<StageTime>) -> Cost {
    let readable = BuildOptions { minify: false, ..options.clone() };
    let mut cost = Cost { optimized: Vec::new(), plain: Vec::new() };
    let start = Instant::now();
    let mut rounds = 0;
    while rounds < FEWEST_ROUNDS || start.elapsed() < LONG_ENOUGH {
        rounds += 1;
        keep_cheapest(&mut cost.plain, build(&readable, Optimization::Off));
        keep_cheapest(&mut cost.optimized, build(options, Optimization::Full));
    }
    cost
}

fn keep_cheapest(kept: &mut Vec<StageTime>, stages: Vec<StageTime>) {
    if kept.is_empty() || cpu(&stages) < cpu(kept) {
        *kept = stages;
    }
}

/// Processor time of all stages.
pub fn cpu(stages: &[StageTime]) -> Duration {
    stages.iter().map(|stage| stage.cpu).sum()
}

#[cfg(test)]
mod tests;
