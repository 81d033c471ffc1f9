//! The `shared` option (spec/module-federation.md §3.1): all value forms, and the defaults of each share.
//!
//! Owns the rule which string is a version and which a request. Versions from package.json files are found later, by
//! the plan.

use std::ops::Range;

use jsonc_parser::ast::Value;
use mfbuild_diagnostics::{Diagnostic, Severity};

use crate::federation::read_share_scope;
use crate::foreign::refuse_as;
use crate::json::{kind, span};
use crate::options::{ProvidedVersion, RequiredVersion, ShareScope, SharedOption};
use crate::reader::{Field, INVALID_OPTION, Reader, Spanned};
use crate::version_text::{is_range, is_version, looks_like_version};

/// One entry as written; `None` means "not said".
#[derive(Clone, Debug, Default)]
pub(crate) struct RawShare {
    pub key: String,
    /// The place of the entry in the config file; none for a default.
    pub span: Option<Range<usize>>,
    /// `"react": false` takes a default share away.
    pub off: bool,
    pub request: Option<String>,
    /// `Some(None)` is `import: false`.
    pub import: Option<Option<String>>,
    pub share_key: Option<String>,
    pub share_scope: Option<ShareScope>,
    pub required_version: Option<RequiredVersion>,
    pub version: Option<ProvidedVersion>,
    pub singleton: Option<bool>,
    pub strict_version: Option<bool>,
    pub eager: Option<bool>,
    pub package_name: Option<String>,
}

const KEYS: &[&str] = &[
    "import",
    "shareKey",
    "shareScope",
    "requiredVersion",
    "version",
    "singleton",
    "strictVersion",
    "eager",
    "packageName",
    "request",
];
/// Options of the enhanced plugin that would change which module is shared.
const SELECTING_KEYS: &[&str] = &["layer", "issuerLayer", "include", "exclude"];
/// Options that only save bytes or widen a lookup.
const HARMLESS_KEYS: &[&str] = &["treeShaking", "allowNodeModulesSuffixMatch", "nodeModulesReconstructedLookup"];

/// An array of strings and objects, or an object.
pub(crate) fn read(reader: &mut Reader, field: &Field) -> Vec<RawShare> {
    reader.object_or_items(field, read_entry, read_item)
}

fn read_item(reader: &mut Reader, path: &str, item: &Value) -> Vec<RawShare> {
    match item {
        Value::StringLit(_) => {
            let request = reader.filled_string(path, item);
            request.into_iter().map(|request| shorthand(&request.value, request.span, &request.value)).collect()
        }
        Value::Object(_) => reader.entries(path, item, read_entry),
        other => {
            reader.wrong_type::<()>(path, "a string or an object", other);
            Vec::new()
        }
    }
}

fn read_entry(reader: &mut Reader, field: &Field) -> Option<RawShare> {
    match field.value {
        _ if field.key.trim().is_empty() => {
            let requirement = "has an entry without a name: write the request that is shared, such as `react`";
            reader.invalid("shared", requirement, field.key_span.clone())
        }
        Value::StringLit(_) => {
            let value = reader.filled_string(&field.path, field.value)?;
            let share = shorthand(field.key, field.key_span.clone(), &value.value);
            if let Some(RequiredVersion::Range(_)) = share.required_version {
                check_range(reader, &field.path, &value)?;
            }
            Some(share)
        }
        Value::BooleanLit(literal) if !literal.value => {
            let span = Some(field.key_span.clone());
            Some(RawShare { key: field.key.to_owned(), span, off: true, ..RawShare::default() })
        }
        Value::Object(_) => Some(read_object(reader, field)),
        Value::Array(_) => {
            let problem =
                reader.problem(INVALID_OPTION, "Unexpected array in shared".to_owned(), span(field.value), "");
            reader.problems.push(problem.with_help("give a version, or an object of options"));
            None
        }
        other => reader.wrong_type(&field.path, "a version, an object or `false`", other),
    }
}

/// `"lodash": "^4.0.0"` is a version, `"lodash": "lodash-es"` a request.
fn shorthand(key: &str, span: Range<usize>, value: &str) -> RawShare {
    let versioned = value != key && looks_like_version(value);
    RawShare {
        key: key.to_owned(),
        span: Some(span),
        import: Some(Some(if versioned { key } else { value }.to_owned())),
        required_version: versioned.then(|| RequiredVersion::Range(value.to_owned())),
        ..RawShare::default()
    }
}

fn read_object(reader: &mut Reader, field: &Field) -> RawShare {
    let span = Some(field.key_span.clone());
    let mut share = RawShare { key: field.key.to_owned(), span, ..RawShare::default() };
    let known = [KEYS, SELECTING_KEYS, HARMLESS_KEYS].concat();
    for inner in reader.object(&field.path, field.value, &known) {
        read_option(reader, &inner, &mut share);
    }
    warn_of_unused_version(reader, field, &share);
    share
}

fn read_option(reader: &mut Reader, field: &Field, share: &mut RawShare) {
    let (path, value) = (field.path.as_str(), field.value);
    match field.key {
        "import" => share.import = text_or_false(reader, field),
        "request" => share.request = text(reader, field),
        "shareKey" => share.share_key = text(reader, field),
        "packageName" => share.package_name = text(reader, field),
        "shareScope" => share.share_scope = read_share_scope(reader, path, value),
        "singleton" => share.singleton = reader.boolean(path, value),
        "strictVersion" => share.strict_version = reader.boolean(path, value),
        "eager" => share.eager = reader.boolean(path, value),
        "requiredVersion" => share.required_version = required_version(reader, field),
        "version" => share.version = provided_version(reader, field),
        key if HARMLESS_KEYS.contains(&key) => {
            refuse_as(reader, field, Severity::Warning, "remove it; the package is shared whole")
        }
        _ => refuse_as(reader, field, Severity::Error, "remove it, or share the package under a key of its own"),
    }
}

/// A range, or `false` for no check.
fn required_version(reader: &mut Reader, field: &Field) -> Option<RequiredVersion> {
    let Some(range) = text_or_false(reader, field)? else { return Some(RequiredVersion::Any) };
    check_range(reader, &field.path, &Spanned { value: range.clone(), span: span(field.value) })?;
    Some(RequiredVersion::Range(range))
}

/// Nothing satisfies a text that is no range, so that the package would never be shared.
fn check_range(reader: &mut Reader, path: &str, range: &Spanned<String>) -> Option<()> {
    // `workspace:^1.2` and `npm:lib@^1` hold a range, as in package.json.
    if is_range(&range.value) || range.value.contains([':', '#']) {
        return Some(());
    }
    let message = format!("`{path}` must be a version range, found `{}`", range.value);
    let problem = reader.problem(INVALID_OPTION, message, range.span.clone(), "not a range");
    let help = "write a range such as `^1.2.0` or `>=1.2 <3`, `*` for every version, or `false` for no check";
    reader.problems.push(problem.with_help(help));
    None
}

/// A complete version, or `false` for none.
fn provided_version(reader: &mut Reader, field: &Field) -> Option<ProvidedVersion> {
    let Some(version) = text_or_false(reader, field)? else { return Some(ProvidedVersion::None) };
    if is_version(&version) {
        return Some(ProvidedVersion::Exact(version));
    }
    let message = format!("`{}` must be a version, found `{version}`", field.path);
    let problem = reader.problem(INVALID_OPTION, message, span(field.value), "not a version");
    let help = "write one such as `1.2.0` or `1.2.0-beta.1`, or `false` if the package has none";
    reader.problems.push(problem.with_help(help));
    None
}

/// With `import: false` nothing is provided, so nothing has that version.
fn warn_of_unused_version(reader: &mut Reader, field: &Field, share: &RawShare) {
    if share.import == Some(None) && matches!(share.version, Some(ProvidedVersion::Exact(_))) {
        let message = format!("`{}.version` has no effect, since `import: false` provides no copy", field.path);
        let mut problem = reader.problem(INVALID_OPTION, message, field.key_span.clone(), "");
        problem.severity = Severity::Warning;
        reader.problems.push(problem.with_help("use `requiredVersion` for the versions that are accepted"));
    }
}

fn text(reader: &mut Reader, field: &Field) -> Option<String> {
    reader.filled_string(&field.path, field.value).map(|text| text.value)
}

fn text_or_false(reader: &mut Reader, field: &Field) -> Option<Option<String>> {
    match field.value {
        Value::BooleanLit(literal) if !literal.value => Some(None),
        Value::StringLit(_) => text(reader, field).map(Some),
        other => {
            let message = format!("`{}` must be a string or `false`, found {}", field.path, kind(other));
            let problem = reader.problem(INVALID_OPTION, message, span(other), "expected a string or `false`");
            reader.problems.push(problem);
            None
        }
    }
}

/// The defaults and the user's entries: an entry replaces the default of the same key in its place, others follow,
/// `false` takes a default away.
pub(crate) fn merge(defaults: Vec<RawShare>, given: &[RawShare]) -> Vec<RawShare> {
    let n_defaults = defaults.len();
    let mut shares = defaults;
    for entry in given {
        // Among the user's own entries one key may stand several times, with different scopes.
        match shares[..n_defaults].iter_mut().find(|share| share.key == entry.key && share.request == entry.request) {
            Some(share) => *share = entry.clone(),
            None => shares.push(entry.clone()),
        }
    }
    shares.retain(|share| !share.off);
    shares
}

/// Fills in the defaults of one share (§3.1); `scope` is the container's share scope.
pub(crate) fn normalize(share: RawShare, scope: &ShareScope) -> Result<SharedOption, Diagnostic> {
    let request = share.request.unwrap_or_else(|| share.key.clone());
    let share_key = share.share_key.unwrap_or_else(|| request.clone());
    if request.ends_with('/') != share_key.ends_with('/') {
        let message = format!("share `{request}` and its `shareKey` `{share_key}` must both end in `/` or neither");
        return Err(
            Diagnostic::error(INVALID_OPTION, message).with_help("a key that ends in `/` shares everything below it")
        );
    }
    let import = share.import.unwrap_or_else(|| Some(request.clone()));
    let singleton = share.singleton.unwrap_or(false);
    Ok(SharedOption {
        share_key,
        share_scope: scopes(share.share_scope.as_ref().unwrap_or(scope)),
        strict_version: share.strict_version.unwrap_or(import.is_some() && !singleton),
        required_version: share.required_version.unwrap_or(RequiredVersion::Auto),
        version: share.version.unwrap_or(ProvidedVersion::Auto),
        singleton,
        eager: share.eager.unwrap_or(false),
        package_name: share.package_name,
        request,
        import,
    })
}

fn scopes(scope: &ShareScope) -> Vec<String> {
    match scope {
        ShareScope::One(name) => vec![name.clone()],
        ShareScope::Many(names) => names.clone(),
    }
}
