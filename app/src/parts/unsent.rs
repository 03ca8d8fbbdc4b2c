use leptos::prelude::*;

use crate::frame::Frame;

/// Nothing was sent although no answer is wrong: why, and whom to call. Takes the focus by itself.
#[component]
pub fn Unsent(
    heading: &'static str,
    words: &'static str,
    /// More ways out, each a list item.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let line = Frame::current().site.hotline.iter().find(|line| line.lead).cloned();
    view! {
        <div class="error-summary" role="alert" tabindex="-1" autofocus>
            <h2>{heading}</h2>
            <p>{words}</p>
            <ul>
                {children.map(|children| children())}
                {line.map(|line| view! { <li><a href=format!("tel:{}", line.number)>"打电话 "{line.number.clone()}</a></li> })}
            </ul>
        </div>
    }
}
