//! Free names of webpack's module scope: which of them generated code has, and what is said about the others.
//!
//! Owns both lists. [`crate::rewrite`] replaces the names that are supported by members of `require`. A name that is
//! not would be a ReferenceError at run time, so it is an error here; in installed code, much of which never runs, it
//! is a warning. A file that asks `typeof NAME` first copes without it, as does installed code behind an imported flag
//! (`Platform.isNode && __non_webpack_require__('ws')`).

use swc_core::common::Span;
use swc_core::ecma::ast::*;

use mfbuild_diagnostics::{Diagnostic, Severity};

use super::Collector;
use crate::parse::relative;

/// Free names that generated code does not have, and what to write instead.
const UNSUPPORTED: &[(&str, &str)] = &[
    ("__non_webpack_require__", "pages have no `require` of their own: use `import` or `import()`"),
    ("__resourceFragment", "put the value into the code"),
    ("__resourceQuery", "a file is one module, whatever the query of the request: put the value into the code"),
    ("__system_context__", "use `import.meta.url`"),
    ("__webpack_base_uri__", "use `document.baseURI`"),
    ("__webpack_chunk_load__", "use `import()`, which loads the chunks of a module"),
    ("__webpack_chunkname__", "put the name into the code"),
    ("__webpack_exports__", "export the values by name"),
    (
        "__webpack_exports_info__",
        "used exports are known only when all modules are linked: put the value into the code",
    ),
    ("__webpack_get_script_filename__", "use `new URL('./file', import.meta.url)` for the address of a file"),
    ("__webpack_hash__", "files have hashes of their own: use `define` with a value that names the build"),
    ("__webpack_is_included__", "import the module, or put the value into the code"),
    ("__webpack_layer__", "put the value into the code"),
    ("__webpack_runtime_id__", "use `define` with a value that names the build"),
];

/// Members of `__webpack_require__` that have webpack's meaning.
const REQUIRE_MEMBERS: &[&str] = &["I", "S", "c", "d", "m", "n", "nc", "p", "r"];

impl Collector<'_> {
    /// `__webpack_hash__` and other free names of webpack that generated code does not have.
    pub(super) fn check_webpack_name(&mut self, ident: &Ident) {
        if ident.ctxt != self.free || !ident.sym.starts_with("__") {
            return;
        }
        if let Some((name, help)) = UNSUPPORTED.iter().find(|(name, _)| ident.sym == *name) {
            self.refuse_webpack_name(name, ident.span, help);
        }
    }

    /// `__webpack_require__.l`, which is something else here.
    pub(super) fn check_webpack_member(&mut self, member: &MemberExpr) {
        if let MemberProp::Ident(name) = &member.prop
            && self.is_free(&member.obj, "__webpack_require__")
            && !REQUIRE_MEMBERS.contains(&&*name.sym)
        {
            let known = REQUIRE_MEMBERS.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let help = format!("of webpack's internal functions there are {known}");
            self.refuse_webpack_name(&format!("__webpack_require__.{}", name.sym), member.span, &help);
        }
    }

    fn refuse_webpack_name(&mut self, name: &str, span: Span, help: &str) {
        if self.flag_depth > 0 || self.source.text.contains(&format!("typeof {name}")) {
            return;
        }
        let message = format!("`{name}` of webpack is not supported, and fails in the browser");
        let error = Diagnostic::error("webpack-name", message)
            .with_label(self.source.clone(), relative(span, self.file), "not there at run time")
            .with_help(help.to_owned());
        if self.source.path.contains("node_modules/") {
            self.warnings.push(Diagnostic { severity: Severity::Warning, ..error });
        } else {
            self.diagnostics.push(error);
        }
    }
}
