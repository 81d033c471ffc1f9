//! STUB by the lead, to be replaced: the html page of an app.
#![allow(missing_docs, clippy::all)]
use mfbuild_diagnostics::Diagnostic;
#[derive(Clone, Copy)]
pub struct ConfigScript<'a> { pub kind: &'a str, pub id: Option<&'a str>, pub json: &'a str }
#[derive(Clone, Copy)]
pub struct Page<'a> { pub template: &'a str, pub public_path: &'a str, pub metas: &'a [(&'a str, &'a str)], pub scripts: &'a [String], pub is_module: bool, pub styles: &'a [String], pub config: Option<ConfigScript<'a>>, pub minify: bool, pub drop_script: Option<&'a str> }
pub fn page(page: &Page) -> Result<String, Diagnostic> { let s: String = page.scripts.iter().map(|s| format!("<script defer src=\"{}/{s}\"></script>", page.public_path)).chain(page.styles.iter().map(|s| format!("<link rel=stylesheet href=\"{}/{s}\">", page.public_path))).collect(); Ok(page.template.replace("</head>", &format!("{s}</head>"))) }
pub fn stock_template(title: &str) -> String { format!("<!doctype html><html><head><title>{title}</title></head><body><div id=root></div></body></html>") }
pub fn entry_script(template: &str) -> Option<String> { let _ = template; None }
