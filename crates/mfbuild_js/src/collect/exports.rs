//! What a module declares, imports and exports by name, and the early errors about names.

use rustc_hash::FxHashMap;
use swc_core::common::{Mark, Span, Spanned, SyntaxContext};
use swc_core::ecma::ast::*;

use mfbuild_diagnostics::Diagnostic;

use super::Collector;
use super::names::{declarations, declared_names, default_name, export_name, hoisted_names};
use crate::facts::{Export, ExportTarget, ImportBinding, ImportIdx, ImportKind, ImportedName, SymbolIdx};
use crate::parse::relative;

impl Collector<'_> {
    pub(super) fn declare(&mut self, item: &ModuleItem) {
        match item {
            ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => self.declare_import(import),
            ModuleItem::ModuleDecl(ModuleDecl::ExportNamed(NamedExport {
                src: Some(src),
                type_only: false,
                with,
                ..
            }))
            | ModuleItem::ModuleDecl(ModuleDecl::ExportAll(ExportAll { src, type_only: false, with, .. })) => {
                let import = self.import(src, ImportKind::Static);
                self.attributes(import, with.as_deref());
            }
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => self.declare_names(&export.decl),
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => match &export.decl {
                DefaultDecl::Fn(FnExpr { ident: Some(ident), .. })
                | DefaultDecl::Class(ClassExpr { ident: Some(ident), .. }) => {
                    self.symbol(&ident.to_id());
                }
                _ => {}
            },
            ModuleItem::Stmt(stmt) => {
                for name in hoisted_names(stmt) {
                    self.symbol(&name);
                }
            }
            _ => {}
        }
    }

    pub(super) fn declare_names(&mut self, decl: &Decl) {
        for name in declared_names(decl) {
            self.symbol(&name);
        }
    }

    pub(super) fn declare_import(&mut self, declaration: &ImportDecl) {
        if declaration.type_only {
            return;
        }
        self.check_phase(declaration.phase, declaration.span);
        let import = self.import(&declaration.src, ImportKind::Static);
        self.attributes(import, declaration.with.as_deref());
        for specifier in &declaration.specifiers {
            let (local, name) = match specifier {
                ImportSpecifier::Default(default) => (&default.local, ImportedName::Named("default".into())),
                ImportSpecifier::Namespace(namespace) => (&namespace.local, ImportedName::Namespace),
                ImportSpecifier::Named(named) if named.is_type_only => continue,
                ImportSpecifier::Named(named) => {
                    let name = named.imported.as_ref().map_or_else(|| named.local.sym.to_string(), export_name);
                    (&named.local, ImportedName::Named(name))
                }
            };
            let symbol = self.symbol(&local.to_id());
            self.imported.insert(symbol, self.facts.bindings.len());
            let span = relative(specifier.span(), self.file);
            self.facts.bindings.push(ImportBinding { symbol, import, name, span });
        }
    }

    pub(super) fn default_symbol(&mut self, body: &[ModuleItem], top_level: Mark) -> Option<Id> {
        let needed = body.iter().any(|item| match item {
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultExpr(_)) => true,
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => match &export.decl {
                DefaultDecl::Fn(function) => function.ident.is_none(),
                DefaultDecl::Class(class) => class.ident.is_none(),
                DefaultDecl::TsInterfaceDecl(_) => false,
            },
            _ => false,
        });
        if !needed {
            return None;
        }
        let context = SyntaxContext::empty().apply_mark(top_level).apply_mark(Mark::new());
        let id = (default_name(&self.source.path).into(), context);
        self.symbol(&id);
        Some(id)
    }

    pub(super) fn exports_of(&mut self, item: &ModuleItem, default: Option<&Id>) {
        let ModuleItem::ModuleDecl(declaration) = item else { return };
        match declaration {
            ModuleDecl::ExportDecl(export) => {
                for id in declared_names(&export.decl) {
                    let symbol = self.symbol(&id);
                    self.export(id.0.to_string(), ExportTarget::Local(symbol), export.decl.span());
                }
            }
            ModuleDecl::ExportDefaultDecl(export) => {
                let id = match &export.decl {
                    DefaultDecl::Fn(FnExpr { ident: Some(ident), .. })
                    | DefaultDecl::Class(ClassExpr { ident: Some(ident), .. }) => Some(ident.to_id()),
                    DefaultDecl::TsInterfaceDecl(_) => None,
                    _ => default.cloned(),
                };
                if let Some(id) = id {
                    let symbol = self.symbol(&id);
                    self.export("default".into(), ExportTarget::Local(symbol), export.span);
                }
            }
            ModuleDecl::ExportDefaultExpr(export) => {
                let symbol = default.map(|id| self.symbol(id)).expect("a default expression has a default symbol");
                self.export("default".into(), ExportTarget::Local(symbol), export.span);
            }
            ModuleDecl::ExportNamed(export) => self.export_named(export),
            ModuleDecl::ExportAll(export) if !export.type_only => {
                self.facts.stars.push(self.requests[&export.src.span.lo]);
            }
            _ => {}
        }
    }

    pub(super) fn export_named(&mut self, export: &NamedExport) {
        if export.type_only {
            return;
        }
        let import = export.src.as_ref().map(|source| self.requests[&source.span.lo]);
        for specifier in &export.specifiers {
            match specifier {
                ExportSpecifier::Namespace(namespace) => {
                    let import = import.expect("`export * as` has a source");
                    let target = ExportTarget::ReExport(import, ImportedName::Namespace);
                    self.export(export_name(&namespace.name), target, namespace.span);
                }
                ExportSpecifier::Named(named) if !named.is_type_only => self.export_specifier(named, import),
                _ => {}
            }
        }
    }

    pub(super) fn export_specifier(&mut self, named: &ExportNamedSpecifier, import: Option<ImportIdx>) {
        let exported = export_name(named.exported.as_ref().unwrap_or(&named.orig));
        let target = match (import, &named.orig) {
            (Some(import), orig) => ExportTarget::ReExport(import, ImportedName::Named(export_name(orig))),
            (None, ModuleExportName::Ident(ident)) => match self.by_id.get(&ident.to_id()) {
                Some(symbol) => self.local_target(*symbol),
                // A type in TypeScript; a mistake in JavaScript.
                None if self.facts.is_typescript => return,
                None => {
                    let message = format!("`{}` is exported but not declared", ident.sym);
                    return self.error(
                        "undeclared-export",
                        message,
                        named.span,
                        "declare it, or remove it from the list",
                    );
                }
            },
            (None, ModuleExportName::Str(_)) => return,
        };
        self.export(exported, target, named.span);
    }

    /// `import {a} from "x"; export {a}` is a re-export.
    pub(super) fn local_target(&self, symbol: SymbolIdx) -> ExportTarget {
        match self.imported.get(&symbol).map(|at| &self.facts.bindings[*at]) {
            Some(binding) => ExportTarget::ReExport(binding.import, binding.name.clone()),
            None => ExportTarget::Local(symbol),
        }
    }

    pub(super) fn export(&mut self, name: String, target: ExportTarget, span: Span) {
        let span = relative(span, self.file);
        self.facts.exports.push(Export { name, target, span });
    }

    pub(super) fn check_exports(&mut self) {
        let mut seen: FxHashMap<&str, &Export> = FxHashMap::default();
        let mut errors = Vec::new();
        for export in &self.facts.exports {
            if let Some(first) = seen.insert(&export.name, export) {
                let error = Diagnostic::error("duplicate-export", format!("`{}` is exported twice", export.name))
                    .with_label(self.source.clone(), export.span.clone(), "exported again here")
                    .with_label(self.source.clone(), first.span.clone(), "first exported here")
                    .with_help("a module may export each name once: rename or remove one of them");
                errors.push(error);
            }
        }
        self.diagnostics.extend(errors);
    }

    /// ECMA-262 16.2.1.1: lexically declared names are declared once.
    pub(super) fn check_declarations(&mut self, body: &[ModuleItem]) {
        let mut seen: FxHashMap<Id, (Span, bool)> = FxHashMap::default();
        let mut errors = Vec::new();
        for (name, span, is_lexical) in body.iter().flat_map(declarations) {
            if let Some((first, was_lexical)) = seen.insert(name.clone(), (span, is_lexical))
                && (is_lexical || was_lexical)
            {
                errors.push((name, span, first));
            }
        }
        for (name, span, first) in errors {
            self.doubled.insert(name.clone());
            let error = Diagnostic::error("syntax", format!("`{}` is declared twice", name.0))
                .with_label(self.source.clone(), relative(span, self.file), "declared again here")
                .with_label(self.source.clone(), relative(first, self.file), "first declared here")
                .with_help("rename one of them");
            self.diagnostics.push(error);
        }
    }
}
