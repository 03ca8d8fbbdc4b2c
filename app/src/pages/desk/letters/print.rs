use domain::ports::IssuedLetter;
use leptos::prelude::*;

use super::sheet::sheet;
use crate::frame::Frame;
use crate::parts::{Audience, Head, Shell};

/// The letter alone on A4, for the browser's own printing.
pub fn page(letter: IssuedLetter) -> impl IntoView {
    let title = format!("{} {}", letter.letter.title, letter.document_number);
    let head = Head { title, noindex: true, ..Head::default() };
    let frame = Frame::current();
    let back = frame.href(&format!("desk/matter/{}/letter/{}", letter.number, letter.id));
    let demo = frame.demo.then(|| view! { <p class="letter-demo">"演示环境的文书，不具有效力"</p> });
    view! {
        <Shell head audience=Audience::Desk>
            <main id="main" class="letter-page" tabindex="-1">
                <nav class="letter-bar" aria-label="打印">
                    <a href=back>"回到文书"</a>
                    <span>"用浏览器的打印（Ctrl+P）打到A4纸上，页边距选“默认”。"</span>
                </nav>
                {demo}
                {sheet(&letter.letter, &letter.document_number, 1)}
            </main>
        </Shell>
    }
}
