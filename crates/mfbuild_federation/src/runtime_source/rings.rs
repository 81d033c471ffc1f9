//! Rings: shared packages that import each other, as the own copy of one consumes the other and back. Whoever loads one
//! of them must not wait for the choice of the others (runtime/groups.js).

use std::collections::{BTreeMap, BTreeSet};

use super::RuntimeTables;

/// Group id to those of its consume modules whose own copies lead back to it.
#[derive(Debug, Default)]
pub(super) struct Rings(BTreeMap<u32, Vec<u32>>);

impl Rings {
    pub(super) fn of(tables: &RuntimeTables) -> Self {
        let copies = without_leaves(copies(tables));
        let rings = copies.keys().filter_map(|group| {
            let leads_back = |consume: &u32| {
                copy_of(tables, *consume).is_some_and(|copy| copy == *group || leads_to(&copies, copy, *group))
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

/// Group of an own copy to the groups of own copies that it needs.
type Copies = BTreeMap<u32, BTreeSet<u32>>;

fn copies(tables: &RuntimeTables) -> Copies {
    let groups = tables.consumes.values().filter_map(|consume| Some(consume.fallback?.group));
    let needed = |group: u32| {
        let consumes = tables.groups.get(&group).map_or(&[][..], |group| &group.consumes);
        consumes.iter().filter_map(|consume| copy_of(tables, *consume)).collect()
    };
    groups.map(|group| (group, needed(group))).collect()
}

fn copy_of(tables: &RuntimeTables, consume: u32) -> Option<u32> {
    Some(tables.consumes.get(&consume)?.fallback?.group)
}

/// Takes away what leads nowhere, until only rings and what leads to them is left; nearly always nothing.
fn without_leaves(mut copies: Copies) -> Copies {
    loop {
        let leaves: Vec<u32> =
            copies.iter().filter(|(_, needed)| needed.is_empty()).map(|(group, _)| *group).collect();
        if leaves.is_empty() {
            return copies;
        }
        for leaf in &leaves {
            copies.remove(leaf);
        }
        for needed in copies.values_mut() {
            needed.retain(|group| leaves.binary_search(group).is_err());
        }
    }
}

fn leads_to(copies: &Copies, from: u32, to: u32) -> bool {
    let mut found = BTreeSet::from([from]);
    let mut waiting = vec![from];
    while let Some(group) = waiting.pop() {
        for next in copies.get(&group).into_iter().flatten() {
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
