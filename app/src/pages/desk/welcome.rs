use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;

/// For accounts whose work place is not the desk.
#[derive(Clone, Debug, Default)]
pub struct Welcome {
    pub top: Top,
    /// What this account can do now.
    pub now: Vec<String>,
    /// What is not there yet.
    pub later: String,
}

pub fn page(data: Welcome) -> impl IntoView {
    let frame = Frame::current();
    let now = data.now.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <DeskPage top=data.top.clone() title="办件台">
            <h1>{format!("{}，您好", data.top.person)}</h1>
            <div class="notice">
                <h2>"您的账号现在可以"</h2>
                <ul>{now}</ul>
            </div>
            <p>{data.later}</p>
            <div class="actions">
                <a class="button quiet" href=frame.href("desk/account")>"改密码、绑定动态口令"</a>
                <a class="button quiet" href=frame.href("read")>"看网站上的文章"</a>
            </div>
        </DeskPage>
    }
}
