use domain::collecting::DoorContact;
use domain::field::{Choice, time_left};
use domain::ports::{Door, Errand};
use domain::report::FieldError;
use domain::track::local_minute;
use jiff::civil::Date;
use leptos::prelude::*;

use super::frame::OfficerPage;
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors};

#[derive(Clone)]
pub struct TasksPage {
    pub errands: Vec<Errand>,
    pub today: Date,
    pub errors: Vec<FieldError>,
    /// The task whose note was refused, with the note.
    pub typed: Option<(String, String)>,
}

pub fn page(data: TasksPage) -> impl IntoView {
    let empty = data.errands.is_empty().then(|| view! { <div class="empty"><p>"现在没有任务和通知。"</p></div> });
    let (typed, today) = (data.typed, data.today);
    let shown = data
        .errands
        .into_iter()
        .map(|errand| {
            let note = typed.as_ref().filter(|(id, _)| *id == errand.id.to_string()).map(|(_, note)| note.clone());
            errand_view(errand, today, note.unwrap_or_default())
        })
        .collect_view();
    view! {
        <OfficerPage title="任务和通知">
            <h1>"任务和通知"</h1>
            <ErrorSummary errors=Errors::new(data.errors)/>
            {empty}
            <ul class="reports">{shown}</ul>
        </OfficerPage>
    }
}

fn errand_view(errand: Errand, today: Date, note: String) -> impl IntoView {
    let frame = Frame::current();
    let kind = format!("{}{}", if errand.urgent { "紧急" } else { "" }, errand.kind.words());
    let class =
        if errand.urgent && errand.read_at.is_none() && errand.taken_off.is_empty() { "report bad" } else { "report" };
    let path = |step: &str| frame.href(&format!("officer/tasks/{}/{step}", errand.id));
    let open = errand.done_at.is_none() && errand.taken_off.is_empty();
    let read = (errand.read_at.is_none() && errand.taken_off.is_empty()).then(|| view! {
        <form method="post" action=path("read")><div class="actions"><button class="button">"知道了"</button></div></form>
    });
    let name = format!("note-{}", errand.id);
    let at_door = errand.door.is_some();
    let done = (!errand.kind.is_notice() && errand.read_at.is_some() && open).then(|| {
        let small = if at_door { "（没收成的要写；不要写电话、住址）" } else { "（可以不填）" };
        let words = if at_door { "收好了" } else { "做完了" };
        let back = at_door.then(|| {
            view! { <button class="button quiet" formaction=path("back")>"没收成，交回协管员"</button> }
        });
        view! {
            <form method="post" action=path("done")>
                <label for=name.clone()>"做得怎么样？"<small>{small}</small></label>
                <input type="text" id=name.clone() name="note" maxlength="200" autocomplete="off" value=note/>
                <div class="actions"><button class="button">{words}</button>{back}</div>
            </form>
        }
    });
    let door = errand.door.map(door);
    let left = errand.until.filter(|_| open).and_then(|day| match (errand.kind.is_notice(), errand.read_at) {
        (false, _) => Some(format!("，{}", time_left(day, today))),
        (true, None) => Some(format!("，请在 {day} 前看")),
        (true, Some(_)) => None,
    });
    let fill = errand.kind.form().filter(|_| open && errand.read_at.is_some()).map(|form| {
        let href = frame.href(&format!("officer/new/{}", form.as_str()));
        view! { <p><a href=href>"去填："{form.words()}</a></p> }
    });
    let state = match (errand.read_at, errand.done_at) {
        _ if !errand.taken_off.is_empty() => errand.taken_off,
        (_, Some(at)) => format!("{} 做完了", local_minute(at)),
        (Some(at), None) => format!("{} 看过了", local_minute(at)),
        (None, None) => "还没看".to_owned(),
    };
    view! {
        <li class=class>
            <h2>{kind}"："{errand.title}</h2>
            <p class="text">{errand.text}</p>
            <small>{errand.from}"，"{local_minute(errand.given_at)}{left}</small>
            <p class="state">{state}</p>
            {door}
            {read}
            {fill}
            {done}
        </li>
    }
}

/// Whom to call and where to go; shown while the task is open, once the officer has seen it.
fn door(door: Door) -> impl IntoView {
    let Some(DoorContact { phone, call, place }) = door.contact else {
        return view! { <p>"按“知道了”，就能看到电话和住处。"</p> }.into_any();
    };
    let fact = |label: &'static str, value: Option<String>| {
        value.map(|value| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
    };
    let home = door.home.map(|home| home.words().to_owned());
    let dial = format!("tel:{phone}");
    view! {
        <dl class="facts">
            {fact("称呼", call)}
            {fact("怎么找到", place)}
            {fact("家里有人", home)}
        </dl>
        <div class="actions"><a class="button quiet" href=dial>{format!("打电话 {phone}")}</a></div>
        <small>"只为这次上门用。收完就不再显示，不要抄下来转给别人。"</small>
    }
    .into_any()
}
