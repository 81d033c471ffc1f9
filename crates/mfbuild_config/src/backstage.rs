//! The Backstage profile as data: roles, shares, provided variables, defines.
//!
//! Owns spec/backstage.md §2 and §4 and spec/module-federation.md §8. Applies to packages with a `backstage.role`.

use std::path::Path;

use indexmap::IndexMap;
use serde_json::json;

use crate::disk::Disk;
use crate::flags::BuildInfo;
use crate::options::RequiredVersion;
use crate::shared::RawShare;

/// Packages of which the host has the only copy.
const HOST_ONLY: &[&str] = &["react", "react-dom", "react-router", "react-router-dom"];
/// Packages of which the remote carries a copy for hosts without.
const WITH_FALLBACK: &[&str] =
    &["@material-ui/core/styles", "@material-ui/styles", "@mui/material/styles", "@emotion/react"];

/// What a role means for a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RoleKind {
    /// A page of its own.
    App,
    /// Code for browsers that can be a remote.
    Browser,
    /// Code for Node.
    Server,
}

/// The roles of spec/backstage.md §2.
pub(crate) const ROLES: &[(&str, RoleKind)] = &[
    ("frontend", RoleKind::App),
    ("backend", RoleKind::Server),
    ("cli", RoleKind::Server),
    ("cli-module", RoleKind::Server),
    ("web-library", RoleKind::Browser),
    ("node-library", RoleKind::Server),
    ("common-library", RoleKind::Browser),
    ("frontend-plugin", RoleKind::Browser),
    ("frontend-plugin-module", RoleKind::Browser),
    ("frontend-dynamic-container", RoleKind::Browser),
    ("backend-plugin", RoleKind::Server),
    ("backend-plugin-module", RoleKind::Server),
];

/// This role is a remote even without `--module-federation`.
pub(crate) const CONTAINER_ROLE: &str = "frontend-dynamic-container";

/// Whether entries other than `.` are exposed when they are features (§4: plugin, module and web-library roles).
pub(crate) fn exposes_features(role: &str) -> bool {
    matches!(role, "frontend-plugin" | "frontend-plugin-module" | "web-library")
}

/// The default shared list of a remote.
pub(crate) fn shared() -> Vec<RawShare> {
    let share = |name: &str, import| RawShare {
        key: name.to_owned(),
        import,
        singleton: Some(true),
        required_version: Some(RequiredVersion::Range("*".to_owned())),
        ..RawShare::default()
    };
    let host_only = HOST_ONLY.iter().map(|name| share(name, Some(None)));
    host_only.chain(WITH_FALLBACK.iter().map(|name| share(name, None))).collect()
}

/// The packages that an app offers to remotes at run time, where nothing else is said (spec/module-federation.md §8).
pub(crate) fn host_shared() -> impl Iterator<Item = String> {
    HOST_ONLY.iter().chain(WITH_FALLBACK).map(|name| (*name).to_owned())
}

/// Globals of Node for which the Backstage profile imports a package, and the exports that they are.
const POLYFILLS: [(&str, (&str, &str)); 2] = [("process", ("process/browser", "*")), ("Buffer", ("buffer/", "Buffer"))];

/// Whether the Backstage profile imports this for a global of Node.
pub fn is_polyfill(request: &str) -> bool {
    POLYFILLS.iter().any(|(_, (polyfill, _))| *polyfill == request)
}

/// Free variables that become imports, if a module uses them.
pub(crate) fn provide() -> IndexMap<String, (String, String)> {
    POLYFILLS
        .into_iter()
        .map(|(name, (request, export))| (name.to_owned(), (request.to_owned(), export.to_owned())))
        .collect()
}

/// The defines beside `process.env.NODE_ENV`.
pub(crate) fn define(context: &Path, disk: &Disk, package_version: &str, info: &BuildInfo) -> Vec<(String, String)> {
    let unknown = || "unknown".to_owned();
    let build_info = json!({
        "cliVersion": info.cli_version,
        "gitVersion": info.git_version.clone().unwrap_or_else(unknown),
        "packageVersion": package_version,
        "timestamp": info.source_date_epoch.map_or(0, |seconds| seconds.saturating_mul(1000)),
        "commit": info.commit.clone().unwrap_or_else(unknown),
    });
    let defines = [
        ("process.env.APP_CONFIG", "[]".to_owned()),
        ("process.env.BUILD_INFO", build_info.to_string()),
        ("process.env.HAS_REACT_DOM_CLIENT", has_react_dom_client(context, disk).to_string()),
    ];
    defines.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Whether `react-dom/client` exists for this package, which it does from React 18 on.
fn has_react_dom_client(context: &Path, disk: &Disk) -> bool {
    let mut candidates = context.ancestors().map(|directory| directory.join("node_modules/react-dom"));
    let Some(package) = candidates.find(|directory| disk.is_file(&directory.join("package.json"))) else {
        return false;
    };
    disk.is_file(&package.join("client.js")) || major_version(&package.join("package.json"), disk) >= Some(18)
}

fn major_version(package_json: &Path, disk: &Disk) -> Option<u64> {
    let package = serde_json::from_slice::<serde_json::Value>(&disk.read(package_json).ok()?).ok()?;
    package.get("version")?.as_str()?.split('.').next()?.parse().ok()
}
