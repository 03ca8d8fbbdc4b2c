use domain::newsroom::workflow::Kind;
use leptos::prelude::*;

use crate::frame::Frame;

/// Query of a text's address once its reader has said whether it was clear.
pub const THANKS: &str = "said=thanks";

/// 看懂了没有, below a text; nothing where the text is only looked at before it is published. The same for everybody, so that the page can be kept.
#[component]
pub fn Understood() -> impl IntoView {
    let frame = Frame::current();
    let (page, query) = frame.here.split_once('?').unwrap_or((&frame.here, ""));
    let published = page.split_once('/').is_some_and(|(kind, _)| Kind::parse(kind).is_some());
    if !published {
        return ().into_any();
    }
    if query == THANKS {
        return view! {
            <div class="feedback" id="said" role="status"><span>"谢谢，已经记下。只记次数，不记是谁。"</span></div>
        }
        .into_any();
    }
    view! {
        <form class="feedback" id="said" method="post" action=frame.href("understood")>
            <span id="understood">"这篇看懂了吗？"</span>
            <input type="hidden" name="page" value=page.to_owned()/>
            <button name="answer" value="yes" aria-describedby="understood">"看懂了"</button>
            <button name="answer" value="no" aria-describedby="understood">"没看懂"</button>
        </form>
    }
    .into_any()
}
