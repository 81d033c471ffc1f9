//! An edit that leaves the facts of its files as they were: one factory or style sheet is made again.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use mfbuild_config::BuildOptions;
use mfbuild_diagnostics::{Diagnostic, sort};
use mfbuild_js::{Engine, ParsedFile};

use super::changes::Effects;
use super::{Purpose, Rebuilt, Session};
use crate::build::{HotBundle, engine, mapper};
use crate::chunk::Chunk;
use crate::factory::{Engines, Factory};
use crate::graph::{Module, ModuleIdx, ModuleKey, ModuleKind};
use crate::hot::HotFactory;
use crate::load::{FileJob, Loaded, load_file};
use crate::output::{Content, OutputFile};
use crate::render::factory_key;
use crate::styles::{imported, style_files};
use crate::unoptimized::without_optimizations;

/// A module, what its file holds now, and the tree of that.
type Edit = (ModuleIdx, Loaded, ParsedFile);

impl Session {
    /// Makes the edited modules anew, if that is all there is to do.
    pub(super) fn replace(&mut self, effects: &Effects, start: Instant) -> Option<Rebuilt> {
        if self.purpose != Purpose::Serve || self.has_failed || !effects.is_plain_edit() {
            return None;
        }
        let options = self.options.as_ref()?;
        let (engine, mapper) = (engine(options, true).ok()?, mapper(options, true).ok()?);
        let engines = Engines { printer: &engine, mapper: mapper.as_ref() };
        let kept = self.kept.as_mut()?;
        let edits = edits(kept, effects, options, &engine)?;
        let names: Vec<&str> = edits.iter().map(|(module, ..)| &*kept.graph.module(*module).source.path).collect();
        let is_named = |problem: &Diagnostic| problem.labels.iter().any(|label| names.contains(&&*label.source.path));
        if self.problems.iter().any(is_named) {
            return None;
        }
        let before = kept.parts.clone();
        let mut files = self.output.files.clone();
        for (module, loaded, tree) in edits {
            self.memory.replace(&kept.graph.module(module).key, &loaded);
            kept.replace(module, loaded, tree, (engines, self.memory.reading()), options, &mut files);
        }
        let hash = kept.parts.hash();
        let from = self.output.hash.clone();
        let (change, updates) = kept.parts.since(&before, &from, &hash, self.n_updates, options);
        self.publish(files, updates, hash);
        let mut diagnostics: Vec<_> = self.option_problems.iter().chain(&self.problems).cloned().collect();
        sort(&mut diagnostics);
        Some(Rebuilt { change: Some(change), from, diagnostics, took: start.elapsed(), ..Rebuilt::default() })
    }
}

/// The modules of the edited files; `None` if the stages have to look at them.
fn edits(kept: &HotBundle, effects: &Effects, options: &BuildOptions, engine: &Engine) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    // In the order of the graph: nothing may depend on the order of a set.
    for index in kept.graph.indices() {
        let module = kept.graph.module(index);
        if let ModuleKey::File(path, variant) = &module.key
            && effects.files.contains(path)
        {
            let (loaded, tree) =
                variant.is_empty().then(|| read_again(module, path, options, engine, kept.refresh))??;
            edits.push((index, loaded, tree));
        }
    }
    // A file that is remembered and in no graph would have to be forgotten.
    (edits.len() == effects.files.len()).then_some(edits)
}

/// The file as it is now, if it says the same as before about all that other modules see.
fn read_again(
    module: &Module,
    path: &Path,
    options: &BuildOptions,
    engine: &Engine,
    refresh: bool,
) -> Option<(Loaded, ParsedFile)> {
    let job = FileJob { path: path.to_path_buf(), query: String::new(), as_asset: false, worker: None };
    let refresh = refresh && job.is_own();
    let (mut loaded, tree) =
        load_file(engine, options, &job, module.package.as_deref(), &module.source.path, refresh).ok()?;
    without_optimizations(Arc::make_mut(&mut loaded.facts));
    let is_same_kind = match (&module.kind, &loaded.kind) {
        (ModuleKind::Script, ModuleKind::Script) => true,
        (ModuleKind::Style(before), ModuleKind::Style(now)) => before.asks_for_the_same_as(now),
        _ => false,
    };
    let is_same = is_same_kind && loaded.warnings.is_empty() && loaded.facts.says_the_same_as(&module.facts);
    is_same.then_some((loaded, tree))
}

impl HotBundle {
    fn replace(
        &mut self,
        index: ModuleIdx,
        loaded: Loaded,
        tree: ParsedFile,
        (engines, reading): (Engines<'_>, u64),
        options: &BuildOptions,
        files: &mut BTreeMap<String, OutputFile>,
    ) {
        let module = &mut self.graph.modules[index.at()];
        module.kind = loaded.kind;
        module.facts = loaded.facts;
        module.code = loaded.code;
        module.source = loaded.source;
        module.size = loaded.size;
        let place = self.scopes.roots.iter().position(|root| *root == index);
        if let Some(description) = place.and_then(|at| self.descriptions[at].as_ref()) {
            let key = factory_key(&self.graph, description, reading);
            let factory = Arc::new(Factory::new(key, engines, description, &self.graph, vec![Some(tree)]));
            let id = self.scopes.id(index);
            let chunk = self.parts.modules.get(&id).and_then(|factory| factory.chunk);
            self.parts.modules.insert(id, HotFactory { factory: Arc::clone(&factory), chunk });
            files.values_mut().for_each(|file| replace_factory(file, id, &factory));
        }
        let graph = &self.graph;
        let has_style = |chunk: &&Chunk| imported(graph, &chunk.styles).contains(&index);
        for chunk in self.chunks.chunks.iter().filter(has_style) {
            for file in style_files(&self.graph, chunk, options) {
                if let Some(hash) = self.parts.styles.get_mut(&file.name) {
                    *hash = file.hash();
                }
                files.insert(file.name.clone(), file);
            }
        }
    }
}

/// Puts a factory in the place of the one with the same id, if the file is a chunk with it.
fn replace_factory(file: &mut OutputFile, id: u32, factory: &Arc<Factory>) {
    // What pages were told stays as it was.
    if file.name.starts_with("static/hot.") {
        return;
    }
    let (Content::Chunk(text, _) | Content::ChunkMap(text, _)) = &mut file.content else { return };
    if let Some(at) = text.parts.iter().position(|(module, _)| *module == id) {
        Arc::make_mut(text).parts[at].1 = Arc::clone(factory);
    }
}
