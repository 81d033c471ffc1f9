//! One file's text → a transformed tree and its facts.
//!
//! Owns the order of the single-file passes: parse, name resolution, TypeScript, JSX, folding, facts.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::atoms::Atom;
use swc_core::common::comments::{Comments, SingleThreadedComments};
use swc_core::common::{BytePos, FileName, Mark, SourceFile, Spanned};
use swc_core::ecma::ast::*;
use swc_core::ecma::parser::{self, EsSyntax, TsSyntax};
use swc_core::ecma::transforms::base::helpers::{HELPERS, Helpers, inject_helpers};
use swc_core::ecma::transforms::proposal::explicit_resource_management::explicit_resource_management;
use swc_core::ecma::transforms::{base, react, typescript};
use swc_core::ecma::utils::contains_top_level_await;
use swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};

use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::Engine;
use crate::assigned_fields::{AssignedFields, DropBareFields};
use crate::catch_variables::split_catch_variables;
use crate::collect::{Collected, collect};
use crate::comments::{Annotations, annotations, legal_comments};
use crate::decorators;
use crate::draft::Draft;
use crate::early_errors::with_early_errors;
use crate::enum_objects::keep_enum_objects;
use crate::facts::{FileFacts, Format, ImportIdx, SymbolIdx};
use crate::fold::fold;
use crate::functions_of_ifs::{BlocksForFunctions, functions_of_ifs};
use crate::late_names::bind_late_names;
use crate::merged_enums::qualify_merged_enums;
use crate::merged_namespaces::qualify_merged_names;
use crate::possible_requests::expand_requests;
use crate::pure_parens::annotate_calls_in_parens;
use crate::require_forms::{check_options, free_module_variables, plain_requires};

/// Which grammar the file is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Syntax {
    /// JavaScript, with JSX if it occurs.
    #[default]
    Js,
    /// TypeScript.
    Ts,
    /// TypeScript with JSX.
    Tsx,
}

/// How to read one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ParseOptions {
    /// The grammar.
    pub syntax: Syntax,
    /// The file is an ES module whatever it holds (`.mjs`, `"type": "module"`).
    pub always_module: bool,
    /// The file is CommonJS whatever it holds (`.cjs`).
    pub always_commonjs: bool,
    /// Components and hooks are registered, so that React can replace them and keep their state.
    pub refresh: bool,
    /// All early errors of ECMA-262 are looked for, not only those that swc's parser meets.
    pub early_errors: bool,
}

/// A parsed and transformed file; opaque outside this crate.
pub struct ParsedFile(pub(crate) Form);

/// What is kept of a file until its scope is printed.
pub(crate) enum Form {
    Tree(Box<Tree>),
    /// Printed, but for what other modules decide.
    Draft(Box<Draft>),
}

/// The tree of a file and what was noted of it.
pub(crate) struct Tree {
    /// Name and text, for source maps.
    pub(crate) source: SourceText,
    pub(crate) body: Vec<ModuleItem>,
    /// Top-level symbols by `SymbolIdx`.
    pub(crate) symbols: Vec<Id>,
    /// Position of a request's literal → its index.
    pub(crate) requests: FxHashMap<BytePos, ImportIdx>,
    /// Calls marked `#__PURE__` and functions marked `#__NO_SIDE_EFFECTS__`.
    pub(crate) annotations: Annotations,
    /// Symbol that holds `export default` of an expression or an anonymous declaration.
    pub(crate) default_symbol: Option<Id>,
    /// The statement `export default function () {}`, if names are shown.
    pub(crate) unnamed_default: Option<usize>,
    /// Hot builds: functions of the top level that nothing assigns to.
    pub(crate) steady: FxHashSet<SymbolIdx>,
    pub(crate) top_level: Mark,
    /// Newer syntax was replaced, with helper functions that have names of their own.
    pub(crate) is_lowered: bool,
    /// Names of top-level `const enum`s.
    pub(crate) const_enums: FxHashSet<Atom>,
    /// Comments that licences ask to keep, in the order of the file.
    pub(crate) legal: Vec<String>,
    /// `import.meta` is used as an object.
    pub(crate) has_meta_object: bool,
}

impl Engine {
    /// Parses and transforms a file. `source.path` is what messages and source maps call it.
    ///
    /// Errors: syntax errors and module early errors, with their places; warnings come with the result.
    pub fn parse(
        &self,
        source: &SourceText,
        options: ParseOptions,
    ) -> Result<(ParsedFile, FileFacts, Vec<Diagnostic>), Vec<Diagnostic>> {
        self.enter(|| {
            let (tree, facts, warnings) = self.parse_tree(source, options)?;
            let form = match self.draft(Box::new(tree), &facts, options) {
                Ok(draft) => Form::Draft(Box::new(draft)),
                Err(tree) => Form::Tree(tree),
            };
            Ok((ParsedFile(form), facts, warnings))
        })
    }

    /// The tree, within `enter`.
    pub(crate) fn parse_tree(&self, source: &SourceText, options: ParseOptions) -> Collected {
        let name = Arc::new(FileName::Custom(source.path.clone()));
        let file = self.cm.new_source_file(name, source.text.to_string());
        self.parse_file(&file, source, options)
    }

    /// The tree of a file that has been parsed before.
    pub(crate) fn parse_again(&self, source: &SourceText, options: ParseOptions) -> Tree {
        self.parse_tree(source, options).expect("the same text has been parsed before").0
    }

    fn parse_file(&self, file: &SourceFile, source: &SourceText, options: ParseOptions) -> Collected {
        let comments = SingleThreadedComments::default();
        let program = self.parse_program(file, source, options, &comments)?;
        self.check_decorators(&program, file, source)?;
        let const_enums = const_enums(&program, &source.text);
        let top_level = Mark::new();
        let (program, is_lowered) = self.transform(program, options, top_level, &comments, source);
        let format = format_of(&program, options);
        let mut body = match program {
            Program::Module(module) => module.body,
            Program::Script(script) => script.body.into_iter().map(ModuleItem::Stmt).collect(),
        };
        if format == Format::Cjs {
            free_module_variables(&mut body, self.unresolved_ctxt());
        }
        fold(&mut body, &self.defines, self.unresolved_ctxt(), format, self.options.hot);
        if format == Format::Cjs {
            plain_requires(&mut body, self.unresolved_ctxt(), &source.text);
        }
        expand_requests(&mut body, self.unresolved_ctxt(), &source.text, &comments);
        check_options(&mut body, self.unresolved_ctxt(), &source.text, &comments);
        let annotations = annotations(&comments);
        let legal = if self.options.hot { Vec::new() } else { legal_comments(&comments, &source.text) };
        let parsed = Tree {
            source: source.clone(),
            body,
            symbols: Vec::new(),
            requests: FxHashMap::default(),
            annotations,
            default_symbol: None,
            unnamed_default: None,
            steady: FxHashSet::default(),
            top_level,
            is_lowered,
            const_enums,
            legal,
            has_meta_object: false,
        };
        let collected = collect(self, parsed, format, file, source, &comments, options.syntax != Syntax::Js);
        with_early_errors(collected, source, options, format)
    }

    fn parse_program(
        &self,
        file: &SourceFile,
        source: &SourceText,
        options: ParseOptions,
        comments: &SingleThreadedComments,
    ) -> Result<Program, Vec<Diagnostic>> {
        let syntax = grammar(options, &source.text);
        let mut recovered = Vec::new();
        let comments: Option<&dyn Comments> = Some(comments);
        let version = EsVersion::latest();
        let result = if options.always_module {
            parser::parse_file_as_module(file, syntax, version, comments, &mut recovered).map(Program::Module)
        } else if options.always_commonjs {
            parser::parse_file_as_commonjs(file, syntax, version, comments, &mut recovered).map(Program::Script)
        } else {
            parser::parse_file_as_program(file, syntax, version, comments, &mut recovered)
        };
        let had_errors = !recovered.is_empty();
        if let Ok(program) = &result {
            let allowed = functions_of_ifs(program, &recovered);
            recovered.retain(|error| !allowed.contains(&error.span().lo));
        }
        let mut errors: Vec<_> = recovered.iter().map(|error| syntax_error(error, file, source)).collect();
        match result {
            Ok(mut program) if errors.is_empty() => {
                if had_errors {
                    program.visit_mut_with(&mut BlocksForFunctions);
                }
                Ok(program)
            }
            Ok(_) => Err(errors),
            Err(error) => {
                errors.push(syntax_error(&error, file, source));
                Err(errors)
            }
        }
    }

    /// Decorators of parameters: `experimentalDecorators` only, and without private names where they are applied outside
    /// of the class.
    fn check_decorators(
        &self,
        program: &Program,
        file: &SourceFile,
        source: &SourceText,
    ) -> Result<(), Vec<Diagnostic>> {
        if !source.text.contains('@') {
            return Ok(());
        }
        let (spans, message, help) = match self.options.legacy_decorators {
            None => (
                decorators::decorated_parameters(program),
                "parameters have decorators with `experimentalDecorators` only",
                "set `experimentalDecorators` in tsconfig.json, or decorate the method",
            ),
            Some(_) => (
                decorators::private_names_outside(program),
                "decorators of constructor parameters cannot use private names: they are applied outside of the class",
                "use a static method of the class that looks at the private name",
            ),
        };
        let error = |span| {
            Diagnostic::error("parameter-decorator", message)
                .with_label(source.clone(), relative(span, file), "")
                .with_help(help)
        };
        let errors: Vec<_> = spans.into_iter().map(error).collect();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn transform(
        &self,
        mut program: Program,
        options: ParseOptions,
        top_level: Mark,
        comments: &SingleThreadedComments,
        source: &SourceText,
    ) -> (Program, bool) {
        let text = &*source.text;
        let ParseOptions { syntax, refresh, .. } = options;
        let unresolved = self.unresolved;
        if syntax != Syntax::Js {
            drop_ambient(&mut program);
            if !self.options.define_class_fields {
                program.visit_mut_with(&mut DropBareFields);
            }
        }
        split_catch_variables(&mut program, text);
        program.mutate(base::resolver(unresolved, top_level, syntax != Syntax::Js));
        bind_late_names(&mut program, text);
        if syntax != Syntax::Js && merges_declarations(text) {
            qualify_merged_names(&mut program);
        }
        if syntax != Syntax::Js {
            qualify_merged_enums(&mut program, text);
            keep_enum_objects(&mut program, text);
        }
        if text.contains("(\"use strict\")") || text.contains("('use strict')") {
            program.visit_mut_with(&mut DropBareStrings);
        }
        if text.contains("use asm") {
            program.visit_mut_with(&mut DropAsmDirectives);
        }
        if text.contains("__PURE__") {
            annotate_calls_in_parens(&program, &annotations(comments).pure, comments);
        }
        // What is inside parentheses is what counts; the printer puts back those that are needed.
        program.mutate(base::fixer::paren_remover(None));
        let newer = newer_syntax(&program, text);
        let mut is_lowered = newer.decorators || newer.using;
        if is_lowered {
            let merges = syntax != Syntax::Js && merges_declarations(text);
            self.lower(&mut program, newer, merges, top_level);
        }
        let native_class_properties = self.options.define_class_fields;
        let import_not_used_as_values = self.unused_imports(&source.path);
        let strip = typescript::Config { native_class_properties, import_not_used_as_values, ..Default::default() };
        match syntax {
            Syntax::Js => {}
            Syntax::Ts => program.mutate(typescript::typescript(strip, unresolved, top_level)),
            Syntax::Tsx => {
                let pragma = typescript::TsxConfig {
                    pragma: Some(self.options.jsx_factory.clone().into()),
                    pragma_frag: Some(self.options.jsx_fragment.clone().into()),
                };
                program.mutate(typescript::tsx(
                    self.cm.clone(),
                    strip,
                    pragma,
                    comments.clone(),
                    unresolved,
                    top_level,
                ));
            }
        }
        if syntax != Syntax::Js && !self.options.define_class_fields {
            let mut fields = AssignedFields { is_decorated: newer.decorators, moved: false };
            program.visit_mut_with(&mut fields);
            is_lowered |= fields.moved;
        }
        if syntax != Syntax::Js && merges_declarations(text) {
            // The pass gives merged classes and namespaces contexts that the minifier mistakes for one another.
            program.mutate((base::hygiene::hygiene(), base::resolver(unresolved, top_level, false)));
        }
        let has_jsx = syntax == Syntax::Tsx || (syntax == Syntax::Js && may_hold_jsx(text));
        if has_jsx || refresh {
            let options = self.react_options(refresh);
            match self.options.jsx_development && !self.options.jsx_places {
                true => self.compile_jsx(&mut program, options, comments, top_level),
                false => {
                    let comments = Some(comments.clone());
                    program.mutate(react::react(self.cm.clone(), comments, options, top_level, unresolved));
                }
            }
        }
        (program, is_lowered)
    }

    /// The treatment of imports that only types are taken from. A tsconfig is about the project's own files.
    fn unused_imports(&self, path: &str) -> typescript::ImportsNotUsedAsValues {
        match self.options.keeps_imports && !path.contains("node_modules/") {
            true => typescript::ImportsNotUsedAsValues::Preserve,
            false => typescript::ImportsNotUsedAsValues::Remove,
        }
    }

    /// No browser runs decorators, few run `using`; the helper functions come inline.
    fn lower(&self, program: &mut Program, newer: NewerSyntax, merges: bool, top_level: Mark) {
        HELPERS.set(&Helpers::new(false), || {
            if newer.using {
                program.mutate(explicit_resource_management());
            }
            match self.options.legacy_decorators {
                _ if !newer.decorators => {}
                Some(emit_metadata) => {
                    decorators::lower_legacy(program, emit_metadata, &self.options, self.unresolved_ctxt());
                }
                None => decorators::lower(program, merges, &self.options, self.unresolved_ctxt()),
            }
            program.mutate(inject_helpers(top_level));
            if newer.using {
                decorators::bind_suppressed_error(program);
            }
            if newer.decorators {
                program.visit_mut_with(&mut decorators::HelperVariable);
            }
        });
    }

    /// The passes of `react::react` without those that say where elements stand: in large apps that is a third of the text.
    fn compile_jsx(
        &self,
        program: &mut Program,
        mut options: react::Options,
        comments: &SingleThreadedComments,
        top_level: Mark,
    ) {
        let (cm, comments) = (self.cm.clone(), Some(comments.clone()));
        if let Some(refresh) = options.refresh.take() {
            program.mutate(react::refresh(true, Some(refresh), cm.clone(), comments.clone(), top_level));
        }
        program.mutate(react::jsx(cm, comments, options, top_level, self.unresolved));
    }

    fn react_options(&self, refresh: bool) -> react::Options {
        let options = &self.options;
        react::Options {
            runtime: Some(if options.jsx_automatic { react::Runtime::Automatic } else { react::Runtime::Classic }),
            import_source: options.jsx_automatic.then(|| options.jsx_import_source.as_str().into()),
            pragma: (!options.jsx_automatic).then(|| options.jsx_factory.clone().into()),
            pragma_frag: (!options.jsx_automatic).then(|| options.jsx_fragment.clone().into()),
            development: Some(options.jsx_development),
            throw_if_namespace: Some(false),
            refresh: refresh.then(react::RefreshOptions::default),
            ..Default::default()
        }
    }
}

/// `declare const process: …` describes a global and binds nothing: it must not hide the global from defines.
fn drop_ambient(program: &mut Program) {
    let is_ambient = |decl: &Decl| match decl {
        Decl::Var(var) => var.declare,
        Decl::Fn(function) => function.declare,
        Decl::Class(class) => class.declare,
        Decl::TsEnum(declaration) => declaration.declare,
        Decl::TsModule(module) => module.declare,
        _ => false,
    };
    match program {
        Program::Module(module) => module.body.retain(|item| match item {
            ModuleItem::Stmt(Stmt::Decl(decl)) => !is_ambient(decl),
            _ => true,
        }),
        Program::Script(script) => {
            script.body.retain(|stmt| !matches!(stmt, Stmt::Decl(decl) if is_ambient(decl)));
        }
    }
}

/// Names of top-level `const enum`s, which are plain ones after the transform.
fn const_enums(program: &Program, text: &str) -> FxHashSet<Atom> {
    let Program::Module(module) = program else { return FxHashSet::default() };
    if !text.contains("enum ") {
        return FxHashSet::default();
    }
    let names = module.body.iter().filter_map(|item| match item {
        ModuleItem::Stmt(Stmt::Decl(Decl::TsEnum(found)))
        | ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::TsEnum(found), .. }))
            if found.is_const =>
        {
            Some(found.id.sym.clone())
        }
        _ => None,
    });
    names.collect()
}

/// A string in parentheses is no directive and must not become one: it does nothing and goes.
struct DropBareStrings;

impl VisitMut for DropBareStrings {
    fn visit_mut_stmt(&mut self, stmt: &mut Stmt) {
        stmt.visit_mut_children_with(self);
        if let Stmt::Expr(ExprStmt { expr, span }) = stmt
            && matches!(&**expr, Expr::Paren(paren) if matches!(&*paren.expr, Expr::Lit(Lit::Str(_))))
        {
            *stmt = Stmt::Empty(EmptyStmt { span: *span });
        }
    }
}

/// `function f() { "use asm"; … }` → `function f() { … }`. Renamed and joined code is seldom valid asm.js, of which
/// engines then warn in the console; the directive changes nothing else.
struct DropAsmDirectives;

impl VisitMut for DropAsmDirectives {
    fn visit_mut_stmts(&mut self, stmts: &mut Vec<Stmt>) {
        let is_asm = |expr: &Expr| matches!(expr, Expr::Lit(Lit::Str(text)) if text.value == *"use asm");
        stmts.retain(|stmt| !matches!(stmt, Stmt::Expr(ExprStmt { expr, .. }) if is_asm(expr)));
        stmts.visit_mut_children_with(self);
    }
}

/// Syntax that has to be lowered.
#[derive(Clone, Copy, Default)]
struct NewerSyntax {
    /// Decorators and `accessor` fields.
    decorators: bool,
    /// `using` and `await using`.
    using: bool,
}

impl Visit for NewerSyntax {
    fn visit_decorator(&mut self, _: &Decorator) {
        self.decorators = true;
    }
    fn visit_auto_accessor(&mut self, _: &AutoAccessor) {
        self.decorators = true;
    }
    fn visit_using_decl(&mut self, _: &UsingDecl) {
        self.using = true;
    }
}

fn newer_syntax(program: &Program, text: &str) -> NewerSyntax {
    let mut found = NewerSyntax::default();
    if text.contains('@') || text.contains("using ") || text.contains("accessor") {
        program.visit_with(&mut found);
    }
    found
}

/// Namespaces may share their name with a class or function.
fn merges_declarations(text: &str) -> bool {
    text.contains("namespace ") || text.contains("module ")
}

/// Whether JSX can occur at all: a cheap test that spares most of node_modules a pass.
pub(crate) fn may_hold_jsx(text: &str) -> bool {
    text.contains("/>") || text.contains("</")
}

pub(crate) fn grammar(options: ParseOptions, text: &str) -> parser::Syntax {
    match options.syntax {
        Syntax::Js => parser::Syntax::Es(EsSyntax {
            jsx: may_hold_jsx(text),
            decorators: true,
            auto_accessors: true,
            import_attributes: true,
            allow_return_outside_function: !options.always_module,
            explicit_resource_management: true,
            ..Default::default()
        }),
        Syntax::Ts | Syntax::Tsx => parser::Syntax::Typescript(TsSyntax {
            tsx: options.syntax == Syntax::Tsx,
            decorators: true,
            ..Default::default()
        }),
    }
}

fn format_of(program: &Program, options: ParseOptions) -> Format {
    if options.always_module {
        return Format::Esm;
    }
    match program {
        Program::Module(module) if module.body.iter().any(ModuleItem::is_module_decl) => Format::Esm,
        // `import.meta` or top-level await without any import or export.
        Program::Module(_) if options.syntax == Syntax::Js => Format::Esm,
        // TypeScript is always parsed as a module.
        Program::Module(module) if contains_top_level_await(module) || has_import_meta(module) => Format::Esm,
        _ => Format::Cjs,
    }
}

fn has_import_meta(module: &Module) -> bool {
    struct Finder(bool);
    impl Visit for Finder {
        fn visit_meta_prop_expr(&mut self, meta: &MetaPropExpr) {
            self.0 |= meta.kind == MetaPropKind::ImportMeta;
        }
    }
    let mut finder = Finder(false);
    module.visit_with(&mut finder);
    finder.0
}

fn syntax_error(error: &parser::error::Error, file: &SourceFile, source: &SourceText) -> Diagnostic {
    let span = relative(error.span(), file);
    let message = error.kind().msg().into_owned();
    Diagnostic::error("syntax", format!("cannot parse `{}`", source.path)).with_label(source.clone(), span, message)
}

/// Byte range of a span inside its file.
pub(crate) fn relative(span: swc_core::common::Span, file: &SourceFile) -> std::ops::Range<usize> {
    let start = span.lo.0.saturating_sub(file.start_pos.0) as usize;
    let end = span.hi.0.saturating_sub(file.start_pos.0) as usize;
    start..end.max(start)
}
