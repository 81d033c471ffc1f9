//! Random small graphs of style sheets that import each other.
//!
//! Owns the generator. A graph has a handful of files that set the same few properties of the same few elements, each
//! time to another value, and import each other: twice, in cycles, under media queries, `supports()` and layers, with
//! fragments, and from other hosts.

use std::fmt::Write as _;

use crate::case_file::SourceFile;
use crate::numbers::Random;

/// The elements that are looked at.
pub(crate) const HTML: &str =
    "<div class=\"a\"><p class=\"a b\"><b class=\"b c\" id=\"i\"></b></p><i class=\"c\"></i></div>";

/// The properties that are looked at.
pub(crate) const PROPERTIES: [&str; 12] = [
    "color",
    "background-color",
    "outline-color",
    "border-top-color",
    "border-left-color",
    "padding-top",
    "padding-left",
    "margin-left",
    "z-index",
    "--x",
    "--y",
    "animation-name",
];

/// The host that other sheets come from; its root is that of the package.
pub(crate) const HOST: &str = "css.test";

const MEDIA: [&str; 8] = [
    "screen",
    "print",
    "all",
    "(min-width: 400px)",
    "(max-width: 400px)",
    "not print",
    "screen and (min-width: 400px)",
    "print, (min-width: 400px)",
];
const SUPPORTS: [&str; 5] =
    ["display: grid", "not (display: grid)", "selector(a > b)", "(display: grid) or (x: y)", "(x: y)"];
const LAYERS: [&str; 5] = ["a", "b", "c", "a.b", "b.a"];
const SELECTORS: [&str; 7] = [".a", ".b", ".c", ".a .b", "p", "#i", ".a > .c, .b.c"];

/// A graph: its files, and those that a page links or a script imports, in order.
pub(crate) struct CssGraph {
    pub(crate) files: Vec<SourceFile>,
    pub(crate) sheets: Vec<String>,
}

/// The graph of a seed, in a folder.
pub(crate) fn css_graph(seed: u64, folder: &str) -> CssGraph {
    let mut writer = Writer { random: Random::new(seed), folder, n_values: 0 };
    let n_files = 2 + writer.random.below(6);
    let n_others = usize::from(writer.random.percent(20)) * 2;
    let mut files: Vec<SourceFile> =
        (0..n_files).map(|at| writer.file(&format!("f{at}.css"), n_files, n_others)).collect();
    files.extend((0..n_others).map(|at| writer.other(at)));
    let n_sheets = if writer.random.percent(25) { 2 + writer.random.below(2) } else { 1 };
    let sheets: Vec<String> = (0..n_sheets.min(n_files)).map(|at| format!("{folder}/f{at}.css")).collect();
    let script: String = (0..sheets.len()).map(|at| format!("import './f{at}.css';\n")).collect();
    files.push(SourceFile { path: format!("{folder}/index.js"), bytes: (script + "export {};\n").into_bytes() });
    CssGraph { files, sheets }
}

struct Writer<'f> {
    random: Random,
    folder: &'f str,
    n_values: usize,
}

impl Writer<'_> {
    fn file(&mut self, name: &str, n_files: usize, n_others: usize) -> SourceFile {
        let mut text = String::new();
        if self.random.percent(5) {
            text.push_str("@charset \"utf-8\";\n");
        }
        if self.random.percent(12) {
            let layers = [self.pick(&LAYERS), self.pick(&LAYERS)];
            text.push_str(&format!("@layer {};\n", layers.join(", ")));
        }
        for _ in 0..self.random.below(4) {
            let import = self.import(n_files, n_others);
            text.push_str(&import);
        }
        if self.random.percent(3) {
            text.push_str("@namespace url(http://www.w3.org/1999/xhtml);\n@namespace s url(http://www.w3.org/2000/svg);\ns|p { z-index: 77 }\n");
        }
        for _ in 0..1 + self.random.below(4) {
            self.block(&mut text, 0);
        }
        if self.random.percent(4) {
            let import = self.import(n_files, n_others);
            text.push_str(&import);
        }
        SourceFile { path: format!("{}/{name}", self.folder), bytes: text.into_bytes() }
    }

    /// A sheet of the other host.
    fn other(&mut self, at: usize) -> SourceFile {
        let mut text = String::new();
        self.block(&mut text, 1);
        SourceFile { path: format!("{}/other{at}.css", self.folder), bytes: text.into_bytes() }
    }

    fn import(&mut self, n_files: usize, n_others: usize) -> String {
        let target = self.random.below(n_files);
        let mut address = match self.random.below(10) {
            0 => format!("f{target}.css"),
            1 => format!("./f{target}.css#{}", self.random.below(3)),
            2 if n_others > 0 => format!("http://{HOST}/{}/other{}.css", self.folder, self.random.below(n_others)),
            3 if self.random.percent(20) => "data:text/css,.a{--x:data}".to_owned(),
            _ => format!("./f{target}.css"),
        };
        address = match self.random.below(4) {
            0 => format!("url({address})"),
            1 => format!("url(\"{address}\")"),
            _ => format!("\"{address}\""),
        };
        let mut text = format!("@import {address}");
        if self.random.percent(25) {
            let layer = if self.random.percent(40) { String::new() } else { format!("({})", self.pick(&LAYERS)) };
            text.push_str(&format!(" layer{layer}"));
        }
        if self.random.percent(12) {
            text.push_str(&format!(" supports({})", self.pick(&SUPPORTS)));
        }
        if self.random.percent(30) {
            text.push_str(&format!(" {}", self.pick(&MEDIA)));
        }
        text + ";\n"
    }

    fn block(&mut self, text: &mut String, depth: usize) {
        let kind = if depth > 2 { 0 } else { self.random.below(14) };
        let head = match kind {
            8 | 9 => format!("@layer {}", self.pick(&LAYERS)),
            10 => "@layer".to_owned(),
            11 => format!("@media {}", self.pick(&MEDIA)),
            12 => "@supports (display: grid)".to_owned(),
            13 => {
                let _ = writeln!(text, "@layer {}, {};", self.pick(&LAYERS), self.pick(&LAYERS));
                return;
            }
            7 => return self.keyframes(text),
            _ => return self.rule(text),
        };
        let _ = writeln!(text, "{head} {{");
        for _ in 0..self.random.below(3) {
            self.block(text, depth + 1);
        }
        text.push_str("}\n");
    }

    fn rule(&mut self, text: &mut String) {
        let selector = self.pick(&SELECTORS);
        let _ = writeln!(text, "{selector} {{");
        for _ in 0..1 + self.random.below(4) {
            self.declaration(text);
        }
        if self.random.percent(10) {
            let inner = self.pick(&["&", "& .b", ".c", "&.b"]);
            let _ = writeln!(text, "  {inner} {{");
            self.declaration(text);
            text.push_str("  }\n");
        }
        text.push_str("}\n");
    }

    fn keyframes(&mut self, text: &mut String) {
        let value = self.value();
        let _ = writeln!(text, "@keyframes k{} {{ from {{ z-index: {value} }} to {{ z-index: {value} }} }}", value % 3);
    }

    fn declaration(&mut self, text: &mut String) {
        let value = self.value();
        let important = if self.random.percent(15) { " !important" } else { "" };
        let color = format!("#{:06x}", value * 4 + 65536);
        let declaration = match self.random.below(13) {
            0 | 1 => format!("color: {color}"),
            2 => format!("background-color: {color}"),
            3 => format!("outline-color: {color}"),
            4 => format!("border-color: {color}"),
            5 => format!("border-top-color: {color}"),
            6 => format!("padding: {value}px"),
            7 => format!("padding-left: {value}px"),
            8 => format!("margin: 0 {value}px"),
            9 => format!("z-index: {value}"),
            10 => format!("--x: {value}"),
            11 => format!("--y: v{value}"),
            _ => format!("animation: k{} 100s paused", value % 3),
        };
        let _ = writeln!(text, "  {declaration}{important};");
    }

    /// A number that no other declaration of the graph has.
    fn value(&mut self) -> usize {
        self.n_values += 1;
        self.n_values
    }

    fn pick(&mut self, list: &[&'static str]) -> &'static str {
        list[self.random.below(list.len())]
    }
}
