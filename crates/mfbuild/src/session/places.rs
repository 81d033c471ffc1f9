//! What a build has read, and where a new file would change it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Session, Watched};

impl Session {
    pub(super) fn places(&self) -> Watched {
        let mut watched = Watched::default();
        watched.files.extend(self.inputs.files.iter().cloned());
        watched.files.extend(self.memory.app_inputs());
        watched.files.extend(self.files.iter().cloned());
        watched.files.extend(self.memory.places());
        let context = self.options.as_ref().map_or(&self.flags.dir, |options| &options.context);
        watched.files.insert(context.join("package.json"));
        if let Some(app) = self.options.as_ref().and_then(|options| options.app.as_ref()) {
            watched.directories.extend(app.public_dir.clone());
        }
        let project = project_root(context);
        // What was looked for above the project, and is not there, is nobody's business there.
        watched.files.retain(|file| !is_above(file, &project) || file.exists());
        let outside = watched.files.iter().filter(|file| !file.starts_with(&project));
        let dirs: BTreeSet<&Path> = outside.filter_map(|file| file.parent()).collect();
        watched.roots = dirs.into_iter().map(package_root).collect();
        watched.roots.insert(project);
        watched
    }
}

/// A file in a directory above the project, or a package that such a directory would have installed.
fn is_above(file: &Path, project: &Path) -> bool {
    let is_modules = |dir: &&Path| dir.file_name().is_some_and(|name| name == "node_modules");
    let modules = file.ancestors().filter(is_modules).last();
    let dir = modules.unwrap_or(file).parent();
    dir.is_some_and(|dir| project.starts_with(dir) && dir != project)
}

/// The outermost directory around a package that is part of the same project: the root of its workspace or repository.
fn project_root(context: &Path) -> PathBuf {
    let is_root = |dir: &&Path| dir.join(".git").exists() || dir.join("node_modules").is_dir();
    context.ancestors().filter(is_root).last().unwrap_or(context).to_path_buf()
}

/// For a directory of a linked package outside of the project: the package's directory.
fn package_root(dir: &Path) -> PathBuf {
    let package = dir.ancestors().find(|dir| dir.join("package.json").exists());
    package.unwrap_or(dir).to_path_buf()
}
