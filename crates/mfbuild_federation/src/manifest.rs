//! `mf-manifest.json` and `mf-stats.json` from plain lists of exposes and shares.
//!
//! Owns §2.1 to §2.3. The values are those of the enhanced plugin around Rspack, which Backstage ships
//! (spec/backstage.md §4); two differ on purpose: `pluginVersion` is the version of mfbuild, and `singleton` is what the
//! runtime tables say, where enhanced writes `true` if the option is absent.

use indexmap::IndexMap;
use mfbuild_config::options::{BuildOptions, Library, ManifestOptions, PublicPath, RequiredVersion, SharedOption};

use crate::manifest_assets::{Assets, subtract_shared};
use crate::manifest_json::{manifest_text, stats_text};
use crate::share::{RequiredRange, ShareIdx};

/// Everything that the two files say.
#[derive(Clone, Debug)]
pub struct ManifestInput {
    /// Name of the container.
    pub container_name: String,
    /// Global variable of the container; the container's name for ES modules.
    pub global_name: String,
    /// `app`, or `npm` if package.json says so in `mf.type`.
    pub module_type: &'static str,
    /// `MF_BUILD_VERSION`, else the package's version, else `local`.
    pub build_version: String,
    /// `MF_BUILD_NAME`, else the package's name.
    pub build_name: String,
    /// File of the container, relative to the output.
    pub remote_entry: String,
    /// `global` for scripts, `module` for ES modules; `esm` must not be written (§2.5).
    pub remote_entry_type: &'static str,
    /// `auto`, or a string that ends in `/`.
    pub public_path: String,
    /// Shares that modules really import, in any order; entries with one key are merged.
    pub shared: Vec<ManifestShare>,
    /// Modules of other containers that this one asks for, in config order.
    pub remotes: Vec<ManifestRemote>,
    /// Exposes, in config order.
    pub exposes: Vec<ManifestExpose>,
    /// Write empty asset lists and files (`disableAssetsAnalyze`).
    pub without_assets: bool,
}

/// A shared package.
#[derive(Clone, Debug)]
pub struct ManifestShare {
    /// Position in the configuration, which is the order in the file.
    pub idx: ShareIdx,
    /// Key in the share scope.
    pub key: String,
    /// Provided version; `None` for `import: false` and for files without a version.
    pub version: Option<String>,
    /// The `requiredVersion` option.
    pub required_option: RequiredVersion,
    /// The range of the consume node.
    pub consumed_range: RequiredRange,
    /// At most one copy on the page.
    pub singleton: bool,
    /// Part of the initial chunk.
    pub eager: bool,
    /// Scopes, at least one.
    pub share_scope: Vec<String>,
    /// The fallback request; `None` for `import: false`.
    pub import: Option<String>,
    /// Files of the fallback; `async` stays empty, as in all producers (§2.4).
    pub assets: Assets,
}

/// An exposed module.
#[derive(Clone, Debug)]
pub struct ManifestExpose {
    /// Key as configured.
    pub key: String,
    /// Source file, relative to the package, with forward slashes.
    pub file: String,
    /// Share keys that the exposed module itself imports.
    pub requires: Vec<String>,
    /// Files of the expose; what belongs to shares is taken out here.
    pub assets: Assets,
}

/// An exposed module of another container (§2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestRemote {
    /// Name of the other container.
    pub container_name: String,
    /// Its name in this build.
    pub alias: String,
    /// Address of its manifest or entry.
    pub entry: String,
    /// Key of the exposed module; `None` for a remote that is configured and never asked.
    pub key: Option<String>,
    /// Sources that ask for it, relative to the package.
    pub used_in: Vec<String>,
}

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestFile {
    /// Name relative to the output, with forward slashes.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// Both files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestFiles {
    /// `mf-manifest.json`.
    pub manifest: ManifestFile,
    /// `mf-stats.json`.
    pub stats: ManifestFile,
}

impl ManifestInput {
    /// Takes what the options say. `remote_entry` is the emitted file, relative to the output.
    #[must_use]
    pub fn new(
        options: &BuildOptions,
        remote_entry: String,
        shared: Vec<ManifestShare>,
        exposes: Vec<ManifestExpose>,
    ) -> Self {
        let federation = &options.federation;
        let (global_name, remote_entry_type) = match &federation.library {
            Library::Var(name) => (name, "global"),
            Library::Module => (&federation.name, "module"),
        };
        Self {
            container_name: federation.name.clone(),
            global_name: global_name.clone(),
            module_type: if options.package.json["mf"]["type"] == "npm" { "npm" } else { "app" },
            build_version: federation.build_version.clone(),
            build_name: federation.build_name.clone(),
            remote_entry,
            remote_entry_type,
            public_path: match &options.public_path {
                PublicPath::Auto => "auto".to_owned(),
                PublicPath::Fixed(path) => path.clone(),
            },
            shared,
            remotes: Vec::new(),
            exposes,
            without_assets: federation.manifest.as_ref().is_some_and(|manifest| manifest.disable_assets_analyze),
        }
    }
}

impl ManifestShare {
    /// A share that is consumed with `consumed_range` under `key`; version and assets are filled in by the caller.
    #[must_use]
    pub fn new(idx: ShareIdx, share: &SharedOption, key: String, consumed_range: RequiredRange) -> Self {
        Self {
            idx,
            key,
            version: None,
            required_option: share.required_version.clone(),
            consumed_range,
            singleton: share.singleton,
            eager: share.eager,
            share_scope: share.share_scope.clone(),
            import: share.import.clone(),
            assets: Assets::default(),
        }
    }

    /// The provided version; without one, the range that is consumed without its operators, `*` for none (§2.2).
    pub(crate) fn version_text(&self) -> String {
        let range = self.consumed_range.text().unwrap_or("*");
        self.version.clone().unwrap_or_else(|| {
            let first = range.split_whitespace().find_map(|word| {
                let version = word.trim_start_matches(['^', '~', '>', '<', '=', '|']);
                (!version.is_empty()).then_some(version)
            });
            first.unwrap_or("*").to_owned()
        })
    }

    /// The option, else `^version`; for `import: false` the range that is consumed.
    pub(crate) fn required_text(&self) -> String {
        match (&self.required_option, &self.version) {
            (RequiredVersion::Range(text), _) => text.clone(),
            (_, Some(version)) => format!("^{version}"),
            (_, None) => self.consumed_range.text().unwrap_or("*").to_owned(),
        }
    }
}

/// Both files, with the rules of §2.4 applied to the asset lists.
#[must_use]
pub fn manifest_files(mut input: ManifestInput, options: &ManifestOptions) -> ManifestFiles {
    input.shared = merge_by_key(std::mem::take(&mut input.shared));
    if input.without_assets {
        drop_assets(&mut input);
    }
    let shared = input.shared.iter().map(|share| &share.assets);
    let exposed = input.exposes.iter_mut().map(|expose| &mut expose.assets);
    subtract_shared(exposed, shared, &input.remote_entry);

    let [manifest_name, stats_name] = manifest_file_names(options);
    ManifestFiles {
        manifest: ManifestFile { name: manifest_name, text: manifest_text(&input) },
        stats: ManifestFile { name: stats_name, text: stats_text(&input) },
    }
}

/// Names of the manifest and of the stats, relative to the output, with forward slashes (§2.1).
#[must_use]
pub fn manifest_file_names(options: &ManifestOptions) -> [String; 2] {
    const DEFAULT_NAME: &str = "mf-manifest.json";
    let base = options.file_name.strip_suffix(".json").unwrap_or(&options.file_name);
    let (manifest, stats) = if base.is_empty() || options.file_name == DEFAULT_NAME {
        (DEFAULT_NAME.to_owned(), "mf-stats.json".to_owned())
    } else {
        (format!("{base}.json"), format!("{base}-stats.json"))
    };
    let directory = options.file_path.replace('\\', "/");
    let parts: Vec<_> = directory.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    [manifest, stats].map(|name| parts.iter().copied().chain([name.as_str()]).collect::<Vec<_>>().join("/"))
}

/// One entry for each key, in config order. Importers with different ranges consume one key several times.
fn merge_by_key(shared: Vec<ManifestShare>) -> Vec<ManifestShare> {
    let mut merged: IndexMap<String, ManifestShare> = IndexMap::new();
    for share in shared {
        match merged.get_mut(&share.key) {
            Some(first) => {
                first.assets.merge(share.assets);
                first.version = first.version.take().or(share.version);
            }
            None => {
                merged.insert(share.key.clone(), share);
            }
        }
    }
    let mut shared: Vec<_> = merged.into_values().collect();
    shared.sort_by(|a, b| (a.idx, &a.key).cmp(&(b.idx, &b.key)));
    shared
}

fn drop_assets(input: &mut ManifestInput) {
    for share in &mut input.shared {
        share.assets = Assets::default();
    }
    for expose in &mut input.exposes {
        expose.assets = Assets::default();
        expose.file.clear();
    }
}

#[cfg(test)]
mod tests;
