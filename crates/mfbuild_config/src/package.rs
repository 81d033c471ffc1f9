//! package.json: the fields that matter, checked, with the places for error frames.
//!
//! Owns what a valid package.json is for us. Which files its entries mean is decided in `entry.rs`.

use std::ops::Range;
use std::path::Path;

use jsonc_parser::ast::{Object, Value};
use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::disk::Disk;
use crate::json::{Dialect, kind, parse, read_source, span};
use crate::options::PackageInfo;

/// Code of a package.json that cannot be used.
const INVALID_PACKAGE_JSON: &str = "invalid-package-json";

/// A parsed and checked package.json.
pub(crate) struct Package {
    pub info: PackageInfo,
    /// `backstage.role`.
    pub role: Option<String>,
    pub source: SourceText,
}

impl Package {
    /// The span of the value at a path of keys, or of the start of the file.
    pub fn span_of(&self, keys: &[&str]) -> Range<usize> {
        let Ok(root) = parse(&self.source, Dialect::Strict, INVALID_PACKAGE_JSON) else { return 0..0 };
        let mut value = &root;
        for key in keys {
            match value.as_object().and_then(|object| property(object, key)) {
                Some(inner) => value = inner,
                None => return 0..0,
            }
        }
        span(value)
    }

    /// An error that marks the value at a path of keys.
    pub fn problem(&self, code: &'static str, message: String, keys: &[&str], label: &str) -> Diagnostic {
        Diagnostic::error(code, message).with_label(self.source.clone(), self.span_of(keys), label)
    }
}

/// Reads the package.json of a directory; `None` after an error that makes everything else pointless.
pub(crate) fn read(context: &Path, disk: &Disk, problems: &mut Vec<Diagnostic>) -> Option<Package> {
    let source = match read_source(&context.join("package.json"), context, disk) {
        Some(Ok(source)) => source,
        Some(Err(problem)) => {
            problems.push(problem);
            return None;
        }
        None => {
            problems.push(missing(context));
            return None;
        }
    };
    match check(&source) {
        Ok((package, found)) => {
            problems.extend(found);
            Some(package)
        }
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

fn missing(context: &Path) -> Diagnostic {
    let problem = Diagnostic::error("missing-package-json", format!("no `package.json` in `{}`", context.display()));
    match context.ancestors().skip(1).find(|directory| directory.join("package.json").is_file()) {
        Some(parent) => problem.with_help(format!("did you mean the package in `{}`?", parent.display())),
        None => problem
            .with_help("run mfbuild in a package directory, or name one: `mfbuild build --module-federation DIR`"),
    }
}

fn check(source: &SourceText) -> Result<(Package, Vec<Diagnostic>), Diagnostic> {
    let root = parse(source, Dialect::Strict, INVALID_PACKAGE_JSON)?;
    let Value::Object(object) = &root else {
        let message = format!("`{}` must be an object, found {}", source.path, kind(&root));
        return Err(Diagnostic::error(INVALID_PACKAGE_JSON, message).with_label(
            source.clone(),
            span(&root),
            "expected an object",
        ));
    };
    let mut checker = Checker { source, problems: Vec::new() };
    let name = checker.string(property(object, "name"), "name").unwrap_or_default();
    let version = checker.string(property(object, "version"), "version").unwrap_or_default();
    let role = checker.role(property(object, "backstage"));
    let problems = checker.problems;
    let info = PackageInfo { name, version, json: root.into() };
    Ok((Package { info, role, source: source.clone() }, problems))
}

/// The last value of a key, as `JSON.parse` takes it.
fn property<'v, 'a>(object: &'v Object<'a>, key: &str) -> Option<&'v Value<'a>> {
    object.properties.iter().rev().find(|property| property.name.as_str() == key).map(|property| &property.value)
}

struct Checker<'s> {
    source: &'s SourceText,
    problems: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn string(&mut self, value: Option<&Value>, path: &str) -> Option<String> {
        match value? {
            Value::StringLit(literal) => Some(literal.value.clone().into_owned()),
            other => self.wrong_type(path, "a string", other),
        }
    }

    fn role(&mut self, backstage: Option<&Value>) -> Option<String> {
        match backstage? {
            Value::Object(object) => self.string(property(object, "role"), "backstage.role"),
            other => self.wrong_type("backstage", "an object", other),
        }
    }

    fn wrong_type<T>(&mut self, path: &str, expected: &str, value: &Value) -> Option<T> {
        let message = format!("`{path}` of `{}` must be {expected}, found {}", self.source.path, kind(value));
        let label = format!("expected {expected}");
        self.problems.push(Diagnostic::error(INVALID_PACKAGE_JSON, message).with_label(
            self.source.clone(),
            span(value),
            label,
        ));
        None
    }
}
