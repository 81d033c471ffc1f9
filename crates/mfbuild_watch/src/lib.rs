//! The watcher of a development session: says which paths may have changed since the last build read them.
//!
//! Owns watches on directories, the waiting until a burst is over, and polling where the system gives no events. It
//! knows directories and paths, nothing of modules: the caller tells what it has read (`Watcher::set_files`) and
//! compares what is reported with what it knows. Never too little is reported, but sometimes too much: names that
//! editors use for a moment, files beside the wanted ones, files that were written without a change.
//!
//! `event.rs` translates what `notify` says, `worker.rs` collects it until it is quiet, `directories.rs` decides which
//! directories are watched, `poll.rs` compares time stamps, `state.rs` chooses between the two.

mod directories;
mod event;
mod options;
mod poll;
mod stamp;
mod state;
#[cfg(test)]
mod tests;
mod worker;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::SystemTime;

use crossbeam_channel::{Receiver, Sender};
use mfbuild_diagnostics::Diagnostic;

pub use options::WatchOptions;

use event::Incoming;
use state::{StartSystem, State};

/// What happened since the last message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Paths of files, links and directories that appeared, went away or were written; sorted, each once.
    pub paths: Vec<PathBuf>,
    /// The system lost events: everything that was read must be compared again.
    pub overflow: bool,
}

/// Watches what the last build has read. Dropping it ends its threads.
pub struct Watcher {
    /// `None` only while it is dropped.
    state: Option<Arc<Mutex<State>>>,
    events: Sender<Incoming>,
    worker: Option<JoinHandle<()>>,
}

impl Watcher {
    /// Starts to watch nothing. Messages arrive on the channel, which is disconnected when the watcher is dropped.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn new(options: WatchOptions) -> Result<(Self, Receiver<Changes>), Diagnostic> {
        Self::with_system(options, event::start_system)
    }

    fn with_system(options: WatchOptions, start: StartSystem) -> Result<(Self, Receiver<Changes>), Diagnostic> {
        let (events, incoming) = crossbeam_channel::unbounded();
        let (sender, changes) = crossbeam_channel::unbounded();
        let state = Arc::new(Mutex::new(State::new(&options, events.clone(), start)?));
        // The worker must not keep alive what keeps the worker's channel open.
        let weak = Arc::downgrade(&state);
        let worker = spawn("mfbuild-watch", move || worker::run(&incoming, &sender, &weak, &options))?;
        Ok((Self { state: Some(state), events, worker: Some(worker) }, changes))
    }

    /// Says what matters from now on; takes what mattered before off. Sorted `files` that are the same as last time
    /// cost next to nothing.
    ///
    /// * `files`: absolute real paths that were read, or looked for and not found; also links whose target matters.
    ///   Their directories and the directories above are watched, up to the roots; nothing is walked.
    /// * `directories`: whole trees, for instance `public/`.
    /// * `roots`: where the way up ends. Of a file outside of them only its directory is watched.
    /// * `since`: when the build began to read. What is newly watched and changed after that time is reported at once,
    ///   since no watch was there to see it.
    ///
    /// # Errors
    /// If the system refuses to watch and gives no thread to poll either.
    pub fn set_files<'a>(
        &mut self,
        files: impl IntoIterator<Item = &'a Path>,
        directories: &[PathBuf],
        roots: &[PathBuf],
        since: Option<SystemTime>,
    ) -> Result<(), Diagnostic> {
        let Some(state) = &self.state else { return Ok(()) };
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        state.set(files.into_iter().collect(), directories, roots, since)
    }

    /// One line for the user if files are polled: why, and what to do about it.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        let state = self.state.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        state.notice().map(str::to_owned)
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // Ends the threads that produce events, then the one that collects them.
        self.state = None;
        let _ = self.events.send(Incoming::Stop);
        if let Some(worker) = self.worker.take() {
            let _ = worker.join();
        }
    }
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Diagnostic> {
    std::thread::Builder::new().name(name.to_owned()).spawn(run).map_err(|error| {
        Diagnostic::error("watch-failed", format!("Files cannot be watched: {error}"))
            .with_help("Close other programs, or raise the limit of processes (`ulimit -u`).")
    })
}
