//! What optimising costs: builds with all optimisations and without any, in turn.
//!
//! Owns how the two are compared; the table is in `report.rs`.

use std::time::Duration;

use mfbuild::{Optimization, StageTime};
use mfbuild_config::BuildOptions;

/// Of so many builds of each kind the cheapest counts: others were disturbed.
const ROUNDS: usize = 3;

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
    for _ in 0..ROUNDS {
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
