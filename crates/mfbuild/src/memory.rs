//! What a session keeps between its builds: modules as they were found, printed factories.
//!
//! Owns forgetting: a build with a memory has the same output as one without, so everything that a change could touch
//! goes before the next build begins.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use mfbuild_js::scope::RenderedScope;

use crate::graph::ModuleKey;
use crate::load::Loaded;
use crate::scan::Finding;

/// Findings of earlier builds with the same options.
#[derive(Default)]
pub struct Memory {
    modules: Mutex<FxHashMap<ModuleKey, Known>>,
    factories: Mutex<FxHashMap<u128, Arc<RenderedScope>>>,
}

/// A module, and whether its requests still lead where they led.
struct Known {
    finding: Arc<Finding>,
    is_resolved: bool,
}

impl Memory {
    /// What is known about a module whose file and requests are as they were.
    pub fn finding(&self, key: &ModuleKey) -> Option<Arc<Finding>> {
        lock(&self.modules).get(key).filter(|known| known.is_resolved).map(|known| Arc::clone(&known.finding))
    }

    /// A module whose file is as it was.
    pub fn loaded(&self, key: &ModuleKey) -> Option<Loaded> {
        lock(&self.modules).get(key).map(|known| known.finding.loaded().clone())
    }

    /// Keeps what a build has found.
    pub fn keep(&self, key: ModuleKey, finding: Arc<Finding>) {
        lock(&self.modules).insert(key, Known { finding, is_resolved: true });
    }

    /// A factory that an earlier build has printed.
    pub fn factory(&self, key: u128) -> Option<Arc<RenderedScope>> {
        lock(&self.factories).get(&key).cloned()
    }

    /// Keeps exactly these factories: those of the newest build.
    pub fn keep_factories(&self, factories: FxHashMap<u128, Arc<RenderedScope>>) {
        *lock(&self.factories) = factories;
    }

    /// Drops what came from files whose content has changed.
    pub fn forget_files(&self, is_changed: impl Fn(&Path) -> bool) {
        lock(&self.modules).retain(|key, _| !matches!(key, ModuleKey::File(path, _) if is_changed(path)));
    }

    /// Files have come or gone: every request is asked again.
    pub fn forget_requests(&self) {
        #[expect(clippy::iter_over_hash_type, reason = "all of them are changed alike")]
        for known in lock(&self.modules).values_mut() {
            known.is_resolved = false;
        }
    }

    /// Drops modules that the newest build has not met: they may change unseen.
    pub fn keep_modules(&self, met: &FxHashSet<&ModuleKey>) {
        lock(&self.modules).retain(|key, _| met.contains(key));
    }
}

/// A thread that panicked has left nothing half done: every change is one call.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
