//! Scoped names of css modules.

/// How the names of one file are made unique: `Card` and `1a2b3c` make `Card_title_1a2b3c` of `title`.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    before: String,
    after: String,
}

impl Naming {
    /// From a path (its file name without `.module` counts) and the hash of the file.
    pub(crate) fn new(path: &str, hash: &str) -> Self {
        let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let stem = sanitized(stem.strip_suffix(".module").unwrap_or(stem));
        let is_start = |first: char| first == '_' || first.is_alphabetic();
        let lead = if stem.starts_with(is_start) { "" } else { "_" };
        Self { before: format!("{lead}{stem}_"), after: format!("_{}", sanitized(hash)) }
    }

    /// The name that stands in the output and in the exports.
    pub(crate) fn scoped(&self, local: &str) -> String {
        format!("{}{local}{}", self.before, self.after)
    }
}

fn sanitized(text: &str) -> String {
    text.chars()
        .map(|character| if character.is_alphanumeric() || character == '-' { character } else { '_' })
        .collect()
}
