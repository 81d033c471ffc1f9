//! Entries → the module graph: load, parse and resolve in parallel, one owner that numbers modules.
//!
//! Owns discovery. Workers send back finished modules with their requests as keys; only the owner touches the table.
//! At the end modules are numbered in traversal order, so that nothing depends on who was first.

mod demand;
mod explain;
mod finding;
mod queries;
mod requests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Sender, unbounded};
use rustc_hash::{FxHashMap, FxHashSet};

use mfbuild_config::BuildOptions;
use mfbuild_diagnostics::{Diagnostic, Label, Severity, SourceText};
use mfbuild_federation::plan::FederationPlan;
use mfbuild_federation::share::{ConsumeKey, ConsumeMatch, ProvideKey, ProvideMatch, ShareIdx};
use mfbuild_federation::versions::{self, PackageJson, Provided};
use mfbuild_js::facts::{FileFacts, Format};
use mfbuild_js::{Engine, ParsedFile};

use crate::entries::AddedModules;
use crate::graph::{
    ConsumeModule, Entry, EntryKind, Module, ModuleGraph, ModuleIdx, ModuleKey, ModuleKind, Provide, RemoteModule,
    Target,
};
use crate::load::{Code, FileJob, Loaded, is_strict, load_text};
use crate::memory::Memory;
use crate::resolve::{Package, RequestKind, ResolveFailure, Resolved, ResolvedFile, Resolver};
use demand::{Demand, Step, Waiting, Wanted};
use explain::{missing_container, missing_expose};
pub use finding::Finding;

/// The graph and what belongs to it.
pub struct Scanned {
    /// Frozen.
    pub graph: ModuleGraph,
    /// By module: its tree, unless an earlier build knows its facts.
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
    /// Modules that are in no file.
    pub added: &'a AddedModules,
    /// What earlier builds of a session have found out.
    pub memory: Option<&'a Memory>,
    /// All statements count as ones with effects.
    pub keeps_statements: bool,
    /// Whatever packages say of their side effects, every module that is imported runs.
    pub keeps_modules: bool,
    /// Components and hooks of the project's own files are registered with React Refresh.
    pub refresh: bool,
}

/// What to load.
#[derive(Clone, Debug)]
enum Job {
    File(FileJob, Option<Arc<Package>>),
    Text { name: String, text: String, base: PathBuf },
    Consume(Box<ConsumeRequest>),
    Remote(RemoteModule),
}

/// A shared module and where its own copy lies.
#[derive(Clone, Debug)]
struct ConsumeRequest {
    share: ConsumeKey,
    idx: ShareIdx,
    fallback: Option<(ModuleKey, Job)>,
}

/// Where a request leads, before modules have numbers.
#[derive(Clone)]
enum Lead {
    Module(ModuleKey, Job),
    Missing,
    External,
}

/// A finished module on its way to the owner.
struct Arrived {
    module: ModuleIdx,
    finding: Result<Arc<Finding>, Vec<Diagnostic>>,
    file: Option<ParsedFile>,
}

/// A module in the owner's table.
struct Draft {
    module: Module,
    file: Option<ParsedFile>,
    failures: Vec<(usize, ResolveFailure)>,
    /// It could not be loaded: why.
    errors: Vec<Diagnostic>,
}

impl Draft {
    /// A module that has nothing to load.
    fn of_kind(kind: ModuleKind, key: ModuleKey, name: String) -> Self {
        let source = SourceText { path: name.clone(), text: "".into() };
        let module = Module { kind, ..empty_module(key, name, source) };
        Self { module, file: None, failures: Vec::new(), errors: Vec::new() }
    }
}

impl Scanner<'_> {
    /// Scans everything that the exposes reach. `progress` hears the number of modules now and then.
    pub fn scan(&self, progress: &(dyn Fn(usize) + Sync)) -> Scanned {
        let (sender, receiver) = unbounded::<Arrived>();
        let mut owner = Owner::new(self);
        rayon::in_place_scope(|scope| {
            let mut running = 0;
            let mut jobs = owner.entries();
            owner.follow_up(&mut jobs);
            let mut known = Vec::new();
            loop {
                for (module, job) in jobs {
                    if let Some(finding) = self.known(&job) {
                        known.push(Arrived { module, finding: Ok(finding), file: None });
                        continue;
                    }
                    running += 1;
                    let sender = sender.clone();
                    scope.spawn(move |_| self.work(module, job, &sender));
                }
                let arrived = match known.pop() {
                    Some(arrived) => arrived,
                    None if running == 0 => break,
                    None => {
                        running -= 1;
                        receiver.recv().expect("a sender is alive while jobs run")
                    }
                };
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
            Job::Consume(_) | Job::Remote(_) => unreachable!("these modules have nothing to load"),
        };
        // The owner only goes away when it has everything.
        let _ = sender.send(arrived);
    }

    fn file(&self, module: ModuleIdx, job: &FileJob, package: Option<Arc<Package>>) -> Arrived {
        let dir = job.path.parent().unwrap_or(&job.path);
        let (loaded, file) = match self.remembered(job, package.as_deref()) {
            Some(loaded) => (loaded, None),
            None => match self.load(job, package.as_deref()) {
                Ok((loaded, file)) => (self.noted(loaded), Some(file)),
                Err(errors) => {
                    self.memory.inspect(|memory| memory.note_unreadable(&job.path));
                    return Arrived { module, finding: Err(errors), file: None };
                }
            },
        };
        let answers = self.answers(&loaded, dir);
        let is_strict = is_strict(&job.path, package.as_deref());
        let has_side_effects = self.may_have_effects(job, package.as_deref());
        let finding = Arc::new(Finding { loaded, package, is_strict, has_side_effects, answers });
        if let Some(memory) = self.memory {
            memory.keep(job.key(), Arc::clone(&finding));
        }
        Arrived { module, finding: Ok(finding), file }
    }

    fn text(&self, module: ModuleIdx, name: &str, text: &str, base: &Path) -> Arrived {
        match load_text(self.engine, name, text) {
            Err(errors) => Arrived { module, finding: Err(errors), file: None },
            Ok((loaded, file)) => {
                let loaded = self.noted(loaded);
                let answers = self.answers(&loaded, base);
                let finding = Finding { loaded, package: None, is_strict: false, has_side_effects: true, answers };
                Arrived { module, finding: Ok(Arc::new(finding)), file: Some(file) }
            }
        }
    }

    /// Where all requests of a module lead.
    fn answers(&self, loaded: &Loaded, dir: &Path) -> Answers {
        let mut answers = Answers::default();
        for (at, import) in loaded.facts.imports.iter().enumerate() {
            let before = answers.warnings.len();
            let lead = self.lead(dir, import, at, &mut answers);
            answers.leads.push(lead);
            for warning in &mut answers.warnings[before..] {
                warning.labels.push(Label {
                    source: loaded.source.clone(),
                    span: import.span.clone(),
                    message: String::new(),
                });
            }
        }
        if let ModuleKind::Style(style) = &loaded.kind {
            self.style_leads(dir, &style.file, loaded.facts.imports.len(), &mut answers);
        }
        answers
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
    for (up, base) in context.ancestors().enumerate() {
        if let Ok(rest) = path.strip_prefix(base) {
            let rest = rest.to_string_lossy().replace('\\', "/");
            return if up == 0 { format!("./{rest}") } else { format!("{}{rest}", "../".repeat(up)) };
        }
    }
    path.to_string_lossy().replace('\\', "/")
}

fn file_job(file: ResolvedFile, as_asset: bool) -> (ModuleKey, Job) {
    let job = FileJob { path: file.path, query: file.query, as_asset, worker: None };
    (job.key(), Job::File(job, file.package))
}

/// What the requests of one module came to.
#[derive(Clone, Default)]
struct Answers {
    leads: Vec<Lead>,
    failures: Vec<(usize, ResolveFailure)>,
    provides: Vec<(ProvideKey, ProvideMatch, ModuleKey)>,
    warnings: Vec<Diagnostic>,
}

/// The table of modules and everything that is decided in one place.
struct Owner<'a> {
    scanner: &'a Scanner<'a>,
    keys: FxHashMap<ModuleKey, ModuleIdx>,
    drafts: Vec<Option<Draft>>,
    /// What is asked of each module.
    demands: Vec<Demand>,
    /// Modules that are provided to others.
    offered: FxHashSet<ModuleKey>,
    /// Modules that run whatever `sideEffects` of their package says: entries of pages.
    kept: FxHashSet<ModuleKey>,
    /// What has to be followed up.
    steps: Vec<Step>,
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
            demands: Vec::new(),
            offered: FxHashSet::default(),
            kept: FxHashSet::default(),
            steps: Vec::new(),
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
            let module = self.add(&key, &job, &mut jobs);
            self.steps.push(Step::Ask(module, Wanted::All));
            self.entries.push(Entry { kind: EntryKind::Expose(expose.key.clone()), module, chunk_name });
        }
        self.provided_paths(&mut jobs);
        self.added_entries(&mut jobs);
        jobs
    }

    /// The page, the federation runtime, and modules that are containers of remotes.
    fn added_entries(&mut self, jobs: &mut Vec<(ModuleIdx, Job)>) {
        let scanner = self.scanner;
        let context = &scanner.options.context;
        for request in &scanner.added.kept {
            if let Ok(Resolved::File(file)) = scanner.resolver.resolve(context, request, RequestKind::Import) {
                self.kept.insert(file_job(file, false).0);
            }
        }
        let added = [
            (&scanner.added.refresh, EntryKind::Refresh),
            (&scanner.added.runtime, EntryKind::Runtime),
            (&scanner.added.page, EntryKind::Page),
        ];
        for (request, kind) in added {
            if let Some(Lead::Module(key, job)) = request.as_ref().and_then(|request| scanner.added_lead(request)) {
                self.entry(kind, key, job, jobs);
            }
        }
        for (remote, location, request) in scanner.plan.internal_containers() {
            match scanner.resolver.resolve(context, request, RequestKind::Entry) {
                Ok(Resolved::File(file)) => {
                    let (key, job) = file_job(file, false);
                    self.entry(EntryKind::Container(remote, location), key, job, jobs);
                }
                _ => self.diagnostics.push(missing_container(request, scanner.options)),
            }
        }
    }

    fn entry(&mut self, kind: EntryKind, key: ModuleKey, job: Job, jobs: &mut Vec<(ModuleIdx, Job)>) {
        let module = self.add(&key, &job, jobs);
        self.steps.push(Step::Ask(module, Wanted::All));
        self.entries.push(Entry { kind, module, chunk_name: None });
    }

    /// Shares configured by path are provided even if nobody asks for them (§3.4).
    fn provided_paths(&mut self, jobs: &mut Vec<(ModuleIdx, Job)>) {
        let scanner = self.scanner;
        for provide in scanner.plan.provided_paths() {
            let found = scanner.resolver.resolve(&scanner.options.context, &provide.request, RequestKind::Entry);
            let Ok(Resolved::File(file)) = found else {
                let error = Diagnostic::error(
                    "share-not-found",
                    format!("the shared file `{}` does not exist", provide.request),
                );
                self.diagnostics
                    .push(error.with_help("correct the path in `shared`; it is relative to the package directory"));
                continue;
            };
            let reader = |dir: &Path| scanner.package_json(dir);
            match versions::provided_version(&provide, &file.path, scanner.options.profile, &reader) {
                Provided::Version(version) => {
                    let share = provide.key(&version, &file.path);
                    let (key, job) = file_job(file, false);
                    self.entry(EntryKind::Provide, key.clone(), job, jobs);
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
            if let Some(consume) = scanner.plan.match_consume(only, context) {
                return self.exposed_share(consume);
            }
            return match scanner.resolver.resolve(context, only, RequestKind::Entry) {
                Ok(Resolved::File(file)) => Some(file_job(file, false)),
                _ => {
                    let near = scanner.resolver.near_misses(context, only);
                    self.diagnostics.push(missing_expose(key, only, &near));
                    None
                }
            };
        }
        let (last, first) = imports.split_last()?;
        let mut text: String =
            first.iter().map(|import| format!("import {};\n", crate::assets::quoted(import))).collect();
        let last = crate::assets::quoted(last);
        text.push_str(&format!("export * from {last};\nexport {{ default }} from {last};\n"));
        let name = format!("expose {key}");
        let job = Job::Text { name: name.clone(), text, base: context.clone() };
        Some((ModuleKey::Virtual(name), job))
    }

    /// Exposing a shared package hands out the copy that the page has chosen.
    fn exposed_share(&mut self, consume: ConsumeMatch) -> Option<(ModuleKey, Job)> {
        let mut answers = Answers::default();
        let lead = self.scanner.consume(consume, &self.scanner.options.context, &mut answers);
        self.diagnostics.append(&mut answers.warnings);
        for (key, provide, file) in answers.provides {
            self.offered.insert(file.clone());
            self.provides.entry(key).or_insert((provide, file));
        }
        match lead {
            Lead::Module(key, job) => Some((key, job)),
            Lead::Missing | Lead::External => None,
        }
    }

    /// The number of a key; new modules become jobs.
    fn add(&mut self, key: &ModuleKey, job: &Job, jobs: &mut Vec<(ModuleIdx, Job)>) -> ModuleIdx {
        if let Some(known) = self.keys.get(key) {
            return *known;
        }
        let module = ModuleIdx(self.drafts.len() as u32);
        self.keys.insert(key.clone(), module);
        self.drafts.push(None);
        self.demands.push(Demand::default());
        self.steps.extend(self.offered.contains(key).then_some(Step::Ask(module, Wanted::All)));
        let name = self.name_of(key, job);
        self.named.push((key.clone(), name.clone()));
        match job {
            Job::Consume(consume) => {
                let fallback = consume.fallback.as_ref().map(|(key, job)| self.add(key, job, jobs));
                self.steps.extend(fallback.map(|fallback| Step::Ask(fallback, Wanted::All)));
                let kind = ModuleKind::Consume(Box::new(ConsumeModule {
                    share: consume.share.clone(),
                    idx: consume.idx,
                    fallback,
                }));
                self.drafts[module.at()] = Some(Draft::of_kind(kind, key.clone(), name));
            }
            Job::Remote(remote) => {
                self.drafts[module.at()] = Some(Draft::of_kind(ModuleKind::Remote(remote.clone()), key.clone(), name));
            }
            other => jobs.push((module, other.clone())),
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
            (ModuleKey::Remote(remote, key), _) => self.scanner.plan.remote_request(*remote, key),
        }
    }

    fn accept(&mut self, arrived: Arrived) -> Vec<(ModuleIdx, Job)> {
        let Arrived { module, finding, file } = arrived;
        let mut jobs = Vec::new();
        let finding = match finding {
            Ok(finding) => finding,
            Err(errors) => {
                let (key, name) = self.named[module.at()].clone();
                let source = SourceText { path: name.clone(), text: "".into() };
                let empty = empty_module(key, name, source);
                self.drafts[module.at()] = Some(Draft { module: empty, file: None, failures: Vec::new(), errors });
                return jobs;
            }
        };
        // A session keeps it, so it is read and not taken apart.
        let Finding { loaded, package, is_strict, has_side_effects, answers } = &*finding;
        let Answers { leads, failures, provides, warnings } = answers;
        let errors = loaded.errors();
        for warning in loaded.warnings.iter().filter(|found| found.severity == Severity::Warning).chain(warnings) {
            if self.warned.insert(warning.message.clone() + &warning.notes.join("\n")) {
                self.diagnostics.push(warning.clone());
            }
        }
        for (key, provide, file) in provides {
            // Others on the page may ask the copy for anything.
            self.offered.insert(file.clone());
            self.steps.extend(self.keys.get(file).map(|module| Step::Ask(*module, Wanted::All)));
            self.provides.entry(key.clone()).or_insert_with(|| (provide.clone(), file.clone()));
        }
        let mut targets = Vec::with_capacity(leads.len());
        let mut waiting = Waiting::default();
        let n_imports = loaded.facts.imports.len();
        for (at, lead) in leads.iter().enumerate() {
            targets.push(match lead {
                Lead::Module(..) if at < n_imports => {
                    waiting.insert(at as u32);
                    Target::Unused
                }
                // Style sheets need all that they ask for.
                Lead::Module(key, job) => Target::Module(self.add(key, job, &mut jobs)),
                Lead::Missing => Target::Missing,
                Lead::External => Target::External,
            });
        }
        let (key, name) = self.named[module.at()].clone();
        let is_kept = self.kept.contains(&key);
        let draft = Module {
            key,
            name,
            package: package.clone(),
            kind: loaded.kind.clone(),
            facts: Arc::clone(&loaded.facts),
            code: loaded.code.clone(),
            targets,
            source: loaded.source.clone(),
            has_side_effects: (loaded.may_have_side_effects && *has_side_effects) || is_kept,
            is_strict: *is_strict,
            size: loaded.size,
        };
        self.drafts[module.at()] = Some(Draft { module: draft, file, failures: failures.clone(), errors });
        self.arrive(module, finding, waiting);
        self.follow_up(&mut jobs);
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
        self.diagnostics.extend(explain::explain(&graph, problems, self.scanner.options));
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

/// A module that holds nothing yet.
fn empty_module(key: ModuleKey, name: String, source: SourceText) -> Module {
    Module {
        key,
        name,
        package: None,
        kind: ModuleKind::Script,
        facts: Arc::new(FileFacts::empty(Format::Cjs)),
        code: Code::empty(),
        targets: Vec::new(),
        source,
        has_side_effects: true,
        is_strict: false,
        size: 0,
    }
}
