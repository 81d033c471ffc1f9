//! The search for a smaller program that still differs.
//!
//! All candidates of a round are built and executed at once; the smallest that differs is the start of the next round.
//! First statements are left out, then parts of expressions. A candidate that is no program does not differ.

use super::program::Program;
use super::run::{Programs, Seen};
use super::tree::Node;

const ROUNDS: usize = 24;
const CANDIDATES: usize = 160;

/// The smallest program found, and what it does.
pub(super) fn shrink(
    programs: &mut Programs,
    program: &Program,
    mode: &str,
    seen: &Seen,
) -> Result<(Program, Seen), String> {
    let (mut best, mut seen) = (program.clone(), seen.clone());
    let was_refused = seen.got.starts_with("refused");
    let mut is_structural = true;
    for _ in 0..ROUNDS {
        let size = best.source().len();
        let mut candidates = if is_structural { without_statements(&best) } else { without_parts(&best) };
        candidates.retain(|candidate| candidate.source().len() < size);
        candidates.sort_by_key(|candidate| candidate.source().len());
        let mut found = None;
        for some in candidates.chunks(CANDIDATES).take(4) {
            let observed = programs.observe(some, &[mode])?.remove(0);
            let differing = some.iter().zip(observed).find(|(_, seen)| {
                seen.differs() && seen.got.starts_with("refused") == was_refused && !seen.got.starts_with("hangs")
            });
            found = differing.map(|(candidate, seen)| (candidate.clone(), seen));
            if found.is_some() {
                break;
            }
        }
        match found {
            Some((candidate, observed)) => (best, seen) = (candidate, observed),
            None if is_structural => is_structural = false,
            None => break,
        }
    }
    Ok((best, seen))
}

/// Programs without runs of statements, or with the statements of a block in its place.
fn without_statements(program: &Program) -> Vec<Program> {
    let count = program.nodes.iter().map(size).sum::<usize>();
    let mut candidates = Vec::new();
    let mut length = count.div_ceil(2);
    while length > 0 {
        for start in (0..count).step_by(length) {
            candidates.push(removed(program, start..start + length));
        }
        length /= 2;
    }
    for at in 0..count {
        candidates.push(with(program, at, &|node| match node {
            Node::Block { parts, .. } => parts.into_iter().flat_map(|(_, body)| body).collect(),
            other => vec![other],
        }));
        for part in 1..4 {
            candidates.push(with(program, at, &|mut node| {
                if let Node::Block { parts, .. } = &mut node
                    && part < parts.len()
                {
                    parts.remove(part);
                }
                vec![node]
            }));
        }
    }
    candidates
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
        if open == "(" {
            replace("0");
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

fn removed(program: &Program, range: std::ops::Range<usize>) -> Program {
    let mut index = 0;
    let nodes = filter(&program.nodes, &mut index, &|at, node| if range.contains(&at) { vec![] } else { vec![node] });
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
