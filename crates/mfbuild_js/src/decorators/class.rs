//! One class without its decorators: they are evaluated where they stood, and applied by a static block.
//!
//! Owns what becomes of heritage, keys and elements (proposal "Decorators", ClassDefinitionEvaluation). Decorators and
//! computed keys are evaluated in the computed key of their element, or of the next one that has a key:
//! `@d() #a = 1; @e() b() {}` → `#a = …; [(_aDecs = d(), _bDecs = e(), "b")]() {}`. A static block in front of all other
//! static elements applies them by swc's helper `_apply_decs_2311`, which gives the functions that fields and
//! constructors call: `f = _init_f(this, 1)`. What runs behind a field, and what runs in front of all fields, is added to the
//! value of the next field, or of a private one that is added.

mod elements;

use rustc_hash::FxHashSet;
use swc_core::atoms::Atom;
use swc_core::common::{DUMMY_SP, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::transforms::base::enable_helper;

use super::nodes::*;
use super::self_references::{refer_to_decorated, this_is};
use super::standard::{sequence, statement};
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

/// Lowers the decorators and `accessor` fields of a class. `None`: it has neither.
///
/// `ident` is the name that the class has inside of itself. `private_names` are all of the program, and get those that are
/// added.
pub(super) fn lower_class(
    class: &mut Class,
    ident: Option<&Ident>,
    private_names: &mut FxHashSet<Atom>,
    free: SyntaxContext,
) -> Option<Lowered> {
    let decorated = is_decorated(class);
    if !decorated && !class.body.iter().any(ClassMember::is_auto_accessor) {
        return None;
    }
    let mut lowering = Lowering {
        variables: Vec::new(),
        is_inert: is_inert(class, ident),
        waiting: Vec::new(),
        behind: Vec::new(),
        decorators: Vec::new(),
        results: Default::default(),
        runs: Vec::new(),
        brand: None,
        last_key: None,
        static_ref: ident.cloned(),
        moves_fields: !class.decorators.is_empty(),
        static_keys: Vec::new(),
        private_names,
        free,
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
    /// Nothing has to be evaluated at its place.
    is_inert: bool,
    /// What the next key evaluates first.
    waiting: Vec<Expr>,
    /// What the next instance field runs first.
    behind: Vec<Expr>,
    /// Third argument of the helper.
    decorators: Vec<Expr>,
    /// What the helper gives: of static elements, instance elements, static fields, instance fields.
    results: [Vec<Ident>; 4],
    /// What the helper gives behind those: the initializers of methods, and the code that runs those of static ones.
    runs: Vec<(Ident, bool)>,
    /// A private name of the instances, by which the helper knows them.
    brand: Option<PrivateName>,
    /// Index of the last member with a key.
    last_key: Option<usize>,
    /// The class as static accessors name it.
    static_ref: Option<Ident>,
    /// Static fields belong to the class that the decorators of the class return; their keys.
    moves_fields: bool,
    static_keys: Vec<Expr>,
    private_names: &'names mut FxHashSet<Atom>,
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
        let before = is_evaluated.then(|| sequence(std::mem::take(&mut self.waiting)));
        let parent = class.super_class.as_mut().filter(|_| decorated).map(|heritage| {
            let parent = self.variable("_super");
            let value = std::mem::take(&mut **heritage);
            **heritage = assign(parent.clone(), value);
            parent
        });
        self.method_runs(class);
        self.members(class);
        if let Some((result, _)) = &result {
            class.body.iter_mut().for_each(|member| this_is(member, result));
        }
        self.evaluate_rest(class, parent.as_ref());
        let mut first = Vec::new();
        if let Some(name) = self.static_ref.take().filter(|_| ident.is_none()) {
            first.push(statement(assign(name, this())));
        }
        if decorated {
            self.apply(own, result.as_ref(), parent, &mut first);
        }
        if let Some((result, init_class)) = &result {
            let mut last = self.moved_fields(result);
            last.push(statement(call(Expr::Ident(init_class.clone()), Vec::new())));
            class.body.push(static_block(last));
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

    fn private_name(&mut self, name: &str) -> PrivateName {
        let mut own = Atom::from(name);
        let mut count = 1;
        while !self.private_names.insert(own.clone()) {
            count += 1;
            own = format!("{name}{count}").into();
        }
        PrivateName { span: DUMMY_SP, name: own }
    }

    /// Decorators as a value, which is evaluated before the next key. `@o.d` is called with `o` as `this`.
    fn decorators(&mut self, decorators: Vec<Decorator>, name: &str) -> Decorators {
        let has_this = decorators.iter().any(|decorator| decorator.expr.is_member() || decorator.expr.is_super_prop());
        let count = decorators.len();
        let mut values = Vec::new();
        for Decorator { expr, .. } in decorators {
            match *expr {
                Expr::Member(MemberExpr { span, obj, prop }) => {
                    let object = match *obj {
                        Expr::This(_) => Expr::This(ThisExpr { span: DUMMY_SP }),
                        other => {
                            let object = self.variable("_decThis");
                            values.push(assign(object.clone(), other));
                            let obj = Box::new(Expr::Ident(object));
                            values.push(Expr::Member(MemberExpr { span, obj, prop }));
                            continue;
                        }
                    };
                    values.push(object.clone());
                    values.push(Expr::Member(MemberExpr { span, obj: Box::new(object), prop }));
                }
                other if has_this => {
                    values.push(if other.is_super_prop() { this() } else { undefined() });
                    values.push(other);
                }
                other => values.push(other),
            }
        }
        let flags = if has_this { kind::HAS_THIS } else { 0 };
        let value = if count == 1 && !has_this && name != "_classDecs" { values.remove(0) } else { array(values) };
        if count == 0 || self.is_inert {
            return Decorators { value, flags };
        }
        let variable = self.variable(name);
        self.waiting.push(assign(variable.clone(), value));
        Decorators { value: Expr::Ident(variable), flags }
    }

    /// Lets a key evaluate what waits for it. Returns the key as the helper takes it, if that is asked for.
    fn key(&mut self, key: &mut PropName, is_asked: bool) -> Expr {
        let waiting = std::mem::take(&mut self.waiting);
        let (value, name) = match literal(key) {
            Some(value) if waiting.is_empty() => return value,
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
        *key = computed(sequence(waiting.into_iter().chain([value]).collect()));
        name
    }

    /// Evaluates what waits behind the last key: there, behind the heritage, or by a method that is deleted again.
    fn evaluate_rest(&mut self, class: &mut Class, parent: Option<&Ident>) {
        if self.waiting.is_empty() {
            return;
        }
        let last = self.last_key.and_then(|at| class.body.get_mut(at)).and_then(|member| match member {
            ClassMember::Method(method) => Some(&mut method.key),
            ClassMember::ClassProp(field) => Some(&mut field.key),
            _ => None,
        });
        let waiting = std::mem::take(&mut self.waiting);
        match (last, class.super_class.as_mut(), parent) {
            (Some(key), ..) => {
                let exprs = match literal(key) {
                    Some(value) => waiting.into_iter().chain([value]).collect(),
                    None => {
                        let PropName::Computed(own) = &mut *key else { unreachable!("other keys are literals") };
                        let value = std::mem::take(&mut *own.expr);
                        let variable = self.variable("_key");
                        let first = assign(variable.clone(), to_property_key(value));
                        [first].into_iter().chain(waiting).chain([Expr::Ident(variable)]).collect()
                    }
                };
                *key = computed(sequence(exprs));
            }
            (None, Some(heritage), Some(parent)) => {
                let own = std::mem::take(&mut **heritage);
                let exprs = [own].into_iter().chain(waiting).chain([Expr::Ident(parent.clone())]).collect();
                **heritage = sequence(exprs);
            }
            _ => {
                let key = computed(sequence(waiting.into_iter().chain([string(PASSING)]).collect()));
                let function = Box::new(function(None, Vec::new()));
                class.body.push(ClassMember::Method(ClassMethod {
                    key,
                    function,
                    kind: MethodKind::Method,
                    is_static: true,
                    ..Default::default()
                }));
                let own = Box::new(member(this(), PASSING));
                let removed = Expr::Unary(UnaryExpr { span: DUMMY_SP, op: UnaryOp::Delete, arg: own });
                class.body.insert(0, static_block(vec![statement(removed)]));
            }
        }
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

    /// Static fields belong to the class that the decorators return: `if (_A !== this) for (const key of […]) …`.
    fn moved_fields(&mut self, result: &Ident) -> Vec<Stmt> {
        let keys = std::mem::take(&mut self.static_keys);
        if keys.is_empty() {
            return Vec::new();
        }
        let key = local("key");
        let object = |name| member(Expr::Ident(self.free("Object")), name);
        let descriptor = call(object("getOwnPropertyDescriptor"), vec![this(), Expr::Ident(key.clone())]);
        let args = vec![Expr::Ident(result.clone()), Expr::Ident(key.clone()), descriptor];
        let prop = MemberProp::Computed(ComputedPropName { span: DUMMY_SP, expr: Box::new(Expr::Ident(key.clone())) });
        let own = Box::new(Expr::Member(MemberExpr { span: DUMMY_SP, obj: Box::new(this()), prop }));
        let removed = Expr::Unary(UnaryExpr { span: DUMMY_SP, op: UnaryOp::Delete, arg: own });
        let body = vec![statement(call(object("defineProperty"), args)), statement(removed)];
        let declarator = VarDeclarator { span: DUMMY_SP, name: Pat::Ident(key.into()), init: None, definite: false };
        let each = Stmt::ForOf(ForOfStmt {
            left: ForHead::VarDecl(Box::new(VarDecl {
                kind: VarDeclKind::Const,
                decls: vec![declarator],
                ..Default::default()
            })),
            right: Box::new(array(keys)),
            body: Box::new(Stmt::Block(BlockStmt { stmts: body, ..Default::default() })),
            ..Default::default()
        });
        let test = Box::new(binary(BinaryOp::NotEqEq, Expr::Ident(result.clone()), this()));
        vec![Stmt::If(IfStmt { span: DUMMY_SP, test, cons: Box::new(each), alt: None })]
    }

    fn free(&self, name: &str) -> Ident {
        Ident::new(name.into(), DUMMY_SP, self.free)
    }
}
