use leptos::prelude::*;

use super::foot::Foot;
use super::head::{DocumentHead, Head};
use super::masthead::Masthead;
use crate::frame::Frame;

/// Whom a document is for: decides style sheet and frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Public,
    Desk,
}

/// A whole document around a page. Desk pages bring their own top (`pages::desk`).
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
    let mode = Frame::current().mode.as_str();
    let class = match audience {
        Audience::Public => "public",
        Audience::Desk => "desk",
    };
    let public = audience == Audience::Public;
    view! {
        <!DOCTYPE html>
        <html lang="zh-CN" class=class data-mode=mode>
            <DocumentHead head audience/>
            <body class:wide=wide>
                <a class="skip" href="#main">"跳到正文"</a>
                {public.then(|| view! { <Masthead/> })}
                {children()}
                {public.then(|| view! { <Foot/> })}
                {last}
            </body>
        </html>
    }
}
