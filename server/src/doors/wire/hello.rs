use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::field::{Choice, LedgerOutlet};
use domain::ports::DeviceOfficer;
use serde_json::{Value, json};

use super::Phone;
use super::problem::Problem;
use crate::services::Services;

/// Whoever gets this answer is online: time, who uses the phone, what stands in their villages, and the
/// key to seal to.
pub async fn answer(State(services): State<Services>, Phone(device): Phone) -> Result<Response, Problem> {
    let key = services.field_work.sealing_key();
    let mut officers = Vec::new();
    for one in &device.officers {
        // Nothing new is told to a phone that was lost.
        let outlets = if device.revoked { Vec::new() } else { services.field_work.outlets(one).await? };
        officers.push(officer(one, &outlets));
    }
    let body = json!({
        "now": services.now().as_millisecond(),
        "officers": officers,
        "active": device.active,
        "revoked": device.revoked,
        "stop_worker": services.site.officers.stop_worker,
        "duty_phone": services.site.duty_phone(),
        "key": {
            "id": hex::encode(key.id),
            "public": URL_SAFE_NO_PAD.encode(&key.public),
        },
    });
    Ok(([(CACHE_CONTROL, "no-store")], Json(body)).into_response())
}

fn officer(officer: &DeviceOfficer, outlets: &[LedgerOutlet]) -> Value {
    let villages = officer.villages.iter();
    json!({
        "id": officer.id,
        "name": officer.name,
        "villages": villages.map(|village| json!({ "code": village.code, "name": village.name })).collect::<Vec<_>>(),
        "outlets": outlets.iter().map(outlet).collect::<Vec<_>>(),
        "trained": officer.trained,
        "certificate": officer.certificate,
    })
}

/// What choosing one in a form takes.
fn outlet(outlet: &LedgerOutlet) -> Value {
    json!({ "id": outlet.id, "name": outlet.name, "kind": outlet.kind.key(), "village": outlet.village })
}
