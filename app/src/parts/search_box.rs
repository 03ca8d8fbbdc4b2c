use leptos::prelude::*;

use crate::frame::Frame;

/// Finds articles and cases by words.
#[component]
pub fn SearchBox(#[prop(optional, into)] words: String) -> impl IntoView {
    let frame = Frame::current();
    view! {
        <form class="search" role="search" method="get" action=frame.href("search")>
            <label class="spoken" for="q">"搜索文章和案例"</label>
            <input type="search" id="q" name="q" value=words maxlength="50" autocomplete="off" placeholder="药名、问题，例如：过期药"/>
            <button class="button">"搜索"</button>
        </form>
    }
}
