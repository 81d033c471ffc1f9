//! The `runtimePlugins` option (spec/module-federation.md §5.7).
//!
//! Owns its forms and the check that the files are there; what plugins do is the pipeline's.

use jsonc_parser::ast::Value;
use mfbuild_diagnostics::{Diagnostic, SourceText};

use crate::files::{Places, check_request};
use crate::json::span;
use crate::options::RuntimePlugin;
use crate::reader::{Field, INVALID_OPTION, Reader, Spanned};

/// Code of a plugin that has no file.
const MISSING_PLUGIN: &str = "missing-runtime-plugin";

/// One plugin as written.
pub(crate) struct RawPlugin {
    pub request: Spanned<String>,
    pub params: Option<serde_json::Value>,
}

/// A list of paths and `[path, params]`.
pub(crate) fn read(reader: &mut Reader, field: &Field) -> Vec<RawPlugin> {
    let Value::Array(array) = field.value else {
        reader.wrong_type::<()>(&field.path, "an array of paths", field.value);
        return Vec::new();
    };
    let items = array.elements.iter().enumerate();
    items.filter_map(|(index, item)| read_item(reader, &format!("{}[{index}]", field.path), item)).collect()
}

fn read_item(reader: &mut Reader, path: &str, item: &Value) -> Option<RawPlugin> {
    let Value::Array(pair) = item else {
        return match item {
            Value::StringLit(_) => Some(RawPlugin { request: reader.filled_string(path, item)?, params: None }),
            other => reader.wrong_type(path, "a path, or a path and its parameters", other),
        };
    };
    match pair.elements.as_slice() {
        [request] => Some(RawPlugin { request: reader.filled_string(&format!("{path}[0]"), request)?, params: None }),
        [request, params] => {
            let request = reader.filled_string(&format!("{path}[0]"), request)?;
            Some(RawPlugin { request, params: Some(params.clone().into()) })
        }
        _ => {
            let message = format!("`{path}` must be a path, or a path and its parameters");
            let problem = reader.problem(INVALID_OPTION, message, span(item), "");
            reader.problems.push(problem.with_help("write `[\"./src/plugin.ts\", { \"key\": \"value\" }]`"));
            None
        }
    }
}

/// The plugins of a build, in order; those that name files of the package must be there.
pub(crate) fn resolve(
    given: &[RawPlugin],
    source: Option<&SourceText>,
    places: &Places,
    problems: &mut Vec<Diagnostic>,
) -> Vec<RuntimePlugin> {
    for plugin in given {
        let request = &plugin.request;
        let message = format!("runtime plugin `{}` does not exist", request.value);
        if let Err(mut problem) = check_request(&request.value, places, Diagnostic::error(MISSING_PLUGIN, message)) {
            if let Some(source) = source {
                problem = problem.with_label(source.clone(), request.span.clone(), "no such file");
            }
            problems.push(problem);
        }
    }
    let plugin = |raw: &RawPlugin| RuntimePlugin { request: raw.request.value.clone(), params: raw.params.clone() };
    given.iter().map(plugin).collect()
}
