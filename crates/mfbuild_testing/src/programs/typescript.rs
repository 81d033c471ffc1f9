//! TypeScript that becomes code: enums and namespaces, beside the JavaScript that it means.

use super::scope::Kind;
use super::tree::Node;
use super::writer::Writer;

impl Writer {
    /// An enum or a namespace, perhaps in two parts.
    pub(super) fn typescript(&mut self) -> Vec<Node> {
        match self.random.below(10) {
            0..5 => self.enumeration(),
            5..7 => self.decorated_class(),
            _ => self.namespace(),
        }
    }

    fn enumeration(&mut self) -> Vec<Node> {
        let name = self.lexical_name();
        let first = self.random.below(4);
        let text = self.text_literal();
        let is_const = self.random.percent(25);
        let keyword = if is_const { "const enum" } else { "enum" };
        let mut nodes = vec![Node::Dual {
            source: format!("{keyword} {name} {{ A = {first}, B, C = A | 4, D = {text}, E = D.length }}"),
            reference: format!(
                "let {name}; (function ({name}) {{ {name}[{name}['A'] = {first}] = 'A'; {name}[{name}['B'] = {first} + 1] = 'B'; \
                 {name}[{name}['C'] = {first} | 4] = 'C'; {name}['D'] = {text}; {name}[{name}['E'] = {text}.length] = 'E'; }})({name} || ({name} = {{}}));"
            ),
        }];
        if is_const {
            nodes[0] = Node::Dual {
                source: format!("const enum {name} {{ A = {first}, B, C = A | 4, D = 'd' }}"),
                reference: format!(
                    "let {name}; (function ({name}) {{ {name}[{name}['A'] = {first}] = 'A'; {name}[{name}['B'] = {first} + 1] = 'B'; \
                     {name}[{name}['C'] = {first} | 4] = 'C'; {name}['D'] = 'd'; }})({name} || ({name} = {{}}));"
                ),
            };
        } else if self.random.percent(30) {
            nodes.push(Node::Dual {
                source: format!("enum {name} {{ F = B + 10, G = log.push('G') }}"),
                reference: format!(
                    "(function ({name}) {{ {name}[{name}['F'] = {name}.B + 10] = 'F'; {name}[{name}['G'] = log.push('G')] = 'G'; }})({name} || ({name} = {{}}));"
                ),
            });
        }
        let used = ["A", "C", "D", "[1]"][self.random.below(4)];
        let dot = if used.starts_with('[') { "" } else { "." };
        nodes.push(Node::line(format!("log.push({name}{dot}{used}, {name}.B === {});", self.number())));
        self.declare(&name, Kind::Object, false);
        nodes
    }

    fn namespace(&mut self) -> Vec<Node> {
        if self.scope.frames.len() > 1 {
            return vec![self.log()];
        }
        let name = self.lexical_name();
        let value = self.number();
        let mut nodes = vec![Node::Dual {
            source: format!(
                "namespace {name} {{ export let p = {value}; const own = 3; export function get() {{ return p + own; }} p++; log.push(p); }}"
            ),
            reference: format!(
                "let {name}; (function ({name}) {{ {name}.p = {value}; const own = 3; function get() {{ return {name}.p + own; }} \
                 {name}.get = get; {name}.p++; log.push({name}.p); }})({name} || ({name} = {{}}));"
            ),
        }];
        if self.random.percent(50) {
            nodes.push(Node::Dual {
                source: format!("namespace {name} {{ export const q = get() + p; p = 5; }}"),
                reference: format!("(function ({name}) {{ {name}.q = {name}.get() + {name}.p; {name}.p = 5; }})({name} || ({name} = {{}}));"),
            });
        }
        nodes.push(Node::line(format!("log.push({name}.get(), {name}.p, {name}.q);")));
        self.declare(&name, Kind::Object, false);
        nodes
    }
}
