//! Which texts are versions and which are version ranges.
//!
//! Owns the test by which the `shared` option and package.json entries are understood. What a range accepts is decided
//! by `mfbuild_federation::ranges`.

/// The test by which webpack tells versions from requests (spec/module-federation.md §3.1): the first character, or a
/// lone wildcard.
#[must_use]
pub fn looks_like_version(text: &str) -> bool {
    matches!(text, "*" | "x" | "X") || text.starts_with(|c: char| c.is_ascii_digit() || "^=v<>~".contains(c))
}

/// Whether text is a version range and not a tag, branch or path: `^1.2`, `>=1 <3 || 5.x`.
#[must_use]
pub fn is_range(text: &str) -> bool {
    let names_version = text.contains(|c: char| c.is_ascii_digit() || matches!(c, 'x' | 'X' | '*'));
    names_version && text.split("||").flat_map(str::split_whitespace).all(is_comparator)
}

/// Whether text is a version: `1.2.3`, `1.2.3-beta.1+build`, `1.2`, `0`. No range of the federation runtime accepts one
/// that is not complete.
pub(crate) fn is_version(text: &str) -> bool {
    let text = text.strip_prefix('v').unwrap_or(text);
    let (core, tail) = text.split_at(text.find(['-', '+']).unwrap_or(text.len()));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let labels = tail.get(1..).unwrap_or_default();
    core.split('.').count() <= 3
        && core.split('.').all(is_number)
        && (tail.is_empty() || labels.split(['.', '+']).all(is_label))
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
