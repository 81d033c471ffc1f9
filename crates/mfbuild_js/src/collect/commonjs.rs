//! What CommonJS code says about itself.
//!
//! Owns its statements: each can go on its own where the exports object does not get out of hand. Properties of that object
//! are symbols here, declared by the statements that set them.

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::common::{BytePos, Spanned};
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::VisitWith;

use super::attached::{attached_to, fresh_symbols};
use super::es_module_flag::has_es_module_flag;
use super::marked::marked_functions;
use super::nullish_exports::may_export_nothing;
use super::own_exports::{self, OwnExports, OwnUses, own_exports};
use super::required::{PropertyRead, RequireUses, require_uses};
use super::{Collector, hoisted_names};
use crate::facts::{ImportIdx, Property, Read, SymbolIdx, Use};
use crate::parse::{Tree, relative};
use crate::purity::{Imports, Inferred, Purity, changed_names};

impl Collector<'_> {
    pub(super) fn commonjs(&mut self, parsed: &Tree) {
        let body = &parsed.body;
        self.facts.has_es_module_flag = has_es_module_flag(body, self.free);
        self.facts.may_export_nothing = may_export_nothing(body, self.free, &self.source.text);
        for name in body.iter().filter_map(ModuleItem::as_stmt).flat_map(hoisted_names) {
            self.symbol(&name);
        }
        let own = own_exports(body, self.free);
        self.properties(own.as_ref());
        let RequireUses { whole, reads } = require_uses(body, self.free);
        self.whole_requires = whole;
        let annotations = parsed.annotations.clone();
        let inferred = Inferred::new(body, marked_functions(parsed), None);
        let imports = Imports::default();
        let purity = Purity::new(self.free, &annotations, &inferred, &imports, body);
        let mut fresh = fresh_symbols(body, &purity);
        let changed = changed_names(body, &|id| fresh.contains_key(id));
        fresh.retain(|id, _| !changed.contains(id));
        let directives = body.iter().take_while(|item| is_directive(item)).count();
        for (at, item) in body.iter().enumerate() {
            item.visit_with(self);
            let attached = item.as_stmt().and_then(|stmt| attached_to(stmt, &purity));
            let attached = attached.filter(|object| fresh.get(object).is_some_and(|from| *from <= at));
            let is_pure = own
                .as_ref()
                .is_some_and(|own| at >= directives && (attached.is_some() || is_pure_item(item, own, &purity)));
            self.common_statement(item, attached, own.as_ref().map(|own| &own.statements[at]), is_pure);
        }
        self.reads(reads);
    }

    /// Symbols of the properties of the exports object; the dot makes their names unlike any other.
    fn properties(&mut self, own: Option<&OwnExports>) {
        self.facts.properties = own.map(|own| {
            let property = |(name, set): (&String, &own_exports::SetProperty)| {
                let symbol = self.symbol(&(format!("exports.{name}").into(), self.free));
                (name.clone(), Property { symbol, ignores_this: set.ignores_this })
            };
            own.properties.iter().map(property).collect()
        });
    }

    fn common_statement(&mut self, item: &ModuleItem, attached: Option<Id>, own: Option<&OwnUses>, is_pure: bool) {
        let mut statement = self.take_statement();
        statement.has_side_effects = !is_pure;
        let declared = item.as_stmt().map(hoisted_names).unwrap_or_default();
        statement.declares = declared.iter().chain(&attached).map(|id| self.symbol(id)).collect();
        if let (Some(own), Some(properties)) = (own, &self.facts.properties) {
            let symbol = |name: &String| properties.get(name).map(|property| property.symbol);
            statement.declares.extend(own.sets.iter().filter_map(symbol));
            let used: FxHashSet<SymbolIdx> = own.uses.iter().filter_map(symbol).collect();
            let mut used: Vec<SymbolIdx> = used.into_iter().collect();
            used.sort_unstable();
            let place = relative(item.span(), self.file);
            statement.places.extend(used.iter().map(|_| place.clone()));
            statement.uses.extend(used.into_iter().map(Use::Symbol));
        }
        self.facts.statements.push(statement);
    }

    /// What the statements take of required modules, now that all requests have numbers.
    fn reads(&mut self, reads: Vec<Vec<PropertyRead>>) {
        let requests: &FxHashMap<BytePos, ImportIdx> = &self.requests;
        for (statement, reads) in self.facts.statements.iter_mut().zip(reads) {
            for PropertyRead { literal, name, called } in reads {
                let Some(import) = requests.get(&literal) else { continue };
                let read = Read { import: *import, name, called };
                if !self.whole_requires.contains(&literal) && !statement.reads.contains(&read) {
                    statement.reads.push(read);
                }
            }
        }
    }
}

/// A string that may stand at the beginning.
fn is_directive(item: &ModuleItem) -> bool {
    matches!(item, ModuleItem::Stmt(Stmt::Expr(stmt)) if matches!(&*stmt.expr, Expr::Lit(Lit::Str(_))))
}

/// Whether a statement can go when nobody uses what it declares. Functions in blocks are seen outside of them in sloppy
/// code (ECMA-262 B.3.2).
fn is_pure_item(item: &ModuleItem, own: &OwnExports, purity: &Purity<'_>) -> bool {
    let ModuleItem::Stmt(stmt) = item else { return false };
    own_exports::is_pure(item, own, purity).unwrap_or_else(|| !stmt.is_block() && purity.stmt(stmt))
}
