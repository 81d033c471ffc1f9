//! The elements of a class whose decorators are lowered: methods, fields and accessors.
//!
//! Owns what each kind becomes, and what the helper is told of it (`class.rs` calls the helper).

use swc_core::common::DUMMY_SP;
use swc_core::ecma::ast::*;

use super::super::assign;
use super::super::nodes::*;
use super::super::standard::{field_value, sequence, statement};
use super::{Decorators, Lowering};
use crate::rewrite::{call, member, number, string};

impl Lowering<'_> {
    /// The initializers of methods, getters and setters run before all fields.
    pub(super) fn method_runs(&mut self, class: &Class) {
        let has_decorated = |of_statics: bool| {
            class.body.iter().any(|member| match member {
                ClassMember::Method(method) => {
                    method.is_static == of_statics
                        && has_body(&method.function)
                        && !method.function.decorators.is_empty()
                }
                ClassMember::PrivateMethod(method) => {
                    method.is_static == of_statics && !method.function.decorators.is_empty()
                }
                _ => false,
            })
        };
        if has_decorated(false) {
            let run = self.variable("_initProto");
            self.behind.push(call(Expr::Ident(run.clone()), vec![this()]));
            self.runs.push((run, false));
        }
        if has_decorated(true) {
            let run = self.variable("_initStatic");
            self.runs.push((run, true));
        }
    }

    pub(super) fn members(&mut self, class: &mut Class) {
        let mut members = Vec::with_capacity(class.body.len() + 2);
        for member in std::mem::take(&mut class.body) {
            match member {
                ClassMember::Method(method) if has_body(&method.function) => {
                    self.last_key = Some(members.len());
                    members.push(ClassMember::Method(self.method(method)));
                }
                ClassMember::PrivateMethod(method) if !method.function.decorators.is_empty() => {
                    self.private_method(method, &mut members);
                }
                ClassMember::ClassProp(field) if !field.declare && !field.is_abstract => {
                    self.field(field, &mut members);
                }
                ClassMember::PrivateProp(field) => self.private_field(field, &mut members),
                ClassMember::AutoAccessor(accessor) if !accessor.is_abstract => self.accessor(accessor, &mut members),
                other => members.push(other),
            }
        }
        if !self.behind.is_empty() {
            let value = Some(Box::new(sequence(std::mem::take(&mut self.behind))));
            let key = self.private_names.add("_init");
            members.push(ClassMember::PrivateProp(PrivateProp { key, value, ..Default::default() }));
        }
        class.body = members;
    }

    fn method(&mut self, mut method: ClassMethod) -> ClassMethod {
        let decorators = std::mem::take(&mut method.function.decorators);
        if decorators.is_empty() {
            self.key(&mut method.key, false);
            return method;
        }
        let decorators = self.decorators(decorators, "_dec");
        let name = self.key(&mut method.key, true);
        self.element(decorators, method_kind(method.kind), method.is_static, name, Vec::new());
        method
    }

    /// `@d #m() {…}` → `get #m() { return _call_m }`; the helper gets the function. One that uses `super` has to be a method of
    /// the class: it is one under a symbol until the static block takes it.
    fn private_method(&mut self, mut method: PrivateMethod, members: &mut Vec<ClassMember>) {
        let decorators = std::mem::take(&mut method.function.decorators);
        let decorators = self.decorators(decorators, "_dec");
        let name = method.key.name.clone();
        let own = self.variable(&format!("_call_{name}"));
        let (kind, is_static) = (method.kind, method.is_static);
        let called = |args| Stmt::Return(ReturnStmt { span: DUMMY_SP, arg: Some(Box::new(args)) });
        let (replaced_kind, param, body) = match kind {
            MethodKind::Method => (MethodKind::Getter, None, called(Expr::Ident(own.clone()))),
            MethodKind::Getter => (kind, None, called(call(Expr::Ident(own.clone()), vec![this()]))),
            MethodKind::Setter => {
                let value = local("value");
                let args = vec![this(), Expr::Ident(value.clone())];
                (kind, Some(value), statement(call(Expr::Ident(own.clone()), args)))
            }
        };
        let function = function(param, vec![body]);
        let original = std::mem::replace(&mut *method.function, function);
        let value = if uses_super(&original) {
            self.taken_method(original, is_static, members)
        } else {
            method_of_object(original, &name)
        };
        self.results[usize::from(!is_static)].push(own);
        self.keep_brand(&method.key, is_static);
        self.element(decorators, method_kind(kind), is_static, string(&name), vec![value]);
        members.push(ClassMember::PrivateMethod(PrivateMethod { kind: replaced_kind, ..method }));
    }

    /// Adds a method under a new symbol, and returns what takes it away again.
    fn taken_method(&mut self, original: Function, is_static: bool, members: &mut Vec<ClassMember>) -> Expr {
        let symbol = self.variable("_symbol");
        let created = call(Expr::Ident(self.free("Symbol")), Vec::new());
        self.pending.push(assign(symbol.clone(), created));
        let mut key = computed(Expr::Ident(symbol.clone()));
        self.key(&mut key, false);
        self.last_key = Some(members.len());
        let kind = MethodKind::Method;
        let function = Box::new(original);
        members.push(ClassMember::Method(ClassMethod { key, function, kind, is_static, ..Default::default() }));
        let home = || if is_static { this() } else { member(this(), "prototype") };
        let found = local("method");
        let at_symbol = || computed_member(home(), Expr::Ident(symbol.clone()));
        let removed = deleted(at_symbol());
        // `((method) => (delete this.prototype[_symbol], method))(this.prototype[_symbol])`
        let body = sequence(vec![removed, Expr::Ident(found.clone())]);
        call(arrow(vec![found], body), vec![at_symbol()])
    }

    fn field(&mut self, mut field: ClassProp, members: &mut Vec<ClassMember>) {
        let decorators = std::mem::take(&mut field.decorators);
        let name = literal(&field.key).and_then(|key| key_text(&key));
        let is_static = field.is_static;
        if decorators.is_empty() {
            let key = self.field_key(&mut field.key, is_static && self.mover.is_some(), members.len());
            if !is_static {
                self.run_first(&mut field.value, name.as_deref());
            }
            members.push(ClassMember::ClassProp(field));
            return self.move_field(key, is_static, members);
        }
        let decorators = self.decorators(decorators, "_dec");
        let key = self.field_key(&mut field.key, true, members.len());
        let value = field.value.take().map(|value| field_value(name.as_deref(), *value));
        let (value, behind) = self.initialized(value, name.as_deref().unwrap_or("field"), is_static, false);
        field.value = Some(Box::new(value));
        if !is_static {
            self.run_first(&mut field.value, None);
        }
        self.element(decorators, kind::FIELD, is_static, key.clone(), Vec::new());
        members.push(ClassMember::ClassProp(field));
        self.move_field(key, is_static, members);
        self.run_behind(behind, is_static, members);
    }

    /// The key of the field that becomes the member at an index.
    fn field_key(&mut self, key: &mut PropName, is_asked: bool, at: usize) -> Expr {
        match literal(key) {
            Some(value) if self.assigns_fields => value,
            _ => {
                self.last_key = Some(at);
                self.key(key, is_asked)
            }
        }
    }

    fn move_field(&mut self, key: Expr, is_static: bool, members: &mut Vec<ClassMember>) {
        if let Some(mover) = self.mover.as_ref().filter(|_| is_static) {
            members.push(static_block(vec![statement(call(Expr::Ident(mover.clone()), vec![key]))]));
        }
    }

    fn private_field(&mut self, mut field: PrivateProp, members: &mut Vec<ClassMember>) {
        let decorators = std::mem::take(&mut field.decorators);
        let name = format!("#{}", field.key.name);
        let is_static = field.is_static;
        if decorators.is_empty() {
            if !is_static {
                self.run_first(&mut field.value, Some(&name));
            }
            return members.push(ClassMember::PrivateProp(field));
        }
        let decorators = self.decorators(decorators, "_dec");
        let value = field.value.take().map(|value| field_value(Some(&name), *value));
        let (value, behind) = self.initialized(value, &field.key.name, is_static, false);
        field.value = Some(Box::new(value));
        if !is_static {
            self.run_first(&mut field.value, None);
        }
        self.keep_brand(&field.key, is_static);
        let access = access(&field.key);
        self.element(decorators, kind::FIELD, is_static, string(&field.key.name), access);
        members.push(ClassMember::PrivateProp(field));
        self.run_behind(behind, is_static, members);
    }

    /// `accessor x = 1` → `#x_storage = 1; get x() { return this.#x_storage } set x(value) {…}`.
    fn accessor(&mut self, mut accessor: AutoAccessor, members: &mut Vec<ClassMember>) {
        let decorators = std::mem::take(&mut accessor.decorators);
        let is_static = accessor.is_static;
        let is_private = accessor.key.is_private();
        let text = match &accessor.key {
            Key::Private(key) => Some(format!("#{}", key.name)),
            Key::Public(key) => literal(key).and_then(|key| key_text(&key)),
        };
        let label = text.as_deref().map_or("accessor", |text| text.trim_start_matches('#')).to_owned();
        let storage = self.private_names.add(&format!("{}_storage", variable_name(&label)));
        let is_decorated = !decorators.is_empty();
        let decorators = is_decorated.then(|| self.decorators(decorators, "_dec"));
        let (key, name) = match accessor.key {
            Key::Private(key) => {
                let name = string(&key.name);
                (Key::Private(key), name)
            }
            Key::Public(mut key) => {
                let name = self.key(&mut key, true);
                (Key::Public(key), name)
            }
        };
        let mut value = accessor.value.take().map(|value| field_value(text.as_deref(), *value));
        let mut behind = None;
        let mut through = None;
        if let Some(decorators) = decorators {
            let results = is_private.then(|| (self.variable("_get"), self.variable("_set")));
            let (initialized, run) = self.initialized_accessor(value.take(), &label, is_static, results.as_ref());
            (value, behind) = (Some(initialized), Some(run));
            let access = if is_private { access(&storage) } else { Vec::new() };
            if let Key::Private(key) = &key {
                self.keep_brand(key, is_static);
            }
            self.element(decorators, kind::ACCESSOR, is_static, name.clone(), access);
            through = results;
        }
        let mut value = value.map(Box::new);
        if !is_static {
            self.run_first(&mut value, None);
        }
        let field = PrivateProp { key: storage.clone(), value, is_static, ..Default::default() };
        members.push(ClassMember::PrivateProp(field));
        if !is_private {
            self.last_key = Some(members.len());
        }
        members.extend(self.accessor_methods(key, name, &storage, is_static, through));
        if let Some(behind) = behind {
            self.run_behind(behind, is_static, members);
        }
    }

    /// Getter and setter. Private ones that are decorated go `through` what the helper gives.
    fn accessor_methods(
        &mut self,
        key: Key,
        name: Expr,
        storage: &PrivateName,
        is_static: bool,
        through: Option<(Ident, Ident)>,
    ) -> [ClassMember; 2] {
        // A static accessor is that of its class, as in TypeScript, when it is read by a class that extends it.
        let object = match is_static && key.is_public() {
            true => Expr::Ident(self.static_ref()),
            false => this(),
        };
        let stored = private_member(object, storage);
        let value = local("value");
        let receiver = || if is_static { Vec::new() } else { vec![this()] };
        let (read, written) = match through {
            Some((get, set)) => {
                let args = receiver().into_iter().chain([Expr::Ident(value.clone())]).collect();
                (call(Expr::Ident(get), receiver()), call(Expr::Ident(set), args))
            }
            None => (stored.clone(), assign_member(stored, Expr::Ident(value.clone()))),
        };
        let read = function(None, vec![Stmt::Return(ReturnStmt { span: DUMMY_SP, arg: Some(Box::new(read)) })]);
        let write = function(Some(value), vec![statement(written)]);
        match key {
            Key::Private(key) => [(MethodKind::Getter, read), (MethodKind::Setter, write)].map(|(kind, function)| {
                let (key, function) = (key.clone(), Box::new(function));
                ClassMember::PrivateMethod(PrivateMethod { key, function, kind, is_static, ..Default::default() })
            }),
            Key::Public(key) => {
                let again = match &key {
                    PropName::Computed(_) => computed(name),
                    key => key.clone(),
                };
                let method = |key, kind, function| {
                    let function = Box::new(function);
                    ClassMember::Method(ClassMethod { key, function, kind, is_static, ..Default::default() })
                };
                [method(key, MethodKind::Getter, read), method(again, MethodKind::Setter, write)]
            }
        }
    }

    /// The value of a decorated field, and what runs behind it.
    fn initialized(&mut self, value: Option<Expr>, name: &str, is_static: bool, is_accessor: bool) -> (Expr, Expr) {
        let name = variable_name(name.trim_start_matches('#'));
        let init = self.variable(&format!("_init_{name}"));
        let extra = self.variable(&format!("_extra_{name}"));
        let group = usize::from(!is_static) + if is_accessor { 0 } else { 2 };
        self.results[group].extend([init.clone(), extra.clone()]);
        initializers(init, extra, value, is_static)
    }

    /// The same of an accessor; those of private ones are read and written through two more functions.
    fn initialized_accessor(
        &mut self,
        value: Option<Expr>,
        name: &str,
        is_static: bool,
        through: Option<&(Ident, Ident)>,
    ) -> (Expr, Expr) {
        let Some((get, set)) = through else { return self.initialized(value, name, is_static, true) };
        let name = variable_name(name);
        let init = self.variable(&format!("_init_{name}"));
        let extra = self.variable(&format!("_extra_{name}"));
        self.results[usize::from(!is_static)].extend([init.clone(), get.clone(), set.clone(), extra.clone()]);
        initializers(init, extra, value, is_static)
    }

    /// Puts initializers in front of the value of an instance field.
    fn run_first(&mut self, value: &mut Option<Box<Expr>>, name: Option<&str>) {
        if self.behind.is_empty() {
            return;
        }
        let own = value.take().map_or_else(undefined, |value| field_value(name, *value));
        let exprs = std::mem::take(&mut self.behind).into_iter().chain([own]).collect();
        *value = Some(Box::new(sequence(exprs)));
    }

    fn run_behind(&mut self, behind: Expr, is_static: bool, members: &mut Vec<ClassMember>) {
        match is_static {
            true => members.push(static_block(vec![statement(behind)])),
            false => self.behind.push(behind),
        }
    }

    fn keep_brand(&mut self, key: &PrivateName, is_static: bool) {
        if !is_static && self.brand.is_none() {
            self.brand = Some(key.clone());
        }
    }

    /// One element of the helper's third argument.
    fn element(&mut self, decorators: Decorators, kind: u32, is_static: bool, name: Expr, access: Vec<Expr>) {
        let kind = kind | decorators.flags | if is_static { kind::STATIC } else { 0 };
        let parts = [decorators.value, number(kind), name].into_iter().chain(access).collect();
        self.decorators.push(array(parts));
    }
}
