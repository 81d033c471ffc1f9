//! Replacements of requests inside expressions: `require()`, `import()` and others.
//!
//! Owns the form in which code gets another module: its exports, its namespace object, or the value that it stands for.

use mfbuild_js::facts::{ImportIdx, ImportKind};
use mfbuild_js::scope::{RequestValue, RequiredAs};

use super::{Builder, Program};
use crate::graph::{ModuleIdx, ModuleKind, Target};

/// Mode of `require.i` that gives the namespace object of an ES module.
const NAMESPACE_OBJECT: u32 = 3;

impl Builder<'_> {
    /// The replacement of a request inside an expression; `None` if it stays as it is.
    pub(super) fn request(&mut self, index: ModuleIdx, import: ImportIdx) -> Option<RequestValue> {
        let Program { graph, .. } = self.program;
        let module = graph.module(index);
        let request = &module.facts.imports[import.0 as usize];
        let target = match module.targets[import.0 as usize] {
            Target::Module(target) => target,
            Target::Missing => return Some(RequestValue::Missing(request.request.clone())),
            Target::External | Target::Unused => return None,
        };
        match &request.kind {
            ImportKind::Static | ImportKind::Provided => None,
            ImportKind::Require { whole, optional } => {
                Some(self.required_value(target, *whole, *optional, &request.request))
            }
            ImportKind::RequireResolve => Some(RequestValue::Id(self.scopes.id(target))),
            ImportKind::Hot => self.scopes.ids[target.at()].map(RequestValue::Name),
            ImportKind::Dynamic { used, called, .. } => {
                // A group has the id of its root.
                let id = self.scopes.id(target);
                let is_value = used.is_none() || self.program.linker.any_sees_this(target, called);
                Some(RequestValue::Dynamic { group: id, id, mode: self.interop(index, target, is_value) })
            }
            ImportKind::Url { .. } => match &graph.module(target).kind {
                ModuleKind::Asset(asset) => {
                    Some(RequestValue::AssetUrl(asset.file_name.clone() + suffix(&request.request)))
                }
                _ => None,
            },
        }
    }

    /// The result of `require()`: the value of a text or asset, the namespace object of an ES module, or the exports.
    ///
    /// Within `try` a CommonJS module that throws leaves the cache, as in Node, so that the next `require` runs it anew:
    /// `for (;;) try { return require('./device'); } catch {}`.
    fn required_value(&mut self, target: ModuleIdx, whole: bool, in_try: bool, request: &str) -> RequestValue {
        let Program { graph, linker, order, .. } = self.program;
        let module = graph.module(target);
        if order.is_async[target.at()] {
            return RequestValue::Asynchronous(request.to_string());
        }
        let part = match module.is_esm() {
            true if module.facts.is_value => RequiredAs::Value,
            true if whole && !linker.has_unknown_names(target) => {
                self.namespace_objects.insert(target);
                RequiredAs::Namespace
            }
            _ => RequiredAs::Exports,
        };
        RequestValue::Require(self.scopes.id(target), part, in_try && !module.is_esm())
    }

    /// Interop mode of `import()`: an ES module as it is, or its namespace object if the code may use that as a value;
    /// else by webpack's rules.
    fn interop(&mut self, importer: ModuleIdx, target: ModuleIdx, is_value: bool) -> u32 {
        let Program { graph, linker, .. } = self.program;
        if graph.module(target).is_esm() {
            let is_object = is_value && !linker.has_unknown_names(target);
            self.namespace_objects.extend(is_object.then_some(target));
            return if is_object { NAMESPACE_OBJECT } else { 0 };
        }
        if graph.is_strict_import(graph.module(importer), target) { 2 } else { 1 }
    }
}

/// `?query` and `#fragment` of a request, which are those of the url.
fn suffix(request: &str) -> &str {
    request.find(['?', '#']).map_or("", |at| &request[at..])
}
