//! What articles and cases say about themselves, alike.

use domain::columns::Column;
use domain::reading::Corrected;
use domain::track::local_minute;
use jiff::civil::DateTime;
use leptos::prelude::*;

use crate::frame::Frame;
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

/// What was corrected, above the text it is about.
pub fn corrections(all: &[Corrected]) -> impl IntoView + use<> {
    let line = |one: &Corrected| {
        let at = local_minute(one.at);
        view! { <p><b>"更正"</b>" "<time datetime=one.at.to_string()>{at}</time>"："{one.note.clone()}</p> }
    };
    let lines = all.iter().map(line).collect_view();
    (!all.is_empty()).then(|| view! { <div class="notice correction">{lines}</div> })
}

/// When it was last corrected.
pub fn updated(all: &[Corrected]) -> impl IntoView + use<> {
    all.last().map(|one| view! { <br/>"更新："<time datetime=one.at.to_string()>{local_minute(one.at)}</time> })
}

/// More of what the last way up leads to.
pub fn more(above: &[(String, String)]) -> impl IntoView + use<> {
    let frame = Frame::current();
    above.last().map(|(path, name)| view! { <a class="button quiet" href=frame.href(path)>{format!("更多{name}")}</a> })
}

pub fn related(entries: Vec<Entry>) -> impl IntoView {
    (!entries.is_empty()).then(|| view! { <section class="related"><h2>"接着看"</h2><EntryList entries/></section> })
}

fn minute(at: DateTime) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}
