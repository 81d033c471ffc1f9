//! The tables of `runtime_source` as JavaScript constants; their shapes are described in `runtime/README.md`.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::rings::Rings;
use super::{
    Consume, Expose, Fallback, Group, Library, Provide, Remote, RemoteLocation, RemoteModule, RuntimeTables,
    ScopeNames, ShareFlags, Start, Strategy,
};

/// All tables, one `const` per line; those that an update may replace with `let` in hot builds.
pub(super) fn constants(tables: &RuntimeTables, rings: &Rings) -> String {
    let is_hot = tables.hot.is_some();
    let declaration = |name: &str| if is_hot && REPLACEABLE.contains(&name) { "let" } else { "const" };
    let lines = values(tables, rings);
    let lines = lines.into_iter().map(|(name, value)| format!("{} {name} = {value};\n", declaration(name)));
    lines.collect()
}

/// The tables that an update may replace; the others are the same as long as the page lives.
pub(super) const REPLACEABLE: [&str; 6] = ["CHUNKS", "CSS", "GROUPS", "EXPOSES", "CONSUMES", "REMOTE_MODULES"];

/// All tables by name.
pub(super) fn values(tables: &RuntimeTables, rings: &Rings) -> Vec<(&'static str, String)> {
    let mut constants = vec![
        ("NAME", string(&tables.name)),
        ("QUEUE", string(&tables.queue)),
        ("PUBLIC_PATH", string(&tables.public_path)),
        ("PUBLIC_PATH_META", string(&tables.public_path_meta)),
        ("UNDO", string(&tables.undo_path)),
        ("SHARE_SCOPE", share_scope(&tables.share_scope)),
        ("STRATEGY", string(strategy(tables.strategy))),
        ("CSS_BEFORE", string(&tables.css_before)),
        ("CHUNKS", by_id(&tables.chunks, |file| string(file))),
        ("CSS", by_id(&tables.styles, |file| string(file))),
        ("GROUPS", groups(&tables.groups, rings)),
        ("EXPOSES", format!("{{{}}}", joined(tables.exposes.iter().map(expose)))),
        ("CONSUMES", by_id(&tables.consumes, |item| consume(item, tables.runtime.is_some()))),
        ("PROVIDES", list(tables.provides.iter().map(provide))),
        ("START", start(&tables.library)),
    ];
    if let Some(runtime) = &tables.runtime {
        constants.push(("RUNTIME", runtime.module.to_string()));
    }
    if tables.runtime.is_some() || tables.hot.is_some() {
        constants.push(("REMOTE_MODULES", by_id(&tables.remote_modules, remote_module)));
    }
    if let Some(hot) = &tables.hot {
        constants.push(("HOT", hot.constant()));
    }
    constants
}

/// The remotes; their expressions must not see the names of the runtime.
pub(super) fn remotes(remotes: &[Remote]) -> String {
    list(remotes.iter().map(remote))
}

/// A JavaScript string literal, safe in older engines and inside an inline script.
pub(super) fn string(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029").replace("</", "<\\/")
}

fn joined<Item: Display>(items: impl Iterator<Item = Item>) -> String {
    items.map(|item| item.to_string()).collect::<Vec<_>>().join(",")
}

fn list<Item: Display>(items: impl Iterator<Item = Item>) -> String {
    format!("[{}]", joined(items))
}

fn strings(texts: &[String]) -> String {
    list(texts.iter().map(|text| string(text)))
}

fn by_id<Value>(table: &BTreeMap<u32, Value>, value: impl Fn(&Value) -> String) -> String {
    format!("{{{}}}", joined(table.iter().map(|(id, item)| format!("{id}:{}", value(item)))))
}

fn share_scope(names: &ScopeNames) -> String {
    match names {
        ScopeNames::One(name) => string(name),
        ScopeNames::Many(names) => strings(names),
    }
}

fn strategy(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::VersionFirst => "version-first",
        Strategy::LoadedFirst => "loaded-first",
    }
}

/// What has to be loaded, with the ids of all groups that need just that; groups that need nothing are left out.
fn groups(groups: &BTreeMap<u32, Group>, rings: &Rings) -> String {
    let mut alike: BTreeMap<[&[u32]; 4], Vec<u32>> = BTreeMap::new();
    for (id, group) in groups {
        alike.entry([&group.chunks, &group.styles, &group.consumes, rings.consumes(*id)]).or_default().push(*id);
    }
    let needed = alike.iter().filter(|(lists, _)| lists.iter().any(|list| !list.is_empty()));
    list(needed.map(|([chunks, styles, consumes, ring], ids)| {
        let ring = (!ring.is_empty()).then_some(*ring);
        let lists = [*chunks, *styles, *consumes, ids.as_slice()].into_iter().chain(ring);
        list(lists.map(|ids| list(ids.iter())))
    }))
}

fn expose(expose: &Expose) -> String {
    format!("{}:[{},{},{}]", string(&expose.key), expose.group, expose.module, expose.mode as u8)
}

fn consume(consume: &Consume, has_runtime: bool) -> String {
    let (scopes, key, range) = (strings(&consume.scopes), string(&consume.key), consume.range_table(has_runtime));
    let fallback = |Fallback { group, module }| format!("{group},{module}");
    let fallback = consume.fallback.map_or_else(|| "-1,-1".to_owned(), fallback);
    let range_text = string(consume.required_version.as_deref().unwrap_or("*"));
    format!("[{scopes},{key},{range},{},{fallback},{range_text}]", flags(consume.flags))
}

fn remote_module(module: &RemoteModule) -> String {
    format!("[{},{}]", module.remote, string(&module.key))
}

/// What the runtime of the project takes, or places to look at where it cannot load the container (spec §5.3).
fn remote(remote: &Remote) -> String {
    let (alias, scope) = (string(&remote.alias), share_scope(&remote.share_scope));
    let place = match remote.locations.as_slice() {
        [RemoteLocation::Script { name, entry }] if !name.is_empty() => {
            format!("name:{},entry:{},externalType:\"script\"", string(name), string(entry))
        }
        locations => format!("locations:{}", list(locations.iter().map(location))),
    };
    format!("{{alias:{alias},shareScope:{scope},{place}}}")
}

/// Name and address of a script, or a function with `require` and the number of attempts before.
fn location(location: &RemoteLocation) -> String {
    match location {
        RemoteLocation::Script { name, entry } => list([string(name), string(entry)].iter()),
        // Its text may end in a semicolon and a comment, and begin with one.
        RemoteLocation::Expression(expression) => {
            format!("() => {{ const mfbuild_container = {expression}\n; return mfbuild_container; }}")
        }
        // A failed `import()` is final for its address, so a retry needs another one.
        RemoteLocation::Module(url) => {
            let separator = if url.contains('?') { '&' } else { '?' };
            format!("(require, attempt) => import({} + (attempt ? \"{separator}\" + attempt : \"\"))", string(url))
        }
        RemoteLocation::Internal(Fallback { group, module }) => format!("(require) => require.i({group}, {module})"),
    }
}

fn provide(provide: &Provide) -> String {
    let (scopes, key, version) = (strings(&provide.scopes), string(&provide.key), string(&provide.version));
    let Fallback { group, module } = provide.copy;
    let required = provide.required_version.as_deref().map_or_else(|| "false".to_owned(), string);
    format!("[{scopes},{key},{version},{group},{module},{},{required}]", flags(provide.flags))
}

fn flags(flags: ShareFlags) -> u8 {
    u8::from(flags.singleton) | u8::from(flags.strict_version) << 1 | u8::from(flags.eager) << 2
}

fn start(library: &Library) -> String {
    match library {
        Library::Page(Start { group, module }) | Library::ModulePage(Start { group, module }) => {
            format!("[{},{module}]", group.map_or(-1, i64::from))
        }
        _ => "[]".to_owned(),
    }
}
