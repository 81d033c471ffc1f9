//! What other bundlers expand at build time and what fails in the browser here: said where the package's own code has it.

use swc_core::common::Spanned;
use swc_core::ecma::ast::*;

use mfbuild_diagnostics::Diagnostic;

use super::{Collector, is_import_meta_url};
use crate::parse::relative;

impl Collector<'_> {
    /// `import('./pages/' + name)`, `require.context(…)`, `import.meta.glob(…)`.
    pub(super) fn warn_of_expansion(&mut self, call: &CallExpr) {
        let (what, help) = match &call.callee {
            Callee::Import(_) if call.args.first().is_some_and(|argument| begins_relative(&argument.expr)) => (
                "an `import()` of a path that is put together at run time",
                "list the modules: `const pages = { home: () => import('./pages/home') }`",
            ),
            Callee::Expr(callee) => match &**callee {
                Expr::Member(member)
                    if self.is_free(&member.obj, "require") && member.prop.is_ident_with("context") =>
                {
                    ("`require.context`", "import the modules by name, or list them in one file")
                }
                Expr::Member(member) if self.is_free(&member.obj, "require") && member.prop.is_ident_with("ensure") => {
                    ("`require.ensure`", "use `import()`")
                }
                Expr::Member(MemberExpr { obj, prop, .. })
                    if matches!(&**obj, Expr::MetaProp(_))
                        && (prop.is_ident_with("glob") || prop.is_ident_with("globEager")) =>
                {
                    ("`import.meta.glob`", "import the modules by name, or list them in one file")
                }
                _ => return,
            },
            _ => return,
        };
        self.warn(what, call.span(), help);
    }

    /// `new URL('./images/' + name, import.meta.url)`.
    pub(super) fn warn_of_url(&mut self, new: &NewExpr) {
        if self.is_free(&new.callee, "URL")
            && let Some([request, base]) = new.args.as_deref()
            && matches!(&*base.expr, Expr::Member(base) if is_import_meta_url(base))
            && begins_relative(&request.expr)
        {
            let help = "write one `new URL` for each file, with its whole path";
            self.warn("a `new URL` of a path that is put together at run time", new.span(), help);
        }
    }

    fn warn(&mut self, what: &str, span: swc_core::common::Span, help: &str) {
        // Installed code has been shipped as it is; much of it is never run.
        if self.source.path.contains("node_modules/") {
            return;
        }
        let message = format!("{what} is not expanded, and fails in the browser");
        let warning = Diagnostic::warning("not-expanded", message);
        self.warnings.push(warning.with_label(self.source.clone(), relative(span, self.file), "").with_help(help));
    }
}

/// A text with holes whose beginning is a relative path.
fn begins_relative(expr: &Expr) -> bool {
    let is_relative = |text: &str| text.starts_with("./") || text.starts_with("../");
    match expr {
        Expr::Tpl(template) if !template.exprs.is_empty() => {
            template.quasis.first().is_some_and(|first| is_relative(&first.raw))
        }
        Expr::Bin(BinExpr { op: BinaryOp::Add, left, .. }) => match &**left {
            Expr::Lit(Lit::Str(text)) => is_relative(&text.value.to_string_lossy()),
            left => begins_relative(left),
        },
        Expr::Paren(paren) => begins_relative(&paren.expr),
        _ => false,
    }
}
