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
}

pub fn page(data: ShareCard) -> impl IntoView {
    let frame = Frame::current();
    let site = frame.site.clone();
    view! {
        <DeskPage top=data.top.clone() title=format!("转发卡片：{}", data.title)>
            <h1>"转发卡片"</h1>
            <p><a href=frame.href(&data.back)>"返回稿件"</a></p>
            <div class="share-card">
                <p><b>{data.title.clone()}</b></p>
                <p>{data.description.clone()}</p>
                <p><small>{site.short_name.clone()}</small></p>
            </div>
            <p class="hint">"发布后的网址："{data.address.clone()}</p>
        </DeskPage>
    }
}
