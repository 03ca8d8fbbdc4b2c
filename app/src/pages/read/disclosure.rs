use std::sync::Arc;

use domain::columns::Column;
use domain::reading::Disclosure;
use leptos::prelude::*;

use super::about::{corrections, more, published, related, tags, updated};
use crate::frame::Frame;
use crate::parts::{Blocks, Crumbs, Entry, Head, Shell, Understood};

/// A typical case with the names its codes stand for.
#[derive(Clone)]
pub struct DisclosurePage {
    pub disclosure: Arc<Disclosure>,
    pub column: Column,
    /// The ways up, from the home page down.
    pub above: Vec<(String, String)>,
    /// 案由: the formal label of the category.
    pub category: String,
    pub place: String,
    pub violated: Vec<String>,
    pub penalty_basis: Vec<String>,
    pub related: Vec<Entry>,
}

pub fn page(data: DisclosurePage) -> impl IntoView {
    let frame = Frame::current();
    let head = head(&data);
    let report = frame.href(&format!("report?category={}", data.disclosure.head.category));
    let facts = facts(&data);
    let more = more(&data.above);
    let case = data.disclosure;
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=data.above/>
                <article class="prose">
                    <h1>{case.head.title.clone()}</h1>
                    {case.head.sample.then(|| view! {
                        <p class="sample"><b>"示例"</b>"这是为演示编写的案例，不是真实发生的事。"</p>
                    })}
                    {corrections(&case.corrections)}
                    <dl class="facts">{facts}</dl>
                    <Blocks blocks=case.blocks.clone()/>
                    {meta(&case)}
                    <Understood/>
                </article>
                {related(data.related)}
                <div class="actions">
                    <a class="button" href=report>"我也遇到了，要投诉举报"</a>
                    {more}
                </div>
            </main>
        </Shell>
    }
}

fn head(data: &DisclosurePage) -> Head {
    let head = &data.disclosure.head;
    let about = tags(&data.column, &head.title, head.published, head.unit.clone(), &head.keywords, &head.reviewer);
    let description = format!("{}：{}", head.unit, head.outcome);
    Head { description, picture: data.disclosure.card.clone(), kept: true, ..about }
}

/// The decision at a glance, in the order of the bureau's own summaries (公示规定 §4).
fn facts(data: &DisclosurePage) -> impl IntoView + use<> {
    let head = &data.disclosure.head;
    let rows = [
        ("案由", data.category.clone()),
        ("当事人", head.party.clone()),
        ("案件来源", head.source_of_case.clone()),
        ("地点", data.place.clone()),
        ("办案单位", head.unit.clone()),
        ("决定书文号", head.document_no.clone()),
        ("决定日期", head.decided.to_string()),
        ("违反条款", data.violated.join("；")),
        ("处罚依据", data.penalty_basis.join("；")),
        ("处罚结果", head.outcome.clone()),
        ("移送情况", head.transferred.clone()),
    ];
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
        .collect_view()
}

fn meta(case: &Disclosure) -> impl IntoView + use<> {
    let head = &case.head;
    view! {
        <p class="meta">
            {published(head.published)}{updated(&case.corrections)}<br/>
            {format!("审核：{}　{}", head.reviewer, head.reviewed)}<br/>
            {format!("本页公开到 {}，到期撤下", head.withdraw_by)}
        </p>
    }
}
