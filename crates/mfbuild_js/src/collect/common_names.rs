//! Names of CommonJS that the output does not have, or not as Node has them: `require` as a value, `module.parent`.
//!
//! Notes them statement by statement, so that those are said that stay. `require.cache` is the table of modules, and
//! `require.main` is `undefined`, as in Node where the program is no CommonJS module.

use swc_core::common::Span;
use swc_core::ecma::ast::*;

use super::{Collector, static_name};
use crate::facts::{Format, UnsupportedKind};

/// Properties of `module` that are not there.
const MODULE_PROPERTIES: &[&str] = &["parent", "children", "paths", "path", "filename", "loaded", "isPreloading"];

impl Collector<'_> {
    /// `require` that is neither called nor asked for a property: what it is given then is not in the output.
    pub(super) fn require_as_value(&mut self, ident: &Ident) {
        if ident.sym != *"require" || ident.ctxt != self.free || self.told.contains(&ident.span.lo) {
            return;
        }
        // Code that asks first does without it: bundles in packages pass it on to find modules that they do not hold.
        let is_prepared = self.is_installed() && self.source.text.contains("typeof require");
        if self.try_depth == 0 && !is_prepared {
            self.unsupported(UnsupportedKind::RequireValue, "require".to_owned(), ident.span);
        }
    }

    /// The callee of a call, which other rules look at.
    pub(super) fn called_require(&mut self, callee: &Expr) {
        if let Expr::Ident(name) = callee
            && self.is_free(callee, "require")
        {
            self.told.insert(name.span.lo);
        }
    }

    /// `require.x` and `module.x`.
    pub(super) fn common_member(&mut self, member: &MemberExpr) {
        if self.is_free(&member.obj, "require") {
            self.called_require(&member.obj);
            if member.prop.is_ident_with("extensions") {
                self.absent_property("require.extensions", member.span);
            }
        } else if let Expr::Member(object) = &*member.obj
            && self.is_free(&object.obj, "require")
            && object.prop.is_ident_with("main")
            && let Some(name) = static_name(&member.prop)
        {
            self.absent_property(&format!("require.main.{name}"), member.span);
        } else if self.facts.format == Format::Cjs
            && self.is_free(&member.obj, "module")
            && let Some(name) = static_name(&member.prop).filter(|name| MODULE_PROPERTIES.contains(&name.as_str()))
        {
            // Packages that can be started as programs ask for their parent; the others are said of own code only.
            if !self.is_installed() || name == "parent" {
                self.absent_property(&format!("module.{name}"), member.span);
            }
        }
    }

    fn absent_property(&mut self, text: &str, span: Span) {
        if self.try_depth == 0 {
            self.unsupported(UnsupportedKind::CommonJs, text.to_owned(), span);
        }
    }

    /// `require = …` and `var require` make it a variable of the file.
    pub(super) fn forget_assigned_require(&mut self) {
        if !self.assigns_require {
            return;
        }
        for statement in &mut self.facts.statements {
            statement.unsupported.retain(|found| found.kind != UnsupportedKind::RequireValue);
        }
    }
}
