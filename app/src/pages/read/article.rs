use std::sync::Arc;

use domain::columns::Column;
use domain::quiz::AFTER_ARTICLE;
use domain::reading::Article;
use domain::variant::{Language, PLAIN};
use leptos::prelude::*;

use super::about::{corrections, more, published, related, tags, updated};
use super::glossary::{Word, glossary};
use super::listen::{beside, whole};
use super::sources::{SourceLine, sources};
use super::variants::{Variant, behind, others};
use crate::frame::Frame;
use crate::parts::{Blocks, Crumbs, Entry, Head, Heard, Shell, Understood, Written};

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
    /// What it is written in, where that is not plain Chinese.
    pub language: Option<Language>,
    /// The same article in the other languages it is there in.
    pub others: Vec<Variant>,
    /// Path of the article it says the same as, where that was changed since.
    pub behind: Option<String>,
}

pub fn page(data: ArticlePage) -> impl IntoView {
    let head = head(&data);
    let language = data.language.clone();
    let page = match language {
        Some(language) => in_another(data, language).into_any(),
        None => plain(data).into_any(),
    };
    view! { <Shell head>{page}</Shell> }
}

fn plain(data: ArticlePage) -> impl IntoView {
    let (notes, end, ways) = (notes(&data), end(&data), ways(&data));
    let article = data.article;
    view! {
        <main id="main" class="wrap" tabindex="-1">
            <Crumbs above=data.above/>
            {others(&data.others)}
            <article class="prose">
                <h1>{article.head.title.clone()}</h1>
                <p class="answer">{article.head.answer.clone()}</p>
                {notes}
                <Blocks blocks=article.blocks.clone() beside=beside(&data.heard)/>
                {glossary(data.words)}
                {end}
            </article>
            {related(data.related)}
            {ways}
        </main>
    }
}

/// What the house says around a text in another language stays plain Chinese, and says so.
fn in_another(data: ArticlePage, language: Language) -> impl IntoView {
    let (notes, end, ways) = (notes(&data), end(&data), ways(&data));
    let (article, tag) = (data.article, language.tag.clone());
    view! {
        <main id="main" class="wrap" tabindex="-1" lang=tag>
            <div lang=PLAIN>
                <Crumbs above=data.above/>
                {others(&data.others)}
                {behind(data.behind.as_deref())}
                {notes}
            </div>
            <article class="prose">
                <Written language=Some(language)>
                    <h1>{article.head.title.clone()}</h1>
                    <p class="answer">{article.head.answer.clone()}</p>
                    <Blocks blocks=article.blocks.clone() beside=beside(&data.heard)/>
                </Written>
                <div lang=PLAIN>{end}</div>
            </article>
            <div lang=PLAIN>{related(data.related)}{ways}</div>
        </main>
    }
}

/// What stands above the text.
fn notes(data: &ArticlePage) -> impl IntoView + use<> {
    let article = &data.article;
    let due = article.head.review_due.to_string();
    view! {
        {corrections(&article.corrections)}
        {data.overdue.then(|| overdue(&Frame::current(), &due))}
        {whole(&data.heard)}
    }
}

/// What stands below it.
fn end(data: &ArticlePage) -> impl IntoView + use<> {
    view! {
        {data.quiz.then(|| quiz(&Frame::current(), &data.article.slug))}
        {sources(data.sources.clone())}
        {meta(data)}
        <Understood/>
    }
}

/// The ways on. What a loudspeaker reads is measured for plain Chinese.
fn ways(data: &ArticlePage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let loudspeaker = data.language.is_none().then(|| {
        let href = frame.href(&format!("article/{}/loudspeaker", data.article.slug));
        view! { <a class="button quiet" href=href rel="nofollow">"村广播稿"</a> }
    });
    view! {
        <div class="actions">
            <a class="button" href=frame.href("report")>"我要投诉举报"</a>
            {more(&data.above)}
            {loudspeaker}
        </div>
    }
}

fn head(data: &ArticlePage) -> Head {
    let head = &data.article.head;
    let source = Frame::current().site.bureau.clone();
    let about = tags(&data.column, &head.title, head.published, source, &head.keywords, &head.reviewer);
    let picture = data.article.card.clone();
    Head { description: head.answer.clone(), picture, kept: true, languages: languages(data), ..about }
}

fn languages(data: &ArticlePage) -> Vec<(String, String)> {
    if data.others.is_empty() {
        return Vec::new();
    }
    let own = data.language.as_ref().map_or(PLAIN, |language| language.tag.as_str());
    let own = (own.to_owned(), format!("article/{}", data.article.slug));
    let others = data.others.iter().map(|one| (one.tag.clone(), one.path.clone()));
    [own].into_iter().chain(others).collect()
}

fn meta(data: &ArticlePage) -> impl IntoView + use<> {
    let article = &data.article;
    let head = &article.head;
    // How long it takes is counted for plain Chinese.
    let minutes = data.language.is_none().then(|| view! { <br/>{format!("约 {} 分钟读完", article.minutes)} });
    view! {
        <p class="meta">
            {published(head.published)}{updated(&article.corrections)}<br/>
            {format!("审核：{}", head.reviewer)}<br/>
            {format!("上次审核 {}　下次复核 {}", head.reviewed, head.review_due)}
            {minutes}
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
