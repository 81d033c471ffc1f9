//! Which exports the code takes from an `import()`.
//!
//! Owns the forms in which that can be seen: `const { a } = await import(x)`, `(await import(x)).a`,
//! `import(x).then(({ a }) => …)`, and a name that holds the namespace and is only used as `name.a`. Anything else may use
//! all exports.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use swc_core::common::BytePos;
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitWith};

use super::static_name;

/// By the beginning of the `import(…)` expression: what is used of it; everything where it is missing.
pub(super) type UsedExports = FxHashMap<BytePos, Taken>;

/// Exports that code takes of a namespace.
#[derive(Default)]
pub(super) struct Taken {
    /// Names of exports.
    pub(super) names: BTreeSet<String>,
    /// Those that are called as methods: the namespace is their `this`.
    pub(super) called: BTreeSet<String>,
}

impl Taken {
    fn of(names: BTreeSet<String>) -> Self {
        Self { names, called: BTreeSet::new() }
    }
}

/// Looks through a whole file.
pub(super) fn used_exports(body: &[ModuleItem]) -> UsedExports {
    let mut finder = Finder::default();
    body.visit_with(&mut finder);
    let Finder { mut used, holders, .. } = finder;
    if !holders.is_empty() {
        let mut uses =
            HolderUses { holders: holders.into_iter().map(|(id, at)| (id, (at, Some(Taken::default())))).collect() };
        body.visit_with(&mut uses);
        used.extend(uses.holders.into_values().filter_map(|(at, taken)| Some((at, taken?))));
    }
    // A promise that is resolved with an object asks it for `then`, and calls that (ECMA-262 27.2.1.3.2).
    used.values_mut().for_each(|taken| {
        taken.names.insert("then".to_string());
        taken.called.insert("then".to_string());
    });
    used
}

#[derive(Default)]
struct Finder {
    used: UsedExports,
    /// Names that hold the namespace of an `import()`.
    holders: FxHashMap<Id, BytePos>,
}

impl Finder {
    /// What a pattern takes of the namespace that the `import()` at `at` gives.
    fn pattern(&mut self, pattern: &Pat, at: BytePos) {
        match pattern {
            Pat::Object(object) => {
                if let Some(names) = pattern_names(object) {
                    self.used.insert(at, Taken::of(names));
                }
            }
            Pat::Ident(binding) => {
                self.holders.insert(binding.id.to_id(), at);
            }
            _ => {}
        }
    }

    /// `(await import(x)).a()`
    fn callee(&mut self, callee: &Expr) {
        if let Some(member) = called_member(callee)
            && let (Some(at), Some(name)) = (awaited_import(&member.obj), export_name(&member.prop))
        {
            self.used.entry(at).or_default().called.insert(name);
        }
    }
}

impl Visit for Finder {
    fn visit_var_decl(&mut self, var: &VarDecl) {
        for declarator in &var.decls {
            let awaited = declarator.init.as_deref().and_then(awaited_import);
            let is_final = var.kind == VarDeclKind::Const || matches!(declarator.name, Pat::Object(_));
            if let Some(at) = awaited.filter(|_| is_final) {
                self.pattern(&declarator.name, at);
            }
        }
        var.visit_children_with(self);
    }

    fn visit_member_expr(&mut self, member: &MemberExpr) {
        if let (Some(at), Some(name)) = (awaited_import(&member.obj), export_name(&member.prop)) {
            self.used.entry(at).or_default().names.insert(name);
        }
        member.visit_children_with(self);
    }

    fn visit_opt_call(&mut self, call: &OptCall) {
        self.callee(&call.callee);
        call.visit_children_with(self);
    }

    fn visit_tagged_tpl(&mut self, tagged: &TaggedTpl) {
        self.callee(&tagged.tag);
        tagged.visit_children_with(self);
    }

    fn visit_expr_stmt(&mut self, statement: &ExprStmt) {
        if let Some(at) = awaited_import(&statement.expr).or_else(|| import_call(&statement.expr)) {
            self.used.insert(at, Taken::default());
        }
        statement.visit_children_with(self);
    }

    fn visit_call_expr(&mut self, call: &CallExpr) {
        if let Callee::Expr(callee) = &call.callee {
            self.callee(callee);
        }
        if let Callee::Expr(callee) = &call.callee
            && let Expr::Member(member) = &**callee
            && member.prop.is_ident_with("then")
            && let Some(at) = import_call(&member.obj)
            && let Some(ExprOrSpread { spread: None, expr }) = call.args.first()
            && let Some(parameter) = first_parameter(expr)
        {
            self.pattern(parameter, at);
        }
        call.visit_children_with(self);
    }
}

/// How the names that hold a namespace are used; `None` once one of them is used as such.
struct HolderUses {
    holders: FxHashMap<Id, (BytePos, Option<Taken>)>,
}

impl HolderUses {
    fn take(&mut self, holder: &Ident, names: impl IntoIterator<Item = String>) -> bool {
        let Some((_, used)) = self.holders.get_mut(&holder.to_id()) else { return false };
        if let Some(used) = used {
            used.names.extend(names);
        }
        true
    }

    /// `name.a()`
    fn callee(&mut self, callee: &Expr) {
        if let Some(member) = called_member(callee)
            && let (Expr::Ident(holder), Some(name)) = (&*member.obj, export_name(&member.prop))
            && let Some((_, Some(used))) = self.holders.get_mut(&holder.to_id())
        {
            used.called.insert(name);
        }
    }
}

impl Visit for HolderUses {
    fn visit_member_expr(&mut self, member: &MemberExpr) {
        if let (Expr::Ident(holder), Some(name)) = (&*member.obj, export_name(&member.prop))
            && self.take(holder, [name])
        {
            return;
        }
        member.visit_children_with(self);
    }

    fn visit_callee(&mut self, callee: &Callee) {
        if let Callee::Expr(callee) = callee {
            self.callee(callee);
        }
        callee.visit_children_with(self);
    }

    fn visit_opt_call(&mut self, call: &OptCall) {
        self.callee(&call.callee);
        call.visit_children_with(self);
    }

    fn visit_tagged_tpl(&mut self, tagged: &TaggedTpl) {
        self.callee(&tagged.tag);
        tagged.visit_children_with(self);
    }

    fn visit_var_declarator(&mut self, declarator: &VarDeclarator) {
        if let (Pat::Object(object), Some(Expr::Ident(holder))) = (&declarator.name, declarator.init.as_deref())
            && let Some(names) = pattern_names(object)
            && self.take(holder, names)
        {
            return declarator.name.visit_with(self);
        }
        declarator.visit_children_with(self);
    }

    fn visit_binding_ident(&mut self, _: &BindingIdent) {}

    fn visit_export_decl(&mut self, export: &ExportDecl) {
        if let Decl::Var(var) = &export.decl {
            for declarator in &var.decls {
                if let Pat::Ident(binding) = &declarator.name {
                    self.visit_ident(&binding.id);
                }
            }
        }
        export.visit_children_with(self);
    }

    fn visit_simple_assign_target(&mut self, target: &SimpleAssignTarget) {
        if let SimpleAssignTarget::Ident(binding) = target {
            return self.visit_ident(&binding.id);
        }
        target.visit_children_with(self);
    }

    fn visit_ident(&mut self, ident: &Ident) {
        if let Some((_, used)) = self.holders.get_mut(&ident.to_id()) {
            *used = None;
        }
    }
}

/// `a.b` in `a.b()`, and in `a?.b()`.
fn called_member(callee: &Expr) -> Option<&MemberExpr> {
    match callee {
        Expr::Member(member) => Some(member),
        Expr::OptChain(chain) => chain.base.as_member(),
        _ => None,
    }
}

/// Where the `import()` behind an `await` begins.
fn awaited_import(expr: &Expr) -> Option<BytePos> {
    match without_parens(expr) {
        Expr::Await(awaited) => import_call(&awaited.arg),
        _ => None,
    }
}

fn import_call(expr: &Expr) -> Option<BytePos> {
    match without_parens(expr) {
        Expr::Call(call) if matches!(call.callee, Callee::Import(_)) => Some(call.span.lo),
        _ => None,
    }
}

fn without_parens(expr: &Expr) -> &Expr {
    match expr {
        Expr::Paren(paren) => without_parens(&paren.expr),
        other => other,
    }
}

/// The first parameter of a callback that has no other access to its arguments.
fn first_parameter(expr: &Expr) -> Option<&Pat> {
    match without_parens(expr) {
        Expr::Arrow(arrow) => arrow.params.first(),
        Expr::Fn(function) => {
            let mut finder = ArgumentsFinder { found: false };
            function.function.body.visit_with(&mut finder);
            function.function.params.first().map(|parameter| &parameter.pat).filter(|_| !finder.found)
        }
        _ => None,
    }
}

struct ArgumentsFinder {
    found: bool,
}

impl Visit for ArgumentsFinder {
    fn visit_ident(&mut self, ident: &Ident) {
        self.found |= ident.sym == "arguments";
    }
}

/// The name of an export in `namespace.name`. Plain objects inherit some that a namespace object does not have.
fn export_name(prop: &MemberProp) -> Option<String> {
    static_name(prop).filter(|name| !INHERITED.contains(&name.as_str()))
}

/// Properties of `Object.prototype`.
const INHERITED: [&str; 12] = [
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// The names that an object pattern takes; `None` if it takes the rest too, or computes a name.
pub(super) fn pattern_names(object: &ObjectPat) -> Option<BTreeSet<String>> {
    let name = |prop: &ObjectPatProp| match prop {
        ObjectPatProp::Assign(assign) => Some(assign.key.id.sym.to_string()),
        ObjectPatProp::KeyValue(pair) => match &pair.key {
            PropName::Ident(name) => Some(name.sym.to_string()),
            PropName::Str(name) => name.value.as_str().map(str::to_string),
            _ => None,
        },
        ObjectPatProp::Rest(_) => None,
    };
    let names: Option<BTreeSet<String>> = object.props.iter().map(name).collect();
    names.filter(|names| !INHERITED.iter().any(|inherited| names.contains(*inherited)))
}
