//! Runs a batch of random graphs: one package with an expose per graph, built twice, now and then served, and compared
//! with Node.

use std::fmt::Write as _;
use std::path::Path;

use crate::bundle::Start;
use crate::case_file::{CaseFile, SourceFile};
use crate::harness::{Job, Observed, Second};
use crate::outcome::{compare, indent};
use crate::project::Project;
use crate::random::{Graph, SHOW, graph};
use crate::run::{MODES, Tools, check_calm};
use crate::tree::read_tree;

/// Graphs of one batch.
const BATCH: u64 = 24;

/// Of so many batches one is served, too: all of them would cost a third more time.
const SERVED_EVERY: u64 = 4;

/// Of so many batches one is built a second time, in another directory.
const REBUILT_EVERY: u64 = 3;

struct Candidate {
    folder: String,
    seed: u64,
    graph: Graph,
}

/// A graph that Node can link.
struct Program {
    candidate: Candidate,
    expected: Observed,
}

/// Runs batch `number`; the error shows the sources of every graph that behaves differently.
pub fn run_random_batch(number: u64, tools: &Tools) -> Result<(), String> {
    let programs = linkable(number, tools)?;
    if tools.reference_only {
        return Ok(());
    }
    let project = Project::write(&format!("random-{number}"), &package(&programs))?;
    let mut failures = Vec::new();
    for (mode, is_minified) in MODES {
        let build = tools.bundler.build(&project.root, &project.output(mode), is_minified)?;
        if build.code != Some(0) {
            let kept = project.keep();
            return Err(format!("[{mode}] the build failed\n{}\noutput: {}", indent(&build.text), kept.display()));
        }
        if number.is_multiple_of(REBUILT_EVERY) {
            failures.extend(rebuild_elsewhere(number, &programs, mode, &project, tools).err());
        }
        failures.extend(check_all(&programs, mode, None, &project, tools));
    }
    if number.is_multiple_of(SERVED_EVERY) {
        match tools.bundler.serve(&project.root, &project.output("served"))? {
            Start::Serving(server) => {
                failures.extend(check_all(&programs, "served", Some(&server.url), &project, tools));
                failures.extend(check_calm(&server.said()?).err());
            }
            Start::Ended(build) => failures.push(format!("[served] the server ended\n{}", indent(&build.text))),
        }
    }
    if failures.is_empty() {
        return Ok(());
    }
    let kept = project.keep();
    Err(format!("{} of {BATCH} graphs\n{}\noutput: {}", failures.len(), failures.join("\n\n"), kept.display()))
}

fn check_all(
    programs: &[Program],
    mode: &'static str,
    server: Option<&str>,
    project: &Project,
    tools: &Tools,
) -> Vec<String> {
    let failure = |program: &Program| {
        let Candidate { seed, graph, .. } = &program.candidate;
        let error = check(program, mode, server, project, tools).err()?;
        Some(format!("[{mode}] seed {seed}: {error}\n{}", sources(graph)))
    };
    programs.iter().filter_map(failure).collect()
}

/// The same package in another directory must give the same bytes: no path, no thread and no hash map shows.
fn rebuild_elsewhere(
    number: u64,
    programs: &[Program],
    mode: &'static str,
    project: &Project,
    tools: &Tools,
) -> Result<(), String> {
    let other = Project::write(&format!("random-{number}"), &package(programs))?;
    tools.bundler.build(&other.root, &other.output(mode), mode == "minified")?;
    let (first, second) = (read_tree(&project.output(mode))?, read_tree(&other.output(mode))?);
    let differing = first.iter().find(|(name, bytes)| second.get(*name) != Some(bytes));
    match differing {
        None if first.len() == second.len() => Ok(()),
        None => Err(format!("[{mode}] the second build has more files")),
        Some((name, _)) => {
            Err(format!("[{mode}] `{name}` has other bytes when built a second time, in another directory"))
        }
    }
}

/// The graphs of the batch that link, with what Node does. The others are no valid programs.
fn linkable(number: u64, tools: &Tools) -> Result<Vec<Program>, String> {
    let candidate = |index: u64| {
        let (seed, folder) = (number * BATCH + index, format!("g{index}"));
        Candidate { seed, graph: graph(seed, &folder), folder }
    };
    let candidates: Vec<Candidate> = (0..BATCH).map(candidate).collect();
    let case = CaseFile { files: all_files(candidates.iter()), ..CaseFile::default() };
    let project = Project::write(&format!("random-{number}"), &case)?;
    let mut programs = Vec::new();
    for candidate in candidates {
        let mut expected = execute("reference", None, &candidate, &project, tools)?;
        // The flag of a CommonJS module is an export in Node only.
        for flag in ["__esModule: true, ", "__esModule: false, ", "__esModule: undefined, "] {
            expected.exports = expected.exports.replace(&format!("Module {{{flag}"), "Module {");
        }
        let is_valid = !expected.exports.contains("throws SyntaxError");
        if is_valid && expected.failure.is_none() {
            programs.push(Program { candidate, expected });
        }
    }
    if programs.len() < BATCH as usize / 2 {
        Err("too few graphs link: mend the generator".into())
    } else {
        Ok(programs)
    }
}

fn all_files<'all>(candidates: impl Iterator<Item = &'all Candidate>) -> Vec<SourceFile> {
    candidates.flat_map(|candidate| candidate.graph.files.iter().cloned()).collect()
}

fn package(programs: &[Program]) -> CaseFile {
    let mut exposes = Vec::new();
    for Program { candidate: Candidate { folder, graph, .. }, .. } in programs {
        exposes.push(format!("\"./{folder}\": \"./{}\"", graph.bundled(&format!("{folder}/index.mjs"))));
        let second = |second: &String| format!("\"./{folder}-second\": \"./{}\"", graph.bundled(second));
        exposes.extend(graph.second.iter().map(second));
    }
    let define = "\"define\": { \"DEFINED\": \"'from the configuration'\" }";
    let config = format!("{{ \"name\": \"remote\", {define}, \"exposes\": {{ {} }} }}", exposes.join(", "));
    let files = programs.iter().flat_map(|program| program.candidate.graph.bundled_files()).collect();
    CaseFile { files, config: Some(config), ..CaseFile::default() }
}

/// Compares once more when the first comparison fails: timers of a busy machine may overtake each other.
fn check(
    program: &Program,
    mode: &'static str,
    server: Option<&str>,
    project: &Project,
    tools: &Tools,
) -> Result<(), String> {
    let mut result = Ok(());
    for _ in 0..2 {
        let observed = execute(mode, server, &program.candidate, project, tools)?;
        result = match &observed.failure {
            Some(failure) => Err(format!("executing it failed\n{}", indent(failure))),
            None if program.candidate.graph.has_late_names() => {
                compare(&with_late_names(&program.expected, &observed), &observed)
            }
            None => compare(&program.expected, &observed),
        };
        if result.is_ok() {
            break;
        }
    }
    result
}

/// What is expected, with what was observed in place of each `undefined` and `not run`.
fn with_late_names(expected: &Observed, observed: &Observed) -> Observed {
    let fill = |expected: &str, observed: &str| {
        let text = expected.replace("not run", "undefined");
        let parts: Vec<&str> = text.split("undefined").collect();
        if has_parts(observed, &parts) { observed.to_owned() } else { expected.to_owned() }
    };
    let (log, exports) = (fill(&expected.log, &observed.log), fill(&expected.exports, &observed.exports));
    Observed { log, exports, failure: expected.failure.clone() }
}

/// Whether a text is these parts in this order, with anything between them.
fn has_parts(text: &str, parts: &[&str]) -> bool {
    let [first, middle @ .., last] = parts else { return parts.iter().all(|part| text == *part) };
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    for part in middle {
        let Some((_, behind)) = rest.split_once(part) else { return false };
        rest = behind;
    }
    rest.ends_with(last)
}

fn execute(
    mode: &'static str,
    server: Option<&str>,
    candidate: &Candidate,
    project: &Project,
    tools: &Tools,
) -> Result<Observed, String> {
    let folder = &candidate.folder;
    let second = |entry: &String| Second { entry: entry.clone(), expose: format!("./{folder}-second") };
    tools.harness.run(&Job {
        kind: if mode == "reference" { "reference" } else { "bundle" },
        name: folder,
        mode,
        dir: Path::new(&project.root),
        entry: format!("{folder}/index.mjs"),
        out: project.output(mode),
        server,
        container: Some("remote".into()),
        filename: Some("remoteEntry.js".into()),
        library: "var".into(),
        expose: format!("./{folder}"),
        second: candidate.graph.second.as_ref().map(second),
        throws: None,
        host: None,
        asserts: Vec::new(),
    })
}

fn sources(graph: &Graph) -> String {
    let mut text = String::new();
    for file in &graph.files {
        // The helper is the same in all modules.
        let code = String::from_utf8_lossy(&file.bytes).replace(SHOW, "");
        write!(text, "--- {}\n{code}", file.path).expect("writing to a string cannot fail");
    }
    text
}
