//! A session after any change has the same files as one that begins now.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use mfbuild_config::Flags;
use tempfile::TempDir;

use super::{FileChanges, Purpose, Rebuilt, Session};
use crate::hot::Change;
use crate::output::Content;
use crate::unoptimized::Optimization;

/// A package in a temporary directory.
struct Project {
    dir: TempDir,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self { dir: TempDir::new().unwrap() };
        project.write("package.json", r#"{"name": "shop", "version": "1.0.0"}"#);
        project.write("mfbuild.config.json", r#"{"exposes": {"./main": "./src/main.tsx"}}"#);
        for (name, text) in files {
            project.write(name, text);
        }
        project
    }

    /// The real path of a file.
    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().canonicalize().unwrap().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn session(&self, purpose: Purpose) -> Session {
        let serve = purpose == Purpose::Serve;
        Session::new(Flags { dir: self.path(""), module_federation: true, serve, ..Flags::default() }, purpose)
    }

    /// What a session that begins now would serve.
    fn clean(&self, purpose: Purpose) -> (Option<BTreeMap<String, Vec<u8>>>, Vec<String>) {
        let mut session = self.session(purpose);
        let rebuilt = session.build(&|_| {});
        (rebuilt.change.is_some().then(|| files(&session)), messages(&rebuilt))
    }
}

/// All files but what only pages of older builds ask for.
fn files(session: &Session) -> BTreeMap<String, Vec<u8>> {
    let output = session.output();
    let files = output.files.values().filter(|file| !file.name.starts_with("static/hot."));
    files.map(|file| (file.name.clone(), file.bytes().unwrap().into_owned())).collect()
}

fn messages(rebuilt: &Rebuilt) -> Vec<String> {
    let mut messages: Vec<String> = rebuilt
        .diagnostics
        .iter()
        .map(|diagnostic| format!("{} {:?}", diagnostic.message, diagnostic.labels))
        .collect();
    messages.sort();
    messages
}

fn change(session: &mut Session, paths: &[PathBuf]) -> Option<Rebuilt> {
    session.rebuild(&FileChanges { paths: paths.to_vec(), is_incomplete: false }, &|| {}, &|_| {})
}

/// The session must have what a clean one has.
fn assert_clean(project: &Project, session: &Session, rebuilt: Option<&Rebuilt>, purpose: Purpose, what: &str) {
    let (clean, expected) = project.clean(purpose);
    if let Some(rebuilt) = rebuilt {
        assert_eq!(messages(rebuilt), expected, "{what}: diagnostics");
        assert_eq!(rebuilt.change.is_some(), clean.is_some(), "{what}: success");
    }
    let Some(clean) = clean else { return };
    let ours = files(session);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&ours), names(&clean), "{what}: names");
    for (name, bytes) in &clean {
        assert!(
            ours[name] == *bytes,
            "{what}: `{name}`\n--- session\n{}\n--- clean\n{}",
            text(&ours[name]),
            text(bytes)
        );
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn updated(rebuilt: Option<Rebuilt>) -> (Option<String>, Vec<String>) {
    match rebuilt.expect("something was built").change {
        Some(Change::Update { script, styles }) => (script, styles),
        other => panic!("no update: {other:?}"),
    }
}

const MAIN: &str = "import { b } from './b';\nimport './main.css';\nexport const Main = () => <p>{b} one</p>;\n";

fn shop() -> Project {
    Project::new(&[
        ("src/main.tsx", MAIN),
        ("src/b.ts", "export const b = 1;\n"),
        ("src/main.css", "p { color: red }\n"),
        ("node_modules/react/package.json", r#"{"name": "react", "version": "19.0.0"}"#),
        ("node_modules/react/jsx-dev-runtime.js", "exports.jsxDEV = (type, props) => ({ type, props });"),
    ])
}

#[test]
fn an_edit_replaces_one_factory() {
    let project = shop();
    let mut session = project.session(Purpose::Serve);
    let first = session.build(&|_| {});
    assert!(first.change.is_some(), "{:?}", first.diagnostics);
    let path = project.write("src/main.tsx", &MAIN.replace("one", "two"));
    let rebuilt = change(&mut session, &[path]);
    assert_clean(&project, &session, rebuilt.as_ref(), Purpose::Serve, "edit");
    let (script, styles) = updated(rebuilt);
    let script = session.output().files[&script.unwrap()].bytes().unwrap().into_owned();
    assert!(text(&script).contains("two") && !text(&script).contains("= 1"), "{}", text(&script));
    assert!(styles.is_empty());
}

#[test]
fn a_comment_is_another_build_with_nothing_to_run() {
    let project = shop();
    let mut session = project.session(Purpose::Serve);
    session.build(&|_| {});
    let path = project.write("src/main.tsx", &format!("{MAIN}// a comment\n"));
    let rebuilt = change(&mut session, &[path]);
    assert_clean(&project, &session, rebuilt.as_ref(), Purpose::Serve, "comment");
    let rebuilt = rebuilt.unwrap();
    assert_eq!(rebuilt.change, Some(Change::None));
    assert_ne!(rebuilt.from, session.output().hash);
}

#[test]
fn pieces_are_the_file() {
    let main = (0..3000).map(|at| format!("import './a{at}';\n")).collect::<String>();
    let project = Project::new(&[("src/main.tsx", &main)]);
    for at in 0..3000 {
        project.write(&format!("src/a{at}.ts"), &format!("console.log('{}', {at});\n", "a".repeat(40)));
    }
    let mut session = project.session(Purpose::Serve);
    session.build(&|_| {});
    let output = session.output();
    let mut most = 0;
    for file in output.files.values() {
        let Content::Chunk(chunk, map) = &file.content else { continue };
        let pieces: Vec<String> = chunk.pieces(map.as_deref()).collect();
        assert_eq!(pieces.concat(), text(&file.bytes().unwrap()), "{}", file.name);
        most = most.max(pieces.len());
    }
    assert!(most > 1);
}

#[test]
fn a_hot_page_is_small() {
    let project = shop();
    let main = "export function Main() {\n  return <p key={1}>{assigned()}<b>text</b></p>;\n}\n\
        export default function () {}\nexport function assigned() {}\nassigned = Main;\nexport const late = 1;\n";
    project.write("src/main.tsx", main);
    let mut session = project.session(Purpose::Serve);
    assert!(session.build(&|_| {}).change.is_some());
    let all = files(&session).values().map(|bytes| text(bytes)).collect::<String>();
    let exports = "require.v(exports, {\nMain: Main\n});\nrequire.d(exports, {\nassigned: ()=>assigned\n});\n\
        require.v(exports, {\ndefault: main_default\n});\nrequire.d(exports, {\nlate: ()=>late\n});";
    assert!(all.contains(exports), "{all}");
    assert!(all.contains("children: \"text\"\n})") && all.contains("}, 1, true)"), "{all}");
}

#[test]
fn a_style_is_swapped() {
    let project = shop();
    let mut session = project.session(Purpose::Serve);
    session.build(&|_| {});
    let path = project.write("src/main.css", "p { color: blue }\n");
    let rebuilt = change(&mut session, &[path]);
    assert_clean(&project, &session, rebuilt.as_ref(), Purpose::Serve, "style");
    let (script, styles) = updated(rebuilt);
    assert_eq!((script, styles.len()), (None, 1));
}

#[test]
fn errors_come_and_go() {
    let project = shop();
    let mut session = project.session(Purpose::Serve);
    session.build(&|_| {});
    let before = files(&session);
    let path = project.write("src/b.ts", "export const b = ;\n");
    let rebuilt = change(&mut session, std::slice::from_ref(&path)).unwrap();
    assert!(rebuilt.failed() && rebuilt.change.is_none());
    assert_eq!(files(&session), before);
    project.write("src/b.ts", "export const b = 1;\n");
    let rebuilt = change(&mut session, &[path]).unwrap();
    assert_eq!(rebuilt.change, Some(Change::None));
    assert_eq!(files(&session), before);
}

#[test]
fn a_missing_file_appears() {
    let project = shop();
    project.write("src/b.ts", "export { b } from './c/d';\n");
    let mut session = project.session(Purpose::Serve);
    assert!(session.build(&|_| {}).failed());
    let path = project.write("src/c/d.ts", "export const b = 2;\n");
    let rebuilt = change(&mut session, &[path.parent().unwrap().to_path_buf()]);
    assert!(rebuilt.is_some());
    assert_clean(&project, &session, rebuilt.as_ref(), Purpose::Serve, "new directory");
}

#[test]
fn what_is_not_read_builds_nothing() {
    let project = shop();
    let mut session = project.session(Purpose::Serve);
    session.build(&|_| {});
    for name in ["LICENSE", "src/.main.tsx.swp", "src/4913", ".git/index", "dist/remoteEntry.js"] {
        let path = project.write(name, "x");
        assert!(change(&mut session, &[path]).is_none(), "{name}");
    }
}

/// xorshift: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const NAMES: [&str; 12] = [
    "a.ts",
    "b.tsx",
    "c.ts",
    "c/index.ts",
    "d.js",
    "d.tsx",
    "e.css",
    "f.module.css",
    "g.json",
    "h/i.ts",
    "h/j.tsx",
    "k.ts",
];
const REQUESTS: [&str; 10] =
    ["./a", "./b", "./c", "./d", "./e.css", "./f.module.css", "./g.json", "./h/i", "./h/j", "./k"];

/// The text of a module: imports, re-exports, dynamic imports, components, styles; sometimes wrong.
fn module(name: &str, random: &mut Random) -> String {
    let n = random.below(9);
    match name.rsplit('.').next().unwrap() {
        "css" => format!(".x{} {{ color: rgb({n}, 0, 0) }}\n", random.below(2)),
        "json" => format!("{{\"value\": {n}}}\n"),
        _ if random.below(25) == 0 => format!("export const value = {n} +;\n"),
        extension => {
            let up = if name.contains('/') { "." } else { "" };
            let mut text = String::new();
            for at in 0..random.below(4) {
                let request = random.pick(&REQUESTS);
                text.push_str(&match random.below(6) {
                    0 => format!("export * from '{up}{request}';\n"),
                    1 => format!("import '{up}{request}';\n"),
                    2 => format!("export const later{at} = () => import('{up}{request}');\n"),
                    3 => format!("import * as all{at} from '{up}{request}';\nconsole.log(all{at});\n"),
                    _ => format!("import all{at} from '{up}{request}';\nexport const used{at} = [all{at}];\n"),
                });
            }
            let component = format!("export const Part = () => <b>{n}</b>;\n");
            text + &format!("export const value = {n};\nexport default {n};\n")
                + if extension == "tsx" { &component } else { "" }
        }
    }
}

/// One change: write, remove, move a file or directory, put back what was there.
fn edit(project: &Project, random: &mut Random, kept: &mut Vec<(String, String)>) -> Vec<PathBuf> {
    let name = random.pick(&NAMES);
    let path = project.path(&format!("src/{name}"));
    match random.below(10) {
        0..=4 => vec![project.write(&format!("src/{name}"), &module(name, random))],
        5 => {
            if let Ok(text) = fs::read_to_string(&path) {
                kept.push((name.to_string(), text));
            }
            let _ = fs::remove_file(&path);
            vec![path]
        }
        6 => match kept.pop() {
            Some((name, text)) => vec![project.write(&format!("src/{name}"), &text)],
            None => Vec::new(),
        },
        7 => {
            let (from, to) = (project.path("src/h"), project.path("src/moved"));
            let (from, to) = if from.exists() { (from, to) } else { (to, from) };
            let _ = fs::rename(&from, &to);
            vec![from, to]
        }
        8 => {
            let version = random.below(3);
            let json = format!(r#"{{"name": "shop", "version": "1.0.{version}", "sideEffects": {}}}"#, version != 1);
            vec![project.write("package.json", &json)]
        }
        _ => {
            let main = module("main.tsx", random).replace(" +;", ";");
            vec![project.write("src/main.tsx", &main)]
        }
    }
}

fn random_edits(seed: u64, rounds: usize, purpose: Purpose) {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let project = shop();
    for name in NAMES {
        project.write(&format!("src/{name}"), &module(name, &mut random));
    }
    let mut session = project.session(purpose);
    let first = session.build(&|_| {});
    assert_clean(&project, &session, Some(&first), purpose, &format!("seed {seed}, first build"));
    let mut kept = Vec::new();
    for round in 0..rounds {
        let mut paths = edit(&project, &mut random, &mut kept);
        while random.below(3) == 0 {
            paths.extend(edit(&project, &mut random, &mut kept));
        }
        let rebuilt = change(&mut session, &paths);
        let what = format!("seed {seed}, round {round}, {paths:?}");
        assert_clean(&project, &session, rebuilt.as_ref(), purpose, &what);
    }
}

#[test]
fn random_edits_of_what_is_served() {
    (1..=12).for_each(|seed| random_edits(seed, 25, Purpose::Serve));
}

#[test]
fn random_edits_of_what_is_written() {
    (1..=4).for_each(|seed| random_edits(seed, 15, Purpose::Write(Optimization::Full)));
}
