//! Calls of an unknown function around what the minifier must not drop, move or take for known.
//!
//! Owns the list of oxc's assumptions that do not hold: that a read of `let`, `const` or `class` never throws, that
//! comparing and converting objects runs no code of theirs (`valueOf`, `toString`, `Symbol.toPrimitive`), and that `+a & b`
//! is `a & b`. Its folding of bigints prints `--1n`, that of texts loses halves of surrogate pairs (`"😀".slice(1)`). The
//! calls are taken out again behind the passes.

use oxc_allocator::{Allocator, ArenaVec, GetAllocator, ReplaceWith, TakeIn};
use oxc_ast::ast::*;
use oxc_ast::builder::{AstBuilder, GetAstBuilder};
use oxc_ast_visit::{VisitMut, walk_mut};
use oxc_semantic::{NodeId, Reference, ReferenceFlags, Scoping, SymbolId};
use oxc_span::{GetSpan, SPAN};
use rustc_hash::FxHashSet;

use crate::dead_zone::{EarlyReads, early_reads};

/// The unknown function. A text that has the name is not compressed.
pub(crate) const KEEP: &str = "__mfbuild_keep__";

/// Puts calls around everything that the passes would get wrong; `scoping` learns of them.
pub(crate) fn protect<'a>(program: &mut Program<'a>, scoping: &mut Scoping, allocator: &'a Allocator) {
    let early = early_reads(program, scoping);
    let constants = early.symbols.iter().copied().filter(|symbol| scoping.symbol_flags(*symbol).is_variable());
    let constants = constants.collect();
    let mut protector = Protector { builder: AstBuilder::new(allocator), scoping, early, constants };
    protector.visit_program(program);
}

/// Takes the calls out again.
pub(crate) fn release<'a>(program: &mut Program<'a>, allocator: &'a Allocator) {
    Releaser { builder: AstBuilder::new(allocator) }.visit_program(program);
}

struct Protector<'a, 's> {
    builder: AstBuilder<'a>,
    scoping: &'s mut Scoping,
    early: EarlyReads,
    /// Variables whose value the passes must not know.
    constants: FxHashSet<SymbolId>,
}

impl<'a> GetAstBuilder<'a> for Protector<'a, '_> {
    type Builder = AstBuilder<'a>;
    fn builder(&self) -> &AstBuilder<'a> {
        &self.builder
    }
}

impl<'a> GetAllocator<'a> for Protector<'a, '_> {
    fn allocator(&self) -> &'a Allocator {
        self.builder.allocator()
    }
}

impl<'a> Protector<'a, '_> {
    fn keep(&mut self, expression: &mut Expression<'a>) {
        if is_kept(expression) {
            return;
        }
        let argument = expression.take_in(self);
        *expression = self.call(argument.span(), Some(argument));
    }

    fn call(&mut self, span: oxc_span::Span, argument: Option<Expression<'a>>) -> Expression<'a> {
        let reference = Reference::new(NodeId::DUMMY, self.scoping.root_scope_id(), ReferenceFlags::Read);
        let reference = self.scoping.create_reference(reference);
        let name = Ident::from(KEEP);
        self.scoping.add_root_unresolved_reference(name, reference);
        let callee = Expression::new_identifier_with_reference_id(SPAN, name, reference, self);
        let arguments = ArenaVec::from_iter_in(argument.map(Argument::from), self);
        Expression::new_call_expression(span, callee, None, arguments, false, self)
    }

    /// An expression whose value nothing uses: the passes drop what they take for harmless.
    fn discard(&mut self, expression: &mut Expression<'a>) {
        match expression {
            Expression::SequenceExpression(sequence) => {
                sequence.expressions.iter_mut().for_each(|expression| self.discard(expression));
            }
            Expression::LogicalExpression(logical) => {
                self.discard(&mut logical.right);
                if is_inert(&logical.right) {
                    self.discard(&mut logical.left);
                }
            }
            Expression::ConditionalExpression(conditional) => {
                self.discard(&mut conditional.consequent);
                self.discard(&mut conditional.alternate);
                if is_inert(&conditional.consequent) && is_inert(&conditional.alternate) {
                    self.discard(&mut conditional.test);
                }
            }
            Expression::UnaryExpression(unary) => match unary.operator {
                UnaryOperator::LogicalNot | UnaryOperator::Void | UnaryOperator::Typeof => {
                    self.discard(&mut unary.argument);
                }
                _ if is_primitive(&unary.argument) => self.discard(&mut unary.argument),
                _ => self.keep(expression),
            },
            Expression::BinaryExpression(binary) => {
                let compares = matches!(
                    binary.operator,
                    BinaryOperator::StrictEquality | BinaryOperator::StrictInequality
                );
                match compares || (is_primitive(&binary.left) && is_primitive(&binary.right)) {
                    true => {
                        self.discard(&mut binary.left);
                        self.discard(&mut binary.right);
                    }
                    false => self.keep(expression),
                }
            }
            Expression::TemplateLiteral(template) => match template.expressions.iter().all(is_primitive) {
                true => template.expressions.iter_mut().for_each(|expression| self.discard(expression)),
                false => self.keep(expression),
            },
            Expression::ArrayExpression(array) => {
                let is_plain = |element: &ArrayExpressionElement<'_>| !element.is_spread();
                match array.elements.iter().all(is_plain) {
                    true => array.elements.iter_mut().filter_map(|element| element.as_expression_mut())
                        .for_each(|element| self.discard(element)),
                    false => self.keep(expression),
                }
            }
            Expression::ObjectExpression(object) => {
                let is_plain = |property: &ObjectPropertyKind<'_>| {
                    matches!(property, ObjectPropertyKind::ObjectProperty(property) if !property.computed)
                };
                match object.properties.iter().all(is_plain) {
                    true => object.properties.iter_mut().for_each(|property| {
                        if let ObjectPropertyKind::ObjectProperty(property) = property {
                            self.discard(&mut property.value);
                        }
                    }),
                    false => self.keep(expression),
                }
            }
            _ => {}
        }
    }

    /// A condition that the passes drop if what depends on it does nothing.
    fn condition(&mut self, test: &mut Expression<'a>, branches: &[Option<&Statement<'a>>]) {
        if branches.iter().flatten().all(|branch| is_empty(branch)) {
            self.discard(test);
        }
    }
}

impl<'a> VisitMut<'a> for Protector<'a, '_> {
    fn visit_expression_statement(&mut self, statement: &mut ExpressionStatement<'a>) {
        walk_mut::walk_expression_statement(self, statement);
        self.discard(&mut statement.expression);
    }

    fn visit_sequence_expression(&mut self, sequence: &mut SequenceExpression<'a>) {
        walk_mut::walk_sequence_expression(self, sequence);
        let last = sequence.expressions.len() - 1;
        sequence.expressions[..last].iter_mut().for_each(|expression| self.discard(expression));
    }

    fn visit_unary_expression(&mut self, unary: &mut UnaryExpression<'a>) {
        walk_mut::walk_unary_expression(self, unary);
        match unary.operator {
            UnaryOperator::Void => self.discard(&mut unary.argument),
            UnaryOperator::UnaryPlus | UnaryOperator::UnaryNegation | UnaryOperator::BitwiseNot
                if is_object_literal(&unary.argument) =>
            {
                self.keep(&mut unary.argument);
            }
            _ => {}
        }
    }

    fn visit_for_statement(&mut self, statement: &mut ForStatement<'a>) {
        walk_mut::walk_for_statement(self, statement);
        if let Some(init) = statement.init.as_mut().and_then(ForStatementInit::as_expression_mut) {
            self.discard(init);
        }
        if let Some(update) = &mut statement.update {
            self.discard(update);
        }
    }

    fn visit_if_statement(&mut self, statement: &mut IfStatement<'a>) {
        walk_mut::walk_if_statement(self, statement);
        let IfStatement { test, consequent, alternate, .. } = statement;
        self.condition(test, &[Some(consequent), alternate.as_ref()]);
    }

    fn visit_switch_statement(&mut self, statement: &mut SwitchStatement<'a>) {
        walk_mut::walk_switch_statement(self, statement);
        if statement.cases.iter().all(|case| case.consequent.is_empty()) {
            self.discard(&mut statement.discriminant);
            statement.cases.iter_mut().filter_map(|case| case.test.as_mut()).for_each(|test| self.discard(test));
        }
    }

    fn visit_logical_expression(&mut self, logical: &mut LogicalExpression<'a>) {
        walk_mut::walk_logical_expression(self, logical);
        if logical.right.is_literal() {
            self.discard(&mut logical.left);
        }
    }

    fn visit_binary_expression(&mut self, binary: &mut BinaryExpression<'a>) {
        walk_mut::walk_binary_expression(self, binary);
        let is_integer = binary.operator.is_bitwise() || binary.operator.is_bitshift();
        let compares =
            matches!(binary.operator, BinaryOperator::StrictEquality | BinaryOperator::StrictInequality);
        for operand in [&mut binary.left, &mut binary.right] {
            if (is_integer && is_plus(operand)) || (!compares && is_object_literal(operand)) {
                self.keep(operand);
            }
        }
        // `+f() instanceof A` would become `false`.
        if binary.operator == BinaryOperator::Instanceof && is_primitive(&binary.left) {
            self.keep(&mut binary.left);
        }
    }

    fn visit_template_literal(&mut self, template: &mut TemplateLiteral<'a>) {
        walk_mut::walk_template_literal(self, template);
        template.expressions.iter_mut().filter(|value| is_object_literal(value)).for_each(|value| self.keep(value));
    }

    fn visit_variable_declarator(&mut self, declarator: &mut VariableDeclarator<'a>) {
        walk_mut::walk_variable_declarator(self, declarator);
        let symbol = declarator.id.get_binding_identifier().and_then(|id| id.symbol_id.get());
        if !symbol.is_some_and(|symbol| self.constants.contains(&symbol)) {
            return;
        }
        match &mut declarator.init {
            Some(value) if is_primitive(value) => self.keep(value),
            Some(_) => {}
            init => *init = Some(self.call(SPAN, None)),
        }
    }

    fn visit_expression(&mut self, expression: &mut Expression<'a>) {
        walk_mut::walk_expression(self, expression);
        let is_misjudged = match &*expression {
            Expression::Identifier(name) => self.early.references.contains(&name.span.start),
            Expression::BigIntLiteral(_) => true,
            Expression::StringLiteral(text) => text.lone_surrogates || has_surrogates(&text.value),
            Expression::TemplateLiteral(template) => {
                let is_split = |part: &TemplateElement<'_>| part.lone_surrogates || has_surrogates(&part.value.raw);
                template.quasis.iter().any(is_split)
            }
            _ => false,
        };
        if is_misjudged {
            self.keep(expression);
        }
    }
}

/// Whether a value is surely none that has methods of its own: converting it runs no code.
fn is_primitive(expression: &Expression<'_>) -> bool {
    match expression {
        Expression::RegExpLiteral(_) => false,
        literal if literal.is_literal() => true,
        Expression::UnaryExpression(_) | Expression::TemplateLiteral(_) => true,
        Expression::BinaryExpression(_) => true,
        _ => false,
    }
}

/// A value with methods of its own, perhaps `valueOf` or `toString`.
fn is_object_literal(expression: &Expression<'_>) -> bool {
    matches!(
        expression,
        Expression::ObjectExpression(_)
            | Expression::ArrayExpression(_)
            | Expression::FunctionExpression(_)
            | Expression::ArrowFunctionExpression(_)
            | Expression::ClassExpression(_)
            | Expression::RegExpLiteral(_)
    )
}

/// `+a`
fn is_plus(expression: &Expression<'_>) -> bool {
    matches!(expression, Expression::UnaryExpression(unary) if unary.operator == UnaryOperator::UnaryPlus)
}

/// Whether a text has characters of two UTF-16 units.
fn has_surrogates(text: &str) -> bool {
    text.chars().any(|character| character.len_utf16() == 2)
}

/// Whether an expression does nothing that the passes take for an effect.
fn is_inert(expression: &Expression<'_>) -> bool {
    match expression {
        Expression::Identifier(_)
        | Expression::ThisExpression(_)
        | Expression::FunctionExpression(_)
        | Expression::ArrowFunctionExpression(_)
        | Expression::TemplateLiteral(_)
        | Expression::ArrayExpression(_)
        | Expression::ObjectExpression(_) => true,
        Expression::UnaryExpression(unary) => is_inert(&unary.argument),
        Expression::BinaryExpression(binary) => is_inert(&binary.left) && is_inert(&binary.right),
        Expression::LogicalExpression(logical) => is_inert(&logical.left) && is_inert(&logical.right),
        other => other.is_literal(),
    }
}

fn is_empty(statement: &Statement<'_>) -> bool {
    match statement {
        Statement::EmptyStatement(_) => true,
        Statement::BlockStatement(block) => block.body.is_empty(),
        _ => false,
    }
}

fn is_kept(expression: &Expression<'_>) -> bool {
    let Expression::CallExpression(call) = expression else { return false };
    matches!(&call.callee, Expression::Identifier(name) if name.name == KEEP)
}

struct Releaser<'a> {
    builder: AstBuilder<'a>,
}

impl<'a> VisitMut<'a> for Releaser<'a> {
    fn visit_variable_declarator(&mut self, declarator: &mut VariableDeclarator<'a>) {
        // `let a = keep()` was `let a`.
        if matches!(&declarator.init, Some(Expression::CallExpression(call)) if call.arguments.is_empty())
            && declarator.init.as_ref().is_some_and(is_kept)
        {
            declarator.init = None;
        }
        walk_mut::walk_variable_declarator(self, declarator);
    }

    fn visit_expression(&mut self, expression: &mut Expression<'a>) {
        while is_kept(expression) {
            expression.replace_with(|call| match call {
                Expression::CallExpression(mut call) => match call.arguments.pop() {
                    Some(argument) => argument.into_expression(),
                    None => Expression::new_void_0(SPAN, &self.builder),
                },
                other => other,
            });
        }
        walk_mut::walk_expression(self, expression);
    }
}
