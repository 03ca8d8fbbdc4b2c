use leptos::prelude::*;

use crate::frame::{Frame, Mode};
use domain::site::HotlineKind;

/// Name of the site, the way to larger type, and the numbers that are always one tap away.
#[component]
pub fn Masthead() -> impl IntoView {
    let frame = Frame::current();
    let site = frame.site.clone();
    let (to, words) = match frame.mode {
        Mode::Normal => (Mode::Large, "大字版"),
        Mode::Large => (Mode::Normal, "标准版"),
    };
    let switch = frame.href(&format!("mode/{}?back={}", to.as_str(), percent(&frame.here)));
    let lines = site
        .hotline
        .iter()
        .filter(|line| line.lead || line.kind == Some(HotlineKind::Emergency))
        .map(|line| view! { <a href=format!("tel:{}", line.number)>{line.name.clone()}" "{line.number.clone()}</a> })
        .collect_view();
    view! {
        {frame.demo.then(|| view! { <aside class="demo-mark" aria-label="演示环境">"演示环境：请勿填写真实信息，提交的内容不会被办理"</aside> })}
        <header class="masthead">
            <div class="wrap">
                <a class="name" href=frame.href("")>{site.short_name.clone()}<span class="unit">{site.bureau.clone()}</span></a>
                <a class="mode" href=switch rel="nofollow">{words}</a>
            </div>
        </header>
        <nav class="help" aria-label="常用电话"><div class="wrap">{lines}</div></nav>
    }
}

/// Percent-encodes what may not stand raw in a query value.
pub fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
