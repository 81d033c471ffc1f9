//! The thread that collects events until it is quiet and sends one message for all of them.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError, Weak};
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender};

use crate::event::Incoming;
use crate::state::State;
use crate::{Changes, WatchOptions};

/// Events of one burst.
#[derive(Default)]
pub(crate) struct Batch {
    /// Paths as the system names them.
    pub seen: BTreeSet<PathBuf>,
    /// Those of them that may be directories that came or went.
    pub moved: BTreeSet<PathBuf>,
    /// Paths as the caller names them.
    pub found: BTreeSet<PathBuf>,
    /// Events were lost.
    pub overflow: bool,
}

/// Runs until the watcher is dropped or nobody listens.
pub(crate) fn run(
    events: &Receiver<Incoming>,
    changes: &Sender<Changes>,
    state: &Weak<Mutex<State>>,
    options: &WatchOptions,
) {
    while let Some(batch) = collect(events, options) {
        let Some(state) = state.upgrade() else { return };
        let settled = state.lock().unwrap_or_else(PoisonError::into_inner).settle(batch);
        let is_nothing = settled.paths.is_empty() && !settled.overflow;
        if !is_nothing && changes.send(settled).is_err() {
            return;
        }
    }
}

/// Waits for an event, then until nothing comes for a while. `None` at the end.
fn collect(events: &Receiver<Incoming>, options: &WatchOptions) -> Option<Batch> {
    let mut batch = Batch::default();
    batch.add(events.recv().ok()?)?;
    let end = Instant::now() + options.longest;
    loop {
        let now = Instant::now();
        // `recv_deadline` goes on handing out what is there after its time.
        if now >= end {
            return Some(batch);
        }
        match events.recv_deadline((now + options.quiet).min(end)) {
            Ok(incoming) => batch.add(incoming)?,
            Err(error) if error.is_timeout() => return Some(batch),
            Err(_) => return None,
        }
    }
}

impl Batch {
    /// `None` if the watcher is dropped.
    fn add(&mut self, incoming: Incoming) -> Option<()> {
        match incoming {
            Incoming::Written(paths) => self.seen.extend(paths),
            Incoming::Moved(paths) => {
                self.seen.extend(paths.iter().cloned());
                self.moved.extend(paths);
            }
            Incoming::Found(paths) => self.found.extend(paths),
            Incoming::Overflow => self.overflow = true,
            Incoming::Stop => return None,
        }
        Some(())
    }
}
