//! The receipt: shown for a day after sending, kept by nobody but the person.

use std::sync::Arc;

use domain::law::Laws;
use domain::matter::MatterKind;
use domain::ports::Receipt;
use domain::reward::ClaimCode;
use domain::track::{NextStep, local_minute};
use leptos::prelude::*;

use crate::frame::Frame;
use crate::islands::SaveReceipt;
use crate::parts::{Head, Paragraphs, Shell, qr};

#[derive(Clone)]
pub struct ReceiptPage {
    pub laws: Arc<Laws>,
    pub receipt: Receipt,
    pub matters: Vec<ReceiptMatterView>,
    /// Shown this once, apart from the query code.
    pub claim: Option<ClaimCode>,
}

#[derive(Clone)]
pub struct ReceiptMatterView {
    pub number: String,
    pub kind: MatterKind,
    pub next: Option<NextStep>,
}

pub fn page(data: ReceiptPage) -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: "收到了".to_owned(), islands: true, noindex: true, ..Head::default() };
    let code = data.receipt.code.clone();
    let address = format!("{}#{}", frame.site.url("track"), code.digits());
    let groups = code.groups().into_iter().map(|group| view! { <span>{group.to_owned()}</span> }).collect_view();
    let numbers = data
        .matters
        .iter()
        .map(|matter| view! { <p class="number">{matter.kind.words()}"编号 "<b>{matter.number.clone()}</b></p> })
        .collect_view();
    let received = local_minute(data.receipt.received_at);
    let photos = (data.receipt.photos > 0).then(|| format!("，照片 {} 张", data.receipt.photos));
    let (laws, bureau) = (data.laws, frame.site.bureau.clone());
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <section class="receipt" data-bureau=bureau.clone() data-address=frame.site.url("track")>
                    <h1>"收到了"</h1>
                    <p>{format!("{bureau} {received} 收到")}{photos}"。这不等于已经受理。"</p>
                    {numbers}
                    <h2>"查询码"</h2>
                    <p class="code" aria-label="查询码">{groups}</p>
                    {qr::svg(&address).map(|svg| view! {
                        <div class="qr" role="img" aria-label="查询码的二维码，扫一扫查进度" inner_html=svg></div>
                    })}
                    <Paragraphs text=laws.notice("code.only_key")/>
                </section>
                <h2>"现在就保存查询码"</h2>
                <div class="warn">
                    <Paragraphs text=laws.notice("code.keep")/>
                    <p>"可以抄下来、截屏，或者用浏览器的“打印”。这一页只能看一天。"</p>
                    <SaveReceipt/>
                </div>
                {data.claim.map(claim)}
                <h2>"接下来"</h2>
                {data.matters.into_iter().map(|matter| after(&laws, matter)).collect_view()}
                <div class="actions">
                    <a class="button" href=frame.href("track")>"用查询码查进度"</a>
                    <a class="button quiet" href=frame.href("")>"回到首页"</a>
                </div>
            </main>
        </Shell>
    }
}

/// The code for a reward: another one than the query code, and for another page.
fn claim(code: ClaimCode) -> impl IntoView {
    let link = Frame::current().href("reward");
    let groups = code.groups().into_iter().map(|group| view! { <span>{group.to_owned()}" "</span> }).collect_view();
    view! {
        <section class="warn" aria-labelledby="claim">
            <h2 id="claim">"领奖码"</h2>
            <p><b>{groups}</b></p>
            <p>"只在这一页显示，一小时后就看不到了，请和查询码分开抄好。先"<a href=link>"凭领奖码定一个领奖暗语"</a>"，以后领奖两样都要。"</p>
            <p>"是否奖励，由本局按规定认定。"</p>
        </section>
    }
}

fn after(laws: &Laws, matter: ReceiptMatterView) -> impl IntoView + use<> {
    let notice = match matter.kind {
        MatterKind::Complaint => "after.complaint",
        MatterKind::Tip => "after.tip",
    };
    view! {
        <h3>{matter.kind.words()}</h3>
        <Paragraphs text=laws.notice(notice)/>
        {matter.next.map(due)}
    }
}

/// The next legal step with its day; 暂估 where the year's calendar is not out yet.
pub fn due(step: NextStep) -> impl IntoView {
    let unit = if step.working_days { "按工作日算" } else { "按自然日算" };
    let estimate = if step.due.provisional { "，暂估" } else { "" };
    view! {
        <p class="due">
            {step.title}"：最晚 "<time datetime=step.due.date.to_string()>{step.due.date.to_string()}</time>
            <small>{format!("（{unit}{estimate}）")}</small>
        </p>
        <p class="hint">{step.text}{format!("依据：{}。", step.basis)}</p>
    }
}

/// The key is unknown or its day is over.
pub fn gone(laws: Arc<Laws>) -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: "回执看不到了".to_owned(), noindex: true, ..Head::default() };
    view! {
        <Shell head>
            <main id="main" class="wrap lost" tabindex="-1">
                <h1>"回执看不到了"</h1>
                <p>"回执只能看一天。提交过的内容还在，请用查询码查进度。"</p>
                <div class="actions">
                    <a class="button" href=frame.href("track")>"用查询码查进度"</a>
                    <a class="button quiet" href=frame.href("report")>"我要投诉举报"</a>
                </div>
                <h2>"查询码丢了怎么办"</h2>
                <Paragraphs text=laws.notice("lost_code")/>
            </main>
        </Shell>
    }
}
