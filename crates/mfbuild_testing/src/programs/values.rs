//! Literals: numbers at the edges of their formats, strings that are hard to print, regular expressions.

use super::writer::Writer;

const NUMBERS: [&str; 26] = [
    "0",
    "1",
    "2",
    "3",
    "7",
    "(-1)",
    "(-0)",
    "0.5",
    "NaN",
    "Infinity",
    "(-Infinity)",
    "1e21",
    "1e-7",
    "0.1",
    "0x10",
    "0b101",
    "2147483647",
    "2147483648",
    "4294967295",
    "9007199254740993",
    "1_000",
    "1e300",
    "5e-324",
    "100",
    ".5",
    "undefined",
];

const TEXTS: [&str; 22] = [
    "''",
    "'a'",
    "'ab'",
    "\"'\"",
    "'\"'",
    "'`${'",
    "'\\ud800'",
    "'\\udc00x'",
    "'😀'",
    "'ä'",
    "'\\u2028'",
    "'</script>'",
    "'0'",
    "'1'",
    "' 12 '",
    "'\\\\'",
    "'\\0'",
    "'\\n'",
    "'\\x7f\\ufeff'",
    "'p'",
    "'length'",
    "'__proto__'",
];

const BIGS: [&str; 8] = ["0n", "1n", "2n", "(-5n)", "0x1fn", "9007199254740993n", "(2n ** 64n)", "(-1n)"];

const REGULAR: [&str; 8] = [
    "/a/.test('ab')",
    "/[/\\]]/u.exec('/')?.[0]",
    "'aXbX'.replace(/x/gi, '$&$&')",
    "/(?<year>\\d{4})/.exec('in 2024')?.groups.year",
    "'a-b'.split(/-/)",
    "/\\u{1f600}/u.test('😀')",
    "/ä/.source",
    "'aa'.replaceAll(/a/g, (match, at) => match + at)",
];

/// Calls and constants that a compiler may compute.
const FOLDED: [&str; 20] = [
    "(0.1 + 0.2)",
    "(1 / 3)",
    "(-(0))",
    "('b' + -0)",
    "(1 + '2' + 3)",
    "('5' - 2)",
    "(2 ** 53 + 1)",
    "(1 << 31 >>> 0)",
    "([] + {})",
    "[1, 2][1]",
    "'abc'.length",
    "'abc'[1]",
    "'abc'.charAt(9)",
    "typeof null",
    "(void 0 ?? 4)",
    "(null == undefined)",
    "Math.max(1, -0)",
    "Number('0x1f')",
    "({ p: 1 }).p",
    "(NaN !== NaN)",
];

impl Writer {
    /// A number.
    pub(super) fn number_literal(&mut self) -> String {
        let common = 6;
        let limit = if self.random.percent(60) { common } else { NUMBERS.len() };
        NUMBERS[self.random.below(limit)].to_owned()
    }

    /// A string.
    pub(super) fn text_literal(&mut self) -> String {
        TEXTS[self.random.below(TEXTS.len())].to_owned()
    }

    /// A big integer.
    pub(super) fn big_literal(&mut self) -> String {
        BIGS[self.random.below(BIGS.len())].to_owned()
    }

    /// A use of a regular expression.
    pub(super) fn regular_expression(&mut self) -> String {
        REGULAR[self.random.below(REGULAR.len())].to_owned()
    }

    /// An expression of constants.
    pub(super) fn folded(&mut self) -> String {
        FOLDED[self.random.below(FOLDED.len())].to_owned()
    }
}
