use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::field::{Envelope, Feedback};
use domain::ports::{Body, Device, FieldReceipt, Sending, Taken};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Phone;
use super::problem::Problem;
use crate::keys::OVERHEAD;
use crate::services::Services;

/// Bytes of a report's text, sealed or not.
pub const BYTES_MAX: usize = Envelope::BYTES_MAX + OVERHEAD;

/// `PUT /officer/r/{id}`: 201 for a new report, 200 for the same bytes again, 409 for others.
pub async fn take(
    State(services): State<Services>,
    Phone(device): Phone,
    report: Result<Path<Uuid>, axum::extract::rejection::PathRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let Path(report) = report.map_err(|_| no_such_report())?;
    let sending = Sending { report, officer: officer(&headers)?, body: read(&headers, body)? };
    let taken = services.field_work.take_in(&device, sending, services.now()).await?;
    let (status, receipt) = match &taken {
        Taken::New(receipt) => (StatusCode::CREATED, receipt),
        Taken::Again(receipt) => (StatusCode::OK, receipt),
        Taken::Variant(receipt) => (StatusCode::CONFLICT, receipt),
    };
    Ok(told(status, &written(&device, receipt)))
}

/// `GET /officer/r/{id}`: the same answer again, and what came of a clue.
pub async fn receipt(
    State(services): State<Services>,
    Phone(device): Phone,
    report: Result<Path<Uuid>, axum::extract::rejection::PathRejection>,
) -> Result<Response, Problem> {
    let Path(report) = report.map_err(|_| no_such_report())?;
    let receipt = services.field_work.receipt(&device, report, services.now()).await?;
    let receipt = receipt.ok_or_else(no_such_report)?;
    let mut body = written(&device, &receipt);
    if let (Value::Object(fields), Some(feedback)) = (&mut body, &receipt.feedback) {
        fields.insert("feedback".to_owned(), told_back(feedback));
    }
    Ok(told(StatusCode::OK, &body))
}

fn no_such_report() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "没有这份上报")
}

fn officer(headers: &HeaderMap) -> Result<Uuid, Problem> {
    let named = headers.get("x-officer").and_then(|value| value.to_str().ok());
    let officer = named.and_then(|text| Uuid::parse_str(text).ok());
    officer.ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "没有说明是哪位信息员（X-Officer）"))
}

fn read(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Body, Problem> {
    let bytes = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "文字内容太大"),
        _ => Problem::new(StatusCode::BAD_REQUEST, "内容没有传完整"),
    })?;
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match kind.split(';').next().unwrap_or_default().trim() {
        "application/json" => Ok(Body::Plain(bytes.to_vec())),
        "application/octet-stream" => Ok(Body::Sealed(bytes.to_vec())),
        _ => Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "不认识这种内容类型")),
    }
}

/// A phone that was reported lost hears the number and no query code: it may lie in anybody's hand.
fn written(device: &Device, receipt: &FieldReceipt) -> Value {
    let photos = receipt.photos.iter();
    let photo = |photo: &domain::ports::ReceivedPhoto| json!({ "id": photo.id, "offset": photo.offset, "complete": photo.complete });
    let code = receipt.query_code.as_ref().filter(|_| !device.revoked);
    let mut body = json!({
        "number": receipt.number,
        "received_at": receipt.received_at.as_millisecond(),
        "photos": photos.map(photo).collect::<Vec<_>>(),
    });
    if let (Value::Object(fields), Some(code)) = (&mut body, code) {
        fields.insert("query_code".to_owned(), json!(code));
    }
    body
}

fn told_back(feedback: &Feedback) -> Value {
    let steps = feedback.steps.iter();
    json!({
        "status": feedback.status,
        "ended": feedback.ended,
        "steps": steps.map(|step| json!({ "at": step.at.as_millisecond(), "text": step.text })).collect::<Vec<_>>(),
    })
}

fn told(status: StatusCode, body: &Value) -> Response {
    (status, [(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
