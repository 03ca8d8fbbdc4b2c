use domain::printed_number::watch_list::{Match, Notice, Watched};
use leptos::prelude::*;

use crate::frame::Frame;

/// A notice that what was typed may fall under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchNotice {
    pub entry: Watched,
    pub how: Match,
    /// Title of the typical case it belongs to, where that stands on the site today.
    pub case: Option<String>,
}

/// Shown above everything else: whoever holds such a box should stop first.
#[component]
pub fn WatchNotices(notices: Vec<WatchNotice>) -> impl IntoView {
    notices.into_iter().map(|notice| view! { <OneNotice notice/> }).collect_view()
}

#[component]
fn OneNotice(notice: WatchNotice) -> impl IntoView {
    let WatchNotice { entry, how, case } = notice;
    let frame = Frame::current();
    let kind = match entry.what {
        Notice::Recall => "召回",
        Notice::Inspection => "抽检通告",
        Notice::Disclosure => "典型案例",
    };
    let (class, heading, compare) = match how {
        Match::Both => ("danger", format!("这个批号在{kind}里，先别用"), "号码和批号都对得上。"),
        Match::Product => ("not-for", format!("这个产品有批号在{kind}里"), "请看盒子上的批号，是不是下面这些。"),
        Match::Batch => {
            ("not-for", format!("有产品用这个批号，在{kind}里"), "不同厂家会用一样的批号。请看名称和厂家是不是一样。")
        }
    };
    let link = entry.disclosure.zip(case).map(|(slug, title)| (frame.href(&format!("disclosure/{slug}")), title));
    view! {
        <section class=class role="alert">
            <h2>{heading}</h2>
            {entry.sample.then(|| view! { <p><span class="tag amber">"示例"</span>"这一条是举例编的。"</p> })}
            <p>{compare}</p>
            <dl class="facts">
                <div><dt>"名称"</dt><dd>{entry.product}</dd></div>
                {(!entry.maker.is_empty()).then(|| view! { <div><dt>"厂家"</dt><dd>{entry.maker}</dd></div> })}
                {entry.number.map(|number| view! { <div><dt>"号码"</dt><dd>{number}</dd></div> })}
                <div><dt>"批号"</dt><dd>{entry.batches.join("、")}</dd></div>
                <div><dt>"日期"</dt><dd>{entry.published.to_string()}</dd></div>
            </dl>
            <p>{entry.words}</p>
            {link.map(|(href, title)| view! { <p><a href=href>{title}</a></p> })}
            {entry.source.map(|source| match source.url {
                Some(url) => view! { <p>"来源："<a href=url rel="external noreferrer">{source.name}</a></p> }.into_any(),
                None => view! { <p>"来源："{source.name}</p> }.into_any(),
            })}
        </section>
    }
}
