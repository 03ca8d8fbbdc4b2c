use domain::variant::Language;
use leptos::prelude::*;

use super::checks::{Checks, checks};
use crate::frame::Frame;
use crate::pages::desk::form::Refused;
use crate::pages::desk::frame::{DeskPage, Top};
use crate::pages::desk::ledger::{Panel, panel};
use crate::pages::desk::matter::Happened;
use crate::parts::{Blocks, ErrorSummary, Errors, Written};

#[derive(Clone, Default)]
pub struct ItemPage {
    pub top: Top,
    pub title: String,
    pub kind: &'static str,
    pub stage: String,
    /// What presses: a limit, that somebody else is writing.
    pub warnings: Vec<String>,
    /// Path inside the site and words.
    pub links: Vec<(String, String)>,
    pub facts: Vec<(String, String)>,
    /// 三审三校: what, and by whom and when.
    pub checklist: Vec<(String, Option<String>)>,
    pub checks: Checks,
    pub hits: Vec<HitLine>,
    /// The text as residents will read it.
    pub blocks: Vec<domain::reading::Block>,
    /// What it is written in, where that is not plain Chinese.
    pub language: Option<Language>,
    pub events: Vec<Happened>,
    /// Where all forms post to; inside the site.
    pub action: String,
    /// Digest of the text that is shown.
    pub read: String,
    pub panels: Vec<Panel>,
    pub shares: Vec<ShareLine>,
    pub remarks: Vec<RemarkLine>,
    /// A link that was just made: shown once.
    pub shared: Option<String>,
    pub errors: Errors,
    pub not_now: Option<String>,
}

/// Something that points at a person.
#[derive(Clone, Debug)]
pub struct HitLine {
    /// As the form posts it: kind and text.
    pub kind: String,
    pub text: String,
    pub words: &'static str,
    pub place: String,
    pub mask: String,
    /// What was decided, if anything.
    pub decided: Option<String>,
    /// Whether this person may decide now.
    pub open: bool,
}

#[derive(Clone, Debug)]
pub struct ShareLine {
    pub label: String,
    pub words: String,
    /// Where the form that ends it posts to; nothing once it has ended.
    pub end: Option<String>,
}

#[derive(Clone, Debug)]
pub struct RemarkLine {
    pub words: String,
    pub text: String,
}

pub fn page(data: ItemPage) -> impl IntoView {
    let frame = Frame::current();
    let faulty = !data.errors.is_empty() || data.not_now.is_some();
    let link = |(path, words): &(String, String)| {
        view! { <a class="button quiet" href=frame.href(path)>{words.clone()}</a> }
    };
    let links = data.links.iter().map(link).collect_view();
    let warnings = data.warnings.iter().cloned().map(|words| view! { <p class="warn">{words}</p> }).collect_view();
    let hidden = vec![("read", data.read.clone())];
    let panels =
        data.panels.clone().into_iter().map(|one| panel(one, &data.action, &hidden, &data.errors)).collect_view();
    view! {
        <DeskPage top=data.top.clone() title=data.title.clone() faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <Refused title="现在不能这样做" why=data.not_now.clone()/>
            <h1><span class="tag blue">{data.kind}</span>{data.title.clone()}</h1>
            <p class="status">{data.stage.clone()}</p>
            {warnings}
            {data.shared.clone().map(|address| view! {
                <div class="done" role="status"><p>"外部预览链接，只显示这一次，请复制发给对方："</p><p><code class="address">{address}</code></p></div>
            })}
            {(!data.links.is_empty()).then(|| view! { <div class="actions">{links}</div> })}
            <div class="two">
                <div>
                    {text(&data)}
                    {facts(&data)}
                    {timeline(&data)}
                </div>
                <aside aria-label="办理">
                    {checklist(&data)}
                    {checks(&data.checks)}
                    {hits(&data)}
                    {panels}
                    {outside(&data)}
                </aside>
            </div>
        </DeskPage>
    }
}

fn text(data: &ItemPage) -> impl IntoView + use<> {
    let (blocks, language) = (data.blocks.clone(), data.language.clone());
    (!blocks.is_empty()).then(|| {
        view! { <section class="panel prose" aria-labelledby="text"><h2 id="text">"正文"</h2><Written language><Blocks blocks/></Written></section> }
    })
}

fn facts(data: &ItemPage) -> impl IntoView + use<> {
    let row = |(label, value): (String, String)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    let rows = data.facts.clone().into_iter().map(row).collect_view();
    view! { <section class="panel" aria-labelledby="facts"><h2 id="facts">"稿件"</h2><dl class="facts">{rows}</dl></section> }
}

fn timeline(data: &ItemPage) -> impl IntoView + use<> {
    let last = data.events.len().saturating_sub(1);
    let items = data.events.clone().into_iter().enumerate().map(|(index, event)| {
        let class = if index == last { "now" } else { "" };
        view! { <li class=class><time>{event.at}</time>" "<small>{event.who}</small><p>{event.text}</p></li> }
    });
    view! {
        <section class="panel" aria-labelledby="events"><h2 id="events">"经过"</h2><ol class="timeline">{items.collect_view()}</ol></section>
    }
}

fn checklist(data: &ItemPage) -> impl IntoView + use<> {
    let line = |(what, done): (String, Option<String>)| {
        let (mark, by) = done.map_or(("未做", String::new()), |by| ("已做", by));
        view! { <li>{what}"："<b>{mark}</b>" "<small>{by}</small></li> }
    };
    let lines = data.checklist.clone().into_iter().map(line).collect_view();
    view! { <section class="panel" aria-labelledby="three"><h2 id="three">"三审三校"</h2><ul class="checklist">{lines}</ul></section> }
}

fn hits(data: &ItemPage) -> impl IntoView + use<> {
    let action = Frame::current().href(&data.action);
    let read = data.read.clone();
    let hit = move |(index, hit): (usize, HitLine)| {
        let id = format!("keep-{index}");
        let form = hit.open.then(|| {
            view! {
                <form method="post" action=action.clone()>
                    <input type="hidden" name="step" value="decide"/>
                    <input type="hidden" name="read" value=read.clone()/>
                    <input type="hidden" name="hit_kind" value=hit.kind.clone()/>
                    <input type="hidden" name="hit_text" value=hit.text.clone()/>
                    <label for=id.clone()>"保留的理由"</label>
                    <input id=id name="keep_reason" autocomplete="off"/>
                    <div class="actions">
                        <button class="button quiet" name="decision" value="mask">"要隐去"</button>
                        <button class="button quiet" name="decision" value="keep">"保留"</button>
                    </div>
                </form>
            }
        });
        view! {
            <li>
                <p><b>{hit.words}</b>" "{hit.text.clone()}" "<small>{hit.place}</small></p>
                <p>"可以写成："{hit.mask}</p>
                {hit.decided.map(|words| view! { <p class="hint">{words}</p> })}
                {form}
            </li>
        }
    };
    let items = data.hits.clone().into_iter().enumerate().map(hit).collect_view();
    (!data.hits.is_empty()).then(|| {
        view! { <section class="panel" aria-labelledby="hits"><h2 id="hits">"指向个人的内容"</h2><ul class="hits">{items}</ul></section> }
    })
}

fn outside(data: &ItemPage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let share = move |share: ShareLine| {
        let end = share.end.map(|path| {
            view! { <form method="post" action=frame.href(&path)><button class="link">"作废"</button></form> }
        });
        view! { <li>{share.label}" "<small>{share.words}</small>{end}</li> }
    };
    let shares = data.shares.clone().into_iter().map(share).collect_view();
    let remark = |remark: RemarkLine| view! { <li><small>{remark.words}</small><p>{remark.text}</p></li> };
    let remarks = data.remarks.clone().into_iter().map(remark).collect_view();
    view! {
        {(!data.shares.is_empty()).then(|| view! { <section class="panel"><h2>"外部预览链接"</h2><ul>{shares}</ul></section> })}
        {(!data.remarks.is_empty()).then(|| view! { <section class="panel"><h2>"外部意见"</h2><ul>{remarks}</ul></section> })}
    }
}
