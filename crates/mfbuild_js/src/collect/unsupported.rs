//! Uses of what only Node or another tool provides: `process.cwd()`, `Buffer`, `import.meta.env.MODE`.
//!
//! Notes them statement by statement, so that only those are said that stay. Code that asks first is prepared:
//! `typeof process !== 'undefined' && process.argv`, `root.Buffer && x instanceof Buffer`, or a `try` block around it. So
//! is installed code behind a flag that it imports: `isBrowser ? requestAnimationFrame : setImmediate`.

use rustc_hash::FxHashSet;
use swc_core::common::{BytePos, Span, Spanned};
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::find_pat_ids;
use swc_core::ecma::visit::{Visit, VisitWith};

use super::expansions::is_import_meta;
use super::{Collector, static_chain, static_name};
use crate::facts::{Unsupported, UnsupportedKind};
use crate::parse::relative;

/// Global variables of Node that browsers do not have.
const NODE_GLOBALS: &[&str] = &["process", "Buffer", "setImmediate", "clearImmediate"];
/// They get the values that webpack gives them.
const NODE_PATHS: &[&str] = &["__dirname", "__filename"];
/// Properties of `import.meta` that Node has.
const NODE_META: &[&str] = &["dirname", "filename", "resolve", "main"];
/// Names of the global object.
const GLOBAL_OBJECTS: &[&str] = &["globalThis", "window", "self", "global"];
/// Installed code that asks for one of these distinguishes its environments.
const ENVIRONMENTS: &[&str] = &["window", "self", "globalThis", "document", "process"];

/// Which names of Node a file is prepared for.
#[derive(Default)]
pub(super) struct Prepared {
    /// Names that it asks for with `typeof`, through the global object, or in a condition through any object.
    asked: FxHashSet<String>,
    /// Properties of the global object that it sets.
    set: Vec<String>,
    /// Variables that hold what `require()` returned, or parts of it.
    required: FxHashSet<Id>,
}

impl Prepared {
    /// Looks through a file; `text` tells whether that is needed.
    pub(super) fn of(body: &[ModuleItem], text: &str) -> Self {
        let mut prepared = Self::default();
        let mut names = NODE_GLOBALS.iter().chain(NODE_PATHS).chain(&["__webpack", "__non_webpack"]);
        if names.any(|name| text.contains(name)) {
            body.visit_with(&mut prepared);
        }
        prepared
    }
}

impl Visit for Prepared {
    fn visit_unary_expr(&mut self, unary: &UnaryExpr) {
        let name = match &*unary.arg {
            Expr::Ident(name) => Some(name),
            // `typeof Buffer.from` is meant as a question, too.
            Expr::Member(member) => member.obj.as_ident(),
            _ => None,
        };
        if let Some(name) = name.filter(|_| unary.op == UnaryOp::TypeOf) {
            self.asked.insert(name.sym.to_string());
        }
        unary.visit_children_with(self);
    }

    fn visit_member_expr(&mut self, member: &MemberExpr) {
        if is_global_object(&member.obj)
            && let Some(name) = static_name(&member.prop)
        {
            self.asked.insert(name);
        }
        member.visit_children_with(self);
    }

    fn visit_if_stmt(&mut self, stmt: &IfStmt) {
        self.condition(&stmt.test);
        stmt.visit_children_with(self);
    }

    fn visit_cond_expr(&mut self, cond: &CondExpr) {
        self.condition(&cond.test);
        cond.visit_children_with(self);
    }

    fn visit_bin_expr(&mut self, binary: &BinExpr) {
        if is_logical(binary) {
            self.condition(&binary.left);
        }
        if let (BinaryOp::In, Expr::Lit(Lit::Str(name))) = (binary.op, &*binary.left) {
            self.asked.insert(name.value.to_string_lossy().into_owned());
        }
        binary.visit_children_with(self);
    }

    fn visit_var_declarator(&mut self, declarator: &VarDeclarator) {
        if declarator.init.as_deref().is_some_and(is_of_require) {
            self.required.extend(find_pat_ids::<_, Id>(&declarator.name));
        }
        declarator.visit_children_with(self);
    }

    fn visit_assign_expr(&mut self, assign: &AssignExpr) {
        if let AssignTarget::Simple(SimpleAssignTarget::Member(member)) = &assign.left
            && is_global_object(&member.obj)
        {
            self.set.extend(static_name(&member.prop));
        }
        assign.visit_children_with(self);
    }
}

impl Prepared {
    /// A condition that reads `Buffer` of an object, like `getGlobal().Buffer`, asks for it.
    fn condition(&mut self, test: &Expr) {
        for_each_operand(test, &mut |operand| {
            if let Expr::Member(member) = operand
                && let Some(name) = static_name(&member.prop).filter(|name| NODE_GLOBALS.contains(&name.as_str()))
            {
                self.asked.insert(name);
            }
        });
    }
}

pub(super) fn is_logical(binary: &BinExpr) -> bool {
    matches!(binary.op, BinaryOp::LogicalAnd | BinaryOp::LogicalOr | BinaryOp::NullishCoalescing)
}

/// Whether what follows a statement runs only if the statement does not.
fn leaves(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Block(block) => block.stmts.last().is_some_and(leaves),
        stmt => matches!(stmt, Stmt::Return(_) | Stmt::Throw(_)),
    }
}

/// `require('a')`, or `require('a').b`.
fn is_of_require(expr: &Expr) -> bool {
    match expr {
        Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) => callee.is_ident_ref_to("require"),
        Expr::Member(member) => is_of_require(&member.obj),
        _ => false,
    }
}

/// Operands that decide a condition: `a` and `b.c` of `!a && !!b.c`.
fn for_each_operand(test: &Expr, found: &mut impl FnMut(&Expr)) {
    match test {
        Expr::Paren(ParenExpr { expr, .. }) | Expr::Unary(UnaryExpr { op: UnaryOp::Bang, arg: expr, .. }) => {
            for_each_operand(expr, found);
        }
        Expr::Bin(binary) if is_logical(binary) => {
            for_each_operand(&binary.left, found);
            for_each_operand(&binary.right, found);
        }
        operand => found(operand),
    }
}

fn is_global_object(expr: &Expr) -> bool {
    matches!(expr, Expr::Ident(ident) if GLOBAL_OBJECTS.contains(&&*ident.sym))
}

impl Collector<'_> {
    /// Notes something in the current statement, once.
    pub(super) fn unsupported(&mut self, kind: UnsupportedKind, text: String, span: Span) {
        let found = &mut self.current.unsupported;
        if !found.iter().any(|other| other.text == text) {
            found.push(Unsupported { kind, text, span: relative(span, self.file) });
        }
    }

    /// Properties that the file sets on the global object; other modules may rely on them.
    pub(super) fn sets_globals(&self) -> Vec<String> {
        let names = self.prepared.set.iter().filter(|name| NODE_GLOBALS.contains(&name.as_str()));
        names.cloned().collect()
    }

    /// `process.env.X`, `process.argv`; the name alone is noted by `free_variable`.
    pub(super) fn node_member(&mut self, member: &MemberExpr) {
        // Most members are of other objects, and need no list of their names.
        let Some(object) = root(member).filter(|object| self.is_absent(object)) else { return };
        let Some((_, names)) = static_chain(member).filter(|_| !self.told.contains(&object.span.lo)) else { return };
        let shown = if names.first().is_some_and(|name| name == "env") { 2 } else { 1 };
        let names: Vec<&str> = names.iter().map(String::as_str).take(shown).collect();
        self.told.insert(object.span.lo);
        self.unsupported(UnsupportedKind::NodeGlobal, format!("{}.{}", object.sym, names.join(".")), member.span);
    }

    /// A free variable.
    pub(super) fn free_variable(&mut self, ident: &Ident) {
        let is_path = NODE_PATHS.contains(&&*ident.sym);
        if is_path && !self.is_installed() && !self.prepared.asked.contains(&*ident.sym) {
            self.unsupported(UnsupportedKind::NodePath, ident.sym.to_string(), ident.span);
        } else if self.is_absent(ident) && self.told.insert(ident.span.lo) {
            self.unsupported(UnsupportedKind::NodeGlobal, ident.sym.to_string(), ident.span);
        }
    }

    /// A global of Node that the file is not prepared to miss.
    fn is_absent(&self, ident: &Ident) -> bool {
        let name = &*ident.sym;
        let is_prepared = |name: &str| self.prepared.asked.contains(name);
        NODE_GLOBALS.contains(&name)
            && ident.ctxt == self.free
            && self.try_depth == 0
            && self.flag_depth == 0
            && !self.engine.options.provide.contains_key(name)
            && !is_prepared(name)
            && !(self.is_installed() && ENVIRONMENTS.iter().any(|name| is_prepared(name)))
    }

    /// Visits what runs behind a condition. Whether an imported flag like `isBrowser` holds is for another module to ask, so
    /// installed code behind one is prepared. So is code behind `window.atob`.
    pub(super) fn behind(&mut self, test: &Expr, visit: impl FnOnce(&mut Self)) {
        let depth = self.flag_depth + u32::from(self.is_flag(test));
        let outer = std::mem::replace(&mut self.flag_depth, depth);
        visit(self);
        self.flag_depth = outer;
    }

    /// Visits statements, of which those after `if (isBrowser) return …` are behind its condition, too.
    pub(super) fn statements_in_order(&mut self, stmts: &[Stmt]) {
        let outer = self.flag_depth;
        for stmt in stmts {
            stmt.visit_with(self);
            if let Stmt::If(IfStmt { test, cons, .. }) = stmt
                && leaves(cons)
            {
                self.flag_depth += u32::from(self.is_flag(test));
            }
        }
        self.flag_depth = outer;
    }

    fn is_flag(&self, test: &Expr) -> bool {
        let mut found = false;
        if self.is_installed() {
            for_each_operand(test, &mut |operand| found |= self.asks_elsewhere(operand));
        }
        found
    }

    /// `isBrowser`, `platform.env.isNode` of an imported or required `platform`, or `window.atob`.
    fn asks_elsewhere(&self, operand: &Expr) -> bool {
        let name = match operand {
            Expr::Ident(name) => name,
            Expr::Member(member) if is_global_object(&member.obj) => return true,
            Expr::Member(member) => match root(member) {
                Some(name) => name,
                None => return false,
            },
            _ => return false,
        };
        let is_import = self.by_id.get(&name.to_id()).is_some_and(|symbol| self.imported.contains_key(symbol));
        is_import || self.prepared.required.contains(&name.to_id())
    }

    /// `import.meta.env.X` has become `(void 0).X`, which throws; `import.meta.dirname` is `undefined`.
    pub(super) fn meta_member(&mut self, member: &MemberExpr) {
        let (is_meta, is_env) = (is_import_meta(&member.obj), self.is_meta_env(&member.obj));
        if !is_meta && !is_env {
            return;
        }
        let Some(name) = static_name(&member.prop) else { return };
        if is_meta && NODE_META.contains(&name.as_str()) {
            self.unsupported(UnsupportedKind::ImportMeta, format!("import.meta.{name}"), member.span);
        } else if is_env && self.told.insert(member.obj.span_lo()) {
            self.unsupported(UnsupportedKind::ImportMeta, format!("import.meta.env.{name}"), member.span);
        }
    }

    /// `import.meta.env` as a value is `undefined`; behind `?.` that is what the code expects.
    pub(super) fn meta_env(&mut self, expr: &Expr) {
        if self.is_meta_env(expr) && self.told.insert(expr.span_lo()) {
            self.unsupported(UnsupportedKind::ImportMeta, "import.meta.env".to_owned(), expr.span());
        }
    }

    /// `import.meta.env?.MODE`.
    pub(super) fn optional_meta_env(&mut self, chain: &OptChainExpr) {
        if let OptChainBase::Member(member) = &*chain.base
            && chain.optional
            && self.is_meta_env(&member.obj)
        {
            self.told.insert(member.obj.span_lo());
        }
    }

    /// Whether folding has put `void 0` in the place of `import.meta.env`.
    fn is_meta_env(&self, expr: &Expr) -> bool {
        let Expr::Unary(UnaryExpr { op: UnaryOp::Void, span, .. }) = expr else { return false };
        let text = self.source.text.get(relative(*span, self.file)).unwrap_or_default();
        !span.is_dummy() && text.starts_with("import.meta")
    }
}

/// `a` of `a.b["c"]`.
fn root(member: &MemberExpr) -> Option<&Ident> {
    match &*member.obj {
        Expr::Ident(ident) => Some(ident),
        Expr::Member(member) => root(member),
        _ => None,
    }
}

/// Positions that need no second word.
pub(super) type Told = FxHashSet<BytePos>;
