//! A program as a tree of statements: enough to print it, and to leave out parts of it.

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// A statement without statements of its own, or none that can be left out.
    Line(String),
    /// TypeScript, and the JavaScript that it means.
    Dual {
        /// The input of the bundler.
        source: String,
        /// The source that Node runs.
        reference: String,
    },
    /// A statement around others: `if (a) {` … `} else {` … `}`.
    Block {
        /// The text that opens a part, and its statements.
        parts: Vec<(String, Vec<Node>)>,
        /// The text that ends the last part.
        close: String,
    },
}

impl Node {
    /// One statement of one line.
    pub fn line(text: impl Into<String>) -> Self {
        Self::Line(text.into())
    }

    /// A block of one part that ends with `}`.
    pub fn block(open: impl Into<String>, body: Vec<Self>) -> Self {
        Self::Block { parts: vec![(open.into(), body)], close: "}".into() }
    }

    /// Appends the text, one statement a line.
    fn print(&self, indent: usize, is_reference: bool, text: &mut String) {
        let line = |indent: usize, content: &str, text: &mut String| {
            text.push_str(&"  ".repeat(indent));
            text.push_str(content);
            text.push('\n');
        };
        match self {
            Self::Line(content) => line(indent, content, text),
            Self::Dual { source, reference } => line(indent, if is_reference { reference } else { source }, text),
            Self::Block { parts, close } => {
                for (open, body) in parts {
                    line(indent, open, text);
                    body.iter().for_each(|node| node.print(indent + 1, is_reference, text));
                }
                line(indent, close, text);
            }
        }
    }

    /// Whether it is a declaration with a value, which needs a semicolon.
    pub fn is_expression(&self) -> bool {
        matches!(self, Self::Block { parts, .. } if parts[0].0.contains(" = class"))
    }

    /// Ends the block with another text.
    pub fn close_with(&mut self, text: &str) {
        if let Self::Block { close, .. } = self {
            text.clone_into(close);
        }
    }

    /// The text in one line, for functions within expressions.
    pub fn inline(nodes: &[Self]) -> String {
        let mut text = String::new();
        nodes.iter().for_each(|node| node.print(0, false, &mut text));
        text.trim().replace('\n', " ")
    }
}

/// The text of a program.
pub(crate) fn print(nodes: &[Node]) -> String {
    let mut text = String::new();
    nodes.iter().for_each(|node| node.print(0, false, &mut text));
    text
}

/// The text that Node runs.
pub(crate) fn print_reference(nodes: &[Node]) -> String {
    let mut text = String::new();
    nodes.iter().for_each(|node| node.print(0, true, &mut text));
    text
}
