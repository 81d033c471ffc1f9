//! The options of tsconfig.json that count: JSX, path mapping, unused imports; and warnings about the others.

use super::Project;

const PACKAGE: (&str, &str) = ("package.json", r#"{"name": "p"}"#);

/// `automatic|import source|factory|fragment|mapping file`.
fn settings(files: &[(&str, &str)]) -> String {
    let project = Project::new(files);
    project.write("package.json", PACKAGE.1);
    project.write("src/index.tsx", "");
    project.write(".git/HEAD", "");
    describe(&project)
}

fn describe(project: &Project) -> String {
    let options = project.options();
    let jsx = options.jsx;
    let mapping =
        options.resolve.tsconfig.map(|file| file.strip_prefix(project.root()).unwrap().to_string_lossy().into_owned());
    format!("{}|{}|{}|{}|{}", jsx.automatic, jsx.import_source, jsx.factory, jsx.fragment, mapping.unwrap_or_default())
}

#[test]
fn forms() {
    let default = "true|react|React.createElement|React.Fragment|";
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[], default),
        (&[("tsconfig.json", r#"{"compilerOptions": {"jsx": "preserve"}}"#)], default),
        (
            &[("tsconfig.json", r#"{"compilerOptions": {"jsx": "react"}} // classic"#)],
            "false|react|React.createElement|React.Fragment|",
        ),
        (
            &[(
                "tsconfig.json",
                r#"{"compilerOptions": {"jsx": "react", "jsxFactory": "h", "jsxFragmentFactory": "Fragment",}}"#,
            )],
            "false|react|h|Fragment|",
        ),
        (
            &[("tsconfig.json", r#"{"compilerOptions": {"jsx": "react-jsx", "jsxImportSource": "preact"}}"#)],
            "true|preact|React.createElement|React.Fragment|",
        ),
        (
            &[("tsconfig.json", r##"{"compilerOptions": {"paths": {"#/*": ["./src/*"]}}}"##)],
            "true|react|React.createElement|React.Fragment|tsconfig.json",
        ),
        (
            &[
                ("tsconfig.json", r#"{"extends": "./base"}"#),
                ("base.json", r#"{"compilerOptions": {"jsx": "react", "baseUrl": "."}}"#),
            ],
            "false|react|React.createElement|React.Fragment|tsconfig.json",
        ),
        (
            &[
                ("tsconfig.json", r#"{"extends": ["./a.json", "pkg/b.json"], "compilerOptions": {"jsxFactory": "h"}}"#),
                ("a.json", r#"{"compilerOptions": {"jsx": "react", "jsxImportSource": "a"}}"#),
                ("node_modules/pkg/b.json", r#"{"compilerOptions": {"jsxImportSource": "b", "jsxFactory": "b"}}"#),
            ],
            "false|b|h|React.Fragment|",
        ),
        (
            &[
                (
                    "tsconfig.json",
                    r#"{"files": [], "references": [{"path": "./tsconfig.node.json"}, {"path": "./app"}]}"#,
                ),
                ("tsconfig.node.json", r#"{"compilerOptions": {}}"#),
                ("app/tsconfig.json", r#"{"compilerOptions": {"jsxImportSource": "q", "paths": {}}}"#),
            ],
            "true|q|React.createElement|React.Fragment|app/tsconfig.json",
        ),
    ];
    for (files, expected) in cases {
        assert_eq!(settings(files), *expected, "{files:?}");
    }
}

#[test]
fn nearest_file_upwards_within_the_repository() {
    let project = Project::new(&[
        (".git/HEAD", ""),
        ("tsconfig.json", r#"{"compilerOptions": {"jsx": "react"}}"#),
        ("packages/a/package.json", r#"{"name": "a"}"#),
        ("packages/a/src/index.ts", ""),
    ]);
    let inner = project.directory.path().join("packages/a");
    let project = project.flags(|flags| flags.dir = inner);
    assert!(!project.options().jsx.automatic);
}

#[test]
fn backstage_is_always_automatic() {
    let project = Project::new(&[
        ("package.json", r#"{"name": "p", "backstage": {"role": "frontend-plugin"}}"#),
        ("src/index.tsx", ""),
        ("tsconfig.json", r#"{"compilerOptions": {"jsx": "react"}}"#),
    ]);
    assert!(project.options().jsx.automatic);
}

#[test]
fn faults_are_warnings() {
    let files = [PACKAGE, ("src/index.ts", "")];
    let broken = Project::new(&files);
    broken.write("tsconfig.json", "{\n  \"compilerOptions\": {\n");
    assert!(
        broken
            .warnings()
            .starts_with("warning[invalid-tsconfig]: `tsconfig.json` is not valid JSON\n --> tsconfig.json:2:22\n"),
        "{}",
        broken.warnings()
    );
    let missing = Project::new(&files);
    missing.write("tsconfig.json", r#"{"extends": "@none/tsconfig.json"}"#);
    let expected = "\
warning[invalid-tsconfig]: `tsconfig.json` extends `@none/tsconfig.json`, which does not exist
 --> tsconfig.json:1:13
";
    assert!(missing.warnings().starts_with(expected));
    let cycle = Project::new(&files);
    cycle.write("tsconfig.json", r#"{"extends": "./tsconfig.json"}"#);
    assert!(cycle.options().jsx.automatic);
}

/// The warnings about a tsconfig.
fn said_of(options: &str, config: &str) -> String {
    let project = Project::with_config(config);
    project.write("tsconfig.json", &format!("{{\"compilerOptions\": {options}}}"));
    project.warnings()
}

#[test]
fn settings_without_effect_are_named() {
    let expected = "\
warning[unsupported-tsconfig]: `moduleSuffixes` of `tsconfig.json` has no effect on the build
 --> tsconfig.json:1:22
  |
1 | {\"compilerOptions\": {\"moduleSuffixes\": [\".ios\", \"\"]}}
  |                      ^^^^^^^^^^^^^^^^
  |
  = help: list the endings in `resolve.extensions` of `mfbuild.config.json`: `[\".web.ts\", \".ts\", \".js\"]`

1 warning
";
    assert_eq!(said_of(r#"{"moduleSuffixes": [".ios", ""]}"#, "{}"), expected);
    let conditions = r#"{"customConditions": ["source"]}"#;
    assert!(said_of(conditions, "{}").contains("`customConditions` of `tsconfig.json` has no effect"));
    assert_eq!(said_of(conditions, r#"{"resolve": {"conditions": ["source", "browser"]}}"#), "");
    assert!(said_of(r#"{"plugins": [{"transform": "typia/lib/transform"}]}"#, "{}").contains("`plugins`"));
    assert_eq!(said_of(r#"{"plugins": [{"name": "next"}], "moduleSuffixes": [""], "allowJs": true}"#, "{}"), "");
}

#[test]
fn unused_imports() {
    let keeps = |options: &str| {
        let project = Project::with_config("{}");
        project.write("tsconfig.json", &format!("{{\"compilerOptions\": {options}}}"));
        project.options().keeps_imports
    };
    assert!(!keeps("{}") && !keeps(r#"{"importsNotUsedAsValues": "remove"}"#));
    for option in
        [r#""verbatimModuleSyntax": true"#, r#""preserveValueImports": true"#, r#""importsNotUsedAsValues": "error""#]
    {
        assert!(keeps(&format!("{{{option}}}")), "{option}");
    }
}
