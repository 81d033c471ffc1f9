//! CSS modules: names, compositions, global and local.

use super::{code, marked, messages, module_options, read, source};
use crate::{ClassList, CssOptions, CssReference, ExportPart, class_list, parse, print};

fn export_names(text: &str) -> Vec<String> {
    read(text, &module_options()).exports.into_iter().map(|(name, _)| name).collect()
}

#[test]
fn names_are_scoped_in_the_text() {
    let table = [
        (".title{color:red}", ".Card_title_1a2b3c{color:red}"),
        ("#id .a:hover>b.c{color:red}", "#Card_id_1a2b3c .Card_a_1a2b3c:hover>b.Card_c_1a2b3c{color:red}"),
        (".sm\\:a{color:red}", ".Card_sm\\:a_1a2b3c{color:red}"),
        (":not(.a){color:red}", ":not(.Card_a_1a2b3c){color:red}"),
        ("a:nth-child(2n of .b){color:red}", "a:nth-child(2n of .Card_b_1a2b3c){color:red}"),
        (":is(.a,:global(.b)){color:red}", ":is(.Card_a_1a2b3c,.b){color:red}"),
        ("@scope(.a) to (.b){.c{color:red}}", "@scope(.Card_a_1a2b3c) to (.Card_b_1a2b3c){.Card_c_1a2b3c{color:red}}"),
        (":global(.a .b) .c{color:red}", ".a .b .Card_c_1a2b3c{color:red}"),
        (":local(.a) .b{color:red}", ".Card_a_1a2b3c .Card_b_1a2b3c{color:red}"),
        (":global .a .b{color:red}", ".a .b{color:red}"),
        (":global .a,.b{color:red}", ".Card_b_1a2b3c{color:red}.a{color:red}"),
        (".c :global .a:not(.b) , .d{color:red}", ".Card_d_1a2b3c{color:red}.Card_c_1a2b3c .a:not(.b){color:red}"),
        (":local .a :global .b{color:red}", ".Card_a_1a2b3c .b{color:red}"),
        (":global .a :local .b{color:red}", ".a .Card_b_1a2b3c{color:red}"),
        (":global\n  .a\n{color:red}", ".a{color:red}"),
        ("@media print{:global .a{color:red}}", "@media print{.a{color:red}}"),
        ("a{content:':global .b'}/* :global .c */", "a{content:\":global .b\"}"),
        (
            "@keyframes fade{from{opacity:0}}.a{animation:fade 1s}.b{animation:1s fade var(--x)}",
            "@keyframes Card_fade_1a2b3c{0%{opacity:0}}.Card_a_1a2b3c{animation:1s Card_fade_1a2b3c}\
             .Card_b_1a2b3c{animation:1s Card_fade_1a2b3c var(--x)}",
        ),
        (
            ".a{animation-name:k,other,'s'}@keyframes k{from{x:y}}@keyframes 's'{from{x:y}}",
            ".Card_a_1a2b3c{animation-name:Card_k_1a2b3c,other,Card_s_1a2b3c}\
             @keyframes Card_k_1a2b3c{0%{x:y}}@keyframes Card_s_1a2b3c{0%{x:y}}",
        ),
        (".a{list-style:--x;view-transition-name:v}", ".Card_a_1a2b3c{view-transition-name:v;list-style:--x}"),
        (".a{animation-name:none}", ".Card_a_1a2b3c{animation-name:none}"),
        (".a{grid-area:main;--x:1px;width:var(--x)}", ".Card_a_1a2b3c{--x:1px;width:var(--x);grid-area:main}"),
        ("@container side (width>1px){.a{color:red}}", "@container side (width>1px){.Card_a_1a2b3c{color:red}}"),
        (".a{composes:b;color:red}.b{color:#000}", ".Card_a_1a2b3c{color:red}.Card_b_1a2b3c{color:#000}"),
        (".a{& .b{color:red}}", ".Card_a_1a2b3c .Card_b_1a2b3c{color:red}"),
        ("@layer l{.a{color:red}}", "@layer l{.Card_a_1a2b3c{color:red}}"),
    ];
    for (text, expected) in table {
        let file = read(text, &module_options());
        assert!(file.warnings.is_empty(), "{text:?}: {:?}", messages(&file.warnings));
        assert_eq!(code(text, &module_options()), expected, "{text:?}");
    }
}

#[test]
fn names_depend_on_file_and_hash() {
    let table = [
        ("src/Card.module.css", "1a2b", "Card_a_1a2b"),
        ("Card.css", "1a2b", "Card_a_1a2b"),
        ("x/my.card-box.module.css", "1a2b", "my_card-box_a_1a2b"),
        ("1st.module.css", "1a2b", "_1st_a_1a2b"),
        ("-x.module.css", "1a2b", "_-x_a_1a2b"),
        ("a b(c).module.css", "1/2", "a_b_c__a_1_2"),
        ("ü.module.css", "1a2b", "ü_a_1a2b"),
    ];
    for (path, hash, expected) in table {
        let options = CssOptions { scope_hash: hash.into(), ..module_options() };
        let file = parse(&source(path, ".a{color:red}"), &options).expect("valid");
        assert_eq!(file.exports[0].1.parts, [ExportPart::Text(expected.into())], "{path}");
    }
}

#[test]
fn exports_keep_the_order_of_first_appearance() {
    let table: &[(&str, &[&str])] = &[
        (".z{color:red}.a{color:red}.z .m{color:red}", &["z", "a", "m"]),
        (".marker{}", &["marker"]),
        ("#id:is(.x,.y):not(.n){color:red}", &["id", "x", "y", "n"]),
        (":global(.g) .a :global .h{color:red}", &["a"]),
        ("@keyframes k{from{opacity:0}}.a{}", &["k", "a"]),
        ("@media print{.a{& .b{color:red}}}@supports (x:y){.c{color:red}}", &["a", "b", "c"]),
        (":export{ primary: #ff0000; gapSize: 4px }.a{}", &["primary", "gapSize", "a"]),
        ("a{color:red}", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(export_names(text), *expected, "{text:?}");
    }
    let plain = CssOptions { css_modules: false, ..module_options() };
    assert!(read(".a{}", &plain).exports.is_empty());
}

#[test]
fn icss_exports_are_values_and_leave_the_text() {
    let file = read(":export{gapSize:4px}.a{color:red}", &module_options());
    assert!(file.warnings.is_empty());
    assert_eq!(file.exports[0].1.parts, [ExportPart::Text("4px".into())]);
    assert_eq!(code(":export{gapSize:4px}.a{color:red}", &module_options()), ".Card_a_1a2b3c{color:red}");
}

#[test]
fn compositions_are_parts_of_exports() {
    let text = ".a{composes:b c;composes:x from global;composes:y z from './other.css';color:red}.b{}.c{}";
    let file = read(text, &module_options());
    let reference = |name: &str| {
        let start = text.find("y z").expect("it is there");
        let span = start..start + "y z from './other.css'".len();
        ExportPart::File(CssReference { request: "./other.css".into(), name: name.into(), span })
    };
    assert_eq!(
        file.exports[0].1.parts,
        [
            ExportPart::Text("Card_a_1a2b3c".into()),
            ExportPart::Local("b".into()),
            ExportPart::Local("c".into()),
            ExportPart::Global("x".into()),
            reference("y"),
            reference("z"),
        ]
    );
}

#[test]
fn compositions_may_be_lists_with_commas() {
    let file = read(".a{composes:x y from global, b,o from './o.css' !important;color:red}.b{}", &module_options());
    let list = class_list(&file.exports, "a").expect("it is exported");
    assert_eq!(list.classes, "Card_a_1a2b3c x y Card_b_1a2b3c");
    assert_eq!((list.from[0].request.as_str(), list.from[0].name.as_str()), ("./o.css", "o"));
    assert_eq!(print(&file, &[]).code, ".Card_a_1a2b3c{color:red}");
}

#[test]
fn class_lists_follow_compositions_inside_of_the_file() {
    let text = ".a{composes:b}.b{composes:c g from global;composes:c}.c{composes:a;composes:o from './o.css'}\
                .d,.e{composes:o from './o.css'}";
    let exports = read(text, &module_options()).exports;
    let list = |name: &str| class_list(&exports, name).map(|ClassList { classes, from }| (classes, from.len()));
    assert_eq!(list("a"), Some(("Card_a_1a2b3c Card_b_1a2b3c c g Card_c_1a2b3c".into(), 1)));
    assert_eq!(list("d"), Some(("Card_d_1a2b3c".into(), 1)));
    assert_eq!(list("e"), Some(("Card_e_1a2b3c".into(), 1)));
    assert_eq!(list("missing"), None);
}

#[test]
fn wrong_uses_are_errors() {
    let table = [
        (".a .b{composes:c}.c{}", "`composes` works only in a rule whose selectors are single classes", "c"),
        (".a:hover{composes:c}.c{}", "`composes` works only in a rule whose selectors are single classes", "c"),
        (".x{&:hover{composes:c}}.c{}", "`composes` works only in a rule whose selectors are single classes", "c"),
        (".a{composes:nope}", "`composes` names the class `nope`, which this file does not define", "nope"),
        (".a{composes:from from;color:red}", "`composes: from from` cannot be read", "."),
        ("@value red: #f00;\n.a{color:red}", "`@value` in css modules is not supported", "red"),
    ];
    for (text, message, mark) in table {
        let errors = parse(&source("a.module.css", text), &module_options()).expect_err(text);
        assert_eq!((messages(&errors), marked(&errors)), (vec![message], vec![mark]), "{text:?}");
        assert!(errors[0].help.is_some(), "{text:?}");
    }
}

#[test]
fn compositions_work_in_conditional_rules() {
    let text = "@media print{.a{composes:b;color:red}}.b{color:#000}";
    assert_eq!(code(text, &module_options()), "@media print{.Card_a_1a2b3c{color:red}}.Card_b_1a2b3c{color:#000}");
}

#[test]
fn a_global_block_is_dropped_with_a_warning() {
    let file = read(":global{.a{color:red}}.b{color:red}", &module_options());
    assert_eq!(messages(&file.warnings), ["`:global` without a selector is not supported"]);
}

#[test]
fn plain_style_sheets_keep_their_names() {
    let plain = CssOptions { css_modules: false, ..module_options() };
    assert_eq!(code(".a{composes:b;animation:x 1s}", &plain), ".a{composes:b;animation:1s x}");
}
