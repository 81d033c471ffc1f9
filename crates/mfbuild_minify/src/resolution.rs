//! What the names in parameters mean.
//!
//! Owns the repair of oxc's answer. It looks for the names of default values as soon as the parameters of their function end,
//! and so misses what a function around it declares further down: `const f = (a = g()) => a; function g() {}` means the
//! `g` of an outer function if there is one (ECMA-262 9.1.2.1 asks the nearest environment).

use oxc_ast::ast::*;
use oxc_ast_visit::Visit;
use oxc_semantic::{ReferenceId, ScopeFlags, ScopeId, Scoping, SymbolId};
use rustc_hash::FxHashSet;

/// Gives references in parameters and in patterns of `catch` the nearest symbol of their name. The result says whether there
/// are any in patterns of `catch`: for `let b; try {} catch ({ a = b }) {}` oxc gives `a` and `b` one short name.
pub(crate) fn repair(program: &Program<'_>, scoping: &mut Scoping) -> bool {
    let mut names =
        MisresolvedNames { scoping, parameters: Vec::new(), found: Vec::new(), in_catch: false, reads_in_catch: false };
    names.visit_program(program);
    let reads_in_catch = names.reads_in_catch;
    for Repair { reference, from, to } in names.found {
        scoping.delete_resolved_reference(from, reference);
        scoping.get_reference_mut(reference).set_symbol_id(to);
        scoping.add_resolved_reference(to, reference);
    }
    reads_in_catch
}

struct Repair {
    reference: ReferenceId,
    from: SymbolId,
    to: SymbolId,
}

struct MisresolvedNames<'s> {
    scoping: &'s Scoping,
    /// The functions whose parameters are around the reference: their scopes, and the names that parameters see of them.
    parameters: Vec<(ScopeId, FxHashSet<SymbolId>)>,
    found: Vec<Repair>,
    /// A pattern of `catch` is around.
    in_catch: bool,
    reads_in_catch: bool,
}

/// The symbols that a pattern declares.
struct PatternSymbols(FxHashSet<SymbolId>);

impl<'a> Visit<'a> for PatternSymbols {
    fn visit_binding_identifier(&mut self, name: &BindingIdentifier<'a>) {
        self.0.extend(name.symbol_id.get());
    }
}

impl MisresolvedNames<'_> {
    fn enter(&mut self, scope: Option<ScopeId>, declare: impl FnOnce(&mut PatternSymbols)) -> bool {
        let mut declared = PatternSymbols(FxHashSet::default());
        declare(&mut declared);
        self.parameters.extend(scope.map(|scope| (scope, declared.0)));
        scope.is_some()
    }

    fn nearest(&self, name: Ident<'_>, scope: ScopeId) -> Option<SymbolId> {
        let mut scopes = std::iter::successors(Some(scope), |scope| self.scoping.scope_parent_id(*scope));
        scopes.find_map(|scope| {
            let symbol = self.scoping.get_binding(scope, name)?;
            let entered = self.parameters.iter().find(|(entered, _)| *entered == scope);
            entered.is_none_or(|(_, seen)| seen.contains(&symbol)).then_some(symbol)
        })
    }
}

impl<'a> Visit<'a> for MisresolvedNames<'_> {
    fn visit_function(&mut self, function: &Function<'a>, _: ScopeFlags) {
        let is_entered = self.enter(function.scope_id.get(), |declared| {
            // The name of a function expression is declared in its scope.
            function.id.iter().for_each(|name| declared.visit_binding_identifier(name));
            declared.visit_formal_parameters(&function.params);
        });
        self.visit_formal_parameters(&function.params);
        if is_entered {
            self.parameters.pop();
        }
        if let Some(body) = &function.body {
            self.visit_function_body(body);
        }
    }

    fn visit_arrow_function_expression(&mut self, arrow: &ArrowFunctionExpression<'a>) {
        let is_entered = self.enter(arrow.scope_id.get(), |declared| declared.visit_formal_parameters(&arrow.params));
        self.visit_formal_parameters(&arrow.params);
        if is_entered {
            self.parameters.pop();
        }
        self.visit_arrow_function_body(&arrow.body);
    }

    fn visit_catch_clause(&mut self, clause: &CatchClause<'a>) {
        if let Some(parameter) = &clause.param {
            let is_entered = self.enter(clause.scope_id.get(), |declared| declared.visit_catch_parameter(parameter));
            let outer = std::mem::replace(&mut self.in_catch, true);
            self.visit_catch_parameter(parameter);
            self.in_catch = outer;
            if is_entered {
                self.parameters.pop();
            }
        }
        self.visit_block_statement(&clause.body);
    }

    fn visit_identifier_reference(&mut self, name: &IdentifierReference<'a>) {
        if self.parameters.is_empty() {
            return;
        }
        self.reads_in_catch |= self.in_catch;
        let Some(reference) = name.reference_id.get() else { return };
        let found = self.scoping.get_reference(reference);
        let Some(from) = found.symbol_id() else { return };
        if let Some(to) = self.nearest(name.name, found.scope_id()).filter(|to| *to != from) {
            self.found.push(Repair { reference, from, to });
        }
    }
}
