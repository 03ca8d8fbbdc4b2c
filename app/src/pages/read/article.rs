use std::sync::Arc;

use domain::columns::Column;
use domain::quiz::AFTER_ARTICLE;
use domain::reading::Article;
use leptos::prelude::*;

use super::about::{corrections, more, published, related, tags, updated};
use super::glossary::{Word, glossary};
use super::listen::{beside, whole};
use super::sources::{SourceLine, sources};
use crate::frame::Frame;
use crate::parts::{Blocks, Crumbs, Entry, Head, Heard, Shell, Understood};

/// A safe-medication article with everything around it.
#[derive(Clone)]
pub struct ArticlePage {
    pub article: Arc<Article>,
    pub column: Column,
    /// The ways up, from the home page down.
    pub above: Vec<(String, String)>,
    pub sources: Vec<SourceLine>,
    pub related: Vec<Entry>,
    /// The day it should have been checked again has passed.
    pub overdue: bool,
    /// Its hard words.
    pub words: Vec<Word>,
    /// There are questions about it.
    pub quiz: bool,
    /// Recordings, in the order they are offered.
    pub heard: Vec<Heard>,
}

pub fn page(data: ArticlePage) -> impl IntoView {
    let frame = Frame::current();
    let head = head(&data);
    let more = more(&data.above);
    let article = data.article;
    let due = article.head.review_due.to_string();
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=data.above/>
                <article class="prose">
                    <h1>{article.head.title.clone()}</h1>
                    <p class="answer">{article.head.answer.clone()}</p>
                    {corrections(&article.corrections)}
                    {data.overdue.then(|| overdue(&frame, &due))}
                    {whole(&data.heard)}
                    <Blocks blocks=article.blocks.clone() beside=beside(&data.heard)/>
                    {glossary(data.words)}
                    {data.quiz.then(|| quiz(&frame, &article.slug))}
                    {sources(data.sources)}
                    {meta(&article)}
                    <Understood/>
                </article>
                {related(data.related)}
                <div class="actions">
                    <a class="button" href=frame.href("report")>"我要投诉举报"</a>
                    {more}
                    <a class="button quiet" href=frame.href(&format!("article/{}/loudspeaker", article.slug)) rel="nofollow">"村广播稿"</a>
                </div>
            </main>
        </Shell>
    }
}

fn head(data: &ArticlePage) -> Head {
    let head = &data.article.head;
    let source = Frame::current().site.bureau.clone();
    let about = tags(&data.column, &head.title, head.published, source, &head.keywords, &head.reviewer);
    let picture = data.article.card.clone();
    Head { description: head.answer.clone(), picture, kept: true, ..about }
}

fn meta(article: &Article) -> impl IntoView + use<> {
    let head = &article.head;
    view! {
        <p class="meta">
            {published(head.published)}{updated(&article.corrections)}<br/>
            {format!("审核：{}", head.reviewer)}<br/>
            {format!("上次审核 {}　下次复核 {}", head.reviewed, head.review_due)}<br/>
            {format!("约 {} 分钟读完", article.minutes)}
        </p>
    }
}

fn overdue(frame: &Frame, due: &str) -> impl IntoView + use<> {
    let line = frame.site.hotline.iter().find(|line| line.lead).map(|line| line.number.clone());
    let ask = line.map(|number| view! { "拿不准的，请打"<a href=format!("tel:{number}")>{number.clone()}</a>"问。" });
    view! { <div class="warn"><p>{format!("这篇文章应在 {due} 前复核，现在过了日期，内容可能有变化。")}{ask}</p></div> }
}

fn quiz(frame: &Frame, slug: &str) -> impl IntoView + use<> {
    let href = frame.href(&format!("quiz/{slug}"));
    view! { <p class="pages"><a href=href>{format!("看懂了吗？做 {AFTER_ARTICLE} 道小题")}</a></p> }
}
