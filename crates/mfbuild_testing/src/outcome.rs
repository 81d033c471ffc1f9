//! Comparison of two executions, and how texts are shown in messages.

use crate::harness::Observed;

/// What Node showed against what the bundle showed.
pub(crate) fn compare(expected: &Observed, observed: &Observed) -> Result<(), String> {
    let parts = [("log", &expected.log, &observed.log), ("exports", &expected.exports, &observed.exports)];
    let differs = |(what, expected, got): (&str, &String, &String)| {
        (expected != got).then(|| format!("{what} differs from Node\n  expected {expected}\n  got      {got}"))
    };
    let differences: Vec<String> = parts.into_iter().filter_map(differs).collect();
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n")) }
}

/// Every line four spaces to the right.
pub(crate) fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect::<String>().trim_end().to_owned()
}
