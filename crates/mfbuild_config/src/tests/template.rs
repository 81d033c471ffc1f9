//! What the html template of an app decides and what it asks for in vain.

use super::Project;
use crate::AppOptions;

/// An app with these files; a text that is empty is a file without text.
fn project(config: &str, files: &[(&str, &str)]) -> Project {
    let project =
        Project::new(&[("package.json", r#"{"name": "shop"}"#), ("mfbuild.config.json", config)]).flags(|flags| {
            flags.module_federation = false;
        });
    files.iter().for_each(|(path, text)| project.write(path, text));
    project
}

fn module(source: &str) -> String {
    format!("<body><script type=\"module\" src=\"{source}\"></script>")
}

fn app(project: &Project) -> AppOptions {
    project.options().app.expect("an app")
}

const APP: &str = r#"{"app": true}"#;

#[test]
fn the_script_of_the_template_is_the_entry() {
    // The template, its `src`, and what is built.
    let cases = [
        ("index.html", "/src/client.tsx", "./src/client.tsx"),
        ("index.html", "src/client.tsx", "./src/client.tsx"),
        ("index.html", "./src/client.tsx?v=1#a", "./src/client.tsx"),
        ("src/index.html", "./client.tsx", "./src/client.tsx"),
        ("src/index.html", "/src/client.tsx", "./src/client.tsx"),
        ("public/index.html", "../src/client.tsx", "./src/client.tsx"),
        ("public/index.html", "/start.mjs", "./start.mjs"),
        ("index.html", "/b.c/d.js", "./b.c/d.js"),
    ];
    for (template, source, entry) in cases {
        let files = ["src/client.tsx", "src/index.ts", "start.mjs", "b.c/d.js"].map(|path| (path, ""));
        let project = project(APP, &files);
        project.write(template, &module(source));
        let app = app(&project);
        assert_eq!((app.entry.as_str(), app.entry_script.as_deref()), (entry, Some(source)), "{template} {source}");
    }
}

#[test]
fn scripts_that_are_no_sources() {
    let cases = [
        "<script src=/src/client.tsx></script>",
        "<!-- <script type=module src=/src/client.tsx></script> -->",
        "<script type=module>import '/src/client.tsx'</script>",
        "<div type=module src=/src/client.tsx></div>",
        "<script type=module src=https://a.b/src/client.js></script>",
        "<script type=module src=//src/client.js></script>",
        "<script type=module src='data:text/javascript,a.js'></script>",
        "<script type=module src=\"<%= publicPath %>/src/client.tsx\"></script>",
        "<script type=module src=/env.js></script>",
        "<script type=module src=/made-by-the-server.js></script>",
        "<script type=module src=/src/client></script>",
        "<script type=module src></script>",
    ];
    for template in cases {
        let project = project(APP, &[("src/client.tsx", ""), ("src/index.ts", ""), ("public/env.js", "")]);
        project.write("env.js", "");
        project.write("src/index.html", template);
        let (options, _) = crate::load(&project.flags).unwrap_or_else(|_| panic!("{template}"));
        let app = options.app.unwrap();
        assert_eq!((app.entry.as_str(), app.entry_script), ("./src/index.ts", None), "{template}");
    }
}

#[test]
fn the_config_goes_before_the_template() {
    for entry in ["./src/client.tsx", "./src/client"] {
        let config = format!(r#"{{"app": {{"entry": "{entry}"}}}}"#);
        let project = project(&config, &[("src/client.tsx", ""), ("index.html", &module("/src/client.tsx"))]);
        let app = app(&project);
        assert_eq!((app.entry.as_str(), app.entry_script.as_deref()), (entry, Some("/src/client.tsx")));
    }
    let other = project(
        r#"{"app": {"entry": "./src/start.ts"}}"#,
        &[("src/client.tsx", ""), ("src/start.ts", ""), ("index.html", &module("/src/client.tsx"))],
    );
    let expected = "\
warning[template-script]: the script `/src/client.tsx` of the template is not built
 --> index.html:1:34
  |
1 | <body><script type=\"module\" src=\"/src/client.tsx\"></script>
  |                                  ^^^^^^^^^^^^^^^ stays in the page as it is
  |
  = note: an app has one entry, here `./src/start.ts`
  = help: import the script from the entry, or name it as `app.entry` in `mfbuild.config.json`

1 warning
";
    assert_eq!(other.warnings(), expected);
}

#[test]
fn the_first_of_two_scripts() {
    let template = module("/src/a.ts") + &module("/src/b.ts");
    let project = project(APP, &[("src/a.ts", ""), ("src/b.ts", ""), ("index.html", &template)]);
    let warnings = project.warnings();
    assert!(warnings.contains("the script `/src/b.ts` of the template is not built"), "{warnings}");
    assert!(warnings.contains("here `./src/a.ts`") && warnings.ends_with("\n1 warning\n"), "{warnings}");
}

#[test]
fn backstage_has_its_own_entry() {
    let package = r#"{"name": "app", "backstage": {"role": "frontend"}}"#;
    let template = module("/src/client.tsx") + &module("/src/index.tsx");
    let files = [("package.json", package), ("src/client.tsx", ""), ("src/index.tsx", "")];
    let project = project("{}", &files);
    project.write("public/index.html", &template);
    let (options, warnings) = crate::load(&project.flags).unwrap();
    let app = options.app.unwrap();
    assert_eq!((app.entry.as_str(), app.entry_script.as_deref()), ("./src/index.tsx", Some("/src/index.tsx")));
    assert_eq!(warnings.iter().map(|warning| warning.code).collect::<Vec<_>>(), ["template-script"]);
}

#[test]
fn a_source_that_is_not_there() {
    let project =
        project(APP, &[("src/client.tsx", ""), ("src/index.ts", ""), ("index.html", &module("/src/clent.tsx"))]);
    let expected = "\
error[entry-not-found]: the app's entry `/src/clent.tsx`, which the template names, does not exist
 --> index.html:1:34
  |
1 | <body><script type=\"module\" src=\"/src/clent.tsx\"></script>
  |                                  ^^^^^^^^^^^^^^ no such file
  |
  = help: did you mean `/src/client.tsx`?

1 error
";
    assert_eq!(project.errors(), expected);
}

#[test]
fn a_script_that_is_not_there() {
    for (src, is_error) in
        [("/src/nope.js", true), ("./src/nope.mjs", true), ("/config.js", false), ("/assets/a.js", false)]
    {
        let files =
            [("src/index.ts", ""), ("public/assets/b.js", ""), ("assets/b.ts", ""), ("index.html", &module(src))];
        let project = project(APP, &files);
        match is_error {
            true => assert!(
                project.errors().contains(&format!("the app's entry `{src}`, which the template names")),
                "{src}"
            ),
            false => assert_eq!(project.warnings(), "", "{src}"),
        }
    }
}

#[test]
fn files_that_nobody_serves() {
    let template = "<head>
<link rel=\"icon\" href=\"%PUBLIC_URL%/favicon.ico\">
<link rel=\"stylesheet\" href=\"/src/style.css\">
<link rel=\"manifest\" href=\"/manifest.json\">
<link href=\"https://example.com/src/style.css\"><link href=\"/\"><link href=\"/index.html\">
</head>
<a href=\"/src/style.css\"></a><img src=\"./src/logo.png?x\"><script src=/src/old.js></script>
<img src=\"/100%25.png\"><img src=\"/nowhere.png\"><img src=\"<%= publicPath %>/src/logo.png\">
";
    let files =
        ["src/style.css", "src/logo.png", "src/old.js", "src/index.ts", "public/manifest.json", "manifest.json"];
    let project = project(APP, &files.map(|path| (path, "")));
    project.write("index.html", template);
    let expected = "\
warning[template-file]: the template asks for files that the output does not hold
 --> index.html:2:24
  |
2 | <link rel=\"icon\" href=\"%PUBLIC_URL%/favicon.ico\">
  |                        ^^^^^^^^^^^^^^^^^^^^^^^^ not replaced
";
    let warnings = project.warnings();
    let end = "  = help: import it in the app's code, or put it into `public`; write `<%= publicPath %>` in place of \
               `%PUBLIC_URL%`\n\n1 warning\n";
    assert!(warnings.starts_with(expected) && warnings.ends_with(end), "{warnings}");
    assert_eq!(warnings.matches("not copied to the output").count(), 3, "{warnings}");
}

#[test]
fn pages_that_ask_for_nothing_in_vain() {
    for template in ["", "<", "<link>", "<img src>", "\u{feff}<title>", "<% if (a) { %><img src='<%= \"a\" %>'><% } %>"]
    {
        let project = project(APP, &[("src/index.ts", ""), ("index.html", template)]);
        assert_eq!(app(&project).entry_script, None, "{template}");
    }
}

#[test]
fn what_is_in_the_place_of_a_template_or_of_public_files() {
    let file = project(APP, &[("src/index.ts", ""), ("public", "")]);
    let expected = "\
warning[public-dir-ignored]: `public` is a file and no directory of public files
help: make it a directory, or say `\"publicDir\": false` in `app`

1 warning
";
    assert_eq!(file.warnings(), expected);
    let directory = project(APP, &[("src/index.ts", ""), ("public/index.html/a.txt", ""), ("index.html", "")]);
    let expected = "\
warning[template-ignored]: `public/index.html` is a directory and no template
help: make it a file, or remove it; `app.template` names a template anywhere else

1 warning
";
    assert_eq!(directory.warnings(), expected);
}
