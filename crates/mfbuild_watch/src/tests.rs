//! Systems that refuse or lose events, which no test can make of a real one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crossbeam_channel::Sender;
use notify::{Config, ErrorKind, EventHandler, RecursiveMode, WatcherKind};

use super::*;

/// Long enough for a machine that does ten other things.
const PATIENCE: Duration = Duration::from_secs(10);

/// Watches three directories and no more.
struct Limited(usize);

impl notify::Watcher for Limited {
    fn new<F: EventHandler>(_handler: F, _config: Config) -> notify::Result<Self> {
        Ok(Self(3))
    }

    fn watch(&mut self, _path: &Path, _mode: RecursiveMode) -> notify::Result<()> {
        self.0 = self.0.checked_sub(1).ok_or_else(|| notify::Error::new(ErrorKind::MaxFilesWatch))?;
        Ok(())
    }

    fn unwatch(&mut self, _path: &Path) -> notify::Result<()> {
        self.0 += 1;
        Ok(())
    }

    fn kind() -> WatcherKind {
        WatcherKind::NullWatcher
    }
}

fn limited(_events: Sender<Incoming>) -> notify::Result<Box<dyn notify::Watcher + Send>> {
    Ok(Box::new(Limited(3)))
}

fn losing(events: Sender<Incoming>) -> notify::Result<Box<dyn notify::Watcher + Send>> {
    let lost = notify::Event::new(notify::EventKind::Other).set_flag(notify::event::Flag::Rescan);
    events.send(event::translate(Ok(lost)).expect("an overflow is no access")).expect("the worker listens");
    event::start_system(events)
}

fn without_instances(_events: Sender<Incoming>) -> notify::Result<Box<dyn notify::Watcher + Send>> {
    Err(notify::Error::io(std::io::Error::from_raw_os_error(24)))
}

fn file_in(root: &Path, name: &str) -> PathBuf {
    let file = root.join(name);
    std::fs::create_dir_all(file.parent().expect("a file is in a directory")).expect("temporary directory is writable");
    std::fs::write(&file, "before").expect("temporary directory is writable");
    file
}

#[test]
fn polls_when_the_limit_of_watches_is_reached() {
    let temporary = tempfile::tempdir().expect("temporary directory");
    let root = temporary.path().canonicalize().expect("it is there");
    let few = [file_in(&root, "a/1")];
    let many = ["a/1", "b/1", "c/1", "d/1"].map(|name| file_in(&root, name));
    let (mut watcher, changes) = Watcher::with_system(WatchOptions::default(), limited).expect("threads");
    watcher
        .set_files(few.iter().map(PathBuf::as_path), &[], std::slice::from_ref(&root), None)
        .expect("within the limit");
    assert_eq!(watcher.notice(), None);
    watcher.set_files(many.iter().map(PathBuf::as_path), &[], &[root], None).expect("polls");
    let notice = watcher.notice().expect("polling is said");
    assert!(notice.contains("fs.inotify.max_user_watches"), "{notice}");
    std::fs::write(&many[3], "after, and longer").expect("writable");
    let changes = changes.recv_timeout(PATIENCE).expect("a message");
    assert!(changes.paths.contains(&many[3]), "{changes:?}");
}

#[test]
fn polls_when_the_system_has_no_instance_left() {
    let (watcher, _changes) = Watcher::with_system(WatchOptions::default(), without_instances).expect("threads");
    let notice = watcher.notice().expect("polling is said");
    assert!(notice.contains("fs.inotify.max_user_instances"), "{notice}");
    assert!(!notice.contains('\n'), "{notice}");
}

#[test]
fn says_that_events_were_lost() {
    let (_watcher, changes) = Watcher::with_system(WatchOptions::default(), losing).expect("threads");
    let changes = changes.recv_timeout(PATIENCE).expect("a message");
    assert_eq!(changes, Changes { paths: Vec::new(), overflow: true });
}

#[test]
fn watches_are_set_again_when_events_were_lost() {
    let temporary = tempfile::tempdir().expect("temporary directory");
    let root = temporary.path().canonicalize().expect("it is there");
    let file = file_in(&root, "a/1");
    let (mut watcher, changes) = Watcher::with_system(WatchOptions::default(), losing).expect("threads");
    watcher.set_files([file.as_path()], &[], &[root], None).expect("watches");
    assert!(changes.recv_timeout(PATIENCE).expect("a message").overflow);
    std::fs::write(&file, "after").expect("writable");
    assert!(changes.recv_timeout(PATIENCE).expect("a message").paths.contains(&file));
}
