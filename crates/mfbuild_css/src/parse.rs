//! One file: from source text to everything that is known of it.

use std::borrow::Cow;
use std::sync::{Arc, RwLock};

use lightningcss::css_modules;
use lightningcss::error::{Error, MinifyErrorKind, PrinterErrorKind};
use lightningcss::printer::PrinterOptions;
use lightningcss::rules::{CssRule, Location};
use lightningcss::stylesheet::{MinifyOptions, ParserFlags, ParserOptions, StyleSheet};
use mfbuild_diagnostics::{Diagnostic, Severity, SourceText};
use parcel_sourcemap::SourceMap;

use crate::globals;
use crate::imports::{self, CssImport, CssLayers, Head};
use crate::items::Items;
use crate::modules::{self, CssExport, CssReference, ExportPart};
use crate::names::Naming;
use crate::nesting;
use crate::position::{Lines, bom_length, token_span};
use crate::print::Template;
use crate::problem::{Effect, Kind, Places, Problem, lowercase_first};
use crate::shorthands;
use crate::targets::targets;
use crate::urls::{self, CssUrl};

/// How often a text is read again after invalid items were blanked out. Once is enough but for errors in errors.
const MAX_REPAIRS: usize = 4;

/// How a file is read and printed. All of it is part of a cache key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CssOptions {
    /// Names are scoped and exported.
    pub css_modules: bool,
    /// White space is left out, values are shortened.
    pub minify: bool,
    /// Mappings are recorded.
    pub source_map: bool,
    /// Edition of ECMAScript, such as 2022: newer syntax than the first Chrome, Firefox and Safari that run this
    /// edition understand is lowered, prefixes that they need are added. 0 lowers nothing.
    pub targets: u32,
    /// Short hash of the build and the file's relative path, the last part of scoped names.
    pub scope_hash: String,
}

/// All that is known of one file. Plain data: it may be kept, sent and printed many times.
#[derive(Clone, Debug)]
pub struct CssFile {
    /// `@import` statements in order. They are not in the printed text.
    pub imports: Vec<CssImport>,
    /// Cascade layers that the file declares.
    pub layers: CssLayers,
    /// It has `@namespace` rules, which are about the whole style sheet that they stand in.
    pub has_namespaces: bool,
    /// Requests in values, in order, each text once. [`crate::print`] takes their replacements by index.
    pub urls: Vec<CssUrl>,
    /// Names of a css module in the order of their first appearance; empty for other files.
    pub exports: Vec<(String, CssExport)>,
    /// What was wrong but did not stop the build: `css-syntax` (dropped, as browsers do), `css-unknown` (kept).
    pub warnings: Vec<Diagnostic>,
    pub(crate) template: Template,
}

impl CssFile {
    /// Classes of other files that its own are composed of.
    pub fn references(&self) -> impl Iterator<Item = &CssReference> {
        self.exports.iter().flat_map(|(_, export)| &export.parts).filter_map(|part| match part {
            ExportPart::File(reference) => Some(reference),
            ExportPart::Text(_) | ExportPart::Local(_) | ExportPart::Global(_) => None,
        })
    }

    /// Whether it has no rules that are printed.
    pub fn is_empty(&self) -> bool {
        self.template.is_empty()
    }
}

/// Reads, scopes, lowers and prints a file, all but the addresses in it.
///
/// Invalid declarations and rules are dropped with a warning, as browsers do; errors are returned if nothing could be
/// read, and for css modules that use what we cannot give them (`@value`, wrong `composes`).
pub fn parse(source: &SourceText, options: &CssOptions) -> Result<CssFile, Vec<Diagnostic>> {
    let text = &source.text[bom_length(&source.text)..];
    let naming = options.css_modules.then(|| Naming::new(&source.path, &options.scope_hash));
    let text = if options.css_modules { globals::with_parentheses(text) } else { Cow::Borrowed(text) };
    let file = Reader { source, options, naming, problems: Vec::new() };
    file.read(text, MAX_REPAIRS)
}

struct Reader<'s> {
    source: &'s SourceText,
    options: &'s CssOptions,
    naming: Option<Naming>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Reads a text; where the library forgot valid declarations because of invalid ones, reads it again without those.
    fn read(mut self, text: Cow<'_, str>, repairs_left: usize) -> Result<CssFile, Vec<Diagnostic>> {
        let (sheet, mut problems) = self.sheet(&text);
        let repaired = if problems.is_empty() { None } else { judge(&text, &mut problems) };
        for problem in problems {
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
        match repaired.filter(|_| repairs_left > 0) {
            Some(repaired) => self.read(Cow::Owned(repaired), repairs_left - 1),
            None => self.finish(sheet),
        }
    }

    /// The tree and the complaints; no tree if the library gives up, which it does not with error recovery on.
    fn sheet<'i>(&self, text: &'i str) -> (Option<StyleSheet<'i>>, Vec<Problem>) {
        let warnings = Arc::new(RwLock::new(Vec::new()));
        let options = ParserOptions {
            filename: self.source.path.clone(),
            // For the syntax alone; `crate::modules` does the rest.
            css_modules: self.naming.as_ref().map(|_| css_modules::Config::default()),
            error_recovery: true,
            warnings: Some(Arc::clone(&warnings)),
            flags: ParserFlags::NESTING | ParserFlags::DEEP_SELECTOR_COMBINATOR,
            ..ParserOptions::default()
        };
        let (sheet, error) = match StyleSheet::parse(text, options) {
            Ok(sheet) => (Some(sheet), None),
            Err(error) => (None, Some(Problem::new(&error))),
        };
        let warnings = warnings.read().expect("the library does not panic while it warns");
        (sheet, warnings.iter().map(Problem::new).chain(error).collect())
    }

    fn finish(mut self, sheet: Option<StyleSheet<'_>>) -> Result<CssFile, Vec<Diagnostic>> {
        if self.problems.is_empty() {
            return self.convert(sheet.expect("a sheet that could not be read has a problem"), Vec::new());
        }
        self.problems.sort_by_key(|problem| (problem.line, problem.column));
        let places = Places::new(self.source);
        let nothing_read = sheet.as_ref().is_none_or(|sheet| sheet.rules.0.is_empty());
        let is_fatal = |problem: &&Problem| match problem.kind {
            Kind::ModuleValue | Kind::TailwindRule(_) => true,
            _ => nothing_read && problem.effect == Effect::Dropped,
        };
        let fatal = self.problems.iter().filter(is_fatal);
        let errors: Vec<_> = fatal.map(|problem| problem.diagnostic(Severity::Error, &places)).collect();
        let Some(sheet) = sheet.filter(|_| errors.is_empty()) else { return Err(errors) };
        // The library takes the `:export` of a css module for a pseudo-class.
        let is_export = |problem: &Problem| problem.kind == Kind::UnknownPseudo("export".to_owned());
        let warnings = self.problems.iter().filter(|problem| self.naming.is_none() || !is_export(problem));
        self.convert(sheet, warnings.map(|problem| problem.diagnostic(Severity::Warning, &places)).collect())
    }

    fn convert(&self, mut sheet: StyleSheet<'_>, warnings: Vec<Diagnostic>) -> Result<CssFile, Vec<Diagnostic>> {
        let text = &self.source.text;
        let Head { imports, layers } = imports::extract(&mut sheet, text, self.options.minify);
        if let Some(import) = imports.iter().find(|import| import.request == "tailwindcss") {
            return Err(vec![self.tailwind(import)]);
        }
        if let Some(rule) = nesting::explosion(&sheet.rules.0) {
            return Err(vec![self.too_nested(rule)]);
        }
        let has_namespaces = sheet.rules.0.iter().any(|rule| matches!(rule, CssRule::Namespace(_)));
        let exports = match &self.naming {
            Some(naming) => modules::extract(&mut sheet, naming, self.source)?,
            None => Vec::new(),
        };
        shorthands::keep_parts(&mut sheet);
        let marker = urls::marker(text);
        let urls = urls::extract(&mut sheet, &marker, text);
        let (code, map) = self.printed(sheet).map_err(|error| vec![error])?;
        let template = Template::new(&code, map, (&marker, urls.len()), self.options.minify);
        Ok(CssFile { imports, layers, has_namespaces, urls, exports, warnings, template })
    }

    fn printed(&self, parsed: StyleSheet<'_>) -> Result<(String, Option<SourceMap>), Diagnostic> {
        // Only rules and licences: the names are scoped already, and mappings lead to this file, not through a map that
        // it may name to what it was made of.
        let mut sheet = StyleSheet::new(parsed.sources, parsed.rules, ParserOptions::default());
        sheet.license_comments = parsed.license_comments;
        let targets = targets(self.options.targets);
        // Also without `minify`, because this step lowers; and development then shows what production does.
        let minify = MinifyOptions { targets, ..MinifyOptions::default() };
        sheet.minify(minify).map_err(|error: Error<MinifyErrorKind>| self.failed(&error.to_string()))?;
        let mut map = self.options.source_map.then(|| SourceMap::new("/"));
        let options = PrinterOptions {
            minify: self.options.minify,
            source_map: map.as_mut(),
            targets,
            ..PrinterOptions::default()
        };
        let printed =
            sheet.to_css(options).map_err(|error: Error<PrinterErrorKind>| self.failed(&error.to_string()))?;
        Ok((printed.code, map))
    }

    fn tailwind(&self, import: &CssImport) -> Diagnostic {
        Diagnostic::error("css-tool-rule", "Tailwind CSS is not run")
            .with_label(self.source.clone(), import.span.clone(), "its rules are made by its own tool")
            .with_help(
                "compile the file before the build (`npx @tailwindcss/cli -i in.css -o out.css`), and import the output",
            )
    }

    fn too_nested(&self, rule: Location) -> Diagnostic {
        let text = &self.source.text;
        let span = token_span(text, Lines::new(text).offset(rule.line, rule.column));
        Diagnostic::error("css-nesting-limit", "nested rules multiply to too many selectors")
            .with_label(self.source.clone(), span, "too many from here on")
            .with_note(format!("more than {} without nesting", nesting::MOST_SELECTORS))
            .with_help("nest less deeply, or use shorter lists of selectors")
    }

    fn failed(&self, message: &str) -> Diagnostic {
        Diagnostic::error("css-print", lowercase_first(message)).with_label(self.source.clone(), 0..0, "")
    }
}

/// Finds out which complaints are about kept conditions, and returns the text without the items of the others.
fn judge(text: &str, problems: &mut [Problem]) -> Option<String> {
    let lines = Lines::new(text);
    let items = Items::new(text);
    let mut dropped = Vec::new();
    for problem in problems.iter_mut().filter(|problem| problem.effect == Effect::Dropped) {
        let offset = lines.offset(problem.line, problem.column);
        if items.in_condition(offset) && problem.kind != Kind::MisplacedImport {
            problem.effect = Effect::Kept;
        } else {
            dropped.push(offset);
        }
    }
    items.blank_nested(&dropped)
}
