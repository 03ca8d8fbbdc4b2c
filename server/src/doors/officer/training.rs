use std::collections::HashMap;

use app::pages::officer::{self, TRAINING_NAMES, TrainingPage};
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::device::AtPhone;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

pub async fn show(State(services): State<Services>, visit: Visit, at: AtPhone) -> Result<Response, Trouble> {
    let data = TrainingPage {
        training: services.field_work.training().clone(),
        certificate: at.officer.certificate,
        result: None,
        chosen: Vec::new(),
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || officer::training(data.clone())).await
}

pub async fn mark(
    State(services): State<Services>,
    visit: Visit,
    at: AtPhone,
    typed: Result<Form<HashMap<String, String>>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(typed) = typed.map_err(|_| Trouble::WrongType)?;
    let training = services.field_work.training().clone();
    let names = TRAINING_NAMES.iter().take(training.questions.len());
    let chosen: Vec<Option<usize>> = names.map(|name| typed.get(*name)?.parse().ok()).collect();
    let result = services.field_work.take_test(at.officer.id, &chosen, services.now()).await?;
    let data = TrainingPage { training, certificate: at.officer.certificate, result: Some(result), chosen };
    respond::personal_page(visit.frame, StatusCode::OK, move || officer::training(data.clone())).await
}
