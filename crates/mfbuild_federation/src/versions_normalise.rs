//! What a dependency entry of package.json says about versions.
//!
//! Owns step 3 of "required version" in §3.5: enhanced's rules, and the inner range of `workspace:` and `npm:`.
//! Deliberately stricter than enhanced with git fragments: a branch or commit is not a range that anything satisfies.

use mfbuild_config::{is_range, looks_like_version};

use crate::share::RequiredRange;

/// The range in a dependency value such as `^18`, `workspace:^1.2`, `npm:other@^3` or `owner/repo#semver:^2`.
#[must_use]
pub fn normalise_requirement(written: &str) -> RequiredRange {
    let text = written.trim();
    if looks_like_version(text) || is_range(text) {
        return RequiredRange::Range(text.to_owned());
    }
    let protocol = ["workspace:", "npm:"].iter().find_map(|protocol| text.strip_prefix(protocol));
    let inner = match protocol {
        // The `@` of a scope is at the start, that of a version is not.
        Some(rest) => rest.rsplit_once('@').filter(|(name, _)| !name.is_empty()).map_or(rest, |(_, range)| range),
        None => text.split_once('#').map_or("", |(_, fragment)| fragment.strip_prefix("semver:").unwrap_or(fragment)),
    };
    // `workspace:*` means the package beside this one, whatever its version.
    if inner != "*" && is_range(inner) { RequiredRange::Range(inner.to_owned()) } else { RequiredRange::Any }
}

#[cfg(test)]
mod tests;
