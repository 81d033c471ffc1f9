//! Decorators and `accessor` fields, which no browser runs.
//!
//! Owns which lowering a file gets. The standard decorators are lowered here (`standard.rs`), since swc's pass evaluates them in
//! front of the statement: outside of a loop, a branch or a function without a block. `experimentalDecorators` are lowered by
//! swc's pass, with three repairs: decorated accessors become a field and a pair of methods, decorators that use private
//! names move into the class, and a class means its decorated self inside its own body.

mod class;
mod class_names;
mod metadata_types;
mod nodes;
mod self_references;
mod standard;

use swc_core::common::{DUMMY_SP, Mark, Span, SyntaxContext};
use swc_core::ecma::ast::*;
use swc_core::ecma::transforms::proposal::decorators;
use swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};

use crate::dead_code::mentions;
use crate::engine::EngineOptions;
use crate::function_names::set_class_name;
use class::Options;
use class_names::ClassNames;
use metadata_types::MetadataTypes;
use nodes::local;
use standard::{PrivateNames, lower_standard};

/// swc's name of the function that applies legacy decorators.
const DECORATE: &str = "_ts_decorate";

/// Lowers the decorators that `experimentalDecorators` switches on, and `accessor` fields.
pub(crate) fn lower_legacy(program: &mut Program, emit_metadata: bool, options: &EngineOptions, free: SyntaxContext) {
    program.visit_mut_with(&mut ClassNames(|class: &mut ClassExpr, name: &str| {
        if is_decorated(&class.class) {
            name_class(class, name, options, free);
        }
    }));
    lower_decorated_accessors(program);
    if emit_metadata {
        let mut types = MetadataTypes::of(program, options.strict_null_checks);
        program.visit_mut_with(&mut types);
    }
    program.mutate(decorators::decorators(decorators::Config {
        legacy: true,
        emit_metadata,
        use_define_for_class_fields: options.define_class_fields,
    }));
    if emit_metadata {
        MetadataTypes::finish(program);
    }
    program.visit_mut_with(&mut Repairs { is_in_namespace: false });
    // Nothing is decorated any more: it finds `accessor` fields.
    lower_standard(program, false, Options { free, assigns_fields: !options.define_class_fields });
}

/// Lowers the standard decorators and `accessor` fields.
///
/// `merges_declarations`: the file merges classes with namespaces.
pub(crate) fn lower(program: &mut Program, merges_declarations: bool, options: &EngineOptions, free: SyntaxContext) {
    lower_standard(program, merges_declarations, Options { free, assigns_fields: !options.define_class_fields });
}

/// swc's pass puts an anonymous class into a variable `_class`, after which it would be called: it gets the name of what it
/// is assigned to first.
fn name_class(class: &mut ClassExpr, name: &str, options: &EngineOptions, free: SyntaxContext) {
    let can_be_called = Ident::verify_symbol(name).is_ok();
    class.ident = Some(local(if can_be_called { name } else { "_class" }));
    if !can_be_called && options.shows_names() {
        set_class_name(&mut class.class, name, free);
    }
}

/// swc's helper `_apply_decs_2311` declares its variable `desc` in one context and uses it in functions in another one, so
/// that renaming tears them apart: decorated private members would throw a ReferenceError.
pub(crate) struct HelperVariable;

impl VisitMut for HelperVariable {
    fn visit_mut_fn_decl(&mut self, function: &mut FnDecl) {
        if function.ident.sym != *"_apply_decs_2311" {
            return;
        }
        let mut declared = Declared { name: "desc", context: None };
        function.function.visit_with(&mut declared);
        if let Some(context) = declared.context {
            function.function.visit_mut_with(&mut InContext { name: "desc", context });
        }
    }
}

/// The same of the helper for `using` and its variable at the top level: two errors at once would be a ReferenceError.
pub(crate) fn bind_suppressed_error(program: &mut Program) {
    let name = "_SuppressedError";
    let mut declared = Declared { name, context: None };
    program.visit_with(&mut declared);
    if let Some(context) = declared.context {
        program.visit_mut_with(&mut InContext { name, context });
    }
}

struct Declared {
    name: &'static str,
    context: Option<SyntaxContext>,
}

impl Visit for Declared {
    fn visit_binding_ident(&mut self, name: &BindingIdent) {
        if name.id.sym == *self.name {
            self.context = Some(name.id.ctxt);
        }
    }
}

struct InContext {
    name: &'static str,
    context: SyntaxContext,
}

impl VisitMut for InContext {
    fn visit_mut_ident(&mut self, name: &mut Ident) {
        if name.sym == *self.name {
            name.ctxt = self.context;
        }
    }
}

/// Whether a class or one of its members or their parameters has decorators.
fn is_decorated(class: &Class) -> bool {
    let params = |function: &Function| function.params.iter().any(|param| !param.decorators.is_empty());
    !class.decorators.is_empty()
        || class.body.iter().any(|member| match member {
            ClassMember::Method(method) => !method.function.decorators.is_empty() || params(&method.function),
            ClassMember::PrivateMethod(method) => !method.function.decorators.is_empty(),
            ClassMember::ClassProp(field) => !field.decorators.is_empty(),
            ClassMember::PrivateProp(field) => !field.decorators.is_empty(),
            ClassMember::AutoAccessor(accessor) => !accessor.decorators.is_empty(),
            ClassMember::Constructor(constructor) => constructor.params.iter().any(|param| match param {
                ParamOrTsParamProp::Param(param) => !param.decorators.is_empty(),
                ParamOrTsParamProp::TsParamProp(property) => !property.decorators.is_empty(),
            }),
            _ => false,
        })
}

/// Positions of decorated parameters, which only `experimentalDecorators` knows.
pub(crate) fn decorated_parameters(program: &Program) -> Vec<Span> {
    struct Finder(Vec<Span>);
    impl Visit for Finder {
        fn visit_param(&mut self, param: &Param) {
            self.0.extend(param.decorators.first().map(|decorator| decorator.span));
            param.visit_children_with(self);
        }
        fn visit_ts_param_prop(&mut self, param: &TsParamProp) {
            self.0.extend(param.decorators.first().map(|decorator| decorator.span));
            param.visit_children_with(self);
        }
    }
    let mut finder = Finder(Vec::new());
    program.visit_with(&mut finder);
    finder.0
}

/// Positions of decorators of constructor parameters that use private names: they are applied outside of the class.
pub(crate) fn private_names_outside(program: &Program) -> Vec<Span> {
    struct Finder(Vec<Span>);
    impl Visit for Finder {
        fn visit_constructor(&mut self, constructor: &Constructor) {
            let decorators = constructor.params.iter().flat_map(|param| match param {
                ParamOrTsParamProp::Param(param) => &param.decorators,
                ParamOrTsParamProp::TsParamProp(param) => &param.decorators,
            });
            let outside = decorators.filter(|decorator| uses_private_name(&decorator.expr));
            self.0.extend(outside.map(|decorator| decorator.span));
            constructor.visit_children_with(self);
        }
    }
    let mut finder = Finder(Vec::new());
    program.visit_with(&mut finder);
    finder.0
}

// ---- accessors of `experimentalDecorators`

/// `@d accessor x = 1` → `#x_accessor_storage = 1; @d get x() {…} set x(v) {…}`: its decorator gets that descriptor.
fn lower_decorated_accessors(program: &mut Program) {
    let mut accessors = DecoratedAccessors { private_names: PrivateNames::of(program), keys: Vec::new() };
    program.visit_mut_with(&mut accessors);
    let Some(declaration) = standard::declared_variables(accessors.keys) else { return };
    match program {
        Program::Module(module) => module.body.insert(0, ModuleItem::Stmt(declaration)),
        Program::Script(script) => script.body.insert(0, declaration),
    }
}

struct DecoratedAccessors {
    private_names: PrivateNames,
    /// Variables of computed keys, which are evaluated once.
    keys: Vec<Ident>,
}

impl VisitMut for DecoratedAccessors {
    fn visit_mut_class_decl(&mut self, declaration: &mut ClassDecl) {
        declaration.visit_mut_children_with(self);
        self.lower(&mut declaration.class, Some(&declaration.ident));
    }

    fn visit_mut_class_expr(&mut self, expr: &mut ClassExpr) {
        expr.visit_mut_children_with(self);
        self.lower(&mut expr.class, expr.ident.as_ref());
    }
}

impl DecoratedAccessors {
    fn lower(&mut self, class: &mut Class, ident: Option<&Ident>) {
        let mut members = Vec::with_capacity(class.body.len());
        for member in std::mem::take(&mut class.body) {
            match member {
                ClassMember::AutoAccessor(accessor) if !accessor.decorators.is_empty() => {
                    members.extend(self.storage_and_methods(accessor, ident));
                }
                other => members.push(other),
            }
        }
        class.body = members;
    }

    /// The key of the setter; a computed one of the getter is kept in a variable.
    fn again(&mut self, key: &mut PropName) -> PropName {
        if nodes::literal(key).is_none()
            && let PropName::Computed(own) = key
        {
            let variable = local("_key");
            self.keys.push(variable.clone());
            let value = std::mem::take(&mut *own.expr);
            *own.expr = assign(variable.clone(), nodes::to_property_key(value));
            return nodes::computed(Expr::Ident(variable));
        }
        key.clone()
    }

    fn storage_and_methods(&mut self, accessor: AutoAccessor, class: Option<&Ident>) -> Vec<ClassMember> {
        let AutoAccessor { span, key, value, decorators, is_static, .. } = accessor;
        let Key::Public(mut key) = key else {
            // Private names cannot be decorated in this form; swc's other pass says so.
            let accessor = AutoAccessor { span, key, value, is_static, ..Default::default() };
            return vec![ClassMember::AutoAccessor(accessor)];
        };
        let name = match &key {
            PropName::Ident(name) => format!("{}_accessor_storage", name.sym),
            _ => "accessor_storage".to_owned(),
        };
        let name = self.private_names.add(&name);
        // A class that extends this one reads the accessor of this one.
        let object = class.filter(|_| is_static).map_or_else(nodes::this, |class| Expr::Ident(class.clone()));
        let again = self.again(&mut key);
        storage_and_methods(Accessor { span, key, again, value, decorators, is_static, name, object })
    }
}

/// A decorated accessor.
struct Accessor {
    span: Span,
    key: PropName,
    /// The key of the setter.
    again: PropName,
    value: Option<Box<Expr>>,
    decorators: Vec<Decorator>,
    is_static: bool,
    /// The field that holds the value.
    name: PrivateName,
    /// Where that field is.
    object: Expr,
}

fn storage_and_methods(accessor: Accessor) -> Vec<ClassMember> {
    let Accessor { span, key, again, value, decorators, is_static, name, object } = accessor;
    let storage =
        || MemberExpr { span: DUMMY_SP, obj: Box::new(object.clone()), prop: MemberProp::PrivateName(name.clone()) };
    let method = |key, kind, params, stmt, decorators| {
        let body = Some(FunctionBody { span: DUMMY_SP, stmts: vec![stmt] });
        let function = Box::new(Function { params, decorators, body, span, ..Default::default() });
        ClassMember::Method(ClassMethod { span, key, function, kind, is_static, ..Default::default() })
    };
    let read = Stmt::Return(ReturnStmt { span: DUMMY_SP, arg: Some(Box::new(Expr::Member(storage()))) });
    let value_name = Ident::new("value".into(), DUMMY_SP, SyntaxContext::empty().apply_mark(Mark::new()));
    let write = Expr::Assign(AssignExpr {
        span: DUMMY_SP,
        op: AssignOp::Assign,
        left: AssignTarget::Simple(SimpleAssignTarget::Member(storage())),
        right: Box::new(Expr::Ident(value_name.clone())),
    });
    let write = Stmt::Expr(ExprStmt { span: DUMMY_SP, expr: Box::new(write) });
    let param = Param { span: DUMMY_SP, decorators: Vec::new(), pat: Pat::Ident(value_name.into()) };
    let field = PrivateProp { span, key: name.clone(), value, is_static, ..Default::default() };
    vec![
        ClassMember::PrivateProp(field),
        method(key, MethodKind::Getter, Vec::new(), read, decorators),
        method(again, MethodKind::Setter, vec![param], write, Vec::new()),
    ]
}

// ---- what the legacy pass leaves undone

struct Repairs {
    /// Statements are those of a namespace, which copies an exported class where it is declared.
    is_in_namespace: bool,
}

impl VisitMut for Repairs {
    fn visit_mut_module_items(&mut self, items: &mut Vec<ModuleItem>) {
        items.visit_mut_children_with(self);
        let mut result: Vec<ModuleItem> = Vec::with_capacity(items.len());
        for item in std::mem::take(items) {
            if let ModuleItem::Stmt(Stmt::Expr(stmt)) = &item
                && uses_private_name(&stmt.expr)
                && is_decoration(&stmt.expr)
                && let Some(class) = result.iter_mut().rev().find_map(class_of_item)
            {
                class.body.push(inside(stmt.expr.clone()));
                continue;
            }
            result.push(item);
        }
        instances_first(&mut result);
        *items = with_decorated_selves(result, self.is_in_namespace);
    }

    fn visit_mut_ts_module_block(&mut self, block: &mut TsModuleBlock) {
        let outer = std::mem::replace(&mut self.is_in_namespace, true);
        block.body.visit_mut_with(self);
        self.is_in_namespace = outer;
    }

    fn visit_mut_function(&mut self, function: &mut Function) {
        let outer = std::mem::take(&mut self.is_in_namespace);
        function.visit_mut_children_with(self);
        self.is_in_namespace = outer;
    }

    fn visit_mut_stmts(&mut self, stmts: &mut Vec<Stmt>) {
        let mut items: Vec<ModuleItem> = std::mem::take(stmts).into_iter().map(ModuleItem::Stmt).collect();
        self.visit_mut_module_items(&mut items);
        *stmts = items.into_iter().filter_map(|item| item.stmt()).collect();
    }

    /// `(_class = class {…}, _ts_decorate([…], _class.prototype, "m", null), _class)`.
    fn visit_mut_seq_expr(&mut self, sequence: &mut SeqExpr) {
        sequence.visit_mut_children_with(self);
        let [first, rest @ ..] = &mut sequence.exprs[..] else { return };
        let Expr::Assign(AssignExpr { right, .. }) = &mut **first else { return };
        let Expr::Class(class) = &mut **right else { return };
        for expr in rest {
            if is_decoration(expr) && uses_private_name(expr) {
                let zero = Box::new(Expr::Lit(Lit::Num(0.0.into())));
                class.class.body.push(inside(std::mem::replace(expr, zero)));
            }
        }
    }
}

/// Members of instances are decorated before static ones, as in TypeScript; swc keeps the order of the source.
fn instances_first(items: &mut [ModuleItem]) {
    let is_decorated =
        |item: &ModuleItem| matches!(item, ModuleItem::Stmt(Stmt::Expr(stmt)) if is_decoration(&stmt.expr));
    for run in items.chunk_by_mut(|one, next| is_decorated(one) && is_decorated(next)) {
        run.sort_by_key(|item| match item {
            ModuleItem::Stmt(Stmt::Expr(stmt)) => is_static_decoration(&stmt.expr),
            _ => false,
        });
    }
}

/// `_ts_decorate([…], A, "key", …)`; the target of members of instances is `A.prototype`.
fn is_static_decoration(expr: &Expr) -> bool {
    let Expr::Call(call) = expr else { return false };
    call.args.get(1).is_some_and(|target| !target.expr.is_member())
}

fn class_of_item(item: &mut ModuleItem) -> Option<&mut Class> {
    match item {
        ModuleItem::Stmt(Stmt::Decl(decl))
        | ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl, .. })) => {
            decl.as_mut_class().map(|class| &mut *class.class)
        }
        ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => {
            export.decl.as_mut_class().map(|class| &mut *class.class)
        }
        _ => None,
    }
}

fn is_decoration(expr: &Expr) -> bool {
    matches!(expr, Expr::Call(CallExpr { callee: Callee::Expr(callee), .. })
        if matches!(&**callee, Expr::Ident(callee) if callee.sym == *DECORATE))
}

/// A decoration in a static block at the end of its class, which runs when the statement behind the class would. There the
/// class is `this`: the variable of a class expression has no value yet.
fn inside(mut decoration: Box<Expr>) -> ClassMember {
    let this = || Box::new(Expr::This(ThisExpr { span: DUMMY_SP }));
    if let Expr::Call(call) = &mut *decoration
        && let Some(target) = call.args.get_mut(1)
    {
        match &mut *target.expr {
            Expr::Member(prototype) => prototype.obj = this(),
            other => *other = *this(),
        }
    }
    let stmts = vec![Stmt::Expr(ExprStmt { span: DUMMY_SP, expr: decoration })];
    ClassMember::StaticBlock(StaticBlock { span: DUMMY_SP, body: BlockStmt { stmts, ..Default::default() } })
}

fn uses_private_name(expr: &Expr) -> bool {
    struct Finder(bool);
    impl Visit for Finder {
        fn visit_private_name(&mut self, _: &PrivateName) {
            self.0 = true;
        }
        /// It has private names of its own.
        fn visit_class(&mut self, _: &Class) {}
    }
    let mut finder = Finder(false);
    expr.visit_with(&mut finder);
    finder.0
}

/// `class A { m() { return A } } A = _ts_decorate([d], A)`: `A` in the class means what the decorator gives, as in
/// TypeScript. The class becomes anonymous, `let A; A = class { static { A = this } … }`, and has its name from the assignment.
fn with_decorated_selves(items: Vec<ModuleItem>, is_in_namespace: bool) -> Vec<ModuleItem> {
    let decorated: Vec<Id> = items.iter().filter_map(decorated_class).collect();
    if decorated.is_empty() {
        return items;
    }
    let mut result = Vec::with_capacity(items.len() + 1);
    for item in items {
        let (class, is_exported) = match item {
            ModuleItem::Stmt(Stmt::Decl(Decl::Class(class))) => (class, false),
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::Class(class), .. })) => {
                (class, true)
            }
            other => {
                result.push(other);
                continue;
            }
        };
        let is_decorated = decorated.contains(&class.ident.to_id());
        if is_decorated && mentions(&class.class.body, &class.ident.to_id()) {
            let (declaration, assignment) = assigned_class(class);
            result.push(declared(declaration, is_exported));
            result.push(ModuleItem::Stmt(assignment));
        } else if is_decorated && is_exported && is_in_namespace {
            // An exported variable of a namespace is a property, which the assignment behind it changes.
            let value = Expr::Class(ClassExpr { ident: Some(class.ident.clone()), class: class.class });
            result.push(declared(variable(class.ident, Some(value)), true));
        } else {
            result.push(declared(Decl::Class(class), is_exported));
        }
    }
    result
}

fn declared(decl: Decl, is_exported: bool) -> ModuleItem {
    match is_exported {
        true => ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { span: DUMMY_SP, decl })),
        false => ModuleItem::Stmt(Stmt::Decl(decl)),
    }
}

/// `A = _ts_decorate(…)`.
fn decorated_class(item: &ModuleItem) -> Option<Id> {
    let ModuleItem::Stmt(Stmt::Expr(stmt)) = item else { return None };
    let Expr::Assign(AssignExpr { left, right, .. }) = &*stmt.expr else { return None };
    let name = left.as_ident().filter(|_| is_decoration(right))?;
    Some(name.to_id())
}

/// `name = value`.
fn assign(name: Ident, value: Expr) -> Expr {
    let left = AssignTarget::Simple(SimpleAssignTarget::Ident(name.into()));
    Expr::Assign(AssignExpr { span: DUMMY_SP, op: AssignOp::Assign, left, right: Box::new(value) })
}

fn assigned_class(class: ClassDecl) -> (Decl, Stmt) {
    let ClassDecl { ident, mut class, .. } = class;
    let assigned = |value: Expr| standard::statement(assign(ident.clone(), value));
    let stmts = vec![assigned(Expr::This(ThisExpr { span: DUMMY_SP }))];
    let block = StaticBlock { span: DUMMY_SP, body: BlockStmt { stmts, ..Default::default() } };
    class.body.insert(0, ClassMember::StaticBlock(block));
    let declaration = variable(ident.clone(), None);
    (declaration, assigned(Expr::Class(ClassExpr { ident: None, class })))
}

fn variable(name: Ident, init: Option<Expr>) -> Decl {
    let declarator =
        VarDeclarator { span: DUMMY_SP, name: Pat::Ident(name.into()), init: init.map(Box::new), definite: false };
    Decl::Var(Box::new(VarDecl { kind: VarDeclKind::Let, decls: vec![declarator], ..Default::default() }))
}
