use domain::query_code::QueryCode;
use domain::question;
use domain::report::field;
use leptos::prelude::*;

use super::Refusal;
use crate::frame::Frame;
use crate::parts::{PhotoFields, TextArea};

/// Adds words and photos to a matter.
#[component]
pub fn Add(index: usize, number: String, code: QueryCode, form_key: String, refusal: Refusal) -> impl IntoView {
    let action = Frame::current().href("track/add");
    // The error summary leads to the plain field names, so the refused form carries them.
    let suffix = if refusal.number.is_empty() { format!("-{index}") } else { String::new() };
    let open = !refusal.errors.is_empty() || !refusal.text.is_empty() || refusal.photos_lost;
    view! {
        <details class="more" open=open>
            <summary>"补充内容、留言"</summary>
            <form method="post" action=action enctype="multipart/form-data" novalidate autocomplete="off">
                <input type="hidden" name="code" value=code.digits().to_owned()/>
                <input type="hidden" name="number" value=number/>
                <input type="hidden" name="form_key" value=form_key/>
                <TextArea
                    name="text" id=format!("text{suffix}") label="想说的话" max=question::MessageText::MAX rows=5
                    hint="新的线索、问题，都可以写。匿名举报的，不要写自己的姓名、电话。"
                    value=refusal.text error=refusal.errors.at("text")
                />
                {refusal.photos_lost.then(|| view! { <p class="error">"照片请重新选一次"</p> })}
                <PhotoFields suffix error=refusal.errors.at(field::PHOTOS)/>
                <div class="actions"><button class="button">"补充"</button></div>
            </form>
        </details>
    }
}

/// A form about a matter the code opens. Code and number travel inside it, never in an address.
#[component]
pub fn MatterForm(path: &'static str, number: String, code: QueryCode, children: Children) -> impl IntoView {
    let action = Frame::current().href(path);
    view! {
        <form method="post" action=action>
            <input type="hidden" name="code" value=code.digits().to_owned()/>
            <input type="hidden" name="number" value=number/>
            {children()}
        </form>
    }
}

/// The way to a page of its own, for a matter the code opens.
#[component]
pub fn Onward(path: &'static str, #[prop(into)] words: String, number: String, code: QueryCode) -> impl IntoView {
    view! { <MatterForm path number code><button class="link">{words}</button></MatterForm> }
}

/// The way back to where all matters of the code stand.
#[component]
pub fn Back(code: QueryCode, words: &'static str, #[prop(default = "link")] class: &'static str) -> impl IntoView {
    let action = Frame::current().href("track");
    view! {
        <form method="post" action=action>
            <input type="hidden" name="code" value=code.digits().to_owned()/>
            <button class=class>{words}</button>
        </form>
    }
}
