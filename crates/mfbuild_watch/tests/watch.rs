//! The watcher on real directories. Nothing is expected within milliseconds: machines that run tests are slow.
#![expect(clippy::unwrap_used, reason = "a test that cannot write its files has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use crossbeam_channel::{Receiver, TryRecvError};
use mfbuild_watch::{Changes, WatchOptions, Watcher};

/// How long an expected message may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// A temporary project with a watcher on it.
struct Project {
    root: PathBuf,
    watcher: Watcher,
    changes: Receiver<Changes>,
    _temporary: tempfile::TempDir,
}

impl Project {
    fn new(files: &[&str]) -> Self {
        Self::with_options(files, WatchOptions::default())
    }

    fn polled(files: &[&str]) -> Self {
        Self::with_options(files, WatchOptions { poll: Some(Duration::from_millis(20)), ..WatchOptions::default() })
    }

    fn with_options(files: &[&str], options: WatchOptions) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let root = temporary.path().canonicalize().unwrap().join("project");
        let (watcher, changes) = Watcher::new(options).unwrap();
        let mut project = Self { root, watcher, changes, _temporary: temporary };
        files.iter().for_each(|file| project.write(file, "before"));
        project.watch(files);
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    fn watch(&mut self, files: &[&str]) {
        self.watch_all(files, &[], None);
    }

    fn watch_all(&mut self, files: &[&str], directories: &[&str], since: Option<SystemTime>) {
        let files: BTreeSet<PathBuf> = files.iter().map(|file| self.path(file)).collect();
        let directories: Vec<PathBuf> = directories.iter().map(|directory| self.path(directory)).collect();
        let files = files.iter().map(PathBuf::as_path);
        self.watcher.set_files(files, &directories, std::slice::from_ref(&self.root), since).unwrap();
    }

    /// Waits until these are reported, in as many messages as it takes.
    fn expect(&self, names: &[&str]) {
        let mut missing: BTreeSet<PathBuf> = names.iter().map(|name| self.path(name)).collect();
        let end = Instant::now() + PATIENCE;
        while !missing.is_empty() {
            let Ok(message) = self.changes.recv_deadline(end) else { panic!("not reported: {missing:?}") };
            assert!(message.paths.is_sorted(), "{message:?}");
            missing.retain(|path| !message.paths.contains(path));
        }
    }

    /// Takes what is still to come: makes an event of its own and waits for it.
    fn settle(&self) -> BTreeSet<PathBuf> {
        let mut seen = BTreeSet::new();
        let marker = self.path("marker");
        fs::write(&marker, "").unwrap();
        while !seen.contains(&marker) {
            seen.extend(self.changes.recv_timeout(PATIENCE).unwrap().paths);
        }
        // The same write may be more than one event.
        while let Ok(message) = self.changes.recv_timeout(Duration::from_millis(50)) {
            seen.extend(message.paths);
        }
        seen.remove(&marker);
        seen
    }
}

#[test]
fn a_file_is_written() {
    let project = Project::new(&["src/a.ts"]);
    project.write("src/a.ts", "after");
    project.expect(&["src/a.ts"]);
}

#[test]
fn a_file_is_written_bit_by_bit() {
    let project = Project::new(&["src/a.ts"]);
    let mut file = fs::File::create(project.path("src/a.ts")).unwrap();
    project.expect(&["src/a.ts"]);
    project.settle();
    file.write_all(b"after").unwrap();
    project.expect(&["src/a.ts"]);
}

#[test]
fn a_file_is_saved_by_renaming() {
    let project = Project::new(&["src/a.ts"]);
    for round in ["one", "two"] {
        project.write("src/a.ts.tmp", round);
        project.rename("src/a.ts.tmp", "src/a.ts");
        project.expect(&["src/a.ts"]);
        project.settle();
    }
}

#[test]
fn a_file_is_saved_from_another_directory() {
    let mut project = Project::new(&["src/a.ts", "tmp/x"]);
    project.watch(&["src/a.ts"]);
    project.write("tmp/x", "after");
    project.rename("tmp/x", "src/a.ts");
    project.expect(&["src/a.ts"]);
}

#[test]
fn vim_saves() {
    let project = Project::new(&["src/a.ts"]);
    for round in ["one", "two"] {
        project.write("src/4913", "");
        fs::remove_file(project.path("src/4913")).unwrap();
        project.rename("src/a.ts", "src/a.ts~");
        project.write("src/a.ts", round);
        fs::remove_file(project.path("src/a.ts~")).unwrap();
        project.expect(&["src/a.ts"]);
        project.settle();
    }
}

#[cfg(unix)]
#[test]
fn emacs_saves() {
    let project = Project::new(&["src/a.ts"]);
    // A lock that is a link to nowhere.
    std::os::unix::fs::symlink("user@host.123", project.path("src/.#a.ts")).unwrap();
    project.write("src/a.ts", "after");
    fs::remove_file(project.path("src/.#a.ts")).unwrap();
    project.expect(&["src/a.ts"]);
    // The backup is made by renaming the first time.
    project.settle();
    project.rename("src/a.ts", "src/a.ts~");
    project.write("src/a.ts", "again");
    project.expect(&["src/a.ts"]);
}

#[test]
fn a_file_is_deleted_and_comes_back() {
    let project = Project::new(&["src/a.ts"]);
    fs::remove_file(project.path("src/a.ts")).unwrap();
    project.expect(&["src/a.ts"]);
    project.settle();
    project.write("src/a.ts", "after");
    project.expect(&["src/a.ts"]);
}

#[test]
fn a_burst_is_few_messages() {
    let names: Vec<String> = (0..1000).map(|number| format!("src/{}/{number}.ts", number % 10)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let options = WatchOptions { quiet: Duration::from_secs(2), longest: Duration::from_secs(20), poll: None };
    let project = Project::with_options(&names, options);
    names.iter().for_each(|name| project.write(name, "after"));
    let message = project.changes.recv_timeout(Duration::from_secs(30)).unwrap();
    assert!(!message.overflow);
    assert_eq!(
        message.paths,
        names.iter().map(|name| project.path(name)).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    );
}

#[test]
fn an_endless_burst_is_reported_meanwhile() {
    let options = WatchOptions { quiet: PATIENCE, longest: Duration::from_millis(50), poll: None };
    let project = Project::with_options(&["src/a.ts"], options);
    let end = Instant::now() + PATIENCE;
    while project.changes.is_empty() {
        assert!(Instant::now() < end, "no message during the burst");
        project.write("src/a.ts", "after");
    }
}

#[test]
fn a_directory_is_deleted_and_recreated() {
    let project = Project::new(&["src/deep/er/a.ts", "src/deep/b.ts"]);
    for _ in 0..3 {
        fs::remove_dir_all(project.path("src/deep")).unwrap();
        project.expect(&["src/deep", "src/deep/b.ts", "src/deep/er/a.ts"]);
        project.settle();
        project.write("src/deep/er/a.ts", "again");
        project.expect(&["src/deep", "src/deep/er/a.ts"]);
        project.settle();
        project.write("src/deep/er/a.ts", "after");
        project.expect(&["src/deep/er/a.ts"]);
        project.settle();
    }
}

#[test]
fn a_directory_is_replaced_at_once() {
    let project = Project::new(&["src/deep/a.ts"]);
    for round in 0..20 {
        fs::remove_dir_all(project.path("src/deep")).unwrap();
        project.write("src/deep/a.ts", &format!("{round}"));
        project.expect(&["src/deep/a.ts"]);
        project.settle();
        project.write("src/deep/a.ts", "after");
        project.expect(&["src/deep/a.ts"]);
        project.settle();
    }
}

#[test]
fn a_directory_is_renamed() {
    let project = Project::new(&["src/a/b/c.ts"]);
    project.rename("src/a", "src/x");
    project.expect(&["src/a", "src/a/b/c.ts"]);
    project.settle();
    // What happens at the new place is of no concern.
    project.write("src/x/b/c.ts", "elsewhere");
    assert!(project.settle().iter().all(|path| !path.starts_with(project.path("src/a"))));
    project.rename("src/x", "src/a");
    project.expect(&["src/a/b/c.ts"]);
    project.settle();
    project.write("src/a/b/c.ts", "after");
    project.expect(&["src/a/b/c.ts"]);
}

#[test]
fn the_root_is_renamed() {
    let project = Project::new(&["src/a.ts"]);
    let elsewhere = project.root.with_file_name("elsewhere");
    fs::rename(&project.root, &elsewhere).unwrap();
    project.expect(&["", "src/a.ts"]);
    fs::rename(&elsewhere, &project.root).unwrap();
    project.expect(&["src/a.ts"]);
    project.settle();
    project.write("src/a.ts", "after");
    project.expect(&["src/a.ts"]);
}

#[test]
fn a_missing_directory_appears() {
    let mut project = Project::new(&["package.json"]);
    project.watch(&["package.json", "node_modules/lib/dist/index.js"]);
    project.write("node_modules/lib/dist/index.js", "new");
    project.expect(&["node_modules/lib/dist/index.js"]);
    project.settle();
    project.write("node_modules/lib/dist/index.js", "after");
    project.expect(&["node_modules/lib/dist/index.js"]);
}

#[test]
fn a_missing_directory_outside_of_the_roots_appears_and_goes() {
    let mut project = Project::new(&["package.json"]);
    let outside = project.root.with_file_name("other");
    let file = outside.join("deep/a.js");
    project.watcher.set_files([file.as_path()], &[], std::slice::from_ref(&project.root), None).unwrap();
    for _ in 0..2 {
        project.write("../other/deep/a.js", "new");
        wait_for(&project.changes, &file);
        fs::remove_dir_all(&outside).unwrap();
        wait_for(&project.changes, &file);
    }
}

fn wait_for(changes: &Receiver<Changes>, path: &Path) {
    while !changes.recv_timeout(PATIENCE).unwrap().paths.iter().any(|changed| changed == path) {}
    // Later events of the same change.
    while changes.recv_timeout(Duration::from_millis(200)).is_ok() {}
}

#[cfg(unix)]
#[test]
fn a_link_is_replaced() {
    use std::os::unix::fs::symlink;
    let mut project = Project::new(&["packages/one/index.ts", "packages/two/index.ts", "node_modules/@scope/x"]);
    let link = project.path("node_modules/@scope/lib");
    symlink("../../packages/one", &link).unwrap();
    project.watch(&["packages/one/index.ts", "node_modules/@scope/lib", "node_modules/@scope/lib/missing.ts"]);
    // Reported under both names.
    project.write("packages/one/missing.ts", "new");
    project.expect(&["packages/one/missing.ts", "node_modules/@scope/lib/missing.ts"]);
    project.settle();
    fs::remove_file(&link).unwrap();
    symlink("../../packages/two", &link).unwrap();
    project.expect(&["node_modules/@scope/lib", "node_modules/@scope/lib/missing.ts"]);
    project.settle();
    project.write("packages/two/missing.ts", "new");
    project.expect(&["node_modules/@scope/lib/missing.ts"]);
    project.settle();
    symlink("../../packages/one", project.path("node_modules/@scope/new")).unwrap();
    project.rename("node_modules/@scope/new", "node_modules/@scope/lib");
    project.expect(&["node_modules/@scope/lib"]);
}

#[test]
fn a_whole_directory_matters() {
    let mut project = Project::new(&["package.json"]);
    project.watch_all(&["package.json"], &["public"], None);
    project.write("public/deep/er/logo.svg", "new");
    project.expect(&["public/deep/er/logo.svg"]);
    project.settle();
    project.write("public/deep/er/logo.svg", "after");
    project.expect(&["public/deep/er/logo.svg"]);
    project.settle();
    project.write("public/other/robots.txt", "new");
    project.expect(&["public/other/robots.txt"]);
    fs::remove_dir_all(project.path("public")).unwrap();
    project.expect(&["public"]);
    project.settle();
    project.write("public/deep/er/logo.svg", "again");
    project.expect(&["public/deep/er/logo.svg"]);
    project.settle();
    // Still there when other files matter.
    project.watch_all(&["src/a.ts"], &["public"], None);
    project.write("public/deep/er/logo.svg", "after");
    project.expect(&["public/deep/er/logo.svg"]);
}

/// Moves, deletes and writes as chance has it: a wanted file that is another one afterwards must have been reported.
#[test]
fn nothing_is_missed() {
    let names = ["src/a/1", "src/a/2", "src/b/1", "src/b/c/1", "src/b/c/d/1", "lib/1", "lib/e/f/1", "lib/e/f/2"];
    let directories =
        ["src", "src/a", "src/b", "src/b/c", "src/b/c/d", "lib", "lib/e", "lib/e/f", "spare", "src/spare"];
    let project = Project::new(&names);
    let mut random = 1_u64;
    let mut pick = |count: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap() % count
    };
    for round in 0..60 {
        let before = names.map(|name| fs::read_to_string(project.path(name)).ok());
        let mut story = Vec::new();
        for step in 0..=pick(6) {
            let (from, to) = (directories[pick(directories.len())], directories[pick(directories.len())]);
            match pick(4) {
                0 => story.push(format!("delete {from}: {:?}", fs::remove_dir_all(project.path(from)).is_ok())),
                1 => {
                    let outcome = fs::rename(project.path(from), project.path(to));
                    story.push(format!("rename {from} to {to}: {:?}", outcome.is_ok()));
                }
                _ => {
                    let name = names[pick(names.len())];
                    project.write(name, &format!("{round} {step}"));
                    story.push(format!("write {name}"));
                }
            }
        }
        let seen = project.settle();
        for (name, before) in names.iter().zip(before) {
            let is_same = fs::read_to_string(project.path(name)).ok() == before;
            assert!(is_same || seen.contains(&project.path(name)), "round {round}, {name}: {story:#?} {seen:#?}");
        }
    }
}

#[test]
fn what_does_not_matter_any_more_is_not_reported() {
    let mut project = Project::new(&["src/a.ts", "lib/b.ts"]);
    project.watch(&["src/a.ts"]);
    project.write("lib/b.ts", "after");
    assert_eq!(project.settle(), BTreeSet::new());
    project.watch(&["src/a.ts", "lib/b.ts"]);
    project.write("lib/b.ts", "again");
    project.expect(&["lib/b.ts"]);
}

#[test]
fn reading_is_not_reported() {
    let project = Project::new(&["src/a.ts"]);
    fs::read(project.path("src/a.ts")).unwrap();
    fs::read_dir(project.path("src")).unwrap().for_each(drop);
    assert_eq!(project.settle(), BTreeSet::new());
}

#[test]
fn what_happened_before_the_watch_was_there_is_reported() {
    let mut project = Project::new(&["old/a.ts", "src/a.ts", "src/b.ts", "src/gone/c.ts"]);
    project.watch(&[]);
    std::thread::sleep(Duration::from_millis(200));
    let since = SystemTime::now();
    std::thread::sleep(Duration::from_millis(50));
    project.write("src/a.ts", "after");
    fs::remove_dir_all(project.path("src/gone")).unwrap();
    project.watch_all(&["old/a.ts", "src/a.ts", "src/b.ts", "src/gone/c.ts"], &[], Some(since));
    let seen = project.settle();
    assert_eq!(seen, BTreeSet::from([project.path("src/a.ts"), project.path("src/gone/c.ts")]));
}

#[test]
fn polling_sees_the_same() {
    let mut project = Project::polled(&["src/a.ts", "src/b.ts", "marker"]);
    assert!(project.watcher.notice().unwrap().contains("`MFBUILD_POLL`"));
    project.watch_all(&["src/a.ts", "src/b.ts", "lib/new.ts", "marker"], &["public"], None);
    project.write("src/a.ts", "after, longer");
    project.expect(&["src/a.ts"]);
    project.write("src/x.tmp", "beforE");
    project.rename("src/x.tmp", "src/b.ts");
    project.expect(&["src/b.ts"]);
    project.write("lib/new.ts", "new");
    project.expect(&["lib/new.ts"]);
    project.write("public/deep/logo.svg", "new");
    project.expect(&["public/deep/logo.svg"]);
    project.rename("lib", "elsewhere");
    fs::remove_dir_all(project.path("public")).unwrap();
    project.expect(&["lib/new.ts", "public/deep/logo.svg"]);
    fs::read(project.path("src/a.ts")).unwrap();
    assert_eq!(project.settle(), BTreeSet::new());
    project.watch(&["src/a.ts", "marker"]);
    project.write("src/b.ts", "again");
    assert_eq!(project.settle(), BTreeSet::new());
}

#[test]
fn dropping_ends_it() {
    for options in [WatchOptions::default(), WatchOptions { poll: Some(PATIENCE), ..WatchOptions::default() }] {
        let Project { watcher, changes, .. } = Project::with_options(&["src/a.ts"], options);
        drop(watcher);
        // What was on its way (the directory is gone as well) is still handed out.
        let end = std::iter::repeat_with(|| changes.try_recv()).find_map(Result::err);
        assert_eq!(end, Some(TryRecvError::Disconnected));
    }
}
