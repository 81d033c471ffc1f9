//! No file for a few bytes: a small chunk goes into another one that is loaded wherever it is.
//!
//! Owns the floor and the choice. A request costs more than some bytes that not everyone needs.

use std::collections::BTreeSet;

use crate::chunk::Chunk;
use crate::graph::{ModuleGraph, ModuleIdx};
use crate::shake::Live;

/// Live source bytes below which a chunk is small; about 3 kB minified.
const FLOOR: u64 = 10_000;

/// A chunk with the groups that load it.
pub struct Shared {
    /// The chunk.
    pub chunk: Chunk,
    /// Groups that need one of its modules.
    pub users: BTreeSet<u32>,
}

/// Source bytes of what stays of a module, by its statements.
pub fn live_size(graph: &ModuleGraph, live: &Live, module: ModuleIdx) -> u64 {
    let kept = &live.statements[module.at()];
    let size = graph.module(module).size;
    match kept.len() as u64 {
        0 => size,
        all => size * kept.iter().filter(|kept| **kept).count() as u64 / all,
    }
}

/// Moves small chunks that several groups share into chunks that all of these groups load, as long as the others do not
/// load more than the floor in vain. The order of the rest stays.
pub fn merge_small(chunks: Vec<Shared>, graph: &ModuleGraph, live: &Live, position: &[u32]) -> Vec<Chunk> {
    let size = |chunk: &Chunk| chunk.modules.iter().map(|module| live_size(graph, live, *module)).sum::<u64>();
    let is_small = |shared: &Shared| shared.users.len() > 1 && shared.chunk.styles.is_empty() && !shared.chunk.in_entry;
    let mut chunks: Vec<Option<Shared>> = chunks.into_iter().map(Some).collect();
    for at in 0..chunks.len() {
        let Some(small) = chunks[at].as_ref().filter(|shared| is_small(shared)) else { continue };
        let bytes = size(&small.chunk);
        if bytes >= FLOOR {
            continue;
        }
        let in_vain = |other: &Shared| bytes * (other.users.len() - small.users.len()) as u64;
        let target = (0..chunks.len())
            .filter(|other| *other != at)
            .filter_map(|other| Some((other, chunks[other].as_ref()?)))
            .filter(|(_, other)| !other.chunk.in_entry && !other.chunk.modules.is_empty())
            .filter(|(_, other)| other.users.is_superset(&small.users) && in_vain(other) < FLOOR)
            .min_by_key(|(at, other)| (in_vain(other), *at))
            .map(|(other, _)| other);
        if let Some(target) = target {
            let moved = chunks[at].take().expect("it was there a moment ago").chunk.modules;
            let into = &mut chunks[target].as_mut().expect("it was chosen among those that are there").chunk;
            into.modules.extend(moved);
            into.modules.sort_by_key(|module| position[module.at()]);
        }
    }
    chunks.into_iter().flatten().map(|shared| shared.chunk).collect()
}
