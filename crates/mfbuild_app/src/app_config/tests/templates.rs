//! Templates: what lodash does with the options of html-webpack-plugin, and frames for what is broken.

use mfbuild_diagnostics::render_text;
use serde_json::json;

use super::super::child;
use super::super::environment::Environment;
use super::super::place::Place;
use super::render;

#[test]
fn blocks() {
    let cases = [
        ("a ${b} <% %>c", "a ${b} c"),
        ("<%= title %>|<%- title %>", "<a href=\"'\">&|&lt;a href=&quot;&#39;&quot;&gt;&amp;"),
        ("[<%= nothing %><%- undefined %><%= list %>|<%= 0 %>]", "[1,2|0]"),
        ("<% list.forEach(item => { %><i><%= item %></i><% }) %>", "<i>1</i><i>2</i>"),
        ("<% if (mode === 'production') { %>yes<% } else { %>no<% } %>", "yes"),
        ("<% var x = 2; // note %><%= x * 2 /* four */ %><% print('!', x) %>", "4!2"),
        ("<%= `${mode}` %>\n'\"\\\u{2028}", "production\n'\"\\\u{2028}"),
        ("1<% %> <%", "1 <%"),
        ("<%= typeof require %><%= process.env.NODE_ENV %>", "undefinedproduction"),
    ];
    let parameters =
        json!({ "title": "<a href=\"'\">&", "nothing": null, "list": [1, 2], "mode": "production", "__proto__": 1 });
    for (template, expected) in cases {
        assert_eq!(render(template, &parameters).as_deref(), Ok(expected), "{template}");
    }
}

#[test]
fn plain_html_needs_no_node() {
    let source = mfbuild_diagnostics::SourceText { path: String::new(), text: "${a} %>".into() };
    let nowhere = std::path::Path::new("/does/not/exist");
    assert_eq!(super::super::render_template(nowhere, &source, &json!({})).ok().as_deref(), Some("${a} %>"));
}

#[test]
fn a_name_that_is_not_there() {
    let error = render("<p>\n  é <b><%= publicPath %><%= confg.title %></b>\n</p>", &json!({ "publicPath": "" }));
    let expected = "\
error[invalid-template]: ReferenceError: confg is not defined
 --> public/index.html:2:25
  |
2 |   é <b><%= publicPath %><%= confg.title %></b>
  |                         ^^^^^^^^^^^^^^^^^^
  |
  = help: templates see `publicPath`, `config`, `process.env` and what JavaScript has, nothing else

1 error
";
    assert_eq!(error, Err(expected.to_owned()));
}

/// The error and the block that is marked in the only line.
fn broken(template: &str) -> (String, String) {
    let text = render(template, &json!({ "list": [1], "fail": null })).expect_err("a broken template");
    let mut lines = text.lines();
    let message = lines.next().expect("a message").trim_start_matches("error[invalid-template]: ").to_owned();
    let mark = lines.find(|line| line.contains('^')).expect("a mark");
    let start = mark.find('^').expect("a mark") - 4;
    let length = mark.matches('^').count();
    (message, template[start..start + length].to_owned())
}

#[test]
fn the_block_is_marked() {
    let cases = [
        ("<%= 1 %> <%= 1 + %> <%= 2 %>", "SyntaxError", "<%= 1 + %>"),
        ("<%= 1 %> <%= a; b %> <%= 2 %>", "SyntaxError", "<%= a; b %>"),
        ("<%= 1 %> <% let = = 1 %> <%= 2 %>", "SyntaxError", "<% let = = 1 %>"),
        ("<%= 1 %> <% if (list) { %> a <%= 2 %>", "SyntaxError", "<% if (list) { %>"),
        ("<%= 1 %> <% if (list) %> a <% } %> <%= 2 %>", "SyntaxError", "<% } %>"),
        ("<%= 1 %> <% list.forEach(x => { %> a <% } %> <%= 2 %>", "SyntaxError", "<% } %>"),
        ("<% list.forEach(x => { %><%= fail.x %><% }) %><%= 2 %>", "TypeError", "<%= fail.x %>"),
        ("<%= 1 %><%- list.nothing() %>", "TypeError", "<%- list.nothing() %>"),
        ("<%= 1 %><% throw new Error('stop') %>", "Error: stop", "<% throw new Error('stop') %>"),
        ("<%= 1 %><% throw 'text' %>", "text", "<% throw 'text' %>"),
    ];
    for (template, message, block) in cases {
        let (found, marked) = broken(template);
        assert!(found.starts_with(message), "{template}: {found}");
        assert_eq!(marked, block, "{template}: {found}");
    }
}

#[test]
fn a_template_that_never_ends() {
    let text = "<title>a</title><% for (;;) {} %>";
    let source = mfbuild_diagnostics::SourceText { path: "public/index.html".to_owned(), text: text.into() };
    let place = Place { context: ".".into(), root: ".".into() };
    let request = json!({ "kind": "template", "template": text, "parameters": {} });
    let limit = std::time::Duration::from_secs(1);
    let answer = child::ask_within::<child::Page>(limit, &place, &request, &Environment::of_process(), Some(&source));
    let expected = "\
error[node-timeout]: Node did not answer within 1 seconds
note: it was busy with the html template `public/index.html`
help: look for a loop that never ends, or for a file or network that does not answer

1 error
";
    assert_eq!(render_text(&answer.expect_err("an error").problems, false), expected);
}
