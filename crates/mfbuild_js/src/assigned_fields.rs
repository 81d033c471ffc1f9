//! Class fields of TypeScript with `useDefineForClassFields: false`: they are assigned, not defined.
//!
//! Owns where the difference shows. A field without a value only tells its type and goes; its computed key is still evaluated
//! (`class A { [f()]: number }` calls `f` once). A field with a value becomes `this.x = value` in the constructor where
//! that can run a setter: in classes with a parent, with an accessor of that name, or whose decorators may have made
//! one. Elsewhere both mean the same and the field stays, as do fields whose keys cannot be written twice. Static fields become
//! `static { this.x = value }` in the same cases, at their place among the others.

use swc_core::common::{DUMMY_SP, Spanned};
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::constructor::inject_after_super;
use swc_core::ecma::utils::default_constructor_with_span;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

/// Drops fields without values before their types go. Fields whose keys have to be evaluated wait for `AssignedFields`.
pub(crate) struct DropBareFields;

impl VisitMut for DropBareFields {
    fn visit_mut_class(&mut self, class: &mut Class) {
        class.body.retain(|member| match member {
            ClassMember::ClassProp(field) => {
                field.value.is_some() || !field.decorators.is_empty() || evaluated_key(&field.key).is_some()
            }
            _ => true,
        });
        class.visit_mut_children_with(self);
    }
}

/// Turns fields into assignments, when types and decorators are gone.
pub(crate) struct AssignedFields {
    /// Decorators may have put accessors on any prototype.
    pub(crate) is_decorated: bool,
    /// Values of fields have moved into a constructor that the author wrote, where their names may mean something else.
    pub(crate) moved: bool,
}

impl VisitMut for AssignedFields {
    fn visit_mut_class(&mut self, class: &mut Class) {
        class.visit_mut_children_with(self);
        drop_bare_fields(class);
        assign_static_fields(class);
        if may_run_setters(class, self.is_decorated) {
            self.assign(class);
        }
    }
}

impl AssignedFields {
    fn assign(&mut self, class: &mut Class) {
        let assignments = assignments(&mut class.body);
        if assignments.is_empty() {
            return;
        }
        let constructor = class.body.iter_mut().find_map(|member| member.as_mut_constructor());
        if let Some(constructor) = constructor {
            self.moved = true;
            return inject_after_super(constructor, assignments);
        }
        let mut constructor = default_constructor_with_span(class.super_class.is_some(), class.super_class.span());
        inject_after_super(&mut constructor, assignments);
        class.body.insert(0, ClassMember::Constructor(constructor));
    }
}

/// Static fields that may run a setter of a parent, or of the class itself.
fn assign_static_fields(class: &mut Class) {
    let setters: Vec<PropName> = class.body.iter().filter_map(static_accessor).cloned().collect();
    let has_parent = class.super_class.is_some();
    for member in &mut class.body {
        if let ClassMember::ClassProp(field) = member
            && field.is_static
            && is_constant(&field.key)
            && !matches!(static_key(&field.key).as_deref(), Some("name" | "length" | "prototype"))
            && (has_parent || setters.iter().any(|setter| may_be_same(setter, &field.key)))
            && let Some(value) = field.value.take()
        {
            *member = static_block(vec![assignment(property(&field.key), value)]);
        }
    }
}

fn static_accessor(member: &ClassMember) -> Option<&PropName> {
    let method = member.as_method()?;
    (method.is_static && method.kind != MethodKind::Method).then_some(&method.key)
}

/// Takes the values of instance fields. A private field stays, without its value if a field that is assigned stands before
/// it: `x = 1; #y = this.x`.
#[expect(clippy::vec_box, reason = "swc takes lists of boxed expressions")]
fn assignments(members: &mut Vec<ClassMember>) -> Vec<Box<Expr>> {
    let mut found = Vec::new();
    members.retain_mut(|member| match member {
        ClassMember::ClassProp(field) if !field.is_static => {
            let Some(value) = field.value.take() else { return true };
            found.push(assignment(property(&field.key), value));
            false
        }
        ClassMember::PrivateProp(field) if !field.is_static && !found.is_empty() => {
            if let Some(value) = field.value.take() {
                found.push(assignment(MemberProp::PrivateName(field.key.clone()), value));
            }
            true
        }
        _ => true,
    });
    found
}

fn assignment(prop: MemberProp, value: Box<Expr>) -> Box<Expr> {
    let this = Box::new(Expr::This(ThisExpr { span: DUMMY_SP }));
    let target = MemberExpr { span: DUMMY_SP, obj: this, prop };
    Box::new(Expr::Assign(AssignExpr {
        span: value.span(),
        op: AssignOp::Assign,
        left: AssignTarget::Simple(SimpleAssignTarget::Member(target)),
        right: value,
    }))
}

fn property(key: &PropName) -> MemberProp {
    let computed = |expr: Expr| MemberProp::Computed(ComputedPropName { span: DUMMY_SP, expr: Box::new(expr) });
    match key {
        PropName::Ident(name) => MemberProp::Ident(name.clone()),
        PropName::Str(text) => computed(Expr::Lit(Lit::Str(text.clone()))),
        PropName::Num(number) => computed(Expr::Lit(Lit::Num(number.clone()))),
        PropName::BigInt(number) => computed(Expr::Lit(Lit::BigInt(number.clone()))),
        PropName::Computed(key) => MemberProp::Computed(key.clone()),
    }
}

/// Whether an assignment to a field can differ from its definition, and can be written.
fn may_run_setters(class: &Class, is_decorated: bool) -> bool {
    let fields = || {
        class.body.iter().filter_map(|member| match member {
            ClassMember::ClassProp(field) if !field.is_static => Some(&field.key),
            _ => None,
        })
    };
    if !fields().all(is_constant) {
        return false;
    }
    let has_accessor = |key: &PropName| {
        class.body.iter().any(|member| match member {
            ClassMember::Method(method) if !method.is_static && method.kind != MethodKind::Method => {
                may_be_same(&method.key, key)
            }
            _ => false,
        })
    };
    is_decorated || class.super_class.is_some() || fields().any(has_accessor)
}

/// Whether a key can be written elsewhere.
fn is_constant(key: &PropName) -> bool {
    match key {
        // The value of the name may change.
        PropName::Computed(computed) => !computed.expr.is_ident() && evaluated_key(key).is_none(),
        _ => true,
    }
}

/// Whether two keys may name the same property.
fn may_be_same(one: &PropName, other: &PropName) -> bool {
    match (static_key(one), static_key(other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

fn static_key(key: &PropName) -> Option<String> {
    match key {
        PropName::Ident(name) => Some(name.sym.to_string()),
        PropName::Str(text) => Some(text.value.to_string_lossy().into_owned()),
        PropName::Num(number) => Some(number.value.to_string()),
        _ => None,
    }
}

/// The expression of a computed key that does something or may change: not `["x"]`, `[1]`, `[Symbol.iterator]`, `[name]`.
fn evaluated_key(key: &PropName) -> Option<&Expr> {
    let PropName::Computed(key) = key else { return None };
    match &*key.expr {
        Expr::Lit(_) | Expr::Ident(_) => None,
        Expr::Member(member) if matches!(&*member.obj, Expr::Ident(object) if object.sym == *"Symbol") => None,
        expr => Some(expr),
    }
}

/// Drops fields without values. Keys that must be evaluated go in front of the next key, in the order of the source:
/// `[f()]; m() {}` becomes `[(f(), "m")]() {}`.
fn drop_bare_fields(class: &mut Class) {
    let mut pending: Vec<Box<Expr>> = Vec::new();
    class.body.retain_mut(|member| {
        if let ClassMember::ClassProp(field) = member
            && field.value.is_none()
        {
            pending.extend(evaluated_key(&field.key).map(|key| Box::new(key.clone())));
            return false;
        }
        if let Some(key) = key_of(member)
            && !pending.is_empty()
        {
            let mut exprs = std::mem::take(&mut pending);
            exprs.push(Box::new(key_value(key)));
            *key = computed(Expr::Seq(SeqExpr { span: DUMMY_SP, exprs }));
        }
        true
    });
    if pending.is_empty() {
        return;
    }
    match class.body.iter_mut().rev().find_map(key_of) {
        // `[k, f()][0]`: the last key is evaluated first.
        Some(key) => {
            let elems = std::iter::once(Box::new(key_value(key))).chain(pending);
            let elems = elems.map(|expr| Some(ExprOrSpread { spread: None, expr })).collect();
            let list = Expr::Array(ArrayLit { span: DUMMY_SP, elems });
            let first = ComputedPropName { span: DUMMY_SP, expr: Box::new(Expr::Lit(Lit::Num(0.0.into()))) };
            let prop = MemberProp::Computed(first);
            *key = computed(Expr::Member(MemberExpr { span: DUMMY_SP, obj: Box::new(list), prop }));
        }
        None => class.body.insert(0, static_block(pending)),
    }
}

#[expect(clippy::vec_box, reason = "swc takes lists of boxed expressions")]
fn static_block(exprs: Vec<Box<Expr>>) -> ClassMember {
    let stmts = exprs.into_iter().map(|expr| Stmt::Expr(ExprStmt { span: DUMMY_SP, expr })).collect();
    ClassMember::StaticBlock(StaticBlock { span: DUMMY_SP, body: BlockStmt { stmts, ..Default::default() } })
}

fn computed(expr: Expr) -> PropName {
    PropName::Computed(ComputedPropName { span: DUMMY_SP, expr: Box::new(expr) })
}

/// The key of a member that can be computed.
fn key_of(member: &mut ClassMember) -> Option<&mut PropName> {
    match member {
        ClassMember::Method(method) => Some(&mut method.key),
        ClassMember::ClassProp(field) => Some(&mut field.key),
        _ => None,
    }
}

/// A key as an expression.
fn key_value(key: &PropName) -> Expr {
    match key {
        PropName::Ident(name) => Expr::Lit(Lit::Str(name.sym.clone().into())),
        PropName::Str(text) => Expr::Lit(Lit::Str(text.clone())),
        PropName::Num(number) => Expr::Lit(Lit::Num(number.clone())),
        PropName::BigInt(number) => Expr::Lit(Lit::BigInt(number.clone())),
        PropName::Computed(key) => (*key.expr).clone(),
    }
}
