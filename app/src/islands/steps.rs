use leptos::prelude::*;

use super::dom;
use super::walk::Walk;

/// Turns the server-drawn form inside it into one question a page.
#[island]
pub fn Steps(children: Children) -> impl IntoView {
    let walk = Walk::new();
    provide_context(walk);
    Effect::new(move |_| dom::soon(move || walk.wake()));
    view! {
        {move || walk.awake.get().then(|| bar(walk))}
        {children()}
        {move || walk.awake.get().then(|| foot(walk))}
    }
}

/// Where one is, and the way back.
fn bar(walk: Walk) -> impl IntoView {
    let place = move || format!("第 {} 步，共 {} 步", walk.step.get() + 1, walk.count.get());
    view! {
        <div class="steps-bar">
            <button class="link" type="button" hidden=move || walk.step.get() == 0 on:click=move |_| walk.back()>"‹ 上一步"</button>
            <span role="status">{place}</span>
        </div>
        <div class="notice" hidden=move || !walk.restored.get()>
            <p>"上次没有提交的内容，已经放回来了。"</p>
            <button class="link" type="button" on:click=move |_| walk.forget()>"不要了，重新填"</button>
        </div>
    }
}

/// The way on, and what is kept on this phone.
fn foot(walk: Walk) -> impl IntoView {
    view! {
        <div class="actions" hidden=move || walk.is_last()>
            <button class="button" type="button" on:click=move |_| walk.advance()>"继续"</button>
        </div>
        <p class="hint">
            "填的内容暂时存在这部手机上，提交后清除；没提交的，过了一天，再打开时清除。手机是几个人共用的，不填了请清除。"
            <button class="link" type="button" on:click=move |_| walk.forget()>"清除草稿"</button>
        </p>
    }
}
