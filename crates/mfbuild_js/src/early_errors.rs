//! Early errors that swc's parser does not look for, as diagnostics.

use mfbuild_diagnostics::{Diagnostic, Label, Severity, SourceText};
use mfbuild_minify::{EarlyError, Grammar};

use crate::collect::Collected;
use crate::facts::Format;
use crate::loop_heads::Parenthesized;
use crate::parse::{ParseOptions, Syntax, grammar as swc_grammar, may_hold_jsx};

/// Adds early errors (ECMA-262, "Static Semantics: Early Errors") that swc's parser does not look for, as `let x; var x`, to
/// what is known of a file. Those that stand where others do are said already.
pub(crate) fn with_early_errors(
    collected: Collected,
    source: &SourceText,
    options: ParseOptions,
    format: Format,
) -> Collected {
    let errors = if options.early_errors { early_errors(source, options, format) } else { Vec::new() };
    match collected {
        Ok((_, _, warnings)) if !errors.is_empty() => {
            let others = warnings.into_iter().filter(|found| found.severity == Severity::Error);
            Err(others.chain(errors).collect())
        }
        Ok(collected) => Ok(collected),
        Err(mut known) => {
            let is_new = |error: &Diagnostic| !known.iter().any(|known| meet(known, error));
            let errors: Vec<_> = errors.into_iter().filter(is_new).collect();
            known.extend(errors);
            Err(known)
        }
    }
}

/// Whether two errors are about one part of a file.
fn meet(one: &Diagnostic, other: &Diagnostic) -> bool {
    let touch = |one: &Label, other: &Label| one.span.start <= other.span.end && other.span.start <= one.span.end;
    one.labels.iter().any(|label| other.labels.iter().any(|other| touch(label, other)))
}

fn early_errors(source: &SourceText, options: ParseOptions, format: Format) -> Vec<Diagnostic> {
    let typescript = options.syntax != Syntax::Js;
    let jsx = if typescript { options.syntax == Syntax::Tsx } else { may_hold_jsx(&source.text) };
    let check = |module| errors_of(source, options, Grammar { typescript, jsx, module });
    let errors = check(typescript || format == Format::Esm);
    // Only the grammar of modules has `import a = require('a')`; without it TypeScript may be sloppy:
    // `for (var a = 1 in {});`, `var public`.
    if errors.is_empty() || typescript && format == Format::Cjs && check(false).is_empty() {
        return Vec::new();
    }
    errors.into_iter().map(|error| early_error(error, source)).collect()
}

fn errors_of(source: &SourceText, options: ParseOptions, grammar: Grammar) -> Vec<EarlyError> {
    let errors = mfbuild_minify::check(&source.text, grammar);
    if errors.is_empty() {
        return errors;
    }
    let Some(clear) = Parenthesized::of(&source.text, swc_grammar(options, &source.text)) else { return errors };
    let mut errors = mfbuild_minify::check(&clear.text, grammar);
    for (span, _) in errors.iter_mut().flat_map(|error| &mut error.labels) {
        *span = clear.original(span.start)..clear.original(span.end);
    }
    errors
}

fn early_error(error: EarlyError, source: &SourceText) -> Diagnostic {
    let mut diagnostic = Diagnostic::error("syntax", format!("cannot parse `{}`", source.path));
    let mut message = Some(error.message);
    for (span, label) in error.labels {
        // The first place is that of the error; others are declarations that it clashes with.
        let text = message.take().or(label).unwrap_or_default();
        diagnostic = diagnostic.with_label(source.clone(), span, text);
    }
    if let Some(message) = message {
        diagnostic = diagnostic.with_note(message);
    }
    match error.help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}
