//! What a page that runs an older build has to be told about a newer one.
//!
//! Owns the comparison of two builds of a session, the update script and its message; how the page takes it is
//! `mfbuild_federation/runtime/hot*.js`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use mfbuild_config::BuildOptions;
use mfbuild_federation::runtime_source::{RuntimeTables, TablesUpdate, update_tables};
use xxhash_rust::xxh3::xxh3_64;

use crate::assets::quoted;
use crate::factory::Factory;
use crate::output::{ChunkText, Content, OutputFile};
use crate::render::{push_statement, source_prefix};

/// Names in an update script: more would be read by nobody.
const MOST_NAMES: usize = 300;

/// Stands in entries for the hash of the build, which is known last.
pub const HASH_PLACEHOLDER: &str = "mfbuild-hash-of-this-build";

/// The parts of a build that pages can take one by one.
#[derive(Clone, Default)]
pub struct HotParts {
    /// Factories by module id.
    pub modules: BTreeMap<u32, HotFactory>,
    /// Module names by id, for messages in the console.
    pub names: Arc<BTreeMap<u32, String>>,
    /// Who asks for a module.
    pub importers: Arc<BTreeMap<u32, Vec<u32>>>,
    /// Style sheets by file name, with their hashes.
    pub styles: BTreeMap<String, u64>,
    /// Tables of the page or container.
    pub tables: Arc<RuntimeTables>,
    /// Hash of the tables.
    pub tables_hash: u64,
    /// The html, with the configuration that is in it: a page cannot exchange it.
    pub page: u64,
    /// Global name of the chunk queue.
    pub queue: String,
}

/// A factory that pages can exchange.
#[derive(Clone)]
pub struct HotFactory {
    /// Its text.
    pub factory: Arc<Factory>,
    /// Where pages get it from: a chunk's id, or none for the entry.
    pub chunk: Option<u32>,
}

impl HotFactory {
    /// A hash of where it comes from: servers that start on the same sources have the same.
    fn hash(&self, id: u32) -> u64 {
        let chunk = self.chunk.map_or(u64::MAX, u64::from);
        mixed([u64::from(id), self.factory.key as u64, (self.factory.key >> 64) as u64, chunk])
    }

    fn differs_from(&self, other: &Self) -> bool {
        self.chunk != other.chunk || self.factory.differs_from(&other.factory)
    }
}

/// How pages get from one build to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing that a page could see has changed.
    None,
    /// Factories, tables or style sheets: the update script, if there is one, and the changed style sheets.
    Update {
        /// Name of the update script.
        script: Option<String>,
        /// Names of style sheets.
        styles: Vec<String>,
    },
    /// Only a page that is loaded again has it; the reason, for the console.
    Reload(String),
}

impl HotParts {
    /// A text that differs between builds that pages must not take for one another.
    pub fn hash(&self) -> String {
        let modules = self.modules.iter().map(|(id, factory)| factory.hash(*id)).fold(0, u64::wrapping_add);
        let styles: String = self.styles.iter().map(|(name, hash)| format!("{name}{hash}")).collect();
        let rest = xxh3_64(format!("{styles}{}{}", self.tables_hash, self.page).as_bytes());
        format!("{:016x}", mixed([modules, rest]))
    }

    /// What changes for a page of the build `before`, whose hash is `from`, and the files that it needs for that.
    ///
    /// `update` is different for each update of a session: two builds may come back to the same hash.
    pub fn since(
        &self,
        before: &Self,
        from: &str,
        hash: &str,
        update: usize,
        options: &BuildOptions,
    ) -> (Change, Vec<OutputFile>) {
        if self.page != before.page {
            return (Change::Reload("the html of the page has changed".to_string()), Vec::new());
        }
        // A page never loads a chunk twice: what has come into a chunk from elsewhere is sent as if it were new.
        let is_changed =
            |id: &u32, factory: &HotFactory| before.modules.get(id).is_none_or(|known| factory.differs_from(known));
        let changed = self.modules.iter().filter(|(id, factory)| is_changed(id, factory));
        let changed: Vec<_> = changed.map(|(id, factory)| (*id, Arc::clone(&factory.factory))).collect();
        let removed: Vec<u32> = before.modules.keys().filter(|id| !self.modules.contains_key(id)).copied().collect();
        let compared = match Arc::ptr_eq(&before.tables, &self.tables) {
            true => TablesUpdate::Same,
            false => update_tables(&before.tables, &self.tables),
        };
        let tables = match compared {
            TablesUpdate::Same => None,
            TablesUpdate::Changed(text) => Some(text),
            TablesUpdate::Reload(reason) => return (Change::Reload(reason), Vec::new()),
        };
        let is_styled = |(name, hash): &(&String, &u64)| before.styles.get(*name).is_some_and(|known| known != *hash);
        let styles: Vec<String> = self.styles.iter().filter(is_styled).map(|(name, _)| name.clone()).collect();
        if changed.is_empty() && removed.is_empty() && tables.is_none() {
            let change = if styles.is_empty() { Change::None } else { Change::Update { script: None, styles } };
            return (change, Vec::new());
        }
        let base = format!("hot.{hash}.{update}.js");
        let files = self.script(base, changed, &removed, tables, (from, hash), options);
        let script = Some(files[0].name.clone());
        (Change::Update { script, styles }, files)
    }

    /// Modules and those that ask for them, directly or not: what messages about an update name.
    fn around(&self, changed: Vec<u32>) -> BTreeSet<u32> {
        let mut found = BTreeSet::new();
        let mut next = VecDeque::from(changed);
        while let Some(id) = next.pop_front()
            && found.len() < MOST_NAMES
        {
            if found.insert(id) {
                next.extend(self.importers.get(&id).into_iter().flatten());
            }
        }
        found
    }

    /// The update script and its map.
    fn script(
        &self,
        base: String,
        changed: Vec<(u32, Arc<Factory>)>,
        removed: &[u32],
        tables: Option<String>,
        (from, hash): (&str, &str),
        options: &BuildOptions,
    ) -> Vec<OutputFile> {
        let removed: Vec<String> = removed.iter().map(u32::to_string).collect();
        let around = self.around(changed.iter().map(|(id, _)| *id).collect());
        let names = around.iter().filter_map(|id| Some(format!("{id}:{}", quoted(self.names.get(id)?))));
        let names: Vec<String> = names.collect();
        let tables = tables.map(|tables| format!("tables:{tables},")).unwrap_or_default();
        let text = Arc::new(ChunkText {
            head: format!(
                "{}([[],{{}},{{from:{},hash:{},removed:[{}],names:{{{}}},{tables}modules:{{",
                push_statement(&self.queue, options),
                quoted(from),
                quoted(hash),
                removed.join(","),
                names.join(","),
            ),
            parts: changed,
            tail: "}}]);".into(),
            separator: ",\n",
            sources: source_prefix(options),
        });
        let map = options.source_map.then(|| format!("{base}.map"));
        let name = format!("static/{base}");
        let mut files = vec![OutputFile { name: name.clone(), content: Content::Chunk(Arc::clone(&text), map) }];
        if options.source_map {
            files.push(OutputFile { name: format!("{name}.map"), content: Content::ChunkMap(text, base) });
        }
        files
    }
}

fn mixed<const N: usize>(numbers: [u64; N]) -> u64 {
    xxh3_64(numbers.map(u64::to_le_bytes).as_flattened())
}
