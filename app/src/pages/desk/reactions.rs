//! A reaction laid out in the national form's order: for paper, and for whoever files it.

use domain::ports::OpenedReaction;
use domain::reaction::{Asked, Entry};
use domain::track::local_minute;
use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;

pub fn sheet(top: Top, data: OpenedReaction) -> impl IntoView {
    let back = Frame::current().href(&format!("desk/reactions/{}", data.line.number));
    let missing = [Asked::Reporter, Asked::Doctor, Asked::Monitor]
        .map(|asked| missing(&data.entries, asked))
        .into_iter()
        .collect_view();
    let rows = data.entries.iter().cloned().enumerate().map(|(place, entry)| row(place + 1, entry)).collect_view();
    let told = data.lines.iter().cloned();
    let told = told.map(|line| view! { <div><dt>{line.label}</dt><dd>{line.answer}</dd></div> }).collect_view();
    let urgent = data.line.urgent();
    view! {
        <DeskPage top title=format!("填报底稿 {}", data.line.number)>
            <h1>{format!("{}：填报底稿", data.title)}</h1>
            <section class="sealed open" aria-labelledby="personal">
                <h2 id="personal">"有个人信息，只显示这一次"</h2>
                <p>"这次查看和事由已经记入审计记录。需要纸面，直接打印本页（A4）。请勿外传。"</p>
            </section>
            <p>{format!("编号 {}，{} 收到，{}", data.line.number, local_minute(data.line.received_at), data.line.region_name)}</p>
            {(!urgent.is_empty()).then(|| view! { <p class="status">{format!("急：{}", urgent.join("；"))}</p> })}
            <p>{data.note.clone()}<small>{format!("栏目来源：{}", data.source)}</small></p>
            {data.not_for.clone().map(|why| view! { <div class="warn"><p>{why}</p></div> })}
            <section class="panel" aria-labelledby="missing">
                <h2 id="missing">"还缺这些"</h2>
                {missing}
            </section>
            <table>
                <caption class="spoken">"按国家报告表的栏目顺序"</caption>
                <thead><tr><th scope="col">"序号"</th><th scope="col">"部分"</th><th scope="col">"栏目"</th><th scope="col">"内容"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <section class="panel" aria-labelledby="told">
                <h2 id="told">"原话"</h2>
                <dl class="facts">{told}</dl>
            </section>
            <div class="actions"><a class="button quiet" href=back>"回到这件"</a></div>
        </DeskPage>
    }
}

fn missing(entries: &[Entry], asked: Asked) -> impl IntoView + use<> {
    let names: Vec<String> = entries
        .iter()
        .filter(|entry| entry.value.is_none() && entry.asked == asked)
        .map(|entry| entry.name.clone())
        .collect();
    (!names.is_empty())
        .then(|| view! { <p><b>{format!("{}（{} 栏）：", asked.words(), names.len())}</b>{names.join("、")}</p> })
}

fn row(place: usize, entry: Entry) -> impl IntoView {
    let value = match entry.value {
        Some(value) => view! { <span>{value}</span> }.into_any(),
        None => view! { <span class="none">{format!("（空）{}", entry.asked.words())}</span> }.into_any(),
    };
    let choices = (!entry.choices.is_empty()).then(|| view! { <small>{entry.choices}</small> });
    view! {
        <tr>
            <td data-label="序号">{place}</td>
            <td data-label="部分">{entry.part}</td>
            <td data-label="栏目">{entry.name}{choices}</td>
            <td data-label="内容">{value}</td>
        </tr>
    }
}
