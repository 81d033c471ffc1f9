//! What the child process could not do, in words for the user.
//!
//! Owns codes, places and ways out; `node/backstage.js` finds the place and the reason.

use std::path::{Path, PathBuf};

use mfbuild_diagnostics::{Diagnostic, SourceText};
use serde::Deserialize;

use super::place::Place;

/// The package that knows how Backstage's configuration is read.
const LOADER: &str = "@backstage/config-loader";

/// An error as the child process tells it.
#[derive(Debug, Deserialize)]
pub struct Failure {
    code: String,
    /// The reason, in the words of whoever found it.
    message: String,
    /// The config file, if it is known; the template has none.
    file: Option<PathBuf>,
    /// Place in that file, in bytes.
    start: Option<usize>,
    end: Option<usize>,
}

/// The error for the user.
pub fn diagnostic(failure: &Failure, place: &Place, template: Option<&SourceText>) -> Diagnostic {
    // Paths in the words of others are absolute.
    let reason = failure.message.replace(&format!("{}/", place.root.display()), "");
    match failure.code.as_str() {
        "invalid-template" => invalid_template(failure, template),
        "missing-config-loader" => missing_loader(place),
        "old-config-loader" => Diagnostic::error("old-config-loader", format!("`{LOADER}` {reason} is too old"))
            .with_help(format!("install a newer one: `{}`", install_line(&place.root))),
        "invalid-config-schema" => Diagnostic::error("invalid-config-schema", "the config schema cannot be collected")
            .with_note(reason)
            .with_help("correct `configSchema` in the package.json of that package, or the file that it names"),
        "missing-app-config" => missing_file(failure, place),
        "invalid-base-url" => labelled(
            Diagnostic::error("invalid-base-url", "`app.baseUrl` is not a url").with_note(reason),
            failure,
            place,
        )
        .with_help("write a whole url such as `http://localhost:3000`, or one with a path"),
        _ => invalid_config(failure, &reason, place),
    }
}

/// A schema of a package that is not what it should be: the rest goes on.
pub fn schema_warning(text: &str) -> Diagnostic {
    Diagnostic::warning("invalid-config-schema", "a config schema has an error")
        .with_note(text)
        .with_help("correct the schema, or update the package that it belongs to")
}

fn invalid_template(failure: &Failure, template: Option<&SourceText>) -> Diagnostic {
    let help = if failure.message.ends_with("is not defined") {
        "templates see `publicPath`, `config`, `process.env` and what JavaScript has, nothing else"
    } else if failure.message.starts_with("SyntaxError") {
        "`<%= %>` and `<%- %>` hold one expression, `<% %>` statements that may go on in the next one"
    } else {
        "correct the code of this block"
    };
    let diagnostic = Diagnostic::error("invalid-template", failure.message.clone()).with_help(help);
    match template {
        Some(template) => {
            let span = failure.start.unwrap_or(0)..failure.end.unwrap_or(0);
            diagnostic.with_label(template.clone(), span, "")
        }
        None => diagnostic,
    }
}

fn missing_loader(place: &Place) -> Diagnostic {
    Diagnostic::error("missing-config-loader", format!("`{LOADER}` is not installed"))
        .with_note("the config of a Backstage app is read by the project's own loader; `@backstage/cli` brings it too")
        .with_help(format!("install it: `{}`", install_line(&place.root)))
}

fn install_line(root: &Path) -> String {
    let has = |name: &str| root.join(name).exists();
    let command = match () {
        () if has("pnpm-lock.yaml") => "pnpm add --save-dev",
        () if has("package-lock.json") => "npm install --save-dev",
        () => "yarn add --dev",
    };
    format!("{command} {LOADER}")
}

fn missing_file(failure: &Failure, place: &Place) -> Diagnostic {
    let file = failure.file.as_deref().map_or_else(|| failure.message.clone(), |file| place.shown(file));
    Diagnostic::error("invalid-app-config", format!("the config file `{file}` does not exist"))
        .with_help("create it, or correct `--config`: paths are relative to the package")
}

fn invalid_config(failure: &Failure, reason: &str, place: &Place) -> Diagnostic {
    let message = match &failure.file {
        Some(file) => format!("`{}` is not valid app-config", place.shown(file)),
        None => "the app-config is not valid".to_owned(),
    };
    labelled(Diagnostic::error("invalid-app-config", message).with_note(reason), failure, place)
        .with_help(help_for(reason))
}

fn help_for(reason: &str) -> &'static str {
    if reason.contains("env config key") || reason.contains("for key '") {
        "correct the environment variable: `APP_CONFIG_app_title` sets `app.title`"
    } else if reason.contains("PEM text") {
        "include the file: `$file: ./certificate.pem`, relative to the config file"
    } else if reason.contains("is not a port") {
        "a port is a whole number from 0 to 65535"
    } else if reason.contains("does not exist") {
        "create that file, or correct the path: it is relative to the config file"
    } else if reason.contains("expected object") {
        "a config file holds an object, such as `app:` with `title: …` below it"
    } else if reason.contains("include") {
        "`$file`, `$env` and `$include` take one text and stand alone in their object"
    } else {
        "correct the file"
    }
}

fn labelled(diagnostic: Diagnostic, failure: &Failure, place: &Place) -> Diagnostic {
    let source = failure.file.as_deref().and_then(|file| place.source(file));
    match (source, failure.start, failure.end) {
        (Some(source), Some(start), Some(end)) => diagnostic.with_label(source, start..end, ""),
        _ => diagnostic,
    }
}
