//! Pages as texts; what parsers other than ours must read is taken from the result with the tokenizer.

use super::tokens::{TokenKind, tokens};
use super::{ConfigScript, Page, page, stock_template};

const EMPTY: Page<'_> = Page {
    template: "",
    public_path: "",
    metas: &[],
    scripts: &[],
    is_module: false,
    styles: &[],
    config: None,
    drop_script: None,
    minify: false,
};

/// A page with the meta `m` only.
fn marked(template: &str) -> String {
    page(&Page { template, metas: &[("m", "1")], ..EMPTY }).unwrap()
}

const MARK: &str = r#"<meta name="m" content="1">"#;

fn minified(template: &str) -> String {
    let text = page(&Page { template, minify: true, ..EMPTY }).unwrap();
    // Nothing is left for a second time.
    assert_eq!(page(&Page { template: &text, minify: true, ..EMPTY }).unwrap(), text);
    text
}

#[test]
fn everything_in_the_order_of_backstage_cli() {
    let result = page(&Page {
        template: "<!DOCTYPE html>\n<html>\n  <head>\n    <title>Mine</title>\n  </head>\n  <body></body>\n</html>\n",
        public_path: "/base",
        metas: &[("backstage-app-mode", "public"), ("quote", "a \"b\" & <c>")],
        scripts: &["static/runtime.1.js".to_owned(), "static/module-@scope.2.js".to_owned()],
        styles: &["static/main.3.css".to_owned()],
        config: Some(ConfigScript { script_type: "backstage.io/config", id: None, json: r#"[{"b":1,"a":[]}]"# }),
        ..EMPTY
    });
    let head = [
        "<title>Mine</title>\n  ",
        r#"<meta name="backstage-app-mode" content="public">"#,
        r#"<meta name="quote" content="a &quot;b&quot; &amp; <c>">"#,
        r#"<script defer src="/base/static/runtime.1.js"></script>"#,
        r#"<script defer src="/base/static/module-%40scope.2.js"></script>"#,
        r#"<link href="/base/static/main.3.css" rel="stylesheet">"#,
        "<script type=\"backstage.io/config\">\n",
        "[\n  {\n    \"b\": 1,\n    \"a\": []\n  }\n]",
        "\n</script>",
    ];
    let head = head.concat();
    let expected = format!("<!DOCTYPE html>\n<html>\n  <head>\n    {head}</head>\n  <body></body>\n</html>\n");
    assert_eq!(result.unwrap(), expected);
}

#[test]
fn module_scripts() {
    let scripts = ["main.js".to_owned(), "späte datei#1.js".to_owned()];
    let result = page(&Page { template: "<head></head>", scripts: &scripts, is_module: true, ..EMPTY }).unwrap();
    let expected = "<head><script type=\"module\" src=\"/main.js\"></script>\
                    <script type=\"module\" src=\"/sp%C3%A4te%20datei%231.js\"></script></head>";
    assert_eq!(result, expected);
}

#[test]
fn placeholders_of_a_template_stay() {
    let template = r#"<% const title = config.getString("app.title"); %><!DOCTYPE html>
<html <%= attributes %> lang='<%= "en" %>'>
  <head data-x="<%= config.getString("a>b") %>">
    <title><%= config.getOptionalString("app.title") ?? "</head>" %></title>
    <% if (config.has("app.tag") && 1 <body) { %>
      <script src=<%= publicPath %>/env.js></script>
    <% } %>
    <!-- <%= "-->" %> ${literal} -->
  </HEAD >
  <body class="<%- "</head>" %>">
"#;
    let result = page(&Page {
        template,
        public_path: "<%= publicPath %>",
        metas: &[("backstage-public-path", "<%= publicPath %>/")],
        scripts: &["static/main.js".to_owned()],
        styles: &["a.css".to_owned()],
        ..EMPTY
    });
    let tags = concat!(
        r#"<meta name="backstage-public-path" content="<%= publicPath %>/">"#,
        r#"<script defer src="<%= publicPath %>/static/main.js"></script>"#,
        r#"<link href="<%= publicPath %>/a.css" rel="stylesheet">"#,
    );
    assert_eq!(result.unwrap(), template.replace("</HEAD >", &format!("{tags}</head>")));
}

#[test]
fn quotes_inside_a_placeholder_of_ours_stay() {
    let result = page(&Page { template: "<head></head>", metas: &[("m", r#"<%= f("a" & 1) %>&"#)], ..EMPTY });
    assert_eq!(result.unwrap(), r#"<head><meta name="m" content="<%= f("a" & 1) %>&amp;"></head>"#);
}

#[test]
fn an_open_placeholder_is_text() {
    assert_eq!(marked("<head></head><p>50 <% of"), format!("<head>{MARK}</head><p>50 <% of"));
}

#[test]
fn where_the_head_ends() {
    for (template, expected) in [
        // Comments, scripts and attributes only look like tags.
        ("<head><!-- </head> --></head>", "<head><!-- </head> -->@</head>"),
        ("<head><script>'</head>'</script></head>", "<head><script>'</head>'</script>@</head>"),
        ("<head><meta content='</head>'></head>", "<head><meta content='</head>'>@</head>"),
        ("<HTML><HEAD><TITLE>a</TITLE></HEAD></HTML>", "<HTML><HEAD><TITLE>a</TITLE>@</head></HTML>"),
        ("<header></header>", "<head>@</head><header></header>"),
        // Tags that may be left out.
        ("", "<head>@</head>"),
        ("<p>text", "<head>@</head><p>text"),
        ("text", "<head>@</head>text"),
        ("<!DOCTYPE html><div></div>", "<!DOCTYPE html><head>@</head><div></div>"),
        (
            "<!-- a --><!DOCTYPE html>\n<title>b</title>\n<div></div>",
            "<!-- a --><!DOCTYPE html><head>\n<title>b</title>\n@</head><div></div>",
        ),
        ("<html lang=en><body></body></html>", "<html lang=en><head>@</head><body></body></html>"),
        ("<html><title>a</title></head><body></html>", "<html><head><title>a</title>@</head><body></html>"),
        ("<html><head><title>a</title><body><p></head>", "<html><head><title>a</title>@</head><body><p></head>"),
        ("<html><head><title>a</title>", "<html><head><title>a</title>@</head>"),
        (
            "<head><template><p>a<template></template></p></template><meta name=b><p>c",
            "<head><template><p>a<template></template></p></template><meta name=b>@</head><p>c",
        ),
        ("<head><noscript><p>a</p></noscript><p>b", "<head><noscript><p>a</p></noscript>@</head><p>b"),
        ("\u{feff}<title>a</title>", "\u{feff}<head><title>a</title>@</head>"),
        ("\u{feff}<!DOCTYPE html>", "\u{feff}<!DOCTYPE html><head>@</head>"),
        // A block may hold the condition for what follows.
        ("<% if (a) { %><title>b</title><% } %><p>c", "<head>@</head><% if (a) { %><title>b</title><% } %><p>c"),
        ("<% let a %><html><head><title>b</title><p>", "<% let a %><html><head><title>b</title>@</head><p>"),
    ] {
        assert_eq!(marked(template), expected.replace('@', MARK), "{template}");
    }
}

#[test]
fn the_app_backend_finds_the_head() {
    // It replaces the first literal `</head>`.
    assert!(marked("<HEAD></HEAD\n>").contains("</head>"));
}

fn config(json: &str) -> String {
    let config = ConfigScript { script_type: "application/json", id: Some("config"), json };
    let text = page(&Page { template: "<head></head><body><p>x</p></body>", config: Some(config), ..EMPTY }).unwrap();
    // The first `</script` of the page must be the end of the element, as a browser sees it.
    let found = tokens(&text).unwrap();
    let start = found.iter().position(|token| token.starts("script")).unwrap();
    assert!(matches!(&found[start + 1].kind, TokenKind::End { name } if name == "script"));
    assert_eq!(found.iter().filter(|token| token.starts("p")).count(), 1);
    assert!(text.contains("<script type=\"application/json\" id=\"config\">\n"), "{text}");
    text[found[start].span.end..found[start + 1].span.start].to_owned()
}

#[test]
fn config_reads_the_same_after_the_html() {
    let json = "{\"z\":\"</script><!-- <script>\",\
                \"a\":\"</SCRIPT \u{2028}\u{2029}<%= x %> ü\",\
                \"n\":[1.5,-0,1e3,9007199254740993],\"e\":{}}";
    let printed = config(json);
    let parsed: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(parsed, serde_json::from_str::<serde_json::Value>(json).unwrap());
    assert!(!printed.contains('<'));
    // Keys keep their order: the page must not depend on who sorts.
    assert!(printed.find("\"z\"") < printed.find("\"a\""));
    assert!(printed.contains("\"e\": {}"));
}

#[test]
fn config_that_is_no_json() {
    let config = ConfigScript { script_type: "a", id: None, json: "{" };
    let error = page(&Page { config: Some(config), ..EMPTY }).unwrap_err();
    assert_eq!(error.code, "invalid-app-config");
}

#[test]
fn stock_page() {
    let template = stock_template("A & <b> ${c} <%= d %>");
    assert!(template.starts_with("<!DOCTYPE html>\n<html lang=\"en\">\n  <head>\n    <meta charset=\"utf-8\" />"));
    assert!(template.contains("<title>A &#38; &#60;b&#62; &#36;{c} &#60;%= d %&#62;</title>"), "{template}");
    assert!(template.contains("<div id=\"root\"></div>"));
    assert!(marked(&template).contains(&format!("  {MARK}</head>\n  <body>")));
}

#[test]
fn the_entry_script_is_replaced() {
    let template = "<head></head><body><div id=root></div><script type=module src=/src/main.tsx>\n</script >\n</body>";
    let scripts = ["main.js".to_owned()];
    let result = page(&Page { template, scripts: &scripts, drop_script: Some("/src/main.tsx"), ..EMPTY }).unwrap();
    let expected = "<head><script defer src=\"/main.js\"></script></head><body><div id=root></div>\n</body>";
    assert_eq!(result, expected);
    let in_head = "<head>\n<script type=module src=a.ts></script>\n</head>";
    let result = page(&Page { template: in_head, drop_script: Some("a.ts"), minify: true, ..EMPTY }).unwrap();
    assert_eq!(result, "<head></head>");
    // Not closed, the script is the rest of the page.
    let open = "<head></head><script type=module src=a.ts><p>";
    assert_eq!(page(&Page { template: open, drop_script: Some("a.ts"), ..EMPTY }).unwrap(), open);
}

#[test]
fn production_leaves_out() {
    let template = "\n<!DOCTYPE html>\n<html>\n <head>\n  <!-- a --> <meta charset=utf-8>\n  <title> A  b </title>\n\
                    <style>\n a {}\n</style> <script>\n <!-- b -->\n</script>\n </head>\n\n <body>\n  <!-- c -->\n\
                    <p> d <b>e</b> <!-- f -->g</p>\n <pre>\n<!-- h -->  i</pre> </body>\n</html>\n";
    let expected = "<!DOCTYPE html><html><head><meta charset=utf-8><title> A  b </title>\
                    <style>\n a {}\n</style><script>\n <!-- b -->\n</script></head><body>\n  \n\
                    <p> d <b>e</b> g</p>\n <pre>\n<!-- h -->  i</pre> </body>\n</html>\n";
    assert_eq!(minified(template), expected);
}

#[test]
fn production_keeps() {
    for template in [
        "<head><!--[if IE]><p><![endif]--></head>",
        "<head><!--[if !IE]><!--><meta name=a><!--<![endif]--></head>",
        "<head></head><body><![if !IE]><p><![endif]>",
        "<head><!--! licence --><!--#include virtual=a --><!-- <%= a %> --></head>",
        "<head></head><body><pre>  <!-- a --> <b> </b> </pre><textarea> <!-- a -->  </textarea>",
        "<head><noscript> <!-- a --> <link href=a> </noscript><template> <!-- a --> <p> </p> </template></head>",
        "<head></head>a&am<!-- b -->p;",
        "<head></head><body>&lt<!-- b --><!--! c --></body>",
        "<head>\u{a0}<title>a</title></head>",
        "\u{feff}<head></head>",
        "<head><% a %> <title>b</title></head>",
    ] {
        assert_eq!(minified(template), template);
    }
}

#[test]
fn long_texts_are_one_text() {
    let template = format!("<head>{}<title>a</title>{}</head>", " \n".repeat(40_000), "\t".repeat(70_000));
    assert_eq!(minified(&template), "<head><title>a</title></head>");
    let body = format!("<head></head>{}é", " ".repeat(70_000));
    assert_eq!(minified(&body), body);
}
