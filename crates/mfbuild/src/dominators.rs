//! Which node every way from a start to a node leads through, nearest to the start.
//!
//! Owns the algorithm (Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm"); knows nothing of modules.

/// For each node the first one after the start on every way to it: itself where ways part before. `starts` are the nodes
/// that the start leads to; nodes that it does not reach count as such.
pub fn first_dominators(edges: &[Vec<u32>], starts: &[bool]) -> Vec<u32> {
    let mut search = Search { edges, order: Vec::new(), number: vec![None; edges.len()] };
    let mut starts: Vec<bool> = starts.to_vec();
    for node in 0..edges.len() as u32 {
        if starts[node as usize] {
            search.visit(node);
        }
    }
    for node in 0..edges.len() as u32 {
        if search.number[node as usize].is_none() {
            starts[node as usize] = true;
            search.visit(node);
        }
    }
    let immediate = search.immediate_dominators(&starts);
    let mut first: Vec<u32> = (0..edges.len() as u32).collect();
    // Dominators come before what they dominate.
    for node in search.order.iter().rev() {
        if let Some(above) = immediate[*node as usize] {
            first[*node as usize] = first[above as usize];
        }
    }
    first
}

struct Search<'a> {
    edges: &'a [Vec<u32>],
    /// Postorder.
    order: Vec<u32>,
    /// By node: place in the postorder; `Some(u32::MAX)` while it is being visited.
    number: Vec<Option<u32>>,
}

impl Search<'_> {
    fn visit(&mut self, node: u32) {
        if self.number[node as usize].is_some() {
            return;
        }
        self.number[node as usize] = Some(u32::MAX);
        let mut stack = vec![(node, 0)];
        while let Some((node, at)) = stack.pop() {
            match self.edges[node as usize].get(at) {
                Some(next) => {
                    stack.push((node, at + 1));
                    if self.number[*next as usize].is_none() {
                        self.number[*next as usize] = Some(u32::MAX);
                        stack.push((*next, 0));
                    }
                }
                None => {
                    self.number[node as usize] = Some(self.order.len() as u32);
                    self.order.push(node);
                }
            }
        }
    }

    /// By node: its immediate dominator; `None` for the start.
    fn immediate_dominators(&self, starts: &[bool]) -> Vec<Option<u32>> {
        let mut parents: Vec<Vec<u32>> = vec![Vec::new(); self.edges.len()];
        for (node, targets) in (0..).zip(self.edges) {
            for target in targets {
                parents[*target as usize].push(node);
            }
        }
        // The outer `None` is "not known yet".
        let mut known: Vec<Option<Option<u32>>> = starts.iter().map(|is_start| is_start.then_some(None)).collect();
        let mut changed = true;
        while changed {
            changed = false;
            for node in self.order.iter().rev().filter(|node| !starts[**node as usize]) {
                let mut meeting: Option<Option<u32>> = None;
                for parent in parents[*node as usize].iter().filter(|parent| known[**parent as usize].is_some()) {
                    meeting = Some(match meeting {
                        None => Some(*parent),
                        Some(other) => self.meet(other, Some(*parent), &known),
                    });
                }
                if meeting.is_some() && known[*node as usize] != meeting {
                    known[*node as usize] = meeting;
                    changed = true;
                }
            }
        }
        known.into_iter().map(Option::flatten).collect()
    }

    /// The nearest node above both; `None` is the start.
    fn meet(&self, left: Option<u32>, right: Option<u32>, known: &[Option<Option<u32>>]) -> Option<u32> {
        let (mut left, mut right) = (left, right);
        while left != right {
            let (a, b) = (left?, right?);
            let place = |node: u32| self.number[node as usize];
            if place(a) < place(b) {
                left = known[a as usize].flatten();
            } else {
                right = known[b as usize].flatten();
            }
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::first_dominators;

    fn first(n: usize, edges: &[(u32, u32)], starts: &[usize]) -> Vec<u32> {
        let mut table = vec![Vec::new(); n];
        edges.iter().for_each(|(from, to)| table[*from as usize].push(*to));
        let starts: Vec<bool> = (0..n).map(|node| starts.contains(&node)).collect();
        first_dominators(&table, &starts)
    }

    #[test]
    fn a_chain_belongs_to_its_first_node() {
        assert_eq!(first(3, &[(0, 1), (1, 2)], &[0]), [0, 0, 0]);
    }

    #[test]
    fn ways_that_part_after_the_first_node_meet_in_it() {
        assert_eq!(first(4, &[(0, 1), (0, 2), (1, 3), (2, 3)], &[0]), [0, 0, 0, 0]);
    }

    #[test]
    fn what_two_starts_lead_to_is_its_own() {
        assert_eq!(first(4, &[(0, 2), (1, 2), (2, 3)], &[0, 1]), [0, 1, 2, 2]);
    }

    #[test]
    fn a_cycle_is_entered_by_one_way() {
        let edges = [(0, 1), (0, 4), (1, 3), (2, 3), (3, 1), (3, 2), (3, 4), (4, 1)];
        assert_eq!(first(5, &edges, &[0, 4]), [0, 1, 1, 1, 4]);
        assert_eq!(first(5, &edges, &[0]), [0, 0, 0, 0, 0]);
    }

    #[test]
    fn what_is_not_reached_is_its_own() {
        assert_eq!(first(3, &[(1, 2), (2, 1)], &[0]), [0, 1, 1]);
    }
}
