//! Types of decorated members as `emitDecoratorMetadata` writes them.
//!
//! Owns what a type is at run time, by TypeScript's rules and as far as one file tells: aliases, interfaces, enums and type
//! parameters of the file are followed; a name that is imported is asked for at run time. swc's pass serializes each type by
//! its syntax alone, so types are first replaced by ones that need no more: `T | null` by `T`, `readonly string[]` by an
//! array, `Color.Red` by `string`. Types leave no other trace in the output.

use std::cell::Cell;

use super::DECORATE;
use rustc_hash::{FxHashMap, FxHashSet};
use swc_core::atoms::Atom;
use swc_core::common::DUMMY_SP;
use swc_core::ecma::ast::*;
use swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};

/// Aliases that lead to one another end here.
const DEEPEST_ALIAS: u32 = 20;
/// So many aliases are followed in one file: `type A = B | B; type B = C | C; …` doubles with each.
const MOST_ALIASES: u32 = 10_000;
/// Stands in front of the name of the class that a type belongs to: swc takes that for `Object`.
const OWN: char = '\u{1}';

/// The value that stands for a type at run time.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Serialized {
    Keyword(TsKeywordTypeKind),
    Function,
    Array,
    /// A name that may have a value.
    Name(String, TsEntityNameOf),
}

/// A name whose equality is that of its text.
#[derive(Clone, Debug)]
struct TsEntityNameOf(TsEntityName);

impl PartialEq for TsEntityNameOf {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for TsEntityNameOf {}

/// `Object`, as everything that has no better name.
const ANY: Serialized = Serialized::Keyword(TsKeywordTypeKind::TsAnyKeyword);
const VOID: Serialized = Serialized::Keyword(TsKeywordTypeKind::TsVoidKeyword);
const STRING: Serialized = Serialized::Keyword(TsKeywordTypeKind::TsStringKeyword);
const NUMBER: Serialized = Serialized::Keyword(TsKeywordTypeKind::TsNumberKeyword);
const BOOLEAN: Serialized = Serialized::Keyword(TsKeywordTypeKind::TsBooleanKeyword);
const BIGINT: Serialized = Serialized::Keyword(TsKeywordTypeKind::TsBigIntKeyword);

/// Replaces the types of decorated classes; `finish` is called behind swc's pass.
pub(super) struct MetadataTypes {
    declared: Declared,
    /// `strictNullChecks`: `T | null` is neither of the two.
    strict_null_checks: bool,
    /// The class around the current types.
    class: Option<Id>,
    /// Aliases that were followed.
    followed: Cell<u32>,
}

impl MetadataTypes {
    pub(super) fn of(program: &Program, strict_null_checks: bool) -> Self {
        let mut declared = Declared::default();
        program.visit_with(&mut declared);
        Self { declared, strict_null_checks, class: None, followed: Cell::new(0) }
    }

    /// Takes back what only swc's pass needed.
    pub(super) fn finish(program: &mut Program) {
        program.visit_mut_with(&mut Finished);
    }

    fn may_follow(&self) -> bool {
        self.followed.set(self.followed.get() + 1);
        self.followed.get() <= MOST_ALIASES
    }

    fn of_type(&self, ty: Option<&TsType>, depth: u32) -> Serialized {
        let Some(ty) = ty else { return ANY };
        match ty {
            TsType::TsParenthesizedType(inner) => self.of_type(Some(&inner.type_ann), depth),
            TsType::TsFnOrConstructorType(_) => Serialized::Function,
            TsType::TsArrayType(_) | TsType::TsTupleType(_) => Serialized::Array,
            TsType::TsTypePredicate(predicate) if predicate.asserts => VOID,
            TsType::TsTypePredicate(_) => BOOLEAN,
            TsType::TsTypeOperator(operator) if operator.op == TsTypeOperatorOp::ReadOnly => {
                self.of_type(Some(&operator.type_ann), depth)
            }
            TsType::TsLitType(literal) => match &literal.lit {
                TsLit::Str(_) | TsLit::Tpl(_) => STRING,
                TsLit::Number(_) => NUMBER,
                TsLit::BigInt(_) => BIGINT,
                TsLit::Bool(_) => BOOLEAN,
            },
            TsType::TsKeywordType(keyword) => match keyword.kind {
                TsKeywordTypeKind::TsVoidKeyword
                | TsKeywordTypeKind::TsUndefinedKeyword
                | TsKeywordTypeKind::TsNullKeyword
                | TsKeywordTypeKind::TsNeverKeyword => VOID,
                kind @ (TsKeywordTypeKind::TsStringKeyword
                | TsKeywordTypeKind::TsNumberKeyword
                | TsKeywordTypeKind::TsBooleanKeyword
                | TsKeywordTypeKind::TsBigIntKeyword
                | TsKeywordTypeKind::TsSymbolKeyword) => Serialized::Keyword(kind),
                _ => ANY,
            },
            TsType::TsUnionOrIntersectionType(TsUnionOrIntersectionType::TsUnionType(union)) => {
                self.common(union.types.iter().map(|part| &**part), false, depth)
            }
            TsType::TsUnionOrIntersectionType(TsUnionOrIntersectionType::TsIntersectionType(all)) => {
                self.common(all.types.iter().map(|part| &**part), true, depth)
            }
            TsType::TsConditionalType(conditional) => {
                self.common([&*conditional.true_type, &*conditional.false_type].into_iter(), false, depth)
            }
            TsType::TsTypeRef(name) => self.of_name(&name.type_name, depth),
            _ => ANY,
        }
    }

    /// The value that stands for all parts of a type.
    fn common<'a>(&self, parts: impl Iterator<Item = &'a TsType>, is_intersection: bool, depth: u32) -> Serialized {
        let mut found: Option<Serialized> = None;
        for part in parts {
            let keyword = match without_parens(part) {
                TsType::TsKeywordType(keyword) => Some(keyword.kind),
                _ => None,
            };
            match keyword {
                Some(TsKeywordTypeKind::TsNeverKeyword) if is_intersection => return VOID,
                Some(TsKeywordTypeKind::TsNeverKeyword) => continue,
                Some(TsKeywordTypeKind::TsUnknownKeyword) if is_intersection => continue,
                Some(TsKeywordTypeKind::TsNullKeyword | TsKeywordTypeKind::TsUndefinedKeyword)
                    if !self.strict_null_checks =>
                {
                    continue;
                }
                _ => {}
            }
            let serialized = self.of_type(Some(part), depth);
            if serialized == ANY || found.as_ref().is_some_and(|found| *found != serialized) {
                return ANY;
            }
            found = Some(serialized);
        }
        found.unwrap_or(VOID)
    }

    fn of_name(&self, name: &TsEntityName, depth: u32) -> Serialized {
        let text = match name {
            TsEntityName::Ident(ident) => ident.sym.to_string(),
            TsEntityName::TsQualifiedName(qualified) => {
                if let TsEntityName::Ident(object) = &qualified.left
                    && let Some(members) = self.declared.enums.get(&object.to_id())
                {
                    return members.get(&qualified.right.sym).cloned().unwrap_or(ANY);
                }
                text_of(name)
            }
        };
        let TsEntityName::Ident(ident) = name else { return Serialized::Name(text, TsEntityNameOf(name.clone())) };
        let id = ident.to_id();
        if let Some(members) = self.declared.enums.get(&id) {
            let mut kinds = members.values();
            let first = kinds.next().cloned().unwrap_or(NUMBER);
            return if kinds.all(|kind| *kind == first) { first } else { ANY };
        }
        if self.declared.values.contains(&id) {
            let mut name = ident.clone();
            if self.class.as_ref() == Some(&id) {
                name.sym = format!("{OWN}{}", ident.sym).into();
            }
            return Serialized::Name(text, TsEntityNameOf(TsEntityName::Ident(name)));
        }
        match self.declared.types.get(&id) {
            Some(Some(alias)) if depth < DEEPEST_ALIAS && self.may_follow() => {
                match self.of_type(Some(alias), depth + 1) {
                    // The type of a class is that of its instances, which has no value.
                    Serialized::Name(..) => ANY,
                    other => other,
                }
            }
            Some(_) => ANY,
            None if ident.sym == *"ReadonlyArray" => Serialized::Array,
            None => Serialized::Name(text, TsEntityNameOf(name.clone())),
        }
    }

    fn replace(&self, annotation: &mut Option<Box<TsTypeAnn>>) {
        let serialized = self.of_type(annotation.as_ref().map(|annotation| &*annotation.type_ann), 0);
        *annotation = Some(annotation_of(&serialized));
    }

    fn replace_param(&self, pattern: &mut Pat) {
        match pattern {
            Pat::Ident(name) => self.replace(&mut name.type_ann),
            Pat::Array(list) => self.replace(&mut list.type_ann),
            Pat::Object(object) => self.replace(&mut object.type_ann),
            Pat::Assign(assign) => self.replace_param(&mut assign.left),
            Pat::Rest(rest) => {
                let element = rest.type_ann.as_ref().and_then(|annotation| element_type(&annotation.type_ann));
                rest.type_ann = Some(annotation_of(&self.of_type(element, 0)));
            }
            Pat::Expr(_) | Pat::Invalid(_) => {}
        }
    }

    fn replace_members(&self, members: &mut [ClassMember]) {
        let accessors = accessor_types(members);
        for member in members {
            match member {
                ClassMember::Constructor(constructor) => {
                    for param in &mut constructor.params {
                        match param {
                            ParamOrTsParamProp::Param(param) => self.replace_param(&mut param.pat),
                            ParamOrTsParamProp::TsParamProp(property) => match &mut property.param {
                                TsParamPropParam::Ident(name) => self.replace(&mut name.type_ann),
                                TsParamPropParam::Assign(assign) => self.replace_param(&mut assign.left),
                            },
                        }
                    }
                }
                ClassMember::Method(method) => self.replace_method(method, &accessors),
                ClassMember::ClassProp(field) => self.replace(&mut field.type_ann),
                ClassMember::AutoAccessor(accessor) => self.replace(&mut accessor.type_ann),
                _ => {}
            }
        }
    }

    fn replace_method(&self, method: &mut ClassMethod, accessors: &FxHashMap<AccessorKey, AccessorTypes>) {
        let function = &mut method.function;
        // `this` is no parameter.
        function.params.retain(|param| !matches!(&param.pat, Pat::Ident(name) if name.id.sym == *"this"));
        let pair = accessor_key(&method.key, method.is_static).and_then(|key| accessors.get(&key));
        match method.kind {
            MethodKind::Method => {
                function.params.iter_mut().for_each(|param| self.replace_param(&mut param.pat));
                if function.return_type.is_some() {
                    self.replace(&mut function.return_type);
                }
            }
            MethodKind::Getter => {
                let setter = pair.and_then(|pair| pair.setter.as_ref());
                if let Some(Some(annotation)) = setter {
                    function.return_type = Some(annotation.clone());
                }
                if setter.is_some() {
                    // A getter has the parameters of its setter, until swc has written them down.
                    let name = Ident::new_no_ctxt("value".into(), DUMMY_SP);
                    let mut name = BindingIdent { id: name, type_ann: setter.cloned().flatten() };
                    self.replace(&mut name.type_ann);
                    function.params = vec![Pat::Ident(name).into()];
                }
                self.replace(&mut function.return_type);
            }
            MethodKind::Setter => {
                for param in &mut function.params {
                    if let (Pat::Ident(name), Some(AccessorTypes { getter: Some(annotation), .. })) =
                        (&mut param.pat, pair)
                        && name.type_ann.is_none()
                    {
                        name.type_ann = Some(annotation.clone());
                    }
                    self.replace_param(&mut param.pat);
                }
            }
        }
    }

    fn class(&mut self, class: &mut Class, name: Option<Id>) {
        let outer = std::mem::replace(&mut self.class, name);
        class.visit_mut_children_with(self);
        if super::is_decorated(class) {
            self.replace_members(&mut class.body);
        }
        self.class = outer;
    }
}

impl VisitMut for MetadataTypes {
    fn visit_mut_class_decl(&mut self, decl: &mut ClassDecl) {
        self.class(&mut decl.class, Some(decl.ident.to_id()));
    }

    fn visit_mut_class_expr(&mut self, expr: &mut ClassExpr) {
        self.class(&mut expr.class, expr.ident.as_ref().map(Ident::to_id));
    }
}

/// An accessor's key, and whether it is static.
type AccessorKey = (Atom, bool);

/// The annotations of a pair of accessors.
#[derive(Default)]
struct AccessorTypes {
    getter: Option<Box<TsTypeAnn>>,
    /// With a setter.
    setter: Option<Option<Box<TsTypeAnn>>>,
}

fn accessor_types(members: &[ClassMember]) -> FxHashMap<AccessorKey, AccessorTypes> {
    let mut found: FxHashMap<AccessorKey, AccessorTypes> = FxHashMap::default();
    for method in members.iter().filter_map(ClassMember::as_method) {
        let Some(key) = accessor_key(&method.key, method.is_static) else { continue };
        match method.kind {
            MethodKind::Getter => found.entry(key).or_default().getter = method.function.return_type.clone(),
            MethodKind::Setter => {
                let pattern = method.function.params.first().map(|param| &param.pat);
                let annotation = pattern.and_then(|pattern| pattern.as_ident()).and_then(|name| name.type_ann.clone());
                found.entry(key).or_default().setter = Some(annotation);
            }
            MethodKind::Method => {}
        }
    }
    found
}

fn accessor_key(key: &PropName, is_static: bool) -> Option<AccessorKey> {
    match key {
        PropName::Ident(name) => Some((name.sym.clone(), is_static)),
        PropName::Str(text) => Some((text.value.to_string_lossy().into(), is_static)),
        _ => None,
    }
}

/// `T` of `...rest: T[]`.
fn element_type(ty: &TsType) -> Option<&TsType> {
    match ty {
        TsType::TsArrayType(array) => Some(&array.elem_type),
        TsType::TsTypeRef(name) => match &name.type_params.as_ref()?.params[..] {
            [one] => Some(one),
            _ => None,
        },
        _ => None,
    }
}

fn annotation_of(serialized: &Serialized) -> Box<TsTypeAnn> {
    let any = || TsType::TsKeywordType(TsKeywordType { span: DUMMY_SP, kind: TsKeywordTypeKind::TsAnyKeyword });
    let annotation = |ty: TsType| Box::new(TsTypeAnn { span: DUMMY_SP, type_ann: Box::new(ty) });
    annotation(match serialized {
        Serialized::Keyword(kind) => TsType::TsKeywordType(TsKeywordType { span: DUMMY_SP, kind: *kind }),
        Serialized::Function => TsType::TsFnOrConstructorType(TsFnOrConstructorType::TsFnType(TsFnType {
            span: DUMMY_SP,
            params: Vec::new(),
            type_params: None,
            type_ann: annotation(any()),
        })),
        Serialized::Array => TsType::TsArrayType(TsArrayType { span: DUMMY_SP, elem_type: Box::new(any()) }),
        Serialized::Name(_, TsEntityNameOf(name)) => {
            TsType::TsTypeRef(TsTypeRef { span: DUMMY_SP, type_name: name.clone(), type_params: None })
        }
    })
}

fn without_parens(ty: &TsType) -> &TsType {
    match ty {
        TsType::TsParenthesizedType(inner) => without_parens(&inner.type_ann),
        other => other,
    }
}

fn text_of(name: &TsEntityName) -> String {
    match name {
        TsEntityName::Ident(ident) => ident.sym.to_string(),
        TsEntityName::TsQualifiedName(qualified) => format!("{}.{}", text_of(&qualified.left), qualified.right.sym),
    }
}

/// Names that a file declares, and what they are as types.
#[derive(Default)]
struct Declared {
    /// Aliases and type parameters with what they stand for, interfaces without it.
    types: FxHashMap<Id, Option<TsType>>,
    /// Members of enums.
    enums: FxHashMap<Id, FxHashMap<Atom, Serialized>>,
    /// Classes, functions and variables.
    values: FxHashSet<Id>,
}

impl Declared {
    fn enumeration(&mut self, declaration: &TsEnumDecl) {
        let members = self.enums.entry(declaration.id.to_id()).or_default();
        for member in &declaration.members {
            let kind = match &member.init {
                Some(value) if is_text(value, members) => STRING,
                _ => NUMBER,
            };
            let name = match &member.id {
                TsEnumMemberId::Ident(name) => name.sym.clone(),
                TsEnumMemberId::Str(text) => text.value.to_string_lossy().into(),
            };
            members.insert(name, kind);
        }
    }
}

impl Visit for Declared {
    fn visit_ts_enum_decl(&mut self, declaration: &TsEnumDecl) {
        self.enumeration(declaration);
    }

    fn visit_ts_type_alias_decl(&mut self, alias: &TsTypeAliasDecl) {
        self.types.insert(alias.id.to_id(), Some((*alias.type_ann).clone()));
        alias.visit_children_with(self);
    }

    fn visit_ts_interface_decl(&mut self, interface: &TsInterfaceDecl) {
        let is_callable = |member: &TsTypeElement| {
            matches!(member, TsTypeElement::TsCallSignatureDecl(_) | TsTypeElement::TsConstructSignatureDecl(_))
        };
        let callable = interface.body.body.iter().any(is_callable);
        let function = callable.then(|| *annotation_of(&Serialized::Function).type_ann);
        self.types.insert(interface.id.to_id(), function);
        interface.visit_children_with(self);
    }

    fn visit_ts_type_param(&mut self, param: &TsTypeParam) {
        self.types.insert(param.name.to_id(), param.constraint.as_ref().map(|constraint| (**constraint).clone()));
        param.visit_children_with(self);
    }

    fn visit_class_decl(&mut self, decl: &ClassDecl) {
        self.values.insert(decl.ident.to_id());
        decl.visit_children_with(self);
    }

    fn visit_class_expr(&mut self, expr: &ClassExpr) {
        self.values.extend(expr.ident.as_ref().map(Ident::to_id));
        expr.visit_children_with(self);
    }

    fn visit_binding_ident(&mut self, name: &BindingIdent) {
        self.values.insert(name.id.to_id());
        name.visit_children_with(self);
    }
}

/// Whether the value of a member of an enum is a text.
fn is_text(value: &Expr, members: &FxHashMap<Atom, Serialized>) -> bool {
    match value {
        Expr::Lit(Lit::Str(_)) | Expr::Tpl(_) => true,
        Expr::Paren(paren) => is_text(&paren.expr, members),
        Expr::Bin(BinExpr { op: BinaryOp::Add, left, right, .. }) => is_text(left, members) || is_text(right, members),
        Expr::Ident(name) => members.get(&name.sym) == Some(&STRING),
        Expr::Member(MemberExpr { prop: MemberProp::Ident(name), .. }) => members.get(&name.sym) == Some(&STRING),
        _ => false,
    }
}

/// `_ts_metadata("design:type", …)`.
fn says_type(decorator: &Expr) -> bool {
    let Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) = decorator else { return false };
    let is_type =
        |argument: &ExprOrSpread| matches!(&*argument.expr, Expr::Lit(Lit::Str(key)) if key.value == *"design:type");
    callee.is_ident_ref_to("_ts_metadata") && args.first().is_some_and(is_type)
}

/// Gives names back, and takes parameters and the types of classes away.
struct Finished;

impl VisitMut for Finished {
    fn visit_mut_call_expr(&mut self, call: &mut CallExpr) {
        call.visit_mut_children_with(self);
        // `_ts_decorate([…], Class)`: TypeScript says the types of its parameters only.
        let is_class = matches!(&call.callee, Callee::Expr(callee) if callee.is_ident_ref_to(DECORATE));
        if let [decorators, _] = &mut call.args[..]
            && is_class
            && let Expr::Array(list) = &mut *decorators.expr
        {
            list.elems.retain(|element| !element.as_ref().is_some_and(|element| says_type(&element.expr)));
        }
    }

    fn visit_mut_ident(&mut self, ident: &mut Ident) {
        if let Some(name) = ident.sym.strip_prefix(OWN) {
            ident.sym = name.into();
        }
    }

    fn visit_mut_class_method(&mut self, method: &mut ClassMethod) {
        if method.kind == MethodKind::Getter {
            method.function.params.clear();
        }
        method.visit_mut_children_with(self);
    }
}
