//! Scripts that a page starts by their url: `new Worker(new URL('./worker.js', import.meta.url))`.
//!
//! Notes which `new URL` is meant for that, since such a script is copied and must run as it is.

use swc_core::common::{BytePos, Spanned};
use swc_core::ecma::ast::*;

use super::{Collector, is_import_meta_url};
use crate::facts::WorkerKind;

impl Collector<'_> {
    /// `new Worker(…)`, `new SharedWorker(…)`, also as properties of the global object.
    pub(super) fn worker_of_new(&mut self, new: &NewExpr) {
        let is_worker = |name: &str| matches!(name, "Worker" | "SharedWorker");
        let is_named = match &*new.callee {
            Expr::Ident(ident) => ident.ctxt == self.free && is_worker(&ident.sym),
            Expr::Member(member) => member.prop.as_ident().is_some_and(|name| is_worker(&name.sym)),
            _ => false,
        };
        let Some([url, options @ ..]) = new.args.as_deref().filter(|_| is_named) else { return };
        self.worker_url(url, kind_of(options.first()));
    }

    /// `navigator.serviceWorker.register(…)`, `context.audioWorklet.addModule(…)`.
    pub(super) fn worker_of_call(&mut self, call: &CallExpr) {
        let Callee::Expr(callee) = &call.callee else { return };
        let (Some(member), Some([url, options @ ..])) = (callee.as_member(), Some(&call.args[..])) else { return };
        if member.prop.is_ident_with("addModule") {
            self.worker_url(url, WorkerKind::Module);
        } else if member.prop.is_ident_with("register")
            && matches!(&*member.obj, Expr::Member(object) if object.prop.is_ident_with("serviceWorker"))
        {
            self.worker_url(url, kind_of(options.first()));
        }
    }

    fn worker_url(&mut self, url: &ExprOrSpread, kind: WorkerKind) {
        if self.is_left_alone(url) {
            return;
        }
        if let Some(request) = literal_of(&url.expr) {
            self.workers.insert(request, kind);
        }
    }
}

/// The place of the request in `new URL('./x', import.meta.url)`, also with `.href` or `.toString()` behind it.
fn literal_of(url: &Expr) -> Option<BytePos> {
    match url {
        Expr::New(new) => {
            let [request, base] = new.args.as_deref()? else { return None };
            let is_own = matches!(&*base.expr, Expr::Member(base) if is_import_meta_url(base));
            is_own.then(|| request.expr.span_lo())
        }
        Expr::Member(member) if member.prop.is_ident_with("href") => literal_of(&member.obj),
        Expr::Call(CallExpr { callee: Callee::Expr(callee), .. }) => {
            let member = callee.as_member().filter(|member| member.prop.is_ident_with("toString"))?;
            literal_of(&member.obj)
        }
        Expr::Paren(paren) => literal_of(&paren.expr),
        _ => None,
    }
}

/// By the options of a worker; those that are only known at run time may ask for a module.
fn kind_of(options: Option<&ExprOrSpread>) -> WorkerKind {
    let Some(options) = options else { return WorkerKind::Classic };
    match &*options.expr {
        Expr::Object(object) => {
            let is_module = object.props.iter().any(|prop| match prop {
                PropOrSpread::Prop(prop) => match &**prop {
                    Prop::KeyValue(KeyValueProp { key: PropName::Ident(key), value }) => {
                        key.sym == *"type"
                            && !matches!(&**value, Expr::Lit(Lit::Str(text)) if text.value.as_str() == Some("classic"))
                    }
                    _ => false,
                },
                PropOrSpread::Spread(_) => true,
            });
            if is_module { WorkerKind::Module } else { WorkerKind::Classic }
        }
        // The name of a shared worker.
        Expr::Lit(Lit::Str(_)) => WorkerKind::Classic,
        _ => WorkerKind::Module,
    }
}
