use domain::ports::CollectReceipt;
use domain::track::local_minute;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Head, Sheet, Shell};

/// What the person keeps: a number, and what happens now. No day is promised.
pub fn page(receipt: CollectReceipt) -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: "登记好了".to_owned(), sheet: Sheet::Form, noindex: true, ..Head::default() };
    let lead = frame.site.hotline.iter().find(|line| line.lead).cloned();
    let ask = lead.map(|line| {
        let call = format!("tel:{}", line.number);
        view! { <p>"一直没有人打电话来，打 "<a href=call>{line.number}</a>" 问，说上面的编号。"</p> }
    });
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <h1>"登记好了"</h1>
                <div class="done">
                    <p>{format!("{} {} 收到。", frame.site.bureau, local_minute(receipt.asked_at))}</p>
                    <p>"编号 "<b>{receipt.number}</b>"，请抄下来或者截屏。"</p>
                </div>
                <h2>"接下来"</h2>
                <p>"协管员看过以后，派给信息员。信息员会先打电话，和您说好时间再去。"</p>
                <p>"什么时候去，要看信息员的安排，这里定不下来。"</p>
                {ask}
                <p>"药先连盒带说明书放好，不要让孩子拿到。上门的人要钱、要拿东西换药的，不要给。"</p>
                <div class="actions">
                    <a class="button quiet" href=frame.href("take-back")>"看回收点"</a>
                    <a class="button quiet" href=frame.href("")>"回到首页"</a>
                </div>
            </main>
        </Shell>
    }
}
