//! Runs a batch of random style sheets: one package with an expose per graph, built twice, and drawn in Chromium beside
//! the sources.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::case_file::{CaseFile, SourceFile};
use crate::outcome::indent;
use crate::project::Project;
use crate::random_css::{CssGraph, HOST, HTML, PROPERTIES, css_graph};
use crate::run::{MODES, Tools};

/// Graphs of one batch: one package, one browser.
const BATCH: u64 = 500;

/// So many graphs are shown when a batch fails.
const MOST_SHOWN: usize = 5;

/// The steps of the page in the browser.
#[derive(Serialize)]
struct Job<'batch> {
    browser: &'batch Path,
    host: &'static str,
    sources: &'batch Path,
    outputs: BTreeMap<&'static str, PathBuf>,
    html: &'static str,
    properties: &'static [&'static str],
    graphs: Vec<JobGraph<'batch>>,
}

#[derive(Serialize)]
struct JobGraph<'batch> {
    name: &'batch str,
    sheets: &'batch [String],
}

/// A computed value that the sources and a build do not share.
#[derive(Deserialize)]
struct Difference {
    name: String,
    mode: String,
    width: String,
    element: usize,
    property: String,
    expected: String,
    found: String,
}

/// Runs batch `number` in `browser`; the error shows the sources of graphs that are drawn differently.
pub fn run_random_css_batch(number: u64, browser: &Path, tools: &Tools) -> Result<(), String> {
    let named = |seed: u64| {
        let folder = format!("g{seed}");
        (css_graph(seed, &folder), folder)
    };
    let graphs: BTreeMap<String, CssGraph> =
        (number * BATCH..(number + 1) * BATCH).map(named).map(|(graph, name)| (name, graph)).collect();
    let project = Project::write(&format!("random-css-{number}"), &package(&graphs))?;
    for (mode, is_minified) in MODES {
        let build = tools.bundler.build(&project.root, &project.output(mode), is_minified)?;
        if build.code != Some(0) {
            let kept = project.keep();
            return Err(format!("[{mode}] the build failed\n{}\noutput: {}", indent(&build.text), kept.display()));
        }
    }
    let differences = draw(&graphs, browser, &project)?;
    let mut by_graph: BTreeMap<&str, &Difference> = BTreeMap::new();
    for difference in differences.iter().rev() {
        by_graph.insert(&difference.name, difference);
    }
    if by_graph.is_empty() {
        return Ok(());
    }
    // Small ones are the ones to read.
    let size = |graph: &CssGraph| graph.files.iter().map(|file| file.bytes.len()).sum::<usize>();
    let mut smallest: Vec<_> = by_graph.values().map(|found| (*found, &graphs[&found.name])).collect();
    smallest.sort_by_key(|(_, graph)| size(graph));
    let shown: Vec<String> =
        smallest.iter().take(MOST_SHOWN).map(|(difference, graph)| shown(difference, graph)).collect();
    let kept = project.keep();
    Err(format!("{} of {BATCH} graphs\n{}\noutput: {}", by_graph.len(), shown.join("\n\n"), kept.display()))
}

fn draw(graphs: &BTreeMap<String, CssGraph>, browser: &Path, project: &Project) -> Result<Vec<Difference>, String> {
    let job = Job {
        browser,
        host: HOST,
        sources: &project.root,
        outputs: MODES.iter().map(|(mode, _)| (*mode, project.output(mode))).collect(),
        html: HTML,
        properties: &PROPERTIES,
        graphs: graphs.iter().map(|(name, graph)| JobGraph { name, sheets: &graph.sheets }).collect(),
    };
    let job = serde_json::to_vec(&job).map_err(|error| error.to_string())?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("harness/css.mjs");
    let mut child = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run `node`: {error}"))?;
    child.stdin.take().expect("stdin was piped").write_all(&job).map_err(|error| error.to_string())?;
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err("the style sheets could not be drawn".into());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(|line| serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))).collect()
}

fn package(graphs: &BTreeMap<String, CssGraph>) -> CaseFile {
    let exposes: Vec<String> = graphs.keys().map(|name| format!("\"./{name}\": \"./{name}/index.js\"")).collect();
    let config = format!("{{ \"name\": \"remote\", \"exposes\": {{ {} }} }}", exposes.join(", "));
    let files: Vec<SourceFile> = graphs.values().flat_map(|graph| graph.files.iter().cloned()).collect();
    CaseFile { files, config: Some(config), ..CaseFile::default() }
}

fn shown(difference: &Difference, graph: &CssGraph) -> String {
    let Difference { name, mode, width, element, property, expected, found } = difference;
    let mut text = format!("[{mode}] {name}: `{property}` of element {element} ({width}) is {found}, not {expected}\n");
    for file in &graph.files {
        let code = String::from_utf8_lossy(&file.bytes);
        write!(text, "--- {}\n{code}", file.path).expect("writing to a string cannot fail");
    }
    text
}
