//! The document's head, with the government meta tags in their exact names
//! (政府网站网页标签规范: three on every page, seven on lists, ten on items).

use leptos::prelude::*;

use super::later::Later;
use super::{Audience, has_clips, keeping};
use crate::frame::Frame;

/// What a page says about itself.
#[derive(Clone, Default)]
pub struct Head {
    /// Without the site's name, which is added behind it; empty on the home page.
    pub title: String,
    /// One sentence for search engines and share cards.
    pub description: String,
    pub column: Option<ColumnMeta>,
    pub item: Option<ItemMeta>,
    pub sheet: Sheet,
    /// Whether the page has an island, and so loads the WebAssembly.
    pub islands: bool,
    /// Path of the picture a card in a chat shows; the site's sign where there is none.
    pub picture: Option<String>,
    /// A text that a phone keeps, to be read without a network.
    pub kept: bool,
    /// The same text in every language it is there in, itself too: tag and path.
    pub languages: Vec<(String, String)>,
    /// Personal pages are kept out of search engines.
    pub noindex: bool,
}

/// Which of the public style sheets a page is drawn with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sheet {
    /// Everything.
    #[default]
    Public,
    /// Only what a form and its answers need: a form is long, and on a slow line every round trip
    /// counts.
    Form,
}

#[derive(Clone)]
pub struct ColumnMeta {
    pub name: String,
    pub description: String,
    pub keywords: String,
}

#[derive(Clone)]
pub struct ItemMeta {
    /// The same words as the page's `h1`.
    pub title: String,
    /// `2026-11-18 09:00`, the same as shown.
    pub published: String,
    pub source: String,
    pub keywords: String,
    pub author: String,
}

#[component]
pub fn DocumentHead(head: Head, audience: Audience) -> impl IntoView {
    let frame = Frame::current();
    let site = frame.site.clone();
    let title = if head.title.is_empty() { site.name.clone() } else { format!("{} - {}", head.title, site.name) };
    let host = site.public_url.split("//").nth(1).unwrap_or_default().to_owned();
    let css = match (audience, head.sheet) {
        (Audience::Desk, _) => frame.assets.desk_css.clone(),
        (Audience::Officer, _) => frame.assets.officer_css.clone(),
        (Audience::Public, Sheet::Public) => frame.assets.public_css.clone(),
        (Audience::Public, Sheet::Form) => frame.assets.form_css.clone(),
    };
    let description = head.description.clone();
    // The sheet of articles and of the desk holds what players need.
    let holds_no_players = audience == Audience::Officer || head.sheet == Sheet::Form;
    let code = site.site_id_code.clone();
    let code = (!code.is_empty()).then(|| view! { <meta name="SiteIDCode" content=code/> });
    view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>{title}</title>
            <meta name="SiteName" content=site.bureau.clone()/>
            <meta name="SiteDomain" content=host/>
            {code}
            {head.column.map(column_tags)}
            {head.item.as_ref().map(|item| card_tags(&frame, item, &description, head.picture.as_deref()))}
            {head.item.map(|item| item_tags(item, description.clone(), frame.address()))}
            <meta name="description" content=head.description/>
            {head.noindex.then(|| view! { <meta name="robots" content="noindex"/> })}
            <meta name="color-scheme" content=match audience { Audience::Desk => "light", _ => "light dark" }/>
            <meta name="format-detection" content="telephone=no"/>
            <link rel="icon" href=frame.href("favicon.svg") type="image/svg+xml"/>
            {(audience == Audience::Public).then(|| view! {
                <link rel="alternate" type="application/atom+xml" title=site.name.clone() href=frame.href("feed.atom")/>
            })}
            {languages(&frame, head.languages)}
            <style inner_html=css></style>
            {(has_clips() && holds_no_players).then(|| view! { <style inner_html=frame.assets.heard_css.clone()></style> })}
            {(audience == Audience::Officer).then(|| officer_files(&frame))}
            {head.kept.then(keeping::tag)}
            {head.islands.then(|| frame.assets.islands.clone()).flatten().map(|files| {
                Later::Islands { src: frame.href(&files.js), wasm: frame.href(&files.wasm) }.tag()
            })}
        </head>
    }
}

/// Where search engines and browsers find a text in other languages.
fn languages(frame: &Frame, all: Vec<(String, String)>) -> impl IntoView + use<> {
    let link = |(tag, path): (String, String)| {
        let href = frame.site.url(&path);
        view! { <link rel="alternate" hreflang=tag href=href/> }
    };
    all.into_iter().map(link).collect_view()
}

/// What makes the officers' pages an app on the phone.
fn officer_files(frame: &Frame) -> impl IntoView + use<> {
    let script = frame.assets.officer_js.as_ref().map(|js| frame.href(js));
    view! {
        <link rel="manifest" href=frame.href("officer/manifest.webmanifest")/>
        <meta name="theme-color" content="#084c38"/>
        <link rel="apple-touch-icon" href=frame.href("icon-192.png")/>
        {script.map(|script| view! { <script defer src=script data-officer-script=""></script> })}
    }
}

fn column_tags(column: ColumnMeta) -> impl IntoView {
    view! {
        <meta name="ColumnName" content=column.name.clone()/>
        <meta name="ColumnDescription" content=column.description/>
        <meta name="ColumnKeywords" content=column.keywords/>
        <meta name="ColumnType" content=column.name/>
    }
}

fn item_tags(item: ItemMeta, description: String, address: String) -> impl IntoView {
    view! {
        <meta name="ArticleTitle" content=item.title/>
        <meta name="PubDate" content=item.published/>
        <meta name="ContentSource" content=item.source/>
        <meta name="Keywords" content=item.keywords/>
        <meta name="Author" content=item.author/>
        <meta name="Description" content=description/>
        <meta name="Url" content=address/>
    }
}

/// What a chat makes a card of when the address is passed on: one line and a picture. The address is
/// the plain one, so nothing in it tells who passed it on.
fn card_tags(frame: &Frame, item: &ItemMeta, description: &str, picture: Option<&str>) -> impl IntoView + use<> {
    let plain = frame.here.split('?').next().unwrap_or_default();
    let said = [
        ("og:type", "article".to_owned()),
        ("og:site_name", frame.site.name.clone()),
        ("og:title", item.title.clone()),
        ("og:description", description.to_owned()),
        ("og:url", frame.site.url(plain)),
        ("og:image", frame.site.url(picture.unwrap_or("icon-512.png"))),
    ];
    // `property` is no attribute the macro knows.
    said.map(|(name, value)| leptos::html::meta().attr("property", name).attr("content", value))
        .into_iter()
        .collect_view()
}
