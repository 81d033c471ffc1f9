//! Parts of a TypeScript namespace see what the other parts export.
//!
//! Owns the names that cross parts: `namespace A { export const x = 1 }  namespace A { use(x) }` → `use(A.x)`, as
//! TypeScript compiles it. Names that a part declares itself are left to swc, which knows one part at a time.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;
use swc_core::atoms::Atom;
use swc_core::common::{DUMMY_SP, Spanned};
use swc_core::ecma::ast::*;
use swc_core::ecma::utils::find_pat_ids;
use swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};

/// Qualifies names in a program whose scopes are resolved and whose types are still there.
pub(crate) fn qualify_merged_names(program: &mut Program) {
    let mut groups: Groups<'_> = IndexMap::default();
    match program {
        Program::Module(module) => collect_parts(&mut module.body, &mut groups, 0),
        Program::Script(script) => {
            let namespaces = script.body.iter_mut().filter_map(|statement| match statement {
                Stmt::Decl(Decl::TsModule(namespace)) => Some(namespace),
                _ => None,
            });
            namespaces.for_each(|namespace| add_part(namespace, &mut groups, 0));
        }
    }
    groups.into_values().for_each(qualify);
}

/// One declaration of a namespace.
struct Part<'a> {
    name: Ident,
    body: &'a mut TsNamespaceBody,
}

/// Parts by name and list.
type Groups<'a> = IndexMap<(Atom, usize), Vec<Part<'a>>>;

/// Sorts the namespaces of a list by name. Those that are not exported are merged within their list only: they have its
/// number, and exported ones have 0.
fn collect_parts<'a>(items: &'a mut [ModuleItem], groups: &mut Groups<'a>, list: usize) {
    for item in items {
        let (is_exported, decl) = match item {
            ModuleItem::Stmt(Stmt::Decl(Decl::TsModule(decl))) => (false, decl),
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::TsModule(decl), .. })) => {
                (true, decl)
            }
            _ => continue,
        };
        add_part(decl, groups, if is_exported { 0 } else { list });
    }
}

fn add_part<'a>(namespace: &'a mut TsModuleDecl, groups: &mut Groups<'a>, list: usize) {
    if let (TsModuleName::Ident(name), Some(body)) = (&namespace.id, &mut namespace.body) {
        groups.entry((name.sym.clone(), list)).or_default().push(Part { name: name.clone(), body });
    }
}

/// Qualifies names in the parts of one namespace, those of namespaces in it first.
fn qualify(mut parts: Vec<Part<'_>>) {
    let mut inner: Groups<'_> = IndexMap::default();
    for (at, part) in parts.iter_mut().enumerate() {
        match &mut *part.body {
            TsNamespaceBody::TsModuleBlock(block) => collect_parts(&mut block.body, &mut inner, at + 1),
            TsNamespaceBody::TsNamespaceDecl(decl) => {
                let key = (decl.id.sym.clone(), 0);
                inner.entry(key).or_default().push(Part { name: decl.id.clone(), body: &mut decl.body });
            }
        }
    }
    inner.into_values().for_each(qualify);
    if parts.len() < 2 {
        return;
    }
    let exported: Vec<FxHashSet<Atom>> = parts.iter().map(|part| exported_names(part.body)).collect();
    for (at, part) in parts.iter_mut().enumerate() {
        let others = exported.iter().enumerate().filter(|(other, _)| *other != at).flat_map(|(_, names)| names);
        let names: FxHashSet<Atom> = others.filter(|name| !exported[at].contains(*name)).cloned().collect();
        if !names.is_empty() {
            let mut declared = Declared::default();
            part.body.visit_with(&mut declared);
            part.body.visit_mut_with(&mut Qualifier { names, declared: declared.0, object: part.name.clone() });
        }
    }
}

/// Names of values that a part exports.
fn exported_names(body: &TsNamespaceBody) -> FxHashSet<Atom> {
    let block = match body {
        TsNamespaceBody::TsModuleBlock(block) => block,
        TsNamespaceBody::TsNamespaceDecl(decl) => return FxHashSet::from_iter([decl.id.sym.clone()]),
    };
    let mut names = FxHashSet::default();
    for item in &block.body {
        match item {
            ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => names.extend(value_names(&export.decl)),
            ModuleItem::ModuleDecl(ModuleDecl::TsImportEquals(import)) if import.is_export => {
                names.insert(import.id.sym.clone());
            }
            _ => {}
        }
    }
    names
}

fn value_names(decl: &Decl) -> Vec<Atom> {
    match decl {
        Decl::Fn(function) => vec![function.ident.sym.clone()],
        Decl::Class(class) => vec![class.ident.sym.clone()],
        Decl::Var(var) => find_pat_ids::<_, Id>(&var.decls).into_iter().map(|(name, _)| name).collect(),
        Decl::TsEnum(declaration) => vec![declaration.id.sym.clone()],
        Decl::TsModule(module) => match &module.id {
            TsModuleName::Ident(name) => vec![name.sym.clone()],
            TsModuleName::Str(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// All names that are declared somewhere in a part: references to them are not meant for other parts.
#[derive(Default)]
struct Declared(FxHashSet<Id>);

impl Visit for Declared {
    fn visit_var_declarator(&mut self, declarator: &VarDeclarator) {
        self.0.extend(find_pat_ids::<_, Id>(&declarator.name));
        declarator.visit_children_with(self);
    }

    fn visit_param(&mut self, param: &Param) {
        self.0.extend(find_pat_ids::<_, Id>(&param.pat));
        param.visit_children_with(self);
    }

    fn visit_ts_param_prop(&mut self, param: &TsParamProp) {
        match &param.param {
            TsParamPropParam::Ident(name) => {
                self.0.insert(name.to_id());
            }
            TsParamPropParam::Assign(assign) => self.0.extend(find_pat_ids::<_, Id>(&assign.left)),
        }
        param.visit_children_with(self);
    }

    fn visit_arrow_expr(&mut self, arrow: &ArrowExpr) {
        self.0.extend(find_pat_ids::<_, Id>(&arrow.params));
        arrow.visit_children_with(self);
    }

    fn visit_catch_clause(&mut self, clause: &CatchClause) {
        self.0.extend(clause.param.iter().flat_map(find_pat_ids::<_, Id>));
        clause.visit_children_with(self);
    }

    fn visit_fn_decl(&mut self, function: &FnDecl) {
        self.0.insert(function.ident.to_id());
        function.visit_children_with(self);
    }

    fn visit_fn_expr(&mut self, function: &FnExpr) {
        self.0.extend(function.ident.iter().map(Ident::to_id));
        function.visit_children_with(self);
    }

    fn visit_class_decl(&mut self, class: &ClassDecl) {
        self.0.insert(class.ident.to_id());
        class.visit_children_with(self);
    }

    fn visit_class_expr(&mut self, class: &ClassExpr) {
        self.0.extend(class.ident.iter().map(Ident::to_id));
        class.visit_children_with(self);
    }

    fn visit_ts_enum_decl(&mut self, declaration: &TsEnumDecl) {
        self.0.insert(declaration.id.to_id());
        declaration.visit_children_with(self);
    }

    fn visit_ts_import_equals_decl(&mut self, import: &TsImportEqualsDecl) {
        self.0.insert(import.id.to_id());
    }

    fn visit_ts_module_decl(&mut self, module: &TsModuleDecl) {
        if let TsModuleName::Ident(name) = &module.id {
            self.0.insert(name.to_id());
        }
        module.visit_children_with(self);
    }

    fn visit_ts_namespace_decl(&mut self, namespace: &TsNamespaceDecl) {
        self.0.insert(namespace.id.to_id());
        namespace.visit_children_with(self);
    }
}

/// `x` → `A.x`
struct Qualifier {
    names: FxHashSet<Atom>,
    declared: FxHashSet<Id>,
    object: Ident,
}

impl Qualifier {
    /// Names without a position are those of objects that stand in front of names already.
    fn is_meant(&self, name: &Ident) -> bool {
        self.names.contains(&name.sym) && !name.span().is_dummy() && !self.declared.contains(&name.to_id())
    }

    fn object(&self) -> Ident {
        Ident { span: DUMMY_SP, ..self.object.clone() }
    }

    fn member(&self, name: &Ident) -> Option<MemberExpr> {
        let prop = MemberProp::Ident(IdentName::new(name.sym.clone(), name.span));
        let obj = || Box::new(Expr::Ident(self.object()));
        self.is_meant(name).then(|| MemberExpr { span: name.span, obj: obj(), prop })
    }

    fn qualified(&self, name: &Ident) -> Option<TsQualifiedName> {
        let left = || TsEntityName::Ident(self.object());
        let right = IdentName::new(name.sym.clone(), name.span);
        self.is_meant(name).then(|| TsQualifiedName { span: name.span, left: left(), right })
    }
}

impl VisitMut for Qualifier {
    fn visit_mut_expr(&mut self, expr: &mut Expr) {
        match expr.as_ident().and_then(|name| self.member(name)) {
            Some(member) => *expr = Expr::Member(member),
            None => expr.visit_mut_children_with(self),
        }
    }

    fn visit_mut_simple_assign_target(&mut self, target: &mut SimpleAssignTarget) {
        match target.as_ident().and_then(|name| self.member(&name.id)) {
            Some(member) => *target = SimpleAssignTarget::Member(member),
            None => target.visit_mut_children_with(self),
        }
    }

    fn visit_mut_pat(&mut self, pat: &mut Pat) {
        match pat.as_ident().and_then(|name| self.member(&name.id)) {
            Some(member) => *pat = Pat::Expr(Box::new(Expr::Member(member))),
            None => pat.visit_mut_children_with(self),
        }
    }

    fn visit_mut_object_pat_prop(&mut self, prop: &mut ObjectPatProp) {
        prop.visit_mut_children_with(self);
        if let ObjectPatProp::Assign(assign) = prop
            && let Some(member) = self.member(&assign.key.id)
        {
            let key = PropName::Ident(IdentName::new(assign.key.sym.clone(), assign.key.span));
            let target = Pat::Expr(Box::new(Expr::Member(member)));
            let value = match assign.value.take() {
                Some(right) => Pat::Assign(AssignPat { span: assign.span, left: Box::new(target), right }),
                None => target,
            };
            *prop = ObjectPatProp::KeyValue(KeyValuePatProp { key, value: Box::new(value) });
        }
    }

    fn visit_mut_prop(&mut self, prop: &mut Prop) {
        match prop.as_shorthand().and_then(|name| Some((name.clone(), self.member(name)?))) {
            Some((name, member)) => {
                let key = match &*name.sym {
                    "__proto__" => crate::rewrite::computed_key("__proto__"),
                    _ => PropName::Ident(name.into()),
                };
                *prop = Prop::KeyValue(KeyValueProp { key, value: Box::new(Expr::Member(member)) });
            }
            None => prop.visit_mut_children_with(self),
        }
    }

    fn visit_mut_jsx_element_name(&mut self, name: &mut JSXElementName) {
        let prop = match name {
            JSXElementName::Ident(ident) if self.is_meant(ident) => IdentName::new(ident.sym.clone(), ident.span),
            other => return other.visit_mut_children_with(self),
        };
        let obj = JSXObject::Ident(self.object());
        *name = JSXElementName::JSXMemberExpr(JSXMemberExpr { span: prop.span, obj, prop });
    }

    fn visit_mut_jsx_object(&mut self, object: &mut JSXObject) {
        let prop = match object {
            JSXObject::Ident(ident) if self.is_meant(ident) => IdentName::new(ident.sym.clone(), ident.span),
            other => return other.visit_mut_children_with(self),
        };
        let obj = JSXObject::Ident(self.object());
        *object = JSXObject::JSXMemberExpr(Box::new(JSXMemberExpr { span: prop.span, obj, prop }));
    }

    /// `import a = B.c`: the beginning of the chain.
    fn visit_mut_ts_entity_name(&mut self, name: &mut TsEntityName) {
        match name.as_ident().and_then(|ident| self.qualified(ident)) {
            Some(qualified) => *name = TsEntityName::TsQualifiedName(Box::new(qualified)),
            None => name.visit_mut_children_with(self),
        }
    }
}
