//! The temporary package that a case is built in.
//!
//! It lies in the system's temporary directory, away from any package.json or node_modules of the repository, and stays
//! there when the case fails, so that its output can be looked at.

use std::fs;
use std::path::{Path, PathBuf};

use crate::CaseFile;

const PACKAGE_JSON: &str = "{ \"name\": \"case\", \"version\": \"1.0.0\" }\n";

/// A case on disk; removed when dropped, unless `keep` was called.
pub(crate) struct Project {
    directory: tempfile::TempDir,
    /// The package.
    pub root: PathBuf,
}

impl Project {
    /// Writes the files, links, config and (where the case has none) package.json.
    pub fn write(name: &str, case: &CaseFile) -> Result<Self, String> {
        let prefix = format!("mfbuild-{}-", name.replace('/', "-"));
        let directory = tempfile::Builder::new().prefix(&prefix).tempdir().map_err(|error| error.to_string())?;
        let root = fs::canonicalize(directory.path()).map_err(|error| error.to_string())?.join("package");
        let project = Self { directory, root };
        project.write_file("package.json", PACKAGE_JSON.as_bytes())?;
        for file in &case.files {
            project.write_file(&file.path, &file.bytes)?;
        }
        if let Some(config) = case.config_text() {
            project.write_file("mfbuild.config.json", config.as_bytes())?;
        }
        for (path, target) in &case.links {
            project.write_link(path, target)?;
        }
        Ok(project)
    }

    /// Writes one file below the package.
    pub fn write_file(&self, path: &str, bytes: &[u8]) -> Result<(), String> {
        let file = self.root.join(path);
        create_parent(&file)?;
        fs::write(&file, bytes).map_err(|error| format!("cannot write {}: {error}", file.display()))
    }

    fn write_link(&self, path: &str, target: &str) -> Result<(), String> {
        let link = self.root.join(path);
        create_parent(&link)?;
        let up = "../".repeat(path.matches('/').count());
        symlink(&format!("{up}{target}"), &link).map_err(|error| format!("cannot link {}: {error}", link.display()))
    }

    /// Output directory of one mode, outside the package's own `dist` so that modes do not meet.
    pub fn output(&self, mode: &str) -> PathBuf {
        self.root.with_file_name(mode).join("dist")
    }

    /// Leaves everything on disk and tells where.
    pub fn keep(self) -> PathBuf {
        self.directory.keep()
    }
}

fn create_parent(file: &Path) -> Result<(), String> {
    let parent = file.parent().expect("files of a case lie below its root");
    fs::create_dir_all(parent).map_err(|error| format!("cannot create {}: {error}", parent.display()))
}

#[cfg(unix)]
fn symlink(target: &str, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(windows)]
fn symlink(target: &str, link: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(target, link)
}
