//! Which names may be read before they have a value, and which programs no pass understands.
//!
//! Owns the question for `let`, `const`, `class` and parameters (ECMA-262 9.1.1.1.6 throws then). The passes take every read
//! for harmless and every constant for known: `f(); const a = 1; function f() { return a }` must throw and not return 1.

use std::ops::Range;

use oxc_ast::ast::*;
use oxc_ast_visit::{Visit, walk};
use oxc_semantic::{ScopeFlags, Scoping, SymbolId};
use oxc_span::{GetSpan, Span};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::quiet::Quiet;

/// The result of `hazards`.
#[derive(Default)]
pub(crate) struct Hazards {
    /// Where references begin that may run before the declaration of their name.
    pub(crate) references: FxHashSet<u32>,
    /// The names of these references.
    pub(crate) symbols: FxHashSet<SymbolId>,
    /// Those of them that are assigned there: the assignment throws, also where nothing else reads the name.
    pub(crate) assigned: FxHashSet<SymbolId>,
    /// The program must stay as it is: what its names mean is decided at run time (`with`), by Annex B of ECMA-262 (a
    /// function in a block of sloppy code that is known outside of it), it surely reads a name in its dead zone, or `await`
    /// or `yield` is a name in it.
    pub(crate) stays: bool,
}

/// Finds reads that the passes would get wrong because of the order in which names get values.
pub(crate) fn hazards(program: &Program<'_>, scoping: &Scoping, keep_names: bool) -> Hazards {
    let outer = Function { parent: None, start: 0, is_hoisted: false, first_loud: u32::MAX };
    let mut finder = Finder {
        scoping,
        quiet: Quiet::new(program, scoping),
        functions: vec![outer],
        current: 0,
        declared: FxHashMap::default(),
        reads: Vec::new(),
        sloppy_functions: Vec::new(),
        stays: has_names_of_operators(scoping, keep_names),
    };
    finder.functions[0].first_loud = finder.first_loud(&program.body);
    finder.visit_program(program);
    finder.stays |= are_known_outside(&finder.sloppy_functions, program);
    finder.early_reads()
}

/// Whether `await` or `yield` stays a name: `async () => (() => await(1))()` would become `async () => await(1)`. Variables
/// get other names.
fn has_names_of_operators(scoping: &Scoping, keep_names: bool) -> bool {
    let is_operator = |name: &str| matches!(name, "await" | "yield");
    let is_kept = |symbol: SymbolId| {
        let flags = scoping.symbol_flags(symbol);
        is_operator(scoping.symbol_name(symbol)) && (flags.is_function() || flags.is_class())
    };
    scoping.root_unresolved_references().keys().any(|name| is_operator(name))
        || (keep_names && scoping.symbol_ids().any(is_kept))
}

/// A function, or the program.
struct Function {
    /// The function around it, by index.
    parent: Option<usize>,
    /// Where it begins.
    start: u32,
    /// A declaration: it can be called before it is reached.
    is_hoisted: bool,
    /// Where the first statement of its body begins that may call functions.
    first_loud: u32,
}

/// The declaration of a name.
struct Declared {
    function: usize,
    /// Behind its name.
    end: u32,
    /// The initializer and the defaults that run before the name has its value: none of them may read it.
    before: Vec<Range<u32>>,
    /// The value is a function, which does not run while it is made.
    is_function: bool,
    /// It is a statement of the function's own list and not of a block.
    is_direct: bool,
    /// In a `case`: statements before it may be jumped over.
    in_case: bool,
}

impl Declared {
    /// Whether a position runs before the name has a value, if it is in the same function.
    fn is_before(&self, position: u32) -> bool {
        position < self.end || self.before.iter().any(|range| range.contains(&position))
    }

    /// The position from which on it has its value.
    fn ready(&self) -> u32 {
        self.before.iter().map(|range| range.end).fold(self.end, u32::max)
    }
}

/// Where a declaration stands.
#[derive(Clone, Copy)]
struct Place {
    is_direct: bool,
    in_case: bool,
}

impl Place {
    const BODY: Self = Self { is_direct: true, in_case: false };
    const BLOCK: Self = Self { is_direct: false, in_case: false };
    const CASE: Self = Self { is_direct: false, in_case: true };
}

/// A function in a block of sloppy code, which is also a variable of the function around it (ECMA-262 B.3.2).
struct SloppyFunction {
    name: String,
    block: Span,
}

/// Whether one of these functions has a name that stands outside of its block, too.
fn are_known_outside(functions: &[SloppyFunction], program: &Program<'_>) -> bool {
    struct Names<'f> {
        blocks: FxHashMap<&'f str, Vec<Span>>,
        is_known: bool,
    }
    impl Names<'_> {
        fn meet(&mut self, name: &str, span: Span) {
            let blocks = self.blocks.get(name).into_iter().flatten();
            self.is_known |= blocks.into_iter().any(|block| !block.contains_inclusive(span));
        }
    }
    impl<'a> Visit<'a> for Names<'_> {
        fn visit_identifier_reference(&mut self, reference: &IdentifierReference<'a>) {
            self.meet(&reference.name, reference.span);
        }
        fn visit_binding_identifier(&mut self, id: &BindingIdentifier<'a>) {
            self.meet(&id.name, id.span);
        }
    }
    if functions.is_empty() {
        return false;
    }
    let mut names = Names { blocks: FxHashMap::default(), is_known: false };
    functions.iter().for_each(|function| names.blocks.entry(&function.name).or_default().push(function.block));
    names.visit_program(program);
    names.is_known
}

/// A reference.
struct Read {
    start: u32,
    symbol: SymbolId,
    function: usize,
    is_write: bool,
}

struct Finder<'s> {
    scoping: &'s Scoping,
    quiet: Quiet<'s>,
    functions: Vec<Function>,
    current: usize,
    declared: FxHashMap<SymbolId, Declared>,
    reads: Vec<Read>,
    sloppy_functions: Vec<SloppyFunction>,
    stays: bool,
}

impl Finder<'_> {
    fn early_reads(self) -> Hazards {
        let mut found = Hazards { stays: self.stays, ..Hazards::default() };
        for read in &self.reads {
            let Some(declared) = self.declared.get(&read.symbol) else { continue };
            if read.function == declared.function {
                found.stays |= declared.is_before(read.start);
            }
            if self.is_early(read, declared) {
                found.references.insert(read.start);
                found.symbols.insert(read.symbol);
                if read.is_write {
                    found.assigned.insert(read.symbol);
                }
            }
        }
        found
    }

    fn is_early(&self, read: &Read, declared: &Declared) -> bool {
        if read.function == declared.function {
            return declared.is_before(read.start) || declared.in_case;
        }
        // The outermost function between the declaration and the read.
        let mut crossed = &self.functions[read.function];
        while let Some(parent) = crossed.parent.filter(|parent| *parent != declared.function) {
            crossed = &self.functions[parent];
        }
        let is_made_later = !crossed.is_hoisted && !declared.is_before(crossed.start) && !declared.in_case;
        let is_value = declared.is_function && declared.before.iter().any(|range| range.contains(&crossed.start));
        let is_undisturbed = declared.is_direct && declared.ready() <= self.functions[declared.function].first_loud;
        !is_made_later && !is_value && !is_undisturbed
    }

    fn first_loud(&self, body: &[Statement<'_>]) -> u32 {
        let loud = body.iter().find(|statement| !self.quiet.statement(statement));
        loud.map_or(u32::MAX, |statement| statement.span().start)
    }

    fn declare(&mut self, id: &BindingIdentifier<'_>, before: Vec<Range<u32>>, is_function: bool, place: Place) {
        let Some(symbol) = id.symbol_id.get() else { return };
        let (function, end) = (self.current, id.span.end);
        let Place { is_direct, in_case } = place;
        let declared = Declared { function, end, before, is_function, is_direct, in_case };
        self.declared.entry(symbol).or_insert(declared);
    }

    fn within(&mut self, start: u32, is_hoisted: bool, first_loud: u32, visit: impl FnOnce(&mut Self)) {
        let outer = self.current;
        self.functions.push(Function { parent: Some(outer), start, is_hoisted, first_loud });
        self.current = self.functions.len() - 1;
        visit(self);
        self.current = outer;
    }

    /// Declarations of a statement list, before anything in it is visited. `block` is its range if it is that of a block.
    fn declare_all(&mut self, body: &[Statement<'_>], place: Place, block: Option<Span>) {
        for statement in body {
            match statement {
                Statement::VariableDeclaration(variables) if !variables.kind.is_var() => {
                    variables.declarations.iter().for_each(|declarator| self.declare_variable(declarator, place));
                }
                Statement::ClassDeclaration(class) => {
                    if let Some(id) = &class.id {
                        let heritage = Span::new(class.span.start, class.body.span.start);
                        self.declare(id, vec![range(heritage)], false, place);
                    }
                }
                Statement::FunctionDeclaration(function) => self.declare_function(function, block),
                _ => {}
            }
        }
    }

    fn declare_function(&mut self, function: &oxc_ast::ast::Function<'_>, block: Option<Span>) {
        let (Some(block), Some(id)) = (block, &function.id) else { return };
        let Some(symbol) = id.symbol_id.get() else { return };
        if !self.scoping.scope_flags(self.scoping.symbol_scope_id(symbol)).is_strict_mode() {
            self.sloppy_functions.push(SloppyFunction { name: id.name.to_string(), block });
        }
    }

    fn declare_variable(&mut self, declarator: &VariableDeclarator<'_>, place: Place) {
        let is_function =
            matches!(declarator.init, Some(Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_)));
        let value = declarator.init.as_ref().map(|value| range(value.span()));
        self.declare_pattern(&declarator.id, &value.into_iter().collect::<Vec<_>>(), is_function, place);
    }

    /// The names of a pattern. `before` is what happens before it is taken apart.
    fn declare_pattern(
        &mut self,
        pattern: &BindingPattern<'_>,
        before: &[Range<u32>],
        is_function: bool,
        place: Place,
    ) {
        match pattern {
            BindingPattern::BindingIdentifier(id) => self.declare(id, before.to_vec(), is_function, place),
            BindingPattern::ObjectPattern(object) => {
                for property in &object.properties {
                    self.declare_pattern(&property.value, before, false, place);
                }
                if let Some(rest) = &object.rest {
                    self.declare_pattern(&rest.argument, before, false, place);
                }
            }
            BindingPattern::ArrayPattern(array) => {
                for element in array.elements.iter().flatten() {
                    self.declare_pattern(element, before, false, place);
                }
                if let Some(rest) = &array.rest {
                    self.declare_pattern(&rest.argument, before, false, place);
                }
            }
            BindingPattern::AssignmentPattern(default) => {
                let before = [before, &[range(default.right.span())]].concat();
                self.declare_pattern(&default.left, &before, false, place);
            }
        }
    }

    /// `for (const a of a)`: the names of the head have no value while its right side runs.
    fn declare_head(&mut self, left: &ForStatementLeft<'_>, right: Span) {
        let ForStatementLeft::VariableDeclaration(variables) = left else { return };
        for declarator in variables.declarations.iter().filter(|_| !variables.kind.is_var()) {
            self.declare_pattern(&declarator.id, &[range(right)], false, Place::BLOCK);
        }
    }

    /// Parameters of which some have defaults.
    fn declare_params(&mut self, params: &FormalParameters<'_>) {
        let is_simple =
            params.items.iter().all(|param| param.initializer.is_none() && param.pattern.is_binding_identifier());
        for param in params.items.iter().filter(|_| !is_simple) {
            let default: Vec<_> = param.initializer.iter().map(|default| range(default.span())).collect();
            self.declare_pattern(&param.pattern, &default, false, Place::BLOCK);
        }
        for rest in params.rest.iter().filter(|_| !is_simple) {
            self.declare_pattern(&rest.rest.argument, &[], false, Place::BLOCK);
        }
    }
}

fn range(span: Span) -> Range<u32> {
    span.start..span.end
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_program(&mut self, program: &Program<'a>) {
        self.declare_all(&program.body, Place::BODY, None);
        walk::walk_program(self, program);
    }

    fn visit_function(&mut self, function: &oxc_ast::ast::Function<'a>, flags: ScopeFlags) {
        let first_loud = function.body.as_ref().map_or(u32::MAX, |body| self.first_loud(&body.statements));
        let is_hoisted = function.is_declaration();
        self.within(function.span.start, is_hoisted, first_loud, |finder| {
            finder.declare_params(&function.params);
            if let Some(body) = &function.body {
                finder.declare_all(&body.statements, Place::BODY, None);
            }
            walk::walk_function(finder, function, flags);
        });
    }

    fn visit_arrow_function_expression(&mut self, arrow: &ArrowFunctionExpression<'a>) {
        let statements = arrow.body.as_function_body().map_or(&[][..], |body| &body.statements);
        let first_loud = self.first_loud(statements);
        self.within(arrow.span.start, false, first_loud, |finder| {
            finder.declare_params(&arrow.params);
            finder.declare_all(statements, Place::BODY, None);
            walk::walk_arrow_function_expression(finder, arrow);
        });
    }

    fn visit_property_definition(&mut self, field: &PropertyDefinition<'a>) {
        if field.r#static {
            return walk::walk_property_definition(self, field);
        }
        self.visit_property_key(&field.key);
        if let Some(value) = &field.value {
            self.within(field.span.start, false, 0, |finder| finder.visit_expression(value));
        }
    }

    fn visit_static_block(&mut self, block: &StaticBlock<'a>) {
        self.declare_all(&block.body, Place::BLOCK, None);
        walk::walk_static_block(self, block);
    }

    fn visit_block_statement(&mut self, block: &BlockStatement<'a>) {
        self.declare_all(&block.body, Place::BLOCK, Some(block.span));
        walk::walk_block_statement(self, block);
    }

    fn visit_switch_statement(&mut self, switch: &SwitchStatement<'a>) {
        for case in &switch.cases {
            self.declare_all(&case.consequent, Place::CASE, Some(switch.span));
        }
        walk::walk_switch_statement(self, switch);
    }

    fn visit_for_statement(&mut self, statement: &ForStatement<'a>) {
        if let Some(ForStatementInit::VariableDeclaration(variables)) = &statement.init
            && !variables.kind.is_var()
        {
            variables.declarations.iter().for_each(|declarator| self.declare_variable(declarator, Place::BLOCK));
        }
        walk::walk_for_statement(self, statement);
    }

    fn visit_for_in_statement(&mut self, statement: &ForInStatement<'a>) {
        self.declare_head(&statement.left, statement.right.span());
        walk::walk_for_in_statement(self, statement);
    }

    fn visit_for_of_statement(&mut self, statement: &ForOfStatement<'a>) {
        self.declare_head(&statement.left, statement.right.span());
        walk::walk_for_of_statement(self, statement);
    }

    fn visit_catch_clause(&mut self, clause: &CatchClause<'a>) {
        if let Some(param) = &clause.param {
            self.declare_pattern(&param.pattern, &[], false, Place::BLOCK);
        }
        walk::walk_catch_clause(self, clause);
    }

    fn visit_with_statement(&mut self, _: &WithStatement<'a>) {
        self.stays = true;
    }

    fn visit_identifier_reference(&mut self, reference: &IdentifierReference<'a>) {
        let Some(known) = reference.reference_id.get().map(|id| self.scoping.get_reference(id)) else { return };
        if let Some(symbol) = known.symbol_id() {
            let is_write = known.is_write();
            self.reads.push(Read { start: reference.span.start, symbol, function: self.current, is_write });
        }
    }
}
