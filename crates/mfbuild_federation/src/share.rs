//! What the share table answers: a request that is consumed, a request that is provided, and their identities.
//!
//! Owns the data of §3.2. Matching is in `share_table.rs`, version look-up in `versions.rs`.

use std::fmt;
use std::path::{Path, PathBuf};

use mfbuild_config::options::{ProvidedVersion, RequiredVersion, SharedOption};
use mfbuild_diagnostics::Diagnostic;

/// Position of a share in the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ShareIdx(pub u32);

/// The range that a consumer accepts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RequiredRange {
    /// No check: `requiredVersion: false` or nothing found (§3.5).
    Any,
    /// A range as text, `*` included.
    Range(String),
}

impl RequiredRange {
    /// The text, `None` for [`RequiredRange::Any`].
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Any => None,
            Self::Range(text) => Some(text),
        }
    }
}

impl fmt::Display for RequiredRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text().unwrap_or("any"))
    }
}

/// A request that becomes a consume node (§3.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumeMatch {
    /// The share that matched.
    pub share: ShareIdx,
    /// The request as written, or the resolved path for relative and absolute configs.
    pub request: String,
    /// Key in the scope; for prefixes with the remainder.
    pub share_key: String,
    /// Scopes in the order in which they are asked.
    pub share_scope: Vec<String>,
    /// What is used when nobody provides; `None` for `import: false`.
    pub fallback: Option<Fallback>,
    /// The `requiredVersion` option.
    pub required_version: RequiredVersion,
    /// The `packageName` option.
    pub package_name: Option<String>,
    /// At most one copy on the page.
    pub singleton: bool,
    /// Never take a version that does not satisfy.
    pub strict_version: bool,
    /// Part of the initial chunk.
    pub eager: bool,
}

/// The local copy of a consumed package.
///
/// Resolving `request` from `base_dir` bypasses consume matching (it would find itself) but takes part in provide
/// matching: this is how a package becomes provided (§3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fallback {
    /// `import`, with the remainder for prefixes.
    pub request: String,
    /// The importer's directory, or the package directory if `import` is relative or absolute (§3.3).
    pub base_dir: PathBuf,
}

impl ConsumeMatch {
    pub(crate) fn new(share: ShareIdx, option: &SharedOption, request: &str, fallback: Option<Fallback>) -> Self {
        Self {
            share,
            request: request.to_owned(),
            share_key: option.share_key.clone(),
            share_scope: option.share_scope.clone(),
            fallback,
            required_version: option.required_version.clone(),
            package_name: option.package_name.clone(),
            singleton: option.singleton,
            strict_version: option.strict_version,
            eager: option.eager,
        }
    }

    /// The identity of the node, once the range is known and the fallback is resolved.
    #[must_use]
    pub fn into_key(self, required: RequiredRange, fallback: Option<PathBuf>) -> ConsumeKey {
        ConsumeKey {
            key: self.share_key,
            scopes: self.share_scope,
            required,
            strict: self.strict_version,
            singleton: self.singleton,
            eager: self.eager,
            fallback,
        }
    }

    /// The error for a fallback that does not resolve; the node then has none (§3.3).
    #[must_use]
    pub fn unresolved_fallback(&self) -> Diagnostic {
        let mut error = Diagnostic::error(
            "share-fallback-unresolved",
            format!("resolving fallback for shared module {}", self.request),
        );
        if let Some(fallback) = &self.fallback {
            error =
                error.with_note(format!("looked for `{}` from `{}`", fallback.request, fallback.base_dir.display()));
        }
        error.with_help("install the package, or set `import: false` if the host always provides it")
    }
}

/// Identity of a consume node: importers with equal keys share one node (§3.2).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConsumeKey {
    /// Key in the scope.
    pub key: String,
    /// Scopes in the order in which they are asked.
    pub scopes: Vec<String>,
    /// Accepted range.
    pub required: RequiredRange,
    /// Never take a version that does not satisfy.
    pub strict: bool,
    /// At most one copy on the page.
    pub singleton: bool,
    /// Part of the initial chunk.
    pub eager: bool,
    /// Resolved fallback file.
    pub fallback: Option<PathBuf>,
}

impl ConsumeKey {
    /// A stable id without paths, such as `consume|default|react|^18`.
    ///
    /// Keys that differ only in flags or fallback read alike: sort the keys and pass their ids through
    /// [`crate::plan_names::distinct`] with `#`.
    #[must_use]
    pub fn readable_id(&self) -> String {
        format!("consume|{}|{}|{}", self.scopes.join("+"), self.key, self.required)
    }
}

/// A request whose file becomes a provide node (§3.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvideMatch {
    /// The share that matched.
    pub share: ShareIdx,
    /// The request as written.
    pub request: String,
    /// Key in the scope; for prefixes with the remainder.
    pub share_key: String,
    /// Scopes that it is registered in.
    pub share_scope: Vec<String>,
    /// The `version` option.
    pub version: ProvidedVersion,
    /// The `requiredVersion` option, which becomes part of the registered entry.
    pub required_version: RequiredVersion,
    /// The `packageName` option.
    pub package_name: Option<String>,
    /// At most one copy on the page.
    pub singleton: bool,
    /// Never take a version that does not satisfy.
    pub strict_version: bool,
    /// Part of the initial chunk.
    pub eager: bool,
}

impl ProvideMatch {
    pub(crate) fn new(share: ShareIdx, option: &SharedOption, request: &str) -> Self {
        Self {
            share,
            request: request.to_owned(),
            share_key: option.share_key.clone(),
            share_scope: option.share_scope.clone(),
            version: option.version.clone(),
            required_version: option.required_version.clone(),
            package_name: option.package_name.clone(),
            singleton: option.singleton,
            strict_version: option.strict_version,
            eager: option.eager,
        }
    }

    /// `shareConfig.requiredVersion` of the registered entry; the runtimes' default is `^version` (§4.1).
    #[must_use]
    pub fn registered_range(&self, version: &str) -> RequiredRange {
        match &self.required_version {
            RequiredVersion::Auto => RequiredRange::Range(format!("^{version}")),
            RequiredVersion::Any => RequiredRange::Any,
            RequiredVersion::Range(text) => crate::versions::normalise_requirement(text),
        }
    }

    /// The identity of the node. The first match for a file wins (§3.4).
    #[must_use]
    pub fn key(&self, version: &str, file: &Path) -> ProvideKey {
        ProvideKey {
            key: self.share_key.clone(),
            scopes: self.share_scope.clone(),
            version: version.to_owned(),
            file: file.to_path_buf(),
        }
    }
}

/// Identity of a provide node; the order is the order of registration: sorted by key (§3.4).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProvideKey {
    /// Key in the scope.
    pub key: String,
    /// Scopes that it is registered in.
    pub scopes: Vec<String>,
    /// Registered version.
    pub version: String,
    /// The file that is provided; two installed versions are two nodes.
    pub file: PathBuf,
}

impl ProvideKey {
    /// A stable id without paths, such as `provide|default|react|18.2.0`.
    #[must_use]
    pub fn readable_id(&self) -> String {
        format!("provide|{}|{}|{}", self.scopes.join("+"), self.key, self.version)
    }
}
