//! Which file the `exports` of a package.json name, for errors about a file that is not there.
//!
//! Owns a second reading of `exports` (Node's `PACKAGE_EXPORTS_RESOLVE`): the engine resolves by its own, and says only
//! that there is no file.

use serde_json::Value;

/// The target for `subpath` (`part`, or nothing for the main entry) under these conditions.
pub(super) fn target(exports: &Value, subpath: &str, conditions: &[String]) -> Option<String> {
    let key = if subpath.is_empty() { ".".to_owned() } else { format!("./{subpath}") };
    let entries = exports.as_object().filter(|entries| entries.keys().any(|key| key.starts_with('.')));
    let Some(entries) = entries else {
        return (key == ".").then(|| select(exports, conditions).map(str::to_owned))?;
    };
    if let Some(value) = entries.get(&key) {
        return select(value, conditions).map(str::to_owned);
    }
    let patterns = entries.iter().filter_map(|(pattern, value)| {
        let (before, after) = pattern.split_once('*')?;
        let matched = key.strip_prefix(before)?.strip_suffix(after)?;
        (!matched.is_empty()).then_some((before.len(), matched, value))
    });
    // The longest beginning wins.
    let (_, matched, value) = patterns.max_by_key(|(length, ..)| *length)?;
    Some(select(value, conditions)?.replace('*', matched))
}

/// The first string below a value that the conditions lead to.
fn select<'v>(value: &'v Value, conditions: &[String]) -> Option<&'v str> {
    let is_met = |name: &str| name == "default" || conditions.iter().any(|condition| condition == name);
    match value {
        Value::String(target) => Some(target),
        Value::Array(targets) => targets.iter().find_map(|target| select(target, conditions)),
        Value::Object(branches) => {
            branches.iter().filter(|(name, _)| is_met(name)).find_map(|(_, branch)| select(branch, conditions))
        }
        _ => None,
    }
}
