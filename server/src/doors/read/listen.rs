use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use domain::ports::{Internal, RecordingFile, Recordings};
use domain::recording::Sound;
use futures::stream;

use crate::doors::Trouble;
use crate::doors::range::{Wanted, wanted};
use crate::services::Services;

/// A recording by the hash of its bytes, or the part of it a player asks for.
pub async fn file(
    State(services): State<Services>,
    Path(name): Path<String>,
    asked: HeaderMap,
) -> Result<Response, Trouble> {
    let (digest, ending) = name.split_once('.').ok_or(Trouble::NotFound)?;
    let sound = Sound::parse(ending).ok_or(Trouble::NotFound)?;
    let found = services.recordings.file(digest).await?;
    let found = found.filter(|file| file.sound == sound).ok_or(Trouble::NotFound)?;
    Ok(answer(services.recordings.clone(), &found, digest, &asked))
}

fn answer(recordings: Arc<dyn Recordings>, file: &RecordingFile, digest: &str, asked: &HeaderMap) -> Response {
    let tag = format!("\"{digest}\"");
    let has = |name: HeaderName| asked.get(name).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let mut response = if has(IF_NONE_MATCH) {
        with(StatusCode::NOT_MODIFIED, Body::empty(), &[])
    } else {
        // A part of other bytes than those somebody has a part of is of no use to them.
        let same = !asked.contains_key(IF_RANGE) || has(IF_RANGE);
        let range = asked.get(RANGE).filter(|_| same).and_then(|range| range.to_str().ok());
        let size = file.size;
        match range.map_or(Wanted::Whole, |range| wanted(range, size)) {
            Wanted::Whole => {
                let body = bytes(recordings, file, 0, size.saturating_sub(1));
                with(StatusCode::OK, body, &[(CONTENT_LENGTH, size.to_string())])
            }
            Wanted::Part { first, last } => {
                let place = format!("bytes {first}-{last}/{size}");
                let length = (last - first).saturating_add(1).to_string();
                let body = bytes(recordings, file, first, last);
                with(StatusCode::PARTIAL_CONTENT, body, &[(CONTENT_LENGTH, length), (CONTENT_RANGE, place)])
            }
            Wanted::Nothing => {
                let place = format!("bytes */{size}");
                return with(StatusCode::RANGE_NOT_SATISFIABLE, Body::empty(), &[(CONTENT_RANGE, place)]);
            }
        }
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.sound.media_type()));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    // Other bytes would have another address, so whoever has these never asks again.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    response
}

fn with(status: StatusCode, body: Body, fields: &[(HeaderName, String)]) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    for (name, value) in fields {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Read piece by piece as the listener's line takes them, so that many listeners fit into memory.
fn bytes(recordings: Arc<dyn Recordings>, file: &RecordingFile, first: u64, last: u64) -> Body {
    let id = file.id;
    let pieces = stream::try_unfold(first, move |from| {
        let recordings = recordings.clone();
        async move {
            if from > last {
                return Ok(None);
            }
            let gone = || Internal::new("a recording was taken down while somebody heard it");
            let mut piece = recordings.bytes(id, from).await?.ok_or_else(gone)?;
            piece.truncate(usize::try_from((last - from).saturating_add(1)).unwrap_or(usize::MAX));
            let next = from.saturating_add(u64::try_from(piece.len()).map_err(Internal::new)?);
            Ok::<_, Internal>(Some((piece, next)))
        }
    });
    Body::from_stream(pieces)
}
