//! Names of classes that have none of their own: ECMA-262 8.4.5 NamedEvaluation.
//!
//! Owns where the code around a class names it: `const A = class {}`, `{ A: class {} }`, `A = class {}`, a default, a field.
//! Lowered classes move away from there and take the name along.

use swc_core::atoms::Atom;
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

use super::nodes::number_text;

/// Calls its function with every anonymous class expression, and with its name or `""`.
pub(super) struct ClassNames<F: FnMut(&mut ClassExpr, &str)>(pub(super) F);

impl<F: FnMut(&mut ClassExpr, &str)> ClassNames<F> {
    fn name(&mut self, value: &mut Expr, name: &str) {
        match value {
            Expr::Paren(paren) => self.name(&mut paren.expr, name),
            Expr::TsAs(typed) => self.name(&mut typed.expr, name),
            Expr::TsSatisfies(typed) => self.name(&mut typed.expr, name),
            Expr::TsTypeAssertion(typed) => self.name(&mut typed.expr, name),
            Expr::TsNonNull(typed) => self.name(&mut typed.expr, name),
            Expr::Class(class) if class.ident.is_none() => (self.0)(class, name),
            _ => {}
        }
    }

    fn name_by_key(&mut self, key: &PropName, value: &mut Expr) {
        match key {
            PropName::Ident(name) => self.name(value, &name.sym),
            PropName::Str(name) => self.name(value, &name.value.to_string_lossy()),
            PropName::Num(number) => {
                if let Some(name) = number_text(number.value) {
                    self.name(value, &name);
                }
            }
            PropName::Computed(key) => {
                if let Expr::Lit(Lit::Str(name)) = &*key.expr {
                    self.name(value, &name.value.to_string_lossy());
                }
            }
            PropName::BigInt(_) => {}
        }
    }
}

impl<F: FnMut(&mut ClassExpr, &str)> VisitMut for ClassNames<F> {
    fn visit_mut_class_expr(&mut self, class: &mut ClassExpr) {
        if class.ident.is_none() {
            (self.0)(class, "");
        }
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

    fn visit_mut_private_prop(&mut self, field: &mut PrivateProp) {
        if let Some(value) = &mut field.value {
            self.name(value, &format!("#{}", field.key.name));
        }
        field.visit_mut_children_with(self);
    }

    fn visit_mut_auto_accessor(&mut self, accessor: &mut AutoAccessor) {
        match (&accessor.key, &mut accessor.value) {
            (Key::Public(key), Some(value)) => self.name_by_key(key, value),
            (Key::Private(key), Some(value)) => self.name(value, &format!("#{}", key.name)),
            (_, None) => {}
        }
        accessor.visit_mut_children_with(self);
    }

    fn visit_mut_export_default_expr(&mut self, export: &mut ExportDefaultExpr) {
        self.name(&mut export.expr, "default");
        export.visit_mut_children_with(self);
    }

    fn visit_mut_export_default_decl(&mut self, export: &mut ExportDefaultDecl) {
        if let DefaultDecl::Class(class) = &mut export.decl
            && class.ident.is_none()
        {
            (self.0)(class, "default");
        }
        export.visit_mut_children_with(self);
    }
}
