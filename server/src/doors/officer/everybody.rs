//! Pages that hold nothing of anybody, so that a phone may keep them.

use std::sync::Arc;

use app::Frame;
use app::pages::officer::{self, FilledForm, OfficerForm, VillageOption, Warning};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::field::FormKind;
use domain::law::Laws;

use crate::clock::Random;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

pub async fn home(visit: Visit) -> Result<Response, Trouble> {
    respond::public_page(visit.frame, officer::home).await
}

/// The app opens at its scope, which ends with a slash.
pub async fn to_home(visit: Visit) -> Response {
    respond::see_other(&visit.frame, "officer")
}

pub async fn queue(visit: Visit) -> Result<Response, Trouble> {
    respond::public_page(visit.frame, officer::queue).await
}

pub async fn offline(visit: Visit) -> Result<Response, Trouble> {
    respond::public_page(visit.frame, officer::offline).await
}

pub async fn form(
    State(services): State<Services>,
    visit: Visit,
    Path(form): Path<String>,
) -> Result<Response, Trouble> {
    let form = FormKind::parse(&form).ok_or(Trouble::NotFound)?;
    let data = empty_form(&services.laws, form, new_report_id(&*services.random), Vec::new());
    respond::personal_page(visit.frame, StatusCode::OK, move || officer::form(data.clone())).await
}

/// A form nobody has filled in yet.
pub fn empty_form(laws: &Arc<Laws>, form: FormKind, form_key: String, villages: Vec<VillageOption>) -> OfficerForm {
    OfficerForm {
        form,
        laws: laws.clone(),
        villages,
        filled: FilledForm::default(),
        form_key,
        warning: None::<Warning>,
    }
}

/// The id of the report a plain form becomes: a version-4 UUID.
fn new_report_id(random: &dyn Random) -> String {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

/// The frame in which such a page is drawn for a phone to keep.
pub fn plain_frame(services: &Services, path: &str) -> Frame {
    Frame {
        site: services.site.clone(),
        assets: services.assets.clone(),
        demo: services.demo,
        mode: app::Mode::Normal,
        here: path.to_owned(),
        staff: None,
    }
}
