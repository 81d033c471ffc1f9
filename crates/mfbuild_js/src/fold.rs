//! Constant folding before anything is resolved: defines, `typeof` of module variables, `module.hot`, dead branches.
//!
//! Owns only what decides which requests exist; everything else is left to the minifier.

use rustc_hash::FxHashSet;
use swc_core::common::util::take::Take;
use swc_core::common::{DUMMY_SP, Spanned, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

use crate::bind::bind_names;
use crate::dead_code::{block_names, declaration, drop_clashing, hoisted_variables, mentions};
use crate::defines::Defines;
use crate::facts::Format;
use crate::functions_of_ifs::has_use_strict;
use crate::padding::drop_padding;

/// Folds a whole file in place.
pub(crate) fn fold(
    body: &mut Vec<ModuleItem>,
    defines: &Defines,
    free: SyntaxContext,
    format: Format,
    keeps_hot: bool,
) {
    let is_strict = format == Format::Esm || has_use_strict(body.iter().map_while(ModuleItem::as_stmt));
    let mut folder = Folder {
        defines,
        free,
        format,
        keeps_hot,
        has_replaced: false,
        is_strict,
        dead_functions: FxHashSet::default(),
    };
    body.visit_mut_with(&mut folder);
    if !folder.dead_functions.is_empty() {
        drop_clashing(body, &folder.dead_functions);
    }
    if folder.has_replaced && defines.has_names() {
        bind_names(body, &defines.names, free);
    }
}

struct Folder<'a> {
    defines: &'a Defines,
    free: SyntaxContext,
    format: Format,
    /// `module.hot` is there at run time.
    keeps_hot: bool,
    /// A value was put in the place of a name.
    has_replaced: bool,
    /// Code of modules and classes: functions in blocks are names of their blocks only.
    is_strict: bool,
    /// Functions in blocks that were dropped, whose names were declared.
    dead_functions: FxHashSet<Id>,
}

/// A value known at build time.
#[derive(Clone, Debug, PartialEq)]
enum Known {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    String(String),
    /// A function or object: truthy, nothing else is known.
    Truthy,
}

impl Known {
    fn truthy(&self) -> bool {
        match self {
            Known::Undefined | Known::Null => false,
            Known::Bool(value) => *value,
            Known::Number(value) => *value != 0.0 && !value.is_nan(),
            Known::String(value) => !value.is_empty(),
            Known::Truthy => true,
        }
    }

    fn strictly_equals(&self, other: &Known) -> Option<bool> {
        (*self != Known::Truthy && *other != Known::Truthy).then(|| self == other)
    }

    fn loosely_equals(&self, other: &Known) -> Option<bool> {
        let nullish = |value: &Known| matches!(value, Known::Undefined | Known::Null);
        if nullish(self) || nullish(other) {
            return Some(nullish(self) && nullish(other));
        }
        if std::mem::discriminant(self) == std::mem::discriminant(other) { self.strictly_equals(other) } else { None }
    }

    fn into_expr(self) -> Option<Expr> {
        Some(match self {
            Known::Bool(value) => Expr::Lit(Lit::Bool(value.into())),
            Known::String(value) => Expr::Lit(Lit::Str(value.into())),
            Known::Undefined => *Expr::undefined(DUMMY_SP),
            Known::Null | Known::Number(_) | Known::Truthy => return None,
        })
    }
}

impl Folder<'_> {
    fn is_free(&self, ident: &Ident) -> bool {
        ident.ctxt == self.free
    }

    /// `a.b.c` of a free variable, innermost first joined with dots.
    fn path(&self, expr: &Expr) -> Option<String> {
        match expr {
            Expr::Ident(ident) if self.is_free(ident) => Some(ident.sym.to_string()),
            Expr::Member(member) => {
                let mut path = self.path(&member.obj)?;
                path.push('.');
                match &member.prop {
                    MemberProp::Ident(name) => path.push_str(&name.sym),
                    MemberProp::Computed(computed) => match &*computed.expr {
                        Expr::Lit(Lit::Str(name)) => path.push_str(&name.value.to_string_lossy()),
                        _ => return None,
                    },
                    MemberProp::PrivateName(_) => return None,
                }
                Some(path)
            }
            Expr::MetaProp(meta) if meta.kind == MetaPropKind::ImportMeta => Some("import.meta".to_string()),
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Member(member) => self.path(&Expr::Member(member.clone())),
                OptChainBase::Call(_) => None,
            },
            _ => None,
        }
    }

    fn replacement(&self, expr: &Expr) -> Option<Expr> {
        let root = root_of(expr)?;
        let mut is_own = false;
        match root {
            Root::Ident(ident) if self.is_free(ident) => {
                let defined = self.defines.roots.contains(ident.sym.as_ref());
                if !defined && ident.sym != *"module" {
                    return None;
                }
                is_own = self.format == Format::Cjs && matches!(&*ident.sym, "module" | "exports" | "require");
            }
            Root::Ident(_) => return None,
            Root::ImportMeta => {}
        }
        let path = self.path(expr)?;
        if matches!(path.as_str(), "module.hot" | "import.meta.hot" | "import.meta.webpackHot") {
            return (!self.keeps_hot).then(|| *Expr::undefined(DUMMY_SP));
        }
        // Variables of every CommonJS module, which hide globals of their names.
        if is_own {
            return None;
        }
        let defined = self.defines.values.get(&path).map(|value| (**value).clone());
        // Vite's; libraries ask for it before they use it.
        // The span tells where it was.
        defined.or_else(|| (path == "import.meta.env").then(|| *Expr::undefined(expr.span())))
    }

    fn type_of(&self, arg: &Expr) -> Option<&'static str> {
        match arg {
            Expr::Ident(ident) if self.is_free(ident) => match (&*ident.sym, self.format) {
                ("require", Format::Cjs) => Some("function"),
                ("module" | "exports", Format::Cjs) => Some("object"),
                // An ES module has none of them (Node: ESM, differences from CommonJS).
                ("require" | "module" | "exports", Format::Esm) => Some("undefined"),
                ("undefined", _) => Some("undefined"),
                _ => None,
            },
            Expr::Paren(paren) => self.type_of(&paren.expr),
            Expr::Member(member) if self.is_require_resolve(member) => Some("function"),
            other => match self.known(other)? {
                Known::Undefined => Some("undefined"),
                Known::Null => Some("object"),
                Known::Bool(_) => Some("boolean"),
                Known::Number(_) => Some("number"),
                Known::String(_) => Some("string"),
                Known::Truthy => None,
            },
        }
    }

    fn known(&self, expr: &Expr) -> Option<Known> {
        match expr {
            Expr::Lit(Lit::Bool(value)) => Some(Known::Bool(value.value)),
            Expr::Lit(Lit::Null(_)) => Some(Known::Null),
            Expr::Lit(Lit::Num(value)) => Some(Known::Number(value.value)),
            Expr::Lit(Lit::Str(value)) => Some(Known::String(value.value.to_string_lossy().into_owned())),
            Expr::Ident(ident) if ident.sym == *"undefined" && self.is_free(ident) => Some(Known::Undefined),
            Expr::Unary(unary) if unary.op == UnaryOp::Void && unary.arg.is_lit() => Some(Known::Undefined),
            Expr::Paren(paren) => self.known(&paren.expr),
            // There is no such function at run time, but calls of it are known.
            Expr::Member(member) if self.is_require_resolve(member) => Some(Known::Truthy),
            Expr::Array(array) if array.elems.is_empty() => Some(Known::Truthy),
            Expr::Object(object) if object.props.is_empty() => Some(Known::Truthy),
            Expr::Tpl(tpl) if tpl.exprs.is_empty() => {
                let text = tpl.quasis.first()?.cooked.as_ref()?;
                Some(Known::String(text.to_string_lossy().into_owned()))
            }
            _ => None,
        }
    }

    fn is_require_resolve(&self, member: &MemberExpr) -> bool {
        self.format == Format::Cjs
            && member.prop.is_ident_with("resolve")
            && matches!(&*member.obj, Expr::Ident(name) if name.sym == *"require" && self.is_free(name))
    }

    fn fold_unary(&self, unary: &UnaryExpr) -> Option<Expr> {
        match unary.op {
            UnaryOp::TypeOf => Known::String(self.type_of(&unary.arg)?.to_string()).into_expr(),
            UnaryOp::Bang => Known::Bool(!self.known(&unary.arg)?.truthy()).into_expr(),
            _ => None,
        }
    }

    fn fold_binary(&self, binary: &mut BinExpr) -> Option<Expr> {
        let left = self.known(&binary.left)?;
        let is_default = matches!(binary.op, BinaryOp::LogicalOr | BinaryOp::NullishCoalescing);
        if is_default && binary.left.as_member().is_some_and(|member| self.is_require_resolve(member)) {
            return None;
        }
        match binary.op {
            BinaryOp::LogicalAnd => Some(if left.truthy() { take(&mut binary.right) } else { take(&mut binary.left) }),
            BinaryOp::LogicalOr => Some(if left.truthy() { take(&mut binary.left) } else { take(&mut binary.right) }),
            BinaryOp::NullishCoalescing => {
                let nullish = matches!(left, Known::Undefined | Known::Null);
                Some(if nullish { take(&mut binary.right) } else { take(&mut binary.left) })
            }
            BinaryOp::EqEqEq | BinaryOp::NotEqEq => {
                let equal = left.strictly_equals(&self.known(&binary.right)?)?;
                Known::Bool(equal == (binary.op == BinaryOp::EqEqEq)).into_expr()
            }
            BinaryOp::EqEq | BinaryOp::NotEq => {
                let equal = left.loosely_equals(&self.known(&binary.right)?)?;
                Known::Bool(equal == (binary.op == BinaryOp::EqEq)).into_expr()
            }
            _ => None,
        }
    }

    fn folded(&self, expr: &mut Expr) -> Option<Expr> {
        match expr {
            Expr::Unary(unary) => self.fold_unary(unary).or_else(|| negated_product(unary)),
            Expr::Bin(binary) => self.fold_binary(binary),
            Expr::Cond(cond) => {
                let test = self.known(&cond.test)?;
                Some(take(if test.truthy() { &mut cond.cons } else { &mut cond.alt }))
            }
            Expr::Paren(paren) if self.known(&paren.expr).is_some() => Some(take(&mut paren.expr)),
            _ => None,
        }
    }

    /// What is assigned to stays a reference: `process.env.NODE_ENV = "x"` means the real object.
    fn target(&mut self, member: &mut MemberExpr) {
        if self.replacement(&Expr::Member(member.clone())).is_none() {
            member.obj.visit_mut_with(self);
            member.prop.visit_mut_with(self);
        }
    }

    fn target_expr(&mut self, target: &mut Expr) {
        match target {
            Expr::Member(member) => self.target(member),
            Expr::Ident(_) => {}
            other => other.visit_mut_children_with(self),
        }
    }

    /// `(true && o.m)()` has no receiver, and `(0, eval)()` is no direct `eval`: folding must not give them one.
    fn callee(&mut self, callee: &mut Box<Expr>) {
        let is_reference =
            |expr: &Expr| matches!(expr, Expr::Member(_) | Expr::Ident(_) | Expr::OptChain(_) | Expr::SuperProp(_));
        let was_reference = is_reference(callee);
        callee.visit_mut_with(self);
        if !was_reference && is_reference(callee) {
            behind_zero(callee);
        }
        bracket(callee);
    }

    fn hoisted(&mut self, stmt: &Stmt) -> Vec<Ident> {
        hoisted_variables(stmt, self.is_strict, &mut self.dead_functions)
    }

    fn fold_if(&mut self, branch: &mut IfStmt) -> Option<Stmt> {
        let test = self.known(&branch.test)?;
        let alt = branch.alt.take();
        let cons = std::mem::replace(&mut *branch.cons, Stmt::Empty(EmptyStmt { span: DUMMY_SP }));
        let (kept, dropped) =
            if test.truthy() { (Some(cons), alt.map(|alt| *alt)) } else { (alt.map(|alt| *alt), Some(cons)) };
        let hoisted = dropped.as_ref().map(|stmt| self.hoisted(stmt)).unwrap_or_default();
        let kept = kept.unwrap_or(Stmt::Empty(EmptyStmt { span: DUMMY_SP }));
        if hoisted.is_empty() {
            return Some(kept);
        }
        Some(Stmt::Block(BlockStmt { stmts: vec![declaration(VarDeclKind::Var, hoisted), kept], ..Default::default() }))
    }
}

/// `(0, e)`
fn behind_zero(expr: &mut Box<Expr>) {
    let zero = Box::new(Expr::Lit(Lit::Num(0.0.into())));
    let exprs = vec![zero, Box::new(take(expr))];
    **expr = Expr::Seq(SeqExpr { span: DUMMY_SP, exprs });
}

/// Calls that swc's `fixer` leaves without parentheses: `(a++)()` becomes `(0, a++)()`, and `(new A)()` becomes `new A()()`.
fn bracket(callee: &mut Box<Expr>) {
    match &mut **callee {
        Expr::Update(_) => behind_zero(callee),
        Expr::New(new) => {
            new.args.get_or_insert_default();
        }
        _ => {}
    }
}

/// `-(2 * 3)` as `(-2) * 3`, the same number. swc's `fixer` leaves the parentheses of numbers out, and would make
/// `a / -2 * 3` of `a / -(2 * 3)`.
pub(crate) fn negated_product(unary: &mut UnaryExpr) -> Option<Expr> {
    let Expr::Bin(binary) = &mut *unary.arg else { return None };
    let is_number = |expr: &Expr| matches!(expr, Expr::Lit(Lit::Num(_)));
    let is_product = matches!(binary.op, BinaryOp::Mul | BinaryOp::Div);
    if unary.op != UnaryOp::Minus || !is_product || !is_number(&binary.left) || !is_number(&binary.right) {
        return None;
    }
    let left = Expr::Unary(UnaryExpr { span: unary.span, op: UnaryOp::Minus, arg: binary.left.take() });
    Some(Expr::Bin(BinExpr { span: unary.span, op: binary.op, left: Box::new(left), right: binary.right.take() }))
}

/// Whether nothing behind the statement in the same list runs.
fn ends(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Return(_) | Stmt::Throw(_) => true,
        Stmt::Block(block) => block.stmts.last().is_some_and(ends),
        _ => false,
    }
}

fn take(expr: &mut Box<Expr>) -> Expr {
    std::mem::replace(&mut **expr, Expr::Invalid(Invalid { span: DUMMY_SP }))
}

enum Root<'a> {
    Ident(&'a Ident),
    ImportMeta,
}

fn root_of(expr: &Expr) -> Option<Root<'_>> {
    match expr {
        Expr::Ident(ident) => Some(Root::Ident(ident)),
        Expr::Member(member) => root_of(&member.obj),
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) => root_of(&member.obj),
            OptChainBase::Call(_) => None,
        },
        Expr::MetaProp(meta) if meta.kind == MetaPropKind::ImportMeta => Some(Root::ImportMeta),
        _ => None,
    }
}

impl VisitMut for Folder<'_> {
    fn visit_mut_function_body(&mut self, body: &mut FunctionBody) {
        let outer = self.is_strict;
        self.is_strict |= has_use_strict(&body.stmts);
        body.visit_mut_children_with(self);
        self.is_strict = outer;
    }

    fn visit_mut_class(&mut self, class: &mut Class) {
        let outer = std::mem::replace(&mut self.is_strict, true);
        class.visit_mut_children_with(self);
        if let Some(parent) = class.super_class.as_mut().filter(|parent| parent.is_update()) {
            behind_zero(parent);
        }
        self.is_strict = outer;
    }

    fn visit_mut_expr(&mut self, expr: &mut Expr) {
        if let Some(replacement) = self.replacement(expr) {
            *expr = replacement;
            self.has_replaced = true;
            return;
        }
        expr.visit_mut_children_with(self);
        if let Some(folded) = self.folded(expr) {
            *expr = folded;
        }
    }

    fn visit_mut_simple_assign_target(&mut self, target: &mut SimpleAssignTarget) {
        match target {
            SimpleAssignTarget::Member(member) => self.target(member),
            SimpleAssignTarget::Ident(_) => {}
            other => other.visit_mut_children_with(self),
        }
    }

    fn visit_mut_pat(&mut self, pat: &mut Pat) {
        match pat {
            Pat::Expr(target) => self.target_expr(target),
            other => other.visit_mut_children_with(self),
        }
    }

    fn visit_mut_update_expr(&mut self, update: &mut UpdateExpr) {
        self.target_expr(&mut update.arg);
    }

    fn visit_mut_unary_expr(&mut self, unary: &mut UnaryExpr) {
        if unary.op == UnaryOp::Delete {
            self.target_expr(&mut unary.arg);
        } else {
            unary.visit_mut_children_with(self);
        }
    }

    fn visit_mut_callee(&mut self, callee: &mut Callee) {
        match callee {
            Callee::Expr(callee) => self.callee(callee),
            other => other.visit_mut_children_with(self),
        }
    }

    fn visit_mut_call_expr(&mut self, call: &mut CallExpr) {
        if self.keeps_hot {
            drop_padding(call);
        }
        call.visit_mut_children_with(self);
    }

    fn visit_mut_opt_call(&mut self, call: &mut OptCall) {
        self.callee(&mut call.callee);
        call.args.visit_mut_with(self);
    }

    fn visit_mut_tagged_tpl(&mut self, tagged: &mut TaggedTpl) {
        self.callee(&mut tagged.tag);
        if matches!(&*tagged.tag, Expr::Await(_) | Expr::Yield(_) | Expr::Class(_)) {
            behind_zero(&mut tagged.tag);
        }
        tagged.tpl.visit_mut_with(self);
    }

    fn visit_mut_new_expr(&mut self, new: &mut NewExpr) {
        new.visit_mut_children_with(self);
        bracket(&mut new.callee);
    }

    fn visit_mut_prop(&mut self, prop: &mut Prop) {
        if let Prop::Shorthand(ident) = prop
            && let Some(value) = self.replacement(&Expr::Ident(ident.clone()))
        {
            *prop = Prop::KeyValue(KeyValueProp { key: PropName::Ident(ident.clone().into()), value: Box::new(value) });
            self.has_replaced = true;
            return;
        }
        prop.visit_mut_children_with(self);
    }

    fn visit_mut_stmts(&mut self, stmts: &mut Vec<Stmt>) {
        let mut kept = Vec::with_capacity(stmts.len());
        let mut is_over = false;
        let mut dead = Vec::new();
        for mut stmt in std::mem::take(stmts) {
            if is_over {
                // Nothing here runs, but functions and `var` names are there from the beginning.
                match stmt {
                    Stmt::Decl(Decl::Fn(_)) => stmt.visit_mut_with(self),
                    other => {
                        let hoisted = self.hoisted(&other);
                        kept.extend((!hoisted.is_empty()).then(|| declaration(VarDeclKind::Var, hoisted)));
                        dead.extend(block_names(&other));
                        continue;
                    }
                }
            } else {
                stmt.visit_mut_with(self);
                is_over = ends(&stmt);
            }
            kept.push(stmt);
        }
        // A name that never gets its value still hides others, and reading it throws.
        dead.retain(|name| mentions(&kept, &name.to_id()));
        kept.extend((!dead.is_empty()).then(|| declaration(VarDeclKind::Let, dead)));
        *stmts = kept;
    }

    fn visit_mut_stmt(&mut self, stmt: &mut Stmt) {
        stmt.visit_mut_children_with(self);
        if let Stmt::If(branch) = stmt
            && let Some(folded) = self.fold_if(branch)
        {
            *stmt = folded;
        }
        // `production || warning()` leaves a value that nobody reads; strings may be directives.
        if let Stmt::Expr(statement) = stmt
            && is_plain_value(&statement.expr)
        {
            *stmt = Stmt::Empty(EmptyStmt { span: statement.span });
        }
    }
}

/// A number, boolean, `null` or `void 0`.
fn is_plain_value(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(Lit::Num(_) | Lit::Bool(_) | Lit::Null(_)) => true,
        Expr::Unary(UnaryExpr { op: UnaryOp::Void, arg, .. }) => is_plain_value(arg),
        Expr::Paren(paren) => is_plain_value(&paren.expr),
        _ => false,
    }
}
