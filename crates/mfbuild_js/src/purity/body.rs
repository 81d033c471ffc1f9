//! The body of a function: whether running it can be observed.
//!
//! Owns what a function may do with its own: assign to its parameters and variables, write to properties of the objects
//! and functions that it has just made, and in a constructor of `this`.

use std::cell::Cell;

use rustc_hash::FxHashSet;
use swc_core::atoms::Atom;
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::find_pat_ids;
use swc_core::ecma::visit::{Visit, VisitWith};

use super::{Purity, SPECIAL};

/// A body and what is its own.
pub(super) struct Body<'a> {
    purity: &'a Purity<'a>,
    stmts: &'a [Stmt],
    /// Parameters and variables that may be assigned.
    own: FxHashSet<Id>,
    /// Names of functions and objects that the body makes.
    fresh: FxHashSet<Id>,
    /// In a constructor: what writing to `this` can meet.
    this: Option<This>,
    /// A constructor writes to properties that are no private fields.
    pub(super) writes_properties: Cell<bool>,
}

/// What a class says about properties of its instances.
struct This {
    /// Names with a getter or setter; `None` if one is computed.
    accessors: Option<Vec<Atom>>,
    /// Private fields.
    private: Vec<Atom>,
}

impl<'a> Body<'a> {
    /// The body of a function.
    pub(super) fn new(purity: &'a Purity<'a>, parameters: impl Iterator<Item = &'a Pat>, stmts: &'a [Stmt]) -> Self {
        let mut variables = Variables { purity, own: FxHashSet::default(), fresh: FxHashSet::default() };
        variables.own.extend(parameters.flat_map(find_pat_ids::<_, Id>));
        stmts.visit_with(&mut variables);
        let Variables { own, fresh, .. } = variables;
        Self { purity, stmts, own, fresh, this: None, writes_properties: Cell::new(false) }
    }

    /// The body of a constructor of a class that extends nothing.
    pub(super) fn of_constructor(
        purity: &'a Purity<'a>,
        parameters: impl Iterator<Item = &'a Pat>,
        stmts: &'a [Stmt],
        class: &Class,
    ) -> Self {
        Self { this: Some(This::of(class)), ..Self::new(purity, parameters, stmts) }
    }

    /// Whether running it does nothing.
    pub(super) fn is_pure(&self) -> bool {
        self.stmts.iter().all(|stmt| self.stmt(stmt))
    }

    fn stmt(&self, stmt: &Stmt) -> bool {
        match stmt {
            Stmt::Empty(_) => true,
            Stmt::Expr(stmt) => self.value(&stmt.expr),
            Stmt::Decl(decl) => self.purity.decl(decl),
            Stmt::Block(block) => block.stmts.iter().all(|stmt| self.stmt(stmt)),
            Stmt::If(branch) => {
                self.purity.expr(&branch.test)
                    && self.stmt(&branch.cons)
                    && branch.alt.as_ref().is_none_or(|alt| self.stmt(alt))
            }
            // What a constructor returns would be the instance.
            Stmt::Return(ReturnStmt { arg: Some(_), .. }) if self.this.is_some() => false,
            Stmt::Return(stmt) => stmt.arg.as_ref().is_none_or(|value| self.value(value)),
            _ => false,
        }
    }

    /// A value that may be assigned on its way.
    fn value(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Assign(AssignExpr { op: AssignOp::Assign, left: AssignTarget::Simple(target), right, .. }) => {
                self.target(target) && self.value(right)
            }
            Expr::Seq(seq) => seq.exprs.iter().all(|expr| self.value(expr)),
            _ => self.purity.expr(expr),
        }
    }

    fn target(&self, target: &SimpleAssignTarget) -> bool {
        match target {
            SimpleAssignTarget::Ident(name) => self.own.contains(&name.to_id()),
            SimpleAssignTarget::Member(MemberExpr { obj, prop, .. }) => match (&**obj, prop) {
                (Expr::This(_), prop) => self.this_property(prop),
                (Expr::Ident(object), MemberProp::Ident(name)) => {
                    self.fresh.contains(&object.to_id()) && !SPECIAL.contains(&&*name.sym)
                }
                // The prototype of a function is a plain object.
                (Expr::Member(inner), MemberProp::Ident(name)) => {
                    matches!(&*inner.obj, Expr::Ident(function) if self.fresh_function(function))
                        && inner.prop.is_ident_with("prototype")
                        && name.sym != *"__proto__"
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn fresh_function(&self, name: &Ident) -> bool {
        let is_it = |stmt: &Stmt| {
            matches!(stmt, Stmt::Decl(Decl::Fn(found))
            if found.ident.to_id() == name.to_id() && !found.function.is_async)
        };
        self.stmts.iter().any(is_it)
    }

    fn this_property(&self, prop: &MemberProp) -> bool {
        let Some(this) = &self.this else { return false };
        match prop {
            MemberProp::Ident(name) => {
                self.writes_properties.set(true);
                let accessors = this.accessors.as_ref();
                name.sym != *"__proto__" && accessors.is_some_and(|accessors| !accessors.contains(&name.sym))
            }
            MemberProp::PrivateName(name) => this.private.contains(&name.name),
            MemberProp::Computed(_) => false,
        }
    }
}

impl This {
    fn of(class: &Class) -> Self {
        let name = |key: &PropName| match key {
            PropName::Ident(name) => Some(name.sym.clone()),
            _ => None,
        };
        let accessors = class.body.iter().filter_map(|member| match member {
            ClassMember::Method(method) if method.kind != MethodKind::Method => Some(name(&method.key)),
            _ => None,
        });
        let private = class.body.iter().filter_map(|member| match member {
            ClassMember::PrivateProp(prop) if !prop.is_static => Some(prop.key.name.clone()),
            _ => None,
        });
        Self { accessors: accessors.collect(), private: private.collect() }
    }
}

/// The variables of a function, those of functions inside it left out.
struct Variables<'a> {
    purity: &'a Purity<'a>,
    own: FxHashSet<Id>,
    fresh: FxHashSet<Id>,
}

impl Visit for Variables<'_> {
    fn visit_function(&mut self, _: &Function) {}
    fn visit_class(&mut self, _: &Class) {}
    fn visit_expr(&mut self, _: &Expr) {}

    fn visit_fn_decl(&mut self, function: &FnDecl) {
        self.fresh.insert(function.ident.to_id());
    }

    fn visit_class_decl(&mut self, class: &ClassDecl) {
        if self.purity.is_fresh_class(&class.class) {
            self.fresh.insert(class.ident.to_id());
        }
    }

    fn visit_var_decl(&mut self, var: &VarDecl) {
        if var.kind != VarDeclKind::Const {
            return self.own.extend(find_pat_ids::<_, Id>(&var.decls));
        }
        for declarator in &var.decls {
            if let (Pat::Ident(name), Some(init)) = (&declarator.name, &declarator.init)
                && !init.is_call()
                && self.purity.is_fresh(init)
            {
                self.fresh.insert(name.to_id());
            }
        }
    }
}
