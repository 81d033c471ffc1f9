//! What was found out about one module, and what earlier builds of a session know of it.

use std::sync::Arc;

use mfbuild_diagnostics::Diagnostic;
use mfbuild_js::facts::WorkerKind;

use super::{Answers, Job, Lead, Scanner};
use crate::graph::{ModuleKey, ModuleKind};
use crate::load::{FileJob, Loaded, Parsed, is_installed, load_file, script_options};
use crate::resolve::Package;
use crate::unoptimized::without_optimizations;

/// A module with its answers: all that a later build wants to know about it.
#[derive(Clone)]
pub struct Finding {
    pub(super) loaded: Loaded,
    pub(super) package: Option<Arc<Package>>,
    /// It imports by Node's rules.
    pub(super) is_strict: bool,
    /// `sideEffects` of its package.
    pub(super) has_side_effects: bool,
    pub(super) answers: Answers,
}

impl Finding {
    /// The same requests from a file that says the same.
    pub fn with_loaded(&self, loaded: Loaded) -> Self {
        Self { loaded, ..self.clone() }
    }

    /// Where a request leads.
    pub(super) fn lead(&self, at: u32) -> &Lead {
        &self.answers.leads[at as usize]
    }

    /// The module without what its requests lead to.
    pub fn loaded(&self) -> &Loaded {
        &self.loaded
    }
}

impl FileJob {
    /// It is no installed dependency.
    pub fn is_own(&self) -> bool {
        !is_installed(&self.path)
    }

    /// The module that the file becomes.
    pub(super) fn key(&self) -> ModuleKey {
        let asset = match self.worker {
            Some(WorkerKind::Classic) => "|worker",
            Some(WorkerKind::Module) => "|module worker",
            None if self.as_asset => "|url",
            None => "",
        };
        ModuleKey::File(self.path.clone(), format!("{}{asset}", self.query))
    }
}

impl Scanner<'_> {
    /// What an earlier build has found out about a file, if nothing has changed since.
    pub(super) fn known(&self, job: &Job) -> Option<Arc<Finding>> {
        match job {
            Job::File(file, _) => self.memory?.finding(&file.key()),
            _ => None,
        }
    }

    /// A file that this session or another one has read in the same way.
    pub(super) fn remembered(&self, job: &FileJob, package: Option<&Package>) -> Option<Loaded> {
        let loaded = self.memory?.loaded(&job.key(), &self.shown(&job.path))?;
        let options = loaded.code.options;
        let is_same_way = options == script_options(options.syntax, &job.path, package, self.refreshes(job));
        (is_same_way || !matches!(loaded.kind, ModuleKind::Script)).then_some(loaded)
    }

    fn refreshes(&self, job: &FileJob) -> bool {
        self.refresh && job.is_own()
    }

    pub(super) fn load(&self, job: &FileJob, package: Option<&Package>) -> Result<Parsed, Vec<Diagnostic>> {
        load_file(self.engine, self.options, job, package, &self.shown(&job.path), self.refreshes(job))
    }

    /// What the package says of a file.
    pub(super) fn may_have_effects(&self, job: &FileJob, package: Option<&Package>) -> bool {
        self.keeps_modules || package.is_none_or(|package| package.has_side_effects(&job.path))
    }

    pub(super) fn noted(&self, mut loaded: Loaded) -> Loaded {
        if self.keeps_statements {
            without_optimizations(Arc::make_mut(&mut loaded.facts));
        }
        loaded
    }
}
