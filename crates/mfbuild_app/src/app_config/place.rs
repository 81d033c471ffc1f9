//! Where a package and its workspace are.
//!
//! Owns the rule of Backstage's tools: the root is the nearest directory upwards whose package.json has `workspaces`,
//! else the package itself.

use std::path::{Path, PathBuf};

use mfbuild_diagnostics::{Diagnostic, SourceText};
use serde_json::Value;

/// Directories without symbolic links.
#[derive(Clone, Debug)]
pub struct Place {
    /// Of the package.
    pub context: PathBuf,
    /// Of the workspace.
    pub root: PathBuf,
}

impl Place {
    /// Looks upwards from a package.
    pub fn find(context: &Path) -> Result<Self, Vec<Diagnostic>> {
        let context = real_path(context);
        for directory in context.ancestors() {
            if has_workspaces(&context, &directory.join("package.json")).map_err(|error| vec![error])? {
                return Ok(Self { root: directory.to_path_buf(), context });
            }
        }
        Ok(Self { root: context.clone(), context })
    }

    /// Files that are read wherever they are there.
    pub fn conventional_files(&self) -> impl Iterator<Item = PathBuf> {
        let configs = ["app-config.yaml", "app-config.local.yaml"].map(|name| self.root.join(name));
        let manifests = manifests_above(&self.context).into_iter().filter(|path| path.starts_with(&self.root));
        configs.into_iter().chain(manifests)
    }

    /// A path as the user is shown it: relative to the package, with forward slashes.
    pub fn shown(&self, path: &Path) -> String {
        for (up, base) in self.context.ancestors().enumerate() {
            // Above the workspace nothing is the project's.
            if let Ok(rest) = path.strip_prefix(base)
                && base.starts_with(&self.root)
            {
                return format!("{}{}", "../".repeat(up), rest.to_string_lossy().replace('\\', "/"));
            }
        }
        path.to_string_lossy().replace('\\', "/")
    }

    /// A file for labels, if it can be read.
    pub fn source(&self, path: &Path) -> Option<SourceText> {
        let text = crate::files::read_text_file(path).ok()?;
        Some(SourceText { path: self.shown(path), text: text.into() })
    }
}

/// Every package.json that may be that of the package or of its workspace.
pub fn manifests_above(context: &Path) -> Vec<PathBuf> {
    real_path(context).ancestors().map(|directory| directory.join("package.json")).collect()
}

/// The path as Node gives it for its working directory.
pub fn real_path(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

fn has_workspaces(context: &Path, file: &Path) -> Result<bool, Diagnostic> {
    let Ok(bytes) = crate::files::read_file(file) else { return Ok(false) };
    let value: Value = serde_json::from_slice(&bytes).map_err(|error| invalid_package_json(context, file, &error))?;
    Ok(!matches!(value.get("workspaces"), None | Some(Value::Null | Value::Bool(false))))
}

fn invalid_package_json(context: &Path, file: &Path, error: &serde_json::Error) -> Diagnostic {
    let place = Place { context: context.to_path_buf(), root: file.parent().unwrap_or(context).to_path_buf() };
    Diagnostic::error("invalid-package-json", format!("`{}` is not JSON", place.shown(file)))
        .with_note(error.to_string())
        .with_help("correct the file: it may be the root of the workspace")
}
