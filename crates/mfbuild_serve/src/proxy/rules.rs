//! `proxy` of package.json as plain data: a string for all that is no page, or rules as http-proxy-middleware takes
//! them, in a list or by path.

use mfbuild_diagnostics::Diagnostic;
use serde_json::{Map, Value};

/// Requests that another server answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyRule {
    /// Which requests.
    pub context: ProxyContext,
    /// Address of the other server; its path comes before that of the request.
    pub target: String,
    /// Regular expression and replacement (`$1`) for path and query: the first that matches is used, once.
    pub rewrite: Vec<(String, String)>,
    /// Whether the other server sees its own name in `Host`.
    pub change_origin: bool,
    /// Whether its certificate is verified.
    pub secure: bool,
    /// Whether websockets are handed on, too.
    pub websockets: bool,
    /// Headers that are set on each request.
    pub headers: Vec<(String, String)>,
}

/// Which requests a rule is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProxyContext {
    /// All that accept no html and match no file: the form of a string.
    Remaining,
    /// Beginnings of paths, or globs such as `/api/**`; `!` before one takes paths out.
    Paths(Vec<String>),
}

/// Options that change nothing here: output, and what only matters behind more proxies.
const WITHOUT_EFFECT: [&str; 6] = ["logLevel", "logProvider", "logger", "xfwd", "timeout", "proxyTimeout"];

/// Reads `proxy` of package.json.
pub fn proxy_rules(value: &Value) -> Result<Vec<ProxyRule>, Diagnostic> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(target) => Ok(vec![remaining(target)]),
        Value::Array(rules) => rules.iter().map(|rule| listed_rule(object(rule)?)).collect(),
        Value::Object(rule) if rule.contains_key("target") => Ok(vec![listed_rule(rule)?]),
        Value::Object(rules) => rules.iter().map(|(path, rule)| rule_for_path(path, rule)).collect(),
        _ => Err(invalid("a string, a list or an object", value)),
    }
}

/// What react-scripts made of a string: a server of one's own, whose certificate is rarely a good one.
fn remaining(target: &str) -> ProxyRule {
    ProxyRule {
        context: ProxyContext::Remaining,
        target: target.to_owned(),
        rewrite: Vec::new(),
        change_origin: true,
        secure: false,
        websockets: true,
        headers: Vec::new(),
    }
}

fn listed_rule(options: &Map<String, Value>) -> Result<ProxyRule, Diagnostic> {
    let context = options.get("context").or_else(|| options.get("pathFilter"));
    let paths = match context {
        None => vec!["/".to_owned()],
        Some(Value::String(path)) => vec![path.clone()],
        Some(Value::Array(paths)) => paths.iter().map(string).collect::<Result<_, _>>()?,
        Some(other) => return Err(invalid("a path or a list of paths as `context`", other)),
    };
    rule(paths, options)
}

fn rule_for_path(path: &str, value: &Value) -> Result<ProxyRule, Diagnostic> {
    let target_only = || Map::from_iter([("target".to_owned(), value.clone())]);
    let paths = vec![path.to_owned()];
    if value.is_string() { rule(paths, &target_only()) } else { rule(paths, object(value)?) }
}

fn rule(paths: Vec<String>, options: &Map<String, Value>) -> Result<ProxyRule, Diagnostic> {
    let mut rule = ProxyRule {
        context: ProxyContext::Paths(paths),
        target: String::new(),
        rewrite: Vec::new(),
        change_origin: false,
        secure: true,
        websockets: false,
        headers: Vec::new(),
    };
    for (name, value) in options {
        match name.as_str() {
            "target" => rule.target = string(value)?,
            "pathRewrite" => rule.rewrite = pairs(value)?,
            "headers" => rule.headers = pairs(value)?,
            "changeOrigin" => rule.change_origin = boolean(value)?,
            "secure" => rule.secure = boolean(value)?,
            "ws" => rule.websockets = boolean(value)?,
            "context" | "pathFilter" => {}
            name if WITHOUT_EFFECT.contains(&name) => {}
            name => return Err(unknown(name)),
        }
    }
    if rule.target.is_empty() {
        Err(invalid("a rule with `target`", &Value::Object(options.clone())))
    } else {
        Ok(rule)
    }
}

fn object(value: &Value) -> Result<&Map<String, Value>, Diagnostic> {
    value.as_object().ok_or_else(|| invalid("an object with `context` and `target`", value))
}

fn string(value: &Value) -> Result<String, Diagnostic> {
    value.as_str().map(str::to_owned).ok_or_else(|| invalid("a string", value))
}

fn boolean(value: &Value) -> Result<bool, Diagnostic> {
    value.as_bool().ok_or_else(|| invalid("`true` or `false`", value))
}

/// An object of strings, in its order.
fn pairs(value: &Value) -> Result<Vec<(String, String)>, Diagnostic> {
    let object = value.as_object().ok_or_else(|| invalid("an object of strings", value))?;
    object.iter().map(|(name, value)| Ok((name.clone(), string(value)?))).collect()
}

fn invalid(expected: &str, found: &Value) -> Diagnostic {
    Diagnostic::error("invalid-proxy", format!("`proxy` of package.json has `{found}` where {expected} belongs"))
        .with_help("for example `\"proxy\": [{ \"context\": \"/api\", \"target\": \"http://localhost:7007\" }]`")
}

fn unknown(name: &str) -> Diagnostic {
    Diagnostic::error(
        "invalid-proxy",
        format!("`proxy` of package.json has the option `{name}`, which is not supported"),
    )
    .with_help("there are `context`, `target`, `pathRewrite`, `changeOrigin`, `secure`, `ws` and `headers`")
}
