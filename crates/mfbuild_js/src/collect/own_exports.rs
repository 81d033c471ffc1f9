//! What CommonJS code does with its own exports object.
//!
//! Owns the forms that are understood: `exports.name = value` (several in a row too, also as the value of a declaration)
//! and `Object.defineProperty(exports, "name", { … })` as statements of the top level, and properties that are read or
//! written by their names anywhere. Any other use may let the object out, and then nothing of the file is dropped.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use swc_core::common::SyntaxContext;
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitWith};

use super::static_name;
use crate::purity::{Purity, changed_names};

/// What one statement has to do with the exports object.
#[derive(Default)]
pub(super) struct OwnUses {
    /// Properties that it sets and that need not be set if nobody reads them.
    pub(super) sets: Vec<String>,
    /// Properties that it reads, or writes as part of something else.
    pub(super) uses: Vec<String>,
    /// Of those, the ones that it calls as methods.
    called: Vec<String>,
}

/// The whole file: its statements, and for each property whether its value ignores `this` when it is called.
pub(super) struct OwnExports {
    pub(super) statements: Vec<OwnUses>,
    pub(super) properties: IndexMap<String, SetProperty, FxBuildHasher>,
}

/// A property that statements of the top level set.
#[derive(Clone, Copy)]
pub(super) struct SetProperty {
    /// Called as a method, the value does not look at its `this`.
    pub(super) ignores_this: bool,
    /// It is defined with attributes, perhaps with a getter.
    pub(super) is_defined: bool,
}

/// A statement that sets properties.
pub(super) enum Form<'a> {
    /// `exports.a = exports.b = value`, or a declaration with that value.
    Assigns(Vec<String>, &'a Expr),
    /// `Object.defineProperty(exports, "name", { … })`.
    Defines(String, &'a ObjectLit),
}

/// `exports.name`, `module.exports.name` or `this.name` as seen from the top level.
fn own_property(member: &MemberExpr, free: SyntaxContext, has_own_this: bool) -> Option<String> {
    let is_exports = is_exports(&member.obj, free) || (!has_own_this && member.obj.is_this());
    static_name(&member.prop).filter(|_| is_exports)
}

pub(super) fn is_exports(expr: &Expr, free: SyntaxContext) -> bool {
    let is_free =
        |expr: &Expr, name: &str| matches!(expr, Expr::Ident(ident) if ident.sym == *name && ident.ctxt == free);
    match expr {
        Expr::Member(member) => member.prop.is_ident_with("exports") && is_free(&member.obj, "module"),
        other => is_free(other, "exports"),
    }
}

/// The property that an assignment sets, and its value.
fn assignment(expr: &Expr, free: SyntaxContext) -> Option<(String, &Expr)> {
    let Expr::Assign(AssignExpr { op: AssignOp::Assign, left, right, .. }) = expr else { return None };
    let AssignTarget::Simple(SimpleAssignTarget::Member(target)) = left else { return None };
    Some((own_property(target, free, false)?, &**right))
}

/// The object, the name and the attributes in `Object.defineProperty(exports, "name", attributes)`.
fn definition(expr: &Expr, free: SyntaxContext) -> Option<(String, &Expr)> {
    let Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) = expr else { return None };
    let Expr::Member(callee) = &**callee else { return None };
    let is_define = callee.prop.is_ident_with("defineProperty")
        && matches!(&*callee.obj, Expr::Ident(object) if object.sym == *"Object" && object.ctxt == free);
    let [object, name, attributes] = &args[..] else { return None };
    let Expr::Lit(Lit::Str(name)) = &*name.expr else { return None };
    let is_plain = is_define && args.iter().all(|argument| argument.spread.is_none()) && is_exports(&object.expr, free);
    is_plain.then(|| Some((name.value.as_str()?.to_string(), &*attributes.expr)))?
}

pub(super) fn form(item: &ModuleItem, free: SyntaxContext) -> Option<Form<'_>> {
    let mut rest = match item {
        ModuleItem::Stmt(Stmt::Expr(stmt)) => {
            if let Some((name, Expr::Object(attributes))) = definition(&stmt.expr, free) {
                return Some(Form::Defines(name, attributes));
            }
            &*stmt.expr
        }
        ModuleItem::Stmt(Stmt::Decl(Decl::Var(var))) => match &var.decls[..] {
            // `var exports` is the parameter of the function around the file.
            [VarDeclarator { name: Pat::Ident(name), init: Some(init), .. }] if name.ctxt != free => init,
            _ => return None,
        },
        _ => return None,
    };
    let mut names = Vec::new();
    while let Some((name, value)) = assignment(rest, free) {
        names.push(name);
        rest = value;
    }
    (!names.is_empty()).then_some(Form::Assigns(names, rest))
}

/// Leaves out the properties that nobody reads. A function in a declaration would get the name of the variable, so there
/// the last assignment before it stays.
pub(crate) fn without_unread(stmt: &mut Stmt, free: SyntaxContext, unread: &FxHashSet<String>) {
    let (expr, names_value) = match stmt {
        Stmt::Expr(stmt) => (&mut stmt.expr, false),
        Stmt::Decl(Decl::Var(var)) => match &mut var.decls[..] {
            [VarDeclarator { name: Pat::Ident(_), init: Some(init), .. }] => (init, true),
            _ => return,
        },
        _ => return,
    };
    let mut place: &mut Box<Expr> = expr;
    while let Some((name, value)) = assignment(place, free) {
        let is_anonymous = matches!(value, Expr::Fn(FnExpr { ident: None, .. }) | Expr::Arrow(_))
            || matches!(value, Expr::Class(ClassExpr { ident: None, .. }));
        let goes = unread.contains(&name) && !(names_value && is_anonymous);
        let Expr::Assign(assign) = &mut **place else { return };
        if goes {
            let value = std::mem::replace(&mut assign.right, Box::new(Expr::Invalid(Invalid::default())));
            *place = value;
        } else {
            let Expr::Assign(assign) = &mut **place else { return };
            place = &mut assign.right;
        }
    }
}

/// Looks through a whole file; nothing if the object may be seen as such.
pub(super) fn own_exports(body: &[ModuleItem], free: SyntaxContext) -> Option<OwnExports> {
    let mut statements = Vec::with_capacity(body.len());
    for item in body {
        statements.push(statement(item, free)?);
    }
    let properties = properties(body, &statements, free)?;
    let calls = statements.iter().flat_map(|statement| &statement.called);
    let is_known = |name: &String| properties.get(name).is_some_and(|property| property.ignores_this);
    let all_known = calls.into_iter().all(is_known);
    all_known.then_some(OwnExports { statements, properties })
}

fn statement(item: &ModuleItem, free: SyntaxContext) -> Option<OwnUses> {
    let mut finder = Finder { free, this_depth: 0, found: OwnUses::default(), escapes: false };
    match form(item, free) {
        Some(Form::Assigns(names, value)) => {
            finder.found.sets = names;
            value.visit_with(&mut finder);
        }
        Some(Form::Defines(name, attributes)) => {
            finder.found.sets = vec![name];
            attributes.visit_with(&mut finder);
        }
        None => item.visit_with(&mut finder),
    }
    (!finder.escapes).then_some(finder.found)
}

/// What is known of the properties; nothing if one of them is no plain property, or is set after it got attributes.
fn properties(
    body: &[ModuleItem],
    statements: &[OwnUses],
    free: SyntaxContext,
) -> Option<IndexMap<String, SetProperty, FxBuildHasher>> {
    let functions = Functions::new(body, free);
    let mut properties: IndexMap<String, SetProperty, FxBuildHasher> = IndexMap::default();
    for (item, statement) in body.iter().zip(statements) {
        if statement.sets.is_empty() {
            continue;
        }
        let (is_defined, value) = match form(item, free)? {
            Form::Assigns(_, value) => (false, Some(value)),
            Form::Defines(_, attributes) => (true, defined_value(attributes)),
        };
        let ignores_this = value.is_some_and(|value| functions.ignores_this(value));
        for name in &statement.sets {
            let before = properties.get(name).copied();
            if name == "__proto__" || before.is_some_and(|before| before.is_defined) {
                return None;
            }
            let ignores_this = ignores_this && before.is_none_or(|before| before.ignores_this);
            properties.insert(name.clone(), SetProperty { ignores_this, is_defined });
        }
    }
    Some(properties)
}

fn defined_value(attributes: &ObjectLit) -> Option<&Expr> {
    attributes.props.iter().find_map(|prop| match prop.as_prop().map(|prop| &**prop) {
        Some(Prop::KeyValue(pair)) if matches!(&pair.key, PropName::Ident(key) if key.sym == *"value") => {
            Some(&*pair.value)
        }
        _ => None,
    })
}

/// Whether a statement that sets properties can go when nobody reads them; nothing for other statements.
pub(super) fn is_pure(item: &ModuleItem, own: &OwnExports, purity: &Purity<'_>) -> Option<bool> {
    let is_plain = |name: &str| own.properties.get(name).is_none_or(|property| !property.is_defined);
    match form(item, purity.free) {
        Some(Form::Assigns(_, value)) => {
            let own = value.as_member().and_then(|member| own_property(member, purity.free, false));
            Some(own.map_or_else(|| purity.expr(value), |name| is_plain(&name)))
        }
        Some(Form::Defines(_, attributes)) => {
            let is_value = |prop: &PropOrSpread| prop.as_prop().is_some_and(|prop| prop.is_key_value());
            Some(attributes.props.iter().all(is_value) && purity.expr(&Expr::Object(attributes.clone())))
        }
        None => helper(item, purity, &is_plain),
    }
}

/// `var helper = this && this.helper || value`, as TypeScript writes it.
fn helper(item: &ModuleItem, purity: &Purity<'_>, is_plain: &dyn Fn(&str) -> bool) -> Option<bool> {
    let ModuleItem::Stmt(Stmt::Decl(Decl::Var(var))) = item else { return None };
    let [VarDeclarator { name: Pat::Ident(_), init: Some(init), .. }] = &var.decls[..] else { return None };
    let Expr::Bin(BinExpr { op: BinaryOp::LogicalOr, left, right, .. }) = &**init else { return None };
    let Expr::Bin(BinExpr { op: BinaryOp::LogicalAnd, left: this, right: known, .. }) = &**left else { return None };
    let Expr::Member(known) = &**known else { return None };
    let name = own_property(known, purity.free, false)?;
    (this.is_this() && is_plain(&name)).then(|| purity.expr(right))
}

/// Collects what one statement does with the object.
struct Finder {
    free: SyntaxContext,
    /// Inside something that has a `this` of its own.
    this_depth: u32,
    found: OwnUses,
    /// The object may be seen as such.
    escapes: bool,
}

impl Finder {
    fn own(&self, member: &MemberExpr) -> Option<String> {
        own_property(member, self.free, self.this_depth > 0)
    }

    fn callee(&mut self, callee: &Expr) {
        if let Expr::Member(member) = callee {
            self.found.called.extend(self.own(member));
        }
        // `require.resolve()` and `require()` give nothing of this file.
        let function = match callee {
            Expr::Member(member) if member.prop.is_ident_with("resolve") => &member.obj,
            other => other,
        };
        if !matches!(function, Expr::Ident(name) if name.sym == *"require" && name.ctxt == self.free) {
            callee.visit_with(self);
        }
    }

    fn with_own_this(&mut self, visit: impl FnOnce(&mut Self)) {
        self.this_depth += 1;
        visit(self);
        self.this_depth -= 1;
    }
}

impl Visit for Finder {
    fn visit_expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Member(member) if self.own(member).is_some() => self.found.uses.extend(self.own(member)),
            // The object is always truthy.
            Expr::Bin(BinExpr { op: BinaryOp::LogicalAnd, left, right, .. })
                if left.is_this() && self.this_depth == 0 =>
            {
                right.visit_with(self);
            }
            Expr::This(_) => self.escapes |= self.this_depth == 0,
            _ => expr.visit_children_with(self),
        }
    }

    fn visit_simple_assign_target(&mut self, target: &SimpleAssignTarget) {
        match target {
            SimpleAssignTarget::Member(member) if self.own(member).is_some() => {
                self.found.uses.extend(self.own(member));
            }
            _ => target.visit_children_with(self),
        }
    }

    fn visit_callee(&mut self, callee: &Callee) {
        match callee {
            Callee::Expr(callee) => self.callee(callee),
            _ => callee.visit_children_with(self),
        }
    }

    fn visit_opt_call(&mut self, call: &OptCall) {
        self.callee(&call.callee);
        call.args.visit_with(self);
    }

    fn visit_tagged_tpl(&mut self, tagged: &TaggedTpl) {
        self.callee(&tagged.tag);
        tagged.tpl.visit_with(self);
    }

    fn visit_ident(&mut self, ident: &Ident) {
        let is_variable = match &*ident.sym {
            "exports" | "module" | "require" => ident.ctxt == self.free,
            // Those of the function around the file.
            "arguments" => self.this_depth == 0,
            _ => false,
        };
        self.escapes |= is_variable;
    }

    fn visit_with_stmt(&mut self, _: &WithStmt) {
        self.escapes = true;
    }

    fn visit_function(&mut self, function: &Function) {
        self.with_own_this(|finder| function.visit_children_with(finder));
    }

    fn visit_constructor(&mut self, constructor: &Constructor) {
        self.with_own_this(|finder| constructor.visit_children_with(finder));
    }

    fn visit_static_block(&mut self, block: &StaticBlock) {
        self.with_own_this(|finder| block.visit_children_with(finder));
    }

    fn visit_class_prop(&mut self, prop: &ClassProp) {
        prop.key.visit_with(self);
        self.with_own_this(|finder| prop.value.visit_with(finder));
    }

    fn visit_private_prop(&mut self, prop: &PrivateProp) {
        self.with_own_this(|finder| prop.value.visit_with(finder));
    }
}

/// Top-level names whose values are known, and whether they ignore `this` when they are called.
struct Functions {
    free: SyntaxContext,
    known: FxHashMap<Id, bool>,
}

impl Functions {
    fn new(body: &[ModuleItem], free: SyntaxContext) -> Self {
        let mut known = FxHashMap::default();
        for item in body {
            match item {
                ModuleItem::Stmt(Stmt::Decl(Decl::Fn(function))) => {
                    known.insert(function.ident.to_id(), !mentions_this(&function.function));
                }
                ModuleItem::Stmt(Stmt::Decl(Decl::Class(class))) => {
                    known.insert(class.ident.to_id(), true);
                }
                ModuleItem::Stmt(Stmt::Decl(Decl::Var(var))) => {
                    if let [VarDeclarator { name: Pat::Ident(name), init: Some(init), .. }] = &var.decls[..] {
                        known.insert(name.to_id(), ignores_this(init));
                    }
                }
                _ => {}
            }
        }
        let changed = changed_names(body, &|id| known.contains_key(id));
        known.retain(|id, _| !changed.contains(id));
        Self { free, known }
    }

    fn ignores_this(&self, value: &Expr) -> bool {
        match value {
            Expr::Ident(name) if name.ctxt == self.free => name.sym == *"undefined",
            Expr::Ident(name) => self.known.get(&name.to_id()).copied().unwrap_or(false),
            other => ignores_this(other),
        }
    }
}

/// Whether calling the value fails, or runs a function without a `this` of its own.
fn ignores_this(value: &Expr) -> bool {
    match value {
        Expr::Lit(_) | Expr::Unary(_) | Expr::Tpl(_) | Expr::Object(_) | Expr::Array(_) => true,
        Expr::Arrow(_) | Expr::Class(_) => true,
        Expr::Fn(function) => !mentions_this(&function.function),
        _ => false,
    }
}

/// Whether a function looks at its own `this`; classes in it count with all that they hold.
fn mentions_this(function: &Function) -> bool {
    struct ThisFinder(bool);
    impl Visit for ThisFinder {
        fn visit_this_expr(&mut self, _: &ThisExpr) {
            self.0 = true;
        }
        fn visit_fn_expr(&mut self, _: &FnExpr) {}
        fn visit_fn_decl(&mut self, _: &FnDecl) {}
    }
    let mut finder = ThisFinder(false);
    function.visit_children_with(&mut finder);
    finder.0
}
