//! What must be looked at before an item is put away: where it is pointed at from.

use domain::ports::ItemUses;
use leptos::prelude::*;

use super::form::Refused;
use super::frame::{DeskPage, Top};
use crate::frame::Frame;

#[derive(Clone)]
pub struct UsesPage {
    pub top: Top,
    pub uses: ItemUses,
    pub not_now: Option<String>,
}

pub fn page(data: UsesPage) -> impl IntoView {
    let frame = Frame::current();
    let uses = data.uses;
    let faulty = data.not_now.is_some();
    let empty = uses.used_in.is_empty();
    let lines = uses
        .used_in
        .iter()
        .map(|found| {
            let link = frame.href(&format!("desk/news/{}", found.item));
            let live = if found.live { "，居民正在看" } else { "" };
            view! { <li><a href=link>{found.title.clone()}</a>{live}</li> }
        })
        .collect_view();
    view! {
        <DeskPage top=data.top title=format!("用在哪里：{}", uses.title) faulty>
            <Refused title="没有移走" why=data.not_now/>
            <h1>"用在哪里"</h1>
            <p><a href=frame.href(&format!("desk/news/{}", uses.item))>{uses.title.clone()}</a></p>
            <h2>"链接到这一篇的"</h2>
            {if empty { view! { <p>"没有别的内容链接到它。"</p> }.into_any() } else { view! { <ul>{lines}</ul> }.into_any() }}
            {addresses(&uses)}
            {buttons(&uses)}
        </DeskPage>
    }
}

fn addresses(uses: &ItemUses) -> impl IntoView + use<> {
    let kind = uses.kind.clone();
    let old = uses.before.iter().map(|slug| view! { <li>{format!("{kind}/{slug}")}</li> }).collect_view();
    let any = !uses.before.is_empty();
    view! {
        <h2>"网址"</h2>
        <p>{format!("{kind}/{}", uses.slug)}</p>
        {any.then(|| view! { <p>"以前的网址，打开会转到现在的："</p><ul>{old}</ul> })}
    }
}

fn buttons(uses: &ItemUses) -> impl IntoView + use<> {
    let frame = Frame::current();
    let (words, value) = if uses.away { ("从回收站取回", "back") } else { ("移入回收站", "away") };
    let action = frame.href(&format!("desk/uses/{}/{value}", uses.item));
    if uses.live {
        return view! { <p>"居民正在看这一篇。要移入回收站，先在稿件页撤下。"</p> }.into_any();
    }
    view! { <form class="away" method="post" action=action><button class="button quiet">{words}</button></form> }
        .into_any()
}
