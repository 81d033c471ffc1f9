//! Flags, config file and package.json → `BuildOptions`, or diagnostics.
//!
//! All defaults are decided here and nowhere later; unknown keys are errors with a suggestion. Reads the package's
//! files, but neither the environment nor the clock: what comes from there is in `Flags`.
//!
//! A walk: `normalize.rs` is the driver. `json.rs` reads files with spans, `package.rs` package.json, `raw.rs` the
//! config file; `exposes.rs`, `shared.rs`, `federation.rs` and `tsconfig.rs` turn what was found into options;
//! `backstage.rs` and `defaults.rs` hold what applies where the user said nothing; `node.rs` knows Node's built-ins.

mod backstage;
mod defaults;
mod entry;
mod exposes;
mod federation;
mod flags;
mod json;
mod name;
pub mod node;
mod normalize;
pub mod options;
mod package;
mod raw;
mod reader;
mod shared;
mod tsconfig;

#[cfg(test)]
mod tests;

pub use flags::{BuildInfo, Flags};
pub use normalize::{Loaded, is_usage_error, load};
pub use options::*;
