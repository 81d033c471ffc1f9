//! What one file says about itself: imports, exports, statements and what they use. Plain data, no syntax tree.
//!
//! Owns the vocabulary between this crate and the linker. Symbols, imports and statements are file-local indices;
//! nothing here knows another file.

use indexmap::{IndexMap, IndexSet};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

/// Index of a top-level symbol of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SymbolIdx(pub u32);

/// Index of a request of one file, in source order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ImportIdx(pub u32);

/// Index of a top-level statement of one file, in source order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StmtIdx(pub u32);

/// Byte range in the file.
pub type Span = std::ops::Range<usize>;

/// How the file's code runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An ECMAScript module.
    Esm,
    /// A CommonJS function body.
    Cjs,
}

/// How a request is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// `import … from`, `export … from`.
    Static,
    /// A free variable that the options turn into an import (`process`, `Buffer`).
    Provided,
    /// `import()`.
    Dynamic {
        /// `/* webpackChunkName: "…" */`.
        chunk_name: Option<String>,
        /// The exports that the code takes, sorted; `None` if it may take any.
        used: Option<Vec<String>>,
        /// Those of them that it calls as methods of the namespace, sorted.
        called: Vec<String>,
    },
    /// `require()`.
    Require {
        /// Inside a `try` block: a missing module throws at run time and is no build error.
        optional: bool,
        /// The exports object is used as a value; otherwise `Statement::reads` says all that is taken of it.
        whole: bool,
    },
    /// `require.resolve()`.
    RequireResolve,
    /// `new URL("…", import.meta.url)`.
    Url {
        /// The url is that of a worker's script.
        worker: Option<WorkerKind>,
    },
    /// `module.hot.accept("…")`: only names the module.
    Hot,
}

/// How a script runs that a page starts by its url.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WorkerKind {
    /// As a script: `new Worker(url)`.
    Classic,
    /// As an ES module: `new Worker(url, { type: "module" })`, `audioWorklet.addModule(url)`.
    Module,
}

impl ImportKind {
    /// Whether the module is evaluated before the importer.
    pub fn is_static(&self) -> bool {
        matches!(self, Self::Static | Self::Provided)
    }
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The request text.
    pub request: String,
    /// Where it stands.
    pub span: Span,
    /// How it is made.
    pub kind: ImportKind,
    /// `with { type: "…" }`.
    pub type_attribute: Option<String>,
}

/// A local name bound by an import declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportBinding {
    /// The local symbol.
    pub symbol: SymbolIdx,
    /// The declaration it comes from.
    pub import: ImportIdx,
    /// What is imported.
    pub name: ImportedName,
    /// Where the specifier stands.
    pub span: Span,
}

/// What an import or re-export takes from the other module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportedName {
    /// One export; `default` included.
    Named(String),
    /// The namespace object.
    Namespace,
}

/// One exported name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The name that others see.
    pub name: String,
    /// What it stands for.
    pub target: ExportTarget,
    /// Where it is exported.
    pub span: Span,
}

/// What an exported name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportTarget {
    /// A symbol of this file.
    Local(SymbolIdx),
    /// An export of another module.
    ReExport(ImportIdx, ImportedName),
}

/// One use inside a statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// The symbol's value.
    Symbol(SymbolIdx),
    /// `symbol.a.b` of an import binding: the longest chain of plain names, nothing else of it.
    Member(SymbolIdx, Vec<String>),
}

/// `required.name`, of what a `require()` of the same file gives.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Read {
    /// The `require()`.
    pub import: ImportIdx,
    /// The property.
    pub name: String,
    /// It is called as a method: the function sees the exports object as `this`.
    pub called: bool,
}

/// `binding.a.b()`: the object before the last name is the `this` of the call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MethodCall {
    /// The import binding.
    pub symbol: SymbolIdx,
    /// The names that follow it.
    pub names: Vec<String>,
}

/// Code that fails in browsers although it is correct: `process.cwd()`, `require(name)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// Why it fails.
    pub kind: UnsupportedKind,
    /// The expression as a message shows it.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Why code fails in browsers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnsupportedKind {
    /// A global variable of Node: `process`, `Buffer`.
    NodeGlobal,
    /// `__dirname` or `__filename`, which have made-up values.
    NodePath,
    /// A property of `import.meta` that another tool or Node provides.
    ImportMeta,
    /// A request that is only known at run time.
    Request,
    /// `require` itself, which other code may ask for anything.
    RequireValue,
    /// A property of `require` or `module` that Node has.
    CommonJs,
}

/// What shaking needs to know about a top-level statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Symbols that exist, or get their parts, through this statement.
    pub declares: Vec<SymbolIdx>,
    /// What it uses if it is kept.
    pub uses: Vec<Use>,
    /// Where each of `uses` stands first.
    pub places: Vec<Span>,
    /// Requests inside it that go when it goes.
    pub imports: Vec<ImportIdx>,
    /// What it takes of required modules whose exports object is nowhere used as a value.
    pub reads: Vec<Read>,
    /// Those of the members in `uses` that it calls.
    pub method_calls: Vec<MethodCall>,
    /// It does something even if nobody uses its symbols.
    pub has_side_effects: bool,
    /// If there are any: it does something only if one of these does.
    pub calls: Vec<ImportedCall>,
    /// Expressions in it that fail in browsers, each text once.
    pub unsupported: Vec<Unsupported>,
}

impl Statement {
    /// It stays whatever is known of what it calls.
    pub fn keep(&mut self) {
        self.has_side_effects = true;
        self.calls.clear();
    }
}

/// A call of something that is imported.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImportedCall {
    /// An import binding, or a name of a namespace.
    pub callee: Use,
    /// With `new`.
    pub is_construction: bool,
}

/// A function whose calls, or a class whose instances, cannot be observed when nobody uses them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pure {
    /// It is made with `new`.
    pub is_class: bool,
    /// If that is true of these.
    pub calls: Vec<ImportedCall>,
}

/// Members of an enum whose values are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    /// By name.
    pub members: FxHashMap<String, Constant>,
    /// `const enum`: the author says that only the values count.
    pub is_const: bool,
}

/// A property of the exports object of a CommonJS module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Declared by the statements that set the property, used by those that read it.
    pub symbol: SymbolIdx,
    /// Called as a method, the value does not look at its `this`.
    pub ignores_this: bool,
}

/// All facts of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// How it runs.
    pub format: Format,
    /// Requests in source order.
    pub imports: Vec<Import>,
    /// Names bound by import declarations.
    pub bindings: Vec<ImportBinding>,
    /// Exported names in source order.
    pub exports: Vec<Export>,
    /// `export * from` requests in source order.
    pub stars: Vec<ImportIdx>,
    /// Top-level statements.
    pub statements: Vec<Statement>,
    /// Number of top-level symbols.
    pub n_symbols: u32,
    /// Top-level `await`.
    pub has_top_level_await: bool,
    /// A direct call of `eval`, which can see and change every name around it.
    pub has_eval: bool,
    /// It registers components or hooks with React Refresh.
    pub has_refresh: bool,
    /// CommonJS code whose exports are surely marked with `__esModule`; what others say is decided at run time.
    pub has_es_module_flag: bool,
    /// CommonJS code whose exports may be `null` or `undefined`: names of its namespace are no properties of them.
    pub may_export_nothing: bool,
    /// CommonJS code that does nothing with its exports object but to set and read properties by their names: those that
    /// it sets at the top level. Without it, all statements have side effects.
    pub properties: Option<IndexMap<String, Property, FxBuildHasher>>,
    /// Symbols whose value is the result of a call, with the name of the called function or method.
    pub made_by: Vec<(SymbolIdx, String)>,
    /// Top-level constants whose value is a small literal.
    pub constants: FxHashMap<SymbolIdx, Constant>,
    /// Top-level enums, as TypeScript and others compile them, that nothing in the file writes to.
    pub enums: FxHashMap<SymbolIdx, Enum>,
    /// Exported functions and classes that do nothing.
    pub pure: FxHashMap<SymbolIdx, Pure>,
    /// Imported objects whose properties are written.
    pub written: Vec<Use>,
    /// Exported functions that look at `this`: called as `namespace.f()`, they see the namespace object.
    pub uses_this: FxHashSet<SymbolIdx>,
    /// Exported names whose value is that of an import, or of a member of one: `export const f = lib.f`.
    pub aliases: FxHashMap<SymbolIdx, Use>,
    /// The module is made of a text or the url of a file: `require()` gives its default export, as in webpack.
    pub is_value: bool,
    /// The module is made of data: a key `__esModule` in it says nothing.
    pub is_data: bool,
    /// Properties of the global object that it sets: `globalThis.Buffer = Buffer`.
    pub sets_globals: Vec<String>,
    /// Names exported through types only; asking for them is no error (TypeScript without type information).
    pub is_typescript: bool,
}

impl FileFacts {
    /// A direct `eval` may use everything: nothing is dropped.
    pub(crate) fn keep_all(&mut self) {
        self.statements.iter_mut().for_each(Statement::keep);
        self.properties = None;
        for import in &mut self.imports {
            match &mut import.kind {
                ImportKind::Dynamic { used, .. } => *used = None,
                ImportKind::Require { whole, .. } => *whole = true,
                _ => {}
            }
        }
    }

    /// Whether both say the same about their files, wherever it stands in them.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.without_places() == other.without_places()
    }

    /// Symbols of the file that others can ask for, in the order of the exports.
    pub(crate) fn exported_symbols(&self) -> IndexSet<SymbolIdx, FxBuildHasher> {
        let local = self.exports.iter().filter_map(|export| match export.target {
            ExportTarget::Local(symbol) => Some(symbol),
            ExportTarget::ReExport(..) => None,
        });
        local.collect()
    }

    fn without_places(&self) -> Self {
        let mut facts = self.clone();
        facts.imports.iter_mut().for_each(|import| import.span = 0..0);
        facts.bindings.iter_mut().for_each(|binding| binding.span = 0..0);
        facts.exports.iter_mut().for_each(|export| export.span = 0..0);
        for statement in &mut facts.statements {
            statement.places.clear();
            statement.unsupported.iter_mut().for_each(|unsupported| unsupported.span = 0..0);
        }
        facts
    }

    /// Facts of a module that is made of data: no imports, no exports yet.
    pub fn empty(format: Format) -> Self {
        Self {
            format,
            imports: Vec::new(),
            bindings: Vec::new(),
            exports: Vec::new(),
            stars: Vec::new(),
            statements: Vec::new(),
            n_symbols: 0,
            has_top_level_await: false,
            has_eval: false,
            has_refresh: false,
            has_es_module_flag: false,
            may_export_nothing: false,
            properties: None,
            made_by: Vec::new(),
            constants: FxHashMap::default(),
            enums: FxHashMap::default(),
            pure: FxHashMap::default(),
            written: Vec::new(),
            uses_this: FxHashSet::default(),
            aliases: FxHashMap::default(),
            is_value: false,
            is_data: false,
            sets_globals: Vec::new(),
            is_typescript: false,
        }
    }
}

impl FileFacts {
    /// What somebody sees of a CommonJS module who reads a property of its exports. If it is called, they are its `this`.
    pub fn seen_by_read(&self, name: &str, called: bool) -> SeenByRead {
        let Some(properties) = &self.properties else { return SeenByRead::Whole };
        match properties.get(name) {
            Some(property) if !called || property.ignores_this => SeenByRead::Property(property.symbol),
            None if !called => SeenByRead::Nothing,
            _ => SeenByRead::Whole,
        }
    }
}

/// What a read of a property shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenByRead {
    /// Perhaps the whole exports object.
    Whole,
    /// One property.
    Property(SymbolIdx),
    /// Nothing that a statement of the top level sets.
    Nothing,
}

/// A literal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Constant {
    /// A number, by its bits.
    Number(u64),
    /// `true` or `false`.
    Bool(bool),
    /// `null`
    Null,
    /// A short string.
    Text(String),
}
