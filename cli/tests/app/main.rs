//! Apps as a user makes them: small packages are built by the binary, and what it says and writes is looked at; the
//! page runs in Node (`page.js`). Start at `support.rs`; the tests are by topic, and each says what it needs.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod backstage;
mod config;
mod determinism;
mod errors;
mod output;
mod running;
mod shares;
mod support;
