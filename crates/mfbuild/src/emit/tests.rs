//! Replacement of output directories, and the state that a kill or another program in between leaves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use mfbuild_config::{BuildOptions, Flags};
use tempfile::TempDir;

use super::staging::{Staging, sweep};
use super::swap::{rename_twice, swap};
use super::target::Target;
use super::{check_out_dir, emit};
use crate::OutputFile;

const QUEUE: &str = r#"(self["mfbuild_shop_0123456789"] = []).push([])"#;

/// A remote in a directory of its own.
struct Package {
    root: TempDir,
}

impl Package {
    fn new() -> Self {
        let package = Self { root: TempDir::new().unwrap() };
        package.write("package/package.json", r#"{"name": "shop", "version": "1.0.0"}"#);
        package.write("package/src/index.js", "export default 1;\n");
        package
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().canonicalize().unwrap().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The options of a build into this directory, seen from the package.
    fn options(&self, out_dir: &str) -> BuildOptions {
        let flags = Flags {
            dir: self.path("package"),
            module_federation: true,
            out_dir: Some(PathBuf::from(out_dir)),
            ..Flags::default()
        };
        mfbuild_config::load(&flags).unwrap().0
    }

    fn tree(&self, path: &str) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        collect(&self.path(path), "", &mut found);
        found
    }

    /// Builds into the directory; the code of the error or of the warning.
    fn emit(&self, out_dir: &str) -> Result<Option<&'static str>, &'static str> {
        let options = self.options(out_dir);
        let warning = emit(&output(), &options).map_err(|problem| problem.code)?;
        Ok(warning.map(|warning| warning.code))
    }
}

fn collect(dir: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read_to_string(entry.path()).unwrap_or_default());
        }
    }
}

fn output() -> Vec<OutputFile> {
    vec![
        OutputFile::new("remoteEntry.js", QUEUE.as_bytes().to_vec()),
        OutputFile::new("static/main.js", b"run()".to_vec()),
    ]
}

fn names(tree: &BTreeMap<String, String>) -> Vec<&str> {
    tree.keys().map(String::as_str).collect()
}

const NEW: [&str; 2] = ["remoteEntry.js", "static/main.js"];

#[test]
fn directories_that_a_build_has_written_are_replaced() {
    let manifest = r#"{"metaData": {"remoteEntry": {"name": "remoteEntry.js"}}}"#;
    let runtime = ("static/runtime.0123456789ab.js", QUEUE);
    let cases: [(&str, &[(&str, &str)]); 7] = [
        ("out", &[("remote/entry.js", "old"), ("static/main.0123456789ab.js", QUEUE)]),
        ("out", &[]),
        ("out", &[("remoteEntry.js", QUEUE), ("static/old.js", "old")]),
        ("out", &[("mf-manifest.json", manifest), ("old.js", "")]),
        ("out", &[("index.html", ""), runtime]),
        ("out", &[("index.html", ""), ("package.json", "{}"), runtime]),
        (
            "../elsewhere/dist",
            &[("mf-manifest.json", manifest), ("oldEntry.js", QUEUE), ("oldEntry.js.map", ""), runtime],
        ),
    ];
    for (out_dir, files) in cases {
        let package = Package::new();
        let dir = format!("package/{out_dir}");
        fs::create_dir_all(package.path(&dir)).unwrap();
        files.iter().for_each(|(name, text)| package.write(&format!("{dir}/{name}"), text));
        assert_eq!(package.emit(out_dir), Ok(None), "{files:?}");
        assert_eq!(names(&package.tree(&dir)), NEW);
        assert_eq!(package.emit(out_dir), Ok(None), "again");
    }
}

#[test]
fn files_that_no_build_has_written_stay() {
    let cases: [(&str, &[&str]); 8] = [
        ("dist", &["notes.md"]),
        ("dist", &["index.js", "package.json"]),
        ("dist", &["index.js", "node_modules/a/index.js"]),
        ("dist", &["index.html", ".git/HEAD"]),
        ("dist", &["index.html", ".git"]),
        ("out", &["index.html", "main.js"]),
        ("out", &["remoteEntry.js"]),
        ("../dist", &["main.js"]),
    ];
    for (out_dir, files) in cases {
        let package = Package::new();
        files.iter().for_each(|name| package.write(&format!("package/{out_dir}/{name}"), "mine"));
        let before = package.tree("");
        assert_eq!(package.emit(out_dir), Err("foreign-output"), "{files:?}");
        assert_eq!(package.tree(""), before, "{files:?}");
    }
}

/// A server that has got a copy of an output is no output.
#[test]
fn copies_of_an_output_between_other_files_stay() {
    let cases: [(&str, &[&str]); 5] = [
        ("../server", &["package.json", "src/main.js", "static/copy.js"]),
        ("../server", &["main.js", "copy.js"]),
        ("../server/static", &["copy.js", "img/logo.svg"]),
        ("server", &["package.json", "src/main.js", "static/copy.js"]),
        ("out", &["copy.js", "repository/.git/HEAD"]),
    ];
    for (out_dir, files) in cases {
        let package = Package::new();
        for name in files {
            let text = if name.ends_with("copy.js") { QUEUE } else { "mine" };
            package.write(&format!("package/{out_dir}/{name}"), text);
        }
        let before = package.tree("");
        assert_eq!(package.emit(out_dir), Err("foreign-output"), "{files:?}");
        assert_eq!(package.tree(""), before, "{files:?}");
    }
}

#[test]
fn the_output_of_another_tool_is_replaced_with_a_warning() {
    for name in ["index.html", "assets/index-a1b2.js", "index.d.ts.map", "style.css"] {
        let package = Package::new();
        package.write(&format!("package/dist/{name}"), "other");
        assert_eq!(package.emit("dist"), Ok(Some("replaced-output")), "{name}");
        assert_eq!(names(&package.tree("package/dist")), NEW);
    }
}

#[test]
fn a_directory_can_be_emptied_on_request() {
    for (name, is_replaced) in [("notes.md", true), ("package.json", true), (".git/HEAD", false)] {
        let package = Package::new();
        package.write(&format!("package/out/{name}"), "mine");
        let options = BuildOptions { empty_out_dir: true, ..package.options("out") };
        assert_eq!(emit(&output(), &options).is_ok(), is_replaced, "{name}");
        assert_eq!(names(&package.tree("package/out")) == NEW, is_replaced);
    }
}

#[cfg(unix)]
#[test]
fn only_directories_are_replaced() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let package = Package::new();
    package.write("package/NOTES.md", "mine");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        package.path("package/pipe"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .unwrap();
    let _socket = UnixListener::bind(package.path("package/socket")).unwrap();
    for (link, to) in [("to-file", "NOTES.md"), ("to-pipe", "pipe"), ("dangling", "gone"), ("to-itself", "to-itself")] {
        symlink(to, package.path(&format!("package/{link}"))).unwrap();
    }
    for name in ["NOTES.md", "pipe", "socket", "to-file", "to-pipe", "dangling", "to-itself"] {
        let kind = package.path(&format!("package/{name}")).symlink_metadata().unwrap().file_type();
        for may_empty in [false, true] {
            let options = BuildOptions { empty_out_dir: may_empty, ..package.options(name) };
            assert_eq!(check_out_dir(&options).map_err(|problem| problem.code), Err("invalid-out-dir"), "{name}");
            assert_eq!(emit(&output(), &options).unwrap_err().code, "invalid-out-dir", "{name}");
        }
        assert_eq!(package.path(&format!("package/{name}")).symlink_metadata().unwrap().file_type(), kind);
    }
    assert_eq!(fs::read_to_string(package.path("package/NOTES.md")).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_directory_stays() {
    let package = Package::new();
    package.write("public/old.js", QUEUE);
    std::os::unix::fs::symlink("../public", package.path("package/dist")).unwrap();
    assert_eq!(package.emit("dist"), Ok(None));
    assert_eq!(package.path("package/dist").read_link().unwrap(), Path::new("../public"));
    assert_eq!(names(&package.tree("public")), NEW);
    // Outside of the package the name `dist` says nothing of the files of others.
    package.write("other/main.js", "other");
    fs::remove_file(package.path("package/dist")).unwrap();
    std::os::unix::fs::symlink("../other", package.path("package/dist")).unwrap();
    assert_eq!(package.emit("dist"), Err("foreign-output"));
    // What it leads to is looked at, not its name.
    package.write("notes/mine.md", "mine");
    fs::remove_file(package.path("package/dist")).unwrap();
    std::os::unix::fs::symlink("../notes", package.path("package/dist")).unwrap();
    assert_eq!(package.emit("dist"), Err("foreign-output"));
}

/// Another program replaces the directory between the check and the swap.
#[test]
fn what_has_changed_since_the_check_is_left_alone() {
    type Way = fn(&Staging, &Target) -> Result<(), mfbuild_diagnostics::Diagnostic>;
    let ways: [Way; 2] = [swap, rename_twice];
    for way in ways {
        let package = Package::new();
        package.write("package/out/remoteEntry.js", QUEUE);
        let options = package.options("out");
        let target = Target::find(&options, &output()).unwrap();
        let mut staging = Staging::new(target.parent()).unwrap();
        output().iter().for_each(|file| staging.write(file).unwrap());
        fs::rename(package.path("package/out"), package.path("package/away")).unwrap();
        package.write("package/out/mine.md", "mine");
        assert_eq!(way(&staging, &target).map_err(|problem| problem.code), Err("cannot-write"));
        assert_eq!(names(&package.tree("package/out")), ["mine.md"]);
        // The same directory with files that were not there.
        fs::remove_dir_all(package.path("package/out")).unwrap();
        fs::rename(package.path("package/away"), package.path("package/out")).unwrap();
        package.write("package/out/.git", "mine");
        assert_eq!(way(&staging, &target).map_err(|problem| problem.code), Err("cannot-write"));
        assert_eq!(names(&package.tree("package/out")), [".git", "remoteEntry.js"]);
        fs::remove_file(package.path("package/out/.git")).unwrap();
        way(&staging, &target).unwrap();
        assert_eq!(names(&package.tree("package/out")), NEW);
        drop(staging);
        assert!(package.tree("package").keys().all(|name| !name.starts_with(".mfbuild-")));
    }
    // A directory that has come since.
    let package = Package::new();
    let target = Target::find(&package.options("out"), &output()).unwrap();
    let mut staging = Staging::new(target.parent()).unwrap();
    output().iter().for_each(|file| staging.write(file).unwrap());
    package.write("package/out/mine.md", "mine");
    assert_eq!(swap(&staging, &target).map_err(|problem| problem.code), Err("cannot-write"));
    assert_eq!(names(&package.tree("package/out")), ["mine.md"]);
}

#[test]
fn what_killed_builds_have_left_is_repaired_and_removed() {
    let package = Package::new();
    // Killed between the two renames.
    package.write("package/.mfbuild-aaaaaa/lock", "");
    package.write("package/.mfbuild-aaaaaa/target", "out");
    package.write("package/.mfbuild-aaaaaa/old/remoteEntry.js", QUEUE);
    package.write("package/.mfbuild-aaaaaa/new/remoteEntry.js", "half");
    // Killed while it wrote.
    package.write("package/.mfbuild-bbbbbb/lock", "");
    package.write("package/.mfbuild-bbbbbb/new/a.js", "half");
    // Killed before its lock was there; without a lock, as earlier versions made it; directories of the user.
    fs::create_dir_all(package.path("package/.mfbuild-eeeeee")).unwrap();
    fs::create_dir_all(package.path("package/.mfbuild-cccccc/new")).unwrap();
    package.write("package/.mfbuild-dddddd/lock", "");
    package.write("package/.mfbuild-dddddd/mine.md", "mine");
    package.write("package/.mfbuild-cache/lock", "");
    let used = Staging::new(&package.path("package")).unwrap();
    check_out_dir(&package.options("out")).unwrap();
    let tree = package.tree("package");
    assert_eq!(tree["out/remoteEntry.js"], QUEUE);
    let left: Vec<&str> = names(&tree).into_iter().filter(|name| name.starts_with(".mfbuild-")).collect();
    let of_used = used.new_output().parent().unwrap().join("lock");
    let of_used = of_used.strip_prefix(package.path("package")).unwrap().to_str().unwrap().to_owned();
    let mut expected = vec![&*of_used, ".mfbuild-cache/lock", ".mfbuild-dddddd/lock", ".mfbuild-dddddd/mine.md"];
    expected.sort_unstable();
    assert_eq!(left, expected);
    assert!(package.path("package/.mfbuild-cccccc").is_dir() && !package.path("package/.mfbuild-eeeeee").exists());
    // An output that is there is not overwritten by an old one.
    package.write("package/.mfbuild-aaaaaa/lock", "");
    package.write("package/.mfbuild-aaaaaa/target", "out");
    package.write("package/.mfbuild-aaaaaa/old/remoteEntry.js", "old");
    sweep(&package.path("package"));
    assert_eq!(package.tree("package")["out/remoteEntry.js"], QUEUE);
    // Nor is anything written elsewhere.
    package.write("package/.mfbuild-aaaaaa/lock", "");
    package.write("package/.mfbuild-aaaaaa/target", "../escaped");
    package.write("package/.mfbuild-aaaaaa/old/remoteEntry.js", "old");
    sweep(&package.path("package"));
    assert!(!package.path("escaped").exists());
}

#[test]
fn a_file_that_cannot_be_written_leaves_the_old_output() {
    let package = Package::new();
    assert_eq!(package.emit("dist"), Ok(None));
    let before = package.tree("package");
    let mut files = output();
    files.push(OutputFile::new(format!("static/{}.js", "x".repeat(300)), b"long".to_vec()));
    let problem = emit(&files, &package.options("dist")).unwrap_err();
    assert_eq!(problem.code, "cannot-write");
    assert_eq!(package.tree("package"), before);
}
