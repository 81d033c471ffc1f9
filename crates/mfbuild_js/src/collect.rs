//! Tree → facts: requests, bindings, exports, and for every top-level statement what it declares and uses.
//!
//! Owns the split into statements that shaking works on. The tree is only changed so that each statement declares one
//! thing (`const a = 1, b = 2` becomes two).

mod attached;
mod attributes;
mod calls;
mod common_names;
mod commonjs;
mod constants;
mod destructured;
mod dynamic;
mod enums;
mod es_module_flag;
mod expansions;
mod exports;
mod hot;
mod literals;
mod makers;
mod marked;
mod meta;
mod names;
mod nullish_exports;
mod own_exports;
mod receivers;
mod required;
mod steady;
mod unsupported;
mod webpack_names;
mod workers;

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::common::comments::SingleThreadedComments;
use swc_core::common::{BytePos, DUMMY_SP, SourceFile, Span, Spanned, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitMutWith, VisitWith};

use mfbuild_diagnostics::{Diagnostic, Severity, SourceText};

use crate::Engine;
use crate::assigned_imports::FrozenImports;
use crate::facts::*;
use crate::parse::{Tree, relative};
use crate::purity::{Inferred, Purity};
use attached::{attached_to, fresh_symbols};
use destructured::split_destructured;
use dynamic::{UsedExports, used_exports};
use enums::Enums;
use literals::{is_asset_request, magic_chunk_name};
pub(crate) use literals::{is_import_meta_url, literal_text, says_ignore, static_chain, static_name};
use marked::marked_functions;
use names::{declared_by_export, is_unnamed_function, name_default, split_declarations, split_sequences};
pub(crate) use names::{declared_names, hoisted_names};
pub(crate) use own_exports::without_unread;
use unsupported::{Prepared, Told, is_logical};

/// A tree with its tables, its facts and warnings; or errors.
pub(crate) type Collected = Result<(Tree, FileFacts, Vec<Diagnostic>), Vec<Diagnostic>>;

/// Fills `parsed` with its symbol and request tables and returns the file's facts.
pub(crate) fn collect(
    engine: &Engine,
    mut parsed: Tree,
    format: Format,
    file: &SourceFile,
    source: &SourceText,
    comments: &SingleThreadedComments,
    is_typescript: bool,
) -> Collected {
    split_destructured(&mut parsed.body);
    parsed.body = split_declarations(std::mem::take(&mut parsed.body));
    if format == Format::Cjs {
        parsed.body = split_sequences(std::mem::take(&mut parsed.body));
    }
    let mut facts = FileFacts::empty(format);
    facts.is_typescript = is_typescript;
    let prepared = Prepared::of(&parsed.body, &source.text);
    let mut collector = Collector {
        engine,
        file,
        source,
        comments,
        free: engine.unresolved_ctxt(),
        facts,
        symbols: Vec::new(),
        by_id: FxHashMap::default(),
        imported: FxHashMap::default(),
        requests: FxHashMap::default(),
        doubled: FxHashSet::default(),
        assigned_imports: FxHashSet::default(),
        assigned: FxHashSet::default(),
        current: Statement::default(),
        uses: FxHashSet::default(),
        used_exports: if source.text.contains("import(") { used_exports(&parsed.body) } else { UsedExports::default() },
        whole_requires: FxHashSet::default(),
        try_depth: 0,
        flag_depth: 0,
        function_depth: 0,
        prepared,
        told: Told::default(),
        assigns_require: false,
        workers: FxHashMap::default(),
        diagnostics: Vec::new(),
        warnings: Vec::new(),
    };
    match format {
        Format::Esm => collector.module(&mut parsed),
        Format::Cjs => collector.commonjs(&parsed),
    }
    collector.facts.sets_globals = collector.sets_globals();
    collector.forget_assigned_require();
    let Collector { mut facts, symbols, requests, diagnostics, warnings, assigned_imports, free, .. } = collector;
    if !diagnostics.is_empty() {
        let errors = warnings.into_iter().filter(|found| found.severity == Severity::Error);
        return Err(diagnostics.into_iter().chain(errors).collect());
    }
    if facts.has_eval {
        facts.keep_all();
    }
    if !assigned_imports.is_empty() {
        let mut frozen = FrozenImports { imports: &assigned_imports, free };
        parsed.body.iter_mut().for_each(|item| item.visit_mut_with(&mut frozen));
    }
    if engine.options.shows_names() {
        parsed.unnamed_default = parsed.body.iter().position(is_unnamed_function);
        parsed.body.iter_mut().for_each(name_default);
    }
    facts.n_symbols = symbols.len() as u32;
    parsed.symbols = symbols;
    parsed.requests = requests;
    Ok((parsed, facts, warnings))
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
    /// Symbols that are import bindings, and their places in `facts.bindings`.
    imported: FxHashMap<SymbolIdx, usize>,
    requests: FxHashMap<BytePos, ImportIdx>,
    /// Names that were reported as declared twice.
    doubled: FxHashSet<Id>,
    /// Import bindings that the code assigns to.
    assigned_imports: FxHashSet<Id>,
    /// Hot builds: symbols that get values otherwise than as functions or classes.
    assigned: FxHashSet<SymbolIdx>,
    current: Statement,
    uses: FxHashSet<Use>,
    used_exports: UsedExports,
    /// `require()`s whose value is used as such, by their literals.
    whole_requires: FxHashSet<BytePos>,
    try_depth: u32,
    /// Conditions around the current node that an imported flag decides.
    flag_depth: u32,
    function_depth: u32,
    /// Names of Node that the file asks for before it uses them.
    prepared: Prepared,
    /// Uses of such names that need no second word.
    told: Told,
    /// `require` is a variable of the file.
    assigns_require: bool,
    /// Urls of workers, by their literals.
    workers: FxHashMap<BytePos, WorkerKind>,
    diagnostics: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Collector<'_> {
    fn module(&mut self, parsed: &mut Tree) {
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
        let imports = self.imports();
        let annotations = parsed.annotations.clone();
        let default = parsed.default_symbol.as_ref();
        let inferred = Inferred::new(&parsed.body, marked_functions(parsed), default);
        let purity = Purity::new(self.free, &annotations, &inferred, &imports, &parsed.body);
        let fresh = fresh_symbols(&parsed.body, &purity);
        let enums = Enums::new(parsed, self.facts.is_typescript);
        for (at, item) in parsed.body.iter().enumerate() {
            let is_fresh = |id: &Id| fresh.get(id).is_some_and(|from| *from <= at);
            self.statement(item, parsed.default_symbol.as_ref(), &purity, &is_fresh, enums.filled_at(at));
            self.made_by(item, parsed.default_symbol.as_ref());
            self.constant(item);
        }
        self.pure_exports(&inferred, &purity);
        self.functions_with_this(&parsed.body, parsed.default_symbol.as_ref());
        parsed.has_meta_object = meta::has_meta_object(&parsed.body, &self.source.text);
        self.enums(enums, parsed);
        parsed.steady = self.steady_functions(&parsed.body, parsed.default_symbol.as_ref());
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
        let span = relative(span, self.file);
        self.facts.imports.push(crate::facts::Import { request, span, kind, type_attribute: None });
        index
    }

    fn error(&mut self, code: &'static str, message: String, span: Span, help: &str) {
        let span = relative(span, self.file);
        self.diagnostics
            .push(Diagnostic::error(code, message).with_label(self.source.clone(), span, "").with_help(help));
    }

    fn statement(
        &mut self,
        item: &ModuleItem,
        default: Option<&Id>,
        purity: &Purity<'_>,
        is_fresh: &dyn Fn(&Id) -> bool,
        filled: Option<&Id>,
    ) {
        let mut declares: Vec<Id> = Vec::new();
        let questions = purity.imports.collect(|| match item {
            ModuleItem::ModuleDecl(declaration) => {
                declared_by_export(declaration, default, &mut declares);
                match declaration {
                    _ if filled.is_some() => true,
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
                    _ if let Some(object) = filled => {
                        declares = vec![object.clone()];
                        true
                    }
                    Some(object) if is_fresh(&object) => {
                        declares.push(object);
                        true
                    }
                    _ => purity.stmt(stmt),
                }
            }
        });
        // Import declarations declare their names by themselves; nothing in them is a use.
        if !matches!(
            item,
            ModuleItem::ModuleDecl(ModuleDecl::Import(_) | ModuleDecl::ExportNamed(_) | ModuleDecl::ExportAll(_))
        ) {
            item.visit_with(self);
        }
        let mut statement = self.take_statement();
        statement.declares = declares.iter().map(|id| self.symbol(id)).collect();
        statement.has_side_effects = questions.as_ref().is_none_or(|questions| !questions.is_empty());
        statement.calls = questions.into_iter().flatten().map(|question| self.imported_call(question)).collect();
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
        if !self.imported.contains_key(&symbol) {
            self.imported.insert(symbol, self.facts.bindings.len());
            let import =
                self.push_import(request, DUMMY_SP.with_lo(ident.span.lo).with_hi(ident.span.hi), ImportKind::Provided);
            let name = if name == "*" { ImportedName::Named("default".into()) } else { ImportedName::Named(name) };
            let span = relative(ident.span, self.file);
            self.facts.bindings.push(ImportBinding { symbol, import, name, span });
        }
        Some(symbol)
    }

    fn reference(&mut self, ident: &Ident) {
        self.check_webpack_name(ident);
        self.require_as_value(ident);
        self.facts.has_refresh |= matches!(&*ident.sym, "$RefreshReg$" | "$RefreshSig$");
        let symbol = match self.by_id.get(&ident.to_id()) {
            Some(symbol) => Some(*symbol),
            None if ident.ctxt == self.free => self.provided(ident),
            None => None,
        };
        if symbol.is_none() && ident.ctxt == self.free {
            self.free_variable(ident);
        }
        if let Some(symbol) = symbol {
            self.add_use(Use::Symbol(symbol), ident.span);
        }
    }

    fn imported_symbol(&self, ident: &Ident) -> Option<SymbolIdx> {
        self.by_id.get(&ident.to_id()).copied().filter(|symbol| self.imported.contains_key(symbol))
    }

    fn request_in_statement(&mut self, literal: &Expr, kind: ImportKind) -> Option<ImportIdx> {
        let text = literal_text(literal)?;
        let import = self.push_import(text, literal.span(), kind);
        self.requests.insert(literal.span_lo(), import);
        self.current.imports.push(import);
        Some(import)
    }

    fn is_free(&self, expr: &Expr, name: &str) -> bool {
        matches!(expr, Expr::Ident(ident) if ident.sym == *name && ident.ctxt == self.free)
    }

    fn chunk_name(&self, argument: &ExprOrSpread) -> Option<String> {
        use swc_core::common::comments::Comments;
        let list = self.comments.get_leading(argument.expr.span().lo)?;
        list.iter().find_map(|comment| magic_chunk_name(&comment.text))
    }

    /// `import(/* webpackIgnore: true */ …)` and Vite's `@vite-ignore` stay the page's own imports.
    fn is_left_alone(&self, argument: &ExprOrSpread) -> bool {
        use swc_core::common::comments::Comments;
        let comments = self.comments.get_leading(argument.expr.span().lo).unwrap_or_default();
        comments.iter().any(|comment| says_ignore(&comment.text))
    }

    fn assignment_to_import(&mut self, ident: &Ident) {
        let Some(symbol) = self.by_id.get(&ident.to_id()) else { return };
        // A declaration of the same name is reported as that.
        let is_declared = self.doubled.contains(&ident.to_id());
        if self.imported.contains_key(symbol) && ident.ctxt != self.free && !is_declared {
            self.assigned_imports.insert(ident.to_id());
            let message = format!("assigning to the import `{}` throws a TypeError", ident.sym);
            let span = relative(ident.span, self.file);
            self.warnings.push(
                Diagnostic::warning("assign-to-import", message)
                    .with_label(self.source.clone(), span, "")
                    .with_help("imports are read-only: copy it into a variable of your own"),
            );
        }
    }
}

impl Visit for Collector<'_> {
    fn visit_ident(&mut self, ident: &Ident) {
        self.reference(ident);
    }

    fn visit_binding_ident(&mut self, _: &BindingIdent) {}
    fn visit_expr(&mut self, expr: &Expr) {
        if let Expr::Member(member) = expr
            && let Some((object, names)) = static_chain(member)
            && let Some(symbol) = self.imported_symbol(object)
        {
            return self.add_use(Use::Member(symbol, names), member.span);
        }
        if let Expr::Member(member) = expr {
            self.check_webpack_member(member);
        }
        self.meta_env(expr);
        expr.visit_children_with(self);
    }

    fn visit_member_expr(&mut self, member: &MemberExpr) {
        self.meta_member(member);
        self.node_member(member);
        self.common_member(member);
        member.visit_children_with(self);
    }

    fn visit_opt_chain_expr(&mut self, chain: &OptChainExpr) {
        self.optional_meta_env(chain);
        chain.visit_children_with(self);
    }

    fn visit_update_expr(&mut self, update: &UpdateExpr) {
        if let Expr::Ident(ident) = &*update.arg {
            self.assignment(ident);
        }
        self.written(&update.arg);
        update.arg.visit_children_with(self);
    }

    fn visit_unary_expr(&mut self, unary: &UnaryExpr) {
        if unary.op == UnaryOp::Delete {
            self.written(&unary.arg);
            unary.arg.visit_children_with(self);
        } else {
            unary.visit_children_with(self);
        }
    }

    fn visit_pat(&mut self, pat: &Pat) {
        match pat {
            Pat::Expr(target) => {
                self.written(target);
                target.visit_children_with(self);
            }
            // In an assignment a pattern's names are references, in a declaration they are their own.
            Pat::Ident(binding) => {
                self.assignment(&binding.id);
                self.assigns_require |= binding.id.sym == *"require" && binding.id.ctxt == self.free;
                self.reference(&binding.id);
            }
            other => other.visit_children_with(self),
        }
    }

    fn visit_assign_pat_prop(&mut self, prop: &AssignPatProp) {
        self.assignment(&prop.key.id);
        self.reference(&prop.key.id);
        prop.value.visit_with(self);
    }

    fn visit_simple_assign_target(&mut self, target: &SimpleAssignTarget) {
        if let SimpleAssignTarget::Ident(binding) = target {
            self.assignment(&binding.id);
            self.assigns_require |= binding.id.sym == *"require" && binding.id.ctxt == self.free;
            return self.reference(&binding.id);
        }
        if let SimpleAssignTarget::Member(member) = target {
            self.written_object(member);
        }
        target.visit_children_with(self);
    }

    fn visit_call_expr(&mut self, call: &CallExpr) {
        self.worker_of_call(call);
        match &call.callee {
            Callee::Import(import) => {
                if let Some(argument) = call.args.first()
                    && !self.is_left_alone(argument)
                {
                    self.check_phase(import.phase, call.span);
                    self.check_magic_comments(argument);
                    let chunk_name = self.chunk_name(argument);
                    let taken = self.used_exports.get(&call.span.lo);
                    let used = taken.map(|taken| taken.names.iter().cloned().collect());
                    let called = taken.map(|taken| taken.called.iter().cloned().collect()).unwrap_or_default();
                    let kind = ImportKind::Dynamic { chunk_name, used, called };
                    match self.request_in_statement(&argument.expr, kind) {
                        Some(import) => return self.dynamic_attributes(import, call.args.get(1)),
                        None => self.check_expansion(call),
                    }
                }
            }
            Callee::Expr(callee) => {
                self.method_call(callee);
                self.called_require(callee);
                self.hot_requests(callee, &call.args);
                self.facts.has_eval |= self.is_free(callee, "eval");
                if let [argument] = &call.args[..] {
                    let is_whole =
                        self.facts.format == Format::Esm || self.whole_requires.contains(&argument.expr.span_lo());
                    let kind = ImportKind::Require { optional: self.try_depth > 0, whole: is_whole };
                    if self.is_free(callee, "require") && self.request_in_statement(&argument.expr, kind).is_some() {
                        return;
                    }
                    if let Expr::Member(member) = &**callee
                        && self.is_free(&member.obj, "require")
                        && member.prop.is_ident_with("resolve")
                        && self.request_in_statement(&argument.expr, ImportKind::RequireResolve).is_some()
                    {
                        return;
                    }
                }
                if !call.args.first().is_some_and(|argument| self.is_left_alone(argument)) {
                    self.check_expansion(call);
                }
            }
            Callee::Super(_) => {}
        }
        call.visit_children_with(self);
    }

    fn visit_opt_call(&mut self, call: &OptCall) {
        self.method_call(&call.callee);
        self.hot_requests(&call.callee, &call.args);
        call.visit_children_with(self);
    }

    fn visit_tagged_tpl(&mut self, tagged: &TaggedTpl) {
        self.method_call(&tagged.tag);
        tagged.visit_children_with(self);
    }

    fn visit_new_expr(&mut self, new: &NewExpr) {
        if self.is_free(&new.callee, "URL")
            && let Some([request, base]) = new.args.as_deref()
            && matches!(&*base.expr, Expr::Member(base) if is_import_meta_url(base))
            && literal_text(&request.expr).is_some_and(|text| is_asset_request(&text))
            && !self.is_left_alone(request)
        {
            let worker = self.workers.get(&request.expr.span_lo()).copied();
            self.request_in_statement(&request.expr, ImportKind::Url { worker });
            return;
        }
        self.worker_of_new(new);
        self.check_url(new);
        new.visit_children_with(self);
    }

    fn visit_try_stmt(&mut self, stmt: &TryStmt) {
        self.try_depth += 1;
        stmt.block.visit_with(self);
        self.try_depth -= 1;
        stmt.handler.visit_with(self);
        stmt.finalizer.visit_with(self);
    }

    fn visit_stmts(&mut self, stmts: &[Stmt]) {
        self.statements_in_order(stmts);
    }

    fn visit_if_stmt(&mut self, stmt: &IfStmt) {
        stmt.test.visit_with(self);
        self.behind(&stmt.test, |this| {
            stmt.cons.visit_with(this);
            stmt.alt.visit_with(this);
        });
    }

    fn visit_cond_expr(&mut self, cond: &CondExpr) {
        cond.test.visit_with(self);
        self.behind(&cond.test, |this| {
            cond.cons.visit_with(this);
            cond.alt.visit_with(this);
        });
    }

    fn visit_bin_expr(&mut self, binary: &BinExpr) {
        binary.left.visit_with(self);
        match is_logical(binary) {
            true => self.behind(&binary.left, |this| binary.right.visit_with(this)),
            false => binary.right.visit_with(self),
        }
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
