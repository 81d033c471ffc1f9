//! Entries → the module graph: load, parse and resolve in parallel, one owner that numbers modules.
//!
//! Owns discovery. Workers send back finished modules with their requests as keys; only the owner touches the table.
//! At the end modules are numbered in traversal order, so that nothing depends on who was first.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Sender, unbounded};
use rustc_hash::{FxHashMap, FxHashSet};

use mfbuild_config::BuildOptions;
use mfbuild_css::CssImport;
use mfbuild_diagnostics::{Diagnostic, Label, SourceText};
use mfbuild_federation::plan::FederationPlan;
use mfbuild_federation::share::{ConsumeKey, ConsumeMatch, ProvideKey, ProvideMatch, ShareIdx};
use mfbuild_federation::versions::{self, PackageJson, Provided};
use mfbuild_js::facts::{FileFacts, Format, Import, ImportKind};
use mfbuild_js::{Engine, ParsedFile};

use crate::graph::{ConsumeModule, Entry, EntryKind, Module, ModuleGraph, ModuleIdx, ModuleKey, ModuleKind, Provide, Target};
use crate::load::{FileJob, Loaded, is_strict, load_file, load_text};
use crate::resolve::{Package, RequestKind, RequestPlace, Resolved, ResolvedFile, ResolveFailure, Resolver, to_diagnostic};
use crate::styles::conditions_key;

/// The graph and what belongs to it.
pub struct Scanned {
    /// Frozen.
    pub graph: ModuleGraph,
    /// By module: its tree.
    pub files: Vec<Option<ParsedFile>>,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

/// What workers share.
pub struct Scanner<'a> {
    /// Options of the build.
    pub options: &'a BuildOptions,
    /// Shares and exposes.
    pub plan: &'a FederationPlan,
    /// Parser.
    pub engine: &'a Engine,
    /// Resolver.
    pub resolver: &'a Resolver,
}

/// What to load.
#[derive(Clone, Debug)]
enum Job {
    File(FileJob, Option<Arc<Package>>),
    Text { name: String, text: String, base: PathBuf },
    Consume(Box<ConsumeRequest>),
}

/// A shared module and where its own copy lies.
#[derive(Clone, Debug)]
struct ConsumeRequest {
    share: ConsumeKey,
    idx: ShareIdx,
    fallback: Option<(ModuleKey, Job)>,
}

/// Where a request leads, before modules have numbers.
enum Lead {
    Module(ModuleKey, Job),
    Missing,
    External,
}

/// A finished module on its way to the owner.
struct Arrived {
    module: ModuleIdx,
    loaded: Result<(Loaded, Option<Arc<Package>>, bool), Vec<Diagnostic>>,
    leads: Vec<Lead>,
    failures: Vec<(usize, ResolveFailure)>,
    provides: Vec<(ProvideKey, ProvideMatch, ModuleKey)>,
    warnings: Vec<Diagnostic>,
}

/// A module in the owner's table.
struct Draft {
    module: Module,
    file: Option<ParsedFile>,
    failures: Vec<(usize, ResolveFailure)>,
    /// It could not be loaded: why.
    errors: Vec<Diagnostic>,
}

impl Scanner<'_> {
    /// Scans everything that the exposes reach. `progress` hears the number of modules now and then.
    pub fn scan(&self, progress: &(dyn Fn(usize) + Sync)) -> Scanned {
        let (sender, receiver) = unbounded::<Arrived>();
        let mut owner = Owner::new(self);
        rayon::in_place_scope(|scope| {
            let mut running = 0;
            let mut jobs = owner.entries();
            loop {
                for (module, job) in jobs {
                    running += 1;
                    let sender = sender.clone();
                    scope.spawn(move |_| self.work(module, job, &sender));
                }
                if running == 0 {
                    break;
                }
                let arrived = receiver.recv().expect("a sender is alive while jobs run");
                running -= 1;
                jobs = owner.accept(arrived);
                progress(owner.drafts.len());
            }
        });
        owner.finish()
    }

    fn work(&self, module: ModuleIdx, job: Job, sender: &Sender<Arrived>) {
        let arrived = match job {
            Job::File(job, package) => self.file(module, &job, package),
            Job::Text { name, text, base } => self.text(module, &name, &text, &base),
            Job::Consume(_) => unreachable!("shared modules have nothing to load"),
        };
        // The owner only goes away when it has everything.
        let _ = sender.send(arrived);
    }

    fn file(&self, module: ModuleIdx, job: &FileJob, package: Option<Arc<Package>>) -> Arrived {
        let shown = self.shown(&job.path);
        let strict = is_strict(&job.path, package.as_deref());
        match load_file(self.engine, self.options, job, package.as_deref(), &shown) {
            Err(errors) => Arrived::failed(module, errors),
            Ok(loaded) => {
                let dir = job.path.parent().unwrap_or(&job.path).to_path_buf();
                let side_effects = package.as_ref().is_none_or(|package| package.has_side_effects(&job.path));
                self.arrived(module, loaded, package, strict, side_effects, &dir, &job.conditions)
            }
        }
    }

    fn text(&self, module: ModuleIdx, name: &str, text: &str, base: &Path) -> Arrived {
        match load_text(self.engine, name, text) {
            Err(errors) => Arrived::failed(module, errors),
            Ok(loaded) => self.arrived(module, loaded, None, false, true, base, &[]),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one message")]
    fn arrived(
        &self,
        module: ModuleIdx,
        mut loaded: Loaded,
        package: Option<Arc<Package>>,
        strict: bool,
        side_effects: bool,
        dir: &Path,
        conditions: &[CssImport],
    ) -> Arrived {
        let mut answers = Answers::default();
        for (at, import) in loaded.facts.imports.iter().enumerate() {
            let before = answers.warnings.len();
            let lead = self.lead(dir, import, at, &mut answers);
            answers.leads.push(lead);
            for warning in &mut answers.warnings[before..] {
                warning.labels.push(Label { source: loaded.source.clone(), span: import.span.clone(), message: String::new() });
            }
        }
        if let ModuleKind::Style(style) = &loaded.kind {
            self.style_leads(dir, &style.file, conditions, loaded.facts.imports.len(), &mut answers);
        }
        loaded.may_have_side_effects &= side_effects;
        let mut warnings = std::mem::take(&mut loaded.warnings);
        warnings.append(&mut answers.warnings);
        let Answers { leads, failures, provides, .. } = answers;
        Arrived { module, loaded: Ok((loaded, package, strict)), leads, failures, provides, warnings }
    }

    fn style_leads(
        &self,
        dir: &Path,
        file: &mfbuild_css::CssFile,
        conditions: &[CssImport],
        first: usize,
        answers: &mut Answers,
    ) {
        for (at, import) in file.imports.iter().enumerate() {
            if import.external {
                answers.leads.push(Lead::External);
                continue;
            }
            let mut around = conditions.to_vec();
            around.push(import.clone());
            let resolved = self.resolver.resolve(dir, &import.request, RequestKind::CssImport);
            let lead = self.resolved_lead(resolved, false, around, first + at, answers);
            answers.leads.push(lead);
        }
        for (at, url) in file.urls.iter().enumerate() {
            let path = url.path_and_suffix().0;
            let resolved = self.resolver.resolve(dir, &path, RequestKind::CssUrl);
            let lead = self.resolved_lead(resolved, true, Vec::new(), first + file.imports.len() + at, answers);
            answers.leads.push(lead);
        }
    }

    fn lead(&self, dir: &Path, import: &Import, at: usize, answers: &mut Answers) -> Lead {
        let kind = match import.kind {
            ImportKind::Static => RequestKind::Import,
            ImportKind::Provided => return self.polyfill(dir, &import.request, answers),
            ImportKind::Dynamic { .. } => RequestKind::DynamicImport,
            ImportKind::Require { .. } | ImportKind::RequireResolve => RequestKind::Require,
            ImportKind::Url => RequestKind::Url,
        };
        if kind != RequestKind::Url {
            if let Some(global) = self.options.externals.get(&import.request) {
                return self.external(&import.request, global);
            }
            if let Some(consume) = self.plan.match_consume(&import.request, dir) {
                return self.consume(consume, dir, answers);
            }
        }
        let resolved = self.resolver.resolve(dir, &import.request, kind);
        if let Ok(Resolved::File(file)) = &resolved {
            if let Some(consume) = self.plan.match_consume_resolved(&file.path) {
                return self.consume(consume, dir, answers);
            }
            self.provide(&import.request, file, answers);
        }
        let optional = matches!(import.kind, ImportKind::Require { optional: true } | ImportKind::RequireResolve);
        if optional && resolved.is_err() {
            let message = format!("`{}` is not installed, and the code is prepared for that", import.request);
            let warning = Diagnostic::warning("optional-import", message);
            answers.warnings.push(warning.with_help("nothing needs to be done if the feature behind it is not used"));
            return Lead::Missing;
        }
        self.resolved_lead(resolved, kind == RequestKind::Url, Vec::new(), at, answers)
    }

    /// Stands in for a global of Node; without it the variable is `undefined`, which code that asks first can live with.
    fn polyfill(&self, dir: &Path, request: &str, answers: &mut Answers) -> Lead {
        let Some(file) = self.resolver.resolve_polyfill(dir, request) else {
            let package = request.split('/').next().unwrap_or(request);
            answers.warnings.push(
                Diagnostic::warning("missing-polyfill", format!("code of Node is used and `{request}` is not installed"))
                    .with_note("the variable is `undefined` in the browser")
                    .with_help(format!("install it if that code runs: `npm install --save-dev {package}`")),
            );
            return Lead::Missing;
        };
        let (key, job) = file_job(file, false, Vec::new());
        Lead::Module(key, job)
    }

    fn resolved_lead(
        &self,
        resolved: Result<Resolved, ResolveFailure>,
        as_asset: bool,
        conditions: Vec<CssImport>,
        at: usize,
        answers: &mut Answers,
    ) -> Lead {
        match resolved {
            Ok(Resolved::File(file)) => {
                let (key, job) = file_job(file, as_asset, conditions);
                Lead::Module(key, job)
            }
            Ok(Resolved::Ignored) => self.virtual_module("(ignored)", "module.exports = {};"),
            Ok(Resolved::External(_)) => Lead::External,
            Err(failure) => {
                answers.failures.push((at, failure));
                Lead::Missing
            }
        }
    }

    fn virtual_module(&self, name: &str, text: &str) -> Lead {
        let job = Job::Text { name: name.to_string(), text: text.to_string(), base: self.options.context.clone() };
        Lead::Module(ModuleKey::Virtual(name.to_string()), job)
    }

    fn external(&self, request: &str, global: &str) -> Lead {
        self.virtual_module(&format!("external {request}"), &format!("module.exports = {global};"))
    }

    /// A shared module: its range from the importer's package.json, its own copy from where the plan says.
    fn consume(&self, consume: ConsumeMatch, dir: &Path, answers: &mut Answers) -> Lead {
        let required = versions::required_version(&consume, dir, &|dir: &Path| self.package_json(dir));
        answers.warnings.extend(required.warning);
        let mut fallback = None;
        if let Some(wanted) = &consume.fallback {
            match self.resolver.resolve(&wanted.base_dir, &wanted.request, RequestKind::Import) {
                Ok(Resolved::File(file)) => {
                    self.provide(&wanted.request, &file, answers);
                    fallback = Some(file_job(file, false, Vec::new()));
                }
                Ok(Resolved::Ignored | Resolved::External(_)) => {}
                Err(_) => answers.warnings.push(consume.unresolved_fallback()),
            }
        }
        let idx = consume.share;
        let path = fallback.as_ref().and_then(|(key, _)| match key {
            ModuleKey::File(path, _) => Some(path.clone()),
            _ => None,
        });
        let share = consume.into_key(required.range, path);
        let key = ModuleKey::Consume(format!("{share:?}"));
        Lead::Module(key, Job::Consume(Box::new(ConsumeRequest { share, idx, fallback })))
    }

    fn provide(&self, request: &str, file: &ResolvedFile, answers: &mut Answers) {
        let Some(provide) = self.plan.match_provide(request) else { return };
        let reader = |dir: &Path| self.package_json(dir);
        match versions::provided_version(&provide, &file.path, self.options.profile, &reader) {
            Provided::Version(version) => {
                let key = provide.key(&version, &file.path);
                answers.provides.push((key, provide, ModuleKey::File(file.path.clone(), variant(file, false, &[]))));
            }
            Provided::Unknown { warning } => answers.warnings.extend(warning),
        }
    }

    fn package_json(&self, dir: &Path) -> Option<Arc<PackageJson>> {
        let value = self.resolver.read_package_json(dir)?;
        Some(Arc::new(PackageJson { path: dir.join("package.json"), value: (*value).clone() }))
    }

    /// A path as messages, source maps and ids name it: relative to the package, with forward slashes.
    fn shown(&self, path: &Path) -> String {
        shown_path(&self.options.context, path)
    }
}

/// `src/index.ts`, `../../node_modules/react/index.js`.
pub fn shown_path(context: &Path, path: &Path) -> String {
    let mut up = 0;
    for base in context.ancestors() {
        if let Ok(rest) = path.strip_prefix(base) {
            let rest = rest.to_string_lossy().replace('\\', "/");
            return if up == 0 { format!("./{rest}") } else { format!("{}{rest}", "../".repeat(up)) };
        }
        up += 1;
    }
    path.to_string_lossy().replace('\\', "/")
}

fn variant(file: &ResolvedFile, as_asset: bool, conditions: &[CssImport]) -> String {
    let conditions = conditions_key(conditions);
    let asset = if as_asset { "|url" } else { "" };
    format!("{}{asset}{conditions}", file.query)
}

fn file_job(file: ResolvedFile, as_asset: bool, conditions: Vec<CssImport>) -> (ModuleKey, Job) {
    let key = ModuleKey::File(file.path.clone(), variant(&file, as_asset, &conditions));
    let job = FileJob { path: file.path, query: file.query, as_asset, conditions };
    (key, Job::File(job, file.package))
}

/// What the requests of one module came to.
#[derive(Default)]
struct Answers {
    leads: Vec<Lead>,
    failures: Vec<(usize, ResolveFailure)>,
    provides: Vec<(ProvideKey, ProvideMatch, ModuleKey)>,
    warnings: Vec<Diagnostic>,
}

impl Arrived {
    fn failed(module: ModuleIdx, errors: Vec<Diagnostic>) -> Self {
        Self {
            module,
            loaded: Err(errors),
            leads: Vec::new(),
            failures: Vec::new(),
            provides: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

/// The table of modules and everything that is decided in one place.
struct Owner<'a> {
    scanner: &'a Scanner<'a>,
    keys: FxHashMap<ModuleKey, ModuleIdx>,
    drafts: Vec<Option<Draft>>,
    /// Keys and names by number.
    named: Vec<(ModuleKey, String)>,
    entries: Vec<Entry>,
    provides: FxHashMap<ProvideKey, (ProvideMatch, ModuleKey)>,
    diagnostics: Vec<Diagnostic>,
    warned: FxHashSet<String>,
}

impl<'a> Owner<'a> {
    fn new(scanner: &'a Scanner<'a>) -> Self {
        Self {
            scanner,
            keys: FxHashMap::default(),
            drafts: Vec::new(),
            named: Vec::new(),
            entries: Vec::new(),
            provides: FxHashMap::default(),
            diagnostics: Vec::new(),
            warned: FxHashSet::default(),
        }
    }

    /// The exposes, each one module: several imports are joined by a module that runs them all.
    fn entries(&mut self) -> Vec<(ModuleIdx, Job)> {
        let scanner = self.scanner;
        let mut jobs = Vec::new();
        let configured = scanner.options.federation.exposes.iter().map(|expose| expose.chunk_name.clone());
        for (expose, chunk_name) in scanner.plan.exposes.iter().zip(configured) {
            let Some((key, job)) = self.expose(&expose.key, &expose.imports) else { continue };
            let module = self.add(key, job, &mut jobs);
            self.entries.push(Entry { kind: EntryKind::Expose(expose.key.clone()), module, chunk_name });
        }
        self.provided_paths(&mut jobs);
        jobs
    }

    /// Shares configured by path are provided even if nobody asks for them (§3.4).
    fn provided_paths(&mut self, jobs: &mut Vec<(ModuleIdx, Job)>) {
        let scanner = self.scanner;
        for provide in scanner.plan.provided_paths() {
            let found = scanner.resolver.resolve(&scanner.options.context, &provide.request, RequestKind::Entry);
            let Ok(Resolved::File(file)) = found else {
                let error = Diagnostic::error("share-not-found", format!("the shared file `{}` does not exist", provide.request));
                self.diagnostics.push(error.with_help("correct the path in `shared`; it is relative to the package directory"));
                continue;
            };
            let reader = |dir: &Path| scanner.package_json(dir);
            match versions::provided_version(&provide, &file.path, scanner.options.profile, &reader) {
                Provided::Version(version) => {
                    let share = provide.key(&version, &file.path);
                    let (key, job) = file_job(file, false, Vec::new());
                    let module = self.add(key.clone(), job, jobs);
                    self.entries.push(Entry { kind: EntryKind::Provide, module, chunk_name: None });
                    self.provides.insert(share, (provide, key));
                }
                Provided::Unknown { warning } => self.diagnostics.extend(warning),
            }
        }
    }

    fn expose(&mut self, key: &str, imports: &[String]) -> Option<(ModuleKey, Job)> {
        let scanner = self.scanner;
        let context = &scanner.options.context;
        if let [only] = imports {
            return match scanner.resolver.resolve(context, only, RequestKind::Entry) {
                Ok(Resolved::File(file)) => Some(file_job(file, false, Vec::new())),
                _ => {
                    let near = scanner.resolver.near_misses(context, only);
                    self.diagnostics.push(missing_expose(key, only, &near));
                    None
                }
            };
        }
        let (last, first) = imports.split_last()?;
        let mut text: String = first.iter().map(|import| format!("import {};\n", crate::assets::quoted(import))).collect();
        let last = crate::assets::quoted(last);
        text.push_str(&format!("export * from {last};\nexport {{ default }} from {last};\n"));
        let name = format!("expose {key}");
        let job = Job::Text { name: name.clone(), text, base: context.clone() };
        Some((ModuleKey::Virtual(name), job))
    }

    /// The number of a key; new modules become jobs.
    fn add(&mut self, key: ModuleKey, job: Job, jobs: &mut Vec<(ModuleIdx, Job)>) -> ModuleIdx {
        if let Some(known) = self.keys.get(&key) {
            return *known;
        }
        let module = ModuleIdx(self.drafts.len() as u32);
        self.keys.insert(key.clone(), module);
        self.drafts.push(None);
        let name = self.name_of(&key, &job);
        self.named.push((key.clone(), name.clone()));
        match job {
            Job::Consume(consume) => {
                let fallback = consume.fallback.clone().map(|(key, job)| self.add(key, job, jobs));
                let kind = ModuleKind::Consume(Box::new(ConsumeModule { share: consume.share, idx: consume.idx, fallback }));
                let source = SourceText { path: name.clone(), text: "".into() };
                let draft = Module { kind, ..empty_module(key, name, source) };
                let draft = Draft { module: draft, file: None, failures: Vec::new(), errors: Vec::new() };
                self.drafts[module.at()] = Some(draft);
            }
            other => jobs.push((module, other)),
        }
        module
    }

    fn name_of(&self, key: &ModuleKey, job: &Job) -> String {
        match (key, job) {
            (_, Job::Consume(consume)) => match &consume.share.fallback {
                Some(file) => format!("{} ({})", consume.share.readable_id(), self.scanner.shown(file)),
                None => consume.share.readable_id(),
            },
            (ModuleKey::File(path, variant), _) => format!("{}{variant}", self.scanner.shown(path)),
            (ModuleKey::Virtual(name) | ModuleKey::Consume(name), _) => name.clone(),
        }
    }

    fn accept(&mut self, arrived: Arrived) -> Vec<(ModuleIdx, Job)> {
        let Arrived { module, loaded, leads, failures, provides, warnings } = arrived;
        let mut jobs = Vec::new();
        for warning in warnings {
            if self.warned.insert(warning.message.clone() + &warning.notes.join("\n")) {
                self.diagnostics.push(warning);
            }
        }
        for (key, provide, file) in provides {
            self.provides.entry(key).or_insert((provide, file));
        }
        let (loaded, package, is_strict) = match loaded {
            Ok(loaded) => loaded,
            Err(errors) => {
                let (key, name) = self.named[module.at()].clone();
                let source = SourceText { path: name.clone(), text: "".into() };
                let empty = empty_module(key, name, source);
                self.drafts[module.at()] = Some(Draft { module: empty, file: None, failures: Vec::new(), errors });
                return jobs;
            }
        };
        let mut targets = Vec::with_capacity(leads.len());
        for lead in leads {
            targets.push(match lead {
                Lead::Module(key, job) => Target::Module(self.add(key, job, &mut jobs)),
                Lead::Missing => Target::Missing,
                Lead::External => Target::External,
            });
        }
        let (key, name) = self.named[module.at()].clone();
        let draft = Module {
            key,
            name,
            package,
            kind: loaded.kind,
            facts: loaded.facts,
            targets,
            source: loaded.source,
            has_side_effects: loaded.may_have_side_effects,
            is_strict,
            size: loaded.size,
        };
        self.drafts[module.at()] = Some(Draft { module: draft, file: Some(loaded.file), failures, errors: Vec::new() });
        jobs
    }

    /// Numbers the modules in the order in which a depth-first walk from the entries meets them.
    fn finish(mut self) -> Scanned {
        let sequence = self.sequence();
        let mut renumbered = vec![None; self.drafts.len()];
        for (new, old) in sequence.iter().enumerate() {
            renumbered[old.at()] = Some(ModuleIdx(new as u32));
        }
        let renumber = |old: ModuleIdx| renumbered[old.at()];
        let mut graph = ModuleGraph::default();
        let mut files = Vec::new();
        let mut problems = Vec::new();
        for old in sequence {
            let draft = self.drafts[old.at()].take().expect("only loaded modules are in the sequence");
            let mut module = draft.module;
            for target in &mut module.targets {
                if let Target::Module(old) = target {
                    *target = renumber(*old).map_or(Target::Missing, Target::Module);
                }
            }
            if let ModuleKind::Consume(consume) = &mut module.kind {
                consume.fallback = consume.fallback.and_then(renumber);
            }
            problems.push((draft.failures, draft.errors));
            graph.modules.push(module);
            files.push(draft.file);
        }
        for mut entry in self.entries.drain(..) {
            if let Some(module) = renumber(entry.module) {
                entry.module = module;
                graph.entries.push(entry);
            }
        }
        let mut provides: Vec<_> = self.provides.drain().collect();
        provides.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (share, (options, key)) in provides {
            if let Some(module) = self.keys.get(&key).copied().and_then(renumber) {
                graph.provides.push(Provide { share, options, module });
            }
        }
        self.diagnostics.extend(explain(&graph, problems, &self.scanner.options.context));
        Scanned { graph, files, diagnostics: self.diagnostics }
    }

    fn sequence(&self) -> Vec<ModuleIdx> {
        let mut seen = vec![false; self.drafts.len()];
        let mut sequence = Vec::new();
        let mut stack: Vec<ModuleIdx> = self.entries.iter().rev().map(|entry| entry.module).collect();
        while let Some(index) = stack.pop() {
            let Some(draft) = &self.drafts[index.at()] else { continue };
            if std::mem::replace(&mut seen[index.at()], true) {
                continue;
            }
            sequence.push(index);
            if let ModuleKind::Consume(consume) = &draft.module.kind {
                stack.extend(consume.fallback);
            }
            stack.extend(draft.module.targets.iter().rev().filter_map(|target| target.module()));
        }
        sequence
    }
}

fn missing_expose(key: &str, request: &str, near: &[String]) -> Diagnostic {
    let error = Diagnostic::error("expose-not-found", format!("the exposed module `{key}` (`{request}`) does not exist"));
    match near {
        [] => error.with_help("correct the path in `exposes`; it is relative to the package directory"),
        [first, ..] => error.with_help(format!("did you mean `{first}`?")),
    }
}

/// What went wrong in the modules, each with the way from an expose to the place.
fn explain(graph: &ModuleGraph, problems: Vec<Problems>, context: &Path) -> Vec<Diagnostic> {
    if problems.iter().all(|(failures, errors)| failures.is_empty() && errors.is_empty()) {
        return Vec::new();
    }
    let parents = parents(graph);
    let mut diagnostics = Vec::new();
    for (index, (failures, errors)) in graph.indices().zip(problems) {
        let module = graph.module(index);
        let chain = chain(graph, &parents, index);
        for (at, failure) in &failures {
            let (request, span) = request_at(module, *at);
            let place = RequestPlace { context, source: module.source.clone(), span, request, chain: &chain };
            diagnostics.push(to_diagnostic(failure, place));
        }
        for error in errors {
            let shown: Vec<String> = chain.iter().map(|name| format!("`{name}`")).collect();
            diagnostics.push(error.with_note(format!("import chain: {}", shown.join(" → "))));
        }
    }
    diagnostics
}

/// Requests that failed, by position, and why the module itself could not be loaded.
type Problems = (Vec<(usize, ResolveFailure)>, Vec<Diagnostic>);

/// A module that holds nothing yet.
fn empty_module(key: ModuleKey, name: String, source: SourceText) -> Module {
    Module {
        key,
        name,
        package: None,
        kind: ModuleKind::Script,
        facts: FileFacts::empty(Format::Cjs),
        targets: Vec::new(),
        source,
        has_side_effects: true,
        is_strict: false,
        size: 0,
    }
}

/// The text and place of a request by its position in `targets`.
fn request_at(module: &Module, at: usize) -> (&str, std::ops::Range<usize>) {
    if let Some(import) = module.facts.imports.get(at) {
        return (&import.request, import.span.clone());
    }
    let ModuleKind::Style(style) = &module.kind else { unreachable!("only style sheets have more requests") };
    let at = at - module.facts.imports.len();
    match style.file.imports.get(at) {
        Some(import) => (&import.request, import.span.clone()),
        None => {
            let url = &style.file.urls[at - style.file.imports.len()];
            (&url.request, url.span.clone())
        }
    }
}

/// Breadth first, so that chains are shortest.
fn parents(graph: &ModuleGraph) -> Vec<Option<ModuleIdx>> {
    let mut parents = vec![None; graph.modules.len()];
    let mut seen = vec![false; graph.modules.len()];
    let mut queue: VecDeque<ModuleIdx> = graph.entries.iter().map(|entry| entry.module).collect();
    for module in &queue {
        seen[module.at()] = true;
    }
    while let Some(index) = queue.pop_front() {
        let module = graph.module(index);
        let fallback = match &module.kind {
            ModuleKind::Consume(consume) => consume.fallback,
            _ => None,
        };
        for target in module.targets.iter().filter_map(|target| target.module()).chain(fallback) {
            if !std::mem::replace(&mut seen[target.at()], true) {
                parents[target.at()] = Some(index);
                queue.push_back(target);
            }
        }
    }
    parents
}

/// Names from the expose to the module.
pub(crate) fn chain(graph: &ModuleGraph, parents: &[Option<ModuleIdx>], module: ModuleIdx) -> Vec<String> {
    let mut chain = vec![graph.module(module).name.clone()];
    let mut at = module;
    while let Some(parent) = parents[at.at()] {
        chain.push(graph.module(parent).name.clone());
        at = parent;
    }
    if let Some(entry) = graph.entries.iter().find(|entry| entry.module == at) {
        chain.extend(entry.kind.exposed().map(|key| format!("expose {key}")));
    }
    chain.reverse();
    chain
}
