use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;

/// For accounts whose work place is not the list of matters.
#[derive(Clone, Debug, Default)]
pub struct Welcome {
    pub top: Top,
    pub can: Vec<String>,
    /// Who does what this account does not.
    pub note: String,
    pub ways: Vec<Way>,
}

#[derive(Clone, Debug)]
pub struct Way {
    pub path: String,
    pub words: String,
}

impl Way {
    #[must_use]
    pub fn new(path: &str, words: &str) -> Self {
        Self { path: path.to_owned(), words: words.to_owned() }
    }
}

pub fn page(data: Welcome) -> impl IntoView {
    let frame = Frame::current();
    let can = data.can.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let ways = data.ways.into_iter();
    let ways =
        ways.map(|way| view! { <a class="button quiet" href=frame.href(&way.path)>{way.words}</a> }).collect_view();
    view! {
        <DeskPage top=data.top.clone() title="办件台">
            <h1>{format!("{}，您好", data.top.person)}</h1>
            <div class="notice">
                <h2>"您的账号可以"</h2>
                <ul>{can}</ul>
            </div>
            <p>{data.note}</p>
            <div class="actions">{ways}</div>
        </DeskPage>
    }
}
