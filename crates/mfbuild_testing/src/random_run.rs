//! Runs a batch of random graphs: one package with an expose per graph, built twice, compared with Node.

use std::fmt::Write as _;
use std::path::Path;

use crate::case_file::{CaseFile, SourceFile};
use crate::harness::{Job, Observed};
use crate::outcome::{compare, indent};
use crate::project::Project;
use crate::random::graph;
use crate::run::{MODES, Tools};

/// Graphs of one batch.
const BATCH: u64 = 24;

/// A graph that Node can link.
struct Graph {
    folder: String,
    seed: u64,
    files: Vec<SourceFile>,
    expected: Observed,
}

/// Runs batch `number`; the error shows the sources of every graph that behaves differently.
pub fn run_random_batch(number: u64, tools: &Tools) -> Result<(), String> {
    let graphs = linkable_graphs(number, tools)?;
    if tools.reference_only {
        return Ok(());
    }
    let project = Project::write(&format!("random-{number}"), &package(&graphs))?;
    let mut failures = Vec::new();
    for (mode, is_minified) in MODES {
        let build = tools.bundler.build(&project.root, &project.output(mode), is_minified)?;
        if build.code != Some(0) {
            let kept = project.keep();
            return Err(format!("[{mode}] the build failed\n{}\noutput: {}", indent(&build.text), kept.display()));
        }
        for graph in &graphs {
            if let Err(error) = check(graph, mode, &project, tools) {
                failures.push(format!("[{mode}] seed {}: {error}\n{}", graph.seed, sources(graph)));
            }
        }
    }
    if failures.is_empty() {
        return Ok(());
    }
    let kept = project.keep();
    Err(format!("{} of {BATCH} graphs\n{}\noutput: {}", failures.len(), failures.join("\n\n"), kept.display()))
}

/// The graphs of the batch that link, with what Node does. The others are no valid programs.
fn linkable_graphs(number: u64, tools: &Tools) -> Result<Vec<Graph>, String> {
    let candidates: Vec<(u64, String)> =
        (0..BATCH).map(|index| (number * BATCH + index, format!("g{index}"))).collect();
    let all = candidates.iter().flat_map(|(seed, folder)| graph(*seed, folder)).collect();
    let project = Project::write(&format!("random-{number}"), &CaseFile { files: all, ..CaseFile::default() })?;
    let mut graphs = Vec::new();
    for (seed, folder) in candidates {
        let expected = execute("reference", &folder, &project, tools)?;
        let is_valid = !expected.exports.contains("throws SyntaxError");
        if is_valid && expected.failure.is_none() {
            graphs.push(Graph { files: graph(seed, &folder), folder, seed, expected });
        }
    }
    if graphs.len() < BATCH as usize / 2 { Err("too few graphs link: mend the generator".into()) } else { Ok(graphs) }
}

fn package(graphs: &[Graph]) -> CaseFile {
    let expose = |graph: &Graph| format!("\"./{0}\": \"./{0}/index.mjs\"", graph.folder);
    let exposes: Vec<String> = graphs.iter().map(expose).collect();
    let config = format!("{{ \"name\": \"remote\", \"exposes\": {{ {} }} }}", exposes.join(", "));
    let files = graphs.iter().flat_map(|graph| graph.files.iter().cloned()).collect();
    CaseFile { files, config: Some(config), ..CaseFile::default() }
}

/// Compares once more when the first comparison fails: timers of a busy machine may overtake each other.
fn check(graph: &Graph, mode: &'static str, project: &Project, tools: &Tools) -> Result<(), String> {
    let mut result = Ok(());
    for _ in 0..2 {
        let observed = execute(mode, &graph.folder, project, tools)?;
        result = match &observed.failure {
            Some(failure) => Err(format!("executing it failed\n{}", indent(failure))),
            None => compare(&graph.expected, &observed),
        };
        if result.is_ok() {
            break;
        }
    }
    result
}

fn execute(mode: &'static str, folder: &str, project: &Project, tools: &Tools) -> Result<Observed, String> {
    tools.harness.run(&Job {
        kind: if mode == "reference" { "reference" } else { "bundle" },
        name: folder,
        mode,
        dir: Path::new(&project.root),
        entry: format!("{folder}/index.mjs"),
        out: project.output(mode),
        container: Some("remote".into()),
        filename: Some("remoteEntry.js".into()),
        library: "var".into(),
        expose: format!("./{folder}"),
        throws: None,
        host: None,
        assert: None,
    })
}

fn sources(graph: &Graph) -> String {
    let mut text = String::new();
    for file in &graph.files {
        let code = String::from_utf8_lossy(&file.bytes);
        // The helper is the same in all modules.
        let shown = code.replace(crate::random::SHOW, "");
        write!(text, "--- {}\n{shown}", file.path).expect("writing to a string cannot fail");
    }
    text
}
