//! The settings of tsconfig.json that change the output: path mapping, JSX, decorators, class fields, unused imports.
//!
//! Owns the search for the file, `extends` and project references; the mapping itself is the resolver's. A tsconfig is
//! written for another tool, so what is wrong in it costs a warning, never the build.

use std::path::{Path, PathBuf};

use mfbuild_diagnostics::{Diagnostic, Severity, SourceText};
use serde_json::Value;

use crate::disk::Disk;
use crate::json::{Dialect, display_path, parse, read_source};

/// `extends` chains longer than this are cycles.
const LONGEST_CHAIN: usize = 16;

/// What a tsconfig and all that it extends say together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TsConfig {
    /// The file to map paths with, if it or what it extends has `paths` or `baseUrl`.
    pub mapping: Option<PathBuf>,
    pub jsx: Option<String>,
    pub jsx_import_source: Option<String>,
    pub jsx_factory: Option<String>,
    pub jsx_fragment: Option<String>,
    pub experimental_decorators: Option<bool>,
    pub decorator_metadata: Option<bool>,
    pub define_class_fields: Option<bool>,
    pub strict: Option<bool>,
    pub strict_null_checks: Option<bool>,
    pub target: Option<String>,
    pub keeps_imports: Option<bool>,
}

impl TsConfig {
    /// TypeScript's rule: as written, else true from `target` ES2022 on; without a `target`, as ECMAScript says.
    pub(crate) fn defines_class_fields(&self) -> bool {
        let is_new = |target: &String| {
            let target = target.to_lowercase();
            let year = target.strip_prefix("es").and_then(|year| year.parse::<u32>().ok());
            year.is_none_or(|year| year >= 2022)
        };
        self.define_class_fields.unwrap_or_else(|| self.target.as_ref().is_none_or(is_new))
    }

    /// `strict` stands for it where it is not said.
    pub(crate) fn checks_null(&self) -> bool {
        self.strict_null_checks.or(self.strict).unwrap_or(false)
    }

    /// What is not said here is taken from the base.
    fn or(self, base: Self) -> Self {
        Self {
            mapping: self.mapping.or(base.mapping),
            jsx: self.jsx.or(base.jsx),
            jsx_import_source: self.jsx_import_source.or(base.jsx_import_source),
            jsx_factory: self.jsx_factory.or(base.jsx_factory),
            jsx_fragment: self.jsx_fragment.or(base.jsx_fragment),
            experimental_decorators: self.experimental_decorators.or(base.experimental_decorators),
            decorator_metadata: self.decorator_metadata.or(base.decorator_metadata),
            define_class_fields: self.define_class_fields.or(base.define_class_fields),
            strict: self.strict.or(base.strict),
            strict_null_checks: self.strict_null_checks.or(base.strict_null_checks),
            target: self.target.or(base.target),
            keeps_imports: self.keeps_imports.or(base.keeps_imports),
        }
    }
}

/// Reads the nearest tsconfig.json from the package upwards, not beyond the repository.
///
/// `conditions` are those that the resolver has been told of.
pub(crate) fn read(context: &Path, disk: &Disk, conditions: &[String], problems: &mut Vec<Diagnostic>) -> TsConfig {
    let Some(file) = nearest_file(context, disk) else { return TsConfig::default() };
    let mut loader = Loader { context, disk, conditions, problems };
    let config = loader.load(&file, LONGEST_CHAIN);
    if config.mapping.is_some() {
        return config;
    }
    // A "solution" file has no settings but refers to those that have.
    let mut references = loader.references(&file).into_iter().map(|reference| loader.load(&reference, LONGEST_CHAIN));
    match references.find(|reference| reference.mapping.is_some() || reference.jsx.is_some()) {
        Some(reference) => config.or(reference),
        None => config,
    }
}

fn nearest_file(context: &Path, disk: &Disk) -> Option<PathBuf> {
    for directory in context.ancestors() {
        let file = directory.join("tsconfig.json");
        if disk.is_no_directory(&file) {
            return Some(file);
        }
        if directory.join(".git").exists() {
            return None;
        }
    }
    None
}

struct Loader<'a> {
    context: &'a Path,
    disk: &'a Disk,
    conditions: &'a [String],
    problems: &'a mut Vec<Diagnostic>,
}

impl Loader<'_> {
    fn load(&mut self, file: &Path, depth: usize) -> TsConfig {
        let Some((source, json)) = self.json(file) else { return TsConfig::default() };
        let options = json.get("compilerOptions");
        let text = |name: &str| options.and_then(|options| options.get(name)?.as_str().map(str::to_owned));
        let flag = |name: &str| options.and_then(|options| options.get(name)?.as_bool());
        let maps =
            ["paths", "baseUrl", "rootDirs"].iter().any(|name| options.is_some_and(|all| all.get(name).is_some()));
        if let Some(options) = options {
            self.warn_of_unsupported(&source, options);
        }
        let own = TsConfig {
            mapping: maps.then(|| file.to_owned()),
            jsx: text("jsx"),
            jsx_import_source: text("jsxImportSource"),
            jsx_factory: text("jsxFactory"),
            jsx_fragment: text("jsxFragmentFactory"),
            experimental_decorators: flag("experimentalDecorators"),
            decorator_metadata: flag("emitDecoratorMetadata"),
            define_class_fields: flag("useDefineForClassFields"),
            strict: flag("strict"),
            strict_null_checks: flag("strictNullChecks"),
            target: text("target"),
            keeps_imports: options.and_then(keeps_imports),
        };
        let bases = extended(&json);
        if depth == 0 || bases.is_empty() {
            return own;
        }
        // The last of several bases wins over the earlier ones.
        let base = bases.iter().rev().fold(TsConfig::default(), |base, name| match find_base(file, name, self.disk) {
            Some(path) => base.or(self.load(&path, depth - 1)),
            None => self.missing_base(&source, name, base),
        });
        let mut merged = own.or(base);
        // The resolver follows `extends` itself and wants the outermost file.
        merged.mapping = merged.mapping.map(|_| file.to_owned());
        merged
    }

    fn references(&mut self, file: &Path) -> Vec<PathBuf> {
        let directory = file.parent().unwrap_or(self.context);
        let Some((_, json)) = self.json(file) else { return Vec::new() };
        let references = json.get("references").and_then(Value::as_array).cloned().unwrap_or_default();
        let paths = references.iter().filter_map(|reference| Some(directory.join(reference.get("path")?.as_str()?)));
        paths
            .map(|path| if self.disk.is_dir(&path) { path.join("tsconfig.json") } else { path })
            .filter(|path| self.disk.is_file(path))
            .collect()
    }

    fn json(&mut self, file: &Path) -> Option<(SourceText, Value)> {
        let dangling = || {
            let message = format!("cannot read `{}`", display_path(file, self.context));
            Err(Diagnostic::error("unreadable-file", message).with_note("it is a link to a file that does not exist"))
        };
        let parsed = read_source(file, self.context, self.disk).unwrap_or_else(dangling).and_then(|source| {
            let json = Value::from(parse(&source, Dialect::Commented, "invalid-tsconfig")?);
            Ok((source, json))
        });
        parsed.map_err(|problem| self.warn(problem)).ok()
    }

    fn missing_base(&mut self, source: &SourceText, name: &str, base: TsConfig) -> TsConfig {
        let start = source.text.find(&format!("\"{name}\"")).unwrap_or(0);
        let message = format!("`{}` extends `{name}`, which does not exist", source.path);
        self.warn(Diagnostic::warning("invalid-tsconfig", message).with_label(
            source.clone(),
            start..start + name.len() + 2,
            "",
        ));
        base
    }

    /// Settings that change what a program does, and that the build cannot follow.
    fn warn_of_unsupported(&mut self, source: &SourceText, options: &Value) {
        let has = |name: &str, is_meant: &dyn Fn(&Value) -> bool| {
            options.get(name).and_then(Value::as_array).is_some_and(|items| items.iter().any(is_meant))
        };
        let is_unknown = |item: &Value| item.as_str().is_some_and(|name| !self.conditions.iter().any(|it| it == name));
        let found = [
            (
                "moduleSuffixes",
                has("moduleSuffixes", &|item| item != ""),
                "list the endings in `resolve.extensions` of `mfbuild.config.json`: `[\".web.ts\", \".ts\", \".js\"]`",
            ),
            (
                "customConditions",
                has("customConditions", &is_unknown),
                "list them in `resolve.conditions` of `mfbuild.config.json`, with `browser` and `module`",
            ),
            (
                "plugins",
                has("plugins", &|item| item.get("transform").is_some()),
                "run the transformers before the build, and build what they write",
            ),
        ];
        for (name, _, help) in found.into_iter().filter(|(_, is_set, _)| *is_set) {
            let message = format!("`{name}` of `{}` has no effect on the build", source.path);
            let quoted = format!("\"{name}\"");
            let start = source.text.find(&quoted).unwrap_or(0);
            let warning = Diagnostic::warning("unsupported-tsconfig", message);
            let warning = warning.with_label(source.clone(), start..start + quoted.len(), "").with_help(help);
            if !self.problems.iter().any(|earlier| earlier.message == warning.message) {
                self.problems.push(warning);
            }
        }
    }

    fn warn(&mut self, problem: Diagnostic) {
        let said = self.problems.iter().any(|earlier| earlier.message == problem.message);
        if !said {
            let help = "its settings are ignored; JSX is compiled for the automatic runtime if nothing else is said";
            self.problems.push(Diagnostic { severity: Severity::Warning, ..problem.with_help(help) });
        }
    }
}

/// Whether modules are evaluated of which only types are imported, or nothing: `import { T } from './t'` is `import './t'`.
fn keeps_imports(options: &Value) -> Option<bool> {
    let flag = |name: &str| options.get(name).and_then(Value::as_bool);
    let old = options.get("importsNotUsedAsValues").and_then(Value::as_str).map(|value| value != "remove");
    let said = [flag("verbatimModuleSyntax"), flag("preserveValueImports"), old];
    let known: Vec<bool> = said.into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.contains(&true))
}

fn extended(json: &Value) -> Vec<String> {
    match json.get("extends") {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Array(names)) => names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}

/// A relative or absolute path, or a file of a package; `.json` may be left out.
fn find_base(file: &Path, name: &str, disk: &Disk) -> Option<PathBuf> {
    let directory = file.parent()?;
    if name.starts_with('.') || Path::new(name).is_absolute() {
        return base_file(&directory.join(name), disk);
    }
    directory.ancestors().find_map(|ancestor| base_file(&ancestor.join("node_modules").join(name), disk))
}

fn base_file(path: &Path, disk: &Disk) -> Option<PathBuf> {
    let mut with_extension = path.as_os_str().to_owned();
    with_extension.push(".json");
    [path.to_owned(), PathBuf::from(with_extension), path.join("tsconfig.json")]
        .into_iter()
        .find(|candidate| disk.is_file(candidate))
}
