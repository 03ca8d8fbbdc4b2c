use leptos::prelude::*;

use crate::frame::Frame;
use crate::pages::desk::frame::{DeskPage, Top};

/// How a text looks where its address is passed on.
#[derive(Clone, Default)]
pub struct ShareCard {
    pub top: Top,
    pub back: String,
    pub title: String,
    pub description: String,
    pub address: String,
    /// Path of its picture; the site's sign where it has none.
    pub picture: Option<String>,
}

pub fn page(data: ShareCard) -> impl IntoView {
    let frame = Frame::current();
    let site = frame.site.clone();
    view! {
        <DeskPage top=data.top.clone() title=format!("转发卡片：{}", data.title)>
            <h1>"转发卡片"</h1>
            <p><a href=frame.href(&data.back)>"返回稿件"</a></p>
            <div class="share-card">
                <img src=frame.href(data.picture.as_deref().unwrap_or("icon-192.png")) alt="卡片上的图" width="80" height="80"/>
                <p><b>{data.title.clone()}</b></p>
                <p>{data.description.clone()}</p>
                <p><small>{site.short_name.clone()}</small></p>
            </div>
            {data.picture.is_none().then(|| view! { <p class="hint">"稿件里没有照片，卡片上用本站的标志。线条图做不了卡片。"</p> })}
            <p class="hint">"发布后的网址："{data.address.clone()}</p>
        </DeskPage>
    }
}
