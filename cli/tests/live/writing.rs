//! `mfbuild build --watch`: which files it writes and when.

use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

use crate::packages::{Packages, app, remote, tree};
use crate::running::{Running, mfbuild};

/// A watch of the only package, after its first build.
fn watch(packages: &Packages, arguments: &[&str]) -> Running {
    let mut running = Running::new(packages, &[&["build", "--watch"], arguments].concat());
    running.hear(" written to ");
    running.hear("\n");
    // What was written while the first build read is built once more.
    running.settle();
    running
}

/// Waits until a build has been written; how many files were.
fn written(running: &mut Running) -> usize {
    running.hear("built in ");
    running.hear("\n");
    let count = running.until(" file").parse().unwrap();
    running.hear(" written to ");
    running.hear("\n");
    count
}

/// What a plain build of the same sources writes.
fn clean(packages: &Packages, package: &str, arguments: &[&str]) -> BTreeMap<String, Option<Vec<u8>>> {
    let copy = packages.copy_of(package);
    let _ = fs::remove_dir_all(copy.path(&format!("{package}/dist")));
    let output = mfbuild(&copy, &[&["build"], arguments, &[package]].concat()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    tree(&copy.path(&format!("{package}/dist")))
}

fn times(packages: &Packages, dir: &str) -> BTreeMap<String, SystemTime> {
    let dir = packages.path(dir);
    let files = tree(&dir).into_iter().filter(|(_, bytes)| bytes.is_some());
    files.map(|(name, _)| (name.clone(), fs::metadata(dir.join(name)).unwrap().modified().unwrap())).collect()
}

/// Names as a list, to be compared with less noise than contents.
fn assert_same(ours: &BTreeMap<String, Option<Vec<u8>>>, clean: &BTreeMap<String, Option<Vec<u8>>>, what: &str) {
    assert_eq!(ours.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>(), "{what}");
    for (name, bytes) in ours {
        assert!(clean[name] == *bytes, "{what}: {name}");
    }
}

#[test]
fn only_what_changes_is_written() {
    let packages = remote();
    let mut running = watch(&packages, &["--module-federation", "--no-sourcemap", "remote"]);
    let before = times(&packages, "remote/dist");
    packages.write("remote/src/lazy.ts", "export const lazy = 'another';\n");
    let count = written(&mut running);
    let after = times(&packages, "remote/dist");
    let changed = after.iter().filter(|(name, time)| before.get(*name) != Some(time)).map(|(name, _)| name.as_str());
    let changed: Vec<&str> = changed.collect();
    assert_eq!(changed.len(), count, "{changed:?}");
    assert!(changed.iter().filter(|name| name.starts_with("static/")).count() == 1, "{changed:?}");
    let gone: Vec<_> = before.keys().filter(|name| !after.contains_key(*name)).collect();
    assert!(gone.len() == 1 && gone[0].starts_with("static/lazy."), "{gone:?}");
    let of_clean = clean(&packages, "remote", &["--module-federation", "--no-sourcemap"]);
    assert_same(&tree(&packages.path("remote/dist")), &of_clean, "edit");
    // The same text again: nothing to write.
    packages.write("remote/src/lazy.ts", "export const lazy = 'another';\n");
    assert_eq!(written(&mut running), 0);
    assert_eq!(times(&packages, "remote/dist"), after);
}

#[test]
fn every_edit_gives_what_a_plain_build_gives() {
    let packages = app();
    let mut running = watch(&packages, &["app"]);
    assert_same(&tree(&packages.path("app/dist")), &clean(&packages, "app", &[]), "first build");
    let edits = [
        ("text", "src/text.ts", Some("export const text = 'second';\n")),
        ("style", "src/main.css", Some("p { color: blue }\na { color: red }\n")),
        ("public file", "public/robots.txt", Some("another robot\n")),
        ("new public directory", "public/images/logo.svg", Some("<svg/>")),
        ("chunk goes", "src/index.ts", Some("import { text } from './text';\nconsole.log(text);\n")),
        ("version", "package.json", Some(r#"{"name": "app", "version": "2.0.0", "sideEffects": false}"#)),
        ("public file goes", "public/images/logo.svg", None),
        ("target", "mfbuild.config.json", Some(r#"{"app": true, "sourcemap": false}"#)),
    ];
    for (what, path, text) in edits {
        match text {
            Some(text) => packages.write(&format!("app/{path}"), text),
            None => packages.remove(&format!("app/{path}")),
        }
        written(&mut running);
        assert_same(&tree(&packages.path("app/dist")), &clean(&packages, "app", &[]), what);
    }
}

#[test]
fn a_watch_builds_once() {
    let packages = app();
    let mut running = Running::new(&packages, &["build", "--watch", "app"]);
    running.hear(" written to ");
    running.hear("\n");
    running.stays_quiet();
}

#[test]
fn errors_leave_the_old_output() {
    let packages = app();
    let mut running = watch(&packages, &["app"]);
    let (before, first) = (times(&packages, "app/dist"), tree(&packages.path("app/dist")));
    packages.write("app/src/text.ts", "export const text = ;\n");
    running.hear("src/text.ts:1:21");
    running.hear("1 error\n");
    running.stays_quiet();
    assert_eq!(times(&packages, "app/dist"), before);
    packages.write("app/src/text.ts", "export const text = 'first';\n");
    assert_eq!(written(&mut running), 0);
    assert_same(&tree(&packages.path("app/dist")), &first, "mended");
}

#[test]
fn a_first_build_with_errors_goes_on() {
    let packages = app();
    packages.write("app/dist/old.js", "old");
    packages.write("app/src/text.ts", "export const text = ;\n");
    let mut running = Running::new(&packages, &["build", "--watch", "app"]);
    running.hear("1 error\n");
    running.stays_quiet();
    assert_eq!(tree(&packages.path("app/dist")).len(), 1);
    packages.write("app/src/text.ts", "export const text = 'mended';\n");
    written(&mut running);
    assert_same(&tree(&packages.path("app/dist")), &clean(&packages, "app", &[]), "mended");
}

#[test]
fn an_output_directory_that_goes_is_written_again() {
    let packages = app();
    let mut running = watch(&packages, &["--out-dir", "out", "app"]);
    let before = tree(&packages.path("out"));
    fs::remove_dir_all(packages.path("out")).unwrap();
    packages.write("app/src/text.ts", "export const text = 'first' as string;\n");
    assert!(written(&mut running) > 0);
    assert_eq!(tree(&packages.path("out")).len(), before.len());
}

#[test]
fn what_cannot_be_built_ends_the_command() {
    let packages = app();
    packages.write("app/mfbuild.config.json", r#"{"app": 1}"#);
    let output = mfbuild(&packages, &["build", "--watch", "app"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("mfbuild.config.json:1:9"));
    assert_eq!(mfbuild(&packages, &["build", "--watch", "gone"]).output().unwrap().status.code(), Some(2));
}

#[test]
fn a_directory_of_another_program_is_not_written_into() {
    let packages = app();
    let mut running = watch(&packages, &["--out-dir", "out", "app"]);
    fs::rename(packages.path("out"), packages.path("away")).unwrap();
    packages.write("out/notes.md", "mine");
    packages.write("app/src/text.ts", "export const text = 'second';\n");
    running.hear("error[foreign-output]");
    assert_eq!(tree(&packages.path("out")).len(), 1);
}

#[test]
fn the_output_of_another_tool_is_replaced_with_a_warning() {
    let packages = app();
    packages.write("app/dist/bundle.js", "other");
    let mut running = Running::new(&packages, &["build", "--watch", "app"]);
    running.hear("warning[replaced-output]");
    assert!(!packages.path("app/dist/bundle.js").exists());
    packages.write("app/src/text.ts", "export const text = 'second';\n");
    running.hear(" written to ");
}
