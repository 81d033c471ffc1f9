//! Forms that printers get wrong: operators that make a comment or another operator, words that are names in sloppy code,
//! heads of loops with `in`, calls whose receiver hangs on parentheses.

use super::scope::Kind;
use super::tree::Node;
use super::writer::Writer;

impl Writer {
    /// A value behind a form that must be printed with care.
    pub(super) fn careful(&mut self) -> String {
        let object = self.name_of(Kind::Object).unwrap_or_else(|| "({ m() { return typeof this; }, p: 1 })".into());
        let number = self.number();
        match self.random.below(14) {
            0 => format!("(({object}?.m)?.(1))"),
            1 => format!("((0, {object}.m)?.(1))"),
            2 => format!("(new ({})().p)", self.traced("class { p = 1; }")),
            3 => "(new (class { m() { return Object; } })().m())".into(),
            4 => format!("({number} / /a/.lastIndex)"),
            5 => format!("(-({number})).toString()"),
            6 => format!("((-({number})) ** 2)"),
            7 => format!("({number} - (-({number})))"),
            8 => format!("({number} + (+({number})))"),
            9 => match self.target_of(Kind::Number) {
                Some(target) => format!("({number} < (!(--{target})))"),
                None => format!("(1..toString() + {number})"),
            },
            10 => match self.target_of(Kind::Number) {
                Some(target) => format!("({target}-- > {number})"),
                None => "(!(!0))".into(),
            },
            11 => format!("(() => ({{ p: {number} }}))().p"),
            12 => format!("((() => {{}})?.() ?? {number})"),
            _ => format!("((delete ({object}?.p)), {number})"),
        }
    }

    /// Words that are names in sloppy code.
    pub(super) fn sloppy_names(&mut self) -> Vec<Node> {
        let text = match self.random.below(5) {
            0 => "(function () { var let = [1, 2]; (let)[0] = 5; log.push(let); })();",
            1 => {
                "(function () { var async = 3; for ((async) of [1]); log.push(async); async: for (;;) break async; })();"
            }
            2 => {
                "(function () { var yield = 1, await = 2, static = 3, of = 4; log.push(yield + await * of - static); })();"
            }
            3 => {
                "(function (a) { log.push(delete a, typeof a, this === undefined); arguments[0] = 2; log.push(a); })(1);"
            }
            _ => "(function () { if (true) function inner() { return 1; } log.push(typeof inner); })();",
        };
        vec![Node::line(text)]
    }

    /// The beginning of a loop with `in` where it needs parentheses.
    pub(super) fn loop_start(&mut self, variable: &str) -> String {
        match self.random.below(8) {
            0 => format!("{variable} = ('p' in {}) ? 0 : 1", self.object()),
            1 => format!("{variable} = 0, {} = () => ('p' in {})", self.fresh("unused"), self.object()),
            _ => format!("{variable} = 0"),
        }
    }

    /// Exports that a CommonJS module adds without naming them, and getters there.
    pub(super) fn common_exports(&mut self) -> Vec<Node> {
        let (name, tag, value) = (self.fresh("own"), self.tag(), self.number());
        vec![Node::line(match self.random.below(4) {
            0 => format!("this.{name} = {value};"),
            1 => format!(
                "Object.defineProperty(exports, '{name}', {{ enumerable: true, get: () => (log.push({tag}), {value}) }});"
            ),
            2 => format!("module.exports.{name} = exports.{name}too = {value};"),
            _ => format!(
                "exports['{name}'] = function () {{ return this.{name} !== undefined; }}; log.push(exports.{name}());"
            ),
        })]
    }

    /// A default export in the forms that begin like declarations.
    pub(super) fn default_export(&mut self) -> Node {
        let value = self.number();
        Node::line(match self.random.below(6) {
            0 => format!("export default (function () {{ return {value}; }})();"),
            1 => format!("export default (class {{ static p = {value}; }}).p;"),
            2 => format!("export default (log.push(1), {{ p: {value} }}).p;"),
            3 => "export default function () { return 1; }".into(),
            4 => format!("export default class {{ static p = {value}; }}"),
            _ => format!("export default {value};"),
        })
    }
}
