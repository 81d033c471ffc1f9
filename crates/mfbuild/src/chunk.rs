//! Which modules travel together: groups (what must be loaded before a split point's root runs) and chunks (files).
//!
//! Owns reachability, "already there" knowledge between groups, the vendor rules of spec/backstage.md §4 and the style
//! sheets of each chunk. It knows no text and no file name.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use mfbuild_config::SplitOptions;

use crate::bits::Bits;
use crate::floor::{Shared, live_size, merge_small};
use crate::graph::{EntryKind, ModuleGraph, ModuleIdx, ModuleKind};
use crate::order::Order;
use crate::shake::Live;

/// Index of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChunkIdx(pub u32);

/// Index of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupIdx(pub u32);

/// Why a group exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// An exposed module.
    Expose(String),
    /// A shared package's own copy.
    Share,
    /// The target of an `import()`.
    Dynamic,
    /// A page.
    Page,
    /// The federation runtime, or React Refresh.
    Runtime,
}

/// A split point.
#[derive(Clone, Debug)]
pub struct Group {
    /// The module that runs once everything is there.
    pub root: ModuleIdx,
    /// Why.
    pub kind: GroupKind,
    /// Name for its chunk.
    pub name: Option<String>,
    /// Its modules are there from the beginning: an eager share (spec/module-federation.md §3.8), the federation runtime.
    /// They lie in the entry file of a container, or among the first chunks of a page.
    pub is_eager: bool,
    /// Chunks to load, in evaluation order of their first module.
    pub chunks: Vec<ChunkIdx>,
    /// Those of them with style sheets, in the order of the cascade.
    pub styles: Vec<ChunkIdx>,
    /// Shared modules to have ready.
    pub consumes: Vec<ModuleIdx>,
    /// Groups that its modules may load later.
    pub children: Vec<GroupIdx>,
}

/// A file to be.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// Base of the file name.
    pub name: String,
    /// What makes it this chunk, stable between builds: the base of its id.
    pub key: String,
    /// Modules with JavaScript, in evaluation order.
    pub modules: Vec<ModuleIdx>,
    /// Style sheets, in evaluation order.
    pub styles: Vec<ModuleIdx>,
    /// Its modules lie in the entry file.
    pub in_entry: bool,
}

/// The result.
#[derive(Debug, Default)]
pub struct ChunkGraph {
    /// By `GroupIdx`; exposes first, in config order.
    pub groups: Vec<Group>,
    /// By `ChunkIdx`.
    pub chunks: Vec<Chunk>,
    /// Root module → group.
    pub group_of: FxHashMap<ModuleIdx, GroupIdx>,
    /// By module: its chunk, if it has code or style.
    pub chunk_of: Vec<Option<ChunkIdx>>,
}

/// Puts modules into chunks.
pub fn chunk(graph: &ModuleGraph, live: &Live, order: &Order, options: &SplitOptions) -> ChunkGraph {
    let mut groups = groups(graph, live, order);
    let reach: Vec<Bits> = groups.list.iter().map(|group| reachable(graph, order, group.root)).collect();
    connect(&mut groups, order, &reach);
    let available = available(&groups.list, &reach, graph.modules.len());
    let mut needed: Vec<Bits> = reach.iter().zip(&available).map(|(reach, there)| reach.without(there)).collect();
    join_page(&groups.list, &mut needed);
    let mut result = ChunkGraph { chunk_of: vec![None; graph.modules.len()], ..Default::default() };
    place(graph, live, order, options, &groups.list, &needed, &mut result);
    for (group, needed) in groups.list.iter_mut().zip(&needed) {
        fill(group, graph, order, needed, &result.chunk_of);
    }
    result.groups = groups.list;
    result.group_of = groups.of;
    result
}

struct Groups {
    list: Vec<Group>,
    of: FxHashMap<ModuleIdx, GroupIdx>,
}

impl Groups {
    fn add(&mut self, root: ModuleIdx, kind: GroupKind, name: Option<String>) {
        let next = GroupIdx(self.list.len() as u32);
        self.of.entry(root).or_insert_with(|| {
            self.list.push(Group {
                root,
                kind,
                name,
                is_eager: false,
                chunks: Vec::new(),
                styles: Vec::new(),
                consumes: Vec::new(),
                children: Vec::new(),
            });
            next
        });
    }
}

impl Groups {
    fn mark_eager(&mut self, root: ModuleIdx, eager: bool) {
        self.list[self.of[&root].0 as usize].is_eager |= eager;
    }
}

/// The page of a build that exposes nothing: whatever is loaded, the page was there before.
fn sole_page(groups: &[Group]) -> Option<usize> {
    let exposes = groups.iter().any(|group| matches!(group.kind, GroupKind::Expose(_)));
    groups.iter().position(|group| group.kind == GroupKind::Page).filter(|_| !exposes)
}

/// A page loads what must be there from the beginning together with its own modules. (Where there is a container too, it
/// lies in both entries.)
fn join_page(groups: &[Group], needed: &mut [Bits]) {
    let Some(page) = sole_page(groups) else { return };
    for (at, _) in groups.iter().enumerate().filter(|(_, group)| group.is_eager) {
        needed[page] = needed[page].union(&needed[at]);
    }
}

fn groups(graph: &ModuleGraph, live: &Live, order: &Order) -> Groups {
    let mut groups = Groups { list: Vec::new(), of: FxHashMap::default() };
    for entry in &graph.entries {
        let kind = match &entry.kind {
            EntryKind::Expose(key) => GroupKind::Expose(key.clone()),
            EntryKind::Provide | EntryKind::Container(..) => GroupKind::Share,
            EntryKind::Page => GroupKind::Page,
            EntryKind::Runtime | EntryKind::Refresh => GroupKind::Runtime,
        };
        groups.add(entry.module, kind, entry.chunk_name.clone());
        groups.mark_eager(entry.module, matches!(entry.kind, EntryKind::Runtime | EntryKind::Refresh));
    }
    for module in graph.indices().filter(|module| live.is_included(*module)) {
        if let ModuleKind::Consume(consume) = &graph.module(module).kind
            && let Some(fallback) = consume.fallback
        {
            groups.add(fallback, GroupKind::Share, None);
            groups.mark_eager(fallback, consume.share.eager);
        }
    }
    for provide in graph.provides.iter().filter(|provide| live.is_included(provide.module)) {
        groups.add(provide.module, GroupKind::Share, None);
        groups.mark_eager(provide.module, provide.options.eager);
    }
    for module in graph.indices().filter(|module| live.is_included(*module)) {
        for target in &order.dynamic[module.at()] {
            groups.add(*target, GroupKind::Dynamic, dynamic_name(graph, module, *target));
        }
    }
    groups
}

/// `/* webpackChunkName */` of the import that leads there.
fn dynamic_name(graph: &ModuleGraph, importer: ModuleIdx, target: ModuleIdx) -> Option<String> {
    let module = graph.module(importer);
    module.facts.imports.iter().zip(&module.targets).find_map(|(import, to)| match &import.kind {
        mfbuild_js::facts::ImportKind::Dynamic { chunk_name, .. } if to.module() == Some(target) => chunk_name.clone(),
        _ => None,
    })
}

/// Everything that runs with a root, shared modules included, their own copies not.
fn reachable(graph: &ModuleGraph, order: &Order, root: ModuleIdx) -> Bits {
    let mut seen = Bits::new(graph.modules.len());
    let mut work = vec![root];
    while let Some(module) = work.pop() {
        if seen.insert(module.at()) {
            work.extend(&order.imports[module.at()]);
            work.extend(&order.lazy[module.at()]);
            work.extend(&order.requires[module.at()]);
        }
    }
    seen
}

fn connect(groups: &mut Groups, order: &Order, reach: &[Bits]) {
    for (at, reach) in reach.iter().enumerate() {
        let mut children: Vec<GroupIdx> = Vec::new();
        for module in reach.iter() {
            children.extend(order.dynamic[module].iter().map(|target| groups.of[target]));
        }
        children.sort_unstable();
        children.dedup();
        groups.list[at].children = children;
    }
}

/// What is certainly loaded before a group: the intersection over all groups that can load it.
fn available(groups: &[Group], reach: &[Bits], n_modules: usize) -> Vec<Bits> {
    // Where there is only a page, shared packages come after it.
    let page = sole_page(groups);
    let shares: Vec<GroupIdx> = (0..groups.len())
        .filter(|at| page.is_some() && groups[*at].kind == GroupKind::Share && !groups[*at].is_eager)
        .map(|at| GroupIdx(at as u32))
        .collect();
    let is_root = |group: &Group| match group.kind {
        GroupKind::Dynamic => false,
        GroupKind::Share => page.is_none() || group.is_eager,
        _ => true,
    };
    let mut result: Vec<Bits> =
        groups.iter().map(|group| if is_root(group) { Bits::new(n_modules) } else { Bits::full(n_modules) }).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for (parent, group) in groups.iter().enumerate() {
            let loaded = result[parent].union(&reach[parent]);
            let later = if page == Some(parent) { shares.as_slice() } else { &[] };
            for child in group.children.iter().chain(later) {
                let child = child.0 as usize;
                if !is_root(&groups[child]) {
                    changed |= result[child].intersect(&loaded);
                }
            }
        }
    }
    result
}

/// The chunk that a module belongs to: a vendor rule, or the set of groups that need it.
fn place(
    graph: &ModuleGraph,
    live: &Live,
    order: &Order,
    options: &SplitOptions,
    groups: &[Group],
    needed: &[Bits],
    result: &mut ChunkGraph,
) {
    let mut users: Vec<Vec<u32>> = vec![Vec::new(); graph.modules.len()];
    for (group, needed) in needed.iter().enumerate() {
        let user = first_of_name(groups, group);
        for module in needed.iter() {
            if users[module].last() != Some(&user) && !users[module].contains(&user) {
                users[module].push(user);
            }
        }
    }
    let page = groups.iter().position(|group| group.kind == GroupKind::Page).map(|page| page as u32);
    let joined = sole_page(groups).map(|page| page as u32);
    for users in &mut users {
        if joined.is_some_and(|page| users.contains(&page)) {
            users.retain(|user| !groups[*user as usize].is_eager);
        }
        users.sort_unstable();
    }
    let vendors = Vendors::new(graph, live, options);
    let mut sorted: Vec<ModuleIdx> = graph.indices().filter(|module| !users[module.at()].is_empty()).collect();
    sorted.sort_by_key(|module| order.position[module.at()]);
    let mut chunks: IndexMap<ChunkKey, Shared> = IndexMap::new();
    let mut style_runs = StyleRuns::default();
    for index in sorted {
        let module = graph.module(index);
        if module.is_federated() {
            continue;
        }
        let users = std::mem::take(&mut users[index.at()]);
        // Vendor chunks hold what a page loads first, or anything of a container but shared packages.
        let is_vendor = match page {
            Some(page) => users.contains(&page),
            None => !users.iter().all(|group| groups[*group as usize].kind == GroupKind::Share),
        };
        let in_entry = users.iter().any(|group| groups[*group as usize].is_eager);
        let loading: BTreeSet<u32> = users.iter().copied().collect();
        let key = match vendors.chunk_of(graph, index) {
            _ if in_entry => ChunkKey::Entry,
            // The cascade goes by order: style sheets of packages and of the sources stay as they follow each other.
            _ if matches!(module.kind, ModuleKind::Style(_)) => style_runs.key(users),
            Some(name) if is_vendor => ChunkKey::Vendor(name),
            _ => ChunkKey::Users(users),
        };
        let shared = chunks
            .entry(key)
            .or_insert_with_key(|key| Shared { chunk: new_chunk(graph, groups, key), users: BTreeSet::new() });
        shared.users.extend(loading);
        let chunk = &mut shared.chunk;
        match module.kind {
            ModuleKind::Style(_) => {
                chunk.styles.push(index);
                if has_script(graph, live, index) {
                    chunk.modules.push(index);
                }
            }
            _ => chunk.modules.push(index),
        }
    }
    let mut names = FxHashSet::default();
    let chunks = merge_small(chunks.into_values().collect(), graph, live, &order.position);
    for (at, mut chunk) in chunks.into_iter().enumerate() {
        let base = chunk.name.clone();
        let mut n = 1;
        while !names.insert(chunk.name.clone()) {
            n += 1;
            chunk.name = format!("{base}-{n}");
        }
        for module in chunk.modules.iter().chain(&chunk.styles) {
            result.chunk_of[module.at()] = Some(ChunkIdx(at as u32));
        }
        result.chunks.push(chunk);
    }
}

/// Groups that were given one name travel together: they count as the first of them.
fn first_of_name(groups: &[Group], group: usize) -> u32 {
    let named = groups[group].name.as_ref().and_then(|name| {
        groups.iter().position(|other| other.name.as_ref() == Some(name) && other.kind == groups[group].kind)
    });
    named.unwrap_or(group) as u32
}

/// Whether JavaScript can ask for the module: plain style sheets have nothing to say.
pub fn has_script(graph: &ModuleGraph, live: &Live, index: ModuleIdx) -> bool {
    let module = graph.module(index);
    let is_read = || live.observed[index.at()] || live.statements[index.at()].contains(&true);
    !matches!(module.kind, ModuleKind::Style(_)) || is_read()
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum ChunkKey {
    Entry,
    Vendor(String),
    Users(Vec<u32>),
    /// Style sheets of the same groups, after others that some of the groups need in between.
    Styles(Vec<u32>, u32),
}

/// Style sheets that the same groups need share a file as long as no other sheet of such a group stands between them.
#[derive(Default)]
struct StyleRuns {
    /// By groups: number of the run, and whether another sheet has ended it.
    runs: IndexMap<Vec<u32>, (u32, bool)>,
}

impl StyleRuns {
    /// The chunk of the next style sheet in evaluation order.
    fn key(&mut self, users: Vec<u32>) -> ChunkKey {
        for (others, (_, is_over)) in &mut self.runs {
            *is_over |= *others != users && others.iter().any(|user| users.contains(user));
        }
        let (run, is_over) = self.runs.entry(users.clone()).or_insert((0, false));
        if std::mem::replace(is_over, false) {
            *run += 1;
        }
        if *run == 0 { ChunkKey::Users(users) } else { ChunkKey::Styles(users, *run) }
    }
}

fn new_chunk(graph: &ModuleGraph, groups: &[Group], key: &ChunkKey) -> Chunk {
    let in_entry = *key == ChunkKey::Entry;
    let (name, key) = match key {
        ChunkKey::Entry => ("entry".to_string(), "entry".to_string()),
        ChunkKey::Vendor(name) => (name.clone(), format!("vendor {name}")),
        ChunkKey::Users(users) | ChunkKey::Styles(users, _) => {
            let roots: Vec<&str> =
                users.iter().map(|group| graph.module(groups[*group as usize].root).name.as_str()).collect();
            let name = match users[..] {
                [only] => group_name(graph, &groups[only as usize]),
                _ => String::new(),
            };
            let run = if let ChunkKey::Styles(_, run) = key { format!("|{run}") } else { String::new() };
            (name, roots.join("|") + &run)
        }
    };
    let name = if name.is_empty() { format!("shared-{:08x}", crate::names::hash(key.as_bytes()) as u32) } else { name };
    Chunk { name, key, modules: Vec::new(), styles: Vec::new(), in_entry }
}

fn group_name(graph: &ModuleGraph, group: &Group) -> String {
    if let Some(name) = &group.name {
        return crate::names::file_name_part(name);
    }
    match &group.kind {
        GroupKind::Expose(key) => mfbuild_federation::plan_names::expose_chunk_name(key),
        GroupKind::Page => "main".to_string(),
        GroupKind::Share | GroupKind::Dynamic | GroupKind::Runtime => {
            crate::names::readable(&graph.module(group.root).name)
        }
    }
}

/// spec/backstage.md §4: packages of at least the floor get a chunk of their own, the rest is `vendor`.
struct Vendors {
    enabled: bool,
    large: FxHashSet<String>,
}

impl Vendors {
    fn new(graph: &ModuleGraph, live: &Live, options: &SplitOptions) -> Self {
        let mut sizes: FxHashMap<String, u64> = FxHashMap::default();
        if options.vendor {
            for index in graph.indices().filter(|module| live.is_included(*module)) {
                if let Some(part) = package_part(graph, index) {
                    *sizes.entry(part).or_default() += live_size(graph, live, index);
                }
            }
        }
        let large = sizes.into_iter().filter(|(_, size)| *size >= options.package_floor).map(|(name, _)| name);
        Self { enabled: options.vendor, large: large.collect() }
    }

    fn chunk_of(&self, graph: &ModuleGraph, module: ModuleIdx) -> Option<String> {
        if !self.enabled {
            return None;
        }
        let part = package_part(graph, module)?;
        Some(if self.large.contains(&part) { part } else { "vendor".to_string() })
    }
}

/// First path part after the last `node_modules`, without `@`: all of `@backstage/*` is `backstage`.
fn package_part(graph: &ModuleGraph, module: ModuleIdx) -> Option<String> {
    let crate::graph::ModuleKey::File(path, _) = &graph.module(module).key else { return None };
    let mut part = None;
    let mut components = path.components().peekable();
    while let Some(component) = components.next() {
        if component.as_os_str() == "node_modules" {
            part = components.peek().map(|next| next.as_os_str().to_string_lossy().into_owned());
        }
    }
    part.map(|part| part.trim_start_matches('@').to_string())
}

fn fill(group: &mut Group, graph: &ModuleGraph, order: &Order, needed: &Bits, chunk_of: &[Option<ChunkIdx>]) {
    let mut modules: Vec<ModuleIdx> = needed.iter().map(|module| ModuleIdx(module as u32)).collect();
    modules.sort_by_key(|module| order.position[module.at()]);
    for module in modules {
        if graph.module(module).is_federated() {
            // Eager ones are ready when the page runs.
            if group.kind != GroupKind::Page || !is_eager(graph, module) {
                group.consumes.push(module);
            }
        } else if let Some(chunk) = chunk_of[module.at()] {
            if !group.chunks.contains(&chunk) {
                group.chunks.push(chunk);
            }
            if matches!(graph.module(module).kind, ModuleKind::Style(_)) && !group.styles.contains(&chunk) {
                group.styles.push(chunk);
            }
        }
    }
}

fn is_eager(graph: &ModuleGraph, module: ModuleIdx) -> bool {
    matches!(&graph.module(module).kind, ModuleKind::Consume(consume) if consume.share.eager)
}
