//! A finished script is read once more, as a browser would.

/// Parses a script or module and looks for early errors.
///
/// # Errors
/// The message and the place of the error.
pub fn verify(text: &str) -> Result<(), (String, usize)> {
    match mfbuild_minify::verify(text).into_iter().next() {
        Some(error) => Err((error.message, error.labels.first().map_or(0, |(place, _)| place.start))),
        None => Ok(()),
    }
}
