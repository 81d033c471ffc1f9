//! Every rule of the resolver on small projects in temporary directories.
//!
//! Owns the `Project` that the test files below share; each of them covers one topic.

mod builtins;
mod failures;
mod listing;
mod packages;
mod paths;
mod style_sheets;

use std::path::{Path, PathBuf};

use mfbuild_config::{Profile, ResolveOptions};

use super::{RequestKind, ResolveFailure, Resolved, ResolvedFile, Resolver};

/// A project on disk and the parts of its options that the resolver looks at.
struct Project {
    _temporary: tempfile::TempDir,
    root: PathBuf,
    context: PathBuf,
    profile: Profile,
    options: ResolveOptions,
    remotes: Vec<String>,
}

impl Project {
    /// Files by path; a text that begins with `->` makes a link.
    fn new(files: &[(&str, &str)]) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let root = temporary.path().canonicalize().unwrap();
        let context = root.clone();
        let project = Self {
            _temporary: temporary,
            root,
            context,
            profile: Profile::Generic,
            options: options(),
            remotes: Vec::new(),
        };
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        match text.strip_prefix("->") {
            Some(target) => std::os::unix::fs::symlink(target, path).unwrap(),
            None => std::fs::write(path, text).unwrap(),
        }
    }

    fn resolver(&self) -> Resolver {
        let resolver = Resolver::from_parts(&self.context, self.profile, &self.options);
        Resolver { remotes: self.remotes.clone(), ..resolver }
    }

    fn resolve(&self, dir: &str, request: &str, kind: RequestKind) -> Result<Resolved, ResolveFailure> {
        self.resolver().resolve(&self.root.join(dir), request, kind)
    }

    fn file(&self, dir: &str, request: &str, kind: RequestKind) -> ResolvedFile {
        match self.resolve(dir, request, kind) {
            Ok(Resolved::File(file)) => file,
            other => panic!("{request}: {other:?}"),
        }
    }

    /// Path of the file, relative to the project.
    fn path(&self, dir: &str, request: &str, kind: RequestKind) -> String {
        self.relative(&self.file(dir, request, kind).path)
    }

    fn import(&self, dir: &str, request: &str) -> String {
        self.path(dir, request, RequestKind::Import)
    }

    fn failure(&self, dir: &str, request: &str) -> ResolveFailure {
        match self.resolve(dir, request, RequestKind::Import) {
            Err(failure) => failure,
            other => panic!("{request}: {other:?}"),
        }
    }

    fn help(&self, dir: &str, request: &str) -> String {
        match self.failure(dir, request) {
            ResolveFailure::NotFound { help } => help.unwrap_or_default(),
            other => panic!("{request}: {other:?}"),
        }
    }

    fn is_ignored(&self, dir: &str, request: &str) -> bool {
        matches!(self.resolve(dir, request, RequestKind::Import), Ok(Resolved::Ignored))
    }

    fn relative(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap().to_str().unwrap().to_owned()
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

fn options() -> ResolveOptions {
    ResolveOptions {
        alias: Vec::new(),
        fallback: Vec::new(),
        extensions: words(".ts .tsx .mjs .js .jsx .json"),
        main_fields: words("browser module main"),
        conditions: words("webpack module browser production"),
        tsconfig: None,
    }
}
