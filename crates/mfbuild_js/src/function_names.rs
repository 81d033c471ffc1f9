//! `name` of functions and classes whose variables are called otherwise than in the sources.
//!
//! Owns the visible side of renaming. `hygiene` renames variables that clash (`helper` → `helper1`), and a function
//! without a name of its own is called by its variable (ECMA-262 8.4.5 NamedEvaluation): both get the name of the sources
//! back, by `Object.defineProperty(helper1, "name", { value: "helper" })`. Builds that are minified without `keepNames`
//! rename functions anyway.

use std::vec::IntoIter;

use swc_core::atoms::Atom;
use swc_core::common::util::take::Take;
use swc_core::common::{DUMMY_SP, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::transforms::base::hygiene::hygiene;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

use crate::engine::EngineOptions;
use crate::rewrite::{call, member, string};

impl EngineOptions {
    /// Whether `name` of functions and classes is that of the sources.
    pub(crate) fn shows_names(&self) -> bool {
        self.keep_names || !self.minify
    }
}

/// Renames variables that clash; functions and classes keep their names, but for those in `unnamed`. Returns whether
/// statements were added in front of those of the factory.
pub(crate) fn rename_clashes(program: &mut Program, unnamed: &[Id], free: SyntaxContext) -> bool {
    let mut sites = Sites { free, unnamed, pass: Pass::Record(Vec::new()), ..Sites::default() };
    program.visit_mut_with(&mut sites);
    let Pass::Record(names) = sites.pass else { unreachable!("the pass stays what it is") };
    program.mutate(hygiene());
    let mut restored = Sites { free, unnamed, pass: Pass::Restore(names.into_iter()), ..Sites::default() };
    program.visit_mut_with(&mut restored);
    if restored.restores && sites.binds_object {
        // The `Object` of the added code is the global one.
        program.mutate(hygiene());
    }
    restored.restores_outermost
}

/// An expression that sets the `name` of a function.
pub(crate) fn defined_name(function: Expr, name: &str, free: SyntaxContext) -> Expr {
    let key = PropName::Ident(IdentName::new("value".into(), DUMMY_SP));
    let value = Box::new(string(name));
    let props = vec![PropOrSpread::Prop(Box::new(Prop::KeyValue(KeyValueProp { key, value })))];
    let descriptor = Expr::Object(ObjectLit { span: DUMMY_SP, props });
    let object = Expr::Ident(Ident::new("Object".into(), DUMMY_SP, free));
    call(member(object, "defineProperty"), vec![function, string("name"), descriptor])
}

/// Puts a static block in front of the members that sets the `name` of a class.
pub(crate) fn set_class_name(class: &mut Class, name: &str, free: SyntaxContext) {
    let this = Expr::This(ThisExpr { span: DUMMY_SP });
    let stmt = ExprStmt { span: DUMMY_SP, expr: Box::new(defined_name(this, name, free)) };
    let body = BlockStmt { stmts: vec![Stmt::Expr(stmt)], ..Default::default() };
    class.body.insert(0, ClassMember::StaticBlock(StaticBlock { span: DUMMY_SP, body }));
}

/// Whether a member is such a block.
fn sets_name(member: &ClassMember) -> bool {
    let ClassMember::StaticBlock(StaticBlock { span, body }) = member else { return false };
    let [Stmt::Expr(stmt)] = &body.stmts[..] else { return false };
    let Expr::Call(call) = &*stmt.expr else { return false };
    span.is_dummy() && call.args.first().is_some_and(|argument| argument.expr.is_this())
}

/// ECMA-262 8.4.4 IsAnonymousFunctionDefinition.
pub(crate) fn is_anonymous(expr: &Expr) -> bool {
    match expr {
        Expr::Paren(paren) => is_anonymous(&paren.expr),
        Expr::Arrow(_) => true,
        Expr::Fn(function) => function.ident.is_none(),
        Expr::Class(class) => class.ident.is_none(),
        _ => false,
    }
}

/// Names of functions before variables were renamed, in the order of the program.
enum Pass {
    Record(Vec<Option<Atom>>),
    Restore(IntoIter<Option<Atom>>),
}

impl Default for Pass {
    fn default() -> Self {
        Self::Record(Vec::new())
    }
}

/// The functions and classes of a program that are called by a variable. Both passes meet them in one order.
#[derive(Default)]
struct Sites<'a> {
    free: SyntaxContext,
    unnamed: &'a [Id],
    pass: Pass,
    /// Declared functions of the current statements, and their names.
    declared: Vec<(Ident, Atom)>,
    /// Lists of statements around the current one.
    depth: u32,
    /// A variable is called `Object`.
    binds_object: bool,
    /// Some name was restored.
    restores: bool,
    /// Statements were added to the outermost function.
    restores_outermost: bool,
}

impl Sites<'_> {
    /// The name to restore, if the variable was renamed.
    fn site(&mut self, ident: &Ident) -> Option<Atom> {
        match &mut self.pass {
            Pass::Record(names) => {
                let is_shown = !self.unnamed.contains(&ident.to_id());
                names.push(is_shown.then(|| ident.sym.clone()));
                None
            }
            Pass::Restore(names) => names.next().flatten().filter(|name| *name != ident.sym),
        }
    }

    /// The name to restore of a value that is called by the variable that it is assigned to.
    fn named_by(&mut self, variable: &Ident, value: &Expr) -> Option<Atom> {
        if is_anonymous(value) { self.site(variable) } else { None }
    }

    fn restore(&mut self, expr: &mut Expr, name: &Atom) {
        self.restores = true;
        match expr {
            Expr::Paren(paren) => self.restore(&mut paren.expr, name),
            Expr::Class(class) => self.restore_class(&mut class.class, name),
            function => *function = defined_name(function.take(), name, self.free),
        }
    }

    /// Static elements see the name, so it is set in front of them. Static methods of that name are there already.
    fn restore_class(&mut self, class: &mut Class, name: &Atom) {
        let is_other = |key: &PropName| match key {
            PropName::Ident(key) => key.sym != *"name",
            PropName::Str(key) => key.value != *"name",
            PropName::Computed(_) => false,
            PropName::Num(_) | PropName::BigInt(_) => true,
        };
        let keeps = |member: &ClassMember| match member {
            ClassMember::Method(method) => !method.is_static || is_other(&method.key),
            _ => true,
        };
        if !class.body.iter().all(keeps) || class.body.first().is_some_and(sets_name) {
            return;
        }
        self.restores = true;
        set_class_name(class, name, self.free);
    }

    /// Statements that give the functions declared by `stmts` their names, behind directives.
    fn restore_declared(&mut self, stmts: &mut Vec<Stmt>) {
        if self.declared.is_empty() {
            return;
        }
        self.restores = true;
        self.restores_outermost |= self.depth == 1;
        let free = self.free;
        let named = std::mem::take(&mut self.declared).into_iter().map(|(function, name)| {
            Stmt::Expr(ExprStmt {
                span: DUMMY_SP,
                expr: Box::new(defined_name(Expr::Ident(function.without_loc()), &name, free)),
            })
        });
        let is_directive =
            |stmt: &&Stmt| matches!(stmt, Stmt::Expr(stmt) if matches!(&*stmt.expr, Expr::Lit(Lit::Str(_))));
        let at = stmts.iter().take_while(is_directive).count();
        stmts.splice(at..at, named);
    }

    /// `if (a) function f() {}` has a block of its own (ECMA-262 B.3.3).
    fn restore_branch(&mut self, branch: &mut Stmt) {
        let outer = std::mem::take(&mut self.declared);
        branch.visit_mut_with(self);
        if !self.declared.is_empty() {
            let mut stmts = vec![branch.take()];
            self.restore_declared(&mut stmts);
            *branch = Stmt::Block(BlockStmt { stmts, ..Default::default() });
        }
        self.declared = outer;
    }
}

impl VisitMut for Sites<'_> {
    fn visit_mut_ident(&mut self, ident: &mut Ident) {
        self.binds_object |= ident.sym == *"Object" && ident.ctxt != self.free;
    }

    fn visit_mut_stmts(&mut self, stmts: &mut Vec<Stmt>) {
        let outer = std::mem::take(&mut self.declared);
        self.depth += 1;
        stmts.visit_mut_children_with(self);
        self.depth -= 1;
        self.restore_declared(stmts);
        self.declared = outer;
    }

    fn visit_mut_if_stmt(&mut self, stmt: &mut IfStmt) {
        stmt.test.visit_mut_with(self);
        self.restore_branch(&mut stmt.cons);
        if let Some(alternative) = &mut stmt.alt {
            self.restore_branch(alternative);
        }
    }

    fn visit_mut_fn_decl(&mut self, decl: &mut FnDecl) {
        let name = self.site(&decl.ident);
        decl.visit_mut_children_with(self);
        self.declared.extend(name.map(|name| (decl.ident.clone(), name)));
    }

    fn visit_mut_class_decl(&mut self, decl: &mut ClassDecl) {
        let name = self.site(&decl.ident);
        decl.visit_mut_children_with(self);
        if let Some(name) = name {
            self.restore_class(&mut decl.class, &name);
        }
    }

    fn visit_mut_expr(&mut self, expr: &mut Expr) {
        let ident = match &*expr {
            Expr::Fn(function) => function.ident.as_ref(),
            Expr::Class(class) => class.ident.as_ref(),
            _ => None,
        };
        let name = ident.and_then(|ident| self.site(ident));
        expr.visit_mut_children_with(self);
        if let Some(name) = name {
            self.restore(expr, &name);
        }
    }

    fn visit_mut_var_declarator(&mut self, declarator: &mut VarDeclarator) {
        let name = match (&declarator.name, &declarator.init) {
            (Pat::Ident(variable), Some(init)) => self.named_by(&variable.id, init),
            _ => None,
        };
        declarator.visit_mut_children_with(self);
        if let (Some(name), Some(init)) = (name, &mut declarator.init) {
            self.restore(init, &name);
        }
    }

    fn visit_mut_assign_expr(&mut self, assign: &mut AssignExpr) {
        let is_named =
            matches!(assign.op, AssignOp::Assign | AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign);
        let name = match &assign.left {
            AssignTarget::Simple(SimpleAssignTarget::Ident(variable)) if is_named => {
                self.named_by(&variable.id, &assign.right)
            }
            _ => None,
        };
        assign.visit_mut_children_with(self);
        if let Some(name) = name {
            self.restore(&mut assign.right, &name);
        }
    }

    fn visit_mut_assign_pat(&mut self, pat: &mut AssignPat) {
        let name = match &*pat.left {
            Pat::Ident(variable) => self.named_by(&variable.id, &pat.right),
            _ => None,
        };
        pat.visit_mut_children_with(self);
        if let Some(name) = name {
            self.restore(&mut pat.right, &name);
        }
    }

    /// `hygiene` makes it `{ key: renamed = value }`, which is met as such.
    fn visit_mut_assign_pat_prop(&mut self, prop: &mut AssignPatProp) {
        let name = prop.value.as_ref().and_then(|value| self.named_by(&prop.key.id, value));
        prop.visit_mut_children_with(self);
        if let (Some(name), Some(value)) = (name, &mut prop.value) {
            self.restore(value, &name);
        }
    }
}
