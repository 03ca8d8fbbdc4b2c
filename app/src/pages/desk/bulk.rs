//! What became of a step that was asked for on several matters at once.

use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;

#[derive(Clone, Debug)]
pub struct BulkPage {
    pub top: Top,
    /// What was asked for, in words.
    pub what: String,
    pub results: Vec<BulkResult>,
}

#[derive(Clone, Debug)]
pub struct BulkResult {
    pub number: String,
    /// Why it was not done.
    pub refused: Option<String>,
}

pub fn page(data: BulkPage) -> impl IntoView {
    let frame = Frame::current();
    let done = data.results.iter().filter(|result| result.refused.is_none()).count();
    let summary = format!("{}：做好 {done} 件，没有做 {} 件", data.what, data.results.len() - done);
    let rows = data
        .results
        .into_iter()
        .map(|result| {
            let link = frame.href(&format!("desk/matter/{}", result.number));
            let (class, words) = match result.refused {
                None => ("due ok", "做好了".to_owned()),
                Some(why) => ("due red", format!("没有做：{why}")),
            };
            view! {
                <tr>
                    <td data-label="编号"><a class="nowrap" href=link>{result.number}</a></td>
                    <td data-label="结果" class=class><span>{words}</span></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <DeskPage top=data.top title=summary.clone()>
            <h1>{summary}</h1>
            <table>
                <thead><tr><th scope="col">"编号"</th><th scope="col">"结果"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p><a class="button quiet" href=frame.href("desk")>"回到列表"</a></p>
        </DeskPage>
    }
}
