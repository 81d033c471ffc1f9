//! `mfbuild start` and `mfbuild build --watch`: what the terminal says while they run, and how they end.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::Mutex;
use std::time::Duration;

use crossbeam_channel::{Receiver, unbounded};
use mfbuild::{Change, Optimization, Rebuilt};
use mfbuild_config::Flags;
use mfbuild_dev::Event;
use mfbuild_diagnostics::{has_errors, render_text};

use crate::Voice;
use crate::progress::Spinner;
use crate::report::time_text;

/// Exit code of a program that was asked to end (128 + SIGINT), as shells expect it.
const INTERRUPTED: i32 = 130;

/// What runs until it is asked to end.
pub enum Job {
    /// Development servers.
    Serve,
    /// Output directories.
    Write(Optimization),
}

/// Runs the job for packages; the exit code, if it could not begin.
pub fn run(job: &Job, packages: Vec<Flags>, voice: Voice, stop: &Receiver<()>) -> u8 {
    let terminal = Terminal { is_named: packages.len() > 1, ..Terminal::new(voice) };
    let listener = |event: Event<'_>| terminal.hear(&event);
    let variable = |name: &str| std::env::var(name).ok();
    let result = match job {
        Job::Serve => mfbuild_dev::start(packages, &variable, &listener, stop),
        Job::Write(optimization) => mfbuild_dev::watch(packages, *optimization, &variable, &listener, stop),
    };
    match result {
        Ok(()) => crate::BUILT,
        Err(problems) => crate::fail(&problems, voice),
    }
}

/// Ctrl-C, SIGTERM and a closed terminal end the process as soon as no file is half written. The answer never says
/// anything: it is there for callers that end the loop by other means.
pub fn end_at_once() -> Receiver<()> {
    let (sender, receiver) = unbounded();
    let end = move || {
        let _writing = mfbuild::finish_writing();
        let _alive = &sender;
        #[expect(clippy::exit, reason = "everything is to end now, whatever runs")]
        std::process::exit(INTERRUPTED);
    };
    // Without a handler the system ends the process in its own way.
    let _ = ctrlc::set_handler(end);
    receiver
}

struct Terminal {
    voice: Voice,
    /// Several packages: each line says which one it is about.
    is_named: bool,
    spinner: Mutex<Option<Spinner>>,
    /// By package: what was wrong with the build before.
    told: Mutex<BTreeMap<String, String>>,
}

impl Terminal {
    fn new(voice: Voice) -> Self {
        Self { voice, is_named: false, spinner: Mutex::default(), told: Mutex::default() }
    }

    fn hear(&self, event: &Event<'_>) {
        match event {
            Event::Progress(progress) => self.progress(*progress),
            Event::Built { package, rebuilt, pages } => {
                self.quiet();
                self.built(package, rebuilt, *pages);
            }
            Event::Serving { package, url, is_app } => {
                let what = if *is_app { "page" } else { "remote" };
                self.line(package, &format!("{what} at {url}"));
            }
            Event::Written { package, dir, files } => {
                self.line(package, &format!("{files} file{} written to {}", plural(*files), dir.display()));
            }
            Event::Problem(problem) => crate::say(std::slice::from_ref(*problem), self.voice),
            Event::Notice(line) => self.line("", line),
        }
    }

    /// Only builds that take long enough to be waited for have something to show.
    fn progress(&self, progress: mfbuild::Progress) {
        let Ok(mut spinner) = self.spinner.lock() else { return };
        spinner.get_or_insert_with(|| Spinner::start(self.voice.json)).update(progress);
    }

    fn quiet(&self) {
        if let Ok(mut spinner) = self.spinner.lock() {
            spinner.take();
        }
    }

    fn built(&self, package: &str, rebuilt: &Rebuilt, pages: usize) {
        let text = render_text(&rebuilt.diagnostics, self.voice.color);
        let before = self.told.lock().ok().and_then(|mut told| told.insert(package.to_string(), text.clone()));
        // Warnings that stay are said once.
        let is_new = before.as_ref() != Some(&text) || has_errors(&rebuilt.diagnostics);
        if !rebuilt.diagnostics.is_empty() && is_new {
            // A closed standard error leaves nobody to tell.
            let _ = std::io::stderr().write_all(text.as_bytes());
        }
        rebuilt.notices.iter().for_each(|notice| self.line(package, notice));
        if !has_errors(&rebuilt.diagnostics) {
            self.line(package, &summary(rebuilt.change.as_ref(), rebuilt.took, pages));
        }
    }

    fn line(&self, package: &str, text: &str) {
        let name = if self.is_named && !package.is_empty() { format!("{package}: ") } else { String::new() };
        let _ = writeln!(std::io::stderr(), "{name}{text}");
    }
}

fn summary(change: Option<&Change>, took: Duration, pages: usize) -> String {
    let told = match (change, pages) {
        (_, 0) => String::new(),
        (Some(Change::Reload(reason)), _) => format!(", reloading {pages} page{} ({reason})", plural(pages)),
        (Some(Change::Update { .. }), _) => format!(", updated {pages} page{}", plural(pages)),
        _ => String::new(),
    };
    format!("built in {}{told}", time_text(took))
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}
