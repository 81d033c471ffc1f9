//! What a dependency entry of package.json says about versions.
//!
//! Owns step 3 of "required version" in §3.5: enhanced's rules, and the inner range of `workspace:` and `npm:`.
//! Deliberately stricter than enhanced with git fragments: a branch or commit is not a range that anything satisfies.

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

/// The test by which the reference tells versions from requests (§3.1): the first character, or a lone wildcard.
fn looks_like_version(text: &str) -> bool {
    matches!(text, "*" | "x" | "X") || text.starts_with(|c: char| c.is_ascii_digit() || "^=v<>~".contains(c))
}

/// Whether text is a version range and not a tag, branch or path.
fn is_range(text: &str) -> bool {
    let names_version = text.contains(|c: char| c.is_ascii_digit() || matches!(c, 'x' | 'X' | '*'));
    names_version && text.split("||").flat_map(str::split_whitespace).all(is_comparator)
}

/// One word of a range. A lone operator belongs to the next word, `-` joins a hyphen range.
fn is_comparator(word: &str) -> bool {
    let version = word.trim_start_matches(['<', '>', '=', '~', '^']);
    let operator_only = version.is_empty() || word == "-";
    operator_only || is_partial_version(version.strip_prefix('v').unwrap_or(version))
}

/// `1`, `1.x`, `1.2.3-beta.1+build`.
fn is_partial_version(version: &str) -> bool {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let is_part = |part: &str| {
        matches!(part, "x" | "X" | "*") || !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    core.split('.').count() <= 3 && core.split('.').all(is_part)
}

#[cfg(test)]
mod tests;
