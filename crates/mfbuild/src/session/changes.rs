//! Paths that have changed → what of a build they touch.

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
        effects.options |= self.options.is_none() && changes.paths.iter().any(|path| self.may_mend_options(path));
        effects
    }

    /// Whether broken options may be whole because of a path: what they would have led to is not known. Where the package
    /// itself is gone, it is the package: others write beside it, for instance the log of this program.
    fn may_mend_options(&self, path: &Path) -> bool {
        let dir = &self.flags.dir;
        dir.exists() || path.starts_with(dir) || dir.starts_with(path)
    }

    fn add_effects(&self, path: &Path, effects: &mut Effects) {
        let is_file = path.is_file();
        let is_input = self.inputs.files.contains(path) && (path.exists() || self.existing_inputs.contains(path));
        effects.options |= is_input;
        effects.app |= is_input || self.memory.is_app_input(path);
        let app = self.options.as_ref().and_then(|options| options.app.as_ref());
        effects.public |= app.and_then(|app| app.public_dir.as_ref()).is_some_and(|public| path.starts_with(public));
        effects.requests |= path.file_name().is_some_and(|name| name == "package.json") && !self.is_output(path);
        if self.files().contains(path) {
            effects.requests |= !is_file;
            effects.files.insert(path.to_path_buf());
        } else if !self.is_output(path) {
            let before = effects.files.len();
            effects.files.extend(self.files().below(path).iter().cloned());
            effects.requests |= effects.files.len() > before || self.may_answer_a_request(path);
        }
    }

    /// What the build, another tool or version control writes.
    fn is_output(&self, path: &Path) -> bool {
        let Some(options) = &self.options else { return false };
        let root = self.watched().roots.iter().find(|root| path.starts_with(root));
        let inner = root.and_then(|root| path.strip_prefix(root).ok()).unwrap_or(path);
        path.starts_with(&options.out_dir) || inner.iter().any(|part| part == ".git" || part == ".cache")
    }

    /// Whether requests were looked for at a path, or below what is a directory now.
    fn may_answer_a_request(&self, path: &Path) -> bool {
        let exists = path.exists();
        if (path.is_dir() || !exists) && !self.watched().files.below(path).is_empty() {
            return true;
        }
        self.memory.is_looked_at(path, exists) || (exists && self.has_failed && self.watched().files.contains(path))
    }
}
