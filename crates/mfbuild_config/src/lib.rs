//! Flags, config file and package.json → `BuildOptions`, or diagnostics.
//!
//! All defaults are decided here and nowhere later; unknown keys are errors with a suggestion. Reads the package's
//! files, but neither the environment nor the clock: what comes from there is in `Flags`.
//!
//! A walk: `normalize.rs` is the driver. `disk.rs` notes what is read, `json.rs` reads files with
//! spans, `package.rs` package.json, `raw.rs` the
//! config file; `role.rs` decides between app and remote; `app.rs` with `template.rs` and `dependencies.rs`,
//! `exposes.rs`, `out_dir.rs`, `shared.rs`, `remotes.rs` with `location.rs`, `plugins.rs`, `dev_server.rs`, `federation.rs` and `tsconfig.rs` turn
//! what was found into options; `backstage.rs` and `defaults.rs` hold what applies where the user said nothing;
//! `clashes.rs` finds options that hide each other, `foreign.rs` knows options of other tools, `unread.rs` the files of
//! other tools, `node.rs` Node's built-ins, `version_text.rs` what versions look like.

mod app;
mod backstage;
mod clashes;
mod defaults;
mod dependencies;
mod dev_server;
mod disk;
mod entry;
mod exposes;
mod federation;
mod files;
mod flags;
mod foreign;
mod json;
mod location;
mod name;
pub mod node;
mod normalize;
pub mod options;
mod out_dir;
mod package;
mod plugins;
mod raw;
mod reader;
mod remotes;
mod role;
mod shared;
mod template;
mod tsconfig;
mod unread;
mod version_text;

#[cfg(test)]
mod tests;

pub use backstage::is_polyfill;
pub use disk::{Inputs, read_file, read_text_file};
pub use flags::{BuildInfo, Flags, ProtectedDir};
pub use normalize::{Loaded, is_usage_error, load, load_with_inputs};
pub use options::*;
pub use version_text::{is_range, looks_like_version};
