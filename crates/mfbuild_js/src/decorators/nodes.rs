//! Nodes of the syntax tree that lowered classes are made of.

use swc_core::common::{DUMMY_SP, Mark, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::transforms::base::enable_helper;
use swc_core::ecma::visit::{Visit, VisitWith};

use crate::rewrite::{call, is_identifier_name, string};

/// The key of a method that only evaluates decorators and is deleted again, in classes without a public member.
pub(super) const PASSING: &str = "_";

/// Bits of `_apply_decs_2311` for the kinds of elements.
pub(super) mod kind {
    pub(in crate::decorators) const FIELD: u32 = 0;
    pub(in crate::decorators) const ACCESSOR: u32 = 1;
    pub(in crate::decorators) const METHOD: u32 = 2;
    pub(in crate::decorators) const GETTER: u32 = 3;
    pub(in crate::decorators) const SETTER: u32 = 4;
    pub(in crate::decorators) const STATIC: u32 = 8;
    pub(in crate::decorators) const HAS_THIS: u32 = 16;
}

/// A new variable, which `hygiene` renames where another one has its name.
pub(super) fn local(name: &str) -> Ident {
    Ident::new(name.into(), DUMMY_SP, SyntaxContext::empty().apply_mark(Mark::new()))
}

pub(super) fn this() -> Expr {
    Expr::This(ThisExpr { span: DUMMY_SP })
}

pub(super) fn undefined() -> Expr {
    Expr::Unary(UnaryExpr { span: DUMMY_SP, op: UnaryOp::Void, arg: Box::new(crate::rewrite::number(0)) })
}

pub(super) fn array(values: Vec<Expr>) -> Expr {
    let elems = values.into_iter().map(|value| Some(value.into())).collect();
    Expr::Array(ArrayLit { span: DUMMY_SP, elems })
}

pub(super) fn binary(op: BinaryOp, left: Expr, right: Expr) -> Expr {
    Expr::Bin(BinExpr { span: DUMMY_SP, op, left: Box::new(left), right: Box::new(right) })
}

pub(super) fn arrow(params: Vec<Ident>, body: Expr) -> Expr {
    let params = params.into_iter().map(|param| Pat::Ident(param.into())).collect();
    let body = Box::new(ArrowFunctionBody::Expr(Box::new(body)));
    Expr::Arrow(ArrowExpr { span: DUMMY_SP, params, body, ..Default::default() })
}

pub(super) fn function(name: Option<Ident>, stmts: Vec<Stmt>) -> Function {
    let param = |name: Ident| Param { span: DUMMY_SP, decorators: Vec::new(), pat: Pat::Ident(name.into()) };
    let body = Some(FunctionBody { span: DUMMY_SP, stmts });
    Function { params: name.into_iter().map(param).collect(), body, ..Default::default() }
}

pub(super) fn deleted(property: Expr) -> Expr {
    Expr::Unary(UnaryExpr { span: DUMMY_SP, op: UnaryOp::Delete, arg: Box::new(property) })
}

/// `object[key]`.
pub(super) fn computed_member(object: Expr, key: Expr) -> Expr {
    let prop = MemberProp::Computed(ComputedPropName { span: DUMMY_SP, expr: Box::new(key) });
    Expr::Member(MemberExpr { span: DUMMY_SP, obj: Box::new(object), prop })
}

/// The expression inside of type assertions: `(o.d as any)!`.
pub(super) fn without_types(expr: Expr) -> Expr {
    match expr {
        Expr::Paren(paren) => without_types(*paren.expr),
        Expr::TsAs(typed) => without_types(*typed.expr),
        Expr::TsNonNull(typed) => without_types(*typed.expr),
        Expr::TsSatisfies(typed) => without_types(*typed.expr),
        Expr::TsTypeAssertion(typed) => without_types(*typed.expr),
        Expr::TsConstAssertion(typed) => without_types(*typed.expr),
        Expr::TsInstantiation(typed) => without_types(*typed.expr),
        other => other,
    }
}

/// The object of `o.d` and `o?.d`.
pub(super) fn receiver(expr: &mut Expr) -> Option<&mut Expr> {
    match expr {
        Expr::Member(member) => Some(&mut *member.obj),
        Expr::OptChain(chain) => match &mut *chain.base {
            OptChainBase::Member(member) => Some(&mut *member.obj),
            OptChainBase::Call(_) => None,
        },
        _ => None,
    }
}

pub(super) fn static_block(stmts: Vec<Stmt>) -> ClassMember {
    ClassMember::StaticBlock(StaticBlock { span: DUMMY_SP, body: BlockStmt { stmts, ..Default::default() } })
}

pub(super) fn computed(expr: Expr) -> PropName {
    PropName::Computed(ComputedPropName { span: DUMMY_SP, expr: Box::new(expr) })
}

/// A key that is known as an expression; `None`: it is computed.
pub(super) fn literal(key: &PropName) -> Option<Expr> {
    match key {
        PropName::Ident(name) => Some(string(&name.sym)),
        PropName::Str(text) => Some(Expr::Lit(Lit::Str(text.clone()))),
        PropName::Num(number) => Some(Expr::Lit(Lit::Num(number.clone()))),
        PropName::BigInt(number) => Some(Expr::Lit(Lit::BigInt(number.clone()))),
        PropName::Computed(key) if matches!(&*key.expr, Expr::Lit(Lit::Str(_) | Lit::Num(_) | Lit::BigInt(_))) => {
            Some((*key.expr).clone())
        }
        PropName::Computed(_) => None,
    }
}

/// The text of a literal key, as functions are named by it.
pub(super) fn key_text(key: &Expr) -> Option<String> {
    match key {
        Expr::Lit(Lit::Str(text)) => text.value.as_str().map(str::to_owned),
        Expr::Lit(Lit::Num(number)) => number_text(number.value),
        _ => None,
    }
}

/// The text of an integer as a property key; other numbers have more than one spelling.
pub(super) fn number_text(number: f64) -> Option<String> {
    (number.fract() == 0.0 && (0.0..1e15).contains(&number)).then(|| format!("{number:.0}"))
}

/// A name for a variable that stands for something with any name.
pub(super) fn variable_name(name: &str) -> &str {
    if is_identifier_name(name) { name } else { "member" }
}

/// ECMA-262 7.1.19 ToPropertyKey, by swc's helper.
pub(super) fn to_property_key(value: Expr) -> Expr {
    let context = SyntaxContext::empty().apply_mark(enable_helper!(to_property_key));
    call(Expr::Ident(Ident::new("_to_property_key".into(), DUMMY_SP, context)), vec![value])
}

pub(super) fn private_member(object: Expr, name: &PrivateName) -> Expr {
    Expr::Member(MemberExpr { span: DUMMY_SP, obj: Box::new(object), prop: MemberProp::PrivateName(name.clone()) })
}

/// `object.member = value`.
pub(super) fn assign_member(target: Expr, value: Expr) -> Expr {
    let Expr::Member(target) = target else { return value };
    let left = AssignTarget::Simple(SimpleAssignTarget::Member(target));
    Expr::Assign(AssignExpr { span: DUMMY_SP, op: AssignOp::Assign, left, right: Box::new(value) })
}

/// `[a, b]` as a target.
pub(super) fn pattern(names: impl Iterator<Item = Ident>) -> ArrayPat {
    let elems = names.map(|name| Some(Pat::Ident(name.into()))).collect();
    ArrayPat { span: DUMMY_SP, elems, optional: false, type_ann: None }
}

/// `[a, b] = value`; the value alone without names.
pub(super) fn assign_pattern(pattern: ArrayPat, value: Expr) -> Expr {
    if pattern.elems.is_empty() {
        return value;
    }
    let left = AssignTarget::Pat(AssignTargetPat::Array(pattern));
    Expr::Assign(AssignExpr { span: DUMMY_SP, op: AssignOp::Assign, left, right: Box::new(value) })
}

/// `(o) => o.#x` and `(o, v) => o.#x = v`.
pub(super) fn access(name: &PrivateName) -> Vec<Expr> {
    let object = local("o");
    let read = arrow(vec![object.clone()], private_member(Expr::Ident(object), name));
    let (object, value) = (local("o"), local("v"));
    let written = assign_member(private_member(Expr::Ident(object.clone()), name), Expr::Ident(value.clone()));
    vec![read, arrow(vec![object, value], written)]
}

/// The calls that give the value of a field and that run behind it; those of static fields know their `this`.
pub(super) fn initializers(init: Ident, extra: Ident, value: Option<Expr>, is_static: bool) -> (Expr, Expr) {
    let receiver = || if is_static { None } else { Some(this()) };
    let value = call(Expr::Ident(init), receiver().into_iter().chain(value).collect());
    (value, call(Expr::Ident(extra), receiver().into_iter().collect()))
}

pub(super) fn method_kind(method: MethodKind) -> u32 {
    match method {
        MethodKind::Method => kind::METHOD,
        MethodKind::Getter => kind::GETTER,
        MethodKind::Setter => kind::SETTER,
    }
}

/// `{ ["#m"]() {…} }["#m"]`: it cannot be constructed.
pub(super) fn method_of_object(function: Function, name: &str) -> Expr {
    let name = format!("#{name}");
    let method = MethodProp { key: crate::rewrite::computed_key(&name), function: Box::new(function) };
    let props = vec![PropOrSpread::Prop(Box::new(Prop::Method(method)))];
    crate::rewrite::member(Expr::Object(ObjectLit { span: DUMMY_SP, props }), &name)
}

/// Overloads and abstract methods have none.
pub(super) fn has_body(function: &Function) -> bool {
    function.body.is_some()
}

/// Whether a method reads `super.x`.
pub(super) fn uses_super(function: &Function) -> bool {
    struct Finder(bool);
    impl Visit for Finder {
        fn visit_super(&mut self, _: &Super) {
            self.0 = true;
        }
        fn visit_super_prop_expr(&mut self, _: &SuperPropExpr) {
            self.0 = true;
        }
        fn visit_function(&mut self, _: &Function) {}
        fn visit_class(&mut self, class: &Class) {
            class.super_class.visit_with(self);
        }
    }
    let mut finder = Finder(false);
    function.visit_children_with(&mut finder);
    finder.0
}
