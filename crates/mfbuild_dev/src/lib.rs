//! Commands that go on while files change: `mfbuild start` and `mfbuild build --watch`.
//!
//! Owns the loop between the watcher, the sessions of one or several packages, and their servers or output directories.
//! It prints nothing: the caller hears what happens.
//! A walk: `start.rs` is the loop, `site.rs` what a server shows, `address.rs` where it listens, `message.rs` what pages
//! are told, `files.rs` what lies on disk, `token.rs` the secret of pages and server.

mod address;
mod files;
mod message;
mod site;
mod start;
mod token;

use std::path::Path;

use mfbuild::{Progress, Rebuilt};
use mfbuild_diagnostics::Diagnostic;

pub use start::{start, watch};

/// What the caller hears.
pub enum Event<'a> {
    /// A build is under way.
    Progress(Progress),
    /// A package was built, or has errors.
    Built {
        /// Its name.
        package: &'a str,
        /// What came out.
        rebuilt: &'a Rebuilt,
        /// Pages that were told.
        pages: usize,
    },
    /// A package is served from now on.
    Serving {
        /// Its name.
        package: &'a str,
        /// Address of its page, of its manifest, or of its container if it has none.
        url: &'a str,
        /// It is an app.
        is_app: bool,
    },
    /// The files of a package lie on disk.
    Written {
        /// Its name.
        package: &'a str,
        /// Where.
        dir: &'a Path,
        /// How many were written this time.
        files: usize,
    },
    /// Something cannot be done; the command goes on.
    Problem(&'a Diagnostic),
    /// A line for the user.
    Notice(&'a str),
}

/// Hears events; called from several threads.
pub type Listener<'a> = &'a (dyn Fn(Event<'_>) + Sync);
