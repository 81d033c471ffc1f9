//! The description of one scope: which statements of which files become one factory, and what every name stands for.
//!
//! Owns plain data that the linker writes and `render` reads.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{Constant, ImportIdx, SymbolIdx};

/// A factory to print: `function(module, exports, require) {…}`. Equal descriptions of equal files give equal texts.
#[derive(Debug, PartialEq, Eq)]
pub struct Scope {
    /// What becomes of the files in it; the root is the last one.
    pub members: Vec<Member>,
    /// Other modules that the scope requires.
    pub requires: Vec<Required>,
    /// What the factory does, in evaluation order.
    pub steps: Vec<Step>,
    /// Names on the exports object, in order, with what they stand for.
    pub exports: Vec<(String, Value)>,
    /// Mark the exports object as a namespace (`require.r`).
    pub is_namespace: bool,
    /// Namespace objects of members that code of the scope uses as values.
    pub namespaces: Vec<Namespace>,
    /// The factory is asynchronous: the root, or something that it requires, uses top-level await.
    pub is_async: bool,
    /// Code in it calls `eval` directly: nothing may be renamed or dropped.
    pub has_eval: bool,
    /// Others in an import cycle ask for its exports before it runs: the factory is a generator that stops once when
    /// exports and functions are there (ECMA-262 16.2.1.6.2: linking goes before evaluation).
    pub is_linked_early: bool,
    /// Its file registers components or hooks: `require.hr`, `require.hs` and `require.he` stand around the body.
    pub has_refresh: bool,
    /// CommonJS body: the members are one file that sees `module`, `exports` and `require`.
    pub is_cjs: bool,
}

/// The namespace object of a member (ECMA-262 10.4.6).
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Namespace {
    /// A readable name for unminified output.
    pub name: String,
    /// Its properties, in order.
    pub exports: Vec<(String, Value)>,
}

/// What becomes of one file of a scope.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// Which statements stay, by `StmtIdx`.
    pub live: Vec<bool>,
    /// Properties of CommonJS exports that nobody reads: they are not set where that is all that is left of a statement.
    pub unread: FxHashSet<String>,
    /// What import bindings stand for.
    pub bindings: FxHashMap<SymbolIdx, Value>,
    /// What `binding.a.b` stands for where it is not a property access on a value.
    pub members: FxHashMap<(SymbolIdx, Vec<String>), Value>,
    /// What requests inside expressions become.
    pub requests: FxHashMap<ImportIdx, RequestValue>,
}

/// Another module that is required by the scope.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Required {
    /// Its module id.
    pub id: u32,
    /// A readable name for unminified output.
    pub name: String,
    /// When code of the scope gets hold of its exports.
    pub access: Access,
    /// `Access::Required`: a function of the scope may be called before the step that requires the module. Its exports are
    /// bound at the beginning, too: `var x = require.s(id)`.
    pub is_bound_early: bool,
}

/// When code of a scope gets hold of the exports of another module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Where it is required: `var x = require(id)`.
    Required,
    /// From the beginning, before it runs: `var x = require.s(id)`. For ES modules that a member of an import cycle uses,
    /// since functions and getters of that member may be called before it runs itself.
    Early,
    /// Anew at each use: `require.s(id)`. The same for CommonJS modules, which may replace their exports.
    Each,
}

/// One step of a factory.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// `var x = require(id)`, by index into `Scope::requires`.
    Require(usize),
    /// The kept statements of a member.
    Body(usize),
    /// `require.x(exports, x)`: `export *` from a module whose names are unknown.
    ExportStar(usize),
    /// `const wait = require.w([ids]); if (wait) await wait`: with nothing to wait for, the module goes on at once
    /// (ECMA-262 16.2.1.5.3.4).
    Await(Vec<u32>),
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A symbol of a member of this scope.
    Symbol(usize, SymbolIdx),
    /// The exports of a required module.
    Module(usize),
    /// A property of the exports of a required module.
    Property(usize, String),
    /// The default import of a CommonJS (or unknown) module: `require.n(x)()`; strict importers trust no `__esModule`:
    /// `require.n(x, 1)()`.
    DefaultInterop(usize, bool),
    /// The namespace of a CommonJS (or unknown) module: `require.t(x, 1)` for strict importers, else `require.k(x)`.
    NamespaceInterop(usize, bool),
    /// The namespace object of a required ES module: `require.o(x)`.
    NamespaceObject(usize),
    /// The namespace object of this scope's root: `require.o(exports)`.
    OwnNamespace,
    /// The exports object of this scope's root, where names are known at run time only.
    OwnExports,
    /// The namespace object of another member, by index into `Scope::namespaces`.
    Namespace(usize),
    /// A constant of another module, by its value.
    Constant(Constant),
    /// Nothing exports it.
    Undefined,
}

/// What a request inside an expression becomes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RequestValue {
    /// `require(id)`, or `require(id, 1)` if the module runs anew after it has thrown.
    Require(u32, RequiredAs, bool),
    /// `import()`: `require.i(group, id, mode)`.
    Dynamic {
        /// Load group.
        group: u32,
        /// Module id.
        id: u32,
        /// Interop mode of `require.i`.
        mode: u32,
    },
    /// An expression that throws `MODULE_NOT_FOUND`.
    Missing(String),
    /// An expression that throws `ERR_REQUIRE_ASYNC_MODULE`.
    Asynchronous(String),
    /// `require.resolve()`: the id.
    Id(u32),
    /// The request alone becomes the id: `module.hot.accept(id)`.
    Name(u32),
    /// An asset: `new URL(require.p + "file")`'s first argument.
    AssetUrl(String),
}

/// The result of `require()` of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequiredAs {
    /// The exports object.
    Exports,
    /// The namespace object of an ES module: `require.o(require(id))`.
    Namespace,
    /// The value of a text or asset: `require(id).default`.
    Value,
}

impl Hash for Scope {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { members, requires, steps, exports, is_namespace, namespaces, .. } = self;
        (members, requires, steps, exports, is_namespace, namespaces).hash(state);
        (self.is_async, self.has_eval, self.is_linked_early, self.has_refresh, self.is_cjs).hash(state);
    }
}

impl Member {
    /// Whether import bindings of it stand for symbols of members.
    pub(crate) fn uses_symbols(&self) -> bool {
        self.bindings.values().chain(self.members.values()).any(|value| matches!(value, Value::Symbol(..)))
    }
}

impl Hash for Member {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.live.hash(state);
        let mut unread: Vec<_> = self.unread.iter().collect();
        unread.sort_unstable();
        unread.hash(state);
        sorted(&self.bindings).hash(state);
        sorted(&self.members).hash(state);
        sorted(&self.requests).hash(state);
    }
}

/// The entries of a table in an order of their own.
fn sorted<K: Ord, V>(table: &FxHashMap<K, V>) -> Vec<(&K, &V)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| *key);
    entries
}

/// A printed factory.
#[derive(Debug)]
pub struct RenderedScope {
    /// `(module, exports, require) {…}`: what follows `function` in a method-like property.
    pub code: String,
    /// It is a generator: `*` goes in front of the property's name.
    pub is_generator: bool,
    /// Positions, if maps were asked for.
    pub mappings: Vec<crate::Mapping>,
    /// Comments of its files that licences ask to keep, each once.
    pub legal: Vec<String>,
    /// Why it stayed readable although the options say that it is minified: a fault of ours.
    pub problem: Option<String>,
    /// Source names and texts that `mappings` point to.
    pub sources: Vec<(String, std::sync::Arc<str>)>,
}
