use std::sync::Arc;

use domain::law::Laws;
use domain::ports::ReactionReceipt;
use domain::track::{local_date, local_minute};
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Head, Paragraphs, Sheet, Shell};

/// What the person keeps: a number, and what happens now.
pub fn page(receipt: ReactionReceipt, laws: Arc<Laws>) -> impl IntoView {
    let frame = Frame::current();
    let filed = match receipt.filed_at {
        Some(at) => format!("已经在 {} 交给不良反应监测机构。", local_date(at)),
        None => "还没有交给不良反应监测机构。存下这一页的网址，以后再打开，能看到交了没有。".to_owned(),
    };
    let head = Head { title: "收到了".to_owned(), sheet: Sheet::Form, noindex: true, ..Head::default() };
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <h1>"收到了"</h1>
                <div class="done">
                    <p>{format!("{} {} 收到。", frame.site.bureau, local_minute(receipt.received_at))}</p>
                    <p>"编号 "<b>{receipt.number}</b>"，请抄下来或者截屏。问起这件事，说这个编号。"</p>
                    <p>{filed}</p>
                </div>
                <section class="danger">
                    <h2>"还不舒服"</h2>
                    <Paragraphs text=laws.notice("reaction.danger")/>
                </section>
                <h2>"接下来"</h2>
                <Paragraphs text=laws.notice("reaction.after")/>
                <div class="actions"><a class="button quiet" href=frame.href("")>"回到首页"</a></div>
            </main>
        </Shell>
    }
}

pub fn gone() -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: "没有找到".to_owned(), sheet: Sheet::Form, noindex: true, ..Head::default() };
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <h1>"没有找到这份登记"</h1>
                <p>"地址可能不完整。没有看到编号的，请重新填写。"</p>
                <div class="actions"><a class="button" href=frame.href("reaction")>"填写不良反应"</a></div>
            </main>
        </Shell>
    }
}
