//! What an app needs besides its bundle: configuration, html page, public files (spec/backstage.md §5).
//!
//! Knows nothing of modules and chunks. `app_config.rs` asks the project's own config loader in a Node process,
//! `page.rs` makes the html, `public_files.rs` finds what is copied.

pub mod app_config;
mod files;
pub mod page;
pub mod public_files;
