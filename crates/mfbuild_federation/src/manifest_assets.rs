//! The asset lists of the manifest: which files belong to an expose or a share, each named once.
//!
//! Owns §2.4 as far as it is about lists. Which chunks are reachable is the chunker's business; it hands over file names
//! relative to the output.

use std::collections::BTreeSet;

use serde::Serialize;

/// The four lists of an expose or a share; all four are always written (§2.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Assets {
    /// Scripts.
    pub js: AssetPair,
    /// Style sheets.
    pub css: AssetPair,
}

/// Files that must be there before the module runs, and files that may be asked for later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AssetPair {
    /// Needed before the factory runs.
    pub sync: Vec<String>,
    /// Reachable through dynamic imports.
    pub r#async: Vec<String>,
}

impl Assets {
    /// Sorts files into the four lists: by `.css`, without repeats, `async` without what is in `sync`.
    ///
    /// Hot updates and source maps are not assets.
    #[must_use]
    pub fn new(sync: impl IntoIterator<Item = String>, r#async: impl IntoIterator<Item = String>) -> Self {
        let mut assets = Self::default();
        for file in sync.into_iter().filter(|file| is_asset(file)) {
            assets.pair_of(&file).sync.push(file);
        }
        for file in r#async.into_iter().filter(|file| is_asset(file)) {
            assets.pair_of(&file).r#async.push(file);
        }
        assets.tidy();
        assets
    }

    /// Adds another chunk's files.
    pub fn merge(&mut self, other: Self) {
        for (pair, more) in [(&mut self.js, other.js), (&mut self.css, other.css)] {
            pair.sync.extend(more.sync);
            pair.r#async.extend(more.r#async);
        }
        self.tidy();
    }

    /// All files of all lists.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let lists = [&self.js.sync, &self.js.r#async, &self.css.sync, &self.css.r#async];
        lists.into_iter().flatten().map(String::as_str)
    }

    fn remove(&mut self, files: &BTreeSet<&str>) {
        for pair in [&mut self.js, &mut self.css] {
            pair.sync.retain(|file| !files.contains(file.as_str()));
            pair.r#async.retain(|file| !files.contains(file.as_str()));
        }
    }

    fn pair_of(&mut self, file: &str) -> &mut AssetPair {
        if file.ends_with(".css") { &mut self.css } else { &mut self.js }
    }

    fn tidy(&mut self) {
        for pair in [&mut self.js, &mut self.css] {
            pair.sync = sorted(std::mem::take(&mut pair.sync));
            pair.r#async = sorted(std::mem::take(&mut pair.r#async));
            let AssetPair { sync, r#async } = pair;
            r#async.retain(|file| sync.binary_search(file).is_err());
        }
    }
}

/// Removes from every expose what belongs to a share, and the entry (§2.4, rule 4).
///
/// Shared files are loaded only if the host has no better copy; preloading them would waste the point of sharing.
pub fn subtract_shared<'a>(
    exposes: impl IntoIterator<Item = &'a mut Assets>,
    shared: impl IntoIterator<Item = &'a Assets>,
    remote_entry: &'a str,
) {
    let mut removed: BTreeSet<&str> = shared.into_iter().flat_map(Assets::files).collect();
    removed.insert(remote_entry);
    for assets in exposes {
        assets.remove(&removed);
    }
}

fn is_asset(file: &str) -> bool {
    !file.contains(".hot-update") && !file.ends_with(".map")
}

fn sorted(mut files: Vec<String>) -> Vec<String> {
    files.sort();
    files.dedup();
    files
}

#[cfg(test)]
mod tests;
