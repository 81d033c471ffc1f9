//! The configuration that a page of any other maker than Backstage carries.

use crate::support::App;

#[test]
fn the_page_carries_the_configuration() {
    let app = App::new(r#"{"app": {"config": {"title": "Shop </script>", "n": 1}}}"#);
    let page = &app.texts(&[])["index.html"];
    let script = "<script type=\"application/json\" id=\"app-config\">\n{\n  \"title\": \"Shop \\u003c/script>\",\n  \
                  \"n\": 1\n}\n</script></head>";
    assert!(page.contains(script), "{page}");
}

#[test]
fn templates_read_it() {
    let app = App::new(r#"{"app": {"config": "./config.json"}, "publicPath": "/base/"}"#)
        .with("config.json", "// comments are allowed\n{\"title\": \"A & B\", \"links\": [\"x\", \"y\"]}")
        .with(
            "public/index.html",
            "<title><%- config.title %></title><% for (const link of config.links) { %><a href=\"<%= publicPath %>/\
             <%= link %>\"></a><% } %><%= mode %>",
        );
    let page = |arguments: &[&str]| app.texts(arguments)["index.html"].clone();
    let production = page(&[]);
    assert!(production.contains("<title>A &amp; B</title>"), "{production}");
    assert!(production.ends_with(r#"<a href="/base/x"></a><a href="/base/y"></a>production"#), "{production}");
    assert!(page(&["--mode", "development"]).contains("development"));
}

#[test]
fn files_that_cannot_be_used() {
    let app = App::new(r#"{"app": {"config": "./config.json"}}"#);
    app.build(&[]).says(
        1,
        r#"error[app-config-not-found]: the app's config file `./config.json` does not exist
 --> mfbuild.config.json:1:20
  |
1 | {"app": {"config": "./config.json"}}
  |                    ^^^^^^^^^^^^^^^ no such file

1 error
"#,
    );
    app.write("config.json", "{\"title\": }\n");
    app.build(&[]).says(
        1,
        r#"error[invalid-app-config]: `config.json` is not valid JSON
 --> config.json:1:11
  |
1 | {"title": }
  |           ^ unexpected close brace

1 error
"#,
    );
    app.write("config.json", "[1]\n");
    app.build(&[]).says(
        1,
        "\
error[invalid-app-config]: `config.json` must be an object, found an array
 --> config.json:1:1
  |
1 | [1]
  | ^^^ expected an object

1 error
",
    );
}

#[test]
fn yaml_is_for_backstage() {
    let app = App::new(r#"{"app": true}"#).with("app-config.yaml", "app: {title: x}\n");
    let yaml = app.path("app-config.yaml").to_string_lossy().into_owned();
    app.build(&["--config", &yaml]).says(
        2,
        "\
error[unsupported-app-config]: `app-config.yaml` is config of a Backstage app, which this package is not
note: a Backstage app has `backstage.role` in `package.json`
help: give `--role frontend`, or name a JSON file in `mfbuild.config.json`: `{\"app\": {\"config\": \"./config.json\"}}`

1 error
",
    );
}
