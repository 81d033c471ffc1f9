//! Statements that call no function of the program.
//!
//! Owns what the beginning of a factory may hold without any of its functions having run: declarations of functions and
//! plain values, and the calls that the linker writes.

use oxc_ast::ast::*;
use oxc_semantic::{Scoping, SymbolId};

/// Judges statements of a program.
pub(crate) struct Quiet<'s> {
    scoping: &'s Scoping,
    /// The parameter `require` of the factory that the program holds, `_ = function (module, exports, require) {…}`. Its
    /// calls run other modules, which know nothing of this one yet. Not so in an import cycle: there the factory is a
    /// generator, and its functions are known to others from the beginning.
    require: Option<SymbolId>,
}

impl<'s> Quiet<'s> {
    pub(crate) fn new(program: &Program<'_>, scoping: &'s Scoping) -> Self {
        Self { scoping, require: require_of(program) }
    }

    /// Whether a statement calls no function of the program.
    pub(crate) fn statement(&self, statement: &Statement<'_>) -> bool {
        match statement {
            Statement::FunctionDeclaration(_) | Statement::EmptyStatement(_) => true,
            Statement::ClassDeclaration(class) => self.class(class),
            Statement::VariableDeclaration(variables) => variables.declarations.iter().all(|declarator| {
                declarator.id.is_binding_identifier()
                    && declarator.init.as_ref().is_none_or(|value| self.expression(value))
            }),
            Statement::ExpressionStatement(statement) => self.expression(&statement.expression),
            _ => false,
        }
    }

    fn expression(&self, expression: &Expression<'_>) -> bool {
        match expression {
            Expression::FunctionExpression(_)
            | Expression::ArrowFunctionExpression(_)
            | Expression::Identifier(_)
            | Expression::ThisExpression(_) => true,
            literal if literal.is_literal() => true,
            Expression::TemplateLiteral(template) => template.expressions.is_empty(),
            Expression::ClassExpression(class) => self.class(class),
            Expression::ArrayExpression(array) => array.elements.iter().all(|element| match element {
                ArrayExpressionElement::SpreadElement(_) => false,
                ArrayExpressionElement::Elision(_) => true,
                element => element.as_expression().is_some_and(|element| self.expression(element)),
            }),
            Expression::ObjectExpression(object) => object.properties.iter().all(|property| match property {
                ObjectPropertyKind::ObjectProperty(property) => !property.computed && self.expression(&property.value),
                ObjectPropertyKind::SpreadProperty(_) => false,
            }),
            Expression::UnaryExpression(unary) => match unary.operator {
                UnaryOperator::LogicalNot | UnaryOperator::Void | UnaryOperator::Typeof => {
                    self.expression(&unary.argument)
                }
                _ => unary.argument.is_literal(),
            },
            Expression::CallExpression(call) => self.is_call_of_linker(call),
            _ => false,
        }
    }

    /// A class that runs nothing while it is made.
    fn class(&self, class: &Class<'_>) -> bool {
        let is_plain = |element: &ClassElement<'_>| match element {
            ClassElement::MethodDefinition(method) => !method.computed,
            ClassElement::PropertyDefinition(field) => {
                !field.computed && (!field.r#static || field.value.as_ref().is_none_or(|value| self.expression(value)))
            }
            _ => false,
        };
        class.heritage.is_none() && class.decorators.is_empty() && class.body.body.iter().all(is_plain)
    }

    /// `require(1)`, `require.d(exports, {…})`.
    fn is_call_of_linker(&self, call: &CallExpression<'_>) -> bool {
        let callee = match &call.callee {
            Expression::Identifier(name) => name,
            Expression::StaticMemberExpression(member) => match &member.object {
                Expression::Identifier(name) => name,
                _ => return false,
            },
            _ => return false,
        };
        let symbol = callee.reference_id.get().and_then(|id| self.scoping.get_reference(id).symbol_id());
        symbol.is_some() && symbol == self.require
    }
}

fn require_of(program: &Program<'_>) -> Option<SymbolId> {
    let [Statement::ExpressionStatement(statement)] = &program.body[..] else { return None };
    let Expression::AssignmentExpression(assign) = &statement.expression else { return None };
    let Expression::FunctionExpression(function) = &assign.right else { return None };
    let param = function.params.items.get(2).filter(|_| !function.generator)?;
    param.pattern.get_binding_identifier()?.symbol_id.get()
}
