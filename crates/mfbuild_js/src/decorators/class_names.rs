//! Names of decorated classes that have none of their own, under `experimentalDecorators`.
//!
//! Owns ECMA-262 8.4.5 NamedEvaluation for them: swc's pass puts such a class into a variable `_class`, after which it would
//! be called. It gets the name of what it is assigned to first: `const A = class { @d m() {} }` is called `A`.

use swc_core::atoms::Atom;
use swc_core::common::{DUMMY_SP, Mark, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

use super::is_decorated;
use crate::function_names::set_class_name;

/// The name of a class without one.
const UNNAMED: &str = "_class";

/// Names decorated classes.
pub(super) struct ClassNames {
    pub(super) free: SyntaxContext,
    /// Whether other names than those of variables can be seen.
    pub(super) shows_names: bool,
}

impl ClassNames {
    fn name(&self, value: &mut Expr, name: &str) {
        match value {
            Expr::Paren(paren) => self.name(&mut paren.expr, name),
            Expr::TsAs(typed) => self.name(&mut typed.expr, name),
            Expr::TsSatisfies(typed) => self.name(&mut typed.expr, name),
            Expr::TsTypeAssertion(typed) => self.name(&mut typed.expr, name),
            Expr::TsNonNull(typed) => self.name(&mut typed.expr, name),
            Expr::Class(class) => self.name_class(class, name),
            _ => {}
        }
    }

    fn name_class(&self, class: &mut ClassExpr, name: &str) {
        if class.ident.is_some() || !is_decorated(&class.class) {
            return;
        }
        let can_be_called = Ident::verify_symbol(name).is_ok();
        let own = if can_be_called { name } else { UNNAMED };
        class.ident = Some(Ident::new(own.into(), DUMMY_SP, SyntaxContext::empty().apply_mark(Mark::new())));
        if !can_be_called && self.shows_names {
            set_class_name(&mut class.class, name, self.free);
        }
    }

    fn name_by_key(&self, key: &PropName, value: &mut Expr) {
        match key {
            PropName::Ident(name) => self.name(value, &name.sym),
            PropName::Str(name) => self.name(value, &name.value.to_string_lossy()),
            _ => {}
        }
    }
}

impl VisitMut for ClassNames {
    /// Classes that got no name from the code around them.
    fn visit_mut_class_expr(&mut self, class: &mut ClassExpr) {
        self.name_class(class, "");
        class.visit_mut_children_with(self);
    }

    fn visit_mut_var_declarator(&mut self, declarator: &mut VarDeclarator) {
        if let (Pat::Ident(name), Some(init)) = (&declarator.name, &mut declarator.init) {
            self.name(init, &name.id.sym);
        }
        declarator.visit_mut_children_with(self);
    }

    fn visit_mut_assign_expr(&mut self, assign: &mut AssignExpr) {
        let name: Option<Atom> = assign.left.as_ident().map(|name| name.id.sym.clone());
        if let Some(name) = name {
            self.name(&mut assign.right, &name);
        }
        assign.visit_mut_children_with(self);
    }

    fn visit_mut_assign_pat(&mut self, assign: &mut AssignPat) {
        if let Pat::Ident(name) = &*assign.left {
            self.name(&mut assign.right, &name.id.sym);
        }
        assign.visit_mut_children_with(self);
    }

    fn visit_mut_assign_pat_prop(&mut self, prop: &mut AssignPatProp) {
        if let Some(value) = &mut prop.value {
            self.name(value, &prop.key.id.sym);
        }
        prop.visit_mut_children_with(self);
    }

    fn visit_mut_key_value_prop(&mut self, pair: &mut KeyValueProp) {
        self.name_by_key(&pair.key, &mut pair.value);
        pair.visit_mut_children_with(self);
    }

    fn visit_mut_class_prop(&mut self, field: &mut ClassProp) {
        if let Some(value) = &mut field.value {
            self.name_by_key(&field.key, value);
        }
        field.visit_mut_children_with(self);
    }

    fn visit_mut_export_default_expr(&mut self, export: &mut ExportDefaultExpr) {
        self.name(&mut export.expr, "default");
        export.visit_mut_children_with(self);
    }

    fn visit_mut_export_default_decl(&mut self, export: &mut ExportDefaultDecl) {
        if let DefaultDecl::Class(class) = &mut export.decl {
            self.name_class(class, "default");
        }
        export.visit_mut_children_with(self);
    }
}
