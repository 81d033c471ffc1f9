//! Calls that mean `require("x")` or `import("x")` and are written in another way.
//!
//! Owns the rewriting by which the collector sees them: `module.require("x")`, `import("x", options)`; and which `var require`
//! of a CommonJS file is the parameter of its function.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use swc_core::common::comments::{Comments, SingleThreadedComments};
use swc_core::common::{DUMMY_SP, FileName, SourceMap, Span, Spanned, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::parser::{Syntax, parse_file_as_expr};
use swc_core::ecma::utils::find_pat_ids;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

use crate::collect::{hoisted_names, literal_text, static_name};
use crate::dead_code::mentions;
use crate::rewrite;

/// `module.require(x)` and `module["require"](x)` of a CommonJS file as `require(x)`.
pub(crate) fn plain_requires(body: &mut [ModuleItem], free: SyntaxContext, text: &str) {
    if text.contains("module") && text.contains("require") {
        body.iter_mut().for_each(|item| item.visit_mut_with(&mut Requires { free }));
    }
}

struct Requires {
    free: SyntaxContext,
}

impl VisitMut for Requires {
    fn visit_mut_callee(&mut self, callee: &mut Callee) {
        callee.visit_mut_children_with(self);
        if let Callee::Expr(callee) = callee
            && let Expr::Member(member) = &**callee
            && static_name(&member.prop).as_deref() == Some("require")
            && matches!(&*member.obj, Expr::Ident(name) if name.sym == *"module" && name.ctxt == self.free)
        {
            **callee = Expr::Ident(Ident::new("require".into(), member.span, self.free));
        }
    }
}

/// `import("x", options)` whose options are known at run time only: they are checked there.
pub(crate) fn check_options(
    body: &mut [ModuleItem],
    free: SyntaxContext,
    text: &str,
    comments: &SingleThreadedComments,
) {
    if text.contains("import") {
        body.iter_mut().for_each(|item| item.visit_mut_with(&mut Options { free, comments }));
    }
}

struct Options<'a> {
    free: SyntaxContext,
    comments: &'a SingleThreadedComments,
}

impl Options<'_> {
    /// `import("x", options)` as `check(options).then(() => import("x"))`, unless the options are written out.
    fn checked(&self, call: &mut CallExpr) -> Option<Expr> {
        let [request, options] = &call.args[..] else { return None };
        let is_import = matches!(call.callee, Callee::Import(_)) && options.spread.is_none();
        if !is_import || is_written_out(&options.expr) || self.comments.has_leading(request.span_lo()) {
            return None;
        }
        // Requests that stay outside of the build take their options with them.
        let is_inside = |text: &str| !text.starts_with('/') && !text.contains(':');
        let request = literal_text(&request.expr).filter(|text| is_inside(text))?;
        let options = *call.args.pop()?.expr;
        let options = without_undefined(options);
        let load = Expr::Call(call.clone());
        let Some(options) = options else { return Some(load) };
        let types = request.ends_with(".json").then(|| rewrite::string("json"));
        let promise = rewrite::call(self.check_of_options()?, [options].into_iter().chain(types).collect());
        let load = ArrowExpr { body: Box::new(ArrowFunctionBody::Expr(Box::new(load))), ..Default::default() };
        Some(rewrite::call(rewrite::member(promise, "then"), vec![Expr::Arrow(load)]))
    }

    /// The function `CHECK_OPTIONS`.
    fn check_of_options(&self) -> Option<Expr> {
        let sources = SourceMap::default();
        let file = sources.new_source_file(Arc::new(FileName::Internal("options".into())), CHECK_OPTIONS);
        let mut check =
            parse_file_as_expr(&file, Syntax::default(), EsVersion::latest(), None, &mut Vec::new()).ok()?;
        check.visit_mut_with(&mut Placed { free: self.free });
        Some(*check)
    }
}

/// The checks of ECMA-262 13.3.10.3 (EvaluateImportCall) for a second argument of `import()` that is not written out.
const CHECK_OPTIONS: &str = r#"(async (options, type) => {
  const check = (value) => {
    if (Object(value) !== value) throw TypeError("the options of import() must be objects");
  };
  if (options === void 0) return;
  check(options);
  const attributes = options.with;
  if (attributes === void 0) return;
  check(attributes);
  for (const [key, value] of Object.entries(attributes)) {
    if (key !== "type" || value !== type) throw TypeError(`the import attribute "${key}" is not supported`);
  }
})"#;

/// Gives code of ours no positions, and the globals in it the context of free variables.
struct Placed {
    free: SyntaxContext,
}

impl VisitMut for Placed {
    fn visit_mut_ident(&mut self, ident: &mut Ident) {
        if matches!(&*ident.sym, "Object" | "TypeError") {
            ident.ctxt = self.free;
        }
        ident.span = DUMMY_SP;
    }

    fn visit_mut_span(&mut self, span: &mut Span) {
        *span = DUMMY_SP;
    }
}

/// `{ with: { type: "json" } }`, with nothing that is known at run time only.
fn is_written_out(options: &Expr) -> bool {
    let is_pair = |prop: &PropOrSpread, is_value: &dyn Fn(&Expr) -> bool| match prop {
        PropOrSpread::Prop(prop) => match &**prop {
            Prop::KeyValue(pair) => matches!(pair.key, PropName::Ident(_) | PropName::Str(_)) && is_value(&pair.value),
            _ => false,
        },
        PropOrSpread::Spread(_) => false,
    };
    let is_text = |value: &Expr| matches!(value, Expr::Lit(Lit::Str(_)));
    let is_attributes =
        |value: &Expr| matches!(value, Expr::Object(with) if with.props.iter().all(|prop| is_pair(prop, &is_text)));
    matches!(options, Expr::Object(object) if object.props.iter().all(|prop| is_pair(prop, &is_attributes)))
}

/// `None` for `undefined` and `void 0`.
fn without_undefined(options: Expr) -> Option<Expr> {
    let is_undefined = matches!(&options, Expr::Unary(unary) if unary.op == UnaryOp::Void && unary.arg.is_lit())
        || options.is_ident_ref_to("undefined");
    (!is_undefined).then_some(options)
}

impl VisitMut for Options<'_> {
    fn visit_mut_expr(&mut self, expr: &mut Expr) {
        expr.visit_mut_children_with(self);
        if let Expr::Call(call) = expr
            && let Some(checked) = self.checked(call)
        {
            *expr = checked;
        }
    }
}

/// In CommonJS `var module`, `var exports` and `var require` are the parameters of the function around the file
/// (ECMA-262 10.2.11, step 28): they get the context of free variables. `var require = …` with a value of its own is
/// another function, and what is passed to it is no request.
pub(crate) fn free_module_variables(body: &mut [ModuleItem], free: SyntaxContext) {
    struct Free {
        declared: FxHashSet<Id>,
        context: SyntaxContext,
    }
    impl VisitMut for Free {
        fn visit_mut_ident(&mut self, ident: &mut Ident) {
            if self.declared.contains(&ident.to_id()) {
                ident.ctxt = self.context;
            }
        }
    }
    let names = body.iter().flat_map(|item| match item {
        ModuleItem::Stmt(Stmt::Decl(Decl::Var(var))) if var.kind == VarDeclKind::Var => find_pat_ids(&var.decls),
        ModuleItem::Stmt(Stmt::Decl(_)) | ModuleItem::ModuleDecl(_) => Vec::<Id>::new(),
        ModuleItem::Stmt(stmt) => hoisted_names(stmt),
    });
    let mut declared: FxHashSet<Id> =
        names.filter(|(name, _)| matches!(&**name, "module" | "exports" | "require")).collect();
    if declared.is_empty() {
        return;
    }
    let require = declared.iter().find(|(name, _)| name == "require").cloned();
    if let Some(require) = require.filter(|require| is_own(body, require)) {
        declared.remove(&require);
    }
    let mut visitor = Free { declared, context: free };
    body.iter_mut().for_each(|item| item.visit_mut_with(&mut visitor));
}

/// Whether nothing reads `require` before `var require = …`, not even the value there.
fn is_own(body: &[ModuleItem], require: &Id) -> bool {
    for item in body {
        let declarators = match item {
            ModuleItem::Stmt(Stmt::Decl(Decl::Var(var))) => &var.decls[..],
            _ => &[],
        };
        for declarator in declarators {
            let is_declared = declarator.name.as_ident().is_some_and(|name| name.to_id() == *require);
            if mentions(&declarator.init, require) {
                return false;
            }
            if is_declared && declarator.init.is_some() {
                return true;
            }
        }
        if declarators.is_empty() && mentions(item, require) {
            return false;
        }
    }
    false
}
