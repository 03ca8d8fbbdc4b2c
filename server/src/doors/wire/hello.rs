use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ports::DeviceOfficer;
use serde_json::{Value, json};

use super::Phone;
use crate::services::Services;

/// Whoever gets this answer is online: time, who uses the phone, and the key to seal to.
pub async fn answer(State(services): State<Services>, Phone(device): Phone) -> Response {
    let key = services.field_work.sealing_key();
    let officers: Vec<Value> = device.officers.iter().map(officer).collect();
    let body = json!({
        "now": services.now().as_millisecond(),
        "officers": officers,
        "active": device.active,
        "revoked": device.revoked,
        "stop_worker": services.site.officers.stop_worker,
        "duty_phone": services.site.duty_phone(),
        "key": {
            "id": key.id.iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
            "public": URL_SAFE_NO_PAD.encode(&key.public),
        },
    });
    ([(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

fn officer(officer: &DeviceOfficer) -> Value {
    let villages = officer.villages.iter();
    json!({
        "id": officer.id,
        "name": officer.name,
        "villages": villages.map(|village| json!({ "code": village.code, "name": village.name })).collect::<Vec<_>>(),
        "trained": officer.trained,
        "certificate": officer.certificate,
    })
}
