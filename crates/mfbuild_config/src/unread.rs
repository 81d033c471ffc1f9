//! Files and fields of other tools that mfbuild does not read, where ignoring them without a word would mislead.

use std::path::Path;

use mfbuild_diagnostics::{Diagnostic, Severity};

use crate::disk::Disk;
use crate::package::Package;

/// Browsers that are named for other tools: JavaScript is not lowered for them.
pub(crate) fn browserslist(package: &Package, context: &Path, disk: &Disk) -> Option<Diagnostic> {
    let message =
        |what: &str| format!("{what} is not read yet: JavaScript is not lowered for the browsers that it names");
    let problem = if package.info.json.get("browserslist").is_some() {
        package.problem("unread-file", message("`browserslist` of `package.json`"), &["browserslist"], "")
    } else if disk.is_file(&context.join(".browserslistrc")) {
        Diagnostic::error("unread-file", message("`.browserslistrc`"))
    } else {
        return None;
    };
    let help = "say with `target` which edition the browsers run, `es2022` at least";
    Some(Diagnostic { severity: Severity::Warning, ..problem.with_help(help) })
}
