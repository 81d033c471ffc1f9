//! What is wrong with an app, in the words that its author reads.

use crate::support::App;

/// An app that has what a host needs.
fn host(config: &str) -> App {
    App::new(config).install_runtime()
}

#[test]
fn a_package_that_is_no_app_is_told_how_to_become_one() {
    App::new("{}").build(&[]).says(
        2,
        "\
error[not-a-remote]: this package is not an app, so `build` needs `--module-federation`
note: with the flag the package becomes a Module Federation remote
help: run `mfbuild build --module-federation`; an app says `\"app\": true` in `mfbuild.config.json` or has the \
Backstage role `frontend` in `package.json`

1 error
",
    );
}

#[test]
fn an_app_without_entry() {
    App::new(r#"{"app": true}"#).without("src/index.ts").build(&[]).says(
        1,
        "\
error[entry-not-found]: the app has no entry
note: looked for `src/index.tsx`, `src/index.ts`, `src/index.jsx`, `src/index.js`, `src/index.mjs`, `src/main.tsx`, \
`src/main.ts`, `src/main.jsx`, `src/main.js`, `src/main.mjs`
help: create `src/index.tsx`, or name the entry in `mfbuild.config.json`: `{\"app\": {\"entry\": \"./src/start.tsx\"}}`

1 error
",
    );
}

#[test]
fn an_entry_that_is_not_there() {
    App::new(r#"{"app": {"entry": "./src/indx"}}"#).build(&[]).says(
        1,
        r#"error[entry-not-found]: the app's entry `./src/indx` does not exist
 --> mfbuild.config.json:1:19
  |
1 | {"app": {"entry": "./src/indx"}}
  |                   ^^^^^^^^^^^^ no such file
  |
  = note: looked for `./src/indx`, `./src/indx.ts`, `./src/indx.tsx`, `./src/indx.mjs`, `./src/indx.js`, `./src/indx.jsx`, `./src/indx.json`, `./src/indx.wasm`
  = help: did you mean `./src/index.ts`?

1 error
"#,
    );
}

#[test]
fn a_template_that_is_not_there() {
    App::new(r#"{"app": {"template": "./public/page.html"}}"#).build(&[]).says(
        1,
        r#"error[template-not-found]: the html template `./public/page.html` does not exist
 --> mfbuild.config.json:1:22
  |
1 | {"app": {"template": "./public/page.html"}}
  |                      ^^^^^^^^^^^^^^^^^^^^ no such file

1 error
"#,
    );
}

#[test]
fn a_template_whose_expression_is_no_javascript() {
    let app = App::new(r#"{"app": true}"#).with("public/index.html", "<title>\n  <%= config. %>\n</title>\n");
    app.build(&[]).says(
        1,
        "\
error[invalid-template]: SyntaxError: Unexpected token ')'
 --> public/index.html:2:3
  |
2 |   <%= config. %>
  |   ^^^^^^^^^^^^^^
  |
  = help: `<%= %>` and `<%- %>` hold one expression, `<% %>` statements that may go on in the next one

1 error
",
    );
}

#[test]
fn a_template_that_asks_for_a_configuration_that_is_not_there() {
    let app = App::new(r#"{"app": true}"#).with("src/index.html", "<title><%= config.title %></title>\n");
    app.build(&[]).says(
        1,
        "\
error[invalid-template]: TypeError: Cannot read properties of null (reading 'title')
 --> src/index.html:1:8
  |
1 | <title><%= config.title %></title>
  |        ^^^^^^^^^^^^^^^^^^^
  |
  = help: correct the code of this block

1 error
",
    );
}

#[test]
fn templates_with_expressions_need_node_and_others_do_not() {
    let app = App::new(r#"{"app": true}"#).with("public/index.html", "<title>plain</title>\n");
    let build = |app: &App| {
        let mut command = app.command(&[]);
        command.env("PATH", app.path(""));
        app.run(command)
    };
    build(&app).quiet();
    app.write("public/index.html", "<title><%= mode %></title>\n");
    build(&app).says(
        1,
        "\
error[missing-node]: `node` was not found
note: html templates with `<% %>` and the config of Backstage apps are evaluated by Node
help: install Node 20 or later, and put `node` on the `PATH`

1 error
",
    );
}

#[test]
fn a_public_directory_that_is_not_there() {
    App::new(r#"{"app": {"publicDir": "./static"}}"#).build(&[]).says(
        1,
        r#"error[public-dir-not-found]: `publicDir` `./static` does not exist
 --> mfbuild.config.json:1:23
  |
1 | {"app": {"publicDir": "./static"}}
  |                       ^^^^^^^^^^ does not exist
  |
  = help: name a directory of the package, or write `false` for none

1 error
"#,
    );
}

#[test]
fn a_public_file_with_the_name_of_a_generated_one_gives_way() {
    let app = App::new(r#"{"app": {"template": "./src/page.html"}, "sourcemap": false}"#)
        .with("src/page.html", "<title>from src</title>\n")
        .with("public/index.html", "<title>from public</title>\n");
    app.build(&[]).says(
        0,
        "\
warning[public-file-replaced]: the public file `public/index.html` is replaced by a file of the build
note: `index.html` of the output is generated
help: rename or remove the public file

1 warning
",
    );
    assert!(app.texts(&[])["index.html"].contains("from src"));
}

#[test]
fn a_public_file_where_the_build_needs_a_directory() {
    let app = App::new(r#"{"app": true}"#).with("public/static", "a file");
    app.build(&[]).says(
        1,
        "\
error[public-file]: the public file `public/static` is in the way of a file of the build
note: `static` of the output would be a file and a directory at once
help: rename or remove the public file

1 error
",
    );
}

#[test]
fn unknown_keys_of_the_app() {
    App::new(r#"{"app": {"publicdir": false, "port": 3000}}"#).build(&[]).says(
        1,
        r#"error[unknown-option]: unknown option `app.publicdir`
 --> mfbuild.config.json:1:10
  |
1 | {"app": {"publicdir": false, "port": 3000}}
  |          ^^^^^^^^^^^ unknown key
  |
  = help: did you mean `publicDir`?

error[unknown-option]: unknown option `app.port`
 --> mfbuild.config.json:1:30
  |
1 | {"app": {"publicdir": false, "port": 3000}}
  |                              ^^^^^^ unknown key
  |
  = help: known are `entry`, `template`, `publicDir`, `sharedDependencies`, `config`

2 errors
"#,
    );
}

#[test]
fn remotes_that_are_no_address() {
    host(r#"{"app": true, "remotes": {"shop": "shop@http://", "cart": "cart.js", "news": "news@news.example/x.js"}}"#)
        .build(&[])
        .says(
            1,
            r#"error[invalid-remote]: `shop@http://` does not say where remote `shop` is
 --> mfbuild.config.json:1:35
  |
1 | {"app": true, "remotes": {"shop": "shop@http://", "cart": "cart.js", "news": "news@news.example/x.js"}}
  |                                   ^^^^^^^^^^^^^^ not a valid url
  |
  = note: `http://`: empty host
  = help: write `shop@https://example.com/mf-manifest.json`

error[invalid-remote]: `cart.js` does not say where remote `cart` is
 --> mfbuild.config.json:1:59
  |
1 | {"app": true, "remotes": {"shop": "shop@http://", "cart": "cart.js", "news": "news@news.example/x.js"}}
  |                                                           ^^^^^^^^^ expected `name@url`
  |
  = help: write `cart@https://example.com/mf-manifest.json`

error[invalid-remote]: `news@news.example/x.js` does not say where remote `news` is
 --> mfbuild.config.json:1:78
  |
1 | {"app": true, "remotes": {"shop": "shop@http://", "cart": "cart.js", "news": "news@news.example/x.js"}}
  |                                                                              ^^^^^^^^^^^^^^^^^^^^^^^^ not a url
  |
  = note: a url begins with `http://`, `https://`, `//`, `/`, `./` or `../`
  = help: write `news@http://news.example/x.js`

3 errors
"#,
        );
}

#[test]
fn hosts_need_the_federation_runtime_and_plain_apps_do_not() {
    App::new(r#"{"app": true}"#).build(&[]).quiet();
    let remotes = r#""remotes": {"shop": "shop@https://shop.example/mf-manifest.json"}"#;
    for reason in [remotes, r#""shared": ["react"]"#, r#""runtimePlugins": ["acme-plugin"]"#] {
        let app = App::new(&format!(r#"{{"app": true, {reason}}}"#)).install("acme-plugin", "1.0.0", "");
        app.build(&[]).says(
            1,
            "\
error[missing-federation-runtime]: `@module-federation/runtime` is not installed
note: remotes, shared packages of a host and runtime plugins need the federation runtime in the page
help: install it: `npm install @module-federation/runtime`

1 error
",
        );
        app.install_runtime().build(&[]).quiet();
    }
}

#[test]
fn runtime_plugins_that_are_not_there() {
    host(r#"{"app": true, "runtimePlugins": ["./src/plugin"]}"#).build(&[]).says(
        1,
        r#"error[missing-runtime-plugin]: runtime plugin `./src/plugin` does not exist
 --> mfbuild.config.json:1:34
  |
1 | {"app": true, "runtimePlugins": ["./src/plugin"]}
  |                                  ^^^^^^^^^^^^^^ no such file
  |
  = note: looked for `./src/plugin`, `./src/plugin.ts`, `./src/plugin.tsx`, `./src/plugin.mjs`, `./src/plugin.js`, `./src/plugin.jsx`, `./src/plugin.json`, `./src/plugin.wasm`

1 error
"#,
    );
    host(r#"{"app": true, "runtimePlugins": ["acme-plugin"]}"#).build(&[]).says(
        1,
        r#"error[unresolved-import]: cannot resolve `acme-plugin`
 --> mfbuild.config.json:1:34
  |
1 | {"app": true, "runtimePlugins": ["acme-plugin"]}
  |                                  ^^^^^^^^^^^^^ not found
  |
  = help: add `acme-plugin` to the dependencies of `app` and install it

1 error
"#,
    );
}

#[test]
fn a_container_that_is_part_of_the_build_must_be_there() {
    host(r#"{"app": true, "remotes": {"shop": "internal ./src/container.ts"}}"#).build(&[]).says(
        1,
        r#"error[container-not-found]: the container `./src/container.ts` does not exist
 --> mfbuild.config.json:1:35
  |
1 | {"app": true, "remotes": {"shop": "internal ./src/container.ts"}}
  |                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no such file
  |
  = help: correct the path in `remotes`; it is relative to the package directory

1 error
"#,
    );
}

#[test]
fn a_build_with_errors_leaves_the_old_output() {
    let app = App::new(r#"{"app": true}"#);
    let before = app.files(&[]);
    app.write("src/index.ts", "import './gone';\n");
    app.build(&[]).says(
        1,
        "\
error[unresolved-import]: cannot resolve `./gone`
 --> ./src/index.ts:1:8
  |
1 | import './gone';
  |        ^^^^^^^^ not found

1 error
",
    );
    assert_eq!(crate::support::files(&app.path("dist")), before);
    app.write("src/index.ts", "console.log('app');\n");
    app.write("public/index.html", "<%= nothing %>");
    assert_eq!(app.build(&[]).code, 1);
    assert_eq!(crate::support::files(&app.path("dist")), before);
}

#[test]
fn a_directory_with_other_files_is_not_replaced() {
    let app = App::new(r#"{"app": true}"#).with("site/notes.md", "keep me");
    let out = app.path("site").to_string_lossy().into_owned();
    app.build(&["--out-dir", &out]).says(
        1,
        "\
error[foreign-output]: `ROOT/app/site` holds files that are no earlier output
note: such as `notes.md`; the output directory is replaced as a whole
help: choose an empty directory or one that was built into before; `--empty-out-dir` removes what is in this one

1 error
",
    );
    assert_eq!(crate::support::files(&app.path("site")).len(), 1);
}

/// Tailwind's documentation writes its style sheet to `dist`.
#[test]
fn a_file_that_the_build_would_remove_is_not_imported() {
    let app = host(r#"{"app": true}"#)
        .with("src/index.ts", "import '../dist/output.css';")
        .with("dist/output.css", "a { color: red }");
    app.build(&[]).says(
        1,
        "\
error[replaced-source]: `./dist/output.css` is imported and lies in the output directory
note: every build replaces `ROOT/app/dist`
help: write the file to another directory, or build into another one: `--out-dir`, `outDir`

1 error
",
    );
    assert_eq!(crate::support::files(&app.path("dist")).len(), 1);
}

/// Every site has an `index.html`, so that one is no sign of an earlier build.
#[test]
fn a_site_that_somebody_wrote_is_not_replaced() {
    let app = App::new(r#"{"app": true}"#)
        .with("site/index.html", "<p>by hand</p>")
        .with("site/notes.md", "keep me")
        .with("public/robots.txt", "all")
        .with("site/robots.txt", "none");
    let out = app.path("site").to_string_lossy().into_owned();
    let output = app.build(&["--out-dir", &out]);
    assert!(output.stderr.contains("error[foreign-output]"), "{}", output.stderr);
    assert_eq!(crate::support::files(&app.path("site")).len(), 3);
    let fresh = app.path("fresh").to_string_lossy().into_owned();
    app.build(&["--out-dir", &fresh]).quiet();
    app.build(&["--out-dir", &fresh]).quiet();
}

#[test]
fn public_files_and_output_must_not_overlap() {
    App::new(r#"{"app": true, "outDir": "public/out"}"#).with("public/index.html", "").build(&[]).says(
        1,
        "\
error[invalid-out-dir]: `publicDir` `public` and the output directory `public/out` overlap
note: every build replaces the output directory
help: choose another `outDir`

1 error
",
    );
}

#[test]
fn an_app_needs_no_name() {
    let app = App::new(r#"{"app": true}"#).with("package.json", "{}");
    app.build(&[]).quiet();
    assert_eq!(app.page(&[], ""), "app\n");
}
