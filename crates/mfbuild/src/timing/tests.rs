//! Stages in order, repeated ones joined.

use super::Stopwatch;

#[test]
fn stages_keep_their_order_and_are_joined() {
    let mut stopwatch = Stopwatch::default();
    for (stage, modules) in [("scan", 3), ("link", 2), ("scan", 4)] {
        stopwatch.start(stage);
        stopwatch.made(Some(modules), None);
    }
    let stages = stopwatch.finish();
    let shown: Vec<_> = stages.iter().map(|time| (time.stage, time.modules, time.bytes)).collect();
    assert_eq!(shown, [("scan", Some(7), None), ("link", Some(2), None)]);
}
