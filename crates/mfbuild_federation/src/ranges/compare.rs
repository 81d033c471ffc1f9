//! The order of versions in the federation runtime: identifiers are compared the way JavaScript compares them.

use super::Version;

/// Where the first of two versions stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Below,
    Same,
    Above,
}

/// Compares a limit with a version; builds do not count.
pub(super) fn order(limit: &Version, version: &Version) -> Order {
    let parts = limit.parts.iter().zip(&version.parts).map(|(left, right)| order_of_identifiers(left, right));
    let mut unequal = parts.filter(|&order| order != Order::Same);
    unequal
        .next()
        .unwrap_or_else(|| order_of_pre_releases(limit.pre_release.as_deref(), version.pre_release.as_deref()))
}

/// A version without a pre-release is above one with; of two lists the shorter one is above, other than in semver.
fn order_of_pre_releases(left: Option<&str>, right: Option<&str>) -> Order {
    let (left, right) = match (left, right) {
        (None, None) => return Order::Same,
        (None, Some(_)) => return Order::Above,
        (Some(_), None) => return Order::Below,
        (Some(left), Some(right)) => (left, right),
    };
    let (mut left, mut right) = (left.split('.'), right.split('.'));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Order::Same,
            (None, Some(_)) => return Order::Above,
            (Some(_), None) => return Order::Below,
            (Some(left), Some(right)) if left != right => return order_of_identifiers(left, right),
            _ => {}
        }
    }
}

/// `Number(x) || x` on both sides, then `>` and `===`; what cannot be compared counts as below.
fn order_of_identifiers(left: &str, right: &str) -> Order {
    let non_zero = |text| js_number(text).filter(|&number| number != 0.0);
    let (is_above, is_same) = match (non_zero(left), non_zero(right)) {
        (Some(left), Some(right)) => (left > right, left == right),
        (None, None) => (left > right, left == right),
        // A number beside text: the text is turned into a number for `>`, and is never identical.
        (Some(left), None) => (js_number(right).is_some_and(|right| left > right), false),
        (None, Some(right)) => (js_number(left).is_some_and(|left| left > right), false),
    };
    match (is_above, is_same) {
        (true, _) => Order::Above,
        (_, true) => Order::Same,
        _ => Order::Below,
    }
}

/// JavaScript's `Number(text)`, `None` for `NaN`.
pub(super) fn js_number(text: &str) -> Option<f64> {
    let text = super::words::trim(text);
    if text.is_empty() {
        return Some(0.0);
    }
    match text.get(..2) {
        Some("0x" | "0X") => return whole_number(&text[2..], 16),
        Some("0o" | "0O") => return whole_number(&text[2..], 8),
        Some("0b" | "0B") => return whole_number(&text[2..], 2),
        _ => {}
    }
    match text.strip_prefix(['+', '-']).unwrap_or(text) {
        "Infinity" if text.starts_with('-') => Some(f64::NEG_INFINITY),
        "Infinity" => Some(f64::INFINITY),
        // Rust reads `inf` and `nan` too.
        digits if digits.contains(|character: char| !matches!(character, '0'..='9' | '.' | 'e' | 'E' | '+' | '-')) => {
            None
        }
        _ => text.parse().ok(),
    }
}

fn whole_number(digits: &str, radix: u32) -> Option<f64> {
    let mut values = digits.chars().map(|digit| digit.to_digit(radix));
    let number = values.try_fold(0.0, |total, value| Some(total * f64::from(radix) + f64::from(value?)));
    number.filter(|_| !digits.is_empty())
}
