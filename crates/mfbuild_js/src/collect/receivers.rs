//! Which exported functions look at `this`, and which members of namespaces are called.
//!
//! Owns ECMA-262 13.3.6 for namespaces: in `ns.f()` the namespace object is `this`, so a function that looks at it sees
//! all exports. Values whose text holds no such function are taken not to look at it.

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::find_pat_ids;
use swc_core::ecma::visit::{Visit, VisitWith};

use super::own_exports::mentions_this;
use super::{Collector, static_chain};
use crate::facts::MethodCall;
use crate::purity::changed_names;

impl Collector<'_> {
    /// Notes `binding.a.b()` of an import binding.
    pub(super) fn method_call(&mut self, callee: &Expr) {
        if let Expr::Member(member) = callee
            && let Some((object, names)) = static_chain(member)
            && let Some(symbol) = self.imported_symbol(object)
        {
            let call = MethodCall { symbol, names };
            if !self.current.method_calls.contains(&call) {
                self.current.method_calls.push(call);
            }
        }
    }

    /// Notes the functions that look at `this`. Files that say `this` nowhere have none but those that they get elsewhere.
    pub(super) fn functions_with_this(&mut self, body: &[ModuleItem], default: Option<&Id>) {
        let says_this = self.source.text.contains("this") || self.facts.has_eval;
        let mut values = Values { known: FxHashMap::default(), says_this };
        for item in body {
            values.item(item, default);
        }
        if says_this {
            let changed = changed_names(body, &|id| values.known.contains_key(id));
            values.known.retain(|id, _| !changed.contains(id));
        }
        let exported = self.facts.exported_symbols();
        let is_imported = |id: &Id| self.by_id.get(id).is_some_and(|symbol| self.imported.contains_key(symbol));
        let looks = exported.iter().filter(|symbol| {
            let name = &self.symbols[symbol.0 as usize];
            values.looks_at_this(name, &is_imported, &mut FxHashSet::default())
        });
        let looks: FxHashSet<_> = looks.copied().collect();
        self.facts.uses_this = looks;
    }
}

/// What is known of the value of a name.
enum ValueOf {
    /// Whether it looks at `this`.
    Known(bool),
    /// That of another name.
    Alias(Id),
}

struct Values {
    known: FxHashMap<Id, ValueOf>,
    /// Functions of the file may look at `this`.
    says_this: bool,
}

impl Values {
    fn item(&mut self, item: &ModuleItem, default: Option<&Id>) {
        match item {
            ModuleItem::Stmt(Stmt::Decl(decl))
            | ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl, .. })) => self.declaration(decl),
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultExpr(export)) => {
                let value = self.value(&export.expr);
                self.known.extend(default.cloned().map(|name| (name, value)));
            }
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => match &export.decl {
                DefaultDecl::Fn(function) => {
                    let name = function.ident.as_ref().map(Ident::to_id).or_else(|| default.cloned());
                    let value = ValueOf::Known(self.says_this && mentions_this(&function.function));
                    self.known.extend(name.map(|name| (name, value)));
                }
                DefaultDecl::Class(class) => {
                    let name = class.ident.as_ref().map(Ident::to_id).or_else(|| default.cloned());
                    self.known.extend(name.map(|name| (name, ValueOf::Known(false))));
                }
                DefaultDecl::TsInterfaceDecl(_) => {}
            },
            _ => {}
        }
    }

    fn declaration(&mut self, decl: &Decl) {
        match decl {
            Decl::Fn(function) => {
                let value = ValueOf::Known(self.says_this && mentions_this(&function.function));
                self.known.insert(function.ident.to_id(), value);
            }
            Decl::Class(class) => {
                self.known.insert(class.ident.to_id(), ValueOf::Known(false));
            }
            Decl::Var(var) => {
                for declarator in &var.decls {
                    let value = || declarator.init.as_deref().map(|init| self.value(init));
                    match &declarator.name {
                        Pat::Ident(name) => {
                            let value = value().unwrap_or(ValueOf::Known(false));
                            self.known.insert(name.to_id(), value);
                        }
                        // `const { f } = object`
                        pattern => {
                            let looks = declarator.init.as_deref().is_some_and(|init| self.may_hold_methods(init));
                            let names: Vec<Id> = find_pat_ids(pattern);
                            self.known.extend(names.into_iter().map(|name| (name, ValueOf::Known(looks))));
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn value(&self, value: &Expr) -> ValueOf {
        match value {
            Expr::Ident(name) => ValueOf::Alias(name.to_id()),
            Expr::Fn(function) => ValueOf::Known(self.says_this && mentions_this(&function.function)),
            Expr::Class(_) | Expr::Lit(_) | Expr::Tpl(_) | Expr::Object(_) | Expr::Array(_) => ValueOf::Known(false),
            other => ValueOf::Known(self.may_hold_methods(other)),
        }
    }

    /// Whether the value of an expression may be a function that looks at `this`, or have one as a property.
    fn may_hold_methods(&self, value: &Expr) -> bool {
        match value {
            Expr::Member(_) | Expr::Ident(_) => true,
            _ => self.says_this && holds_function_with_this(value),
        }
    }

    /// `seen`: names on the way here.
    fn looks_at_this(&self, name: &Id, is_imported: &dyn Fn(&Id) -> bool, seen: &mut FxHashSet<Id>) -> bool {
        match self.known.get(name) {
            Some(ValueOf::Known(looks)) => *looks,
            Some(ValueOf::Alias(other)) if seen.insert(name.clone()) => self.looks_at_this(other, is_imported, seen),
            Some(ValueOf::Alias(_)) => false,
            // It is assigned several times, or comes from elsewhere.
            None => self.says_this || is_imported(name),
        }
    }
}

/// Whether a function in the expression looks at its own `this`. Methods of classes have instances for that.
fn holds_function_with_this(expr: &Expr) -> bool {
    struct FunctionFinder(bool);
    impl Visit for FunctionFinder {
        fn visit_function(&mut self, function: &Function) {
            self.0 |= mentions_this(function);
            function.visit_children_with(self);
        }
        fn visit_class(&mut self, _: &Class) {}
    }
    let mut finder = FunctionFinder(false);
    expr.visit_with(&mut finder);
    finder.0
}
