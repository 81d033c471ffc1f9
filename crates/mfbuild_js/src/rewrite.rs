//! Rewrites one member's tree: import bindings, requests and module variables become what the linker decided.
//!
//! Owns the substitution only; which statements stay and in which order is `render`'s.

use rustc_hash::FxHashMap;
use swc_core::common::{BytePos, DUMMY_SP, Span, Spanned, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::ExprFactory;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

use crate::collect::{is_import_meta_url, static_chain};
use crate::draft::{Holes, Place};
use crate::facts::{ImportIdx, SymbolIdx};
use crate::fold::negated_product;
use crate::names::Names;
use crate::scope::{Member, RequestValue, Value};

/// ECMA-262 IdentifierName: what may follow a dot, reserved words included.
pub(crate) fn is_identifier_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(Ident::is_valid_start) && chars.all(Ident::is_valid_continue)
}

pub(crate) fn member(object: Expr, name: &str) -> Expr {
    let prop = if is_identifier_name(name) {
        MemberProp::Ident(IdentName::new(name.into(), DUMMY_SP))
    } else {
        MemberProp::Computed(ComputedPropName { span: DUMMY_SP, expr: Box::new(string(name)) })
    };
    Expr::Member(MemberExpr { span: DUMMY_SP, obj: Box::new(object), prop })
}

/// `["name"]` of an object literal.
pub(crate) fn computed_key(name: &str) -> PropName {
    PropName::Computed(ComputedPropName { span: DUMMY_SP, expr: Box::new(string(name)) })
}

pub(crate) fn call(callee: Expr, args: Vec<Expr>) -> Expr {
    let args = args.into_iter().map(ExprOrSpread::from).collect();
    Expr::Call(CallExpr { callee: callee.as_callee(), args, ..Default::default() })
}

pub(crate) fn number(value: u32) -> Expr {
    Expr::Lit(Lit::Num(f64::from(value).into()))
}

pub(crate) fn string(value: &str) -> Expr {
    Expr::Lit(Lit::Str(value.into()))
}

/// By name.
type ByName<T> = FxHashMap<Id, T>;
/// By name and chain of properties.
type ByMember<T> = FxHashMap<Id, FxHashMap<Vec<String>, T>>;

/// Rewrites the statements of one member.
pub(crate) struct Rewriter<'a> {
    pub(crate) names: &'a mut Names,
    pub(crate) links: Links<'a>,
    /// Requests by the places of their literals.
    pub(crate) positions: &'a FxHashMap<BytePos, ImportIdx>,
    pub(crate) free: SyntaxContext,
    pub(crate) is_cjs: bool,
    /// Inside something that has a `this` of its own.
    pub(crate) this_depth: u32,
    /// `import.meta` is an object that the module keeps: its variable.
    pub(crate) meta: Option<Ident>,
}

/// What import bindings and requests become.
pub(crate) enum Links<'a> {
    Known {
        /// Symbols of all members of the scope.
        symbols: &'a [Vec<Id>],
        bindings: ByName<&'a Value>,
        members: ByMember<&'a Value>,
        requests: &'a FxHashMap<ImportIdx, RequestValue>,
    },
    /// It is not known yet.
    Later(Holes),
}

impl<'a> Links<'a> {
    /// Those of a member whose own symbols are `own`.
    pub(crate) fn of(member: &'a Member, own: &[Id], symbols: &'a [Vec<Id>]) -> Self {
        let id = |symbol: &SymbolIdx| own[symbol.0 as usize].clone();
        let mut members: ByMember<&'a Value> = FxHashMap::default();
        #[expect(clippy::iter_over_hash_type, reason = "one table is made of another")]
        for ((symbol, names), value) in &member.members {
            members.entry(id(symbol)).or_default().insert(names.clone(), value);
        }
        let bindings = member.bindings.iter().map(|(symbol, value)| (id(symbol), value)).collect();
        Self::Known { symbols, bindings, members, requests: &member.requests }
    }
}

impl<'a> Rewriter<'a> {
    fn bound(&mut self, ident: &Ident) -> Option<Expr> {
        match &mut self.links {
            Links::Later(holes) => holes.binding(ident),
            Links::Known { bindings, symbols, .. } => {
                Some(spanned(self.names.value(bindings.get(&ident.to_id())?, symbols), ident.span))
            }
        }
    }

    fn bound_member(&mut self, expr: &MemberExpr) -> Option<Expr> {
        match &mut self.links {
            Links::Later(holes) => holes.chain(expr),
            Links::Known { members, .. } if members.is_empty() => None,
            Links::Known { members, symbols, .. } => {
                let (object, names) = static_chain(expr)?;
                let value = members.get(&object.to_id())?.get(&names)?;
                Some(spanned(self.names.value(value, symbols), expr.span))
            }
        }
    }

    /// `module`, `exports`, `require`, `global` and friends.
    fn module_variable(&self, ident: &Ident) -> Option<Expr> {
        if ident.ctxt != self.free {
            return None;
        }
        Some(match &*ident.sym {
            "module" | "__webpack_module__" => Expr::Ident(self.names.module.clone()),
            "exports" if self.is_cjs => Expr::Ident(self.names.exports.clone()),
            "require" | "__webpack_require__" => Expr::Ident(self.names.require.clone()),
            "global" => Expr::Ident(Ident::new("globalThis".into(), ident.span, self.free)),
            "__webpack_public_path__" => self.names.helper("p"),
            "__webpack_nonce__" => self.names.helper("nc"),
            "__webpack_modules__" => self.names.helper("m"),
            // Dynamic containers by hand (spec/module-federation.md §6.1).
            "__webpack_init_sharing__" => self.names.helper("I"),
            "__webpack_share_scopes__" => self.names.helper("S"),
            "__filename" => string("/index.js"),
            "__dirname" => string("/"),
            _ => return None,
        })
    }

    fn request(&self, literal: &Expr) -> Option<&'a RequestValue> {
        let Links::Known { requests, .. } = &self.links else { return None };
        requests.get(self.positions.get(&literal.span_lo())?)
    }

    fn call_request(&mut self, expr: &CallExpr) -> Option<Expr> {
        let literal = &expr.args.first()?.expr;
        if expr.callee.is_super_() {
            return None;
        }
        if let Links::Later(holes) = &mut self.links {
            return Some(holes.request(*self.positions.get(&literal.span_lo())?));
        }
        let value = self.request(literal)?;
        match (&expr.callee, value) {
            (_, RequestValue::Require(..) | RequestValue::Dynamic { .. }) => {
                let mut replaced = self.names.request(value)?;
                replaced.set_span(expr.span);
                Some(replaced)
            }
            (Callee::Import(_), RequestValue::Missing(request)) => {
                let thrower = thrower(&not_found(request), "MODULE_NOT_FOUND", self.free);
                let promise = Expr::Ident(Ident::new("Promise".into(), DUMMY_SP, self.free));
                let resolved = call(member(promise, "resolve"), Vec::new());
                Some(call(member(resolved, "then"), vec![thrower]))
            }
            (_, RequestValue::Missing(request)) => {
                Some(call(thrower(&not_found(request), "MODULE_NOT_FOUND", self.free), Vec::new()))
            }
            (_, RequestValue::Asynchronous(request)) => {
                let message = format!("require() cannot wait for '{request}', which uses top-level await");
                Some(call(thrower(&message, "ERR_REQUIRE_ASYNC_MODULE", self.free), Vec::new()))
            }
            (_, RequestValue::Id(id)) => Some(number(*id)),
            (_, RequestValue::AssetUrl(_) | RequestValue::Name(_)) => None,
        }
    }

    /// `new URL("./x", import.meta.url)` with a resolved asset.
    fn url(&self, new: &mut NewExpr) -> bool {
        let Some(args) = &mut new.args else { return false };
        let Some(RequestValue::AssetUrl(file)) = args.first().and_then(|request| self.request(&request.expr)) else {
            return false;
        };
        let path = BinExpr {
            span: DUMMY_SP,
            op: BinaryOp::Add,
            left: Box::new(self.names.helper("p")),
            right: Box::new(string(file)),
        };
        *args = vec![Expr::Bin(path).into(), page_location(self.free).into()];
        true
    }

    fn own_url(&self) -> Expr {
        own_url(self.names, self.free)
    }

    fn within<R>(&mut self, place: Place, visit: impl FnOnce(&mut Self) -> R) -> R {
        let before = self.set_place(place);
        let result = visit(self);
        self.set_place(before);
        result
    }

    fn set_place(&mut self, place: Place) -> Place {
        match &mut self.links {
            Links::Later(holes) => std::mem::replace(&mut holes.place, place),
            Links::Known { .. } => place,
        }
    }

    fn with_own_this(&mut self, visit: impl FnOnce(&mut Self)) {
        self.this_depth += 1;
        visit(self);
        self.this_depth -= 1;
    }

    /// A replaced callee must not become a method call: `f()` → `(0, x.f)()`.
    fn callee(&mut self, callee: &mut Expr) -> bool {
        let replaced = match callee {
            Expr::Ident(ident) => {
                let bound = self.within(Place::Callee, |rewriter| rewriter.bound(ident));
                bound.or_else(|| self.module_variable(ident)).map(|value| match value {
                    Expr::Member(_) => detached(value),
                    other => other,
                })
            }
            // `namespace.f()` has a receiver, and that is the exports object.
            Expr::Member(member) => self.bound_member(member),
            _ => None,
        };
        let Some(replaced) = replaced else { return false };
        *callee = replaced;
        true
    }
}

fn page_location(free: SyntaxContext) -> Expr {
    member(Expr::Ident(Ident::new("self".into(), DUMMY_SP, free)), "location")
}

/// The url that code of this build is loaded from.
fn own_url(names: &Names, free: SyntaxContext) -> Expr {
    let url = Expr::Ident(Ident::new("URL".into(), DUMMY_SP, free));
    let args = vec![names.helper("p").into(), page_location(free).into()];
    let new = NewExpr { callee: Box::new(url), args: Some(args), ..Default::default() };
    member(Expr::New(new), "href")
}

/// `{ __proto__: null, url: … }`: the `import.meta` of a module (ECMA-262 13.3.12.1).
pub(crate) fn import_meta(names: &Names, free: SyntaxContext) -> Expr {
    let property = |name: &str, value: Expr| {
        let key = PropName::Ident(IdentName::new(name.into(), DUMMY_SP));
        PropOrSpread::Prop(Box::new(Prop::KeyValue(KeyValueProp { key, value: Box::new(value) })))
    };
    let null = Expr::Lit(Lit::Null(Null { span: DUMMY_SP }));
    let props = vec![property("__proto__", null), property("url", own_url(names, free))];
    Expr::Object(ObjectLit { span: DUMMY_SP, props })
}

/// The expression, at a place in the source.
fn spanned(mut expr: Expr, span: Span) -> Expr {
    match &mut expr {
        Expr::Ident(ident) => ident.span = span,
        Expr::Member(member) => member.span = span,
        _ => {}
    }
    expr
}

fn detached(expr: Expr) -> Expr {
    let seq = SeqExpr { span: DUMMY_SP, exprs: vec![Box::new(number(0)), Box::new(expr)] };
    Expr::Paren(ParenExpr { span: DUMMY_SP, expr: Box::new(Expr::Seq(seq)) })
}

fn not_found(request: &str) -> String {
    format!("Cannot find module '{request}'")
}

/// A function that throws an error of Node.
fn thrower(message: &str, code: &str, free: SyntaxContext) -> Expr {
    let free_name = |name: &str| Expr::Ident(Ident::new(name.into(), DUMMY_SP, free));
    let code = ObjectLit {
        span: DUMMY_SP,
        props: vec![PropOrSpread::Prop(Box::new(Prop::KeyValue(KeyValueProp {
            key: PropName::Ident(IdentName::new("code".into(), DUMMY_SP)),
            value: Box::new(string(code)),
        })))],
    };
    let error = NewExpr {
        callee: Box::new(free_name("Error")),
        args: Some(vec![string(message).into()]),
        ..Default::default()
    };
    let thrown = call(member(free_name("Object"), "assign"), vec![Expr::New(error), Expr::Object(code)]);
    let throw = Stmt::Throw(ThrowStmt { span: DUMMY_SP, arg: Box::new(thrown) });
    let body = ArrowFunctionBody::FunctionBody(FunctionBody { span: DUMMY_SP, stmts: vec![throw] });
    let arrow = Expr::Arrow(ArrowExpr { body: Box::new(body), ..Default::default() });
    Expr::Paren(ParenExpr { span: DUMMY_SP, expr: Box::new(arrow) })
}

impl VisitMut for Rewriter<'_> {
    fn visit_mut_expr(&mut self, expr: &mut Expr) {
        let replaced = match expr {
            Expr::Ident(ident) => self.bound(ident).or_else(|| self.module_variable(ident)),
            Expr::This(_) if self.this_depth == 0 && !self.is_cjs => Some(*Expr::undefined(DUMMY_SP)),
            Expr::Member(member) if self.meta.is_none() && is_import_meta_url(member) => Some(self.own_url()),
            Expr::Member(member) => {
                self.hot_object(member).or_else(|| self.module_table(member)).or_else(|| self.bound_member(member))
            }
            Expr::Lit(_) => self.named_module(expr),
            Expr::MetaProp(meta) if meta.kind == MetaPropKind::ImportMeta => self.meta.clone().map(Expr::Ident),
            Expr::Call(call) => self.call_request(call),
            Expr::New(new) => {
                if self.url(new) {
                    return;
                }
                None
            }
            _ => None,
        };
        match replaced {
            Some(replaced) => *expr = replaced,
            None if expr.is_member() => expr.visit_mut_children_with(self),
            None => self.within(Place::Value, |rewriter| expr.visit_mut_children_with(rewriter)),
        }
        if let Expr::Unary(unary) = expr
            && let Some(product) = negated_product(unary)
        {
            *expr = product;
        }
    }

    fn visit_mut_new_expr(&mut self, new: &mut NewExpr) {
        self.within(Place::Constructed, |rewriter| new.callee.visit_mut_with(rewriter));
        new.args.visit_mut_with(self);
    }

    fn visit_mut_callee(&mut self, callee: &mut Callee) {
        if let Callee::Expr(expr) = callee
            && self.callee(expr)
        {
            return;
        }
        callee.visit_mut_children_with(self);
    }

    fn visit_mut_opt_call(&mut self, call: &mut OptCall) {
        if !self.callee(&mut call.callee) {
            call.callee.visit_mut_with(self);
        }
        call.args.visit_mut_with(self);
    }

    fn visit_mut_tagged_tpl(&mut self, tagged: &mut TaggedTpl) {
        if !self.callee(&mut tagged.tag) {
            tagged.tag.visit_mut_with(self);
        }
        tagged.tpl.visit_mut_with(self);
    }

    fn visit_mut_update_expr(&mut self, update: &mut UpdateExpr) {
        match &mut *update.arg {
            Expr::Member(member) => member.visit_mut_with(self),
            other => other.visit_mut_with(self),
        }
    }

    fn visit_mut_unary_expr(&mut self, unary: &mut UnaryExpr) {
        match &mut *unary.arg {
            Expr::Member(member) if unary.op == UnaryOp::Delete => member.visit_mut_with(self),
            other => other.visit_mut_with(self),
        }
    }

    fn visit_mut_pat(&mut self, pat: &mut Pat) {
        if let Pat::Expr(target) = pat {
            return target.visit_mut_children_with(self);
        }
        if let Pat::Ident(name) = pat
            && let Some(replaced) = self.module_variable(&name.id)
        {
            match replaced {
                // `var exports` in CommonJS is the parameter.
                Expr::Ident(ident) => name.id = ident,
                other => *pat = Pat::Expr(Box::new(other)),
            }
            return;
        }
        pat.visit_mut_children_with(self);
    }

    fn visit_mut_simple_assign_target(&mut self, target: &mut SimpleAssignTarget) {
        if let SimpleAssignTarget::Ident(binding) = target
            && let Some(replaced) = self.module_variable(&binding.id)
        {
            match replaced {
                Expr::Ident(ident) => binding.id = ident,
                Expr::Member(member) => *target = SimpleAssignTarget::Member(member),
                _ => {}
            }
            return;
        }
        target.visit_mut_children_with(self);
    }

    fn visit_mut_prop(&mut self, prop: &mut Prop) {
        if let Prop::Shorthand(ident) = prop
            && let Some(value) = self.bound(ident).or_else(|| self.module_variable(ident))
        {
            let key = match &*ident.sym {
                // ECMA-262 B.3.1: `__proto__: value` would set the prototype, which the shorthand does not.
                "__proto__" => computed_key("__proto__"),
                _ => PropName::Ident(IdentName::new(ident.sym.clone(), ident.span)),
            };
            *prop = Prop::KeyValue(KeyValueProp { key, value: Box::new(value) });
            return;
        }
        prop.visit_mut_children_with(self);
    }

    fn visit_mut_function(&mut self, function: &mut Function) {
        self.with_own_this(|rewriter| function.visit_mut_children_with(rewriter));
    }

    fn visit_mut_constructor(&mut self, constructor: &mut Constructor) {
        self.with_own_this(|rewriter| constructor.visit_mut_children_with(rewriter));
    }

    fn visit_mut_static_block(&mut self, block: &mut StaticBlock) {
        self.with_own_this(|rewriter| block.visit_mut_children_with(rewriter));
    }

    fn visit_mut_class_prop(&mut self, prop: &mut ClassProp) {
        prop.key.visit_mut_with(self);
        self.with_own_this(|rewriter| prop.value.visit_mut_with(rewriter));
    }

    fn visit_mut_private_prop(&mut self, prop: &mut PrivateProp) {
        self.with_own_this(|rewriter| prop.value.visit_mut_with(rewriter));
    }
}

impl Rewriter<'_> {
    /// `module.hot`, `import.meta.webpackHot`, `import.meta.hot`: webpack's object, and Vite's, which is a part of it.
    fn hot_object(&self, hot: &MemberExpr) -> Option<Expr> {
        let object = member(Expr::Ident(self.names.module.clone()), "hot");
        match &*hot.obj {
            Expr::MetaProp(meta) if meta.kind == MetaPropKind::ImportMeta => {
                if hot.prop.is_ident_with("webpackHot") {
                    return Some(object);
                }
                hot.prop.is_ident_with("hot").then(|| member(object, "meta"))
            }
            Expr::Ident(module) if module.sym == *"module" && module.ctxt == self.free => {
                hot.prop.is_ident_with("hot").then_some(object)
            }
            _ => None,
        }
    }

    /// `require.cache`: the table of modules that have been asked for.
    fn module_table(&self, table: &MemberExpr) -> Option<Expr> {
        let is_require = matches!(&*table.obj, Expr::Ident(name) if name.sym == *"require" && name.ctxt == self.free);
        (is_require && table.prop.is_ident_with("cache")).then(|| self.names.helper("c"))
    }

    /// A request that only names a module.
    fn named_module(&self, literal: &Expr) -> Option<Expr> {
        match self.request(literal)? {
            RequestValue::Name(id) => Some(number(*id)),
            _ => None,
        }
    }
}
