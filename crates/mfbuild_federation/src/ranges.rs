//! Version ranges as the federation runtime reads them (spec §4.7), which is not how node-semver reads them.
//!
//! Every party on a page chooses the same copy of a shared module only if all of them agree on what a range accepts,
//! so this file follows the published `satisfy`, quirks included: pre-releases are compared by order only, spaces are
//! tolerated after the first operator only, `>=0.0.0` accepts nothing. [`compile`] turns a range into comparators that
//! `runtime/ranges.js` evaluates, so that no range parser is shipped. `runtime/tests/ranges.test.mjs` compares both
//! sides with the published package. It must not be used for build-time matching by node-semver rules.
//!
//! A walk: [`compile`] → `compile_alternative` (spaces) → `expand` (one word: caret, tilde, partial version) →
//! [`Comparator`]; [`CompiledRange::is_satisfied_by`] → `Comparator::admits`.

mod compare;
mod words;

use std::fmt;

use self::compare::{Order, js_number, order};
use self::words::Expanded;

/// A range in the form that the runtime evaluates: alternatives, each a list of comparators that must all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompiledRange {
    alternatives: Vec<Vec<Comparator>>,
}

/// One limit such as `>=1.2.3` (spec §4.7).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Comparator {
    operator: Operator,
    version: Version,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A complete version; the parts keep their text because equality is equality of text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Version {
    parts: [String; 3],
    pre_release: Option<String>,
}

/// Whether the federation runtime lets `version` satisfy `range` (spec §4.7).
pub fn satisfies(version: &str, range: &str) -> bool {
    compile(range).is_satisfied_by(version)
}

/// Whether `left` is not above `right` in the runtime's order, which completes numbers: `1.2` is `1.2.0`.
pub fn is_not_above(left: &str, right: &str) -> bool {
    satisfies(&pad(left), &format!("<={}", pad(right)))
}

/// Compiles a range; one that the runtime does not understand accepts nothing (spec §4.7).
pub fn compile(range: &str) -> CompiledRange {
    let alternatives: Vec<_> = range.split("||").filter_map(compile_alternative).collect();
    if alternatives.iter().any(Vec::is_empty) {
        return CompiledRange { alternatives: vec![Vec::new()] };
    }
    CompiledRange { alternatives }
}

impl CompiledRange {
    /// Whether the runtime accepts `version`; incomplete versions such as `1.2` are never accepted.
    pub fn is_satisfied_by(&self, version: &str) -> bool {
        let Some(version) = Comparator::parse(version).map(|parsed| parsed.version) else { return false };
        self.alternatives.iter().any(|limits| limits.iter().all(|limit| limit.admits(&version)))
    }

    /// Whether the runtime accepts no version at all, as of `>=0.0.0` and `>= 1 < 2`.
    pub fn accepts_nothing(&self) -> bool {
        self.alternatives.is_empty()
    }

    /// The table of `runtime/ranges.js`: `^1.2.3 || 3.0.0` becomes `[[">=1.2.3","<2.0.0-0"],["3.0.0"]]`.
    pub fn to_js(&self) -> String {
        let list = |items: Vec<String>| format!("[{}]", items.join(","));
        let limits = |limits: &Vec<Comparator>| list(limits.iter().map(|limit| format!("\"{limit}\"")).collect());
        list(self.alternatives.iter().map(limits).collect())
    }
}

/// `None` if the alternative accepts nothing, an empty list if it accepts every complete version.
fn compile_alternative(text: &str) -> Option<Vec<Comparator>> {
    let words = words::split(words::trim(text));
    let mut limits = Vec::new();
    let mut is_blank = true;
    for word in words? {
        match words::expand(&word) {
            Expanded::Everything => {}
            // The runtime drops this limit; an alternative of nothing else accepts nothing.
            Expanded::Limits(texts) => {
                is_blank = false;
                for text in texts.iter().filter(|text| !is_zero_limit(text)) {
                    limits.push(Comparator::parse(text)?);
                }
            }
        }
    }
    (is_blank || !limits.is_empty()).then_some(limits)
}

/// `>=0.0.0`; the published pattern forgets to escape its dots, so any character may stand there.
fn is_zero_limit(text: &str) -> bool {
    let Some(version) = text.strip_prefix(">=") else { return false };
    let characters: Vec<char> = version.chars().collect();
    characters.len() == 5 && characters.iter().step_by(2).all(|&character| character == '0')
}

impl Comparator {
    /// Reads `[operator][v]major.minor.patch[-pre][+build]` and drops the build.
    fn parse(text: &str) -> Option<Self> {
        let (operator, rest) = Operator::split_from(text);
        let rest = rest.trim_start_matches(words::is_space);
        let partial = words::Partial::parse(rest.strip_prefix('v').unwrap_or(rest))?;
        if !partial.prefix.is_empty() || partial.parts.iter().any(|part| words::is_wildcard(part)) {
            return None;
        }
        let version = Version {
            parts: partial.parts.map(|part| part.unwrap_or_default().to_owned()),
            pre_release: partial.pre_release.map(str::to_owned),
        };
        Some(Self { operator, version })
    }

    fn admits(&self, version: &Version) -> bool {
        let is_equal = self.version == *version;
        let order = order(&self.version, version);
        match self.operator {
            Operator::Equal => is_equal,
            Operator::Less => order == Order::Above,
            Operator::LessOrEqual => is_equal || order == Order::Above,
            Operator::Greater => order == Order::Below,
            Operator::GreaterOrEqual => is_equal || order == Order::Below,
        }
    }
}

impl Operator {
    /// The longest operator that the text starts with, and what follows it.
    fn split_from(text: &str) -> (Self, &str) {
        let operators = [
            ("<=", Self::LessOrEqual),
            (">=", Self::GreaterOrEqual),
            ("<", Self::Less),
            (">", Self::Greater),
            ("=", Self::Equal),
        ];
        let found = operators.into_iter().find_map(|(sign, operator)| Some((operator, text.strip_prefix(sign)?)));
        found.unwrap_or((Self::Equal, text))
    }
}

impl fmt::Display for Comparator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.operator {
            Operator::Equal => "",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
        };
        write!(formatter, "{sign}{}", self.version.parts.join("."))?;
        self.version.pre_release.iter().try_for_each(|pre_release| write!(formatter, "-{pre_release}"))
    }
}

/// Completes a version that JavaScript reads as a number.
fn pad(version: &str) -> String {
    if js_number(version).is_none() {
        return version.to_owned();
    }
    let n_missing = 3_usize.saturating_sub(version.split('.').count());
    version.to_owned() + &".0".repeat(n_missing)
}

#[cfg(test)]
mod tests;
