//! How many selectors nested rules become without nesting.
//!
//! Lists of selectors multiply: `a, b { a, b { … } }` is four selectors, and twenty levels are a million.

use lightningcss::rules::{CssRule, Location};
use lightningcss::selector::{Component, Selector};

/// So many selectors may come from one nested rule; more are a mistake, and would take all memory.
pub(crate) const MOST_SELECTORS: usize = 20_000;

/// The first nested rule with too many selectors.
pub(crate) fn explosion(rules: &[CssRule<'_>]) -> Option<Location> {
    within(rules, 1)
}

/// `outer` is the number of selectors of the rules around.
fn within(rules: &[CssRule<'_>], outer: usize) -> Option<Location> {
    rules.iter().find_map(|rule| match rule {
        CssRule::Style(style) if style.rules.0.is_empty() && outer == 1 => None,
        CssRule::Style(style) => {
            let selectors = style.selectors.0.iter().map(|selector| copies(selector, outer));
            let n_selectors = selectors.fold(0, usize::saturating_add);
            if n_selectors > MOST_SELECTORS {
                return Some(style.loc);
            }
            within(&style.rules.0, n_selectors)
        }
        CssRule::Nesting(nesting) => within(&nesting.style.rules.0, outer),
        CssRule::Media(media) => within(&media.rules.0, outer),
        CssRule::Supports(supports) => within(&supports.rules.0, outer),
        CssRule::Container(container) => within(&container.rules.0, outer),
        CssRule::LayerBlock(block) => within(&block.rules.0, outer),
        CssRule::StartingStyle(starting) => within(&starting.rules.0, outer),
        CssRule::Scope(scope) => within(&scope.rules.0, outer),
        _ => None,
    })
}

/// How many selectors one becomes when each `&` in it stands for `outer` of them.
fn copies(selector: &Selector<'_>, outer: usize) -> usize {
    let n_nesting = selector.iter_raw_match_order().filter(|component| matches!(component, Component::Nesting)).count();
    outer.saturating_pow(n_nesting.max(1) as u32)
}
