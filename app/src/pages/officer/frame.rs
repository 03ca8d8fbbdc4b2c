use leptos::prelude::*;

use crate::frame::{Frame, Mode};
use crate::parts::{Audience, Head, Shell, percent};
use domain::site::{Hotline, HotlineKind};

/// A page for a phone held in one hand: a short top, the content, and the ways on at the bottom,
/// in the flow of the page, so that nothing ever lies over a field.
#[component]
pub fn OfficerPage(
    #[prop(into)] title: String,
    /// What the script of these pages does here; nothing where it only keeps the queue going.
    #[prop(optional)]
    kind: Option<&'static str>,
    #[prop(optional)] last: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let head = Head { title, noindex: true, ..Head::default() };
    view! {
        <Shell head audience=Audience::Officer last=last.unwrap_or_else(|| ().into_any())>
            <Top/>
            <main id="main" class="wrap" tabindex="-1" data-officer-page=kind>
                <div class="warn" data-officer-room hidden></div>
                {children()}
            </main>
            <Ways/>
        </Shell>
    }
}

#[component]
fn Top() -> impl IntoView {
    let frame = Frame::current();
    let (to, words) = match frame.mode {
        Mode::Normal => (Mode::Large, "大字版"),
        Mode::Large => (Mode::Normal, "标准版"),
    };
    let switch = frame.href(&format!("mode/{}?back={}", to.as_str(), percent(&frame.here)));
    view! {
        {frame.demo.then(|| view! { <aside class="demo-mark" aria-label="演示环境">"演示环境：请勿填写真实信息，提交的内容不会被办理"</aside> })}
        <header class="masthead">
            <div class="wrap">
                <a class="name" href=frame.href("officer")>"信息员上报"<span class="unit">{frame.site.bureau.clone()}</span></a>
                <a class="mode" href=switch rel="nofollow">{words}</a>
            </div>
        </header>
    }
}

#[component]
fn Ways() -> impl IntoView {
    let frame = Frame::current();
    view! {
        <nav class="ways" aria-label="信息员">
            <div class="wrap">
                <a href=frame.href("officer")>"首页"</a>
                <a href=frame.href("officer/queue")>"手机里的"<b data-officer-badge hidden></b></a>
                <a href=frame.href("officer/reports")>"我的上报"</a>
                <a href=frame.href("officer/tasks")>"任务"</a>
            </div>
        </nav>
    }
}

/// The number that is rung before anything is typed, and the ambulance.
#[component]
pub fn DutyPhone(#[prop(default = true)] ambulance: bool) -> impl IntoView {
    let site = Frame::current().site;
    let duty = site.duty_phone().to_owned();
    let emergency = |line: &&Hotline| line.kind == Some(HotlineKind::Emergency);
    let ambulance = site.hotline.iter().find(emergency).filter(|_| ambulance).cloned();
    let call = |number: String, name: &str| {
        view! { <a class="button danger" href=format!("tel:{number}")>{format!("打 {number}（{name}）")}</a> }
    };
    let ambulance = ambulance.map(|line| call(line.number, &line.name));
    view! { <div class="actions">{ambulance}{call(duty, "值班")}</div> }
}
