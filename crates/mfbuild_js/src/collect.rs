//! Tree → facts: requests, bindings, exports, and for every top-level statement what it declares and uses.
//!
//! Owns the split into statements that shaking works on. The tree is only changed so that each statement declares one
//! thing (`const a = 1, b = 2` becomes two).

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::common::comments::SingleThreadedComments;
use swc_core::common::{BytePos, DUMMY_SP, SourceFile, Span, Spanned, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::find_pat_ids;
use swc_core::ecma::visit::{Visit, VisitWith};

use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::Engine;
use crate::facts::*;
use crate::parse::{ParsedFile, relative};
use crate::purity::Purity;

type Collected = Result<(ParsedFile, FileFacts, Vec<Diagnostic>), Vec<Diagnostic>>;

/// Fills `parsed` with its symbol and request tables and returns the file's facts.
pub(crate) fn collect(
    engine: &Engine,
    mut parsed: ParsedFile,
    format: Format,
    file: &SourceFile,
    source: &SourceText,
    comments: &SingleThreadedComments,
    is_typescript: bool,
) -> Collected {
    parsed.body = split_declarations(std::mem::take(&mut parsed.body));
    let mut facts = FileFacts::empty(format);
    facts.is_typescript = is_typescript;
    let mut collector = Collector {
        engine,
        file,
        source,
        comments,
        free: engine.unresolved_ctxt(),
        facts,
        symbols: Vec::new(),
        by_id: FxHashMap::default(),
        imported: FxHashSet::default(),
        requests: FxHashMap::default(),
        doubled: FxHashSet::default(),
        current: Statement::default(),
        uses: FxHashSet::default(),
        try_depth: 0,
        function_depth: 0,
        diagnostics: Vec::new(),
    };
    match format {
        Format::Esm => collector.module(&mut parsed),
        Format::Cjs => collector.commonjs(&parsed),
    }
    let Collector { mut facts, symbols, requests, diagnostics, .. } = collector;
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    if facts.has_eval {
        facts.statements.iter_mut().for_each(|statement| statement.has_side_effects = true);
    }
    facts.n_symbols = symbols.len() as u32;
    parsed.symbols = symbols;
    parsed.requests = requests;
    Ok((parsed, facts, Vec::new()))
}

/// One declarator a statement, so that each can go on its own.
fn split_declarations(body: Vec<ModuleItem>) -> Vec<ModuleItem> {
    let mut result = Vec::with_capacity(body.len());
    for item in body {
        match item {
            ModuleItem::Stmt(Stmt::Decl(Decl::Var(var))) if var.decls.len() > 1 => {
                result.extend(split(*var).map(|var| ModuleItem::Stmt(Stmt::Decl(Decl::Var(Box::new(var))))));
            }
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Var(var), span }))
                if var.decls.len() > 1 =>
            {
                let wrap = |var| ExportDecl { decl: Decl::Var(Box::new(var)), span };
                result.extend(split(*var).map(|var| ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(wrap(var)))));
            }
            other => result.push(other),
        }
    }
    result
}

fn split(var: VarDecl) -> impl Iterator<Item = VarDecl> {
    let VarDecl { span, ctxt, kind, declare, decls } = var;
    decls.into_iter().map(move |declarator| VarDecl { span, ctxt, kind, declare, decls: vec![declarator] })
}

struct Collector<'a> {
    engine: &'a Engine,
    file: &'a SourceFile,
    source: &'a SourceText,
    comments: &'a SingleThreadedComments,
    free: SyntaxContext,
    facts: FileFacts,
    symbols: Vec<Id>,
    by_id: FxHashMap<Id, SymbolIdx>,
    /// Symbols that are import bindings.
    imported: FxHashSet<SymbolIdx>,
    requests: FxHashMap<BytePos, ImportIdx>,
    /// Names that were reported as declared twice.
    doubled: FxHashSet<Id>,
    current: Statement,
    uses: FxHashSet<Use>,
    try_depth: u32,
    function_depth: u32,
    diagnostics: Vec<Diagnostic>,
}

impl Collector<'_> {
    fn module(&mut self, parsed: &mut ParsedFile) {
        for item in &parsed.body {
            self.declare(item);
        }
        if let Some(default) = self.default_symbol(&parsed.body, parsed.top_level) {
            parsed.default_symbol = Some(default);
        }
        for item in &parsed.body {
            self.exports_of(item, parsed.default_symbol.as_ref());
        }
        self.check_exports();
        self.check_declarations(&parsed.body);
        let (pure_functions, namespaces) = (self.pure_functions(parsed), self.namespaces());
        let annotations = parsed.annotations.clone();
        let purity = Purity {
            free: self.free,
            annotations: &annotations,
            pure_functions: &pure_functions,
            namespaces: &namespaces,
        };
        let fresh = fresh_symbols(&parsed.body, &purity);
        for item in &parsed.body {
            self.statement(item, parsed.default_symbol.as_ref(), &purity, &fresh);
            self.made_by(item, parsed.default_symbol.as_ref());
        }
    }

    /// Notes who made the value of a variable or of the default export, if a call did.
    fn made_by(&mut self, item: &ModuleItem, default: Option<&Id>) {
        let made = match item {
            ModuleItem::Stmt(Stmt::Decl(Decl::Var(var)))
            | ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Var(var), .. })) => {
                let [VarDeclarator { name: Pat::Ident(name), init: Some(init), .. }] = &var.decls[..] else { return };
                Some((name.to_id(), init))
            }
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultExpr(export)) => {
                if let Expr::Ident(ident) = &*export.expr {
                    return self.alias_maker(ident, default);
                }
                default.map(|id| (id.clone(), &export.expr))
            }
            _ => None,
        };
        if let Some((id, init)) = made
            && let Some(maker) = self.maker(init)
        {
            let symbol = self.symbol(&id);
            self.facts.made_by.push((symbol, maker));
        }
    }

    /// `export default plugin` where `plugin` was made by a call before.
    fn alias_maker(&mut self, ident: &Ident, default: Option<&Id>) {
        let (Some(source), Some(default)) = (self.by_id.get(&ident.to_id()).copied(), default) else { return };
        let maker = self.facts.made_by.iter().find(|(symbol, _)| *symbol == source).map(|(_, maker)| maker.clone());
        if let Some(maker) = maker {
            let symbol = self.symbol(default);
            self.facts.made_by.push((symbol, maker));
        }
    }

    /// The imported (or else the local) name of the called function, or the method's name.
    fn maker(&self, expr: &Expr) -> Option<String> {
        let call = match expr {
            Expr::Call(call) => call,
            Expr::Paren(paren) => return self.maker(&paren.expr),
            _ => return None,
        };
        let Callee::Expr(callee) = &call.callee else { return None };
        match &**callee {
            Expr::Ident(ident) => {
                let symbol = self.by_id.get(&ident.to_id());
                let binding = symbol.and_then(|symbol| self.facts.bindings.iter().find(|b| b.symbol == *symbol));
                match binding.map(|binding| &binding.name) {
                    Some(ImportedName::Named(name)) => Some(name.clone()),
                    _ => Some(ident.sym.to_string()),
                }
            }
            Expr::Member(member) => static_name(&member.prop),
            _ => None,
        }
    }

    fn commonjs(&mut self, parsed: &ParsedFile) {
        parsed.body.visit_with(self);
        self.facts.has_es_module_flag = parsed.body.iter().any(sets_es_module_flag);
        self.facts.cjs_redirect = self.redirect(&parsed.body);
        let mut statement = self.take_statement();
        statement.has_side_effects = true;
        self.facts.statements = vec![statement];
    }

    fn symbol(&mut self, id: &Id) -> SymbolIdx {
        if let Some(symbol) = self.by_id.get(id) {
            return *symbol;
        }
        let symbol = SymbolIdx(self.symbols.len() as u32);
        self.symbols.push(id.clone());
        self.by_id.insert(id.clone(), symbol);
        symbol
    }

    fn import(&mut self, request: &Str, kind: ImportKind) -> ImportIdx {
        let index = self.push_import(request.value.to_string_lossy().into_owned(), request.span, kind);
        self.requests.insert(request.span.lo, index);
        index
    }

    fn push_import(&mut self, request: String, span: Span, kind: ImportKind) -> ImportIdx {
        let index = ImportIdx(self.facts.imports.len() as u32);
        self.facts.imports.push(crate::facts::Import { request, span: relative(span, self.file), kind });
        index
    }

    // ---- declarations and exports ----

    fn declare(&mut self, item: &ModuleItem) {
        match item {
            ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => self.declare_import(import),
            ModuleItem::ModuleDecl(ModuleDecl::ExportNamed(NamedExport { src: Some(src), type_only: false, .. }))
            | ModuleItem::ModuleDecl(ModuleDecl::ExportAll(ExportAll { src, type_only: false, .. })) => {
                self.import(src, ImportKind::Static);
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

    fn declare_names(&mut self, decl: &Decl) {
        for name in declared_names(decl) {
            self.symbol(&name);
        }
    }

    fn declare_import(&mut self, declaration: &ImportDecl) {
        if declaration.type_only {
            return;
        }
        let import = self.import(&declaration.src, ImportKind::Static);
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
            self.imported.insert(symbol);
            let span = relative(specifier.span(), self.file);
            self.facts.bindings.push(ImportBinding { symbol, import, name, span });
        }
    }

    fn default_symbol(&mut self, body: &[ModuleItem], top_level: swc_core::common::Mark) -> Option<Id> {
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
        let context = SyntaxContext::empty().apply_mark(top_level).apply_mark(swc_core::common::Mark::new());
        let id = (default_name(&self.source.path).into(), context);
        self.symbol(&id);
        Some(id)
    }

    fn exports_of(&mut self, item: &ModuleItem, default: Option<&Id>) {
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

    fn export_named(&mut self, export: &NamedExport) {
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

    fn export_specifier(&mut self, named: &ExportNamedSpecifier, import: Option<ImportIdx>) {
        let exported = export_name(named.exported.as_ref().unwrap_or(&named.orig));
        let target = match (import, &named.orig) {
            (Some(import), orig) => ExportTarget::ReExport(import, ImportedName::Named(export_name(orig))),
            (None, ModuleExportName::Ident(ident)) => match self.by_id.get(&ident.to_id()) {
                Some(symbol) => self.local_target(*symbol),
                // A type in TypeScript; a mistake in JavaScript.
                None if self.facts.is_typescript => return,
                None => {
                    let message = format!("`{}` is exported but not declared", ident.sym);
                    return self.error("undeclared-export", message, named.span, "declare it, or remove it from the list");
                }
            },
            (None, ModuleExportName::Str(_)) => return,
        };
        self.export(exported, target, named.span);
    }

    /// `import {a} from "x"; export {a}` is a re-export.
    fn local_target(&self, symbol: SymbolIdx) -> ExportTarget {
        match self.facts.bindings.iter().find(|binding| binding.symbol == symbol) {
            Some(binding) => ExportTarget::ReExport(binding.import, binding.name.clone()),
            None => ExportTarget::Local(symbol),
        }
    }

    fn export(&mut self, name: String, target: ExportTarget, span: Span) {
        let span = relative(span, self.file);
        self.facts.exports.push(Export { name, target, span });
    }

    fn check_exports(&mut self) {
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
    fn check_declarations(&mut self, body: &[ModuleItem]) {
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

    fn error(&mut self, code: &'static str, message: String, span: Span, help: &str) {
        let span = relative(span, self.file);
        self.diagnostics.push(Diagnostic::error(code, message).with_label(self.source.clone(), span, "").with_help(help));
    }

    // ---- statements ----

    fn pure_functions(&self, parsed: &ParsedFile) -> FxHashSet<Id> {
        let marked = |span: Span| parsed.annotations.no_side_effects.contains(&span.lo);
        let mut result = FxHashSet::default();
        if parsed.annotations.no_side_effects.is_empty() {
            return result;
        }
        for item in &parsed.body {
            let (decl, outer) = match item {
                ModuleItem::Stmt(Stmt::Decl(decl)) => (decl, decl.span()),
                ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => (&export.decl, export.span),
                _ => continue,
            };
            match decl {
                Decl::Fn(function) if marked(outer) || marked(function.function.span) => {
                    result.insert(function.ident.to_id());
                }
                Decl::Var(var) => {
                    for declarator in &var.decls {
                        let init = declarator.init.as_ref().map_or(DUMMY_SP, |init| init.span());
                        if marked(outer) || marked(init) {
                            result.extend(find_pat_ids::<_, Id>(&declarator.name));
                        }
                    }
                }
                _ => {}
            }
        }
        result
    }

    fn namespaces(&self) -> FxHashSet<Id> {
        let namespaces = self.facts.bindings.iter().filter(|binding| binding.name == ImportedName::Namespace);
        namespaces.map(|binding| self.symbols[binding.symbol.0 as usize].clone()).collect()
    }

    fn statement(&mut self, item: &ModuleItem, default: Option<&Id>, purity: &Purity<'_>, fresh: &FxHashSet<Id>) {
        let mut declares: Vec<Id> = Vec::new();
        let pure = match item {
            ModuleItem::ModuleDecl(declaration) => {
                declared_by_export(declaration, default, &mut declares);
                match declaration {
                    ModuleDecl::ExportDecl(export) => purity.decl(&export.decl),
                    ModuleDecl::ExportDefaultExpr(export) => purity.expr(&export.expr),
                    ModuleDecl::ExportDefaultDecl(export) => match &export.decl {
                        DefaultDecl::Class(class) => purity.expr(&Expr::Class(class.clone())),
                        _ => true,
                    },
                    _ => true,
                }
            }
            ModuleItem::Stmt(stmt) => {
                declares.extend(hoisted_names(stmt));
                match attached_to(stmt, purity) {
                    Some(object) if fresh.contains(&object) => {
                        declares.push(object);
                        true
                    }
                    _ => purity.stmt(stmt),
                }
            }
        };
        // Import declarations declare their names by themselves; nothing in them is a use.
        if !matches!(item, ModuleItem::ModuleDecl(ModuleDecl::Import(_) | ModuleDecl::ExportNamed(_) | ModuleDecl::ExportAll(_))) {
            item.visit_with(self);
        }
        let mut statement = self.take_statement();
        statement.declares = declares.iter().map(|id| self.symbol(id)).collect();
        statement.has_side_effects = !pure;
        self.facts.statements.push(statement);
    }

    fn take_statement(&mut self) -> Statement {
        self.uses.clear();
        std::mem::take(&mut self.current)
    }

    fn add_use(&mut self, used: Use, span: Span) {
        if self.uses.insert(used.clone()) {
            self.current.uses.push(used);
            self.current.places.push(relative(span, self.file));
        }
    }

    /// A free variable that the options turn into an import (`process`, `Buffer`).
    fn provided(&mut self, ident: &Ident) -> Option<SymbolIdx> {
        let (request, name) = self.engine.options.provide.get(&*ident.sym)?.clone();
        let symbol = self.symbol(&ident.to_id());
        if self.imported.insert(symbol) {
            let import = self.push_import(request, DUMMY_SP.with_lo(ident.span.lo).with_hi(ident.span.hi), ImportKind::Provided);
            let name = if name == "*" { ImportedName::Named("default".into()) } else { ImportedName::Named(name) };
            let span = relative(ident.span, self.file);
            self.facts.bindings.push(ImportBinding { symbol, import, name, span });
        }
        Some(symbol)
    }

    fn reference(&mut self, ident: &Ident) {
        let symbol = match self.by_id.get(&ident.to_id()) {
            Some(symbol) => Some(*symbol),
            None if ident.ctxt == self.free => self.provided(ident),
            None => None,
        };
        if let Some(symbol) = symbol {
            self.add_use(Use::Symbol(symbol), ident.span);
        }
    }

    fn request_in_statement(&mut self, literal: &Expr, kind: ImportKind) -> bool {
        let Some(text) = literal_text(literal) else { return false };
        let import = self.push_import(text, literal.span(), kind);
        self.requests.insert(literal.span_lo(), import);
        self.current.imports.push(import);
        true
    }

    fn is_free(&self, expr: &Expr, name: &str) -> bool {
        matches!(expr, Expr::Ident(ident) if ident.sym == *name && ident.ctxt == self.free)
    }

    fn chunk_name(&self, argument: &ExprOrSpread) -> Option<String> {
        use swc_core::common::comments::Comments;
        let list = self.comments.get_leading(argument.expr.span().lo)?;
        list.iter().find_map(|comment| magic_chunk_name(&comment.text))
    }

    fn assignment_to_import(&mut self, ident: &Ident) {
        let Some(symbol) = self.by_id.get(&ident.to_id()) else { return };
        // A declaration of the same name is reported as that.
        let is_declared = self.doubled.contains(&ident.to_id());
        if self.imported.contains(symbol) && ident.ctxt != self.free && !is_declared {
            let message = format!("cannot assign to the import `{}`", ident.sym);
            self.error("assign-to-import", message, ident.span, "imports are read-only: copy it into a variable of your own");
        }
    }

    /// `module.exports = require("x")` and nothing else.
    fn redirect(&self, body: &[ModuleItem]) -> Option<ImportIdx> {
        let mut found = None;
        for item in body {
            let ModuleItem::Stmt(stmt) = item else { return None };
            match stmt {
                Stmt::Empty(_) => {}
                Stmt::Expr(stmt) if stmt.expr.is_lit() => {}
                Stmt::Block(block) if found.is_none() => {
                    let [Stmt::Expr(only)] = &block.stmts[..] else { return None };
                    found = Some(self.redirect_target(&only.expr)?);
                }
                Stmt::Expr(stmt) if found.is_none() => found = Some(self.redirect_target(&stmt.expr)?),
                _ => return None,
            }
        }
        found
    }

    fn redirect_target(&self, expr: &Expr) -> Option<ImportIdx> {
        let Expr::Assign(AssignExpr { op: AssignOp::Assign, left, right, .. }) = expr else { return None };
        let AssignTarget::Simple(SimpleAssignTarget::Member(target)) = left else { return None };
        if !self.is_free(&target.obj, "module") || !target.prop.is_ident_with("exports") {
            return None;
        }
        let Expr::Call(call) = &**right else { return None };
        let Callee::Expr(callee) = &call.callee else { return None };
        let [argument] = &call.args[..] else { return None };
        if !self.is_free(callee, "require") {
            return None;
        }
        self.requests.get(&argument.expr.span().lo).copied()
    }
}

impl Visit for Collector<'_> {
    fn visit_ident(&mut self, ident: &Ident) {
        self.reference(ident);
    }

    fn visit_binding_ident(&mut self, _: &BindingIdent) {}

    fn visit_expr(&mut self, expr: &Expr) {
        if let Expr::Member(member) = expr
            && let Expr::Ident(object) = &*member.obj
            && let Some(symbol) = self.by_id.get(&object.to_id())
            && self.imported.contains(symbol)
            && let Some(name) = static_name(&member.prop)
        {
            let symbol = *symbol;
            return self.add_use(Use::Member(symbol, name), member.span);
        }
        expr.visit_children_with(self);
    }

    fn visit_update_expr(&mut self, update: &UpdateExpr) {
        if let Expr::Ident(ident) = &*update.arg {
            self.assignment_to_import(ident);
        }
        update.arg.visit_children_with(self);
    }

    fn visit_unary_expr(&mut self, unary: &UnaryExpr) {
        if unary.op == UnaryOp::Delete {
            unary.arg.visit_children_with(self);
        } else {
            unary.visit_children_with(self);
        }
    }

    fn visit_pat(&mut self, pat: &Pat) {
        match pat {
            Pat::Expr(target) => target.visit_children_with(self),
            // In an assignment a pattern's names are references, in a declaration they are their own.
            Pat::Ident(binding) => {
                self.assignment_to_import(&binding.id);
                self.reference(&binding.id);
            }
            other => other.visit_children_with(self),
        }
    }

    fn visit_assign_pat_prop(&mut self, prop: &AssignPatProp) {
        self.assignment_to_import(&prop.key.id);
        self.reference(&prop.key.id);
        prop.value.visit_with(self);
    }

    fn visit_simple_assign_target(&mut self, target: &SimpleAssignTarget) {
        if let SimpleAssignTarget::Ident(binding) = target {
            self.assignment_to_import(&binding.id);
            return self.reference(&binding.id);
        }
        target.visit_children_with(self);
    }

    fn visit_call_expr(&mut self, call: &CallExpr) {
        match &call.callee {
            Callee::Import(_) => {
                if let Some(argument) = call.args.first() {
                    let kind = ImportKind::Dynamic { chunk_name: self.chunk_name(argument) };
                    if self.request_in_statement(&argument.expr, kind) {
                        return;
                    }
                }
            }
            Callee::Expr(callee) => {
                self.facts.has_eval |= self.is_free(callee, "eval");
                if let [argument] = &call.args[..] {
                    let optional = self.try_depth > 0;
                    if self.is_free(callee, "require")
                        && self.request_in_statement(&argument.expr, ImportKind::Require { optional })
                    {
                        return;
                    }
                    if let Expr::Member(member) = &**callee
                        && self.is_free(&member.obj, "require")
                        && member.prop.is_ident_with("resolve")
                        && self.request_in_statement(&argument.expr, ImportKind::RequireResolve)
                    {
                        return;
                    }
                }
            }
            Callee::Super(_) => {}
        }
        call.visit_children_with(self);
    }

    fn visit_new_expr(&mut self, new: &NewExpr) {
        if self.is_free(&new.callee, "URL")
            && let Some([request, base]) = new.args.as_deref()
            && matches!(&*base.expr, Expr::Member(base) if is_import_meta_url(base))
            && literal_text(&request.expr).is_some_and(|text| is_asset_request(&text))
        {
            self.request_in_statement(&request.expr, ImportKind::Url);
            return;
        }
        new.visit_children_with(self);
    }

    fn visit_try_stmt(&mut self, stmt: &TryStmt) {
        self.try_depth += 1;
        stmt.block.visit_with(self);
        self.try_depth -= 1;
        stmt.handler.visit_with(self);
        stmt.finalizer.visit_with(self);
    }

    fn visit_function(&mut self, function: &Function) {
        self.function_depth += 1;
        function.visit_children_with(self);
        self.function_depth -= 1;
    }

    fn visit_arrow_expr(&mut self, arrow: &ArrowExpr) {
        self.function_depth += 1;
        arrow.visit_children_with(self);
        self.function_depth -= 1;
    }

    fn visit_constructor(&mut self, constructor: &Constructor) {
        self.function_depth += 1;
        constructor.visit_children_with(self);
        self.function_depth -= 1;
    }

    fn visit_await_expr(&mut self, expr: &AwaitExpr) {
        self.facts.has_top_level_await |= self.function_depth == 0;
        expr.visit_children_with(self);
    }

    fn visit_for_of_stmt(&mut self, stmt: &ForOfStmt) {
        self.facts.has_top_level_await |= stmt.is_await && self.function_depth == 0;
        stmt.visit_children_with(self);
    }
}

/// The text of a string literal or a template without holes.
fn literal_text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(Lit::Str(text)) => Some(text.value.to_string_lossy().into_owned()),
        Expr::Tpl(tpl) if tpl.exprs.is_empty() => {
            Some(tpl.quasis.first()?.cooked.as_ref()?.to_string_lossy().into_owned())
        }
        _ => None,
    }
}

/// Requests that `new URL` resolves at build time: relative paths, not absolute urls.
fn is_asset_request(request: &str) -> bool {
    !request.contains("://") && !request.starts_with('/') && !request.starts_with("data:") && !request.starts_with('#')
}

pub(crate) fn is_import_meta_url(member: &MemberExpr) -> bool {
    member.prop.is_ident_with("url")
        && matches!(&*member.obj, Expr::MetaProp(meta) if meta.kind == MetaPropKind::ImportMeta)
}

/// `.name` or `["name"]`.
pub(crate) fn static_name(prop: &MemberProp) -> Option<String> {
    match prop {
        MemberProp::Ident(name) => Some(name.sym.to_string()),
        MemberProp::Computed(computed) => match &*computed.expr {
            Expr::Lit(Lit::Str(text)) => Some(text.value.to_string_lossy().into_owned()),
            _ => None,
        },
        MemberProp::PrivateName(_) => None,
    }
}

fn magic_chunk_name(comment: &str) -> Option<String> {
    let rest = comment.split_once("webpackChunkName")?.1.trim_start().strip_prefix(':')?.trim_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    let name = rest[1..].split(quote).next()?;
    (!name.is_empty()).then(|| name.to_string())
}

fn export_name(name: &ModuleExportName) -> String {
    match name {
        ModuleExportName::Ident(ident) => ident.sym.to_string(),
        ModuleExportName::Str(text) => text.value.to_string_lossy().into_owned(),
    }
}

fn declared_names(decl: &Decl) -> Vec<Id> {
    match decl {
        Decl::Fn(function) => vec![function.ident.to_id()],
        Decl::Class(class) => vec![class.ident.to_id()],
        Decl::Var(var) => find_pat_ids(&var.decls),
        Decl::Using(using) => find_pat_ids(&using.decls),
        _ => Vec::new(),
    }
}

/// Names that a top-level statement puts into module scope, `var` inside blocks included.
fn hoisted_names(stmt: &Stmt) -> Vec<Id> {
    struct Vars(Vec<Id>);
    impl Visit for Vars {
        fn visit_function(&mut self, _: &Function) {}
        fn visit_arrow_expr(&mut self, _: &ArrowExpr) {}
        fn visit_class(&mut self, _: &Class) {}
        fn visit_expr(&mut self, _: &Expr) {}
        fn visit_var_decl(&mut self, decl: &VarDecl) {
            if decl.kind == VarDeclKind::Var {
                self.0.extend(find_pat_ids::<_, Id>(&decl.decls));
            }
        }
    }
    if let Stmt::Decl(decl) = stmt {
        return declared_names(decl);
    }
    let mut vars = Vars(Vec::new());
    stmt.visit_with(&mut vars);
    vars.0
}

/// Names of a top-level item with their places, and whether they may be declared only once.
fn declarations(item: &ModuleItem) -> Vec<(Id, Span, bool)> {
    let decl = match item {
        ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => {
            let local = |specifier: &ImportSpecifier| match specifier {
                ImportSpecifier::Named(named) => (named.local.to_id(), named.local.span, true),
                ImportSpecifier::Default(default) => (default.local.to_id(), default.local.span, true),
                ImportSpecifier::Namespace(namespace) => (namespace.local.to_id(), namespace.local.span, true),
            };
            return import.specifiers.iter().map(local).collect();
        }
        ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => &export.decl,
        ModuleItem::Stmt(Stmt::Decl(decl)) => decl,
        _ => return Vec::new(),
    };
    match decl {
        Decl::Fn(function) => vec![(function.ident.to_id(), function.ident.span, true)],
        Decl::Class(class) => vec![(class.ident.to_id(), class.ident.span, true)],
        Decl::Var(var) => {
            let names: Vec<Ident> = find_pat_ids(&var.decls);
            names.into_iter().map(|name| (name.to_id(), name.span, var.kind != VarDeclKind::Var)).collect()
        }
        _ => Vec::new(),
    }
}

fn declared_by_export(declaration: &ModuleDecl, default: Option<&Id>, declares: &mut Vec<Id>) {
    match declaration {
        ModuleDecl::ExportDecl(export) => declares.extend(declared_names(&export.decl)),
        ModuleDecl::ExportDefaultExpr(_) => declares.extend(default.cloned()),
        ModuleDecl::ExportDefaultDecl(export) => match &export.decl {
            DefaultDecl::Fn(FnExpr { ident: Some(ident), .. })
            | DefaultDecl::Class(ClassExpr { ident: Some(ident), .. }) => declares.push(ident.to_id()),
            _ => declares.extend(default.cloned()),
        },
        _ => {}
    }
}

/// Symbols whose value is a fresh function, class or object: writing to their properties is invisible to others.
fn fresh_symbols(body: &[ModuleItem], purity: &Purity<'_>) -> FxHashSet<Id> {
    let mut fresh = FxHashSet::default();
    for item in body {
        let decl = match item {
            ModuleItem::Stmt(Stmt::Decl(decl)) => decl,
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => &export.decl,
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => {
                if let DefaultDecl::Fn(FnExpr { ident: Some(ident), .. }) = &export.decl {
                    fresh.insert(ident.to_id());
                }
                continue;
            }
            _ => continue,
        };
        match decl {
            Decl::Fn(function) => {
                fresh.insert(function.ident.to_id());
            }
            Decl::Class(class) if class.class.super_class.is_none() && purity.decl(decl) => {
                fresh.insert(class.ident.to_id());
            }
            Decl::Var(var) if purity.decl(decl) => {
                for declarator in &var.decls {
                    if let (Pat::Ident(name), Some(init)) = (&declarator.name, &declarator.init)
                        && purity.is_fresh(init)
                    {
                        fresh.insert(name.to_id());
                    }
                }
            }
            _ => {}
        }
    }
    fresh
}

/// `X` in `X.name = pure value`.
fn attached_to(stmt: &Stmt, purity: &Purity<'_>) -> Option<Id> {
    let Stmt::Expr(stmt) = stmt else { return None };
    let Expr::Assign(AssignExpr { op: AssignOp::Assign, left, right, .. }) = &*stmt.expr else { return None };
    let AssignTarget::Simple(SimpleAssignTarget::Member(target)) = left else { return None };
    let Expr::Ident(object) = &*target.obj else { return None };
    // `__proto__` changes what the object is.
    let plain = matches!(&target.prop, MemberProp::Ident(name) if name.sym != *"__proto__");
    (plain && purity.expr(right)).then(|| object.to_id())
}

/// `exports.__esModule = true` or `Object.defineProperty(exports, "__esModule", …)` at top level.
fn sets_es_module_flag(item: &ModuleItem) -> bool {
    struct Finder(bool);
    impl Visit for Finder {
        fn visit_function(&mut self, _: &Function) {}
        fn visit_arrow_expr(&mut self, _: &ArrowExpr) {}
        fn visit_call_expr(&mut self, call: &CallExpr) {
            let flag = |argument: &ExprOrSpread| {
                matches!(&*argument.expr, Expr::Lit(Lit::Str(text)) if text.value.as_str() == Some("__esModule"))
            };
            let define = matches!(&call.callee, Callee::Expr(callee)
                if matches!(&**callee, Expr::Member(member) if member.prop.is_ident_with("defineProperty")));
            let on_exports = matches!(call.args.first(), Some(argument)
                if matches!(&*argument.expr, Expr::Ident(ident) if ident.sym == *"exports"));
            self.0 |= define && on_exports && call.args.get(1).is_some_and(flag);
        }
        fn visit_assign_expr(&mut self, assign: &AssignExpr) {
            if let AssignTarget::Simple(SimpleAssignTarget::Member(target)) = &assign.left {
                self.0 |= target.prop.is_ident_with("__esModule")
                    && matches!(&*target.obj, Expr::Ident(ident) if ident.sym == *"exports");
            }
            assign.right.visit_with(self);
        }
    }
    let mut finder = Finder(false);
    if let ModuleItem::Stmt(Stmt::Expr(stmt)) = item {
        stmt.visit_with(&mut finder);
    }
    finder.0
}

/// A readable name for `export default <expression>` of `src/some-file.tsx`: `some_file_default`.
fn default_name(path: &str) -> String {
    let stem = path.rsplit('/').next().unwrap_or(path).split('.').next().unwrap_or("module");
    let mut name: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() || c == '$' { c } else { '_' }).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() {
        name.insert(0, '_');
    }
    name + "_default"
}
