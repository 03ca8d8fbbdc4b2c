use leptos::prelude::*;

use super::MatterPage;
use crate::frame::Frame;
use crate::parts::TextArea;

/// What is not a step of the procedure: the ways out of this page, and words to the reporter.
pub(super) fn all(data: &MatterPage) -> impl IntoView + use<> {
    view! {
        {links(data)}
        {data.may.message.then(|| message(data))}
    }
}

fn links(data: &MatterPage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let items = data
        .links
        .iter()
        .map(|(path, words)| view! { <li><a href=frame.href(path)>{words.clone()}</a></li> })
        .collect_view();
    (!data.links.is_empty()).then(|| {
        view! {
            <nav class="panel" aria-labelledby="papers">
                <h2 id="papers">"材料和文书"</h2>
                <ul>{items}</ul>
            </nav>
        }
    })
}

fn message(data: &MatterPage) -> impl IntoView + use<> {
    let action = Frame::current().href(&format!("desk/matter/{}/message", data.number));
    let (text, error) = (data.typed.text.clone(), data.errors.at("text"));
    view! {
        <section class="panel" aria-labelledby="message">
            <h2 id="message">"给对方留言"</h2>
            <form method="post" action=action>
                <TextArea name="text" label="内容" hint="对方用查询码能看到；不要写别人的个人信息" value=text error max=400 rows=4/>
                <div class="actions"><button class="button quiet">"发送留言"</button></div>
            </form>
        </section>
    }
}
