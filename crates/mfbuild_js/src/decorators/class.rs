//! One class without its decorators: they are evaluated where they stood, and applied by a static block.
//!
//! Owns what becomes of heritage, keys and elements (proposal "Decorators", ClassDefinitionEvaluation). Decorators and
//! computed keys are evaluated in the computed key of their element, or of the next one that has a key:
//! `@d() #a = 1; @e() b() {}` → `#a = …; [(_aDecs = d(), _bDecs = e(), "b")]() {}`. A static block in front of all other
//! static elements applies them by swc's helper `_apply_decs_2311`, which gives the functions that fields call:
//! `f = _init_f(this, 1)`. Initializers that run behind a field or in front of all fields are added to the value of the next
//! field, or of a private one that is added.

mod elements;

use swc_core::common::{DUMMY_SP, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::transforms::base::enable_helper;

use super::nodes::*;
use super::self_references::{refer_to_decorated, replace_static_this};
use super::standard::{PrivateNames, sequence, statement};
use super::{assign, is_decorated};
use crate::rewrite::{call, member, number, string};

/// A class that is lowered.
pub(super) struct Lowered {
    /// Variables that are declared outside of the class, without a value.
    pub(super) variables: Vec<Ident>,
    /// Evaluates the decorators of the class itself, before the class.
    pub(super) class_decorators: Option<Expr>,
    /// The variable that holds the decorated class, if the class itself has decorators.
    pub(super) result: Option<Ident>,
}

/// Facts about the file of a class.
#[derive(Clone, Copy)]
pub(super) struct Options {
    /// The context of globals.
    pub(super) free: SyntaxContext,
    /// `useDefineForClassFields` is off.
    pub(super) assigns_fields: bool,
}

/// Lowers the decorators and `accessor` fields of a class. `None`: it has neither.
///
/// `ident` is the name that the class has inside of itself. `private_names` are all of the program, and get those that are
/// added.
pub(super) fn lower_class(
    class: &mut Class,
    ident: Option<&Ident>,
    private_names: &mut PrivateNames,
    options: Options,
) -> Option<Lowered> {
    let decorated = is_decorated(class);
    if !decorated && !class.body.iter().any(ClassMember::is_auto_accessor) {
        return None;
    }
    let mut lowering = Lowering {
        variables: Vec::new(),
        is_inert: is_inert(class, ident),
        pending: Vec::new(),
        behind: Vec::new(),
        decorators: Vec::new(),
        results: Default::default(),
        runs: Vec::new(),
        brand: None,
        last_key: None,
        static_ref: ident.cloned(),
        mover: None,
        assigns_fields: options.assigns_fields,
        private_names,
        free: options.free,
    };
    Some(lowering.class(class, ident, decorated))
}

/// Whether it makes no difference when decorators, heritage and keys are evaluated: names and literals.
fn is_inert(class: &Class, ident: Option<&Ident>) -> bool {
    let is_name = |expr: &Expr| expr.as_ident().is_some_and(|name| ident.is_none_or(|own| own.to_id() != name.to_id()));
    let is_literal = |key: &PropName| match key {
        PropName::Computed(key) => key.expr.is_lit(),
        _ => true,
    };
    class.super_class.as_deref().is_none_or(is_name)
        && class.decorators.iter().all(|decorator| is_name(&decorator.expr))
        && class.body.iter().all(|member| {
            let (key, decorators) = match member {
                ClassMember::Method(method) => (Some(&method.key), &method.function.decorators),
                ClassMember::PrivateMethod(method) => (None, &method.function.decorators),
                ClassMember::ClassProp(field) => (Some(&field.key), &field.decorators),
                ClassMember::PrivateProp(field) => (None, &field.decorators),
                ClassMember::AutoAccessor(accessor) => (accessor.key.as_public(), &accessor.decorators),
                _ => return true,
            };
            key.is_none_or(is_literal) && decorators.iter().all(|decorator| is_name(&decorator.expr))
        })
}

struct Lowering<'names> {
    variables: Vec<Ident>,
    /// Decorators, keys and heritage may be evaluated anywhere.
    is_inert: bool,
    /// Decorators that the next key evaluates in front of itself.
    pending: Vec<Expr>,
    /// Initializers that the next instance field runs in front of its own value.
    behind: Vec<Expr>,
    /// Third argument of the helper.
    decorators: Vec<Expr>,
    /// Results of the helper: for static elements, instance elements, static fields, instance fields.
    results: [Vec<Ident>; 4],
    /// Its last results: the initializers of methods, and whether they are static.
    runs: Vec<(Ident, bool)>,
    /// A private name of the instances, by which the helper knows them.
    brand: Option<PrivateName>,
    /// Index of the last member with a key.
    last_key: Option<usize>,
    /// The class as static accessors name it.
    static_ref: Option<Ident>,
    /// The function that moves a static field to the class that the decorators of the class return.
    mover: Option<Ident>,
    /// Fields may become assignments: literal keys of fields evaluate nothing.
    assigns_fields: bool,
    private_names: &'names mut PrivateNames,
    free: SyntaxContext,
}

/// An element's decorators as the helper takes them.
struct Decorators {
    value: Expr,
    flags: u32,
}

impl Lowering<'_> {
    fn class(&mut self, class: &mut Class, ident: Option<&Ident>, decorated: bool) -> Lowered {
        let class_decorators = std::mem::take(&mut class.decorators);
        let result = (!class_decorators.is_empty()).then(|| {
            let name = ident.map_or("class", |ident| &*ident.sym);
            let init_class = self.variable("_initClass");
            (self.variable(&format!("_{name}")), init_class)
        });
        if let (Some((result, init_class)), Some(own)) = (&result, ident) {
            refer_to_decorated(class, &own.to_id(), result, init_class);
        }
        let is_evaluated = !class_decorators.is_empty() && !self.is_inert;
        let own = self.decorators(class_decorators, "_classDecs");
        let before = is_evaluated.then(|| sequence(std::mem::take(&mut self.pending)));
        let parent = class.super_class.as_mut().filter(|_| decorated).map(|heritage| {
            let parent = self.variable("_super");
            let value = std::mem::take(&mut **heritage);
            **heritage = assign(parent.clone(), value);
            parent
        });
        let has_static_fields =
            class.body.iter().any(|member| matches!(member, ClassMember::ClassProp(field) if field.is_static));
        if result.is_some() && has_static_fields {
            self.mover = Some(self.variable("_move"));
        }
        self.method_runs(class);
        self.members(class);
        if let Some((result, _)) = &result {
            replace_static_this(class, result);
        }
        let mut first: Vec<Stmt> = self.evaluate_rest(class).into_iter().collect();
        if let Some(name) = self.static_ref.take().filter(|_| ident.is_none()) {
            first.push(statement(assign(name, this())));
        }
        if decorated {
            self.apply(own, result.as_ref(), parent, &mut first);
        }
        if let (Some(mover), Some((result, _))) = (self.mover.take(), &result) {
            first.push(statement(assign(mover, self.moving(result))));
        }
        if let Some((_, init_class)) = &result {
            class.body.push(static_block(vec![statement(call(Expr::Ident(init_class.clone()), Vec::new()))]));
        }
        if !first.is_empty() {
            class.body.insert(0, static_block(first));
        }
        let variables = std::mem::take(&mut self.variables);
        Lowered { variables, class_decorators: before, result: result.map(|(result, _)| result) }
    }

    fn variable(&mut self, name: &str) -> Ident {
        let ident = local(name);
        self.variables.push(ident.clone());
        ident
    }

    fn static_ref(&mut self) -> Ident {
        if let Some(name) = &self.static_ref {
            return name.clone();
        }
        let name = self.variable("_class");
        self.static_ref = Some(name.clone());
        name
    }

    /// Decorators as a value, which is evaluated before the next key. `@o.d` is called with `o` as `this`.
    fn decorators(&mut self, decorators: Vec<Decorator>, name: &str) -> Decorators {
        let mut exprs: Vec<Expr> = decorators.into_iter().map(|decorator| without_types(*decorator.expr)).collect();
        let has_this = exprs.iter_mut().any(|expr| expr.is_super_prop() || receiver(expr).is_some());
        let count = exprs.len();
        let mut values = Vec::new();
        for mut expr in exprs {
            if has_this {
                values.push(self.decorator_this(&mut expr));
            }
            values.push(expr);
        }
        let flags = if has_this { kind::HAS_THIS } else { 0 };
        let value = if count == 1 && !has_this && name != "_classDecs" { values.remove(0) } else { array(values) };
        if count == 0 || self.is_inert {
            return Decorators { value, flags };
        }
        let variable = self.variable(name);
        self.pending.push(assign(variable.clone(), value));
        Decorators { value: Expr::Ident(variable), flags }
    }

    /// The `this` that a decorator is called with; `expr` then reads its property from a variable.
    fn decorator_this(&mut self, expr: &mut Expr) -> Expr {
        if expr.is_super_prop() {
            return this();
        }
        let Some(object) = receiver(expr) else { return undefined() };
        if object.is_this() {
            return this();
        }
        let variable = self.variable("_decThis");
        let value = std::mem::replace(object, Expr::Ident(variable.clone()));
        assign(variable, value)
    }

    /// Lets a key evaluate the pending decorators in front of itself. Returns the key as the helper takes it if it is asked
    /// for; else only literals are returned.
    fn key(&mut self, key: &mut PropName, is_asked: bool) -> Expr {
        let pending = std::mem::take(&mut self.pending);
        let (value, name) = match literal(key) {
            Some(value) if pending.is_empty() => return value,
            Some(value) => (value.clone(), value),
            None => {
                let PropName::Computed(computed) = key else { unreachable!("other keys are literals") };
                let value = std::mem::take(&mut *computed.expr);
                if is_asked {
                    let variable = self.variable("_key");
                    (assign(variable.clone(), to_property_key(value)), Expr::Ident(variable))
                } else {
                    (value, undefined())
                }
            }
        };
        *key = computed(sequence(pending.into_iter().chain([value]).collect()));
        name
    }

    /// Evaluates the decorators that stand behind the last key: there, or by a method that the returned statement deletes.
    fn evaluate_rest(&mut self, class: &mut Class) -> Option<Stmt> {
        if self.pending.is_empty() {
            return None;
        }
        let pending = std::mem::take(&mut self.pending);
        let last = self.last_key.and_then(|at| class.body.get_mut(at)).and_then(|member| match member {
            ClassMember::Method(method) => Some(&mut method.key),
            ClassMember::ClassProp(field) => Some(&mut field.key),
            _ => None,
        });
        let Some(key) = last else {
            let key = computed(sequence(pending.into_iter().chain([string(PASSING)]).collect()));
            let (function, kind) = (Box::new(function(None, Vec::new())), MethodKind::Method);
            let method = ClassMethod { key, function, kind, is_static: true, ..Default::default() };
            class.body.push(ClassMember::Method(method));
            return Some(statement(deleted(member(this(), PASSING))));
        };
        let exprs = match literal(key) {
            Some(value) => pending.into_iter().chain([value]).collect(),
            None => {
                let PropName::Computed(own) = &mut *key else { unreachable!("other keys are literals") };
                let value = std::mem::take(&mut *own.expr);
                let variable = self.variable("_key");
                let first = assign(variable.clone(), to_property_key(value));
                [first].into_iter().chain(pending).chain([Expr::Ident(variable)]).collect()
            }
        };
        *key = computed(sequence(exprs));
        None
    }

    /// The statements that apply all decorators.
    fn apply(
        &mut self,
        own: Decorators,
        result: Option<&(Ident, Ident)>,
        parent: Option<Ident>,
        stmts: &mut Vec<Stmt>,
    ) {
        let mark = enable_helper!(apply_decs_2311);
        let context = SyntaxContext::empty().apply_mark(mark);
        let helper = Expr::Ident(Ident::new("_apply_decs_2311".into(), DUMMY_SP, context));
        let brand = self.brand.take().map(|brand| {
            let instance = local("o");
            let name = Expr::PrivateName(brand);
            let found = binary(BinaryOp::In, name, Expr::Ident(instance.clone()));
            arrow(vec![instance], found)
        });
        let mut args = vec![this(), own.value, array(std::mem::take(&mut self.decorators))];
        if own.flags != 0 || brand.is_some() || parent.is_some() {
            args.push(number(u32::from(own.flags != 0)));
        }
        if brand.is_some() || parent.is_some() {
            args.push(brand.unwrap_or_else(undefined));
        }
        // `extends null` has no metadata to inherit.
        let parent = parent.map(|parent| binary(BinaryOp::NullishCoalescing, Expr::Ident(parent), undefined()));
        args.extend(parent);
        let runs: Vec<Ident> = self.runs.iter().map(|(run, _)| run.clone()).collect();
        let elements = pattern(std::mem::take(&mut self.results).into_iter().flatten().chain(runs));
        let applied = call(helper, args);
        stmts.push(statement(match result {
            None => assign_pattern(elements, member(applied, "e")),
            Some((result, init_class)) => {
                let class = pattern([result.clone(), init_class.clone()].into_iter());
                let props = [("e", elements), ("c", class)].map(|(key, value)| {
                    let key = PropName::Ident(IdentName::new(key.into(), DUMMY_SP));
                    ObjectPatProp::KeyValue(KeyValuePatProp { key, value: Box::new(Pat::Array(value)) })
                });
                let object = ObjectPat { span: DUMMY_SP, props: props.into(), optional: false, type_ann: None };
                Expr::Assign(AssignExpr {
                    span: DUMMY_SP,
                    op: AssignOp::Assign,
                    left: AssignTarget::Pat(AssignTargetPat::Object(object)),
                    right: Box::new(applied),
                })
            }
        }));
        if let Some((run, _)) = self.runs.iter().find(|(_, is_static)| *is_static) {
            stmts.push(statement(call(Expr::Ident(run.clone()), vec![this()])));
        }
    }

    /// `(key) => { … }`, which moves a static field: those belong to the class that the decorators return.
    fn moving(&self, result: &Ident) -> Expr {
        let (key, found) = (local("key"), local("found"));
        let object = |name| member(Expr::Ident(self.free("Object")), name);
        let descriptor = call(object("getOwnPropertyDescriptor"), vec![this(), Expr::Ident(key.clone())]);
        let is_replaced = binary(BinaryOp::NotEqEq, Expr::Ident(result.clone()), this());
        let test = binary(BinaryOp::LogicalAnd, is_replaced, assign(found.clone(), descriptor));
        let args = vec![Expr::Ident(result.clone()), Expr::Ident(key.clone()), Expr::Ident(found.clone())];
        let defined = call(object("defineProperty"), args);
        let removed = deleted(computed_member(this(), Expr::Ident(key.clone())));
        // Deleted first: a proxy of the class defines what it is told on the class.
        let moved = binary(BinaryOp::LogicalAnd, test, sequence(vec![removed, defined]));
        arrow(vec![key, found], moved)
    }

    fn free(&self, name: &str) -> Ident {
        Ident::new(name.into(), DUMMY_SP, self.free)
    }
}
