//! Whether a file that the user names is there, and which one may have been meant.
//!
//! Owns the rules for module requests of the config file and for plain paths; says nothing about where such a name came
//! from, the caller adds the place.

use std::path::{Component, Path, PathBuf};

use mfbuild_diagnostics::Diagnostic;

use crate::defaults;
use crate::disk::Disk;
use crate::reader::nearest;

/// What is needed to find the files of a package.
pub(crate) struct Places<'a> {
    pub context: &'a Path,
    pub disk: &'a Disk,
    pub out_dir: &'a Path,
    pub extensions: &'a [String],
    /// The Backstage role, if the profile is Backstage.
    pub role: Option<&'a str>,
}

/// Checks a module request of the config file: requests for packages are left to the resolver, files of the package
/// must be there. `problem` says that it is not, and gets notes and help.
pub(crate) fn check_request(request: &str, places: &Places, problem: Diagnostic) -> Result<(), Diagnostic> {
    if !request.starts_with('.') && !Path::new(request).is_absolute() {
        let unmarked = find_file(&places.context.join(request), places).is_some();
        return if unmarked { Err(problem.with_help(format!("did you mean `./{request}`?"))) } else { Ok(()) };
    }
    let path = clean(&places.context.join(request));
    if path.starts_with(places.out_dir) {
        return Err(problem.with_note("it lies in the output directory, which every build replaces"));
    }
    if find_file(&path, places).is_some() {
        return Ok(());
    }
    Err(with_near_miss(with_looked_for(problem, request, places.extensions), &path, request))
}

/// The file that a path of a request means; for a directory with an entry of its own, its package.json.
pub(crate) fn find_file(path: &Path, places: &Places) -> Option<PathBuf> {
    let with_extensions = |base: &Path| {
        let base = base.as_os_str().to_owned();
        places.extensions.iter().map(move |extension| {
            let mut name = base.clone();
            name.push(extension);
            PathBuf::from(name)
        })
    };
    let index_files = path.join("index");
    let mut candidates = std::iter::once(path.to_owned())
        .chain(with_extensions(path))
        .chain(with_extensions(&index_files))
        .chain([path.join("package.json")]);
    candidates.find(|candidate| places.disk.is_file(candidate))
}

/// Says what else the request could have meant. One with an extension means itself only.
fn with_looked_for(problem: Diagnostic, request: &str, extensions: &[String]) -> Diagnostic {
    let mut known = extensions.iter().cloned().chain(defaults::loaders().into_keys());
    if known.any(|extension| request.ends_with(&extension)) {
        return problem;
    }
    let tried = extensions.iter().map(|extension| format!("{request}{extension}"));
    problem.with_note(format!("looked for {}", list(std::iter::once(request.to_owned()).chain(tried))))
}

/// Adds what the user may have meant: a file in the same directory with a similar name, written as the user did.
pub(crate) fn with_near_miss(problem: Diagnostic, path: &Path, written: &str) -> Diagnostic {
    match near_miss(path, written) {
        Some(name) => problem.with_help(format!("did you mean `{name}`?")),
        None => problem,
    }
}

fn near_miss(path: &Path, written: &str) -> Option<String> {
    let wanted = path.file_name()?.to_str()?;
    let mut names = std::fs::read_dir(path.parent()?)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect::<Vec<_>>();
    names.sort();
    let name = nearest(wanted, names.iter().map(String::as_str))?;
    Some(match written.rsplit_once('/') {
        Some((directory, _)) => format!("{directory}/{name}"),
        None => name.to_owned(),
    })
}

/// Takes `.` and `..` out of an absolute path without looking at the disk.
pub(crate) fn clean(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                result.pop();
            }
            other => result.push(other),
        }
    }
    result
}

/// Names for a message.
pub(crate) fn list<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    names.into_iter().map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>().join(", ")
}
