//! Counts by folder, and the tests that fail, as text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Verdict;
use super::plan::Test;

/// Folder and mode → counts.
type Counts = BTreeMap<(String, &'static str), Row>;

/// Results of all tests.
pub struct Report {
    modes: Vec<&'static str>,
    counts: Counts,
    exempt: BTreeMap<&'static str, usize>,
    failures: Vec<String>,
    skipped: Vec<String>,
}

#[derive(Clone, Copy, Default)]
struct Row {
    pass: usize,
    negative: usize,
    fails: usize,
    accepted: usize,
    refused: usize,
    exempt: usize,
    skipped: usize,
}

impl Report {
    pub(crate) fn new(modes: &[&'static str]) -> Self {
        Self {
            modes: modes.to_vec(),
            counts: Counts::new(),
            exempt: BTreeMap::new(),
            failures: Vec::new(),
            skipped: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, test: &Test, mode: &'static str, verdict: Verdict) {
        let folder: Vec<&str> = test.path.split('/').collect();
        let folder = folder[..folder.len().saturating_sub(1).min(3)].join("/");
        let row = self.counts.entry((folder, mode)).or_default();
        let failure = match verdict {
            Verdict::Pass if test.job.must_not_build => return row.negative += 1,
            Verdict::Pass => return row.pass += 1,
            Verdict::Skipped(reason) => {
                if self.modes.first() == Some(&mode) {
                    self.skipped.push(format!("{}\t{reason}", test.path));
                }
                return row.skipped += 1;
            }
            Verdict::Exempt(exempt) => {
                *self.exempt.entry(exempt.text()).or_default() += 1;
                return row.exempt += 1;
            }
            Verdict::Accepted => {
                row.accepted += 1;
                "accepted, must be refused".to_owned()
            }
            Verdict::Refused(reason) => {
                row.refused += 1;
                format!("refused: {reason}")
            }
            Verdict::Fails(reason) => {
                row.fails += 1;
                format!("fails: {reason}")
            }
        };
        let variant = format!("{:?}", test.variant).to_lowercase();
        self.failures.push(format!("{mode}\t{variant}\t{}\t{failure}", test.path));
    }

    /// A table in Markdown.
    pub fn table(&self) -> String {
        let mut text = String::from(
            "| folder | mode | pass | refused rightly | differ | accepted wrongly | refused wrongly | cannot apply | Node fails |\n\
             |---|---|--:|--:|--:|--:|--:|--:|--:|\n",
        );
        let mut totals: BTreeMap<&str, Row> = BTreeMap::new();
        for ((folder, mode), row) in &self.counts {
            text.push_str(&line(folder, mode, row));
            let total = totals.entry(mode).or_default();
            *total = total.plus(row);
        }
        for mode in &self.modes {
            text.push_str(&line("**all**", mode, &totals.get(mode).copied().unwrap_or_default()));
        }
        for (what, count) in &self.exempt {
            writeln!(text, "\ncannot apply: {what}: {count}").expect("writing to a string cannot fail");
        }
        text
    }

    /// One line for each test that Node fails: path and reason.
    pub fn skipped(&self) -> &[String] {
        &self.skipped
    }

    /// One line for each test that fails: mode, variant, path and reason, parted by tabs.
    pub fn failures(&self) -> &[String] {
        &self.failures
    }
}

impl Row {
    fn plus(self, other: &Self) -> Self {
        Self {
            pass: self.pass + other.pass,
            negative: self.negative + other.negative,
            fails: self.fails + other.fails,
            accepted: self.accepted + other.accepted,
            refused: self.refused + other.refused,
            exempt: self.exempt + other.exempt,
            skipped: self.skipped + other.skipped,
        }
    }
}

fn line(folder: &str, mode: &str, row: &Row) -> String {
    let Row { pass, negative, fails, accepted, refused, exempt, skipped } = row;
    format!("| {folder} | {mode} | {pass} | {negative} | {fails} | {accepted} | {refused} | {exempt} | {skipped} |\n")
}
