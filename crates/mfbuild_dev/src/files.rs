//! The output of a session on disk: only what has changed is written.

use std::collections::BTreeMap;

use mfbuild::{BuildOptions, DirectoryId, Output, directory_id};
use mfbuild_diagnostics::Diagnostic;

/// The value as it was written.
#[derive(Default)]
pub struct Written {
    /// By name.
    hashes: BTreeMap<String, u64>,
    /// The directory that it was written into: another program may replace it by one of its own.
    directory: Option<DirectoryId>,
}

impl Written {
    /// Writes a build; the first one replaces the directory as a whole. How many files were written, and a warning about
    /// files that were replaced.
    ///
    /// # Errors
    /// The directory may not be replaced, or the file system refuses.
    pub fn write(
        &mut self,
        output: &Output,
        options: &BuildOptions,
    ) -> Result<(usize, Option<Diagnostic>), Diagnostic> {
        let dir = &options.out_dir;
        let hashes: BTreeMap<String, u64> =
            output.files.iter().map(|(name, file)| (name.clone(), file.hash())).collect();
        let is_first = self.hashes.is_empty() || self.directory.is_none() || self.directory != directory_id(dir);
        let changed: Vec<_> = output
            .files
            .values()
            .filter(|file| is_first || self.hashes.get(&file.name) != hashes.get(&file.name))
            .cloned()
            .collect();
        // After an error it is unknown what is there: then everything is written again.
        let before = std::mem::take(&mut self.hashes);
        let warning = if is_first {
            mfbuild::emit(&changed, options)?
        } else {
            let gone: Vec<&str> =
                before.keys().filter(|name| !hashes.contains_key(*name)).map(String::as_str).collect();
            mfbuild::emit_changes(&changed, &gone, dir)?;
            None
        };
        self.hashes = hashes;
        self.directory = directory_id(dir);
        Ok((changed.len(), warning))
    }
}
