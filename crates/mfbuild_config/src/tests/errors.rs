//! The errors that a user can act on: exact text for the shape of each kind, messages for the rest.

use std::fs;

use super::Project;
use crate::{is_usage_error, load};

#[test]
fn unknown_key() {
    let project = Project::with_config("{\n  \"name\": \"shop\",\n  \"exposs\": {}\n}\n");
    let expected = "\
error[unknown-option]: unknown option `exposs`
 --> mfbuild.config.json:3:3
  |
3 |   \"exposs\": {}
  |   ^^^^^^^^ unknown key
  |
  = help: did you mean `exposes`?

1 error
";
    assert_eq!(project.errors(), expected);
}

#[test]
fn all_errors_are_collected() {
    let project = Project::with_config(
        r#"{"minify": "yes", "mode": "produktion", "target": 1999, "split": 3, "loaders": {".x": "png"}, "name": ""}"#,
    );
    let errors = project.errors();
    let messages = errors.lines().filter(|line| line.starts_with("error")).collect::<Vec<_>>();
    let expected = [
        "error[invalid-option]: `minify` must be a boolean, found a string",
        "error[invalid-option]: `mode` cannot be `produktion`",
        "error[invalid-option]: `target` must be one of `es2022`, `es2023`, `es2024`, `es2025` and `esnext`",
        "error[invalid-option]: `split` must be an object, found a number",
        "error[invalid-option]: `loaders[\".x\"]` cannot be `png`",
        "error[invalid-option]: `name` must not be empty",
    ];
    assert_eq!(messages, expected);
    assert!(errors.contains("did you mean `production`?") && errors.ends_with("6 errors\n"), "{errors}");
}

#[test]
fn values_of_the_wrong_type() {
    let cases = [
        (r#"[]"#, "the config must be an object, found an array"),
        (r#"{"name": 1}"#, "`name` must be a string, found a number"),
        (r#"{"exposes": "./src/a"}"#, "`exposes` must be an object or an array, found a string"),
        (r#"{"exposes": {"./a": 1}}"#, "`exposes[\"./a\"]` must be a string or an array of strings, found a number"),
        (r#"{"exposes": {"./a": []}}"#, "`exposes[\"./a\"]` must not be empty"),
        (r#"{"exposes": {"./a": {"name": "x"}}}"#, "`exposes[\"./a\"]` needs `import`"),
        (r#"{"alias": {"a": true}}"#, "`alias.a` must be a string or `false`, found a boolean"),
        (r#"{"define": {"a": {"b": ["1", ""]}}}"#, "`define.a.b[1]` must not be empty"),
        (r#"{"provide": {"a": ["b", "c", "d"]}}"#, "`provide.a` must be a request, or a request and one export name"),
        (r#"{"resolve": {"extensions": ".ts"}}"#, "`resolve.extensions` must be an array of strings, found a string"),
        (r#"{"split": {"packageFloor": 1.5}}"#, "`split.packageFloor` must be a whole number"),
        (r#"{"manifest": "x"}"#, "`manifest` must be an object, found a string"),
        (
            r#"{"manifest": {"filePath": "../x"}}"#,
            "`manifest.filePath` must be a relative path inside the output directory",
        ),
        (r#"{"filename": "/entry.js"}"#, "`filename` must be a relative path inside the output directory"),
        (r#"{"filename": "entry.[hash].js"}"#, "`filename` must be a fixed name, since hosts ask for it"),
        (r#"{"filename": "entry.json.js"}"#, "`filename` must not contain `.json`, which marks manifests"),
        (r#"{"publicPath": ""}"#, "`publicPath` must not be empty"),
        (r#"{"shareStrategy": "version"}"#, "`shareStrategy` cannot be `version`"),
        (r#"{"library": {"type": "umd"}}"#, "library type `umd` is not supported"),
        (r#"{"getPublicPath": "return '/'"}"#, "option `getPublicPath` is not supported"),
        (r#"{"name": "a", "name": "b"}"#, "`name` is given twice"),
        (r#"{"exposes": {}}"#, "nothing is exposed"),
    ];
    for (config, message) in cases {
        let errors = Project::with_config(config).errors();
        assert!(errors.contains(&format!("]: {message}\n")) && errors.ends_with("\n1 error\n"), "{config}: {errors}");
    }
}

#[test]
fn options_that_are_not_honoured() {
    let cases = [
        (r#"{"library": {"type": "umd"}, "name": "my-shop"}"#, "library type `umd` is not supported"),
        (r#"{"library": "commonjs", "name": "my-shop"}"#, "library type `commonjs` is not supported"),
        (r#"{"implementation": "./runtime"}"#, "option `implementation` is not supported"),
        (r#"{"bridge": {"enableBridgeRouter": true}}"#, "option `bridge` is not supported"),
        (
            r#"{"experiments": {"provideExternalRuntime": true}}"#,
            "option `experiments.provideExternalRuntime` is not supported",
        ),
        (r#"{"experiments": {"newThing": 1}}"#, "option `experiments.newThing` is not supported"),
        (
            r#"{"experiments": {"optimization": {"target": "node"}}}"#,
            "option `experiments.optimization.target` is not supported",
        ),
        (r#"{"publicPath": "return window.base"}"#, "`publicPath` must be an address, found the source of a function"),
        (r#"{"publicPath": "() => '/'"}"#, "`publicPath` must be an address, found the source of a function"),
        (
            r#"{"publicPath": "/[hash]/"}"#,
            "`publicPath` must be a fixed address: `[hash]` and its like are not filled in",
        ),
        (r#"{"publicPath": "auto/"}"#, "`publicPath` must be `auto` as it is, or an address"),
        (
            r#"{"publicPath": "https://x/?y"}"#,
            "`publicPath` must not have a query or fragment: names of files follow it",
        ),
        (r#"{"alias": {"": "x"}}"#, "keys of `alias` must be requests, such as `lodash`; nothing matches ``"),
        (
            r#"{"define": {"typeof window": "1"}}"#,
            "keys of `define` must be names and members, such as `VERSION` or `process.env.MODE`; nothing matches \
             `typeof window`",
        ),
        (
            r#"{"provide": {"window.$": "x"}}"#,
            "keys of `provide` must be names of free variables, such as `Buffer`; nothing matches `window.$`",
        ),
        (
            r#"{"loaders": {"": "text"}}"#,
            "keys of `loaders` must be file extensions, such as `.svg`; nothing matches ``",
        ),
        (r#"{"target": "es2015"}"#, "`target` cannot be older than `es2022`"),
        (r#"{"target": "es5"}"#, "`target` cannot be older than `es2022`"),
        (r#"{"target": 2021}"#, "`target` cannot be older than `es2022`"),
        (r#"{"externals": ["/^foo/"]}"#, "`externals` must be an object, found a list with a regular expression"),
        (r#"{"externals": ["react"]}"#, "`externals` must be an object, found a list"),
        (r#"{"externals": {"/^foo/": "Foo"}}"#, "`externals` are compared with whole requests, and `/^foo/` is none"),
        (r#"{"externals": {"foo": {"root": "Foo"}}}"#, "`externals.foo` must be a string, found an object"),
        (
            r#"{"externals": {"foo": "commonjs foo"}}"#,
            "`externals.foo` is an external of type `commonjs`, which is not supported",
        ),
    ];
    for (config, message) in cases {
        let errors = Project::with_config(config).errors();
        assert!(errors.contains(&format!("]: {message}\n")) && errors.ends_with("\n1 error\n"), "{config}: {errors}");
    }
}

#[test]
fn keys_that_name_nothing_or_the_same() {
    let cases = [
        (r#"{"exposes": {"": "./src/index"}}"#, "no host can load the exposed key ``"),
        (r#"{"exposes": {"./": "./src/index"}}"#, "no host can load the exposed key `./`"),
        (r#"{"exposes": {"../a": "./src/index"}}"#, "no host can load the exposed key `../a`"),
        (r#"{"exposes": {"/a": "./src/index"}}"#, "no host can load the exposed key `/a`"),
        (
            r#"{"exposes": {"./a": "./src/index", "a": "./src/index"}}"#,
            "`./a` and `a` are one exposed module for hosts",
        ),
        (
            r#"{"shared": ["cart/Button"], "remotes": {"cart": "cart@https://x/e.js"}}"#,
            "share `cart/Button` has no effect, since remote `cart` takes its requests",
        ),
        (
            r#"{"shared": ["a"], "externals": {"a": "A"}}"#,
            "share `a` has no effect, since external `a` takes its requests",
        ),
        (
            r#"{"externals": {"cart/Button": "A"}, "remotes": {"cart": "cart@https://x/e.js"}}"#,
            "part of remote `cart` has no effect, since external `cart/Button` takes its requests",
        ),
        (
            r#"{"alias": {"cart/Button": "./src/stub"}, "remotes": {"cart": "cart@https://x/e.js"}}"#,
            "alias `cart/Button` has no effect, since remote `cart` takes its requests",
        ),
        (
            r#"{"resolve": {"alias": {"a$": "./src/stub"}}, "externals": {"a": "A"}}"#,
            "alias `a$` has no effect, since external `a` takes its requests",
        ),
    ];
    for (config, message) in cases {
        let errors = Project::with_config(config).errors();
        assert!(errors.contains(&format!("]: {message}\n")) && errors.ends_with("\n1 error\n"), "{config}: {errors}");
    }
}

#[test]
fn config_syntax() {
    let project = Project::with_config("{\n  \"name\": \"shop\"\n  \"mode\": \"production\"\n}");
    let expected = "\
error[invalid-config]: `mfbuild.config.json` is not valid JSON
 --> mfbuild.config.json:2:17
  |
2 |   \"name\": \"shop\"
  |                 ^ expected comma

1 error
";
    assert_eq!(project.errors(), expected);
    assert!(Project::with_config("// nothing\n").errors().contains("`mfbuild.config.json` is empty"));
}

#[test]
fn ignored_options_are_warnings() {
    let warnings = Project::with_config(
        r#"{"dts": true, "runtime": "one", "exposes": {"Button": "./src/index"},
            "shared": {"a": {"treeShaking": true}, "b": {"import": false, "version": "1.0.0"}}}"#,
    )
    .warnings();
    assert!(warnings.contains("warning[unsupported-option]: option `dts` is not supported"), "{warnings}");
    assert!(warnings.contains("warning[unsupported-option]: option `runtime` is not supported"), "{warnings}");
    assert!(warnings.contains("`shared.b.version` has no effect"), "{warnings}");
    assert!(warnings.contains("mfbuild makes no archive of types") && warnings.ends_with("4 warnings\n"), "{warnings}");
    // What asks for nothing, or for what mfbuild does anyway.
    Project::with_config(
        r#"{"dts": false, "dev": false, "runtime": false, "bridge": {"enableBridgeRouter": false}, "async": false,
            "virtualRuntimeEntry": true, "experiments": {"asyncStartup": true, "optimization": {"target": "web"}},
            "exposes": {"ExamplePage": "./src/index"}}"#,
    )
    .options();
}

#[test]
fn missing_config_file() {
    let project = Project::with_config("{}").flags(|flags| flags.config = vec!["none.json".into()]);
    assert_eq!(project.errors(), "error[missing-config]: config file `none.json` does not exist\n\n1 error\n");
    let two = Project::with_config("{}").flags(|flags| flags.config = vec!["a.json".into(), "b.json".into()]);
    assert!(two.errors().starts_with("error[too-many-configs]"));
}

#[test]
fn directory() {
    let none = Project::new(&[]).flags(|flags| flags.dir.push("none"));
    assert_eq!(
        none.errors(),
        "error[dir-not-found]: `ROOT/none` does not exist\nhelp: name a package directory\n\n1 error\n"
    );
    let file = Project::new(&[("a.txt", "")]).flags(|flags| flags.dir.push("a.txt"));
    assert!(file.errors().contains("`ROOT/a.txt` is not a directory"));
}

#[test]
fn package_json() {
    let missing =
        Project::new(&[("package.json", r#"{"name": "p"}"#), ("src/a.ts", "")]).flags(|flags| flags.dir.push("src"));
    let expected = "\
error[missing-package-json]: no `package.json` in `ROOT/src`
help: did you mean the package in `ROOT`?

1 error
";
    assert_eq!(missing.errors(), expected);
    let cases = [
        ("{\"name\": \"p\",}", "`package.json` is not valid JSON"),
        ("// c\n{}", "`package.json` is not valid JSON"),
        ("[]", "`package.json` must be an object, found an array"),
        ("", "`package.json` is empty"),
        (r#"{"name": 3}"#, "`name` of `package.json` must be a string, found a number"),
        (r#"{"name": "p", "version": 3}"#, "`version` of `package.json` must be a string, found a number"),
        (r#"{"name": "p", "backstage": []}"#, "`backstage` of `package.json` must be an object, found an array"),
        (
            r#"{"name": "p", "backstage": {"role": 1}}"#,
            "`backstage.role` of `package.json` must be a string, found a number",
        ),
        (r#"{"version": "1.0.0"}"#, "the package has no name"),
    ];
    for (text, message) in cases {
        let errors = Project::new(&[("package.json", text), ("src/index.ts", "")]).errors();
        assert!(errors.contains(&format!("]: {message}\n")) && errors.ends_with("\n1 error\n"), "{text}: {errors}");
    }
}

#[test]
fn not_utf8() {
    let project = Project::new(&[]);
    fs::write(project.directory.path().join("package.json"), b"{\"name\": \"\xff\"}").unwrap();
    assert!(project.errors().starts_with("error[not-utf8]: `package.json` is not UTF-8\n"));
}

#[test]
fn missing_entry() {
    let package = r#"{"name": "@acme/p", "backstage": {"role": "frontend-plugin"}}"#;
    let expected = "\
error[missing-entry]: no entry in package `@acme/p`
note: looked for `src/index.ts`, `src/index.tsx`, `src/index.js`, `src/index.jsx`, `src/index.mjs`, `src/index.mts`, \
`src/index.cjs`, `src/index.cts`
help: create `src/index.ts`, or say what to expose in `mfbuild.config.json`: \
`{\"exposes\": {\"./Button\": \"./src/Button.tsx\"}}`

1 error
";
    assert_eq!(Project::new(&[("package.json", package)]).errors(), expected);
    let named = Project::new(&[("package.json", r#"{"name": "p", "exports": {".": "./lib/main.ts"}}"#)]).errors();
    assert!(named.starts_with("error[missing-entry]: no entry in package `p`\n --> package.json:1:32\n"), "{named}");
    assert!(named.contains("looked for `lib/main.ts`, `src/index.ts`"), "{named}");
}

#[test]
fn expose_flags() {
    let cases: &[(&[&str], &str)] = &[
        (&[""], "no host can load the exposed key `./`"),
        (&["=src/index.ts"], "no host can load the exposed key `./`"),
        (&["../a=src/index.ts"], "no host can load the exposed key `./../a`"),
        (&["/a=src/index.ts"], "no host can load the exposed key `.//a`"),
        (&["./a="], "no file is named for the exposed module `./a`"),
        (&["./a=src/index.ts", "a=src/index.ts"], "`./a` is exposed twice on the command line"),
    ];
    for (given, message) in cases {
        let project = Project::with_config("{}");
        let project = project.flags(|flags| flags.expose = given.iter().map(|flag| (*flag).to_owned()).collect());
        let errors = project.errors();
        assert!(errors.contains(message) && errors.ends_with("\n1 error\n"), "{given:?}: {errors}");
    }
}

#[test]
fn exports_that_lead_nowhere() {
    let cases = [
        (r#""./main.js""#, "names `./main.js`, which does not exist"),
        (r#"{".": "./source/main.ts"}"#, "names `./source/main.ts`, which does not exist"),
        (r#"{".": {"import": "./a.mjs", "types": "./dist/a.d.ts"}}"#, "names `./a.mjs`, which does not exist"),
        (r#""../other/index.js""#, "names `../other/index.js`, which lies outside of the package"),
    ];
    for (exports, message) in cases {
        let package = format!(r#"{{"name": "p", "exports": {exports}}}"#);
        let errors = Project::new(&[("package.json", &package), ("src/index.js", "")]).errors();
        assert!(errors.contains(message) && errors.contains("`src/index.js` would be built"), "{exports}: {errors}");
    }
    // Output that is not built yet.
    for exports in
        [r#""./dist/index.js""#, r#"{"import": "./dist-esm/a.mjs", "require": "./a.cjs"}"#, r#""./lib/a.js""#]
    {
        let package = format!(r#"{{"name": "p", "exports": {exports}}}"#);
        Project::new(&[("package.json", &package), ("src/index.js", "")]).options();
    }
}

#[test]
fn browserslist_is_not_read() {
    let field = Project::new(&[("package.json", r#"{"name": "p", "browserslist": ["ie 11"]}"#), ("src/index.js", "")]);
    let warnings = field.warnings();
    assert!(
        warnings.starts_with("warning[unread-file]: `browserslist` of `package.json` is not read by mfbuild"),
        "{warnings}"
    );
    let file = Project::with_config("{}");
    file.write(".browserslistrc", "ie 11");
    assert!(
        file.warnings().contains("`.browserslistrc` is not read by mfbuild")
            && file.warnings().ends_with("\n1 warning\n")
    );
}

#[test]
fn missing_exposed_module() {
    let project = Project::with_config(
        r#"{
  "exposes": {
    "./b": "./src/Buton",
    "./c": "src/Button.tsx",
    "./d": "./dist/x.js"
  }
}"#,
    );
    project.write("src/Button.tsx", "");
    project.write("dist/x.js", "");
    let expected = "\
error[missing-entry]: exposed module `./src/Buton` does not exist
 --> mfbuild.config.json:3:12
  |
3 |     \"./b\": \"./src/Buton\",
  |            ^^^^^^^^^^^^^ no such file
  |
  = note: looked for `./src/Buton`, `./src/Buton.ts`, `./src/Buton.tsx`, `./src/Buton.mjs`, \
`./src/Buton.js`, `./src/Buton.jsx`, `./src/Buton.json`, `./src/Buton.wasm`
  = help: did you mean `./src/Button.tsx`?

";
    let errors = project.errors();
    assert!(errors.starts_with(expected), "{errors}");
    assert!(
        errors.contains(
            "did you mean `./src/Button.tsx`?\n\nerror[missing-entry]: exposed module `./dist/x.js` does not exist"
        ),
        "{errors}"
    );
    assert!(errors.contains("it lies in the output directory") && errors.ends_with("3 errors\n"), "{errors}");
}

#[test]
fn expose_flag_without_file() {
    let project =
        Project::with_config("{}").flags(|flags| flags.expose = vec!["./a=src/a.ts".to_owned(), "./alpha".to_owned()]);
    let errors = project.errors();
    assert!(
        errors.contains("given as `--expose ./a=src/a.ts`") && errors.contains("no source file for `./alpha`"),
        "{errors}"
    );
}

#[test]
fn name_that_is_no_identifier() {
    let from_package = Project::new(&[("package.json", "{\n  \"name\": \"@acme/3d.viewer\"\n}"), ("src/index.ts", "")]);
    let expected = "\
error[invalid-name]: Library name base (acme__3d.viewer) must be a valid identifier when using a var declaring \
library type. The name becomes a global variable
 --> package.json:2:11
  |
2 |   \"name\": \"@acme/3d.viewer\"
  |           ^^^^^^^^^^^^^^^^^ the name comes from here
  |
  = help: use a name such as `acme__3d_viewer`, or `\"library\": {\"type\": \"module\"}`

1 error
";
    assert_eq!(from_package.errors(), expected);
    for name in ["my-app", "3d", "class", "a b", "été-1"] {
        let errors = Project::with_config(&format!(r#"{{"name": "{name}"}}"#)).errors();
        let message = "must be a valid identifier when using a var declaring library type.";
        let start = format!("error[invalid-name]: Library name base ({name}) {message}");
        assert!(errors.starts_with(&start), "{errors}");
        assert!(errors.contains("--> mfbuild.config.json:1:10"), "{errors}");
    }
    for name in ["été", "$x", "_1", "名前"] {
        assert_eq!(Project::with_config(&format!(r#"{{"name": "{name}"}}"#)).options().federation.name, name);
    }
}

#[test]
fn roles() {
    let unknown = Project::new(&[
        ("package.json", "{\"name\": \"p\",\n\"backstage\": {\"role\": \"frontend-plugn\"}}"),
        ("src/index.ts", ""),
    ]);
    let errors = unknown.errors();
    assert!(
        errors.starts_with("error[unknown-role]: unknown package role `frontend-plugn`\n --> package.json:2:23\n"),
        "{errors}"
    );
    assert!(errors.contains("did you mean `frontend-plugin`?"), "{errors}");
    let flag = Project::with_config("{}").flags(|flags| flags.role = Some("x".to_owned()));
    assert!(flag.errors().contains("given as `--role`"));
    let server = Project::with_config("{}").flags(|flags| flags.role = Some("backend-plugin".to_owned()));
    assert!(server.errors().starts_with(
        "error[unsupported-role]: a package with role `backend-plugin` runs in Node and cannot be a federation remote\n"
    ));
}

#[test]
fn without_the_flag() {
    let project = Project::with_config("{}").flags(|flags| flags.module_federation = false);
    let Err(problems) = load(&project.flags) else { panic!("expected an error") };
    assert!(problems.len() == 1 && is_usage_error(problems[0].code));
    let expected = "\
error[not-a-remote]: this package is not an app, so `build` needs `--module-federation`
note: with the flag the package becomes a Module Federation remote
help: run `mfbuild build --module-federation`; an app says `\"app\": true` in `mfbuild.config.json` or has the \
Backstage role `frontend` in `package.json`

1 error
";
    assert_eq!(project.errors(), expected);
}

#[test]
fn output_directory_must_be_its_own() {
    for out_dir in [".", "..", "/", "src", "./src/", "dist/.."] {
        let errors = Project::with_config(&format!(r#"{{"outDir": "{out_dir}"}}"#)).errors();
        assert!(
            errors.contains("cannot be the output directory, since every build replaces it"),
            "{out_dir}: {errors}"
        );
    }
}

#[cfg(unix)]
#[test]
fn output_directory_behind_a_link_must_be_its_own() {
    let project = Project::with_config(r#"{"outDir": "link"}"#);
    for target in [".", "src", "../"] {
        let link = project.root().join("link");
        let _ = std::fs::remove_file(&link);
        std::os::unix::fs::symlink(target, link).unwrap();
        let errors = project.errors();
        assert!(errors.contains("cannot be the output directory"), "{target}: {errors}");
    }
}

#[test]
fn no_text_panics() {
    let config = r#"{"name": "été", "exposes": {"./a": ["./src/index"], "./b": {"import": "./x", "name": "漢"}},
        "shared": ["a", {"b": {"version": false}}], "resolve": {"alias": {"@": "./src"}}, "split": {"vendor": true},
        "app": {"entry": "./src/index", "sharedDependencies": {"react": {"eager": false}}, "config": {"a": [1]}},
        "remotes": {"b": "c@https://é.example/x", "d": ["promise 1", "var e"]}, "runtimePlugins": [["./src", {}]],
        "target": "es2022", "manifest": {"filePath": "m"}} // end"#;
    let package = r#"{"name": "@acme/p", "exports": {".": {"import": ["./dist/x.js", null]}, "./a": "./src/a.ts"},
        "backstage": {"role": "web-library"}}"#;
    let bytes = b"{}[]\",:\\/ 0.\n\xff";
    let mut state = 5_usize;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut project = Project::new(&[("src/index.ts", "")]);
    for round in 0..250 {
        project.flags.module_federation = round % 2 == 0;
        for (name, text) in [("mfbuild.config.json", config), ("package.json", package)] {
            let mut text = text.as_bytes().to_vec();
            for _ in 0..next(4) {
                let at = next(text.len());
                let end = (at + next(6)).min(text.len());
                text.splice(at..end, (0..next(3)).map(|_| bytes[next(bytes.len())]).collect::<Vec<_>>());
            }
            fs::write(project.directory.path().join(name), text).unwrap();
        }
        match load(&project.flags) {
            Ok((_, warnings)) => project.render(&warnings),
            Err(problems) => project.render(&problems),
        };
    }
}
