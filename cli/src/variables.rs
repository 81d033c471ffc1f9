//! Environment variables that begin with `MFBUILD_`: a misspelt one is said.
//!
//! Owns the list of their names; each is read where it counts.

use std::env;

use mfbuild_diagnostics::Diagnostic;

/// Variables that a build or a server reads.
const KNOWN: &[&str] = &["MFBUILD_COMMIT", "MFBUILD_GIT_VERSION", "MFBUILD_POLL"];
/// Beginnings of those that the tests of this repository read.
const TESTS: &[&str] = &["MFBUILD_BIN", "MFBUILD_CHROMIUM", "MFBUILD_TEST_"];

/// A warning for each variable that nothing reads.
pub fn unknown() -> Vec<Diagnostic> {
    let mut names: Vec<String> = env::vars_os().filter_map(|(name, _)| name.into_string().ok()).collect();
    names.sort();
    names.iter().filter_map(|name| warning(name)).collect()
}

fn warning(name: &str) -> Option<Diagnostic> {
    let is_of_tests = TESTS.iter().any(|start| name.starts_with(start));
    if !name.starts_with("MFBUILD_") || KNOWN.contains(&name) || is_of_tests {
        return None;
    }
    let known: Vec<String> = KNOWN.iter().map(|name| format!("`{name}`")).collect();
    let help = format!("{} are known; other options are flags or keys of `mfbuild.config.json`", known.join(", "));
    Some(Diagnostic::warning("unknown-variable", format!("the variable `{name}` has no meaning")).with_help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let said = |name: &str| warning(name).map(|warning| warning.message);
        assert_eq!(said("MFBUILD_POL").as_deref(), Some("the variable `MFBUILD_POL` has no meaning"));
        assert!(warning("MFBUILD_MINIFY").and_then(|warning| warning.help).is_some_and(|help| help.contains("flags")));
        for name in ["MFBUILD_COMMIT", "MFBUILD_TEST_OUT", "MF_BUILD_VERSION", "PATH"] {
            assert_eq!(said(name), None, "{name}");
        }
    }
}
