//! Comments that mean something: annotations for shaking and the minifier, and licences.
//!
//! Owns which comments these are.

use rustc_hash::FxHashSet;
use swc_core::common::BytePos;
use swc_core::common::comments::{CommentKind, SingleThreadedComments};

/// Positions with annotations.
#[derive(Clone, Default)]
pub(crate) struct Annotations {
    pub(crate) pure: FxHashSet<BytePos>,
    pub(crate) no_side_effects: FxHashSet<BytePos>,
}

#[expect(clippy::iter_over_hash_type, reason = "sets are made from it, their order is not used")]
pub(crate) fn annotations(comments: &SingleThreadedComments) -> Annotations {
    let mut result = Annotations::default();
    let (leading, _) = comments.borrow_all();
    for (position, list) in leading.iter() {
        let has = |flag: &str| {
            list.iter()
                .any(|comment| comment.text.match_indices(flag).any(|(at, _)| comment.text[..at].ends_with(['#', '@'])))
        };
        if has("__PURE__") {
            result.pure.insert(*position);
        }
        if has("__NO_SIDE_EFFECTS__") {
            result.no_side_effects.insert(*position);
        }
    }
    result
}

/// Comments that begin with `!`, or hold `@license` or `@preserve`: those that webpack, esbuild and Rollup keep.
pub(crate) fn legal_comments(comments: &SingleThreadedComments, text: &str) -> Vec<String> {
    let is_marked = |text: &str| text.contains("@license") || text.contains("@preserve");
    if !text.contains("/*!") && !text.contains("//!") && !is_marked(text) {
        return Vec::new();
    }
    let (leading, trailing) = comments.borrow_all();
    let all = leading.values().chain(trailing.values()).flatten();
    let mut legal: Vec<_> = all.filter(|comment| comment.text.starts_with('!') || is_marked(&comment.text)).collect();
    legal.sort_by_key(|comment| comment.span.lo);
    legal.dedup_by_key(|comment| comment.span.lo);
    let printed = legal.into_iter().map(|comment| match comment.kind {
        CommentKind::Block => format!("/*{}*/", comment.text),
        CommentKind::Line => format!("//{}", comment.text),
    });
    printed.collect()
}
