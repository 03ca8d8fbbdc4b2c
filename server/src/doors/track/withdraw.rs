use app::pages::track::{self, WithdrawPage};
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::matter::MatterKind;
use serde::Deserialize;

use super::ask::unreadable;
use super::{code, found};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    code: String,
    number: String,
    confirmed: String,
}

/// Asks once more, then withdraws.
pub async fn withdraw(
    State(services): State<Services>,
    visit: Visit,
    wanted: Result<Form<Wanted>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(wanted) = wanted.map_err(|refused| unreadable(&refused))?;
    let reached = match code::reach(&services, visit.peer, &wanted.code, &wanted.number).await? {
        Ok(reached) => reached,
        Err(why) => return code::ask_again(&services, visit.frame, why).await,
    };
    if wanted.confirmed != "yes" {
        let data = WithdrawPage { kind: reached.kind, number: wanted.number, code: reached.code };
        return respond::personal_page(visit.frame, StatusCode::OK, move || track::withdraw(data.clone())).await;
    }
    match services.tracking.withdraw(&reached.code, &wanted.number, services.now()).await {
        Ok(()) => {
            let done = done(reached.kind);
            found::show_done(&services, visit.frame, reached, done).await
        }
        Err(error) => found::show_refused(&services, visit.frame, reached, error).await,
    }
}

fn done(kind: MatterKind) -> &'static str {
    match kind {
        MatterKind::Complaint => "投诉已经撤回。",
        MatterKind::Tip => "您想撤回的意思已经记下，会告诉工作人员。",
    }
}
