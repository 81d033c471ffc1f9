//! Names in declarations: who declares what, and one declarator a statement.

use swc_core::common::{DUMMY_SP, Span, Spanned};
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::find_pat_ids;
use swc_core::ecma::visit::{Visit, VisitWith};

use crate::function_names::is_anonymous;
use crate::rewrite::member;

pub(super) fn export_name(name: &ModuleExportName) -> String {
    match name {
        ModuleExportName::Ident(ident) => ident.sym.to_string(),
        ModuleExportName::Str(text) => text.value.to_string_lossy().into_owned(),
    }
}

pub(crate) fn declared_names(decl: &Decl) -> Vec<Id> {
    match decl {
        Decl::Fn(function) => vec![function.ident.to_id()],
        Decl::Class(class) => vec![class.ident.to_id()],
        Decl::Var(var) => find_pat_ids(&var.decls),
        Decl::Using(using) => find_pat_ids(&using.decls),
        _ => Vec::new(),
    }
}

/// Names that a top-level statement puts into module scope, `var` inside blocks included.
pub(crate) fn hoisted_names(stmt: &Stmt) -> Vec<Id> {
    struct Vars(Vec<Id>);
    impl Visit for Vars {
        fn visit_function(&mut self, _: &Function) {}
        fn visit_arrow_expr(&mut self, _: &ArrowExpr) {}
        fn visit_class(&mut self, _: &Class) {}
        fn visit_expr(&mut self, _: &Expr) {}
        fn visit_var_decl(&mut self, decl: &VarDecl) {
            if decl.kind == VarDeclKind::Var {
                self.0.extend(find_pat_ids::<_, Id>(&decl.decls));
            }
        }
    }
    if let Stmt::Decl(decl) = stmt {
        return declared_names(decl);
    }
    let mut vars = Vars(Vec::new());
    stmt.visit_with(&mut vars);
    vars.0
}

/// Names of a top-level item with their places, and whether they may be declared only once.
pub(super) fn declarations(item: &ModuleItem) -> Vec<(Id, Span, bool)> {
    let decl = match item {
        ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => {
            let local = |specifier: &ImportSpecifier| match specifier {
                ImportSpecifier::Named(named) => (named.local.to_id(), named.local.span, true),
                ImportSpecifier::Default(default) => (default.local.to_id(), default.local.span, true),
                ImportSpecifier::Namespace(namespace) => (namespace.local.to_id(), namespace.local.span, true),
            };
            return import.specifiers.iter().map(local).collect();
        }
        ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => &export.decl,
        ModuleItem::Stmt(Stmt::Decl(decl)) => decl,
        _ => return Vec::new(),
    };
    match decl {
        Decl::Fn(function) => vec![(function.ident.to_id(), function.ident.span, true)],
        Decl::Class(class) => vec![(class.ident.to_id(), class.ident.span, true)],
        Decl::Var(var) => {
            let names: Vec<Ident> = find_pat_ids(&var.decls);
            names.into_iter().map(|name| (name.to_id(), name.span, var.kind != VarDeclKind::Var)).collect()
        }
        _ => Vec::new(),
    }
}

pub(super) fn declared_by_export(declaration: &ModuleDecl, default: Option<&Id>, declares: &mut Vec<Id>) {
    match declaration {
        ModuleDecl::ExportDecl(export) => declares.extend(declared_names(&export.decl)),
        ModuleDecl::ExportDefaultExpr(_) => declares.extend(default.cloned()),
        ModuleDecl::ExportDefaultDecl(export) => match &export.decl {
            DefaultDecl::Fn(FnExpr { ident: Some(ident), .. })
            | DefaultDecl::Class(ClassExpr { ident: Some(ident), .. }) => declares.push(ident.to_id()),
            _ => declares.extend(default.cloned()),
        },
        _ => {}
    }
}

/// `export default () => {}` is called `default` (ECMA-262 16.2.3.7) and not by the variable that holds it:
/// `const x_default = { default: () => {} }.default`.
pub(super) fn name_default(item: &mut ModuleItem) {
    let ModuleItem::ModuleDecl(declaration) = item else { return };
    let (span, value) = match declaration {
        ModuleDecl::ExportDefaultExpr(export) if is_anonymous(&export.expr) => (export.span, export.expr.clone()),
        ModuleDecl::ExportDefaultDecl(ExportDefaultDecl { span, decl: DefaultDecl::Class(class) })
            if class.ident.is_none() =>
        {
            (*span, Box::new(Expr::Class(class.clone())))
        }
        _ => return,
    };
    let key = PropName::Ident(IdentName::new("default".into(), DUMMY_SP));
    let props = vec![PropOrSpread::Prop(Box::new(Prop::KeyValue(KeyValueProp { key, value })))];
    let object = Expr::Object(ObjectLit { span: DUMMY_SP, props });
    let expr = Box::new(member(object, "default"));
    *declaration = ModuleDecl::ExportDefaultExpr(ExportDefaultExpr { span, expr });
}

/// `export default function () {}`: a declaration, which cannot be named like an expression.
pub(super) fn is_unnamed_function(item: &ModuleItem) -> bool {
    let ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) = item else { return false };
    matches!(&export.decl, DefaultDecl::Fn(function) if function.ident.is_none())
}

/// A readable name for `export default <expression>` of `src/some-file.tsx`: `some_file_default`.
pub(super) fn default_name(path: &str) -> String {
    let stem = path.rsplit('/').next().unwrap_or(path).split('.').next().unwrap_or("module");
    let mut name: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() || c == '$' { c } else { '_' }).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() {
        name.insert(0, '_');
    }
    name + "_default"
}

/// One declarator a statement, so that each can go on its own.
pub(super) fn split_declarations(body: Vec<ModuleItem>) -> Vec<ModuleItem> {
    let mut result = Vec::with_capacity(body.len());
    for item in body {
        match item {
            ModuleItem::Stmt(Stmt::Decl(Decl::Var(var))) if var.decls.len() > 1 => {
                result.extend(split(*var).map(|var| ModuleItem::Stmt(Stmt::Decl(Decl::Var(Box::new(var))))));
            }
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Var(var), span }))
                if var.decls.len() > 1 =>
            {
                let wrap = |var| ExportDecl { decl: Decl::Var(Box::new(var)), span };
                result.extend(split(*var).map(|var| ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(wrap(var)))));
            }
            other => result.push(other),
        }
    }
    result
}

pub(super) fn split(var: VarDecl) -> impl Iterator<Item = VarDecl> {
    let VarDecl { span, ctxt, kind, declare, decls } = var;
    decls.into_iter().map(move |declarator| VarDecl { span, ctxt, kind, declare, decls: vec![declarator] })
}

/// `a = 1, b = 2;` as two statements: minified CommonJS sets its exports like that. A string on its own would be a
/// directive.
pub(super) fn split_sequences(body: Vec<ModuleItem>) -> Vec<ModuleItem> {
    let is_text = |expr: &Expr| matches!(expr, Expr::Lit(Lit::Str(_)));
    let mut result = Vec::with_capacity(body.len());
    for item in body {
        match item {
            ModuleItem::Stmt(Stmt::Expr(ExprStmt { expr, span })) => match *expr {
                Expr::Seq(sequence) if !sequence.exprs.iter().any(|expr| is_text(expr)) => {
                    let statement = |expr: Box<Expr>| ExprStmt { span: expr.span(), expr };
                    result.extend(sequence.exprs.into_iter().map(|expr| ModuleItem::Stmt(Stmt::Expr(statement(expr)))));
                }
                expr => result.push(ModuleItem::Stmt(Stmt::Expr(ExprStmt { expr: Box::new(expr), span }))),
            },
            other => result.push(other),
        }
    }
    result
}
