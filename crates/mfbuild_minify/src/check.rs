//! Early errors of ECMA-262: what makes a text no program, although each part of it looks like one.
//!
//! Owns which grammar a file is read with, and the plain form in which errors leave this crate.

use std::ops::Range;

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    AccessorProperty, BindingIdentifier, BlockStatement, CatchClause, ClassElement, Decorator, IfStatement, Program,
    Statement, SwitchStatement, VariableDeclaration,
};
use oxc_ast_visit::{Visit, walk};
use oxc_diagnostics::{Diagnostics, LabeledSpan, OxcDiagnostic};
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::SemanticBuilder;
use oxc_span::{GetSpan, SourceType, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// Which grammar a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grammar {
    /// TypeScript.
    pub typescript: bool,
    /// JSX may occur.
    pub jsx: bool,
    /// An ES module; else the body of a CommonJS module, where `return` is allowed and code may be sloppy.
    pub module: bool,
}

/// One reason why a text is no program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyError {
    /// The violated rule, in one sentence.
    pub message: String,
    /// Advice how to fix it.
    pub help: Option<String>,
    /// Places, as byte ranges, each with a word about it; the first is where the error is.
    pub labels: Vec<(Range<usize>, Option<String>)>,
}

/// All early errors of a file, in the order of the text; none if it is a program.
pub fn check(text: &str, grammar: Grammar) -> Vec<EarlyError> {
    let allocator = Allocator::default();
    let language = if grammar.typescript { SourceType::ts() } else { SourceType::mjs() };
    let source_type = language.with_jsx(grammar.jsx);
    let source_type = if grammar.module { source_type.with_module(true) } else { source_type.with_commonjs(true) };
    let options = ParseOptions { parse_regular_expression: true, ..ParseOptions::default() };
    let parsed = Parser::new(&allocator, text, source_type).with_options(options).parse();
    let is_refused = |error: &OxcDiagnostic| !grammar.typescript || is_grammar(error);
    let mut found: Vec<_> = parsed.diagnostics.into_iter().filter(is_refused).collect();
    if !parsed.panicked && found.is_empty() {
        let checked = SemanticBuilder::new().with_check_syntax_error(true).build(&parsed.program);
        found = checked.diagnostics.into_iter().filter(is_refused).collect();
        if grammar.typescript && !found.is_empty() {
            let members = PublicMembers::of(&parsed.program);
            found.retain(|error| !members.are_named_by(error));
        }
        if !grammar.module && !found.is_empty() {
            let blocks = Blocks::of(&parsed.program);
            found.retain(|error| !blocks.separate(error));
        }
    }
    let mut errors = early_errors(found);
    if errors.is_empty() && !parsed.panicked && text.contains("catch") {
        let mut catches = CatchFunctions::default();
        catches.visit_program(&parsed.program);
        errors = catches.errors;
    }
    errors
}

/// Functions in the block of a `catch` that are called as its parameter (ECMA-262 14.15.1), which oxc takes for variables.
#[derive(Default)]
struct CatchFunctions {
    errors: Vec<EarlyError>,
}

impl<'a> Visit<'a> for CatchFunctions {
    fn visit_catch_clause(&mut self, clause: &CatchClause<'a>) {
        let parameter = clause.param.as_ref().map(|parameter| parameter.pattern.get_binding_identifiers());
        for bound in parameter.into_iter().flatten() {
            let functions = clause.body.body.iter().filter_map(function_name);
            self.errors.extend(functions.filter(|name| name.name == bound.name).map(|name| {
                let range = |span: Span| span.start as usize..span.end as usize;
                let message = format!("Identifier `{}` has already been declared", name.name);
                let first = format!("`{}` is the parameter of `catch`", name.name);
                let labels = vec![(range(name.span), None), (range(bound.span), Some(first))];
                EarlyError { message, help: None, labels }
            }));
        }
        walk::walk_catch_clause(self, clause);
    }
}

/// The early errors of a script or module that is ready for a browser.
pub fn verify(text: &str) -> Vec<EarlyError> {
    let allocator = Allocator::default();
    let options = ParseOptions { parse_regular_expression: true, ..ParseOptions::default() };
    let parsed = Parser::new(&allocator, text, SourceType::unambiguous()).with_options(options).parse();
    if parsed.panicked || parsed.diagnostics.has_errors() {
        return early_errors(parsed.diagnostics);
    }
    let checked = SemanticBuilder::new().with_check_syntax_error(true).build(&parsed.program);
    let mut proposed = Proposed(Vec::new());
    proposed.visit_program(&parsed.program);
    real_errors(checked.diagnostics, &parsed.program).into_iter().chain(proposed.0).collect()
}

/// Syntax that oxc reads and no browser does: decorators and `accessor` fields.
struct Proposed(Vec<EarlyError>);

impl Proposed {
    fn push(&mut self, span: Span) {
        let labels = vec![(span.start as usize..span.end as usize, None)];
        let message = "no browser reads decorators and `accessor` fields".to_owned();
        self.0.push(EarlyError { message, labels, help: None });
    }
}

impl<'a> Visit<'a> for Proposed {
    fn visit_decorator(&mut self, decorator: &Decorator<'a>) {
        self.push(decorator.span);
    }

    fn visit_accessor_property(&mut self, accessor: &AccessorProperty<'a>) {
        self.push(accessor.span);
    }
}

/// The early errors among what oxc reports of a JavaScript program.
pub(crate) fn real_errors(reported: Diagnostics, program: &Program<'_>) -> Vec<EarlyError> {
    if reported.is_empty() {
        return Vec::new();
    }
    let blocks = Blocks::of(program);
    early_errors(reported.into_iter().filter(|error| !blocks.separate(error)))
}

/// Rules of ECMA-262 among the numbered messages of TypeScript. All others are the type checker's business: `declare
/// class A { f() {} }` leaves nothing behind, and two methods of one name are a program.
const GRAMMAR: [&str; 14] =
    ["1009", "1049", "1108", "1113", "1164", "1325", "1502", "2337", "2528", "2566", "2804", "18041", "18058", "18059"];

fn is_grammar(error: &OxcDiagnostic) -> bool {
    error.code.scope.as_deref() != Some("TS")
        || error.code.number.as_deref().is_some_and(|code| GRAMMAR.contains(&code))
}

/// Where the names of public class members stand. Two of one name are a program (ECMA-262 15.7.1 forbids it to private
/// ones only), which TypeScript's type checker refuses and oxc with it.
#[derive(Default)]
struct PublicMembers(FxHashSet<u32>);

impl PublicMembers {
    fn of(program: &Program<'_>) -> Self {
        let mut members = Self::default();
        members.visit_program(program);
        members
    }

    fn are_named_by(&self, error: &OxcDiagnostic) -> bool {
        !error.labels.is_empty() && error.labels.iter().all(|label| self.0.contains(&label.offset()))
    }
}

impl<'a> Visit<'a> for PublicMembers {
    fn visit_class_element(&mut self, element: &ClassElement<'a>) {
        if let Some(key) = element.property_key().filter(|key| !key.is_private_identifier()) {
            self.0.insert(key.span().start);
        }
        walk::walk_class_element(self, element);
    }
}

/// The blocks of a program. oxc moves a function in a block of sloppy code to the function around, and takes it for a
/// redeclaration of the names there: `{ function a() {} } const a = 1`, `{ { function a() {} } var a }`.
#[derive(Default)]
struct Blocks {
    blocks: Vec<Span>,
    /// Where the names of declarations with `var` begin.
    variables: FxHashSet<u32>,
    /// The innermost block around each function declaration that stands in one, by where the function's name begins.
    functions: FxHashMap<u32, Span>,
}

impl Blocks {
    fn of(program: &Program<'_>) -> Self {
        let mut blocks = Self::default();
        blocks.visit_program(program);
        blocks
    }

    /// Whether an error is about a function in a block and a name of another scope: its scope is the block, and only a
    /// variable that leaves the block through it clashes also from further inside (ECMA-262 14.2.1).
    fn separate(&self, error: &OxcDiagnostic) -> bool {
        let [first, second] = &error.labels[..] else { return false };
        let is_outside = |function: &LabeledSpan, other: &LabeledSpan| {
            let Some(&block) = self.functions.get(&function.offset()) else { return false };
            let other = Span::new(other.offset(), other.offset() + other.len());
            let is_same_scope = || self.variables.contains(&other.start) || self.innermost(other) == Some(block);
            !block.contains_inclusive(other) || !is_same_scope()
        };
        is_outside(first, second) || is_outside(second, first)
    }

    fn innermost(&self, span: Span) -> Option<Span> {
        self.blocks.iter().filter(|block| block.contains_inclusive(span)).min_by_key(|block| block.size()).copied()
    }
}

impl<'a> Visit<'a> for Blocks {
    fn visit_variable_declaration(&mut self, variables: &VariableDeclaration<'a>) {
        if variables.kind.is_var() {
            let declarators = &variables.declarations;
            self.variables.extend(declarators.iter().map(|declarator| declarator.span.start));
            let names = declarators.iter().flat_map(|declarator| declarator.id.get_binding_identifiers());
            self.variables.extend(names.map(|name| name.span.start));
        }
        walk::walk_variable_declaration(self, variables);
    }
    fn visit_block_statement(&mut self, block: &BlockStatement<'a>) {
        self.blocks.push(block.span);
        self.declare_functions(&block.body, block.span);
        walk::walk_block_statement(self, block);
    }
    fn visit_switch_statement(&mut self, switch: &SwitchStatement<'a>) {
        self.blocks.push(switch.span);
        for case in &switch.cases {
            self.declare_functions(&case.consequent, switch.span);
        }
        walk::walk_switch_statement(self, switch);
    }
    fn visit_if_statement(&mut self, branches: &IfStatement<'a>) {
        for statement in [Some(&branches.consequent), branches.alternate.as_ref()].into_iter().flatten() {
            self.declare_functions(std::slice::from_ref(statement), statement.span());
        }
        walk::walk_if_statement(self, branches);
    }
}

impl Blocks {
    fn declare_functions(&mut self, statements: &[Statement<'_>], block: Span) {
        self.functions.extend(statements.iter().filter_map(function_name).map(|name| (name.span.start, block)));
    }
}

fn function_name<'s, 'a>(statement: &'s Statement<'a>) -> Option<&'s BindingIdentifier<'a>> {
    match statement {
        Statement::FunctionDeclaration(function) => function.id.as_ref(),
        Statement::LabeledStatement(labeled) => function_name(&labeled.body),
        _ => None,
    }
}

/// The errors among what oxc reports, in plain data.
pub(crate) fn early_errors(reported: impl IntoIterator<Item = OxcDiagnostic>) -> Vec<EarlyError> {
    reported.into_iter().map(early_error).collect()
}

fn early_error(reported: OxcDiagnostic) -> EarlyError {
    let inner = reported.inner_owned();
    let labels = inner.labels.iter().map(|label| {
        let start = label.offset() as usize;
        (start..start + label.len() as usize, label.label().map(ToOwned::to_owned))
    });
    EarlyError { message: inner.message.into_owned(), help: inner.help.map(Into::into), labels: labels.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_and_functions_of_blocks() {
        let grammar = Grammar { typescript: false, jsx: false, module: false };
        let programs = [
            "{ { function a() {} } var a }",
            "if (b) { function a() {} } var { a } = b",
            "{ function a() {} { let a } }",
            "{ function a() {} } const a = 1",
            "for (const i of b) { function a() {} } class a {}",
            "switch (b) { case 1: function a() {} } let a",
            "{ { l: function a() {} } let a }",
            "if (b) function a() {} else function a() {}; let a",
            "try {} catch (a) { { function a() {} } (function a() {}) }",
        ];
        for text in programs {
            assert_eq!(check(text, grammar), [], "{text}");
        }
        let broken = [
            "{ { var a } function* a() {} }",
            "{ function a() {} var a }",
            "{ function a() {} { var a } }",
            "{ function a() {} let a }",
            "switch (b) { case 1: function a() {} case 2: let a }",
            "{ let a; { var a } }",
            "let a; var a",
            "function a() {} const a = 1",
            "try {} catch (a) { function a() {} }",
            "try {} catch ({ b: [a] }) { l: function a() {} }",
        ];
        for text in broken {
            assert!(!check(text, grammar).is_empty(), "{text}");
        }
    }

    #[test]
    fn members_of_typescript_classes() {
        let grammar = Grammar { typescript: true, jsx: false, module: true };
        assert_eq!(check("class A { f(): void {} f(): void {} x = 1; x = 2 }", grammar), []);
        assert!(!check("class A { #f = 1; #f = 2 }", grammar).is_empty());
    }
}
