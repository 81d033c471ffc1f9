//! Requests whose text is one of a few: each becomes a request of its own.
//!
//! `import(dark ? './dark' : './light')` becomes `dark ? import('./dark') : import('./light')`, `require('./a' + '.js')`
//! becomes `require('./a.js')`, and `const load = require; load('./a')` becomes `require('./a')`, as in webpack. What is not
//! known is left for `collect/expansions.rs`, which reports it.

use rustc_hash::FxHashMap;
use swc_core::common::comments::{Comments, SingleThreadedComments};
use swc_core::common::util::take::Take;
use swc_core::common::{BytePos, DUMMY_SP, Spanned, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};

use crate::collect::{is_import_meta_url, literal_text, says_ignore};

/// Rewrites all requests of a file; `text` tells whether there may be some.
pub(crate) fn expand_requests(
    body: &mut [ModuleItem],
    free: SyntaxContext,
    text: &str,
    comments: &SingleThreadedComments,
) {
    if text.contains("require") {
        replace_aliases(body, free);
    }
    if text.contains("import") || text.contains("require") {
        let mut choices = Choices { free, comments };
        body.iter_mut().for_each(|item| item.visit_mut_with(&mut choices));
    }
}

struct Choices<'a> {
    free: SyntaxContext,
    comments: &'a SingleThreadedComments,
}

impl Choices<'_> {
    fn is_request(&self, callee: &Callee) -> bool {
        match callee {
            Callee::Import(_) => true,
            Callee::Expr(callee) => match &**callee {
                Expr::Member(member) if member.prop.is_ident_with("resolve") => is_require(&member.obj, self.free),
                callee => is_require(callee, self.free),
            },
            Callee::Super(_) => false,
        }
    }

    fn is_url(&self, new: &NewExpr) -> bool {
        let is_url = matches!(&*new.callee, Expr::Ident(name) if name.sym == *"URL" && name.ctxt == self.free);
        let base = new.args.as_deref().and_then(|args| args.get(1));
        is_url && base.is_some_and(|base| matches!(&*base.expr, Expr::Member(base) if is_import_meta_url(base)))
    }

    /// The expression with the calls that `with_request` makes of each text that `request` may be.
    fn expand(&self, request: Expr, with_request: &dyn Fn(Expr) -> Expr) -> Expr {
        match request {
            Expr::Paren(paren) => self.expand(*paren.expr, with_request),
            Expr::Cond(CondExpr { span, test, cons, alt }) => {
                let (cons, alt) = (self.expand(*cons, with_request), self.expand(*alt, with_request));
                Expr::Cond(CondExpr { span, test, cons: Box::new(cons), alt: Box::new(alt) })
            }
            request => with_request(match constant_text(&request) {
                Some(value) => Expr::Lit(Lit::Str(Str { span: request.span(), value: value.into(), raw: None })),
                None => request,
            }),
        }
    }

    /// Copies the comments of the whole argument to each text in it.
    fn copy_comments(&self, from: BytePos, request: &Expr) {
        match request {
            Expr::Paren(paren) => self.copy_comments(from, &paren.expr),
            Expr::Cond(cond) => {
                self.copy_comments(from, &cond.cons);
                self.copy_comments(from, &cond.alt);
            }
            request if request.span_lo() != from => {
                if let Some(comments) = self.comments.get_leading(from) {
                    self.comments.add_leading_comments(request.span_lo(), comments);
                }
            }
            _ => {}
        }
    }

    /// Whether a request is to be expanded: it has several parts, and the browser is not meant to see them.
    fn may_expand(&self, argument: Option<&ExprOrSpread>) -> bool {
        let Some(ExprOrSpread { spread: None, expr }) = argument else { return false };
        let comments = self.comments.get_leading(expr.span_lo()).unwrap_or_default();
        let has_texts = literal_text(expr).is_none() && may_be_constant(expr);
        has_texts && !comments.iter().any(|comment| says_ignore(&comment.text))
    }
}

impl VisitMut for Choices<'_> {
    fn visit_mut_expr(&mut self, expr: &mut Expr) {
        expr.visit_mut_children_with(self);
        let argument = match expr {
            Expr::Call(call) if self.is_request(&call.callee) && self.may_expand(call.args.first()) => {
                call.args[0].expr.take()
            }
            Expr::New(new) if self.is_url(new) => match &mut new.args {
                Some(args) if self.may_expand(args.first()) => args[0].expr.take(),
                _ => return,
            },
            _ => return,
        };
        self.copy_comments(argument.span_lo(), &argument);
        let shape = expr.take();
        *expr = self.expand(*argument, &|request| {
            let mut expr = shape.clone();
            let args = match &mut expr {
                Expr::Call(call) => Some(&mut call.args),
                Expr::New(new) => new.args.as_mut(),
                _ => None,
            };
            if let Some(first) = args.and_then(|args| args.first_mut()) {
                *first.expr = request;
            }
            expr
        });
    }
}

fn is_require(expr: &Expr, free: SyntaxContext) -> bool {
    matches!(expr, Expr::Ident(name) if name.sym == *"require" && name.ctxt == free)
}

/// Whether one of the values of an expression is a constant text.
fn may_be_constant(expr: &Expr) -> bool {
    match expr {
        Expr::Paren(paren) => may_be_constant(&paren.expr),
        Expr::Cond(cond) => may_be_constant(&cond.cons) || may_be_constant(&cond.alt),
        Expr::Lit(Lit::Num(_)) => false,
        expr => constant_text(expr).is_some(),
    }
}

/// The text that literals make together.
fn constant_text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Paren(paren) => constant_text(&paren.expr),
        Expr::Lit(Lit::Num(number)) if number.value.fract() == 0.0 && number.value.abs() < 1e15 => {
            Some(number.value.to_string())
        }
        Expr::Bin(BinExpr { op: BinaryOp::Add, left, right, .. }) => {
            let is_number = |expr: &Expr| matches!(expr, Expr::Lit(Lit::Num(_)));
            let adds_texts = !is_number(left) || !is_number(right);
            Some(constant_text(left)? + &constant_text(right)?).filter(|_| adds_texts)
        }
        Expr::Tpl(template) => {
            let mut text = String::new();
            for (at, part) in template.quasis.iter().enumerate() {
                text += &part.cooked.as_ref()?.to_string_lossy();
                if let Some(value) = template.exprs.get(at) {
                    text += &constant_text(value)?;
                }
            }
            Some(text)
        }
        expr => literal_text(expr),
    }
}

/// `const load = require`, if all that is done with `load` is to call it with texts.
fn replace_aliases(body: &mut [ModuleItem], free: SyntaxContext) {
    let mut aliases = Aliases { free, found: FxHashMap::default() };
    body.iter().for_each(|item| item.visit_with(&mut aliases));
    if aliases.found.is_empty() {
        return;
    }
    let mut uses = AliasUses { aliases: &mut aliases };
    body.iter().for_each(|item| item.visit_with(&mut uses));
    aliases.found.retain(|_, alias| alias.declarations == 1 && !alias.escapes);
    if !aliases.found.is_empty() {
        body.iter_mut().for_each(|item| item.visit_mut_with(&mut aliases));
    }
}

#[derive(Default)]
struct Alias {
    declarations: u32,
    /// It is used otherwise than by calls with texts.
    escapes: bool,
}

struct Aliases {
    free: SyntaxContext,
    found: FxHashMap<Id, Alias>,
}

impl Aliases {
    /// The name in `name = require` of a declaration.
    fn declared<'a>(&self, declarator: &'a VarDeclarator) -> Option<&'a Ident> {
        let is_require = declarator.init.as_deref().is_some_and(|init| is_require(init, self.free));
        declarator.name.as_ident().filter(|_| is_require).map(|name| &name.id)
    }
}

impl Visit for Aliases {
    fn visit_var_declarator(&mut self, declarator: &VarDeclarator) {
        if let Some(name) = self.declared(declarator) {
            self.found.entry(name.to_id()).or_default();
        }
        declarator.visit_children_with(self);
    }
}

impl VisitMut for Aliases {
    fn visit_mut_var_declarator(&mut self, declarator: &mut VarDeclarator) {
        match self.declared(declarator) {
            Some(name) if self.found.contains_key(&name.to_id()) => {
                declarator.init = Some(Expr::undefined(DUMMY_SP));
            }
            _ => declarator.visit_mut_children_with(self),
        }
    }

    fn visit_mut_ident(&mut self, ident: &mut Ident) {
        if self.found.contains_key(&ident.to_id()) {
            *ident = Ident::new("require".into(), ident.span, self.free);
        }
    }

    fn visit_mut_binding_ident(&mut self, _: &mut BindingIdent) {}
}

struct AliasUses<'a> {
    aliases: &'a mut Aliases,
}

impl AliasUses<'_> {
    fn is_alias(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Ident(name) if self.aliases.found.contains_key(&name.to_id()))
    }
}

impl Visit for AliasUses<'_> {
    fn visit_call_expr(&mut self, call: &CallExpr) {
        let is_called = match &call.callee {
            Callee::Expr(callee) => match &**callee {
                Expr::Member(member) if member.prop.is_ident_with("resolve") => self.is_alias(&member.obj),
                callee => self.is_alias(callee),
            },
            _ => false,
        };
        let has_text = matches!(&call.args[..], [ExprOrSpread { spread: None, expr }] if may_be_constant(expr));
        if is_called && has_text {
            call.args.visit_with(self);
        } else {
            call.visit_children_with(self);
        }
    }

    fn visit_ident(&mut self, ident: &Ident) {
        if let Some(alias) = self.aliases.found.get_mut(&ident.to_id()) {
            alias.escapes = true;
        }
    }

    fn visit_binding_ident(&mut self, name: &BindingIdent) {
        if let Some(alias) = self.aliases.found.get_mut(&name.id.to_id()) {
            alias.declarations += 1;
        }
    }

    fn visit_fn_decl(&mut self, decl: &FnDecl) {
        self.visit_ident(&decl.ident);
        decl.function.visit_with(self);
    }

    /// Exported names may be called from anywhere.
    fn visit_export_decl(&mut self, export: &ExportDecl) {
        if let Decl::Var(var) = &export.decl {
            for name in var.decls.iter().filter_map(|declarator| declarator.name.as_ident()) {
                self.visit_ident(&name.id);
            }
        }
        export.visit_children_with(self);
    }
}
