use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Crumbs, Head, Shell};

/// The texts this phone keeps. The readers' worker writes the list in; without it there is none.
pub fn page() -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: "这部手机存下的文章".to_owned(), noindex: true, ..Head::default() };
    let line = frame.site.hotline.iter().find(|line| line.lead).cloned();
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=Vec::new()/>
                <h1>"这部手机存下的文章"</h1>
                <p>"没有网络的时候，只能看最近打开过的 20 篇，都在下面。别的网页要等有了网络再看。"</p>
                <p data-none="">"还没有存下文章。有网络的时候打开过的文章和案例，会自动存在这里。"</p>
                <p class="hint">"只存在这部手机的浏览器里，清除浏览器数据就没有了。填的表、查询码都不存。"</p>
                {line.map(|line| view! {
                    <div class="actions"><a class="button quiet" href=format!("tel:{}", line.number)>{format!("打电话 {}", line.number)}</a></div>
                })}
            </main>
        </Shell>
    }
}
