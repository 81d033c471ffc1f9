//! What a generator of programs knows at a place: names in reach with the kind of their values, labels, and what the
//! function around it allows.

/// The kind of a value, as far as the generator keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Text,
    Truth,
    /// An object with some of the properties `p`, `q` and `r`.
    Object,
    Array,
    Function,
    Class,
    Big,
    /// Not known.
    Any,
}

/// A name in reach.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub text: String,
    pub kind: Kind,
    pub can_assign: bool,
}

/// A block or function.
#[derive(Default)]
pub(crate) struct Frame {
    pub is_function: bool,
    /// Declared here, in order.
    pub names: Vec<Name>,
    /// Names of `let`, `const`, `class` and functions of blocks: nothing else may declare them here.
    pub lexical: Vec<String>,
}

/// The kind of function around a statement.
#[derive(Clone, Copy, Default)]
pub(crate) struct Around {
    pub can_return: bool,
    pub is_async: bool,
    pub is_generator: bool,
    pub has_arguments: bool,
    /// `this` is an object or a class of the program.
    pub has_this: bool,
    pub has_super: bool,
    /// In a static block or field: no `arguments`, no `await`, no `return`.
    pub is_class_code: bool,
    /// Loops around the place, within the function.
    pub loops: usize,
    /// Switches around the place, within the function.
    pub switches: usize,
    /// Functions around the place.
    pub depth: usize,
}

/// Frames, innermost last.
#[derive(Default)]
pub(crate) struct Scope {
    pub frames: Vec<Frame>,
    pub around: Around,
    /// Labels of the function around, and whether each stands before a loop.
    pub labels: Vec<(String, bool)>,
}

impl Scope {
    /// The names that are not shadowed, innermost first.
    pub fn visible(&self) -> Vec<&Name> {
        let mut seen: Vec<&Name> = Vec::new();
        for frame in self.frames.iter().rev() {
            for name in frame.names.iter().rev() {
                if seen.iter().all(|other| other.text != name.text) {
                    seen.push(name);
                }
            }
        }
        seen
    }

    /// Whether `let name` may stand in the innermost frame.
    pub fn can_declare_lexical(&self, name: &str) -> bool {
        let frame = self.frames.last().expect("a program has a frame");
        // A `var` of a nested block counts for all blocks that it is hoisted through, where it is entered, too.
        frame.names.iter().all(|other| other.text != name) && frame.lexical.iter().all(|other| other != name)
    }

    /// Whether `var name` may stand in the innermost frame: no frame that it is hoisted through has such a `let`.
    pub fn can_declare_var(&self, name: &str) -> bool {
        for frame in self.frames.iter().rev() {
            if frame.lexical.iter().any(|other| other == name) {
                return false;
            }
            if frame.is_function {
                break;
            }
        }
        true
    }

    /// Declares a name of the innermost block.
    pub fn declare_lexical(&mut self, name: Name) {
        let frame = self.frames.last_mut().expect("a program has a frame");
        frame.lexical.push(name.text.clone());
        frame.names.push(name);
    }

    /// Declares a `var`: in all frames up to the function, since no `let` of these may have its name.
    pub fn declare_var(&mut self, name: &Name) {
        for frame in self.frames.iter_mut().rev() {
            match frame.names.iter_mut().find(|other| other.text == name.text) {
                Some(other) => other.kind = if other.kind == name.kind { other.kind } else { Kind::Any },
                None => frame.names.push(name.clone()),
            }
            if frame.is_function {
                break;
            }
        }
    }
}
