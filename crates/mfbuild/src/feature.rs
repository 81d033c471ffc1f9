//! Which exposes of a Backstage package stay: those whose default export is a frontend feature (spec/backstage.md §4).
//!
//! Owns the syntactic rule: the default export, followed through local re-exports, is made by one of the known functions.

use mfbuild_federation::plan::FederationPlan;

use crate::graph::ModuleGraph;
use crate::link::{Binding, Linker};

/// Functions that make a feature, and the method that changes one.
const MAKERS: &[&str] = &[
    "createFrontendPlugin",
    "createFrontendModule",
    "createPlugin",
    "createExtensionOverrides",
    "createBackendPlugin",
    "createBackendModule",
    "createBackendFeatureLoader",
    "convertLegacyPlugin",
    "convertLegacyAppRoot",
    "withOverrides",
];

/// Removes entries that were only candidates and are no feature.
pub fn drop_plain_exposes(graph: &mut ModuleGraph, plan: &FederationPlan) {
    if !plan.exposes.iter().any(|expose| expose.only_if_feature) {
        return;
    }
    let linker = Linker::new(graph);
    let keep: Vec<bool> = graph
        .entries
        .iter()
        .map(|entry| {
            let candidate = entry
                .kind
                .exposed()
                .is_some_and(|key| plan.exposes.iter().any(|expose| expose.key == key && expose.only_if_feature));
            !candidate || is_feature(graph, &linker.export(entry.module, "default"))
        })
        .collect();
    let mut keep = keep.into_iter();
    graph.entries.retain(|_| keep.next().expect("one answer for each entry"));
}

fn is_feature(graph: &ModuleGraph, binding: &Binding) -> bool {
    let Binding::Local(module, symbol) = binding else { return false };
    let made_by = graph.module(*module).facts.made_by.iter().find(|(made, _)| made == symbol);
    made_by.is_some_and(|(_, maker)| MAKERS.contains(&maker.as_str()) || maker.starts_with("createExtension"))
}
