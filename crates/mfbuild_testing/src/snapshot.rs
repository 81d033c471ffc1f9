//! The `.snap` file of a case: file list, what the build said, code of the chunks and the manifest.
//!
//! Content hashes and temporary paths are masked. The container's code is left out: it is the same runtime everywhere.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Files above this size are listed only.
const CODE_LIMIT: u64 = 16 * 1024;

/// Text of the snapshot of one build.
pub(crate) fn render(root: &Path, output: &Path, said: &str) -> Result<String, String> {
    let mut files = Vec::new();
    list(output, "", &mut files).map_err(|error| format!("cannot list {}: {error}", output.display()))?;
    files.sort();
    let mut text = String::from("# files\n");
    for (name, _) in &files {
        writeln!(text, "{}", mask(name)).expect("writing to a string cannot fail");
    }
    let complaints = said.replace(&*root.to_string_lossy(), "[root]");
    let is_told = |line: &&str| line.starts_with("warning") || line.starts_with("error");
    for (index, line) in complaints.lines().filter(is_told).enumerate() {
        text.push_str(if index == 0 { "\n# diagnostics\n" } else { "" });
        writeln!(text, "{line}").expect("writing to a string cannot fail");
    }
    for (name, size) in files.iter().filter(|(name, size)| is_shown(name) && *size <= CODE_LIMIT) {
        let code =
            fs::read_to_string(output.join(name)).map_err(|error| format!("cannot read {name} ({size}): {error}"))?;
        write!(text, "\n# {}\n{}\n", mask(name), mask(code.trim_end())).expect("writing to a string cannot fail");
    }
    Ok(text)
}

fn is_shown(name: &str) -> bool {
    name == "mf-manifest.json" || (name.contains('/') && (name.ends_with(".js") || name.ends_with(".css")))
}

fn list(root: &Path, below: &str, files: &mut Vec<(String, u64)>) -> std::io::Result<()> {
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        let metadata = entry.metadata()?;
        if metadata.is_dir() {
            list(root, &format!("{name}/"), files)?;
        } else {
            files.push((name, metadata.len()));
        }
    }
    Ok(())
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
