//! Objects and arrays, also such that log what is done to them.

use super::scope::Kind;
use super::writer::Writer;

impl Writer {
    /// An object that logs when it is converted, and converts to a number or string.
    pub(super) fn noisy(&mut self) -> String {
        let tag = self.tag();
        let value = if self.random.percent(60) { self.number_literal() } else { self.text_literal() };
        match self.random.below(5) {
            0 => format!("({{ valueOf() {{ log.push({tag}); return {value}; }} }})"),
            1 => format!("({{ toString() {{ return log.push({tag}), {value}; }} }})"),
            2 => format!("({{ valueOf: () => (log.push({tag}), {{}}), toString: () => (log.push('s'), {value}) }})"),
            3 => format!("({{ [Symbol.toPrimitive](hint) {{ log.push({tag}, hint); return {value}; }} }})"),
            _ => match self.name_of(Kind::Number) {
                Some(name) => format!("({{ valueOf: () => ({name} = {value}) }})")
                    .replace(
                        &format!("({name} = "),
                        // Constants stay: the assignment would be an error of conversion.
                        if self.is_assignable(&name) { "(NAME = " } else { "(NAME, " },
                    )
                    .replace("NAME", &name),
                None => format!("({{ toString() {{ return {value}; }} }})"),
            },
        }
    }

    fn is_assignable(&self, name: &str) -> bool {
        self.scope.visible().iter().any(|other| other.text == name && other.can_assign)
    }

    /// An object, never null.
    pub(super) fn object(&mut self) -> String {
        if !self.spend(1) {
            return "({})".into();
        }
        match self.random.below(10) {
            0..3 => self.name_of(Kind::Object).unwrap_or_else(|| "({ p: 1 })".into()),
            3..8 => self.object_literal(),
            8 => self.proxy(),
            _ => match self.name_of(Kind::Class) {
                Some(class) => format!("new {class}({})", self.number()),
                None => format!("Object.assign({{}}, {})", self.object_literal()),
            },
        }
    }

    fn object_literal(&mut self) -> String {
        let mut members: Vec<String> = (0..self.random.below(4)).map(|_| self.member()).collect();
        // A second `__proto__: null` is an early error (ECMA-262 13.2.5.1).
        let mut prototypes = 0;
        members.retain(|member| {
            prototypes += usize::from(member.starts_with("__proto__:"));
            !member.starts_with("__proto__:") || prototypes == 1
        });
        // V8 puts accessors behind a spread last: the keys of `{ ...0, set q(value) {}, p: 1 }` are `p` and `q` there.
        if let Some(spread) = members.iter().position(|member| member.starts_with("...")) {
            let is_accessor = |member: &String| member.starts_with("get ") || member.starts_with("set ");
            let mut at = 0..members.len();
            members.retain(|member| at.next() < Some(spread) || !is_accessor(member));
        }
        if members.is_empty() { "({})".into() } else { format!("({{ {} }})", members.join(", ")) }
    }

    fn member(&mut self) -> String {
        let key = ["p", "q", "r"][self.random.below(3)];
        let tag = self.tag();
        match self.random.below(13) {
            0..3 => format!("{key}: {}", self.any()),
            3 => match self.name_of(Kind::Number) {
                Some(name) => name,
                None => format!("'{key}': 1"),
            },
            4 => {
                let computed = self.traced(&format!("'{key}'"));
                format!("[{computed}]: {}", self.any())
            }
            5 => format!("get {key}() {{ log.push({tag}); return {}; }}", self.number_literal()),
            6 => format!("set {key}(value) {{ log.push({tag}, value); }}"),
            7 => format!("{key}() {{ return this.{key} !== undefined; }}"),
            8 => format!("...{}", self.any()),
            9 => "__proto__: null"
                .replace("__proto__", if self.random.percent(50) { "__proto__" } else { "['__proto__']" }),
            10 => format!("{}: {}", self.random.below(20), self.number()),
            11 => format!("get [{}]() {{ return 'computed'; }}", self.text_literal()),
            _ => format!("m(a = {}) {{ return a; }}", self.number()),
        }
    }

    fn proxy(&mut self) -> String {
        let (first, second) = (self.tag(), self.tag());
        let target = "{ p: 1, q: 'x' }";
        match self.random.below(3) {
            0 => format!("new Proxy({target}, {{ get(o, k) {{ log.push({first}, String(k)); return o[k]; }} }})"),
            1 => format!(
                "new Proxy({target}, {{ has(o, k) {{ log.push({first}, String(k)); return k in o; }}, \
                 deleteProperty(o, k) {{ log.push({second}, k); return true; }} }})"
            ),
            _ => format!("new Proxy({target}, {{ set(o, k, v) {{ log.push({first}, k); o[k] = v; return true; }} }})"),
        }
    }

    /// An array.
    pub(super) fn array(&mut self) -> String {
        if !self.spend(1) {
            return "[1, 2]".into();
        }
        match self.random.below(8) {
            0..2 => self.name_of(Kind::Array).unwrap_or_else(|| "[]".into()),
            2 => format!("[...{}]", self.text()),
            3 => {
                let body = self.number();
                format!("{}.map(() => {body})", self.array())
            }
            _ => {
                let items: Vec<String> = (0..self.random.below(4)).map(|_| self.item()).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }

    fn item(&mut self) -> String {
        match self.random.below(8) {
            0 => String::new(),
            1 => format!("...{}", self.array()),
            _ => self.any(),
        }
    }

    /// Something to iterate over, which may log that it is.
    pub(super) fn iterable(&mut self) -> String {
        if self.random.percent(60) {
            return self.array();
        }
        let (next, close) = (self.tag(), self.tag());
        let limit = self.random.below(4);
        format!(
            "({{ [Symbol.iterator]: () => {{ let i = 0; return {{ next() {{ log.push({next}); return {{ done: i >= {limit}, \
             value: i++ }}; }}, return() {{ log.push({close}); return {{}}; }} }}; }} }})"
        )
    }
}
