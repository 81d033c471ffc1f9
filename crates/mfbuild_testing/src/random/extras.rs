//! Contents of random modules beside the exports of their plan: receivers, accessors, live bindings, control
//! flow, enums, namespaces of TypeScript, flags of CommonJS, defined names, programs.
//!
//! The numbers of these parts are their own, so that the rest of a graph stays as it is when parts are added.

use std::fmt::Write as _;

use super::Writer;
use crate::numbers::Random;
use crate::programs::module_body;

/// A part that a module may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// A function that reads `this`, called through the namespace.
    Receiver,
    /// An object with accessors that log.
    Accessors,
    /// A class whose static method reads `this`.
    Class,
    /// An exported variable that is assigned in unusual ways.
    Live,
    /// Destructured exports, and an export whose name is a string.
    Names,
    /// `switch`, labels and `try`.
    Control,
    /// A `var` with the name of a catch parameter, which it writes to.
    Catch,
    /// An enum; the module is TypeScript.
    Enum,
    /// A namespace, perhaps merged with a function; the module is TypeScript.
    Namespace,
    /// `exports.__esModule`, in all forms.
    Flag,
    /// An exports object that is replaced.
    Replaced,
    /// An exports object that is replaced by nothing.
    Null,
    /// A name that is defined by the configuration, and declared.
    Defined,
    /// `import.meta` is one object.
    Meta,
    /// A random program.
    Program,
}

const PARTS: [Part; 15] = [
    Part::Receiver,
    Part::Accessors,
    Part::Class,
    Part::Live,
    Part::Names,
    Part::Control,
    Part::Catch,
    Part::Enum,
    Part::Namespace,
    Part::Flag,
    Part::Replaced,
    Part::Null,
    Part::Defined,
    Part::Meta,
    Part::Program,
];

/// The parts of all modules of a graph.
pub(crate) struct Extras {
    pub random: Random,
    modules: Vec<Vec<Part>>,
    /// TypeScript of modules that have some: index and text.
    pub typed: Vec<(usize, String)>,
}

impl Extras {
    /// For the graph of `seed`.
    pub fn new(seed: u64, modules: &[super::Module]) -> Self {
        let mut random = Random::new(seed ^ 0x00c0_ffee);
        let modules = modules.iter().map(|module| parts(&mut random, &PARTS, module.is_common)).collect();
        Self { random, modules, typed: Vec::new() }
    }

    /// Whether a module has a part.
    pub fn has(&self, index: usize, part: Part) -> bool {
        self.modules[index].contains(&part)
    }
}

fn parts(random: &mut Random, choices: &[Part], is_common: bool) -> Vec<Part> {
    let mut parts = Vec::new();
    for _ in 0..random.below(4) {
        let part = choices[random.below(choices.len())];
        let is_for_common = matches!(part, Part::Flag | Part::Replaced | Part::Null);
        let fits_all = matches!(part, Part::Control | Part::Defined | Part::Accessors);
        if (is_common == is_for_common || fits_all) && !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

/// Syntax that TypeScript and its JavaScript share, and syntax that they do not.
#[derive(Default)]
pub(crate) struct Twin {
    pub source: String,
    pub reference: String,
}

impl Twin {
    fn both(&mut self, text: &str) {
        self.source.push_str(text);
        self.reference.push_str(text);
    }
}

impl Writer {
    /// Imports of other modules by namespace, and of the receiver by name; gives the local names and their targets.
    pub(super) fn extra_imports(&mut self) -> Vec<(String, usize)> {
        let mut locals = Vec::new();
        for number in 0..self.extras.random.below(3) {
            let first = if self.is_layered { self.index + 1 } else { 0 };
            let choices = self.modules.len() - first;
            if choices == 0 {
                break;
            }
            let target = first + self.extras.random.below(choices);
            let (file, local) = (self.file_name(target), format!("x{number}"));
            writeln!(self.text, "import * as {local} from './{file}';").expect("writing to a string cannot fail");
            if self.extras.has(target, Part::Receiver) && self.extras.random.percent(40) {
                writeln!(
                    self.text,
                    "import {{ me as me{number} }} from './{file}';\nlog.push('by name ' + show(() => me{number}()));"
                )
                .expect("writing to a string cannot fail");
            }
            locals.push((local, target));
        }
        locals
    }

    /// Uses of what other modules have.
    pub(super) fn extra_uses(&mut self, locals: &[(String, usize)]) -> String {
        let mut text = String::new();
        for (local, _) in locals {
            let reads = [
                "me?.()",
                "box?.tag",
                "Klass?.me()",
                "live",
                "setLive?.(5)",
                "p0",
                "['a-b']",
                "Color?.Red",
                "Color?.[1]",
                "Space?.me()",
                "Space?.tag",
                "default?.me",
                "DEFINED",
                "__proto__",
                "merged?.tag",
                "merged?.()",
            ];
            for _ in 0..1 + self.extras.random.below(4) {
                let read = reads[self.extras.random.below(reads.len())];
                let dot = if read.starts_with('[') { "" } else { "." };
                if read == "__proto__" {
                    text += &format!(
                        "log.push('rest ' + show(() => {{ const {{ me, ...rest }} = {local}; return !hasRun({local}) ? 'not run' : Object.keys(rest).sort().filter((key) => !skipped(key)).join(); }}));\n"
                    );
                } else {
                    let shown = read.replace('\'', "");
                    text += &format!("log.push('{shown} ' + show(() => {local}{dot}{read}));\n");
                }
            }
        }
        text
    }

    /// The declarations of the parts of an ES module.
    pub(super) fn extra_parts(&mut self) -> Twin {
        let index = self.index;
        let mut twin = Twin::default();
        for part in self.extras.modules[index].clone() {
            match part {
                Part::Enum => self.enumeration(&mut twin),
                Part::Namespace => self.namespace(&mut twin),
                part => {
                    let text = self.part(part);
                    twin.both(&text);
                }
            }
        }
        twin
    }

    fn part(&mut self, part: Part) -> String {
        let (index, random) = (self.index, &mut self.extras.random);
        let number = random.below(4);
        match part {
            Part::Receiver => format!(
                "export const tag = 'tag of {index}';\nexport function me() {{\n  return show(() => (this === undefined ? 'alone' : this.tag));\n}}\n"
            ),
            Part::Accessors => {
                let export = if self.modules[index].is_common { "exports.box =" } else { "export const box =" };
                format!(
                    "{export} {{ get tag() {{ log.push('get of {index}'); return {number}; }}, set tag(value) {{ log.push(value); }} }};\n"
                )
            }
            Part::Class => format!(
                "export class Klass {{\n  static tag = 'static of {index}';\n  static #count = {number};\n  static me() {{\n    return this.tag + this.#count++;\n  }}\n}}\n"
            ),
            Part::Live => {
                let change = [
                    "[live] = [2];",
                    "({ live } = { live: 3 });",
                    "for (live of [4, 5]);",
                    "live++;",
                    "live ??= 6; live &&= 7;",
                    "(() => (live = 8))();",
                    "try { throw 9; } catch (error) { live = error; }",
                    "({ a: live = 10 } = {});",
                ][random.below(8)];
                format!(
                    "export let live = 1;\nexport function setLive(value) {{\n  return (live += value);\n}}\n{change}\n"
                )
            }
            Part::Names => format!(
                "export const {{ p0, q0: [q1 = {number}] }} = {{ p0: 'p of {index}', q0: [] }};\nexport {{ q1 as 'a-b' }};\n"
            ),
            Part::Control => control(number, index),
            Part::Catch => CATCH.to_owned(),
            Part::Defined => self.defined(),
            Part::Meta => "log.push(import.meta === import.meta, (() => import.meta)() === import.meta);\n".into(),
            Part::Program => {
                // Importers of a module that waited run in a turn of their own, in Node in that of the module (ECMA-262
                // 16.2.1.6.1.3.4, step 11): programs that log in other turns would tell.
                let is_plain =
                    |text: &String| ["queueMicrotask", "async", ".then("].iter().all(|it| !text.contains(it));
                let first = index as u64 * 7919 + random.below(1 << 20) as u64;
                let body = (first..).map(module_body).find(is_plain).unwrap_or_default();
                format!("(() => {{\n{body}}})();\n")
            }
            _ => String::new(),
        }
    }

    /// `DEFINED` is a name of the configuration; declared, it is the module's own.
    fn defined(&mut self) -> String {
        let (index, is_common) = (self.index, self.modules[self.index].is_common);
        match self.extras.random.below(5) {
            0 if !is_common => format!("export const DEFINED = 'own of {index}';\nlog.push(DEFINED, typeof DEFINED);\n"),
            1 => format!("const DEFINED = log.push('declares {index}');\nif (DEFINED > 0) log.push(DEFINED);\n"),
            2 => format!("(function (DEFINED) {{\n  log.push(DEFINED + ' of {index}');\n}})('argument');\n"),
            3 => "try { throw 'thrown'; } catch (DEFINED) { log.push(DEFINED); }\nDEFINED: for (;;) break DEFINED;\nlog.push({ DEFINED: 1 }.DEFINED);\n".into(),
            _ => format!("function DEFINED() {{\n  return 'function of {index}';\n}}\nlog.push(DEFINED());\n"),
        }
    }

    fn enumeration(&mut self, twin: &mut Twin) {
        let (index, first) = (self.index, self.extras.random.below(3));
        let _ = writeln!(
            twin.source,
            "export enum Color {{ Red = {first}, Green = Red << 1 | 1, Text = 'text of {index}', Late = Text.length }}"
        );
        let _ = write!(
            twin.reference,
            "export var Color;\n(function (Color) {{\n  Color[(Color['Red'] = {first})] = 'Red';\n  Color[(Color['Green'] = ({first} << 1) | 1)] = 'Green';\n  \
             Color['Text'] = 'text of {index}';\n  Color[(Color['Late'] = 'text of {index}'.length)] = 'Late';\n}})(Color || (Color = {{}}));\n"
        );
        if self.extras.random.percent(40) {
            twin.source.push_str("export enum Color { More = 50 }\n");
            twin.reference
                .push_str("(function (Color) {\n  Color[(Color['More'] = 50)] = 'More';\n})(Color || (Color = {}));\n");
        }
        twin.both("log.push(Color.Red, Color[1], Color.Text);\n");
    }

    fn namespace(&mut self, twin: &mut Twin) {
        let index = self.index;
        let _ = write!(
            twin.source,
            "export namespace Space {{\n  export let tag = 'space of {index}';\n  export function me() {{\n    return tag;\n  }}\n  tag += '!';\n}}\n\
             export namespace Space {{\n  export const again = me() + tag;\n  log.push(again);\n}}\n"
        );
        let _ = write!(
            twin.reference,
            "export var Space;\n(function (Space) {{\n  Space.tag = 'space of {index}';\n  function me() {{\n    return Space.tag;\n  }}\n  Space.me = me;\n  \
             Space.tag += '!';\n}})(Space || (Space = {{}}));\n(function (Space) {{\n  Space.again = Space.me() + Space.tag;\n  \
             log.push(Space.again);\n}})(Space || (Space = {{}}));\n"
        );
        if self.extras.random.percent(50) {
            twin.both("export function merged() {\n  return merged.tag;\n}\n");
            let _ = writeln!(twin.source, "export namespace merged {{\n  export const tag = 'merged of {index}';\n}}");
            let _ = writeln!(
                twin.reference,
                "(function (merged) {{\n  merged.tag = 'merged of {index}';\n}})(merged || (merged = {{}}));"
            );
        }
    }

    /// `done` of an index that has none: namespaces of `import()`, whole and destructured.
    pub(super) fn extra_lazy(&mut self) -> String {
        let mut text = String::from("export const done = (async () => {\n  await null;\n");
        for number in 0..=self.extras.random.below(3) {
            let target = self.extras.random.below(self.modules.len());
            let file = self.file_name(target);
            let line = match self.extras.random.below(6) {
                0 => format!(
                    "const n{number} = await import('./{file}');\n    log.push('me ' + show(() => n{number}.me?.()));"
                ),
                1 => format!(
                    "const {{ tag, box }} = await import('./{file}');\n    log.push(show(() => tag), show(() => box?.tag));"
                ),
                2 => format!("log.push(show(() => log.it) + (await import('./{file}')).live);"),
                3 => format!(
                    "await import('./{file}').then(({{ me, Color }}) => log.push(show(() => me?.()), show(() => Color?.Red)));"
                ),
                4 => format!(
                    "const all = {{ ...(await import('./{file}')) }};\n    log.push(show(() => all.tag), show(() => all.me?.()));"
                ),
                _ => format!(
                    "await import('./{file}').then((ns) => log.push(show(() => ns.Klass?.me()), show(() => ns.setLive?.(1)), show(() => ns.live)));"
                ),
            };
            let _ = writeln!(
                text,
                "  try {{\n    {line}\n  }} catch (error) {{\n    log.push('failed ' + error.name);\n  }}"
            );
        }
        text + "})();\n"
    }

    /// Parts of a CommonJS module: before and after its exports.
    pub(super) fn extra_common(&mut self) -> (String, String) {
        let index = self.index;
        let (mut before, mut after) = (String::new(), String::new());
        for part in self.extras.modules[index].clone() {
            match part {
                Part::Flag => {
                    before += [
                        "exports.__esModule = true;\n",
                        "exports.__esModule = false;\n",
                        "Object.defineProperty(exports, '__esModule', { value: true });\n",
                        "exports.__esModule = !0;\nexports.default = 'default of the flagged';\n",
                    ][self.extras.random.below(4)]
                }
                Part::Replaced if self.modules[index].exports.is_empty() && self.extras.modules[index].len() == 1 => {
                    // Names of an object or function are those of its text in Node, and all of them in a bundle.
                    after += ["module.exports = 'text';\n", "module.exports = 0;\n"][self.extras.random.below(2)];
                }
                Part::Null if self.modules[index].exports.is_empty() && self.extras.modules[index].len() == 1 => {
                    after += ["module.exports = null;\n", "module.exports = undefined;\n"][self.extras.random.below(2)];
                }
                part => before += &self.part(part),
            }
        }
        (before, after)
    }
}

const CATCH: &str = "\
log.push((() => {
  try {
    throw 1;
  } catch (error) {
    try {
      throw 2;
    } catch (error) {
      var error = 3;
      log.push(error);
    }
    return error;
  }
})());
";

/// Control flow whose ends are hard to see.
fn control(number: usize, index: usize) -> String {
    match number {
        0 => format!("for (const item of [1, 2, 3]) {{\n  switch (item) {{\n    case 2: {{\n      const twice = item * 2;\n      log.push('{index} ' + twice);\n      break;\n    }}\n  }}\n}}\n"),
        1 => format!("outer: for (const item of [1, 2]) {{\n  for (;;) {{\n    try {{\n      if (item === 1) continue outer;\n      break outer;\n    }} finally {{\n      log.push('{index} ' + item);\n    }}\n  }}\n}}\n"),
        _ => "log.push(((value) => {\n  switch (value) {\n    default:\n      log.push('default');\n    case 0:\n      return 'zero';\n    case 1:\n      break;\n  }\n  return 'one';\n})(log.length & 1));\n".to_owned(),
    }
}
