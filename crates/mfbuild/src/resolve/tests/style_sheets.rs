//! Requests of style sheets and of `new URL`.

use super::*;

fn is_external(project: &Project, request: &str, kind: RequestKind) -> bool {
    matches!(project.resolve("src", request, kind), Ok(Resolved::External))
}

#[test]
fn imports_of_style_sheets() {
    let project = Project::new(&[
        ("src/theme.css", ""),
        ("src/parts/index.css", ""),
        ("node_modules/normalize/package.json", r#"{"style":"./normalize.css","main":"./index.js"}"#),
        ("node_modules/normalize/normalize.css", ""),
        ("node_modules/normalize/index.js", ""),
        (
            "node_modules/@fonts/inter/package.json",
            r#"{"exports":{".":{"style":"./a.css","default":"./a.js"},"./*":{"import":"./css/*"}}}"#,
        ),
        ("node_modules/@fonts/inter/a.css", ""),
        ("node_modules/@fonts/inter/css/400.css", ""),
    ]);
    let import = |request| project.path("src", request, RequestKind::CssImport);
    assert_eq!(import("./theme.css"), "src/theme.css");
    assert_eq!(import("theme.css"), "src/theme.css");
    assert_eq!(import("./theme"), "src/theme.css");
    assert_eq!(import("parts"), "src/parts/index.css");
    assert_eq!(import("normalize"), "node_modules/normalize/normalize.css");
    assert_eq!(import("~normalize/normalize.css"), "node_modules/normalize/normalize.css");
    assert_eq!(import("@fonts/inter"), "node_modules/@fonts/inter/a.css");
    assert_eq!(import("~@fonts/inter/400.css"), "node_modules/@fonts/inter/css/400.css");
    for request in ["https://cdn/x.css", "//cdn/x.css", "/from/root.css"] {
        assert!(is_external(&project, request, RequestKind::CssImport), "{request}");
    }
}

#[test]
fn urls_of_style_sheets() {
    let project = Project::new(&[
        ("src/a b.png", ""),
        ("src/font.eot", ""),
        ("src/sprite.svg", ""),
        ("node_modules/@fonts/inter/files/inter.woff2", ""),
        ("node_modules/pictures/a.png", ""),
    ]);
    let url = |request| {
        let file = project.file("src", request, RequestKind::CssUrl);
        (project.relative(&file.path), file.query)
    };
    let plain = |path: &str| (path.to_owned(), String::new());
    assert_eq!(url("a%20b.png"), plain("src/a b.png"));
    assert_eq!(url("./a b.png"), plain("src/a b.png"));
    assert_eq!(url("font.eot?#iefix"), ("src/font.eot".to_owned(), "?".to_owned()));
    assert_eq!(url("sprite.svg#icon"), plain("src/sprite.svg"));
    assert_eq!(url("~@fonts/inter/files/inter.woff2"), plain("node_modules/@fonts/inter/files/inter.woff2"));
    assert_eq!(url("pictures/a.png"), plain("node_modules/pictures/a.png"));
    for request in ["data:image/png;base64,AA", "#gradient", "http://cdn/a.png", "//cdn/a", "/a.png", "blob:x", ""] {
        assert!(is_external(&project, request, RequestKind::CssUrl), "{request}");
    }
    assert!(project.resolve("src", "missing.png", RequestKind::CssUrl).is_err());
}

#[test]
fn urls_of_modules() {
    let project = Project::new(&[
        ("src/logo.svg", ""),
        ("node_modules/lib/package.json", r#"{"exports":{"./w":{"import":"./worker.js"}}}"#),
        ("node_modules/lib/worker.js", ""),
    ]);
    assert_eq!(project.path("src", "./logo.svg", RequestKind::Url), "src/logo.svg");
    assert_eq!(project.path("src", "logo.svg", RequestKind::Url), "src/logo.svg");
    assert_eq!(project.path("src", "lib/w", RequestKind::Url), "node_modules/lib/worker.js");
    for request in ["./", "..", "https://example.org/", "/x.js", "data:text/plain,a"] {
        assert!(is_external(&project, request, RequestKind::Url), "{request}");
    }
}

#[test]
fn schemes_in_scripts() {
    let project = Project::new(&[("src/a.js", "")]);
    assert!(is_external(&project, "https://esm.sh/react", RequestKind::Import));
    assert!(is_external(&project, "//cdn/x.js", RequestKind::DynamicImport));
    let url = format!("file://{}", project.root.join("src/a.js").display());
    assert_eq!(project.import("", &url), "src/a.js");
    let failure = project.failure("src", "data:text/javascript,export{}");
    assert_eq!(failure, ResolveFailure::UnsupportedScheme("data".to_owned()));
    assert_eq!(project.failure("src", "virtual:x"), ResolveFailure::UnsupportedScheme("virtual".to_owned()));
}
