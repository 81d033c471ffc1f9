//! Calls of an unknown function around what the minifier must not drop, move or take for known.
//!
//! Owns the list of oxc's assumptions that do not hold: that a read of `let`, `const` or `class` never throws, that
//! comparing and converting objects runs no code of theirs (`valueOf`, `toString`, `Symbol.toPrimitive`), and that `+a & b`
//! is `a & b`. It drops the directive of an arrow function that it puts in the place of a call, inlines a constant into
//! `{ __proto__ }`, and prints `[-1]` without brackets as a key of classes and patterns. Its folding of bigints prints `--1n`,
//! that of texts loses halves of surrogate pairs (`"😀".slice(1)`). The calls are taken out again behind the passes.

use oxc_allocator::{Allocator, ArenaVec, GetAllocator, ReplaceWith, TakeIn};
use oxc_ast::ast::*;
use oxc_ast::builder::{AstBuilder, GetAstBuilder};
use oxc_ast_visit::{VisitMut, walk_mut};
use oxc_semantic::{NodeId, Reference, ReferenceFlags, ScopeFlags, Scoping, SymbolId};
use oxc_span::{GetSpan, SPAN};
use rustc_hash::FxHashSet;

use crate::converting::{Converting, compares_by_conversion, converts, is_member_of, is_primitive};
use crate::hazards::Hazards;

/// The unknown function. A text that has the name is not compressed.
pub(crate) const KEEP: &str = "__mfbuild_keep__";

/// Puts calls around everything that the passes would get wrong; `scoping` learns of them.
pub(crate) fn protect<'a>(program: &mut Program<'a>, scoping: &mut Scoping, early: Hazards, allocator: &'a Allocator) {
    let constants = early.symbols.iter().copied().filter(|symbol| scoping.symbol_flags(*symbol).is_variable());
    let constants = constants.collect();
    let converting = Converting::of(program, scoping);
    let mut protector =
        Protector { builder: AstBuilder::new(allocator), scoping, early, converting, constants, operators: 0 };
    protector.visit_program(program);
}

/// Takes the calls out again.
pub(crate) fn release<'a>(program: &mut Program<'a>, allocator: &'a Allocator) {
    Releaser { builder: AstBuilder::new(allocator) }.visit_program(program);
}

struct Protector<'a, 's> {
    builder: AstBuilder<'a>,
    scoping: &'s mut Scoping,
    early: Hazards,
    converting: Converting,
    /// Variables whose value the passes must not know.
    constants: FxHashSet<SymbolId>,
    /// The operators directly around the expression.
    operators: usize,
}

/// `a + b + …` of many operators is cut into chains of so many: the passes look through a chain from each of its operators,
/// so that their time grows with its square.
const LONGEST_CHAIN: usize = 200;

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

    /// `let a = keep(value, a)`: the passes drop no assignment to it.
    fn keep_assigned(&mut self, declarator: &mut VariableDeclarator<'a>, name: Ident<'a>, symbol: SymbolId) {
        let value = declarator.init.take().unwrap_or_else(|| Expression::new_void_0(SPAN, self));
        let scope = self.scoping.symbol_scope_id(symbol);
        let read = Reference::new_with_symbol_id(NodeId::DUMMY, symbol, scope, ReferenceFlags::Read);
        let read = self.scoping.create_reference(read);
        self.scoping.add_resolved_reference(symbol, read);
        let name = Expression::new_identifier_with_reference_id(SPAN, name, read, self);
        let mut call = self.call(value.span(), Some(value));
        if let Expression::CallExpression(call) = &mut call {
            call.arguments.push(Argument::from(name));
        }
        declarator.init = Some(call);
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

    /// An expression whose value nothing uses: the passes drop it if they take it for harmless.
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
                let is_plain = match binary.operator.is_equality() {
                    true => !compares_by_conversion(binary),
                    false => is_primitive(&binary.left) && is_primitive(&binary.right),
                };
                match is_plain {
                    true => {
                        self.discard(&mut binary.left);
                        self.discard(&mut binary.right);
                    }
                    false => self.keep(expression),
                }
            }
            Expression::ClassExpression(class) if class.heritage.is_some() => self.keep(expression),
            Expression::CallExpression(call) if call.pure => self.discard_arguments(&mut call.arguments),
            Expression::NewExpression(new) if new.pure => self.discard_arguments(&mut new.arguments),
            Expression::CallExpression(call)
                if converts(&call.callee, &call.arguments) || self.converting.has(&call.callee, self.scoping) =>
            {
                self.keep(expression);
            }
            Expression::NewExpression(new) if converts(&new.callee, &new.arguments) => {
                self.keep(expression);
            }
            Expression::TemplateLiteral(template) => match template.expressions.iter().all(is_primitive) {
                true => template.expressions.iter_mut().for_each(|expression| self.discard(expression)),
                false => self.keep(expression),
            },
            Expression::ArrayExpression(array) => {
                let is_plain = |element: &ArrayExpressionElement<'_>| !element.is_spread();
                match array.elements.iter().all(is_plain) {
                    true => array
                        .elements
                        .iter_mut()
                        .filter_map(|element| element.as_expression_mut())
                        .for_each(|element| self.discard(element)),
                    false => self.keep(expression),
                }
            }
            Expression::ObjectExpression(object) => {
                let is_plain = |property: &ObjectPropertyKind<'_>| matches!(property, ObjectPropertyKind::ObjectProperty(property) if !property.computed);
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

    /// Arguments of a pure call whose value nothing uses.
    fn discard_arguments(&mut self, arguments: &mut [Argument<'a>]) {
        arguments.iter_mut().filter_map(Argument::as_expression_mut).for_each(|argument| self.discard(argument));
    }

    /// `(() => { "use strict"; return a; })()` would become `a`, whose functions are sloppy ones then.
    fn turns_strict(&self, arrow: &ArrowFunctionExpression<'a>) -> bool {
        let is_strict = |scope| self.scoping.scope_flags(scope).is_strict_mode();
        let around = arrow.scope_id.get().and_then(|scope| self.scoping.scope_parent_id(scope));
        arrow.body.has_use_strict_directive() && !around.is_some_and(is_strict)
    }

    /// Whether nothing reads a variable: the passes drop it, and its value like an expression that nothing uses.
    fn is_unread(&self, symbol: SymbolId) -> bool {
        !self.scoping.get_resolved_references(symbol).any(Reference::is_read)
    }

    /// `class { [-1]() {} }` and `let { [-1]: a } = b` would lose their brackets, and so would `[n]` where `n` is `-1` or `Infinity`.
    fn computed_key(&mut self, key: &mut PropertyKey<'a>, is_computed: bool) {
        let Some(key) = key.as_expression_mut().filter(|_| is_computed) else { return };
        if may_be_signed_number(key) {
            self.keep(key);
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
        if unary.operator == UnaryOperator::Void {
            self.discard(&mut unary.argument);
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

    /// `Math.max({})` would become `NaN`.
    fn visit_call_expression(&mut self, call: &mut CallExpression<'a>) {
        walk_mut::walk_call_expression(self, call);
        if is_member_of(&call.callee, &COMPUTING) {
            let given = call.arguments.iter_mut().filter_map(Argument::as_expression_mut);
            given.filter(|argument| is_object_literal(argument)).for_each(|argument| self.keep(argument));
        }
    }

    /// `+f() instanceof A` would become `false`.
    fn visit_binary_expression(&mut self, binary: &mut BinaryExpression<'a>) {
        walk_mut::walk_binary_expression(self, binary);
        // A variable or call may become such a sum when the passes put its value in its place.
        let is_unknown = matches!(
            binary.left,
            Expression::ThisExpression(_)
                | Expression::StaticMemberExpression(_)
                | Expression::ComputedMemberExpression(_)
        );
        if binary.operator == BinaryOperator::Instanceof && !is_unknown {
            self.keep(&mut binary.left);
        }
    }

    fn visit_variable_declarator(&mut self, declarator: &mut VariableDeclarator<'a>) {
        walk_mut::walk_variable_declarator(self, declarator);
        let Some(id) = declarator.id.get_binding_identifier() else { return };
        let (name, Some(symbol)) = (id.name, id.symbol_id.get()) else { return };
        let is_early = self.constants.contains(&symbol);
        if is_early && self.early.assigned.contains(&symbol) {
            return self.keep_assigned(declarator, name, symbol);
        }
        match &mut declarator.init {
            Some(value) if is_early && may_be_constant(value) => self.keep(value),
            Some(value) if self.is_unread(symbol) => self.discard(value),
            Some(_) => {}
            init if is_early => *init = Some(self.call(SPAN, None)),
            _ => {}
        }
    }

    fn visit_assignment_expression(&mut self, assign: &mut AssignmentExpression<'a>) {
        walk_mut::walk_assignment_expression(self, assign);
        if let AssignmentTarget::AssignmentTargetIdentifier(name) = &assign.left
            && let Some(symbol) = name.reference_id.get().and_then(|id| self.scoping.get_reference(id).symbol_id())
            && self.is_unread(symbol)
        {
            self.discard(&mut assign.right);
        }
    }

    /// `class A extends B {}` reads `B.prototype`, which may be an accessor, or throws, and so may `static ["prototype"]`: an
    /// unused class gets a block that must stay.
    fn visit_class(&mut self, class: &mut Class<'a>) {
        walk_mut::walk_class(self, class);
        let symbol = class.id.as_ref().and_then(|id| id.symbol_id.get());
        let may_throw =
            class.heritage.is_some() || class.body.body.iter().any(|element| element.r#static() && element.computed());
        if may_throw && symbol.is_some_and(|symbol| self.is_unread(symbol)) {
            let call = self.call(SPAN, None);
            let statement = Statement::new_expression_statement(SPAN, call, self);
            let body = ArenaVec::from_array_in([statement], self);
            let flags = ScopeFlags::ClassStaticBlock | ScopeFlags::StrictMode;
            let scope = self.scoping.add_scope(class.scope_id.get(), NodeId::DUMMY, flags);
            class.body.body.push(ClassElement::new_static_block_with_scope_id(SPAN, body, scope, self));
        }
    }

    /// `{ __proto__ }` is a property, `{ __proto__: e }` the prototype: it becomes `{ ["__proto__"]: e }`.
    fn visit_object_property(&mut self, property: &mut ObjectProperty<'a>) {
        walk_mut::walk_object_property(self, property);
        if property.shorthand && property.key.is_specific_static_name("__proto__") {
            let key = Expression::new_string_literal(SPAN, "__proto__", None, self);
            let key = self.call(SPAN, Some(key));
            property.key = PropertyKey::from(key);
            (property.shorthand, property.computed) = (false, true);
        }
    }

    fn visit_property_definition(&mut self, property: &mut PropertyDefinition<'a>) {
        walk_mut::walk_property_definition(self, property);
        self.computed_key(&mut property.key, property.computed);
    }

    fn visit_method_definition(&mut self, method: &mut MethodDefinition<'a>) {
        walk_mut::walk_method_definition(self, method);
        self.computed_key(&mut method.key, method.computed);
    }

    fn visit_accessor_property(&mut self, accessor: &mut AccessorProperty<'a>) {
        walk_mut::walk_accessor_property(self, accessor);
        self.computed_key(&mut accessor.key, accessor.computed);
    }

    fn visit_binding_property(&mut self, property: &mut BindingProperty<'a>) {
        walk_mut::walk_binding_property(self, property);
        self.computed_key(&mut property.key, property.computed);
    }

    fn visit_assignment_target_property_property(&mut self, property: &mut AssignmentTargetPropertyProperty<'a>) {
        walk_mut::walk_assignment_target_property_property(self, property);
        self.computed_key(&mut property.name, property.computed);
    }

    fn visit_expression(&mut self, expression: &mut Expression<'a>) {
        let is_operator = matches!(
            expression,
            Expression::BinaryExpression(_) | Expression::LogicalExpression(_) | Expression::ConditionalExpression(_)
        );
        let outer = self.operators;
        self.operators = if is_operator { outer + 1 } else { 0 };
        let ends_chain = is_operator && self.operators.is_multiple_of(LONGEST_CHAIN);
        walk_mut::walk_expression(self, expression);
        self.operators = outer;
        let is_misjudged = ends_chain
            || match &*expression {
                Expression::Identifier(name) => self.early.references.contains(&name.span.start),
                Expression::BigIntLiteral(_) => true,
                Expression::StringLiteral(text) => text.lone_surrogates || has_odd_characters(&text.value),
                Expression::TemplateLiteral(template) => {
                    let is_odd =
                        |part: &TemplateElement<'_>| part.lone_surrogates || has_odd_characters(&part.value.raw);
                    template.quasis.iter().any(is_odd) || template.expressions.iter().any(is_object_literal)
                }
                Expression::UnaryExpression(unary) => {
                    let converts = !matches!(
                        unary.operator,
                        UnaryOperator::LogicalNot | UnaryOperator::Void | UnaryOperator::Typeof | UnaryOperator::Delete
                    );
                    converts && is_object_literal(&unary.argument)
                }
                Expression::BinaryExpression(binary) => is_misjudged_binary(binary),
                Expression::ObjectExpression(object) => has_prototype(object),
                Expression::ArrowFunctionExpression(arrow) => self.turns_strict(arrow),
                _ => false,
            };
        if is_misjudged {
            self.keep(expression);
        }
    }
}

/// Whether the passes may find the number that a key is, and it is none of `0`, `1`, `1.5`, …
fn may_be_signed_number(key: &Expression<'_>) -> bool {
    match key {
        Expression::StringLiteral(_) | Expression::TemplateLiteral(_) => false,
        Expression::CallExpression(_) => !is_kept(key),
        Expression::NumericLiteral(number) => !number.value.is_finite(),
        Expression::StaticMemberExpression(_) => is_member_of(key, &["Number"]),
        literal => !literal.is_literal(),
    }
}

/// Comparisons and sums of objects, and `+a & b`.
fn is_misjudged_binary(binary: &BinaryExpression<'_>) -> bool {
    let operands = [&binary.left, &binary.right];
    match binary.operator {
        BinaryOperator::StrictEquality | BinaryOperator::StrictInequality => false,
        BinaryOperator::Instanceof => false,
        BinaryOperator::Addition if is_padded_sum(binary) => true,
        operator => {
            let is_integer = operator.is_bitwise() || operator.is_bitshift();
            operands.into_iter().any(|operand| is_object_literal(operand) || (is_integer && is_plus(operand)))
        }
    }
}

/// `0 + "\n"`, whose number the passes take for NaN.
fn is_padded_sum(binary: &BinaryExpression<'_>) -> bool {
    let is_white = |text: &str| !text.is_empty() && text.chars().all(|character| character.is_ascii_whitespace());
    let (left, right) = (&binary.left, &binary.right);
    matches!(right, Expression::StringLiteral(text) if is_white(&text.value)) && (left.is_literal() || is_plus(left))
}

/// `{ __proto__: null }`: texts and numbers of such objects are those of their prototype, if there are any.
fn has_prototype(object: &ObjectExpression<'_>) -> bool {
    object.properties.iter().any(|property| match property {
        ObjectPropertyKind::ObjectProperty(property) => {
            !property.computed && !property.method && property.key.is_specific_static_name("__proto__")
        }
        ObjectPropertyKind::SpreadProperty(_) => false,
    })
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

/// Whether the passes may find out what a value is: `Math.max()` is a number for them.
fn may_be_constant(value: &Expression<'_>) -> bool {
    let is_pure = matches!(value, Expression::CallExpression(call) if call.pure);
    let is_new = matches!(value, Expression::NewExpression(_));
    !is_pure && !is_new && (!is_object_literal(value) || matches!(value, Expression::RegExpLiteral(_)))
}

/// `+a`
fn is_plus(expression: &Expression<'_>) -> bool {
    matches!(expression, Expression::UnaryExpression(unary) if unary.operator == UnaryOperator::UnaryPlus)
}

/// Whether a text has characters of two UTF-16 units, or white space that the passes do not trim in `+"1 "`.
fn has_odd_characters(text: &str) -> bool {
    let is_padded_number = text.ends_with(|character: char| character.is_ascii_whitespace())
        && text.trim_ascii_start().starts_with(|first: char| first.is_ascii_digit() || "+-.I".contains(first));
    if is_padded_number {
        return true;
    }
    let is_odd = |character: char| {
        character.len_utf16() == 2 || character == '\u{feff}' || (!character.is_ascii() && character.is_whitespace())
    };
    !text.is_ascii() && text.chars().any(is_odd)
}

/// Globals whose functions oxc computes.
const COMPUTING: [&str; 8] = ["BigInt", "Math", "Number", "String", "isFinite", "isNaN", "parseFloat", "parseInt"];

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

/// Whether the passes may drop a statement.
fn is_empty(statement: &Statement<'_>) -> bool {
    match statement {
        Statement::EmptyStatement(_) | Statement::FunctionDeclaration(_) => true,
        Statement::BlockStatement(block) => block.body.iter().all(is_empty),
        Statement::ExpressionStatement(statement) => is_inert(&statement.expression),
        Statement::VariableDeclaration(variables) => {
            variables.declarations.iter().all(|declarator| declarator.init.as_ref().is_none_or(is_inert))
        }
        _ => false,
    }
}

fn is_kept(expression: &Expression<'_>) -> bool {
    let Expression::CallExpression(call) = expression else { return false };
    matches!(&call.callee, Expression::Identifier(name) if name.name == KEEP)
}

/// `keep();`
fn is_kept_statement(statement: &Statement<'_>) -> bool {
    let Statement::ExpressionStatement(statement) = statement else { return false };
    let Expression::CallExpression(call) = &statement.expression else { return false };
    call.arguments.is_empty() && is_kept(&statement.expression)
}

struct Releaser<'a> {
    builder: AstBuilder<'a>,
}

impl<'a> VisitMut<'a> for Releaser<'a> {
    fn visit_class_body(&mut self, body: &mut ClassBody<'a>) {
        body.body.retain(|element| match element {
            ClassElement::StaticBlock(block) => !block.body.iter().all(is_kept_statement) || block.body.is_empty(),
            _ => true,
        });
        walk_mut::walk_class_body(self, body);
    }

    fn visit_variable_declaration(&mut self, variables: &mut VariableDeclaration<'a>) {
        let has_bare = !variables.kind.is_const();
        for declarator in variables.declarations.iter_mut().filter(|_| has_bare) {
            // `let a = keep()` and `let a = keep(void 0, a)` were `let a`.
            if let Some(Expression::CallExpression(call)) = &declarator.init
                && declarator.init.as_ref().is_some_and(is_kept)
                && call.arguments.first().is_none_or(|value| value.as_expression().is_some_and(Expression::is_void_0))
            {
                declarator.init = None;
            }
        }
        walk_mut::walk_variable_declaration(self, variables);
    }

    fn visit_expression(&mut self, expression: &mut Expression<'a>) {
        while is_kept(expression) {
            expression.replace_with(|call| match call {
                Expression::CallExpression(call) => match call.unbox().arguments.into_iter().next() {
                    Some(argument) => argument.into_expression(),
                    None => Expression::new_void_0(SPAN, &self.builder),
                },
                other => other,
            });
        }
        walk_mut::walk_expression(self, expression);
    }
}
