//! Expressions by the kind of their value. Composite ones stand in parentheses: printers have to leave out the right
//! ones.

use super::scope::Kind;
use super::writer::Writer;

const ARITHMETIC: [&str; 13] = ["+", "-", "*", "/", "%", "**", "&", "|", "^", "<<", ">>", ">>>", "+"];
const COMPARISONS: [&str; 8] = ["==", "!=", "===", "!==", "<", ">", "<=", ">="];

impl Writer {
    /// An expression with an effect that the log shows: `t(3, value)`.
    pub(super) fn traced(&mut self, value: &str) -> String {
        let tag = self.tag();
        format!("t({tag}, {value})")
    }

    /// An expression of a kind.
    pub(super) fn expression(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Number => self.number(),
            Kind::Text => self.text(),
            Kind::Truth => self.truth(),
            Kind::Object => self.object(),
            Kind::Array => self.array(),
            Kind::Function => self.function_value(),
            Kind::Class => self.name_of(Kind::Class).unwrap_or_else(|| "Object".into()),
            Kind::Big => self.big(),
            Kind::Any => self.any(),
        }
    }

    /// A number, or what has become of one.
    pub(super) fn number(&mut self) -> String {
        if !self.spend(1) {
            return self.name_of(Kind::Number).unwrap_or_else(|| self.number_literal());
        }
        match self.random.below(24) {
            0..3 => self.number_literal(),
            3..8 => self.name_of(Kind::Number).unwrap_or_else(|| self.number_literal()),
            8..12 => {
                let operator = ARITHMETIC[self.random.below(ARITHMETIC.len())];
                format!("({} {operator} {})", self.number(), self.number())
            }
            12 => format!("(-{})", self.number()),
            13 => format!("(+{})", self.primitive()),
            14 => format!("(~{})", self.number()),
            15..18 => self.number_assignment().unwrap_or_else(|| self.number_literal()),
            18 => {
                let value = self.number();
                self.traced(&value)
            }
            19 => self.number_of_objects(),
            20 => format!("(+{})", self.noisy()),
            21 => format!("Math.max({}, {})", self.number(), self.number()),
            _ => self.choice(Kind::Number),
        }
    }

    /// An assignment whose value is a number.
    pub(super) fn number_assignment(&mut self) -> Option<String> {
        let target = self.target_of(Kind::Number)?;
        Some(match self.random.below(10) {
            0 => format!("({target} = {})", self.number()),
            1 => format!("{target}++"),
            2 => format!("(--{target})"),
            3 => format!("({target} ??= {})", self.number()),
            4 => format!("({target} ||= {})", self.number()),
            5 => format!("({target} &&= {})", self.number()),
            6 => format!("({target} = {target} + {})", self.number()),
            7 => format!("({target} = ({}, {}))", self.any(), self.number()),
            _ => {
                let operator = ARITHMETIC[self.random.below(ARITHMETIC.len())];
                format!("({target} {operator}= {})", self.number())
            }
        })
    }

    fn number_of_objects(&mut self) -> String {
        match self.random.below(4) {
            0 => format!("{}.length", self.array()),
            1 => format!("{}.length", self.text()),
            2 => format!("{}.p", self.object()),
            _ => format!("({} ?? {})", self.any(), self.number()),
        }
    }

    /// A choice between values of a kind.
    pub(super) fn choice(&mut self, kind: Kind) -> String {
        match self.random.below(6) {
            0 => format!("({} && {})", self.expression(kind), self.expression(kind)),
            1 => format!("({} || {})", self.expression(kind), self.expression(kind)),
            2 => format!("({} ?? {})", self.expression(kind), self.expression(kind)),
            3 => format!("({}, {})", self.any(), self.expression(kind)),
            _ => {
                let (yes, no) = (self.expression(kind), self.expression(kind));
                format!("({} ? {yes} : {no})", self.truth())
            }
        }
    }

    /// A string.
    pub(super) fn text(&mut self) -> String {
        if !self.spend(1) {
            return self.text_literal();
        }
        match self.random.below(14) {
            0..3 => self.text_literal(),
            3..5 => self.name_of(Kind::Text).unwrap_or_else(|| self.text_literal()),
            5 => format!("({} + {})", self.text(), self.primitive()),
            6 => format!("({} + {})", self.primitive(), self.text()),
            7 => format!("`{}${{{}}}`", ["", "a", "\\n", "😀", "\\`"][self.random.below(5)], self.primitive()),
            8 => format!("`${{{}}}b${{{}}}`", self.primitive(), self.noisy()),
            9 => format!("(typeof {})", self.any()),
            10 => format!("{}.slice({})", self.text(), self.random.below(3)),
            11 => format!("String({})", self.number()),
            12 => match self.target_of(Kind::Text) {
                Some(target) => format!("({target} += {})", self.text()),
                None => self.folded(),
            },
            _ => self.choice(Kind::Text),
        }
    }

    /// A truth value, mostly.
    pub(super) fn truth(&mut self) -> String {
        if !self.spend(1) {
            return ["true", "false", "!0", "!1"][self.random.below(4)].into();
        }
        match self.random.below(16) {
            0..2 => ["true", "false"][self.random.below(2)].into(),
            2 => self.name_of(Kind::Truth).unwrap_or_else(|| "true".into()),
            3..5 => format!("(!{})", self.any()),
            5..8 => {
                let operator = COMPARISONS[self.random.below(COMPARISONS.len())];
                format!("({} {operator} {})", self.number(), self.number())
            }
            8..10 => {
                let operator = COMPARISONS[self.random.below(COMPARISONS.len())];
                format!("({} {operator} {})", self.primitive(), self.primitive())
            }
            10 => format!("('{}' in {})", ["p", "q", "r"][self.random.below(3)], self.object()),
            11 => format!("({} instanceof {})", self.any(), ["Object", "Array", "Function"][self.random.below(3)]),
            12 => match self.name_of(Kind::Object) {
                Some(object) => format!("(delete {object}.{})", ["p", "q", "r"][self.random.below(3)]),
                None => format!("(delete {}?.p)", self.any()),
            },
            13 => format!("({} == null)", self.any()),
            14 => format!("(typeof {} === '{}')", self.any(), ["number", "undefined", "object"][self.random.below(3)]),
            _ => self.choice(Kind::Truth),
        }
    }

    /// A big integer. Nothing is divided, and shifts are short.
    pub(super) fn big(&mut self) -> String {
        if !self.spend(1) {
            return self.big_literal();
        }
        match self.random.below(7) {
            0..2 => self.big_literal(),
            2 => self.name_of(Kind::Big).unwrap_or_else(|| self.big_literal()),
            3 => format!("({} << {}n)", self.big(), self.random.below(9)),
            4 => format!("(-{})", self.big()),
            5 => format!("BigInt.asIntN(8, {})", self.big()),
            _ => {
                let operator = ["+", "-", "*", "&", "|", "^"][self.random.below(6)];
                format!("({} {operator} {})", self.big(), self.big())
            }
        }
    }

    /// A value that converts to a string or number without an error.
    pub(super) fn primitive(&mut self) -> String {
        match self.random.below(9) {
            0..3 => self.number(),
            3..5 => self.text(),
            5 => self.truth(),
            6 => ["null", "undefined", "(void 0)"][self.random.below(3)].into(),
            7 => self.folded(),
            _ => self.noisy(),
        }
    }

    /// Any value.
    pub(super) fn any(&mut self) -> String {
        if !self.spend(1) {
            return self.name_of(Kind::Any).unwrap_or_else(|| self.number_literal());
        }
        match self.random.below(23) {
            0..3 => self.number(),
            3..5 => self.text(),
            22 => self.careful(),
            5 => self.truth(),
            6 => self.object(),
            7 => self.array(),
            8 => self.big(),
            9 => ["null", "undefined", "(void 0)"][self.random.below(3)].into(),
            10 => self.folded(),
            11 => self.regular_expression(),
            12..14 => self.name_of(Kind::Any).unwrap_or_else(|| self.number_literal()),
            14..17 => self.call(),
            17 => self.chain(),
            18 => self.this_or_meta(),
            19 => self.suspended(),
            20 => self.member_assignment(),
            _ => self.choice(Kind::Any),
        }
    }

    /// Optional chains, with calls, computed keys and parentheses.
    fn chain(&mut self) -> String {
        let object = self.any();
        match self.random.below(8) {
            0 => format!("{object}?.p"),
            1 => format!("{object}?.p?.q.r"),
            2 => format!("{object}?.[{}]", self.primitive()),
            3 => format!("({object}?.p)?.q"),
            4 => format!("{object}?.m?.({})", self.number()),
            5 => format!("(delete {object}?.p)"),
            6 => format!("{}?.({})", ["null", "undefined", "(void 0)"][self.random.below(3)], self.any()),
            _ => {
                let value = self.any();
                format!("(null)?.[{}]", self.traced(&value))
            }
        }
    }

    fn this_or_meta(&mut self) -> String {
        let around = self.scope.around;
        match self.random.below(4) {
            0 if around.has_this => format!("this.{}", ["p", "q", "r"][self.random.below(3)]),
            0 | 1 => "(typeof this)".into(),
            2 if around.has_arguments => format!("arguments[{}]", self.random.below(3)),
            2 if around.has_super => "super.p".into(),
            3 if around.has_arguments => {
                ["arguments.length", "(new.target === undefined)"][self.random.below(2)].into()
            }
            _ => "(this === undefined)".into(),
        }
    }

    /// `await` and `yield` where they may stand.
    fn suspended(&mut self) -> String {
        let around = self.scope.around;
        if around.is_generator && self.random.percent(70) {
            return match self.random.below(3) {
                0 => format!("(yield* {})", self.array()),
                _ => format!("(yield {})", self.any()),
            };
        }
        if around.is_async { format!("(await {})", self.any()) } else { self.number() }
    }

    fn member_assignment(&mut self) -> String {
        let Some(object) = self.name_of(Kind::Object) else { return self.number() };
        let key = ["p", "q", "r"][self.random.below(3)];
        match self.random.below(7) {
            0 => format!("({object}.{key} ??= {})", self.number()),
            1 => format!("({object}.{key} ||= {})", self.number()),
            2 => format!("({object}.{key} += {})", self.number()),
            3 => format!("{object}.{key}++"),
            4 => {
                let key = self.traced(&format!("'{key}'"));
                format!("({object}[{key}] = {})", self.number())
            }
            5 => format!("({object}.{key} &&= {})", self.number()),
            _ => format!("({object}.{key} = {})", self.number()),
        }
    }
}
