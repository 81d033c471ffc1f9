//! The names that the code of a factory uses for what is not its own, and the expressions with them.
//!
//! Owns how variables of required modules are called, and what a `Value` looks like in code.

use rustc_hash::FxHashMap;
use swc_core::atoms::Atom;
use swc_core::common::{DUMMY_SP, Mark, SyntaxContext};
use swc_core::ecma::ast::*;

use crate::facts::Constant;
use crate::rewrite::{call, member, number, string};
use crate::scope::{Access, RequestValue, RequiredAs, Scope, Value};

/// The names that a scope's code uses for what is not its own.
pub(crate) struct Names {
    pub(crate) module: Ident,
    pub(crate) exports: Ident,
    pub(crate) require: Ident,
    /// Variables of required modules.
    pub(crate) required: Vec<Ident>,
    /// Ids of those without a variable, which are asked for at each use.
    pub(crate) each: Vec<Option<u32>>,
    /// Variables for what is made of their exports, by `View`.
    pub(crate) views: Vec<[Ident; View::ALL.len()]>,
    /// Which of those are used.
    pub(crate) used_views: Vec<[bool; View::ALL.len()]>,
    /// Variables of the namespace objects of members.
    pub(crate) namespaces: Vec<Ident>,
    /// Variables of the `import.meta` objects of members that use them.
    pub(crate) metas: Vec<Ident>,
}

/// A value that code makes of the exports of a required module and keeps in a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// `require.n(x)`, a function that gives the default import.
    Default,
    /// `require.n(x, 1)`, the same for strict importers.
    StrictDefault,
    /// `require.o(x)`, the namespace object.
    Namespace,
}

impl View {
    pub(crate) const ALL: [Self; 3] = [Self::Default, Self::StrictDefault, Self::Namespace];

    /// The end of the variable's name.
    fn suffix(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::StrictDefault => "strict_default",
            Self::Namespace => "namespace",
        }
    }
}

impl Names {
    /// The names of a factory. With the `source` of its only member they are ones that do not occur in it: the author's
    /// own names stay as they are, and the tools of a browser call functions by them. Without it, who prints must rename.
    pub(crate) fn new(scope: &Scope, context: SyntaxContext, source: Option<&str>) -> Self {
        let mut fresh = FreshNames { base: context, contexts: Vec::new(), taken: FxHashMap::default() };
        let mut ident = |name: String| match source {
            Some(_) => Ident::new(name.into(), DUMMY_SP, context),
            None => fresh.ident(name),
        };
        let readable = scope.requires.iter().enumerate().map(|(index, required)| identifier(&required.name, index));
        let required: Vec<String> = match source {
            Some(source) => unused(readable, source),
            None => readable.collect(),
        };
        let namespaces = scope.namespaces.iter().enumerate();
        Self {
            required: required.iter().map(|name| ident(name.clone())).collect(),
            each: scope
                .requires
                .iter()
                .map(|required| (required.access == Access::Each).then_some(required.id))
                .collect(),
            views: required
                .iter()
                .map(|name| View::ALL.map(|view| ident(format!("{name}_{}", view.suffix()))))
                .collect(),
            used_views: vec![[false; View::ALL.len()]; scope.requires.len()],
            namespaces: namespaces
                .map(|(index, namespace)| ident(format!("{}_namespace", identifier(&namespace.name, index))))
                .collect(),
            ..Self::of_module(context)
        }
    }

    /// Those of a module that requires nothing yet.
    pub(crate) fn of_module(context: SyntaxContext) -> Self {
        let ident = |name: &str| Ident::new(name.into(), DUMMY_SP, context);
        Self {
            module: ident("module"),
            exports: ident("exports"),
            require: ident("require"),
            required: Vec::new(),
            each: Vec::new(),
            views: Vec::new(),
            used_views: Vec::new(),
            namespaces: Vec::new(),
            metas: Vec::new(),
        }
    }

    /// The parameters of a factory.
    pub(crate) fn params(&self) -> Vec<Param> {
        let param =
            |name: &Ident| Param { span: DUMMY_SP, decorators: Vec::new(), pat: Pat::Ident(name.clone().into()) };
        [&self.module, &self.exports, &self.require].map(param).into()
    }

    /// `require.name`.
    pub(crate) fn helper(&self, name: &str) -> Expr {
        member(Expr::Ident(self.require.clone()), name)
    }

    /// `require.name(args)`.
    pub(crate) fn call_helper(&self, name: &str, args: Vec<Expr>) -> Expr {
        call(self.helper(name), args)
    }

    /// The exports of a required module.
    fn required(&self, index: usize) -> Expr {
        match self.each[index] {
            Some(id) => self.call_helper("s", vec![number(id)]),
            None => Expr::Ident(self.required[index].clone()),
        }
    }

    /// Something made of the exports of a required module: in a variable, or anew where there is none for them.
    fn view(&mut self, index: usize, view: View) -> Expr {
        if self.each[index].is_some() {
            return self.make_view(view, self.required(index));
        }
        self.used_views[index][view as usize] = true;
        Expr::Ident(self.views[index][view as usize].clone())
    }

    fn make_view(&self, view: View, exports: Expr) -> Expr {
        match view {
            View::Default => self.call_helper("n", vec![exports]),
            View::StrictDefault => self.call_helper("n", vec![exports, number(1)]),
            View::Namespace => self.call_helper("o", vec![exports]),
        }
    }

    /// The variables of a required module that are used, with their values.
    pub(crate) fn made_of(&self, index: usize) -> impl Iterator<Item = (Ident, Expr)> + '_ {
        View::ALL.into_iter().filter(move |view| self.used_views[index][*view as usize]).map(move |view| {
            let exports = Expr::Ident(self.required[index].clone());
            (self.views[index][view as usize].clone(), self.make_view(view, exports))
        })
    }

    /// A variable for the `import.meta` of a member.
    pub(crate) fn meta(&mut self) -> Ident {
        let context = self.require.ctxt.apply_mark(Mark::new());
        let meta = Ident::new("import_meta".into(), DUMMY_SP, context);
        self.metas.push(meta.clone());
        meta
    }

    /// What a call with a request becomes, if it is a call again that depends on nothing else.
    pub(crate) fn request(&self, value: &RequestValue) -> Option<Expr> {
        match value {
            RequestValue::Require(id, part, runs_anew) => {
                let args = [number(*id)].into_iter().chain(runs_anew.then(|| number(1)));
                let exports = call(Expr::Ident(self.require.clone()), args.collect());
                Some(match part {
                    RequiredAs::Exports => exports,
                    RequiredAs::Namespace => self.call_helper("o", vec![exports]),
                    RequiredAs::Value => member(exports, "default"),
                })
            }
            RequestValue::Dynamic { group, id, mode } => {
                let mode = (*mode != 0).then(|| number(*mode));
                Some(self.call_helper("i", [number(*group), number(*id)].into_iter().chain(mode).collect()))
            }
            _ => None,
        }
    }

    /// The expression that a value stands for.
    pub(crate) fn value(&mut self, value: &Value, symbols: &[Vec<Id>]) -> Expr {
        match value {
            Value::Symbol(owner, symbol) => Expr::Ident(symbols[*owner][symbol.0 as usize].clone().into()),
            Value::Module(index) => self.required(*index),
            Value::Property(index, name) => member(self.required(*index), name),
            Value::DefaultInterop(index, strict) => {
                let view = if *strict { View::StrictDefault } else { View::Default };
                call(self.view(*index, view), Vec::new())
            }
            Value::NamespaceObject(index) => self.view(*index, View::Namespace),
            Value::NamespaceInterop(index, true) => self.call_helper("t", vec![self.required(*index), number(1)]),
            Value::NamespaceInterop(index, false) => self.call_helper("k", vec![self.required(*index)]),
            Value::OwnExports => Expr::Ident(self.exports.clone()),
            Value::OwnNamespace => self.call_helper("o", vec![Expr::Ident(self.exports.clone())]),
            Value::Namespace(index) => Expr::Ident(self.namespaces[*index].clone()),
            Value::Constant(constant) => literal(constant),
            Value::Undefined => *Expr::undefined(DUMMY_SP),
        }
    }
}

/// `name_1`, `name_2`, …, as TypeScript writes them.
fn unused(names: impl Iterator<Item = String>, source: &str) -> Vec<String> {
    let mut taken: FxHashMap<String, usize> = FxHashMap::default();
    let unused = names.map(|name| {
        let n = taken.entry(name.clone()).or_default();
        let numbered = (*n + 1..).map(|n| (n, format!("{name}_{n}")));
        let mut free = numbered.filter(|(_, name)| !source.contains(name));
        let (found, unused) = free.next().expect("no text has them all");
        *n = found;
        unused
    });
    unused.collect()
}

/// Variables that nothing in the sources can mean. Those with different names share a context: contexts are made in a
/// table that all threads share.
struct FreshNames {
    base: SyntaxContext,
    contexts: Vec<SyntaxContext>,
    /// How many variables have a name.
    taken: FxHashMap<Atom, usize>,
}

impl FreshNames {
    fn ident(&mut self, name: String) -> Ident {
        let name = Atom::from(name);
        let taken = self.taken.entry(name.clone()).or_default();
        if *taken == self.contexts.len() {
            self.contexts.push(self.base.apply_mark(Mark::new()));
        }
        let context = self.contexts[*taken];
        *taken += 1;
        Ident::new(name, DUMMY_SP, context)
    }
}

/// A readable variable name for a module: `./lib/some-thing.js` → `some_thing`.
fn identifier(name: &str, index: usize) -> String {
    let stem = name.rsplit('/').find(|part| !part.is_empty() && !part.starts_with("index.")).unwrap_or("module");
    let stem = stem.split('.').next().unwrap_or(stem);
    let clean: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    match clean.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        // Reserved words are verified against strict mode.
        true if Ident::verify_symbol(&clean).is_ok() => clean,
        true => format!("_{clean}"),
        false => format!("module_{index}"),
    }
}

fn literal(constant: &Constant) -> Expr {
    match constant {
        Constant::Number(bits) => {
            let value = f64::from_bits(*bits);
            let number = Expr::Lit(Lit::Num(Number { span: DUMMY_SP, value: value.abs(), raw: None }));
            if value.is_sign_negative() {
                Expr::Unary(UnaryExpr { span: DUMMY_SP, op: UnaryOp::Minus, arg: Box::new(number) })
            } else {
                number
            }
        }
        Constant::Bool(value) => Expr::Lit(Lit::Bool(Bool { span: DUMMY_SP, value: *value })),
        Constant::Null => Expr::Lit(Lit::Null(Null { span: DUMMY_SP })),
        Constant::Text(text) => string(text),
    }
}
