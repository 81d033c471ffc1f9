//! Statements that fill an enum.

use swc_core::ecma::ast::*;

use crate::collect::static_name;

/// A statement that fills an object and does nothing else, if its values are plain.
pub(super) struct Filling<'a> {
    pub(super) object: Id,
    /// The statement declares the object, too.
    pub(super) is_declaration: bool,
    /// In order; a name may be there twice.
    pub(super) members: Vec<(String, &'a Expr)>,
}

/// The enum that a top-level item fills.
pub(super) fn filling(item: &ModuleItem) -> Option<Filling<'_>> {
    let (name, expr) = match item {
        ModuleItem::Stmt(Stmt::Expr(stmt)) => (None, &*stmt.expr),
        ModuleItem::Stmt(Stmt::Decl(Decl::Var(var)))
        | ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Var(var), .. })) => {
            let [VarDeclarator { name: Pat::Ident(name), init: Some(init), .. }] = &var.decls[..] else { return None };
            (Some(name.to_id()), &**init)
        }
        _ => return None,
    };
    // `!function () {…}()` is a statement of minifiers.
    let expr = match expr {
        Expr::Unary(UnaryExpr { op: UnaryOp::Bang, arg, .. }) if name.is_none() => arg,
        other => other,
    };
    let Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) = expr else { return None };
    let [ExprOrSpread { spread: None, expr: argument }] = &args[..] else { return None };
    let (parameter, stmts) = function(callee)?;
    let is_declaration = name.is_some();
    let object = match name {
        Some(name) => is_beginning(argument, &name).then_some(name)?,
        None => filled_object(argument)?,
    };
    let members = members(&parameter, stmts)?;
    Some(Filling { object, is_declaration, members })
}

/// The parameter and the body of a function with one.
fn function(callee: &Expr) -> Option<(Id, &[Stmt])> {
    let (parameter, stmts) = match callee {
        Expr::Fn(FnExpr { function, .. }) if !function.is_async && !function.is_generator => {
            let [parameter] = &function.params[..] else { return None };
            (&parameter.pat, &function.body.as_ref()?.stmts)
        }
        Expr::Arrow(arrow) if !arrow.is_async => {
            let ([parameter], ArrowFunctionBody::FunctionBody(body)) = (&arrow.params[..], &*arrow.body) else {
                return None;
            };
            (parameter, &body.stmts)
        }
        Expr::Paren(paren) => return function(&paren.expr),
        _ => return None,
    };
    Some((parameter.as_ident()?.to_id(), stmts))
}

/// `{}`, `X || {}` or `X || (X = {})`.
fn is_beginning(argument: &Expr, object: &Id) -> bool {
    is_empty_object(argument)
        || filled_object(argument).is_some_and(|filled| filled == *object)
        || matches!(argument, Expr::Bin(BinExpr { op: BinaryOp::LogicalOr, left, right, .. })
            if is_name(left, object) && is_empty_object(right))
}

/// `X` in `X || (X = {})`, or alone.
fn filled_object(argument: &Expr) -> Option<Id> {
    match argument {
        Expr::Ident(object) => Some(object.to_id()),
        Expr::Paren(paren) => filled_object(&paren.expr),
        Expr::Bin(BinExpr { op: BinaryOp::LogicalOr, left, right, .. }) => {
            let object = left.as_ident()?.to_id();
            let Expr::Assign(AssignExpr { op: AssignOp::Assign, left, right, .. }) = without_parens(right) else {
                return None;
            };
            (left.as_ident()?.to_id() == object && is_empty_object(right)).then_some(object)
        }
        _ => None,
    }
}

fn without_parens(expr: &Expr) -> &Expr {
    if let Expr::Paren(paren) = expr { without_parens(&paren.expr) } else { expr }
}

fn is_empty_object(expr: &Expr) -> bool {
    matches!(without_parens(expr), Expr::Object(object) if object.props.is_empty())
}

fn is_name(expr: &Expr, id: &Id) -> bool {
    matches!(expr, Expr::Ident(ident) if ident.to_id() == *id)
}

/// The members that a body writes, if it does nothing else.
fn members<'a>(parameter: &Id, stmts: &'a [Stmt]) -> Option<Vec<(String, &'a Expr)>> {
    let mut members = Vec::with_capacity(stmts.len());
    for stmt in stmts {
        match stmt {
            Stmt::Empty(_) => {}
            Stmt::Return(ReturnStmt { arg: Some(value), .. }) if is_name(value, parameter) => {}
            Stmt::Expr(stmt) => match &*stmt.expr {
                Expr::Seq(seq) => {
                    for expr in &seq.exprs {
                        members.push(member(parameter, expr)?);
                    }
                }
                expr => members.push(member(parameter, expr)?),
            },
            _ => return None,
        }
    }
    (!members.is_empty()).then_some(members)
}

/// `P["name"] = value`, or with the name by its value: `P[P["name"] = value] = "name"`.
fn member<'a>(parameter: &Id, expr: &'a Expr) -> Option<(String, &'a Expr)> {
    let (property, value) = written_property(parameter, expr)?;
    if let Some(name) = static_name(property) {
        return is_usable(&name).then_some((name, value));
    }
    let Expr::Assign(_) = without_parens(&property.as_computed()?.expr) else { return None };
    let (inner, number) = written_property(parameter, &property.as_computed()?.expr)?;
    let name = static_name(inner)?;
    let is_reverse = matches!(value, Expr::Lit(Lit::Str(text)) if text.value.as_str() == Some(&name));
    let is_number = !matches!(number, Expr::Lit(Lit::Str(_)) | Expr::Tpl(_));
    (is_reverse && is_number && is_usable(&name)).then_some((name, number))
}

fn written_property<'a>(parameter: &Id, expr: &'a Expr) -> Option<(&'a MemberProp, &'a Expr)> {
    let Expr::Assign(AssignExpr { op: AssignOp::Assign, left, right, .. }) = without_parens(expr) else { return None };
    let AssignTarget::Simple(SimpleAssignTarget::Member(target)) = left else { return None };
    is_name(&target.obj, parameter).then_some((&target.prop, &**right))
}

/// A name that is no number: those stand for the names.
fn is_usable(name: &str) -> bool {
    name != "__proto__" && name.parse::<f64>().is_err()
}

/// A literal: nothing happens when it is evaluated.
pub(super) fn is_plain_value(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(Lit::Num(_) | Lit::Str(_) | Lit::Bool(_) | Lit::Null(_)) => true,
        Expr::Unary(UnaryExpr { op: UnaryOp::Minus | UnaryOp::Plus | UnaryOp::Tilde, arg, .. }) => {
            matches!(&**arg, Expr::Lit(Lit::Num(_)))
        }
        Expr::Paren(paren) => is_plain_value(&paren.expr),
        _ => false,
    }
}
