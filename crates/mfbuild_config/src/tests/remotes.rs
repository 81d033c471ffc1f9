//! Remotes and runtime plugins: every form of the text (spec/module-federation.md §5.1) and every way to get it wrong.

use serde_json::json;

use super::Project;
use crate::{RemoteLocation, RemoteOption, RuntimePlugin, ShareScope};

fn project(config: &str) -> Project {
    Project::with_config(config).flags(|flags| flags.module_federation = false)
}

/// The remotes of an app with this config besides `app`.
fn remotes(config: &str) -> Vec<RemoteOption> {
    project(&format!(r#"{{"app": true, {config}}}"#)).options().federation.remotes
}

fn errors(config: &str) -> String {
    project(&format!(r#"{{"app": true, {config}}}"#)).errors()
}

/// A remote in short: `key = location | location`.
fn short(remote: &RemoteOption) -> String {
    let location = |location: &RemoteLocation| match location {
        RemoteLocation::Script { name, url } => format!("script {name} {url}"),
        RemoteLocation::Expression(code) => format!("code {code}"),
        RemoteLocation::Module(url) => format!("module {url}"),
        RemoteLocation::Internal(request) => format!("internal {request}"),
    };
    format!("{} = {}", remote.key, remote.locations.iter().map(location).collect::<Vec<_>>().join(" | "))
}

fn shorts(config: &str) -> Vec<String> {
    remotes(config).iter().map(short).collect()
}

#[test]
fn texts() {
    let cases = [
        ("far@https://example.com/mf-manifest.json", "script far https://example.com/mf-manifest.json"),
        ("far@http://localhost:3001/remoteEntry.js?v=1", "script far http://localhost:3001/remoteEntry.js?v=1"),
        ("far@//cdn.example.com/e.js", "script far //cdn.example.com/e.js"),
        ("far@/remotes/far/mf-manifest.json", "script far /remotes/far/mf-manifest.json"),
        ("far@./far/e.js", "script far ./far/e.js"),
        ("far@../far/e.js", "script far ../far/e.js"),
        (" far@https://user@example.com/a@b.js ", "script far https://user@example.com/a@b.js"),
        ("@acme/far@https://example.com/e.js", "script @acme/far https://example.com/e.js"),
        ("script far@https://example.com/e.js", "script far https://example.com/e.js"),
        ("promise new Promise(done => done(window.far));", "code new Promise(done => done(window.far))"),
        ("promise\\n  import('/x.js')", "code import('/x.js')"),
        ("var far", "code far"),
        ("assign acme.remotes.far", "code acme.remotes.far"),
        ("var acme.remotes['far-away']", "code acme.remotes['far-away']"),
        ("var (() => acme.load('far'))();", "code (() => acme.load('far'))()"),
        ("var undefined", "code undefined"),
        ("assign { get: acme.get }", "code { get: acme.get }"),
        ("window far-away", r#"code window["far-away"]"#),
        ("self far", r#"code self["far"]"#),
        ("global far", r#"code globalThis["far"]"#),
        ("globalThis far", r#"code globalThis["far"]"#),
        ("this far", r#"code globalThis["far"]"#),
        ("module https://example.com/e.js", "module https://example.com/e.js"),
        ("import ./far/e.js", "module ./far/e.js"),
        ("module-import /far/e.js", "module /far/e.js"),
        ("internal ./src/container", "internal ./src/container"),
    ];
    for (text, expected) in cases {
        let found = shorts(&format!(r#""remotes": {{"far": "{text}"}}"#));
        assert_eq!(found, [format!("far = {expected}")], "{text}");
    }
}

#[test]
fn forms() {
    let cases: &[(&str, &[&str])] = &[
        ("{}", &[]),
        ("[]", &[]),
        (r#"{"a": "b@/b.js", "@x/y": "z@/z.js"}"#, &["a = script b /b.js", "@x/y = script z /z.js"]),
        (r#"{"a": ["b@/1.js", "b@/2.js", "promise null"]}"#, &["a = script b /1.js | script b /2.js | code null"]),
        (r#"{"a": {"external": "b@/b.js"}}"#, &["a = script b /b.js"]),
        (r#"{"a": {"external": ["b@/b.js", "module /c.js"]}}"#, &["a = script b /b.js | module /c.js"]),
        (
            r#"["a@/a.js", "script b@/b.js", {"c": "d@/d.js", "e": {"external": "window e"}}]"#,
            &["a = script a /a.js", "b = script b /b.js", "c = script d /d.js", "e = code window[\"e\"]"],
        ),
    ];
    for (option, expected) in cases {
        assert_eq!(shorts(&format!(r#""remotes": {option}"#)), *expected, "{option}");
    }
}

#[test]
fn the_form_of_the_runtime() {
    let cases = [
        (r#"{"entry": "https://a.b/e.js"}"#, "script far https://a.b/e.js"),
        (r#"{"entry": " /e.js ", "name": "other"}"#, "script other /e.js"),
        (r#"{"entry": "/mf-manifest.json", "type": "module", "name": "other"}"#, "script other /mf-manifest.json"),
        (r#"{"entry": "/e.js", "type": "module", "entryGlobalName": "other"}"#, "module /e.js"),
        (r#"{"entry": "/e.js", "type": "esm"}"#, "module /e.js"),
        (r#"{"entry": "/e.js", "type": "var", "entryGlobalName": "far"}"#, "script far /e.js"),
        (r#"{"entry": "/e.js", "type": "global"}"#, "script far /e.js"),
    ];
    for (option, expected) in cases {
        // A type of its own goes before the type of all.
        for rest in ["", r#", "remoteType": "promise""#] {
            let found = shorts(&format!(r#""remotes": {{"far": {option}}}{rest}"#));
            assert_eq!(found, [format!("far = {expected}")], "{option}");
        }
    }
    let scoped = remotes(r#""remotes": [{"far": {"entry": "/e.js", "shareScope": ["x"]}}]"#);
    assert_eq!(scoped[0].share_scope, ShareScope::Many(vec!["x".to_owned()]));
    let own = errors(r#""remotes": {"far": {"entry": "/e.js", "name": "shop"}}"#);
    assert!(own.starts_with("error[remote-name-taken]: remote `far` has the name of this build, `shop`"), "{own}");
}

#[test]
fn share_scopes() {
    let found = remotes(
        r#""shareScope": "ui", "remotes": {
            "a": "a@/a.js", "b": {"external": "b@/b.js", "shareScope": "x"},
            "c": {"external": "c@/c.js", "shareScope": ["x", "y"]}}"#,
    );
    let one = |name: &str| ShareScope::One(name.to_owned());
    let expected = [one("ui"), one("x"), ShareScope::Many(vec!["x".to_owned(), "y".to_owned()])];
    assert_eq!(found.into_iter().map(|remote| remote.share_scope).collect::<Vec<_>>(), expected);
}

#[test]
fn remote_type() {
    let cases = [
        ("script", "far@/e.js", "script far /e.js"),
        ("var", "far", "code far"),
        ("window", "far", r#"code window["far"]"#),
        ("promise", "new Promise(() => {})", "code new Promise(() => {})"),
        ("module", "https://example.com/e.js", "module https://example.com/e.js"),
        ("import", "./e.js", "module ./e.js"),
        ("module", "script far@/e.js", "script far /e.js"),
    ];
    for (kind, text, expected) in cases {
        let found = shorts(&format!(r#""remotes": {{"far": "{text}"}}, "remoteType": "{kind}""#));
        assert_eq!(found, [format!("far = {expected}")], "{kind} {text}");
    }
}

#[test]
fn the_library_of_the_build_and_its_remotes() {
    let module = r#""library": "module", "remotes": {"a": "https://example.com/e.js", "b": "b@/b.js"}"#;
    assert_eq!(shorts(module), ["a = module https://example.com/e.js", "b = script b /b.js"]);
    // webpack would make a global variable of it (trap 21).
    assert_eq!(
        shorts(r#""library": {"type": "var", "name": "x"}, "remotes": {"a": "a@/a.js"}"#),
        ["a = script a /a.js"]
    );
}

#[test]
fn a_container_can_have_remotes() {
    let options = Project::with_config(r#"{"remotes": {"a": "a@/a.js"}, "runtimePlugins": ["./src/index"]}"#).options();
    assert_eq!((options.federation.remotes.len(), options.federation.runtime_plugins.len()), (1, 1));
}

#[test]
fn a_text_that_is_no_remote() {
    let expected = "\
error[invalid-remote]: `https://example.com/remoteEntry.js` does not say where remote `shop` is
 --> mfbuild.config.json:1:35
  |
1 | {\"app\": true, \"remotes\": {\"shop\": \"https://example.com/remoteEntry.js\"}}
  |                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a url without the name of its container
  |
  = help: write `shop@https://example.com/remoteEntry.js`, with the name that the remote was built with before `@`

1 error
";
    let config = r#"{"app": true, "remotes": {"shop": "https://example.com/remoteEntry.js"}}"#;
    let project = Project::with_config(config).flags(|flags| flags.module_federation = false);
    project.write("package.json", r#"{"name": "host"}"#);
    assert_eq!(project.errors(), expected);
}

#[test]
fn a_version_in_place_of_a_url() {
    let expected = "\
error[invalid-remote]: `far@1.2.3` does not say where remote `far` is
 --> mfbuild.config.json:1:34
  |
1 | {\"app\": true, \"remotes\": {\"far\": \"far@1.2.3\"}}
  |                                  ^^^^^^^^^^^ a version in place of a url
  |
  = note: only a deployment service knows which url belongs to a version
  = help: write `far@https://example.com/mf-manifest.json`

1 error
";
    assert_eq!(errors(r#""remotes": {"far": "far@1.2.3"}"#), expected);
}

#[test]
fn texts_that_are_no_remotes() {
    const NOWHERE: &str = "` does not say where remote `far` is";
    const EXAMPLE: &str = "help: write `far@https://example.com/mf-manifest.json`";
    let nowhere = |text: &str| format!("error[invalid-remote]: `{text}{NOWHERE}");
    // The text, the start of the error, its label, a line of help or note.
    let cases = [
        ("far", nowhere("far"), "expected `name@url`", EXAMPLE),
        ("far@", nowhere("far@"), "expected `name@url`", EXAMPLE),
        ("@far", nowhere("@far"), "expected `name@url`", EXAMPLE),
        ("./far@1/e.js", nowhere("./far@1/e.js"), "a url without the name", "help: write `far@./far@1/e.js`"),
        ("https://example.com/a@b.js", nowhere("https://example.com/a@b.js"), "a url without the name", "far@https"),
        ("far@latest", nowhere("far@latest"), "a version in place of a url", EXAMPLE),
        ("far@^1.0.0", nowhere("far@^1.0.0"), "a version in place of a url", EXAMPLE),
        ("far@e.js", nowhere("far@e.js"), "not a url", "a url begins with `http://`"),
        (
            "far@localhost:3001/e.js",
            nowhere("far@localhost:3001/e.js"),
            "not a url",
            "`far@http://localhost:3001/e.js`",
        ),
        ("far@cdn.acme.com/e.js", nowhere("far@cdn.acme.com/e.js"), "not a url", "`far@http://cdn.acme.com/e.js`"),
        ("far@file:///e.js", nowhere("far@file:///e.js"), "not a url", EXAMPLE),
        ("far@https://", nowhere("far@https://"), "not a valid url", "`https://`: empty host"),
        ("far@http://[::1/e.js", nowhere("far@http://[::1/e.js"), "not a valid url", "invalid IPv6 address"),
        ("far@http://a:99999/", nowhere("far@http://a:99999/"), "not a valid url", "invalid port number"),
        ("far@http://a:${PORT}/", nowhere("far@http://a:${PORT}/"), "not a valid url", "invalid port number"),
        ("far@https://a b/e.js", nowhere("far@https://a b/e.js"), "not a valid url", "it contains white space"),
        ("far @https://a/e.js", nowhere("far @https://a/e.js"), "expected `name@url`", EXAMPLE),
        ("module e.js", nowhere("module e.js"), "not a url", "help: write `module https://example.com/remoteEntry.js`"),
        ("script https://a/e.js", nowhere("script https://a/e.js"), "a url without the name", "`far@https://a/e.js`"),
        ("var far-away", nowhere("var far-away"), "not the name of a global variable", "write `promise` before it"),
        ("var far@/e.js", nowhere("var far@/e.js"), "not the name of a global variable", "write `promise` before it"),
        (
            "promis window.far",
            "error[invalid-remote]: unknown type of remote `promis`".to_owned(),
            "unknown type",
            "`promise`?",
        ),
        (
            "commonjs2 far",
            "error[invalid-remote]: remotes of type `commonjs2` are not supported".to_owned(),
            "unsupported type",
            "it loads with `require`, which browsers do not have",
        ),
        (
            "umd far",
            "error[invalid-remote]: remotes of type `umd` are not supported".to_owned(),
            "unsupported type",
            "it needs a module loader on the page",
        ),
    ];
    for (text, start, label, line) in cases {
        let errors = errors(&format!(r#""remotes": {{"far": "{text}"}}"#));
        assert!(errors.starts_with(&start) && errors.ends_with("\n1 error\n"), "{text}: {errors}");
        assert!(
            errors.contains("--> mfbuild.config.json:1:34") && errors.contains(&format!("^ {label}")),
            "{text}: {errors}"
        );
        assert!(errors.contains(line), "{text}: {errors}");
    }
}

#[test]
fn every_location_is_checked() {
    let errors = errors(r#""remotes": {"a": ["a@/a.js", "x", "b@2.0.0"], "c": "d"}"#);
    assert!(errors.ends_with("\n3 errors\n"), "{errors}");
}

#[test]
fn long_texts_are_cut() {
    let errors = errors(&format!(r#""remotes": {{"a": "some {} text\nof code"}}"#, "x".repeat(200)));
    assert!(errors.starts_with("error[invalid-remote]: unknown type of remote `some`\n"), "{errors}");
    let errors = self::errors(&format!(r#""remotes": {{"a": "{}"}}"#, "x".repeat(200)));
    assert!(errors.starts_with(&format!("error[invalid-remote]: `{}…` does not", "x".repeat(80))), "{errors}");
}

#[test]
fn wrong_remote_types() {
    let cases = [
        ("scrip", "`remoteType` cannot be `scrip`", "did you mean `script`?"),
        ("internal", "`remoteType` cannot be `internal`", "known are `script`, `promise`"),
        ("commonjs-module", "remotes of type `commonjs-module` are not supported", "it loads with `require`"),
        ("amd", "remotes of type `amd` are not supported", "it needs a module loader on the page"),
        ("system", "remotes of type `system` are not supported", "it needs a module loader on the page"),
        ("jsonp", "remotes of type `jsonp` are not supported", "it needs a module loader on the page"),
    ];
    for (kind, message, line) in cases {
        let errors = errors(&format!(r#""remoteType": "{kind}""#));
        assert!(errors.starts_with(&format!("error[invalid-remote]: {message}\n")), "{kind}: {errors}");
        assert!(errors.contains(line) && errors.contains("^ no type of remotes"), "{kind}: {errors}");
    }
    let mismatch = errors(r#""remoteType": "module", "remotes": {"far": "far@https://example.com/e.js"}"#);
    assert!(mismatch.contains("not a url") && mismatch.contains("note: `remoteType` is `module`"), "{mismatch}");
}

#[test]
fn names_of_requests() {
    for key in ["", "./far", "/far", "far/", "a!b", "a b"] {
        let errors = errors(&format!(r#""remotes": {{"{key}": "far@/e.js"}}"#));
        let start = format!("error[invalid-remote]: a remote cannot be called `{key}`\n");
        assert!(errors.starts_with(&start) && errors.contains("a name such as `shop` or `@acme/shop`"), "{errors}");
    }
}

#[test]
fn the_name_of_the_build() {
    let expected = "\
error[remote-name-taken]: remote `far` has the name of this build, `shop`
 --> mfbuild.config.json:1:34
  |
1 | {\"app\": true, \"remotes\": {\"far\": \"shop@/e.js\"}}
  |                                  ^^^^^^^^^^^^ the name is taken
  |
  = note: containers are global variables, so every name is there once on a page
  = help: give this build another `name` in `mfbuild.config.json`

1 error
";
    assert_eq!(errors(r#""remotes": {"far": "shop@/e.js"}"#), expected);
    assert!(errors(r#""remotes": {"far": ["a@/a.js", "shop@/e.js"]}"#).contains("has the name of this build"));
    // The local name is nobody's business.
    assert_eq!(shorts(r#""remotes": {"shop": "far@/e.js"}"#), ["shop = script far /e.js"]);
}

#[test]
fn a_local_name_that_begins_an_earlier_name() {
    let expected = "\
error[remote-name-prefix]: remote `shop2` cannot stand after `shop2-admin`, since `shop2-admin` begins with `shop2`
 --> mfbuild.config.json:3:5
  |
2 |     \"shop2-admin\": \"a@/a.js\",
  |     ------------- the earlier remote
3 |     \"shop2\": \"b@/b.js\"
  |     ^^^^^^^ starts an earlier name
  |
  = note: the federation runtime refuses a remote whose local name begins an earlier name
  = help: put `shop2` before `shop2-admin`, or call it otherwise

1 error
";
    assert_eq!(errors("\"remotes\": {\n    \"shop2-admin\": \"a@/a.js\",\n    \"shop2\": \"b@/b.js\"\n}"), expected);
    // The other way round, and below it, is fine.
    assert_eq!(shorts(r#""remotes": {"a": "a@/a.js", "a-b": "b2@/b.js", "a/c": "c@/c.js"}"#).len(), 3);
    let name = errors(r#""remotes": {"x": "b2@/a.js", "b": "c@/b.js"}"#);
    assert!(name.contains("remote `b` cannot stand after `x`, since `b2` begins with `b`"), "{name}");
    let same = errors(r#""remotes": {"x": "b@/a.js", "b": "c@/b.js"}"#);
    assert!(same.contains("help: call `b` otherwise, in the config and in imports"), "{same}");
}

#[test]
fn names_that_the_runtime_would_mix_up() {
    let same = errors(r#""remotes": {"x": "a@/1.js", "y": "a@/2.js"}"#);
    assert!(same.starts_with("error[remote-name-taken]: remotes `x` and `y` are both called `a`\n"), "{same}");
    assert_eq!(shorts(r#""remotes": {"x": "a@/1.js", "y": "a@/1.js"}"#).len(), 2);
    let hidden = errors(r#""remotes": {"a": "b@/1.js", "x": "a@/2.js"}"#);
    let start =
        "error[remote-name-taken]: remote `x` would never be loaded, since remote `a` answers to its name `a`\n";
    assert!(hidden.starts_with(start) && hidden.contains("call `a` otherwise"), "{hidden}");
    // Only the runtime's own remotes are found by name.
    assert_eq!(shorts(r#""remotes": {"ab": "promise 1", "a": "module /a.js", "x": ["a@/1.js", "a@/2.js"]}"#).len(), 3);
}

#[test]
fn wrong_forms() {
    let cases = [
        (r#""far@/e.js""#, "`remotes` must be an object or an array, found a string"),
        (r#"{"far": 1}"#, "`remotes.far` must be a string or an array of strings, found a number"),
        (r#"{"far": []}"#, "`remotes.far` must not be empty"),
        (r#"{"far": {}}"#, "`remotes.far` needs `external` or `entry`"),
        (r#"{"far": {"name": "far"}}"#, "`remotes.far` needs `external` or `entry`"),
        (r#"{"far": {"entry": "/e.js", "nam": "far"}}"#, "unknown option `remotes.far.nam`"),
        (r#"{"far": {"entry": "/e.js", "external": "far@/e.js"}}"#, "unknown option `remotes.far.entry`"),
        (r#"{"far": {"entry": ["/e.js"]}}"#, "`remotes.far.entry` must be a string, found an array"),
        (r#"{"far": {"entry": "/e.js", "type": "modul"}}"#, "unknown type of remote `modul`"),
        (r#"{"far": {"entry": "/e.js", "type": "system"}}"#, "remotes of type `system` are not supported"),
        (r#"{"far": {"entry": "e.js"}}"#, "`e.js` does not say where remote `far` is"),
        (r#"{"far": {"entry": "far@/e.js"}}"#, "`far@/e.js` does not say where remote `far` is"),
        (
            r#"{"far": {"entry": "/e.js", "entryGlobalName": "other"}}"#,
            "`remotes.far.entryGlobalName` must be the name of the remote, `far`",
        ),
        (
            r#"{"far": {"external": 1}}"#,
            "`remotes.far.external` must be a string or an array of strings, found a number",
        ),
        (r#"{"far": {"external": "far@/e.js", "shareScop": "x"}}"#, "unknown option `remotes.far.shareScop`"),
        (r#"[1]"#, "`remotes[0]` must be a string or an object, found a number"),
        (r#"["promise 1"]"#, "`promise 1` does not name a remote"),
        (r#"["a@/a.js", {"a": "b@/b.js"}]"#, "remote `a` is given twice"),
        (r#"{"a": "a@/a.js", "a": "b@/b.js"}"#, "`remotes.a` is given twice"),
    ];
    for (option, message) in cases {
        let errors = errors(&format!(r#""remotes": {option}"#));
        assert!(errors.contains(&format!("]: {message}\n")) && errors.ends_with("\n1 error\n"), "{option}: {errors}");
    }
}

#[test]
fn runtime_plugins() {
    let project = project(
        r#"{"app": true, "runtime": false,
            "runtimePlugins": ["./plugins/log", ["some-plugin"], ["./plugins/log.ts", {"level": [1]}]]}"#,
    );
    project.write("plugins/log.ts", "");
    let plugin = |request: &str, params| RuntimePlugin { request: request.to_owned(), params };
    let expected = [
        plugin("./plugins/log", None),
        plugin("some-plugin", None),
        plugin("./plugins/log.ts", Some(json!({"level": [1]}))),
    ];
    assert_eq!(project.options().federation.runtime_plugins, expected);
}

#[test]
fn wrong_runtime_plugins() {
    let cases = [
        (r#""./p""#, "`runtimePlugins` must be an array of paths, found a string"),
        ("[{}]", "`runtimePlugins[0]` must be a path, or a path and its parameters, found an object"),
        ("[[]]", "`runtimePlugins[0]` must be a path, or a path and its parameters"),
        (r#"[["a", {}, 1]]"#, "`runtimePlugins[0]` must be a path, or a path and its parameters"),
        ("[[1, {}]]", "`runtimePlugins[0][0]` must be a string, found a number"),
        (r#"[["./src/plugn", {}]]"#, "runtime plugin `./src/plugn` does not exist"),
        (r#"["src/plugin.ts"]"#, "runtime plugin `src/plugin.ts` does not exist"),
    ];
    for (option, message) in cases {
        let project = project(&format!(r#"{{"app": true, "runtimePlugins": {option}}}"#));
        project.write("src/plugin.ts", "");
        let errors = project.errors();
        assert!(errors.contains(&format!("]: {message}\n")) && errors.ends_with("\n1 error\n"), "{option}: {errors}");
        if message.ends_with("exist") {
            assert!(errors.contains("did you mean `./src/plugin.ts`?"), "{errors}");
        }
    }
}
