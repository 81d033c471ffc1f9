//! Random small module graphs: what the bundle does must be what Node does with the sources.
//!
//! Owns the generator. A graph has a handful of modules with the same few names in them, cycles, re-exports, `export *`
//! with conflicts, CommonJS, top-level await, errors and dead zones. Some graphs do not link; the runner asks Node.

use std::fmt::Write as _;

use crate::case_file::SourceFile;

/// Numbers that depend on the seed only.
pub(crate) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn pick<'list, T>(&mut self, list: &'list [T]) -> Option<&'list T> {
        if list.is_empty() { None } else { Some(&list[self.below(list.len())]) }
    }
}

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

/// Reads without failing in a dead zone; a function declaration, so that it works early in cycles.
pub(crate) const SHOW: &str = "\
function show(read, depth = 0) {
  try {
    const value = read();
    if (typeof value !== 'object' || value === null) return typeof value === 'function' ? 'function' : String(value);
    if (depth > 1) return 'deep';
    const keys = Reflect.ownKeys(value).filter((key) => typeof key === 'string' && !skipped(key)).sort();
    return '{' + keys.map((key) => key + ':' + show(() => value[key], depth + 1)).join() + '}';
  } catch (error) {
    return error.name;
  }
}
function skipped(key) {
  return key === '__esModule' || key === 'module.exports';
}
";

/// The files of one graph, in `folder`; the entry is `index.mjs`.
pub(crate) fn graph(seed: u64, folder: &str) -> Vec<SourceFile> {
    let mut random = Random::new(seed);
    let count = 2 + random.below(5);
    let modules: Vec<Module> = (0..count).map(|index| plan(&mut random, index)).collect();
    let write = |index: usize, random: &mut Random| {
        if modules[index].is_common { common(random, &modules, index) } else { es(random, &modules, index) }
    };
    (0..count)
        .map(|index| SourceFile {
            path: format!("{folder}/{}", file_name(&modules, index)),
            bytes: write(index, &mut random).into_bytes(),
        })
        .collect()
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

fn file_name(modules: &[Module], index: usize) -> String {
    match (index, modules[index].is_common) {
        (0, _) => "index.mjs".into(),
        (_, true) => format!("m{index}.cjs"),
        (_, false) => format!("m{index}.mjs"),
    }
}

/// Adds a line; `format_args!` keeps the call sites short.
fn line(text: &mut String, arguments: std::fmt::Arguments) {
    text.write_fmt(arguments).expect("writing to a string cannot fail");
    text.push('\n');
}

fn es(random: &mut Random, modules: &[Module], index: usize) -> String {
    let mut text = String::new();
    let locals = imports(random, modules, index, &mut text);
    re_exports(random, modules, index, &locals, &mut text);
    line(&mut text, format_args!("log.push('{index} start');"));
    text.push_str(SHOW);
    for local in &locals {
        if random.percent(60) {
            line(&mut text, format_args!("log.push('{index} {local} ' + show(() => {local}));"));
        }
    }
    for (name, form) in &modules[index].exports {
        declaration(random, name, *form, index, &locals, &mut text);
    }
    if modules[index].waits {
        line(&mut text, format_args!("await new Promise((resolve) => setTimeout(resolve, {}));", 8 << index));
    }
    if modules[index].throws {
        line(&mut text, format_args!("if (log) throw new Error('thrown by {index}');"));
    }
    if random.percent(50) {
        // At any time, any module may change the bindings of any other.
        line(&mut text, format_args!("log.changes?.forEach((change) => change());"));
    }
    for local in &locals {
        line(&mut text, format_args!("log.push('{index} late {local} ' + show(() => {local}));"));
    }
    if index == 0 && random.percent(40) {
        lazy(random, modules, &mut text);
    }
    line(&mut text, format_args!("log.push('{index} end');"));
    text
}

/// Import declarations; gives the local names.
fn imports(random: &mut Random, modules: &[Module], index: usize, text: &mut String) -> Vec<String> {
    let mut locals = Vec::new();
    for number in 0..random.below(4) {
        let target = random.below(modules.len());
        let file = file_name(modules, target);
        let local = format!("i{number}");
        // Locals are often called like the exports of others, never like those of this module.
        let name = random.pick(&modules[target].exports).map(|(name, _)| name.clone());
        let is_free = |name: &str| modules[index].exports.iter().all(|(own, _)| own != name);
        match (random.below(5), name) {
            (0, _) => line(text, format_args!("import './{file}';")),
            (1, _) => {
                line(text, format_args!("import * as {local} from './{file}';"));
                locals.push(local);
            }
            (2, Some(name)) if name != "default" && is_free(&name) && !locals.contains(&name) => {
                line(text, format_args!("import {{ {name} }} from './{file}';"));
                locals.push(name);
            }
            (_, Some(name)) => {
                line(text, format_args!("import {{ {name} as {local} }} from './{file}';"));
                locals.push(local);
            }
            (_, None) => line(text, format_args!("import './{file}';")),
        }
    }
    locals
}

fn re_exports(random: &mut Random, modules: &[Module], index: usize, locals: &[String], text: &mut String) {
    for number in 0..random.below(3) {
        let target = random.below(modules.len());
        let file = file_name(modules, target);
        let is_es = !modules[target].is_common && target != index;
        match (random.below(4), random.pick(&modules[target].exports), random.pick(locals)) {
            (0, ..) if is_es => line(text, format_args!("export * from './{file}';")),
            (1, ..) => line(text, format_args!("export * as ns{number} from './{file}';")),
            (2, _, Some(local)) => line(text, format_args!("export {{ {local} as passed{number} }};")),
            (_, Some((name, _)), _) => line(text, format_args!("export {{ {name} as r{number} }} from './{file}';")),
            _ => {}
        }
    }
}

fn declaration(random: &mut Random, name: &str, form: Form, index: usize, locals: &[String], text: &mut String) {
    let seen = random.pick(locals).map_or_else(|| "'nothing'".into(), |local| format!("show(() => {local})"));
    match form {
        Form::Const => line(text, format_args!("export const {name} = '{name} of {index} ' + {seen};")),
        Form::Let => {
            line(text, format_args!("export let {name} = '{name} of {index}';"));
            line(text, format_args!("(log.changes ??= []).push(() => ({name} += '!'));"));
        }
        Form::Var => {
            line(text, format_args!("export var {name} = '{name} of {index}';"));
            line(text, format_args!("{name} += ' again';"));
        }
        Form::Function => {
            line(text, format_args!("export function {name}() {{\n  return '{name} of {index} ' + {seen};\n}}"));
            line(text, format_args!("log.push({name}());"));
        }
        Form::Class => line(text, format_args!("export class {name} {{\n  static seen = {seen};\n}}")),
        Form::Default => line(text, format_args!("export default 'default of {index} ' + {seen};")),
        Form::DefaultFunction => {
            line(text, format_args!("export default function () {{\n  return {seen};\n}}"));
        }
    }
}

/// `import()` of one or two modules, one after the other.
fn lazy(random: &mut Random, modules: &[Module], text: &mut String) {
    text.push_str("export const done = (async () => {\n  await null;\n");
    for _ in 0..=random.below(2) {
        let file = file_name(modules, random.below(modules.len()));
        line(
            text,
            format_args!("  log.push('lazy ' + await import('./{file}').then((ns) => show(() => ns), String));"),
        );
    }
    text.push_str("})();\n");
}

/// CommonJS: requires CommonJS only, since Node has rules of its own for `require` of ES modules in cycles.
fn common(random: &mut Random, modules: &[Module], index: usize) -> String {
    let mut text = format!("log.push('{index} start');\n{SHOW}");
    let others: Vec<usize> = (0..modules.len()).filter(|&other| modules[other].is_common && other != index).collect();
    for (number, (name, _)) in modules[index].exports.iter().enumerate() {
        line(&mut text, format_args!("exports.{name} = '{name} of common {index}';"));
        if let (true, Some(&other)) = (random.percent(50), random.pick(&others)) {
            let file = file_name(modules, other);
            line(&mut text, format_args!("const r{number} = require('./{file}');"));
            line(&mut text, format_args!("log.push('{index} requires ' + show(() => r{number}));"));
        }
    }
    if modules[index].throws {
        line(&mut text, format_args!("if (log) throw new Error('thrown by {index}');"));
    }
    line(&mut text, format_args!("log.push('{index} end');"));
    text
}
