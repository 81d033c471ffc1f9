//! A package that is built again and again while its files change.
//!
//! Owns what is done again after a change: nothing that the change cannot touch, and the result is that of a clean
//! build, byte for byte. An edit that leaves the facts of a file as they were (texts, markup, styles) replaces one
//! factory or style sheet (`session/replace.rs`); any other change runs the stages again, on remembered modules and
//! factories (`memory.rs`).

mod changes;
mod paths;
mod places;
mod replace;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime};

use mfbuild_app::app_config::DevAddress;
use mfbuild_config::{BuildOptions, Flags, Inputs};
use mfbuild_diagnostics::{Diagnostic, has_errors, sort};
use rustc_hash::FxHashSet;

use crate::build::{BuildResult, HotBundle, Progress, build_again, reading_hash};
use crate::hot::{Change, HASH_PLACEHOLDER};
use crate::memory::Memory;
use crate::output::{Content, OutputFile};
use crate::shared_memory::SharedMemory;
use crate::unoptimized::Optimization;
use changes::Effects;

pub use changes::FileChanges;
pub use paths::Paths;

/// Update scripts that stay: pages take them within moments, or load again.
const MOST_UPDATES: usize = 20;

/// What a session is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A development server, whose pages take updates one by one.
    Serve,
    /// Files on disk.
    Write(Optimization),
}

/// All files of the newest good build.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// By name.
    pub files: BTreeMap<String, OutputFile>,
    /// Tells builds apart.
    pub hash: String,
}

impl Output {
    /// Prints what nobody has asked for yet.
    pub fn print(&self) {
        for file in self.files.values() {
            if let Content::Chunk(chunk, _) = &file.content {
                chunk.parts.iter().for_each(|(_, factory)| {
                    factory.text();
                });
            }
        }
    }
}

/// What is to be watched for the next change.
#[derive(Clone, Debug, Default)]
pub struct Watched {
    /// Files that were read, and places where a file would change the build.
    pub files: Paths,
    /// Directories in which everything counts.
    pub directories: BTreeSet<PathBuf>,
    /// No directory above these matters.
    pub roots: BTreeSet<PathBuf>,
}

/// What a build of a session came to.
#[derive(Debug, Default)]
pub struct Rebuilt {
    /// What pages that run the build before have to do; `None` if the build failed, or nothing had to be built.
    pub change: Option<Change>,
    /// Hash of the build before.
    pub from: String,
    /// All errors and warnings that hold now.
    pub diagnostics: Vec<Diagnostic>,
    /// Lines for the user.
    pub notices: Vec<String>,
    /// How long it took.
    pub took: Duration,
}

impl Rebuilt {
    /// Whether the package has errors now.
    pub fn failed(&self) -> bool {
        has_errors(&self.diagnostics)
    }
}

/// One package.
pub struct Session {
    shared: Arc<SharedMemory>,
    flags: Flags,
    purpose: Purpose,
    /// As they were read last; `None` while they have errors.
    options: Option<BuildOptions>,
    /// What belongs to the options: warnings, or errors.
    option_problems: Vec<Diagnostic>,
    inputs: Inputs,
    memory: Memory,
    /// The newest good build, in parts.
    kept: Option<HotBundle>,
    output: Arc<Output>,
    /// Names of update scripts, the oldest first.
    updates: Vec<String>,
    /// How many there have been.
    n_updates: usize,
    has_failed: bool,
    /// Problems of the newest whole build.
    problems: Vec<Diagnostic>,
    /// Files of modules, and those that no module could be made of; once somebody asked after a build.
    files: OnceLock<Paths>,
    /// Once somebody asked after a build: pages are served before.
    watched: OnceLock<Watched>,
    /// Files of the public directory, with size and time.
    public: Vec<(PathBuf, u64, Option<SystemTime>)>,
    /// Inputs of the options that were there.
    existing_inputs: FxHashSet<PathBuf>,
}

impl Session {
    /// A session that has built nothing yet.
    pub fn new(flags: Flags, purpose: Purpose) -> Self {
        Self::beside(&Arc::default(), flags, purpose)
    }

    /// The same beside others: what they have read and printed need not be read and printed again.
    pub fn beside(shared: &Arc<SharedMemory>, flags: Flags, purpose: Purpose) -> Self {
        let mut session = Self {
            shared: Arc::clone(shared),
            flags,
            purpose,
            options: None,
            option_problems: Vec::new(),
            inputs: Inputs::default(),
            memory: Memory::default(),
            kept: None,
            output: Arc::default(),
            updates: Vec::new(),
            n_updates: 0,
            has_failed: false,
            problems: Vec::new(),
            files: OnceLock::new(),
            watched: OnceLock::new(),
            public: Vec::new(),
            existing_inputs: FxHashSet::default(),
        };
        session.read_options();
        session.forget_all();
        session
    }

    /// The options, unless they have errors.
    pub fn options(&self) -> Option<&BuildOptions> {
        self.options.as_ref()
    }

    /// The files of the newest good build.
    pub fn output(&self) -> Arc<Output> {
        Arc::clone(&self.output)
    }

    /// Where a Backstage package is to be served, once its configuration has been read.
    pub fn address(&self) -> Option<DevAddress> {
        self.memory.address()
    }

    /// Whether the newest build has errors.
    pub fn has_failed(&self) -> bool {
        self.has_failed
    }

    /// What the next change can come from.
    pub fn watched(&self) -> &Watched {
        self.watched.get_or_init(|| self.places())
    }

    fn files(&self) -> &Paths {
        self.files.get_or_init(|| self.memory.files().into_iter().collect())
    }

    /// The first build.
    pub fn build(&mut self, progress: &(dyn Fn(Progress) + Sync)) -> Rebuilt {
        let rebuilt = self.run(Instant::now(), progress);
        self.public = self.public_files();
        rebuilt
    }

    fn public_files(&self) -> Vec<(PathBuf, u64, Option<SystemTime>)> {
        let disk = self.output.files.values().filter_map(|file| match &file.content {
            Content::Disk(path) => Some(path),
            _ => None,
        });
        let state = |path: &PathBuf| {
            let metadata = path.metadata().ok()?;
            Some((path.clone(), metadata.len(), metadata.modified().ok()))
        };
        disk.filter_map(state).collect()
    }

    /// Builds what the changes touch; `None` if that is nothing. `begin` is called when there is something to do.
    pub fn rebuild(
        &mut self,
        changes: &FileChanges,
        begin: &dyn Fn(),
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Option<Rebuilt> {
        let start = Instant::now();
        let effects = self.effects(changes);
        if effects.is_nothing() {
            return None;
        }
        begin();
        if let Some(rebuilt) = self.replace(&effects, start) {
            return Some(rebuilt);
        }
        let has_new_options = effects.options && self.read_options();
        self.forget(&effects, has_new_options);
        let mut rebuilt = self.run(start, progress);
        let before = std::mem::take(&mut self.public);
        self.public = self.public_files();
        if self.public != before && rebuilt.change == Some(Change::None) {
            rebuilt.change = Some(Change::Reload("a public file has changed".to_string()));
        }
        Some(rebuilt)
    }

    fn forget(&mut self, effects: &Effects, has_new_options: bool) {
        if has_new_options || effects.everything {
            self.forget_all();
            return;
        }
        self.memory.forget_files(|path| effects.files.contains(path));
        // Equal options may name files, such as tsconfig.json, whose content decides where requests lead.
        if effects.requests || effects.options {
            self.memory.forget_requests();
        }
        if effects.app {
            self.memory.forget_prepared();
        }
    }

    fn forget_all(&mut self) {
        // What other sessions know may be as old.
        self.shared.forget_files(&|_| true);
        let reading = self.options.as_ref().map_or(0, |options| reading_hash(options, self.purpose));
        self.memory = Memory::new(Arc::clone(&self.shared), reading);
    }

    /// Reads the options again; whether they are others.
    fn read_options(&mut self) -> bool {
        let (loaded, inputs) = mfbuild_config::load_with_inputs(&self.flags);
        self.existing_inputs = inputs.files.iter().filter(|file| file.exists()).cloned().collect();
        self.inputs = inputs;
        let (options, problems) = match loaded {
            Ok((options, warnings)) => (Some(options), warnings),
            Err(errors) => (None, errors),
        };
        self.option_problems = problems;
        let is_other = options != self.options;
        self.options = options;
        is_other
    }

    /// All stages, on what is remembered.
    fn run(&mut self, start: Instant, progress: &(dyn Fn(Progress) + Sync)) -> Rebuilt {
        let from = self.output.hash.clone();
        let mut diagnostics = self.option_problems.clone();
        let mut notices = Vec::new();
        let mut change = None;
        if let Some(options) = &self.options {
            let (optimization, is_hot) = match self.purpose {
                Purpose::Serve => (Optimization::Off, true),
                Purpose::Write(optimization) => (optimization, false),
            };
            let (result, hot) = build_again(options, optimization, &self.memory, is_hot, progress);
            let BuildResult { files, diagnostics: found, notices: told, .. } = result;
            self.problems.clone_from(&found);
            diagnostics.extend(found);
            notices = told;
            if !has_errors(&diagnostics) {
                change = Some(self.take(files, hot));
            }
        }
        sort(&mut diagnostics);
        self.has_failed = change.is_none();
        self.files = OnceLock::new();
        self.watched = OnceLock::new();
        Rebuilt { change, from, diagnostics, notices, took: start.elapsed() }
    }

    /// Makes a good build the newest one.
    fn take(&mut self, files: Vec<OutputFile>, hot: Option<HotBundle>) -> Change {
        let files: BTreeMap<String, OutputFile> = files.into_iter().map(|file| (file.name.clone(), file)).collect();
        let Some(mut hot) = hot else {
            self.output = Arc::new(Output { files, hash: String::new() });
            return Change::Reload(String::new());
        };
        if let Some(page) = files.get("index.html") {
            hot.parts.page = page.hash();
        }
        let hash = hot.parts.hash();
        let (change, updates) = match &self.kept {
            Some(before) => {
                let options = self.options.as_ref().expect("there was a build");
                hot.parts.since(&before.parts, &self.output.hash, &hash, self.n_updates, options)
            }
            None => (Change::Reload("this is the first build that works".to_string()), Vec::new()),
        };
        self.kept = Some(hot);
        self.publish(files, updates, hash);
        change
    }

    /// The files of a build, with its hash where entries name it, and the newest update scripts.
    fn publish(&mut self, mut files: BTreeMap<String, OutputFile>, updates: Vec<OutputFile>, hash: String) {
        for entry in self.kept.iter().flat_map(|hot| &hot.entries) {
            let text = entry.text.replace(HASH_PLACEHOLDER, &hash);
            files.insert(entry.name.clone(), OutputFile::new(entry.name.clone(), text.into_bytes()));
        }
        for name in &self.updates {
            if let Some(file) = self.output.files.get(name) {
                files.insert(name.clone(), file.clone());
            }
        }
        self.n_updates += 1;
        for file in updates {
            self.updates.push(file.name.clone());
            files.insert(file.name.clone(), file);
        }
        while self.updates.len() > 2 * MOST_UPDATES {
            files.remove(&self.updates.remove(0));
        }
        self.output = Arc::new(Output { files, hash });
    }
}
