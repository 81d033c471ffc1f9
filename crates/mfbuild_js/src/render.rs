//! One scope → the text of one factory.
//!
//! Owns the shape of a factory (directive, exports, steps) and printing. The linker decided everything else.

use std::sync::Arc;

use indexmap::IndexSet;
use mfbuild_minify::Kind;
use rustc_hash::{FxBuildHasher, FxHashSet};
use swc_core::common::comments::Comments;
use swc_core::common::util::take::Take;
use swc_core::common::{DUMMY_SP, Mark, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::codegen::text_writer::JsWriter;
use swc_core::ecma::codegen::{Config, Emitter};
use swc_core::ecma::transforms::base::fixer::fixer;
use swc_core::ecma::transforms::base::hygiene::hygiene;
use swc_core::ecma::visit::{VisitMut, VisitMutWith};

use crate::Engine;
use crate::clash::Added;
use crate::collect::without_unread;
use crate::comments::Annotations;
use crate::facts::SymbolIdx;
use crate::function_names::{defined_name, rename_clashes};
use crate::map::{self, Texts};
use crate::minify::{AnnotationComments, Printed, minify, to_ascii};
use crate::names::Names;
use crate::parse::{Form, ParsedFile, Tree};
use crate::resume::{AwaitToYield, has_await, has_for_await};
use crate::rewrite::{Links, Rewriter, call, computed_key, import_meta, is_identifier_name, member, number, string};
use crate::scope::{Access, Member, RenderedScope, Required, Scope, Step, Value};

/// The factory is assigned to this free variable while it is compressed, so that it stays; the printer's text is cut
/// behind `function`. A script and no module: CommonJS code may be sloppy, and directives must stay.
const HOLDER: &str = "_";

impl Engine {
    /// Prints a scope as `(module, exports, require) {…}`, the rest of a method-like property.
    /// `files` are those of `scope.members`; they are taken apart.
    pub fn render(&self, scope: &Scope, files: Vec<ParsedFile>) -> RenderedScope {
        self.enter(|| {
            if let [ParsedFile(Form::Draft(draft))] = &files[..]
                && let Some(filled) = self.fill(scope, draft)
            {
                let tree = || self.parse_again(&draft.source, draft.options);
                debug_assert_eq!(filled.code, self.render_trees(scope, vec![tree()]).code);
                return filled;
            }
            let tree = |file: ParsedFile| match file.0 {
                Form::Tree(tree) => *tree,
                Form::Draft(draft) => self.parse_again(&draft.source, draft.options),
            };
            self.render_trees(scope, files.into_iter().map(tree).collect())
        })
    }

    /// Within `enter`.
    fn render_trees(&self, scope: &Scope, files: Vec<Tree>) -> RenderedScope {
        let annotations = joined_annotations(&files);
        let legal = joined_legal(&files);
        let texts: Texts = files.iter().map(named_text).collect();
        let defaults: Vec<Id> = files.iter().filter_map(|file| file.default_symbol.clone()).collect();
        let (factory, clashes) = self.factory(scope, files, Mark::new());
        let mut program = Program::Script(held(factory, self.unresolved_ctxt()));
        match clashes {
            true if self.options.shows_names() => {
                rename_clashes(&mut program, &defaults, self.unresolved_ctxt());
            }
            true => program.mutate(hygiene()),
            false => {}
        }
        program.mutate(fixer(None));
        if texts.values().any(|text| needs_parentheses(text)) {
            program.visit_mut_with(&mut Parenthesize);
        }
        let readable = self.emit(&program, &annotations);
        let (printed, problem) = match self.options.minify {
            false => (readable, None),
            true => match minify(&readable, Kind::Script, self.options.keep_names, !scope.has_eval) {
                Ok(minified) => (minified, None),
                Err(reason) => (readable, Some(reason)),
            },
        };
        RenderedScope { legal, problem, ..self.cut(self.in_charset(printed, Kind::Script), &texts) }
    }

    /// Prints a whole script or module of ours, for instance the container; compressed and mangled if the options say so.
    ///
    /// # Errors
    /// The first syntax error of `text`, if it is no valid JavaScript.
    pub fn print_text(&self, text: &str) -> Result<String, String> {
        if self.options.minify {
            let printed = Printed { text: text.to_owned(), positions: None };
            let minified = minify(&printed, Kind::Either, self.options.keep_names, true)?;
            return Ok(self.in_charset(minified, Kind::Either).text);
        }
        self.enter(|| {
            use swc_core::ecma::parser::{Syntax, parse_file_as_program};
            let name = swc_core::common::FileName::Internal("runtime".into());
            let file = self.cm.new_source_file(name.into(), text.to_string());
            let mut errors = Vec::new();
            let program = parse_file_as_program(&file, Syntax::default(), EsVersion::latest(), None, &mut errors)
                .map_err(|error| error.kind().msg().into_owned())?;
            Ok(self.in_charset(self.emit(&program, &Annotations::default()), Kind::Either).text)
        })
    }

    fn in_charset(&self, printed: Printed, kind: Kind) -> Printed {
        if self.options.ascii { to_ascii(printed, kind) } else { printed }
    }

    /// The function, and whether names in it clash.
    fn factory(&self, scope: &Scope, files: Vec<Tree>, top_level: Mark) -> (Function, bool) {
        let context = SyntaxContext::empty().apply_mark(top_level);
        let text = match &files[..] {
            [file] if self.options.hot && !self.options.minify => Some(&*file.source.text),
            _ => None,
        };
        let mut names = Names::new(scope, context, text);
        let added = self.added(scope, &files, &names);
        let symbols: Vec<Vec<Id>> = files.iter().map(|file| file.symbols.clone()).collect();
        let steady: Vec<_> = files.iter().map(|file| file.steady.clone()).collect();
        let unnamed: Vec<Id> = scope.members.iter().zip(&files).filter_map(unnamed_default).collect();
        let free = self.unresolved_ctxt();
        let members = scope.members.iter().zip(files);
        let bodies = members.map(|(member, file)| body(member, file, scope.is_cjs, free, &mut names, &symbols));
        let bodies = bodies.collect();
        let function = function_of(scope, bodies, names, &symbols, &steady, &unnamed, free);
        let clashes = added.is_none_or(|added| added.clash_in(&function).any);
        (function, clashes)
    }

    /// The names that are not the author's, or `None` where they are not known one by one.
    fn added(&self, scope: &Scope, files: &[Tree], names: &Names) -> Option<Added> {
        let [file] = files else { return None };
        // What a module imports of itself goes by the author's names, wherever they mean something else.
        let meets_itself = scope.members.iter().any(Member::uses_symbols);
        let is_known = self.knows_names(file) && !file.has_meta_object;
        if !is_known || scope.has_eval || scope.is_async || meets_itself {
            return None;
        }
        let mut added = self.added_to_file(file, names);
        let made = names.required.iter().chain(names.views.iter().flatten()).chain(&names.namespaces);
        made.for_each(|name| added.add(&name.to_id()));
        Some(added)
    }

    /// Those that come whatever the scope is.
    pub(crate) fn added_to_file(&self, file: &Tree, names: &Names) -> Added {
        let mut added = Added::new(self.unresolved_ctxt());
        let own = [&names.module, &names.exports, &names.require];
        own.into_iter().for_each(|name| added.add(&name.to_id()));
        file.default_symbol.iter().for_each(|name| added.add(name));
        if !self.options.define_class_fields {
            // Constructors for the fields of derived classes take any arguments.
            added.add(&("args".into(), SyntaxContext::empty()));
        }
        added
    }

    /// Whether it is known which names transforms have added to a file.
    pub(crate) fn knows_names(&self, file: &Tree) -> bool {
        self.options.jsx_automatic && !self.defines.has_names() && !file.is_lowered
    }

    /// Prints a readable factory.
    pub(crate) fn print(&self, program: &Program, texts: &Texts) -> RenderedScope {
        self.cut(self.emit(program, &Annotations::default()), texts)
    }

    /// Takes the factory out of the program that holds it.
    fn cut(&self, printed: Printed, texts: &Texts) -> RenderedScope {
        let text = printed.text.trim_end().trim_end_matches(';');
        let code = text.split_once("function").expect("the program is one function").1.trim_start();
        let generator = code.strip_prefix('*').map(str::trim_start);
        let (code, is_generator) = (generator.unwrap_or(code), generator.is_some());
        let cut = (text.len() - code.len()) as u32;
        let mut positions = printed.positions.unwrap_or_default();
        positions.retain_mut(|(place, _)| {
            let kept = place.line > 0 || place.col >= cut;
            if place.line == 0 && kept {
                place.col -= cut;
            }
            kept
        });
        let (mappings, sources) = map::resolve(&self.cm, &positions, texts);
        RenderedScope { code: code.to_string(), is_generator, mappings, legal: Vec::new(), problem: None, sources }
    }

    pub(crate) fn emit(&self, program: &Program, annotations: &Annotations) -> Printed {
        let mut bytes = Vec::new();
        let mut positions = self.options.source_map.then(Vec::new);
        let mut writer = JsWriter::new(self.cm.clone(), "\n", &mut bytes, positions.as_mut());
        if self.options.hot || self.options.minify {
            // A page of thousands of modules has megabytes of it, and source maps to read; the minifier needs none.
            writer.set_indent_str("");
        }
        let comments = AnnotationComments::new(annotations);
        let comments: Option<&dyn Comments> = if self.options.minify { Some(&comments) } else { None };
        let config = Config::default().with_target(self.es_version()).with_omit_last_semi(true);
        let mut emitter = Emitter { cfg: config, cm: self.cm.clone(), comments, wr: Box::new(writer) };
        emitter.emit_program(program).expect("writing to memory does not fail");
        drop(emitter);
        let text = String::from_utf8(bytes).expect("the printer writes UTF-8");
        let positions = positions.map(|raw| raw.into_iter().map(|(node, place)| (place, node)).collect());
        Printed { text, positions }
    }
}

/// The function of a scope, around the statements of its members.
pub(crate) fn function_of(
    scope: &Scope,
    mut bodies: Vec<Vec<Stmt>>,
    mut names: Names,
    symbols: &[Vec<Id>],
    steady: &[FxHashSet<SymbolIdx>],
    unnamed: &[Id],
    free: SyntaxContext,
) -> Function {
    let params = names.params();
    let directives = if scope.is_cjs { bodies.iter_mut().flat_map(take_directives).collect() } else { Vec::new() };
    let mut stmts = export_statements(scope, &mut names, symbols, steady);
    stmts.extend(namespace_statements(scope, &mut names, symbols));
    stmts.extend(meta_statement(&names, free));
    let named = |id: &Id| defined_name(Expr::Ident(id.clone().into()), "default", free);
    stmts.extend(unnamed.iter().map(|id| expression(named(id))));
    let is_stepwise = scope.is_linked_early || scope.is_async;
    let is_generator = is_stepwise && !scope.is_cjs && !(scope.is_async && has_for_await(&bodies));
    stmts.extend(early_statement(scope, &names, is_generator && scope.is_linked_early));
    let awaits = scope.is_async && has_await(&bodies);
    stmts.extend(is_generator.then(|| pause(scope, awaits)));
    stmts.extend(scope.has_refresh.then(|| refresh_start(&names)));
    stmts.extend(steps(scope, bodies, &mut names, awaits));
    stmts.extend(scope.has_refresh.then(|| refresh_end(&names)));
    match (scope.is_async, is_generator) {
        (true, true) => stmts.visit_mut_with(&mut AwaitToYield),
        (true, false) => stmts = vec![async_body(stmts, &names)],
        (false, _) => {}
    }
    if !scope.is_cjs {
        stmts.insert(0, expression(string("use strict")));
    }
    stmts.splice(0..0, directives);
    Function { is_generator, ..function_around(params, stmts) }
}

/// A function with these statements.
pub(crate) fn function_around(params: Vec<Param>, stmts: Vec<Stmt>) -> Function {
    Function { params, body: Some(FunctionBody { span: DUMMY_SP, stmts }), ..Default::default() }
}

/// The function that stays and that is called `default` (ECMA-262 16.2.3.7).
fn unnamed_default((member, file): (&Member, &Tree)) -> Option<Id> {
    let at = file.unnamed_default?;
    file.default_symbol.clone().filter(|_| member.live.get(at).copied().unwrap_or(false))
}

fn named_text(file: &Tree) -> (String, Arc<str>) {
    (file.source.path.clone(), file.source.text.clone())
}

fn joined_annotations(files: &[Tree]) -> Annotations {
    let mut joined = Annotations::default();
    for file in files {
        joined.pure.extend(&file.annotations.pure);
        joined.no_side_effects.extend(&file.annotations.no_side_effects);
    }
    joined
}

/// Whether a file may hold what `Parenthesize` is for.
pub(crate) fn needs_parentheses(text: &str) -> bool {
    text.contains("(let)") || text.contains("extends (")
}

/// Parentheses that swc's `fixer` forgets: in `(let)[0]` of sloppy code, which would declare variables, and around arrow
/// functions as parents of classes.
struct Parenthesize;

impl VisitMut for Parenthesize {
    fn visit_mut_class(&mut self, class: &mut Class) {
        class.visit_mut_children_with(self);
        if let Some(parent) = class.super_class.take() {
            class.super_class = Some(match *parent {
                Expr::Arrow(_) => Box::new(Expr::Paren(ParenExpr { span: DUMMY_SP, expr: parent })),
                _ => parent,
            });
        }
    }

    fn visit_mut_member_expr(&mut self, member: &mut MemberExpr) {
        member.visit_mut_children_with(self);
        if member.obj.is_ident_ref_to("let") {
            let expr = member.obj.take();
            *member.obj = Expr::Paren(ParenExpr { span: DUMMY_SP, expr });
        }
    }
}

fn joined_legal(files: &[Tree]) -> Vec<String> {
    let all: IndexSet<&String, FxBuildHasher> = files.iter().flat_map(|file| &file.legal).collect();
    all.into_iter().cloned().collect()
}

/// `_ = function(module, exports, require) {…}`.
pub(crate) fn held(function: Function, free: SyntaxContext) -> Script {
    let holder = Ident::new(HOLDER.into(), DUMMY_SP, free);
    let assign = AssignExpr {
        span: DUMMY_SP,
        op: AssignOp::Assign,
        left: AssignTarget::Simple(SimpleAssignTarget::Ident(holder.into())),
        right: Box::new(Expr::Fn(FnExpr { ident: None, function: Box::new(function) })),
    };
    Script { body: vec![expression(Expr::Assign(assign))], ..Default::default() }
}

fn body(
    member: &Member,
    file: Tree,
    is_cjs: bool,
    free: SyntaxContext,
    names: &mut Names,
    symbols: &[Vec<Id>],
) -> Vec<Stmt> {
    let Tree { body, requests: positions, default_symbol, symbols: own, has_meta_object, .. } = file;
    let links = Links::of(member, &own, symbols);
    let meta = has_meta_object.then(|| names.meta());
    let mut rewriter = Rewriter { names, links, positions: &positions, free, is_cjs, this_depth: 0, meta };
    let mut stmts = Vec::new();
    for (index, item) in body.into_iter().enumerate() {
        if !member.live.get(index).copied().unwrap_or(false) {
            continue;
        }
        if let Some(mut stmt) = plain_statement(item, default_symbol.as_ref()) {
            if !member.unread.is_empty() {
                without_unread(&mut stmt, free, &member.unread);
            }
            stmt.visit_mut_with(&mut rewriter);
            stmts.push(stmt);
        }
    }
    stmts
}

/// Takes the directive prologue off: it must stay the beginning of the function.
fn take_directives(stmts: &mut Vec<Stmt>) -> Vec<Stmt> {
    let is_directive = |stmt: &Stmt| matches!(stmt, Stmt::Expr(stmt) if matches!(&*stmt.expr, Expr::Lit(Lit::Str(_))));
    let n = stmts.iter().take_while(|stmt| is_directive(stmt)).count();
    stmts.drain(..n).collect()
}

/// A module item as a statement of a function body.
pub(crate) fn plain_statement(item: ModuleItem, default: Option<&Id>) -> Option<Stmt> {
    let default_ident = || Ident::from(default.cloned().expect("anonymous defaults have a symbol"));
    match item {
        ModuleItem::Stmt(stmt) => Some(stmt),
        ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => Some(Stmt::Decl(export.decl)),
        ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => match export.decl {
            DefaultDecl::Fn(FnExpr { ident, function }) => {
                let ident = ident.unwrap_or_else(default_ident);
                Some(Stmt::Decl(Decl::Fn(FnDecl { ident, declare: false, function })))
            }
            DefaultDecl::Class(ClassExpr { ident, class }) => {
                let ident = ident.unwrap_or_else(default_ident);
                Some(Stmt::Decl(Decl::Class(ClassDecl { ident, declare: false, class })))
            }
            DefaultDecl::TsInterfaceDecl(_) => None,
        },
        ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultExpr(export)) => {
            Some(variable(VarDeclKind::Const, vec![(default_ident(), *export.expr)]))
        }
        ModuleItem::ModuleDecl(_) => None,
    }
}

fn variable(kind: VarDeclKind, pairs: Vec<(Ident, Expr)>) -> Stmt {
    let decls = pairs
        .into_iter()
        .map(|(name, init)| VarDeclarator {
            span: DUMMY_SP,
            name: Pat::Ident(name.into()),
            init: Some(Box::new(init)),
            definite: false,
        })
        .collect();
    Stmt::Decl(Decl::Var(Box::new(VarDecl { kind, decls, ..Default::default() })))
}

pub(crate) fn expression(expr: Expr) -> Stmt {
    Stmt::Expr(ExprStmt { span: DUMMY_SP, expr: Box::new(expr) })
}

fn export_statements(
    scope: &Scope,
    names: &mut Names,
    symbols: &[Vec<Id>],
    steady: &[FxHashSet<SymbolIdx>],
) -> Vec<Stmt> {
    let mut stmts = Vec::new();
    let exports = Expr::Ident(names.exports.clone());
    if scope.is_namespace {
        stmts.push(expression(names.call_helper("r", vec![exports.clone()])));
    }
    let is_steady = |value: &Value| matches!(value, Value::Symbol(member, symbol) if steady[*member].contains(symbol));
    // The properties keep their order.
    for part in scope.exports.chunk_by(|(_, one), (_, next)| is_steady(one) == is_steady(next)) {
        let (helper, properties) = match is_steady(&part[0].1) {
            true => ("v", values(part, names, symbols)),
            false => ("d", getters(part, names, symbols)),
        };
        stmts.push(expression(names.call_helper(helper, vec![exports.clone(), properties])));
    }
    stmts
}

/// `var all = require.o(require.r({}, {…}));` for each.
fn namespace_statements(scope: &Scope, names: &mut Names, symbols: &[Vec<Id>]) -> Vec<Stmt> {
    let mut stmts = Vec::new();
    for (index, namespace) in scope.namespaces.iter().enumerate() {
        let object = Expr::Object(ObjectLit { span: DUMMY_SP, props: Vec::new() });
        let mut args = vec![object];
        if !namespace.exports.is_empty() {
            args.push(getters(&namespace.exports, names, symbols));
        }
        let exports = names.call_helper("r", args);
        let object = names.call_helper("o", vec![exports]);
        stmts.push(variable(VarDeclKind::Var, vec![(names.namespaces[index].clone(), object)]));
    }
    stmts
}

/// `var import_meta = {…}, …`: before anything of the members runs, since others in a cycle may call their functions.
fn meta_statement(names: &Names, free: SyntaxContext) -> Option<Stmt> {
    let pairs: Vec<_> = names.metas.iter().map(|meta| (meta.clone(), import_meta(names, free))).collect();
    (!pairs.is_empty()).then(|| variable(VarDeclKind::Var, pairs))
}

/// `{ name: () => value, … }`.
fn getters(exports: &[(String, Value)], names: &mut Names, symbols: &[Vec<Id>]) -> Expr {
    let props = exports.iter().map(|(name, value)| getter(name, names.value(value, symbols))).collect();
    Expr::Object(ObjectLit { span: DUMMY_SP, props })
}

/// `{ name: value, … }`.
fn values(exports: &[(String, Value)], names: &mut Names, symbols: &[Vec<Id>]) -> Expr {
    let props = exports.iter().map(|(name, value)| property(name, names.value(value, symbols))).collect();
    Expr::Object(ObjectLit { span: DUMMY_SP, props })
}

/// `name: () => value`.
fn getter(name: &str, value: Expr) -> PropOrSpread {
    let arrow = ArrowExpr { body: Box::new(ArrowFunctionBody::Expr(Box::new(value))), ..Default::default() };
    property(name, Expr::Arrow(arrow))
}

/// `name: value`.
fn property(name: &str, value: Expr) -> PropOrSpread {
    let key = if name == "__proto__" {
        // A plain `__proto__: value` in a literal would set the prototype.
        computed_key(name)
    } else if is_identifier_name(name) {
        PropName::Ident(IdentName::new(name.into(), DUMMY_SP))
    } else {
        PropName::Str(name.into())
    };
    PropOrSpread::Prop(Box::new(Prop::KeyValue(KeyValueProp { key, value: Box::new(value) })))
}

fn steps(scope: &Scope, bodies: Vec<Vec<Stmt>>, names: &mut Names, awaits: bool) -> Vec<Stmt> {
    let mut bodies: Vec<Option<Vec<Stmt>>> = bodies.into_iter().map(Some).collect();
    let mut stmts = Vec::new();
    let is_told = scope.steps.iter().any(|step| matches!(step, Step::Await(_)));
    for (at, step) in scope.steps.iter().enumerate() {
        if awaits && !is_told && at > 0 && at + 1 == scope.steps.len() {
            // Imports of the module have run: from here on errors reject its promise.
            let nothing = Expr::Array(ArrayLit { span: DUMMY_SP, elems: Vec::new() });
            stmts.push(expression(names.call_helper("w", vec![nothing])));
        }
        match step {
            Step::Require(index) => stmts.push(require_statement(*index, &scope.requires[*index], names)),
            Step::Body(index) => stmts.extend(bodies[*index].take().expect("each body is one step")),
            Step::ExportStar(index) => {
                let args = vec![Expr::Ident(names.exports.clone()), Expr::Ident(names.required[*index].clone())];
                stmts.push(expression(names.call_helper("x", args)));
            }
            Step::Await(ids) => {
                let elems = ids.iter().map(|id| Some(number(*id).into())).collect();
                let list = Expr::Array(ArrayLit { span: DUMMY_SP, elems });
                let wait = names.call_helper("w", vec![list]);
                stmts.extend(wait_statements(wait, names));
            }
        }
    }
    stmts
}

/// `var $RefreshReg$ = require.hr(module), $RefreshSig$ = require.hs;`: the names that React's transform calls.
fn refresh_start(names: &Names) -> Stmt {
    let name = |name: &str| Ident::new(name.into(), DUMMY_SP, SyntaxContext::empty());
    let register = names.call_helper("hr", vec![Expr::Ident(names.module.clone())]);
    let pairs = vec![(name("$RefreshReg$"), register), (name("$RefreshSig$"), names.helper("hs"))];
    variable(VarDeclKind::Var, pairs)
}

/// `require.he(module);`
fn refresh_end(names: &Names) -> Stmt {
    expression(names.call_helper("he", vec![Expr::Ident(names.module.clone())]))
}

/// `yield;`, or for async modules how errors leave them (the runtime's `drive`): `yield 1` with `await` of its own behind
/// what it imports, `yield 2` without one, `yield 3` with nothing in front of it.
fn pause(scope: &Scope, awaits: bool) -> Stmt {
    let kind = match awaits {
        true if scope.steps.len() > 1 => 1,
        true => 3,
        false => 2,
    };
    let arg = scope.is_async.then(|| Box::new(number(kind)));
    expression(Expr::Yield(YieldExpr { span: DUMMY_SP, arg, delegate: false }))
}

/// `var x = require.s(id), …`. Functions of a scope that is linked early may need even what is bound again when it runs.
fn early_statement(scope: &Scope, names: &Names, is_linked_early: bool) -> Option<Stmt> {
    let mut pairs: Vec<(Ident, Expr)> = Vec::new();
    for (index, module) in scope.requires.iter().enumerate() {
        let again = module.access == Access::Required && (is_linked_early || module.is_bound_early);
        if module.access != Access::Early && !again {
            continue;
        }
        pairs.push((names.required[index].clone(), names.call_helper("s", vec![number(module.id)])));
        pairs.extend(names.made_of(index));
    }
    (!pairs.is_empty()).then(|| variable(VarDeclKind::Var, pairs))
}

fn require_statement(index: usize, module: &Required, names: &Names) -> Stmt {
    let value = call(Expr::Ident(names.require.clone()), vec![number(module.id)]);
    if module.access != Access::Required {
        return expression(value);
    }
    let mut pairs = vec![(names.required[index].clone(), value)];
    pairs.extend(names.made_of(index));
    variable(VarDeclKind::Var, pairs)
}

fn wait_statements(promise: Expr, names: &Names) -> [Stmt; 2] {
    let wait = Ident::new("wait".into(), DUMMY_SP, names.require.ctxt);
    let awaited = Expr::Await(AwaitExpr { span: DUMMY_SP, arg: Box::new(Expr::Ident(wait.clone())) });
    let condition = IfStmt {
        span: DUMMY_SP,
        test: Box::new(Expr::Ident(wait.clone())),
        cons: Box::new(expression(awaited)),
        alt: None,
    };
    [variable(VarDeclKind::Const, vec![(wait, promise)]), Stmt::If(condition)]
}

/// `require.a(module, async (done) => {…; done()})`.
fn async_body(mut stmts: Vec<Stmt>, names: &Names) -> Stmt {
    let done = Ident::new("done".into(), DUMMY_SP, names.require.ctxt);
    stmts.push(expression(call(Expr::Ident(done.clone()), Vec::new())));
    let body = ArrowFunctionBody::FunctionBody(FunctionBody { span: DUMMY_SP, stmts });
    let params = vec![Pat::Ident(done.into())];
    let arrow = Expr::Arrow(ArrowExpr { body: Box::new(body), params, is_async: true, ..Default::default() });
    expression(call(member(Expr::Ident(names.require.clone()), "a"), vec![Expr::Ident(names.module.clone()), arrow]))
}
