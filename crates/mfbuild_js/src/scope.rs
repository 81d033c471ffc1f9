//! The description of one scope: which statements of which files become one factory, and what every name stands for.
//!
//! Owns plain data that the linker writes and `render` reads.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ParsedFile;
use crate::facts::{Constant, ImportIdx, SymbolIdx};

/// A factory to print: `function(module, exports, require) {…}`.
pub struct Scope {
    /// The files in it; the root is the last one.
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
    /// CommonJS body: the members are one file that sees `module`, `exports` and `require`.
    pub is_cjs: bool,
}

/// The namespace object of a member (ECMA-262 10.4.6).
pub struct Namespace {
    /// A readable name for unminified output.
    pub name: String,
    /// Its properties, in order.
    pub exports: Vec<(String, Value)>,
}

/// One file of a scope.
pub struct Member {
    /// The file, given away: its tree is taken apart.
    pub file: ParsedFile,
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
pub struct Required {
    /// Its module id.
    pub id: u32,
    /// A readable name for unminified output.
    pub name: String,
    /// When code of the scope gets hold of its exports.
    pub access: Access,
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
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A symbol of a member of this scope.
    Symbol(usize, SymbolIdx),
    /// The exports of a required module.
    Module(usize),
    /// A property of the exports of a required module.
    Property(usize, String),
    /// The default import of a CommonJS (or unknown) module: `require.n(x)()`.
    DefaultInterop(usize),
    /// The namespace of a CommonJS (or unknown) module: `require.t(x, 1)` for strict importers, else `require.k(x)`.
    NamespaceInterop(usize, bool),
    /// The exports object of this scope's root.
    OwnExports,
    /// The namespace object of another member, by index into `Scope::namespaces`.
    Namespace(usize),
    /// A constant of another module, by its value.
    Constant(Constant),
    /// Nothing exports it.
    Undefined,
}

/// What a request inside an expression becomes.
#[derive(Clone, Debug)]
pub enum RequestValue {
    /// `require(id)`.
    Require(u32),
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
    /// `require.resolve()`: the id.
    Id(u32),
    /// An asset: `new URL(require.p + "file")`'s first argument.
    AssetUrl(String),
}

/// A printed factory.
pub struct RenderedScope {
    /// `(module, exports, require) {…}`: what follows `function` in a method-like property.
    pub code: String,
    /// It is a generator: `*` goes in front of the property's name.
    pub is_generator: bool,
    /// Positions, if maps were asked for.
    pub mappings: Vec<crate::Mapping>,
    /// Source names and texts that `mappings` point to.
    pub sources: Vec<(String, std::sync::Arc<str>)>,
}
