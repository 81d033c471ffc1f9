//! `const { a, b: c } = ns` of an `import * as ns` becomes `const a = ns.a, c = ns.b`: so only those names are taken.
//!
//! Reading a property of a namespace has no effect and gives the same each time, so both are the same (ECMA-262 10.4.6.8).

use rustc_hash::FxHashSet;
use swc_core::common::Spanned;
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

/// Rewrites declarations at any depth.
pub(super) fn split_destructured(body: &mut Vec<ModuleItem>) {
    let imports = body.iter().filter_map(|item| item.as_module_decl()?.as_import());
    let specifiers = imports.flat_map(|import| &import.specifiers);
    let namespaces: FxHashSet<Id> =
        specifiers.filter_map(|specifier| Some(specifier.as_namespace()?.local.to_id())).collect();
    if !namespaces.is_empty() {
        body.visit_mut_with(&mut Splitter { namespaces });
    }
}

struct Splitter {
    namespaces: FxHashSet<Id>,
}

impl Splitter {
    /// The namespace whose properties the declarator takes, each by its name.
    fn namespace(&self, declarator: &VarDeclarator) -> Option<Ident> {
        let (Pat::Object(pattern), Some(Expr::Ident(init))) = (&declarator.name, declarator.init.as_deref()) else {
            return None;
        };
        let is_plain = |prop: &ObjectPatProp| key(prop).is_some();
        let is_namespace = self.namespaces.contains(&init.to_id());
        (is_namespace && !pattern.props.is_empty() && pattern.props.iter().all(is_plain)).then(|| init.clone())
    }
}

impl VisitMut for Splitter {
    fn visit_mut_var_decl(&mut self, var: &mut VarDecl) {
        var.visit_mut_children_with(self);
        if !var.decls.iter().any(|declarator| self.namespace(declarator).is_some()) {
            return;
        }
        for declarator in std::mem::take(&mut var.decls) {
            match (self.namespace(&declarator), declarator) {
                (Some(namespace), VarDeclarator { name: Pat::Object(pattern), .. }) => {
                    var.decls.extend(pattern.props.into_iter().map(|prop| declared(prop, &namespace)));
                }
                (_, other) => var.decls.push(other),
            }
        }
    }
}

/// The name of a property that can be read on its own; in a literal, `__proto__` would be something else.
fn key(prop: &ObjectPatProp) -> Option<PropName> {
    let key = match prop {
        ObjectPatProp::Assign(assign) => PropName::Ident(assign.key.id.clone().into()),
        ObjectPatProp::KeyValue(pair) => pair.key.clone(),
        ObjectPatProp::Rest(_) => return None,
    };
    let is_usable = match &key {
        PropName::Ident(name) => name.sym != *"__proto__",
        PropName::Str(text) => text.value.as_str().is_some_and(|text| text != "__proto__"),
        _ => false,
    };
    is_usable.then_some(key)
}

/// One property of a pattern as a declarator of its own. A default needs a pattern around it.
fn declared(prop: ObjectPatProp, namespace: &Ident) -> VarDeclarator {
    let key = key(&prop).expect("only plain patterns are split");
    let span = key.span();
    let property = match &key {
        PropName::Str(text) => {
            let expr = Box::new(Expr::Lit(Lit::Str(text.clone())));
            MemberProp::Computed(ComputedPropName { span, expr })
        }
        PropName::Ident(name) => MemberProp::Ident(name.clone()),
        _ => unreachable!("only plain patterns are split"),
    };
    let value = Expr::Member(MemberExpr { span, obj: Box::new(Expr::Ident(namespace.clone())), prop: property });
    let (name, init) = match prop {
        ObjectPatProp::Assign(AssignPatProp { key, value: None, .. }) => (Pat::Ident(key), value),
        ObjectPatProp::KeyValue(KeyValuePatProp { value: pattern, .. }) if !pattern.is_assign() => (*pattern, value),
        prop => {
            let pair = Prop::KeyValue(KeyValueProp { key, value: Box::new(value) });
            let object = ObjectLit { span, props: vec![PropOrSpread::Prop(Box::new(pair))] };
            let pattern = ObjectPat { span, props: vec![prop], optional: false, type_ann: None };
            (Pat::Object(pattern), Expr::Object(object))
        }
    };
    VarDeclarator { span, name, init: Some(Box::new(init)), definite: false }
}
