//! What the sessions of several packages in one process have in common: files read and factories printed for one are
//! there for the others.
//!
//! Owns no memory: what is found here is kept by the session that needs it, and goes when no session does.

use std::path::Path;
use std::sync::{Arc, Mutex, Weak};

use rustc_hash::FxHashMap;

use crate::factory::Factory;
use crate::graph::ModuleKey;
use crate::memory::lock;
use crate::scan::Finding;

/// A module as one way of reading has it: hash of the options that matter, name in messages and maps, key.
type Reading = (u64, String, ModuleKey);

/// Modules and factories of all sessions of a process.
#[derive(Default)]
pub struct SharedMemory {
    modules: Mutex<FxHashMap<Reading, Weak<Finding>>>,
    factories: Mutex<FxHashMap<u128, Weak<Factory>>>,
}

impl SharedMemory {
    /// A module that some session has read in the same way. Where its requests lead is the business of that session.
    pub fn finding(&self, options: u64, name: &str, key: &ModuleKey) -> Option<Arc<Finding>> {
        lock(&self.modules).get(&(options, name.to_string(), key.clone()))?.upgrade()
    }

    /// Shows a module to others.
    pub fn add_finding(&self, options: u64, key: &ModuleKey, finding: &Arc<Finding>) {
        let name = finding.loaded().source.path.clone();
        lock(&self.modules).insert((options, name, key.clone()), Arc::downgrade(finding));
    }

    /// The content of these files has changed, though some sessions have not heard of it yet.
    pub fn forget_files(&self, is_changed: &dyn Fn(&Path) -> bool) {
        let is_kept = |key: &ModuleKey| !matches!(key, ModuleKey::File(path, _) if is_changed(path));
        lock(&self.modules).retain(|(_, _, key), finding| finding.strong_count() > 0 && is_kept(key));
    }

    /// A factory of some session.
    pub fn factory(&self, key: u128) -> Option<Arc<Factory>> {
        lock(&self.factories).get(&key)?.upgrade()
    }

    /// Shows factories to others; those that nobody has any more go.
    pub fn add_factories<'a>(&self, factories: impl Iterator<Item = &'a Arc<Factory>>) {
        let mut shared = lock(&self.factories);
        shared.retain(|_, factory| factory.strong_count() > 0);
        shared.extend(factories.map(|factory| (factory.key, Arc::downgrade(factory))));
    }
}
