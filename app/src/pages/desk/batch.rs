use domain::ports::{BatchDifference, BatchFault, BatchReport};
use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors, FieldFrame, described_by};

const HINT: &str = "xlsx 或 csv，不超过 8 MB";

#[derive(Clone)]
pub struct BatchPage {
    pub top: Top,
    pub unregistered: u64,
    /// Most matters of one exported table.
    pub at_once: u32,
    /// What an import found, right after it.
    pub report: Option<BatchReport>,
    pub errors: Errors,
}

pub fn page(data: BatchPage) -> impl IntoView {
    let faulty = !data.errors.is_empty();
    view! {
        <DeskPage top=data.top title="批量录入" faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <h1>"批量录入和对账"</h1>
            {data.report.map(report)}
            {export(data.unregistered, data.at_once)}
            {import(data.errors.at("file"))}
        </DeskPage>
    }
}

fn export(unregistered: u64, at_once: u32) -> impl IntoView {
    let frame = Frame::current();
    let words = format!(
        "还没有12315登记编号的事项现在有 {unregistered} 件，导出成一张表，栏目和12315的导出表一样。表里没有身份信息。一次最多导出 {at_once} 件，编号导回来以后再导出其余的。"
    );
    view! {
        <section class="panel" aria-labelledby="export">
            <h2 id="export">"导出"</h2>
            <p>{words}</p>
            <div class="actions"><a class="button quiet" href=frame.href("desk/batch/export.xlsx")>"导出表格（xlsx）"</a></div>
        </section>
    }
}

fn import(error: Option<String>) -> impl IntoView {
    let frame = Frame::current();
    let describedby = described_by("file", HINT, error.as_ref());
    view! {
        <section class="panel" aria-labelledby="import">
            <h2 id="import">"导入"</h2>
            <p>"从12315导出的表格放回这里，登记编号会对到各个事项上。有问题的行会列出来，不影响别的行；同一张表再导入一次不会重复。"</p>
            <form method="post" action=frame.href("desk/batch") enctype="multipart/form-data">
                <FieldFrame name="file" label="表格文件" hint=HINT error>
                    <input id="file" name="file" type="file" aria-describedby=describedby
                        accept=".xlsx,.csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"/>
                </FieldFrame>
                <div class="actions"><button class="button">"导入并对账"</button></div>
            </form>
        </section>
    }
}

fn report(report: BatchReport) -> impl IntoView {
    let words = format!(
        "读了 {} 行：新记下登记编号 {} 件，原来就有的 {} 件，有问题的 {} 处。",
        report.rows,
        report.registered,
        report.unchanged,
        report.faults.len()
    );
    view! {
        <section class="panel" aria-labelledby="report" role="status">
            <h2 id="report">"导入结果"</h2>
            <p>{words}</p>
            {faults(report.faults)}
            {differences("本系统有、还没有登记编号的", report.ours_without_number, true)}
            {differences("12315表里有、本系统没有对上的", report.theirs_unknown, false)}
        </section>
    }
}

fn faults(faults: Vec<BatchFault>) -> impl IntoView {
    let rows = faults
        .iter()
        .cloned()
        .map(|fault| {
            view! {
                <tr>
                    <td data-label="行">{fault.row}</td>
                    <td data-label="栏">{fault.column}</td>
                    <td data-label="问题">{fault.message}</td>
                </tr>
            }
        })
        .collect_view();
    (!faults.is_empty()).then(|| {
        view! {
            <h3>"有问题的格子"</h3>
            <table>
                <caption class="spoken">"有问题的格子，按表格的行号"</caption>
                <thead><tr><th scope="col">"行"</th><th scope="col">"栏"</th><th scope="col">"问题"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    })
}

fn differences(title: &'static str, list: Vec<BatchDifference>, ours: bool) -> impl IntoView {
    let frame = Frame::current();
    let heading = format!("{title}（{}）", list.len());
    let empty = list.is_empty();
    let items = list
        .into_iter()
        .map(|entry| {
            let link = frame.href(&format!("desk/matter/{}", entry.number));
            let name = if ours {
                view! { <a class="nowrap" href=link>{entry.number}</a> }.into_any()
            } else {
                view! { <span class="nowrap">{entry.number}</span> }.into_any()
            };
            view! { <tr><td data-label="编号">{name}</td><td data-label="内容">{entry.text}</td></tr> }
        })
        .collect_view();
    (!empty).then(|| {
        view! {
            <h3>{heading}</h3>
            <table>
                <caption class="spoken">{title}</caption>
                <thead><tr><th scope="col">"编号"</th><th scope="col">"内容"</th></tr></thead>
                <tbody>{items}</tbody>
            </table>
        }
    })
}
