use super::Languages;
use crate::reading::ArticleHead;

/// What a text says of itself; both empty where it is no variant.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// Its own name.
    pub slug: &'a str,
    /// BCP 47
    pub language: &'a str,
    /// Name of the article it says the same as.
    pub variant_of: &'a str,
}

/// What there is around it.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    pub languages: &'a Languages,
    /// The article it names, if there is one.
    pub original: Option<&'a ArticleHead>,
    /// Name and language of every variant of that article.
    pub beside: &'a [(String, String)],
    /// Whether there are variants of this text.
    pub has_variants: bool,
}

/// Why a text cannot stand as a variant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VariantFault {
    #[error("写了对应的简体文章，还要选文字")]
    NoLanguage,
    #[error("不认识的文字 {0}，认得的写在 words/languages.toml")]
    UnknownLanguage(String),
    #[error("{0}版已经有了：{1}")]
    Twice(String, String),
    #[error("选了文字，还要写对应的简体文章的网址名")]
    NoOriginal,
    #[error("对应的简体文章不能是它自己")]
    Itself,
    #[error("没有网址名是 {0} 的文章，要先有简体版")]
    MissingOriginal(String),
    #[error("{0} 自己就是别种文字的，请写它的简体版 {1}")]
    OfVariant(String, String),
    #[error("这篇文章有别种文字的版本，自己不能再改成别种文字")]
    HasVariants,
}

impl VariantFault {
    /// The key of the front matter it is about.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::NoLanguage | Self::UnknownLanguage(_) | Self::Twice(..) => "language",
            Self::NoOriginal | Self::Itself | Self::MissingOriginal(_) | Self::OfVariant(..) | Self::HasVariants => {
                "variant_of"
            }
        }
    }
}

/// At most one for each of the two keys.
#[must_use]
pub fn faults(claim: Claim<'_>, around: Around<'_>) -> Vec<VariantFault> {
    if claim.language.is_empty() && claim.variant_of.is_empty() {
        return Vec::new();
    }
    language(claim, around).into_iter().chain(original(claim, around)).collect()
}

fn language(claim: Claim<'_>, around: Around<'_>) -> Option<VariantFault> {
    if claim.language.is_empty() {
        return Some(VariantFault::NoLanguage);
    }
    let Some(language) = around.languages.get(claim.language) else {
        return Some(VariantFault::UnknownLanguage(claim.language.to_owned()));
    };
    let same = |(slug, tag): &&(String, String)| slug != claim.slug && tag == claim.language;
    let other = around.beside.iter().find(same);
    other.map(|(slug, _)| VariantFault::Twice(language.chinese.clone(), slug.clone()))
}

fn original(claim: Claim<'_>, around: Around<'_>) -> Option<VariantFault> {
    let named = claim.variant_of;
    match around.original {
        _ if named.is_empty() => Some(VariantFault::NoOriginal),
        _ if named == claim.slug => Some(VariantFault::Itself),
        _ if around.has_variants => Some(VariantFault::HasVariants),
        None => Some(VariantFault::MissingOriginal(named.to_owned())),
        Some(head) if head.is_variant() => Some(VariantFault::OfVariant(named.to_owned(), head.variant_of.clone())),
        Some(_) => None,
    }
}
