use domain::ports::{Message, Side};
use domain::track::local_minute;
use leptos::prelude::*;

/// What the bureau and the person wrote to each other, oldest first. `bureau` and `person` are what
/// the reader calls the two sides.
#[component]
pub fn Messages(messages: Vec<Message>, #[prop(into)] bureau: String, #[prop(into)] person: String) -> impl IntoView {
    let lines = messages
        .into_iter()
        .map(|message| {
            let (class, who) = match message.side {
                Side::Bureau => ("ours", bureau.clone()),
                Side::Reporter => ("theirs", person.clone()),
            };
            let photos = (message.photos > 0).then(|| format!("，附照片 {} 张", message.photos));
            view! {
                <li class=class>
                    <small>{who}" · "<time datetime=message.at.to_string()>{local_minute(message.at)}</time>{photos}</small>
                    <p>{message.text}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="messages">{lines}</ul> }
}
