//! The search for a smaller program that still differs.
//!
//! All candidates of a round are built and executed at once; the smallest that differs is the start of the next round.
//! First statements are left out, then parts of expressions. A candidate that is no program does not differ.

use std::ops::Range;

use super::program::Program;
use super::run::{Programs, Seen};
use super::tree::Node;

const ROUNDS: usize = 12;
const CANDIDATES: usize = 160;

/// A program that differs, and how.
struct Search<'run, 'tools> {
    programs: &'run mut Programs<'tools>,
    mode: &'run str,
    best: Program,
    seen: Seen,
}

/// The smallest program found, and what it does.
pub(super) fn shrink(
    programs: &mut Programs,
    program: &Program,
    mode: &str,
    seen: &Seen,
) -> Result<(Program, Seen), String> {
    let mut search = Search { programs, mode, best: program.clone(), seen: seen.clone() };
    search.drop_statements()?;
    search.unwrap_blocks()?;
    search.drop_statements()?;
    for _ in 0..ROUNDS {
        if !search.take_best(without_parts(&search.best))? {
            break;
        }
    }
    Ok((search.best, search.seen))
}

impl Search<'_, '_> {
    /// Takes the smallest candidate that differs in the same way; false if none does.
    fn take_best(&mut self, mut candidates: Vec<Program>) -> Result<bool, String> {
        let size = self.best.source().len();
        candidates.retain(|candidate| candidate.source().len() < size);
        candidates.sort_by_key(|candidate| candidate.source().len());
        for some in candidates.chunks(CANDIDATES).take(3) {
            let differing = self.differing(some)?;
            if let Some((candidate, seen)) = differing.into_iter().next() {
                (self.best, self.seen) = (some[candidate].clone(), seen);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Indices of the candidates that differ in the same way.
    fn differing(&mut self, candidates: &[Program]) -> Result<Vec<(usize, Seen)>, String> {
        if candidates.is_empty() {
            return Ok(Vec::new());
        }
        let (expected, got) = (ending(&self.seen.expected), ending(&self.seen.got));
        let seen = self.programs.observe(candidates, &[self.mode])?.remove(0);
        let is_same = |seen: &Seen| seen.differs() && ending(&seen.expected) == expected && ending(&seen.got) == got;
        Ok(seen.into_iter().enumerate().filter(|(_, seen)| is_same(seen)).collect())
    }

    /// Leaves out runs of statements, from long ones to single ones, and all runs together that can be left out alone.
    fn drop_statements(&mut self) -> Result<(), String> {
        let mut length = self.count().div_ceil(2);
        while length > 0 {
            let runs: Vec<_> = (0..self.count()).step_by(length).map(|start| start..start + length).collect();
            let alone: Vec<Program> = runs.iter().map(|run| removed(&self.best, std::slice::from_ref(run))).collect();
            let good: Vec<_> = self.differing(&alone)?.into_iter().map(|(at, _)| runs[at].clone()).collect();
            let mut unions = Vec::new();
            let mut part = good.len();
            while part > 0 {
                unions.extend(good.chunks(part).map(<[_]>::to_vec));
                part /= 2;
            }
            let candidates = unions.iter().map(|runs| removed(&self.best, runs)).collect();
            self.take_best(candidates)?;
            length /= 2;
        }
        Ok(())
    }

    /// Puts the statements of blocks in their place, and leaves out parts of blocks.
    fn unwrap_blocks(&mut self) -> Result<(), String> {
        for _ in 0..ROUNDS {
            let mut candidates = Vec::new();
            for at in 0..self.count() {
                candidates.push(with(&self.best, at, &|node| match node {
                    Node::Block { parts, .. } => parts.into_iter().flat_map(|(_, body)| body).collect(),
                    other => vec![other],
                }));
                for part in 1..4 {
                    candidates.push(with(&self.best, at, &|node| vec![without_part(node, part)]));
                }
            }
            if !self.take_best(candidates)? {
                break;
            }
        }
        Ok(())
    }

    fn count(&self) -> usize {
        self.best.nodes.iter().map(size).sum()
    }
}

/// How a program ends: differences of smaller programs are of the same kind, and not others that are found on the way.
fn ending(outcome: &str) -> String {
    if outcome.starts_with("refused") || outcome.starts_with("hangs") {
        return outcome.chars().take(7).collect();
    }
    let exports = outcome.rsplit_once(" exports ").map_or("", |(_, exports)| exports);
    exports.split(' ').take(if exports.starts_with("throws") { 2 } else { 0 }).collect()
}

fn without_part(mut node: Node, part: usize) -> Node {
    if let Node::Block { parts, .. } = &mut node
        && part < parts.len()
    {
        parts.remove(part);
    }
    node
}

/// Programs with smaller expressions.
fn without_parts(program: &Program) -> Vec<Program> {
    let count = program.nodes.iter().map(size).sum::<usize>();
    let mut candidates = Vec::new();
    for at in 0..count {
        for number in 0.. {
            let mut is_there = false;
            let changed = with(program, at, &|node| vec![node]);
            let candidate = replace_text(changed, at, number, &mut is_there);
            if !is_there {
                break;
            }
            candidates.push(candidate);
        }
    }
    candidates
}

fn replace_text(mut program: Program, at: usize, number: usize, is_there: &mut bool) -> Program {
    let mut index = 0;
    visit(&mut program.nodes, &mut index, &mut |place, node| {
        if place != at {
            return;
        }
        let text = match node {
            Node::Line(text) => text,
            Node::Block { parts, .. } => &mut parts[0].0,
            Node::Dual { .. } => return,
        };
        // Without their counters, loops would not end.
        if text.contains("fuel") || text.contains("for (") {
            return;
        }
        if let Some(smaller) = smaller_texts(text).into_iter().nth(number) {
            *is_there = true;
            *text = smaller;
        }
    });
    program
}

/// Texts with a group in brackets emptied, or replaced by 0 or by what stands at its beginning or end.
fn smaller_texts(text: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for (start, end) in groups(text) {
        let (before, inner, after) = (&text[..start], &text[start + 1..end], &text[end + 1..]);
        let (open, close) = (&text[start..=start], &text[end..=end]);
        let mut replace = |with: &str| texts.push(format!("{before}{with}{after}"));
        let is_after_name = before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$');
        if open == "(" && !is_after_name {
            replace("0");
        }
        if open == "(" {
            replace("");
        }
        if inner.len() > 1 {
            replace(&format!("{open}{close}"));
            replace(&format!("{open}0{close}"));
        }
        let cuts = top_level_cuts(inner);
        for &(from, to) in &cuts {
            replace(&format!("{open}{}{close}", inner[..from].trim()));
            replace(&format!("{open}{}{close}", inner[to..].trim()));
        }
        for pair in cuts.windows(2) {
            replace(&format!("{open}{}{}{close}", &inner[..pair[0].0], &inner[pair[1].0..]));
        }
    }
    texts
}

/// Start and end of each group in brackets. Brackets in strings make candidates that are no programs.
fn groups(text: &str) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut groups = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => open.push(at),
            b')' | b']' | b'}' => groups.extend(open.pop().map(|start| (start, at))),
            _ => {}
        }
    }
    groups
}

/// The spaces outside of brackets: between operands, items and statements.
fn top_level_cuts(text: &str) -> Vec<(usize, usize)> {
    let mut depth = 0_usize;
    let mut cuts = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b' ' if depth == 0 => {
                let is_after_comma = text[..at].ends_with(',');
                cuts.push((if is_after_comma { at - 1 } else { at }, at + 1));
            }
            _ => {}
        }
    }
    cuts
}

/// Statements of a tree.
fn size(node: &Node) -> usize {
    match node {
        Node::Block { parts, .. } => 1 + parts.iter().flat_map(|(_, body)| body).map(size).sum::<usize>(),
        _ => 1,
    }
}

fn visit(nodes: &mut [Node], index: &mut usize, change: &mut dyn FnMut(usize, &mut Node)) {
    for node in nodes {
        change(*index, node);
        *index += 1;
        if let Node::Block { parts, .. } = node {
            parts.iter_mut().for_each(|(_, body)| visit(body, index, change));
        }
    }
}

fn removed(program: &Program, runs: &[Range<usize>]) -> Program {
    let mut index = 0;
    let is_removed = |at: usize| runs.iter().any(|run| run.contains(&at));
    let nodes = filter(&program.nodes, &mut index, &|at, node| if is_removed(at) { vec![] } else { vec![node] });
    Program { nodes, ..program.clone() }
}

/// The program with the statement at a place changed.
fn with(program: &Program, place: usize, change: &dyn Fn(Node) -> Vec<Node>) -> Program {
    let mut index = 0;
    let nodes = filter(&program.nodes, &mut index, &|at, node| if at == place { change(node) } else { vec![node] });
    Program { nodes, ..program.clone() }
}

fn filter(nodes: &[Node], index: &mut usize, change: &dyn Fn(usize, Node) -> Vec<Node>) -> Vec<Node> {
    let mut result = Vec::new();
    for node in nodes {
        let at = *index;
        *index += 1;
        let node = match node {
            Node::Block { parts, close } => {
                let part = |(open, body): &(String, Vec<Node>)| (open.clone(), filter(body, index, change));
                Node::Block { parts: parts.iter().map(part).collect(), close: close.clone() }
            }
            other => other.clone(),
        };
        result.extend(change(at, node));
    }
    result
}

#[cfg(test)]
mod tests {
    use super::{removed, size, smaller_texts, without_parts};
    use crate::programs::program::Program;

    #[test]
    fn a_seed_gives_one_program() {
        for seed in 0..200 {
            assert_eq!(Program::new(seed).source(), Program::new(seed).source());
        }
    }

    #[test]
    fn texts_lose_groups_operands_and_items() {
        let texts = smaller_texts("f(a + (b), c);");
        for expected in ["f(0);", "f();", "f(a);", "f(a + 0, c);", "f(a + (b));", "f(c);"] {
            assert!(texts.iter().any(|text| text == expected), "{expected}: {texts:?}");
        }
    }

    #[test]
    fn candidates_are_without_the_statements_of_a_run() {
        let program = Program::new(3);
        let count = program.nodes.iter().map(size).sum::<usize>();
        assert_eq!(removed(&program, std::slice::from_ref(&(0..count))).nodes, []);
        assert_eq!(removed(&program, &[]).nodes, program.nodes);
        assert!(!without_parts(&program).is_empty());
    }
}
