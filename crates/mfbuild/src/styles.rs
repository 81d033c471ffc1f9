//! Style sheets as modules: what their JavaScript says, and the style sheets of chunks.
//!
//! Owns the order of requests of a style sheet module: first those of its JavaScript (composed files), then its
//! `@import`s, then its urls. A style sheet that a script imports belongs to a chunk, and the files that it imports
//! itself are copied into the style sheet of that chunk (`cascade.rs`).

mod cascade;
mod check;
mod sheet;

use mfbuild_config::BuildOptions;
use mfbuild_css::{CssExport, CssFile, ExportPart};

use crate::assets::quoted;
use crate::names::short_hash;

pub use cascade::imported;
pub use check::check_styles;
pub use sheet::style_files;

/// A parsed style sheet.
#[derive(Debug)]
pub struct StyleSheet {
    /// The file.
    pub file: CssFile,
}

impl StyleSheet {
    /// Whether both ask for the same files in the same order: one can take the place of the other.
    pub fn asks_for_the_same_as(&self, other: &Self) -> bool {
        let urls = |sheet: &Self| sheet.file.urls.iter().map(|url| url.request.clone()).collect::<Vec<_>>();
        let layers = |sheet: &Self| (sheet.file.layers.clone(), sheet.file.has_namespaces);
        self.file.imports == other.file.imports && layers(self) == layers(other) && urls(self) == urls(other)
    }
}

/// Six letters that tell the names of one file or chunk from those of others, also of other builds on the same page.
pub fn name_salt(options: &BuildOptions, path: &str) -> String {
    short_hash(format!("{}|{path}", options.federation.unique_name).as_bytes())[..6].to_string()
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
