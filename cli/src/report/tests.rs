//! The table, character by character.

use std::time::Duration;

use mfbuild::StageTime;

use crate::cost::Cost;

use super::{ReportFile, cost_table, report, size_text, time_text, timing_table};

#[test]
fn largest_first_with_totals() {
    let script = "const answer = 42;\n".repeat(1000);
    let noise = (0..2000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect::<Vec<_>>();
    let files = [
        ReportFile { name: "remoteEntry.js", bytes: b"var a;" },
        ReportFile { name: "static/b.png", bytes: &noise },
        ReportFile { name: "static/a.png", bytes: &noise },
        ReportFile { name: "static/main.0a1b2c3d.js", bytes: script.as_bytes() },
        ReportFile { name: "static/main.0a1b2c3d.js.map", bytes: script.as_bytes() },
    ];
    let text = report(&files, "dist", Duration::from_millis(2345));
    let lines = text.lines().collect::<Vec<_>>();
    assert_eq!(lines.len(), 6, "{text}");
    assert_eq!(lines[0], "dist/");
    assert!(lines[1].starts_with("  static/main.0a1b2c3d.js    19.00 kB") && lines[1].ends_with(" B gzip"), "{text}");
    assert_eq!(lines[2], "  static/a.png                2.00 kB     2.00 kB gzip");
    assert_eq!(lines[3], "  static/b.png                2.00 kB     2.00 kB gzip");
    assert!(lines[4].starts_with("  remoteEntry.js                  6 B"), "{text}");
    assert!(
        lines[5].starts_with("4 files, 23.01 kB (4.") && lines[5].ends_with(" kB gzip) and 1 source map in 2.3 s"),
        "{text}"
    );
}

#[test]
fn very_many_files_are_summed_up() {
    let names = (0..100).map(|n| format!("static/{n:03}.js")).collect::<Vec<_>>();
    let files = names.iter().map(|name| ReportFile { name, bytes: b"x" }).collect::<Vec<_>>();
    let text = report(&files, "dist", Duration::ZERO);
    assert_eq!(text.lines().count(), 42);
    assert!(text.contains("… 61 smaller files") && text.contains("100 files, 100 B ("), "{text}");
}

#[test]
fn one_file_and_none() {
    let one = report(&[ReportFile { name: "a.js", bytes: b"" }], "/out/", Duration::from_millis(7));
    assert!(
        one.starts_with("/out/\n  a.js ") && one.contains("\n1 file, 0 B (") && one.ends_with(" in 7 ms\n"),
        "{one}"
    );
    assert_eq!(report(&[], "dist", Duration::ZERO), "dist/\n0 files, 0 B (0 B gzip) in 0 ms\n");
}

#[test]
fn units() {
    assert_eq!([999, 1000, 999_994, 1_000_000].map(size_text), ["999 B", "1.00 kB", "999.99 kB", "1.00 MB"]);
    assert_eq!([999, 1000, 61_449].map(|ms| time_text(Duration::from_millis(ms))), ["999 ms", "1.0 s", "61.4 s"]);
}

#[test]
fn stages_and_their_sum() {
    let stage = |stage, wall, modules| StageTime {
        stage,
        wall: Duration::from_millis(wall),
        cpu: Duration::from_millis(2 * wall),
        modules,
        bytes: modules.map(|modules| 1000 * modules as u64),
    };
    let text = timing_table(&[stage("scan", 120, Some(12)), stage("link", 3, None)]);
    let lines = [
        "  stage        seconds       cpu   modules       bytes",
        "  scan           0.120     0.240        12    12.00 kB",
        "  link           0.003     0.006",
        "  all            0.123     0.246",
    ];
    assert_eq!(text.lines().collect::<Vec<_>>(), lines, "{text}");
}

#[test]
fn what_optimising_costs() {
    let stage = |stage, cpu| {
        let cpu = Duration::from_millis(cpu);
        StageTime { stage, wall: cpu, cpu, modules: None, bytes: None }
    };
    let optimized = vec![stage("scan", 200), stage("shake", 10), stage("render", 190)];
    let plain = vec![stage("scan", 200), stage("shake", 5), stage("render", 95)];
    let lines = [
        "  cpu         optimised    without",
        "  scan            0.200      0.200",
        "  shake           0.010      0.005",
        "  render          0.190      0.095",
        "  all             0.400      0.300",
        "optimising costs 0.100 s, 25.0 % of the processor time",
    ];
    assert_eq!(cost_table(&Cost { optimized, plain }).lines().collect::<Vec<_>>(), lines);
}
