//! Random programs: what the bundle of a program logs and exports must be what Node does with its source.
//!
//! Owns the generator (one file for each part of the language), the runner, and the search for the smallest program that
//! still differs. Programs end by themselves, and depend on no name, stack or timing.

mod classes;
mod decorators;
mod expressions;
mod functions;
mod loops;
mod objects;
mod patterns;
mod program;
mod run;
mod scope;
mod shrink;
mod statements;
mod syntax;
mod tree;
mod typescript;
mod values;
mod writer;

pub(crate) use program::module_body;
pub use run::{ProgramRun, Programs};
