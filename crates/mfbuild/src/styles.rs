//! Style sheets as modules: what their JavaScript says, and the style sheet of a chunk.
//!
//! Owns the order of requests of a style sheet module: first those of its JavaScript (composed files), then its
//! `@import`s, then its urls.

use mfbuild_css::{CssExport, CssFile, CssImport, ExportPart, PrintedPart};
use mfbuild_diagnostics::SourceText;

use crate::assets::quoted;
use crate::graph::{Module, ModuleGraph, ModuleIdx, ModuleKind, Target};

/// A parsed style sheet and the conditions under which other sheets import it.
#[derive(Debug)]
pub struct StyleSheet {
    /// The file.
    pub file: CssFile,
    /// `@import` conditions around it, innermost last.
    pub conditions: Vec<CssImport>,
}

impl StyleSheet {
    /// Whether both ask for the same files in the same order: one can take the place of the other.
    pub fn asks_for_the_same_as(&self, other: &Self) -> bool {
        let urls = |sheet: &Self| sheet.file.urls.iter().map(|url| url.request.clone()).collect::<Vec<_>>();
        self.file.imports == other.file.imports && urls(self) == urls(other)
    }
}

/// A text that tells two sets of conditions apart.
pub fn conditions_key(conditions: &[CssImport]) -> String {
    let parts = conditions.iter().filter(|import| is_conditional(import));
    let text = |import: &CssImport| {
        let media = import.media.iter().map(|media| format!(" media {media}"));
        let supports = import.supports.iter().map(|condition| format!(" supports {condition}"));
        let layer = import.layer.iter().map(|layer| format!(" layer {layer:?}"));
        media.chain(supports).chain(layer).collect::<String>() + ";"
    };
    parts.map(text).collect()
}

fn is_conditional(import: &CssImport) -> bool {
    import.media.is_some() || import.supports.is_some() || import.layer.is_some()
}

/// The JavaScript of a style sheet: a named export for each class of a css module, and all of them as default.
///
/// With `is_hot` one without classes has nothing that others could hold: it can be replaced by itself.
pub fn module_text(file: &CssFile, is_hot: bool) -> String {
    let mut text = String::new();
    if is_hot && file.exports.is_empty() {
        text.push_str("module.hot.accept();\n");
    }
    let mut requests: Vec<&str> = Vec::new();
    let mut names = String::new();
    for (at, (name, export)) in file.exports.iter().enumerate() {
        let value = class_value(file, export, &mut requests);
        text.push_str(&format!("const c{at} = {value};\n"));
        if name != "default" {
            text.push_str(&format!("export {{ c{at} as {} }};\n", quoted(name)));
        }
        names.push_str(&format!("[{}]: c{at}, ", quoted(name)));
    }
    let imports: String =
        requests.iter().enumerate().map(|(at, request)| format!("import r{at} from {};\n", quoted(request))).collect();
    format!("{imports}{text}export default {{ {names}}};\n")
}

fn class_value<'f>(file: &'f CssFile, export: &'f CssExport, requests: &mut Vec<&'f str>) -> String {
    let mut parts: Vec<String> = Vec::new();
    collect_parts(file, export, requests, &mut parts, 0);
    parts.join(" + \" \" + ")
}

/// Own classes, then composed ones in order; a composition that leads back to itself ends.
fn collect_parts<'f>(
    file: &'f CssFile,
    export: &'f CssExport,
    requests: &mut Vec<&'f str>,
    parts: &mut Vec<String>,
    depth: usize,
) {
    for part in &export.parts {
        match part {
            ExportPart::Text(class) | ExportPart::Global(class) => parts.push(quoted(class)),
            ExportPart::Local(name) => {
                let other = file.exports.iter().find(|(known, _)| known == name);
                if let Some((_, other)) = other.filter(|_| depth < file.exports.len()) {
                    collect_parts(file, other, requests, parts, depth + 1);
                }
            }
            ExportPart::File(reference) => {
                let known = requests.iter().position(|request| *request == reference.request);
                let at = known.unwrap_or_else(|| {
                    requests.push(&reference.request);
                    requests.len() - 1
                });
                parts.push(format!("r{at}[{}]", quoted(&reference.name)));
            }
        }
    }
}

/// The style sheet of a chunk that lies in `static/`, with its source map if wanted; the map's name is `map_file`.
pub fn chunk_style(graph: &ModuleGraph, styles: &[ModuleIdx], map_file: Option<&str>) -> (String, Option<String>) {
    let parts: Vec<PrintedPart> = styles.iter().filter_map(|style| printed(graph, graph.module(*style))).collect();
    mfbuild_css::join(&parts, map_file)
}

fn printed(graph: &ModuleGraph, module: &Module) -> Option<PrintedPart> {
    let ModuleKind::Style(style) = &module.kind else { return None };
    let urls = module.facts.imports.len() + style.file.imports.len();
    let replacements: Vec<String> = style
        .file
        .urls
        .iter()
        .zip(&module.targets[urls..])
        .map(|(url, target)| asset_address(graph, url, *target))
        .collect();
    let mut css = mfbuild_css::print(&style.file, &replacements);
    for condition in style.conditions.iter().rev().filter(|import| is_conditional(import)) {
        css = mfbuild_css::wrap_import(css, condition);
    }
    let source = SourceText { path: module.source.path.clone(), text: module.source.text.clone() };
    Some(PrintedPart { css, source })
}

/// Both lie in `static/`, so the address is the bare file name, with what followed the path in the source.
fn asset_address(graph: &ModuleGraph, url: &mfbuild_css::CssUrl, target: Target) -> String {
    let suffix = url.path_and_suffix().1;
    match target.module().map(|module| &graph.module(module).kind) {
        Some(ModuleKind::Asset(asset)) => {
            let name = asset.file_name.rsplit('/').next().unwrap_or(&asset.file_name);
            let fragment = suffix.find('#').map_or("", |at| &suffix[at..]);
            format!("{name}{fragment}")
        }
        _ => url.request.clone(),
    }
}
