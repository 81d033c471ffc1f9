//! Conditions of `@import`: the at-rules and the cascade layer that an imported text stands in.
//!
//! Owns their normal form. Conditions of a chain of imports all have to hold, in any order and however often they are
//! named, and layers nest: `@import "a" layer(x) screen` of a file with `@import "b" layer(y) print` puts `b` under
//! `@media print`, `@media screen` and `@layer x.y`. Two chains with equal conditions are thus equal values.

use crate::imports::CssImport;

/// A condition of a conditional group rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum AtRule {
    /// `@media`, with the media queries.
    Media(String),
    /// `@supports`, with the condition.
    Supports(String),
}

impl AtRule {
    fn prelude(&self) -> String {
        match self {
            Self::Media(queries) => format!("@media {queries}"),
            Self::Supports(condition) => format!("@supports {condition}"),
        }
    }
}

/// All conditions of a chain of imports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Conditions {
    /// Sorted, each one once.
    at_rules: Vec<AtRule>,
    /// Full name of the layer.
    layer: Option<String>,
}

/// A cascade layer that a text declares: the first declaration of a layer decides its place among the others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LayerDeclaration {
    at_rules: Vec<AtRule>,
    name: String,
}

impl Conditions {
    /// The conditions of what `import` imports, in a file that stands under these; `anonymous_name` is the name that an
    /// anonymous layer gets.
    #[must_use]
    pub fn under(&self, import: &CssImport, anonymous_name: impl FnOnce() -> String) -> Self {
        let mut inner = self.clone();
        inner.at_rules.extend(import.media.iter().filter(|media| !is_all(media)).cloned().map(AtRule::Media));
        inner.at_rules.extend(import.supports.iter().cloned().map(AtRule::Supports));
        inner.at_rules.sort_unstable();
        inner.at_rules.dedup();
        if let Some(layer) = &import.layer {
            let name = layer.name().map_or_else(anonymous_name, str::to_owned);
            inner.layer = Some(joined(self.layer.as_deref(), &name));
        }
        inner
    }

    /// The declaration of the layer that these conditions name.
    pub fn layer(&self) -> Option<LayerDeclaration> {
        let name = self.layer.clone()?;
        Some(LayerDeclaration { at_rules: self.at_rules.clone(), name })
    }

    /// A declaration of a file that stands under these conditions.
    #[must_use]
    pub fn declare(&self, own: &LayerDeclaration) -> LayerDeclaration {
        let mut at_rules = [&*self.at_rules, &*own.at_rules].concat();
        at_rules.sort_unstable();
        at_rules.dedup();
        LayerDeclaration { at_rules, name: joined(self.layer.as_deref(), &own.name) }
    }

    /// The at-rules around a text, outermost first.
    pub(crate) fn preludes(&self) -> Vec<String> {
        let layer = self.layer.iter().map(|name| format!("@layer {name}"));
        self.at_rules.iter().map(AtRule::prelude).chain(layer).collect()
    }

    /// An `@import` for browsers, and the conditions that do not fit into one: those of a second list of media queries.
    pub fn statement(&self, address: &str) -> (String, Option<Self>) {
        let mut text = String::from("@import ");
        cssparser::serialize_string(address, &mut text).expect("strings take all writes");
        if let Some(name) = &self.layer {
            text.push_str(&format!(" layer({name})"));
        }
        let supports: Vec<&String> = self.at_rules.iter().filter_map(AtRule::supports).collect();
        match *supports {
            [] => {}
            [only] => text.push_str(&format!(" supports({only})")),
            _ => {
                let all: Vec<String> = supports.iter().map(|condition| format!("({condition})")).collect();
                text.push_str(&format!(" supports({})", all.join(" and ")));
            }
        }
        let mut media = self.at_rules.iter().filter(|rule| rule.supports().is_none());
        if let Some(AtRule::Media(queries)) = media.next() {
            text.push_str(&format!(" {queries}"));
        }
        text.push(';');
        let rest: Vec<AtRule> = media.cloned().collect();
        (text, (!rest.is_empty()).then_some(Self { at_rules: rest, layer: None }))
    }
}

impl AtRule {
    fn supports(&self) -> Option<&String> {
        match self {
            Self::Supports(condition) => Some(condition),
            Self::Media(_) => None,
        }
    }
}

impl LayerDeclaration {
    /// A declaration in a file.
    pub(crate) fn new(at_rules: &[AtRule], name: String) -> Self {
        Self { at_rules: at_rules.to_vec(), name }
    }

    /// Whether a plain `@layer` statement declares it.
    pub fn is_unconditional(&self) -> bool {
        self.at_rules.is_empty()
    }

    /// The same layer under no condition.
    #[must_use]
    pub fn without_conditions(&self) -> Self {
        Self { at_rules: Vec::new(), name: self.name.clone() }
    }

    /// Whether a declaration of `inner` declares this layer first: it is the same one, or one around it.
    pub fn is_declared_by(&self, inner: &Self) -> bool {
        let rest = inner.name.strip_prefix(&self.name);
        self.at_rules == inner.at_rules && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// Whether both stand under the same conditions.
    pub(crate) fn stands_beside(&self, other: &Self) -> bool {
        self.at_rules == other.at_rules
    }

    /// One statement for declarations that stand beside each other.
    pub(crate) fn statement(declarations: &[&Self], minified: bool) -> String {
        let Some(first) = declarations.first() else { return String::new() };
        let names: Vec<&str> = declarations.iter().map(|declaration| declaration.name.as_str()).collect();
        let statement = format!("@layer {};", names.join(if minified { "," } else { ", " }));
        let (open, close) = if minified { ("{", "}") } else { (" {\n", "\n}") };
        let head: String = first.at_rules.iter().map(|rule| rule.prelude() + open).collect();
        format!("{head}{statement}{}", close.repeat(first.at_rules.len()))
    }
}

/// The full name of a layer inside of another one.
pub(crate) fn joined(outer: Option<&str>, name: &str) -> String {
    outer.map_or_else(|| name.to_owned(), |outer| format!("{outer}.{name}"))
}

/// Whether media queries always hold.
fn is_all(media: &str) -> bool {
    media.eq_ignore_ascii_case("all")
}
