//! Values of top-level constants that can stand in their place in other modules.

use swc_core::ecma::ast::*;

use super::Collector;
use crate::facts::Constant;

/// A longer text costs more in each place than a name.
const LONGEST_TEXT: usize = 8;

impl Collector<'_> {
    /// Notes `const NAME = literal`.
    pub(super) fn constant(&mut self, item: &ModuleItem) {
        let (ModuleItem::Stmt(Stmt::Decl(Decl::Var(var)))
        | ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Var(var), .. }))) = item
        else {
            return;
        };
        if let VarDeclKind::Const = var.kind
            && let [VarDeclarator { name: Pat::Ident(name), init: Some(init), .. }] = &var.decls[..]
            && let Some(value) = literal(init)
        {
            let symbol = self.symbol(&name.to_id());
            self.facts.constants.insert(symbol, value);
        }
    }
}

fn literal(expr: &Expr) -> Option<Constant> {
    match expr {
        Expr::Lit(Lit::Num(number)) => Some(Constant::Number(number.value.to_bits())),
        Expr::Lit(Lit::Bool(boolean)) => Some(Constant::Bool(boolean.value)),
        Expr::Lit(Lit::Null(_)) => Some(Constant::Null),
        Expr::Lit(Lit::Str(text)) => {
            let text = text.value.as_str().filter(|text| text.len() <= LONGEST_TEXT && !text.starts_with("use "))?;
            Some(Constant::Text(text.to_string()))
        }
        Expr::Unary(UnaryExpr { op: UnaryOp::Minus, arg, .. }) => match &**arg {
            Expr::Lit(Lit::Num(number)) => Some(Constant::Number((-number.value).to_bits())),
            _ => None,
        },
        Expr::Paren(paren) => literal(&paren.expr),
        _ => None,
    }
}
