//! 督办: the red list, and the forms on it.

use app::pages::desk::Choice;
use app::pages::desk::ledger::{Control, Input};
use app::pages::desk::supervision::{self, RedItem, RedPage};
use app::parts::Errors;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use domain::access::{Action, Staff};
use domain::ports::{Overseeing, Supervised};
use domain::report::FieldError;
use domain::track::local_minute;
use serde::Deserialize;
use uuid::Uuid;

use super::answer::{Refusal, asked, trouble};
use super::form::Posted;
use super::ledger::{Typed, day_light, unit_name};
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

const HERE: &str = "desk/supervision";
const LONGEST: usize = 400;

/// The matter whose page led here.
#[derive(Default, Deserialize)]
#[serde(default)]
struct About {
    number: String,
}

pub fn routes() -> Router<Services> {
    Router::new().route("/desk/supervision", get(show).post(take))
}

async fn show(
    Seat { services, visit, staff }: Seat,
    Query(done): Query<Done>,
    Query(about): Query<About>,
) -> Result<Response, Trouble> {
    let typed = Typed::new(vec![("number".to_owned(), about.number)]);
    page(&services, visit, &staff, &done, &typed, Refusal::default()).await
}

async fn take(
    Seat { services, visit, staff }: Seat,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let mut typed = Typed::new(pairs);
    let action = if typed.raw("step") == "progress" { Action::Handle } else { Action::Supervise };
    staff.may_ever(action).map_err(|denied| trouble(denied.into()))?;
    let (supervision, by, now) = (&services.supervision, &staff, services.now());
    let take = |(number, step): (String, Overseeing)| async move { supervision.take(by, &number, step, now).await };
    let asked = asked(read(&mut typed), take).await?;
    match asked {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("{HERE}?done=kept"))),
        Err(refused) => page(&services, visit, &staff, &Done::default(), &typed, refused).await,
    }
}

fn read(typed: &mut Typed) -> Result<(String, Overseeing), Vec<FieldError>> {
    let id = Uuid::parse_str(typed.raw("supervision")).unwrap_or_default();
    let number = typed.optional("number", 30).to_uppercase();
    if number.is_empty() {
        typed.fault("number", "请填写事项编号");
    }
    let step = match typed.raw("step").to_owned().as_str() {
        "progress" => Some(Overseeing::Progress { supervision: id, note: typed.text("note", "进展", LONGEST) }),
        "lift" => Some(Overseeing::Lift { supervision: id, note: typed.text("note", "说明", LONGEST) }),
        "require" => {
            let (requirement, until) =
                (typed.text("requirement", "督办要求", LONGEST), typed.date("until", "完成日期"));
            let listed = typed.raw("listed") == "yes";
            until.map(|until| Overseeing::Require { listed, requirement, until })
        }
        "escalate" => Some(Overseeing::Escalate {
            to: typed.text("to", "由谁办理", 60),
            reason: typed.text("reason", "理由", LONGEST),
        }),
        _ => {
            typed.fault("step", "没有这一步");
            None
        }
    };
    let read = typed.done(step).map(|step| (number, step));
    // Each requirement has a field of its own for it.
    read.map_err(|faults| {
        let own =
            |fault: FieldError| if fault.field == "note" { FieldError { field: note_id(id), ..fault } } else { fault };
        faults.into_iter().map(own).collect()
    })
}

fn note_id(id: Uuid) -> String {
    format!("note-{id}")
}

/// What was typed at another requirement is not this one's.
fn note(typed: &Typed, id: Uuid) -> Input {
    let own = typed.raw("supervision") == id.to_string();
    let value = if own { typed.shown("note") } else { String::new() };
    Input::new("note", "进展或者说明", Control::Area(LONGEST)).id(note_id(id)).value(value)
}

async fn page(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    done: &Done,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    let list = services.supervision.list(staff).await.map_err(trouble)?;
    let now = services.now();
    let item = |one: Supervised| RedItem {
        id: one.id.to_string(),
        note: note(typed, one.id),
        unit: unit_name(services, one.unit.as_deref()),
        light: day_light(one.until, "完成", now),
        title: if one.listed { "挂牌督办" } else { "督办" },
        number: one.number,
        place: one.region_name,
        requirement: one.requirement,
        escalated_to: one.escalated_to,
        progress: one
            .progress
            .into_iter()
            .map(|(at, who, note)| format!("{} {who}：{note}", local_minute(at)))
            .collect(),
        may_report: one.reports,
        may_lift: one.own && staff.may_ever(Action::Supervise).is_ok(),
    };
    let status = refused.status();
    let may_set = staff.may_ever(Action::Supervise).is_ok();
    let data = RedPage {
        top: top(services, staff, HERE, Counts::default(), done),
        items: list.into_iter().map(item).collect(),
        require: if may_set { require(typed) } else { Vec::new() },
        escalate: if may_set { escalate(typed) } else { Vec::new() },
        errors: Errors::new(refused.faults),
        not_now: refused.not_now,
    };
    respond::personal_page(visit.frame, status, move || supervision::page(data.clone())).await
}

fn require(typed: &Typed) -> Vec<Input> {
    let kinds = vec![Choice::new("no", "督办"), Choice::new("yes", "挂牌督办")];
    vec![
        Input::new("number", "事项编号", Control::Line).value(typed.shown("number")),
        Input::new("listed", "方式", Control::Select(kinds)).value(typed.shown("listed")),
        Input::new("requirement", "督办要求", Control::Area(LONGEST)).value(typed.shown("requirement")),
        Input::new("until", "完成日期", Control::Date).value(typed.shown("until")),
    ]
}

fn escalate(typed: &Typed) -> Vec<Input> {
    vec![
        Input::new("number", "事项编号", Control::Line).id("escalate-number").value(typed.shown("number")),
        Input::new("to", "由谁办理", Control::Line).hint("例如 市局、本局执法大队").value(typed.shown("to")),
        Input::new("reason", "理由", Control::Area(LONGEST)).value(typed.shown("reason")),
    ]
}
