//! Destructuring: defaults with effects, holes, rest, computed keys, nested patterns.

use super::scope::Kind;
use super::writer::Writer;

impl Writer {
    /// A pattern over new or assigned targets, and a value that it fits. `target` gives the next one.
    pub(super) fn pattern(&mut self, depth: usize, target: &mut dyn FnMut(&mut Self) -> String) -> (String, String) {
        if self.random.percent(55) { self.object_pattern(depth, target) } else { self.array_pattern(depth, target) }
    }

    fn object_pattern(&mut self, depth: usize, target: &mut dyn FnMut(&mut Self) -> String) -> (String, String) {
        let mut parts = Vec::new();
        for _ in 0..1 + self.random.below(3) {
            let key = ["p", "q", "r"][self.random.below(3)];
            let key = match self.random.below(4) {
                0 => {
                    let key = self.traced(&format!("'{key}'"));
                    format!("[{key}]")
                }
                _ => key.to_owned(),
            };
            let element = self.element(depth, target);
            parts.push(format!("{key}: {element}"));
        }
        let has_rest = self.random.percent(20);
        if has_rest {
            parts.push(format!("...{}", target(self)));
        }
        let object = self.object();
        // V8 reads accessors of some objects twice in `{ q, ...rest } = { ...0, get q() {} }`: here they are read before.
        let value = if has_rest { format!("Object.assign({{}}, {object})") } else { object };
        (format!("{{ {} }}", parts.join(", ")), value)
    }

    fn array_pattern(&mut self, depth: usize, target: &mut dyn FnMut(&mut Self) -> String) -> (String, String) {
        let mut parts = Vec::new();
        for _ in 0..self.random.below(4) {
            let element = if self.random.percent(15) { String::new() } else { self.element(depth, target) };
            parts.push(element);
        }
        if self.random.percent(20) {
            parts.push(format!("...{}", target(self)));
        } else if parts.last().is_some_and(String::is_empty) {
            // A hole at the end needs a comma of its own.
            parts.push(String::new());
        }
        (format!("[{}]", parts.join(", ")), self.iterable())
    }

    /// A target with or without default, or a pattern with one.
    fn element(&mut self, depth: usize, target: &mut dyn FnMut(&mut Self) -> String) -> String {
        if depth > 0 && self.random.percent(20) {
            let (pattern, default) = self.pattern(depth - 1, target);
            return format!("{pattern} = {default}");
        }
        // The default is written first: it cannot see the new name.
        let default = self.random.percent(40).then(|| {
            let value = self.number();
            self.traced(&value)
        });
        let name = target(self);
        match default {
            Some(default) => format!("{name} = {default}"),
            None => name,
        }
    }

    /// A parameter list; the names are declared in the innermost frame.
    pub(super) fn parameter_list(&mut self) -> String {
        let count = self.random.below(4);
        let names = self.parameters(count);
        let mut parts = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let part = match self.random.below(10) {
                0 => {
                    let value = self.number();
                    format!("{name} = {}", self.traced(&value))
                }
                1 => format!("{{ p: {name} = {} }} = {}", self.number(), self.object()),
                2 => format!("[{name}] = [{}]", self.any()),
                3 if at + 1 == count => format!("...{name}"),
                4 => match names.get(at.wrapping_sub(1)) {
                    // Defaults see the parameters before them.
                    Some(before) => format!("{name} = () => {before}"),
                    None => name.clone(),
                },
                _ => name.clone(),
            };
            parts.push(part);
        }
        for name in names {
            let frame = self.scope.frames.last_mut().expect("a function has a frame");
            frame.names.push(super::scope::Name { text: name, kind: Kind::Any, can_assign: true });
        }
        parts.join(", ")
    }

    /// A destructuring assignment to what is there.
    pub(super) fn destructuring_assignment(&mut self) -> Option<String> {
        self.target_of(Kind::Number).or_else(|| self.target_of(Kind::Any))?;
        let mut target = |writer: &mut Self| {
            let name = match writer.random.below(3) {
                0 => writer.name_of(Kind::Object).map(|object| format!("{object}.p")),
                1 => writer.target_of(Kind::Any),
                _ => writer.target_of(Kind::Number),
            };
            name.or_else(|| writer.target_of(Kind::Number))
                .or_else(|| writer.target_of(Kind::Any))
                .unwrap_or_else(|| "log.unused".into())
        };
        let (pattern, value) = self.pattern(1, &mut target);
        Some(format!("({pattern} = {value})"))
    }
}
