//! What a build has read, and where a new file would change it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Paths, Session, Watched};

impl Session {
    pub(super) fn places(&self) -> Watched {
        let context = self.options.as_ref().map_or(&self.flags.dir, |options| &options.context);
        let project = project_root(context);
        let inputs = self.inputs.files.iter().cloned().chain(self.memory.app_inputs());
        let read = self.files().iter().cloned().chain(self.memory.places());
        let all: Paths = inputs.chain(read).chain([context.join("package.json")]).collect();
        // What was looked for above the project, and is not there, is nobody's business there.
        let counts = |file: &&PathBuf| !is_above(file, &project) || file.exists();
        let outside: Paths = all.outside(&project).filter(counts).cloned().collect();
        let dirs: BTreeSet<&Path> = outside.iter().filter_map(|file| file.parent()).collect();
        let roots = dirs.into_iter().map(package_root).chain([project.clone()]).collect();
        let app = self.options.as_ref().and_then(|options| options.app.as_ref());
        Watched {
            directories: app.and_then(|app| app.public_dir.clone()).into_iter().collect(),
            roots,
            files: all.below(&project).iter().chain(outside.iter()).cloned().collect(),
        }
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
