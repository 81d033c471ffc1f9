//! The files of `public/`, which go to the output as they are (spec/backstage.md §5).
//!
//! Finds them and tells where they meet what the build generates; the caller copies.

use std::path::{Path, PathBuf};

use mfbuild_diagnostics::Diagnostic;
use rustc_hash::FxHashSet;
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
}

/// All files under `dir`, also hidden ones, but not the html template; links are followed. Sorted by name. A directory
/// that does not exist has none.
pub fn public_files(dir: &Path, template: Option<&Path>) -> Result<Vec<PublicFile>, Diagnostic> {
    if dir.symlink_metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        return Ok(Vec::new());
    }
    if dir.is_file() {
        return Err(public_error(dir, "is not a directory", "make it a directory of files to copy"));
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(dir).follow_links(true) {
        let entry = entry.map_err(|error| unreadable(dir, &error))?;
        if entry.file_type().is_dir() || template == Some(entry.path()) {
            continue;
        }
        // A pipe or a socket would block the copy for ever.
        if !entry.file_type().is_file() {
            return Err(public_error(entry.path(), "is not a file", "remove it from the directory of public files"));
        }
        files.push(PublicFile { name: name(dir, entry.path())?, path: entry.into_path() });
    }
    files.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(files)
}

/// What cannot live beside the build's own output. A file of the same name is a warning, since the generated file takes
/// its place; a file where the other side needs a directory is an error.
pub fn conflicts<'a>(public: &[PublicFile], generated: impl Iterator<Item = &'a str>) -> Vec<Diagnostic> {
    let generated: FxHashSet<&str> = generated.collect();
    let directories: FxHashSet<&str> = generated.iter().flat_map(|name| parents(name)).collect();
    let conflict = |file: &PublicFile| {
        if generated.contains(&*file.name) {
            return Some(replaced(file));
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

/// The relative path; names that are no Unicode cannot be part of a url.
fn name(dir: &Path, path: &Path) -> Result<String, Diagnostic> {
    let relative = path.strip_prefix(dir).expect("the walk gives paths below its start");
    let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
    let help = "rename it: urls can only be made of Unicode names";
    parts.map(|parts| parts.join("/")).ok_or_else(|| public_error(path, "has a name that is not Unicode", help))
}

fn unreadable(dir: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = error.path().unwrap_or(dir);
    if let Some(ancestor) = error.loop_ancestor() {
        let problem = format!("is a link to `{}`, in which it lies itself", ancestor.display());
        return public_error(path, &problem, "remove the link: its content would be endless");
    }
    let is_broken_link = path.is_symlink() && !path.exists();
    if is_broken_link {
        let target = path.read_link().map(|target| format!(" `{}`", target.display())).unwrap_or_default();
        let problem = format!("is a link to{target}, which does not exist");
        return public_error(path, &problem, "mend or remove the link");
    }
    let diagnostic = public_error(path, "cannot be read", "check that it exists and that you may read it");
    match error.io_error() {
        Some(cause) => diagnostic.with_note(cause.to_string()),
        None => diagnostic,
    }
}

fn public_error(path: &Path, problem: &str, help: &str) -> Diagnostic {
    Diagnostic::error("public-file", format!("the public file `{}` {problem}", path.display())).with_help(help)
}

fn replaced(file: &PublicFile) -> Diagnostic {
    let message = format!("the public file `{}` is replaced by a file of the build", file.path.display());
    Diagnostic::warning("public-file-replaced", message)
        .with_note(format!("`{}` of the output is generated", file.name))
        .with_help("rename or remove the public file")
}

fn file_or_directory(file: &PublicFile, clash: &str) -> Diagnostic {
    let message = format!("the public file `{}` is in the way of a file of the build", file.path.display());
    Diagnostic::error("public-file", message)
        .with_note(format!("`{clash}` of the output would be a file and a directory at once"))
        .with_help("rename or remove the public file")
}
