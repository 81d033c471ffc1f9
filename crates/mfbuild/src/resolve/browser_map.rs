//! Keys of `browser` maps that leave out the extension or `./`.
//!
//! Owns the comparison of such keys with files and requests. The engine compares keys with requests and paths as they
//! are written: of `{ "./lib/main": "./lib/main-browser" }` it replaces `require('./lib/main')`, and neither
//! `require('./lib/main.js')` nor the file that `"main": "lib/main.js"` names. Browserify and esbuild replace those too.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The keys of a `browser` map that are paths.
#[derive(Debug)]
pub(super) struct BrowserMap {
    /// The directory of the package.json.
    pub dir: PathBuf,
    /// Keys with `./` → replacements; `None` is `false`, an empty module.
    files: BTreeMap<String, Option<String>>,
}

impl BrowserMap {
    /// The map of a package.json in `dir`, if it names files.
    pub fn new(dir: &Path, field: &Value) -> Option<Self> {
        let target = |value: &Value| match value {
            Value::String(target) => Some(Some(target.clone())),
            Value::Bool(false) => Some(None),
            _ => None,
        };
        let entries = field.as_object()?.iter().filter(|(key, _)| key.starts_with("./"));
        let files: BTreeMap<_, _> = entries.filter_map(|(key, value)| Some((key.clone(), target(value)?))).collect();
        (!files.is_empty()).then(|| Self { dir: dir.to_path_buf(), files })
    }

    /// What replaces a file by a key without extension: of `lib/a/index.js` such are `./lib/a/index` and `./lib/a`.
    pub fn replacement(&self, file: &Path, extensions: &[String]) -> Option<&Option<String>> {
        let relative = file.strip_prefix(&self.dir).ok()?.to_str()?;
        let key = format!("./{relative}");
        if self.files.contains_key(&key) {
            return None;
        }
        let stem = extensions.iter().find_map(|extension| key.strip_suffix(extension.as_str()))?;
        self.files.get(stem).or_else(|| self.files.get(stem.strip_suffix("/index")?))
    }

    /// Whether a key names the file that `name` would be in this package, with or without its extension.
    pub fn names(&self, name: &str, extensions: &[String]) -> bool {
        let key = format!("./{name}");
        self.files.contains_key(&key)
            || extensions.iter().any(|extension| self.files.contains_key(&format!("{key}{extension}")))
    }
}
