use domain::ports::StuckJob;
use domain::track::local_minute;
use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;

#[derive(Clone, Debug)]
pub struct StuckPage {
    pub top: Top,
    pub jobs: Vec<StuckJob>,
}

pub fn page(data: StuckPage) -> impl IntoView {
    let empty = data.jobs.is_empty();
    let jobs = data.jobs.into_iter().map(item).collect_view();
    view! {
        <DeskPage top=data.top title="转送停住">
            <h1>"转送停住的事项"</h1>
            <p>"系统转送到12315时，试了多次都没有成功，等人处理。原因排除后点“再送一次”；也可以打开录入单，由登记人员录入。"</p>
            {if empty {
                view! { <div class="empty"><p>"现在没有停住的事项。"</p></div> }.into_any()
            } else {
                view! { <ul class="stuck">{jobs}</ul> }.into_any()
            }}
        </DeskPage>
    }
}

fn item(job: StuckJob) -> impl IntoView {
    let frame = Frame::current();
    let matter = frame.href(&format!("desk/matter/{}", job.number));
    let retry = frame.href(&format!("desk/stuck/{}/retry", job.id));
    let number = job.number.clone();
    view! {
        <li>
            <b><a href=matter>{job.number}</a></b>
            <small>{format!("试了 {} 次，从 {} 起", job.attempts, local_minute(job.since))}</small>
            <p>{format!("最后一次的原因：{}", job.last_error)}</p>
            <form method="post" action=retry>
                <button class="button quiet">"再送一次"<span class="spoken">{number}</span></button>
            </form>
        </li>
    }
}
