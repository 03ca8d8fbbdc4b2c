use jiff::civil::Date;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Crumbs, Head, Shell};

/// Name of the field for the name on a certificate.
pub const NAME: &str = "name";

/// One sheet of A4 to be printed.
#[derive(Clone)]
pub struct CertificatePage {
    pub name: String,
    pub town: String,
    pub right: usize,
    pub asked: usize,
    pub today: Date,
}

pub fn page(data: CertificatePage) -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: "参赛证明".to_owned(), noindex: true, ..Head::default() };
    let CertificatePage { name, town, right, asked, today } = data;
    let day = format!("{} 年 {} 月 {} 日", today.year(), today.month(), today.day());
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=vec![("contest".to_owned(), "知识竞赛".to_owned())]/>
                <section class="receipt">
                    <h1>"参赛证明"</h1>
                    <p><b>{name}</b>{format!("（{town}）参加了{}的药品安全知识竞赛，{asked} 题答对 {right} 题。", frame.site.name)}</p>
                    <p>{format!("{}　{day}", frame.site.name)}</p>
                    <p class="hint">"这张证明由答题人自己打印，名字由答题人自己填写，不作其他凭证。"</p>
                </section>
                <div class="actions">
                    <p class="hint">"用浏览器菜单里的“打印”，纸张选 A4。离开这一页，名字就没有了。"</p>
                    <a class="button quiet" href=frame.href("contest")>"回到知识竞赛"</a>
                </div>
            </main>
        </Shell>
    }
}
