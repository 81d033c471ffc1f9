//! Early errors that swc's parser does not look for, as diagnostics.

use mfbuild_diagnostics::{Diagnostic, SourceText};
use mfbuild_minify::{EarlyError, Grammar};

use crate::facts::Format;
use crate::parse::{ParseOptions, Syntax, may_hold_jsx};

/// Early errors (ECMA-262, "Static Semantics: Early Errors") that swc's parser does not look for, as `let x; var x`.
pub(crate) fn check_early_errors(
    source: &SourceText,
    options: ParseOptions,
    format: Format,
) -> Result<(), Vec<Diagnostic>> {
    let typescript = options.syntax != Syntax::Js;
    let jsx = if typescript { options.syntax == Syntax::Tsx } else { may_hold_jsx(&source.text) };
    let module = typescript || format == Format::Esm;
    let errors = mfbuild_minify::check(&source.text, Grammar { typescript, jsx, module });
    if errors.is_empty() { Ok(()) } else { Err(errors.into_iter().map(|error| early_error(error, source)).collect()) }
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
