use domain::field::Merits;
use domain::ports::OwnReports;
use domain::track::local_minute;
use leptos::prelude::*;

use super::frame::OfficerPage;
use crate::frame::Frame;

#[derive(Clone)]
pub struct ReportsPage {
    pub reports: OwnReports,
    /// Of this month.
    pub merits: Merits,
    /// From 1.
    pub page: u32,
}

pub fn page(data: ReportsPage) -> impl IntoView {
    let frame = Frame::current();
    let OwnReports { rows, total, page_size } = data.reports;
    let empty = rows.is_empty().then(|| {
        view! {
            <div class="empty">
                <p>"还没有上报过。"</p>
                <a class="button quiet" href=frame.href("officer")>"去填一份"</a>
            </div>
        }
    });
    let shown = rows
        .into_iter()
        .map(|row| {
            let href = Frame::current().href(&format!("officer/reports/{}", row.report));
            let missing = row.photos.saturating_sub(row.photos_here);
            view! {
                <li class="report">
                    <a href=href><b>{row.form.words()}</b>" "{row.number}</a>
                    <p>{row.summary}</p>
                    <small>{local_minute(row.received_at)}</small>
                    {row.status.map(|status| view! { <p class="state sent">{status}</p> })}
                    {(missing > 0).then(|| view! { <p class="hint">{format!("还有 {missing} 张照片没有到局里")}</p> })}
                </li>
            }
        })
        .collect_view();
    let more = u64::from(data.page) * u64::from(page_size) < total;
    view! {
        <OfficerPage title="我的上报">
            <h1>"我的上报"</h1>
            <p class="hint">"已经到局里的都在这里；还在手机里的，看“手机里的”。"</p>
            {merits(data.merits)}
            {empty}
            <ul class="reports">{shown}</ul>
            {more.then(|| view! { <a class="button quiet" href=frame.href(&format!("officer/reports?page={}", data.page + 1))>"更早的"</a> })}
        </OfficerPage>
    }
}

fn merits(merits: Merits) -> impl IntoView {
    let stars = (merits.stars > 0).then(|| format!("，{} 星", merits.stars));
    let points = format!("{} 分", merits.points);
    (merits.points > 0).then(|| {
        view! { <p class="hint">"这个月已记 "<b>{points}</b>{stars}"。记分用来评星、评先进，不是钱。"</p> }
    })
}
