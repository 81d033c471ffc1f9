//! Servers on free ports, asked by a client of their own runtime: each row of spec/backstage.md §9 that a server
//! answers.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod addresses;
mod files;
mod harness;
mod hot;
mod https;
mod origins;
mod pages;
mod proxy;
