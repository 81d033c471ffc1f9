//! Reads typed values out of a JSON tree and collects everything that is wrong with it.
//!
//! Owns the wording of type errors, unknown keys and unknown names; knows no option. `raw.rs` says what is expected.

use std::ops::Range;

use jsonc_parser::ast::Value;
use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::json::{kind, span};

/// Code of a value of the wrong type or out of range.
pub(crate) const INVALID_OPTION: &str = "invalid-option";
/// Code of a key that does not exist.
pub(crate) const UNKNOWN_OPTION: &str = "unknown-option";

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Spanned<T> {
    pub value: T,
    pub span: Range<usize>,
}

/// One key and its value.
pub(crate) struct Field<'v> {
    pub key: &'v str,
    pub key_span: Range<usize>,
    pub value: &'v Value<'v>,
    /// Full name for messages: `shared.react`.
    pub path: String,
}

/// Collects the problems of one file.
pub(crate) struct Reader<'p> {
    pub source: SourceText,
    pub problems: &'p mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// The fields of an object whose keys are fixed; unknown and repeated keys are problems and left out.
    pub fn object<'v>(&mut self, path: &str, value: &'v Value<'v>, known: &[&str]) -> Vec<Field<'v>> {
        let mut fields = self.map(path, value);
        fields.retain(|field| known.contains(&field.key) || self.unknown_key(field, known));
        fields
    }

    /// The fields of an object with free keys, in the order of the file.
    pub fn map<'v>(&mut self, path: &str, value: &'v Value<'v>) -> Vec<Field<'v>> {
        let Value::Object(object) = value else {
            self.wrong_type::<()>(path, "an object", value);
            return Vec::new();
        };
        let mut fields: Vec<Field> = Vec::new();
        for property in &object.properties {
            let key = property.name.as_str();
            let field =
                Field { key, key_span: span(&property.name), value: &property.value, path: join_path(path, key) };
            match fields.iter().find(|earlier| earlier.key == key) {
                Some(earlier) => self.repeated_key(&field, earlier.key_span.clone()),
                None => fields.push(field),
            }
        }
        fields
    }

    /// What is read of each field of an object whose keys are free.
    pub fn entries<T>(
        &mut self,
        path: &str,
        value: &Value,
        mut read: impl FnMut(&mut Self, &Field) -> Option<T>,
    ) -> Vec<T> {
        let fields = self.map(path, value);
        fields.iter().filter_map(|field| read(self, field)).collect()
    }

    /// An option that is an object, or an array of strings and objects: what is read of the fields of the object, or of
    /// the items of the array.
    pub fn object_or_items<T>(
        &mut self,
        field: &Field,
        read_entry: fn(&mut Self, &Field) -> Option<T>,
        mut read_item: impl FnMut(&mut Self, &str, &Value) -> Vec<T>,
    ) -> Vec<T> {
        match field.value {
            Value::Object(_) => self.entries(&field.path, field.value, read_entry),
            Value::Array(array) => {
                let items = array.elements.iter().enumerate();
                items.flat_map(|(index, item)| read_item(self, &format!("{}[{index}]", field.path), item)).collect()
            }
            other => {
                self.wrong_type::<()>(&field.path, "an object or an array", other);
                Vec::new()
            }
        }
    }

    /// A string.
    pub fn string(&mut self, path: &str, value: &Value) -> Option<Spanned<String>> {
        match value {
            Value::StringLit(literal) => Some(Spanned { value: literal.value.clone().into_owned(), span: span(value) }),
            _ => self.wrong_type(path, "a string", value),
        }
    }

    /// A string with something in it.
    pub fn filled_string(&mut self, path: &str, value: &Value) -> Option<Spanned<String>> {
        let string = self.string(path, value)?;
        if string.value.trim().is_empty() {
            return self.invalid(path, "must not be empty", string.span);
        }
        Some(string)
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, path: &str, value: &Value) -> Option<bool> {
        match value {
            Value::BooleanLit(literal) => Some(literal.value),
            _ => self.wrong_type(path, "a boolean", value),
        }
    }

    /// A whole number that is not negative.
    pub fn number(&mut self, path: &str, value: &Value) -> Option<u64> {
        match value {
            Value::NumberLit(literal) if literal.value.parse::<u64>().is_ok() => literal.value.parse().ok(),
            Value::NumberLit(_) => self.invalid(path, "must be a whole number", span(value)),
            _ => self.wrong_type(path, "a number", value),
        }
    }

    /// An array of strings.
    pub fn strings(&mut self, path: &str, value: &Value) -> Option<Vec<Spanned<String>>> {
        let Value::Array(array) = value else { return self.wrong_type(path, "an array of strings", value) };
        let items = array.elements.iter().enumerate();
        let items = items.map(|(index, element)| self.filled_string(&format!("{path}[{index}]"), element));
        items.collect::<Vec<_>>().into_iter().collect()
    }

    /// A string or an array of at least one.
    pub fn string_or_strings(&mut self, path: &str, value: &Value) -> Option<Vec<Spanned<String>>> {
        match value {
            Value::StringLit(_) => Some(vec![self.filled_string(path, value)?]),
            Value::Array(array) if array.elements.is_empty() => self.invalid(path, "must not be empty", span(value)),
            Value::Array(_) => self.strings(path, value),
            _ => self.wrong_type(path, "a string or an array of strings", value),
        }
    }

    /// One of a few names.
    pub fn choice<T: Clone>(&mut self, path: &str, value: &Value, choices: &[(&str, T)]) -> Option<T> {
        let name = self.string(path, value)?;
        if let Some((_, choice)) = choices.iter().find(|(known, _)| *known == name.value) {
            return Some(choice.clone());
        }
        let known = choices.iter().map(|(known, _)| *known).collect::<Vec<_>>();
        let problem =
            self.problem(INVALID_OPTION, format!("`{path}` cannot be `{}`", name.value), name.span, "unknown value");
        self.problems.push(problem.with_help(suggestion(&name.value, &known)));
        None
    }

    /// Reports a value of the wrong type.
    pub fn wrong_type<T>(&mut self, path: &str, expected: &str, value: &Value) -> Option<T> {
        let subject = if path.is_empty() { "the config".to_owned() } else { format!("`{path}`") };
        let message = format!("{subject} must be {expected}, found {}", kind(value));
        let problem = self.problem(INVALID_OPTION, message, span(value), format!("expected {expected}"));
        self.problems.push(problem);
        None
    }

    /// Reports a value that has the right type and is wrong all the same: `` `path` requirement ``.
    pub fn invalid<T>(&mut self, path: &str, requirement: &str, span: Range<usize>) -> Option<T> {
        let problem = self.problem(INVALID_OPTION, format!("`{path}` {requirement}"), span, "");
        self.problems.push(problem);
        None
    }

    /// An error at a place of this file.
    pub fn problem(
        &self,
        code: &'static str,
        message: String,
        span: Range<usize>,
        label: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::error(code, message).with_label(self.source.clone(), span, label)
    }

    fn unknown_key(&mut self, field: &Field, known: &[&str]) -> bool {
        let message = format!("unknown option `{}`", field.path);
        let problem = self.problem(UNKNOWN_OPTION, message, field.key_span.clone(), "unknown key");
        self.problems.push(problem.with_help(suggestion(field.key, known)));
        false
    }

    fn repeated_key(&mut self, field: &Field, earlier: Range<usize>) {
        let problem = self
            .problem(
                "repeated-option",
                format!("`{}` is given twice", field.path),
                field.key_span.clone(),
                "given again",
            )
            .with_label(self.source.clone(), earlier, "first given here");
        self.problems.push(problem);
    }
}

/// `did you mean`, or the list of what there is.
pub(crate) fn suggestion(given: &str, known: &[&str]) -> String {
    match nearest(given, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("known are {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    }
}

/// The candidate that looks most like a misspelt name; the first of equals.
pub(crate) fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = given.to_lowercase();
    let scored = candidates.into_iter().map(|name| (strsim::jaro_winkler(&lower, &name.to_lowercase()), name));
    let best = scored.fold(None, |best: Option<(f64, &str)>, next| match best {
        Some((score, _)) if score >= next.0 => best,
        _ => Some(next),
    });
    best.filter(|(score, _)| *score > 0.82).map(|(_, name)| name)
}

/// `a.b`, or `a["@x/y"]` where the key is no plain word.
fn join_path(path: &str, key: &str) -> String {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '-'));
    match (path.is_empty(), plain) {
        (true, _) => key.to_owned(),
        (false, true) => format!("{path}.{key}"),
        (false, false) => format!("{path}[\"{key}\"]"),
    }
}
