//! How much of the output comes from which source, by the source maps of the scripts.
//!
//! Owns the sums, for `bundle-stats.json`. The maps are those that this build has just made.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::output::OutputFile;

/// The parts of a source map that say what comes from where.
#[derive(Deserialize)]
struct Map {
    sources: Vec<String>,
    mappings: String,
}

/// Characters of the scripts by source, named as in the maps without their prefix; empty without source maps.
pub fn output_sizes(files: &[OutputFile]) -> FxHashMap<String, u64> {
    let mut sizes = FxHashMap::default();
    for file in files {
        let Some(script) = file.name.strip_suffix(".map").filter(|script| script.ends_with(".js")) else { continue };
        let Some(script) = files.iter().find(|file| file.name == script) else { continue };
        let (Ok(map), Ok(script)) = (file.bytes(), script.bytes()) else { continue };
        let Ok(map) = serde_json::from_slice::<Map>(&map) else { continue };
        add(&map, &String::from_utf8_lossy(&script), &mut sizes);
    }
    sizes
}

fn add(map: &Map, script: &str, sizes: &mut FxHashMap<String, u64>) {
    let names: Vec<&str> = map.sources.iter().map(|source| plain_name(source)).collect();
    // Positions of sources go on from line to line, columns begin anew.
    let mut source = 0;
    for (segments, line) in map.mappings.split(';').zip(script.split('\n')) {
        let end = line.encode_utf16().count() as i64;
        let mut column = 0;
        let mut current: Option<(&str, i64)> = None;
        for segment in segments.split(',').filter(|segment| !segment.is_empty()) {
            let fields = numbers(segment);
            column += fields.first().copied().unwrap_or(0);
            count(current, column, sizes);
            source += fields.get(1).copied().unwrap_or(0);
            current = usize::try_from(source).ok().and_then(|at| names.get(at)).map(|name| (*name, column));
        }
        count(current, end, sizes);
    }
}

/// What stands between the place of a source and the next one.
fn count(current: Option<(&str, i64)>, end: i64, sizes: &mut FxHashMap<String, u64>) {
    if let Some((name, start)) = current {
        let length = u64::try_from(end - start).unwrap_or(0);
        match sizes.get_mut(name) {
            Some(size) => *size += length,
            None => drop(sizes.insert(name.to_string(), length)),
        }
    }
}

/// `mfbuild://shop/src/index.ts` → `src/index.ts`.
fn plain_name(source: &str) -> &str {
    let name = source.split_once("://").and_then(|(_, path)| path.split_once('/')).map_or(source, |(_, name)| name);
    name.trim_start_matches("./")
}

/// Base 64 numbers of variable length (ECMA-426 §5.3).
fn numbers(segment: &str) -> Vec<i64> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut found = Vec::with_capacity(5);
    let (mut value, mut shift) = (0_i64, 0);
    for byte in segment.bytes() {
        let digit = DIGITS.iter().position(|digit| *digit == byte).unwrap_or(0) as i64;
        value |= (digit & 31) << shift;
        shift += 5;
        if digit & 32 == 0 {
            found.push(if value & 1 == 1 { -(value >> 1) } else { value >> 1 });
            (value, shift) = (0, 0);
        }
    }
    found
}

#[cfg(test)]
mod tests;
