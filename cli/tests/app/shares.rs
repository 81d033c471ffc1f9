//! `app.sharedDependencies`: the two tables of the window, and packages that are there twice.

use crate::support::App;

/// One copy of a singleton for the app and another one for a library.
fn two_copies(config: &str) -> App {
    App::new(config)
        .with("src/index.ts", "import react from 'react';\nimport lib from 'lib';\nconsole.log(react.version, lib);\n")
        .install("react", "18.3.1", "exports.version = 18;\n")
        .install("lib", "1.0.0", "module.exports = require('react').version;\n")
        .install("lib/node_modules/react", "17.0.2", "exports.version = 17;\n")
        .with("node_modules/lib/node_modules/react/package.json", r#"{"name": "react", "version": "17.0.2"}"#)
}

const MISSING: &str = r#"warning[missing-shared-dependency]: the shared dependency `@acme/theme` is left out
 --> mfbuild.config.json:1:42
  |
1 | {"app": {"sharedDependencies": ["react", "@acme/theme"]}}
  |                                          ^^^^^^^^^^^^^ named here
  |
  = note: cannot resolve `@acme/theme`
  = help: add `@acme/theme` to the dependencies of `app` and install it

1 warning
"#;

#[test]
fn what_is_not_installed_is_left_out_and_said() {
    let app = App::new(r#"{"app": {"sharedDependencies": ["react", "@acme/theme"]}}"#);
    let app = app.install("react", "18.3.1", "exports.version = 18;\n");
    app.build(&[]).says(0, MISSING);
    let names = app.page(&[], "return Object.keys(window['__backstage-module-federation-shared-dependencies__'])");
    assert_eq!(names, "app\n[\"react\"]\n");
}

#[test]
fn the_default_list_is_as_it_is_for_hosts_of_backstage() {
    App::new(r#"{"app": {"sharedDependencies": true}}"#).install("react", "18.3.1", "").build(&[]).says(
        0,
        "\
Shared dependency `react-dom` is left out: this app does not have it
Shared dependency `react-router` is left out: this app does not have it
Shared dependency `react-router-dom` is left out: this app does not have it
Shared dependency `@material-ui/core/styles` is left out: this app does not have it
Shared dependency `@material-ui/styles` is left out: this app does not have it
Shared dependency `@mui/material/styles` is left out: this app does not have it
Shared dependency `@emotion/react` is left out: this app does not have it
",
    );
}

#[test]
fn a_package_without_version() {
    let app = App::new(r#"{"app": {"sharedDependencies": ["theme"]}}"#)
        .install("theme", "", "")
        .with("node_modules/theme/package.json", r#"{"name": "theme"}"#);
    app.build(&[]).says(
        0,
        "\
warning[share-without-version]: no version found for the shared dependency `theme`
note: its package.json has no `version`; it is left out
help: write the version into `app.sharedDependencies`

1 warning
",
    );
    app.write("mfbuild.config.json", r#"{"app": {"sharedDependencies": {"theme": {"version": "1.2.3"}}}}"#);
    app.build(&[]).quiet();
}

#[test]
fn two_versions_of_a_singleton() {
    let app = two_copies(r#"{"app": {"sharedDependencies": ["react"]}}"#);
    app.build(&[]).says(
        0,
        "\
warning[duplicate-singleton]: `react` must be on the page once and is in this app 2 times: `17.0.2`, `18.3.1`
note: 17.0.2 in `./node_modules/lib/node_modules/react`, imported by `./node_modules/lib/index.js`
note: 18.3.1 in `./node_modules/react`, imported by `mfbuild/shared-dependencies`
help: install one version for all: `overrides` (npm, pnpm) or `resolutions` (Yarn) in package.json

1 warning
",
    );
    app.write("mfbuild.config.json", r#"{"app": {"sharedDependencies": {"react": {"singleton": false}}}}"#);
    app.build(&[]).quiet();
    app.write("mfbuild.config.json", r#"{"app": true}"#);
    app.build(&[]).quiet();
}

#[test]
fn wrong_entries() {
    App::new(r#"{"app": {"sharedDependencies": {"react": "latest", "@mui/": {}, "theme": {"eagr": true}}}}"#)
        .build(&[])
        .says(
            1,
            r#"error[invalid-option]: `app.sharedDependencies.react` must be a range of versions, found `latest`
 --> mfbuild.config.json:1:42
  |
1 | {"app": {"sharedDependencies": {"react": "latest", "@mui/": {}, "theme": {"eagr": true}}}}
  |                                          ^^^^^^^^ not a range
  |
  = help: write a range such as `^18.0.0`, or `*` for any version

error[invalid-option]: `app.sharedDependencies["@mui/"]` must name one module, without `/` at its end
 --> mfbuild.config.json:1:52
  |
1 | {"app": {"sharedDependencies": {"react": "latest", "@mui/": {}, "theme": {"eagr": true}}}}
  |                                                    ^^^^^^^

error[unknown-option]: unknown option `app.sharedDependencies.theme.eagr`
 --> mfbuild.config.json:1:75
  |
1 | {"app": {"sharedDependencies": {"react": "latest", "@mui/": {}, "theme": {"eagr": true}}}}
  |                                                                           ^^^^^^ unknown key
  |
  = help: did you mean `eager`?

3 errors
"#,
        );
}

const TABLE: &str = r#"{
    "app": {
        "sharedDependencies": {
            "react": { "requiredVersion": "^18.0.0" },
            "esm/part": { "singleton": false, "eager": false }
        }
    }
}"#;
const ESM: &str = r#"{"name": "esm", "version": "2.0.0", "exports": {"./part": "./part.mjs"}, "sideEffects": false}"#;
const ENTRY: &str = "
import React from 'react';
import * as part from 'esm/part';
Object.assign(window, { React, part });
";

/// One module for the app, for both tables, and for whatever is imported lazily.
#[test]
fn both_tables_hand_out_the_modules_of_the_app() {
    let app = App::new(TABLE)
        .with("src/index.ts", ENTRY)
        .install("react", "18.3.1", "console.log('react runs');\nmodule.exports = { version: 18 };\n")
        .with("node_modules/esm/package.json", ESM)
        .with(
            "node_modules/esm/part.mjs",
            "console.log('part runs');\nexport const state = {};\nexport default class {}\n",
        );
    assert_eq!(app.page(&[], PROBE), TABLES);
}

const PROBE: &str = "
    const released = window['__@backstage/module_federation_shared_dependencies__'];
    const documented = window['__backstage-module-federation-shared-dependencies__'];
    console.log(released.version);
    for (const item of released.items) console.log(item.name, item.version, JSON.stringify(item.shareConfig));
    for (const name in documented) console.log(name, JSON.stringify(documented[name]));
    const [react, part] = await Promise.all(released.items.map(item => item.lib()));
    const [sameReact, samePart] = await Promise.all(Object.values(documented).map(item => item.module()));
    console.log(react.default === window.React, react.version, sameReact.default === window.React);
    console.log(part.state === window.part.state, part.default === window.part.default, samePart.state === part.state);
";
const TABLES: &str = r#"react runs
part runs
v1
react 18.3.1 {"singleton":true,"requiredVersion":"^18.0.0","eager":true}
esm/part 2.0.0 {"singleton":false,"requiredVersion":"*","eager":false}
react {"version":"18.3.1","requiredVersion":"^18.0.0","singleton":true,"eager":true}
esm/part {"version":"2.0.0","requiredVersion":"*","singleton":false,"eager":false}
true 18 true
true true true
"#;
