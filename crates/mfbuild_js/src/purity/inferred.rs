//! Functions and classes of a file whose calls cannot be observed, found by looking into them.
//!
//! Owns the inference: plain parameters, and a body of pure declarations, returns, conditions, and writes to what is the
//! function's own. Answers are found when they are asked for. What leads back to itself may never end and counts as
//! observable, as does everything that is assigned anew somewhere.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitWith};

use super::body::Body;
use super::uses::{changed, escaped};
use super::{Purity, Question};

/// What can be asked about the top-level names of a file.
pub(crate) struct Inferred<'a> {
    file: &'a [ModuleItem],
    candidates: FxHashMap<Id, Candidate<'a>>,
    /// Functions marked `#__NO_SIDE_EFFECTS__`.
    marked: FxHashSet<Id>,
    /// Variables that hold what no class can extend.
    no_constructors: FxHashSet<Id>,
    known: RefCell<FxHashMap<Id, Answer>>,
    changed: OnceCell<FxHashSet<Id>>,
    escaped: OnceCell<FxHashSet<Id>>,
}

/// What a "yes" depends on; `None` is "no".
type Answer = Option<Rc<[Question]>>;

#[derive(Clone, Copy)]
enum Candidate<'a> {
    Function(&'a Function),
    Arrow(&'a ArrowExpr),
    Class(&'a Class),
}

impl<'a> Inferred<'a> {
    /// Notes what the file declares; nothing is decided yet. `default` is the name of an export that has none.
    pub(crate) fn new(file: &'a [ModuleItem], marked: FxHashSet<Id>, default: Option<&Id>) -> Self {
        Self {
            file,
            candidates: file.iter().filter_map(|item| candidate(item, default)).collect(),
            marked,
            no_constructors: file.iter().filter_map(no_constructor).collect(),
            known: RefCell::default(),
            changed: OnceCell::new(),
            escaped: OnceCell::new(),
        }
    }

    /// Whether `class A extends name` throws, or runs the traps of a proxy.
    pub(super) fn is_no_constructor(&self, id: &Id) -> bool {
        self.no_constructors.contains(id)
    }

    /// Whether calling the function with pure arguments does nothing; what that depends on is noted.
    pub(super) fn is_pure_function(&self, id: &Id, purity: &Purity<'_>) -> bool {
        if self.marked.contains(id) {
            return true;
        }
        let is_function = matches!(self.candidates.get(id), Some(Candidate::Function(_) | Candidate::Arrow(_)));
        is_function && self.noted(id, purity)
    }

    /// Whether making an instance of the class with pure arguments does nothing; what that depends on is noted.
    pub(super) fn is_pure_class(&self, id: &Id, purity: &Purity<'_>) -> bool {
        matches!(self.candidates.get(id), Some(Candidate::Class(_))) && self.noted(id, purity)
    }

    /// Whether the name is a class (or else a function) that does nothing, with what that depends on.
    pub(crate) fn pure(&self, id: &Id, purity: &Purity<'_>) -> Option<(bool, Vec<Question>)> {
        let is_class = matches!(self.candidates.get(id), Some(Candidate::Class(_)));
        let questions = purity.imports.collect(|| match is_class {
            true => self.is_pure_class(id, purity),
            false => self.is_pure_function(id, purity),
        });
        questions.map(|questions| (is_class, questions))
    }

    fn noted(&self, id: &Id, purity: &Purity<'_>) -> bool {
        let answer = self.answer(id, purity);
        if let Some(questions) = &answer {
            purity.imports.note(questions);
        }
        answer.is_some()
    }

    fn answer(&self, id: &Id, purity: &Purity<'_>) -> Answer {
        if let Some(known) = self.known.borrow().get(id) {
            return known.clone();
        }
        // What asks for itself meanwhile is told that it is observable.
        self.known.borrow_mut().insert(id.clone(), None);
        let is_candidate = |id: &Id| self.candidates.contains_key(id);
        let looked_into = || match self.candidates.get(id) {
            Some(Candidate::Function(found)) => function(found, purity),
            Some(Candidate::Arrow(found)) => arrow(found, purity),
            Some(Candidate::Class(found)) => {
                let escaped = || self.escaped.get_or_init(|| escaped(self.file, &is_candidate)).contains(id);
                class(found, purity, &escaped)
            }
            None => false,
        };
        let questions = purity.imports.collect(|| purity.in_function(looked_into));
        let is_changed = || self.changed.get_or_init(|| changed(self.file, &is_candidate)).contains(id);
        let answer: Answer = questions.filter(|_| !is_changed()).map(Rc::from);
        self.known.borrow_mut().insert(id.clone(), answer.clone());
        answer
    }
}

/// The name of a top-level variable or function that is certainly no plain constructor.
fn no_constructor(item: &ModuleItem) -> Option<Id> {
    let (ModuleItem::Stmt(Stmt::Decl(decl)) | ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl, .. }))) =
        item
    else {
        return None;
    };
    let special = |function: &Function| function.is_async || function.is_generator;
    match decl {
        Decl::Fn(function) => special(&function.function).then(|| function.ident.to_id()),
        Decl::Var(var) => {
            let [VarDeclarator { name: Pat::Ident(name), init: Some(init), .. }] = &var.decls[..] else { return None };
            let is_other = match &**init {
                Expr::Fn(function) => special(&function.function),
                Expr::Lit(literal) => !matches!(literal, Lit::Null(_)),
                Expr::Arrow(_) | Expr::Array(_) | Expr::Object(_) | Expr::Tpl(_) | Expr::Unary(_) | Expr::New(_) => {
                    true
                }
                _ => false,
            };
            is_other.then(|| name.to_id())
        }
        _ => None,
    }
}

/// What a top-level item declares, if it can be looked into.
fn candidate<'a>(item: &'a ModuleItem, default: Option<&Id>) -> Option<(Id, Candidate<'a>)> {
    let decl = match item {
        ModuleItem::Stmt(Stmt::Decl(decl)) => decl,
        ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => &export.decl,
        ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => {
            let (ident, candidate) = match &export.decl {
                DefaultDecl::Fn(FnExpr { ident, function }) => (ident, Candidate::Function(function)),
                DefaultDecl::Class(ClassExpr { ident, class }) => (ident, Candidate::Class(class)),
                DefaultDecl::TsInterfaceDecl(_) => return None,
            };
            return Some((ident.as_ref().map(Ident::to_id).or_else(|| default.cloned())?, candidate));
        }
        ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultExpr(export)) => {
            return Some((default?.clone(), value_candidate(&export.expr)?));
        }
        _ => return None,
    };
    match decl {
        Decl::Fn(function) => Some((function.ident.to_id(), Candidate::Function(&function.function))),
        Decl::Class(class) => Some((class.ident.to_id(), Candidate::Class(&class.class))),
        Decl::Var(var) => {
            let [VarDeclarator { name: Pat::Ident(name), init: Some(init), .. }] = &var.decls[..] else { return None };
            Some((name.to_id(), value_candidate(init)?))
        }
        _ => None,
    }
}

fn value_candidate(value: &Expr) -> Option<Candidate<'_>> {
    match value {
        Expr::Fn(function) => Some(Candidate::Function(&function.function)),
        Expr::Arrow(arrow) => Some(Candidate::Arrow(arrow)),
        Expr::Class(class) => Some(Candidate::Class(&class.class)),
        _ => None,
    }
}

/// Whether calling a function does nothing.
pub(super) fn function(function: &Function, purity: &Purity<'_>) -> bool {
    let Some(body) = function.body.as_ref().filter(|_| !function.is_async && !function.is_generator) else {
        return false;
    };
    let parameters = || function.params.iter().map(|parameter| &parameter.pat);
    parameters().all(|parameter| is_plain_parameter(parameter, purity))
        && Body::new(purity, parameters(), &body.stmts).is_pure()
}

/// Whether calling an arrow function does nothing.
pub(super) fn arrow(arrow: &ArrowExpr, purity: &Purity<'_>) -> bool {
    if arrow.is_async || arrow.is_generator || !arrow.params.iter().all(|pat| is_plain_parameter(pat, purity)) {
        return false;
    }
    match &*arrow.body {
        ArrowFunctionBody::FunctionBody(body) => Body::new(purity, arrow.params.iter(), &body.stmts).is_pure(),
        ArrowFunctionBody::Expr(expr) => purity.expr(expr),
    }
}

/// A parameter that takes its argument without looking into it.
fn is_plain_parameter(parameter: &Pat, purity: &Purity<'_>) -> bool {
    match parameter {
        Pat::Ident(_) => true,
        Pat::Rest(rest) => rest.arg.is_ident(),
        Pat::Assign(assign) => assign.left.is_ident() && purity.expr(&assign.right),
        _ => false,
    }
}

/// Whether making an instance of a class does nothing (ECMA-262 10.2.2): fields are defined and run no setters, what the
/// constructor assigns must not meet any, neither of the class nor of those who got hold of it.
fn class(class: &Class, purity: &Purity<'_>, escaped: &dyn Fn() -> bool) -> bool {
    if !class.decorators.is_empty() {
        return false;
    }
    // Without a constructor the parent gets the arguments (ECMA-262 15.7.14), unless somebody has put in another parent.
    // It must not meet setters of this class either.
    if let Some(parent) = &class.super_class {
        let is_plain = |member: &ClassMember| match member {
            ClassMember::Constructor(_) => false,
            ClassMember::Method(method) => method.kind == MethodKind::Method,
            _ => true,
        };
        let is_pure = || matches!(&**parent, Expr::Ident(parent) if purity.is_pure_class(parent));
        if !class.body.iter().all(is_plain) || !is_pure() || escaped() {
            return false;
        }
    }
    let mut constructor = None;
    for member in &class.body {
        match member {
            ClassMember::Constructor(found) => constructor = Some(found),
            ClassMember::Method(_) | ClassMember::PrivateMethod(_) | ClassMember::Empty(_) => {}
            ClassMember::ClassProp(ClassProp { is_static, value, .. })
            | ClassMember::PrivateProp(PrivateProp { is_static, value, .. }) => {
                if !is_static && value.as_ref().is_some_and(|value| !purity.expr(value)) {
                    return false;
                }
            }
            _ => return false,
        }
    }
    let Some(constructor) = constructor else { return true };
    let parameter = |parameter: &'_ ParamOrTsParamProp| match parameter {
        ParamOrTsParamProp::Param(parameter) => is_plain_parameter(&parameter.pat, purity),
        ParamOrTsParamProp::TsParamProp(_) => false,
    };
    let Some(body) = constructor.body.as_ref().filter(|_| constructor.params.iter().all(parameter)) else {
        return false;
    };
    let parameters = constructor.params.iter().filter_map(|parameter| parameter.as_param()).map(|param| &param.pat);
    let body = Body::of_constructor(purity, parameters, &body.stmts, class);
    body.is_pure() && (!body.writes_properties.get() || !(mentions_prototype(class) || escaped()))
}

/// A class that speaks of its `prototype` may put setters there.
fn mentions_prototype(class: &Class) -> bool {
    struct Finder(bool);
    impl Visit for Finder {
        fn visit_ident_name(&mut self, name: &IdentName) {
            self.0 |= name.sym == *"prototype";
        }
    }
    let mut finder = Finder(false);
    class.visit_with(&mut finder);
    finder.0
}
