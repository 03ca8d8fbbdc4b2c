use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::answer::{self, Refusal};
use super::way::{Named, Way};
use super::{arriving, carries_bytes, checksum, metadata, number, receive, speaks_our_version, text};
use crate::services::Services;
use crate::uploads::run_out;

/// `POST /officer/u/{report}`, `POST /report/u/{form}`: the same photo asked for again is the same upload.
pub async fn create<W: Way>(
    State(services): State<Services>,
    sender: W,
    Path(of): Path<Uuid>,
    request: Request,
) -> Result<Response, Refusal> {
    let headers = request.headers();
    speaks_our_version(headers)?;
    if text(headers, "upload-defer-length").is_some() {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "照片的大小要先说，不能以后再说"));
    }
    let length = number(headers, "upload-length")?;
    let length = length.ok_or_else(|| Refusal::new(StatusCode::BAD_REQUEST, "缺少 Upload-Length"))?;
    if length > W::longest() {
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "照片太大"));
    }
    checksum::of(headers)?;
    let named = Named { of, photo: metadata::photo(headers)? };
    let (uploads, place) = (W::uploads(&services), W::place(&services, named));
    sender.may(&services, place).await?;
    let mut state = uploads.begin(place, length).await?;
    if carries_bytes(headers) {
        if state.here > 0 {
            // The sender forgot how far it was; the answer tells, once it has stopped talking.
            run_out(&mut arriving(request.into_body())).await;
        } else {
            receive::<W>(&services, uploads.sending(place).await, 0, request).await?;
            state = uploads.state(place).await?;
        }
    }
    Ok(answer::created::<W>(&services.site.base_path, named, &state))
}
