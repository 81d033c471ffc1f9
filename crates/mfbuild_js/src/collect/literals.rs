//! Small readings of expressions: literal texts, names of properties, magic comments.

use swc_core::ecma::ast::*;

/// The text of a string literal or a template without holes.
pub(crate) fn literal_text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(Lit::Str(text)) => Some(text.value.to_string_lossy().into_owned()),
        Expr::Tpl(tpl) if tpl.exprs.is_empty() => {
            Some(tpl.quasis.first()?.cooked.as_ref()?.to_string_lossy().into_owned())
        }
        _ => None,
    }
}

/// Requests that `new URL` resolves at build time: relative paths, not absolute urls.
pub(super) fn is_asset_request(request: &str) -> bool {
    !request.contains("://") && !request.starts_with('/') && !request.starts_with("data:") && !request.starts_with('#')
}

pub(crate) fn is_import_meta_url(member: &MemberExpr) -> bool {
    member.prop.is_ident_with("url")
        && matches!(&*member.obj, Expr::MetaProp(meta) if meta.kind == MetaPropKind::ImportMeta)
}

/// `.name` or `["name"]`.
pub(crate) fn static_name(prop: &MemberProp) -> Option<String> {
    match prop {
        MemberProp::Ident(name) => Some(name.sym.to_string()),
        MemberProp::Computed(computed) => match &*computed.expr {
            Expr::Lit(Lit::Str(text)) => Some(text.value.to_string_lossy().into_owned()),
            _ => None,
        },
        MemberProp::PrivateName(_) => None,
    }
}

/// `object` and the names in `object.a["b"].c`.
pub(crate) fn static_chain(member: &MemberExpr) -> Option<(&Ident, Vec<String>)> {
    let mut names = vec![static_name(&member.prop)?];
    let mut object = &*member.obj;
    while let Expr::Member(inner) = object {
        names.push(static_name(&inner.prop)?);
        object = &inner.obj;
    }
    names.reverse();
    object.as_ident().map(|object| (object, names))
}

pub(super) fn magic_chunk_name(comment: &str) -> Option<String> {
    let rest = comment.split_once("webpackChunkName")?.1.trim_start().strip_prefix(':')?.trim_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    let name = rest[1..].split(quote).next()?;
    (!name.is_empty()).then(|| name.to_string())
}

/// A magic comment that keeps a bundler's hands off.
pub(super) fn says_ignore(comment: &str) -> bool {
    let webpack = comment.split_once("webpackIgnore").and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
    webpack.is_some_and(|value| value.trim_start().starts_with("true")) || comment.contains("@vite-ignore")
}
