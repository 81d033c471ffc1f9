//! The minifier's side of the border: a printed factory and its positions become short.
//!
//! Owns the way back: positions of the short text lead through the readable one to the sources. The minifier itself is
//! `mfbuild_minify`.

use std::cell::RefCell;

use mfbuild_minify::{Kind, MinifyOptions, Position, Shift};
use rustc_hash::FxHashSet;
use swc_core::common::comments::{Comment, CommentKind, Comments};
use swc_core::common::{BytePos, DUMMY_SP, LineCol};

use crate::comments::Annotations;
use crate::loop_heads::{Parenthesized, printed_syntax};
use crate::map::Positions;

/// A printed program.
pub(crate) struct Printed {
    pub(crate) text: String,
    /// If they were asked for.
    pub(crate) positions: Option<Positions>,
}

/// The short form of a printed program.
///
/// # Errors
/// The first early error of the text.
pub(crate) fn minify(printed: &Printed, kind: Kind, keep_names: bool, renames: bool) -> Result<Printed, String> {
    let options = MinifyOptions { kind, keep_names, compress: renames, positions: printed.positions.is_some() };
    let minified = mfbuild_minify::minify(&printed.text, options).or_else(|errors| {
        // Positions behind the added parentheses are off by their number.
        let clear = Parenthesized::of(&printed.text, printed_syntax()).ok_or(errors)?;
        mfbuild_minify::minify(&clear.text, options)
    });
    let minified = minified.map_err(|errors| {
        let first = errors.into_iter().next();
        first.map_or_else(|| "it does not parse".to_owned(), |error| error.message)
    })?;
    let positions = printed.positions.as_ref().map(|readable| composed(readable.clone(), &minified.positions));
    Ok(Printed { text: minified.code, positions })
}

/// The program with escapes for all characters above ASCII.
pub(crate) fn to_ascii(printed: Printed, kind: Kind) -> Printed {
    let Some(ascii) = mfbuild_minify::ascii(&printed.text, kind) else { return printed };
    let positions = printed.positions.map(|positions| shifted(positions, &ascii.shifts));
    Printed { text: ascii.code, positions }
}

fn shifted(mut positions: Positions, shifts: &[Shift]) -> Positions {
    positions.sort_by_key(|(place, _)| (place.line, place.col));
    let (mut next, mut line, mut by) = (0, 0, 0);
    for (place, _) in &mut positions {
        if place.line != line {
            (line, by) = (place.line, 0);
        }
        while let Some(shift) = shifts.get(next).filter(|shift| (shift.line, shift.column) < (place.line, place.col)) {
            by = if shift.line == line { by + shift.by } else { 0 };
            next += 1;
        }
        place.col += by;
    }
    positions
}

/// Positions of the short text with those nodes that began at the same place of the readable text.
fn composed(mut readable: Positions, short: &[Position]) -> Positions {
    let key = |place: &LineCol| (place.line, place.col);
    // Of several nodes that begin at one place, the outermost one was printed first.
    readable.sort_by_key(|(place, _)| key(place));
    readable.dedup_by_key(|(place, _)| key(place));
    let mut positions: Positions = Vec::with_capacity(short.len());
    for position in short {
        let wanted = (position.readable_line, position.readable_column);
        let found = readable.binary_search_by_key(&wanted, |(place, _)| key(place));
        let node = found.map_or(BytePos::DUMMY, |index| readable[index].1);
        // A run of added text is one segment.
        if node.is_dummy() && positions.last().is_none_or(|(_, last)| last.is_dummy()) {
            continue;
        }
        positions.push((LineCol { line: position.line, col: position.column }, node));
    }
    positions
}

/// Annotations as comments for the printer, each in front of the first node that begins there.
pub(crate) struct AnnotationComments<'a> {
    annotations: &'a Annotations,
    printed: RefCell<FxHashSet<BytePos>>,
}

impl<'a> AnnotationComments<'a> {
    pub(crate) fn new(annotations: &'a Annotations) -> Self {
        Self { annotations, printed: RefCell::default() }
    }
}

impl Comments for AnnotationComments<'_> {
    fn take_leading(&self, position: BytePos) -> Option<Vec<Comment>> {
        let text = if self.annotations.pure.contains(&position) {
            "#__PURE__"
        } else if self.annotations.no_side_effects.contains(&position) {
            "#__NO_SIDE_EFFECTS__"
        } else {
            return None;
        };
        let is_new = self.printed.borrow_mut().insert(position);
        is_new.then(|| vec![Comment { kind: CommentKind::Block, span: DUMMY_SP, text: text.into() }])
    }

    fn add_leading(&self, _: BytePos, _: Comment) {}
    fn add_leading_comments(&self, _: BytePos, _: Vec<Comment>) {}
    fn has_leading(&self, _: BytePos) -> bool {
        false
    }
    fn move_leading(&self, _: BytePos, _: BytePos) {}
    fn get_leading(&self, _: BytePos) -> Option<Vec<Comment>> {
        None
    }
    fn add_trailing(&self, _: BytePos, _: Comment) {}
    fn add_trailing_comments(&self, _: BytePos, _: Vec<Comment>) {}
    fn has_trailing(&self, _: BytePos) -> bool {
        false
    }
    fn move_trailing(&self, _: BytePos, _: BytePos) {}
    fn take_trailing(&self, _: BytePos) -> Option<Vec<Comment>> {
        None
    }
    fn get_trailing(&self, _: BytePos) -> Option<Vec<Comment>> {
        None
    }
    fn add_pure_comment(&self, _: BytePos) {}
}
