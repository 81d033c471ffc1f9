//! The output of a session on disk: only what has changed is written.

use std::collections::BTreeMap;
use std::path::Path;

use mfbuild::Output;
use mfbuild_diagnostics::Diagnostic;

/// What was written, by name.
#[derive(Default)]
pub struct Written {
    hashes: BTreeMap<String, u64>,
}

impl Written {
    /// Writes a build; the first one replaces the directory as a whole. How many files were written.
    ///
    /// Errors: those of the file system.
    pub fn write(&mut self, output: &Output, dir: &Path) -> Result<usize, Diagnostic> {
        let hashes: BTreeMap<String, u64> =
            output.files.iter().map(|(name, file)| (name.clone(), file.hash())).collect();
        let is_first = self.hashes.is_empty() || !dir.is_dir();
        let changed: Vec<_> = output
            .files
            .values()
            .filter(|file| is_first || self.hashes.get(&file.name) != hashes.get(&file.name))
            .cloned()
            .collect();
        // After an error nobody knows what is there: then everything is written again.
        let before = std::mem::take(&mut self.hashes);
        if is_first {
            mfbuild::emit(&changed, dir)?;
        } else {
            let gone: Vec<&str> =
                before.keys().filter(|name| !hashes.contains_key(*name)).map(String::as_str).collect();
            mfbuild::emit_changes(&changed, &gone, dir)?;
        }
        self.hashes = hashes;
        Ok(changed.len())
    }
}
