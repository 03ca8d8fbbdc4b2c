use app::pages::desk::bulk::{self, BulkPage, BulkResult};
use axum::http::StatusCode;
use axum::response::Response;
use domain::desk_step::{DeskStep, StepName};
use domain::matter::office::Person;
use domain::ports::DeskError;
use uuid::Uuid;

use super::answer::trouble;
use super::form::Posted;
use super::signed::Seat;
use super::step::Typed;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, respond};

/// More than a page of the list holds are not ticked by hand.
const MOST: usize = 100;

/// One step on every ticked matter, each judged for itself; the page says what became of each.
pub async fn take(
    Seat { services, visit, staff }: Seat,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let typed = Typed::new(pairs);
    let (name, step) = asked(&typed)?;
    staff.may_ever(name.action()).map_err(|denied| trouble(denied.into()))?;
    let numbers = typed.many("number");
    if numbers.is_empty() || numbers.len() > MOST {
        return Err(Trouble::BadRequest(format!("请先在列表里选中事项，一次最多 {MOST} 件。")));
    }
    let results = services.casework.act_on_each(&staff, &numbers, &step, services.now()).await?;
    let data = BulkPage {
        top: top(&services, &staff, "desk/bulk", Counts::default(), &Done::default()),
        what: name.words().to_owned(),
        results: results.into_iter().map(|(number, done)| result(number, done)).collect(),
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || bulk::page(data.clone())).await
}

/// The two steps that are safe to take on many.
fn asked(typed: &Typed) -> Result<(StepName, DeskStep), Trouble> {
    let name = StepName::parse(typed.one("step"));
    match name {
        Some(name @ StepName::Dispatch) if !typed.one("unit").is_empty() => {
            Ok((name, DeskStep::Dispatch { unit: typed.one("unit").to_owned() }))
        }
        Some(name @ StepName::NameHandler) => {
            let id = Uuid::parse_str(typed.one("staff"));
            let id = id.map_err(|_| Trouble::BadRequest("请选择承办人。".to_owned()))?;
            Ok((name, DeskStep::NameHandler { person: Person { id, name: String::new() } }))
        }
        _ => Err(Trouble::BadRequest("请选择分送到哪个单位。".to_owned())),
    }
}

fn result(number: String, done: Result<(), DeskError>) -> BulkResult {
    let refused = done.err().map(|error| match error {
        DeskError::Invalid(faults) => faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>().join("；"),
        other => other.to_string(),
    });
    BulkResult { number, refused }
}
