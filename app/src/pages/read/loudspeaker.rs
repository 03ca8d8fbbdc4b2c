use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Crumbs, Head, Shell};

/// What a village loudspeaker reads out of an article, in a short and a longer text.
#[derive(Clone, Default)]
pub struct LoudspeakerPage {
    /// Of the article.
    pub slug: String,
    pub title: String,
    pub scripts: Vec<Script>,
    /// Characters read in a second.
    pub speed: usize,
    /// The day the article should have been checked again has passed.
    pub overdue: bool,
}

#[derive(Clone, Debug)]
pub struct Script {
    /// Seconds it was meant to take, and takes about.
    pub meant: usize,
    pub seconds: usize,
    pub sentences: Vec<String>,
}

pub fn page(data: LoudspeakerPage) -> impl IntoView {
    let bureau = Frame::current().site.bureau.clone();
    let title = format!("广播稿：{}", data.title);
    let head = Head {
        title: title.clone(),
        description: format!("村里大喇叭念的稿子：{}", data.title),
        noindex: true,
        ..Head::default()
    };
    let above = vec![("read".to_owned(), "安全用药".to_owned()), (format!("article/{}", data.slug), data.title)];
    let overdue = data.overdue.then(|| {
        view! { <div class="warn"><p>"这篇文章过了复核的日期，内容可能有变化。先问过监管所，再播。"</p></div> }
    });
    let hint = format!(
        "都是文章里的原话，按每秒 {} 个字算。什么时候打 120 不会为了省时间去掉，短稿有时会长一点。可以用浏览器打印。",
        data.speed
    );
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above/>
                <article class="prose">
                    <h1>{title}</h1>
                    {overdue}
                    <p class="hint">{hint}</p>
                    {data.scripts.into_iter().map(script).collect_view()}
                    <p class="meta">{format!("供稿：{bureau}")}</p>
                </article>
            </main>
        </Shell>
    }
}

fn script(script: Script) -> impl IntoView {
    let said = script.sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    view! {
        <section>
            <h2>{format!("{} 秒的", script.meant)}</h2>
            {said}
            <p class="hint">{format!("念下来约 {} 秒", script.seconds)}</p>
        </section>
    }
}
