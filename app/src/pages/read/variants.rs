use domain::variant::{Language, PLAIN, PLAIN_WORDS, Writing};
use leptos::prelude::*;

use crate::frame::Frame;

/// The same article in another language or script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Inside the site.
    pub path: String,
    /// BCP 47
    pub tag: String,
    /// In itself.
    pub name: String,
    pub rtl: bool,
}

impl Variant {
    #[must_use]
    pub fn new(path: String, language: &Language) -> Self {
        let rtl = language.writing == Writing::Rtl;
        Self { path, tag: language.tag.clone(), name: language.name.clone(), rtl }
    }

    /// The text all others say the same as.
    #[must_use]
    pub fn plain(path: String) -> Self {
        Self { path, tag: PLAIN.to_owned(), name: PLAIN_WORDS.to_owned(), rtl: false }
    }
}

/// The way to the others, each named as those call it who read it.
pub fn others(all: &[Variant]) -> impl IntoView + use<> {
    let frame = Frame::current();
    let link = |one: &Variant| {
        let dir = one.rtl.then_some("rtl");
        view! { <a href=frame.href(&one.path) lang=one.tag.clone() hreflang=one.tag.clone() dir=dir>{one.name.clone()}</a> }
    };
    let links = all.iter().map(link).collect_view();
    (!all.is_empty()).then(
        || view! { <nav class="others" aria-labelledby="others"><span id="others">"其他文字"</span>{links}</nav> },
    )
}

/// That the text it says the same as was changed since.
pub fn behind(original: Option<&str>) -> impl IntoView + use<> {
    let href = original.map(|path| Frame::current().href(path));
    href.map(|href| {
        view! { <div class="warn"><p>"这篇文字比简体版旧，以简体版为准。"<a href=href hreflang=PLAIN>"看简体版"</a></p></div> }
    })
}
