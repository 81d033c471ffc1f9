//! Top-level `await` in a factory that is a generator: whoever runs it awaits what it yields.
//!
//! Owns the change of the function's own `await` into `yield`; functions inside it keep theirs.

use swc_core::common::DUMMY_SP;
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};

/// Turns every `await` of the outermost function into `yield`.
pub(crate) struct AwaitToYield;

impl VisitMut for AwaitToYield {
    fn visit_mut_expr(&mut self, expr: &mut Expr) {
        expr.visit_mut_children_with(self);
        if let Expr::Await(awaited) = expr {
            let arg = std::mem::replace(&mut awaited.arg, Box::new(Expr::Invalid(Invalid { span: DUMMY_SP })));
            *expr = Expr::Yield(YieldExpr { span: awaited.span, arg: Some(arg), delegate: false });
        }
    }

    fn visit_mut_function(&mut self, _: &mut Function) {}

    fn visit_mut_arrow_expr(&mut self, _: &mut ArrowExpr) {}

    fn visit_mut_constructor(&mut self, _: &mut Constructor) {}

    fn visit_mut_getter_prop(&mut self, getter: &mut GetterProp) {
        getter.key.visit_mut_with(self);
    }

    fn visit_mut_setter_prop(&mut self, setter: &mut SetterProp) {
        setter.key.visit_mut_with(self);
    }

    fn visit_mut_class_prop(&mut self, prop: &mut ClassProp) {
        prop.key.visit_mut_with(self);
    }

    fn visit_mut_private_prop(&mut self, _: &mut PrivateProp) {}

    fn visit_mut_static_block(&mut self, _: &mut StaticBlock) {}
}

/// Whether a top-level `for await` is among the statements, which `yield` cannot express.
pub(crate) fn has_for_await(bodies: &[Vec<Stmt>]) -> bool {
    AwaitFinder::of(bodies).for_await
}

/// Whether a top-level `await` is.
pub(crate) fn has_await(bodies: &[Vec<Stmt>]) -> bool {
    let found = AwaitFinder::of(bodies);
    found.for_await || found.plain
}

#[derive(Default)]
struct AwaitFinder {
    for_await: bool,
    plain: bool,
}

impl AwaitFinder {
    fn of(bodies: &[Vec<Stmt>]) -> Self {
        let mut finder = Self::default();
        bodies.iter().flatten().for_each(|stmt| stmt.visit_with(&mut finder));
        finder
    }
}

impl Visit for AwaitFinder {
    fn visit_for_of_stmt(&mut self, stmt: &ForOfStmt) {
        self.for_await |= stmt.is_await;
        stmt.visit_children_with(self);
    }

    fn visit_await_expr(&mut self, expr: &AwaitExpr) {
        self.plain = true;
        expr.visit_children_with(self);
    }

    fn visit_function(&mut self, _: &Function) {}

    fn visit_arrow_expr(&mut self, _: &ArrowExpr) {}
}
