//! Comparing builds with and without optimisations.

use std::time::Duration;

use mfbuild::StageTime;

use super::{cpu, keep_cheapest};

#[test]
fn the_cheapest_build_counts() {
    let mut kept = Vec::new();
    for milliseconds in [30, 20, 40] {
        let time = Duration::from_millis(milliseconds);
        let stage = StageTime { stage: "scan", wall: time, cpu: time, modules: None, bytes: None };
        keep_cheapest(&mut kept, vec![stage]);
    }
    assert_eq!(cpu(&kept), Duration::from_millis(20));
}
