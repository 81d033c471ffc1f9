//! Classes: fields, private names, static blocks, accessors, computed keys, `super`, `new.target`.

use super::scope::{Around, Frame, Kind};
use super::tree::Node;
use super::writer::Writer;

impl Writer {
    /// A class, and uses of it.
    pub(super) fn class_declaration(&mut self) -> Vec<Node> {
        if !self.spend(6) || self.scope.around.depth > 2 {
            return vec![self.log()];
        }
        let name = self.lexical_name();
        let parent = self.parent();
        let is_derived = parent.is_some();
        let extends = parent.map_or_else(String::new, |parent| format!(" extends {parent}"));
        let mut members = Vec::new();
        if self.random.percent(60) {
            members.push(self.constructor(is_derived));
        }
        let has_private = self.random.percent(50);
        if has_private {
            members.extend(self.private_members());
        }
        for _ in 0..1 + self.random.below(4) {
            members.push(self.member_of_class(&name, is_derived));
        }
        let open = match self.random.below(4) {
            0 => format!("const {name} = class{extends} {{"),
            1 => format!("const {name} = class {name}{extends} {{"),
            _ => format!("class {name}{extends} {{"),
        };
        self.declare(&name, Kind::Class, false);
        let object = self.fresh("o");
        let mut nodes = vec![Node::block(open, members)];
        if nodes[0].is_expression() {
            nodes[0].close_with("};");
        }
        nodes.push(Node::line(format!("const {object} = new {name}({});", self.arguments())));
        self.declare(&object, Kind::Object, false);
        let uses = ["m?.(1)", "g", "h?.(2)", "constructor.s", "p", "q"];
        let first = uses[self.random.below(uses.len())];
        nodes.push(Node::line(format!("log.push({object}.{first}, {name}.{});", uses[self.random.below(uses.len())])));
        nodes
    }

    fn parent(&mut self) -> Option<String> {
        match self.random.below(6) {
            0 | 1 => {
                let class = self.name_of(Kind::Class)?;
                Some(if self.random.percent(50) { class } else { self.traced(&class) })
            }
            2 => Some(
                "(class { constructor() { log.push(new.target === undefined); } get p() { return 'super p'; } })"
                    .into(),
            ),
            _ => None,
        }
    }

    fn method_around(&self, is_derived: bool) -> Around {
        Around {
            can_return: true,
            has_arguments: true,
            has_this: true,
            has_super: is_derived,
            depth: self.scope.around.depth + 1,
            ..Around::default()
        }
    }

    fn constructor(&mut self, is_derived: bool) -> Node {
        let mut around = self.method_around(is_derived);
        around.can_return = false;
        // Nothing may read `this` before `super()`, which comes first or behind an effect.
        around.has_this = false;
        let (parameters, mut body) = self.function_parts(around, 1);
        body.remove(0);
        if is_derived {
            let arguments = self.in_block(|writer| writer.number());
            body.insert(0, Node::line(format!("super({arguments});")));
        }
        body.retain(
            |node| !matches!(node, Node::Line(text) if text.starts_with("return") || text.starts_with("'use strict'")),
        );
        body.push(Node::line("log.push(new.target === this.constructor, typeof this.p);"));
        if self.random.percent(40) {
            body.push(Node::line("this.q = 2;"));
        }
        Node::block(format!("constructor({parameters}) {{"), body)
    }

    fn private_members(&mut self) -> Vec<Node> {
        let tag = self.tag();
        let value = self.number_literal();
        let all = [
            format!("#x = {value};"),
            "m(a) { return this.#x + a; }".into(),
            "static has(object) { return #x in object; }".into(),
            format!("get #y() {{ return log.push({tag}), 1; }}"),
            "h(a) { this.#x ??= a; this.#x += this.#y; return [this.#x++, this?.#y]; }".into(),
            "static #z = 5;".into(),
            "static get s() { return this.#z; }".into(),
        ];
        all.into_iter().map(Node::line).collect()
    }

    fn member_of_class(&mut self, class: &str, is_derived: bool) -> Node {
        let stat = if self.random.percent(35) { "static " } else { "" };
        let key = ["p", "q", "r"][self.random.below(3)];
        let key = match self.random.below(5) {
            0 => {
                let key = self.traced(&format!("'{key}'"));
                format!("[{key}]")
            }
            _ => key.to_owned(),
        };
        let tag = self.tag();
        match self.random.below(9) {
            0..3 => {
                let value = self.in_class_code(is_derived, Self::number);
                format_line(&format!("{stat}{key} = {value};"))
            }
            3 => format_line(&format!("{stat}{key};")),
            4 => {
                let body = self.in_class_code(is_derived, |writer| writer.statements(2));
                let mut body = body;
                body.push(Node::line(format!("log.push({tag}, this === {class});")));
                Node::block("static {", body)
            }
            5 => format_line(&format!("{stat}get g() {{ log.push({tag}); return {}; }}", self.number_literal())),
            6 => format_line(&format!("{stat}set g(value) {{ log.push({tag}, value); }}")),
            7 => {
                let (parameters, body) = self.function_parts(self.method_around(is_derived), 2);
                let star = if self.random.percent(20) { "async " } else { "" };
                Node::block(format!("{stat}{star}h({parameters}) {{"), body)
            }
            _ => {
                let value = self.in_class_code(is_derived, Self::number);
                format_line(&format!("{stat}f = () => [typeof this, {value}];"))
            }
        }
    }

    /// Writes what stands in a field or static block.
    fn in_class_code<T>(&mut self, is_derived: bool, write: impl FnOnce(&mut Self) -> T) -> T {
        let around = Around {
            has_this: true,
            has_super: is_derived,
            is_class_code: true,
            depth: self.scope.around.depth + 1,
            ..Around::default()
        };
        let outer = std::mem::replace(&mut self.scope.around, around);
        let labels = std::mem::take(&mut self.scope.labels);
        self.scope.frames.push(Frame { is_function: true, ..Frame::default() });
        let result = write(self);
        self.scope.frames.pop();
        self.scope.labels = labels;
        self.scope.around = outer;
        result
    }
}

fn format_line(text: &str) -> Node {
    Node::line(text)
}
