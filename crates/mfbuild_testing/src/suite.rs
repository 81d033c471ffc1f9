//! Runs many small, independent units: one package with an expose for each, built once a mode and executed in one Node
//! process.
//!
//! Owns what random programs and test262 have in common: the package, builds that go on without the units that the
//! bundler refuses, and the Node process behind `harness/suite.mjs`.

mod build;
mod node;

pub(crate) use build::{Package, UnitFiles};
pub(crate) use node::{Place, SuiteNode};
