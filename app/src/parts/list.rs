use leptos::prelude::*;

use super::marked::Marked;
use crate::frame::Frame;

/// A line of a list of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Inside the site.
    pub path: String,
    /// 示例: made up for demonstration.
    pub sample: bool,
    pub title: String,
    /// Where the words searched for stand, if not in the title.
    pub excerpt: Option<String>,
    pub small: String,
    /// BCP 47 tag of title and excerpt, where they are not plain Chinese.
    pub lang: Option<String>,
}

/// A list of texts, with the words searched for marked.
#[component]
pub fn EntryList(entries: Vec<Entry>, #[prop(optional)] marks: Vec<String>) -> impl IntoView {
    let frame = Frame::current();
    let lines = entries
        .into_iter()
        .map(|entry| {
            let lang = entry.lang;
            let dir = lang.as_ref().map(|_| "auto");
            let excerpt = entry.excerpt.map(|text| {
                view! { <small lang=lang.clone() dir=dir><Marked text marks=marks.clone()/></small> }
            });
            let title = view! { <Marked text=entry.title marks=marks.clone()/> };
            let title = match lang.clone() {
                Some(lang) => view! { <span lang=lang dir=dir>{title}</span> }.into_any(),
                None => title.into_any(),
            };
            view! {
                <li>
                    <a href=frame.href(&entry.path)>
                        {entry.sample.then(|| view! { <span class="tag amber">"示例"</span> })}
                        {title}
                        {excerpt}
                        <small>{entry.small}</small>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="list">{lines}</ul> }
}
