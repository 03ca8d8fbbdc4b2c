//! Which letters there are about a matter, and writing one.

use app::pages::desk::letters::form::{self, LetterFormPage};
use app::pages::desk::letters::preview::{self, PreviewPage};
use app::pages::desk::letters::{self, LettersPage};
use app::parts::Errors;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Staff;
use domain::letter::{Recipient, Typed};
use domain::ports::{Asked, DeskError, Draft, LetterDraft};
use domain::report::FieldError;
use serde::Deserialize;

use super::answer::{refusal, trouble};
use super::form::Posted;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    form: String,
    to: String,
}

pub async fn show(Seat { services, visit, staff }: Seat, Path(number): Path<String>) -> Result<Response, Trouble> {
    list(&services, visit, &staff, &number, Vec::new(), Vec::new()).await
}

/// An empty form, or the list with the reason why there is none.
pub async fn draft(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let asked = asked(&number, &wanted.form, &wanted.to)?;
    match services.letters.draft(&staff, &asked, services.now()).await {
        Ok(draft) => sheet(&services, visit, &staff, draft, Vec::new()).await,
        Err(error) => list(&services, visit, &staff, &number, refusal(error)?.faults, Vec::new()).await,
    }
}

/// Every button of form and preview posts here; `step` says which.
pub async fn write(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Posted(typed): Posted<Typed>,
) -> Result<Response, Trouble> {
    let of = |name: &str| typed.get(name).map(String::as_str).unwrap_or_default();
    let asked = asked(&number, of("form"), of("to"))?;
    let draft = drawn_for(of("letter"), of("version"))?;
    let now = services.now();
    match of("step") {
        "issue" => match services.letters.issue(&staff, &asked, draft, &typed, now).await {
            Ok(letter) => {
                let path = format!("desk/matter/{}/letter/{}?done=letter", letter.number, letter.id);
                Ok(respond::see_other(&visit.frame, &path))
            }
            Err(error) => again(&services, visit, &staff, &asked, draft, typed, Err(error)).await,
        },
        "preview" => {
            let letter = services.letters.preview(&staff, &asked, &typed, now).await;
            again(&services, visit, &staff, &asked, draft, typed, letter.map(Some)).await
        }
        _ => again(&services, visit, &staff, &asked, draft, typed, Ok(None)).await,
    }
}

/// The form with what was typed, or its preview.
async fn again(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    asked: &Asked,
    draft: Draft,
    typed: Typed,
    drawn: Result<Option<domain::letter::Letter>, DeskError>,
) -> Result<Response, Trouble> {
    let faults = match &drawn {
        Ok(_) => Vec::new(),
        Err(DeskError::Invalid(faults)) => faults.clone(),
        Err(_) => return Err(drawn.err().map_or(Trouble::NotFound, trouble)),
    };
    let fresh = match services.letters.draft(staff, asked, services.now()).await {
        Ok(fresh) => fresh,
        // The matter moved on to where the form does not fit any more.
        Err(error) => {
            let why = refusal(error)?.faults;
            return list(services, visit, staff, &asked.number, why, named(services, &asked.form, &typed)).await;
        }
    };
    // The letter keeps its id through all of it; the version is the one just looked at, so that a
    // form refused for being out of date can be sent again after a look.
    let draft = Draft { id: draft.id, version: if faults.is_empty() { draft.version } else { fresh.draft.version } };
    let fresh = LetterDraft { typed: fresh.template.kept(&typed), draft, ..fresh };
    match drawn {
        Ok(Some(letter)) => {
            let top = top(services, staff, "desk/matter", Counts::default(), &Done::default());
            let data = PreviewPage { top, draft: fresh, letter };
            respond::personal_page(visit.frame, StatusCode::OK, move || preview::page(data.clone())).await
        }
        _ => sheet(services, visit, staff, fresh, faults).await,
    }
}

async fn sheet(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    draft: LetterDraft,
    faults: Vec<FieldError>,
) -> Result<Response, Trouble> {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let top = top(services, staff, "desk/matter", Counts::default(), &Done::default());
    let data = LetterFormPage { top, draft, errors: Errors::new(faults) };
    respond::personal_page(visit.frame, status, move || form::page(data.clone())).await
}

async fn list(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    number: &str,
    faults: Vec<FieldError>,
    unsaved: Vec<(String, String)>,
) -> Result<Response, Trouble> {
    let desk = services.letters.desk(staff, number, services.now()).await.map_err(trouble)?;
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let data = LettersPage {
        top: top(services, staff, "desk/matter", Counts::default(), &Done::default()),
        number: desk.number,
        kind: desk.kind,
        forms: desk.forms,
        issued: desk.issued,
        errors: Errors::new(faults),
        unsaved,
    };
    respond::personal_page(visit.frame, status, move || letters::page(data.clone())).await
}

/// What was typed, under the words of the form.
fn named(services: &Services, form: &str, typed: &Typed) -> Vec<(String, String)> {
    let fields = services.letters.fields(form);
    let named = fields.into_iter().filter_map(|(key, label)| Some((label, typed.get(&key)?.clone())));
    named.filter(|(_, text)| !text.trim().is_empty()).collect()
}

fn asked(number: &str, form: &str, to: &str) -> Result<Asked, Trouble> {
    let to = Recipient::parse(to).ok_or(Trouble::NotFound)?;
    Ok(Asked { number: number.to_owned(), form: form.to_owned(), to })
}

fn drawn_for(letter: &str, version: &str) -> Result<Draft, Trouble> {
    let unread = || Trouble::BadRequest("表格没有收完整，请回到文书列表重新写。".to_owned());
    let id = letter.parse().map_err(|_| unread())?;
    Ok(Draft { id, version: version.parse().map_err(|_| unread())? })
}
