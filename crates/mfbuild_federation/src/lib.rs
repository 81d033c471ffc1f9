//! Module Federation as data: what is exposed, what is shared, which versions, and what the manifest says.
//!
//! Everything here is pure: package.json files come through [`versions::PackageJsonReader`], output goes back as values.
//! The module graph is not known here; the scan asks the [`plan`] about requests, the chunker hands plain lists to
//! [`manifest`]. Rules and section numbers (§) are those of spec/module-federation.md.
//!
//! A walk: `plan.rs` → `share_table.rs` (matching) → `share.rs` (what a match is) → `versions.rs` (ranges and versions
//! from package.json) → `manifest.rs`.

pub mod manifest;
pub mod manifest_assets;
mod manifest_json;
pub mod plan;
pub mod plan_names;
pub mod ranges;
pub mod runtime_source;
pub mod share;
#[cfg(test)]
mod share_samples;
pub mod share_table;
pub mod versions;
mod versions_normalise;
