//! Rings: shared packages that import each other, as the own copy of one consumes the other and back. Whoever loads one
//! of them must not wait for the choice of the others (`runtime/groups.js`).

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::{Fallback, RuntimeTables};

/// Group id to those of its consume modules whose copies in this build lead back to it.
#[derive(Debug, Default)]
pub(super) struct Rings(BTreeMap<u32, Vec<u32>>);

impl Rings {
    pub(super) fn of(tables: &RuntimeTables) -> Self {
        let copies = copies(tables);
        let needs = without_leaves(needs(tables, &copies));
        let rings = needs.keys().filter_map(|group| {
            let leads_back = |consume: &u32| {
                let copies = copies.get(consume).map_or(&[][..], Vec::as_slice);
                copies.iter().any(|copy| copy == group || leads_to(&needs, *copy, *group))
            };
            let consumes: Vec<u32> = tables.groups.get(group)?.consumes.iter().copied().filter(leads_back).collect();
            (!consumes.is_empty()).then_some((*group, consumes))
        });
        Self(rings.collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn consumes(&self, group: u32) -> &[u32] {
        self.0.get(&group).map_or(&[], Vec::as_slice)
    }
}

/// Consume module to the groups of the copies that it may get from this build: its own one, and those of that key
/// that are provided.
fn copies(tables: &RuntimeTables) -> BTreeMap<u32, Vec<u32>> {
    let mut provided: FxHashMap<&str, Vec<Fallback>> = FxHashMap::default();
    for provide in &tables.provides {
        provided.entry(&provide.key).or_default().push(provide.copy);
    }
    let copies = tables.consumes.iter().map(|(id, consume)| {
        let provided = provided.get(consume.key.as_str()).into_iter().flatten().copied();
        (*id, consume.fallback.into_iter().chain(provided).map(|copy| copy.group).collect())
    });
    copies.collect()
}

/// Group of a copy to the groups of copies that it may need.
type Needs = BTreeMap<u32, BTreeSet<u32>>;

fn needs(tables: &RuntimeTables, copies: &BTreeMap<u32, Vec<u32>>) -> Needs {
    let groups: BTreeSet<u32> = copies.values().flatten().copied().collect();
    let needed = |group: u32| {
        let consumes = tables.groups.get(&group).map_or(&[][..], |group| &group.consumes);
        consumes.iter().filter_map(|consume| copies.get(consume)).flatten().copied().collect()
    };
    groups.into_iter().map(|group| (group, needed(group))).collect()
}

/// Takes away what leads nowhere, until only rings and what leads to them is left: nearly always nothing.
fn without_leaves(mut needs: Needs) -> Needs {
    loop {
        let is_leaf = |(group, needed): (&u32, &BTreeSet<u32>)| needed.is_empty().then_some(*group);
        let leaves: Vec<u32> = needs.iter().filter_map(is_leaf).collect();
        if leaves.is_empty() {
            return needs;
        }
        needs.retain(|_, needed| !needed.is_empty());
        for needed in needs.values_mut() {
            needed.retain(|group| leaves.binary_search(group).is_err());
        }
    }
}

fn leads_to(needs: &Needs, from: u32, to: u32) -> bool {
    let mut found = BTreeSet::from([from]);
    let mut waiting = vec![from];
    while let Some(group) = waiting.pop() {
        for next in needs.get(&group).into_iter().flatten() {
            if *next == to {
                return true;
            }
            if found.insert(*next) {
                waiting.push(*next);
            }
        }
    }
    false
}
