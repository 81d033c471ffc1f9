//! Files of other tools that are not read: each kind is named once, with a way out.

use super::Project;

/// The headlines of the warnings about a remote with these files.
fn headlines(files: &[&str]) -> Vec<String> {
    let project = Project::new(&[("package.json", r#"{"name": "p"}"#), ("src/index.ts", "")]);
    files.iter().for_each(|file| project.write(file, ""));
    lines(&project)
}

fn lines(project: &Project) -> Vec<String> {
    let said = project.warnings();
    said.lines().filter_map(|line| line.strip_prefix("warning[unread-file]: ")).map(str::to_owned).collect()
}

#[test]
fn one_line_for_each_kind() {
    let cases: &[(&[&str], &[&str])] = &[
        (&["mfbuild.config.ts"], &["`mfbuild.config.ts` is not read by mfbuild"]),
        (&["mfbuild.config.jsonc"], &["`mfbuild.config.jsonc` is not read by mfbuild"]),
        (&["module-federation.config.ts"], &["`module-federation.config.ts` is not read by mfbuild"]),
        (&["module-federation.config.mjs"], &["`module-federation.config.mjs` is not read by mfbuild"]),
        (&[".browserslistrc"], &["`.browserslistrc` is not read by mfbuild"]),
        (
            &["postcss.config.mjs", "tailwind.config.ts"],
            &["`postcss.config.mjs` is not read by mfbuild", "`tailwind.config.ts` is not read by mfbuild"],
        ),
        (&[".postcssrc", ".postcssrc.json"], &["`.postcssrc`, `.postcssrc.json` are not read by mfbuild"]),
        (&["babel.config.json", ".babelrc"], &["`babel.config.json`, `.babelrc` are not read by mfbuild"]),
        (&[".swcrc"], &["`.swcrc` is not read by mfbuild"]),
        (
            &[".env", ".env.production.local", ".env.example", ".envrc"],
            &["`.env`, `.env.production.local` are not read by mfbuild"],
        ),
        (
            &["vite.config.ts", "webpack.config.js", "craco.config.cjs"],
            &["`vite.config.ts`, `webpack.config.js`, `craco.config.cjs` are not read by mfbuild"],
        ),
        (&["public/robots.txt"], &["the files of `public/` are not copied: this build makes a remote, no page"]),
        (&["jest.config.js", "src/.env", "src/postcss.config.js", "public.ts"], &[]),
    ];
    for (files, expected) in cases {
        assert_eq!(&headlines(files), expected, "{files:?}");
    }
}

#[test]
fn keys_of_package_json() {
    let json = r#"{"name": "p", "browserslist": ["defaults"], "babel": {}, "postcss": {}}"#;
    let project = Project::new(&[("package.json", json), ("src/index.ts", "")]);
    let expected = [
        "`babel` of `package.json` is not read by mfbuild",
        "`browserslist` of `package.json` is not read by mfbuild",
        "`postcss` of `package.json` is not read by mfbuild",
    ];
    assert_eq!(lines(&project), expected);
    let role = r#"{"name": "p", "browserslist": ["defaults"], "backstage": {"role": "frontend-plugin"}}"#;
    project.write("package.json", role);
    assert_eq!(lines(&project), [""; 0]);
}

#[test]
fn other_bundlers_are_hinted_at_until_there_is_a_config() {
    let project = Project::with_config("{}");
    project.write("vite.config.ts", "");
    project.write("postcss.config.cjs", "");
    assert_eq!(lines(&project), ["`postcss.config.cjs` is not read by mfbuild"]);
}

#[test]
fn apps_have_public_files() {
    let project = Project::with_config(r#"{"app": true}"#).flags(|flags| flags.module_federation = false);
    project.write("public/robots.txt", "");
    project.write("src/index.tsx", "");
    assert_eq!(lines(&project), [""; 0]);
}

#[test]
fn with_a_way_out() {
    let project = Project::with_config("{}");
    project.write(".env", "API_URL=x");
    let expected = "\
warning[unread-file]: `.env` is not read by mfbuild
help: give the values that the code uses in `mfbuild.config.json`: `\"define\": { \"process.env.API_URL\": \"\\\"https://…\\\"\" }`

1 warning
";
    assert_eq!(project.warnings(), expected);
}
