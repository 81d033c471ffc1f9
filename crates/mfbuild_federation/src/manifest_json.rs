//! The JSON of the manifest and of the stats: field names, their order, and what only the stats say.
//!
//! Owns the shape of §2.2, §2.3 and the order of §2.7. The manifest is the stats without the fields of
//! [`StatsShareJson`] and [`StatsExposeJson`].

use serde::{Serialize, Serializer};

use crate::manifest::{ManifestExpose, ManifestInput, ManifestRemote, ManifestShare};
use crate::manifest_assets::Assets;
use crate::plan_names::expose_name;

/// The text of `mf-manifest.json`.
pub(crate) fn manifest_text(input: &ManifestInput) -> String {
    let container = input.container_name.as_str();
    let shared = input.shared.iter().map(|share| ShareJson::new(container, share)).collect();
    let exposes = input.exposes.iter().map(|expose| ExposeJson::new(container, expose)).collect();
    let remotes = input.remotes.iter().map(RemoteJson::new).collect();
    Document::new(input, shared, remotes, exposes).to_text()
}

/// The text of `mf-stats.json`.
pub(crate) fn stats_text(input: &ManifestInput) -> String {
    let container = input.container_name.as_str();
    let shared = input.shared.iter().map(|share| StatsShareJson::new(input, share)).collect();
    let exposes = input.exposes.iter().map(|expose| StatsExposeJson::new(container, expose)).collect();
    let remotes = input.remotes.iter().map(|remote| StatsRemoteJson::new(container, remote)).collect();
    Document::new(input, shared, remotes, exposes).to_text()
}

/// The outline that both files have.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a, Share, Remote, Expose> {
    id: &'a str,
    name: &'a str,
    meta_data: MetaData<'a>,
    shared: Vec<Share>,
    remotes: Vec<Remote>,
    exposes: Vec<Expose>,
}

impl<'a, Share: Serialize, Remote: Serialize, Expose: Serialize> Document<'a, Share, Remote, Expose> {
    fn new(input: &'a ManifestInput, shared: Vec<Share>, remotes: Vec<Remote>, exposes: Vec<Expose>) -> Self {
        let name = input.container_name.as_str();
        Self { id: name, name, meta_data: MetaData::new(input), shared, remotes, exposes }
    }

    /// Two spaces of indentation and no final newline, as enhanced writes it.
    fn to_text(&self) -> String {
        serde_json::to_string_pretty(self).expect("strings, lists and structs are always valid JSON")
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MetaData<'a> {
    name: &'a str,
    r#type: &'static str,
    build_info: BuildInfo<'a>,
    remote_entry: RemoteEntry<'a>,
    types: Types,
    global_name: &'a str,
    plugin_version: &'static str,
    public_path: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BuildInfo<'a> {
    build_version: &'a str,
    build_name: &'a str,
}

#[derive(Serialize)]
struct RemoteEntry<'a> {
    name: &'a str,
    path: &'static str,
    r#type: &'static str,
}

/// No type archive is made; readers take empty strings as "none".
#[derive(Default, Serialize)]
struct Types {
    path: &'static str,
    name: &'static str,
    zip: &'static str,
    api: &'static str,
}

impl<'a> MetaData<'a> {
    fn new(input: &'a ManifestInput) -> Self {
        Self {
            name: &input.container_name,
            r#type: input.module_type,
            build_info: BuildInfo { build_version: &input.build_version, build_name: &input.build_name },
            remote_entry: RemoteEntry { name: &input.remote_entry, path: "", r#type: input.remote_entry_type },
            types: Types::default(),
            global_name: &input.global_name,
            plugin_version: env!("CARGO_PKG_VERSION"),
            public_path: &input.public_path,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShareJson<'a> {
    id: String,
    name: &'a str,
    version: String,
    singleton: bool,
    required_version: String,
    assets: &'a Assets,
    fallback: &'static str,
}

impl<'a> ShareJson<'a> {
    fn new(container: &str, share: &'a ManifestShare) -> Self {
        Self {
            id: format!("{container}:{}", share.key),
            name: &share.key,
            version: share.version_text(),
            singleton: share.singleton,
            required_version: share.required_text(),
            assets: &share.assets,
            fallback: "",
        }
    }
}

#[derive(Serialize)]
struct ExposeJson<'a> {
    id: String,
    name: &'a str,
    path: &'a str,
    assets: &'a Assets,
}

impl<'a> ExposeJson<'a> {
    fn new(container: &str, expose: &'a ManifestExpose) -> Self {
        let name = expose_name(&expose.key);
        Self { id: format!("{container}:{name}"), name, path: &expose.key, assets: &expose.assets }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RemoteJson<'a> {
    federation_container_name: &'a str,
    module_name: &'a str,
    alias: &'a str,
    entry: &'a str,
}

/// What stands for a module or user that nobody knows (§2.3).
const UNKNOWN: &str = "UNKNOWN";

impl<'a> RemoteJson<'a> {
    fn new(remote: &'a ManifestRemote) -> Self {
        Self {
            federation_container_name: &remote.container_name,
            module_name: remote.key.as_deref().map_or(UNKNOWN, expose_name),
            alias: &remote.alias,
            entry: &remote.entry,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StatsRemoteJson<'a> {
    #[serde(flatten)]
    remote: RemoteJson<'a>,
    consuming_federation_container_name: &'a str,
    used_in: Vec<&'a str>,
}

impl<'a> StatsRemoteJson<'a> {
    fn new(container: &'a str, remote: &'a ManifestRemote) -> Self {
        let used_in = remote.used_in.iter().map(String::as_str).collect::<Vec<_>>();
        Self {
            remote: RemoteJson::new(remote),
            consuming_federation_container_name: container,
            used_in: if used_in.is_empty() { vec![UNKNOWN] } else { used_in },
        }
    }
}

/// A share as in the manifest, its options, and the exposes that import it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StatsShareJson<'a> {
    #[serde(flatten)]
    share: ShareJson<'a>,
    #[serde(serialize_with = "one_or_many")]
    share_scope: &'a [String],
    eager: bool,
    #[serde(serialize_with = "text_or_false")]
    import: Option<&'a str>,
    used_in: Vec<&'a str>,
    used_exports: [(); 0],
}

impl<'a> StatsShareJson<'a> {
    fn new(input: &'a ManifestInput, share: &'a ManifestShare) -> Self {
        let users = input.exposes.iter().filter(|expose| expose.requires.contains(&share.key));
        Self {
            share: ShareJson::new(&input.container_name, share),
            share_scope: &share.share_scope,
            eager: share.eager,
            import: share.import.as_deref(),
            used_in: users.map(|expose| expose.key.as_str()).collect(),
            used_exports: [],
        }
    }
}

#[derive(Serialize)]
struct StatsExposeJson<'a> {
    #[serde(flatten)]
    expose: ExposeJson<'a>,
    file: &'a str,
    requires: &'a [String],
}

impl<'a> StatsExposeJson<'a> {
    fn new(container: &str, expose: &'a ManifestExpose) -> Self {
        Self { expose: ExposeJson::new(container, expose), file: &expose.file, requires: &expose.requires }
    }
}

fn one_or_many<S: Serializer>(scopes: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    match scopes {
        [one] => serializer.serialize_str(one),
        many => many.serialize(serializer),
    }
}

fn text_or_false<S: Serializer>(text: &Option<&str>, serializer: S) -> Result<S::Ok, S::Error> {
    match text {
        Some(text) => serializer.serialize_str(text),
        None => serializer.serialize_bool(false),
    }
}
