//! Whole loads over directories on disk: what comes out where nothing is said, what each option does, and the exact
//! text of the errors.

mod app;
mod backstage;
mod config;
mod dev_server;
mod errors;
mod inputs;
mod jsx;
mod remotes;
mod shared;
mod template;
mod unread;

use std::fs;
use std::path::PathBuf;

use mfbuild_diagnostics::{Diagnostic, render_text};
use tempfile::TempDir;

use crate::{BuildOptions, Expose, Flags, load};

/// A package directory that is removed at the end of the test.
struct Project {
    directory: TempDir,
    flags: Flags,
}

impl Project {
    /// Files as (path, text).
    fn new(files: &[(&str, &str)]) -> Self {
        let directory = TempDir::new().unwrap();
        let flags = Flags { dir: directory.path().to_owned(), module_federation: true, ..Flags::default() };
        let project = Self { directory, flags };
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    /// A plain package with a main entry and this config file.
    fn with_config(config: &str) -> Self {
        Self::new(&[
            ("package.json", r#"{"name": "shop", "version": "1.2.3"}"#),
            ("src/index.ts", ""),
            ("mfbuild.config.json", config),
        ])
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.directory.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn root(&self) -> PathBuf {
        self.directory.path().canonicalize().unwrap()
    }

    fn flags(mut self, change: impl FnOnce(&mut Flags)) -> Self {
        change(&mut self.flags);
        self
    }

    /// The options of a load without warnings.
    fn options(&self) -> BuildOptions {
        let (options, warnings) =
            load(&self.flags).unwrap_or_else(|problems| panic!("{}", render_text(&problems, false)));
        assert!(warnings.is_empty(), "{}", render_text(&warnings, false));
        options
    }

    /// The rendered problems of a load that fails, with the directory's name taken out.
    fn errors(&self) -> String {
        match load(&self.flags) {
            Ok(_) => panic!("expected errors"),
            Err(problems) => self.render(&problems),
        }
    }

    /// The rendered warnings of a load that succeeds.
    fn warnings(&self) -> String {
        match load(&self.flags) {
            Ok((_, warnings)) => self.render(&warnings),
            Err(problems) => panic!("{}", render_text(&problems, false)),
        }
    }

    fn render(&self, problems: &[Diagnostic]) -> String {
        let text = render_text(problems, false);
        let text = text.replace(&*self.root().to_string_lossy(), "ROOT");
        text.replace(&*self.directory.path().to_string_lossy(), "ROOT")
    }
}

/// Exposes in short: `key=first,second?` with `?` for "only if it is a feature".
fn short(exposes: &[Expose]) -> Vec<String> {
    let short = |expose: &Expose| {
        let mark = if expose.only_if_feature { "?" } else { "" };
        format!("{}={}{mark}", expose.key, expose.imports.join(","))
    };
    exposes.iter().map(short).collect()
}
