//! Which names may be read before they have a value.
//!
//! Owns the question for `let`, `const` and `class` (ECMA-262 9.1.1.1.6 throws then). The minifier takes every read for
//! harmless and every constant for known: `f(); const a = 1; function f() { return a }` must throw and not return 1.

use oxc_ast::ast::*;
use oxc_ast_visit::{Visit, walk};
use oxc_semantic::{ScopeFlags, Scoping, SymbolId};
use oxc_span::GetSpan;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::quiet::Quiet;

/// What `early_reads` found.
#[derive(Default)]
pub(crate) struct EarlyReads {
    /// Where references begin that may run before the declaration of what they name.
    pub(crate) references: FxHashSet<u32>,
    /// The names of these references.
    pub(crate) symbols: FxHashSet<SymbolId>,
}

/// All references of a program that may meet a dead zone.
pub(crate) fn early_reads(program: &Program<'_>, scoping: &Scoping) -> EarlyReads {
    let outer = Function { parent: None, start: 0, is_hoisted: false, first_loud: u32::MAX };
    let mut finder = Finder {
        scoping,
        quiet: Quiet::new(program, scoping),
        functions: vec![outer],
        current: 0,
        declared: FxHashMap::default(),
        reads: Vec::new(),
    };
    finder.functions[0].first_loud = finder.first_loud(&program.body);
    finder.visit_program(program);
    finder.early_reads()
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
    start: u32,
    /// Behind it, the name has a value.
    end: u32,
    /// The value is a function, which does not run while it is made.
    is_function: bool,
    /// It is a statement of the function's own list and not of a block.
    is_direct: bool,
    /// In a `case`: statements before it may be jumped over.
    in_case: bool,
}

struct Read {
    start: u32,
    symbol: SymbolId,
    function: usize,
}

struct Finder<'s> {
    scoping: &'s Scoping,
    quiet: Quiet<'s>,
    functions: Vec<Function>,
    current: usize,
    declared: FxHashMap<SymbolId, Declared>,
    reads: Vec<Read>,
}

impl Finder<'_> {
    fn early_reads(self) -> EarlyReads {
        let mut found = EarlyReads::default();
        for read in &self.reads {
            if self.declared.get(&read.symbol).is_some_and(|declared| self.is_early(read, declared)) {
                found.references.insert(read.start);
                found.symbols.insert(read.symbol);
            }
        }
        found
    }

    fn is_early(&self, read: &Read, declared: &Declared) -> bool {
        if read.function == declared.function {
            return read.start < declared.end || declared.in_case;
        }
        // The outermost function between the declaration and the read.
        let mut crossed = &self.functions[read.function];
        while let Some(parent) = crossed.parent.filter(|parent| *parent != declared.function) {
            crossed = &self.functions[parent];
        }
        let is_made_later = !crossed.is_hoisted && crossed.start >= declared.end && !declared.in_case;
        let is_value = declared.is_function && (declared.start..declared.end).contains(&crossed.start);
        let is_undisturbed = declared.is_direct && declared.end <= self.functions[declared.function].first_loud;
        !is_made_later && !is_value && !is_undisturbed
    }

    fn first_loud(&self, body: &[Statement<'_>]) -> u32 {
        let loud = body.iter().find(|statement| !self.quiet.statement(statement));
        loud.map_or(u32::MAX, |statement| statement.span().start)
    }

    fn declare(&mut self, id: &BindingIdentifier<'_>, span: (u32, u32), is_function: bool, is_direct: bool) {
        let Some(symbol) = id.symbol_id.get() else { return };
        let flags = self.scoping.symbol_flags(symbol);
        if flags.is_block_scoped() || flags.is_class() {
            let (start, end) = span;
            let declared =
                Declared { function: self.current, start, end, is_function, is_direct, in_case: false };
            self.declared.entry(symbol).or_insert(declared);
        }
    }

    fn within(&mut self, start: u32, is_hoisted: bool, first_loud: u32, visit: impl FnOnce(&mut Self)) {
        let outer = self.current;
        self.functions.push(Function { parent: Some(outer), start, is_hoisted, first_loud });
        self.current = self.functions.len() - 1;
        visit(self);
        self.current = outer;
    }

    /// Declarations of a statement list, before anything in it is visited.
    fn declare_all(&mut self, body: &[Statement<'_>], is_direct: bool, in_case: bool) {
        for statement in body {
            match statement {
                Statement::VariableDeclaration(variables) if !variables.kind.is_var() => {
                    for declarator in &variables.declarations {
                        self.declare_variable(declarator, is_direct, in_case);
                    }
                }
                Statement::ClassDeclaration(class) => {
                    if let Some(id) = &class.id {
                        self.declare(id, (class.span.start, class.body.span.start), false, is_direct);
                        self.mark_case(id, in_case);
                    }
                }
                _ => {}
            }
        }
    }

    fn declare_variable(&mut self, declarator: &VariableDeclarator<'_>, is_direct: bool, in_case: bool) {
        let is_function = matches!(
            declarator.init,
            Some(Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_))
        );
        for id in declarator.id.get_binding_identifiers() {
            self.declare(id, (declarator.span.start, declarator.span.end), is_function, is_direct);
            self.mark_case(id, in_case);
        }
    }

    fn mark_case(&mut self, id: &BindingIdentifier<'_>, in_case: bool) {
        if let Some(declared) = id.symbol_id.get().and_then(|symbol| self.declared.get_mut(&symbol)) {
            declared.in_case = in_case;
        }
    }

    /// `for (const a of a)`: the names of the head have no value while its right side runs.
    fn declare_head(&mut self, left: &ForStatementLeft<'_>, start: u32, body: u32) {
        if let ForStatementLeft::VariableDeclaration(variables) = left
            && !variables.kind.is_var()
        {
            for declarator in &variables.declarations {
                for id in declarator.id.get_binding_identifiers() {
                    self.declare(id, (start, body), false, false);
                }
            }
        }
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_program(&mut self, program: &Program<'a>) {
        self.declare_all(&program.body, true, false);
        walk::walk_program(self, program);
    }

    fn visit_function(&mut self, function: &oxc_ast::ast::Function<'a>, flags: ScopeFlags) {
        let first_loud = function.body.as_ref().map_or(u32::MAX, |body| self.first_loud(&body.statements));
        let is_hoisted = function.is_declaration();
        self.within(function.span.start, is_hoisted, first_loud, |finder| {
            if let Some(body) = &function.body {
                finder.declare_all(&body.statements, true, false);
            }
            walk::walk_function(finder, function, flags);
        });
    }

    fn visit_arrow_function_expression(&mut self, arrow: &ArrowFunctionExpression<'a>) {
        let statements = arrow.body.as_function_body().map_or(&[][..], |body| &body.statements);
        let first_loud = self.first_loud(statements);
        self.within(arrow.span.start, false, first_loud, |finder| {
            finder.declare_all(statements, true, false);
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
        self.declare_all(&block.body, false, false);
        walk::walk_static_block(self, block);
    }

    fn visit_block_statement(&mut self, block: &BlockStatement<'a>) {
        self.declare_all(&block.body, false, false);
        walk::walk_block_statement(self, block);
    }

    fn visit_switch_statement(&mut self, switch: &SwitchStatement<'a>) {
        for case in &switch.cases {
            self.declare_all(&case.consequent, false, true);
        }
        walk::walk_switch_statement(self, switch);
    }

    fn visit_for_statement(&mut self, statement: &ForStatement<'a>) {
        if let Some(ForStatementInit::VariableDeclaration(variables)) = &statement.init
            && !variables.kind.is_var()
        {
            variables.declarations.iter().for_each(|declarator| self.declare_variable(declarator, false, false));
        }
        walk::walk_for_statement(self, statement);
    }

    fn visit_for_in_statement(&mut self, statement: &ForInStatement<'a>) {
        self.declare_head(&statement.left, statement.span.start, statement.body.span().start);
        walk::walk_for_in_statement(self, statement);
    }

    fn visit_for_of_statement(&mut self, statement: &ForOfStatement<'a>) {
        self.declare_head(&statement.left, statement.span.start, statement.body.span().start);
        walk::walk_for_of_statement(self, statement);
    }

    fn visit_identifier_reference(&mut self, reference: &IdentifierReference<'a>) {
        let symbol = reference.reference_id.get().and_then(|id| self.scoping.get_reference(id).symbol_id());
        if let Some(symbol) = symbol {
            self.reads.push(Read { start: reference.span.start, symbol, function: self.current });
        }
    }
}
