//! Progress on a terminal: one line that appears after a second and goes away at the end.
//!
//! Owns the spinner. Nothing is shown when standard error is piped, or by builds that are done sooner.

use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use mfbuild::Progress;

/// Shorter builds are over before anyone wonders.
const QUIET_FOR: Duration = Duration::from_secs(1);
/// Time between two pictures of the spinner.
const TICK: Duration = Duration::from_millis(100);

/// A spinner that is cleared when it is dropped.
pub struct Spinner {
    bar: ProgressBar,
    waker: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Spinner {
    /// A spinner that appears later, or never if standard error is no terminal or `quiet`.
    pub fn start(quiet: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        let shown = !quiet && std::io::stderr().is_terminal();
        Self { waker: shown.then(|| show_later(bar.clone())), bar }
    }

    /// Shows what the build is doing.
    pub fn update(&self, progress: Progress) {
        match progress {
            Progress::Stage(name) => self.bar.set_message(name),
            Progress::Modules(count) => self.bar.set_message(format!("{count} modules")),
        }
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.waker.take() {
            drop(stop);
            // A panic in that thread would only mean that there was no spinner.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}

/// Shows the bar after `QUIET_FOR`, unless the sender is dropped before.
fn show_later(bar: ProgressBar) -> (Sender<()>, JoinHandle<()>) {
    let (stop, stopped) = channel();
    let thread = thread::spawn(move || {
        if stopped.recv_timeout(QUIET_FOR) == Err(RecvTimeoutError::Timeout) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(TICK);
        }
    });
    (stop, thread)
}
