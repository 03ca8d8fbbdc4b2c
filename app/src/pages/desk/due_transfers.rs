//! Transfers on the page of days: their limits are the law's or the bureau's own, like a matter's.

use domain::deadline::Master;
use domain::ports::DueTransfer;
use leptos::prelude::*;

use super::due_list::{light, local, statutory};
use crate::frame::Frame;

#[derive(Clone, Debug, Default)]
pub struct DueTransfers {
    /// With the unit's name in the place of its key.
    pub lines: Vec<DueTransfer>,
    pub overdue: u64,
    pub today: u64,
}

pub(super) fn transfers(data: DueTransfers) -> impl IntoView {
    let due = data.overdue + data.today > 0;
    let counts = format!("已超期 {} 项，今天到期 {} 项", data.overdue, data.today);
    let class = if data.overdue > 0 { "due red" } else { "" };
    let rows = data.lines.into_iter().map(line).collect::<Vec<_>>();
    (due || !rows.is_empty()).then(|| {
        view! {
            <section aria-labelledby="transfers">
                <h2 id="transfers">"移送、移交"</h2>
                <p class=class>{counts}</p>
                {(!rows.is_empty()).then(|| table(rows))}
            </section>
        }
    })
}

fn table(rows: impl IntoView) -> impl IntoView {
    view! {
        <table>
            <caption class="spoken">"按到期日排列的移送"</caption>
            <thead>
                <tr>
                    <th scope="col">"编号、案由"</th>
                    <th scope="col">"对方单位、进度"</th>
                    <th scope="col">"法定时限"</th>
                    <th scope="col">"本局内部时限"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn line(line: DueTransfer) -> impl IntoView {
    let link = Frame::current().href(&format!("desk/transfers/{}", line.number));
    let (law, own): (Vec<_>, Vec<_>) = line.deadlines.into_iter().partition(|(day, _)| day.master == Master::Law);
    let class = law.first().map_or("", |(day, left)| light(day, *left).map_or("", |light| light.colour));
    view! {
        <tr>
            <td data-label="编号"><span><a class="nowrap" href=link>{line.number}</a></span><small>{line.subject}</small></td>
            <td data-label="对方、进度"><span>{line.to}</span><small>{line.stage}" "{line.unit}</small></td>
            <td data-label="法定时限" class=class>{law.iter().map(|(day, left)| statutory(day, *left)).collect_view()}</td>
            <td data-label="内部时限">{own.iter().map(|(day, left)| local(day, *left)).collect_view()}</td>
        </tr>
    }
}
