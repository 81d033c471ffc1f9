//! Stable names and numbers: content hashes, module and chunk ids, file names.
//!
//! Owns everything that must come out the same on every machine and for every thread count.

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64;

use mfbuild_config::BuildOptions;
use mfbuild_federation::manifest::manifest_file_names;

/// 64-bit content hash (XXH3).
pub fn hash(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}

/// What a user opens, or gives to a host, below the address of the output: nothing more for a page, else the manifest,
/// or the container where there is none.
pub fn front_file(options: &BuildOptions) -> String {
    let remote = &options.federation;
    match (&options.app, &remote.manifest) {
        (Some(_), _) => String::new(),
        (None, Some(manifest)) => {
            let [name, _] = manifest_file_names(manifest);
            name
        }
        (None, None) => remote.filename.clone(),
    }
}

/// Twelve hexadecimal digits of a content hash, as backstage-cli's file names have.
pub fn short_hash(bytes: &[u8]) -> String {
    format!("{:016x}", hash(bytes))[..12].to_string()
}

/// Ids derived from stable names, so that a module keeps its id when others come and go.
#[derive(Debug, Default)]
pub struct Ids {
    taken: FxHashSet<u32>,
    range: u32,
}

impl Ids {
    /// Room for `n` ids: the range is about ten times as large, so that few names collide.
    pub fn new(n: usize) -> Self {
        let mut range = 1000;
        while range < 10 * n as u32 {
            range *= 10;
        }
        Self { taken: FxHashSet::default(), range }
    }

    /// Room for any number: an id stays the same when many names come and go, but it is longer.
    pub fn wide() -> Self {
        Self { taken: FxHashSet::default(), range: 1 << 31 }
    }

    /// The id of a name; on a collision the next free one, so callers ask in a stable order.
    pub fn assign(&mut self, name: &str) -> u32 {
        let mut id = (hash(name.as_bytes()) % u64::from(self.range)) as u32;
        while !self.taken.insert(id) {
            id = (id + 1) % self.range;
        }
        id
    }
}

/// A file name part from any text: what is no letter, digit, `_`, `.` or `-` becomes `-`.
pub fn file_name_part(text: &str) -> String {
    let clean: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-') { c } else { '-' }).collect();
    clean.trim_matches(['-', '.']).to_string()
}

/// Parts of paths in packages that say nothing.
const EMPTY_PARTS: [&str; 14] = [
    "index",
    "main",
    "dist",
    "lib",
    "src",
    "build",
    "es",
    "esm",
    "cjs",
    "umd",
    "browser",
    "module",
    "development",
    "production",
];

/// A readable chunk name from a module name: `./src/pages/About.tsx` → `About`, `…/settings/index.ts` → `settings`,
/// `…/node_modules/@acme/session/dist/index.js` → `acme-session`.
pub fn readable(module: &str) -> String {
    let path = module.split('?').next().unwrap_or(module);
    if let Some((_, inner)) = path.rsplit_once("node_modules/") {
        return readable_of_package(inner);
    }
    let mut parts = path.rsplit('/').map(stem).filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or("chunk");
    let name = if first == "index" { parts.next().unwrap_or(first) } else { first };
    file_name_part(name)
}

/// The file's name if it says something, else the package's.
fn readable_of_package(path: &str) -> String {
    let length = if path.starts_with('@') { 2 } else { 1 };
    let parts: Vec<&str> = path.split('/').collect();
    let (package, file) = parts.split_at(length.min(parts.len()));
    let telling = file.iter().rev().map(|part| stem(part)).find(|part| !EMPTY_PARTS.contains(part));
    file_name_part(&telling.map_or_else(|| package.join("-").replace('@', ""), str::to_string))
}

fn stem(part: &str) -> &str {
    part.split('.').next().unwrap_or(part)
}
