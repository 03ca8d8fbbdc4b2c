use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::field::Expected;
use uuid::Uuid;

use super::answer::{self, Refusal};
use super::{arriving, carries_bytes, checksum, metadata, number, receive, speaks_our_version, text};
use crate::doors::wire::Phone;
use crate::services::Services;
use crate::uploads::{Place, run_out};

/// `POST /officer/u/{report}`: the same photo asked for again is the same upload.
pub async fn create(
    State(services): State<Services>,
    Phone(device): Phone,
    Path(report): Path<Uuid>,
    request: Request,
) -> Result<Response, Refusal> {
    let headers = request.headers();
    speaks_our_version(headers)?;
    if text(headers, "upload-defer-length").is_some() {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "照片的大小上报时就说过，不能以后再说"));
    }
    let length = number(headers, "upload-length")?;
    let length = length.ok_or_else(|| Refusal::new(StatusCode::BAD_REQUEST, "缺少 Upload-Length"))?;
    if length > Expected::BYTES_MAX {
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "照片太大"));
    }
    checksum::of(headers)?;
    let place = Place { report, photo: metadata::photo(headers)? };
    services.uploads.may(&device, report).await?;
    let state = services.uploads.begin(place, length).await?;
    let base_path = &services.site.base_path;
    if !carries_bytes(headers) {
        return Ok(answer::created(base_path, place, &state));
    }
    if state.here > 0 {
        // The sender forgot how far it was; the answer tells, once it has stopped talking.
        run_out(&mut arriving(request.into_body())).await;
        return Ok(answer::created(base_path, place, &state));
    }
    receive(&services, services.uploads.sending(place).await, 0, request).await?;
    let state = services.uploads.state(place).await?;
    Ok(answer::created(base_path, place, &state))
}
