//! Prints the entry file for the `RuntimeTables` that standard input holds as JSON; for `runtime/tests`.

#![expect(clippy::print_stdout, reason = "standard output is what it is for")]

use std::error::Error;
use std::io::{self, Read};

use mfbuild_federation::runtime_source::entry_source;

fn main() -> Result<(), Box<dyn Error>> {
    let mut json = String::new();
    io::stdin().read_to_string(&mut json)?;
    print!("{}", entry_source(&serde_json::from_str(&json)?));
    Ok(())
}
