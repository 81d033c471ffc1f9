//! The tables at the end of a build: files with size and gzip size, largest first, and a total line; on request the
//! stages and what they have cost, and how much of it is for optimising.
//!
//! Owns their look; gets names and numbers, prints nothing itself.

use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use mfbuild::StageTime;

use crate::cost::{Cost, cpu};

/// Files beyond this many are summed up in one row.
const MOST_ROWS: usize = 40;

/// A file of the output.
pub struct ReportFile<'a> {
    /// Path inside the output directory.
    pub name: &'a str,
    /// The content.
    pub bytes: &'a [u8],
}

struct Row {
    name: String,
    size: usize,
    gzip: usize,
}

/// The table as text, with a line break at the end. Source maps are only counted: nobody waits for them on a page.
pub fn report(files: &[ReportFile], out_dir: &str, took: Duration) -> String {
    let n_maps = files.iter().filter(|file| is_map(file)).count();
    let mut rows = files.iter().filter(|file| !is_map(file)).map(row).collect::<Vec<_>>();
    rows.sort_by(|left, right| right.size.cmp(&left.size).then_with(|| left.name.cmp(&right.name)));
    let total = sum("", &rows);
    let n_files = rows.len();
    let mut text = format!("{}/\n", out_dir.trim_end_matches('/'));
    text.push_str(&table(fold_tail(rows)));
    let maps = if n_maps == 0 { String::new() } else { format!(" and {n_maps} source map{}", plural(n_maps)) };
    let sizes = format!("{} ({} gzip)", size_text(total.size), size_text(total.gzip));
    text.push_str(&format!("{n_files} file{}, {sizes}{maps} in {}\n", plural(n_files), time_text(took)));
    text
}

fn is_map(file: &ReportFile) -> bool {
    file.name.ends_with(".map")
}

fn row(file: &ReportFile) -> Row {
    Row { name: file.name.to_owned(), size: file.bytes.len(), gzip: gzip_size(file) }
}

/// The smallest files as one row, where there are very many.
fn fold_tail(mut rows: Vec<Row>) -> Vec<Row> {
    if rows.len() > MOST_ROWS {
        let tail = rows.split_off(MOST_ROWS - 1);
        rows.push(sum(&format!("… {} smaller files", tail.len()), &tail));
    }
    rows
}

fn sum(name: &str, rows: &[Row]) -> Row {
    let total = |value: fn(&Row) -> usize| rows.iter().map(value).sum();
    Row { name: name.to_owned(), size: total(|row| row.size), gzip: total(|row| row.gzip) }
}

fn table(rows: Vec<Row>) -> String {
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    let line =
        |row: Row| format!("  {:width$}  {:>10}  {:>10} gzip\n", row.name, size_text(row.size), size_text(row.gzip));
    rows.into_iter().map(line).collect()
}

/// What a server that compresses would send. Images and fonts are compressed already.
fn gzip_size(file: &ReportFile) -> usize {
    const COMPRESSED: &[&str] = &[
        "avif", "eot", "gif", "ico", "jpeg", "jpg", "mp3", "mp4", "ogg", "pdf", "png", "webm", "webp", "woff", "woff2",
    ];
    let extension = file.name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if COMPRESSED.contains(&extension) {
        return file.bytes.len();
    }
    let mut encoder = GzEncoder::new(CountingWriter(0), Compression::default());
    std::io::Write::write_all(&mut encoder, file.bytes).expect("counting bytes cannot fail");
    encoder.finish().expect("counting bytes cannot fail").0
}

/// Keeps the length of what is written, not the bytes.
struct CountingWriter(usize);

impl std::io::Write for CountingWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The stages of a build in order, and their sum, with a line break at the end.
pub fn timing_table(stages: &[StageTime]) -> String {
    let mut text = format!("  {:10}  {:>8}  {:>8}  {:>8}  {:>10}\n", "stage", "seconds", "cpu", "modules", "bytes");
    let seconds = |time: Duration| format!("{:.3}", time.as_secs_f64());
    for StageTime { stage, wall, cpu, modules, bytes } in stages {
        let modules = modules.map_or_else(String::new, |modules| modules.to_string());
        let bytes = bytes.map_or_else(String::new, |bytes| size_text(bytes as usize));
        let (wall, cpu) = (seconds(*wall), seconds(*cpu));
        text.push_str(&format!("  {stage:10}  {wall:>8}  {cpu:>8}  {modules:>8}  {bytes:>10}"));
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    let total = |time: fn(&StageTime) -> Duration| seconds(stages.iter().map(time).sum());
    text + &format!("  {:10}  {:>8}  {:>8}\n", "all", total(|stage| stage.wall), total(|stage| stage.cpu))
}

/// Processor time of each stage with and without optimisations, and what the difference is of the whole.
pub fn cost_table(cost: &Cost) -> String {
    let mut text = format!("  {:10}  {:>9}  {:>9}\n", "cpu", "optimised", "without");
    let mut line = |name: &str, optimized: Duration, plain: Duration| {
        text.push_str(&format!("  {name:10}  {:>9.3}  {:>9.3}\n", optimized.as_secs_f64(), plain.as_secs_f64()));
    };
    for StageTime { stage, cpu, .. } in &cost.optimized {
        let same = cost.plain.iter().find(|other| other.stage == *stage);
        line(stage, *cpu, same.map(|other| other.cpu).unwrap_or_default());
    }
    let (optimized, plain) = (cpu(&cost.optimized), cpu(&cost.plain));
    line("all", optimized, plain);
    let extra = optimized.as_secs_f64() - plain.as_secs_f64();
    let share = if optimized.is_zero() { 0.0 } else { 100.0 * extra / optimized.as_secs_f64() };
    text + &format!("optimising costs {extra:.3} s, {share:.1} % of the processor time\n")
}

/// Decimal units, as browsers and size budgets count.
pub fn size_text(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{:.2} kB", bytes as f64 / 1e3),
        _ => format!("{:.2} MB", bytes as f64 / 1e6),
    }
}

/// `7 ms`, `1.2 s`.
pub fn time_text(took: Duration) -> String {
    if took < Duration::from_secs(1) {
        format!("{} ms", took.as_millis())
    } else {
        format!("{:.1} s", took.as_secs_f64())
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests;
