use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Audience, Head, Shell};

/// What stands above every desk page: who is signed in, and where they may go.
#[derive(Clone, Debug, Default)]
pub struct Top {
    pub person: String,
    pub role: String,
    pub unit: String,
    pub tabs: Vec<Tab>,
    /// What has just been done, said once.
    pub done: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Tab {
    pub path: String,
    pub words: String,
    /// How many wait there, where it is known on this page.
    pub count: Option<u64>,
    pub alarm: bool,
    pub current: bool,
}

/// A desk page: frame and content. `faulty` says so first in the window's title.
#[component]
pub fn DeskPage(
    top: Top,
    #[prop(into)] title: String,
    #[prop(optional)] faulty: bool,
    children: Children,
) -> impl IntoView {
    let title = if faulty { format!("有错误：{title}") } else { title };
    let head = Head { title, noindex: true, ..Head::default() };
    let done = top.done.clone();
    view! {
        <Shell head audience=Audience::Desk>
            <DemoMark/>
            <Masthead top=top.clone()/>
            {(!top.tabs.is_empty()).then(|| tabs(top.tabs))}
            <main id="main" class="wrap" tabindex="-1">
                {done.map(|words| view! { <div class="done" role="status"><p>{words}</p></div> })}
                {children()}
            </main>
        </Shell>
    }
}

/// The same without anybody signed in.
#[component]
pub fn BarePage(#[prop(into)] title: String, #[prop(optional)] faulty: bool, children: Children) -> impl IntoView {
    let frame = Frame::current();
    let title = if faulty { format!("有错误：{title}") } else { title };
    let head = Head { title, noindex: true, ..Head::default() };
    view! {
        <Shell head audience=Audience::Desk>
            <DemoMark/>
            <header class="masthead">
                <div class="wrap">
                    <a class="name" href=frame.href("desk")>"办件台"<span class="unit">{frame.site.bureau.clone()}</span></a>
                    <a class="mode" href=frame.href("")>"回到网站首页"</a>
                </div>
            </header>
            <main id="main" class="wrap" tabindex="-1">{children()}</main>
        </Shell>
    }
}

#[component]
fn Masthead(top: Top) -> impl IntoView {
    let frame = Frame::current();
    let mut place = vec![frame.site.bureau.clone(), top.unit, top.role];
    place.dedup();
    view! {
        <header class="masthead">
            <div class="wrap">
                <a class="name" href=frame.href("desk")>"办件台"<span class="unit">{place.join(" · ")}</span></a>
                <a class="mode" href=frame.href("desk/account")><span class="spoken">"我的账号："</span>{top.person}</a>
                <form method="post" action=frame.href("desk/sign-out")><button class="mode">"退出"</button></form>
            </div>
        </header>
    }
}

#[component]
fn DemoMark() -> impl IntoView {
    Frame::current().demo.then(|| {
        view! { <aside class="demo-mark" aria-label="演示环境">"演示环境：请勿填写真实信息，提交的内容不会被办理"</aside> }
    })
}

fn tabs(tabs: Vec<Tab>) -> impl IntoView {
    let frame = Frame::current();
    let links = tabs
        .into_iter()
        .map(|tab| {
            let class = if tab.alarm { "red" } else { "" };
            let count = tab.count.map(|count| view! { <b class=class>{count}<span class="spoken">" 件"</span></b> });
            view! { <a href=frame.href(&tab.path) aria-current=tab.current.then_some("page")>{tab.words}{count}</a> }
        })
        .collect_view();
    view! { <nav class="desk-nav" aria-label="办件台"><div class="wrap">{links}</div></nav> }
}
