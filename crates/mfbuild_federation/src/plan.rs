//! The federation plan: the options of the plugin, checked and in the form in which the stages ask about them.
//!
//! Owns the checks that need more than one option, and the interface of scan to the share table. Decides nothing about
//! files: `consume_paths` and `provided_paths` are resolved by the caller.
//!
//! How a scan uses it, for a request made by ordinary code:
//! 1. `match_consume(request, importer's directory)`: a match is a consume node; else
//! 2. resolve the request; `match_consume_resolved(file)`: a match is a consume node; else the file is the module, and
//! 3. `match_provide(request)`: a match makes the file a provided one as well.
//!
//! A request made by a consume node (its fallback) or by a provide node skips 1 and 2 and takes part in 3 only (§3.2).

use std::path::{Path, PathBuf};

use mfbuild_config::options::{BuildOptions, Expose, FederationOptions, RemoteLocation, SharedOption};
use mfbuild_diagnostics::Diagnostic;
use rustc_hash::FxHashSet;

use crate::plan_names::{distinct, expose_chunk_name};
use crate::share::{ConsumeMatch, ProvideMatch, ShareIdx};
use crate::share_table::{PatternKind, ShareTable};

/// What is exposed and what is shared.
#[derive(Clone, Debug)]
pub struct FederationPlan {
    /// The options that the plan was made from.
    pub options: FederationOptions,
    /// Exposed modules, in config order.
    pub exposes: Vec<PlannedExpose>,
    table: ShareTable,
}

/// An exposed module and its chunk.
#[derive(Clone, Debug)]
pub struct PlannedExpose {
    /// Key as configured, what `get` is called with.
    pub key: String,
    /// Name of the chunk, different for each expose unless the config gives equal names.
    pub chunk_name: String,
    /// Requests, resolved from the package directory; all run, the last one is exported.
    pub imports: Vec<String>,
    /// Exposed only if its default export is a Backstage frontend feature.
    pub only_if_feature: bool,
}

impl FederationPlan {
    /// Checks the options and makes the plan.
    ///
    /// # Errors
    /// All contradictions in `exposes` and `shared`, in config order.
    pub fn new(options: &BuildOptions) -> Result<Self, Vec<Diagnostic>> {
        let federation = &options.federation;
        let mut problems = duplicate_exposes(&federation.exposes);
        problems.extend(federation.shared.iter().filter_map(prefix_mismatch));
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            options: federation.clone(),
            exposes: plan_exposes(&federation.exposes),
            table: ShareTable::new(&options.context, &federation.shared),
        })
    }

    /// The option behind a match.
    #[must_use]
    pub fn share(&self, idx: ShareIdx) -> &SharedOption {
        self.table.share(idx)
    }

    /// Consume patterns that name a file, to be resolved from the package directory.
    pub fn consume_paths(&self) -> impl Iterator<Item = (ShareIdx, &str)> {
        self.table.consume_paths()
    }

    /// Says which file a pattern of [`Self::consume_paths`] resolved to; before that it stands for the path itself.
    pub fn set_consumed_file(&mut self, idx: ShareIdx, file: PathBuf) {
        self.table.set_consumed_file(idx, file);
    }

    /// The remote whose module a request names, and what its `get` is called with (§5.2): `shop` is `.`, `shop/Cart` is
    /// `./Cart`. In declaration order, as in webpack.
    #[must_use]
    pub fn match_remote(&self, request: &str) -> Option<(u32, String)> {
        (0..).zip(&self.options.remotes).find_map(|(remote, option)| {
            let rest = request.strip_prefix(option.key.as_str())?;
            (rest.is_empty() || rest.starts_with('/')).then(|| (remote, format!(".{rest}")))
        })
    }

    /// The request for an exposed module of a remote: the opposite of [`Self::match_remote`].
    #[must_use]
    pub fn remote_request(&self, remote: u32, key: &str) -> String {
        let option = &self.options.remotes[remote as usize];
        format!("{}{}", option.key, key.strip_prefix('.').unwrap_or(key))
    }

    /// Modules of this build that are containers: positions of remote and location, and the request (§5.1 `internal`).
    pub fn internal_containers(&self) -> impl Iterator<Item = (u32, u32, &str)> {
        let locations = (0..).zip(&self.options.remotes).flat_map(|(remote, option)| {
            (0..).zip(&option.locations).map(move |(at, location)| (remote, at, location))
        });
        locations.filter_map(|(remote, at, location)| match location {
            RemoteLocation::Internal(request) => Some((remote, at, request.as_str())),
            _ => None,
        })
    }

    /// The share that takes the place of a request, before resolution (§3.3, steps 1 and 3).
    #[must_use]
    pub fn match_consume(&self, request: &str, issuer_dir: &Path) -> Option<ConsumeMatch> {
        self.table.match_consume(request, issuer_dir)
    }

    /// The share that takes the place of a resolved file: relative and absolute configs (§3.3, step 5).
    #[must_use]
    pub fn match_consume_resolved(&self, file: &Path) -> Option<ConsumeMatch> {
        self.table.match_consume_resolved(file)
    }

    /// The share that a request's file is provided as (§3.4).
    #[must_use]
    pub fn match_provide(&self, request: &str) -> Option<ProvideMatch> {
        self.table.match_provide(request)
    }

    /// Files that are provided even if nobody asks for them; `request` is resolved from the package directory (§3.4).
    #[must_use]
    pub fn provided_paths(&self) -> Vec<ProvideMatch> {
        self.table.provided_paths()
    }
}

fn plan_exposes(exposes: &[Expose]) -> Vec<PlannedExpose> {
    // `./a-b` and `./a_b` encode alike; their chunks must not become one.
    let encoded = distinct(exposes.iter().map(|expose| expose_chunk_name(&expose.key)), "_");
    exposes
        .iter()
        .zip(encoded)
        .map(|(expose, encoded)| PlannedExpose {
            key: expose.key.clone(),
            chunk_name: expose.chunk_name.clone().unwrap_or(encoded),
            imports: expose.imports.clone(),
            only_if_feature: expose.only_if_feature,
        })
        .collect()
}

fn duplicate_exposes(exposes: &[Expose]) -> Vec<Diagnostic> {
    let mut seen = FxHashSet::default();
    let repeated = exposes.iter().filter(|expose| !seen.insert(expose.key.as_str()));
    repeated
        .map(|expose| {
            Diagnostic::error("expose-duplicate", format!("`{}` is exposed twice", expose.key))
                .with_help("a list of files under one key runs all of them and exports the last one")
        })
        .collect()
}

/// A prefix carries its remainder over to the key and to the fallback, so all of them end in `/` or none (§3.3).
fn prefix_mismatch(share: &SharedOption) -> Option<Diagnostic> {
    let is_prefix = match PatternKind::of(&share.request) {
        PatternKind::Prefix => true,
        PatternKind::Exact => false,
        PatternKind::Path => return None,
    };
    let (option, value) = if share.share_key.ends_with('/') != is_prefix {
        ("shareKey", &share.share_key)
    } else {
        ("import", share.import.as_ref().filter(|import| import.ends_with('/') != is_prefix)?)
    };
    let (message, help) = if is_prefix {
        (
            format!("the shared prefix `{}` has the `{option}` `{value}`, which is no prefix", share.request),
            format!("write `{value}/`"),
        )
    } else {
        (
            format!("the shared request `{}` has the `{option}` `{value}`, which is a prefix", share.request),
            format!("write `{}/` to share everything below it", share.request),
        )
    };
    Some(Diagnostic::error("share-prefix-mismatch", message).with_help(help))
}

#[cfg(test)]
mod tests;
