//! What a session keeps between its builds: modules as they were found, printed factories.
//!
//! Owns forgetting: a build with a memory has the same output as one without, so everything that a change could touch
//! goes before the next build begins.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use mfbuild_app::app_config::DevAddress;
use mfbuild_diagnostics::Diagnostic;

use crate::app::Prepared;
use crate::factory::Factory;
use crate::graph::ModuleKey;
use crate::load::Loaded;
use crate::resolve::Places;
use crate::scan::Finding;
use crate::shared_memory::SharedMemory;

/// Findings of earlier builds with the same options.
#[derive(Default)]
pub struct Memory {
    shared: Arc<SharedMemory>,
    /// Hash of the options that decide how files are read.
    reading: u64,
    modules: Mutex<FxHashMap<ModuleKey, Known>>,
    factories: Mutex<FxHashMap<u128, Arc<Factory>>>,
    /// Those of the build that is under way.
    next_factories: Mutex<FxHashMap<u128, Arc<Factory>>>,
    app: Mutex<KnownApp>,
    /// Files that no module could be made of.
    unreadable: Mutex<FxHashSet<PathBuf>>,
    /// Where requests were looked for.
    looked: Mutex<Places>,
}

/// What is known of a page besides its bundle.
#[derive(Default)]
struct KnownApp {
    /// With its warnings.
    prepared: Option<(Arc<Prepared>, Vec<Diagnostic>)>,
    /// Where the package is to be served.
    address: Option<DevAddress>,
    /// Files that the configuration depends on.
    inputs: Vec<PathBuf>,
}

/// A module, and whether its requests still lead where they led.
struct Known {
    finding: Arc<Finding>,
    is_resolved: bool,
}

impl Memory {
    /// A memory that is shared with those of other packages; `reading` is a hash of the options that decide how files are
    /// read.
    pub fn new(shared: Arc<SharedMemory>, reading: u64) -> Self {
        Self { shared, reading, ..Self::default() }
    }

    /// What is known about a module whose file and requests are as they were.
    pub fn finding(&self, key: &ModuleKey) -> Option<Arc<Finding>> {
        lock(&self.modules).get(key).filter(|known| known.is_resolved).map(|known| Arc::clone(&known.finding))
    }

    /// A module whose file is as it was; `name` is what messages call it.
    pub fn loaded(&self, key: &ModuleKey, name: &str) -> Option<Loaded> {
        let own = lock(&self.modules).get(key).map(|known| Arc::clone(&known.finding));
        let finding = own.or_else(|| self.shared.finding(self.reading, name, key))?;
        Some(finding.loaded().clone())
    }

    /// Keeps what a build has found.
    pub fn keep(&self, key: ModuleKey, finding: Arc<Finding>) {
        self.shared.add_finding(self.reading, &key, &finding);
        lock(&self.modules).insert(key, Known { finding, is_resolved: true });
    }

    /// An edit has left everything but the text of a file as it was.
    pub fn replace(&self, key: &ModuleKey, loaded: &Loaded) {
        if let Some(known) = lock(&self.modules).get_mut(key) {
            known.finding = Arc::new(known.finding.with_loaded(loaded.clone()));
        }
    }

    /// Hash of the options that decide how files are read.
    pub fn reading(&self) -> u64 {
        self.reading
    }

    /// A factory of an earlier build.
    pub fn factory(&self, key: u128) -> Option<Arc<Factory>> {
        lock(&self.factories).get(&key).cloned().or_else(|| self.shared.factory(key))
    }

    /// Keeps factories for the next build.
    pub fn keep_factories<'a>(&self, factories: impl Iterator<Item = &'a Arc<Factory>> + Clone) {
        self.shared.add_factories(factories.clone());
        lock(&self.next_factories).extend(factories.map(|factory| (factory.key, Arc::clone(factory))));
    }

    /// A good build has ended: drops factories and modules that it has not met, since they may change unseen.
    pub fn finish_build(&self, met: &FxHashSet<ModuleKey>) {
        *lock(&self.factories) = std::mem::take(&mut *lock(&self.next_factories));
        lock(&self.modules).retain(|key, _| met.contains(key));
    }

    /// Drops what came from files whose content has changed.
    pub fn forget_files(&self, is_changed: impl Fn(&Path) -> bool) {
        self.shared.forget_files(&is_changed);
        lock(&self.unreadable).retain(|path| !is_changed(path));
        lock(&self.modules).retain(|key, _| !matches!(key, ModuleKey::File(path, _) if is_changed(path)));
    }

    /// Files have come or gone: every request is asked again.
    pub fn forget_requests(&self) {
        *lock(&self.looked) = Places::default();
        #[expect(clippy::iter_over_hash_type, reason = "all of them are changed alike")]
        for known in lock(&self.modules).values_mut() {
            known.is_resolved = false;
        }
    }
}

/// What the configuration of an app depends on.
impl Memory {
    /// Configuration and filled template, with the warnings about them.
    pub fn prepared(&self) -> Option<(Arc<Prepared>, Vec<Diagnostic>)> {
        lock(&self.app).prepared.clone()
    }

    /// Keeps them, and what they depend on; `None` after an error.
    pub fn keep_prepared(&self, prepared: Option<(Arc<Prepared>, Vec<Diagnostic>)>, inputs: Vec<PathBuf>) {
        let mut app = lock(&self.app);
        app.prepared = prepared;
        app.inputs = inputs;
    }

    /// Keeps the address that the configuration gives the package.
    pub fn keep_address(&self, address: Option<DevAddress>) {
        lock(&self.app).address = address;
    }

    /// Where a Backstage package is to be served.
    pub fn address(&self) -> Option<DevAddress> {
        lock(&self.app).address.clone()
    }

    /// The configuration or the template has changed.
    pub fn forget_prepared(&self) {
        lock(&self.app).prepared = None;
    }

    /// Whether the configuration depends on a file.
    pub fn is_app_input(&self, path: &Path) -> bool {
        lock(&self.app).inputs.iter().any(|input| input == path)
    }

    /// Files that the configuration depends on.
    pub fn app_inputs(&self) -> Vec<PathBuf> {
        lock(&self.app).inputs.clone()
    }
}

/// Which paths matter.
impl Memory {
    /// The files of all modules, and those that no module could be made of.
    pub fn files(&self) -> BTreeSet<PathBuf> {
        let modules = lock(&self.modules);
        modules
            .keys()
            .filter_map(file_of)
            .map(Path::to_path_buf)
            .chain(lock(&self.unreadable).iter().cloned())
            .collect()
    }

    /// Everything that requests depend on.
    pub fn places(&self) -> Vec<PathBuf> {
        let looked = lock(&self.looked);
        looked.found.iter().chain(&looked.missing).cloned().collect()
    }

    /// A module could not be made of a file.
    pub fn note_unreadable(&self, path: &Path) {
        lock(&self.unreadable).insert(path.to_path_buf());
    }

    /// Keeps where the requests of a build were looked for.
    pub fn note_places(&self, places: Places) {
        let mut looked = lock(&self.looked);
        looked.found.extend(places.found);
        looked.missing.extend(places.missing);
    }

    /// Whether requests depend on what is at a path: that something is there, or that nothing is.
    pub fn is_looked_at(&self, path: &Path, exists: bool) -> bool {
        let looked = lock(&self.looked);
        let places = if exists { &looked.missing } else { &looked.found };
        places.contains(path)
    }
}

fn file_of(key: &ModuleKey) -> Option<&Path> {
    match key {
        ModuleKey::File(path, _) => Some(path),
        _ => None,
    }
}

/// A thread that panicked has left nothing half done: every change is one call.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
