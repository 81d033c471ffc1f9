//! Names that outlive dead code, although nothing of it runs.
//!
//! Owns the `var` names and sloppy functions of dropped statements (ECMA-262 14.2.2, B.3.2).

use rustc_hash::FxHashSet;
use swc_core::atoms::Atom;
use swc_core::common::DUMMY_SP;
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::find_pat_ids;
use swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};

/// A declaration of names without values.
pub(crate) fn declaration(kind: VarDeclKind, names: Vec<Ident>) -> Stmt {
    Stmt::Decl(Decl::Var(Box::new(VarDecl {
        kind,
        decls: names.into_iter().map(uninitialised).collect(),
        ..Default::default()
    })))
}

fn uninitialised(ident: Ident) -> VarDeclarator {
    VarDeclarator { span: DUMMY_SP, name: Pat::Ident(ident.into()), init: None, definite: false }
}

/// The `var` names that exist even if the statement never runs (ECMA-262 VarDeclaredNames). Functions in blocks of sloppy
/// code are variables of the function around them, too (ECMA-262 B.3.2): their names go to `functions`, since they are not
/// where a lexical name is in the way, see `drop_clashing`.
pub(crate) fn hoisted_variables(stmt: &Stmt, is_strict: bool, functions: &mut FxHashSet<Id>) -> Vec<Ident> {
    struct Collector<'f> {
        names: Vec<Ident>,
        is_strict: bool,
        functions: &'f mut FxHashSet<Id>,
    }
    impl Visit for Collector<'_> {
        fn visit_function(&mut self, _: &Function) {}
        fn visit_arrow_expr(&mut self, _: &ArrowExpr) {}
        fn visit_class(&mut self, _: &Class) {}
        fn visit_expr(&mut self, _: &Expr) {}
        fn visit_fn_decl(&mut self, decl: &FnDecl) {
            if !self.is_strict && !decl.function.is_async && !decl.function.is_generator {
                self.names.push(decl.ident.clone());
                self.functions.insert(decl.ident.to_id());
            }
        }
        fn visit_var_decl(&mut self, decl: &VarDecl) {
            if decl.kind == VarDeclKind::Var {
                self.names.extend(find_pat_ids::<_, Ident>(&decl.decls));
            }
        }
    }
    let mut collector = Collector { names: Vec::new(), is_strict, functions };
    stmt.visit_with(&mut collector);
    collector.names
}

/// Drops variables that were declared for dead functions where a lexical name of a block around is in the way:
/// `if (false) { function a() {} } let a`.
pub(crate) fn drop_clashing(body: &mut Vec<ModuleItem>, functions: &FxHashSet<Id>) {
    let top = body.iter().filter_map(ModuleItem::as_stmt).flat_map(block_names);
    let mut dropper = Dropper { functions, lexical: top.map(|name| name.sym).collect() };
    body.visit_mut_with(&mut dropper);
}

struct Dropper<'f> {
    functions: &'f FxHashSet<Id>,
    /// The lexical names of all blocks around, up to the function around them.
    lexical: Vec<Atom>,
}

impl Dropper<'_> {
    fn within(&mut self, names: impl IntoIterator<Item = Ident>, visit: impl FnOnce(&mut Self)) {
        let outer = self.lexical.len();
        self.lexical.extend(names.into_iter().map(|name| name.sym));
        visit(self);
        self.lexical.truncate(outer);
    }

    fn in_function(&mut self, visit: impl FnOnce(&mut Self)) {
        let outer = std::mem::take(&mut self.lexical);
        visit(self);
        self.lexical = outer;
    }
}

impl VisitMut for Dropper<'_> {
    fn visit_mut_function(&mut self, function: &mut Function) {
        self.in_function(|dropper| function.visit_mut_children_with(dropper));
    }
    fn visit_mut_arrow_expr(&mut self, arrow: &mut ArrowExpr) {
        self.in_function(|dropper| arrow.visit_mut_children_with(dropper));
    }
    fn visit_mut_stmts(&mut self, stmts: &mut Vec<Stmt>) {
        let names: Vec<_> = stmts.iter().flat_map(block_names).collect();
        self.within(names, |dropper| stmts.visit_mut_children_with(dropper));
    }
    fn visit_mut_switch_stmt(&mut self, switch: &mut SwitchStmt) {
        let stmts = || switch.cases.iter().flat_map(|case| &case.cons);
        let names: Vec<_> = stmts().flat_map(block_names).chain(stmts().filter_map(function_name)).collect();
        self.within(names, |dropper| switch.visit_mut_children_with(dropper));
    }
    /// Functions of blocks are names of the block (ECMA-262 14.2.2), those of function bodies are variables.
    fn visit_mut_block_stmt(&mut self, block: &mut BlockStmt) {
        let names: Vec<_> = block.stmts.iter().filter_map(function_name).collect();
        self.within(names, |dropper| block.visit_mut_children_with(dropper));
    }
    fn visit_mut_for_stmt(&mut self, statement: &mut ForStmt) {
        let names = match &statement.init {
            Some(VarDeclOrExpr::VarDecl(declared)) => lexical_names(declared),
            _ => Vec::new(),
        };
        self.within(names, |dropper| statement.visit_mut_children_with(dropper));
    }
    fn visit_mut_for_in_stmt(&mut self, statement: &mut ForInStmt) {
        let names = head_names(&statement.left);
        self.within(names, |dropper| statement.visit_mut_children_with(dropper));
    }
    fn visit_mut_for_of_stmt(&mut self, statement: &mut ForOfStmt) {
        let names = head_names(&statement.left);
        self.within(names, |dropper| statement.visit_mut_children_with(dropper));
    }
    fn visit_mut_catch_clause(&mut self, clause: &mut CatchClause) {
        let pattern = clause.param.iter().filter(|param| !param.is_ident());
        let names: Vec<Ident> = pattern.flat_map(find_pat_ids::<_, Ident>).collect();
        self.within(names, |dropper| clause.visit_mut_children_with(dropper));
    }
    fn visit_mut_stmt(&mut self, stmt: &mut Stmt) {
        stmt.visit_mut_children_with(self);
        let Stmt::Decl(Decl::Var(declared)) = stmt else { return };
        let clashes = |name: &Pat| matches!(name, Pat::Ident(name) if self.functions.contains(&name.to_id()) && self.lexical.contains(&name.sym));
        if declared.kind == VarDeclKind::Var {
            declared.decls.retain(|declarator| declarator.init.is_some() || !clashes(&declarator.name));
        }
        if declared.decls.is_empty() {
            *stmt = Stmt::Empty(EmptyStmt { span: DUMMY_SP });
        }
    }
}

fn function_name(stmt: &Stmt) -> Option<Ident> {
    Some(stmt.as_decl()?.as_fn_decl()?.ident.clone())
}

fn head_names(head: &ForHead) -> Vec<Ident> {
    match head {
        ForHead::VarDecl(declared) => lexical_names(declared),
        _ => Vec::new(),
    }
}

fn lexical_names(declared: &VarDecl) -> Vec<Ident> {
    if declared.kind == VarDeclKind::Var { Vec::new() } else { find_pat_ids(&declared.decls) }
}

/// Names that a statement declares for its block: `let`, `const`, `class`.
pub(crate) fn block_names(stmt: &Stmt) -> Vec<Ident> {
    match stmt {
        Stmt::Decl(Decl::Var(declared)) => lexical_names(declared),
        Stmt::Decl(Decl::Class(class)) => vec![class.ident.clone()],
        _ => Vec::new(),
    }
}

/// Whether a part of a tree has a name of this identity.
pub(crate) fn mentions(node: &impl VisitWith<Mentions>, id: &Id) -> bool {
    let mut mentions = Mentions { id: id.clone(), found: false };
    node.visit_with(&mut mentions);
    mentions.found
}

/// The search of `mentions`.
pub(crate) struct Mentions {
    id: Id,
    found: bool,
}

impl Visit for Mentions {
    fn visit_ident(&mut self, ident: &Ident) {
        self.found |= ident.sym == self.id.0 && ident.ctxt == self.id.1;
    }
}
