//! What is wanted, and who tells about it: the system, or a poller where the system refuses.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crossbeam_channel::Sender;
use mfbuild_diagnostics::Diagnostic;

use crate::directories::{Directories, Rechecked};
use crate::event::Incoming;
use crate::options::DEFAULT_POLL;
use crate::poll::Poller;
use crate::stamp::changed_since;
use crate::worker::Batch;
use crate::{Changes, WatchOptions};

/// The kernel's settings that are reached most often, with values that distributions for developers have.
const INSTANCES: &str = "fs.inotify.max_user_instances=1024";
const WATCHES: &str = "fs.inotify.max_user_watches=524288";

/// Starts the system's watcher; a parameter so that tests can have a system that refuses.
pub(crate) type StartSystem = fn(Sender<Incoming>) -> notify::Result<Box<dyn notify::Watcher + Send>>;

/// What the caller wants to know about.
#[derive(Default)]
pub(crate) struct Wanted {
    /// Sorted by bytes: comparing paths by components takes several times as long.
    pub files: Vec<PathBuf>,
    /// Directories that matter with all that is below.
    pub directories: Vec<PathBuf>,
    /// Where the way up from a file ends.
    pub roots: Vec<PathBuf>,
}

impl Wanted {
    /// The paths that stay are moved, not copied: a rebuild changes few of 10,000.
    fn replace(&mut self, mut files: Vec<&Path>, directories: &[PathBuf], roots: &[PathBuf]) {
        files.sort_unstable_by_key(|file| file.as_os_str());
        files.dedup_by_key(|file| file.as_os_str());
        let mut before = std::mem::take(&mut self.files).into_iter().peekable();
        let mut owned = |file: &Path| {
            loop {
                match before.next_if(|known| known.as_os_str() == file.as_os_str()) {
                    Some(known) => return known,
                    None if before.next_if(|known| known.as_os_str() < file.as_os_str()).is_none() => {
                        return file.to_path_buf();
                    }
                    None => {}
                }
            }
        };
        self.files = files.into_iter().map(&mut owned).collect();
        self.directories = directories.to_vec();
        self.roots = roots.to_vec();
    }

    fn is(&self, files: &[&Path], directories: &[PathBuf], roots: &[PathBuf]) -> bool {
        let mut pairs = self.files.iter().zip(files);
        self.directories == directories
            && self.roots == roots
            && self.files.len() == files.len()
            && pairs.all(|(known, file)| known.as_os_str() == file.as_os_str())
    }

    /// Files that are that path or below it.
    fn files_below<'a>(&'a self, top: &'a Path) -> impl Iterator<Item = &'a Path> {
        // Between the two there may be names that only begin alike: `/a`, `/a.ts`, `/a/b`.
        let start = top.join("");
        let from = |path: &Path| &self.files[self.files.partition_point(|file| file.as_os_str() < path.as_os_str())..];
        let itself = from(top).first().filter(|file| file.as_path() == top).map(PathBuf::as_path);
        let below = from(&start).iter().map(PathBuf::as_path).take_while(move |file| file.starts_with(top));
        itself.into_iter().chain(below)
    }

    /// Files directly in one of these directories.
    fn files_in<'a>(&'a self, directories: &'a BTreeSet<PathBuf>) -> impl Iterator<Item = &'a Path> {
        let neighbours = self.files.chunk_by(|a, b| a.parent().map(Path::as_os_str) == b.parent().map(Path::as_os_str));
        let wanted = neighbours.filter(|files| files[0].parent().is_some_and(|parent| directories.contains(parent)));
        wanted.flatten().map(PathBuf::as_path)
    }
}

enum Source {
    System(Directories),
    Poll(Poller),
}

/// Shared by the caller's thread and the worker.
pub(crate) struct State {
    wanted: Wanted,
    source: Source,
    notice: Option<String>,
    events: Sender<Incoming>,
}

impl State {
    pub(crate) fn new(
        options: &WatchOptions,
        events: Sender<Incoming>,
        start: StartSystem,
    ) -> Result<Self, Diagnostic> {
        let (source, notice) = if let Some(interval) = options.poll {
            let why = "as `MFBUILD_POLL` or `CHOKIDAR_USEPOLLING` asks for";
            (Source::Poll(Poller::start(interval, events.clone())?), Some(notice(interval, why)))
        } else {
            match start(events.clone()) {
                Ok(system) => (Source::System(Directories::new(system)), None),
                Err(error) => {
                    let why = explain(&error, INSTANCES);
                    (Source::Poll(Poller::start(DEFAULT_POLL, events.clone())?), Some(notice(DEFAULT_POLL, &why)))
                }
            }
        };
        Ok(Self { wanted: Wanted::default(), source, notice, events })
    }

    pub(crate) fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    pub(crate) fn set(
        &mut self,
        files: Vec<&Path>,
        directories: &[PathBuf],
        roots: &[PathBuf],
        since: Option<SystemTime>,
    ) -> Result<(), Diagnostic> {
        if self.wanted.is(&files, directories, roots) {
            return Ok(());
        }
        self.wanted.replace(files, directories, roots);
        let new = match &mut self.source {
            Source::Poll(poller) => poller.set(&self.wanted),
            Source::System(directories) => match directories.set(&self.wanted) {
                Ok(new) => {
                    let files = self.wanted.files_in(&new.directories).map(Path::to_path_buf);
                    files.chain(new.files).collect()
                }
                Err(error) => self.poll_because(&error)?,
            },
        };
        if let Some(since) = since {
            let late = changed_since(new.iter().map(PathBuf::as_path), since);
            if !late.is_empty() {
                // Fails only when the worker is gone, and nobody listens then.
                let _ = self.events.send(Incoming::Found(late));
            }
        }
        Ok(())
    }

    /// Polls from now on. Returns all files that are looked at.
    fn poll_because(&mut self, error: &notify::Error) -> Result<Vec<PathBuf>, Diagnostic> {
        let mut poller = Poller::start(DEFAULT_POLL, self.events.clone())?;
        let files = poller.set(&self.wanted);
        self.notice = Some(notice(DEFAULT_POLL, &explain(error, WATCHES)));
        self.source = Source::Poll(poller);
        Ok(files)
    }

    /// Sets watches where directories came or went, and names what changed.
    pub(crate) fn settle(&mut self, batch: Batch) -> Changes {
        let Batch { seen, moved, found: mut paths, mut overflow } = batch;
        if let Source::System(directories) = &mut self.source {
            let told = |path: &PathBuf| directories.told(path);
            paths.extend(seen.iter().flat_map(told));
            let moved: BTreeSet<PathBuf> = moved.iter().flat_map(told).collect();
            let outcome = match overflow {
                true => directories.recheck_all().map(|()| Rechecked::default()),
                false => directories.recheck(&moved),
            };
            match outcome {
                Ok(rechecked) => {
                    let tops = moved.iter().filter(|path| rechecked.directories.contains(*path));
                    let below = tops.flat_map(|top| self.wanted.files_below(top));
                    paths.extend(below.map(Path::to_path_buf).chain(rechecked.files));
                }
                Err(error) => {
                    overflow = true;
                    // Without a thread nothing more will be seen: the caller rereads now, and that is all there is.
                    let _ = self.poll_because(&error);
                }
            }
        } else {
            paths.extend(seen);
        }
        Changes { paths: paths.into_iter().collect(), overflow }
    }
}

fn notice(interval: Duration, why: &str) -> String {
    format!("Files are polled every {} ms, {why}", interval.as_millis())
}

/// Why the system refused, and what helps; `setting` is what raises the limit that is reached there.
fn explain(error: &notify::Error, setting: &str) -> String {
    let is_limit = match &error.kind {
        notify::ErrorKind::MaxFilesWatch => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::StorageFull || is_too_many_files(error),
        _ => false,
    };
    match is_limit {
        true => format!("since the system's limit of watches is reached: raise it with `sudo sysctl {setting}`"),
        false => format!("since the system refuses to watch: {error}"),
    }
}

/// `EMFILE` and `ENFILE`, for which the standard library has no name; the same numbers on all systems with `inotify`.
fn is_too_many_files(error: &std::io::Error) -> bool {
    cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(wanted: &Wanted) -> Vec<&str> {
        wanted.files.iter().filter_map(|file| file.to_str()).collect()
    }

    #[test]
    fn what_is_wanted_is_replaced() {
        let mut wanted = Wanted::default();
        let paths = |names: &'static [&str]| names.iter().map(|name| Path::new(*name)).collect::<Vec<_>>();
        wanted.replace(paths(&["/b/1", "/a/2", "/a-b/1", "/a/2"]), &[], &[]);
        assert_eq!(files(&wanted), ["/a-b/1", "/a/2", "/b/1"]);
        assert!(wanted.is(&paths(&["/a-b/1", "/a/2", "/b/1"]), &[], &[]));
        assert_eq!(wanted.files_below(Path::new("/a")).count(), 1);
        wanted.replace(paths(&["/a/1", "/a/2", "/a/3", "/c"]), &[], &["/a".into()]);
        assert_eq!(files(&wanted), ["/a/1", "/a/2", "/a/3", "/c"]);
        assert!(!wanted.is(&paths(&["/a/1", "/a/2", "/a/3", "/c"]), &[], &[]));
        assert_eq!(wanted.files_below(Path::new("/a")).count(), 3);
        wanted.replace(Vec::new(), &[], &[]);
        assert_eq!(files(&wanted), [""; 0]);
    }

    #[test]
    fn a_refusal_is_explained() {
        let full = notify::Error::io(std::io::Error::from(std::io::ErrorKind::StorageFull));
        assert!(explain(&full, "a=1").contains("`sudo sysctl a=1`"));
        assert_eq!(
            notice(Duration::from_millis(300), &explain(&notify::Error::generic("no"), "a=1")),
            "Files are polled every 300 ms, since the system refuses to watch: no"
        );
    }
}
