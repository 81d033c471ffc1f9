//! The `app.sharedDependencies` option: the table that an app offers to remotes at run time (spec/backstage.md §7).
//!
//! Owns its forms and the default of each entry; which packages are in it where nothing is said is in `backstage.rs`.
//! Versions are found later.

use std::ops::Range;

use jsonc_parser::ast::Value;

use crate::backstage;
use crate::json::span;
use crate::options::SharedDependency;
use crate::reader::{Field, INVALID_OPTION, Reader};
use crate::version_text::looks_like_version;

/// The option as written.
pub(crate) enum RawTable {
    /// `true`: the default list.
    Default,
    /// `false`.
    Empty,
    /// What is added to the default list of the profile, or taken away.
    Entries(Vec<RawDependency>),
}

/// One entry; `None` means "not said".
#[derive(Default)]
pub(crate) struct RawDependency {
    name: String,
    /// Of the name.
    span: Range<usize>,
    /// `"react": false` takes a default entry away.
    off: bool,
    version: Option<String>,
    required_version: Option<String>,
    singleton: Option<bool>,
    eager: Option<bool>,
}

impl RawTable {
    /// What the user named.
    pub fn named(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        let entries = if let Self::Entries(entries) = self { entries.as_slice() } else { &[] };
        entries.iter().map(|entry| (entry.name.as_str(), entry.span.clone()))
    }
}

/// `true`, `false`, an array of names, or an object.
pub(crate) fn read(reader: &mut Reader, field: &Field) -> Option<RawTable> {
    match field.value {
        Value::BooleanLit(literal) => Some(if literal.value { RawTable::Default } else { RawTable::Empty }),
        Value::Array(_) => {
            let names = reader.strings(&field.path, field.value)?;
            let entries = names.into_iter().enumerate().filter_map(|(index, name)| {
                let path = format!("{}[{index}]", field.path);
                named(reader, &path, &name.value, name.span)
            });
            Some(RawTable::Entries(entries.collect()))
        }
        Value::Object(_) => {
            let fields = reader.map(&field.path, field.value);
            Some(RawTable::Entries(fields.iter().filter_map(|field| read_entry(reader, field)).collect()))
        }
        other => reader.wrong_type(&field.path, "a boolean, an array of names or an object", other),
    }
}

/// An entry is one module, so it cannot be a prefix as in `shared`.
fn named(reader: &mut Reader, path: &str, name: &str, span: Range<usize>) -> Option<RawDependency> {
    if name.trim().is_empty() {
        return reader.invalid(path, "must not be empty", span);
    }
    if name.ends_with('/') {
        return reader.invalid(path, "must name one module, without `/` at its end", span);
    }
    Some(RawDependency { name: name.to_owned(), span, ..RawDependency::default() })
}

fn read_entry(reader: &mut Reader, field: &Field) -> Option<RawDependency> {
    let mut entry = named(reader, &field.path, field.key, field.key_span.clone())?;
    match field.value {
        Value::BooleanLit(literal) => entry.off = !literal.value,
        Value::StringLit(_) => entry.required_version = range(reader, field),
        Value::Object(_) => read_object(reader, field, &mut entry),
        other => return reader.wrong_type(&field.path, "a boolean, a range or an object", other),
    }
    Some(entry)
}

fn read_object(reader: &mut Reader, field: &Field, entry: &mut RawDependency) {
    for inner in reader.object(&field.path, field.value, &["version", "requiredVersion", "singleton", "eager"]) {
        match inner.key {
            "version" => {
                entry.version = reader.filled_string(&inner.path, inner.value).map(|version| version.value);
            }
            "requiredVersion" => entry.required_version = required_version(reader, &inner),
            "singleton" => entry.singleton = reader.boolean(&inner.path, inner.value),
            _ => entry.eager = reader.boolean(&inner.path, inner.value),
        }
    }
}

/// `false` means "any", as in `shared`.
fn required_version(reader: &mut Reader, field: &Field) -> Option<String> {
    match field.value {
        Value::BooleanLit(literal) if !literal.value => Some("*".to_owned()),
        Value::StringLit(_) => range(reader, field),
        other => reader.wrong_type(&field.path, "a range or `false`", other),
    }
}

/// A range that the federation runtime reads; `latest` and `workspace:*` satisfy nothing there (§4.7).
fn range(reader: &mut Reader, field: &Field) -> Option<String> {
    let range = reader.filled_string(&field.path, field.value)?;
    if looks_like_version(range.value.trim()) {
        return Some(range.value);
    }
    let message = format!("`{}` must be a range of versions, found `{}`", field.path, range.value);
    let problem = reader.problem(INVALID_OPTION, message, span(field.value), "not a range");
    reader.problems.push(problem.with_help("write a range such as `^18.0.0`, or `*` for any version"));
    None
}

/// The table of a build, in order: entries replace those of the default list in their place, others follow.
pub(crate) fn resolve(given: Option<&RawTable>, is_backstage: bool) -> Vec<SharedDependency> {
    let entry = |name| normalize(&RawDependency { name, ..Default::default() });
    let default = || backstage::host_shared().map(move |name| SharedDependency { is_default: true, ..entry(name) });
    let of_profile = || if is_backstage { default().collect() } else { Vec::new() };
    match given {
        None => of_profile(),
        Some(RawTable::Default) => default().collect(),
        Some(RawTable::Empty) => Vec::new(),
        Some(RawTable::Entries(entries)) => merge(of_profile(), entries),
    }
}

fn merge(mut table: Vec<SharedDependency>, entries: &[RawDependency]) -> Vec<SharedDependency> {
    for entry in entries {
        let place = table.iter().position(|known| known.name == entry.name);
        match place {
            Some(place) if entry.off => {
                table.remove(place);
            }
            Some(place) => table[place] = normalize(entry),
            None if entry.off => {}
            None => table.push(normalize(entry)),
        }
    }
    table
}

/// The defaults of an entry (spec/module-federation.md §8, "shared (host)").
fn normalize(entry: &RawDependency) -> SharedDependency {
    SharedDependency {
        name: entry.name.clone(),
        version: entry.version.clone(),
        required_version: entry.required_version.clone().unwrap_or_else(|| "*".to_owned()),
        singleton: entry.singleton.unwrap_or(true),
        eager: entry.eager.unwrap_or(true),
        is_default: false,
    }
}
