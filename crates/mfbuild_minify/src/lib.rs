//! The only crate that sees oxc's parser: text is checked against the early errors of ECMA-262, and compressed.
//!
//! It knows one text at a time: no path, no config file, no module. `minify` takes the readable text of a factory and
//! gives its short form with positions; `check` takes a source file and gives its early errors.

mod ascii;
mod check;
mod converting;
mod hazards;
mod minify;
mod protect;
mod quiet;
mod raw_texts;
mod resolution;

pub use ascii::{Ascii, Shift, ascii};
pub use check::{EarlyError, Grammar, check, verify};
pub use minify::{Kind, Minified, MinifyOptions, Position, minify};
