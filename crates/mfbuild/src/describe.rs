//! Chunks → the entry of a container or page, `mf-manifest.json` and `mf-stats.json`.
//!
//! Owns what others read about the build. Tables come from the chunk graph, texts from `mfbuild_federation`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use mfbuild_config::{BuildOptions, Library, Mode, Profile, PublicPath, RemoteLocation, ShareScope};
use mfbuild_diagnostics::Diagnostic;
use mfbuild_federation::manifest::{ManifestExpose, ManifestInput, ManifestRemote, ManifestShare, manifest_files};
use mfbuild_federation::manifest_assets::Assets;
use mfbuild_federation::plan::FederationPlan;
use mfbuild_federation::runtime_source::{
    self, Fallback, FederationRuntime, NamespaceMode, RuntimeTables, ScopeNames, ShareFlags, Start, Strategy,
    entry_source,
};
use mfbuild_js::Engine;

use crate::build::HotEntry;
use crate::chunk::{ChunkIdx, Group, GroupIdx};
use crate::graph::{ConsumeModule, EntryKind, Module, ModuleIdx, ModuleKey, ModuleKind};
use crate::hot::{HASH_PLACEHOLDER, HotFactory, HotParts};
use crate::names::short_hash;
use crate::output::OutputFile;
use crate::render::{PlacedFactory, Rendered};
use crate::scopes::{Program, Scopes};

/// Style sheets of Backstage packages go in front of those of JSS, which keep the last word (spec/backstage.md §4).
const BEFORE_JSS: &str = "style[data-jss]";

/// `index.html.tmpl` is filled in by the backend, which knows where the app lies (spec/backstage.md §5).
const PUBLIC_PATH_META: &str = "backstage-public-path";

/// The files of a build, and what a page has to load.
pub struct Described {
    /// In no order.
    pub files: Vec<OutputFile>,
    /// Scripts of the page in the order in which they run, the runtime last; empty without a page.
    pub scripts: Vec<String>,
    /// Style sheets of the page in cascade order.
    pub styles: Vec<String>,
    /// In a session: what pages are told about, and the files that name the build.
    pub hot: Option<(HotParts, Vec<HotEntry>)>,
}

/// All files of the bundle.
pub fn describe(
    program: Program<'_>,
    scopes: &Scopes,
    mut rendered: Rendered,
    plan: &FederationPlan,
    engine: &Engine,
    options: &BuildOptions,
) -> Result<Described, Vec<Diagnostic>> {
    let mut described =
        Described { files: std::mem::take(&mut rendered.files), scripts: Vec::new(), styles: Vec::new(), hot: None };
    let mut entries = Vec::new();
    let describer = Describer { program, scopes, rendered: &rendered, plan, options };
    if let Some(page) = program.graph.entry(&EntryKind::Page) {
        let file = describer.page(page, engine).map_err(|error| vec![error])?;
        (described.scripts, described.styles) = describer.page_files(page, &file.name);
        entries.push(file);
    }
    if options.app.is_none() || program.graph.entries.iter().any(|entry| entry.kind.exposed().is_some()) {
        entries.push(describer.container(engine).map_err(|error| vec![error])?);
        described.files.extend(describer.manifests());
    }
    described.hot =
        describer.hot_parts(&described.files).map(|parts| (parts, entries.iter().filter_map(hot_entry).collect()));
    described.files.extend(entries);
    Ok(described)
}

fn hot_entry(file: &OutputFile) -> Option<HotEntry> {
    let text = String::from_utf8(file.bytes().ok()?.into_owned()).ok()?;
    Some(HotEntry { name: file.name.clone(), text })
}

/// The text of an entry, minified.
fn entry_text(tables: &RuntimeTables, engine: &Engine) -> Result<Vec<u8>, Diagnostic> {
    let text = engine.print_text(&entry_source(tables)).map_err(|reason| {
        Diagnostic::error("internal-entry", format!("the entry could not be printed: {reason}"))
            .with_help("this is a fault of mfbuild: please report it with the configuration")
    })?;
    Ok(text.into_bytes())
}

fn scope_names(scope: &ShareScope) -> ScopeNames {
    match scope {
        ShareScope::One(name) => ScopeNames::One(name.clone()),
        ShareScope::Many(names) => ScopeNames::Many(names.clone()),
    }
}

/// Which part of React a module is, or stands for: nothing for `react` itself, else what follows `react/`.
fn react_part(module: &Module) -> Option<String> {
    let part = |request: &str| Some(request.strip_prefix("react")?.trim_start_matches('/').to_string());
    match &module.kind {
        ModuleKind::Consume(consume) if consume.share.key == "react" || consume.share.key.starts_with("react/") => {
            part(&consume.share.key)
        }
        _ => {
            let package = module.package.as_ref().filter(|package| package.name.as_deref() == Some("react"))?;
            let ModuleKey::File(path, _) = &module.key else { return None };
            let file = path.strip_prefix(&package.dir).ok()?.with_extension("");
            let file = file.to_string_lossy().replace('\\', "/");
            (!file.contains('/')).then(|| if file == "index" { String::new() } else { file })
        }
    }
}

struct Describer<'a> {
    program: Program<'a>,
    scopes: &'a Scopes,
    rendered: &'a Rendered,
    plan: &'a FederationPlan,
    options: &'a BuildOptions,
}

impl Describer<'_> {
    fn shares(&self) -> impl Iterator<Item = (ModuleIdx, &ConsumeModule)> {
        let Program { graph, live, .. } = self.program;
        graph.indices().filter(|module| live.is_included(*module)).filter_map(|module| {
            match &graph.module(module).kind {
                ModuleKind::Consume(consume) => Some((module, &**consume)),
                _ => None,
            }
        })
    }

    fn group(&self, root: ModuleIdx) -> GroupIdx {
        self.program.chunks.group_of[&root]
    }

    // ---- page ----

    fn page(&self, page: ModuleIdx, engine: &Engine) -> Result<OutputFile, Diagnostic> {
        let start = Start { group: Some(self.scopes.id(page)), module: self.scopes.id(page) };
        let is_backstage = self.options.profile == Profile::Backstage;
        let mut tables = RuntimeTables {
            library: runtime_source::Library::Page(start),
            public_path_meta: if is_backstage { PUBLIC_PATH_META.to_string() } else { String::new() },
            undo_path: "../".to_string(),
            exposes: Vec::new(),
            ..self.tables()
        };
        // The html links the style sheets of the page itself.
        if let Some(group) = tables.groups.get_mut(&self.scopes.id(page)) {
            group.styles.clear();
        }
        let bytes = entry_text(&tables, engine)?;
        let name = match self.options.mode {
            Mode::Production => format!("static/runtime.{}.js", short_hash(&bytes)),
            Mode::Development => "static/runtime.js".to_string(),
        };
        Ok(OutputFile::new(name, bytes))
    }

    /// What the html loads: the chunks of the page, then the runtime, which finds them registered and starts.
    fn page_files(&self, page: ModuleIdx, runtime: &str) -> (Vec<String>, Vec<String>) {
        let group = &self.program.chunks.groups[self.group(page).0 as usize];
        let chunks = group.chunks.iter().map(|chunk| &self.rendered.chunks[chunk.0 as usize]);
        let scripts = chunks.filter_map(|chunk| chunk.script.clone()).chain([runtime.to_string()]);
        let styles = group.styles.iter().filter_map(|chunk| self.rendered.chunks[chunk.0 as usize].style.clone());
        (scripts.collect(), styles.collect())
    }

    // ---- container ----

    fn container(&self, engine: &Engine) -> Result<OutputFile, Diagnostic> {
        let tables = RuntimeTables { public_path: self.container_public_path(), ..self.tables() };
        let bytes = entry_text(&tables, engine)?;
        Ok(OutputFile::new(self.options.federation.filename.clone(), bytes))
    }

    /// Hosts load the container of an app from its own origin: a path of the page (`/`) would be one of theirs.
    fn container_public_path(&self) -> String {
        let is_path = |path: &String| path.starts_with('/') && !path.starts_with("//");
        match &self.options.public_path {
            PublicPath::Fixed(path) if self.options.app.is_none() || !is_path(path) => path.clone(),
            _ => "auto".to_string(),
        }
    }

    fn tables(&self) -> RuntimeTables {
        let federation = &self.options.federation;
        let chunks = &self.rendered.chunks;
        let scripts = chunks.iter().filter_map(|chunk| Some((chunk.id, chunk.script.clone()?)));
        let styles = chunks.iter().filter_map(|chunk| Some((chunk.id, chunk.style.clone()?)));
        RuntimeTables {
            name: federation.name.clone(),
            queue: self.rendered.queue.clone(),
            library: match &federation.library {
                Library::Var(name) => runtime_source::Library::Var(name.clone()),
                Library::Module => runtime_source::Library::Module,
            },
            public_path: match &self.options.public_path {
                PublicPath::Auto => "auto".to_string(),
                PublicPath::Fixed(path) => path.clone(),
            },
            public_path_meta: String::new(),
            undo_path: "../".repeat(federation.filename.trim_start_matches("./").matches('/').count()),
            share_scope: scope_names(&federation.share_scope),
            strategy: match federation.share_strategy.as_str() {
                "loaded-first" => Strategy::LoadedFirst,
                _ => Strategy::VersionFirst,
            },
            css_before: if self.options.profile == Profile::Backstage { BEFORE_JSS.to_string() } else { String::new() },
            chunks: scripts.collect(),
            styles: styles.collect(),
            runtime: self.runtime(),
            remotes: self.remote_tables(),
            remote_modules: self.remote_module_tables(),
            groups: self.program.chunks.groups.iter().map(|group| self.group_table(group)).collect(),
            exposes: self.expose_tables(),
            consumes: self.shares().map(|(module, consume)| self.consume_table(module, consume)).collect(),
            provides: self.provide_tables(),
            has_async_modules: self.program.order.is_async.iter().any(|is_async| *is_async),
            has_namespace_objects: !self.scopes.namespace_objects.is_empty(),
            entry_modules: self.rendered.entry_modules.clone(),
            hot: self.rendered.factories.is_some().then(|| self.hot_table()),
        }
    }

    // ---- session ----

    fn hot_table(&self) -> runtime_source::Hot {
        let Program { graph, live, .. } = self.program;
        let refresh = graph.entry(&EntryKind::Refresh).map(|module| self.scopes.id(module));
        let (mut jsx, mut react) = (Vec::new(), Vec::new());
        for index in graph.indices().filter(|module| live.is_included(*module)) {
            let Some(id) = self.scopes.ids[index.at()] else { continue };
            match react_part(graph.module(index)).as_deref() {
                Some("jsx-runtime" | "jsx-dev-runtime") => jsx.push(id),
                Some("") => react.push(id),
                _ => {}
            }
        }
        let overlay = self.options.dev_server.overlay;
        let token = self.options.hot_token.clone();
        runtime_source::Hot { hash: HASH_PLACEHOLDER.to_string(), token, refresh, jsx, react, overlay }
    }

    /// What pages of a session are told about; `files` hold the style sheets.
    fn hot_parts(&self, files: &[OutputFile]) -> Option<HotParts> {
        let Program { graph, .. } = self.program;
        let factories = self.rendered.factories.as_ref()?;
        let factory =
            |(id, factory, chunk): &PlacedFactory| (*id, HotFactory { factory: Arc::clone(factory), chunk: *chunk });
        let names = self.scopes.roots.iter().map(|root| (self.scopes.id(*root), graph.module(*root).name.clone()));
        let styles = files.iter().filter(|file| file.name.ends_with(".css"));
        // The factories in the entry are among the others.
        let tables = RuntimeTables { entry_modules: String::new(), ..self.tables() };
        Some(HotParts {
            modules: factories.iter().map(factory).collect(),
            names: Arc::new(names.collect()),
            importers: Arc::new(self.importing_scopes()),
            styles: styles.map(|file| (file.name.clone(), file.hash())).collect(),
            tables_hash: crate::names::hash(format!("{tables:?}").as_bytes()),
            tables: Arc::new(tables),
            page: 0,
            queue: self.rendered.queue.clone(),
        })
    }

    /// By id: who imports, requires or loads it.
    fn importing_scopes(&self) -> BTreeMap<u32, Vec<u32>> {
        let Program { order, .. } = self.program;
        let mut importers: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for root in &self.scopes.roots {
            let at = root.at();
            for target in order.imports[at].iter().chain(&order.requires[at]).chain(&order.dynamic[at]) {
                if let Some(id) = self.scopes.ids[target.at()] {
                    importers.entry(id).or_default().push(self.scopes.id(*root));
                }
            }
        }
        importers
    }

    fn runtime(&self) -> Option<FederationRuntime> {
        let module = self.program.graph.entry(&EntryKind::Runtime)?;
        Some(FederationRuntime { module: self.scopes.id(module) })
    }

    fn remote_tables(&self) -> Vec<runtime_source::Remote> {
        let remote = |(at, remote): (u32, &mfbuild_config::RemoteOption)| runtime_source::Remote {
            alias: remote.key.clone(),
            share_scope: scope_names(&remote.share_scope),
            locations: (0..)
                .zip(&remote.locations)
                .filter_map(|(place, location)| self.location_table(location, EntryKind::Container(at, place)))
                .collect(),
        };
        (0..).zip(&self.options.federation.remotes).map(remote).collect()
    }

    fn location_table(
        &self,
        location: &RemoteLocation,
        container: EntryKind,
    ) -> Option<runtime_source::RemoteLocation> {
        Some(match location {
            RemoteLocation::Script { name, url } => {
                runtime_source::RemoteLocation::Script { name: name.clone(), entry: url.clone() }
            }
            RemoteLocation::Expression(expression) => runtime_source::RemoteLocation::Expression(expression.clone()),
            RemoteLocation::Module(url) => runtime_source::RemoteLocation::Module(url.clone()),
            RemoteLocation::Internal(_) => {
                runtime_source::RemoteLocation::Internal(self.copy(self.program.graph.entry(&container)?))
            }
        })
    }

    fn remote_module_tables(&self) -> BTreeMap<u32, runtime_source::RemoteModule> {
        let Program { graph, live, .. } = self.program;
        let included = graph.indices().filter(|module| live.is_included(*module));
        included
            .filter_map(|module| match &graph.module(module).kind {
                ModuleKind::Remote(remote) => {
                    let table = runtime_source::RemoteModule { remote: remote.remote, key: remote.key.clone() };
                    Some((self.scopes.id(module), table))
                }
                _ => None,
            })
            .collect()
    }

    /// A group has the id of its root.
    fn group_table(&self, group: &Group) -> (u32, runtime_source::Group) {
        let chunks = group.chunks.iter().map(|chunk| &self.rendered.chunks[chunk.0 as usize]);
        let table = runtime_source::Group {
            chunks: chunks.filter(|chunk| chunk.script.is_some()).map(|chunk| chunk.id).collect(),
            styles: group.styles.iter().map(|chunk| self.rendered.chunks[chunk.0 as usize].id).collect(),
            consumes: group.consumes.iter().map(|module| self.scopes.id(*module)).collect(),
        };
        (self.scopes.id(group.root), table)
    }

    fn expose_tables(&self) -> Vec<runtime_source::Expose> {
        let Program { graph, .. } = self.program;
        let exposes = graph.entries.iter().filter_map(|entry| Some((entry.kind.exposed()?, entry.module)));
        // `Page` is for hosts that call `get("Page")`; a federation runtime asks for `./Page`.
        let asked = |key: &str| [Some(key.to_string()), (!key.starts_with('.')).then(|| format!("./{key}"))];
        exposes
            .flat_map(|(key, module)| asked(key).into_iter().flatten().map(move |key| (key, module)))
            .map(|(key, module)| runtime_source::Expose {
                key,
                group: self.scopes.id(module),
                module: self.scopes.id(module),
                // Where code of the build has the namespace object, hosts get the same one.
                mode: match self.scopes.namespace_objects.contains(&module) {
                    true => NamespaceMode::Object,
                    false => NamespaceMode::Exports,
                },
            })
            .collect()
    }

    fn consume_table(&self, module: ModuleIdx, consume: &ConsumeModule) -> (u32, runtime_source::Consume) {
        let share = &consume.share;
        let table = runtime_source::Consume {
            scopes: share.scopes.clone(),
            key: share.key.clone(),
            required_version: share.required.text().map(str::to_string),
            flags: ShareFlags { singleton: share.singleton, strict_version: share.strict, eager: share.eager },
            fallback: consume.fallback.map(|root| self.copy(root)),
        };
        (self.scopes.id(module), table)
    }

    fn provide_tables(&self) -> Vec<runtime_source::Provide> {
        let Program { graph, live, .. } = self.program;
        let provides = graph.provides.iter().filter(|provide| live.is_included(provide.module));
        provides
            .map(|provide| runtime_source::Provide {
                scopes: provide.share.scopes.clone(),
                key: provide.share.key.clone(),
                version: provide.share.version.clone(),
                copy: self.copy(provide.module),
                flags: ShareFlags {
                    singleton: provide.options.singleton,
                    strict_version: provide.options.strict_version,
                    eager: provide.options.eager,
                },
                required_version: provide.options.registered_range(&provide.share.version).text().map(str::to_string),
            })
            .collect()
    }

    fn copy(&self, root: ModuleIdx) -> Fallback {
        Fallback { group: self.scopes.id(root), module: self.scopes.id(root) }
    }

    // ---- manifest ----

    fn manifests(&self) -> Vec<OutputFile> {
        let Some(options) = &self.options.federation.manifest else { return Vec::new() };
        let filename = self.options.federation.filename.clone();
        let mut input = ManifestInput::new(self.options, filename, self.manifest_shares(), self.manifest_exposes());
        input.remotes = self.manifest_remotes();
        input.public_path = self.container_public_path();
        let files = manifest_files(input, options);
        [files.manifest, files.stats]
            .into_iter()
            .map(|file| OutputFile::new(file.name, file.text.into_bytes()))
            .collect()
    }

    /// Remotes that the federation runtime loads, with the modules that are asked for (§2.2, §2.3).
    fn manifest_remotes(&self) -> Vec<ManifestRemote> {
        let Program { graph, live, .. } = self.program;
        let mut result = Vec::new();
        for (at, option) in (0..).zip(&self.options.federation.remotes) {
            let [RemoteLocation::Script { name, url }] = option.locations.as_slice() else { continue };
            let asked = graph.indices().filter(|module| live.is_included(*module)).filter_map(|module| {
                match &graph.module(module).kind {
                    ModuleKind::Remote(remote) if remote.remote == at => Some((remote.key.clone(), module)),
                    _ => None,
                }
            });
            let entry = |key, used_in| ManifestRemote {
                container_name: name.clone(),
                alias: option.key.clone(),
                entry: url.clone(),
                key,
                used_in,
            };
            let before = result.len();
            result.extend(asked.map(|(key, module)| entry(Some(key), self.importers(module))));
            if result.len() == before {
                result.push(entry(None, Vec::new()));
            }
        }
        result
    }

    /// Names of the modules that import a module.
    fn importers(&self, target: ModuleIdx) -> Vec<String> {
        let Program { graph, live, .. } = self.program;
        let asks = |module: &ModuleIdx| graph.module(*module).targets.iter().any(|to| to.module() == Some(target));
        let importers = graph.indices().filter(|module| live.is_included(*module)).filter(asks);
        importers.map(|module| graph.module(module).name.trim_start_matches("./").to_string()).collect()
    }

    fn manifest_shares(&self) -> Vec<ManifestShare> {
        let share = |(_, consume): (ModuleIdx, &ConsumeModule)| {
            let options = self.plan.share(consume.idx);
            let key = consume.share.key.clone();
            let mut share = ManifestShare::new(consume.idx, options, key, consume.share.required.clone());
            if let Some(fallback) = consume.fallback {
                let provides = &self.program.graph.provides;
                let provided = provides.iter().find(|provide| provide.module == fallback);
                share.version = provided.map(|provide| provide.share.version.clone());
                share.assets = Assets::new(self.group_files(self.group(fallback)), []);
            }
            share
        };
        self.shares().map(share).collect()
    }

    fn manifest_exposes(&self) -> Vec<ManifestExpose> {
        let graph = self.program.graph;
        graph
            .entries
            .iter()
            .filter_map(|entry| {
                let key = entry.kind.exposed()?;
                let group = self.group(entry.module);
                let later = self.later(group).into_iter().flat_map(|group| self.group_files(group));
                Some(ManifestExpose {
                    key: key.to_string(),
                    file: graph.module(entry.module).name.trim_start_matches("./").to_string(),
                    requires: self.required_shares(entry.module),
                    assets: Assets::new(self.group_files(group), later),
                })
            })
            .collect()
    }

    /// Share keys that the module itself asks for.
    fn required_shares(&self, module: ModuleIdx) -> Vec<String> {
        let Program { graph, order, .. } = self.program;
        let asked = order.imports[module.at()].iter().chain(&order.requires[module.at()]);
        let keys: BTreeSet<String> = asked
            .filter_map(|target| match &graph.module(*target).kind {
                ModuleKind::Consume(consume) => Some(consume.share.key.clone()),
                _ => None,
            })
            .collect();
        keys.into_iter().collect()
    }

    /// Groups that can be loaded once a group runs, however late.
    fn later(&self, group: GroupIdx) -> BTreeSet<GroupIdx> {
        let groups = &self.program.chunks.groups;
        let mut seen = BTreeSet::new();
        let mut work = groups[group.0 as usize].children.clone();
        while let Some(group) = work.pop() {
            if seen.insert(group) {
                work.extend(&groups[group.0 as usize].children);
            }
        }
        seen
    }

    /// Scripts and style sheets of a group.
    fn group_files(&self, group: GroupIdx) -> Vec<String> {
        let group = &self.program.chunks.groups[group.0 as usize];
        let rendered = |chunk: &ChunkIdx| &self.rendered.chunks[chunk.0 as usize];
        let scripts = group.chunks.iter().filter_map(|chunk| rendered(chunk).script.clone());
        let styles = group.styles.iter().filter_map(|chunk| rendered(chunk).style.clone());
        scripts.chain(styles).collect()
    }
}
