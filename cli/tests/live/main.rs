//! `mfbuild start` and `mfbuild build --watch` as a user meets them: what is served, what pages are told while files
//! change, what lies on disk, and how it all ends. No browser: `test-apps/specs` has those tests.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[cfg(unix)]
mod ending;
mod options;
mod packages;
mod running;
mod serving;
mod updating;
mod writing;
