//! How many threads work, and how large their stacks are.
//!
//! Syntax trees and import chains are walked by recursion, and generated code nests deeply, so stacks are large: what is
//! not touched costs nothing. A process whose memory or threads are limited (`ulimit -v`, `ulimit -u`, containers) gets
//! smaller stacks, then fewer threads, and an error if it can have none.

use std::env;
use std::num::NonZero;
use std::thread::{self, Builder};

use mfbuild_diagnostics::Diagnostic;

use crate::args::Action;

/// Bytes of stack, the first that can be had.
const STACK_SIZES: [usize; 4] = [512 << 20, 128 << 20, 32 << 20, 8 << 20];
/// More files at once are not read faster by the disks that people have.
const MOST_READERS: usize = 8;
/// More threads only wait for each other.
const MOST_THREADS: usize = 128;
/// Threads beside the workers: the main one, signals, the spinner, pipes of Node, the server.
const BESIDE: usize = 6;
/// Their stacks are those that the system gives.
const STACK_BESIDE: usize = 2 << 20;
/// Bytes that a build needs besides stacks; a thread stands for them while it is found out what can be had.
const HEAP: usize = 256 << 20;

/// How many threads shall work: as many as there are processors, or as `RAYON_NUM_THREADS` says.
///
/// A server has more, up to a limit: it often reads thousands of small files that are in no cache yet, and while one
/// thread waits for the disk another one can parse.
pub fn wanted(action: &Action) -> usize {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let given = env::var("RAYON_NUM_THREADS").ok().and_then(|number| number.parse().ok()).filter(|number| *number > 0);
    let default = match action {
        Action::Start(_) => (2 * processors).min(MOST_READERS).max(processors),
        _ => processors,
    };
    given.unwrap_or(default).min(MOST_THREADS)
}

/// Runs `work` on a thread of its own, with workers like it; `None`: it has panicked.
///
/// # Errors
/// The system gives no threads.
pub fn with_large_stacks<T: Send + 'static>(
    threads: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<Option<T>, Diagnostic> {
    let (threads, stack_size) = available(threads).ok_or_else(|| no_threads("threads cannot be started"))?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(stack_size).build_global();
    pool.map_err(|error| no_threads(&error.to_string()))?;
    let thread = Builder::new().stack_size(stack_size).spawn(work).map_err(|error| no_threads(&error.to_string()))?;
    Ok(thread.join().ok())
}

/// The most threads with the largest stacks that the system gives at once: smaller stacks come before fewer threads.
fn available(threads: usize) -> Option<(usize, usize)> {
    let fewer = std::iter::successors(Some(threads), |threads| (*threads > 1).then(|| threads / 2));
    fewer.into_iter().find_map(|threads| {
        let stack_size = STACK_SIZES.into_iter().find(|stack_size| can_start(threads, *stack_size))?;
        Some((threads, stack_size))
    })
}

/// Starts as many threads and ends them: a pool that cannot be started cannot be tried again.
fn can_start(threads: usize, stack_size: usize) -> bool {
    let sizes = std::iter::repeat_n(stack_size, threads + 1).chain([STACK_BESIDE; BESIDE]).chain([HEAP]);
    // Never sends: the threads wait until the sender is gone.
    let (hold, held) = crossbeam_channel::bounded::<()>(0);
    let mut started = Vec::new();
    let could = sizes.into_iter().all(|size| {
        let held = held.clone();
        let thread = Builder::new().stack_size(size).spawn(move || held.recv());
        thread.map(|thread| started.push(thread)).is_ok()
    });
    drop(hold);
    started.into_iter().for_each(|thread| drop(thread.join()));
    could
}

fn no_threads(reason: &str) -> Diagnostic {
    Diagnostic::error("no-threads", "the system gives this process no threads")
        .with_note(reason.to_owned())
        .with_help("raise its limits of memory (`ulimit -v`) and processes (`ulimit -u`), or close other programs")
}
