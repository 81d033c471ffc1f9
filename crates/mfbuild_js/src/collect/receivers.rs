//! Which exported functions look at `this`, and which members of namespaces are called.
//!
//! Owns ECMA-262 13.3.6 for namespaces: in `ns.f()` the namespace object is `this`, so a function that looks at it sees
//! all exports. Values whose text holds no such function are taken not to look at it, nor is `f.apply(this, arguments)`
//! unless `f` is of the same file; `export const f = lib.f` is left to the linker, which knows what `lib.f` is.

use rustc_hash::FxHashMap;
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::find_pat_ids;
use swc_core::ecma::visit::{Visit, VisitWith};

use super::{Collector, static_chain};
use crate::facts::{MethodCall, SymbolIdx, Use};
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
        let mut values = Values { own: &self.by_id, known: FxHashMap::default(), says_this };
        for item in body {
            values.item(item, default);
        }
        if says_this {
            let changed = changed_names(body, &|id| values.known.contains_key(id));
            values.known.retain(|id, _| !changed.contains(id));
        }
        for symbol in self.facts.exported_symbols() {
            let name = &self.symbols[symbol.0 as usize];
            match values.of(name) {
                ValueOf::Known(false) => {}
                ValueOf::Known(true) => {
                    self.facts.uses_this.insert(symbol);
                }
                ValueOf::Alias(name, names) => {
                    let imported = self.by_id.get(&name).filter(|symbol| self.imported.contains_key(symbol));
                    match imported {
                        Some(imported) if names.is_empty() => {
                            self.facts.aliases.insert(symbol, Use::Symbol(*imported));
                        }
                        Some(imported) => {
                            self.facts.aliases.insert(symbol, Use::Member(*imported, names));
                        }
                        // It is assigned several times, or a global.
                        None if says_this && names.is_empty() => {
                            self.facts.uses_this.insert(symbol);
                        }
                        None => {}
                    }
                }
            }
        }
    }
}

/// The value of a name, as far as the file shows it.
#[derive(Clone)]
enum ValueOf {
    /// Whether it looks at `this`.
    Known(bool),
    /// That of another name, or of a member of it.
    Alias(Id, Vec<String>),
}

struct Values<'a> {
    /// Names of the top level.
    own: &'a FxHashMap<Id, SymbolIdx>,
    known: FxHashMap<Id, ValueOf>,
    /// Functions of the file may look at `this`.
    says_this: bool,
}

impl Values<'_> {
    fn looks(&self, function: &Function) -> bool {
        self.says_this && looks_at_this(function, self.own)
    }

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
                    let value = ValueOf::Known(self.looks(&function.function));
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
                let value = ValueOf::Known(self.looks(&function.function));
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
            Expr::Ident(name) => ValueOf::Alias(name.to_id(), Vec::new()),
            Expr::Member(member) => match static_chain(member) {
                Some((object, names)) => ValueOf::Alias(object.to_id(), names),
                None => ValueOf::Known(self.says_this),
            },
            Expr::Fn(function) => ValueOf::Known(self.looks(&function.function)),
            Expr::Class(_) | Expr::Lit(_) | Expr::Tpl(_) | Expr::Object(_) | Expr::Array(_) => ValueOf::Known(false),
            other => ValueOf::Known(self.may_hold_methods(other)),
        }
    }

    /// Whether the value of an expression may be a function that looks at `this`, or have one as a property.
    fn may_hold_methods(&self, value: &Expr) -> bool {
        let is_elsewhere = matches!(value, Expr::Member(_) | Expr::Ident(_));
        self.says_this && (is_elsewhere || holds_function_with_this(value, self.own))
    }

    /// What a name stands for in the end: names that are assigned several times, and members of values of the file, are
    /// taken to look at `this` if any function of the file does.
    fn of(&self, name: &Id) -> ValueOf {
        let mut at = name;
        for _ in 0..=self.known.len() {
            match self.known.get(at) {
                Some(ValueOf::Alias(next, names)) if names.is_empty() => at = next,
                Some(ValueOf::Alias(next, _)) if self.known.contains_key(next) => {
                    return ValueOf::Known(self.says_this);
                }
                Some(value) => return value.clone(),
                None if at == name => return ValueOf::Known(self.says_this),
                None => return ValueOf::Alias(at.clone(), Vec::new()),
            }
        }
        ValueOf::Known(false)
    }
}

/// Whether a function in the expression looks at its own `this`: one that is a value there, not one deeper inside.
/// Methods of classes and of objects have others for that; those of an object that is taken apart do not.
fn holds_function_with_this(expr: &Expr, own: &FxHashMap<Id, SymbolIdx>) -> bool {
    let mut finder = FunctionFinder { own, found: false };
    match expr {
        Expr::Object(object) => object.visit_children_with(&mut finder),
        other => other.visit_with(&mut finder),
    }
    finder.found
}

struct FunctionFinder<'a> {
    own: &'a FxHashMap<Id, SymbolIdx>,
    found: bool,
}

impl Visit for FunctionFinder<'_> {
    fn visit_function(&mut self, function: &Function) {
        self.found |= looks_at_this(function, self.own);
    }

    fn visit_class(&mut self, _: &Class) {}

    fn visit_object_lit(&mut self, _: &ObjectLit) {}

    /// `(function () { return function () {…} })()`
    fn visit_callee(&mut self, callee: &Callee) {
        match callee {
            Callee::Expr(callee) => match &**callee {
                Expr::Fn(function) => function.function.visit_children_with(self),
                other => other.visit_with(self),
            },
            other => other.visit_children_with(self),
        }
    }
}

/// Whether a function looks at its own `this`. One that only hands it on to a function from elsewhere does not.
fn looks_at_this(function: &Function, own: &FxHashMap<Id, SymbolIdx>) -> bool {
    let mut finder = ThisFinder { own, found: false };
    function.visit_children_with(&mut finder);
    finder.found
}

struct ThisFinder<'a> {
    own: &'a FxHashMap<Id, SymbolIdx>,
    found: bool,
}

impl ThisFinder<'_> {
    /// `f` in `f.apply(this, arguments)`
    fn forwarded<'c>(&self, call: &'c CallExpr) -> Option<&'c Expr> {
        let member = call.callee.as_expr()?.as_member()?;
        let is_forward = member.prop.is_ident_with("apply") || member.prop.is_ident_with("call");
        let is_own = matches!(&*member.obj, Expr::Ident(name) if self.own.contains_key(&name.to_id()));
        let hands_on = call.args.first().is_some_and(|argument| argument.spread.is_none() && argument.expr.is_this());
        (is_forward && hands_on && !is_own && !member.obj.is_fn_expr()).then_some(&*member.obj)
    }
}

impl Visit for ThisFinder<'_> {
    fn visit_this_expr(&mut self, _: &ThisExpr) {
        self.found = true;
    }

    fn visit_call_expr(&mut self, call: &CallExpr) {
        match self.forwarded(call) {
            Some(function) => {
                function.visit_with(self);
                call.args[1..].visit_with(self);
            }
            None => call.visit_children_with(self),
        }
    }

    // These have a `this` of their own.
    fn visit_function(&mut self, _: &Function) {}

    fn visit_getter_prop(&mut self, property: &GetterProp) {
        property.key.visit_with(self);
    }

    fn visit_setter_prop(&mut self, property: &SetterProp) {
        property.key.visit_with(self);
    }

    fn visit_class(&mut self, class: &Class) {
        class.super_class.visit_with(self);
    }
}
