//! Paths that have changed → what of a build they touch.

use std::ops::Bound;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::Session;

/// What a watcher has seen.
#[derive(Clone, Debug, Default)]
pub struct FileChanges {
    /// Files and directories: written, created, removed, renamed.
    pub paths: Vec<PathBuf>,
    /// More has happened than is known.
    pub is_incomplete: bool,
}

/// What has to be done again.
#[derive(Clone, Debug, Default)]
pub(super) struct Effects {
    /// Nothing that is known counts any more.
    pub everything: bool,
    /// The options may be others.
    pub options: bool,
    /// The configuration or the template of the page.
    pub app: bool,
    /// Files of the public directory.
    pub public: bool,
    /// Requests may lead elsewhere.
    pub requests: bool,
    /// Modules to read again.
    pub files: FxHashSet<PathBuf>,
}

impl Effects {
    pub fn is_nothing(&self) -> bool {
        self.is_plain_edit() && self.files.is_empty()
    }

    /// Nothing but the contents of modules has changed.
    pub fn is_plain_edit(&self) -> bool {
        let Self { everything, options, app, public, requests, .. } = self;
        !(*everything || *options || *app || *public || *requests)
    }
}

impl Session {
    pub(super) fn effects(&self, changes: &FileChanges) -> Effects {
        let mut effects = Effects::default();
        if changes.is_incomplete {
            effects.everything = true;
            effects.options = true;
        }
        for path in &changes.paths {
            self.add_effects(path, &mut effects);
        }
        effects
    }

    fn add_effects(&self, path: &Path, effects: &mut Effects) {
        let exists = path.exists();
        let is_option = self.inputs.files.contains(path);
        effects.options |= is_option;
        effects.app |= is_option || self.memory.is_app_input(path);
        let app = self.options.as_ref().and_then(|options| options.app.as_ref());
        if app.and_then(|app| app.public_dir.as_ref()).is_some_and(|public| path.starts_with(public)) {
            effects.public = true;
            return;
        }
        if self.memory.has_file(path) {
            effects.requests |= !exists;
            effects.files.insert(path.to_path_buf());
            return;
        }
        if self.is_output(path) {
            return;
        }
        if path.file_name().is_some_and(|name| name == "package.json") {
            effects.requests = true;
        } else if exists {
            effects.requests |= self.may_answer_a_request(path);
        } else {
            let inside = self.memory.files_below(path);
            effects.requests |= !inside.is_empty() || self.watched.files.contains(path);
            effects.files.extend(inside);
        }
    }

    /// What the build, another tool or version control writes.
    fn is_output(&self, path: &Path) -> bool {
        let is_own = self.options.as_ref().is_some_and(|options| path.starts_with(&options.out_dir));
        is_own || path.components().any(|part| part.as_os_str() == ".git" || part.as_os_str() == ".cache")
    }

    /// A directory, or a file that some loader reads.
    fn is_readable(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let loaders = self.options.as_ref().map(|options| &options.loaders);
        let mut extensions = name.match_indices('.').map(|(at, _)| &name[at..]);
        path.is_dir() || loaders.is_none_or(|loaders| extensions.any(|extension| loaders.contains_key(extension)))
    }

    /// Whether a request could lead to what is new: a place that was looked at, a name that was found with another
    /// extension, a package that is installed nearer, or a directory around one of these.
    fn may_answer_a_request(&self, path: &Path) -> bool {
        if self.watched.files.contains(path) || self.stems.contains(path) {
            return true;
        }
        if self.has_failed && self.is_readable(path) {
            // What a failed build would have asked for is not known.
            return true;
        }
        if path.is_dir() {
            let after = (Bound::Excluded(path), Bound::Unbounded);
            let next = self.watched.files.range::<Path, _>(after).next();
            let is_package = path.components().any(|part| part.as_os_str() == "node_modules");
            return is_package || next.is_some_and(|file| file.starts_with(path));
        }
        let stem = path.with_extension("");
        let is_index = stem.file_name().is_some_and(|name| name == "index");
        self.stems.contains(&stem) || (is_index && path.parent().is_some_and(|dir| self.stems.contains(dir)))
    }
}
