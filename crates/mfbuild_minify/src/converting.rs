//! Which functions of a program convert or walk values of others, and so may run code of theirs.
//!
//! Owns what the passes call pure although it is not: comparisons (`valueOf`), computed keys (`toString`), heritage
//! (`prototype` may be an accessor), `Math.max(a)`. A function of nothing else is pure for them, and its calls are dropped
//! with what it does: `function f(a) { return a < 1 } f({ valueOf() {…} })`.

use oxc_ast::ast::*;
use oxc_ast_visit::{Visit, walk};
use oxc_semantic::{ScopeFlags, Scoping, SymbolId};
use oxc_span::{GetSpan, Span};
use rustc_hash::FxHashSet;

/// Functions that may run code which the passes do not see.
pub(crate) struct Converting {
    /// Where they begin.
    starts: FxHashSet<u32>,
    /// Names that always mean one of them.
    symbols: FxHashSet<SymbolId>,
}

impl Converting {
    pub(crate) fn of(program: &Program<'_>, scoping: &Scoping) -> Self {
        let mut finder = Finder { scoping, functions: Vec::new(), around: Vec::new() };
        finder.visit_program(program);
        let mut found = Self { starts: FxHashSet::default(), symbols: FxHashSet::default() };
        let mut waiting = finder.functions;
        // Callers of converting functions convert.
        loop {
            let known = waiting.len();
            waiting.retain(|function| {
                let converts = function.converts || function.calls.iter().any(|callee| found.symbols.contains(callee));
                if converts {
                    found.starts.insert(function.start);
                    found.symbols.extend(function.symbol);
                }
                !converts
            });
            if waiting.len() == known {
                return found;
            }
        }
    }

    /// Whether a callee is such a function.
    pub(crate) fn has(&self, callee: &Expression<'_>, scoping: &Scoping) -> bool {
        match callee {
            Expression::FunctionExpression(function) => self.starts.contains(&function.span.start),
            Expression::ArrowFunctionExpression(function) => self.starts.contains(&function.span.start),
            Expression::Identifier(name) => {
                let symbol = name.reference_id.get().and_then(|id| scoping.get_reference(id).symbol_id());
                symbol.is_some_and(|symbol| self.symbols.contains(&symbol))
            }
            _ => false,
        }
    }
}

/// A function, and what is known of its body and those of functions in it.
struct Function {
    start: u32,
    symbol: Option<SymbolId>,
    converts: bool,
    calls: Vec<SymbolId>,
}

struct Finder<'s> {
    scoping: &'s Scoping,
    functions: Vec<Function>,
    /// The functions around, by index.
    around: Vec<usize>,
}

impl Finder<'_> {
    fn within(&mut self, span: Span, symbol: Option<SymbolId>, visit: impl FnOnce(&mut Self)) {
        self.around.push(self.functions.len());
        self.functions.push(Function { start: span.start, symbol, converts: false, calls: Vec::new() });
        visit(self);
        self.around.pop();
    }

    fn converts(&mut self) {
        self.around.iter().for_each(|&function| self.functions[function].converts = true);
    }

    fn key(&mut self, key: &PropertyKey<'_>) {
        if !key.as_expression().is_none_or(is_primitive) {
            self.converts();
        }
    }

    fn call(&mut self, callee: &Expression<'_>, arguments: &[Argument<'_>]) {
        if converts(callee, arguments) {
            self.converts();
        }
        let Expression::Identifier(name) = callee else { return };
        let Some(symbol) = name.reference_id.get().and_then(|id| self.scoping.get_reference(id).symbol_id()) else {
            return;
        };
        self.around.iter().for_each(|&function| self.functions[function].calls.push(symbol));
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_function(&mut self, function: &oxc_ast::ast::Function<'a>, flags: ScopeFlags) {
        let symbol = function.id.as_ref().and_then(|id| id.symbol_id.get()).filter(|_| function.is_declaration());
        self.within(function.span, symbol, |finder| walk::walk_function(finder, function, flags));
    }

    fn visit_arrow_function_expression(&mut self, arrow: &ArrowFunctionExpression<'a>) {
        self.within(arrow.span, None, |finder| walk::walk_arrow_function_expression(finder, arrow));
    }

    fn visit_variable_declarator(&mut self, declarator: &VariableDeclarator<'a>) {
        let before = self.functions.len();
        walk::walk_variable_declarator(self, declarator);
        let is_function = |value: &Expression<'_>| {
            matches!(value, Expression::ArrowFunctionExpression(_) | Expression::FunctionExpression(_))
        };
        if let Some(value) = declarator.init.as_ref().filter(|value| is_function(value))
            && let Some(id) = declarator.id.get_binding_identifier()
        {
            let start = value.span().start;
            let own = self.functions[before..].iter_mut().find(|function| function.start == start);
            own.into_iter().for_each(|function| function.symbol = id.symbol_id.get());
        }
    }

    fn visit_binary_expression(&mut self, binary: &BinaryExpression<'a>) {
        walk::walk_binary_expression(self, binary);
        if (binary.operator.is_compare() || binary.operator.is_equality()) && compares_by_conversion(binary) {
            self.converts();
        }
    }

    fn visit_object_property(&mut self, property: &ObjectProperty<'a>) {
        walk::walk_object_property(self, property);
        self.key(&property.key);
    }

    fn visit_class(&mut self, class: &Class<'a>) {
        walk::walk_class(self, class);
        if class.heritage.is_some() {
            self.converts();
        }
        class.body.body.iter().filter_map(ClassElement::property_key).for_each(|key| self.key(key));
    }

    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        walk::walk_call_expression(self, call);
        self.call(&call.callee, &call.arguments);
    }

    fn visit_new_expression(&mut self, new: &NewExpression<'a>) {
        walk::walk_new_expression(self, new);
        self.call(&new.callee, &new.arguments);
    }
}

/// Whether a comparison calls methods of objects.
pub(crate) fn compares_by_conversion(binary: &BinaryExpression<'_>) -> bool {
    let operands = [&binary.left, &binary.right];
    match binary.operator {
        BinaryOperator::StrictEquality | BinaryOperator::StrictInequality => false,
        BinaryOperator::Equality | BinaryOperator::Inequality
            if operands.into_iter().any(|operand| operand.is_null_or_undefined()) =>
        {
            false
        }
        _ => !operands.into_iter().all(is_primitive),
    }
}

/// Whether a value is surely none that has methods of its own: converting it runs no code.
pub(crate) fn is_primitive(expression: &Expression<'_>) -> bool {
    match expression {
        Expression::RegExpLiteral(_) => false,
        literal if literal.is_literal() => true,
        Expression::UnaryExpression(_) | Expression::TemplateLiteral(_) => true,
        Expression::BinaryExpression(_) => true,
        _ => false,
    }
}

/// `Math.max(a)`, `new Set(a)`: functions that the passes take for harmless although they convert or walk their arguments.
pub(crate) fn converts(callee: &Expression<'_>, arguments: &[Argument<'_>]) -> bool {
    let is_harmless = |argument: &Argument<'_>| argument.as_expression().is_some_and(is_primitive);
    is_member_of(callee, &REFUSING) || (is_member_of(callee, &CONVERTING) && !arguments.iter().all(is_harmless))
}

/// `A` or `A.f` of these names.
pub(crate) fn is_member_of(callee: &Expression<'_>, names: &[&str]) -> bool {
    let root = match callee {
        Expression::StaticMemberExpression(member) => &member.object,
        other => other,
    };
    matches!(root, Expression::Identifier(name) if names.contains(&name.name.as_str()))
}

/// Globals that oxc takes for pure, and that refuse some texts: `decodeURI("%")`.
const REFUSING: [&str; 4] = ["decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent"];

/// Globals with functions that oxc takes for pure.
const CONVERTING: [&str; 40] = [
    "AggregateError",
    "Array",
    "ArrayBuffer",
    "BigInt",
    "BigInt64Array",
    "BigUint64Array",
    "Boolean",
    "Date",
    "Error",
    "EvalError",
    "Float32Array",
    "Float64Array",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "Map",
    "Math",
    "Number",
    "Object",
    "RangeError",
    "ReferenceError",
    "RegExp",
    "Set",
    "String",
    "Symbol",
    "SyntaxError",
    "TypeError",
    "URIError",
    "URL",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "WeakMap",
    "WeakSet",
    "escape",
    "isFinite",
    "isNaN",
    "parseFloat",
    "parseInt",
];
