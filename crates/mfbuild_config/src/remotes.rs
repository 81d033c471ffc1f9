//! The `remotes` and `remoteType` options (spec/module-federation.md §5.1).
//!
//! Owns the forms of the option and what the remotes of one build must not be called (§5.5, trap 14). The texts
//! themselves are parsed in `location.rs`.

use std::ops::Range;

use jsonc_parser::ast::Value;
use mfbuild_diagnostics::Diagnostic;

use crate::federation::read_share_scope;
use crate::json::span;
use crate::location::{self, DefaultType, EntryType, INVALID_REMOTE, RawLocation};
use crate::options::{RemoteLocation, RemoteOption, ShareScope};
use crate::reader::{Field, Reader, Spanned};

/// Code of remotes that the runtime would mix up or refuse.
const REMOTE_NAME_TAKEN: &str = "remote-name-taken";

/// One remote as written.
pub(crate) struct RawRemote {
    key: Spanned<String>,
    /// Never empty.
    locations: Vec<RawLocation>,
    share_scope: Option<ShareScope>,
}

impl RawRemote {
    /// Its name in requests of this build, with the place.
    pub fn key(&self) -> (&str, &Range<usize>) {
        (&self.key.value, &self.key.span)
    }

    /// The containers of this very build, as requests with their places.
    pub fn containers(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.locations.iter().filter_map(|location| Some((location::internal_request(location)?, location.span())))
    }
}

/// An object, or an array of strings and objects.
pub(crate) fn read(reader: &mut Reader, field: &Field) -> Vec<RawRemote> {
    let remotes = reader.object_or_items(field, read_entry, read_item);
    without_repeated(reader, remotes)
}

fn read_item(reader: &mut Reader, path: &str, item: &Value) -> Vec<RawRemote> {
    match item {
        Value::StringLit(_) => {
            let Some(text) = reader.filled_string(path, item) else { return Vec::new() };
            let Some(name) = location::container_name(&text.value) else {
                let message = format!("`{}` does not name a remote", location::shown(&text.value));
                let problem = reader.problem(INVALID_REMOTE, message, text.span, "expected `name@url`");
                let help = "write `shop@https://example.com/mf-manifest.json`, or an object: \
                            `{ \"shop\": \"promise window.shop\" }`";
                reader.problems.push(problem.with_help(help));
                return Vec::new();
            };
            let key = Spanned { value: name.to_owned(), span: text.span.clone() };
            vec![RawRemote { key, locations: vec![RawLocation::Text(text)], share_scope: None }]
        }
        Value::Object(_) => reader.entries(path, item, read_entry),
        other => {
            reader.wrong_type::<()>(path, "a string or an object", other);
            Vec::new()
        }
    }
}

fn read_entry(reader: &mut Reader, field: &Field) -> Option<RawRemote> {
    let key = Spanned { value: field.key.to_owned(), span: field.key_span.clone() };
    let wrong_key = field.key.trim().is_empty() || field.key.starts_with(['.', '/']) || field.key.ends_with('/');
    if wrong_key || field.key.contains(['!', ' ']) {
        let message = format!("a remote cannot be called `{}`", field.key);
        let problem = reader.problem(INVALID_REMOTE, message, field.key_span.clone(), "not the start of a request");
        reader.problems.push(problem.with_help("imports begin with it, so take a name such as `shop` or `@acme/shop`"));
        return None;
    }
    if !matches!(field.value, Value::Object(_)) {
        return Some(RawRemote { key, locations: externals(reader, field)?, share_scope: None });
    }
    let has_external = field.value.as_object().is_some_and(|object| object.get("external").is_some());
    if !has_external {
        return read_runtime_form(reader, field, key);
    }
    let mut remote = RawRemote { key, locations: Vec::new(), share_scope: None };
    for inner in reader.object(&field.path, field.value, &["external", "shareScope"]) {
        match inner.key {
            "external" => remote.locations = externals(reader, &inner)?,
            _ => remote.share_scope = read_share_scope(reader, &inner.path, inner.value),
        }
    }
    Some(remote)
}

fn externals(reader: &mut Reader, field: &Field) -> Option<Vec<RawLocation>> {
    let texts = reader.string_or_strings(&field.path, field.value)?;
    Some(texts.into_iter().map(RawLocation::Text).collect())
}

/// The object that the federation runtime is given for a remote, which `@module-federation/vite` takes as its option.
fn read_runtime_form(reader: &mut Reader, field: &Field, key: Spanned<String>) -> Option<RawRemote> {
    let (mut url, mut kind, mut share_scope) = (None, EntryType::Script, None);
    let (mut name, mut global) = (key.value.clone(), None);
    let known = ["external", "entry", "name", "type", "entryGlobalName", "shareScope"];
    for inner in reader.object(&field.path, field.value, &known) {
        match inner.key {
            "entry" => url = Some(reader.filled_string(&inner.path, inner.value)?),
            "name" => name = reader.filled_string(&inner.path, inner.value)?.value,
            "type" => kind = read_entry_type(reader, &inner)?,
            "entryGlobalName" => global = Some(reader.filled_string(&inner.path, inner.value)?),
            "external" => unreachable!("it makes the other form"),
            _ => share_scope = read_share_scope(reader, &inner.path, inner.value),
        }
    }
    let Some(url) = url else {
        return reader.invalid(&field.path, "needs `external` or `entry`", field.key_span.clone());
    };
    // Of modules the runtime takes no global variable.
    if let Some(global) = global.filter(|global| kind == EntryType::Script && global.value != name) {
        let message = format!("`{}.entryGlobalName` must be the name of the remote, `{name}`", field.path);
        let problem = reader.problem(INVALID_REMOTE, message, global.span, "another name");
        let help = format!("remove it, or write `\"name\": \"{}\"`", global.value);
        reader.problems.push(problem.with_help(help));
        return None;
    }
    Some(RawRemote { key, locations: vec![RawLocation::Entry { url, name, kind }], share_scope })
}

fn read_entry_type(reader: &mut Reader, field: &Field) -> Option<EntryType> {
    let name = reader.filled_string(&field.path, field.value)?;
    location::entry_type(&name.value)
        .map_err(|problem| {
            reader.problems.push(problem.with_label(reader.source.clone(), name.span, "no type of remotes"));
        })
        .ok()
}

/// The reader sees to keys of one object; an array may hold several.
fn without_repeated(reader: &mut Reader, remotes: Vec<RawRemote>) -> Vec<RawRemote> {
    let mut kept: Vec<RawRemote> = Vec::new();
    for remote in remotes {
        let Some(earlier) = kept.iter().find(|earlier| earlier.key.value == remote.key.value) else {
            kept.push(remote);
            continue;
        };
        let message = format!("remote `{}` is given twice", remote.key.value);
        let problem = reader.problem("repeated-option", message, remote.key.span, "given again").with_label(
            reader.source.clone(),
            earlier.key.span.clone(),
            "first given here",
        );
        reader.problems.push(problem);
    }
    kept
}

/// `remoteType`: what a text without a type of its own is.
pub(crate) fn read_type(reader: &mut Reader, field: &Field) -> Option<DefaultType> {
    let name = reader.filled_string(&field.path, field.value)?;
    match location::default_type(&name.value) {
        Ok(kind) => Some(kind),
        Err(problem) => {
            let problem = problem.with_label(reader.source.clone(), span(field.value), "no type of remotes");
            reader.problems.push(problem);
            None
        }
    }
}

/// The remotes of a build, in order. `own_name` is the container name of this build, `scope` its share scope.
pub(crate) fn resolve(
    given: &[RawRemote],
    default: DefaultType,
    own_name: &str,
    scope: &ShareScope,
    reader: &mut Reader,
) -> Vec<RemoteOption> {
    let mut remotes = Vec::new();
    for raw in given {
        let n_before = reader.problems.len();
        let locations = locations(raw, default, reader);
        check_own_name(raw, &locations, own_name, reader);
        if reader.problems.len() == n_before {
            let share_scope = raw.share_scope.clone().unwrap_or_else(|| scope.clone());
            remotes.push((raw, RemoteOption { key: raw.key.value.clone(), locations, share_scope }));
        }
    }
    check_names(&remotes, reader);
    remotes.into_iter().map(|(_, remote)| remote).collect()
}

fn locations(raw: &RawRemote, default: DefaultType, reader: &mut Reader) -> Vec<RemoteLocation> {
    let mut found = Vec::new();
    for written in &raw.locations {
        match location::parse(written, &reader.source, default, &raw.key.value) {
            Ok(location) => found.push(location),
            Err(problem) => reader.problems.push(problem),
        }
    }
    found
}

/// A container and its host are both known by name, as global variables and as instances of the runtime (trap 14).
fn check_own_name(raw: &RawRemote, locations: &[RemoteLocation], own_name: &str, reader: &mut Reader) {
    let same = |location: &&RemoteLocation| matches!(location, RemoteLocation::Script { name, .. } if name == own_name);
    if locations.iter().any(|location| same(&location)) {
        let message = format!("remote `{}` has the name of this build, `{own_name}`", raw.key.value);
        let problem = reader.problem(REMOTE_NAME_TAKEN, message, raw.locations[0].span(), "the name is taken");
        let problem = problem.with_note("containers are global variables, so every name is there once on a page");
        reader.problems.push(problem.with_help("give this build another `name` in `mfbuild.config.json`"));
    }
}

type Named<'a> = (&'a RawRemote, RemoteOption);

/// The remotes that the federation runtime is told of: name and url.
fn registered(remote: &RemoteOption) -> Option<(&str, &str)> {
    match remote.locations.as_slice() {
        [RemoteLocation::Script { name, url }] => Some((name, url)),
        _ => None,
    }
}

/// The runtime finds a remote by the start of a request, names and aliases alike, in the order of registration (§5.5).
fn check_names(remotes: &[Named], reader: &mut Reader) {
    for (index, later) in remotes.iter().enumerate() {
        let problem = remotes[..index].iter().find_map(|earlier| clash(earlier, later, reader));
        reader.problems.extend(problem);
    }
}

fn clash(earlier: &Named, later: &Named, reader: &Reader) -> Option<Diagnostic> {
    let ((first, first_url), (second, second_url)) = (registered(&earlier.1)?, registered(&later.1)?);
    let (first_key, second_key) = (earlier.1.key.as_str(), later.1.key.as_str());
    if first == second {
        let different = first_url != second_url;
        return different.then(|| same_name(earlier, later, first, reader));
    }
    let mut names = [first, first_key].into_iter();
    if let Some(name) = names.clone().find(|name| name.starts_with(second_key)) {
        return Some(prefix(earlier, later, name, reader));
    }
    let hidden = |name: &&str| second.strip_prefix(name).is_some_and(|rest| rest.starts_with('/') || rest.is_empty());
    names.any(|name| hidden(&name)).then(|| taken(earlier, later, second, reader))
}

fn same_name(earlier: &Named, later: &Named, name: &str, reader: &Reader) -> Diagnostic {
    let message = format!("remotes `{}` and `{}` are both called `{name}`", earlier.1.key, later.1.key);
    mark(reader.problem(REMOTE_NAME_TAKEN, message, later.0.locations[0].span(), "never asked for"), earlier, reader)
        .with_note("the runtime keeps the first remote of a name and ignores the others")
        .with_help("the name before `@` is the one that the remote was built with; every remote needs its own")
}

/// Registration throws then.
fn prefix(earlier: &Named, later: &Named, name: &str, reader: &Reader) -> Diagnostic {
    let (first, second) = (&earlier.1.key, &later.1.key);
    let message = format!("remote `{second}` cannot stand after `{first}`, since `{name}` begins with `{second}`");
    let help = if name == second {
        format!("call `{second}` otherwise, in the config and in imports")
    } else {
        format!("put `{second}` before `{first}`, or call it otherwise")
    };
    let problem = reader.problem("remote-name-prefix", message, later.0.key.span.clone(), "starts an earlier name");
    mark(problem, earlier, reader)
        .with_note("the federation runtime refuses a remote whose local name begins an earlier name")
        .with_help(help)
}

/// Requests for the later remote would go to the earlier one.
fn taken(earlier: &Named, later: &Named, name: &str, reader: &Reader) -> Diagnostic {
    let (first, second) = (&earlier.1.key, &later.1.key);
    let message =
        format!("remote `{second}` would never be loaded, since remote `{first}` answers to its name `{name}`");
    let problem = reader.problem(REMOTE_NAME_TAKEN, message, later.0.locations[0].span(), "the name is taken");
    mark(problem, earlier, reader)
        .with_note("the federation runtime looks at names and local names, in this order of remotes")
        .with_help(format!("call `{first}` otherwise, in the config and in imports"))
}

fn mark(problem: Diagnostic, earlier: &Named, reader: &Reader) -> Diagnostic {
    problem.with_label(reader.source.clone(), earlier.0.key.span.clone(), "the earlier remote")
}
