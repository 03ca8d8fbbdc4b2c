use domain::variant::{Language, Writing};
use leptos::prelude::*;

/// A text in its own language, its lines running as they do in it. One that runs from top to bottom scrolls sideways
/// in a box of its own, which the keyboard must reach; plain Chinese needs no element of its own.
#[component]
pub fn Written(language: Option<Language>, children: Children) -> impl IntoView {
    let text = children();
    let Some(Language { tag, chinese, writing, .. }) = language else { return text.into_any() };
    match writing {
        Writing::Horizontal => view! { <div lang=tag>{text}</div> }.into_any(),
        Writing::Rtl => view! { <div lang=tag dir="rtl">{text}</div> }.into_any(),
        Writing::VerticalLr => {
            let label = format!("{chinese}正文，可以左右滑动");
            view! { <div lang=tag class="vertical" role="region" aria-label=label tabindex="0">{text}</div> }.into_any()
        }
    }
}
