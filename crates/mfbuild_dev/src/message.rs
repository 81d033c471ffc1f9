//! What pages are told, as JSON (the contract is `mfbuild_federation/runtime/README.md`, "Hot updates").

use mfbuild::{Change, Rebuilt};
use mfbuild_diagnostics::{Diagnostic, Severity, render_text};
use serde_json::{Value, json};

/// The first message on a connection.
pub fn hello(hash: &str, errors: &[Value]) -> String {
    json!({ "type": "hello", "hash": hash, "errors": errors }).to_string()
}

/// A build begins.
pub fn building() -> String {
    json!({ "type": "building" }).to_string()
}

/// What a build means for pages that run the one before; without `is_hot` they are loaded again for every change.
pub fn of(rebuilt: &Rebuilt, hash: &str, is_hot: bool) -> String {
    let message = match &rebuilt.change {
        Some(Change::Update { .. }) if !is_hot => json!({ "type": "reload", "reason": "hot updates are off" }),
        None => json!({ "type": "errors", "errors": errors(&rebuilt.diagnostics) }),
        Some(Change::None) if rebuilt.from == hash => json!({ "type": "ok", "hash": hash }),
        // An edit of a comment: nothing to do, but it is another build.
        Some(Change::None) => update(rebuilt, hash, None, &[]),
        Some(Change::Update { script, styles }) => update(rebuilt, hash, script.as_deref(), styles),
        Some(Change::Reload(reason)) => json!({ "type": "reload", "reason": reason }),
    };
    message.to_string()
}

fn update(rebuilt: &Rebuilt, hash: &str, script: Option<&str>, styles: &[String]) -> Value {
    json!({ "type": "update", "from": rebuilt.from, "hash": hash, "script": script, "styles": styles })
}

/// Errors as the overlay shows them.
pub fn errors(diagnostics: &[Diagnostic]) -> Vec<Value> {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let shown = |error: &Diagnostic| {
        let text = render_text(std::slice::from_ref(error), false);
        // The overlay counts for itself.
        let text = text.trim_end().trim_end_matches("1 error").trim_end();
        json!({ "title": error.message, "text": text })
    };
    errors.map(shown).collect()
}
