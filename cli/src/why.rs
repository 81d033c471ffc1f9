//! The words of `mfbuild why`: an answer as text for people, or as JSON.
//!
//! Owns their look; the facts come from the crate `mfbuild`, nothing is printed here.

use mfbuild::{Answer, Cause, Chain, How, Importer, Match, ModuleAnswer, ModuleStats, OutsideImporter, PackageAnswer};
use mfbuild::{Reason, User};

use crate::report::size_text;

/// Lines of a list; the rest is counted.
const MOST_LINES: usize = 12;
/// Names in a sentence.
const MOST_NAMES: usize = 4;

/// The answer as JSON.
pub fn json(answer: &Answer) -> String {
    let text = serde_json::to_string_pretty(answer).expect("strings and numbers are always serialisable");
    text + "\n"
}

/// The answer as text, with a line break at the end.
pub fn text(answer: &Answer, question: &str) -> String {
    match answer {
        Answer::Module(answer) => module(answer),
        Answer::Package(answer) => package(answer),
        Answer::Several { matches } => several(matches, question),
        Answer::Unknown { near } => unknown(near, question),
    }
}

fn unknown(near: &[String], question: &str) -> String {
    let mut text = format!("No module of this build is called `{question}`. What nothing asks for is never read.\n");
    text.push_str(&section("Names that are like it", near.to_vec()));
    text
}

fn several(matches: &[Match], question: &str) -> String {
    let line = |found: &Match| {
        let dropped = if found.included { "" } else { "  (dropped)" };
        format!("{}  {}{dropped}", found.name, size_text(found.size as usize))
    };
    let title = format!("{} modules have `{question}` in their names; ask for one of them", matches.len());
    section(&title, matches.iter().map(line).collect()).trim_start().to_string()
}

// ---- one module ----

fn module(answer: &ModuleAnswer) -> String {
    let module = &answer.module;
    let mut text = format!("{}\n  {}\n", module.name, facts(module));
    if !module.included {
        text.push_str(&dropped(answer));
        return text;
    }
    text.push_str(&section("Reached", chains(&answer.chains)));
    text.push_str(&section("Used", module.used_by.iter().map(|user| used(answer, user)).collect()));
    text.push_str(&section("Stays because", module.kept_by.iter().map(|reason| kept(answer, reason)).collect()));
    text
}

/// What it is, how large, and where it went.
fn facts(module: &ModuleStats) -> String {
    let mut facts = vec![match (module.format.as_deref(), module.kind.as_str()) {
        (Some("commonjs"), _) => "CommonJS module".to_string(),
        (Some(_), _) => "ES module".to_string(),
        (None, "style") => "style sheet".to_string(),
        (None, "shared" | "remote") => format!("{} module, chosen at run time", module.kind),
        (None, kind) => kind.to_string(),
    }];
    if let Some(package) = &module.package {
        let version = module.version.as_deref().map_or_else(String::new, |version| format!(" {version}"));
        facts.push(format!("of {package}{version}"));
    }
    facts.push(format!("{} of source", size_text(module.size as usize)));
    if let Some(size) = module.output_size.filter(|_| module.included) {
        facts.push(format!("{} of output", size_text(size as usize)));
    }
    if module.included && module.format.as_deref() == Some("esm") {
        facts.push(format!("{} of {} statements stay", module.statements.kept, module.statements.of));
    }
    if !module.files.is_empty() {
        facts.push(format!("in {}", module.files.join(", ")));
    }
    if let Some(scope) = module.scope.as_ref().filter(|scope| **scope != module.name) {
        facts.push(format!("in the scope of {scope}"));
    }
    facts.join(", ")
}

/// A module that was read for nothing.
fn dropped(answer: &ModuleAnswer) -> String {
    let module = &answer.module;
    let asks_in_vain = module.importers.iter().any(|importer| !answer.dropped.contains(&importer.module));
    let reason = match (module.importers.is_empty(), asks_in_vain) {
        (true, _) => "nothing asks for it",
        (_, true) => "nothing that stays uses an export of it, and it has no side effects that must happen",
        (_, false) => "all modules that ask for it were dropped",
    };
    let importers = module.importers.iter().map(|importer| asked(answer, importer)).collect();
    format!("\nDropped: {reason}.\n{}", section("Asked for", importers))
}

fn asked(answer: &ModuleAnswer, importer: &Importer) -> String {
    let dropped = if answer.dropped.contains(&importer.module) { ", which was dropped too" } else { "" };
    let how = how(importer.how, &importer.names);
    format!("{how} in {}{dropped}", answer.name(importer.module))
}

fn how(how: How, names: &[String]) -> String {
    let names = listed(names);
    match how {
        How::Import if names.is_empty() => "import".to_string(),
        How::Import => format!("import of {names}"),
        How::ReExport => format!("re-export of {names}"),
        How::ExportStar => "export *".to_string(),
        How::Provided => "provided variable".to_string(),
        How::Require => "require()".to_string(),
        How::RequireResolve => "require.resolve()".to_string(),
        How::Dynamic if names.is_empty() => "import()".to_string(),
        How::Dynamic => format!("import() of {names}"),
        How::Url => "url".to_string(),
        How::Style => "style sheet".to_string(),
        How::SharedCopy => "own copy of a shared dependency".to_string(),
    }
}

fn used(answer: &ModuleAnswer, user: &User) -> String {
    let via = user.via.iter().map(|module| answer.name(*module)).collect::<Vec<_>>();
    let via = if via.is_empty() { String::new() } else { format!(", through {}", via.join(" → ")) };
    format!("{} by {}{via}", listed(&user.names), answer.name(user.module))
}

fn kept(answer: &ModuleAnswer, reason: &Reason) -> String {
    let by = listed(&reason.by.iter().map(|module| answer.name(*module).to_string()).collect::<Vec<_>>());
    let detail = reason.detail.as_deref().unwrap_or_default();
    match reason.cause {
        Cause::Entry => format!("entry: {detail}"),
        Cause::Exposed => format!("exposed as {detail}: hosts may use all its exports"),
        Cause::Shared if detail.is_empty() => "shared: others may use all its exports".to_string(),
        Cause::Shared => format!("shared as {detail}: others may use all its exports"),
        Cause::SideEffects => side_effects(&answer.module, reason, &by),
        Cause::UsedExports => "some of its exports are used".to_string(),
        Cause::NamespaceSeen => format!("its namespace is seen by {by}: all its exports stay"),
        Cause::Required => format!("required by {by}"),
        Cause::Dynamic => format!("loaded with import() by {by}"),
        Cause::Url => format!("its url is used by {by}"),
        Cause::Style => format!("style sheet of {by}"),
        Cause::CommonJs => "CommonJS whose `exports` may be seen by code in it: it stays as a whole".to_string(),
        Cause::TopLevelAwait => "top-level await: it stays a scope of its own".to_string(),
        Cause::Eval => "eval: it may see every name, nothing of it is dropped".to_string(),
    }
}

fn side_effects(module: &ModuleStats, reason: &Reason, by: &str) -> String {
    let lines: Vec<String> = reason.lines.iter().map(usize::to_string).collect();
    let word = if lines.len() == 1 { "line" } else { "lines" };
    let place = match lines[..] {
        [] => String::new(),
        _ => format!(" at {word} {}", lines.join(", ")),
    };
    let is_script = module.format.is_some();
    match (by, is_script) {
        ("", _) => format!("side effects{place}, which stay with what is used"),
        (_, true) => format!("side effects{place}: it runs since it is imported by {by}"),
        (_, false) => format!("imported by {by}"),
    }
}

// ---- a package ----

fn package(answer: &PackageAnswer) -> String {
    let source = answer.kept.iter().map(|module| module.size).sum::<u64>();
    let output = answer.kept.iter().filter_map(|module| module.output_size).sum::<u64>();
    let versions = answer.versions.join(" and ");
    let mut text = format!("{} {versions}", answer.name).trim_end().to_string();
    let (source, output) = (size_text(source as usize), size_text(output as usize));
    text.push_str(&format!("\n  {} modules stay ({source} of source, {output} of output)", answer.kept.len()));
    text.push_str(&format!(", {} were read and dropped\n", answer.dropped));
    text.push_str(&section("Reached", chains(&answer.chains)));
    text.push_str(&section("Asked for by other packages", answer.importers.iter().map(outside).collect()));
    text.push_str(&section("Modules that stay", answer.kept.iter().map(kept_module).collect()));
    text
}

fn outside(importer: &OutsideImporter) -> String {
    format!("{} in {} → {}", how(importer.how, &importer.names), importer.importer, importer.module)
}

fn kept_module(module: &ModuleStats) -> String {
    let size = match module.output_size {
        Some(size) => format!("{} of output", size_text(size as usize)),
        None => format!("{} of source", size_text(module.size as usize)),
    };
    let used =
        if module.used_exports.is_empty() { String::new() } else { format!(": {}", listed(&module.used_exports)) };
    format!("{}  {size}{used}", module.name)
}

// ---- parts ----

fn chains(chains: &[Chain]) -> Vec<String> {
    let line = |chain: &Chain| {
        let detail = chain.root.detail.as_deref().unwrap_or("share");
        let root = if chain.root.cause == Cause::Exposed { format!("expose {detail}") } else { detail.to_string() };
        format!("{root}: {}", chain.modules.join(" → "))
    };
    chains.iter().map(line).collect()
}

/// A title and its lines; nothing where there are none.
fn section(title: &str, lines: Vec<String>) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let rest = lines.len().saturating_sub(MOST_LINES);
    let more = if rest == 0 { String::new() } else { format!("  … and {rest} more\n") };
    let lines: String = lines.iter().take(MOST_LINES).map(|line| format!("  {line}\n")).collect();
    format!("\n{title}:\n{lines}{more}")
}

/// `a, b and 3 more`; `*` is the namespace.
fn listed(names: &[String]) -> String {
    let shown = |name: &String| if name == "*" { "everything (*)".to_string() } else { name.clone() };
    let first: Vec<String> = names.iter().take(MOST_NAMES).map(shown).collect();
    let rest = names.len().saturating_sub(first.len());
    if rest == 0 { first.join(", ") } else { format!("{} and {rest} more", first.join(", ")) }
}
