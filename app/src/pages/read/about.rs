//! What articles and cases say about themselves, alike.

use domain::reading::Column;
use jiff::civil::DateTime;
use leptos::prelude::*;

use crate::parts::{ColumnMeta, Entry, EntryList, Head, ItemMeta};

/// The ten government tags of a text; the description is left to the page.
pub fn tags(column: &Column, title: &str, at: DateTime, source: String, keywords: &[String], author: &str) -> Head {
    Head {
        title: title.to_owned(),
        column: Some(ColumnMeta {
            name: column.name.clone(),
            description: column.description.clone(),
            keywords: column.keywords.join(","),
        }),
        item: Some(ItemMeta {
            title: title.to_owned(),
            published: minute(at),
            source,
            keywords: keywords.join(","),
            author: author.to_owned(),
        }),
        ..Head::default()
    }
}

/// The same minute as in the tags.
pub fn published(at: DateTime) -> impl IntoView {
    view! { "发布："<time datetime=at.to_string()>{minute(at)}</time> }
}

pub fn related(entries: Vec<Entry>) -> impl IntoView {
    (!entries.is_empty()).then(|| view! { <section class="related"><h2>"接着看"</h2><EntryList entries/></section> })
}

fn minute(at: DateTime) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}
