//! Decorators of TypeScript (the standard ones), beside what they mean: the order of evaluation and application is
//! logged, and some of them change what they decorate.

use super::scope::Kind;
use super::tree::Node;
use super::writer::Writer;

/// The texts that a decorator logs when it is evaluated and when it is applied.
const DECORATOR: &str = "(tag, change) => (log.push('eval', tag), (value, { kind, name, static: is }) => { \
     log.push(tag, kind, kind === 'class' || String(name), is ?? 'none'); return change?.(value); })";

/// Kinds of elements, in the order in which their decorators are applied.
const ELEMENTS: [Element; 6] = [
    Element { kind: "method", name: "sm", is_static: true, rank: 0 },
    Element { kind: "method", name: "m", is_static: false, rank: 1 },
    Element { kind: "getter", name: "g", is_static: false, rank: 1 },
    Element { kind: "accessor", name: "a", is_static: false, rank: 1 },
    Element { kind: "field", name: "sf", is_static: true, rank: 2 },
    Element { kind: "field", name: "f", is_static: false, rank: 3 },
];

#[derive(Clone, Copy)]
struct Element {
    kind: &'static str,
    name: &'static str,
    is_static: bool,
    rank: usize,
}

impl Writer {
    /// A decorated class as a declaration, or as an expression at a place that runs never, once or twice.
    pub(super) fn decorated_class(&mut self) -> Vec<Node> {
        let (name, decorate) = (self.fresh("Decorated"), self.fresh("decorate"));
        let (source, reference) = self.decorated_expression(&name, &decorate);
        let mut nodes = vec![Node::line(format!("const {decorate} = {DECORATOR};"))];
        let [before, after] = [self.tag(), self.tag()];
        let (open, close, used) = match self.random.below(6) {
            0 => (format!("const {name} = "), ";", name.clone()),
            1 => (format!("const {name} = [log.push({before}), "), ", log.push('behind')];", format!("{name}[1]")),
            2 => (format!("const {name} = []; for (let i = 0; i < 2; i++) {name}.push("), ");", format!("{name}[1]")),
            3 => (format!("const {name} = (C = "), ") => C;", format!("{name}()")),
            4 => (format!("const {name} = log.length > 3 ? "), " : Object;", name.clone()),
            _ => {
                let reference = format!("let {name} = {reference};");
                nodes.push(Node::Dual { source, reference });
                nodes.push(self.uses_of_decorated(&name));
                self.declare(&name, Kind::Class, false);
                return nodes;
            }
        };
        nodes.push(Node::Dual {
            source: format!("{open}{source}{close}"),
            reference: format!("{open}{reference}{close}"),
        });
        nodes.push(Node::line(format!("log.push({after});")));
        nodes.push(self.uses_of_decorated(&used));
        nodes
    }

    fn uses_of_decorated(&mut self, class: &str) -> Node {
        let own = self.fresh("Used");
        Node::line(format!(
            "const {own} = {class}; log.push(new {own}().m?.(), new {own}().g, new {own}().f, new {own}().a, {own}.sf);"
        ))
    }

    /// A decorated class, and an expression without decorators that does the same.
    fn decorated_expression(&mut self, name: &str, decorate: &str) -> (String, String) {
        let tag = self.tag();
        let (mut source, mut reference) = (String::new(), String::new());
        let mut evaluated = Vec::new();
        let mut applied = Vec::new();
        let mut names = Vec::new();
        for _ in 0..1 + self.random.below(3) {
            let element = ELEMENTS[self.random.below(ELEMENTS.len())];
            if names.contains(&element.name) {
                continue;
            }
            names.push(element.name);
            let (own, value) = (self.tag(), self.random.below(5));
            let is_changed = element.kind == "field" && self.random.percent(50);
            let change = if is_changed { ", () => (initial) => initial + 1" } else { "" };
            evaluated.push(format!("log.push('eval', {own})"));
            let mut written = element.written(value);
            if self.random.percent(30) {
                let key = self.tag();
                evaluated.push(format!("log.push('key', {key})"));
                written = element.with_key(&written, &format!("[(log.push('key', {key}), '{}')]", element.name));
            }
            source += &format!("@{decorate}({own}{change}) {written} ");
            reference += &element.meant(value + usize::from(is_changed));
            let call = format!("log.push({own}, '{}', '{}', {})", element.kind, element.name, element.is_static);
            applied.push((element.rank, call));
        }
        applied.sort_by_key(|(rank, _)| *rank);
        let class = format!("log.push({tag}, 'class', true, 'none')");
        let steps = |first: &str| {
            let first = [first.to_owned()].into_iter().filter(|first| !first.is_empty());
            let applied = applied.iter().map(|(_, call)| call.clone());
            let all: Vec<String> =
                first.chain(evaluated.iter().cloned()).chain(applied).chain([class.clone()]).collect();
            all.join(", ")
        };
        let eval = format!("log.push('eval', {tag})");
        if self.random.percent(40) {
            let heritage = self.tag();
            let source =
                format!("@{decorate}({tag}) class {name} extends (log.push({heritage}), Object) {{ {source}}}");
            let steps = steps(&format!("log.push({heritage})"));
            return (source, format!("({eval}, class {name} extends ({steps}, Object) {{ {reference}}})"));
        }
        let source = format!("@{decorate}({tag}) class {name} {{ {source}}}");
        let steps = steps("");
        (source, format!("({eval}, {steps}, class {name} {{ {reference}}})"))
    }
}

impl Element {
    fn written(self, value: usize) -> String {
        match self.kind {
            "accessor" => format!("accessor a = {value};"),
            _ => self.meant(value),
        }
    }

    /// The same with another key.
    fn with_key(self, written: &str, key: &str) -> String {
        written.replacen(&format!("{} =", self.name), &format!("{key} ="), 1).replacen(
            &format!("{}()", self.name),
            &format!("{key}()"),
            1,
        )
    }

    /// Without decorator.
    fn meant(self, value: usize) -> String {
        let Self { name, is_static, .. } = self;
        let stat = if is_static { "static " } else { "" };
        match self.kind {
            "method" => format!("{stat}{name}() {{ return {value}; }} "),
            "getter" => format!("{stat}get {name}() {{ return {value}; }} "),
            "accessor" => format!("#a = {value}; get a() {{ return this.#a; }} set a(value) {{ this.#a = value; }} "),
            _ => format!("{stat}{name} = {value}; "),
        }
    }
}
