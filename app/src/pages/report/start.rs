//! What do you want: money back, somebody to look into it, or both. Says before the first question
//! what each means, who sees it and what happens when.

use std::sync::Arc;

use domain::law::Laws;
use domain::report::Wish;
use domain::site::HotlineKind;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Head, Paragraphs, Shell};

#[derive(Clone)]
pub struct StartPage {
    pub laws: Arc<Laws>,
    /// The limits in force today are shown.
    pub today: Date,
    /// Answers known from the page one came from, as a query: `&category=D03`.
    pub carried: String,
}

pub fn page(data: StartPage) -> impl IntoView {
    let frame = Frame::current();
    let laws = data.laws.clone();
    let head = Head {
        title: "我要投诉举报".to_owned(),
        description: "买到问题药想退钱，或者发现违法卖药想请人去查，从这里开始。举报可以不留姓名。".to_owned(),
        ..Head::default()
    };
    let tiles = [Wish::Complaint, Wish::Tip, Wish::Both].map(|wish| tile(&frame, wish, &data.carried)).collect_view();
    let lead = frame.site.hotline.iter().find(|line| line.lead).cloned();
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <nav class="crumbs" aria-label="所在位置"><a href=frame.href("")>"首页"</a>" › 我要投诉举报"</nav>
                <h1>"我要投诉举报"</h1>
                <Emergency laws=laws.clone()/>
                <h2>"您想做什么？"</h2>
                {tiles}
                <p>
                    "不是投诉举报："<a href=frame.href("ask")>"想问怎么用药"</a>
                    "，"<a href=frame.href("reaction")>"用药后不舒服"</a>"。"
                </p>
                <Meaning laws=laws.clone() wish=Wish::Complaint today=data.today/>
                <Meaning laws=laws.clone() wish=Wish::Tip today=data.today/>
                <Meaning laws=laws.clone() wish=Wish::Both today=data.today/>
                <h2>"谁会看到"</h2>
                <Paragraphs text=laws.notice("who_sees")/>
                <Paragraphs text=laws.notice("secrecy")/>
                <h2>"这里和12315是什么关系"</h2>
                <Paragraphs text=laws.notice("channel")/>
                {lead.map(|line| view! {
                    <p><a class="button quiet" href=format!("tel:{}", line.number)>{format!("打电话 {}", line.number)}</a></p>
                })}
                <h2>"这里不办的"</h2>
                <Paragraphs text=laws.notice("start.not_here")/>
            </main>
        </Shell>
    }
}

fn tile(frame: &Frame, wish: Wish, carried: &str) -> impl IntoView + use<> {
    let (words, small) = match wish {
        Wish::Complaint => ("退钱、换货、赔偿", "投诉。要写姓名、电话和地址"),
        Wish::Tip => ("揭发问题，请人去查", "举报。可以不留姓名，不管退钱"),
        Wish::Both => ("两样都要", "分成投诉、举报两件事，分别处理"),
    };
    let href = frame.href(&format!("report/new?wish={}{carried}", wish.as_str()));
    view! { <p><a class="tile" href=href>{words}<small>{small}</small></a></p> }
}

/// Emergencies get a phone number, not a form.
#[component]
fn Emergency(laws: Arc<Laws>) -> impl IntoView {
    let lines = Frame::current()
        .site
        .hotline
        .iter()
        .filter(|line| line.kind == Some(HotlineKind::Emergency))
        .map(|line| {
            let words = format!("{} {}", line.name, line.number);
            view! { <a class="button danger" href=format!("tel:{}", line.number)>{words}</a> }
        })
        .collect_view();
    view! {
        <section class="danger">
            <h2>"有人出事，先打电话"</h2>
            <Paragraphs text=laws.notice("start.emergency")/>
            {lines}
        </section>
    }
}

/// What a choice means and what happens afterwards, behind a line one can open.
#[component]
fn Meaning(laws: Arc<Laws>, wish: Wish, today: Date) -> impl IntoView {
    let (summary, notices, clocks): (_, &[&str], &[&str]) = match wish {
        Wish::Complaint => {
            ("“投诉”是什么意思，多久有结果", &["start.complaint", "complaint.refund", "after.complaint"], &["T1", "T3"])
        }
        Wish::Tip => {
            ("“举报”是什么意思，会不会泄露我是谁", &["start.tip", "tip.truth", "after.tip", "reward"], &["T6"])
        }
        Wish::Both => ("两样都要，会怎么办", &["start.mixed"], &[]),
    };
    let words = notices.iter().map(|key| view! { <Paragraphs text=laws.notice(key)/> }).collect_view();
    let limits = clocks
        .iter()
        .filter_map(|id| laws.clock(id, today))
        .filter_map(|clock| {
            let basis = laws.cite(&clock.law, &clock.article);
            let text = clock.public_text()?;
            Some(view! { <li>{text}<small>"（"{basis}"）"</small></li> })
        })
        .collect_view();
    view! {
        <details class="more">
            <summary>{summary}</summary>
            {words}
            {(!clocks.is_empty()).then(|| view! { <ul>{limits}</ul> })}
        </details>
    }
}
