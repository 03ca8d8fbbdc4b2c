use domain::matter::MatterKind;
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

/// The way to a page of its own, for a matter the code opens.
#[component]
pub fn Onward(path: &'static str, words: &'static str, number: String, code: QueryCode) -> impl IntoView {
    let action = Frame::current().href(path);
    view! {
        <form method="post" action=action>
            <input type="hidden" name="code" value=code.digits().to_owned()/>
            <input type="hidden" name="number" value=number/>
            <button class="link">{words}</button>
        </form>
    }
}

/// The way to the page that asks once more.
#[component]
pub fn Withdraw(kind: MatterKind, number: String, code: QueryCode) -> impl IntoView {
    let action = Frame::current().href("track/withdraw");
    view! {
        <form method="post" action=action>
            <input type="hidden" name="code" value=code.digits().to_owned()/>
            <input type="hidden" name="number" value=number/>
            <button class="link">{format!("撤回这件{}", kind.words())}</button>
        </form>
    }
}
