//! Declarations of one TypeScript enum see the members of the others.
//!
//! Owns the names that cross declarations: `enum A { X = 1 }  enum A { Y = X }` → `enum A { Y = A.X }`, also where a variable
//! `X` is around. Names of the own declaration are left to swc, which knows one declaration at a time.

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::atoms::Atom;
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};

use crate::enum_objects::name_of;
use crate::rewrite::member;

/// Qualifies names in a program whose scopes are resolved and whose types are still there.
pub(crate) fn qualify_merged_enums(program: &mut Program, text: &str) {
    if text.matches("enum ").nth(1).is_none() {
        return;
    }
    let mut enums = Enums::default();
    program.visit_with(&mut enums);
    enums.0.retain(|_, declarations| declarations.len() > 1);
    if !enums.0.is_empty() {
        program.visit_mut_with(&mut Declarations { enums: enums.0 });
    }
}

/// The names of members, by enum and declaration.
#[derive(Default)]
struct Enums(FxHashMap<Id, Vec<FxHashSet<Atom>>>);

impl Visit for Enums {
    fn visit_ts_enum_decl(&mut self, declaration: &TsEnumDecl) {
        let names = declaration.members.iter().filter_map(name_of).collect();
        self.0.entry(declaration.id.to_id()).or_default().push(names);
        declaration.visit_children_with(self);
    }
}

struct Declarations {
    enums: FxHashMap<Id, Vec<FxHashSet<Atom>>>,
}

impl VisitMut for Declarations {
    fn visit_mut_ts_enum_decl(&mut self, declaration: &mut TsEnumDecl) {
        declaration.visit_mut_children_with(self);
        let Some(all) = self.enums.get(&declaration.id.to_id()) else { return };
        let own: FxHashSet<Atom> = declaration.members.iter().filter_map(name_of).collect();
        let names = all.iter().flatten().filter(|name| !own.contains(*name)).cloned().collect();
        declaration.members.visit_mut_with(&mut Qualifier { names, object: declaration.id.clone() });
    }
}

struct Qualifier {
    names: FxHashSet<Atom>,
    object: Ident,
}

impl VisitMut for Qualifier {
    fn visit_mut_expr(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Ident(name) if self.names.contains(&name.sym) => {
                *expr = member(Expr::Ident(self.object.clone()), &name.sym);
            }
            _ => expr.visit_mut_children_with(self),
        }
    }
    /// Functions may have variables of these names.
    fn visit_mut_function(&mut self, _: &mut Function) {}
    fn visit_mut_arrow_expr(&mut self, _: &mut ArrowExpr) {}
}
