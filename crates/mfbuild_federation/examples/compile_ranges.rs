//! Answers the questions of `runtime/tests/ranges.test.mjs`: one JSON line per input line.
//!
//! `range` → its compiled table; `version<TAB>range` → whether it is satisfied; `left<TAB>right<TAB>order` → whether
//! left is not above right.

use std::io::{self, BufRead, Write};

use mfbuild_federation::ranges::{compile, is_not_above, satisfies};

fn main() -> io::Result<()> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let fields: Vec<&str> = line.split('\t').collect();
        match fields[..] {
            [range] => writeln!(output, "{}", compile(range).to_js())?,
            [version, range] => writeln!(output, "{}", satisfies(version, range))?,
            [left, right, ..] => writeln!(output, "{}", is_not_above(left, right))?,
            [] => {}
        }
    }
    output.flush()
}
