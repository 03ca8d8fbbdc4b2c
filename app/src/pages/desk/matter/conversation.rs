use domain::ports::Message;
use leptos::prelude::*;

use crate::parts::Messages;

/// An event in words, by whom and when.
#[derive(Clone, Debug)]
pub struct Happened {
    pub at: String,
    pub who: String,
    pub text: String,
}

pub(super) fn messages(messages: Vec<Message>) -> impl IntoView {
    (!messages.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="conversation">
                <h2 id="conversation">"留言往来"</h2>
                <Messages messages bureau="本局" person="对方"/>
            </section>
        }
    })
}

pub(super) fn timeline(events: Vec<Happened>) -> impl IntoView {
    let last = events.len().saturating_sub(1);
    let items = events
        .into_iter()
        .enumerate()
        .map(|(index, event)| {
            let class = if index == last { "now" } else { "" };
            view! { <li class=class><time>{event.at}</time>" "<small>{event.who}</small><p>{event.text}</p></li> }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="events">
            <h2 id="events">"办理经过"</h2>
            <ol class="timeline">{items}</ol>
        </section>
    }
}
