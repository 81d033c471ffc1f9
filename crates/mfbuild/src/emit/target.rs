//! Which directory the output replaces, and whether it may.
//!
//! A build replaces a directory with all that is in it, so it takes only
//! 1. a directory that does not exist yet, or is empty;
//! 2. the output of an earlier build: its runtime names a queue of mfbuild (`mfbuild_shop_0123456789`), or
//!    `mf-manifest.json` is that of a federation build. Outside of the package nothing else may lie in it: a server may
//!    have got a copy of an output between its own files;
//! 3. the package's own `dist`, if it looks like the output of another build tool: it holds scripts, style sheets or
//!    pages, and is no project itself;
//! 4. any other directory with `--empty-out-dir`.
//!
//! Repositories and work trees in it stay in any case. A symbolic link stays, and the directory that it leads to is
//! replaced.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};

use mfbuild_config::BuildOptions;
use mfbuild_diagnostics::Diagnostic;
use serde_json::Value;

use crate::output::OutputFile;

/// Code of the error about files that no build has written.
pub const FOREIGN: &str = "foreign-output";

/// Files of federation builds.
const MANIFEST: &str = "mf-manifest.json";
const STATS: &str = "mf-stats.json";
/// Entries that make a directory a project or a repository, and no output.
const PROJECT: [&str; 3] = [".git", "node_modules", "package.json"];
/// Files that build tools write.
const GENERATED: [&str; 7] = ["css", "html", "js", "map", "mjs", "cjs", "wasm"];
/// Directories below the output directory that are looked into.
const DEPTH: usize = 4;

/// Tells one directory from another of the same name, where the system can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DirectoryId(u64, u64);

/// The identity of a directory; `None`: there is none.
pub fn directory_id(path: &Path) -> Option<DirectoryId> {
    path.metadata().ok().filter(Metadata::is_dir).map(|metadata| id_of(&metadata))
}

#[cfg(unix)]
fn id_of(metadata: &Metadata) -> DirectoryId {
    use std::os::unix::fs::MetadataExt;
    DirectoryId(metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn id_of(_metadata: &Metadata) -> DirectoryId {
    DirectoryId(0, 0)
}

/// Ownership of a directory, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// The directory is empty, or a build of mfbuild or another federation build has written it.
    Build,
    /// Another build tool.
    OtherTool,
    /// No build tool, as far as the files tell.
    Unknown,
}

/// An output directory that may be replaced.
#[derive(Debug)]
pub struct Target {
    /// Without a symbolic link at its end.
    path: PathBuf,
    /// The path that messages show.
    shown: PathBuf,
    /// `None`: it does not exist yet.
    id: Option<DirectoryId>,
    /// It lies in the package, also behind symbolic links.
    is_inside: bool,
    is_own_dist: bool,
    may_empty: bool,
    /// What the build writes into it: the first parts of the paths.
    names: BTreeSet<String>,
    owner: Owner,
}

impl Target {
    /// Finds the directory and checks that it may be replaced by these files.
    ///
    /// # Errors
    /// It may not.
    pub fn find(options: &BuildOptions, files: &[OutputFile]) -> Result<Self, Diagnostic> {
        let shown = &options.out_dir;
        let first_part = |file: &OutputFile| file.name.split('/').next().map(str::to_owned);
        let mut target = Self {
            path: shown.clone(),
            shown: shown.clone(),
            id: None,
            is_inside: true,
            is_own_dist: false,
            may_empty: options.empty_out_dir,
            names: files.iter().filter_map(first_part).collect(),
            owner: Owner::Build,
        };
        let Ok(metadata) = shown.symlink_metadata() else { return Ok(target) };
        if metadata.is_symlink() {
            target.path = shown.canonicalize().map_err(|error| {
                refused(shown, "is a symbolic link that leads nowhere").with_note(error.to_string())
            })?;
        }
        let metadata = target.path.metadata().map_err(|error| super::left_alone("read", shown, &error))?;
        if !metadata.is_dir() {
            return Err(refused(shown, &format!("is {} and no directory", kind(&metadata))));
        }
        if is_mount_point(&target.path, &metadata) {
            return Err(
                refused(shown, "is a mount point, which cannot be replaced").with_help("name a directory in it")
            );
        }
        target.id = Some(id_of(&metadata));
        let (real, context) = (target.path.canonicalize(), options.context.canonicalize());
        target.is_inside = matches!((real, context), (Ok(real), Ok(context)) if real.starts_with(&context));
        target.is_own_dist = target.is_inside && *shown == options.context.join("dist");
        target.owner = target.owner_of(&target.path);
        if target.may_replace(&target.path) { Ok(target) } else { Err(target.foreign()) }
    }

    /// The directory; behind a symbolic link, the one that it leads to.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The directory that it lies in.
    pub fn parent(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }

    /// Whether there was a directory when it was checked.
    pub fn exists(&self) -> bool {
        self.id.is_some()
    }

    /// The directory that was checked.
    pub fn id(&self) -> Option<DirectoryId> {
        self.id
    }

    /// Whether this tree, which may have been moved, may be removed.
    pub fn may_replace(&self, tree: &Path) -> bool {
        if repository(tree, DEPTH).is_some() {
            return false;
        }
        match self.owner_of(tree) {
            Owner::Build => true,
            Owner::OtherTool => self.is_own_dist || self.may_empty,
            Owner::Unknown => self.may_empty,
        }
    }

    /// The warning about files that no build of mfbuild has written.
    pub fn replaced_foreign_output(&self) -> Option<Diagnostic> {
        (self.owner == Owner::OtherTool && !self.may_empty).then(|| {
            let message = format!("`{}` held the output of another tool, which was replaced", self.shown.display());
            Diagnostic::warning("replaced-output", message)
                .with_help("give each tool an output directory of its own: `--out-dir`, or `outDir` in the config file")
        })
    }

    /// Looks at the content; a directory that cannot be read counts as one without known owner.
    fn owner_of(&self, dir: &Path) -> Owner {
        let Ok(entries) = std::fs::read_dir(dir) else { return Owner::Unknown };
        let names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
        if names.is_empty() {
            return Owner::Build;
        }
        let has = |wanted: &str| names.iter().any(|name| name == wanted);
        let is_project = PROJECT.iter().any(|project| has(project));
        let is_build = match () {
            () if has("node_modules") => false,
            () if !self.is_inside => {
                (has_queue(dir) || has_manifest(dir)) && names.iter().all(|name| self.is_output(dir, name))
            }
            // A file of `public/` may be called `package.json`: the page or the manifest tells such an output from a project.
            () if is_project => has_queue(dir) && (has("index.html") || has_manifest(dir)),
            () => has_queue(dir) || has_manifest(dir),
        };
        match () {
            () if is_build => Owner::Build,
            () if is_project => Owner::Unknown,
            () if holds_generated(dir, DEPTH) => Owner::OtherTool,
            () => Owner::Unknown,
        }
    }

    /// Whether this entry of a directory is what builds write: also this one, for instance a file of `public/`.
    fn is_output(&self, dir: &Path, name: &OsStr) -> bool {
        let path = dir.join(name);
        let is_known = |name: &str| self.names.contains(name) || ["static", MANIFEST, STATS].contains(&name);
        let is_entry = || has_extension(&path, &["js", "mjs"]) && path.is_file() && is_script_of_ours(&path);
        name.to_str().is_some_and(is_known) || is_entry() || has_extension(&path, &["map"])
    }

    /// The first entry by name that is no output.
    fn foreign_example(&self) -> Option<String> {
        let entries = std::fs::read_dir(&self.path).ok()?.flatten().map(|entry| entry.file_name());
        let foreign = entries.filter(|name| self.is_inside || !self.is_output(&self.path, name));
        let mut names: Vec<String> = foreign.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort_by_key(|name| (!PROJECT.contains(&name.as_str()), name.clone()));
        names.into_iter().next()
    }

    fn foreign(&self) -> Diagnostic {
        let message = format!("`{}` holds files that are no earlier output", self.shown.display());
        let problem = Diagnostic::error(FOREIGN, message);
        if let Some(repository) = repository(&self.path, DEPTH) {
            let name = repository.strip_prefix(&self.path).unwrap_or(&repository).display().to_string();
            return problem
                .with_note(format!("it holds `{name}`: a repository or a work tree is never replaced"))
                .with_help("choose another directory");
        }
        let problem = match self.foreign_example() {
            Some(name) => problem.with_note(format!("such as `{name}`; the output directory is replaced as a whole")),
            None => problem.with_note("the output directory is replaced as a whole"),
        };
        problem.with_help(
            "choose an empty directory or one that was built into before; `--empty-out-dir` removes what is in this one",
        )
    }
}

/// The first `.git` in a directory or below it; symbolic links are not followed.
fn repository(dir: &Path, depth: usize) -> Option<PathBuf> {
    let git = dir.join(".git");
    if git.symlink_metadata().is_ok() {
        return Some(git);
    }
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let mut directories = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    if depth > 0 { directories.find_map(|entry| repository(&entry.path(), depth - 1)) } else { None }
}

fn refused(path: &Path, reason: &str) -> Diagnostic {
    Diagnostic::error("invalid-out-dir", format!("the output directory `{}` {reason}", path.display()))
        .with_help("name a directory of its own, such as `dist`")
}

#[cfg(unix)]
fn kind(metadata: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    match () {
        () if kind.is_fifo() => "a named pipe",
        () if kind.is_socket() => "a socket",
        () if kind.is_block_device() || kind.is_char_device() => "a device",
        () => "a file",
    }
}

#[cfg(not(unix))]
fn kind(_metadata: &Metadata) -> &'static str {
    "a file"
}

/// A directory on another device than the one that it lies in.
#[cfg(unix)]
fn is_mount_point(path: &Path, metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let parent = path.parent().and_then(|parent| parent.metadata().ok());
    parent.is_none_or(|parent| parent.dev() != metadata.dev())
}

#[cfg(not(unix))]
fn is_mount_point(path: &Path, _metadata: &Metadata) -> bool {
    path.parent().is_none()
}

/// Whether a script names a queue of mfbuild: the entry of a remote at the root, chunks and the runtime of a page in
/// `static`. All of them do so at their beginning.
fn has_queue(dir: &Path) -> bool {
    let scripts = |dir: &Path| files(dir, &["js", "mjs"]).into_iter();
    let mut all = scripts(dir).chain(scripts(&dir.join("static")));
    all.any(|path| is_script_of_ours(&path))
}

fn is_script_of_ours(path: &Path) -> bool {
    beginning(path).is_ok_and(|text| names_queue(&text))
}

/// As much of a script as holds its first constants.
fn beginning(path: &Path) -> std::io::Result<Vec<u8>> {
    const BYTES: u64 = 16 << 10;
    let mut text = Vec::new();
    File::open(path)?.take(BYTES).read_to_end(&mut text)?;
    Ok(text)
}

/// `mfbuild_` + name + `_` + ten digits of a hash, as `mfbuild_federation::queue_name` makes it.
fn names_queue(text: &[u8]) -> bool {
    const PREFIX: &[u8] = b"mfbuild_";
    const DIGITS: usize = 10;
    let starts = text.windows(PREFIX.len()).enumerate().filter(|(_, window)| *window == PREFIX);
    starts.into_iter().any(|(at, _)| {
        let rest = &text[at + PREFIX.len()..];
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii();
        let name = &rest[..rest.iter().position(|byte| !is_name(byte)).unwrap_or(rest.len())];
        let Some(digits) = name.len().checked_sub(DIGITS) else { return false };
        let (front, hash) = name.split_at(digits);
        front.ends_with(b"_") && hash.iter().all(u8::is_ascii_hexdigit)
    })
}

/// Whether the manifest is that of a federation build, which other bundlers write, too.
fn has_manifest(dir: &Path) -> bool {
    [MANIFEST, STATS].iter().any(|name| {
        let text = read_file(&dir.join(name)).unwrap_or_default();
        serde_json::from_slice::<Value>(&text).is_ok_and(|manifest| manifest["metaData"]["remoteEntry"].is_object())
    })
}

fn read_file(path: &Path) -> Option<Vec<u8>> {
    path.is_file().then(|| std::fs::read(path).ok()).flatten()
}

/// Files of a directory with one of these extensions.
fn files(dir: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.filter(|path| has_extension(path, extensions) && path.is_file()).collect()
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|found| extensions.contains(&found))
}

fn holds_generated(dir: &Path, depth: usize) -> bool {
    if !files(dir, &GENERATED).is_empty() {
        return true;
    }
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let mut directories = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    depth > 0 && directories.any(|entry| holds_generated(&entry.path(), depth - 1))
}
