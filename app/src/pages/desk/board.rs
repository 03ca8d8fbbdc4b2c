//! 检查指标: what should be mended on the site, each line with the way there.

use domain::ports::{Board, LinkPassed};
use domain::tending::{Finding, Indicator, Report};
use domain::track::local_minute;
use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors};

#[derive(Clone)]
pub struct BoardPage {
    pub top: Top,
    pub board: Board,
    /// Names of the units that owe cases: whether they handed one in in the last period, and in this.
    pub units: Vec<(String, bool, bool)>,
    /// The link and the reason that were refused.
    pub target: String,
    pub reason: String,
    pub errors: Errors,
}

pub fn page(data: BoardPage) -> impl IntoView {
    let frame = Frame::current();
    let faulty = !data.errors.is_empty();
    let report = data.board.report.clone();
    let looked = report.as_ref().map_or("还没有查过。".to_owned(), looked);
    let errors = data.errors.clone();
    view! {
        <DeskPage top=data.top.clone() title="检查指标" faulty>
            <ErrorSummary errors/>
            <h1>"检查指标"</h1>
            <p>{looked}"每天夜里查一次全站，也可以现在就查。"</p>
            <form method="post" action=frame.href("desk/board")><button class="button">"现在查一遍"</button></form>
            {report.map(|report| findings(&report, &data))}
            {duties(&data)}
            {passed(data.board.passed.clone())}
            {sources(&data.board)}
        </DeskPage>
    }
}

fn looked(report: &Report) -> String {
    let outside =
        report.outside.map_or("站外的链接没有试（站点设置里没有打开）".to_owned(), |tried| {
            format!("试了 {tried} 个站外的链接")
        });
    format!("上次查是 {}，看了 {} 页，{outside}。", local_minute(report.at), report.pages)
}

fn findings(report: &Report, data: &BoardPage) -> impl IntoView + use<> {
    let groups = Indicator::ALL
        .into_iter()
        .map(|indicator| {
            let own: Vec<Finding> =
                report.findings.iter().filter(|finding| finding.indicator == indicator).cloned().collect();
            group(indicator, own, data)
        })
        .collect_view();
    view! { <div class="board">{groups}</div> }
}

fn group(indicator: Indicator, own: Vec<Finding>, data: &BoardPage) -> AnyView {
    if own.is_empty() {
        return view! { <section><h2>{indicator.words()}" "<span class="tag">"没发现"</span></h2></section> }
            .into_any();
    }
    let count = own.len();
    let rows = own.into_iter().map(|finding| row(finding, data)).collect_view();
    view! {
        <section>
            <h2>{indicator.words()}" "<span class="tag amber">{format!("{count} 处")}</span></h2>
            <ul class="findings">{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(finding: Finding, data: &BoardPage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let pass = finding.target.map(|target| pass_form(target, data));
    view! {
        <li>
            <b>{finding.subject}</b>"："{finding.detail}
            " "<a href=frame.href(&finding.fix)>"去处理"</a>
            {pass}
        </li>
    }
}

/// Not every link that does not answer a program is dead: said with a reason, it is passed over.
fn pass_form(target: String, data: &BoardPage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let refused = data.target == target && !data.errors.is_empty();
    let error = data.errors.at("reason").filter(|_| refused);
    let (typed, id) = if refused { (data.reason.clone(), Some("reason")) } else { (String::new(), None) };
    let invalid = error.is_some().then_some("true");
    let message = error.map(|message| view! { <p class="error" id="reason-error">{message}</p> });
    let label = format!("略过 {target} 的理由");
    view! {
        <details open=refused>
            <summary>"这个链接没有问题，以后略过"</summary>
            <form method="post" action=frame.href("desk/board/pass")>
                <input type="hidden" name="target" value=target/>
                {message}
                <input type="text" id=id name="reason" value=typed aria-label=label aria-invalid=invalid placeholder="为什么可以不管" autocomplete="off"/>
                <button class="button quiet">"以后略过"</button>
            </form>
        </details>
    }
}

fn duties(data: &BoardPage) -> impl IntoView + use<> {
    let (last, now) = data.board.periods?;
    let mark = |done: bool| if done { "已报" } else { "没有报" };
    let rows = data
        .units
        .iter()
        .map(|(unit, before, running)| {
            let class = if *before { "tag" } else { "tag amber" };
            view! {
                <tr>
                    <td data-label="单位">{unit.clone()}</td>
                    <td data-label="上一期"><span class=class>{mark(*before)}</span></td>
                    <td data-label="这一期">{mark(*running)}</td>
                </tr>
            }
        })
        .collect_view();
    Some(view! {
        <h2>"每月报典型案例"</h2>
        <p>{format!("各单位每月报一例。上一期是 {} 到 {} 以前，这一期到 {} 以前。送审或者发布都算已报。", last.from, last.before, now.before)}</p>
        <table>
            <caption class="spoken">"各单位报送典型案例的情况"</caption>
            <thead><tr><th scope="col">"单位"</th><th scope="col">"上一期"</th><th scope="col">"这一期"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    })
}

fn passed(passed: Vec<LinkPassed>) -> impl IntoView {
    let frame = Frame::current();
    let empty = passed.is_empty();
    let rows = passed
        .into_iter()
        .map(|link| {
            view! {
                <li>
                    <span class="address">{link.target.clone()}</span>"："{link.reason}
                    <small>{format!(" {} {}", link.name, local_minute(link.at))}</small>
                    <form method="post" action=frame.href("desk/board/unpass")>
                        <input type="hidden" name="target" value=link.target/>
                        <button class="button quiet">"重新检查它"</button>
                    </form>
                </li>
            }
        })
        .collect_view();
    (!empty).then(|| view! { <h2>"略过的链接"</h2><ul class="findings">{rows}</ul> })
}

fn sources(board: &Board) -> impl IntoView + use<> {
    let rules = &board.rules;
    let all = [&rules.home_days, &rules.column_days, &rules.review_days, &rules.page_kilobytes, &rules.question_days];
    let lines = all.map(|rule| view! { <li>{rule.source.clone()}</li> });
    view! { <details class="upload"><summary>"这些数从哪里来"</summary><ul>{lines}</ul></details> }
}
