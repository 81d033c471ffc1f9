//! Requests that other bundlers expand at build time, and those that are only known at run time.
//!
//! `import('./pages/' + name)`, `require.context(…)`, `import.meta.glob(…)`, `require(name)`. They fail in the browser, so
//! they are errors in the package's own code, or warnings with `allowUnexpanded`. Installed code has been shipped as it is,
//! and much of it never runs: there they are noted, and said if the statement stays.

use mfbuild_diagnostics::Diagnostic;
use swc_core::common::{Span, Spanned};
use swc_core::ecma::ast::*;

use super::{Collector, is_import_meta_url};
use crate::facts::UnsupportedKind;
use crate::parse::relative;

/// The way out for a call whose request is put together at run time.
const LIST_MODULES: &str = "list the modules: `const pages = { home: () => import('./pages/home') }`";
const NAME_MODULES: &str = "import the modules by name, or list them in one file";

/// A form that is not expanded.
struct Form {
    /// Short, for installed code: `import()`.
    text: &'static str,
    /// Subject of the message.
    what: &'static str,
    help: &'static str,
}

const fn form(text: &'static str, what: &'static str, help: &'static str) -> Option<Form> {
    Some(Form { text, what, help })
}

impl Collector<'_> {
    /// Looks at a call that is no plain request.
    pub(super) fn check_expansion(&mut self, call: &CallExpr) {
        let form = match &call.callee {
            Callee::Import(_) => call.args.first().and_then(|argument| dynamic_import(&argument.expr)),
            Callee::Expr(callee) => self.unexpanded_callee(callee, &call.args),
            Callee::Super(_) => None,
        };
        if let Some(form) = form {
            self.unexpanded(&form, call.span());
        }
    }

    fn unexpanded_callee(&self, callee: &Expr, args: &[ExprOrSpread]) -> Option<Form> {
        match callee {
            Expr::Member(member) if self.is_free(&member.obj, "require") => match &*member.prop.as_ident()?.sym {
                "context" => form("require.context()", "`require.context`", NAME_MODULES),
                "ensure" => form("require.ensure()", "`require.ensure`", "use `import()`"),
                "include" => form("require.include()", "`require.include`", "import the module"),
                "resolveWeak" => form("require.resolveWeak()", "`require.resolveWeak`", "import the module"),
                _ => None,
            },
            Expr::Member(MemberExpr { obj, prop, .. }) if is_import_meta(obj) => match &*prop.as_ident()?.sym {
                "glob" | "globEager" => form("import.meta.glob()", "`import.meta.glob`", NAME_MODULES),
                "webpackContext" => form("import.meta.webpackContext()", "`import.meta.webpackContext`", NAME_MODULES),
                _ => None,
            },
            callee if self.is_free(callee, "require") && !self.may_be_id(args) => dynamic_require(args),
            _ => None,
        }
    }

    /// Whether `require()` may be given the id of a module: what `require.resolve()` gives, or a variable beside that.
    fn may_be_id(&self, args: &[ExprOrSpread]) -> bool {
        let [ExprOrSpread { spread: None, expr }] = args else { return false };
        match &**expr {
            Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) => {
                matches!(&**callee, Expr::Member(member) if self.is_free(&member.obj, "require"))
            }
            Expr::Ident(_) | Expr::Member(_) => self.source.text.contains("require.resolve("),
            _ => false,
        }
    }

    /// `new URL('./images/' + name, import.meta.url)`.
    pub(super) fn check_url(&mut self, new: &NewExpr) {
        if self.is_free(&new.callee, "URL")
            && let Some([request, base]) = new.args.as_deref()
            && matches!(&*base.expr, Expr::Member(base) if is_import_meta_url(base))
            && !self.is_left_alone(request)
            && begins_relative(&request.expr)
        {
            let what = "a `new URL` of a path that is put together at run time";
            let help = "write one `new URL` for each file, with its whole path";
            self.unexpanded(&Form { text: "new URL()", what, help }, new.span());
        }
    }

    fn unexpanded(&mut self, form: &Form, span: Span) {
        if self.is_installed() {
            // Packages ask for what may be missing within `try`.
            if self.try_depth == 0 {
                self.unsupported(UnsupportedKind::Request, form.text.to_owned(), span);
            }
            return;
        }
        let message = format!("{} is not expanded, and fails in the browser", form.what);
        let place = relative(span, self.file);
        // Within `try` the code is prepared for a module that is not there.
        if self.engine.options.allow_unexpanded || self.try_depth > 0 {
            let warning = Diagnostic::warning("not-expanded", message).with_label(self.source.clone(), place, "");
            return self.warnings.push(warning.with_help(form.help));
        }
        let error = Diagnostic::error("not-expanded", message)
            .with_label(self.source.clone(), place, "")
            .with_note("`--allow-unexpanded`, or `allowUnexpanded` of the config, makes this a warning")
            .with_help(form.help);
        // The rest of the file is looked at all the same.
        self.warnings.push(error);
    }

    /// Whether the file belongs to an installed package.
    pub(super) fn is_installed(&self) -> bool {
        self.source.path.contains("node_modules/")
    }
}

fn dynamic_import(request: &Expr) -> Option<Form> {
    if begins_relative(request) {
        let what = "an `import()` of a path that is put together at run time";
        return form("import()", what, LIST_MODULES);
    }
    form(
        "import()",
        "an `import()` of something that is only known at run time",
        "list the modules: `const pages = { home: () => import('./pages/home') }`; \
         if it is a url, write `import(/* webpackIgnore: true */ url)`",
    )
}

fn dynamic_require(args: &[ExprOrSpread]) -> Option<Form> {
    let what = match args {
        [] => return None,
        [request, ..] if begins_relative(&request.expr) => "a `require()` of a path that is put together at run time",
        _ => "a `require()` of something that is only known at run time",
    };
    form("require()", what, "list the modules: `const pages = { home: () => require('./pages/home') }`")
}

pub(super) fn is_import_meta(expr: &Expr) -> bool {
    matches!(expr, Expr::MetaProp(meta) if meta.kind == MetaPropKind::ImportMeta)
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
