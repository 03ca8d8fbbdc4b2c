use app::pages::report::{self, ReceiptMatterView, ReceiptPage};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::matter::{MatterKind, MatterState};
use domain::ports::{IdempotencyKey, Receipt};
use domain::reward::ClaimCode;
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
            let claim = claim_of(&services, &key, &receipt).await?;
            let data = page_of(&services, receipt, claim);
            respond::personal_page(visit.frame, StatusCode::OK, move || report::receipt(data.clone())).await
        }
        None => {
            let laws = services.laws.clone();
            let page = move || report::receipt_gone(laws.clone());
            respond::personal_page(visit.frame, StatusCode::NOT_FOUND, page).await
        }
    }
}

/// The claim code, where the form asked for one and the page may still show it.
async fn claim_of(services: &Services, key: &str, receipt: &Receipt) -> Result<Option<ClaimCode>, Trouble> {
    let tip = receipt.matters.iter().find(|matter| matter.kind == MatterKind::Tip);
    match (tip, IdempotencyKey::parse(key)) {
        (Some(tip), Ok(key)) => Ok(services.rewards.code(&key, &tip.number, services.now()).await?),
        _ => Ok(None),
    }
}

fn page_of(services: &Services, receipt: Receipt, claim: Option<ClaimCode>) -> ReceiptPage {
    let view = |matter: &domain::ports::ReceiptMatter| {
        let state = MatterState::received(matter.kind, receipt.received_at);
        ReceiptMatterView {
            number: matter.number.clone(),
            kind: matter.kind,
            next: next_step(&state, &services.laws, &services.calendar),
        }
    };
    let matters = receipt.matters.iter().map(view).collect();
    ReceiptPage { laws: services.laws.clone(), receipt, matters, claim }
}
