//! What hot builds add: constants of the page side of updates, and the tables that an update replaces.
//!
//! Which modules changed is decided elsewhere; the form of an update is described in `runtime/README.md`.

use std::fmt::Write;

use serde::Deserialize;

use super::tables::{self, REPLACEABLE};
use super::{Features, Rings, RuntimeTables};

/// What the runtime of a hot build knows from the beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Hot {
    /// Hash of the build.
    pub hash: String,
    /// Secret that the page shows when it connects to the server; empty without one.
    pub token: String,
    /// Id of the module, among the entry modules, that exports `react-refresh/runtime`.
    pub refresh: Option<u32>,
    /// Ids of the modules and consume modules that are `react/jsx-runtime` and `react/jsx-dev-runtime`.
    pub jsx: Vec<u32>,
    /// Ids of those that are `react`.
    pub react: Vec<u32>,
    /// Whether errors are shown over the page.
    pub overlay: bool,
}

impl Hot {
    /// `HOT` in front of the runtime.
    pub(super) fn constant(&self) -> String {
        let token =
            if self.token.is_empty() { String::new() } else { format!("token:{},", tables::string(&self.token)) };
        format!("{{hash:{},{token}{}}}", tables::string(&self.hash), self.modules())
    }

    /// What an update may change.
    fn modules(&self) -> String {
        let refresh = self.refresh.map_or(-1, i64::from);
        let ids = |ids: &[u32]| ids.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
        format!("refresh:{refresh},jsx:[{}],react:[{}],overlay:{}", ids(&self.jsx), ids(&self.react), self.overlay)
    }
}

/// What an update has to say about tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TablesUpdate {
    /// All are as they were.
    Same,
    /// JavaScript text of the `tables` object of the update: those that differ.
    Changed(String),
    /// The page has to be loaded again, for this reason.
    Reload(String),
}

/// Compares the tables of two hot builds of a package.
pub fn update_tables(old: &RuntimeTables, new: &RuntimeTables) -> TablesUpdate {
    let (old_rings, new_rings) = (Rings::of(old), Rings::of(new));
    let is_alike = Features::of(old, &old_rings).constants() == Features::of(new, &new_rings).constants();
    let (before, after) = (tables::values(old, &old_rings), tables::values(new, &new_rings));
    if !is_alike || before.len() != after.len() || old.remotes != new.remotes {
        return TablesUpdate::Reload("the kind of the build has changed".to_owned());
    }
    let mut changed = String::new();
    for ((name, old_value), (_, new_value)) in before.iter().zip(&after) {
        if old_value == new_value || *name == "HOT" {
            continue;
        }
        if !REPLACEABLE.contains(name) {
            return TablesUpdate::Reload(format!("{} changed", described(name)));
        }
        push(&mut changed, name, new_value);
    }
    let modules = |tables: &RuntimeTables| tables.hot.as_ref().map(Hot::modules).unwrap_or_default();
    if modules(old) != modules(new) {
        push(&mut changed, "HOT", &format!("{{{}}}", modules(new)));
    }
    if changed.is_empty() { TablesUpdate::Same } else { TablesUpdate::Changed(format!("{{{changed}}}")) }
}

fn push(text: &mut String, name: &str, value: &str) {
    let separator = if text.is_empty() { "" } else { "," };
    write!(text, "{separator}{name}:{value}").expect("a string takes everything");
}

/// What a user would call it.
fn described(table: &str) -> &'static str {
    match table {
        "PROVIDES" => "the shared modules of the build",
        "RUNTIME" => "the federation runtime",
        "START" => "the first module of the page",
        "PUBLIC_PATH" | "PUBLIC_PATH_META" | "UNDO" => "the public path",
        _ => "the configuration",
    }
}
