//! Whether evaluating an expression or statement can be observed.
//!
//! Owns a conservative answer: `true` means that it may be dropped when nobody uses its value. Reading a property of an
//! unknown object, calling an unknown function and coercing an object to a primitive count as observable.

mod body;
mod imports;
mod inferred;
mod uses;

use std::cell::Cell;

use rustc_hash::FxHashMap;
use swc_core::common::{BytePos, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::find_pat_ids;

use crate::comments::Annotations;
pub(crate) use imports::{Imports, Question};
pub(crate) use inferred::Inferred;
pub(crate) use uses::changed as changed_names;

/// What the answer depends on.
pub(crate) struct Purity<'a> {
    /// Context of free variables.
    pub(crate) free: SyntaxContext,
    /// Annotated positions.
    pub(crate) annotations: &'a Annotations,
    /// What calls of the file's own functions do.
    pub(crate) inferred: &'a Inferred<'a>,
    /// Import bindings, and what has to be asked of their modules.
    pub(crate) imports: &'a Imports,
    /// `let`, `const` and classes of the top level, and from where on they have their values.
    initialised: FxHashMap<Id, BytePos>,
    /// How many functions are being looked into: when they run is not known.
    functions: Cell<u32>,
}

/// Globals that exist everywhere: reading them cannot throw.
const GLOBALS: &[&str] = &[
    "undefined",
    "NaN",
    "Infinity",
    "globalThis",
    "Object",
    "Array",
    "Function",
    "String",
    "Number",
    "Boolean",
    "Symbol",
    "BigInt",
    "Math",
    "JSON",
    "Date",
    "RegExp",
    "Map",
    "Set",
    "WeakMap",
    "WeakSet",
    "Promise",
    "Proxy",
    "Reflect",
    "Error",
    "TypeError",
    "RangeError",
    "SyntaxError",
    "Intl",
    "parseInt",
    "parseFloat",
    "isNaN",
    "isFinite",
    "encodeURIComponent",
    "decodeURIComponent",
    "ArrayBuffer",
    "DataView",
    "Uint8Array",
    "Int8Array",
    "Uint16Array",
    "Int16Array",
    "Uint32Array",
    "Int32Array",
    "Float32Array",
    "Float64Array",
    "Uint8ClampedArray",
];

/// Properties that functions have from the beginning, read-only or with an effect when written.
pub(crate) const SPECIAL: &[&str] = &["__proto__", "prototype", "name", "length", "arguments", "caller"];

/// Those of `GLOBALS` that no class can extend.
const NO_CONSTRUCTORS: &[&str] = &[
    "undefined",
    "NaN",
    "Infinity",
    "globalThis",
    "Symbol",
    "BigInt",
    "Math",
    "JSON",
    "Reflect",
    "Proxy",
    "Intl",
    "parseInt",
    "parseFloat",
    "isNaN",
    "isFinite",
    "encodeURIComponent",
    "decodeURIComponent",
];

/// Constructors and functions without effects when their arguments have none and are primitives or fresh values.
const PURE_CALLS: &[&str] = &["Symbol", "Boolean"];
/// Members of built-in objects that are plain data or functions.
const PURE_STATICS: &[&str] = &["Object", "Math", "Symbol", "Number", "Array", "JSON", "Reflect", "String", "Promise"];

impl<'a> Purity<'a> {
    /// A question about the statements of `file`.
    pub(crate) fn new(
        free: SyntaxContext,
        annotations: &'a Annotations,
        inferred: &'a Inferred<'a>,
        imports: &'a Imports,
        file: &[ModuleItem],
    ) -> Self {
        let initialised = file.iter().flat_map(initialised_by).collect();
        Self { free, annotations, inferred, imports, initialised, functions: Cell::new(0) }
    }
}

/// Lexical names of a top-level item, and from where on reading them does not throw (ECMA-262 9.1.1.1.6). The name of a
/// class can be read within it.
fn initialised_by(item: &ModuleItem) -> Vec<(Id, BytePos)> {
    let decl = match item {
        ModuleItem::Stmt(Stmt::Decl(decl))
        | ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl, .. })) => decl,
        ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(ExportDefaultDecl {
            decl: DefaultDecl::Class(ClassExpr { ident: Some(name), class }),
            ..
        })) => return vec![(name.to_id(), class.span.lo)],
        _ => return Vec::new(),
    };
    match decl {
        Decl::Class(class) => vec![(class.ident.to_id(), class.class.span.lo)],
        Decl::Var(var) if var.kind != VarDeclKind::Var => {
            let end = var.decls.last().map_or(var.span.hi, |last| last.span.hi);
            find_pat_ids::<_, Id>(&var.decls).into_iter().map(|name| (name, end)).collect()
        }
        _ => Vec::new(),
    }
}

impl Purity<'_> {
    /// Whether reading a name does nothing: it is there, and has its value.
    fn name(&self, name: &Ident) -> bool {
        if name.ctxt == self.free {
            return GLOBALS.contains(&&*name.sym);
        }
        let is_early = |from: &BytePos| !name.span.is_dummy() && name.span.lo < *from;
        self.functions.get() > 0 || !self.initialised.get(&name.to_id()).is_some_and(is_early)
    }

    /// An answer about what a function does when it is called.
    fn in_function<R>(&self, answer: impl FnOnce() -> R) -> R {
        self.functions.set(self.functions.get() + 1);
        let result = answer();
        self.functions.set(self.functions.get() - 1);
        result
    }

    /// Whether the statement may be dropped when nothing uses what it declares.
    pub(crate) fn stmt(&self, stmt: &Stmt) -> bool {
        match stmt {
            Stmt::Empty(_) => true,
            Stmt::Expr(stmt) => self.expr(&stmt.expr),
            Stmt::Decl(decl) => self.decl(decl),
            Stmt::Block(block) => block.stmts.iter().all(|stmt| self.stmt(stmt)),
            _ => false,
        }
    }

    /// Whether the declaration may be dropped when nothing uses its names.
    pub(crate) fn decl(&self, decl: &Decl) -> bool {
        match decl {
            Decl::Fn(_) => true,
            Decl::Class(class) => self.class(&class.class),
            Decl::Var(var) => var.decls.iter().all(|declarator| {
                declarator.init.as_ref().is_none_or(|init| declarator.name.is_ident() && self.expr(init))
            }),
            _ => false,
        }
    }

    /// Whether the expression may be dropped when nothing uses its value.
    pub(crate) fn expr(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Lit(_) | Expr::Fn(_) | Expr::Arrow(_) | Expr::This(_) | Expr::MetaProp(_) => true,
            Expr::Ident(ident) => self.name(ident),
            Expr::Class(class) => self.class(&class.class),
            Expr::Paren(paren) => self.expr(&paren.expr),
            Expr::Seq(seq) => seq.exprs.iter().all(|expr| self.expr(expr)),
            Expr::Cond(cond) => {
                let branch = |branch: &Expr, holds| self.expr(branch) || self.is_guarded(branch, &cond.test, holds);
                self.expr(&cond.test) && branch(&cond.cons, true) && branch(&cond.alt, false)
            }
            Expr::Array(array) => array.elems.iter().flatten().all(|element| self.argument(element)),
            Expr::Object(object) => object.props.iter().all(|prop| self.property(prop)),
            Expr::Unary(unary) => self.unary(unary),
            Expr::Bin(_) => self.operation(expr).0,
            Expr::Tpl(tpl) => tpl.exprs.iter().all(|expr| self.expr(expr) && self.is_primitive(expr)),
            Expr::Member(member) => self.member(member),
            Expr::Call(call) => self.call(call),
            Expr::New(new) => self.construction(new),
            Expr::TaggedTpl(tagged) => {
                self.annotations.pure.contains(&tagged.span.lo) && tagged.tpl.exprs.iter().all(|expr| self.expr(expr))
            }
            _ => false,
        }
    }

    /// Whether a value made by this expression is fresh, so that writing to its properties runs no foreign code.
    pub(crate) fn is_fresh(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Fn(_) | Expr::Arrow(_) | Expr::Array(_) => true,
            Expr::Object(object) => object.props.iter().all(is_plain_property),
            Expr::Class(class) => self.is_fresh_class(&class.class),
            Expr::Call(call) => self.is_annotated(call),
            Expr::Paren(paren) => self.is_fresh(&paren.expr),
            _ => false,
        }
    }

    /// A class whose static properties can be written without running its code.
    pub(crate) fn is_fresh_class(&self, class: &Class) -> bool {
        let is_plain = |member: &ClassMember| match member {
            ClassMember::Method(method) => !method.is_static || method.kind == MethodKind::Method,
            ClassMember::AutoAccessor(_) => false,
            _ => true,
        };
        class.super_class.is_none() && class.body.iter().all(is_plain)
    }

    fn argument(&self, argument: &ExprOrSpread) -> bool {
        argument.spread.is_none() && self.expr(&argument.expr)
    }

    fn key(&self, key: &PropName) -> bool {
        match key {
            PropName::Computed(computed) => self.expr(&computed.expr) && self.is_property_key(&computed.expr),
            _ => true,
        }
    }

    fn property(&self, property: &PropOrSpread) -> bool {
        let PropOrSpread::Prop(property) = property else { return false };
        match &**property {
            Prop::Shorthand(ident) => self.name(ident),
            Prop::KeyValue(pair) => self.key(&pair.key) && self.expr(&pair.value),
            Prop::Getter(getter) => self.key(&getter.key),
            Prop::Setter(setter) => self.key(&setter.key),
            Prop::Method(method) => self.key(&method.key),
            _ => false,
        }
    }

    fn class(&self, class: &Class) -> bool {
        let extends = class.super_class.as_ref().is_none_or(|parent| self.super_class(parent));
        extends && class.decorators.is_empty() && class.body.iter().all(|member| self.class_member(member))
    }

    /// What is surely a constructor (or null): anything else throws or runs a getter of `prototype`.
    fn super_class(&self, parent: &Expr) -> bool {
        match parent {
            Expr::Ident(ident) => {
                let is_constructor = match ident.ctxt == self.free {
                    true => !NO_CONSTRUCTORS.contains(&&*ident.sym),
                    false => !self.inferred.is_no_constructor(&ident.to_id()),
                };
                self.name(ident) && is_constructor
            }
            Expr::Lit(Lit::Null(_)) | Expr::Fn(_) => true,
            Expr::Class(class) => self.class(&class.class),
            Expr::Call(_) | Expr::Member(_) => self.expr(parent),
            _ => false,
        }
    }

    fn class_member(&self, member: &ClassMember) -> bool {
        match member {
            ClassMember::Constructor(_) | ClassMember::Empty(_) | ClassMember::TsIndexSignature(_) => true,
            ClassMember::Method(ClassMethod { key, function, is_static, .. }) => {
                self.key(key) && function.decorators.is_empty() && !(*is_static && is_prototype(key))
            }
            ClassMember::PrivateMethod(method) => method.function.decorators.is_empty(),
            ClassMember::ClassProp(prop) => {
                let value = !prop.is_static || prop.value.as_ref().is_none_or(|value| self.expr(value));
                let is_allowed = !(prop.is_static && is_prototype(&prop.key));
                value && is_allowed && self.key(&prop.key) && prop.decorators.is_empty()
            }
            ClassMember::PrivateProp(prop) => {
                !prop.is_static || prop.value.as_ref().is_none_or(|value| self.expr(value))
            }
            ClassMember::StaticBlock(block) => block.body.stmts.is_empty(),
            _ => false,
        }
    }

    fn unary(&self, unary: &UnaryExpr) -> bool {
        match unary.op {
            // `typeof missing` does not throw.
            UnaryOp::TypeOf => self.is_free_name(&unary.arg) || self.expr(&unary.arg),
            UnaryOp::Bang | UnaryOp::Void => self.expr(&unary.arg),
            UnaryOp::Minus | UnaryOp::Plus | UnaryOp::Tilde => self.expr(&unary.arg) && self.is_primitive(&unary.arg),
            UnaryOp::Delete => false,
        }
    }

    /// Whether an operation is pure, and whether its value is a primitive: both in one walk, chains of `+` are long.
    fn operation(&self, expr: &Expr) -> (bool, bool) {
        let Expr::Bin(binary) = expr else { return (self.expr(expr), self.is_primitive(expr)) };
        let (left, mut right) = (self.operation(&binary.left), self.operation(&binary.right));
        right.0 |= match binary.op {
            BinaryOp::LogicalAnd => self.is_guarded(&binary.right, &binary.left, true),
            BinaryOp::LogicalOr => self.is_guarded(&binary.right, &binary.left, false),
            _ => false,
        };
        let (pure, primitive) = (left.0 && right.0, left.1 && right.1);
        match binary.op {
            BinaryOp::EqEqEq | BinaryOp::NotEqEq => (pure, true),
            // Nothing is converted to be compared with `null` (ECMA-262 7.2.13).
            BinaryOp::EqEq | BinaryOp::NotEq if is_null(&binary.left) || is_null(&binary.right) => (pure, true),
            BinaryOp::LogicalAnd | BinaryOp::LogicalOr | BinaryOp::NullishCoalescing => (pure, primitive),
            BinaryOp::In | BinaryOp::InstanceOf => (false, true),
            _ => (pure && primitive, primitive),
        }
    }

    fn member(&self, member: &MemberExpr) -> bool {
        let Expr::Ident(object) = &*member.obj else { return false };
        if member.prop.is_computed() {
            return false;
        }
        self.imports.is_namespace(&object.to_id()) || (object.ctxt == self.free && PURE_STATICS.contains(&&*object.sym))
    }

    fn call(&self, call: &CallExpr) -> bool {
        let arguments = call.args.iter().all(|argument| self.argument(argument));
        arguments && (self.is_annotated(call) || self.callee(call))
    }

    /// `/*#__PURE__*/ a().b()` says something about `a()` only: an inner call starts at the same place.
    fn is_annotated(&self, call: &CallExpr) -> bool {
        if call.span.is_pure() {
            return true;
        }
        let Callee::Expr(callee) = &call.callee else { return false };
        self.annotations.pure.contains(&call.span.lo) && !starts_with_call(callee) && self.computed_keys(callee)
    }

    /// An annotation speaks of the call, not of how the function is found.
    fn computed_keys(&self, callee: &Expr) -> bool {
        match callee {
            Expr::Member(MemberExpr { obj, prop: MemberProp::Computed(key), .. }) => {
                self.expr(&key.expr) && self.computed_keys(obj)
            }
            Expr::Member(member) => self.computed_keys(&member.obj),
            _ => true,
        }
    }

    fn callee(&self, call: &CallExpr) -> bool {
        let Callee::Expr(callee) = &call.callee else { return false };
        match &**callee {
            Expr::Ident(ident) if ident.ctxt == self.free => {
                PURE_CALLS.contains(&&*ident.sym) && call.args.iter().all(|argument| self.is_primitive(&argument.expr))
            }
            Expr::Ident(ident) => {
                let id = ident.to_id();
                self.inferred.is_pure_function(&id, self) || self.imports.ask(&id, None, false)
            }
            Expr::Fn(function) => inferred::function(&function.function, self),
            Expr::Arrow(arrow) => inferred::arrow(arrow, self),
            Expr::Member(member) => {
                self.is_pure_static_call(member, &call.args) || self.is_call_of_namespace(member, false)
            }
            _ => false,
        }
    }

    /// `namespace.name()`: its module has to be asked.
    fn is_call_of_namespace(&self, callee: &MemberExpr, is_construction: bool) -> bool {
        match (&*callee.obj, &callee.prop) {
            (Expr::Ident(object), MemberProp::Ident(name)) => {
                self.imports.ask(&object.to_id(), Some(&name.sym), is_construction)
            }
            _ => false,
        }
    }

    fn is_pure_static_call(&self, member: &MemberExpr, args: &[ExprOrSpread]) -> bool {
        let (Expr::Ident(object), MemberProp::Ident(name)) = (&*member.obj, &member.prop) else { return false };
        if object.ctxt != self.free {
            return false;
        }
        match (&*object.sym, &*name.sym) {
            ("Object", "freeze") => args.iter().all(|argument| self.is_fresh(&argument.expr)),
            ("Object", "create") => matches!(args, [only] if matches!(&*only.expr, Expr::Lit(Lit::Null(_)))),
            ("Symbol", "for") => args.iter().all(|argument| self.is_primitive(&argument.expr)),
            _ => false,
        }
    }

    fn construction(&self, new: &NewExpr) -> bool {
        let args = new.args.as_deref().unwrap_or_default();
        if !args.iter().all(|argument| self.argument(argument)) {
            return false;
        }
        if self.annotations.pure.contains(&new.span.lo) || new.span.is_pure() {
            return true;
        }
        match &*new.callee {
            Expr::Ident(callee) if callee.ctxt == self.free => self.is_harmless_construction(&callee.sym, args),
            Expr::Ident(callee) => self.is_pure_class(callee),
            Expr::Member(callee) => self.is_call_of_namespace(callee, true),
            _ => false,
        }
    }

    /// Whether making an instance of a class of this file or of another one does nothing.
    fn is_pure_class(&self, class: &Ident) -> bool {
        let id = class.to_id();
        self.inferred.is_pure_class(&id, self) || self.imports.ask(&id, None, true)
    }
}

/// Whether the text of the expression begins with a call of its own.
pub(crate) fn starts_with_call(expr: &Expr) -> bool {
    match expr {
        Expr::Paren(paren) => starts_with_call(&paren.expr),
        Expr::Call(_) | Expr::New(_) | Expr::TaggedTpl(_) => true,
        Expr::Member(member) => starts_with_call(&member.obj),
        _ => false,
    }
}

/// A property that runs no code when it is written, and does not change what the object inherits from.
fn is_plain_property(property: &PropOrSpread) -> bool {
    let PropOrSpread::Prop(property) = property else { return false };
    match &**property {
        Prop::KeyValue(pair) => match &pair.key {
            PropName::Ident(name) => name.sym != *"__proto__",
            PropName::Str(name) => name.value.as_str() != Some("__proto__"),
            PropName::Computed(_) => false,
            _ => true,
        },
        Prop::Setter(_) | Prop::Getter(_) => false,
        _ => true,
    }
}

/// A static `["prototype"]`, which throws (ECMA-262 10.2.5): the property of a class is read-only.
fn is_prototype(key: &PropName) -> bool {
    let PropName::Computed(key) = key else { return false };
    match &*key.expr {
        Expr::Lit(Lit::Str(text)) => text.value == *"prototype",
        Expr::Lit(_) => false,
        expr => !expr.is_member(),
    }
}

fn is_null(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(Lit::Null(_)))
}

impl Purity<'_> {
    /// Built-in constructors whose arguments can neither throw nor run an unknown iterator.
    fn is_harmless_construction(&self, name: &str, args: &[ExprOrSpread]) -> bool {
        let args: Vec<&Expr> = args.iter().map(|argument| &*argument.expr).collect();
        let is_absent = |expr: &&Expr| matches!(expr, Expr::Lit(Lit::Null(_))) || expr.is_ident_ref_to("undefined");
        match (name, &args[..]) {
            ("Map" | "Set" | "WeakMap" | "WeakSet" | "Object" | "Array" | "Date" | "Error", []) => true,
            ("Map" | "Set" | "WeakMap" | "WeakSet", [only]) if is_absent(only) => true,
            ("Set", [Expr::Array(array)]) => array.elems.iter().flatten().all(|element| self.is_primitive(&element.expr)),
            ("Map", [Expr::Array(array)]) => array.elems.iter().flatten().all(
                |element| matches!(&*element.expr, Expr::Array(pair) if pair.elems.len() == 2 && element.spread.is_none()),
            ),
            ("Date", [Expr::Lit(Lit::Num(_) | Lit::Str(_))]) | ("Error", [Expr::Lit(Lit::Str(_))]) => true,
            _ => false,
        }
    }

    /// Whether the expression is a name that `test` has found to exist, if `test` is as truthy as `holds` says:
    /// `typeof NAME === "function" ? NAME : …`.
    fn is_guarded(&self, expr: &Expr, test: &Expr, holds: bool) -> bool {
        let (Expr::Ident(name), Expr::Bin(BinExpr { op, left, right, .. })) = (expr, test) else { return false };
        let (Expr::Unary(UnaryExpr { op: UnaryOp::TypeOf, arg, .. }), Expr::Lit(Lit::Str(text))) = (&**left, &**right)
        else {
            return false;
        };
        let is_equal = match op {
            BinaryOp::EqEqEq | BinaryOp::EqEq => holds,
            BinaryOp::NotEqEq | BinaryOp::NotEq => !holds,
            _ => return false,
        };
        if name.ctxt != self.free {
            return false;
        }
        let is_same = matches!(&**arg, Expr::Ident(tested) if tested.to_id() == name.to_id());
        is_same && is_equal != (text.value.as_str() == Some("undefined"))
    }

    /// A free variable, which `typeof` may name although it does not exist.
    fn is_free_name(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Ident(name) if name.ctxt == self.free)
    }

    fn is_property_key(&self, expr: &Expr) -> bool {
        let is_symbol = |member: &MemberExpr| {
            matches!(&*member.obj, Expr::Ident(object) if object.sym == *"Symbol" && object.ctxt == self.free)
                && !member.prop.is_ident_with("prototype")
        };
        self.is_primitive(expr) || matches!(expr, Expr::Member(member) if is_symbol(member))
    }

    /// Whether the value is certainly a primitive, so that converting it runs no user code.
    fn is_primitive(&self, expr: &Expr) -> bool {
        match expr {
            // Mixing a BigInt with a number throws.
            Expr::Lit(literal) => !matches!(literal, Lit::Regex(_) | Lit::JSXText(_) | Lit::BigInt(_)),
            Expr::Tpl(tpl) => tpl.exprs.iter().all(|expr| self.is_primitive(expr)),
            Expr::Unary(unary) => {
                matches!(unary.op, UnaryOp::TypeOf | UnaryOp::Bang | UnaryOp::Void) || self.is_primitive(&unary.arg)
            }
            Expr::Paren(paren) => self.is_primitive(&paren.expr),
            Expr::Bin(binary) => match binary.op {
                BinaryOp::EqEqEq | BinaryOp::NotEqEq => true,
                _ => self.is_primitive(&binary.left) && self.is_primitive(&binary.right),
            },
            Expr::Ident(ident) => ident.sym == *"undefined" && ident.ctxt == self.free,
            _ => false,
        }
    }
}
