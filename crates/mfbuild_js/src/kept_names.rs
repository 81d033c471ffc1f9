//! Names of functions where variables of a factory have been renamed, because two modules in it use one name.
//!
//! Owns the way back: functions and classes get the `name` that they have in the sources. Class bodies get a block that
//! sets it, function expressions a call of `Object.defineProperty` around them, declarations a call at the beginning of
//! their block. `export default function () {}` is called `default` (ECMA-262 16.2.3.7).

use rustc_hash::FxHashSet;
use swc_core::atoms::{Atom, atom};
use swc_core::common::util::take::Take;
use swc_core::common::{DUMMY_SP, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};

use crate::rewrite::{call, member, string};

/// The names of functions and classes before variables are renamed, in the order of their places.
#[derive(Default)]
pub(crate) struct KeptNames {
    names: Vec<Atom>,
    /// Functions that are exported as default without a name.
    defaults: FxHashSet<Id>,
    free: SyntaxContext,
    /// A variable hides `Object`.
    hides_object: bool,
}

impl KeptNames {
    /// Notes the names of a program.
    pub(crate) fn of(program: &Program, defaults: FxHashSet<Id>, free: SyntaxContext) -> Self {
        let mut kept = Self { defaults, free, ..Self::default() };
        program.visit_with(&mut kept);
        kept
    }

    /// Gives them back, after variables were renamed: all, or those of functions that are exported as default.
    pub(crate) fn restore(self, program: &mut Program, all: bool) {
        if !self.hides_object {
            let names = self.names.into_iter();
            program.visit_mut_with(&mut Restorer { names, all, free: self.free, renamed: None });
        }
    }

    fn declared(&mut self, name: &Ident) {
        let is_default = self.defaults.contains(&name.to_id());
        self.names.push(if is_default { atom!("default") } else { name.sym.clone() });
    }
}

impl Visit for KeptNames {
    fn visit_ident(&mut self, ident: &Ident) {
        self.hides_object |= ident.sym == *"Object" && ident.ctxt != self.free;
    }

    fn visit_fn_decl(&mut self, function: &FnDecl) {
        self.declared(&function.ident);
        function.visit_children_with(self);
    }

    fn visit_class_decl(&mut self, class: &ClassDecl) {
        self.declared(&class.ident);
        class.visit_children_with(self);
    }

    fn visit_fn_expr(&mut self, function: &FnExpr) {
        self.names.extend(function.ident.iter().map(|name| name.sym.clone()));
        function.visit_children_with(self);
    }

    fn visit_class_expr(&mut self, class: &ClassExpr) {
        self.names.extend(class.ident.iter().map(|name| name.sym.clone()));
        class.visit_children_with(self);
    }

    fn visit_var_declarator(&mut self, declarator: &VarDeclarator) {
        if let (Pat::Ident(name), Some(value)) = (&declarator.name, &declarator.init)
            && is_anonymous(value)
        {
            self.names.push(name.sym.clone());
        }
        declarator.visit_children_with(self);
    }

    fn visit_assign_expr(&mut self, assign: &AssignExpr) {
        if let Some(name) = assign.left.as_ident()
            && is_anonymous(&assign.right)
        {
            self.names.push(name.sym.clone());
        }
        assign.visit_children_with(self);
    }

    fn visit_assign_pat(&mut self, pattern: &AssignPat) {
        if let Pat::Ident(name) = &*pattern.left
            && is_anonymous(&pattern.right)
        {
            self.names.push(name.sym.clone());
        }
        pattern.visit_children_with(self);
    }

    fn visit_assign_pat_prop(&mut self, property: &AssignPatProp) {
        if property.value.as_ref().is_some_and(|value| is_anonymous(value)) {
            self.names.push(property.key.sym.clone());
        }
        property.visit_children_with(self);
    }
}

struct Restorer {
    names: std::vec::IntoIter<Atom>,
    all: bool,
    free: SyntaxContext,
    /// The function declaration that was left last, and its name in the sources.
    renamed: Option<(Ident, Atom)>,
}

impl Restorer {
    /// The name in the sources of what comes next, if it is another one now.
    fn other_than(&mut self, now: &Atom) -> Option<Atom> {
        self.names.next().filter(|name| name != now && (self.all || *name == *"default"))
    }

    /// `Object.defineProperty(value, "name", { value: "…", configurable: true })`.
    fn named(&self, value: Expr, name: &Atom) -> Expr {
        let object = Ident::new("Object".into(), DUMMY_SP, self.free);
        let property = |key: &str, value| {
            let key = PropName::Ident(IdentName::new(key.into(), DUMMY_SP));
            PropOrSpread::Prop(Box::new(Prop::KeyValue(KeyValueProp { key, value: Box::new(value) })))
        };
        let is_configurable = Expr::Lit(Lit::Bool(true.into()));
        let props = vec![property("value", string(name)), property("configurable", is_configurable)];
        let descriptor = Expr::Object(ObjectLit { span: DUMMY_SP, props });
        call(member(Expr::Ident(object), "defineProperty"), vec![value, string("name"), descriptor])
    }

    fn name_class(&self, class: &mut Class, name: &Atom) {
        let has_own = class.body.iter().any(|member| match member {
            ClassMember::Method(method) => method.is_static && is_name(&method.key),
            ClassMember::ClassProp(field) => field.is_static && is_name(&field.key),
            _ => false,
        });
        if !has_own {
            let this = Expr::This(ThisExpr { span: DUMMY_SP });
            let stmts = vec![Stmt::Expr(ExprStmt { span: DUMMY_SP, expr: Box::new(self.named(this, name)) })];
            let body = BlockStmt { stmts, ..Default::default() };
            class.body.insert(0, ClassMember::StaticBlock(StaticBlock { span: DUMMY_SP, body }));
        }
    }

    fn name_anonymous(&self, value: &mut Expr, name: &Atom) {
        match value {
            Expr::Paren(paren) => self.name_anonymous(&mut paren.expr, name),
            Expr::Class(class) => self.name_class(&mut class.class, name),
            function => *function = self.named(function.take(), name),
        }
    }

    fn restore_list(&mut self, stmts: &mut Vec<Stmt>) {
        let mut calls = Vec::new();
        for stmt in stmts.iter_mut() {
            stmt.visit_mut_with(self);
            let renamed = self.renamed.take();
            if let (Stmt::Decl(Decl::Fn(_)), Some((function, name))) = (&*stmt, renamed) {
                let expr = Box::new(self.named(Expr::Ident(function), &name));
                calls.push(Stmt::Expr(ExprStmt { span: DUMMY_SP, expr }));
            }
        }
        let is_directive =
            |stmt: &Stmt| stmt.as_expr().is_some_and(|stmt| matches!(&*stmt.expr, Expr::Lit(Lit::Str(_))));
        let start = stmts.iter().take_while(|stmt| is_directive(stmt)).count();
        stmts.splice(start..start, calls);
    }
}

impl VisitMut for Restorer {
    fn visit_mut_stmts(&mut self, stmts: &mut Vec<Stmt>) {
        self.restore_list(stmts);
    }

    fn visit_mut_fn_decl(&mut self, function: &mut FnDecl) {
        let renamed = self.other_than(&function.ident.sym).map(|name| (function.ident.clone(), name));
        function.visit_mut_children_with(self);
        self.renamed = renamed;
    }

    fn visit_mut_class_decl(&mut self, class: &mut ClassDecl) {
        let name = self.other_than(&class.ident.sym);
        class.visit_mut_children_with(self);
        if let Some(name) = name {
            self.name_class(&mut class.class, &name);
        }
    }

    fn visit_mut_expr(&mut self, expr: &mut Expr) {
        let name = match &*expr {
            Expr::Fn(FnExpr { ident: Some(ident), .. }) | Expr::Class(ClassExpr { ident: Some(ident), .. }) => {
                self.other_than(&ident.sym)
            }
            _ => None,
        };
        expr.visit_mut_children_with(self);
        if let Some(name) = name {
            self.name_anonymous(expr, &name);
        }
    }

    fn visit_mut_var_declarator(&mut self, declarator: &mut VarDeclarator) {
        let name = match (&declarator.name, &declarator.init) {
            (Pat::Ident(now), Some(value)) if is_anonymous(value) => self.other_than(&now.sym),
            _ => None,
        };
        declarator.visit_mut_children_with(self);
        if let (Some(name), Some(value)) = (name, &mut declarator.init) {
            self.name_anonymous(value, &name);
        }
    }

    fn visit_mut_assign_expr(&mut self, assign: &mut AssignExpr) {
        let name = match assign.left.as_ident() {
            Some(now) if is_anonymous(&assign.right) => self.other_than(&now.sym),
            _ => None,
        };
        assign.visit_mut_children_with(self);
        if let Some(name) = name {
            self.name_anonymous(&mut assign.right, &name);
        }
    }

    fn visit_mut_assign_pat(&mut self, pattern: &mut AssignPat) {
        let name = match &*pattern.left {
            Pat::Ident(now) if is_anonymous(&pattern.right) => self.other_than(&now.sym),
            _ => None,
        };
        pattern.visit_mut_children_with(self);
        if let Some(name) = name {
            self.name_anonymous(&mut pattern.right, &name);
        }
    }

    fn visit_mut_assign_pat_prop(&mut self, property: &mut AssignPatProp) {
        // A name that is another one now is no shorthand any more.
        if property.value.as_ref().is_some_and(|value| is_anonymous(value)) {
            self.names.next();
        }
        property.visit_mut_children_with(self);
    }
}

/// ECMA-262 8.4.4 IsAnonymousFunctionDefinition.
fn is_anonymous(expr: &Expr) -> bool {
    match expr {
        Expr::Paren(paren) => is_anonymous(&paren.expr),
        Expr::Arrow(_) => true,
        Expr::Fn(function) => function.ident.is_none(),
        Expr::Class(class) => class.ident.is_none(),
        _ => false,
    }
}

fn is_name(key: &PropName) -> bool {
    match key {
        PropName::Ident(ident) => ident.sym == *"name",
        PropName::Str(text) => text.value.as_str() == Some("name"),
        PropName::Computed(_) => true,
        PropName::Num(_) | PropName::BigInt(_) => false,
    }
}
