//! Functions of all kinds, and calls of those that are declared before: no recursion.

use super::scope::{Around, Frame, Kind};
use super::tree::Node;
use super::writer::Writer;

/// The kind of a function.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Form {
    pub is_async: bool,
    pub is_generator: bool,
    pub is_arrow: bool,
}

impl Writer {
    /// Plain mostly.
    pub(super) fn form(&mut self) -> Form {
        let is_async = self.random.percent(15);
        let is_generator = self.random.percent(15);
        Form { is_async, is_generator, is_arrow: false }
    }

    /// Facts about the body of a function.
    fn inside(&self, form: Form) -> Around {
        let outer = self.scope.around;
        Around {
            can_return: true,
            is_async: form.is_async,
            is_generator: form.is_generator,
            has_arguments: !form.is_arrow || outer.has_arguments,
            has_this: form.is_arrow && outer.has_this,
            has_super: form.is_arrow && outer.has_super,
            depth: outer.depth + 1,
            ..Around::default()
        }
    }

    /// Parameters and body of a function with what holds in it.
    pub(super) fn function_parts(&mut self, around: Around, count: usize) -> (String, Vec<Node>) {
        let outer = std::mem::replace(&mut self.scope.around, around);
        let labels = std::mem::take(&mut self.scope.labels);
        self.scope.frames.push(Frame { is_function: true, ..Frame::default() });
        // Parameters are no place for `yield` and `await`.
        (self.scope.around.is_async, self.scope.around.is_generator) = (false, false);
        let parameters = self.parameter_list();
        self.scope.around = around;
        let has_simple =
            parameters.chars().all(|letter| letter != '=' && letter != '{' && letter != '[' && letter != '.');
        let mut body = vec![Node::line("if (fuel-- < 0) return;")];
        if has_simple && self.random.percent(8) {
            body.insert(0, Node::line("'use strict';"));
            // Assignments that only sloppy code may do are not made on purpose.
        }
        body.extend(self.statements(count));
        if self.random.percent(60) {
            body.push(Node::line(format!("return {};", self.any())));
        }
        self.scope.frames.pop();
        self.scope.labels = labels;
        self.scope.around = outer;
        (parameters, body)
    }

    /// `async function* name`, without the parameters.
    fn head(form: Form, name: &str) -> String {
        let (asynchronous, star) =
            (if form.is_async { "async " } else { "" }, if form.is_generator { "*" } else { "" });
        format!("{asynchronous}function{star} {name}")
    }

    /// A function declaration, and perhaps calls of it before and after.
    pub(super) fn function_declaration(&mut self) -> Vec<Node> {
        let name = self.lexical_name();
        let form = self.form();
        let count = 1 + self.random.below(3);
        let (parameters, body) = self.function_parts(self.inside(form), count);
        let declaration = Node::block(format!("{}({parameters}) {{", Self::head(form, &name)), body);
        self.declare(&name, Kind::Function, false);
        let mut nodes = vec![declaration];
        if self.random.percent(70) {
            let call = self.use_of_function(&name, form);
            // Functions are hoisted: the call may stand before.
            let at = self.random.below(2);
            nodes.insert(at, Node::line(call));
        }
        nodes
    }

    /// A statement that calls a function and logs what comes of it.
    pub(super) fn use_of_function(&mut self, name: &str, form: Form) -> String {
        let arguments = self.arguments();
        match (form.is_async, form.is_generator) {
            (false, false) => match self.random.below(4) {
                0 => format!("{name}({arguments});"),
                1 => format!("log.push(typeof new {name}({arguments}));"),
                _ => format!("log.push({name}({arguments}));"),
            },
            (false, true) => self.use_of_generator(name, &arguments),
            (true, false) => {
                let tag = self.tag();
                format!(
                    "{name}({arguments}).then((value) => log.push({tag}, value), (error) => log.push({tag}, error?.name));"
                )
            }
            (true, true) => {
                let tag = self.tag();
                format!(
                    "(async () => {{ for await (const value of {name}({arguments})) log.push({tag}, value); }})()\
                     .catch((error) => log.push({tag}, error?.name));"
                )
            }
        }
    }

    fn use_of_generator(&mut self, name: &str, arguments: &str) -> String {
        let item = self.fresh("i");
        match self.random.below(4) {
            0 => format!("log.push([...{name}({arguments})]);"),
            1 => format!("for (const {item} of {name}({arguments})) log.push({item});"),
            2 => format!(
                "{{ const {item} = {name}({arguments}); log.push({item}.next().value, {item}.return(7).value, {item}.next().done); }}"
            ),
            _ => format!(
                "try {{ const {item} = {name}({arguments}); {item}.next(); log.push({item}.throw(new RangeError()).value); }} \
                 catch (error) {{ log.push(error?.name); }}"
            ),
        }
    }

    /// Arguments of a call.
    pub(super) fn arguments(&mut self) -> String {
        let mut parts: Vec<String> = (0..self.random.below(3)).map(|_| self.any()).collect();
        if self.random.percent(10) {
            parts.push(format!("...{}", self.array()));
        }
        parts.join(", ")
    }

    /// A call, as an expression.
    pub(super) fn call(&mut self) -> String {
        if self.random.percent(30) || self.budget < 8 {
            return self.immediate();
        }
        let Some(name) = self.name_of(Kind::Function) else { return self.immediate() };
        let arguments = self.arguments();
        match self.random.below(6) {
            0 => format!("{name}?.({arguments})"),
            1 => format!("{name}.call({}, {})", self.object(), self.any()),
            2 => format!("(0, {name})({arguments})"),
            _ => format!("{name}({arguments})"),
        }
    }

    /// A function that is called where it stands.
    fn immediate(&mut self) -> String {
        if self.scope.around.depth > 2 || self.budget < 6 {
            return self.number();
        }
        if self.random.percent(40) {
            let value = self.number();
            return format!("(() => {value})()");
        }
        let form = Form { is_arrow: self.random.percent(50), ..Form::default() };
        let (parameters, body) = self.function_parts(self.inside(form), 2);
        let (body, arguments) = (Node::inline(&body), self.arguments());
        if form.is_arrow {
            format!("(({parameters}) => {{ {body} }})({arguments})")
        } else {
            format!("(function ({parameters}) {{ {body} }})({arguments})")
        }
    }

    /// A function as a value: nothing calls it for its result but what knows that it may.
    pub(super) fn function_value(&mut self) -> String {
        if self.budget < 6 || self.scope.around.depth > 2 {
            return "(() => 1)".into();
        }
        let form = Form { is_arrow: self.random.percent(50), ..Form::default() };
        if form.is_arrow && self.random.percent(50) {
            let value = self.number();
            return format!("(() => {value})");
        }
        let (parameters, body) = self.function_parts(self.inside(form), 2);
        let body = Node::inline(&body);
        if form.is_arrow {
            format!("(({parameters}) => {{ {body} }})")
        } else {
            format!("(function ({parameters}) {{ {body} }})")
        }
    }
}
