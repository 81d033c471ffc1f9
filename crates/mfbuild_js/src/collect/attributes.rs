//! Parts of a request beside its path: `with { type: "json" }`, `import defer`, magic comments.
//!
//! Owns the decision what of that is known. Whether the type fits the file is decided where the file is known.

use mfbuild_diagnostics::Diagnostic;
use swc_core::common::comments::Comments;
use swc_core::common::{Span, Spanned};
use swc_core::ecma::ast::*;

use super::Collector;
use super::literals::literal_text;
use crate::facts::ImportIdx;
use crate::parse::relative;

/// Code of attributes that nothing here understands.
const UNSUPPORTED_ATTRIBUTE: &str = "unsupported-attribute";

/// Magic comments of webpack that are honoured, or that only say when to load: without them the program does the same.
const MAGIC_COMMENTS: &[&str] = &[
    "webpackChunkName",
    "webpackExclude",
    "webpackExports",
    "webpackFetchPriority",
    "webpackIgnore",
    "webpackInclude",
    "webpackMode",
    "webpackPrefetch",
    "webpackPreload",
];

impl Collector<'_> {
    /// Gives a request its attributes: those of an import or export declaration.
    pub(super) fn attributes(&mut self, import: ImportIdx, with: Option<&ObjectLit>) {
        let Some(with) = with else { return };
        let found = self.type_attribute(with);
        self.facts.imports[import.0 as usize].type_attribute = found;
    }

    /// The same of `import('./x', { with: { type: 'json' } })`.
    pub(super) fn dynamic_attributes(&mut self, import: ImportIdx, options: Option<&ExprOrSpread>) {
        let Some(options) = options else { return };
        let Expr::Object(object) = &*options.expr else { return self.unknown_options(options.span()) };
        for prop in &object.props {
            match named_value(prop) {
                Some((name, Expr::Object(with))) if matches!(&*name, "with" | "assert") => {
                    self.attributes(import, Some(with));
                }
                _ => self.unknown_options(prop.span()),
            }
        }
    }

    fn unknown_options(&mut self, span: Span) {
        let message = "the options of this `import()` are not known at build time".to_owned();
        let help = "write them out: `import('./data.json', { with: { type: 'json' } })`";
        self.error(UNSUPPORTED_ATTRIBUTE, message, span, help);
    }

    fn type_attribute(&mut self, with: &ObjectLit) -> Option<String> {
        let mut found = None;
        for prop in &with.props {
            match named_value(prop) {
                Some((name, value)) if name == "type" && literal_text(value).is_some() => found = literal_text(value),
                Some((name, _)) => {
                    let message = format!("the import attribute `{name}` is not supported");
                    let help = "remove it; the only attribute is `type`, with `json` or `text`";
                    self.error(UNSUPPORTED_ATTRIBUTE, message, prop.span(), help);
                }
                None => self.unknown_options(prop.span()),
            }
        }
        found
    }

    /// `import defer * as ns`, `import source x`, `import.defer('x')`.
    pub(super) fn check_phase(&mut self, phase: ImportPhase, span: Span) {
        let (what, help) = match phase {
            ImportPhase::Evaluation => return,
            ImportPhase::Defer => {
                ("`import defer`", "use `import * as name`, or `import()` where the module is first needed")
            }
            ImportPhase::Source => (
                "`import source`",
                "compile the file in the browser: \
                 `WebAssembly.compileStreaming(fetch(new URL('./x.wasm', import.meta.url)))`",
            ),
        };
        self.error("unsupported-import-phase", format!("{what} is not supported"), span, help);
    }

    /// Magic comments of an `import()` in the package's own code that do not do what they say.
    pub(super) fn check_magic_comments(&mut self, argument: &ExprOrSpread) {
        if self.is_installed() {
            return;
        }
        for comment in self.comments.get_leading(argument.expr.span_lo()).unwrap_or_default() {
            for (name, value) in magic_comments(&comment.text) {
                if let Some((message, help)) = problem_of(name, value) {
                    let place = relative(comment.span, self.file);
                    let warning =
                        Diagnostic::warning("magic-comment", message).with_label(self.source.clone(), place, "");
                    self.warnings.push(warning.with_help(help));
                }
            }
        }
    }
}

/// `name: value` of a property.
fn named_value(prop: &PropOrSpread) -> Option<(String, &Expr)> {
    let prop = prop.as_prop()?.as_key_value()?;
    let name = match &prop.key {
        PropName::Ident(name) => name.sym.to_string(),
        PropName::Str(name) => name.value.to_string_lossy().into_owned(),
        _ => return None,
    };
    Some((name, &prop.value))
}

/// The names that begin with `webpack`, each with the text behind its colon.
fn magic_comments(comment: &str) -> Vec<(&str, &str)> {
    let starts = comment.match_indices("webpack").map(|(at, _)| &comment[at..]);
    let named = starts.filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
        let value = rest[end..].trim_start().strip_prefix(':')?;
        Some((&rest[..end], value.trim_start()))
    });
    named.collect()
}

/// Why a magic comment has no effect.
fn problem_of(name: &str, value: &str) -> Option<(String, String)> {
    let value = value.trim_start_matches(['"', '\'', '`']);
    if name == "webpackMode" {
        let found = ["eager", "weak"].into_iter().find(|mode| value.starts_with(mode))?;
        let help = match found {
            "eager" => "the module is loaded when `import()` runs; import it with `import … from` to have it at once",
            _ => "the module is loaded even if nothing else has loaded it yet; remove the comment",
        };
        return Some((format!("`webpackMode: \"{found}\"` has no effect"), help.to_owned()));
    }
    if MAGIC_COMMENTS.contains(&name) {
        return None;
    }
    let near = MAGIC_COMMENTS.iter().find(|known| known.eq_ignore_ascii_case(name));
    let help = near.map_or_else(|| "remove it".to_owned(), |known| format!("did you mean `{known}`?"));
    Some((format!("the magic comment `{name}` is not known"), help))
}
