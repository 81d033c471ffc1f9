//! Which browsers the output is written for.

use lightningcss::targets::{Browsers, Features, Targets};

const fn version(major: u32, minor: u32) -> u32 {
    major << 16 | minor << 8
}

/// Edition of ECMAScript, then Chrome (and Edge, Android), Firefox, Safari (and iOS).
///
/// An edition says nothing about CSS. The baseline is: the first release of each engine that runs that edition, because
/// a browser that cannot run the scripts of a build needs no styles of it either.
const BASELINES: [(u32, u32, u32, u32); 10] = [
    (2015, version(51, 0), version(54, 0), version(10, 0)),
    (2016, version(52, 0), version(54, 0), version(10, 1)),
    (2017, version(58, 0), version(54, 0), version(11, 0)),
    (2018, version(64, 0), version(58, 0), version(12, 0)),
    (2019, version(73, 0), version(64, 0), version(12, 1)),
    (2020, version(80, 0), version(80, 0), version(14, 1)),
    (2021, version(85, 0), version(80, 0), version(14, 1)),
    (2022, version(94, 0), version(93, 0), version(16, 4)),
    (2023, version(110, 0), version(115, 0), version(16, 4)),
    (2024, version(119, 0), version(119, 0), version(17, 4)),
];

/// The library's targets of an edition; editions below the first row use the first one, 0 lowers nothing.
pub(crate) fn targets(edition: u32) -> Targets {
    if edition == 0 {
        return Targets::default();
    }
    let row = BASELINES.iter().rev().find(|row| row.0 <= edition).unwrap_or(&BASELINES[0]);
    let &(_, chrome, firefox, safari) = row;
    let browsers = Browsers {
        android: Some(chrome),
        chrome: Some(chrome),
        // Edge follows Chrome's versions since 79.
        edge: Some(chrome.max(version(79, 0))),
        firefox: Some(firefox),
        ios_saf: Some(safari),
        safari: Some(safari),
        ..Browsers::default()
    };
    // Lowered `light-dark()` reads variables that only a lowered `color-scheme` sets, and in a federated page that
    // declaration often comes from a style sheet of another build.
    Targets { browsers: Some(browsers), exclude: Features::LightDark, ..Targets::default() }
}
