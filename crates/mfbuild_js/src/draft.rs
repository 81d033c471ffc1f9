//! A module that is printed before its links are known.
//!
//! Owns drafts: the text of a module's statements with holes where it names what other modules decide, and filling them.
//! A server prints each file right behind its parse, while the tree is at hand, and no tree outlives its file. What is
//! seldom is not drafted but printed from its tree, which gives the same text.

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use swc_core::common::{DUMMY_SP, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::transforms::base::fixer::fixer;
use swc_core::ecma::transforms::base::hygiene::hygiene;
use swc_core::ecma::visit::VisitMutWith;

use mfbuild_diagnostics::SourceText;

use crate::Engine;
use crate::clash::Added;
use crate::collect::static_chain;
use crate::facts::{FileFacts, Format, ImportIdx, ImportKind, SymbolIdx};
use crate::map::Texts;
use crate::names::Names;
use crate::parse::{ParseOptions, Tree};
use crate::render::{expression, function_around, held, plain_statement, shape};
use crate::rewrite::{Rewriter, is_identifier_name};
use crate::scope::{Member, RenderedScope, Scope};

/// Stands on both sides of a hole's number. A file that holds it is not drafted.
const EDGE: char = '\u{1}';
/// Stands where the statements go.
const BODY: &str = "\u{1}body\u{1}";
/// The same as it is printed.
const BODY_STATEMENT: &str = "\u{1}body\u{1};\n";

/// The printed statements of an ES module.
pub(crate) struct Draft {
    pub(crate) source: SourceText,
    pub(crate) options: ParseOptions,
    text: String,
    holes: IndexSet<Hole, FxBuildHasher>,
    /// Top-level symbols by `SymbolIdx`; those that are exported as they are called in `text`.
    symbols: Vec<Id>,
    steady: FxHashSet<SymbolIdx>,
}

/// An expression that the linker decides.
#[derive(PartialEq, Eq, Hash)]
struct Hole {
    what: What,
    /// It is called, without a receiver.
    is_called: bool,
    /// It stands in the callee of a `new`.
    is_constructed: bool,
}

#[derive(PartialEq, Eq, Hash)]
enum What {
    /// `binding.a.b` of an import binding.
    Binding(SymbolIdx, Vec<Link>),
    /// A call with a request.
    Request(ImportIdx),
}

/// A property in a chain.
#[derive(PartialEq, Eq, Hash)]
struct Link {
    name: String,
    /// `.name` or `['name']`, as it is printed; `None` where that takes the printer.
    text: Option<String>,
}

/// The holes of a file that is being drafted.
pub(crate) struct Holes {
    imported: FxHashMap<Id, SymbolIdx>,
    found: IndexSet<Hole, FxBuildHasher>,
    /// In the callee of a `new`.
    pub(crate) is_constructed: bool,
}

impl Holes {
    /// A hole for a name, if it is an import binding.
    pub(crate) fn binding(&mut self, ident: &Ident, is_called: bool) -> Option<Expr> {
        let symbol = *self.imported.get(&ident.to_id())?;
        Some(self.hole(What::Binding(symbol, Vec::new()), is_called))
    }

    /// A hole for a chain of properties of an import binding.
    pub(crate) fn chain(&mut self, member: &MemberExpr) -> Option<Expr> {
        let mut texts = vec![printed(&member.prop)];
        let mut object = &*member.obj;
        while let Expr::Member(inner) = object {
            texts.push(printed(&inner.prop));
            object = &inner.obj;
        }
        let symbol = *self.imported.get(&object.as_ident()?.to_id())?;
        let (_, names) = static_chain(member)?;
        let links = names.into_iter().zip(texts.into_iter().rev()).map(|(name, text)| Link { name, text });
        Some(self.hole(What::Binding(symbol, links.collect()), false))
    }

    /// A hole for a call with a request.
    pub(crate) fn request(&mut self, import: ImportIdx) -> Expr {
        self.hole(What::Request(import), false)
    }

    fn hole(&mut self, what: What, is_called: bool) -> Expr {
        let (at, _) = self.found.insert_full(Hole { what, is_called, is_constructed: self.is_constructed });
        marker(&format!("{EDGE}{at}{EDGE}"))
    }
}

/// The text of a property that has a plain name. Quotes are those of the source.
fn printed(prop: &MemberProp) -> Option<String> {
    match prop {
        MemberProp::Ident(name) => is_identifier_name(&name.sym).then(|| format!(".{}", name.sym)),
        MemberProp::Computed(computed) => {
            let Expr::Lit(Lit::Str(text)) = &*computed.expr else { return None };
            let value = text.value.as_str()?;
            let is_plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            let quoted = text.raw.as_ref().map_or_else(|| format!("\"{value}\""), ToString::to_string);
            // Escapes make the source longer.
            (is_plain && quoted.len() == value.len() + 2).then(|| format!("[{quoted}]"))
        }
        MemberProp::PrivateName(_) => None,
    }
}

fn marker(text: &str) -> Expr {
    Expr::Ident(Ident::new_no_ctxt(text.into(), DUMMY_SP))
}

impl Engine {
    /// Prints the statements of a file; or gives the tree back if it is none of the usual ones.
    pub(crate) fn draft(&self, tree: Box<Tree>, facts: &FileFacts, options: ParseOptions) -> Result<Draft, Box<Tree>> {
        let clashes = match self.can_draft(&tree, facts) {
            true => self.written_names(&tree).clashes_in(&tree.body),
            false => return Err(tree),
        };
        if clashes.with_linker {
            return Err(tree);
        }
        let Tree { source, body, mut symbols, mut requests, default_symbol, steady, .. } = *tree;
        // Declarations that transforms have written have no place of their own.
        requests.retain(|_, import| !facts.imports[import.0 as usize].kind.is_static());
        let imported = facts.bindings.iter().map(|binding| binding.symbol);
        let imported = imported.map(|symbol| (symbols[symbol.0 as usize].clone(), symbol)).collect();
        let mut names = Names::of_module(SyntaxContext::empty());
        let params = names.params();
        let mut rewriter = Rewriter {
            names: &mut names,
            symbols: &[],
            bindings: FxHashMap::default(),
            members: FxHashMap::default(),
            positions: &requests,
            requests: &FxHashMap::default(),
            free: self.unresolved_ctxt(),
            is_cjs: false,
            this_depth: 0,
            holes: Some(Holes { imported, found: IndexSet::default(), is_constructed: false }),
        };
        // Between two others no statement is the first or the last one, which print otherwise.
        let mut stmts = vec![expression(marker(BODY))];
        for item in body {
            if let Some(mut stmt) = plain_statement(item, default_symbol.as_ref()) {
                stmt.visit_mut_with(&mut rewriter);
                stmts.push(stmt);
            }
        }
        let holes = rewriter.holes.take().map(|holes| holes.found).unwrap_or_default();
        stmts.push(expression(marker(BODY)));
        let mut program = Program::Script(held(function_around(params, stmts), self.unresolved_ctxt()));
        if clashes.any {
            rename(&mut program, &mut symbols, &facts.exported_symbols());
        }
        program.mutate(fixer(None));
        let text = self.emit(&program, &mut None);
        let mut parts = text.split(BODY_STATEMENT);
        let text = parts.nth(1).expect("the statements lie between two markers").to_string();
        Ok(Draft { source, options, text, holes, symbols, steady })
    }

    /// Names in a file that are not the author's, unless other modules decide about them.
    fn written_names(&self, tree: &Tree) -> Added {
        let free = self.unresolved_ctxt();
        let mut added = self.added_to_file(tree);
        let own = [("module", free), ("require", free), ("exports", SyntaxContext::empty())];
        own.into_iter().for_each(|(name, context)| added.add(&(name.into(), context)));
        added
    }

    fn can_draft(&self, tree: &Tree, facts: &FileFacts) -> bool {
        let options = &self.options;
        let is_usual = |kind: &ImportKind| match kind {
            ImportKind::Static | ImportKind::Provided | ImportKind::Dynamic { .. } | ImportKind::Require { .. } => true,
            ImportKind::RequireResolve | ImportKind::Url | ImportKind::Hot => false,
        };
        options.hot
            && !options.minify
            && !options.source_map
            && facts.format == Format::Esm
            && !facts.has_eval
            && !facts.has_top_level_await
            && self.knows_names(tree)
            && facts.imports.iter().all(|import| is_usual(&import.kind))
            && !tree.source.text.contains(EDGE)
    }

    /// The factory of a drafted module, or none if it needs its tree.
    pub(crate) fn fill(&self, scope: &Scope, draft: &Draft) -> Option<RenderedScope> {
        let [member] = &scope.members[..] else { return None };
        if scope.is_async || scope.is_cjs || !scope.namespaces.is_empty() || member.live.contains(&false) {
            return None;
        }
        let texts = [&*draft.source.text, &*draft.text];
        let mut names = Names::new(scope, SyntaxContext::empty(), Some(&texts));
        let symbols = std::slice::from_ref(&draft.symbols);
        let filled = draft.holes.iter().map(|hole| filled(hole, member, symbols, &mut names));
        let filled: Vec<String> = filled.collect::<Option<_>>()?;
        let bodies = vec![vec![expression(marker(BODY))]];
        let function = shape(scope, bodies, names, symbols, std::slice::from_ref(&draft.steady));
        let program = Program::Script(held(function, self.unresolved_ctxt()));
        let around = self.print(&program, &Texts::default());
        let (start, end) = around.code.split_once(BODY_STATEMENT)?;
        let mut code = String::with_capacity(start.len() + draft.text.len() * 2 + end.len());
        code.push_str(start);
        for (at, part) in draft.text.split(EDGE).enumerate() {
            // Texts and the numbers of holes take turns.
            code.push_str(if at % 2 == 0 { part } else { &filled[part.parse::<usize>().ok()?] });
        }
        code.push_str(end);
        Some(RenderedScope { code, ..around })
    }
}

/// Renames what clashes, and takes over what exported symbols are called then.
fn rename(program: &mut Program, symbols: &mut [Id], exported: &IndexSet<SymbolIdx, FxBuildHasher>) {
    // They go with the program, as a list at its end.
    let names = exported.iter().map(|symbol| Ident::from(symbols[symbol.0 as usize].clone()));
    let elems = names.map(|name| Some(Expr::Ident(name).into())).collect();
    let list = expression(Expr::Array(ArrayLit { span: DUMMY_SP, elems }));
    held_statements(program).extend([list]);
    program.mutate(hygiene());
    let list = held_statements(program).pop().and_then(|stmt| stmt.expr()?.expr.array());
    let names = list.into_iter().flat_map(|list| list.elems).flatten().filter_map(|name| name.expr.ident());
    for (symbol, name) in exported.iter().zip(names) {
        symbols[symbol.0 as usize] = name.to_id();
    }
}

/// The statements in the function of `held`.
fn held_statements(program: &mut Program) -> &mut Vec<Stmt> {
    let stmt = program.as_mut_script().and_then(|script| script.body.first_mut()?.as_mut_expr());
    let function = stmt.and_then(|stmt| stmt.expr.as_mut_assign()?.right.as_mut_fn_expr());
    let body = function.and_then(|function| function.function.body.as_mut());
    &mut body.expect("it was built so").stmts
}

/// The text of a hole, or none if it is none of the usual ones.
fn filled(hole: &Hole, member: &Member, symbols: &[Vec<Id>], names: &mut Names) -> Option<String> {
    let (value, rest) = match &hole.what {
        What::Request(import) => (names.request(member.requests.get(import)?)?, &[][..]),
        What::Binding(symbol, chain) => {
            let known = (1..=chain.len()).rev().find_map(|known| {
                let names = chain[..known].iter().map(|link| link.name.clone()).collect();
                let value = member.members.get(&(*symbol, names))?;
                Some((value, &chain[known..]))
            });
            let (value, rest) = known.or_else(|| Some((member.bindings.get(symbol)?, &chain[..])))?;
            (names.value(value, symbols), rest)
        }
    };
    let mut text = text_of(&value)?;
    for link in rest {
        text.push_str(link.text.as_ref()?);
    }
    match value {
        Expr::Member(_) if hole.is_called => Some(format!("(0, {text})")),
        Expr::Call(_) if hole.is_constructed => None,
        Expr::Ident(_) | Expr::Member(_) | Expr::Call(_) => Some(text),
        _ => None,
    }
}

/// A name, a property or a call, as the printer writes it.
fn text_of(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Ident(ident) => Some(ident.sym.to_string()),
        Expr::Lit(Lit::Num(number)) => Some(number.value.to_string()),
        Expr::Member(MemberExpr { obj, prop: MemberProp::Ident(name), .. }) => {
            Some(format!("{}.{}", text_of(obj)?, name.sym))
        }
        Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) => {
            let args: Option<Vec<_>> = args.iter().map(|argument| text_of(&argument.expr)).collect();
            Some(format!("{}({})", text_of(callee)?, args?.join(", ")))
        }
        _ => None,
    }
}
