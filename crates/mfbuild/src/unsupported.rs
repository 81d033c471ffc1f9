//! Warnings about code that stays and fails in browsers: globals of Node, requests that are known at run time only.
//!
//! Owns the wording and the grouping: the package's own code is told name by name, an installed package once for each
//! name, since its files cannot be mended here.

use indexmap::IndexMap;
use mfbuild_diagnostics::Diagnostic;
use mfbuild_js::facts::{Unsupported, UnsupportedKind};
use rustc_hash::FxHashSet;

use crate::graph::{Module, ModuleGraph, ModuleIdx, ModuleKey};
use crate::shake::Live;

/// At most this many other modules are named.
const LISTED: usize = 3;

/// One warning for each expression, or for each name and installed package.
///
/// Builds that are not optimised keep statements that nothing uses: there installed code is not judged.
pub fn unsupported(graph: &ModuleGraph, live: &Live, is_optimized: bool) -> Vec<Diagnostic> {
    let is_read =
        |index: &ModuleIdx| live.is_included(*index) && matches!(graph.module(*index).key, ModuleKey::File(..));
    let included: Vec<ModuleIdx> = graph.indices().filter(is_read).collect();
    let set = included.iter().flat_map(|index| &graph.module(*index).facts.sets_globals);
    let set: FxHashSet<&str> = set.map(String::as_str).collect();
    let mut groups: IndexMap<Group, Vec<(&Module, &Unsupported)>> = IndexMap::new();
    for index in included {
        let module = graph.module(index);
        for (at, statement) in module.facts.statements.iter().enumerate() {
            if !live.statements[index.at()][at] || (module.is_dependency() && !is_optimized) {
                continue;
            }
            for found in &statement.unsupported {
                if !set.contains(root(&found.text)) {
                    groups.entry(Group::of(module, found)).or_default().push((module, found));
                }
            }
        }
    }
    groups.into_iter().map(|(group, uses)| describe(&group, &uses)).collect()
}

/// The content of one warning.
#[derive(PartialEq, Eq, Hash)]
struct Group {
    kind: UnsupportedKind,
    /// The installed package.
    package: Option<String>,
    text: String,
}

impl Group {
    fn of(module: &Module, found: &Unsupported) -> Self {
        if !module.is_dependency() {
            return Self { kind: found.kind, package: None, text: found.text.clone() };
        }
        let name = module.package.as_ref().and_then(|package| package.name.clone());
        let text = match found.kind {
            UnsupportedKind::NodeGlobal => root(&found.text),
            _ => &found.text,
        };
        Self { kind: found.kind, package: Some(name.unwrap_or_default()), text: text.to_owned() }
    }
}

/// `process` of `process.env.X`.
fn root(text: &str) -> &str {
    text.split(['.', '(']).next().unwrap_or(text)
}

fn describe(group: &Group, uses: &[(&Module, &Unsupported)]) -> Diagnostic {
    let (first, found) = uses[0];
    let Group { kind, package, text } = group;
    let subject = match package {
        None => format!("`{text}`"),
        Some(package) => format!("`{text}` in `{package}`"),
    };
    let (code, predicate) = match kind {
        UnsupportedKind::NodeGlobal => ("node-global", "does not exist in browsers"),
        UnsupportedKind::NodePath => ("node-global", "has a made-up value in browsers"),
        UnsupportedKind::ImportMeta if text.starts_with("import.meta.env.") => {
            ("import-meta", "throws in the browser, where `import.meta.env` is `undefined`")
        }
        UnsupportedKind::ImportMeta => ("import-meta", "is `undefined` in the output"),
        UnsupportedKind::RequireValue => {
            ("not-expanded", "is used as a value: modules that it is asked for at run time are not in the output")
        }
        UnsupportedKind::CommonJs => ("commonjs", "is `undefined` in the output"),
        UnsupportedKind::Request => ("not-expanded", "is not expanded, and fails in the browser if it runs"),
    };
    let warning = Diagnostic::warning(code, format!("{subject} {predicate}"));
    let warning = warning.with_label(first.source.clone(), found.span.clone(), "used here").with_help(help(group));
    let mut others: Vec<&str> = Vec::new();
    for (module, _) in uses {
        if module.name != first.name && !others.contains(&&*module.name) {
            others.push(&module.name);
        }
    }
    if others.is_empty() { warning } else { warning.with_note(also_in(&others)) }
}

fn also_in(others: &[&str]) -> String {
    let shown: Vec<String> = others.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    match others.len() - shown.len() {
        0 => format!("also in {}", shown.join(", ")),
        more => format!("also in {} and {more} more modules", shown.join(", ")),
    }
}

/// The text to write into the configuration, or into the code.
fn help(group: &Group) -> String {
    let text = &group.text;
    let defined = || format!("give it a value in `mfbuild.config.json`: `\"define\": {{ \"{text}\": \"\\\"…\\\"\" }}`");
    match (group.kind, root(text)) {
        (UnsupportedKind::RequireValue, _) if group.package.is_none() => {
            "call it with the path of a module: `require('./module')`".to_owned()
        }
        (UnsupportedKind::RequireValue, _) => {
            "nothing needs to be done if that code does not run; else use a version of the package for browsers"
                .to_owned()
        }
        (UnsupportedKind::CommonJs, _) => common_help(text).to_owned(),
        (UnsupportedKind::Request, _) => {
            "nothing needs to be done if that code does not run; else use a version of the package for browsers"
                .to_owned()
        }
        (UnsupportedKind::ImportMeta, _) if text.starts_with("import.meta.env.") => defined(),
        (UnsupportedKind::ImportMeta, _) if text == "import.meta.env" => {
            "define the values that are used in `mfbuild.config.json`: \
             `\"define\": { \"import.meta.env.MODE\": \"\\\"production\\\"\" }`"
                .to_owned()
        }
        (UnsupportedKind::ImportMeta, _) => {
            "use `import.meta.url`, or `new URL('./file', import.meta.url)` for a file of the package".to_owned()
        }
        (UnsupportedKind::NodePath, _) => {
            "use `new URL('./file', import.meta.url)` for a file of the package".to_owned()
        }
        (_, "process") if text.starts_with("process.env.") => defined(),
        (_, "process") => provide("process", "\"process/browser\""),
        (_, "Buffer") => provide("Buffer", "[\"buffer/\", \"Buffer\"]"),
        (_, name) => format!("use `setTimeout`, or {}", provide(name, &format!("[\"timers-browserify\", \"{name}\"]"))),
    }
}

/// The replacement to write for a property of `require` or `module`.
fn common_help(text: &str) -> &'static str {
    match text {
        "module.parent" => {
            "the module is always a part of a page; `require.main === module` asks whether it is the program itself, and is \
             false here"
        }
        "module.children" | "module.loaded" | "module.isPreloading" => "modules of the output have `id` and `exports`",
        "require.extensions" => {
            "say how files are read in `mfbuild.config.json`: `\"loaders\": { \".graphql\": \"text\" }`"
        }
        _ if text.starts_with("require.main") => {
            "`require.main` itself is `undefined`: no CommonJS module is the program"
        }
        _ => "use `new URL('./file', import.meta.url)` in an ES module for a file of the package",
    }
}

fn provide(name: &str, target: &str) -> String {
    format!("install a polyfill and name it in `mfbuild.config.json`: `\"provide\": {{ \"{name}\": {target} }}`")
}
