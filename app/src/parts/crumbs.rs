use leptos::prelude::*;

use crate::frame::Frame;

/// Where a page stands: the ways up, from the home page down.
#[component]
pub fn Crumbs(
    /// Path inside the site and name, below the home page.
    above: Vec<(String, String)>,
) -> impl IntoView {
    let frame = Frame::current();
    let links =
        above.into_iter().map(|(path, name)| view! { " › "<a href=frame.href(&path)>{name}</a> }).collect_view();
    view! { <nav class="crumbs" aria-label="所在位置"><a href=frame.href("")>"首页"</a>{links}</nav> }
}
