//! Loops of all kinds, and `switch`.

use super::scope::Kind;
use super::tree::Node;
use super::writer::Writer;

impl Writer {
    /// A loop, perhaps with a label, and closures that remember its variables.
    pub(super) fn one_loop(&mut self) -> Vec<Node> {
        if self.scope.around.loops > 2 {
            return vec![self.log()];
        }
        let label = self.random.percent(25).then(|| self.fresh("L"));
        if let Some(label) = &label {
            self.scope.labels.push((label.clone(), true));
        }
        // `continue` and `break` belong to this loop, and `break` no longer to a switch around.
        let around = self.scope.around;
        self.scope.around.loops += 1;
        let (before, open, close, body) = self.loop_parts();
        self.scope.around = around;
        let prefix = label.map_or_else(String::new, |label| {
            self.scope.labels.pop();
            format!("{label}: ")
        });
        let mut nodes: Vec<Node> = before.into_iter().map(Node::line).collect();
        nodes.push(Node::Block { parts: vec![(format!("{prefix}{open}"), body)], close });
        nodes
    }

    /// Declarations before the loop, its head, its end and its body.
    fn loop_parts(&mut self) -> (Option<String>, String, String, Vec<Node>) {
        let (i, limit) = (self.fresh("i"), 1 + self.random.below(3));
        let end = "}".to_owned();
        match self.random.below(8) {
            0..2 => {
                let step = [format!("{i}++"), format!("{i} += 1"), format!("++{i}")][self.random.below(3)].clone();
                let keyword = ["let", "let", "var"][self.random.below(3)];
                let start = self.loop_start(&i);
                let open = format!("for ({keyword} {start}; {i} < {limit} && fuel-- > 0; {step}) {{");
                (None, open, end, self.loop_body(&i, Kind::Number, true))
            }
            2 => {
                let closures = self.fresh("closures");
                let open = format!("for (let {i} = 0; {i} < {limit}; {closures}.push(() => {i}), {i}++) {{");
                let before =
                    format!("const {closures} = []; queueMicrotask(() => log.push({closures}.map((call) => call())));");
                (Some(before), open, end, self.loop_body(&i, Kind::Number, false))
            }
            3 => {
                let object = self.object();
                (None, format!("for (const {i} in {object}) {{"), end, self.loop_body(&i, Kind::Text, false))
            }
            4 => {
                let iterable = self.iterable();
                (None, format!("for (const {i} of {iterable}) {{"), end, self.loop_body(&i, Kind::Any, false))
            }
            5 => {
                let (test, open) = (self.truth(), format!("let {i} = {limit};"));
                (
                    Some(open),
                    format!("while ({i}-- > 0 && ({test}, fuel-- > 0)) {{"),
                    end,
                    self.loop_body(&i, Kind::Number, false),
                )
            }
            6 => {
                let test = self.truth();
                let body = self.loop_body(&i, Kind::Number, false);
                (
                    Some(format!("let {i} = 0;")),
                    "do {".into(),
                    format!("}} while (++{i} < {limit} && fuel-- > 0 && {test});"),
                    body,
                )
            }
            _ => {
                let mut names = Vec::new();
                let mut target = |writer: &mut Self| {
                    let name = writer.fresh("z");
                    names.push(name.clone());
                    name
                };
                let (pattern, value) = self.pattern(1, &mut target);
                let body = self.in_block(|writer| {
                    names.iter().for_each(|name| writer.declare(name, Kind::Any, true));
                    writer.statements(2)
                });
                (None, format!("for (let {pattern} of [{value}, {value}]) {{"), end, body)
            }
        }
    }

    fn loop_body(&mut self, variable: &str, kind: Kind, can_assign: bool) -> Vec<Node> {
        let count = 1 + self.random.below(3);
        let mut body = self.in_block(|writer| {
            let name = super::scope::Name {
                text: variable.to_owned(),
                kind,
                can_assign: can_assign && writer.random.percent(20),
            };
            writer.scope.frames.last_mut().expect("a block has a frame").names.push(name);
            writer.statements(count)
        });
        if self.random.percent(20) {
            body.extend(self.jump());
        }
        if self.random.percent(30) {
            body.insert(0, Node::line(format!("queueMicrotask(() => log.push({variable}));")));
        }
        body
    }

    /// `switch`: any number of cases, the default anywhere, blocks and declarations in cases.
    pub(super) fn switch(&mut self) -> Vec<Node> {
        let around = self.scope.around;
        self.scope.around.switches += 1;
        let count = [0, 1, 1, 2, 3, 4][self.random.below(6)];
        let default = self.random.percent(60).then(|| self.random.below(count + 1));
        let on = if self.random.percent(70) { self.number() } else { self.any() };
        let mut parts = vec![(format!("switch ({on}) {{"), Vec::new())];
        self.in_block(|writer| {
            for at in 0..=count {
                if default == Some(at) {
                    let body = writer.case();
                    parts.push(("default:".into(), body));
                }
                if at < count {
                    let test =
                        if writer.random.percent(60) { writer.random.below(4).to_string() } else { writer.number() };
                    let body = writer.case();
                    parts.push((format!("case {test}:"), body));
                }
            }
        });
        self.scope.around = around;
        vec![Node::Block { parts, close: "}".into() }]
    }

    fn case(&mut self) -> Vec<Node> {
        let is_block = self.random.percent(35);
        let count = self.random.below(3);
        let mut body = if is_block { self.in_block(|writer| writer.statements(count)) } else { self.statements(count) };
        if self.random.percent(55) {
            let jump = if self.random.percent(70) { Some(Node::line("break;")) } else { self.jump() };
            body.extend(jump);
        }
        if is_block { vec![Node::block("{", body)] } else { body }
    }
}
