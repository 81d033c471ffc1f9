//! Requests → leads: external, shared, resolved or missing (spec/module-federation.md §3.3, §3.4).

use std::path::Path;

use mfbuild_config::{Profile, is_polyfill};
use mfbuild_diagnostics::Diagnostic;
use mfbuild_federation::share::ConsumeMatch;
use mfbuild_federation::versions::{self, Provided};
use mfbuild_js::facts::{Import, ImportKind};

use super::{Answers, ConsumeRequest, Job, Lead, Scanner, file_job};
use crate::entries::{REFRESH_PACKAGE, RUNTIME_PACKAGE};
use crate::graph::{ModuleKey, RemoteModule};
use crate::load::FileJob;
use crate::resolve::{RequestKind, ResolveFailure, Resolved, ResolvedFile};

impl Scanner<'_> {
    pub(super) fn style_leads(&self, dir: &Path, file: &mfbuild_css::CssFile, first: usize, answers: &mut Answers) {
        for (at, import) in file.imports.iter().enumerate() {
            if import.external {
                answers.leads.push(Lead::External);
                continue;
            }
            let resolved = self.resolver.resolve(dir, &import.request, RequestKind::CssImport);
            let lead = self.resolved_lead(resolved, false, first + at, answers);
            answers.leads.push(lead);
        }
        for (at, url) in file.urls.iter().enumerate() {
            let path = url.path_and_suffix().0;
            let resolved = self.resolver.resolve(dir, &path, RequestKind::CssUrl);
            let lead = self.resolved_lead(resolved, true, first + file.imports.len() + at, answers);
            answers.leads.push(lead);
        }
    }

    pub(super) fn lead(&self, dir: &Path, import: &Import, at: usize, answers: &mut Answers) -> Lead {
        let kind = match import.kind {
            ImportKind::Static => RequestKind::Import,
            ImportKind::Provided => return self.provided(dir, &import.request, at, answers),
            ImportKind::Dynamic { .. } => RequestKind::DynamicImport,
            ImportKind::Require { .. } | ImportKind::RequireResolve => RequestKind::Require,
            ImportKind::Hot => RequestKind::Import,
            ImportKind::Url { .. } => RequestKind::Url,
        };
        if let Some(lead) = self.added_lead(&import.request) {
            return lead;
        }
        if kind != RequestKind::Url {
            if let Some(global) = self.options.externals.get(&import.request) {
                return self.external(&import.request, global);
            }
            if let Some((remote, key)) = self.plan.match_remote(&import.request) {
                let module = ModuleKey::Remote(remote, key.clone());
                return Lead::Module(module, Job::Remote(RemoteModule { remote, key }));
            }
            if let Some(consume) = self.plan.match_consume(&import.request, dir) {
                return self.consume(consume, dir, answers);
            }
        }
        let resolved = self.resolver.resolve(dir, &import.request, kind);
        let mut resolved = resolved.and_then(|resolved| self.checked(resolved, import, kind));
        if matches!(resolved, Ok(Resolved::External)) && matches!(kind, RequestKind::Import | RequestKind::Require) {
            // A script can load it only with `import()`.
            let scheme = import.request.split(':').next().unwrap_or_default().to_string();
            resolved = Err(ResolveFailure::UnsupportedScheme(scheme));
        }
        if let Ok(Resolved::File(file)) = &resolved {
            if import.kind == (ImportKind::Url { worker: None }) && is_compiled(&file.path) {
                answers.warnings.push(copied_source(&import.request));
            }
            if let Some(consume) = self.plan.match_consume_resolved(&file.path) {
                return self.consume(consume, dir, answers);
            }
            self.provide(&import.request, file, answers);
        }
        let optional = matches!(import.kind, ImportKind::Require { optional: true, .. } | ImportKind::RequireResolve);
        if import.kind == ImportKind::Hot && resolved.is_err() {
            return Lead::External;
        }
        if optional && resolved.is_err() {
            let message = format!("`{}` is not installed, and the code is prepared for that", import.request);
            let warning = Diagnostic::warning("optional-import", message);
            answers.warnings.push(warning.with_help("nothing needs to be done if the feature behind it is not used"));
            return Lead::Missing;
        }
        let lead = self.resolved_lead(resolved, kind == RequestKind::Url, at, answers);
        match (lead, &import.kind) {
            (Lead::Module(_, Job::File(job, package)), ImportKind::Url { worker }) => {
                let job = FileJob { worker: *worker, ..job };
                Lead::Module(job.key(), Job::File(job, package))
            }
            (lead, _) => lead,
        }
    }

    /// A module that the build adds itself, or the one copy of the federation runtime or of React Refresh.
    pub(super) fn added_lead(&self, request: &str) -> Option<Lead> {
        let only_copy = match request {
            RUNTIME_PACKAGE => &self.added.runtime_file,
            REFRESH_PACKAGE => &self.added.refresh_file,
            _ => &None,
        };
        if let Some(file) = only_copy {
            let (key, job) = file_job(file.clone(), false);
            return Some(Lead::Module(key, job));
        }
        Some(self.virtual_module(request, self.added.texts.get(request)?))
    }

    /// Stands in for a free variable: `provide` of the config file, or a global of Node in the Backstage profile, without
    /// which the variable is `undefined`: code that asks first can live with that.
    pub(super) fn provided(&self, dir: &Path, request: &str, at: usize, answers: &mut Answers) -> Lead {
        let Some(file) = self.resolver.resolve_polyfill(dir, request) else {
            if self.options.profile != Profile::Backstage || !is_polyfill(request) {
                let help = Some(format!("`provide` of the config file takes a variable from `{request}`"));
                answers.failures.push((at, ResolveFailure::NotFound { help }));
                return Lead::Missing;
            }
            let package = request.split('/').next().unwrap_or(request);
            answers.warnings.push(
                Diagnostic::warning(
                    "missing-polyfill",
                    format!("code of Node is used and `{request}` is not installed"),
                )
                .with_note("the variable is `undefined` in the browser")
                .with_help(format!("install it if that code runs: `npm install --save-dev {package}`")),
            );
            return Lead::Missing;
        };
        let (key, job) = file_job(file, false);
        Lead::Module(key, job)
    }

    pub(super) fn resolved_lead(
        &self,
        resolved: Result<Resolved, ResolveFailure>,
        as_asset: bool,
        at: usize,
        answers: &mut Answers,
    ) -> Lead {
        match resolved {
            Ok(Resolved::File(file)) => {
                let (key, job) = file_job(file, as_asset);
                Lead::Module(key, job)
            }
            Ok(Resolved::Ignored) => self.virtual_module("(ignored)", "module.exports = {};"),
            Ok(Resolved::External) => Lead::External,
            Err(failure) => {
                answers.failures.push((at, failure));
                Lead::Missing
            }
        }
    }

    pub(super) fn virtual_module(&self, name: &str, text: &str) -> Lead {
        let job = Job::Text { name: name.to_string(), text: text.to_string(), base: self.options.context.clone() };
        Lead::Module(ModuleKey::Virtual(name.to_string()), job)
    }

    pub(super) fn external(&self, request: &str, global: &str) -> Lead {
        self.virtual_module(&format!("external {request}"), &format!("module.exports = {global};"))
    }

    /// A shared module: its range from the importer's package.json, its own copy from where the plan says.
    pub(super) fn consume(&self, consume: ConsumeMatch, dir: &Path, answers: &mut Answers) -> Lead {
        let required = versions::required_version(&consume, dir, &|dir: &Path| self.package_json(dir));
        answers.warnings.extend(required.warning);
        let mut fallback = None;
        if let Some(wanted) = &consume.fallback {
            match self.resolver.resolve(&wanted.base_dir, &wanted.request, RequestKind::Import) {
                Ok(Resolved::File(file)) => {
                    self.provide(&wanted.request, &file, answers);
                    fallback = Some(file_job(file, false));
                }
                Ok(Resolved::Ignored | Resolved::External) => {}
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

    pub(super) fn provide(&self, request: &str, file: &ResolvedFile, answers: &mut Answers) {
        let Some(provide) = self.plan.match_provide(request) else { return };
        let reader = |dir: &Path| self.package_json(dir);
        match versions::provided_version(&provide, &file.path, self.options.profile, &reader) {
            Provided::Version(version) => {
                let key = provide.key(&version, &file.path);
                answers.provides.push((key, provide, file_job(file.clone(), false).0));
            }
            Provided::Unknown { warning } => answers.warnings.extend(warning),
        }
    }
}

/// Files that no browser reads as they are.
fn is_compiled(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("ts" | "tsx" | "mts" | "cts" | "jsx"))
}

fn copied_source(request: &str) -> Diagnostic {
    Diagnostic::warning("copied-source", format!("`{request}` is copied as it is, and no browser runs it"))
        .with_note("workers are not bundled")
        .with_help("write the worker in JavaScript without imports, or build it by itself and name the result")
}
