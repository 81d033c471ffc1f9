//! Style sheets and what they import → the order of the cascade.
//!
//! A browser follows each `@import` as if the imported file stood in its place, however often a file is imported, and
//! passes by those that lead back to a file that is being followed. Of two copies of a file under equal conditions the
//! last one decides: all rules of the first one are overridden by the same rules of the other. So
//! `@import "a"; @import "b"; @import "a"` is `b`, `a`. What the copy that goes leaves behind is the place of its
//! layers, since the first declaration of a layer decides the order of layers.

use mfbuild_css::{Conditions, CssImport, LayerDeclaration};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::{ModuleGraph, ModuleIdx, ModuleKind, Target};
use crate::styles::StyleSheet;

/// How often files are followed at most: files with layers are followed for each way that leads to them, and files
/// without layers for each set of conditions.
const MOST_VISITS: usize = 50_000;

/// A piece of a style sheet in the order of the cascade.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// A layer that is declared here for the first time.
    Layer(LayerDeclaration),
    /// An `@import` that is left to the browser.
    External(String, Conditions),
    /// The rules of a file.
    Rules(ModuleIdx, Conditions),
}

/// An import that was followed too often: the file, and the number of the statement in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct TooMany(pub(super) ModuleIdx, pub(super) usize);

/// The pieces of style sheets that a page links one after the other. `salt` makes the names of anonymous layers.
pub(super) fn cascade(graph: &ModuleGraph, roots: &[ModuleIdx], salt: &str) -> Result<Vec<Piece>, TooMany> {
    let mut walk = Walk {
        graph,
        salt,
        with_layers: FxHashMap::default(),
        followed: FxHashSet::default(),
        last: FxHashSet::default(),
        external: FxHashSet::default(),
        path: Vec::new(),
        n_anonymous: 0,
        n_visits: 0,
        reversed: Vec::new(),
    };
    for root in roots.iter().rev() {
        walk.n_visits = 0;
        walk.file(*root, &Conditions::default())?;
    }
    let Walk { mut reversed, .. } = walk;
    reversed.reverse();
    Ok(without_known_layers(graph, reversed))
}

/// A walk from the last rule to the first one, so that it meets the copy that counts before the others.
struct Walk<'g> {
    graph: &'g ModuleGraph,
    salt: &'g str,
    /// Whether a file, or one that it leads to, has layers.
    with_layers: FxHashMap<ModuleIdx, bool>,
    followed: FxHashSet<(ModuleIdx, Conditions)>,
    last: FxHashSet<(ModuleIdx, Conditions)>,
    external: FxHashSet<(&'g str, Conditions)>,
    /// Files that are being followed.
    path: Vec<ModuleIdx>,
    n_anonymous: usize,
    n_visits: usize,
    reversed: Vec<Piece>,
}

impl<'g> Walk<'g> {
    fn file(&mut self, module: ModuleIdx, conditions: &Conditions) -> Result<(), TooMany> {
        let Some(sheet) = sheet_of(self.graph, module) else { return Ok(()) };
        // Files in front of the path that a second visit would not pass by stand behind it under weaker conditions.
        if !self.has_layers(module) && !self.followed.insert((module, conditions.clone())) {
            return Ok(());
        }
        self.path.push(module);
        self.rules(module, sheet, conditions);
        for (at, (import, target)) in imports(self.graph, module, sheet).enumerate().rev() {
            self.n_visits += 1;
            if self.n_visits > MOST_VISITS {
                return Err(TooMany(module, at));
            }
            self.import(import, target, conditions)?;
        }
        let leading = sheet.file.layers.leading.iter().rev();
        self.reversed.extend(leading.map(|layer| Piece::Layer(conditions.declare(layer))));
        self.path.pop();
        Ok(())
    }

    fn rules(&mut self, module: ModuleIdx, sheet: &StyleSheet, conditions: &Conditions) {
        let layers = &sheet.file.layers;
        if layers.anonymous || self.last.insert((module, conditions.clone())) {
            return self.reversed.push(Piece::Rules(module, conditions.clone()));
        }
        self.reversed.extend(layers.own.iter().rev().map(|layer| Piece::Layer(conditions.declare(layer))));
    }

    fn import(&mut self, import: &'g CssImport, target: Target, outer: &Conditions) -> Result<(), TooMany> {
        let (salt, n_anonymous) = (self.salt, &mut self.n_anonymous);
        let inner = outer.under(import, || {
            *n_anonymous += 1;
            format!("anonymous_{salt}_{n_anonymous}")
        });
        match target {
            Target::Module(file) if !self.path.contains(&file) => self.file(file, &inner)?,
            Target::External if self.external.insert((&import.request, inner.clone())) => {
                self.reversed.push(Piece::External(import.request.clone(), inner.clone()));
            }
            _ => {}
        }
        if import.layer.is_some() {
            self.reversed.extend(inner.layer().map(Piece::Layer));
        }
        Ok(())
    }

    /// Whether a file, or one that it imports, has layers: then all ways to it are followed.
    fn has_layers(&mut self, module: ModuleIdx) -> bool {
        if let Some(known) = self.with_layers.get(&module) {
            return *known;
        }
        let is_layered = |module: &ModuleIdx| {
            sheet_of(self.graph, *module).is_some_and(|sheet| {
                let layers = &sheet.file.layers;
                let declares = !layers.leading.is_empty() || !layers.own.is_empty() || layers.anonymous;
                declares || sheet.file.imports.iter().any(|import| import.layer.is_some())
            })
        };
        let found = imported(self.graph, &[module]).iter().any(is_layered);
        self.with_layers.insert(module, found);
        found
    }
}

/// Drops declarations of layers that earlier pieces have declared, and those that the piece behind them declares anyway.
fn without_known_layers(graph: &ModuleGraph, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut declared: FxHashSet<LayerDeclaration> = FxHashSet::default();
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let conditions = match &piece {
            Piece::Layer(layer) => {
                if !declared.contains(&layer.without_conditions()) && declared.insert(layer.clone()) {
                    kept.push(piece);
                }
                continue;
            }
            Piece::External(_, conditions) => conditions,
            Piece::Rules(module, conditions) => {
                let Some(sheet) = sheet_of(graph, *module).filter(|sheet| !sheet.file.is_empty()) else { continue };
                declared.extend(sheet.file.layers.own.iter().map(|layer| conditions.declare(layer)));
                conditions
            }
        };
        if let Some(around) = conditions.layer() {
            while kept.pop_if(|last| matches!(last, Piece::Layer(layer) if layer.is_declared_by(&around))).is_some() {}
        }
        kept.push(piece);
    }
    kept
}

/// The style sheets that others lead to by `@import`, themselves included, each one once.
pub fn imported(graph: &ModuleGraph, roots: &[ModuleIdx]) -> Vec<ModuleIdx> {
    let mut seen = FxHashSet::default();
    let mut found = Vec::new();
    let mut stack: Vec<ModuleIdx> = roots.iter().rev().copied().collect();
    while let Some(module) = stack.pop() {
        if let Some(sheet) = sheet_of(graph, module)
            && seen.insert(module)
        {
            found.push(module);
            stack.extend(imports(graph, module, sheet).rev().filter_map(|(_, target)| target.module()));
        }
    }
    found
}

/// The `@import`s of a file, and where they lead.
pub(super) fn imports<'g>(
    graph: &'g ModuleGraph,
    module: ModuleIdx,
    sheet: &'g StyleSheet,
) -> impl DoubleEndedIterator<Item = (&'g CssImport, Target)> + ExactSizeIterator {
    let module = graph.module(module);
    sheet.file.imports.iter().zip(module.targets[module.facts.imports.len()..].iter().copied())
}

/// The style sheet that a module is.
pub(super) fn sheet_of(graph: &ModuleGraph, module: ModuleIdx) -> Option<&StyleSheet> {
    match &graph.module(module).kind {
        ModuleKind::Style(sheet) => Some(sheet),
        _ => None,
    }
}
