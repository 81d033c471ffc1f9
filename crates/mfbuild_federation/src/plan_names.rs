//! Names that others on the page can see: chunk queues and expose chunks.
//!
//! Owns §7.2 (queue names must be unique for each build) and the encoding of §2.4. Whether a container name may be a
//! global variable is decided where options are made (mfbuild_config).

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64;

/// Global name of the chunk queue of one build (§7.2).
///
/// `acme__x` and `acme-x` read alike, so a hash of the exact name and build id follows: `mfbuild_acme__x_0123456789`.
/// The prefix is never webpack's: two builds that share a queue feed each other's module tables.
#[must_use]
pub fn queue_name(unique_name: &str, build_id: &str) -> String {
    // A separator that no name contains keeps ("a", "bc") and ("ab", "c") apart.
    let hash = xxh3_64(format!("{unique_name}\0{build_id}").as_bytes());
    let readable: String = unique_name.chars().map(identifier_char).collect();
    format!("mfbuild_{readable}_{:010x}", hash & 0xff_ffff_ffff)
}

/// Name of the chunk of an expose: `./a-b` → `__federation_expose_a_b` (§2.4).
///
/// Characters that file systems or urls treat specially become `_` too.
#[must_use]
pub fn expose_chunk_name(key: &str) -> String {
    let name = expose_name(key);
    let mut encoded = String::from("__federation_expose_");
    if name == "." {
        encoded.push_str("default_export");
        return encoded;
    }
    for c in name.chars() {
        match c {
            '@' => encoded.push_str("scope_"),
            '/' => encoded.push_str("__"),
            '.' | '$' => encoded.push(c),
            c if c.is_alphanumeric() => encoded.push(c),
            _ => encoded.push('_'),
        }
    }
    encoded
}

/// Name of an expose in the manifest: the key without a leading `./` (§2.2).
#[must_use]
pub fn expose_name(key: &str) -> &str {
    key.strip_prefix("./").unwrap_or(key)
}

/// Makes equal names differ by a counter: `a`, `a` → `a`, `a_2`. The first of each keeps its name.
#[must_use]
pub fn distinct(names: impl IntoIterator<Item = String>, separator: &str) -> Vec<String> {
    let mut taken = FxHashSet::default();
    names.into_iter().map(|name| take_free_name(name, separator, &mut taken)).collect()
}

fn take_free_name(name: String, separator: &str, taken: &mut FxHashSet<String>) -> String {
    let free = if taken.contains(&name) {
        (2..)
            .map(|count| format!("{name}{separator}{count}"))
            .find(|candidate| !taken.contains(candidate))
            .expect("finitely many names are taken, the counter is not bounded")
    } else {
        name
    };
    taken.insert(free.clone());
    free
}

fn identifier_char(c: char) -> char {
    if c.is_ascii_alphanumeric() || c == '$' { c } else { '_' }
}

#[cfg(test)]
mod tests;
