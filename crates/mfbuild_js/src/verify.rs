//! A finished script is read once more, as a browser would.

use crate::loop_heads::{Parenthesized, printed_syntax};

/// Parses a script or module and looks for early errors.
///
/// # Errors
/// The message and the place of the error.
pub fn verify(text: &str) -> Result<(), (String, usize)> {
    let mut errors = mfbuild_minify::verify(text);
    if !errors.is_empty()
        && let Some(clear) = Parenthesized::of(text, printed_syntax())
    {
        errors = mfbuild_minify::verify(&clear.text);
        for (place, _) in errors.iter_mut().flat_map(|error| &mut error.labels) {
            *place = clear.original(place.start)..clear.original(place.end);
        }
    }
    match errors.into_iter().next() {
        Some(error) => Err((error.message, error.labels.first().map_or(0, |(place, _)| place.start))),
        None => Ok(()),
    }
}
