//! Statements, and blocks of them.

use super::scope::{Around, Kind, Name};
use super::tree::Node;
use super::writer::{Flavor, Writer};

impl Writer {
    /// About `count` statements in the innermost frame.
    pub(super) fn statements(&mut self, count: usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        let late = self.random.percent(6).then(|| self.dead_zone(&mut nodes)).flatten();
        for _ in 0..count {
            nodes.extend(self.statement());
        }
        nodes.extend(late);
        nodes
    }

    /// Reads of a name before its declaration, which is returned and stands at the end.
    fn dead_zone(&mut self, nodes: &mut Vec<Node>) -> Option<Node> {
        let name = self.fresh("late");
        let read = match self.random.below(6) {
            0 => format!("log.push({name});"),
            1 => format!("log.push(typeof {name});"),
            2 => format!("{name} = 1;"),
            3 => format!("(() => {name})();"),
            4 => format!("{name};"),
            _ => format!("log.push(() => {name});"),
        };
        nodes.push(catching(vec![Node::line(read)]));
        let value = self.number();
        Some(Node::line(match self.random.below(3) {
            0 => format!("const {name} = {value};"),
            1 => format!("class {name} {{}}"),
            _ => format!("let {name} = {value};"),
        }))
    }

    fn statement(&mut self) -> Vec<Node> {
        if !self.spend(2) {
            return vec![self.log()];
        }
        match self.random.below(64) {
            0..12 => vec![self.log()],
            12..20 => vec![self.declaration()],
            20..23 => vec![self.destructuring_declaration()],
            23..28 => vec![self.assignment()],
            28..33 => vec![self.condition()],
            33..40 => self.one_loop(),
            40..44 => self.switch(),
            44..48 => vec![self.attempt()],
            48..50 => vec![self.labelled()],
            50..53 => self.function_declaration(),
            53..55 => self.class_declaration(),
            55..58 => vec![self.pure_or_not()],
            58 => self.block(),
            59..61 => self.jump().into_iter().collect(),
            61 => vec![self.mistake()],
            _ => self.special(),
        }
    }

    pub(super) fn log(&mut self) -> Node {
        let kind = [Kind::Number, Kind::Text, Kind::Truth, Kind::Any, Kind::Any, Kind::Big][self.random.below(6)];
        Node::line(format!("log.push({});", self.expression(kind)))
    }

    fn declaration(&mut self) -> Node {
        let kinds = [
            Kind::Number,
            Kind::Number,
            Kind::Number,
            Kind::Text,
            Kind::Truth,
            Kind::Object,
            Kind::Array,
            Kind::Big,
            Kind::Any,
            Kind::Function,
        ];
        let kind = kinds[self.random.below(kinds.len())];
        let value = self.expression(kind);
        if self.random.percent(30) && matches!(kind, Kind::Number | Kind::Any) {
            let name = self.var_name();
            self.scope.declare_var(&Name { text: name.clone(), kind, can_assign: true });
            return Node::line(if self.random.percent(15) {
                format!("var {name};")
            } else {
                format!("var {name} = {value};")
            });
        }
        let name = self.lexical_name();
        let can_assign = self.random.percent(50) && kind != Kind::Function;
        self.declare(&name, kind, can_assign);
        Node::line(format!("{} {name} = {value};", if can_assign { "let" } else { "const" }))
    }

    fn destructuring_declaration(&mut self) -> Node {
        let mut names: Vec<String> = Vec::new();
        let is_var = self.random.percent(20);
        let mut target = |writer: &mut Self| {
            let mut name = if is_var { writer.var_name() } else { writer.lexical_name() };
            if names.contains(&name) {
                name = writer.fresh("z");
            }
            names.push(name.clone());
            name
        };
        let (pattern, value) = self.pattern(1, &mut target);
        for name in names {
            if is_var {
                self.scope.declare_var(&Name { text: name, kind: Kind::Any, can_assign: true });
            } else {
                self.declare(&name, Kind::Any, true);
            }
        }
        Node::line(format!("{} {pattern} = {value};", if is_var { "var" } else { "let" }))
    }

    fn assignment(&mut self) -> Node {
        let text = match self.random.below(3) {
            0 => self.destructuring_assignment(),
            _ => self.number_assignment(),
        };
        text.map_or_else(|| self.log(), |text| Node::line(format!("{text};")))
    }

    fn condition(&mut self) -> Node {
        let test = self.truth();
        let count = 1 + self.random.below(2);
        let yes = self.in_block(|writer| writer.statements(count));
        let mut parts = vec![(format!("if ({test}) {{"), yes)];
        if self.random.percent(40) {
            let (open, count) = match self.random.below(3) {
                0 => (format!("}} else if ({}) {{", self.any()), 1),
                _ => ("} else {".to_owned(), 2),
            };
            parts.push((open, self.in_block(|writer| writer.statements(count))));
        }
        Node::Block { parts, close: "}".into() }
    }

    fn block(&mut self) -> Vec<Node> {
        let body = self.in_block(|writer| writer.statements(2));
        vec![Node::block("{", body)]
    }

    /// try, catch and finally; parameters that are shadowed, and jumps out of `finally`.
    fn attempt(&mut self) -> Node {
        let mut body = self.in_block(|writer| writer.statements(2));
        if self.random.percent(40) {
            let thrown = match self.random.below(4) {
                0 => "new TypeError()".into(),
                1 => self.object(),
                _ => self.number(),
            };
            body.push(Node::line(format!("throw {thrown};")));
        }
        let mut parts = vec![("try {".to_owned(), body)];
        let has_finally = self.random.percent(30);
        if !has_finally || self.random.percent(60) {
            parts.push(self.handler());
        }
        if has_finally {
            let body = self.in_block(|writer| writer.statements(1));
            parts.push(("} finally {".into(), body));
        }
        Node::Block { parts, close: "}".into() }
    }

    fn handler(&mut self) -> (String, Vec<Node>) {
        match self.random.below(6) {
            0 => ("} catch {".into(), self.in_block(|writer| writer.statements(1))),
            1 => {
                let body = self.in_block(|writer| {
                    writer.declare("m", Kind::Any, true);
                    writer.statements(1)
                });
                ("} catch ({ name: m = 1, p: [caught] = [2] }) {".into(), body)
            }
            2 => {
                // `var` may have the name of the parameter, and writes to it.
                let (name, value) = (self.var_name(), self.number());
                let as_any = Name { text: name.clone(), kind: Kind::Any, can_assign: true };
                let mut body = self.in_block(|writer| {
                    writer.scope.frames.last_mut().expect("a block has a frame").names.push(as_any.clone());
                    writer.statements(1)
                });
                body.insert(0, Node::line(format!("var {name} = {value};")));
                body.push(Node::line(format!("log.push({name});")));
                self.scope.declare_var(&as_any);
                (format!("}} catch ({name}) {{"), body)
            }
            _ => {
                let name = self.parameters(1).remove(0);
                let mut body = vec![Node::line(format!("log.push({name}?.name ?? {name});"))];
                body.extend(self.in_block(|writer| {
                    writer.declare(&name, Kind::Any, true);
                    writer.statements(1)
                }));
                (format!("}} catch ({name}) {{"), body)
            }
        }
    }

    fn labelled(&mut self) -> Node {
        let label = self.fresh("L");
        self.scope.labels.push((label.clone(), false));
        let mut body = self.in_block(|writer| writer.statements(2));
        self.scope.labels.pop();
        if self.random.percent(60) {
            let test = self.truth();
            let at = self.random.below(body.len() + 1);
            body.insert(at, Node::line(format!("if ({test}) break {label};")));
        }
        Node::block(format!("{label}: {{"), body)
    }

    /// An expression as a statement: its value is not used.
    fn pure_or_not(&mut self) -> Node {
        let text = match self.random.below(9) {
            0 => self.noisy(),
            1 => format!("`${{{}}}`", self.noisy()),
            2 => self.call(),
            3 => self.object(),
            4 => format!("({} + {})", self.noisy(), self.number()),
            5 => format!("(void {})", self.any()),
            6 => format!("[{}]", self.item_list()),
            7 => self.choice(Kind::Any),
            _ => self.any(),
        };
        Node::line(format!("{text};"))
    }

    fn item_list(&mut self) -> String {
        (0..self.random.below(3)).map(|_| self.any()).collect::<Vec<_>>().join(", ")
    }

    /// return, break, continue or throw, where they may stand; mostly behind a condition.
    pub(super) fn jump(&mut self) -> Option<Node> {
        let around = self.scope.around;
        let mut jumps = Vec::new();
        if around.can_return {
            jumps.push(format!("return {};", self.any()));
            jumps.push("return;".to_owned());
        }
        if around.loops > 0 {
            jumps.push("continue;".to_owned());
        }
        if around.loops + around.switches > 0 {
            jumps.push("break;".to_owned());
        }
        for (label, is_loop) in self.scope.labels.clone() {
            jumps.push(format!("break {label};"));
            if is_loop {
                jumps.push(format!("continue {label};"));
            }
        }
        let jump = self.random.pick(&jumps)?.clone();
        let is_bare = self.random.percent(25);
        Some(Node::line(if is_bare { jump } else { format!("if ({}) {jump}", self.truth()) }))
    }

    /// Statements that throw, and values to throw.
    fn mistake(&mut self) -> Node {
        let (first, second) = (self.any(), self.any());
        let text = match self.random.below(12) {
            0 => format!("log.push({} + 1n);", self.number()),
            1 => format!("log.push({} * {first});", self.big()),
            2 => "log.push(null.p);".into(),
            3 => format!("log.push({first}.p.q);"),
            4 => "log.push(nowhere);".into(),
            5 if self.random.percent(5) => "Symbol() + '';".into(),
            5 => format!("log.push(Symbol() + {first});"),
            6 => format!("log.push(`${{Symbol()}}${{{first}}}`);"),
            7 => format!("new ({first})({second});"),
            8 => format!("log.push({first} in {second});"),
            9 => format!("log.push({first} instanceof {second});"),
            10 => format!("const [one] = {first}; log.push(one);"),
            _ => format!("(({first}))(); log.push({second});"),
        };
        catching(vec![Node::line(text)])
    }

    /// Asynchronous code, tagged templates, `arguments`, sloppy code.
    fn special(&mut self) -> Vec<Node> {
        let tag = self.tag();
        match self.random.below(10) {
            0 => {
                let name = self.fresh("same");
                vec![
                    Node::line(format!(
                        "const {name} = (strings, ...values) => (log.push(strings.raw.join(), values.length), strings);"
                    )),
                    Node::line(format!("const {name}of = (value) => {name}`a\\n${{value}}b`;")),
                    Node::line(format!(
                        "log.push({name}of(1) === {name}of({}), {name}`a\\n` === {name}`a\\n`);",
                        self.number()
                    )),
                ]
            }
            1 => {
                let around = Around {
                    can_return: true,
                    is_async: true,
                    depth: self.scope.around.depth + 1,
                    ..Default::default()
                };
                let (parameters, body) = self.function_parts(around, 2);
                vec![Node::Block {
                    parts: vec![(format!("(async ({parameters}) => {{"), body)],
                    close: format!(
                        "}})({}).then((value) => log.push({tag}, value), (error) => log.push({tag}, error?.name));",
                        self.arguments()
                    ),
                }]
            }
            2 if self.is_sloppy() => self.with_statement(),
            3 if self.is_sloppy() && self.random.percent(30) => self.direct_eval(),
            4..6 => self.annex_b(),
            6 => {
                let (name, value) = (self.fresh("f"), self.number());
                let strict = if self.random.percent(50) { "'use strict'; " } else { "" };
                vec![
                    Node::line(format!(
                        "function {name}(a, b) {{ {strict}a = {value}; arguments[1] = 'B'; log.push(arguments[0], b, arguments.length); }}"
                    )),
                    Node::line(format!("{name}({});", self.arguments())),
                ]
            }
            7..10 if self.flavor == Flavor::TypeScript => self.typescript(),
            7 if self.is_sloppy() => self.sloppy_names(),
            8 if self.is_common_top() => self.common_exports(),
            _ => self.class_declaration(),
        }
    }

    /// Whether `this` is the exports object of a CommonJS module.
    fn is_common_top(&self) -> bool {
        matches!(self.flavor, Flavor::Sloppy | Flavor::Strict) && self.scope.around.depth == 0
    }

    fn with_statement(&mut self) -> Vec<Node> {
        let (object, value) = (self.object(), self.number());
        let mut body = vec![Node::line(format!("p = {value};"))];
        body.push(self.log());
        body.push(Node::line("log.push(typeof q);"));
        let (before, after) = ("{ var p = 1, q = 2;", "log.push(p, q); }");
        vec![Node::Block {
            parts: vec![(
                "(function () {".into(),
                vec![Node::line(before), Node::block(format!("with ({object}) {{"), body), Node::line(after)],
            )],
            close: "})();".into(),
        }]
    }

    fn direct_eval(&mut self) -> Vec<Node> {
        let Some(name) = self.name_of(Kind::Number) else { return vec![self.log()] };
        let fresh = self.fresh("e");
        vec![Node::line(match self.random.below(3) {
            0 => format!("log.push(eval('{name}'));"),
            1 => format!("eval('var {fresh} = {name}'); log.push({fresh});"),
            _ => format!("log.push((0, eval)('typeof {name}'));"),
        })]
    }

    /// Functions in blocks, and what the function around sees of them.
    fn annex_b(&mut self) -> Vec<Node> {
        let name = self.fresh("f");
        let (test, value) = (self.truth(), self.number());
        let change = match self.random.below(4) {
            0 => format!("{name} = null;"),
            1 => format!("{name} = {value};"),
            2 => format!("log.push({name}());"),
            _ => String::new(),
        };
        let body = format!("function {name}() {{ return typeof {name}; }}");
        let mut inner = vec![Node::line(body)];
        if !change.is_empty() {
            let at = self.random.below(2);
            inner.insert(at, Node::line(change));
        }
        inner.push(Node::line(format!("log.push(typeof {name});")));
        let mut nodes = vec![Node::block(format!("if ({test}) {{"), inner)];
        if self.random.percent(70) {
            nodes.push(Node::line(format!("log.push(typeof {name});")));
        }
        if self.is_sloppy() && self.random.percent(30) {
            nodes.insert(0, Node::line(format!("log.push(typeof {name}, typeof {name} === 'function' || {name});")));
        }
        nodes
    }
}

/// Statements whose errors are logged by name.
pub(super) fn catching(body: Vec<Node>) -> Node {
    let handler = ("} catch (error) {".to_owned(), vec![Node::line("log.push(error?.name);")]);
    Node::Block { parts: vec![("try {".into(), body), handler], close: "}".into() }
}
