//! The `shared` option, split by the kind of pattern, and how a request finds its share.
//!
//! Owns §3.3 (consume) and §3.4 (provide). A share is consumed by its `request` and provided by its `import`; so
//! `{foo: {import: "lodash"}}` consumes requests for `foo` and provides what `lodash` resolves to, both under one key.

use std::path::{Component, Path, PathBuf};

use mfbuild_config::options::SharedOption;
use rustc_hash::FxHashMap;

use crate::share::{ConsumeMatch, Fallback, ProvideMatch, ShareIdx};

/// What a pattern is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternKind {
    /// The whole request.
    Exact,
    /// The beginning of the request; the pattern ends with `/`.
    Prefix,
    /// The resolved file; the pattern is relative to the package or absolute.
    Path,
}

impl PatternKind {
    /// The kind of a pattern (§3.3).
    #[must_use]
    pub fn of(pattern: &str) -> Self {
        if is_relative(pattern) || is_absolute(pattern) {
            Self::Path
        } else if pattern.ends_with('/') {
            Self::Prefix
        } else {
            Self::Exact
        }
    }
}

/// All shares, and the patterns that lead to them.
#[derive(Clone, Debug)]
pub(crate) struct ShareTable {
    context: PathBuf,
    shares: Vec<SharedOption>,
    consumes: Patterns,
    provides: Patterns,
    /// Files of the relative and absolute consume patterns.
    consumed_files: FxHashMap<PathBuf, ShareIdx>,
}

/// The patterns of one side, by kind.
#[derive(Clone, Debug, Default)]
struct Patterns {
    exact: FxHashMap<String, ShareIdx>,
    /// In declaration order: the first that matches wins.
    prefixes: Vec<(String, ShareIdx)>,
    paths: Vec<(String, ShareIdx)>,
}

impl ShareTable {
    pub(crate) fn new(context: &Path, shares: &[SharedOption]) -> Self {
        let mut consumes = Patterns::default();
        let mut provides = Patterns::default();
        for (idx, share) in (0..).map(ShareIdx).zip(shares) {
            consumes.add(&share.request, idx);
            if let Some(import) = &share.import {
                provides.add(import, idx);
            }
        }
        // Until the caller says what a path resolves to, it is taken to name the file itself.
        let consumed_files = consumes.paths.iter().map(|(path, idx)| (join(context, path), *idx)).collect();
        Self { context: context.to_path_buf(), shares: shares.to_vec(), consumes, provides, consumed_files }
    }

    pub(crate) fn share(&self, idx: ShareIdx) -> &SharedOption {
        &self.shares[idx.0 as usize]
    }

    pub(crate) fn consume_paths(&self) -> impl Iterator<Item = (ShareIdx, &str)> {
        self.consumes.paths.iter().map(|(path, idx)| (*idx, path.as_str()))
    }

    pub(crate) fn set_consumed_file(&mut self, idx: ShareIdx, file: PathBuf) {
        self.consumed_files.retain(|_, share| *share != idx);
        self.consumed_files.insert(file, idx);
    }

    pub(crate) fn match_consume(&self, request: &str, issuer_dir: &Path) -> Option<ConsumeMatch> {
        let (idx, remainder) = self.consumes.find(request)?;
        let mut found = self.consume(idx, request, remainder, issuer_dir);
        found.share_key.push_str(remainder);
        Some(found)
    }

    pub(crate) fn match_consume_resolved(&self, file: &Path) -> Option<ConsumeMatch> {
        let idx = *self.consumed_files.get(file)?;
        // An absolute request: the automatic range has no package name to look for (§3.3, step 5).
        Some(self.consume(idx, &file.to_string_lossy(), "", file.parent().unwrap_or(file)))
    }

    pub(crate) fn match_provide(&self, request: &str) -> Option<ProvideMatch> {
        let (idx, remainder) = self.provides.find(request)?;
        let mut found = ProvideMatch::new(idx, self.share(idx), request);
        found.share_key.push_str(remainder);
        Some(found)
    }

    pub(crate) fn provided_paths(&self) -> Vec<ProvideMatch> {
        self.provides.paths.iter().map(|(path, idx)| ProvideMatch::new(*idx, self.share(*idx), path)).collect()
    }

    fn consume(&self, idx: ShareIdx, request: &str, remainder: &str, issuer_dir: &Path) -> ConsumeMatch {
        let share = self.share(idx);
        let fallback = share.import.as_ref().map(|import| Fallback {
            request: format!("{import}{remainder}"),
            base_dir: match PatternKind::of(import) {
                PatternKind::Path => self.context.clone(),
                PatternKind::Exact | PatternKind::Prefix => issuer_dir.to_path_buf(),
            },
        });
        ConsumeMatch::new(idx, share, request, fallback)
    }
}

impl Patterns {
    fn add(&mut self, pattern: &str, idx: ShareIdx) {
        match PatternKind::of(pattern) {
            // A later entry for the same request replaces an earlier one, as in webpack.
            PatternKind::Exact => {
                self.exact.insert(pattern.to_owned(), idx);
            }
            PatternKind::Prefix => self.prefixes.push((pattern.to_owned(), idx)),
            PatternKind::Path => self.paths.push((pattern.to_owned(), idx)),
        }
    }

    /// The share of a request and what follows the prefix.
    fn find<'a>(&self, request: &'a str) -> Option<(ShareIdx, &'a str)> {
        if let Some(idx) = self.exact.get(request) {
            return Some((*idx, ""));
        }
        self.prefixes.iter().find_map(|(prefix, idx)| Some((*idx, request.strip_prefix(prefix.as_str())?)))
    }
}

/// Whether a request starts at the importer's directory.
pub(crate) fn is_relative(request: &str) -> bool {
    let rest = request.strip_prefix("..").or_else(|| request.strip_prefix('.'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a request is a path of this or of another system: `/a`, `C:\a`, `C:/a`, `\\server`.
pub(crate) fn is_absolute(request: &str) -> bool {
    let bytes = request.as_bytes();
    let drive =
        bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && matches!(bytes[2], b'\\' | b'/');
    drive || request.starts_with('/') || request.starts_with(r"\\")
}

/// Joins without asking the file system about `.` and `..`.
fn join(context: &Path, path: &str) -> PathBuf {
    let mut joined = PathBuf::new();
    for component in context.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                joined.pop();
            }
            other => joined.push(other),
        }
    }
    joined
}

#[cfg(test)]
mod tests;
