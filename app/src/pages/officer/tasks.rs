use domain::field::{Choice, time_left};
use domain::ports::Errand;
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
    let class = if errand.urgent && errand.read_at.is_none() { "report bad" } else { "report" };
    let path = |step: &str| frame.href(&format!("officer/tasks/{}/{step}", errand.id));
    let read = errand.read_at.is_none().then(|| view! {
        <form method="post" action=path("read")><div class="actions"><button class="button">"知道了"</button></div></form>
    });
    let name = format!("note-{}", errand.id);
    let done = (!errand.kind.is_notice() && errand.read_at.is_some() && errand.done_at.is_none()).then(|| {
        view! {
            <form method="post" action=path("done")>
                <label for=name.clone()>"做得怎么样？"<small>"（可以不填）"</small></label>
                <input type="text" id=name.clone() name="note" maxlength="200" autocomplete="off" value=note/>
                <div class="actions"><button class="button">"做完了"</button></div>
            </form>
        }
    });
    let open = errand.done_at.is_none();
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
            {read}
            {fill}
            {done}
        </li>
    }
}
