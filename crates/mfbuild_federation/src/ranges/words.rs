//! The words of a range: which spaces the runtime tolerates, and what carets, tildes and partial versions stand for.

/// What a word of a range stands for.
pub(super) enum Expanded {
    /// No limit, as for `*`.
    Everything,
    /// Comparators that must all hold, still as text; text that is none of them accepts nothing.
    Limits(Vec<String>),
}

/// A version of which parts may be missing or wildcards: `1`, `1.x`, `v1.2.3-beta.1+build`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Partial<'a> {
    /// The `v` and `=` characters in front.
    pub prefix: &'a str,
    /// The text without prefix.
    pub text: &'a str,
    pub parts: [Option<&'a str>; 3],
    pub pre_release: Option<&'a str>,
}

/// What `\s` means in JavaScript.
pub(super) fn is_space(character: char) -> bool {
    (character.is_whitespace() && character != '\u{85}') || character == '\u{feff}'
}

/// JavaScript's `trim`.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Whether a part of a version accepts every number.
pub(super) fn is_wildcard(part: &Option<&str>) -> bool {
    matches!(part, None | Some("x" | "X" | "*"))
}

/// The words of a trimmed alternative, a hyphen range rewritten; `None` if it accepts nothing.
pub(super) fn split(text: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = text.split(is_space).filter(|word| !word.is_empty()).collect();
    if let Some(place) = words.iter().position(|&word| word == "-") {
        let ends = Option::zip(HyphenEnd::parse(&words[..place]), HyphenEnd::parse(&words[place + 1..]));
        if let Some((from, to)) = ends {
            return Some([from.lower()?, to.upper()?].into_iter().filter(|word| !word.is_empty()).collect());
        }
    }
    let text = join_after_caret(&join_after_tilde(&join_after_first_operator(text)));
    Some(text.split(is_space).filter(|word| !word.is_empty()).map(str::to_owned).collect())
}

/// One end of a hyphen range. Words of `v` and `=` may stand apart in front, which only partial versions survive.
struct HyphenEnd<'a> {
    partial: Partial<'a>,
    is_apart: bool,
}

impl<'a> HyphenEnd<'a> {
    fn parse(words: &[&'a str]) -> Option<Self> {
        let (last, front) = words.split_last()?;
        let is_prefix = |word: &&str| word.chars().all(|character| matches!(character, 'v' | '='));
        front.iter().all(is_prefix).then_some(())?;
        Some(Self { partial: Partial::parse(last)?, is_apart: !front.is_empty() })
    }

    /// The lower limit; empty for none, `None` if it can never hold.
    fn lower(&self) -> Option<String> {
        let Partial { prefix, text, parts: [major, minor, patch], .. } = self.partial;
        Some(match (major, minor) {
            (major, _) if is_wildcard(&major) => String::new(),
            (Some(major), minor) if is_wildcard(&minor) => format!(">={major}.0.0"),
            (Some(major), Some(minor)) if is_wildcard(&patch) => format!(">={major}.{minor}.0"),
            _ if self.is_apart => return None,
            _ => format!(">={prefix}{text}"),
        })
    }

    /// The upper limit, the same way.
    fn upper(&self) -> Option<String> {
        let Partial { prefix, text, parts: [major, minor, patch], pre_release } = self.partial;
        Some(match (major, minor, patch) {
            (major, ..) if is_wildcard(&major) => String::new(),
            (Some(major), minor, _) if is_wildcard(&minor) => format!("<{}.0.0-0", next(major)),
            (Some(major), Some(minor), patch) if is_wildcard(&patch) => format!("<{major}.{}.0-0", next(minor)),
            (Some(major), Some(minor), Some(patch)) if pre_release.is_some() => {
                format!("<={major}.{minor}.{patch}-{}", pre_release.unwrap_or_default())
            }
            _ if self.is_apart => return None,
            _ => format!("<={prefix}{text}"),
        })
    }
}

/// Removes the spaces after the operator in front of the first version of the text, and of that one only.
fn join_after_first_operator(text: &str) -> String {
    let Some(version_at) = text.find(|character: char| matches!(character, '0'..='9' | 'x' | 'X' | '*')) else {
        return text.to_owned();
    };
    let front = text[..version_at].trim_end_matches(|character| matches!(character, 'v' | '=') || is_space(character));
    let operator_at = if front.ends_with(['<', '>']) {
        front.len() - 1
    } else {
        version_at - text[front.len()..version_at].trim_start_matches(is_space).len()
    };
    let rest = &text[operator_at..];
    let after_sign = rest.strip_prefix(['<', '>']).unwrap_or(rest);
    let after = after_sign.strip_prefix('=').unwrap_or(after_sign);
    let operator = &rest[..rest.len() - after.len()];
    let after = if operator.is_empty() { after } else { after.trim_start_matches(is_space) };
    format!("{}{operator}{after}", &text[..operator_at])
}

/// `~ 1` and `~> 1` become `~1`; only the first one in the text.
fn join_after_tilde(text: &str) -> String {
    for (place, _) in text.match_indices('~') {
        let after = &text[place + 1..];
        let after = after.strip_prefix('>').unwrap_or(after);
        if after.starts_with(is_space) {
            return format!("{}~{}", &text[..place], after.trim_start_matches(is_space));
        }
    }
    text.to_owned()
}

/// `^ 1` becomes `^1`; only the first one in the text.
fn join_after_caret(text: &str) -> String {
    let places = text.match_indices('^').map(|(place, _)| text.split_at(place + 1));
    let spaced = places.into_iter().find(|(_, after)| after.starts_with(is_space));
    spaced.map_or_else(|| text.to_owned(), |(front, after)| front.to_owned() + after.trim_start_matches(is_space))
}

/// What a word without spaces stands for.
pub(super) fn expand(word: &str) -> Expanded {
    if let Some(partial) = word.strip_prefix('^').and_then(Partial::parse) {
        return expand_caret(partial);
    }
    if let Some(partial) = strip_tilde(word).and_then(Partial::parse) {
        return expand_tilde(partial);
    }
    let (operator, rest) = split_operator(word);
    match Partial::parse(rest) {
        Some(partial) if partial.parts.iter().any(is_wildcard) => expand_partial(operator, partial),
        _ => remove_star(word),
    }
}

fn strip_tilde(word: &str) -> Option<&str> {
    let rest = word.strip_prefix('~')?;
    Some(rest.strip_prefix('>').unwrap_or(rest))
}

/// The operator that the word starts with, and what follows.
fn split_operator(word: &str) -> (&str, &str) {
    let rest = word.strip_prefix(['<', '>']).unwrap_or(word);
    let rest = rest.strip_prefix('=').unwrap_or(rest);
    word.split_at(word.len() - rest.len())
}

/// The runtime deletes the first star of a word that it does not understand, with the operator in front of it.
fn remove_star(word: &str) -> Expanded {
    let Some(star) = word.find('*') else { return Expanded::Limits(vec![word.to_owned()]) };
    let front = &word[..star];
    let front = front.strip_suffix('=').unwrap_or(front);
    let front = front.strip_suffix(['<', '>']).unwrap_or(front);
    let rest = format!("{front}{}", &word[star + 1..]);
    if rest.is_empty() { Expanded::Everything } else { Expanded::Limits(vec![rest]) }
}

fn expand_caret(partial: Partial<'_>) -> Expanded {
    let [Some(major), minor, patch] = partial.parts else { return Expanded::Everything };
    if is_wildcard(&Some(major)) {
        return Expanded::Everything;
    }
    let (Some(minor), false) = (minor, is_wildcard(&minor)) else {
        return between(&format!("{major}.0.0"), &format!("{}.0.0", next(major)));
    };
    let next_minor = format!("{major}.{}.0", next(minor));
    let upper = match (major, minor, patch) {
        ("0", "0", Some(patch)) if !is_wildcard(&Some(patch)) => format!("{major}.{minor}.{}", next(patch)),
        ("0", ..) => next_minor,
        _ => format!("{}.0.0", next(major)),
    };
    between(&lower_of(major, minor, partial), &upper)
}

fn expand_tilde(partial: Partial<'_>) -> Expanded {
    let [Some(major), minor, _] = partial.parts else { return Expanded::Everything };
    if is_wildcard(&Some(major)) {
        return Expanded::Everything;
    }
    let (Some(minor), false) = (minor, is_wildcard(&minor)) else {
        return between(&format!("{major}.0.0"), &format!("{}.0.0", next(major)));
    };
    between(&lower_of(major, minor, partial), &format!("{major}.{}.0", next(minor)))
}

/// The lower end of a caret or tilde range whose first two parts are numbers.
fn lower_of(major: &str, minor: &str, partial: Partial<'_>) -> String {
    let (Some(patch), false) = (partial.parts[2], is_wildcard(&partial.parts[2])) else {
        return format!("{major}.{minor}.0");
    };
    let pre_release = partial.pre_release.map(|pre_release| format!("-{pre_release}"));
    format!("{major}.{minor}.{patch}{}", pre_release.unwrap_or_default())
}

/// `1.x`, `>1.2` and the like: at least one part is missing or a wildcard.
fn expand_partial(operator: &str, partial: Partial<'_>) -> Expanded {
    let [major, minor, _] = partial.parts;
    let (Some(major), false) = (major, is_wildcard(&major)) else {
        return match operator {
            "<" | ">" => Expanded::Limits(vec!["<0.0.0-0".to_owned()]),
            _ => Expanded::Everything,
        };
    };
    let minor = minor.filter(|&minor| !is_wildcard(&Some(minor)));
    let first = format!("{major}.{}.0", minor.unwrap_or("0"));
    let after = minor.map_or_else(|| format!("{}.0.0", next(major)), |minor| format!("{major}.{}.0", next(minor)));
    match operator {
        ">" => Expanded::Limits(vec![format!(">={after}")]),
        ">=" => Expanded::Limits(vec![format!(">={first}")]),
        "<" => Expanded::Limits(vec![format!("<{first}-0")]),
        "<=" => Expanded::Limits(vec![format!("<{after}-0")]),
        _ => between(&first, &after),
    }
}

fn between(from: &str, before: &str) -> Expanded {
    Expanded::Limits(vec![format!(">={from}"), format!("<{before}-0")])
}

/// The number after this one, which is too long for any integer type only in nonsense.
fn next(part: &str) -> String {
    part.parse::<f64>().map_or_else(|_| part.to_owned(), |number| (number + 1.0).to_string())
}

impl<'a> Partial<'a> {
    /// Reads a whole word; `None` if anything is left over.
    pub fn parse(word: &'a str) -> Option<Self> {
        let text = word.trim_start_matches(['v', '=']);
        let prefix = &word[..word.len() - text.len()];
        let mut parts = [None; 3];
        let mut rest = text;
        for (index, part) in parts.iter_mut().enumerate() {
            if index > 0 {
                match rest.strip_prefix('.') {
                    Some(after) => rest = after,
                    None => break,
                }
            }
            let (identifier, after) = split_part(rest)?;
            *part = Some(identifier);
            rest = after;
        }
        if parts[2].is_none() {
            return rest.is_empty().then_some(Self { prefix, text, parts, pre_release: None });
        }
        let (rest, build) = rest.split_once('+').map_or((rest, None), |(rest, build)| (rest, Some(build)));
        let pre_release = if rest.is_empty() { None } else { Some(rest.strip_prefix('-')?) };
        let is_valid = pre_release.is_none_or(|list| list.split('.').all(is_pre_release_identifier))
            && build.is_none_or(|list| list.split('.').all(is_identifier));
        is_valid.then_some(Self { prefix, text, parts, pre_release })
    }
}

/// A number without leading zeros or a wildcard, and what follows it.
fn split_part(text: &str) -> Option<(&str, &str)> {
    let length = match text.chars().next()? {
        '0' | 'x' | 'X' | '*' => 1,
        '1'..='9' => text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len()),
        _ => return None,
    };
    Some(text.split_at(length))
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_pre_release_identifier(text: &str) -> bool {
    let has_leading_zero = text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    is_identifier(text) && !has_leading_zero
}
