use app::pages::desk::packet::{self, PacketPage};
use app::parts::Errors;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Staff;
use domain::ports::PacketView;
use domain::track::beijing;
use jiff::Timestamp;

use super::answer::{refusal, trouble};
use super::form::Posted;
use super::identity::ReasonForm;
use super::signed::{Seat, Signed};
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

/// What was typed into the page's forms, or what they begin with.
#[derive(Default)]
pub struct PacketForms {
    pub reason: String,
    pub registration_no: String,
    pub registered_at: String,
    pub errors: Errors,
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    let view = closed(&services, &staff, &number).await?;
    let forms = PacketForms { registered_at: local_input(services.now()), ..PacketForms::default() };
    page(&services, visit, &staff, view, forms, &done, false).await
}

/// The lines alone, for paper.
pub async fn print(Seat { services, visit, staff }: Seat, Path(number): Path<String>) -> Result<Response, Trouble> {
    let view = closed(&services, &staff, &number).await?;
    page(&services, visit, &staff, view, PacketForms::default(), &Done::default(), true).await
}

/// The packet with the identity lines filled, in this one answer.
pub async fn open_identity(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Posted(form): Posted<ReasonForm>,
) -> Result<Response, Trouble> {
    let now = services.now();
    let mut forms = PacketForms { registered_at: local_input(now), ..PacketForms::default() };
    let view = match services.forwarding.packet(&staff, &number, Some(&form.reason), now).await {
        Ok(view) => view,
        Err(error) => {
            forms.errors = Errors::new(refusal(error)?.faults);
            forms.reason = form.reason;
            closed(&services, &staff, &number).await?
        }
    };
    page(&services, visit, &staff, view, forms, &Done::default(), false).await
}

pub async fn attachments(
    State(services): State<Services>,
    Signed(staff): Signed,
    Path(number): Path<String>,
) -> Result<Response, Trouble> {
    let file = services.forwarding.attachments_zip(&staff, &number, services.now()).await.map_err(trouble)?;
    let disposition = format!("attachment; filename=\"{}\"", file.name);
    Ok(respond::private_file(&file.media_type, &disposition, file.bytes))
}

/// The packet page with its forms.
///
/// # Errors
/// When the page cannot be drawn.
pub async fn page(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    view: PacketView,
    forms: PacketForms,
    done: &Done,
    for_print: bool,
) -> Result<Response, Trouble> {
    let matter = services.casework.matter(staff, &view.number, services.now()).await.map_err(trouble)?;
    let status = if forms.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let data = PacketPage {
        top: top(services, staff, "desk/packet", Counts::default(), done),
        packet: view,
        kind: matter.kind.words().to_owned(),
        for_print,
        reason: forms.reason,
        registration_no: forms.registration_no,
        registered_at: forms.registered_at,
        number_hint: format!("编号在12315页面上，{}", services.laws.platform.number_hint),
        errors: forms.errors,
    };
    respond::personal_page(visit.frame, status, move || packet::page(data.clone())).await
}

/// The packet without the identity.
///
/// # Errors
/// When it does not exist for this person, or cannot be read.
pub async fn closed(services: &Services, staff: &Staff, number: &str) -> Result<PacketView, Trouble> {
    services.forwarding.packet(staff, number, None, services.now()).await.map_err(trouble)
}

/// As `datetime-local` writes it, in Beijing time.
fn local_input(at: Timestamp) -> String {
    at.to_zoned(beijing()).strftime("%Y-%m-%dT%H:%M").to_string()
}
