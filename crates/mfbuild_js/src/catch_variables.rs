//! `catch (a) { var a = 1 }` assigns to the parameter (ECMA-262 B.3.4), and declares a variable of the function around.
//!
//! Owns taking both apart, before names are resolved: swc and oxc take one for the other where such clauses are nested.
//! `try {} catch (a) { var a = 1 }` becomes `try { var a; {} } catch (a) { a = 1 }`.

use swc_core::atoms::Atom;
use swc_core::common::{DUMMY_SP, Spanned};
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::find_pat_ids;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

/// Takes variables out of the `catch` clauses whose parameters have their names.
pub(crate) fn split_catch_variables(program: &mut Program, text: &str) {
    if text.contains("catch") && text.contains("var ") {
        program.visit_mut_with(&mut Clauses);
    }
}

struct Clauses;

impl VisitMut for Clauses {
    fn visit_mut_try_stmt(&mut self, stmt: &mut TryStmt) {
        stmt.visit_mut_children_with(self);
        let Some(CatchClause { param: Some(Pat::Ident(param)), body, .. }) = &mut stmt.handler else { return };
        let mut variables = Variables { caught: param.id.sym.clone(), hoisted: Vec::new() };
        body.visit_mut_with(&mut variables);
        if !variables.hoisted.is_empty() {
            let declared = variables.hoisted.into_iter().map(|id| VarDeclarator {
                span: DUMMY_SP,
                name: Pat::Ident(id.into()),
                init: None,
                definite: false,
            });
            let declaration = VarDecl { kind: VarDeclKind::Var, decls: declared.collect(), ..Default::default() };
            let declaration = Stmt::Decl(Decl::Var(Box::new(declaration)));
            let stmts = std::mem::take(&mut stmt.block.stmts);
            // `let a` of the block is another variable.
            let block = Stmt::Block(BlockStmt { span: stmt.block.span, stmts, ..Default::default() });
            stmt.block.stmts = vec![declaration, block];
        }
    }
}

/// Declarations of a name in the body of a clause; functions have their own.
struct Variables {
    caught: Atom,
    hoisted: Vec<Ident>,
}

impl Variables {
    fn is_caught(&self, declaration: &VarDecl) -> bool {
        let names: Vec<Ident> = find_pat_ids(&declaration.decls);
        declaration.kind == VarDeclKind::Var && names.iter().any(|name| name.sym == self.caught)
    }

    /// The assignments of a declaration, whose names are hoisted.
    fn assignments(&mut self, declaration: &mut VarDecl) -> Option<Box<Expr>> {
        self.hoisted.extend(find_pat_ids::<_, Ident>(&declaration.decls));
        let assigned = std::mem::take(&mut declaration.decls).into_iter().filter_map(|declarator| {
            let left = AssignTarget::try_from(declarator.name).ok()?;
            let (span, right) = (declarator.span, declarator.init?);
            Some(Box::new(Expr::Assign(AssignExpr { span, op: AssignOp::Assign, left, right })))
        });
        let exprs: Vec<_> = assigned.collect();
        (!exprs.is_empty()).then(|| Expr::from_exprs(exprs))
    }
}

impl VisitMut for Variables {
    fn visit_mut_stmt(&mut self, stmt: &mut Stmt) {
        stmt.visit_mut_children_with(self);
        if let Stmt::Decl(Decl::Var(declaration)) = stmt
            && self.is_caught(declaration)
        {
            let span = declaration.span();
            *stmt = match self.assignments(declaration) {
                Some(expr) => Stmt::Expr(ExprStmt { span, expr }),
                None => Stmt::Empty(EmptyStmt { span }),
            };
        }
    }

    fn visit_mut_for_stmt(&mut self, stmt: &mut ForStmt) {
        stmt.visit_mut_children_with(self);
        if let Some(VarDeclOrExpr::VarDecl(declaration)) = &mut stmt.init
            && self.is_caught(declaration)
        {
            stmt.init = self.assignments(declaration).map(VarDeclOrExpr::Expr);
        }
    }

    fn visit_mut_for_in_stmt(&mut self, stmt: &mut ForInStmt) {
        stmt.visit_mut_children_with(self);
        if let ForHead::VarDecl(declaration) = &mut stmt.left
            && self.is_caught(declaration)
        {
            self.hoisted.extend(find_pat_ids::<_, Ident>(&declaration.decls));
            if let Some(declarator) = declaration.decls.pop() {
                stmt.left = ForHead::Pat(Box::new(declarator.name));
            }
        }
    }

    fn visit_mut_function(&mut self, _: &mut Function) {}
    fn visit_mut_arrow_expr(&mut self, _: &mut ArrowExpr) {}
    fn visit_mut_class(&mut self, _: &mut Class) {}
}
