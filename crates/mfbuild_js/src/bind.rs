//! Names in the values of `define` mean what they mean at the place where the value is put.
//!
//! Owns the lookup of names in scopes that are resolved already (ECMA-262 9.1.2.1): `define: { API: "client" }` and
//! `import { client } from './client'; API.get()`, as in esbuild and webpack.

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::atoms::Atom;
use swc_core::common::{Spanned, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::find_pat_ids;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

use crate::collect::{declared_names, hoisted_names};

/// Gives names without a position the context of the variable that is visible where they stand.
pub(crate) fn bind_names(body: &mut Vec<ModuleItem>, names: &FxHashSet<Atom>, free: SyntaxContext) {
    let mut binder = Binder { names, free, scopes: Vec::new() };
    let declared = body.iter().flat_map(declared_by_item).collect();
    binder.within(declared, |binder| body.visit_mut_children_with(binder));
}

struct Binder<'a> {
    names: &'a FxHashSet<Atom>,
    free: SyntaxContext,
    /// Variables with one of the names, the innermost scope last.
    scopes: Vec<FxHashMap<Atom, SyntaxContext>>,
}

impl Binder<'_> {
    fn within(&mut self, declared: Vec<Id>, visit: impl FnOnce(&mut Self)) {
        let scope = declared.into_iter().filter(|(name, _)| self.names.contains(name)).collect();
        self.scopes.push(scope);
        visit(self);
        self.scopes.pop();
    }
}

fn declared_by_item(item: &ModuleItem) -> Vec<Id> {
    match item {
        ModuleItem::Stmt(stmt) => hoisted_names(stmt),
        ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => {
            let local = |specifier: &ImportSpecifier| match specifier {
                ImportSpecifier::Named(named) => named.local.to_id(),
                ImportSpecifier::Default(default) => default.local.to_id(),
                ImportSpecifier::Namespace(namespace) => namespace.local.to_id(),
            };
            import.specifiers.iter().map(local).collect()
        }
        ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => declared_names(&export.decl),
        ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => match &export.decl {
            DefaultDecl::Fn(function) => function.ident.iter().map(Ident::to_id).collect(),
            DefaultDecl::Class(class) => class.ident.iter().map(Ident::to_id).collect(),
            DefaultDecl::TsInterfaceDecl(_) => Vec::new(),
        },
        ModuleItem::ModuleDecl(_) => Vec::new(),
    }
}

/// Names that statements declare in the list that they stand in, and `var` names in them.
fn declared_in(stmts: &[Stmt]) -> Vec<Id> {
    stmts.iter().flat_map(hoisted_names).collect()
}

/// Names in the head of a loop.
fn declared_in_head(head: &ForHead) -> Vec<Id> {
    match head {
        ForHead::VarDecl(var) => find_pat_ids(&var.decls),
        ForHead::UsingDecl(using) => find_pat_ids(&using.decls),
        ForHead::Pat(_) => Vec::new(),
    }
}

impl VisitMut for Binder<'_> {
    fn visit_mut_ident(&mut self, ident: &mut Ident) {
        if ident.ctxt == self.free && ident.span().is_dummy() {
            let found = self.scopes.iter().rev().find_map(|scope| scope.get(&ident.sym));
            ident.ctxt = found.copied().unwrap_or(self.free);
        }
    }

    fn visit_mut_function(&mut self, function: &mut Function) {
        let mut declared: Vec<Id> =
            function.params.iter().flat_map(|param| find_pat_ids::<_, Id>(&param.pat)).collect();
        declared.extend(function.body.iter().flat_map(|body| declared_in(&body.stmts)));
        self.within(declared, |binder| function.visit_mut_children_with(binder));
    }

    fn visit_mut_constructor(&mut self, constructor: &mut Constructor) {
        let patterns = constructor.params.iter().filter_map(|param| match param {
            ParamOrTsParamProp::Param(param) => Some(&param.pat),
            ParamOrTsParamProp::TsParamProp(_) => None,
        });
        let mut declared: Vec<Id> = patterns.flat_map(find_pat_ids::<_, Id>).collect();
        declared.extend(constructor.body.iter().flat_map(|body| declared_in(&body.stmts)));
        self.within(declared, |binder| constructor.visit_mut_children_with(binder));
    }

    fn visit_mut_arrow_expr(&mut self, arrow: &mut ArrowExpr) {
        let mut declared: Vec<Id> = find_pat_ids(&arrow.params);
        if let ArrowFunctionBody::FunctionBody(body) = &*arrow.body {
            declared.extend(declared_in(&body.stmts));
        }
        self.within(declared, |binder| arrow.visit_mut_children_with(binder));
    }

    fn visit_mut_fn_expr(&mut self, function: &mut FnExpr) {
        let name = function.ident.iter().map(Ident::to_id).collect();
        self.within(name, |binder| function.visit_mut_children_with(binder));
    }

    fn visit_mut_class_expr(&mut self, class: &mut ClassExpr) {
        let name = class.ident.iter().map(Ident::to_id).collect();
        self.within(name, |binder| class.visit_mut_children_with(binder));
    }

    fn visit_mut_block_stmt(&mut self, block: &mut BlockStmt) {
        let declared = declared_in(&block.stmts);
        self.within(declared, |binder| block.visit_mut_children_with(binder));
    }

    fn visit_mut_switch_stmt(&mut self, switch: &mut SwitchStmt) {
        let declared = switch.cases.iter().flat_map(|case| declared_in(&case.cons)).collect();
        self.within(declared, |binder| switch.visit_mut_children_with(binder));
    }

    fn visit_mut_catch_clause(&mut self, clause: &mut CatchClause) {
        let declared = clause.param.iter().flat_map(find_pat_ids::<_, Id>).collect();
        self.within(declared, |binder| clause.visit_mut_children_with(binder));
    }

    fn visit_mut_for_stmt(&mut self, stmt: &mut ForStmt) {
        let declared = match &stmt.init {
            Some(VarDeclOrExpr::VarDecl(var)) => find_pat_ids(&var.decls),
            _ => Vec::new(),
        };
        self.within(declared, |binder| stmt.visit_mut_children_with(binder));
    }

    fn visit_mut_for_in_stmt(&mut self, stmt: &mut ForInStmt) {
        let declared = declared_in_head(&stmt.left);
        self.within(declared, |binder| stmt.visit_mut_children_with(binder));
    }

    fn visit_mut_for_of_stmt(&mut self, stmt: &mut ForOfStmt) {
        let declared = declared_in_head(&stmt.left);
        self.within(declared, |binder| stmt.visit_mut_children_with(binder));
    }
}
