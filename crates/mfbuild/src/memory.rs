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
use mfbuild_js::scope::RenderedScope;

use crate::app::Prepared;
use crate::graph::ModuleKey;
use crate::load::Loaded;
use crate::scan::Finding;
use crate::shared_memory::SharedMemory;

/// Findings of earlier builds with the same options.
#[derive(Default)]
pub struct Memory {
    shared: Arc<SharedMemory>,
    /// Hash of the options that decide how files are read.
    reading: u64,
    modules: Mutex<FxHashMap<ModuleKey, Known>>,
    factories: Mutex<FxHashMap<u128, Arc<RenderedScope>>>,
    app: Mutex<KnownApp>,
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

    /// A factory that an earlier build has printed.
    pub fn factory(&self, key: u128) -> Option<Arc<RenderedScope>> {
        lock(&self.factories).get(&key).cloned().or_else(|| self.shared.factory(key))
    }

    /// Keeps exactly these factories: those of the newest build.
    pub fn keep_factories(&self, factories: FxHashMap<u128, Arc<RenderedScope>>) {
        self.shared.add_factories(&factories);
        *lock(&self.factories) = factories;
    }

    /// Drops what came from files whose content has changed.
    pub fn forget_files(&self, is_changed: impl Fn(&Path) -> bool) {
        self.shared.forget_files(&is_changed);
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
    /// Whether a module was read from a file.
    pub fn has_file(&self, path: &Path) -> bool {
        let key = ModuleKey::File(path.to_path_buf(), String::new());
        let modules = lock(&self.modules);
        modules.contains_key(&key) || modules.keys().any(|key| matches!(key, ModuleKey::File(file, _) if file == path))
    }

    /// Files of modules below a directory.
    pub fn files_below(&self, dir: &Path) -> Vec<PathBuf> {
        let modules = lock(&self.modules);
        let files = modules.keys().filter_map(file_of).filter(|file| file.starts_with(dir));
        files.map(Path::to_path_buf).collect()
    }

    /// Adds the files of all modules, and places where a missing module would be found.
    pub fn add_places(&self, places: &mut BTreeSet<PathBuf>) {
        let mut linked: BTreeSet<(&Path, &str)> = BTreeSet::new();
        let modules = lock(&self.modules);
        #[expect(clippy::iter_over_hash_type, reason = "they are collected in a sorted set")]
        for (key, known) in modules.iter() {
            let Some(file) = file_of(key) else { continue };
            places.insert(file.to_path_buf());
            let dir = file.parent().unwrap_or(file);
            for request in known.finding.missing() {
                add_candidates(dir, request, places);
            }
            if let Some(package) = known.finding.package()
                && let Some(name) = &package.name
                && !package.dir.components().any(|part| part.as_os_str() == "node_modules")
            {
                linked.insert((&package.dir, name));
            }
        }
        for (dir, name) in linked {
            add_links(dir, name, places);
        }
    }
}

fn file_of(key: &ModuleKey) -> Option<&Path> {
    match key {
        ModuleKey::File(path, _) => Some(path),
        _ => None,
    }
}

/// Where a file would answer a request: beside the importer, or as an installed package.
fn add_candidates(dir: &Path, request: &str, places: &mut BTreeSet<PathBuf>) {
    if request.starts_with('.') || request.starts_with('/') {
        let mut target = dir.to_path_buf();
        for part in Path::new(request).components() {
            match part {
                std::path::Component::ParentDir => drop(target.pop()),
                std::path::Component::CurDir => {}
                other => target.push(other),
            }
        }
        // Its extension may be missing: what is watched is the directory around it.
        places.insert(target.join("index"));
        places.insert(target);
        return;
    }
    let parts = if request.starts_with('@') { 2 } else { 1 };
    let name: PathBuf = request.split('/').take(parts).collect();
    for above in dir.ancestors() {
        places.insert(above.join("node_modules").join(&name).join("package.json"));
    }
}

/// Workspace packages are found through links: another link is another package.
fn add_links(dir: &Path, name: &str, places: &mut BTreeSet<PathBuf>) {
    for above in dir.ancestors().skip(1) {
        let link = above.join("node_modules").join(name);
        if link.is_symlink() {
            places.insert(link);
            return;
        }
    }
}

/// A thread that panicked has left nothing half done: every change is one call.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
