//! STUB by the lead, to be replaced: the configuration of a Backstage app, as its page sees it.
#![allow(missing_docs, clippy::all)]
use std::path::{Path, PathBuf};
use mfbuild_diagnostics::{Diagnostic, SourceText};
pub struct AppConfigRequest<'a> { pub context: &'a Path, pub package_name: &'a str, pub config_files: &'a [PathBuf], pub template: Option<&'a SourceText>, pub cache: bool }
#[derive(Clone, Debug)]
pub struct DetectedPackage { pub name: String, pub export: Option<String>, pub import: String }
pub struct AppConfig { pub sources: serde_json::Value, pub schema: serde_json::Value, pub public_path: String, pub detected_packages: Option<Vec<DetectedPackage>>, pub loaded_from: Vec<String>, pub html: Option<String>, pub inputs: Vec<PathBuf> }
pub fn load(request: &AppConfigRequest) -> Result<(AppConfig, Vec<Diagnostic>), Vec<Diagnostic>> { let _ = request; Ok((AppConfig { sources: serde_json::json!([]), schema: serde_json::json!({}), public_path: String::new(), detected_packages: None, loaded_from: vec![], html: request.template.map(|t| t.text.to_string()), inputs: vec![] }, vec![])) }
pub fn render_template(context: &Path, template: &SourceText, parameters: &serde_json::Value) -> Result<String, Vec<Diagnostic>> { let _ = (context, parameters); Ok(template.text.to_string()) }
