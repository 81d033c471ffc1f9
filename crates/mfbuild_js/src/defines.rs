//! The values of `define`, as expressions.
//!
//! Owns the question whether a text is one: what stands behind its first expression must not be lost.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use swc_core::atoms::Atom;
use swc_core::common::{DUMMY_SP, FileName, Mark, SourceMap, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::parser::{Syntax, parse_file_as_module};
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

use mfbuild_diagnostics::{Diagnostic, SourceText};
use mfbuild_minify::Grammar;

use crate::engine::{DefineRoots, DefineValues};

/// Parsed define values.
#[derive(Default)]
pub(crate) struct Defines {
    pub(crate) roots: DefineRoots,
    pub(crate) values: DefineValues,
    /// Variables in the values.
    pub(crate) names: FxHashSet<Atom>,
}

impl Defines {
    pub(crate) fn parse(
        define: &[(String, String)],
        cm: &Arc<SourceMap>,
        unresolved: Mark,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut defines = Self::default();
        let mut errors = Vec::new();
        for (key, value) in define {
            match parse_value(value, cm) {
                Some(mut expr) => {
                    let context = SyntaxContext::empty().apply_mark(unresolved);
                    expr.visit_mut_with(&mut AsFree { context, names: &mut defines.names });
                    defines.roots.insert(key.split('.').next().unwrap_or(key).to_string());
                    defines.values.insert(key.clone(), expr);
                }
                None => errors.push(invalid_define(key, value)),
            }
        }
        if errors.is_empty() { Ok(defines) } else { Err(errors) }
    }

    /// Whether some value has variables in it.
    pub(crate) fn has_names(&self) -> bool {
        !self.names.is_empty()
    }
}

/// The whole text as one expression that may stand in any function of a module; `None`: it is none, or only begins like one
/// (`1.2.3`, `/api/v1`).
fn parse_value(value: &str, cm: &Arc<SourceMap>) -> Option<Box<Expr>> {
    let text = format!("() => (\n{value}\n);");
    let grammar = Grammar { typescript: false, jsx: false, module: true };
    if !mfbuild_minify::check(&text, grammar).is_empty() {
        return None;
    }
    let file = cm.new_source_file(Arc::new(FileName::Internal("define".into())), text);
    let module = parse_file_as_module(&file, Syntax::default(), EsVersion::latest(), None, &mut Vec::new()).ok()?;
    let [ModuleItem::Stmt(Stmt::Expr(statement))] = <[ModuleItem; 1]>::try_from(module.body).ok()? else { return None };
    let Expr::Arrow(arrow) = *statement.expr else { return None };
    let ArrowFunctionBody::Expr(body) = *arrow.body else { return None };
    match *body {
        Expr::Paren(paren) => Some(paren.expr),
        _ => None,
    }
}

fn invalid_define(key: &str, value: &str) -> Diagnostic {
    let source = SourceText { path: format!("define `{key}`"), text: value.into() };
    Diagnostic::error("invalid-define", format!("the value of define `{key}` is no JavaScript expression"))
        .with_label(source, 0..value.len(), "not one whole expression")
        .with_help("write JavaScript source, strings with their quotes: `\"\\\"text\\\"\"`")
}

/// Gives a parsed define value the context of free variables and no position.
struct AsFree<'a> {
    context: SyntaxContext,
    names: &'a mut FxHashSet<Atom>,
}

impl VisitMut for AsFree<'_> {
    fn visit_mut_ident(&mut self, ident: &mut Ident) {
        ident.ctxt = self.context;
        ident.span = DUMMY_SP;
        self.names.insert(ident.sym.clone());
    }

    fn visit_mut_span(&mut self, span: &mut swc_core::common::Span) {
        *span = DUMMY_SP;
    }
}
