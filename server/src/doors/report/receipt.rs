use app::pages::report::{self, ReceiptMatterView, ReceiptPage};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::matter::MatterState;
use domain::ports::{IdempotencyKey, Receipt};
use domain::track::next_step;

use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

/// The receipt of a submission, as long as its key gives one.
pub async fn show(
    State(services): State<Services>,
    visit: Visit,
    Path(key): Path<String>,
) -> Result<Response, Trouble> {
    let receipt = match IdempotencyKey::parse(&key) {
        Ok(key) => services.intake.receipt(&key, services.now()).await?,
        Err(_) => None,
    };
    match receipt {
        Some(receipt) => {
            let data = page_of(&services, receipt);
            respond::personal_page(&services, visit.frame, StatusCode::OK, move || report::receipt(data.clone())).await
        }
        None => {
            let laws = services.laws.clone();
            let page = move || report::receipt_gone(laws.clone());
            respond::personal_page(&services, visit.frame, StatusCode::NOT_FOUND, page).await
        }
    }
}

fn page_of(services: &Services, receipt: Receipt) -> ReceiptPage {
    let view = |matter: &domain::ports::ReceiptMatter| {
        let state = MatterState::received(matter.kind, receipt.received_at);
        ReceiptMatterView {
            number: matter.number.clone(),
            kind: matter.kind,
            next: next_step(&state, &services.laws, &services.calendar),
        }
    };
    let matters = receipt.matters.iter().map(view).collect();
    ReceiptPage { laws: services.laws.clone(), receipt, matters }
}
