//! Who made the value of a variable: the name of the function whose call initialises it.

use swc_core::ecma::ast::*;

use super::{Collector, static_name};
use crate::facts::ImportedName;

impl Collector<'_> {
    /// Notes who made the value of a variable or of the default export, if a call did.
    pub(super) fn made_by(&mut self, item: &ModuleItem, default: Option<&Id>) {
        let made = match item {
            ModuleItem::Stmt(Stmt::Decl(Decl::Var(var)))
            | ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Var(var), .. })) => {
                let [VarDeclarator { name: Pat::Ident(name), init: Some(init), .. }] = &var.decls[..] else { return };
                Some((name.to_id(), init))
            }
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultExpr(export)) => {
                if let Expr::Ident(ident) = &*export.expr {
                    return self.alias_maker(ident, default);
                }
                default.map(|id| (id.clone(), &export.expr))
            }
            _ => None,
        };
        if let Some((id, init)) = made
            && let Some(maker) = self.maker(init)
        {
            let symbol = self.symbol(&id);
            self.facts.made_by.push((symbol, maker));
        }
    }

    /// `export default plugin` where `plugin` was made by a call before.
    pub(super) fn alias_maker(&mut self, ident: &Ident, default: Option<&Id>) {
        let (Some(source), Some(default)) = (self.by_id.get(&ident.to_id()).copied(), default) else { return };
        let maker = self.facts.made_by.iter().find(|(symbol, _)| *symbol == source).map(|(_, maker)| maker.clone());
        if let Some(maker) = maker {
            let symbol = self.symbol(default);
            self.facts.made_by.push((symbol, maker));
        }
    }

    /// The imported (or else the local) name of the called function, or the method's name.
    pub(super) fn maker(&self, expr: &Expr) -> Option<String> {
        let call = match expr {
            Expr::Call(call) => call,
            Expr::Paren(paren) => return self.maker(&paren.expr),
            _ => return None,
        };
        let Callee::Expr(callee) = &call.callee else { return None };
        match &**callee {
            Expr::Ident(ident) => {
                let symbol = self.by_id.get(&ident.to_id());
                let binding = symbol.and_then(|symbol| self.imported.get(symbol)).map(|at| &self.facts.bindings[*at]);
                match binding.map(|binding| &binding.name) {
                    Some(ImportedName::Named(name)) => Some(name.clone()),
                    _ => Some(ident.sym.to_string()),
                }
            }
            Expr::Member(member) => static_name(&member.prop),
            _ => None,
        }
    }
}
