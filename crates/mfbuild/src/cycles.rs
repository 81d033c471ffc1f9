//! Import cycles: the strongly connected components of the static imports (Tarjan's algorithm, iterative).

use crate::graph::{ModuleGraph, ModuleIdx, Target};

/// Components of the graph.
#[derive(Clone, Debug, Default)]
pub struct Cycles {
    /// By module: number of its component.
    component: Vec<u32>,
    /// By component: more than one module, or one that imports itself.
    is_cyclic: Vec<bool>,
}

impl Cycles {
    /// Whether the module is part of a cycle.
    pub fn is_cyclic(&self, module: ModuleIdx) -> bool {
        self.is_cyclic[self.component[module.at()] as usize]
    }

    /// Whether two modules are in one cycle.
    pub fn are_together(&self, a: ModuleIdx, b: ModuleIdx) -> bool {
        self.component[a.at()] == self.component[b.at()] && self.is_cyclic(a)
    }
}

/// Finds the components of everything that is evaluated together: imports and `require` calls.
pub fn cycles(graph: &ModuleGraph) -> Cycles {
    let n = graph.modules.len();
    let mut search = Search {
        index: vec![u32::MAX; n],
        low: vec![0; n],
        on_stack: vec![false; n],
        stack: Vec::new(),
        next: 0,
        cycles: Cycles { component: vec![0; n], is_cyclic: Vec::new() },
    };
    for root in graph.indices() {
        if search.index[root.at()] == u32::MAX {
            search.run(graph, root);
        }
    }
    search.cycles
}

struct Search {
    index: Vec<u32>,
    low: Vec<u32>,
    on_stack: Vec<bool>,
    stack: Vec<ModuleIdx>,
    next: u32,
    cycles: Cycles,
}

impl Search {
    fn run(&mut self, graph: &ModuleGraph, root: ModuleIdx) {
        let mut calls = vec![(root, 0)];
        self.enter(root);
        while let Some((module, at)) = calls.pop() {
            match targets(graph, module, at).next() {
                Some((at, target)) => {
                    calls.push((module, at + 1));
                    if self.index[target.at()] == u32::MAX {
                        self.enter(target);
                        calls.push((target, 0));
                    } else if self.on_stack[target.at()] {
                        self.low[module.at()] = self.low[module.at()].min(self.index[target.at()]);
                    }
                }
                None => {
                    self.leave(graph, module);
                    if let Some((parent, _)) = calls.last() {
                        self.low[parent.at()] = self.low[parent.at()].min(self.low[module.at()]);
                    }
                }
            }
        }
    }

    fn enter(&mut self, module: ModuleIdx) {
        self.index[module.at()] = self.next;
        self.low[module.at()] = self.next;
        self.next += 1;
        self.stack.push(module);
        self.on_stack[module.at()] = true;
    }

    fn leave(&mut self, graph: &ModuleGraph, module: ModuleIdx) {
        if self.low[module.at()] != self.index[module.at()] {
            return;
        }
        let component = self.cycles.is_cyclic.len() as u32;
        let mut size = 0;
        while let Some(member) = self.stack.pop() {
            self.on_stack[member.at()] = false;
            self.cycles.component[member.at()] = component;
            size += 1;
            if member == module {
                break;
            }
        }
        let imports_itself = targets(graph, module, 0).any(|(_, target)| target == module);
        self.cycles.is_cyclic.push(size > 1 || imports_itself);
    }
}

/// What a module has evaluated before itself, from a position of its requests on.
fn targets(graph: &ModuleGraph, module: ModuleIdx, from: usize) -> impl Iterator<Item = (usize, ModuleIdx)> + '_ {
    let module = graph.module(module);
    module.targets.iter().enumerate().skip(from).filter_map(|(at, target)| {
        let is_lazy = module
            .facts
            .imports
            .get(at)
            .is_some_and(|import| matches!(import.kind, mfbuild_js::facts::ImportKind::Dynamic { .. }));
        match target {
            Target::Module(target) if !is_lazy => Some((at, *target)),
            _ => None,
        }
    })
}
