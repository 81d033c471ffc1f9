//! Apps: what makes a package one, where its files are, the table of shared dependencies and the app's config.

use serde_json::json;

use super::{Project, short};
use crate::{AppConfigSource, AppOptions, Library, Profile, PublicPath, SharedDependency, is_usage_error, load};

const BACKSTAGE: &str = r#"{"name": "app", "version": "1.0.0", "backstage": {"role": "frontend"}}"#;

fn backstage() -> Project {
    Project::new(&[("package.json", BACKSTAGE), ("src/index.tsx", "")]).flags(|flags| flags.module_federation = false)
}

fn generic(config: &str) -> Project {
    Project::with_config(config).flags(|flags| flags.module_federation = false)
}

fn app(project: &Project) -> AppOptions {
    project.options().app.expect("an app")
}

/// An entry in short: `name@version required flags`.
fn table(project: &Project) -> Vec<String> {
    let short = |entry: &SharedDependency| {
        let version = entry.version.as_ref().map_or(String::new(), |version| format!("@{version}"));
        let flags = [(entry.singleton, " singleton"), (entry.eager, " eager")];
        let flags = flags.iter().filter(|(on, _)| *on).map(|(_, name)| *name).collect::<String>();
        format!("{}{version} {}{flags}", entry.name, entry.required_version)
    };
    app(project).shared_dependencies.iter().map(short).collect()
}

const HOST_LIST: [&str; 8] = [
    "react * singleton eager",
    "react-dom * singleton eager",
    "react-router * singleton eager",
    "react-router-dom * singleton eager",
    "@material-ui/core/styles * singleton eager",
    "@material-ui/styles * singleton eager",
    "@mui/material/styles * singleton eager",
    "@emotion/react * singleton eager",
];

#[test]
fn the_role_makes_a_backstage_app() {
    let project = backstage();
    let options = project.options();
    let app = options.app.unwrap();
    assert_eq!(options.profile, Profile::Backstage);
    assert_eq!(
        (app.entry.as_str(), app.public_entry, app.template, app.public_dir),
        ("./src/index.tsx", None, None, None)
    );
    assert_eq!(app.config, AppConfigSource::Backstage(Vec::new()));
    assert_eq!(table(&project), HOST_LIST);
    assert!(options.split.vendor && options.public_path == PublicPath::Auto);
    assert!(options.define.contains_key("process.env.BUILD_INFO") && options.provide.contains_key("process"));
    // There is no federation plugin in a Backstage app.
    let federation = options.federation;
    assert!(federation.exposes.is_empty() && federation.shared.is_empty() && federation.remotes.is_empty());
}

#[test]
fn the_flag_makes_a_remote_of_any_app() {
    let remote = backstage().flags(|flags| flags.module_federation = true).options();
    assert!(remote.app.is_none() && remote.federation.shared.len() == 8);
    assert_eq!(short(&remote.federation.exposes), [".=./src/index.tsx"]);
    let remote = generic(r#"{"app": {"entry": "./none"}}"#).flags(|flags| flags.module_federation = true).options();
    assert!(remote.app.is_none() && remote.public_path == PublicPath::Auto && !remote.split.vendor);
}

#[test]
fn the_config_makes_a_generic_app() {
    for config in [r#"{"app": true}"#, r#"{"app": {}}"#] {
        let options = generic(config).options();
        let app = options.app.unwrap();
        assert_eq!((app.entry.as_str(), app.config), ("./src/index.ts", AppConfigSource::None));
        assert!(app.shared_dependencies.is_empty() && options.federation.exposes.is_empty());
        assert!(options.split.vendor && options.profile == Profile::Generic);
        assert_eq!(options.public_path, PublicPath::Fixed("/".to_owned()));
    }
    let empty = generic(r#"{"app": true, "publicPath": ""}"#).errors();
    assert!(empty.contains("help: use `/` for the root of the site, a path such as `/shop/`, or"), "{empty}");
    let said = generic(r#"{"app": true, "publicPath": "auto", "split": false}"#).options();
    assert!(said.public_path == PublicPath::Auto && !said.split.vendor);
}

#[test]
fn the_config_makes_an_app_of_a_backstage_package() {
    let project = generic(r#"{"app": true}"#).flags(|flags| flags.role = Some("web-library".to_owned()));
    assert_eq!(app(&project).config, AppConfigSource::Backstage(Vec::new()));
    let container = "frontend-dynamic-container";
    let project = generic(r#"{"app": true}"#).flags(|flags| flags.role = Some(container.to_owned()));
    assert!(project.options().app.is_some());
    let project = generic(r#"{"app": false}"#).flags(|flags| flags.role = Some(container.to_owned()));
    assert!(project.options().app.is_none());
}

#[test]
fn an_app_that_says_it_is_none() {
    let project = backstage();
    project.write("mfbuild.config.json", r#"{"app": false}"#);
    assert!(project.errors().starts_with("error[not-a-remote]"));
}

#[test]
fn entries() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("{}", &["src/index.tsx", "src/index.jsx", "src/main.tsx"], "./src/index.tsx"),
        ("{}", &["src/main.tsx", "src/main.js"], "./src/main.tsx"),
        ("{}", &["src/index.mjs"], "./src/index.mjs"),
        (r#"{"entry": "./src/start"}"#, &["src/start.ts"], "./src/start"),
        (r#"{"entry": "some-package/start"}"#, &[], "some-package/start"),
    ];
    for (config, files, expected) in cases {
        let config = format!(r#"{{"app": {config}}}"#);
        let package = ("package.json", r#"{"name": "shop"}"#);
        let project = Project::new(&[package, ("mfbuild.config.json", &config)]);
        let project = project.flags(|flags| flags.module_federation = false);
        files.iter().for_each(|file| project.write(file, ""));
        assert_eq!(app(&project).entry, *expected, "{config}");
    }
}

#[test]
fn public_entry_of_backstage() {
    let project = backstage();
    project.write("src/index-public-experimental.tsx", "");
    assert_eq!(app(&project).public_entry.as_deref(), Some("./src/index-public-experimental.tsx"));
    let project = generic(r#"{"app": true}"#);
    project.write("src/index-public-experimental.tsx", "");
    assert_eq!(app(&project).public_entry, None);
}

#[test]
fn template_and_public_directory() {
    // The option, files, the template and the public directory, empty for none.
    let cases: &[(&str, &[&str], &str, &str)] = &[
        ("{}", &[], "", ""),
        ("{}", &["public/index.html", "src/index.html"], "public/index.html", "public"),
        ("{}", &["public/icon.svg", "src/index.html", "index.html"], "src/index.html", "public"),
        ("{}", &["index.html"], "index.html", ""),
        (r#"{"template": "./page.html"}"#, &["page.html", "public/index.html"], "page.html", "public"),
        (r#"{"template": false}"#, &["index.html"], "", ""),
        (r#"{"publicDir": "static/"}"#, &["static/index.html", "public/x"], "static/index.html", "static"),
        (r#"{"publicDir": false}"#, &["public/index.html"], "public/index.html", ""),
    ];
    for (config, files, template, public) in cases {
        let project = generic(&format!(r#"{{"app": {config}}}"#));
        files.iter().for_each(|file| project.write(file, ""));
        let app = app(&project);
        let absolute = |path: &str| (!path.is_empty()).then(|| project.root().join(path));
        assert_eq!(app.template, absolute(template), "{config} {files:?}");
        assert_eq!(app.public_dir, absolute(public), "{config} {files:?}");
    }
}

#[test]
fn template_and_public_directory_of_backstage() {
    let project = backstage();
    project.write("public/favicon.svg", "");
    project.write("index.html", "");
    assert_eq!((app(&project).template, app(&project).public_dir), (None, None));
    project.write("public/index.html", "");
    let public = project.root().join("public");
    assert_eq!((app(&project).template, app(&project).public_dir), (Some(public.join("index.html")), Some(public)));
}

#[test]
fn shared_dependencies() {
    let cases: &[(&str, &[&str])] = &[
        ("true", &HOST_LIST),
        ("false", &[]),
        (r#"["react", "react"]"#, &["react * singleton eager"]),
        (r#"{"react": true, "react-dom": false}"#, &["react * singleton eager"]),
        (r#"{"react": "^19.0.0"}"#, &["react ^19.0.0 singleton eager"]),
        (
            r#"{"a": {"version": "1.2.3", "requiredVersion": "~1.2.0", "singleton": false, "eager": false},
                "@b/c/d": {}}"#,
            &["a@1.2.3 ~1.2.0", "@b/c/d * singleton eager"],
        ),
        (r#"{"a": {"requiredVersion": false}}"#, &["a * singleton eager"]),
    ];
    for (option, expected) in cases {
        let project = generic(&format!(r#"{{"app": {{"sharedDependencies": {option}}}}}"#));
        assert_eq!(table(&project), *expected, "{option}");
    }
}

#[test]
fn shared_dependencies_extend_the_list_of_backstage() {
    let with = |option: &str| {
        let project = backstage();
        project.write("mfbuild.config.json", &format!(r#"{{"app": {{"sharedDependencies": {option}}}}}"#));
        table(&project)
    };
    assert_eq!(with("false"), Vec::<String>::new());
    let named = with(r#"["rxjs"]"#);
    assert_eq!((named.len(), named[8].as_str()), (9, "rxjs * singleton eager"));
    let changed = with(r#"{"react": "^18.0.0", "react-dom": false, "rxjs": {"eager": false}}"#);
    let expected = [&["react ^18.0.0 singleton eager"], &HOST_LIST[2..], &["rxjs * singleton"]].concat();
    assert_eq!(changed, expected);
}

#[test]
fn places_of_what_the_config_names() {
    let options = generic(
        r#"{"app": {"entry": "start", "sharedDependencies": ["a", "b"]}, "runtimePlugins": [["p", {}]],
            "remotes": {"x": "internal ./x", "y": {"external": ["y@/y.js", " internal  ./y"]}}}"#,
    )
    .options();
    let cases = [
        ("app.entry", "start", "\"start\""),
        ("app.sharedDependencies", "b", "\"b\""),
        ("runtimePlugins", "p", "\"p\""),
        ("remotes", "./x", "\"internal ./x\""),
        ("remotes", "./y", "\" internal  ./y\""),
    ];
    for (option, request, expected) in cases {
        let label = options.places.find(option, request).unwrap_or_else(|| panic!("{option} {request}"));
        assert_eq!(&label.source.text[label.span.clone()], expected);
    }
    assert!(options.places.find("app.sharedDependencies", "start").is_none());
}

#[test]
fn an_app_can_expose_and_share() {
    let options = generic(r#"{"app": true, "exposes": {"./a": "./src/index"}, "shared": ["react"]}"#).options();
    assert_eq!(
        (short(&options.federation.exposes), options.federation.shared.len()),
        (vec!["./a=./src/index".to_owned()], 1)
    );
    assert_eq!(options.federation.library, Library::Var("shop".to_owned()));
    let flag = generic(r#"{"app": true}"#).flags(|flags| flags.expose = vec!["./a=src/index.ts".to_owned()]);
    assert_eq!(short(&flag.options().federation.exposes), ["./a=./src/index.ts"]);
    let named = generic(r#"{"app": true, "name": "my-shop", "exposes": {"./a": "./src/index"}}"#);
    assert!(named.errors().starts_with("error[invalid-name]: Library name base (my-shop) must be"));
}

#[test]
fn names() {
    let project =
        Project::new(&[("package.json", "{}"), ("src/index.ts", ""), ("mfbuild.config.json", r#"{"app": true}"#)]);
    let project = project.flags(|flags| flags.module_federation = false);
    assert_eq!(project.options().federation.name, "app");
    let federation = generic(r#"{"app": true, "name": "my-shop"}"#).options().federation;
    assert_eq!((federation.name.as_str(), federation.library), ("my-shop", Library::Var("my_shop".to_owned())));
}

#[test]
fn config_of_a_generic_app() {
    let inline = generic(r#"{"app": {"config": {"api": "/api", "list": [1, null]}}}"#);
    assert_eq!(app(&inline).config, AppConfigSource::Json(json!({"api": "/api", "list": [1, null]})));
    let file = generic(r#"{"app": {"config": "./config/app.json"}}"#);
    file.write("config/app.json", "{\"api\": \"/api\"} // comments are welcome");
    assert_eq!(app(&file).config, AppConfigSource::Json(json!({"api": "/api"})));
}

#[test]
fn config_of_a_backstage_app() {
    let project = backstage().flags(|flags| flags.config = vec!["../app-config.yaml".into(), "./local.yml".into()]);
    project.write("local.yml", "");
    let root = project.root();
    let errors = project.errors();
    assert_eq!(errors, "error[missing-config]: config file `../app-config.yaml` does not exist\n\n1 error\n");
    let project = project.flags(|flags| flags.config = vec!["./src/../a.yaml".into(), "local.yml".into()]);
    project.write("a.yaml", "");
    assert_eq!(app(&project).config, AppConfigSource::Backstage(vec![root.join("a.yaml"), root.join("local.yml")]));
}

#[test]
fn yaml_in_a_generic_app() {
    let project = generic(r#"{"app": true}"#).flags(|flags| flags.config = vec!["app-config.yaml".into()]);
    project.write("app-config.yaml", "");
    let expected = "\
error[unsupported-app-config]: `app-config.yaml` is config of a Backstage app, which this package is not
note: a Backstage app has `backstage.role` in `package.json`
help: give `--role frontend`, or name a JSON file in `mfbuild.config.json`: `{\"app\": {\"config\": \"./config.json\"}}`

1 error
";
    assert_eq!(project.errors(), expected);
    let Err(problems) = load(&project.flags) else { panic!("expected an error") };
    assert!(is_usage_error(problems[0].code));
    // The remote of the same package takes no notice.
    assert!(project.flags(|flags| flags.module_federation = true).options().app.is_none());
}

#[test]
fn no_entry() {
    let project = Project::new(&[("package.json", BACKSTAGE)]).flags(|flags| flags.module_federation = false);
    let expected = "\
error[entry-not-found]: the app has no entry
note: looked for `src/index.tsx`, `src/index.ts`, `src/index.jsx`, `src/index.js`, `src/index.mjs`
help: create `src/index.tsx`, or name the entry in `mfbuild.config.json`: `{\"app\": {\"entry\": \"./src/start.tsx\"}}`

1 error
";
    assert_eq!(project.errors(), expected);
    let project = generic(r#"{"app": true}"#);
    std::fs::remove_file(project.directory.path().join("src/index.ts")).unwrap();
    assert!(project.errors().contains("`src/index.mjs`, `src/main.tsx`, `src/main.ts`"), "{}", project.errors());
}

#[test]
fn files_that_are_not_there() {
    let project = generic(
        r#"{
  "app": {
    "entry": "./src/indx.ts",
    "template": "pag.html",
    "publicDir": "static",
    "config": "./confg.json"
  }
}"#,
    );
    project.write("page.html", "");
    project.write("config.json", "");
    project.write("static", "");
    let errors = project.errors();
    let expected = "\
error[entry-not-found]: the app's entry `./src/indx.ts` does not exist
 --> mfbuild.config.json:3:14
  |
3 |     \"entry\": \"./src/indx.ts\",
  |              ^^^^^^^^^^^^^^^ no such file
  |
  = help: did you mean `./src/index.ts`?

error[template-not-found]: the html template `pag.html` does not exist
 --> mfbuild.config.json:4:17
  |
4 |     \"template\": \"pag.html\",
  |                 ^^^^^^^^^^ no such file
  |
  = help: did you mean `page.html`?

error[public-dir-not-found]: `publicDir` `static` is not a directory
 --> mfbuild.config.json:5:18
  |
5 |     \"publicDir\": \"static\",
  |                  ^^^^^^^^ is not a directory
  |
  = help: name a directory of the package, or write `false` for none

error[app-config-not-found]: the app's config file `./confg.json` does not exist
 --> mfbuild.config.json:6:15
  |
6 |     \"config\": \"./confg.json\"
  |               ^^^^^^^^^^^^^^ no such file
  |
  = help: did you mean `./config.json`?

4 errors
";
    assert_eq!(errors, expected);
    let unmarked = generic(r#"{"app": {"entry": "src/index.ts", "publicDir": "none"}}"#).errors();
    assert!(unmarked.contains("did you mean `./src/index.ts`?"), "{unmarked}");
    assert!(unmarked.contains("`publicDir` `none` does not exist"), "{unmarked}");
}

#[test]
fn config_file_that_is_no_config() {
    let cases = [
        ("[]", "error[invalid-app-config]: `config.json` must be an object, found an array\n --> config.json:1:1\n"),
        ("{\"a\": }", "error[invalid-app-config]: `config.json` is not valid JSON\n --> config.json:1:7\n"),
        ("", "error[invalid-app-config]: `config.json` is empty\n"),
    ];
    for (text, expected) in cases {
        let project = generic(r#"{"app": {"config": "config.json"}}"#);
        project.write("config.json", text);
        assert!(project.errors().starts_with(expected), "{}", project.errors());
    }
}

#[test]
fn config_key_in_a_backstage_app() {
    let project = backstage();
    project.write("mfbuild.config.json", r#"{"app": {"config": {"a": 1}}}"#);
    let expected = "\
error[unsupported-option]: `app.config` is not for Backstage apps
 --> mfbuild.config.json:1:20
  |
1 | {\"app\": {\"config\": {\"a\": 1}}}
  |                    ^^^^^^^^
  |
  = help: write it into `app-config.yaml`, with a schema that makes it visible to the frontend

1 error
";
    assert_eq!(project.errors(), expected);
}

#[test]
fn output_over_the_sources() {
    let public = |out_dir: &str, app: &str| {
        let project = generic(&format!(r#"{{"app": {app}, "outDir": "{out_dir}"}}"#));
        project.write("public/index.html", "");
        project.write("pages/index.html", "");
        project.errors()
    };
    let expected = "\
error[invalid-out-dir]: `publicDir` `public` and the output directory `public/dist` overlap
note: every build replaces the output directory
help: choose another `outDir`

1 error
";
    assert_eq!(public("public/dist", "true"), expected);
    assert!(public("public", "true").contains("`publicDir` `public` and the output directory `public` overlap"));
    let template = public("pages", r#"{"template": "pages/index.html"}"#);
    assert!(template.contains("the html template `pages/index.html` lies in the output directory"), "{template}");
    let twice = public(".", "true");
    assert!(twice.contains("cannot be the output directory") && twice.ends_with("\n1 error\n"), "{twice}");
}

#[test]
fn public_files_that_are_not_public() {
    for public_dir in [".", "..", "./src/..", "/"] {
        let project = generic(&format!(r#"{{"app": {{"publicDir": "{public_dir}"}}, "outDir": "../out"}}"#));
        let errors = project.errors();
        assert!(errors.contains("error[invalid-public-dir]") && errors.ends_with("\n1 error\n"), "{errors}");
    }
}

#[cfg(unix)]
#[test]
fn public_files_that_are_the_output() {
    let project = generic(r#"{"app": true}"#);
    project.write("dist/index.html", "");
    std::os::unix::fs::symlink("dist", project.root().join("public")).unwrap();
    assert!(project.errors().contains("`publicDir` `public` and the output directory `dist` overlap"));
}

#[test]
fn values_of_the_wrong_type() {
    let cases = [
        (r#""yes""#, "`app` must be a boolean or an object, found a string"),
        (r#"{"entry": 1}"#, "`app.entry` must be a string, found a number"),
        (r#"{"template": true}"#, "`app.template` must be a path or `false`, found a boolean"),
        (r#"{"publicDir": ""}"#, "`app.publicDir` must not be empty"),
        (r#"{"config": []}"#, "`app.config` must be an object or the path of a JSON file, found an array"),
        (
            r#"{"sharedDependencies": "react"}"#,
            "`app.sharedDependencies` must be a boolean, an array of names or an object, found a string",
        ),
        (r#"{"sharedDependencies": [1]}"#, "`app.sharedDependencies[0]` must be a string, found a number"),
        (
            r#"{"sharedDependencies": ["a/"]}"#,
            "`app.sharedDependencies[0]` must name one module, without `/` at its end",
        ),
        (r#"{"sharedDependencies": {"": true}}"#, "`app.sharedDependencies[\"\"]` must not be empty"),
        (
            r#"{"sharedDependencies": {"a": []}}"#,
            "`app.sharedDependencies.a` must be a boolean, a range or an object, found an array",
        ),
        (
            r#"{"sharedDependencies": {"a": "latest"}}"#,
            "`app.sharedDependencies.a` must be a range of versions, found `latest`",
        ),
        (
            r#"{"sharedDependencies": {"a": {"requiredVersion": "workspace:*"}}}"#,
            "`app.sharedDependencies.a.requiredVersion` must be a range of versions, found `workspace:*`",
        ),
        (
            r#"{"sharedDependencies": {"a": {"requiredVersion": true}}}"#,
            "`app.sharedDependencies.a.requiredVersion` must be a range or `false`, found a boolean",
        ),
        (
            r#"{"sharedDependencies": {"a": {"eager": 1}}}"#,
            "`app.sharedDependencies.a.eager` must be a boolean, found a number",
        ),
    ];
    for (app, message) in cases {
        let errors = generic(&format!(r#"{{"app": {app}}}"#)).errors();
        assert!(errors.contains(&format!("]: {message}\n")) && errors.ends_with("\n1 error\n"), "{app}: {errors}");
    }
}

#[test]
fn unknown_keys() {
    let errors = generic(r#"{"app": {"pubicDir": "x", "sharedDependencies": {"a": {"singelton": true}}}}"#).errors();
    assert!(
        errors.contains("unknown option `app.pubicDir`") && errors.contains("did you mean `publicDir`?"),
        "{errors}"
    );
    assert!(errors.contains("unknown option `app.sharedDependencies.a.singelton`"), "{errors}");
}
