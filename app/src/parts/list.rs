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
}

/// A list of texts, with the words searched for marked.
#[component]
pub fn EntryList(entries: Vec<Entry>, #[prop(optional)] marks: Vec<String>) -> impl IntoView {
    let frame = Frame::current();
    let lines = entries
        .into_iter()
        .map(|entry| {
            let excerpt = entry.excerpt.map(|text| view! { <small><Marked text marks=marks.clone()/></small> });
            view! {
                <li>
                    <a href=frame.href(&entry.path)>
                        {entry.sample.then(|| view! { <span class="tag amber">"示例"</span> })}
                        <Marked text=entry.title marks=marks.clone()/>
                        {excerpt}
                        <small>{entry.small}</small>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="list">{lines}</ul> }
}
