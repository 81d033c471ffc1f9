//! What a decorated class means inside of itself.
//!
//! Owns the name and the `this` of classes that have decorators of their own, which may return another class. Inside the
//! body the name is what the decorators return (proposal "Decorators": `classEnv.InitializeBinding` is behind them). Keys, heritage
//! and decorators of elements are evaluated before: there the name is in its dead zone, and only functions may read
//! it later. They ask whether the decorators have run: `(_initClass ? _A : A)`. Static fields and blocks run behind them, and
//! their `this` is what they return. Static private members stay those of the class itself: `A.#p`.

use rustc_hash::FxHashSet;
use swc_core::atoms::Atom;
use swc_core::common::DUMMY_SP;
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

use crate::rewrite::member;

/// Lets a class that is called `own` refer to `decorated`. `init_class` has a value when the decorators have run.
pub(super) fn refer_to_decorated(class: &mut Class, own: &Id, decorated: &Ident, init_class: &Ident) {
    let kept = &static_private_names(class);
    let mut early = References { kept, own, decorated, init_class: Some(init_class), is_in_function: false };
    class.super_class.visit_mut_with(&mut early);
    let mut late = References { kept, own, decorated, init_class: None, is_in_function: true };
    for member in &mut class.body {
        match member {
            ClassMember::Method(method) => {
                method.key.visit_mut_with(&mut early);
                refer_in_method(&mut method.function, &mut early, &mut late);
            }
            ClassMember::PrivateMethod(method) => refer_in_method(&mut method.function, &mut early, &mut late),
            ClassMember::ClassProp(field) => {
                field.key.visit_mut_with(&mut early);
                field.decorators.visit_mut_with(&mut early);
                field.value.visit_mut_with(&mut late);
            }
            ClassMember::PrivateProp(field) => {
                field.decorators.visit_mut_with(&mut early);
                field.value.visit_mut_with(&mut late);
            }
            ClassMember::AutoAccessor(accessor) => {
                accessor.key.visit_mut_with(&mut early);
                accessor.decorators.visit_mut_with(&mut early);
                accessor.value.visit_mut_with(&mut late);
            }
            other => other.visit_mut_with(&mut late),
        }
    }
}

/// The decorators of a method run with the class, the method later.
fn refer_in_method(method: &mut Function, early: &mut References, late: &mut References) {
    let mut decorators = std::mem::take(&mut method.decorators);
    decorators.visit_mut_with(early);
    method.visit_mut_with(late);
    method.decorators = decorators;
}

/// Names of the static private members of a class.
fn static_private_names(class: &Class) -> FxHashSet<Atom> {
    let names = class.body.iter().filter_map(|member| match member {
        ClassMember::PrivateMethod(method) if method.is_static => Some(&method.key.name),
        ClassMember::PrivateProp(field) if field.is_static => Some(&field.key.name),
        ClassMember::AutoAccessor(accessor) if accessor.is_static => accessor.key.as_private().map(|key| &key.name),
        _ => None,
    });
    names.cloned().collect()
}

struct References<'a> {
    /// Names of static private members.
    kept: &'a FxHashSet<Atom>,
    own: &'a Id,
    decorated: &'a Ident,
    /// The code may run before the decorators have: the variable that tells.
    init_class: Option<&'a Ident>,
    is_in_function: bool,
}

impl References<'_> {
    fn is_own(&self, name: &Ident) -> bool {
        name.sym == self.own.0 && name.ctxt == self.own.1
    }

    fn value(&self, own: &Ident) -> Expr {
        let decorated = Expr::Ident(self.decorated.clone());
        match self.init_class {
            None => decorated,
            Some(init_class) => Expr::Cond(CondExpr {
                span: DUMMY_SP,
                test: Box::new(Expr::Ident(init_class.clone())),
                cons: Box::new(decorated),
                alt: Box::new(Expr::Ident(own.clone())),
            }),
        }
    }

    fn in_function(&mut self, visit: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.is_in_function, true);
        visit(self);
        self.is_in_function = outer;
    }
}

impl VisitMut for References<'_> {
    fn visit_mut_expr(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Ident(name) if self.is_in_function && self.is_own(name) => *expr = self.value(name),
            Expr::Member(member) if is_kept(member, self.kept) && member.obj.is_ident() => {}
            Expr::Bin(BinExpr { op: BinaryOp::In, left, right, .. })
                if right.is_ident() && left.as_private_name().is_some_and(|name| self.kept.contains(&name.name)) => {}
            other => other.visit_mut_children_with(self),
        }
    }

    fn visit_mut_prop(&mut self, prop: &mut Prop) {
        match prop {
            Prop::Shorthand(name) if self.is_in_function && self.is_own(name) => {
                let key = PropName::Ident(IdentName::new(name.sym.clone(), name.span));
                *prop = Prop::KeyValue(KeyValueProp { key, value: Box::new(self.value(name)) });
            }
            other => other.visit_mut_children_with(self),
        }
    }

    /// The name is a constant: `A++` throws.
    fn visit_mut_update_expr(&mut self, update: &mut UpdateExpr) {
        if !update.arg.is_ident() {
            update.visit_mut_children_with(self);
        }
    }

    fn visit_mut_jsx_element_name(&mut self, name: &mut JSXElementName) {
        match name {
            JSXElementName::Ident(name) if self.is_in_function && self.is_own(name) => *name = self.decorated.clone(),
            other => other.visit_mut_children_with(self),
        }
    }

    fn visit_mut_jsx_object(&mut self, object: &mut JSXObject) {
        match object {
            JSXObject::Ident(name) if self.is_in_function && self.is_own(name) => *name = self.decorated.clone(),
            other => other.visit_mut_children_with(self),
        }
    }

    /// `A.#p = 1`.
    fn visit_mut_member_expr(&mut self, member: &mut MemberExpr) {
        if !is_kept(member, self.kept) || !member.obj.is_ident() {
            member.visit_mut_children_with(self);
        }
    }

    /// Fields of a class inside a key run later than the key.
    fn visit_mut_class_prop(&mut self, field: &mut ClassProp) {
        field.key.visit_mut_with(self);
        self.in_function(|this| field.value.visit_mut_with(this));
    }

    fn visit_mut_private_prop(&mut self, field: &mut PrivateProp) {
        self.in_function(|this| field.value.visit_mut_with(this));
    }

    fn visit_mut_function(&mut self, function: &mut Function) {
        self.in_function(|this| function.visit_mut_children_with(this));
    }

    fn visit_mut_arrow_expr(&mut self, arrow: &mut ArrowExpr) {
        self.in_function(|this| arrow.visit_mut_children_with(this));
    }
}

/// Replaces `this` of a static field or block.
pub(super) fn replace_static_this(class: &mut Class, name: &Ident) {
    let kept = &static_private_names(class);
    let mut this = This { name, kept };
    for member in &mut class.body {
        match member {
            ClassMember::ClassProp(field) if field.is_static => field.value.visit_mut_with(&mut this),
            ClassMember::PrivateProp(field) if field.is_static => field.value.visit_mut_with(&mut this),
            ClassMember::StaticBlock(block) => block.body.visit_mut_with(&mut this),
            _ => {}
        }
    }
}

/// Whether a private member is one of `kept`.
fn is_kept(member: &MemberExpr, kept: &FxHashSet<Atom>) -> bool {
    member.prop.as_private_name().is_some_and(|name| kept.contains(&name.name))
}

struct This<'a> {
    name: &'a Ident,
    kept: &'a FxHashSet<Atom>,
}

impl VisitMut for This<'_> {
    fn visit_mut_expr(&mut self, expr: &mut Expr) {
        match expr {
            Expr::This(_) => *expr = Expr::Ident(self.name.clone()),
            Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) if callee.is_super_prop() => {
                callee.visit_mut_children_with(self);
                args.visit_mut_with(self);
                // `super.m(1)` → `super.m.call(_A, 1)`.
                let method = std::mem::take(&mut **callee);
                **callee = member(method, "call");
                args.insert(0, Expr::Ident(self.name.clone()).into());
            }
            other => other.visit_mut_children_with(self),
        }
    }

    fn visit_mut_member_expr(&mut self, member: &mut MemberExpr) {
        if is_kept(member, self.kept) && member.obj.is_this() {
            return;
        }
        member.visit_mut_children_with(self);
    }

    fn visit_mut_function(&mut self, _: &mut Function) {}

    fn visit_mut_getter_prop(&mut self, getter: &mut GetterProp) {
        getter.key.visit_mut_with(self);
    }

    fn visit_mut_setter_prop(&mut self, setter: &mut SetterProp) {
        setter.key.visit_mut_with(self);
    }

    /// A class has a `this` of its own but for its heritage and its keys.
    fn visit_mut_class(&mut self, class: &mut Class) {
        class.super_class.visit_mut_with(self);
        for member in &mut class.body {
            match member {
                ClassMember::Method(method) => method.key.visit_mut_with(self),
                ClassMember::ClassProp(field) => field.key.visit_mut_with(self),
                _ => {}
            }
        }
    }
}
