use app::pages::track::{self, RatePage};
use app::parts::Errors;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ports::TrackError;
use domain::report::FieldError;
use serde::Deserialize;

use super::ask::unreadable;
use super::code::{self, Reached};
use super::found;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Rating {
    code: String,
    number: String,
    grade: String,
    comment: String,
    sent: String,
}

/// Shows the grades, then takes one.
pub async fn rate(
    State(services): State<Services>,
    visit: Visit,
    rating: Result<Form<Rating>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(rating) = rating.map_err(|refused| unreadable(&refused))?;
    let reached = match code::reach(&services, visit.peer, &rating.code, &rating.number).await? {
        Ok(reached) => reached,
        Err(why) => return code::ask_again(&services, visit.frame, why).await,
    };
    if rating.sent != "yes" {
        return ask(visit, reached, rating, StatusCode::OK, Vec::new()).await;
    }
    let Some(grade) = grade(&rating) else {
        let fault = FieldError { field: "grade".to_owned(), message: "请选一个".to_owned() };
        return ask(visit, reached, rating, StatusCode::UNPROCESSABLE_ENTITY, vec![fault]).await;
    };
    let done = services.tracking.rate(&reached.code, &rating.number, grade, &rating.comment, services.now()).await;
    match done {
        Ok(()) => found::show_done(&services, visit.frame, reached, "谢谢您的评价。").await,
        Err(TrackError::Invalid(faults)) => ask(visit, reached, rating, StatusCode::UNPROCESSABLE_ENTITY, faults).await,
        Err(error) => found::show_refused(&services, visit.frame, reached, error).await,
    }
}

async fn ask(
    visit: Visit,
    reached: Reached,
    rating: Rating,
    status: StatusCode,
    faults: Vec<FieldError>,
) -> Result<Response, Trouble> {
    let data = RatePage {
        kind: reached.kind,
        code: reached.code,
        grade: grade(&rating),
        number: rating.number,
        comment: rating.comment,
        errors: Errors::new(faults),
    };
    respond::personal_page(visit.frame, status, move || track::rate(data.clone())).await
}

fn grade(rating: &Rating) -> Option<u8> {
    rating.grade.parse().ok().filter(|grade| track::GRADES.iter().any(|(known, _)| known == grade))
}
