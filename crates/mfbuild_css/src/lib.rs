//! Style sheets: one file in, owned data and text out.
//!
//! This crate fences off the css library. [`parse`] reads one file completely (names scoped, rules lowered and printed)
//! and leaves only holes where addresses of assets go; [`print`] fills the holes; [`wrap`] puts the conditions of
//! `@import`s around an imported file; [`join`] makes the style sheet of a chunk, with its source map.
//! Everything that is passed around is owned, `Send + Sync` and free of the library's types. No file is read, no
//! request resolved and no name of an output decided here.

mod conditions;
mod globals;
mod imports;
mod items;
mod join;
mod modules;
mod names;
mod nesting;
mod parse;
mod position;
mod print;
mod problem;
mod shorthands;
mod targets;
mod urls;

#[cfg(test)]
mod tests;

pub use conditions::{Conditions, LayerDeclaration};
pub use imports::{CssImport, CssLayer, CssLayers};
pub use join::{PrintedPart, SheetPart, join, source_map_comment};
pub use modules::{ClassList, CssExport, CssReference, ExportPart, class_list};
pub use parse::{CssFile, CssOptions, parse};
pub use print::{Mapping, PrintedCss, print, wrap};
pub use urls::CssUrl;
