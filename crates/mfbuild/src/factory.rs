//! The factory of a scope: its text, or what it is printed from when somebody asks for it.
//!
//! Owns printing late: a server answers as soon as it knows what there is, and prints while the page loads.

use std::fmt::{Debug, Formatter};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use mfbuild_diagnostics::SourceText;
use mfbuild_js::scope::RenderedScope;
use mfbuild_js::{Engine, ParseOptions, ParsedFile};

use crate::graph::{Module, ModuleGraph};
use crate::memory::lock;
use crate::scopes::Description;

/// A factory that is printed once at most.
pub struct Factory {
    /// Hash of everything that the text comes from; 0 in builds that remember nothing.
    pub key: u128,
    text: OnceLock<RenderedScope>,
    /// Until it is printed.
    job: Mutex<Option<Job>>,
}

/// What is printed.
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

impl Factory {
    /// A factory to print. `trees` are those of the description's modules, unless an earlier build knows their facts.
    pub fn new(
        key: u128,
        engine: &Arc<Engine>,
        description: &Arc<Description>,
        graph: &ModuleGraph,
        trees: Vec<Option<ParsedFile>>,
    ) -> Self {
        let modules = description.modules.iter().map(|module| graph.module(*module));
        let file = |(module, tree): (&Module, Option<ParsedFile>)| match tree {
            Some(tree) => File::Parsed(tree),
            None => {
                let source = SourceText { path: module.source.path.clone(), text: Arc::clone(&module.code.text) };
                File::Known(source, module.code.options)
            }
        };
        let files = modules.zip(trees).map(file).collect();
        let job = Job { engine: Arc::clone(engine), description: Arc::clone(description), files };
        Self { key, text: OnceLock::new(), job: Mutex::new(Some(job)) }
    }

    /// The printed factory.
    pub fn text(&self) -> &RenderedScope {
        self.text.get_or_init(|| lock(&self.job).take().expect("it is printed once").print())
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
    let (factories, next) = (Arc::new(factories), Arc::new(AtomicUsize::new(0)));
    for _ in 0..rayon::current_num_threads() {
        let (factories, next) = (Arc::clone(&factories), Arc::clone(&next));
        rayon::spawn(move || {
            while let Some(factory) = factories.get(next.fetch_add(1, Ordering::Relaxed)) {
                factory.text();
            }
        });
    }
}

impl Job {
    fn print(self) -> RenderedScope {
        let tree = |file| match file {
            File::Parsed(tree) => tree,
            File::Known(source, options) => {
                let parsed = self.engine.parse(&source, options);
                parsed.map(|(file, ..)| file).expect("the same text has been parsed before")
            }
        };
        let trees = self.files.into_iter().map(tree).collect();
        self.engine.render(&self.description.scope, trees)
    }
}
