use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Audience, Head, Shell, qr};

/// A sheet of A4 to hang up: whoever scans it comes to the report form with this place filled in.
#[derive(Clone, Debug, Default)]
pub struct PosterPage {
    /// `爱华镇永胜村`, or the name of an outlet.
    pub place: String,
    /// Where the place is, smaller; may be empty.
    pub below: String,
    /// The whole address the code holds.
    pub url: String,
    /// Path inside the site.
    pub back: String,
}

pub fn poster(data: PosterPage) -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: format!("扫码海报：{}", data.place), noindex: true, ..Head::default() };
    let lead = frame.site.hotline.iter().find(|line| line.lead).cloned();
    let drawn = qr::svg(&data.url).map(|drawn| {
        let label = format!("举报表的二维码，地方已经填好：{}", data.place);
        view! { <div class="poster-code" role="img" aria-label=label inner_html=drawn></div> }
    });
    let demo = frame.demo.then(|| view! { <p class="letter-demo">"演示环境的海报，不要张贴"</p> });
    view! {
        <Shell head audience=Audience::Desk>
            <main id="main" class="letter-page poster-page" tabindex="-1">
                <nav class="letter-bar" aria-label="打印">
                    <a href=frame.href(&data.back)>"回到上一页"</a>
                    <span>"用浏览器的打印（Ctrl+P）打到A4纸上，页边距选“默认”。贴出去以前，先用手机扫一下。"</span>
                </nav>
                {demo}
                <article class="poster">
                    <h1>"用药有问题，扫码告诉我们"</h1>
                    <p class="poster-place">{data.place.clone()}</p>
                    {(!data.below.is_empty()).then(|| view! { <p>{data.below.clone()}</p> })}
                    {drawn}
                    <p>"扫一扫，地方已经替您填好，说说看到了什么，可以附照片。"</p>
                    <p>"举报可以不留姓名。要退钱、换货，打开后点“改选投诉”。"</p>
                    {lead.map(|line| view! { <p class="poster-line">{format!("不会扫码，打电话 {}", line.number)}</p> })}
                    <p class="poster-foot">{frame.site.bureau.clone()}"　"{frame.site.url("report")}</p>
                </article>
            </main>
        </Shell>
    }
}
