//! The value forms of `shared` and their defaults: spec/module-federation.md §3.1.

use super::Project;
use crate::{ProvidedVersion, RequiredVersion, SharedOption};

fn shared(option: &str) -> Vec<SharedOption> {
    Project::with_config(&format!(r#"{{"shared": {option}}}"#)).options().federation.shared
}

/// A share in short: `request|key|import|required|provided|flags`.
fn short(share: &SharedOption) -> String {
    let required = match &share.required_version {
        RequiredVersion::Auto => "auto",
        RequiredVersion::Any => "any",
        RequiredVersion::Range(range) => range,
    };
    let provided = match &share.version {
        ProvidedVersion::Auto => "auto",
        ProvidedVersion::None => "none",
        ProvidedVersion::Exact(version) => version,
    };
    let flags = [(share.singleton, "singleton"), (share.strict_version, "strict"), (share.eager, "eager")];
    let flags = flags.iter().filter(|(on, _)| *on).map(|(_, name)| *name).collect::<Vec<_>>().join("+");
    format!(
        "{}|{}|{}|{required}|{provided}|{flags}",
        share.request,
        share.share_key,
        share.import.as_deref().unwrap_or("-")
    )
}

#[test]
fn forms() {
    let cases: &[(&str, &[&str])] = &[
        (r#"["lodash"]"#, &["lodash|lodash|lodash|auto|auto|strict"]),
        (r#"{"lodash": "lodash"}"#, &["lodash|lodash|lodash|auto|auto|strict"]),
        (r#"{"lodash": "^4.17.0"}"#, &["lodash|lodash|lodash|^4.17.0|auto|strict"]),
        (r#"{"lodash": "*"}"#, &["lodash|lodash|lodash|*|auto|strict"]),
        (r#"{"lodash": "lodash-es"}"#, &["lodash|lodash|lodash-es|auto|auto|strict"]),
        (r#"{"x": "xyz"}"#, &["x|x|xyz|auto|auto|strict"]),
        (r#"{"x": "v1.0.0"}"#, &["x|x|x|v1.0.0|auto|strict"]),
        (r#"["4"]"#, &["4|4|4|auto|auto|strict"]),
        (r#"{"react": {}}"#, &["react|react|react|auto|auto|strict"]),
        (r#"{"react": {"singleton": true}}"#, &["react|react|react|auto|auto|singleton"]),
        (r#"{"react": {"import": false}}"#, &["react|react|-|auto|auto|"]),
        (r#"{"react": {"import": false, "strictVersion": true}}"#, &["react|react|-|auto|auto|strict"]),
        (
            r#"{"react": {"requiredVersion": false, "version": false, "eager": true}}"#,
            &["react|react|react|any|none|strict+eager"],
        ),
        (
            r#"{"react": {"requiredVersion": "^18", "version": "18.2.0", "strictVersion": false}}"#,
            &["react|react|react|^18|18.2.0|"],
        ),
        (r#"{"react": {"import": "./src/index", "shareKey": "r"}}"#, &["react|r|./src/index|auto|auto|strict"]),
        (r#"{"key": {"request": "react"}}"#, &["react|react|react|auto|auto|strict"]),
        (r#"{"date-fns/": {"singleton": true}}"#, &["date-fns/|date-fns/|date-fns/|auto|auto|singleton"]),
        (
            r#"["a", {"b": "^1", "c": {"eager": true}}]"#,
            &["a|a|a|auto|auto|strict", "b|b|b|^1|auto|strict", "c|c|c|auto|auto|strict+eager"],
        ),
        (r#"{"a": {"version": "0", "requiredVersion": "0"}}"#, &["a|a|a|0|0|strict"]),
        (r#"{"a": false}"#, &[]),
        (r#"{"a": {"treeShaking": false}}"#, &["a|a|a|auto|auto|strict"]),
    ];
    for (option, expected) in cases {
        assert_eq!(shared(option).iter().map(short).collect::<Vec<_>>(), *expected, "{option}");
    }
}

#[test]
fn scopes_and_package_name() {
    let options = Project::with_config(
        r#"{"shareScope": ["default", "ui"], "shared": {
            "a": {}, "b": {"shareScope": "own"}, "c": {"shareScope": ["x", "y"], "packageName": "d"}}}"#,
    )
    .options();
    let scopes = options.federation.shared.iter().map(|share| share.share_scope.join("+")).collect::<Vec<_>>();
    assert_eq!(scopes, ["default+ui", "own", "x+y"]);
    assert_eq!(options.federation.shared[2].package_name.as_deref(), Some("d"));
}

#[test]
fn one_key_in_two_scopes() {
    let shares = shared(r#"[{"a": {"shareScope": "one"}}, {"a": {"shareScope": "two"}}]"#);
    assert_eq!(shares.iter().map(|share| share.share_scope.concat()).collect::<Vec<_>>(), ["one", "two"]);
}

#[test]
fn wrong_forms() {
    let cases = [
        (r#"{"react": ["^18"]}"#, "Unexpected array in shared"),
        (r#"{"react": {"singelton": true}}"#, "unknown option `shared.react.singelton`"),
        (r#"{"react": {"singleton": "yes"}}"#, "`shared.react.singleton` must be a boolean, found a string"),
        (r#"{"react": {"import": true}}"#, "`shared.react.import` must be a string or `false`, found a boolean"),
        (
            r#"{"@mui/material": {"requiredVersion": 5}}"#,
            "`shared[\"@mui/material\"].requiredVersion` must be a string or `false`, found a number",
        ),
        (r#"{"react": {"requiredVersion": "not a range"}}"#, "must be a version range, found `not a range`"),
        (r#"{"react": {"requiredVersion": "latest"}}"#, "`shared.react.requiredVersion` must be a version range"),
        (r#"{"react": "^next"}"#, "`shared.react` must be a version range, found `^next`"),
        (r#"{"react": {"version": "not.a.version"}}"#, "must be a version, found `not.a.version`"),
        (r#"{"react": {"version": "1.2.3.4"}}"#, "`shared.react.version` must be a version, found `1.2.3.4`"),
        (r#"{"react": {"version": "^1.2.3"}}"#, "`shared.react.version` must be a version, found `^1.2.3`"),
        (r#"{"react": {"requiredVersion": ""}}"#, "`shared.react.requiredVersion` must not be empty"),
        (r#"{"": {}}"#, "`shared` has an entry without a name"),
        (r#"{"react": true}"#, "`shared.react` must be a version, an object or `false`, found a boolean"),
        (r#""react""#, "`shared` must be an object or an array, found a string"),
        (r#"[1]"#, "`shared[0]` must be a string or an object, found a number"),
        (r#"{"a/": {"shareKey": "a"}}"#, "share `a/` and its `shareKey` `a` must both end in `/` or neither"),
        (r#"{"react": {"layer": "client"}}"#, "option `shared.react.layer` is not supported"),
        (r#"{"react": {"include": {"version": "^18"}}}"#, "option `shared.react.include` is not supported"),
    ];
    for (option, message) in cases {
        let errors = Project::with_config(&format!(r#"{{"shared": {option}}}"#)).errors();
        assert!(errors.contains(message) && errors.ends_with("\n1 error\n"), "{option}: {errors}");
    }
}
