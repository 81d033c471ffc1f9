//! Random small module graphs: what the bundle does must be what Node does with the sources.
//!
//! Owns the generator. A graph has a handful of modules with the same few names in them, cycles, re-exports, `export *`
//! with conflicts, CommonJS, top-level await, errors and dead zones. Some graphs do not link; the runner asks Node.

mod extras;

use std::fmt::{Arguments, Write as _};

use crate::case_file::SourceFile;
use crate::numbers::Random;
use extras::Extras;

/// What the generator knows of a module before it writes its text.
struct Module {
    is_common: bool,
    waits: bool,
    throws: bool,
    /// Names declared and exported here, with the form of their declaration.
    exports: Vec<(String, Form)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Const,
    Let,
    Var,
    Function,
    Class,
    Default,
    DefaultFunction,
}

const FORMS: [Form; 7] =
    [Form::Const, Form::Let, Form::Var, Form::Function, Form::Class, Form::Default, Form::DefaultFunction];

/// Names that several modules use, so that they meet in one scope and in `export *`.
const NAMES: [&str; 5] = ["a", "b", "value", "run", "helper"];

/// Reads without failing in a dead zone; function declarations, so that it works early in cycles.
///
/// A namespace of a CommonJS module that has not run is shown without its names: Node takes them from the text of the
/// module, bundlers have them once it has run (`{ a: undefined, default: undefined }` and `{ default: {} }`).
pub(crate) const SHOW: &str = "\
function show(read, depth = 0) {
  try {
    const value = read();
    if (typeof value === 'function') return 'function ' + call(value);
    if (typeof value !== 'object' || value === null) return String(value);
    if (depth > 1) return 'deep';
    if (!hasRun(value)) return 'not run';
    const keys = Reflect.ownKeys(value).filter((key) => typeof key === 'string' && !skipped(key)).sort();
    return '{' + keys.map((key) => key + ':' + show(() => value[key], depth + 1)).join() + '}';
  } catch (error) {
    return error.name;
  }
}
function hasRun(value) {
  try {
    const isBare = (key) => value[key] === undefined || (key === 'default' && !Reflect.ownKeys(value.default).length);
    return value[Symbol.toStringTag] !== 'Module' || !('default' in value) || !Object.keys(value).every((key) => skipped(key) || isBare(key));
  } catch {
    return true;
  }
}
function call(value) {
  log.depth = (log.depth ?? 0) + 1;
  try {
    return log.depth > 2 ? 'deep' : value();
  } finally {
    log.depth--;
  }
}
function skipped(key) {
  return key === '__esModule' || key === 'module.exports';
}
";

/// One graph.
pub(crate) struct Graph {
    /// The files; the first one is the entry.
    pub files: Vec<SourceFile>,
    /// Path of a second entry, which shares modules with the first one.
    pub second: Option<String>,
    /// For the bundler: TypeScript in the place of some files, by the path of the file.
    pub typed: Vec<(String, SourceFile)>,
    /// It has no cycles.
    is_layered: bool,
}

impl Graph {
    /// The path of a file as the bundler sees it.
    pub fn bundled<'graph>(&'graph self, path: &'graph str) -> &'graph str {
        self.typed.iter().find(|(other, _)| other == path).map_or(path, |(_, file)| &file.path)
    }

    /// Whether a CommonJS module requires another one, which ES modules in cycles may import, too. In Node its names are
    /// `undefined` for them until it is its turn among the ES modules; in bundles they are there when it has run.
    pub fn has_late_names(&self) -> bool {
        let is_common = |file: &&SourceFile| file.path.ends_with(".cjs");
        let mut common = self.files.iter().filter(is_common);
        !self.is_layered && common.any(|file| requires_commonjs(&String::from_utf8_lossy(&file.bytes)))
    }

    /// The files as the bundler sees them.
    pub fn bundled_files(&self) -> Vec<SourceFile> {
        let typed =
            |file: &SourceFile| self.typed.iter().find(|(path, _)| *path == file.path).map(|(_, file)| file.clone());
        self.files.iter().map(|file| typed(file).unwrap_or_else(|| file.clone())).collect()
    }
}

/// `require('./m1.cjs')`
fn requires_commonjs(text: &str) -> bool {
    text.split("require('").skip(1).any(|behind| behind.split('\'').next().is_some_and(|file| file.ends_with(".cjs")))
}

/// The graph of `seed`, in `folder`; the entry is `index.mjs`.
pub(crate) fn graph(seed: u64, folder: &str) -> Graph {
    let mut random = Random::new(seed);
    let count = 2 + random.below(5);
    let is_layered = random.percent(35);
    let mut modules: Vec<Module> = (0..count).map(|index| plan(&mut random, index)).collect();
    if is_layered {
        modules.iter_mut().for_each(|module| module.waits = false);
    }
    let extras = Extras::new(seed, &modules);
    let mut writer = Writer { random, modules, extras, is_layered, index: 0, text: String::new(), members: Vec::new() };
    let files: Vec<SourceFile> = (0..count)
        .map(|index| SourceFile {
            path: format!("{folder}/{}", writer.file_name(index)),
            bytes: writer.module(index).into_bytes(),
        })
        .collect();
    let typed: Vec<(String, SourceFile)> = std::mem::take(&mut writer.extras.typed)
        .into_iter()
        .map(|(index, text)| {
            let path = &files[index].path;
            (path.clone(), SourceFile { path: path.replace(".mjs", ".mts"), bytes: text.into_bytes() })
        })
        .collect();
    let second = (!writer.modules[1].is_common).then(|| files[1].path.clone());
    Graph { files, second, typed, is_layered }
}

fn plan(random: &mut Random, index: usize) -> Module {
    let is_common = index > 0 && random.percent(20);
    let mut exports: Vec<(String, Form)> = Vec::new();
    for _ in 0..random.below(4) {
        let form = if is_common { Form::Const } else { FORMS[random.below(FORMS.len())] };
        let name = match form {
            Form::Default | Form::DefaultFunction => "default",
            _ => NAMES[random.below(NAMES.len())],
        };
        if exports.iter().all(|(other, _)| other != name) {
            exports.push((name.into(), form));
        }
    }
    Module { is_common, waits: !is_common && random.percent(12), throws: random.percent(4), exports }
}

/// Writes the modules one after the other.
struct Writer {
    random: Random,
    modules: Vec<Module>,
    extras: Extras,
    /// Modules import later ones only: no cycles, no top-level await. Then CommonJS may require ES modules in Node.
    is_layered: bool,
    index: usize,
    text: String,
    /// Members of namespaces that the module calls at its end.
    members: Vec<String>,
}

impl Writer {
    fn module(&mut self, index: usize) -> String {
        self.index = index;
        if self.modules[index].is_common {
            self.common()
        } else {
            self.es()
        }
        std::mem::take(&mut self.text)
    }

    fn file_name(&self, index: usize) -> String {
        match (index, self.modules[index].is_common) {
            (0, _) => "index.mjs".into(),
            (_, true) => format!("m{index}.cjs"),
            (_, false) => format!("m{index}.mjs"),
        }
    }

    /// A module to import.
    fn target(&mut self) -> Option<usize> {
        let first = if self.is_layered { self.index + 1 } else { 0 };
        let choices = self.modules.len() - first;
        (choices > 0).then(|| first + self.random.below(choices))
    }

    fn export_of(&mut self, target: usize) -> Option<String> {
        self.random.pick(&self.modules[target].exports).map(|(name, _)| name.clone())
    }

    fn line(&mut self, arguments: Arguments) {
        self.text.write_fmt(arguments).expect("writing to a string cannot fail");
        self.text.push('\n');
    }

    fn es(&mut self) {
        let index = self.index;
        let locals = self.imports();
        let extra = self.extra_imports();
        self.re_exports(&locals);
        self.line(format_args!("log.push('{index} start');"));
        self.text.push_str(SHOW);
        for local in &locals {
            if self.random.percent(60) {
                self.line(format_args!("log.push('{index} {local} ' + show(() => {local}));"));
            }
        }
        for number in 0..self.modules[index].exports.len() {
            self.declaration(number, &locals);
        }
        let (start, twin) = (self.text.len(), self.extra_parts());
        self.text.push_str(&twin.reference);
        let uses = self.extra_uses(&extra);
        self.text.push_str(&uses);
        if self.modules[index].waits {
            self.line(format_args!("await new Promise((resolve) => setTimeout(resolve, {}));", 8 << index));
        }
        if self.modules[index].throws {
            self.line(format_args!("if (log) throw new Error('thrown by {index}');"));
        }
        if self.random.percent(50) {
            // At any time, any module may change the bindings of any other.
            self.line(format_args!("log.changes?.forEach((change) => change());"));
        }
        for local in &locals {
            self.line(format_args!("log.push('{index} late {local} ' + show(() => {local}));"));
        }
        for member in std::mem::take(&mut self.members) {
            self.line(format_args!("log.push('{index} calls {member} ' + show(() => {member}()));"));
        }
        if self.random.percent(10) {
            self.line(format_args!("import.meta.runs = (import.meta.runs ?? 0) + 1;"));
            self.line(format_args!("log.push('{index} meta ' + import.meta.runs);"));
        }
        if index == 0 && self.random.percent(40) {
            self.lazy();
        } else if index == 0 {
            let lazy = self.extra_lazy();
            self.text.push_str(&lazy);
        }
        self.line(format_args!("log.push('{index} end');"));
        if twin.source != twin.reference {
            let end = start + twin.reference.len();
            self.extras.typed.push((index, format!("{}{}{}", &self.text[..start], twin.source, &self.text[end..])));
        }
    }

    /// Import declarations; gives the local names.
    fn imports(&mut self) -> Vec<String> {
        let mut locals = Vec::new();
        for number in 0..self.random.below(4) {
            let Some(target) = self.target() else { break };
            let file = self.file_name(target);
            let local = format!("i{number}");
            // Locals are often called like the exports of others, never like those of this module.
            let name = self.export_of(target);
            let own = &self.modules[self.index].exports;
            let is_free = |name: &String| own.iter().all(|(own, _)| own != name) && !locals.contains(name);
            match (self.random.below(5), name) {
                (0, _) | (2.., None) => self.line(format_args!("import './{file}';")),
                (1, name) => {
                    self.line(format_args!("import * as {local} from './{file}';"));
                    let name = name.filter(|_| !self.modules[target].is_common && self.random.percent(60));
                    self.members.extend(name.map(|name| format!("{local}.{name}")));
                    locals.push(local);
                }
                (2, Some(name)) if name != "default" && is_free(&name) => {
                    self.line(format_args!("import {{ {name} }} from './{file}';"));
                    locals.push(name);
                }
                (_, Some(name)) => {
                    self.line(format_args!("import {{ {name} as {local} }} from './{file}';"));
                    locals.push(local);
                }
            }
        }
        locals
    }

    fn re_exports(&mut self, locals: &[String]) {
        for number in 0..self.random.below(3) {
            let Some(target) = self.target() else { break };
            let file = self.file_name(target);
            let name = self.export_of(target);
            let is_es = !self.modules[target].is_common && target != self.index;
            match (self.random.below(4), name, self.random.pick(locals)) {
                (0, ..) if is_es => self.line(format_args!("export * from './{file}';")),
                // Names of their own: V8 takes one namespace in two modules for two things, ECMA-262 16.2.1.6.3 does not.
                (1, ..) => {
                    let index = self.index;
                    self.line(format_args!("export * as ns{index}_{number} from './{file}';"));
                }
                (2, _, Some(local)) => self.line(format_args!("export {{ {local} as passed{number} }};")),
                (_, Some(name), _) => self.line(format_args!("export {{ {name} as r{number} }} from './{file}';")),
                _ => {}
            }
        }
    }

    fn declaration(&mut self, number: usize, locals: &[String]) {
        let index = self.index;
        let (name, form) = self.modules[index].exports[number].clone();
        let local = self.random.pick(locals);
        let seen = local.map_or_else(|| "'nothing'".into(), |local| format!("show(() => {local})"));
        match form {
            Form::Const => self.line(format_args!("export const {name} = '{name} of {index} ' + {seen};")),
            Form::Let => {
                self.line(format_args!("export let {name} = '{name} of {index}';"));
                self.line(format_args!("(log.changes ??= []).push(() => ({name} += '!'));"));
            }
            Form::Var => {
                self.line(format_args!("export var {name} = '{name} of {index}';"));
                self.line(format_args!("{name} += ' again';"));
            }
            Form::Function => {
                // Called as a member of a namespace object, it sees that.
                let seen = if self.random.percent(25) { "show(() => this)".into() } else { seen };
                self.line(format_args!("export function {name}() {{\n  return '{name} of {index} ' + {seen};\n}}"));
                self.line(format_args!("log.push({name}());"));
            }
            Form::Class => self.line(format_args!("export class {name} {{\n  static seen = {seen};\n}}")),
            Form::Default => self.line(format_args!("export default 'default of {index} ' + {seen};")),
            Form::DefaultFunction => self.line(format_args!("export default function () {{\n  return {seen};\n}}")),
        }
    }

    /// `import()` of some modules, one after the other.
    fn lazy(&mut self) {
        self.line(format_args!("export const done = (async () => {{\n  await null;"));
        for _ in 0..=self.random.below(3) {
            let target = self.random.below(self.modules.len());
            let file = self.file_name(target);
            let called = self.export_of(target).filter(|_| !self.modules[target].is_common && self.random.percent(30));
            let taken = called.map_or_else(|| "ns".to_string(), |name| format!("ns.{name}()"));
            let shown = format!("then((ns) => show(() => {taken}), (error) => error?.name ?? String(error))");
            self.line(format_args!("  log.push('lazy ' + await import('./{file}').{shown});"));
        }
        self.line(format_args!("}})();"));
    }

    /// CommonJS. In cycles Node has rules of its own for `require` of ES modules, so only CommonJS is required there.
    fn common(&mut self) {
        let index = self.index;
        self.line(format_args!("log.push('{index} start');\n{SHOW}"));
        let (before, after) = self.extra_common();
        self.text.push_str(&before);
        for number in 0..self.modules[index].exports.len() {
            let name = self.modules[index].exports[number].0.clone();
            self.common_export(number, &name);
            if self.random.percent(15) {
                self.line(format_args!("exports.{name} = typeof exports.{name} + ' once more';"));
            }
            let target = self.target().filter(|&target| self.is_layered || self.modules[target].is_common);
            if let Some(target) = target {
                self.common_require(number, target);
            }
        }
        self.text.push_str(&after);
        if self.modules[index].throws {
            self.line(format_args!("if (log) throw new Error('thrown by {index}');"));
        }
        self.line(format_args!("log.push('{index} end');"));
    }

    /// One property of the exports object, perhaps beside others that nobody asks for by name.
    fn common_export(&mut self, number: usize, name: &str) {
        let value = format!("'{name} of common {}'", self.index);
        match self.random.below(8) {
            0 => self.line(format_args!("exports.{name} = exports.other{number} = {value};")),
            1 => {
                // Node sees such getters only.
                let attributes = format!("{{ enumerable: true, get: function () {{ return own{number}.text; }} }}");
                self.line(format_args!("exports.other{number} = exports.{name} = void 0;"));
                self.line(format_args!("const own{number} = {{ text: {value} }};"));
                self.line(format_args!("Object.defineProperty(exports, '{name}', {attributes});"));
            }
            2 => {
                self.line(format_args!("const own{number} = () => {value};\nexports.{name} = own{number};"));
                self.line(format_args!("exports.other{number} = own{number};"));
            }
            3 => {
                self.line(format_args!("exports.other{number} = {value};"));
                self.line(format_args!("exports.{name} = function () {{ return 'saw ' + this.other{number}; }};"));
            }
            4 => self.line(format_args!("exports.{name} = () => {value} + exports.other{number};")),
            5 => self.line(format_args!("exports.{name} = exports.other{number} = (log.push('effect'), {value});")),
            6 => self.line(format_args!("exports.{name} = {value};\nexports.{name} += '!';")),
            _ => self.line(format_args!("exports.{name} = {value};")),
        }
    }

    /// A module that is required: as a whole, or for one of its names.
    fn common_require(&mut self, number: usize, target: usize) {
        let index = self.index;
        let file = self.file_name(target);
        let seen = match (self.random.below(6), self.export_of(target)) {
            (0, _) | (_, None) => format!("r{number}"),
            (1, Some(name)) => format!("r{number}.{name}()"),
            (2, Some(name)) => {
                self.line(format_args!("log.push('{index} takes ' + show(() => require('./{file}').{name}));"));
                return;
            }
            (3, Some(name)) => {
                self.line(format_args!("const {{ {name}: taken{number} }} = require('./{file}');"));
                self.line(format_args!("log.push('{index} takes ' + show(() => taken{number}));"));
                return;
            }
            (_, Some(name)) => format!("r{number}.{name}"),
        };
        self.line(format_args!("const r{number} = require('./{file}');"));
        self.line(format_args!("log.push('{index} requires ' + show(() => {seen}));"));
    }
}
