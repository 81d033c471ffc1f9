//! Container names: the Backstage rule and what may be a global variable.
//!
//! Owns spec/backstage.md §4 (name) and spec/module-federation.md §1.2 (`var` demands an identifier).

/// The container name of a package: without `@`, `/` becomes `__`, `-` becomes `_` (spec/backstage.md §4).
pub(crate) fn container_name(package_name: &str) -> String {
    package_name.replace('@', "").replace('/', "__").replace('-', "_")
}

/// Whether `var NAME;` is valid in a script.
pub(crate) fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    let starts = chars.next().is_some_and(|c| c == '$' || c == '_' || unicode_ident::is_xid_start(c));
    starts && chars.all(is_identifier_part) && !RESERVED.contains(&name)
}

/// The nearest identifier to a name, for help texts.
pub(crate) fn to_identifier(name: &str) -> String {
    let mut result: String =
        container_name(name).chars().map(|c| if is_identifier_part(c) { c } else { '_' }).collect();
    if !is_identifier(&result) {
        result.insert(0, '_');
    }
    result
}

fn is_identifier_part(c: char) -> bool {
    c == '$' || unicode_ident::is_xid_continue(c)
}

/// Words that cannot name a variable of a sloppy or strict script.
const RESERVED: &[&str] = &[
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
];
