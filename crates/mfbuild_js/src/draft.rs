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
use swc_core::ecma::visit::VisitMutWith;

use mfbuild_diagnostics::SourceText;

use crate::Engine;
use crate::collect::static_chain;
use crate::comments::Annotations;
use crate::facts::{FileFacts, Format, ImportIdx, ImportKind, SymbolIdx};
use crate::function_names::rename_clashes;
use crate::map::Texts;
use crate::names::Names;
use crate::parse::{ParseOptions, Tree};
use crate::render::{expression, function_around, function_of, held, needs_parentheses, plain_statement};
use crate::rewrite::{Links, Rewriter, is_identifier_name};
use crate::scope::{Member, RenderedScope, Scope};

/// Stands on both sides of a hole's number. A text in which it stands for something else is no draft.
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
    /// A function that is called `default`, as `text` calls it.
    unnamed_default: Option<Id>,
}

/// An expression that the linker decides.
#[derive(PartialEq, Eq, Hash)]
struct Hole {
    what: What,
    place: Place,
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

/// Where an expression stands, as far as its text depends on that.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    Value,
    /// It is called: a property would be its `this`.
    Callee,
    /// It begins what `new` makes: a call would be taken for the `new`'s.
    Constructed,
}

/// The holes of a file that is being drafted.
pub(crate) struct Holes {
    imported: FxHashMap<Id, SymbolIdx>,
    found: IndexSet<Hole, FxBuildHasher>,
    /// How many there are in the text; several may be the same.
    n: usize,
    /// That of what is being visited.
    pub(crate) place: Place,
}

impl Holes {
    fn new(symbols: &[Id], facts: &FileFacts) -> Self {
        let imported = facts.bindings.iter().map(|binding| binding.symbol);
        let imported = imported.map(|symbol| (symbols[symbol.0 as usize].clone(), symbol)).collect();
        Self { imported, found: IndexSet::default(), n: 0, place: Place::Value }
    }

    /// A hole for a name, if it is an import binding.
    pub(crate) fn binding(&mut self, ident: &Ident) -> Option<Expr> {
        let symbol = *self.imported.get(&ident.to_id())?;
        Some(self.hole(What::Binding(symbol, Vec::new())))
    }

    /// A hole for a chain of properties of an import binding.
    pub(crate) fn chain(&mut self, member: &MemberExpr) -> Option<Expr> {
        let mut props = vec![&member.prop];
        let mut object = &*member.obj;
        while let Expr::Member(inner) = object {
            props.push(&inner.prop);
            object = &inner.obj;
        }
        let symbol = *self.imported.get(&object.as_ident()?.to_id())?;
        let (_, names) = static_chain(member)?;
        let texts = props.into_iter().rev().map(printed);
        let links = names.into_iter().zip(texts).map(|(name, text)| Link { name, text }).collect();
        Some(self.hole(What::Binding(symbol, links)))
    }

    /// A hole for a call with a request.
    pub(crate) fn request(&mut self, import: ImportIdx) -> Expr {
        self.hole(What::Request(import))
    }

    fn hole(&mut self, what: What) -> Expr {
        self.n += 1;
        let (at, _) = self.found.insert_full(Hole { what, place: self.place });
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
    /// Prints the statements of a file; or gives its tree if it is none of the usual ones.
    pub(crate) fn draft(&self, tree: Box<Tree>, facts: &FileFacts, options: ParseOptions) -> Result<Draft, Box<Tree>> {
        if !self.can_draft(&tree, facts) {
            return Err(tree);
        }
        let mut names = Names::of_module(SyntaxContext::empty());
        let added = self.added_to_file(&tree, &names);
        let Tree { source, body, mut symbols, mut requests, default_symbol, unnamed_default, steady, .. } = *tree;
        let unnamed_at = default_symbol.as_ref().filter(|_| unnamed_default.is_some());
        let unnamed_at = unnamed_at.and_then(|default| symbols.iter().position(|symbol| symbol == default));
        // Those of declarations stand nowhere else; transforms write some that have no place of their own.
        requests.retain(|_, import| !facts.imports[import.0 as usize].kind.is_static());
        let free = self.unresolved_ctxt();
        let params = names.params();
        let links = Links::Later(Holes::new(&symbols, facts));
        let mut rewriter =
            Rewriter { names: &mut names, links, positions: &requests, free, is_cjs: false, this_depth: 0, meta: None };
        let stmts = drafted(body, default_symbol.as_ref(), &mut rewriter);
        let Links::Later(holes) = rewriter.links else { unreachable!("they are not known yet") };
        let function = function_around(params, stmts);
        let clashes = added.clash_in(&function);
        let mut program = Program::Script(held(function, free));
        let adds_statements = clashes.any
            && rename(&mut program, &mut symbols, &facts.exported_symbols(), default_symbol.as_slice(), free);
        program.mutate(fixer(None));
        let text = self.emit(&program, &Annotations::default()).text;
        // Each hole and both markers have two edges.
        let is_exact = !adds_statements && text.matches(EDGE).count() == 2 * (holes.n + 2) && !clashes.with_holes;
        match text.split(BODY_STATEMENT).nth(1) {
            Some(body) if is_exact => {
                let (text, holes) = (body.to_string(), holes.found);
                let unnamed_default = unnamed_at.map(|at| symbols[at].clone());
                Ok(Draft { source, options, text, holes, symbols, steady, unnamed_default })
            }
            _ => Err(Box::new(self.parse_again(&source, options))),
        }
    }

    fn can_draft(&self, tree: &Tree, facts: &FileFacts) -> bool {
        let options = &self.options;
        let is_usual = |kind: &ImportKind| match kind {
            ImportKind::Static | ImportKind::Provided | ImportKind::Dynamic { .. } | ImportKind::Require { .. } => true,
            ImportKind::RequireResolve | ImportKind::Url { .. } | ImportKind::Hot => false,
        };
        options.hot
            && !options.minify
            && !options.source_map
            && facts.format == Format::Esm
            && !facts.has_eval
            && !needs_parentheses(&tree.source.text)
            && !facts.has_top_level_await
            && !tree.has_meta_object
            && self.knows_names(tree)
            && facts.imports.iter().all(|import| is_usual(&import.kind))
            && tree.symbols.iter().all(|(name, _)| *name != *"module")
    }

    /// The factory of a drafted module, or none if it needs its tree.
    pub(crate) fn fill(&self, scope: &Scope, draft: &Draft) -> Option<RenderedScope> {
        // What is hoisted, dropped or waited for changes the statements; nothing served is but by a wait.
        let [member] = &scope.members[..] else { return None };
        let is_whole = member.live.iter().all(|live| *live) && member.unread.is_empty();
        if !is_whole || scope.is_async || !scope.namespaces.is_empty() || member.uses_symbols() {
            return None;
        }
        let mut names = Names::new(scope, SyntaxContext::empty(), Some(&draft.source.text));
        // Transforms write names as well.
        if names.required.iter().any(|name| draft.text.contains(&*name.sym)) {
            return None;
        }
        let symbols = std::slice::from_ref(&draft.symbols);
        let texts = draft.holes.iter().map(|hole| text_of_hole(hole, member, &mut names));
        let texts: Vec<String> = texts.collect::<Option<_>>()?;
        let bodies = vec![vec![expression(marker(BODY))]];
        let (steady, unnamed) = (std::slice::from_ref(&draft.steady), draft.unnamed_default.as_slice());
        let function = function_of(scope, bodies, names, symbols, steady, unnamed, self.unresolved_ctxt());
        let program = Program::Script(held(function, self.unresolved_ctxt()));
        let shell = self.print(&program, &Texts::default());
        let (start, end) = shell.code.split_once(BODY_STATEMENT)?;
        // Statements and the numbers of holes take turns.
        let parts = draft.text.split(EDGE).enumerate().map(|(at, part)| match at % 2 {
            0 => Some(part),
            _ => texts.get(part.parse::<usize>().ok()?).map(String::as_str),
        });
        let parts: Vec<&str> = [Some(start)].into_iter().chain(parts).chain([Some(end)]).collect::<Option<_>>()?;
        Some(RenderedScope { code: parts.concat(), ..shell })
    }
}

/// The statements of a file, between markers: the first and the last ones of a function are printed otherwise.
fn drafted(tree: Vec<ModuleItem>, default: Option<&Id>, rewriter: &mut Rewriter<'_>) -> Vec<Stmt> {
    let stmts = tree.into_iter().filter_map(|item| {
        let mut stmt = plain_statement(item, default)?;
        stmt.visit_mut_with(rewriter);
        Some(stmt)
    });
    let edge = || [expression(marker(BODY))];
    edge().into_iter().chain(stmts).chain(edge()).collect()
}

/// Renames what clashes, and takes over what exported symbols are called then. Returns whether there are more statements.
fn rename(
    program: &mut Program,
    symbols: &mut [Id],
    exported: &IndexSet<SymbolIdx, FxBuildHasher>,
    unnamed: &[Id],
    free: SyntaxContext,
) -> bool {
    // They go with the program, as a list at its end.
    let names = exported.iter().map(|symbol| Ident::from(symbols[symbol.0 as usize].clone()));
    let elems = names.map(|name| Some(Expr::Ident(name).into())).collect();
    let list = expression(Expr::Array(ArrayLit { span: DUMMY_SP, elems }));
    held_statements(program).extend([list]);
    let adds_statements = rename_clashes(program, unnamed, free);
    let list = held_statements(program).pop().and_then(|stmt| stmt.expr()?.expr.array());
    let names = list.into_iter().flat_map(|list| list.elems).flatten().filter_map(|name| name.expr.ident());
    for (symbol, name) in exported.iter().zip(names) {
        symbols[symbol.0 as usize] = name.to_id();
    }
    adds_statements
}

/// The statements in the function of `held`.
fn held_statements(program: &mut Program) -> &mut Vec<Stmt> {
    let stmt = program.as_mut_script().and_then(|script| script.body.first_mut()?.as_mut_expr());
    let function = stmt.and_then(|stmt| stmt.expr.as_mut_assign()?.right.as_mut_fn_expr());
    let body = function.and_then(|function| function.function.body.as_mut());
    &mut body.expect("it was built so").stmts
}

/// The text of a hole, or none if it is none of the usual ones.
fn text_of_hole(hole: &Hole, member: &Member, names: &mut Names) -> Option<String> {
    let (value, rest) = match &hole.what {
        What::Request(import) => (names.request(member.requests.get(import)?)?, &[][..]),
        What::Binding(symbol, chain) => {
            // Few modules use namespaces.
            let longest = if member.members.is_empty() { 0 } else { chain.len() };
            let known = (1..=longest).rev().find_map(|known| {
                let names = chain[..known].iter().map(|link| link.name.clone()).collect();
                let value = member.members.get(&(*symbol, names))?;
                Some((value, &chain[known..]))
            });
            let (value, rest) = known.or_else(|| Some((member.bindings.get(symbol)?, &chain[..])))?;
            (names.value(value, &[]), rest)
        }
    };
    let mut text = text_of(&value)?;
    for link in rest {
        text.push_str(link.text.as_ref()?);
    }
    match hole.place {
        Place::Callee if value.is_member() => Some(format!("(0, {text})")),
        Place::Constructed if begins_with_call(&value) => None,
        _ => Some(text),
    }
}

fn begins_with_call(expr: &Expr) -> bool {
    match expr {
        Expr::Member(member) => begins_with_call(&member.obj),
        other => other.is_call(),
    }
}

/// A name, a property or a call, as the printer writes it.
fn text_of(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Ident(ident) => Some(ident.sym.to_string()),
        Expr::Member(MemberExpr { obj, prop: MemberProp::Ident(name), .. }) => {
            Some(format!("{}.{}", text_of(obj)?, name.sym))
        }
        Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) => {
            let id_or_name = |argument: &ExprOrSpread| match &*argument.expr {
                Expr::Lit(Lit::Num(number)) => Some(number.value.to_string()),
                other => text_of(other),
            };
            let args: Option<Vec<_>> = args.iter().map(id_or_name).collect();
            Some(format!("{}({})", text_of(callee)?, args?.join(", ")))
        }
        _ => None,
    }
}
