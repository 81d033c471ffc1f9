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
    /// A decorated class, and uses of it.
    pub(super) fn decorated_class(&mut self) -> Vec<Node> {
        let (name, decorate) = (self.fresh("Decorated"), self.fresh("decorate"));
        let tag = self.tag();
        let (mut source, mut reference) = (String::new(), String::new());
        let mut evaluated = vec![format!("log.push('eval', {tag});")];
        let mut applied = Vec::new();
        for _ in 0..1 + self.random.below(3) {
            let element = ELEMENTS[self.random.below(ELEMENTS.len())];
            if source.contains(&format!(" {}", element.name)) {
                continue;
            }
            let (own, value) = (self.tag(), self.random.below(5));
            let is_changed = element.kind == "field" && self.random.percent(50);
            let change = if is_changed { ", () => (initial) => initial + 1" } else { "" };
            source += &format!("@{decorate}({own}{change}) {} ", element.written(value));
            reference += &element.meant(value + usize::from(is_changed));
            evaluated.push(format!("log.push('eval', {own});"));
            let line = format!("log.push({own}, '{}', '{}', {});", element.kind, element.name, element.is_static);
            applied.push((element.rank, line));
        }
        applied.sort_by_key(|(rank, _)| *rank);
        let applied: Vec<String> = applied.into_iter().map(|(_, line)| line).collect();
        let last = format!("log.push({tag}, 'class', true, 'none');");
        let nodes = vec![
            Node::line(format!("const {decorate} = {DECORATOR};")),
            Node::Dual {
                source: format!("@{decorate}({tag}) class {name} {{ {source}}}"),
                reference: format!(
                    "{} {} {last} class {name} {{ {reference}}}",
                    evaluated.join(" "),
                    applied.join(" ")
                ),
            },
            Node::line(format!(
                "log.push(new {name}().m?.(), new {name}().g, new {name}().f, new {name}().a, {name}.sf);"
            )),
        ];
        self.declare(&name, Kind::Class, false);
        nodes
    }
}

impl Element {
    fn written(self, value: usize) -> String {
        match self.kind {
            "accessor" => format!("accessor a = {value};"),
            _ => self.meant(value),
        }
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
