//! Village officers at the desk: tables of a few columns, and a code to bind a phone with.

use leptos::prelude::*;

use super::form::Refused;
use super::frame::{DeskPage, Top};
use super::inbox::FilterField;
use super::ledger::{Input, control};
use crate::frame::Frame;
use crate::pages::desk::form::options;
use crate::parts::{ErrorSummary, Errors, qr};

/// A table with what can be done from it.
#[derive(Clone, Default)]
pub struct FieldTable {
    pub top: Top,
    pub title: String,
    pub intro: String,
    /// Path inside the site and words.
    pub ways: Vec<(String, String)>,
    /// Where the filters lead.
    pub path: String,
    pub filters: Vec<FilterField>,
    pub columns: Vec<&'static str>,
    pub rows: Vec<FieldRow>,
    pub nothing: &'static str,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub upload: Option<Upload>,
    pub errors: Errors,
}

/// One line: the first cell may lead somewhere.
#[derive(Clone, Debug, Default)]
pub struct FieldRow {
    /// Path inside the site; empty: no link.
    pub link: String,
    /// One for each column: what is read, and what is read smaller below it.
    pub cells: Vec<(String, String)>,
    /// Somebody should look at it.
    pub alarm: bool,
}

/// A form that takes a file.
#[derive(Clone, Debug)]
pub struct Upload {
    pub action: String,
    pub title: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    /// Endings of the files it is for.
    pub accept: &'static str,
    pub button: &'static str,
}

pub fn table(data: FieldTable) -> impl IntoView {
    let frame = Frame::current();
    let ways = data.ways.iter().map(|(path, words)| {
        view! { <a class="button quiet" href=frame.href(path)>{words.clone()}</a> }
    });
    let ways = ways.collect_view();
    let heads = data.columns.iter().map(|column| view! { <th scope="col">{*column}</th> }).collect_view();
    let rows = data.rows.clone().into_iter().map(|line| row(line, &data.columns)).collect_view();
    let turn = |path: &Option<String>, words: &'static str, rel: &'static str| {
        path.as_ref().map(|path| view! { <a rel=rel href=frame.href(path)>{words}</a> })
    };
    let pages = (data.previous.is_some() || data.next.is_some()).then(|| {
        let (previous, next) = (turn(&data.previous, "上一页", "prev"), turn(&data.next, "下一页", "next"));
        view! { <nav class="pages" aria-label="翻页">{previous}{next}</nav> }
    });
    view! {
        <DeskPage top=data.top.clone() title=data.title.clone() faulty=!data.errors.is_empty()>
            <ErrorSummary errors=data.errors.clone()/>
            <h1>{data.title.clone()}</h1>
            {(!data.intro.is_empty()).then(|| view! { <p>{data.intro.clone()}</p> })}
            {(!data.ways.is_empty()).then(|| view! { <div class="actions">{ways}</div> })}
            {filters(&data)}
            {if data.rows.is_empty() {
                view! { <div class="empty"><p>{data.nothing}</p></div> }.into_any()
            } else {
                view! {
                    <table>
                        <caption class="spoken">{data.title.clone()}</caption>
                        <thead><tr>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                .into_any()
            }}
            {pages}
            {data.upload.clone().map(|upload| uploading(upload, &data.errors))}
        </DeskPage>
    }
}

fn row(line: FieldRow, columns: &[&'static str]) -> impl IntoView + use<> {
    let frame = Frame::current();
    let cells = columns.iter().zip(line.cells).enumerate().map(|(place, (column, (words, small)))| {
        let small = (!small.is_empty()).then(|| view! { <small>{small}</small> });
        let class = if place == 0 && line.alarm { "red" } else { "" };
        let words = if place == 0 && !line.link.is_empty() {
            view! { <a href=frame.href(&line.link)>{words}</a> }.into_any()
        } else {
            view! { <span>{words}</span> }.into_any()
        };
        view! { <td data-label=*column class=class>{words}{small}</td> }
    });
    view! { <tr>{cells.collect_view()}</tr> }
}

fn filters(data: &FieldTable) -> impl IntoView + use<> {
    let fields = data.filters.clone().into_iter().map(|field| {
        view! { <label>{field.label}<select name=field.name>{options(field.choices, &field.chosen)}</select></label> }
    });
    let action = Frame::current().href(&data.path);
    (!data.filters.is_empty()).then(|| {
        view! {
            <form class="filters" method="get" action=action>
                {fields.collect_view()}<button class="button quiet">"筛选"</button>
            </form>
        }
    })
}

fn uploading(upload: Upload, errors: &Errors) -> impl IntoView + use<> {
    let action = Frame::current().href(&upload.action);
    let error = errors.at("file").map(|message| view! { <p class="error" id="file-error">{message}</p> });
    view! {
        <section class="panel" aria-labelledby="upload">
            <h2 id="upload">{upload.title}</h2>
            <form method="post" action=action enctype="multipart/form-data">
                <div class="field">
                    <label for="file">{upload.label}</label>
                    <p class="hint" id="file-hint">{upload.hint}</p>
                    {error}
                    <input type="file" id="file" name="file" accept=upload.accept aria-describedby="file-hint"/>
                </div>
                <div class="actions"><button class="button quiet">{upload.button}</button></div>
            </form>
        </section>
    }
}

/// One officer, record or errand: what is known, and what may be done.
#[derive(Clone, Default)]
pub struct FieldFile {
    pub top: Top,
    pub title: String,
    pub status: String,
    pub links: Vec<(String, String)>,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// Paths of pictures, and what they show.
    pub pictures: Vec<(String, String)>,
    pub voices: Vec<String>,
    pub sections: Vec<(String, Vec<String>)>,
    pub panels: Vec<FieldPanel>,
    pub errors: Errors,
    pub not_now: Option<String>,
}

#[derive(Clone, Debug)]
pub struct FieldPanel {
    /// Where it is posted to; inside the site.
    pub action: String,
    pub key: &'static str,
    pub title: &'static str,
    pub note: &'static str,
    pub inputs: Vec<Input>,
    pub button: &'static str,
}

pub fn file(data: FieldFile) -> impl IntoView {
    let frame = Frame::current();
    let faulty = !data.errors.is_empty() || data.not_now.is_some();
    let facts = data.facts.iter().cloned().map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> });
    let facts = facts.collect_view();
    let links = data.links.iter().map(|(path, words)| {
        view! { <a class="button quiet" href=frame.href(path)>{words.clone()}</a> }
    });
    let links = links.collect_view();
    let pictures = data.pictures.iter().map(|(path, alt)| {
        let (link, source) = (frame.href(path), frame.href(path));
        view! { <li><a href=link><img src=source alt=alt.clone() loading="lazy"/></a></li> }
    });
    let pictures = pictures.collect_view();
    let voices = data.voices.iter().zip(1_u32..).map(|(path, ordinal)| {
        let name = format!("第 {ordinal} 段录音");
        view! { <li><audio controls preload="none" aria-label=name src=frame.href(path)></audio></li> }
    });
    let voices = voices.collect_view();
    let section = |(title, lines): &(String, Vec<String>)| {
        let lines = lines.iter().cloned().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <section class="panel"><h2>{title.clone()}</h2><ul>{lines}</ul></section> }
    };
    let sections = data.sections.iter().filter(|(_, lines)| !lines.is_empty()).map(section).collect_view();
    let panels = data.panels.clone().into_iter().map(|one| panel(one, &data.errors)).collect_view();
    view! {
        <DeskPage top=data.top.clone() title=data.title.clone() faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <Refused title="现在不能这样做" why=data.not_now.clone()/>
            <h1>{data.title.clone()}</h1>
            {(!data.status.is_empty()).then(|| view! { <p class="status">{data.status.clone()}</p> })}
            {(!data.links.is_empty()).then(|| view! { <div class="actions">{links}</div> })}
            <div class="two">
                <div>
                    <section class="panel" aria-labelledby="facts">
                        <h2 id="facts">"登记内容"</h2>
                        <dl class="facts">{facts}</dl>
                    </section>
                    {(!data.pictures.is_empty()).then(|| view! { <section class="panel"><h2>"照片"</h2><ul class="photos">{pictures}</ul></section> })}
                    {(!data.voices.is_empty()).then(|| view! { <section class="panel"><h2>"语音"</h2><ul>{voices}</ul></section> })}
                    {sections}
                </div>
                <aside aria-label="办理">{panels}</aside>
            </div>
        </DeskPage>
    }
}

fn panel(panel: FieldPanel, errors: &Errors) -> impl IntoView + use<> {
    let action = Frame::current().href(&panel.action);
    let inputs = panel.inputs.into_iter().map(|input| control(input, errors)).collect_view();
    let heading = format!("do-{}", panel.key);
    let labelled_by = heading.clone();
    view! {
        <section class="panel" aria-labelledby=labelled_by>
            <h2 id=heading>{panel.title}</h2>
            {(!panel.note.is_empty()).then(|| view! { <p class="hint">{panel.note}</p> })}
            <form method="post" action=action>
                <input type="hidden" name="step" value=panel.key/>
                {inputs}
                <div class="actions"><button class="button quiet">{panel.button}</button></div>
            </form>
        </section>
    }
}

/// A code to bind a phone with, shown once.
#[derive(Clone, Default)]
pub struct CodePage {
    pub top: Top,
    pub officer: String,
    /// Eight digits in two groups.
    pub digits: String,
    pub url: String,
    pub until: String,
    /// Back to the officer.
    pub back: String,
}

pub fn code(data: CodePage) -> impl IntoView {
    let back = Frame::current().href(&data.back);
    let qr = qr::svg(&data.url)
        .map(|drawn| view! { <div class="qr" role="img" aria-label="绑定手机的二维码" inner_html=drawn></div> });
    view! {
        <DeskPage top=data.top.clone() title="绑定手机">
            <h1>{format!("给{}绑定手机", data.officer)}</h1>
            <p>"这个绑定码只显示这一次，用一次就作废，不要发到群里。"</p>
            <p class="code">{data.digits.clone()}</p>
            {qr}
            <p>{format!("{} 以前有效。用信息员的手机扫码，或者打开 {} 输入 8 位数字，再设一个 6 位密码。", data.until, data.url.split('?').next().unwrap_or_default())}</p>
            <div class="actions"><a class="button quiet" href=back>"回到信息员"</a></div>
        </DeskPage>
    }
}
