//! The factory of a scope: its text, or what it is printed from when somebody asks for it.
//!
//! Owns doing that late: a server answers as soon as it knows what there is, and makes factories while the page loads.

use std::fmt::{Debug, Formatter};
use std::sync::{Arc, LazyLock};

use mfbuild_diagnostics::SourceText;
use mfbuild_js::scope::RenderedScope;
use mfbuild_js::{Engine, ParseOptions, ParsedFile};
use rayon::prelude::*;

use crate::graph::{Module, ModuleGraph};
use crate::scopes::Description;

/// A factory that is printed once at most, and once more for its source map.
pub struct Factory {
    /// Hash of everything that the text comes from; 0 in builds that remember nothing.
    pub key: u128,
    text: Printed,
    /// Its positions, where they are printed apart.
    map: Option<Printed>,
}

type Printed = LazyLock<RenderedScope, Box<dyn FnOnce() -> RenderedScope + Send>>;

/// What prints.
#[derive(Clone, Copy)]
pub struct Engines<'a> {
    /// Factories, with their positions unless there is a `mapper`.
    pub printer: &'a Arc<Engine>,
    /// Positions when somebody asks for a source map: they are a tenth of the work, and most pages run without.
    pub mapper: Option<&'a Arc<Engine>>,
}

/// What is printed, and how.
struct Job {
    engine: Arc<Engine>,
    description: Arc<Description>,
    /// By member.
    files: Vec<File>,
}

enum File {
    Parsed(ParsedFile),
    /// An earlier build has found the facts: the text is parsed once more.
    Known(SourceText, ParseOptions),
}

impl File {
    fn known(module: &Module) -> Self {
        let source = SourceText { path: module.source.path.clone(), text: Arc::clone(&module.code.text) };
        Self::Known(source, module.code.options)
    }
}

impl Factory {
    /// A factory to print. `parsed` are the description's modules, unless an earlier build knows their facts.
    pub fn new(
        key: u128,
        engines: Engines<'_>,
        description: &Arc<Description>,
        graph: &ModuleGraph,
        parsed: Vec<Option<ParsedFile>>,
    ) -> Self {
        let modules = || description.modules.iter().map(|module| graph.module(*module));
        let job = |engine: &Arc<Engine>, files| Job {
            engine: Arc::clone(engine),
            description: Arc::clone(description),
            files,
        };
        let file =
            |(module, parsed): (&Module, Option<ParsedFile>)| parsed.map_or_else(|| File::known(module), File::Parsed);
        let text = job(engines.printer, modules().zip(parsed).map(file).collect());
        let map = engines.mapper.map(|mapper| job(mapper, modules().map(File::known).collect()));
        Self { key, text: text.later(), map: map.map(Job::later) }
    }

    /// The printed factory.
    pub fn text(&self) -> &RenderedScope {
        &self.text
    }

    /// The same with its positions.
    pub fn mapped(&self) -> &RenderedScope {
        self.map.as_ref().unwrap_or(&self.text)
    }

    /// Whether pages that have the other one need this one.
    pub fn differs_from(&self, other: &Self) -> bool {
        let is_same = |a: &RenderedScope, b: &RenderedScope| (a.is_generator, &a.code) == (b.is_generator, &b.code);
        self.key != other.key && !is_same(self.text(), other.text())
    }
}

impl Debug for Factory {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "Factory({:032x})", self.key)
    }
}

/// Prints factories in the background, the first ones first, on all threads.
pub fn print_ahead(factories: Vec<Arc<Factory>>) {
    let print = |factory: Arc<Factory>| {
        factory.text();
    };
    rayon::spawn(move || factories.into_iter().par_bridge().for_each(print));
}

impl Job {
    fn later(self) -> Printed {
        LazyLock::new(Box::new(|| self.print()))
    }

    fn print(self) -> RenderedScope {
        let parsed = |file| match file {
            File::Parsed(parsed) => parsed,
            File::Known(source, options) => {
                let parsed = self.engine.parse(&source, options);
                parsed.map(|(file, ..)| file).expect("the same text has been parsed before")
            }
        };
        let files = self.files.into_iter().map(parsed).collect();
        self.engine.render(&self.description.scope, files)
    }
}
