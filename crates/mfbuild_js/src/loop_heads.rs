//! `in` inside functions in the heads of loops, which oxc's parser refuses.
//!
//! Owns a way around one error of a library: `for (let f = (o) => { return 1 in o };;)` is a program, since the body of a function
//! has the grammar parameter `In` again (ECMA-262 15.3, ConciseBody), but oxc 0.146 ends the head at `in`. It accepts
//! `(1 in o)`. Texts are only looked at when oxc has refused them.

use std::sync::Arc;

use swc_core::common::{FileName, SourceMap, Span};
use swc_core::ecma::ast::*;
use swc_core::ecma::parser::{EsSyntax, Syntax, parse_file_as_program};
use swc_core::ecma::visit::{Visit, VisitWith};

/// A text whose operators `in` have parentheses where oxc needs them.
pub(crate) struct Parenthesized {
    pub(crate) text: String,
    /// Byte offsets in the old text at which one character was added, in order.
    added: Vec<usize>,
}

/// The grammar of printed texts.
pub(crate) fn printed_syntax() -> Syntax {
    Syntax::Es(EsSyntax {
        import_attributes: true,
        explicit_resource_management: true,
        allow_return_outside_function: true,
        ..Default::default()
    })
}

impl Parenthesized {
    /// Reads a text by swc's parser. `None`: nothing has to be added, or it is no program.
    pub(crate) fn of(text: &str, syntax: Syntax) -> Option<Self> {
        if !text.contains("for") {
            return None;
        }
        let map = SourceMap::default();
        let file = map.new_source_file(Arc::new(FileName::Anon), text.to_owned());
        let mut recovered = Vec::new();
        let program = parse_file_as_program(&file, syntax, EsVersion::latest(), None, &mut recovered).ok()?;
        if !recovered.is_empty() {
            return None;
        }
        let mut finder = Operators::default();
        program.visit_with(&mut finder);
        let mut added: Vec<(usize, char)> = Vec::with_capacity(2 * finder.found.len());
        for operator in finder.found {
            added.push(((operator.lo - file.start_pos).0 as usize, '('));
            added.push(((operator.hi - file.start_pos).0 as usize, ')'));
        }
        if added.is_empty() {
            return None;
        }
        added.sort_by_key(|&(at, _)| at);
        let mut result = String::with_capacity(text.len() + added.len());
        let mut done = 0;
        for &(at, character) in &added {
            result.push_str(text.get(done..at)?);
            result.push(character);
            done = at;
        }
        result.push_str(text.get(done..)?);
        Some(Self { text: result, added: added.into_iter().map(|(at, _)| at).collect() })
    }

    /// The byte offset in the old text of one in the new text.
    pub(crate) fn original(&self, offset: usize) -> usize {
        let before = self.added.iter().enumerate().take_while(|(count, at)| **at + count < offset).count();
        offset - before
    }
}

/// Positions of the operators.
#[derive(Default)]
struct Operators {
    is_in_head: bool,
    found: Vec<Span>,
}

impl Visit for Operators {
    fn visit_for_stmt(&mut self, stmt: &ForStmt) {
        let outer = std::mem::replace(&mut self.is_in_head, true);
        stmt.init.visit_with(self);
        self.is_in_head = outer;
        stmt.test.visit_with(self);
        stmt.update.visit_with(self);
        stmt.body.visit_with(self);
    }

    /// Outside of functions the grammar allows no `in` there, unless it is in parentheses or brackets already.
    fn visit_bin_expr(&mut self, expr: &BinExpr) {
        if self.is_in_head && expr.op == BinaryOp::In {
            self.found.push(expr.span);
        }
        expr.visit_children_with(self);
    }
}
