//! Which properties CommonJS code reads of what a `require()` gives.
//!
//! Owns the forms in which that can be seen: `require(x).a`, `const { a } = require(x)`, `require(x);` alone, and a name
//! that holds the exports and is only used as `name.a`. Anything else uses the exports object as a value.

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::common::{BytePos, Spanned, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitWith};

use super::dynamic::pattern_names;
use super::{literal_text, static_name};

/// `required.name`, by the place of the request's literal.
pub(super) struct PropertyRead {
    pub(super) literal: BytePos,
    pub(super) name: String,
    /// It is called as a method.
    pub(super) called: bool,
}

/// What a file does with the modules that it requires.
#[derive(Default)]
pub(super) struct RequireUses {
    /// Requests whose exports objects are used as values.
    pub(super) whole: FxHashSet<BytePos>,
    /// Properties that are read, by statement.
    pub(super) reads: Vec<Vec<PropertyRead>>,
}

/// Looks through a whole file.
pub(super) fn require_uses(body: &[ModuleItem], free: SyntaxContext) -> RequireUses {
    let mut holders = Holders { free, found: FxHashMap::default(), twice: FxHashSet::default() };
    body.visit_with(&mut holders);
    let Holders { found: mut holders, twice, .. } = holders;
    holders.retain(|id, _| !twice.contains(id));
    let mut finder = Finder { free, holders, reads: Vec::new(), whole: FxHashSet::default() };
    let mut reads = Vec::with_capacity(body.len());
    for item in body {
        item.visit_with(&mut finder);
        reads.push(std::mem::take(&mut finder.reads));
    }
    RequireUses { whole: finder.whole, reads }
}

/// The place of the literal in `require("literal")`.
fn required(expr: &Expr, free: SyntaxContext) -> Option<BytePos> {
    let Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) = expr else { return None };
    let [ExprOrSpread { spread: None, expr: literal }] = &args[..] else { return None };
    let is_require = matches!(&**callee, Expr::Ident(name) if name.sym == *"require" && name.ctxt == free);
    (is_require && literal_text(literal).is_some()).then(|| literal.span_lo())
}

/// Names that are declared with the value of a `require()`.
struct Holders {
    free: SyntaxContext,
    found: FxHashMap<Id, BytePos>,
    twice: FxHashSet<Id>,
}

impl Visit for Holders {
    fn visit_var_declarator(&mut self, declarator: &VarDeclarator) {
        if let (Pat::Ident(name), Some(literal)) = (&declarator.name, required_by(declarator, self.free))
            && self.found.insert(name.to_id(), literal).is_some()
        {
            self.twice.insert(name.to_id());
        }
        declarator.visit_children_with(self);
    }
}

fn required_by(declarator: &VarDeclarator, free: SyntaxContext) -> Option<BytePos> {
    required(declarator.init.as_deref()?, free)
}

struct Finder {
    free: SyntaxContext,
    holders: FxHashMap<Id, BytePos>,
    reads: Vec<PropertyRead>,
    whole: FxHashSet<BytePos>,
}

impl Finder {
    /// The request behind an expression that is the exports object of another module.
    fn source(&self, expr: &Expr) -> Option<BytePos> {
        match expr {
            Expr::Ident(name) => self.holders.get(&name.to_id()).copied(),
            _ => required(expr, self.free),
        }
    }

    fn read(&mut self, member: &MemberExpr, called: bool) -> bool {
        let (Some(literal), Some(name)) = (self.source(&member.obj), static_name(&member.prop)) else { return false };
        self.reads.push(PropertyRead { literal, name, called });
        true
    }

    /// A function that is called; the object before it is its `this`.
    fn callee(&mut self, callee: &Expr) {
        let is_read = matches!(callee, Expr::Member(member) if self.read(member, true));
        if !is_read {
            callee.visit_with(self);
        }
    }
}

impl Visit for Finder {
    fn visit_expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Member(member) if self.read(member, false) => {}
            _ => {
                self.whole.extend(required(expr, self.free));
                expr.visit_children_with(self);
            }
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

    fn visit_unary_expr(&mut self, unary: &UnaryExpr) {
        match &*unary.arg {
            Expr::Member(member) if unary.op == UnaryOp::Delete => member.visit_children_with(self),
            other => other.visit_with(self),
        }
    }

    fn visit_update_expr(&mut self, update: &UpdateExpr) {
        match &*update.arg {
            Expr::Member(member) => member.visit_children_with(self),
            other => other.visit_with(self),
        }
    }

    /// Expressions in patterns are written to.
    fn visit_pat(&mut self, pat: &Pat) {
        match pat {
            Pat::Expr(target) => target.visit_children_with(self),
            _ => pat.visit_children_with(self),
        }
    }

    fn visit_expr_stmt(&mut self, stmt: &ExprStmt) {
        if required(&stmt.expr, self.free).is_none() {
            stmt.visit_children_with(self);
        }
    }

    fn visit_var_declarator(&mut self, declarator: &VarDeclarator) {
        match &declarator.name {
            Pat::Ident(name) if self.holders.contains_key(&name.to_id()) => {
                if required_by(declarator, self.free).is_none() {
                    declarator.visit_children_with(self);
                }
            }
            Pat::Object(pattern) => {
                let source = declarator.init.as_deref().and_then(|init| self.source(init));
                match (source, pattern_names(pattern)) {
                    (Some(literal), Some(names)) => {
                        let read = |name| PropertyRead { literal, name, called: false };
                        self.reads.extend(names.into_iter().map(read));
                        pattern.visit_with(self);
                    }
                    _ => declarator.visit_children_with(self),
                }
            }
            _ => declarator.visit_children_with(self),
        }
    }

    /// A name that holds the exports, where they are used as a value or the name is declared or assigned once more.
    fn visit_ident(&mut self, ident: &Ident) {
        self.whole.extend(self.holders.get(&ident.to_id()));
    }
}
