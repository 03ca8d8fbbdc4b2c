//! One issued letter: on the screen, for printing, as PDF. Without a reason the identity is masked.

use app::pages::desk::letters::no_font::{self, NoFontPage};
use app::pages::desk::letters::print;
use app::pages::desk::letters::view::{self, LetterPage};
use app::parts::Errors;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::ports::{DeskError, IssuedLetter, PdfError};
use domain::report::FieldError;
use uuid::Uuid;

use super::answer::trouble;
use super::form::Posted;
use super::identity::ReasonForm;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

pub async fn show(
    Seat { services, visit, staff }: Seat,
    Path((number, id)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    let letter = masked(&services, &staff, &number, known(&id)?).await?;
    page(&services, visit, &staff, letter, &done, String::new(), Vec::new()).await
}

pub async fn print(
    Seat { services, visit, staff }: Seat,
    Path((number, id)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let letter = masked(&services, &staff, &number, known(&id)?).await?;
    printed(visit, letter).await
}

pub async fn pdf(
    Seat { services, visit, staff }: Seat,
    Path((number, id)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let letter = masked(&services, &staff, &number, known(&id)?).await?;
    file(&services, visit, &staff, letter).await
}

/// With the identity filled in. A post, so that there is no address under which it could be read
/// again without a reason.
pub async fn print_open(
    Seat { services, visit, staff }: Seat,
    Path((number, id)): Path<(String, String)>,
    Posted(form): Posted<ReasonForm>,
) -> Result<Response, Trouble> {
    let id = known(&id)?;
    match services.letters.open(&staff, &number, id, &form.reason, services.now()).await {
        Ok(letter) => printed(visit, letter).await,
        Err(error) => refused(&services, visit, &staff, &number, id, form.reason, error).await,
    }
}

pub async fn pdf_open(
    Seat { services, visit, staff }: Seat,
    Path((number, id)): Path<(String, String)>,
    Posted(form): Posted<ReasonForm>,
) -> Result<Response, Trouble> {
    let id = known(&id)?;
    match services.letters.open(&staff, &number, id, &form.reason, services.now()).await {
        Ok(letter) => file(&services, visit, &staff, letter).await,
        Err(error) => refused(&services, visit, &staff, &number, id, form.reason, error).await,
    }
}

fn known(id: &str) -> Result<Uuid, Trouble> {
    Uuid::try_parse(id).map_err(|_| Trouble::NotFound)
}

async fn masked(services: &Services, staff: &Staff, number: &str, id: Uuid) -> Result<IssuedLetter, Trouble> {
    services.letters.letter(staff, number, id, services.now()).await.map_err(trouble)
}

async fn printed(visit: Visit, letter: IssuedLetter) -> Result<Response, Trouble> {
    respond::personal_page(visit.frame, StatusCode::OK, move || print::page(letter.clone())).await
}

async fn file(services: &Services, visit: Visit, staff: &Staff, letter: IssuedLetter) -> Result<Response, Trouble> {
    match services.letters.pdf(&letter).await {
        Ok(bytes) => {
            // The document number has Chinese characters; this name tells nothing about anybody.
            let disposition = format!("attachment; filename=\"{}-{}.pdf\"", letter.number, letter.form);
            Ok(respond::private_file("application/pdf", &disposition, bytes))
        }
        Err(PdfError::NoFont(looked)) => {
            let data = NoFontPage {
                top: top(services, staff, "desk/matter", Counts::default(), &Done::default()),
                number: letter.number,
                letter: letter.id.to_string(),
                looked,
            };
            let status = StatusCode::SERVICE_UNAVAILABLE;
            respond::personal_page(visit.frame, status, move || no_font::page(data.clone())).await
        }
        Err(PdfError::Internal(error)) => Err(error.into()),
    }
}

/// The letter's own page with what was wrong about the reason.
async fn refused(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    number: &str,
    id: Uuid,
    reason: String,
    error: DeskError,
) -> Result<Response, Trouble> {
    let faults = match error {
        DeskError::Invalid(faults) => faults,
        // Such as a second person who has not agreed yet.
        DeskError::NotNow(why) => vec![FieldError { field: "reason".to_owned(), message: why.to_string() }],
        other => return Err(trouble(other)),
    };
    let letter = masked(services, staff, number, id).await?;
    page(services, visit, staff, letter, &Done::default(), reason, faults).await
}

async fn page(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    letter: IssuedLetter,
    done: &Done,
    reason: String,
    faults: Vec<FieldError>,
) -> Result<Response, Trouble> {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let data = LetterPage {
        top: top(services, staff, "desk/matter", Counts::default(), done),
        unit: services.site.unit(&letter.unit).map_or_else(|| letter.unit.clone(), |unit| unit.name.clone()),
        may_open: staff.may_ever(Action::ViewIdentity).is_ok(),
        letter,
        reason,
        errors: Errors::new(faults),
    };
    respond::personal_page(visit.frame, status, move || view::page(data.clone())).await
}
