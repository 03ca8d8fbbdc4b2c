use domain::deadline::Master;
use domain::ledger::Book;
use domain::ports::Reminder;
use domain::track::local_minute;
use leptos::prelude::*;

use super::due_list::{light, plain};
use super::frame::{DeskPage, Top};
use crate::frame::Frame;

#[derive(Clone, Debug)]
pub struct RemindersPage {
    pub top: Top,
    pub reminders: Vec<Reminder>,
    /// Working days before a limit at which one is reminded.
    pub days: Vec<u8>,
}

pub fn page(data: RemindersPage) -> impl IntoView {
    let frame = Frame::current();
    let days: Vec<String> =
        data.days.iter().map(|day| if *day == 0 { "当天".to_owned() } else { format!("前 {day} 个工作日") }).collect();
    let all = data.reminders.iter().map(|one| one.id.to_string()).collect::<Vec<_>>().join(",");
    let several = data.reminders.len() > 1;
    let empty = data.reminders.is_empty();
    let items = data.reminders.into_iter().map(item).collect_view();
    view! {
        <DeskPage top=data.top title="提醒">
            <h1>"提醒"</h1>
            <p>{format!("每个工作日按期限提醒一次：到期{}。事情办了，提醒自己消失；不点“知道了”会一直在。", days.join("、"))}</p>
            {if empty {
                view! { <div class="empty"><p>"现在没有提醒。"</p></div> }.into_any()
            } else {
                view! { <ul class="stuck">{items}</ul> }.into_any()
            }}
            {several.then(|| view! {
                <form method="post" action=frame.href("desk/reminders")>
                    <input type="hidden" name="ids" value=all/>
                    <button class="button quiet">"全部知道了"</button>
                </form>
            })}
        </DeskPage>
    }
}

fn item(one: Reminder) -> impl IntoView {
    let frame = Frame::current();
    let place = if one.book == Some(Book::Transfer) { "desk/transfers" } else { "desk/matter" };
    let link = frame.href(&format!("{place}/{}", one.number));
    let statutory = one.deadline.master == Master::Law;
    let light = light(&one.deadline, Some(one.days_left)).filter(|_| statutory);
    let class = light.as_ref().map_or("", |light| light.colour);
    let words =
        light.map_or_else(|| format!("{}，{}", one.deadline.master.words(), plain(one.days_left)), |light| light.words);
    let until = one.deadline.due.map(|due| format!("{} 前", due.date));
    let whose = if one.own { "由您承办" } else { "本单位的" };
    view! {
        <li>
            <b><a href=link>{one.number.clone()}</a></b>" "<span class=class>{words}</span>
            <small>{whose}"，"{local_minute(one.made_at)}" 提醒"</small>
            <p>{until}{one.deadline.title}"（"{one.deadline.basis}"）"</p>
            <form method="post" action=frame.href("desk/reminders")>
                <input type="hidden" name="ids" value=one.id.to_string()/>
                <button class="button quiet">"知道了"<span class="spoken">{one.number}</span></button>
            </form>
        </li>
    }
}
