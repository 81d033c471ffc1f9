//! STUB by the lead, to be replaced: the files of `public/`.
#![allow(missing_docs, clippy::all)]
use std::path::{Path, PathBuf};
use mfbuild_diagnostics::Diagnostic;
pub struct PublicFile { pub name: String, pub path: PathBuf }
pub fn public_files(dir: &Path, template: Option<&Path>) -> Result<Vec<PublicFile>, Diagnostic> { let _ = (dir, template); Ok(vec![]) }
pub fn conflicts<'a>(public: &[PublicFile], generated: impl Iterator<Item = &'a str>) -> Vec<Diagnostic> { let _ = (public, generated); vec![] }
