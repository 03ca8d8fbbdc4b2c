use std::sync::Arc;

use domain::columns::Column;
use domain::newsroom::workflow::Kind;
use domain::reading::Post;
use leptos::prelude::*;

use super::about::{corrections, published, tags, updated};
use crate::frame::Frame;
use crate::parts::{Blocks, Crumbs, Entry, EntryList, Head, Shell, Understood, qr};

/// An alert, notice, campaign or leaflet with what its names stand for.
#[derive(Clone)]
pub struct PostPage {
    pub post: Arc<Post>,
    pub column: Column,
    /// The ways up, from the home page down.
    pub above: Vec<(String, String)>,
    /// The articles it names.
    pub articles: Vec<Entry>,
}

pub fn page(data: PostPage) -> impl IntoView {
    let post = data.post.clone();
    let head = head(&data);
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=data.above.clone()/>
                <article class="prose">
                    <h1>{post.head.title.clone()}</h1>
                    <p class="answer">{post.head.summary.clone()}</p>
                    {corrections(&post.corrections)}
                    {origin(&post)}
                    {days(&post)}
                    <Blocks blocks=post.blocks.clone()/>
                    {(post.kind == Kind::Leaflet).then(|| code(&data))}
                    {meta(&post)}
                    <Understood/>
                </article>
                {(post.kind == Kind::Campaign && !data.articles.is_empty()).then(|| view! {
                    <section><h2>"这次一起看"</h2><EntryList entries=data.articles.clone()/></section>
                })}
            </main>
        </Shell>
    }
}

fn head(data: &PostPage) -> Head {
    let head = &data.post.head;
    let about = tags(&data.column, &head.title, head.published, head.unit.clone(), &head.keywords, &head.reviewer);
    Head { description: head.summary.clone(), picture: data.post.card.clone(), ..about }
}

/// Whose alert it is: a county passes on what others are entitled to issue (药品管理法 §107).
fn origin(post: &Post) -> impl IntoView + use<> {
    post.head.origin.clone().map(|origin| {
        view! {
            <div class="notice">
                <p>{format!("转发：{} {} 发布。", origin.name, origin.published)}" "<a href=origin.url rel="external">"看原文"</a></p>
            </div>
        }
    })
}

fn days(post: &Post) -> impl IntoView + use<> {
    post.head.from.zip(post.head.to).map(|(from, to)| view! { <p><b>{format!("活动时间：{from} 到 {to}")}</b></p> })
}

/// One sheet on a wall: who reads it scans the code.
fn code(data: &PostPage) -> impl IntoView + use<> {
    let site = Frame::current().site.clone();
    data.articles.first().map(|article| {
        let address = site.url(&article.path);
        let drawn = qr::svg(&address);
        view! {
            <figure class="qr">
                {drawn.map(|svg| view! { <div role="img" aria-label="扫码打开这篇文章" inner_html=svg></div> })}
                <figcaption>"手机扫一扫，看："{article.title.clone()}<br/>{address.clone()}</figcaption>
            </figure>
        }
    })
}

fn meta(post: &Post) -> impl IntoView + use<> {
    let head = &post.head;
    let until = head.until.map(|until| view! { <br/>{format!("本页公开到 {until}，到期撤下")} });
    view! {
        <p class="meta">
            {published(head.published)}{updated(&post.corrections)}<br/>
            {format!("发布单位：{}", head.unit)}<br/>
            {format!("审核：{}　{}", head.reviewer, head.reviewed)}
            {until}
        </p>
    }
}
