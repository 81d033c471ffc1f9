//! Exports of css modules: which names a file defines and what they are composed of.
//!
//! The library can rename while it prints, but then it knows nothing of rules that the minifier drops (`.marker {}`),
//! keeps no order, scopes animations only together with all custom identifiers, and miscounts columns behind escaped
//! names. So names are collected and renamed here, in the tree, before it is minified.

use std::convert::Infallible;
use std::ops::Range;

use indexmap::IndexMap;
use lightningcss::declaration::DeclarationBlock;
use lightningcss::printer::PrinterOptions;
use lightningcss::properties::animation::AnimationName;
use lightningcss::properties::css_modules::{Composes, Specifier};
use lightningcss::properties::custom::{Token, TokenOrValue, UnparsedProperty};
use lightningcss::properties::{Property, PropertyId};
use lightningcss::rules::keyframes::KeyframesName;
use lightningcss::rules::style::StyleRule;
use lightningcss::rules::{CssRule, Location};
use lightningcss::selector::{Component, PseudoClass, Selector, SelectorList};
use lightningcss::stylesheet::StyleSheet;
use lightningcss::traits::Parse;
use lightningcss::values::ident::CustomIdent;
use lightningcss::values::string::{CSSString, CowArcStr};
use lightningcss::visit_types;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};
use mfbuild_diagnostics::{Diagnostic, SourceText};
use parcel_selectors::parser::NthOfSelectorData;
use rustc_hash::FxHashSet;

use crate::names::Naming;
use crate::position::{Lines, statement_span, token_span};

/// What a name of a css module stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CssExport {
    /// In order: the file's own scoped name first, then what it is composed of. A value of `:export` has one text part.
    pub parts: Vec<ExportPart>,
}

/// A part of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportPart {
    /// The scoped name, or the value of an `:export` entry, ready to use.
    Text(String),
    /// Another export of the same file (`composes: other`).
    Local(String),
    /// A name that is not scoped (`composes: name from global`).
    Global(String),
    /// An export of another file (`composes: name from "./other.module.css"`).
    File(CssReference),
}

/// An export of another css module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CssReference {
    /// The request as written.
    pub request: String,
    /// The export's name there.
    pub name: String,
    /// Byte range of the value of `composes` in the source.
    pub span: Range<usize>,
}

/// All class names of an export that one file knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassList {
    /// Own and composed names of this file and global ones, separated by spaces.
    pub classes: String,
    /// What other files must add.
    pub from: Vec<CssReference>,
}

/// Flattens an export over the compositions inside of its file; `None` if the file does not export the name.
pub fn class_list(exports: &[(String, CssExport)], name: &str) -> Option<ClassList> {
    let mut flattener = Flattener { exports, visited: FxHashSet::default(), classes: Vec::new(), from: Vec::new() };
    flattener.add(name).then(|| ClassList { classes: flattener.classes.join(" "), from: flattener.from })
}

struct Flattener<'e> {
    exports: &'e [(String, CssExport)],
    visited: FxHashSet<&'e str>,
    classes: Vec<&'e str>,
    from: Vec<CssReference>,
}

impl<'e> Flattener<'e> {
    fn add(&mut self, name: &str) -> bool {
        let Some((name, export)) = self.exports.iter().find(|(known, _)| known == name) else { return false };
        // A class may compose itself in a circle.
        if self.visited.insert(name) {
            export.parts.iter().for_each(|part| self.add_part(part));
        }
        true
    }

    fn add_part(&mut self, part: &'e ExportPart) {
        match part {
            ExportPart::Text(class) | ExportPart::Global(class) if !self.classes.contains(&class.as_str()) => {
                self.classes.push(class);
            }
            ExportPart::Text(_) | ExportPart::Global(_) => {}
            ExportPart::Local(name) => {
                self.add(name);
            }
            ExportPart::File(reference) if !self.from.contains(reference) => self.from.push(reference.clone()),
            ExportPart::File(_) => {}
        }
    }
}

/// Scopes the names in the tree and takes `composes` and `:export` out of it. Errors are wrong uses of `composes`.
pub(crate) fn extract(
    sheet: &mut StyleSheet<'_>,
    naming: &Naming,
    source: &SourceText,
) -> Result<Vec<(String, CssExport)>, Vec<Diagnostic>> {
    let lines = Lines::new(&source.text);
    let mut collector = Collector {
        naming,
        source,
        lines,
        exports: IndexMap::new(),
        keyframes: FxHashSet::default(),
        local: Vec::new(),
        errors: Vec::new(),
    };
    let Ok(()) = sheet.visit(&mut collector);
    collector.check_local_compositions();
    if !collector.keyframes.is_empty() {
        let Ok(()) = sheet.visit(&mut AnimationRenamer { naming, keyframes: &collector.keyframes });
    }
    if collector.errors.is_empty() { Ok(collector.exports.into_iter().collect()) } else { Err(collector.errors) }
}

struct Collector<'s> {
    naming: &'s Naming,
    source: &'s SourceText,
    lines: Lines<'s>,
    exports: IndexMap<String, CssExport>,
    /// Names of animations that the file defines.
    keyframes: FxHashSet<String>,
    /// Names that compositions in this file use, to check when all are known.
    local: Vec<(String, Range<usize>)>,
    errors: Vec<Diagnostic>,
}

impl Collector<'_> {
    /// Exports a name and makes it the scoped one.
    fn define(&mut self, name: &mut CowArcStr<'_>) {
        let scoped = self.naming.scoped(name);
        if !self.exports.contains_key(&**name) {
            let parts = vec![ExportPart::Text(scoped.clone())];
            self.exports.insert(name.to_string(), CssExport { parts });
        }
        *name = scoped.into();
    }

    fn selectors(&mut self, selectors: &mut [Selector<'_>]) {
        for selector in selectors {
            // Stored from the last compound to the first, but each compound forwards.
            let components = selector.iter_mut_raw_match_order().into_slice();
            let compounds = components.split_mut(|component| matches!(component, Component::Combinator(_)));
            compounds.rev().flatten().for_each(|component| self.component(component));
        }
    }

    fn component(&mut self, component: &mut Component<'_>) {
        match component {
            Component::Class(name) | Component::ID(name) => self.define(&mut name.0),
            Component::Negation(list)
            | Component::Is(list)
            | Component::Where(list)
            | Component::Has(list)
            | Component::Any(_, list) => self.selectors(list),
            Component::NthOf(nth) => {
                let mut selectors = nth.clone_selectors();
                self.selectors(&mut selectors);
                *nth = NthOfSelectorData::new(*nth.nth_data(), selectors);
            }
            Component::Slotted(selector) | Component::Host(Some(selector)) => {
                self.selectors(std::slice::from_mut(selector));
            }
            Component::NonTSPseudoClass(PseudoClass::Local { selector }) => {
                self.selectors(std::slice::from_mut(selector));
            }
            _ => {}
        }
    }

    fn style(&mut self, style: &mut StyleRule<'_>) {
        if is_icss_export(&style.selectors) {
            return self.icss_export(style);
        }
        let composes = take_composes(&mut style.declarations);
        if composes.is_empty() {
            return self.selectors(&mut style.selectors.0);
        }
        let classes = style.selectors.0.iter().map(|selector| simple_class(selector).map(str::to_owned));
        let classes: Vec<_> = classes.collect();
        self.selectors(&mut style.selectors.0);
        for property in &composes {
            self.composes_property(&classes, property, style.loc);
        }
    }

    /// `classes` are the selectors of the rule, with none for what is not a single class.
    fn composes_property(&mut self, classes: &[Option<String>], property: &Property<'_>, rule: Location) {
        if let Property::Composes(composes) = property {
            let offset = self.lines.offset(composes.loc.line - 1, composes.loc.column);
            let span = statement_span(&self.source.text, offset);
            return self.composes(classes, composes, &span);
        }
        // Lists with commas, which webpack's users may write, are left unparsed and carry no place.
        let span = token_span(&self.source.text, self.lines.offset(rule.line, rule.column));
        let value = property.value_to_css_string(PrinterOptions::default()).unwrap_or_default();
        for item in value.split(',') {
            match Composes::parse_string(item.trim()) {
                Ok(composes) => self.composes(classes, &composes, &span),
                Err(_) => self.errors.push(self.unreadable(&value, span.clone())),
            }
        }
    }

    /// The entries of an `:export` rule become exports; the emptied rule is dropped by the minifier.
    fn icss_export(&mut self, style: &mut StyleRule<'_>) {
        for property in style.declarations.declarations.drain(..) {
            let Ok(value) = property.value_to_css_string(PrinterOptions::default()) else { continue };
            let name = match &property {
                Property::Custom(custom) => custom.name.as_ref().to_owned(),
                known => known.property_id().name().to_owned(),
            };
            self.exports.insert(name, CssExport { parts: vec![ExportPart::Text(value)] });
        }
    }

    fn composes(&mut self, classes: &[Option<String>], composes: &Composes<'_>, span: &Range<usize>) {
        for class in classes {
            let Some(class) = class else {
                self.errors.push(self.wrong_selector(span.clone()));
                continue;
            };
            for name in &composes.names {
                self.add_part(class, part(&name.0, composes.from.as_ref(), span));
                if composes.from.is_none() {
                    self.local.push((name.0.to_string(), span.clone()));
                }
            }
        }
    }

    fn add_part(&mut self, class: &str, part: ExportPart) {
        let export = self.exports.entry(class.to_owned()).or_default();
        if !export.parts.contains(&part) {
            export.parts.push(part);
        }
    }

    fn wrong_selector(&self, span: Range<usize>) -> Diagnostic {
        Diagnostic::error("css-composes", "`composes` works only in a rule whose selectors are single classes")
            .with_label(self.source.clone(), span, "")
            .with_help("move it to a rule such as `.name { composes: other }`")
    }

    fn unreadable(&self, value: &str, span: Range<usize>) -> Diagnostic {
        Diagnostic::error("css-composes", format!("`composes: {value}` cannot be read"))
            .with_label(self.source.clone(), span, "")
            .with_help(
                "write class names, then `from` and a file in quotes or `global` where they are not in this file",
            )
    }

    fn check_local_compositions(&mut self) {
        for (name, span) in std::mem::take(&mut self.local) {
            if !self.exports.contains_key(&name) {
                let message = format!("`composes` names the class `{name}`, which this file does not define");
                let help = format!("define it, or name its file: `composes: {name} from \"./file.module.css\"`");
                let error = Diagnostic::error("css-composes", message);
                self.errors.push(error.with_label(self.source.clone(), span, "").with_help(help));
            }
        }
    }
}

impl<'i> Visitor<'i> for Collector<'_> {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(RULES)
    }

    fn visit_rule(&mut self, rule: &mut CssRule<'i>) -> Result<(), Infallible> {
        match rule {
            CssRule::Style(style) => self.style(style),
            CssRule::Nesting(nesting) => self.style(&mut nesting.style),
            CssRule::Scope(scope) => {
                let limits = scope.scope_start.iter_mut().chain(&mut scope.scope_end);
                limits.for_each(|selectors| self.selectors(&mut selectors.0));
            }
            CssRule::Keyframes(keyframes) => {
                let (KeyframesName::Ident(CustomIdent(name)) | KeyframesName::Custom(name)) = &mut keyframes.name;
                self.keyframes.insert(name.to_string());
                self.define(name);
            }
            _ => {}
        }
        rule.visit_children(self)
    }
}

/// Renames animations where they are used. Names that another style sheet defines stay as they are.
struct AnimationRenamer<'s> {
    naming: &'s Naming,
    keyframes: &'s FxHashSet<String>,
}

impl AnimationRenamer<'_> {
    fn rename(&self, name: &mut CowArcStr<'_>) {
        if self.keyframes.contains(&**name) {
            *name = self.naming.scoped(name).into();
        }
    }

    fn animation_name(&self, name: &mut AnimationName<'_>) {
        match name {
            AnimationName::Ident(CustomIdent(name)) | AnimationName::String(CSSString(name)) => self.rename(name),
            AnimationName::None => {}
        }
    }
}

impl<'i> Visitor<'i> for AnimationRenamer<'_> {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(PROPERTIES)
    }

    fn visit_property(&mut self, property: &mut Property<'i>) -> Result<(), Infallible> {
        match property {
            Property::AnimationName(names, _) => names.iter_mut().for_each(|name| self.animation_name(name)),
            Property::Animation(list, _) => list.iter_mut().for_each(|item| self.animation_name(&mut item.name)),
            Property::Unparsed(UnparsedProperty {
                property_id: PropertyId::Animation(_) | PropertyId::AnimationName(_),
                value,
            }) => {
                for token in &mut value.0 {
                    match token {
                        TokenOrValue::Token(Token::Ident(name)) => self.rename(name),
                        TokenOrValue::AnimationName(name) => self.animation_name(name),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn part(name: &str, from: Option<&Specifier<'_>>, span: &Range<usize>) -> ExportPart {
    match from {
        Some(Specifier::Global) => ExportPart::Global(name.to_owned()),
        Some(Specifier::File(request)) => {
            ExportPart::File(CssReference { request: request.to_string(), name: name.to_owned(), span: span.clone() })
        }
        // The library's bundler alone makes source indexes.
        None | Some(Specifier::SourceIndex(_)) => ExportPart::Local(name.to_owned()),
    }
}

fn take_composes<'i>(block: &mut DeclarationBlock<'i>) -> Vec<Property<'i>> {
    let is_composes = |property: &mut Property<'i>| match property {
        Property::Composes(_) => true,
        Property::Unparsed(unparsed) => unparsed.property_id == PropertyId::Composes,
        _ => false,
    };
    let normal = block.declarations.extract_if(.., is_composes);
    normal.chain(block.important_declarations.extract_if(.., is_composes)).collect()
}

fn simple_class<'a>(selector: &'a Selector<'_>) -> Option<&'a str> {
    match selector.iter_raw_match_order().as_slice() {
        [Component::Class(name)] => Some(&name.0),
        [Component::NonTSPseudoClass(PseudoClass::Local { selector })] => simple_class(selector),
        _ => None,
    }
}

/// Whether a rule is `:export { name: value }` of ICSS.
fn is_icss_export(selectors: &SelectorList<'_>) -> bool {
    let [selector] = selectors.0.as_slice() else { return false };
    let components = selector.iter_raw_match_order().as_slice();
    matches!(components, [Component::NonTSPseudoClass(PseudoClass::Custom { name })] if &**name == "export")
}
