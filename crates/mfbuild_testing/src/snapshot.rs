//! The `.snap` file of a case: file list, warnings, code of the chunks and (where asked for) the manifest; of a build that
//! fails all that it prints.
//!
//! Content hashes and temporary paths are masked. The container's code is left out: it is the same runtime everywhere.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::tree::read_tree;

/// Files above this size are listed only.
const CODE_LIMIT: usize = 16 * 1024;

/// What becomes part of a snapshot.
pub(crate) struct Shown<'run> {
    /// Root of the sources, masked in texts.
    pub root: &'run Path,
    /// Output directory; `None` for a build that failed.
    pub output: Option<&'run Path>,
    /// What the build printed.
    pub said: &'run str,
    /// With the manifest.
    pub manifest: bool,
}

/// Text of the snapshot of one build.
pub(crate) fn render(shown: &Shown) -> Result<String, String> {
    let mut text = String::new();
    let Some(output) = shown.output else {
        section(&mut text, "diagnostics", &shown.said.replace(&*shown.root.to_string_lossy(), "[root]"));
        return Ok(text);
    };
    let files = read_tree(output)?;
    section(&mut text, "files", &files.keys().map(|name| format!("{name}\n")).collect::<String>());
    section(&mut text, "diagnostics", &warnings(shown.said));
    for (name, bytes) in &files {
        let is_code = name.contains('/') && (name.ends_with(".js") || name.ends_with(".css"));
        if bytes.len() <= CODE_LIMIT && (is_code || shown.manifest && name == "mf-manifest.json") {
            section(&mut text, name, &String::from_utf8_lossy(bytes));
        }
    }
    Ok(text)
}

/// Adds a heading and a text, unless the text is empty.
fn section(text: &mut String, heading: &str, body: &str) {
    if !body.trim().is_empty() {
        let separator = if text.is_empty() { "" } else { "\n" };
        write!(text, "{separator}# {}\n{}\n", mask(heading), mask(body.trim_end()))
            .expect("writing to a string cannot fail");
    }
}

/// First lines of the warnings; the table of files varies with sizes and time.
fn warnings(said: &str) -> String {
    said.lines().filter(|line| line.starts_with("warning")).map(|line| format!("{line}\n")).collect()
}

/// Replaces runs of at least eight hexadecimal digits, with at least one of 0 to 9, by `[hash]`.
pub(crate) fn mask(text: &str) -> String {
    let is_word = |char: char| char.is_ascii_alphanumeric();
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|char| !is_word(char)).unwrap_or(rest.len());
        let word = &rest[..end];
        masked.push_str(if is_hash(word) { "[hash]" } else { word });
        let after = rest[end..].chars().take_while(|char| !is_word(*char)).map(char::len_utf8).sum::<usize>();
        masked.push_str(&rest[end..end + after]);
        rest = &rest[end + after..];
    }
    masked
}

fn is_hash(word: &str) -> bool {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    word.len() >= 8 && word.bytes().all(is_hex) && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Compares `snap` with the file, or writes the file.
pub(crate) fn check(file: &Path, snap: &str, update: bool) -> Result<(), String> {
    let old = fs::read_to_string(file).unwrap_or_default();
    if old == snap {
        return Ok(());
    }
    if update {
        return fs::write(file, snap).map_err(|error| format!("cannot write {}: {error}", file.display()));
    }
    let (line, expected, got) = first_difference(&old, snap);
    let name = file.display();
    Err(format!(
        "line {line} of {name} differs (UPDATE_SNAPSHOTS=1 writes it anew)\n  expected {expected}\n  got      {got}"
    ))
}

fn first_difference<'text>(old: &'text str, new: &'text str) -> (usize, &'text str, &'text str) {
    let end = "(end of file)";
    let (mut expected, mut got) = (old.lines(), new.lines());
    for line in 1.. {
        match (expected.next(), got.next()) {
            (Some(one), Some(other)) if one == other => {}
            (one, other) => return (line, one.unwrap_or(end), other.unwrap_or(end)),
        }
    }
    unreachable!("texts that differ have a first different line or end")
}
