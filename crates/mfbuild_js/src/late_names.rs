//! Names that the initializers of their own pattern read before they stand: `(a = () => rest, ...rest) => a()`,
//! `for (const [a = () => b, b] of list)`, `catch ([a = () => b, b])`.
//!
//! Owns what the resolver of swc takes for names of outer scopes: it meets such heads from left to right, although all of
//! their names are known everywhere in them (ECMA-262 10.2.11, 14.7.5.12, 14.15.2).

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::atoms::Atom;
use swc_core::common::SyntaxContext;
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::find_pat_ids;
use swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};

/// Gives reads of late names the context of their declaration, behind the resolver.
pub(crate) fn bind_late_names(program: &mut Program, text: &str) {
    if text.contains("...") || text.contains("for") || text.contains("catch") {
        program.visit_mut_with(&mut Heads);
    }
}

struct Heads;

impl VisitMut for Heads {
    fn visit_mut_function(&mut self, function: &mut Function) {
        function.visit_mut_children_with(self);
        if let Some((rest, before)) = function.params.split_last_mut()
            && let Pat::Rest(rest) = &rest.pat
        {
            bind(find_pat_ids(rest), before);
        }
    }

    fn visit_mut_arrow_expr(&mut self, arrow: &mut ArrowExpr) {
        arrow.visit_mut_children_with(self);
        if let Some((Pat::Rest(rest), before)) = arrow.params.split_last_mut() {
            bind(find_pat_ids(rest), before);
        }
    }

    fn visit_mut_constructor(&mut self, constructor: &mut Constructor) {
        constructor.visit_mut_children_with(self);
        if let Some((ParamOrTsParamProp::Param(rest), before)) = constructor.params.split_last_mut()
            && let Pat::Rest(rest) = &rest.pat
        {
            bind(find_pat_ids(rest), before);
        }
    }

    fn visit_mut_for_stmt(&mut self, statement: &mut ForStmt) {
        statement.visit_mut_children_with(self);
        if let Some(VarDeclOrExpr::VarDecl(declared)) = &mut statement.init
            && declared.kind != VarDeclKind::Var
        {
            bind(find_pat_ids(&declared.decls), &mut declared.decls[..]);
        }
    }

    fn visit_mut_for_in_stmt(&mut self, statement: &mut ForInStmt) {
        statement.visit_mut_children_with(self);
        bind_head(&mut statement.left, &mut statement.right);
    }

    fn visit_mut_for_of_stmt(&mut self, statement: &mut ForOfStmt) {
        statement.visit_mut_children_with(self);
        bind_head(&mut statement.left, &mut statement.right);
    }

    fn visit_mut_catch_clause(&mut self, clause: &mut CatchClause) {
        clause.visit_mut_children_with(self);
        if let Some(param) = clause.param.as_mut().filter(|param| !param.is_ident()) {
            bind(find_pat_ids(param), std::slice::from_mut(param));
        }
    }
}

/// `for (const a of a)` reads the `a` of the head, and throws.
fn bind_head(left: &mut ForHead, right: &mut Box<Expr>) {
    let declared = match left {
        ForHead::VarDecl(declared) if declared.kind != VarDeclKind::Var => &mut declared.decls,
        ForHead::UsingDecl(declared) => &mut declared.decls,
        _ => return,
    };
    let names: Vec<Id> = find_pat_ids(&*declared);
    bind(names.clone(), &mut declared[..]);
    bind(names, std::slice::from_mut(right));
}

/// Binds what `nodes` read of `names`, unless a scope inside of them has such a name.
fn bind<Node>(names: Vec<Id>, nodes: &mut [Node])
where
    Node: VisitMutWith<Binder> + for<'b> VisitWith<Declared<'b>>,
{
    let names: FxHashMap<Atom, SyntaxContext> = names.into_iter().collect();
    let mut declared = Declared { names: &names, found: FxHashSet::default(), reads: false };
    nodes.iter().for_each(|node| node.visit_with(&mut declared));
    if declared.reads {
        let mut binder = Binder { declared: declared.found, names };
        nodes.iter_mut().for_each(|node| node.visit_mut_with(&mut binder));
    }
}

/// Declarations of these names in scopes inside of a head, and whether one of another scope is read.
struct Declared<'n> {
    names: &'n FxHashMap<Atom, SyntaxContext>,
    found: FxHashSet<Id>,
    reads: bool,
}

impl Declared<'_> {
    fn declare(&mut self, name: &Ident) {
        if self.names.contains_key(&name.sym) {
            self.found.insert(name.to_id());
        }
    }
}

impl Visit for Declared<'_> {
    fn visit_ident(&mut self, name: &Ident) {
        self.reads |= self.names.get(&name.sym).is_some_and(|context| *context != name.ctxt);
    }
    fn visit_binding_ident(&mut self, name: &BindingIdent) {
        self.declare(&name.id);
    }
    fn visit_fn_decl(&mut self, declaration: &FnDecl) {
        self.declare(&declaration.ident);
        declaration.function.visit_with(self);
    }
    fn visit_class_decl(&mut self, declaration: &ClassDecl) {
        self.declare(&declaration.ident);
        declaration.class.visit_with(self);
    }
    fn visit_fn_expr(&mut self, expr: &FnExpr) {
        expr.ident.iter().for_each(|name| self.declare(name));
        expr.function.visit_with(self);
    }
    fn visit_class_expr(&mut self, expr: &ClassExpr) {
        expr.ident.iter().for_each(|name| self.declare(name));
        expr.class.visit_with(self);
    }
    /// `a = 1` declares nothing, nor does `for (a of list)`.
    fn visit_simple_assign_target(&mut self, target: &SimpleAssignTarget) {
        match target {
            SimpleAssignTarget::Ident(name) => self.visit_ident(&name.id),
            other => other.visit_children_with(self),
        }
    }
    fn visit_for_head(&mut self, head: &ForHead) {
        match head {
            ForHead::Pat(pat) => find_pat_ids::<_, Ident>(pat).iter().for_each(|name| self.visit_ident(name)),
            declared => declared.visit_children_with(self),
        }
    }
    /// `[a] = list` declares nothing.
    fn visit_assign_target_pat(&mut self, target: &AssignTargetPat) {
        let names: Vec<Ident> = find_pat_ids(target);
        names.iter().for_each(|name| self.visit_ident(name));
    }
}

struct Binder {
    declared: FxHashSet<Id>,
    names: FxHashMap<Atom, SyntaxContext>,
}

impl VisitMut for Binder {
    fn visit_mut_ident(&mut self, name: &mut Ident) {
        if let Some(&context) = self.names.get(&name.sym)
            && !self.declared.contains(&name.to_id())
        {
            name.ctxt = context;
        }
    }
}
