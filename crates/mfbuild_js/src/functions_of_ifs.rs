//! `if (x) function f() {}` of sloppy scripts (ECMA-262 B.3.3).
//!
//! Owns the errors that swc's parser reports for them by mistake, and the form that all later stages see.

use rustc_hash::FxHashSet;
use swc_core::common::{BytePos, Spanned};
use swc_core::ecma::ast::*;
use swc_core::ecma::parser::error::Error;
use swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};

/// Sloppy scripts may write `if (x) function f() {}` (ECMA-262 B.3.3), which the parser reports: the positions of such
/// functions.
pub(crate) fn functions_of_ifs(program: &Program, errors: &[Error]) -> FxHashSet<BytePos> {
    struct Finder(FxHashSet<BytePos>);
    impl Visit for Finder {
        fn visit_if_stmt(&mut self, branch: &IfStmt) {
            for branch in [Some(&branch.cons), branch.alt.as_ref()].into_iter().flatten() {
                if let Stmt::Decl(Decl::Fn(function)) = &**branch
                    && !function.function.is_async
                    && !function.function.is_generator
                {
                    self.0.insert(function.span_lo());
                }
            }
            branch.visit_children_with(self);
        }
        fn visit_function(&mut self, function: &Function) {
            if !function.body.as_ref().is_some_and(|body| has_use_strict(&body.stmts)) {
                function.visit_children_with(self);
            }
        }
        fn visit_arrow_expr(&mut self, arrow: &ArrowExpr) {
            if !matches!(&*arrow.body, ArrowFunctionBody::FunctionBody(body) if has_use_strict(&body.stmts)) {
                arrow.visit_children_with(self);
            }
        }
        /// Strict code.
        fn visit_class(&mut self, _: &Class) {}
    }
    let mut finder = Finder(FxHashSet::default());
    if let Program::Script(script) = program
        && !errors.is_empty()
        && !has_use_strict(&script.body)
    {
        script.visit_with(&mut finder);
    }
    finder.0
}

/// Whether the body of a script or function begins with `"use strict"` (ECMA-262 11.2.1).
pub(crate) fn has_use_strict<'a>(body: impl IntoIterator<Item = &'a Stmt>) -> bool {
    let mut directives = body.into_iter().map_while(|stmt| match stmt {
        Stmt::Expr(ExprStmt { expr, .. }) => expr.as_lit().and_then(|literal| match literal {
            Lit::Str(text) => text.raw.as_ref(),
            _ => None,
        }),
        _ => None,
    });
    directives.any(|raw| matches!(raw.as_str(), "\"use strict\"" | "'use strict'"))
}

/// `if (x) function f() {}` → `if (x) { function f() {} }`, which means the same.
pub(crate) struct BlocksForFunctions;

impl VisitMut for BlocksForFunctions {
    fn visit_mut_if_stmt(&mut self, branch: &mut IfStmt) {
        branch.visit_mut_children_with(self);
        for branch in [Some(&mut branch.cons), branch.alt.as_mut()].into_iter().flatten() {
            if let Stmt::Decl(Decl::Fn(_)) = &**branch {
                let function = std::mem::replace(&mut **branch, Stmt::Empty(EmptyStmt { span: Default::default() }));
                **branch = Stmt::Block(BlockStmt { stmts: vec![function], ..Default::default() });
            }
        }
    }
}
