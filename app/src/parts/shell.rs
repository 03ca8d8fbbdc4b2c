use leptos::prelude::*;

use super::field::textarea_text;
use super::foot::Foot;
use super::head::{DocumentHead, Head};
use super::masthead::Masthead;
use crate::frame::{Frame, Preview, RemarkBox};

/// Whom a document is for: decides style sheet and frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Public,
    Desk,
    /// Village officers on their phones.
    Officer,
}

/// A whole document around a page. Desk and officers' pages bring their own top (`pages::desk`).
#[component]
pub fn Shell(
    head: Head,
    #[prop(default = Audience::Public)] audience: Audience,
    /// Uses more of a big screen.
    #[prop(optional)]
    wide: bool,
    /// Stands at the very end: what differs from visit to visit on a page that is kept packed.
    #[prop(optional)]
    last: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let Frame { mode, preview, .. } = Frame::current();
    let mode = mode.as_str();
    let is_seen_as = |class: &str| preview.as_ref().is_some_and(|preview| preview.class == class);
    let (phone, paper) = (is_seen_as("phone"), is_seen_as("paper"));
    let class = match audience {
        Audience::Public => "public",
        Audience::Desk => "desk",
        Audience::Officer => "officer",
    };
    let public = audience == Audience::Public;
    view! {
        <!DOCTYPE html>
        <html lang="zh-CN" class=class data-mode=mode>
            <DocumentHead head audience/>
            <body class:wide=wide class:phone=phone class:paper=paper>
                <a class="skip" href="#main">"跳到正文"</a>
                {preview.map(preview_bar)}
                {public.then(|| view! { <Masthead/> })}
                {children()}
                {public.then(|| view! { <Foot/> })}
                {last}
            </body>
        </html>
    }
}

fn preview_bar(preview: Preview) -> impl IntoView {
    let frame = Frame::current();
    let ways = preview.ways.into_iter().map(|(path, words)| view! { <a href=frame.href(&path)>{words}</a> });
    view! {
        <aside class="preview-bar" aria-label="预览">
            <p>{preview.words}</p>
            {ways.collect_view()}
            {preview.remark.map(remark_box)}
        </aside>
    }
}

fn remark_box(remark: RemarkBox) -> impl IntoView {
    let action = Frame::current().href(&remark.action);
    let describedby = remark.fault.as_ref().map(|_| "remark-error");
    view! {
        <form method="post" action=action class="remark">
            {remark.thanks.then(|| view! { <p role="status">"收到了，谢谢。还有意见可以接着写。"</p> })}
            {remark.fault.clone().map(|why| view! { <p class="error" id="remark-error" role="alert">{why}</p> })}
            <div class="field"><label for="remark-name">"您的姓名或者单位"</label><input id="remark-name" name="name" value=remark.name autocomplete="name"/></div>
            <div class="field">
                <label for="remark-text">"您的意见"</label>
                <textarea id="remark-text" name="text" rows="4" aria-describedby=describedby inner_html=textarea_text(&remark.text)></textarea>
            </div>
            <button class="button">"送出意见"</button>
        </form>
    }
}
