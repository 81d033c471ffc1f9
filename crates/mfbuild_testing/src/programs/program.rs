//! A whole program: its flavour, prelude, statements and exports.

use super::scope::{Frame, Kind};
use super::tree::{Node, print, print_reference};
use super::writer::{Flavor, Writer};

/// A random program.
#[derive(Clone)]
pub(crate) struct Program {
    pub seed: u64,
    pub flavor: Flavor,
    /// Statements, with prelude and exports.
    pub nodes: Vec<Node>,
}

const TRACE: &str = "function t(tag, value) { log.push(tag); return value; }";

impl Program {
    /// The program of a seed.
    pub fn new(seed: u64) -> Self {
        let flavor = match seed % 10 {
            0..5 => Flavor::Module,
            5 | 6 => Flavor::Sloppy,
            7 => Flavor::Strict,
            _ => Flavor::TypeScript,
        };
        Self::with_flavor(seed, flavor, true)
    }

    fn with_flavor(seed: u64, flavor: Flavor, may_wait: bool) -> Self {
        let mut writer = Writer::new(seed, flavor);
        writer.scope.frames.push(Frame { is_function: true, ..Frame::default() });
        let mut nodes = Vec::new();
        if flavor == Flavor::Strict {
            nodes.push(Node::line("'use strict';"));
        }
        nodes.push(Node::line("let fuel = 100;"));
        // What the compiler does not see the body of may have any effect.
        nodes.push(Node::line(if writer.random.percent(50) {
            TRACE
        } else {
            "const t = log.t ??= (tag, value) => (log.push(tag), value);"
        }));
        let is_module = matches!(flavor, Flavor::Module | Flavor::TypeScript);
        writer.scope.around.is_async = may_wait && is_module && writer.random.percent(20);
        let count = 3 + writer.random.below(9);
        nodes.extend(writer.statements(count));
        nodes.extend(ending(&mut writer));
        Self { seed, flavor, nodes }
    }

    /// The text that the bundler reads.
    pub fn source(&self) -> String {
        self.as_module(print(&self.nodes))
    }

    /// The text that Node runs.
    pub fn reference(&self) -> String {
        self.as_module(print_reference(&self.nodes))
    }

    /// TypeScript without imports and exports is a script.
    fn as_module(&self, text: String) -> String {
        if self.is_module() { text + "export {};\n" } else { text }
    }

    /// Extension of the source file.
    pub fn extension(&self) -> &'static str {
        match self.flavor {
            Flavor::Module => "mjs",
            Flavor::Sloppy | Flavor::Strict => "cjs",
            Flavor::TypeScript => "ts",
        }
    }

    /// Whether it is an ES module.
    pub fn is_module(&self) -> bool {
        matches!(self.flavor, Flavor::Module | Flavor::TypeScript)
    }
}

/// Logs and exports what the program has at its end.
fn ending(writer: &mut Writer) -> Vec<Node> {
    let is_shown =
        |kind: Kind| matches!(kind, Kind::Number | Kind::Text | Kind::Any | Kind::Array | Kind::Object | Kind::Big);
    let names: Vec<String> =
        writer.scope.visible().into_iter().filter(|name| is_shown(name.kind)).map(|name| name.text.clone()).collect();
    let shown: Vec<String> = names.iter().filter(|_| writer.random.percent(60)).cloned().collect();
    let mut nodes = Vec::new();
    if !shown.is_empty() {
        nodes.push(Node::line(format!("log.push({});", shown.join(", "))));
    }
    let exported: Vec<String> = names.into_iter().filter(|_| writer.random.percent(30)).collect();
    if matches!(writer.flavor, Flavor::Module | Flavor::TypeScript) && writer.random.percent(25) {
        nodes.push(writer.default_export());
    }
    match writer.flavor {
        Flavor::Module | Flavor::TypeScript if !exported.is_empty() => {
            nodes.push(Node::line(format!("export {{ {} }};", exported.join(", "))));
        }
        Flavor::Module | Flavor::TypeScript => {}
        _ => nodes.extend(exported.iter().map(|name| Node::line(format!("exports.{name} = {name};")))),
    }
    nodes
}

/// A random program as the body of a function of an ES module.
pub(crate) fn module_body(seed: u64) -> String {
    let nodes = Program::with_flavor(seed, Flavor::Module, false).nodes;
    let is_export = |node: &Node| matches!(node, Node::Line(text) if text.starts_with("export"));
    print(&nodes.into_iter().filter(|node| !is_export(node)).collect::<Vec<_>>())
}
