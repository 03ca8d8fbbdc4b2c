//! Pages that hold nothing of anybody, so that a phone may keep them.

use std::sync::Arc;

use app::Frame;
use app::pages::officer::{self, FilledForm, OfficerForm};
use axum::response::Response;
use domain::field::FormKind;
use domain::law::Laws;
use uuid::Uuid;

use crate::clock::Random;
use crate::doors::{Trouble, Visit, respond};

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

/// A form nobody has filled in yet, of nobody's villages.
pub fn empty_form(laws: &Arc<Laws>, form: FormKind, form_key: String) -> OfficerForm {
    OfficerForm {
        form,
        laws: laws.clone(),
        villages: Vec::new(),
        outlets: Vec::new(),
        filled: FilledForm::default(),
        form_key,
        warning: None,
        heard: Vec::new(),
    }
}

/// The id of the report a plain form becomes: a version-4 UUID.
pub fn new_report_id(random: &dyn Random) -> Uuid {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The frame in which such a page is drawn for a phone to keep, whoever asks.
pub fn plain_frame(frame: &Frame, path: &str) -> Frame {
    Frame { mode: app::Mode::Normal, here: path.to_owned(), ..frame.clone() }
}
