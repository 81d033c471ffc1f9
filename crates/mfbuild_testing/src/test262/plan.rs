//! From the files of test262 to units: which goal a test has, in which modes of strictness it runs, which files and
//! harness it needs, and which rules of the language no bundler can keep for it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::metadata::Metadata;
use crate::case_file::SourceFile;
use crate::suite::UnitFiles;

/// How a test runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// An ES module.
    Module,
    /// The body of a CommonJS module.
    Sloppy,
    /// The same behind `"use strict"`.
    Strict,
}

/// A test in one variant.
pub(crate) struct Test {
    /// Path below `test/`.
    pub path: String,
    pub variant: Variant,
    /// Why the test may fail in every bundler, or in every minifier.
    pub exempt: Option<Exempt>,
    /// For the bundler.
    pub files: UnitFiles,
    /// For Node.
    pub job: TestJob,
}

/// The input of `harness/test262.mjs`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TestJob {
    pub entry: String,
    pub expose: String,
    pub harness: Vec<PathBuf>,
    pub is_module: bool,
    pub is_async: bool,
    /// The build must fail.
    pub must_not_build: bool,
    /// Executing it must throw this error.
    pub throws: Option<String>,
}

/// A need of a test that bundling cannot meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exempt {
    /// The source text of functions.
    FunctionText,
    /// Names of functions and classes: minified only.
    Names,
    /// `import()` of a request that is computed, or of the script itself under its name.
    ComputedImport,
}

impl Exempt {
    /// Whether it exempts the test in a mode.
    pub fn applies(self, mode: &str) -> bool {
        self != Self::Names || mode == "minified"
    }

    /// For the report.
    pub fn text(self) -> &'static str {
        match self {
            Self::FunctionText => "source text of functions",
            Self::Names => "names of functions, minified",
            Self::ComputedImport => "`import()` of a computed request",
        }
    }
}

/// All tests below `folder` (`language/statements`), in the order of their paths.
pub(crate) fn tests(checkout: &Path, folder: &str) -> Result<Vec<Test>, String> {
    let root = checkout.join("test");
    let mut paths = Vec::new();
    collect(&root.join(folder), &mut paths)?;
    paths.sort();
    let mut fixtures = BTreeMap::new();
    let mut tests = Vec::new();
    for path in paths.iter().filter(|path| is_test(path)) {
        let name = path.strip_prefix(&root).map_err(|error| error.to_string())?;
        let name = name.to_string_lossy().replace('\\', "/");
        let Ok(source) = fs::read_to_string(path) else { continue };
        let Some(metadata) = Metadata::parse(&source) else { continue };
        let directory = path.parent().unwrap_or(&root);
        if !fixtures.contains_key(directory) {
            fixtures.insert(directory.to_path_buf(), fixtures_of(directory, &root, &paths));
        }
        for variant in variants(&metadata) {
            let number = tests.len();
            tests.push(test(checkout, number, &name, &source, &metadata, variant, &fixtures[directory]));
        }
    }
    Ok(tests)
}

fn collect(directory: &Path, paths: &mut Vec<PathBuf>) -> Result<(), String> {
    if directory.is_file() {
        paths.push(directory.to_path_buf());
        return Ok(());
    }
    let entries = fs::read_dir(directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    for entry in entries.flatten() {
        collect(&entry.path(), paths)?;
    }
    Ok(())
}

fn is_test(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".js") && !name.contains("_FIXTURE")
}

/// Files of the directory that tests import.
fn fixtures_of(directory: &Path, root: &Path, paths: &[PathBuf]) -> Vec<SourceFile> {
    // A folder of fixtures may stand beside the tests.
    let is_fixture = |path: &&PathBuf| path.starts_with(directory) && !is_test(path);
    let file = |path: &PathBuf| {
        let name = path.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
        Some(SourceFile { path: name, bytes: fs::read(path).ok()? })
    };
    paths.iter().filter(is_fixture).filter_map(file).collect()
}

fn variants(metadata: &Metadata) -> Vec<Variant> {
    if metadata.has("module") {
        vec![Variant::Module]
    } else if metadata.has("onlyStrict") {
        vec![Variant::Strict]
    } else if metadata.has("noStrict") || metadata.has("raw") {
        vec![Variant::Sloppy]
    } else {
        vec![Variant::Sloppy, Variant::Strict]
    }
}

fn test(
    checkout: &Path,
    number: usize,
    name: &str,
    source: &str,
    metadata: &Metadata,
    variant: Variant,
    fixtures: &[SourceFile],
) -> Test {
    let stem = name.trim_end_matches(".js");
    // The package is one of ES modules, so that fixtures are modules; scripts are CommonJS by their extension.
    let (entry, text) = match variant {
        Variant::Module => (name.to_owned(), source.to_owned()),
        Variant::Sloppy => (format!("{stem}.cjs"), source.to_owned()),
        Variant::Strict => (format!("{stem}.strict.cjs"), format!("\"use strict\";\n{source}")),
    };
    let mut files = vec![SourceFile { path: entry.clone(), bytes: text.into_bytes() }];
    if source.contains("_FIXTURE") || source.contains("import") {
        files.extend(fixtures.iter().cloned());
    }
    let key = format!("t{number}");
    let (phase, error) = metadata.negative.clone().unwrap_or_default();
    let job = TestJob {
        entry: entry.clone(),
        expose: format!("./{key}"),
        harness: harness(checkout, metadata),
        is_module: variant == Variant::Module,
        is_async: metadata.has("async"),
        must_not_build: phase == "parse" || phase == "resolution",
        throws: (phase == "runtime").then_some(error),
    };
    let exempt = exempt(name, source, metadata);
    Test { path: name.to_owned(), variant, exempt, files: UnitFiles { key, entry, files }, job }
}

fn harness(checkout: &Path, metadata: &Metadata) -> Vec<PathBuf> {
    if metadata.has("raw") {
        return Vec::new();
    }
    let mut names = vec!["assert.js", "sta.js"];
    if metadata.has("async") {
        names.push("doneprintHandle.js");
    }
    for include in &metadata.includes {
        if !names.contains(&include.as_str()) {
            names.push(include);
        }
    }
    names.into_iter().map(|name| checkout.join("harness").join(name)).collect()
}

/// Rules by what a test is about, not by its result.
fn exempt(name: &str, source: &str, metadata: &Metadata) -> Option<Exempt> {
    let includes = |file: &str| metadata.includes.iter().any(|include| include == file);
    if includes("nativeFunctionMatcher.js") || name.contains("toString") {
        return Some(Exempt::FunctionText);
    }
    let computes = |call: &str| {
        let argument = |rest: &str| !rest.trim_start().starts_with(['\'', '"']);
        source.split(call).skip(1).any(argument)
    };
    if computes("import(") {
        return Some(Exempt::ComputedImport);
    }
    let file = name.rsplit('/').next().unwrap_or(name);
    let names = file.contains("fn-name") || file.contains("name") || source.contains(".name") || {
        ["'name'", "\"name\""].iter().any(|word| source.contains(word))
    };
    names.then_some(Exempt::Names)
}
