//! The files of `public/`, which go to the output as they are (spec/backstage.md §5).
//!
//! Finds them and tells where they meet what the build generates; the caller copies.

use std::path::{Path, PathBuf};

use mfbuild_diagnostics::Diagnostic;
use rustc_hash::{FxHashMap, FxHashSet};
use walkdir::WalkDir;

#[cfg(test)]
mod tests;

/// A file to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicFile {
    /// Path relative to the directory, with forward slashes.
    pub name: String,
    /// Where it is; may be or lie behind a link.
    pub path: PathBuf,
    /// The path as the user is shown it.
    pub shown: String,
}

/// The directory that they lie in.
#[derive(Clone, Copy, Debug)]
pub struct PublicDir<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// The path as the user is shown it.
    pub shown: &'a str,
    /// The html template, which is not copied.
    pub template: Option<&'a Path>,
}

impl PublicDir<'_> {
    /// All files, also hidden ones; links are followed. Sorted by name. A directory that does not exist has none. The
    /// warnings name files that hold secrets and are left out.
    ///
    /// # Errors
    /// Something is no file, cannot be read, or cannot be part of a url.
    pub fn files(&self) -> Result<(Vec<PublicFile>, Vec<Diagnostic>), Diagnostic> {
        let (secret, open): (Vec<_>, Vec<_>) = self.walk()?.into_iter().partition(|file| is_secret(&file.name));
        Ok((open, secret.iter().map(left_out).collect()))
    }

    fn walk(&self) -> Result<Vec<PublicFile>, Diagnostic> {
        if self.path.symlink_metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
            return Ok(Vec::new());
        }
        if self.path.is_file() {
            return Err(public_error(self.shown, "is not a directory", "make it a directory of files to copy"));
        }
        let mut files = Vec::new();
        let entries = WalkDir::new(self.path).follow_links(true).into_iter();
        for entry in entries.filter_entry(|entry| entry.file_name() != ".git" || !entry.file_type().is_dir()) {
            let entry = entry.map_err(|error| self.unreadable(&error))?;
            if entry.file_type().is_dir() || self.template == Some(entry.path()) {
                continue;
            }
            let shown = self.shown(entry.path());
            // A pipe or a socket would block the copy for ever.
            if !entry.file_type().is_file() {
                return Err(public_error(&shown, "is not a file", "remove it from the directory of public files"));
            }
            files.push(PublicFile { name: self.name(entry.path())?, path: entry.into_path(), shown });
        }
        files.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(files)
    }

    fn shown(&self, path: &Path) -> String {
        match path.strip_prefix(self.path) {
            Ok(inside) if inside.as_os_str().is_empty() => self.shown.to_owned(),
            Ok(inside) => format!("{}/{}", self.shown, inside.to_string_lossy().replace('\\', "/")),
            Err(_) => path.to_string_lossy().replace('\\', "/"),
        }
    }

    /// The relative path; names that are no Unicode cannot be part of a url.
    fn name(&self, path: &Path) -> Result<String, Diagnostic> {
        let relative = path.strip_prefix(self.path).expect("the walk gives paths below its start");
        let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
        let help = "rename it: urls can only be made of Unicode names";
        parts
            .map(|parts| parts.join("/"))
            .ok_or_else(|| public_error(&self.shown(path), "has a name that is not Unicode", help))
    }

    fn unreadable(&self, error: &walkdir::Error) -> Diagnostic {
        let path = error.path().unwrap_or(self.path);
        let shown = self.shown(path);
        if let Some(ancestor) = error.loop_ancestor() {
            let problem = format!("is a link to `{}`, in which it lies itself", self.shown(ancestor));
            return public_error(&shown, &problem, "remove the link: its content would be endless");
        }
        let is_broken_link = path.is_symlink() && !path.exists();
        if is_broken_link {
            let target = path.read_link().map(|target| format!(" `{}`", target.display())).unwrap_or_default();
            let problem = format!("is a link to{target}, which does not exist");
            return public_error(&shown, &problem, "mend or remove the link");
        }
        let diagnostic = public_error(&shown, "cannot be read", "check that it exists and that you may read it");
        match error.io_error() {
            Some(cause) => diagnostic.with_note(cause.to_string()),
            None => diagnostic,
        }
    }
}

/// Files that hold secrets of the developer. Other hidden files are meant for the web server, such as those of
/// `.well-known` and `.htaccess`.
fn is_secret(name: &str) -> bool {
    name.split('/').any(|part| {
        matches!(part, ".env" | ".npmrc" | ".netrc" | ".git")
            || part.starts_with(".env.")
            || part.starts_with(".yarnrc")
    })
}

fn left_out(file: &PublicFile) -> Diagnostic {
    let message = format!("the public file `{}` is left out, since such files hold secrets", file.shown);
    Diagnostic::warning("public-file-left-out", message)
        .with_note("every page could read it")
        .with_help("move it out of the directory of public files")
}

/// What cannot live beside the build's own output. A file of the same name is a warning, since the generated file takes
/// its place; a file where the other side needs a directory is an error.
pub fn conflicts<'a>(public: &[PublicFile], generated: impl Iterator<Item = &'a str>) -> Vec<Diagnostic> {
    let generated: FxHashSet<&str> = generated.collect();
    let directories: FxHashSet<&str> = generated.iter().flat_map(|name| parents(name)).collect();
    // The first of several names counts: the others are told about it.
    let names = public.iter().map(|file| &*file.name).rev().chain(generated.iter().copied());
    let by_lower_case: FxHashMap<String, &str> = names.map(|name| (name.to_lowercase(), name)).collect();
    let conflict = |file: &PublicFile| {
        if generated.contains(&*file.name) {
            return Some(replaced(file));
        }
        if let Some(twin) = by_lower_case.get(&file.name.to_lowercase()).filter(|twin| **twin != file.name) {
            return Some(differs_in_case(file, twin));
        }
        let parent = parents(&file.name).find(|parent| generated.contains(parent));
        let clash = parent.or_else(|| directories.contains(&*file.name).then_some(&*file.name))?;
        Some(file_or_directory(file, clash))
    };
    public.iter().filter_map(conflict).collect()
}

/// `a/b` and `a` of `a/b/c`.
fn parents(name: &str) -> impl Iterator<Item = &str> {
    name.rmatch_indices('/').map(|(position, _)| &name[..position])
}

fn public_error(shown: &str, problem: &str, help: &str) -> Diagnostic {
    Diagnostic::error("public-file", format!("the public file `{shown}` {problem}")).with_help(help)
}

fn replaced(file: &PublicFile) -> Diagnostic {
    let message = format!("the public file `{}` is replaced by a file of the build", file.shown);
    Diagnostic::warning("public-file-replaced", message)
        .with_note(format!("`{}` of the output is generated", file.name))
        .with_help("rename or remove the public file")
}

fn differs_in_case(file: &PublicFile, twin: &str) -> Diagnostic {
    let message = format!("the public file `{}` and `{twin}` of the output differ in case only", file.shown);
    Diagnostic::warning("public-file-case", message)
        .with_note("file systems that ignore case, as those of Windows and macOS, keep one of them")
        .with_help("rename one of them")
}

fn file_or_directory(file: &PublicFile, clash: &str) -> Diagnostic {
    let message = format!("the public file `{}` is in the way of a file of the build", file.shown);
    Diagnostic::error("public-file", message)
        .with_note(format!("`{clash}` of the output would be a file and a directory at once"))
        .with_help("rename or remove the public file")
}
