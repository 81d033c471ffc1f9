//! Compares time stamps again and again, where the system sends no events.
//!
//! Only wanted files are looked at, by one `lstat` each; directories are read only where the whole tree matters.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};
use mfbuild_diagnostics::Diagnostic;

use crate::event::Incoming;
use crate::stamp::{Stamp, stamp, walk};
use crate::state::Wanted;

/// Pauses are at least this many times as long as looking takes, so that large projects do not keep a core busy.
const PAUSE_FACTOR: u32 = 10;

/// A thread that looks.
pub(crate) struct Poller {
    snapshot: Arc<Mutex<Snapshot>>,
    /// Dropped to end the thread.
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Poller {
    pub(crate) fn start(interval: Duration, events: Sender<Incoming>) -> Result<Self, Diagnostic> {
        let snapshot = Arc::new(Mutex::new(Snapshot::default()));
        let (stop, stopped) = crossbeam_channel::bounded(0);
        let shared = Arc::clone(&snapshot);
        let thread = crate::spawn("mfbuild-poll", move || run(interval, &shared, &stopped, &events))?;
        Ok(Self { snapshot, stop: Some(stop), thread: Some(thread) })
    }

    /// What differs from now on is reported. Returns the files that were not looked at before.
    pub(crate) fn set(&mut self, wanted: &Wanted) -> Vec<PathBuf> {
        self.snapshot.lock().unwrap_or_else(PoisonError::into_inner).set(wanted)
    }
}

impl Drop for Poller {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(interval: Duration, snapshot: &Mutex<Snapshot>, stopped: &Receiver<()>, events: &Sender<Incoming>) {
    let mut pause = interval;
    while stopped.recv_timeout(pause).is_err_and(|error| error.is_timeout()) {
        let start = Instant::now();
        let changed = snapshot.lock().unwrap_or_else(PoisonError::into_inner).compare();
        if !changed.is_empty() && events.send(Incoming::Found(changed)).is_err() {
            return;
        }
        pause = interval.max(start.elapsed() * PAUSE_FACTOR);
    }
}

/// How things looked last time.
#[derive(Default)]
struct Snapshot {
    files: BTreeMap<PathBuf, Option<Stamp>>,
    trees: BTreeMap<PathBuf, BTreeMap<PathBuf, Option<Stamp>>>,
}

impl Snapshot {
    fn set(&mut self, wanted: &Wanted) -> Vec<PathBuf> {
        let mut new = Vec::new();
        let mut before = std::mem::take(&mut self.files);
        for file in &wanted.files {
            let known = before.remove(file).unwrap_or_else(|| {
                new.push(file.clone());
                stamp(file)
            });
            self.files.insert(file.clone(), known);
        }
        let mut before = std::mem::take(&mut self.trees);
        for tree in &wanted.directories {
            let known = before.remove(tree).unwrap_or_else(|| {
                let found = look_into(tree);
                new.extend(found.keys().cloned());
                found
            });
            self.trees.insert(tree.clone(), known);
        }
        new
    }

    fn compare(&mut self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for (file, known) in &mut self.files {
            let now = stamp(file);
            if now != *known {
                *known = now;
                changed.push(file.clone());
            }
        }
        for (tree, known) in &mut self.trees {
            let now = look_into(tree);
            changed.extend(
                now.iter().filter(|(file, stamp)| known.get(*file) != Some(stamp)).map(|(file, _)| file.clone()),
            );
            changed.extend(known.keys().filter(|file| !now.contains_key(*file)).cloned());
            *known = now;
        }
        changed
    }
}

fn look_into(tree: &Path) -> BTreeMap<PathBuf, Option<Stamp>> {
    walk(tree).files.into_iter().map(|file| (stamp(&file), file)).map(|(stamp, file)| (file, stamp)).collect()
}
