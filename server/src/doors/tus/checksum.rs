use axum::http::{HeaderMap, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::answer::Refusal;
use super::text;
use crate::uploads::Checksum;

/// What the sender says of the bytes of this request, if anything.
pub fn of(headers: &HeaderMap) -> Result<Option<Checksum>, Refusal> {
    let Some(said) = text(headers, "upload-checksum") else { return Ok(None) };
    let bad = |what: &str| Refusal::new(StatusCode::BAD_REQUEST, what);
    let (algorithm, hash) = said.split_once(' ').ok_or_else(|| bad("Upload-Checksum 应为“算法 base64”"))?;
    let hash = STANDARD.decode(hash.trim()).map_err(|_| bad("Upload-Checksum 不是 base64"))?;
    match (algorithm, hash.len()) {
        ("sha1", 20) => Ok(Some(Checksum::Sha1(hash))),
        ("sha256", 32) => Ok(Some(Checksum::Sha256(hash))),
        ("sha1" | "sha256", _) => Err(bad("Upload-Checksum 长度不对")),
        _ => Err(bad("Upload-Checksum 只支持 sha1 和 sha256")),
    }
}
