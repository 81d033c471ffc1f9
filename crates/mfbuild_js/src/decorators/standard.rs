//! The standard decorators (proposal "Decorators", 2023-11) and `accessor` fields, wherever a class stands.
//!
//! Owns where the variables of a lowered class are declared; `class.rs` lowers the class itself, and every expression of it
//! stays where it was evaluated. A declaration has them in front of it. A class expression gets a function of its own, so
//! that each evaluation has variables of its own: `list.push(@d class {})` in a loop becomes
//! `list.push((() => { let _initClass, _class; return (class {…}, _class); })())`. Only `yield` and `await` between the
//! members of a class cannot move into a function; the variables of such a class are declared in front of its statement.

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::atoms::Atom;
use swc_core::common::{DUMMY_SP, Span};
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};

use super::class::{Lowered, Options, lower_class};
use super::class_names::ClassNames;
use super::nodes::without_types;
use super::variable;
use crate::function_names::is_anonymous;
use crate::rewrite::{computed_key, member};

/// Lowers decorators and `accessor` fields of a program.
///
/// `keeps_classes`: declared classes stay declarations, since namespaces may be merged with them.
pub(super) fn lower_standard(program: &mut Program, keeps_classes: bool, options: Options) {
    let mut names = FxHashMap::default();
    program.visit_mut_with(&mut ClassNames(|class: &mut ClassExpr, name: &str| {
        names.entry(class.class.span).or_insert_with(|| Atom::from(name));
    }));
    let private_names = PrivateNames::of(program);
    program.visit_mut_with(&mut Standard {
        names,
        private_names,
        keeps_classes,
        options,
        hoisted: Vec::new(),
        is_in_namespace: false,
    });
}

/// `value` under the name that NamedEvaluation (ECMA-262 8.4.5) gives it: `{ ["A"]: class {…} }["A"]`.
pub(super) fn named(name: &str, value: Expr) -> Expr {
    member(holder(name, value), name)
}

fn holder(name: &str, value: Expr) -> Expr {
    let pair = KeyValueProp { key: computed_key(name), value: Box::new(value) };
    let props = vec![PropOrSpread::Prop(Box::new(Prop::KeyValue(pair)))];
    Expr::Object(ObjectLit { span: DUMMY_SP, props })
}

pub(super) fn sequence(mut exprs: Vec<Expr>) -> Expr {
    match exprs.len() {
        1 => exprs.remove(0),
        _ => Expr::Seq(SeqExpr { span: DUMMY_SP, exprs: exprs.into_iter().map(Box::new).collect() }),
    }
}

/// All private names of a program: those that are added differ from them.
#[derive(Default)]
pub(super) struct PrivateNames(FxHashSet<Atom>);

impl PrivateNames {
    pub(super) fn of(program: &Program) -> Self {
        let mut names = Self::default();
        program.visit_with(&mut names);
        names
    }

    /// A new name, `name` if it is free.
    pub(super) fn add(&mut self, name: &str) -> PrivateName {
        let mut own = Atom::from(name);
        let mut count = 1;
        while !self.0.insert(own.clone()) {
            count += 1;
            own = format!("{name}{count}").into();
        }
        PrivateName { span: DUMMY_SP, name: own }
    }
}

impl Visit for PrivateNames {
    fn visit_private_name(&mut self, name: &PrivateName) {
        self.0.insert(name.name.clone());
    }
}

struct Standard {
    /// Names of classes without one of their own, from the code around them.
    names: FxHashMap<Span, Atom>,
    private_names: PrivateNames,
    keeps_classes: bool,
    options: Options,
    /// Variables that are declared in front of the statement around them.
    hoisted: Vec<Ident>,
    /// Statements are those of a namespace: exported variables are its properties.
    is_in_namespace: bool,
}

impl Standard {
    fn lower(&mut self, class: &mut Class, ident: Option<&Ident>) -> Option<Lowered> {
        lower_class(class, ident, &mut self.private_names, self.options)
    }

    /// The value of a lowered class expression, and the variables that it needs.
    fn value(&mut self, mut class: ClassExpr) -> (Expr, Vec<Ident>) {
        let name = self.names.remove(&class.class.span).filter(|_| class.ident.is_none());
        let ident = class.ident.clone();
        let Some(Lowered { variables, class_decorators, result }) = self.lower(&mut class.class, ident.as_ref()) else {
            return (Expr::Class(class), Vec::new());
        };
        let moves = result.is_some() || !variables.is_empty();
        let class = Expr::Class(class);
        let class = match (name, result.is_some()) {
            (Some(name), false) if moves => named(&name, class),
            (Some(name), true) => holder(&name, class),
            _ => class,
        };
        let exprs = class_decorators.into_iter().chain([class]).chain(result.map(Expr::Ident));
        (sequence(exprs.collect()), variables)
    }

    /// A statement with what stands in front of and behind it.
    fn items(&mut self, item: ModuleItem, result: &mut Vec<ModuleItem>) {
        match item {
            ModuleItem::Stmt(Stmt::Decl(Decl::Class(class))) => self.declaration(class, false, result),
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Class(class), .. })) => {
                self.declaration(class, true, result);
            }
            ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(ExportDefaultDecl {
                span,
                decl: DefaultDecl::Class(class),
            })) => self.default_class(class, span, result),
            other => result.push(other),
        }
    }

    /// `class A {…}` stays a declaration without decorators of its own; with them it becomes `let A = (class A {…}, _A)`.
    fn declaration(&mut self, mut declaration: ClassDecl, is_exported: bool, result: &mut Vec<ModuleItem>) {
        let ident = declaration.ident.clone();
        let Some(lowered) = self.lower(&mut declaration.class, Some(&ident)) else {
            return result.push(super::declared(Decl::Class(declaration), is_exported));
        };
        result.extend(declared_variables(lowered.variables).map(ModuleItem::Stmt));
        let Some(value) = lowered.result else {
            return result.push(super::declared(Decl::Class(declaration), is_exported));
        };
        if self.keeps_classes && !(self.is_in_namespace && is_exported) {
            result.extend(lowered.class_decorators.map(|expr| ModuleItem::Stmt(statement(expr))));
            result.push(super::declared(Decl::Class(declaration), is_exported));
            return result.push(ModuleItem::Stmt(statement(super::assign(ident, Expr::Ident(value)))));
        }
        let class = Expr::Class(ClassExpr { ident: Some(ident.clone()), class: declaration.class });
        let exprs = lowered.class_decorators.into_iter().chain([class, Expr::Ident(value)]);
        result.push(super::declared(variable(ident, Some(sequence(exprs.collect()))), is_exported));
    }

    fn default_class(&mut self, class: ClassExpr, span: Span, result: &mut Vec<ModuleItem>) {
        if class.class.decorators.is_empty() {
            let mut class = class;
            let ident = class.ident.clone();
            let lowered = self.lower(&mut class.class, ident.as_ref());
            let variables = lowered.map(|lowered| lowered.variables).unwrap_or_default();
            result.extend(declared_variables(variables).map(ModuleItem::Stmt));
            let decl = DefaultDecl::Class(class);
            return result
                .push(ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(ExportDefaultDecl { span, decl })));
        }
        match class.ident.clone() {
            Some(ident) => {
                self.declaration(ClassDecl { ident: ident.clone(), declare: false, class: class.class }, false, result);
                result.push(default_export(ident, span));
            }
            None => {
                let (value, variables) = self.value(class);
                result.extend(declared_variables(variables).map(ModuleItem::Stmt));
                let export = ExportDefaultExpr { span, expr: Box::new(value) };
                result.push(ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultExpr(export)));
            }
        }
    }

    /// The body of a loop has variables of its own for each round.
    fn loop_body(&mut self, body: &mut Stmt) {
        let outer = std::mem::take(&mut self.hoisted);
        body.visit_mut_with(self);
        let own = std::mem::replace(&mut self.hoisted, outer);
        if let Some(declaration) = declared_variables(own) {
            let stmts = vec![declaration, std::mem::take(body)];
            *body = Stmt::Block(BlockStmt { stmts, ..Default::default() });
        }
    }
}

impl VisitMut for Standard {
    fn visit_mut_module_items(&mut self, items: &mut Vec<ModuleItem>) {
        let outer = std::mem::take(&mut self.hoisted);
        let mut result = Vec::with_capacity(items.len());
        for mut item in std::mem::take(items) {
            item.visit_mut_children_with(self);
            let hoisted = std::mem::take(&mut self.hoisted);
            result.extend(declared_variables(hoisted).map(ModuleItem::Stmt));
            self.items(item, &mut result);
        }
        *items = result;
        self.hoisted = outer;
    }

    fn visit_mut_ts_module_block(&mut self, block: &mut TsModuleBlock) {
        let outer = std::mem::replace(&mut self.is_in_namespace, true);
        block.body.visit_mut_with(self);
        self.is_in_namespace = outer;
    }

    fn visit_mut_stmts(&mut self, stmts: &mut Vec<Stmt>) {
        let mut items: Vec<ModuleItem> = std::mem::take(stmts).into_iter().map(ModuleItem::Stmt).collect();
        self.visit_mut_module_items(&mut items);
        *stmts = items.into_iter().filter_map(ModuleItem::stmt).collect();
    }

    fn visit_mut_expr(&mut self, expr: &mut Expr) {
        expr.visit_mut_children_with(self);
        if !expr.is_class() {
            return;
        }
        let Expr::Class(class) = std::mem::take(expr) else { return };
        let cannot_move = pauses(&class.class);
        let (value, variables) = self.value(class);
        let Some(declaration) = declared_variables(variables.clone()) else {
            *expr = value;
            return;
        };
        if cannot_move {
            self.hoisted.extend(variables);
            *expr = value;
            return;
        }
        let stmts = vec![declaration, returned(value)];
        let body = Box::new(ArrowFunctionBody::FunctionBody(FunctionBody { span: DUMMY_SP, stmts }));
        let function = Expr::Arrow(ArrowExpr { span: DUMMY_SP, body, ..Default::default() });
        *expr = crate::rewrite::call(function, Vec::new());
    }

    fn visit_mut_function(&mut self, function: &mut Function) {
        let outer = std::mem::take(&mut self.is_in_namespace);
        function.visit_mut_children_with(self);
        self.is_in_namespace = outer;
    }

    fn visit_mut_arrow_expr(&mut self, arrow: &mut ArrowExpr) {
        arrow.params.visit_mut_with(self);
        let outer = std::mem::take(&mut self.hoisted);
        arrow.body.visit_mut_with(self);
        let own = std::mem::replace(&mut self.hoisted, outer);
        if let Some(declaration) = declared_variables(own)
            && let ArrowFunctionBody::Expr(value) = &mut *arrow.body
        {
            let stmts = vec![declaration, returned(std::mem::take(&mut **value))];
            *arrow.body = ArrowFunctionBody::FunctionBody(FunctionBody { span: DUMMY_SP, stmts });
        }
    }

    fn visit_mut_for_stmt(&mut self, stmt: &mut ForStmt) {
        stmt.init.visit_mut_with(self);
        stmt.test.visit_mut_with(self);
        stmt.update.visit_mut_with(self);
        self.loop_body(&mut stmt.body);
    }

    fn visit_mut_for_in_stmt(&mut self, stmt: &mut ForInStmt) {
        stmt.left.visit_mut_with(self);
        stmt.right.visit_mut_with(self);
        self.loop_body(&mut stmt.body);
    }

    fn visit_mut_for_of_stmt(&mut self, stmt: &mut ForOfStmt) {
        stmt.left.visit_mut_with(self);
        stmt.right.visit_mut_with(self);
        self.loop_body(&mut stmt.body);
    }

    fn visit_mut_while_stmt(&mut self, stmt: &mut WhileStmt) {
        stmt.test.visit_mut_with(self);
        self.loop_body(&mut stmt.body);
    }

    fn visit_mut_do_while_stmt(&mut self, stmt: &mut DoWhileStmt) {
        stmt.test.visit_mut_with(self);
        self.loop_body(&mut stmt.body);
    }
}

/// Whether `yield` or `await` stands between the members of a class.
fn pauses(class: &Class) -> bool {
    struct Finder(bool);
    impl Visit for Finder {
        fn visit_yield_expr(&mut self, _: &YieldExpr) {
            self.0 = true;
        }
        fn visit_await_expr(&mut self, _: &AwaitExpr) {
            self.0 = true;
        }
        fn visit_function(&mut self, _: &Function) {}
        fn visit_arrow_expr(&mut self, _: &ArrowExpr) {}
        fn visit_constructor(&mut self, _: &Constructor) {}
        fn visit_static_block(&mut self, _: &StaticBlock) {}
        fn visit_class_prop(&mut self, field: &ClassProp) {
            field.key.visit_with(self);
            field.decorators.visit_with(self);
        }
        fn visit_private_prop(&mut self, field: &PrivateProp) {
            field.decorators.visit_with(self);
        }
        fn visit_auto_accessor(&mut self, accessor: &AutoAccessor) {
            accessor.key.visit_with(self);
            accessor.decorators.visit_with(self);
        }
        fn visit_class_method(&mut self, method: &ClassMethod) {
            method.key.visit_with(self);
            method.function.decorators.visit_with(self);
        }
        fn visit_private_method(&mut self, method: &PrivateMethod) {
            method.function.decorators.visit_with(self);
        }
    }
    let mut finder = Finder(false);
    class.visit_with(&mut finder);
    finder.0
}

/// `let a, b;`, if there are any.
pub(super) fn declared_variables(names: Vec<Ident>) -> Option<Stmt> {
    if names.is_empty() {
        return None;
    }
    let declarator =
        |name: Ident| VarDeclarator { span: DUMMY_SP, name: Pat::Ident(name.into()), init: None, definite: false };
    let decls = names.into_iter().map(declarator).collect();
    Some(Stmt::Decl(Decl::Var(Box::new(VarDecl { kind: VarDeclKind::Let, decls, ..Default::default() }))))
}

pub(super) fn statement(expr: Expr) -> Stmt {
    Stmt::Expr(ExprStmt { span: DUMMY_SP, expr: Box::new(expr) })
}

fn returned(value: Expr) -> Stmt {
    Stmt::Return(ReturnStmt { span: DUMMY_SP, arg: Some(Box::new(value)) })
}

/// `export { A as default }`: the binding stays live.
fn default_export(name: Ident, span: Span) -> ModuleItem {
    let specifier = ExportNamedSpecifier {
        span,
        orig: ModuleExportName::Ident(name),
        exported: Some(ModuleExportName::Ident(Ident::new_no_ctxt("default".into(), DUMMY_SP))),
        is_type_only: false,
    };
    ModuleItem::ModuleDecl(ModuleDecl::ExportNamed(NamedExport {
        span,
        specifiers: vec![ExportSpecifier::Named(specifier)],
        src: None,
        type_only: false,
        with: None,
    }))
}

/// `value` as it is named by the key of its field, for values that move behind a call: `f = () => {}` is called `f`.
pub(super) fn field_value(name: Option<&str>, value: Expr) -> Expr {
    let value = without_types(value);
    match name {
        Some(name) if is_anonymous(&value) => named(name, value),
        _ => value,
    }
}
