//! Values of top-level constants that can stand in their place in other modules.

use swc_core::ecma::ast::*;

use super::{Collector, static_chain};
use crate::facts::{Constant, Use};

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
            && let Some(value) = literal(init, LONGEST_TEXT)
        {
            let symbol = self.symbol(&name.to_id());
            self.facts.constants.insert(symbol, value);
        }
    }

    /// Notes what loses a property or gets one.
    pub(super) fn written(&mut self, target: &Expr) {
        if let Expr::Member(member) = target {
            self.written_object(member);
        }
    }

    /// The same for a target that is a property.
    pub(super) fn written_object(&mut self, target: &MemberExpr) {
        let (object, names) = match &*target.obj {
            Expr::Ident(object) => (object, Vec::new()),
            Expr::Member(member) => match static_chain(member) {
                Some(chain) => chain,
                None => return,
            },
            _ => return,
        };
        if let Some(symbol) = self.imported_symbol(object) {
            self.facts.written.push(if names.is_empty() { Use::Symbol(symbol) } else { Use::Member(symbol, names) });
        }
    }
}

/// The value of a literal; texts may have that many bytes.
pub(super) fn literal(expr: &Expr, longest_text: usize) -> Option<Constant> {
    match expr {
        Expr::Lit(Lit::Num(number)) => Some(Constant::Number(number.value.to_bits())),
        Expr::Lit(Lit::Bool(boolean)) => Some(Constant::Bool(boolean.value)),
        Expr::Lit(Lit::Null(_)) => Some(Constant::Null),
        Expr::Lit(Lit::Str(text)) => {
            let text = text.value.as_str().filter(|text| text.len() <= longest_text && !text.starts_with("use "))?;
            Some(Constant::Text(text.to_string()))
        }
        Expr::Unary(UnaryExpr { op: UnaryOp::Minus, arg, .. }) => match &**arg {
            Expr::Lit(Lit::Num(number)) => Some(Constant::Number((-number.value).to_bits())),
            _ => None,
        },
        Expr::Paren(paren) => literal(&paren.expr, longest_text),
        _ => None,
    }
}
