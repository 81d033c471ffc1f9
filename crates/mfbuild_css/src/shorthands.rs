//! Shorthands whose first part is `none` keep their other parts.
//!
//! Owns what the library would drop: it prints `animation: 3s linear infinite`, `text-decoration: none red` and
//! `text-emphasis: none red` as `none`, and so where it makes the shorthand of longhands. Another rule may name the
//! animation or the line: `.on { animation-name: spin }` (CSS Animations 1, 3.8; CSS Text Decoration 4, 2.6).

use std::convert::Infallible;

use lightningcss::declaration::DeclarationBlock;
use lightningcss::properties::animation::AnimationName;
use lightningcss::properties::custom::{Token, TokenList, TokenOrValue, UnparsedProperty};
use lightningcss::properties::text::{TextDecoration, TextDecorationStyle, TextDecorationThickness, TextEmphasisStyle};
use lightningcss::properties::{Property, PropertyId};
use lightningcss::stylesheet::StyleSheet;
use lightningcss::values::color::CssColor;
use lightningcss::values::ident::CustomIdent;
use lightningcss::visit_types;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};

/// Writes such declarations in a form that the library leaves as it is.
pub(crate) fn keep_parts(sheet: &mut StyleSheet<'_>) {
    let Ok(()) = sheet.visit(&mut PartKeeper);
}

struct PartKeeper;

impl<'i> Visitor<'i> for PartKeeper {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(PROPERTIES)
    }

    fn visit_declaration_block(&mut self, block: &mut DeclarationBlock<'i>) -> Result<(), Infallible> {
        keep_in(&mut block.declarations);
        keep_in(&mut block.important_declarations);
        block.visit_children(self)
    }
}

fn keep_in(declarations: &mut Vec<Property<'_>>) {
    let has_longhand = |is_part: fn(&Property<'_>) -> bool| declarations.iter().any(is_part);
    let (decorates, emphasizes) = (has_longhand(is_part_of_decoration), has_longhand(is_part_of_emphasis));
    let mut behind = Vec::new();
    for (at, property) in declarations.iter_mut().enumerate() {
        match property {
            Property::Animation(list, _) => list.iter_mut().for_each(|animation| name_none(&mut animation.name)),
            Property::AnimationName(names, _) => names.iter_mut().for_each(name_none),
            Property::TextDecoration(value, prefix) if value.line.is_empty() && (decorates || has_parts(value)) => {
                let TextDecoration { thickness, style, color, .. } = value.clone();
                if thickness != TextDecorationThickness::Auto {
                    behind.push((at + 1, Property::TextDecorationThickness(thickness)));
                }
                *property = unparsed(PropertyId::TextDecoration(*prefix), Some(style), color);
            }
            Property::TextDecorationLine(line, prefix) if line.is_empty() => {
                *property = unparsed(PropertyId::TextDecorationLine(*prefix), None, CssColor::current_color());
            }
            Property::TextEmphasis(value, prefix)
                if value.style == TextEmphasisStyle::None && (emphasizes || !is_initial(&value.color)) =>
            {
                *property = unparsed(PropertyId::TextEmphasis(*prefix), None, value.color.clone());
            }
            Property::TextEmphasisStyle(TextEmphasisStyle::None, prefix) => {
                *property = unparsed(PropertyId::TextEmphasisStyle(*prefix), None, CssColor::current_color());
            }
            _ => {}
        }
    }
    for (at, property) in behind.into_iter().rev() {
        declarations.insert(at, property);
    }
}

/// `none` as the name of an animation, beside which the library prints the other parts.
fn name_none(name: &mut AnimationName<'_>) {
    if *name == AnimationName::None {
        *name = AnimationName::Ident(CustomIdent("none".into()));
    }
}

fn has_parts(value: &TextDecoration) -> bool {
    value.thickness != TextDecorationThickness::Auto
        || value.style != TextDecorationStyle::default()
        || !is_initial(&value.color)
}

fn is_initial(color: &CssColor) -> bool {
    *color == CssColor::current_color()
}

fn is_part_of_decoration(property: &Property<'_>) -> bool {
    matches!(
        property,
        Property::TextDecorationStyle(..) | Property::TextDecorationColor(..) | Property::TextDecorationThickness(_)
    )
}

fn is_part_of_emphasis(property: &Property<'_>) -> bool {
    matches!(property, Property::TextEmphasisColor(..))
}

/// `none` with the parts that are no initial values, as tokens.
fn unparsed<'i>(property_id: PropertyId<'i>, style: Option<TextDecorationStyle>, color: CssColor) -> Property<'i> {
    let ident = |name: String| TokenOrValue::Token(Token::Ident(name.into()));
    let space = || TokenOrValue::Token(Token::WhiteSpace(" ".into()));
    let mut tokens = vec![ident("none".to_owned())];
    if let Some(style) = style.filter(|style| *style != TextDecorationStyle::default()) {
        tokens.extend([space(), ident(style.as_str().to_owned())]);
    }
    if !is_initial(&color) {
        tokens.extend([space(), TokenOrValue::Color(color)]);
    }
    Property::Unparsed(UnparsedProperty { property_id, value: TokenList(tokens) })
}
