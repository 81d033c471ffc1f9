//! `mfbuild why`, `--stats` and `--timings`: what the tool says about a small remote.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const FILES: &[(&str, &str)] = &[
    ("package.json", r#"{"name": "shop", "version": "1.0.0", "sideEffects": ["./src/effects.ts"]}"#),
    ("mfbuild.config.json", r#"{"name": "shop", "exposes": {"./Card": "./src/card.ts"}, "shared": ["acme-state"]}"#),
    (
        "src/card.ts",
        "import { add } from './barrel';\nimport * as all from './all';\nimport './effects';\nimport { helper as old } from './old.cjs';\n\
         import { two } from 'acme-math';\nimport { state } from 'acme-state';\n\
         export const card = () => [add(1), Object.keys(all), old, two, state, import('./later')];\n",
    ),
    ("src/barrel.ts", "export { add } from './add';\nexport { unread } from './unread';\n"),
    (
        "src/add.ts",
        "import { never } from './never';\nexport const add = (n: number) => n + 1;\n\
         export const unused = () => 'unused text' + never;\n",
    ),
    ("src/unread.ts", "export const unread = 1;\n"),
    ("src/never.ts", "export const never = 1;\n"),
    ("src/all.ts", "export const first = 1, second = 2;\n"),
    (
        "src/effects.ts",
        "import { log } from './log';\n\nconst quiet = 1;\nlog('loaded');\nlog('twice');\nexport { quiet };\n",
    ),
    ("src/log.ts", "export const log = (text: string) => console.log(text);\n"),
    ("src/old.cjs", "exports.helper = require('./helper.cjs');\nexports.unused = 'unused text too';\n"),
    ("src/helper.cjs", "module.exports = 1;\n"),
    ("src/later.ts", "export const later = await 1;\n"),
    ("node_modules/acme-math/package.json", r#"{"name": "acme-math", "version": "2.1.0", "sideEffects": false}"#),
    ("node_modules/acme-math/index.js", "export * from './one.js';\nexport * from './two.js';\n"),
    ("node_modules/acme-math/one.js", "export const one = 1;\n"),
    ("node_modules/acme-math/two.js", "import { inner } from './inner.js';\nexport const two = () => inner;\n"),
    ("node_modules/acme-math/inner.js", "export const inner = [2];\n"),
    ("node_modules/acme-state/package.json", r#"{"name": "acme-state", "version": "3.0.0"}"#),
    ("node_modules/acme-state/index.js", "export const state = {};\n"),
];

fn shop() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in FILES {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

fn mfbuild(dir: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mfbuild")).args(arguments).current_dir(dir.path()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What is said about a module, which must be known.
fn why(dir: &TempDir, question: &str) -> String {
    let output = mfbuild(dir, &["why", "--module-federation", question]);
    assert_eq!(output.status.code(), Some(0), "{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

#[track_caller]
fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is missing in\n{text}");
    }
}

struct Stats(Value);

impl Stats {
    fn of(dir: &TempDir) -> Self {
        let output = mfbuild(dir, &["build", "--module-federation", "--stats"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        Self(serde_json::from_slice(&fs::read(dir.path().join("dist/bundle-stats.json")).unwrap()).unwrap())
    }

    fn module(&self, name: &str) -> &Value {
        let modules = self.0["modules"].as_array().unwrap();
        modules.iter().find(|module| module["name"] == name).unwrap_or_else(|| panic!("{name}"))
    }

    fn index(&self, name: &str) -> u64 {
        let index = self.module(name)["index"].as_u64().unwrap();
        assert_eq!(self.0["modules"][index as usize]["name"], name);
        index
    }

    fn cause<'s>(&'s self, name: &str, cause: &str) -> &'s Value {
        let reasons = self.module(name)["keptBy"].as_array().unwrap();
        let found = reasons.iter().find(|reason| reason["cause"] == cause);
        found.unwrap_or_else(|| panic!("{cause} of {name}: {reasons:?}"))
    }
}

#[test]
fn stats_say_who_uses_what() {
    let stats = Stats::of(&shop());
    let card = stats.index("./src/card.ts");
    let add = stats.module("./src/add.ts");
    assert_eq!(add["usedExports"], serde_json::json!(["add"]));
    assert_eq!(add["usedBy"][0]["module"], card);
    assert_eq!(add["usedBy"][0]["via"], serde_json::json!([stats.index("./src/barrel.ts")]));
    assert_eq!(add["statements"], serde_json::json!({"kept": 1, "of": 2}));
    assert!(add["outputSize"].as_u64().unwrap() > 0);
    let importer = &add["importers"][0];
    assert_eq!((&importer["how"], &importer["names"][0]), (&Value::from("re-export"), &Value::from("add")));
    assert_eq!(stats.module("./src/never.ts")["included"], false);
    assert_eq!(stats.module("./src/never.ts")["keptBy"], serde_json::json!([]));
}

#[test]
fn stats_say_what_keeps_a_module() {
    let stats = Stats::of(&shop());
    let card = serde_json::json!([stats.index("./src/card.ts")]);
    assert_eq!(stats.cause("./src/card.ts", "exposed")["detail"], "./Card");
    assert_eq!(stats.cause("./src/all.ts", "namespace seen")["by"], card);
    let effects = stats.cause("./src/effects.ts", "side effects");
    assert_eq!((&effects["by"], &effects["lines"]), (&card, &serde_json::json!([4, 5])));
    stats.cause("./src/helper.cjs", "CommonJS");
    let old = stats.module("./src/old.cjs");
    assert_eq!(old["usedExports"], serde_json::json!(["helper"]));
    assert_eq!(old["statements"], serde_json::json!({"kept": 1, "of": 2}));
    assert_eq!(stats.cause("./src/helper.cjs", "required")["by"], serde_json::json!([stats.index("./src/old.cjs")]));
    assert_eq!(stats.cause("./src/later.ts", "import()")["by"], card);
    stats.cause("./src/later.ts", "top-level await");
    stats.cause("./node_modules/acme-state/index.js", "shared");
}

#[test]
fn a_module_is_explained() {
    let shop = shop();
    let said = why(&shop, "src/add.ts");
    holds(
        &said,
        &[
            "./src/add.ts\n  ES module, of shop 1.0.0, ",
            "1 of 2 statements stay, in static/",
            "in the scope of ./src/card.ts",
            "\nReached:\n  expose ./Card: ./src/card.ts → ./src/barrel.ts → ./src/add.ts\n",
            "\nUsed:\n  add by ./src/card.ts, through ./src/barrel.ts\n",
            "\nStays because:\n  some of its exports are used\n",
        ],
    );
    holds(&why(&shop, "effects"), &["side effects at lines 4, 5: it runs since it is imported by ./src/card.ts"]);
    holds(&why(&shop, "./src/all.ts"), &["its namespace is seen by ./src/card.ts", "everything (*) by ./src/card.ts"]);
    holds(&why(&shop, "helper"), &["required by ./src/old.cjs", "./src/card.ts → ./src/old.cjs → ./src/helper.cjs"]);
    holds(&why(&shop, "card"), &["exposed as ./Card"]);
    assert!(!shop.path().join("dist").exists(), "nothing is written");
}

#[test]
fn a_package_is_explained() {
    let shop = shop();
    let said = why(&shop, "acme-math");
    holds(
        &said,
        &[
            "acme-math 2.1.0\n  2 modules stay (",
            "2 were read and dropped",
            "expose ./Card: ./src/card.ts → ./node_modules/acme-math/index.js → ./node_modules/acme-math/two.js\n",
            "import of two in ./src/card.ts → ./node_modules/acme-math/index.js",
            "two.js  ",
            ": inner\n",
        ],
    );
    holds(&why(&shop, "acme-state"), &["acme-state 3.0.0", "consume|default|acme-state"]);
}

#[test]
fn a_dropped_module_is_explained() {
    let shop = shop();
    let said = why(&shop, "never");
    holds(&said, &["Dropped: nothing that stays uses an export of it", "import of never in ./src/add.ts"]);
    let said = why(&shop, "node_modules/acme-math/one.js");
    holds(
        &said,
        &["Dropped: all modules that ask for it were dropped", "export * in ./node_modules/acme-math/index.js, wh"],
    );
}

#[test]
fn several_and_none() {
    let shop = shop();
    holds(&why(&shop, ".cjs"), &["2 modules have `.cjs` in their names", "./src/old.cjs", "./src/helper.cjs"]);
    let output = mfbuild(&shop, &["why", "--module-federation", "acme-maths"]);
    assert_eq!(output.status.code(), Some(1));
    holds(&text(&output.stdout), &["No module of this build is called `acme-maths`", "\n  acme-math\n"]);
}

#[test]
fn answers_can_be_json() {
    let shop = shop();
    let answer = |question: &str| -> Value {
        let output = mfbuild(&shop, &["why", "--json", "--module-federation", question]);
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let module = answer("src/add.ts");
    assert_eq!((&module["answer"], &module["module"]["name"]), (&Value::from("module"), &Value::from("./src/add.ts")));
    assert_eq!(module["chains"][0]["modules"][2], "./src/add.ts");
    assert_eq!(answer("acme-math")["versions"], serde_json::json!(["2.1.0"]));
    assert_eq!(answer(".cjs")["matches"].as_array().unwrap().len(), 2);
    assert_eq!(answer("acme-maths")["answer"], "unknown");
}

#[test]
fn errors_are_told_as_by_a_build() {
    let shop = shop();
    fs::write(shop.path().join("src/add.ts"), "export const add = ;\n").unwrap();
    let output = mfbuild(&shop, &["why", "--module-federation", "add"]);
    assert_eq!(output.status.code(), Some(1));
    holds(&text(&output.stderr), &["src/add.ts:1:20"]);
    assert_eq!(mfbuild(&shop, &["why"]).status.code(), Some(2));
}

#[test]
fn stages_are_timed() {
    let output = mfbuild(&shop(), &["build", "--module-federation", "--timings"]);
    let said = text(&output.stdout);
    let stages =
        ["config", "prepare", "scan", "link", "shake", "order", "chunk", "scopes", "render", "describe", "emit", "all"];
    let lines: Vec<&str> = said.lines().skip_while(|line| !line.starts_with("  stage ")).skip(1).collect();
    let named: Vec<&str> = lines.iter().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(named, stages, "{said}");
}

#[test]
fn optimisations_can_be_measured() {
    let shop = shop();
    let scripts = |flags: &[&str]| {
        let output = mfbuild(&shop, &[&["build", "--module-federation", "--no-sourcemap"], flags].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let files = fs::read_dir(shop.path().join("dist/static")).unwrap();
        files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect::<String>()
    };
    let (optimised, plain) = (scripts(&[]), scripts(&["--no-optimize"]));
    for unused in ["unused text", "unused text too"] {
        assert!(plain.contains(unused) && !optimised.contains(unused), "{unused}");
    }
    // `sideEffects: false` of a package is what lets its barrel be passed by.
    assert!(plain.contains("const one = 1"), "{plain}");
    assert!(plain.len() > optimised.len());
    let output = mfbuild(&shop, &["build", "--module-federation", "--optimization-cost"]);
    holds(&text(&output.stdout), &["  cpu         optimised    without\n", "  render ", "optimising costs "]);
}
