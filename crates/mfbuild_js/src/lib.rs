//! The only crate that sees swc: parse, transform, collect facts, rewrite, minify and print.
//!
//! It knows one file or one scope at a time: no paths, no config file, no other module. Everything that crosses its
//! border is plain data (`facts`, `scope`) or the opaque `ParsedFile`.

mod assigned_fields;
mod assigned_imports;
mod bind;
mod catch_variables;
mod clash;
mod collect;
mod comments;
mod dead_code;
mod decorators;
mod defines;
mod draft;
mod early_errors;
mod engine;
mod enum_objects;
pub mod facts;
mod fold;
mod function_names;
mod functions_of_ifs;
mod late_names;
mod loop_heads;
mod map;
mod merged_enums;
mod merged_namespaces;
mod minify;
mod names;
mod padding;
mod parse;
mod possible_requests;
mod pure_parens;
mod purity;
mod render;
mod require_forms;
mod resume;
mod rewrite;
pub mod scope;
mod verify;

pub use engine::{Engine, EngineOptions};
pub use map::{ChunkMap, Mapping};
pub use parse::{ParseOptions, ParsedFile, Syntax};
pub use verify::verify;
