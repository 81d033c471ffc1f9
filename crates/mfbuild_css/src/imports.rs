//! `@import`: what a file imports, and which cascade layers it declares around that.

use std::ops::Range;

use lightningcss::printer::PrinterOptions;
use lightningcss::rules::CssRule;
use lightningcss::rules::import::ImportRule;
use lightningcss::stylesheet::StyleSheet;
use lightningcss::traits::ToCss;

use crate::conditions::{AtRule, LayerDeclaration, joined};
use crate::position::{Lines, statement_span};
use crate::urls::is_external;

/// An `@import` statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CssImport {
    /// The request as written, escapes undone.
    pub request: String,
    /// Media queries, without the keyword.
    pub media: Option<String>,
    /// The condition of `supports()`, in the form that `@supports` takes.
    pub supports: Option<String>,
    /// The cascade layer.
    pub layer: Option<CssLayer>,
    /// The browser loads it (`https:`, `//host`, `data:`): no file stands for it.
    pub external: bool,
    /// Byte range of the statement in the source, without `;`.
    pub span: Range<usize>,
}

/// The layer of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CssLayer {
    /// `layer`: a layer of its own each time that the statement is followed.
    Anonymous,
    /// `layer(name)`.
    Named(String),
}

impl CssLayer {
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Anonymous => None,
            Self::Named(name) => Some(name),
        }
    }
}

/// Cascade layers that a file declares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CssLayers {
    /// By `@layer` statements before the first import, which are not in the printed text of a file with imports.
    pub leading: Vec<LayerDeclaration>,
    /// By its rules, in order.
    pub own: Vec<LayerDeclaration>,
    /// The rules have anonymous layers (`@layer { }`): printed twice, they are different layers.
    pub anonymous: bool,
}

/// Imports and layers of a file.
pub(crate) struct Head {
    pub(crate) imports: Vec<CssImport>,
    pub(crate) layers: CssLayers,
}

/// Takes the imports, and the `@layer` statements before them, out of the tree.
pub(crate) fn extract(sheet: &mut StyleSheet<'_>, source: &str, minify: bool) -> Head {
    let mut imports = Vec::new();
    let mut layers = CssLayers::default();
    let rules = &mut sheet.rules.0;
    let lines = Lines::new(source);
    let end = rules.iter().rposition(|rule| matches!(rule, CssRule::Import(_))).map_or(0, |last| last + 1);
    for rule in rules.extract_if(..end, |rule| matches!(rule, CssRule::Import(_) | CssRule::LayerStatement(_))) {
        match &rule {
            CssRule::Import(import) => {
                let offset = lines.offset(import.loc.line, import.loc.column);
                imports.push(CssImport { span: statement_span(source, offset), ..converted(import, minify) });
            }
            // The library accepts no `@import` after a layer statement that follows another one, as browsers do.
            CssRule::LayerStatement(statement) => {
                let names = statement.names.iter().map(|name| css_text(name, minify));
                layers.leading.extend(names.map(|name| LayerDeclaration::new(&[], name)));
            }
            _ => {}
        }
    }
    let mut collector = Collector { minify, at_rules: Vec::new(), layers: &mut layers };
    collector.rules(rules, None);
    Head { imports, layers }
}

fn converted(import: &ImportRule<'_>, minify: bool) -> CssImport {
    let request = import.url.trim().to_owned();
    CssImport {
        media: (!import.media.media_queries.is_empty()).then(|| css_text(&import.media, minify)),
        supports: import.supports.as_ref().map(|condition| css_text(condition, minify)),
        layer: import.layer.as_ref().map(|layer| match layer {
            Some(name) => CssLayer::Named(css_text(name, minify)),
            None => CssLayer::Anonymous,
        }),
        external: is_external(&request),
        request,
        span: 0..0,
    }
}

/// Collects the layers that rules declare. Only `@media` and `@supports` decide whether a layer in them exists.
struct Collector<'l> {
    minify: bool,
    at_rules: Vec<AtRule>,
    layers: &'l mut CssLayers,
}

impl Collector<'_> {
    fn rules(&mut self, rules: &[CssRule<'_>], layer: Option<&str>) {
        for rule in rules {
            match rule {
                CssRule::LayerStatement(statement) => {
                    for name in &statement.names {
                        self.declare(joined(layer, &css_text(name, self.minify)));
                    }
                }
                CssRule::LayerBlock(block) => match &block.name {
                    Some(name) => {
                        let name = joined(layer, &css_text(name, self.minify));
                        self.declare(name.clone());
                        self.rules(&block.rules.0, Some(&name));
                    }
                    None => self.layers.anonymous = true,
                },
                CssRule::Media(media) => {
                    let queries = css_text(&media.query, self.minify);
                    self.conditional(AtRule::Media(queries), &media.rules.0, layer);
                }
                CssRule::Supports(supports) => {
                    let condition = css_text(&supports.condition, self.minify);
                    self.conditional(AtRule::Supports(condition), &supports.rules.0, layer);
                }
                CssRule::Container(container) => self.rules(&container.rules.0, layer),
                CssRule::Scope(scope) => self.rules(&scope.rules.0, layer),
                CssRule::StartingStyle(starting) => self.rules(&starting.rules.0, layer),
                CssRule::Style(style) => self.rules(&style.rules.0, layer),
                CssRule::Nesting(nesting) => self.rules(&nesting.style.rules.0, layer),
                _ => {}
            }
        }
    }

    fn conditional(&mut self, at_rule: AtRule, rules: &[CssRule<'_>], layer: Option<&str>) {
        self.at_rules.push(at_rule);
        self.rules(rules, layer);
        self.at_rules.pop();
    }

    fn declare(&mut self, name: String) {
        let declaration = LayerDeclaration::new(&self.at_rules, name);
        if !self.layers.own.contains(&declaration) {
            self.layers.own.push(declaration);
        }
    }
}

fn css_text(part: &impl ToCss, minify: bool) -> String {
    let options = PrinterOptions { minify, ..PrinterOptions::default() };
    part.to_css_string(options).expect("conditions and layer names print without options that can fail")
}
