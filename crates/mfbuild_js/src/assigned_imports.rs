//! Assignments to import bindings: a `TypeError` when they run (ECMA-262 9.1.1.5.5), as in an unbundled page.
//!
//! Owns the form in which they throw whatever the binding becomes: `Object.freeze({ a: a }).a = 1`. Modules are strict code,
//! where nothing writes to a frozen object.

use rustc_hash::FxHashSet;
use swc_core::common::{DUMMY_SP, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

use crate::rewrite::{call, member};

/// Replaces the targets of assignments to `imports`.
pub(crate) struct FrozenImports<'a> {
    pub(crate) imports: &'a FxHashSet<Id>,
    /// Context of free variables.
    pub(crate) free: SyntaxContext,
}

impl FrozenImports<'_> {
    fn frozen(&self, name: &Ident) -> Option<MemberExpr> {
        if !self.imports.contains(&name.to_id()) {
            return None;
        }
        let pair =
            KeyValueProp { key: PropName::Ident(name.clone().into()), value: Box::new(Expr::Ident(name.clone())) };
        let props = vec![PropOrSpread::Prop(Box::new(Prop::KeyValue(pair)))];
        let object = Expr::Object(ObjectLit { span: DUMMY_SP, props });
        let free_object = Expr::Ident(Ident::new("Object".into(), DUMMY_SP, self.free));
        let frozen = call(member(free_object, "freeze"), vec![object]);
        let prop = MemberProp::Ident(name.clone().into());
        Some(MemberExpr { span: name.span, obj: Box::new(frozen), prop })
    }
}

impl VisitMut for FrozenImports<'_> {
    fn visit_mut_simple_assign_target(&mut self, target: &mut SimpleAssignTarget) {
        match target {
            SimpleAssignTarget::Ident(name) => {
                if let Some(frozen) = self.frozen(&name.id) {
                    *target = SimpleAssignTarget::Member(frozen);
                }
            }
            other => other.visit_mut_children_with(self),
        }
    }

    fn visit_mut_update_expr(&mut self, update: &mut UpdateExpr) {
        match &mut *update.arg {
            Expr::Ident(name) => {
                if let Some(frozen) = self.frozen(name) {
                    *update.arg = Expr::Member(frozen);
                }
            }
            other => other.visit_mut_with(self),
        }
    }

    fn visit_mut_pat(&mut self, pat: &mut Pat) {
        let frozen = match pat {
            Pat::Ident(name) => self.frozen(&name.id),
            Pat::Expr(target) => target.as_ident().and_then(|name| self.frozen(name)),
            _ => None,
        };
        match frozen {
            Some(frozen) => *pat = Pat::Expr(Box::new(Expr::Member(frozen))),
            None => pat.visit_mut_children_with(self),
        }
    }

    fn visit_mut_object_pat_prop(&mut self, prop: &mut ObjectPatProp) {
        prop.visit_mut_children_with(self);
        let ObjectPatProp::Assign(AssignPatProp { key, value, span }) = prop else { return };
        let Some(frozen) = self.frozen(&key.id) else { return };
        let target = Box::new(Pat::Expr(Box::new(Expr::Member(frozen))));
        let target = match value.take() {
            Some(right) => Box::new(Pat::Assign(AssignPat { span: *span, left: target, right })),
            None => target,
        };
        *prop = ObjectPatProp::KeyValue(KeyValuePatProp { key: PropName::Ident(key.id.clone().into()), value: target });
    }
}
