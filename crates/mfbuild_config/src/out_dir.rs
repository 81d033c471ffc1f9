//! Which paths cannot be the output directory, whatever is in them.
//!
//! A build replaces its output directory as a whole. Only the path counts here, also behind symbolic links; what lies in
//! the directory is looked at when the output is written (`mfbuild/src/emit/target.rs`).

use std::path::{Path, PathBuf};

use crate::flags::ProtectedDir;

/// Directories of a package that hold sources, or what others have installed.
const SOURCES: [&str; 3] = ["src", "node_modules", ".git"];

/// Why the directory is refused; `None`: its path is fine.
pub(crate) fn refusal(out_dir: &Path, context: &Path, protected: &[ProtectedDir]) -> Option<String> {
    let real = real_path(out_dir);
    if out_dir.parent().is_none() || real.parent().is_none() {
        return Some("it is the root of the file system".to_owned());
    }
    let holds = |path: &Path| path.starts_with(out_dir) || real_path(path).starts_with(&real);
    if holds(context) {
        return Some("the package lies in it".to_owned());
    }
    if let Some(name) = SOURCES.iter().find(|name| holds(&context.join(name))) {
        return Some(format!("it is `{name}` of the package"));
    }
    if out_dir.starts_with(context.join(".git")) {
        return Some("it lies in `.git` of the package".to_owned());
    }
    let inner = protected.iter().find(|inner| holds(&inner.path))?;
    Some(format!("{} is or lies in it", inner.name))
}

/// The path without symbolic links, as far as it exists.
pub(crate) fn real_path(path: &Path) -> PathBuf {
    let found = path.ancestors().find_map(|ancestor| Some((ancestor, ancestor.canonicalize().ok()?)));
    match found {
        Some((ancestor, real)) => match path.strip_prefix(ancestor) {
            Ok(rest) if rest.as_os_str().is_empty() => real,
            Ok(rest) => real.join(rest),
            Err(_) => real,
        },
        None => path.to_path_buf(),
    }
}
