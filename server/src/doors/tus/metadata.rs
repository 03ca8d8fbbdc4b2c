use std::collections::BTreeMap;

use axum::http::{HeaderMap, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;

use super::answer::Refusal;
use super::text;

/// The photo an upload is for, from `Upload-Metadata`.
pub fn photo(headers: &HeaderMap) -> Result<Uuid, Refusal> {
    let pairs = read(text(headers, "upload-metadata").unwrap_or_default())?;
    let id = pairs.get("id").and_then(|id| Uuid::parse_str(id).ok());
    id.ok_or_else(|| bad("Upload-Metadata 要有 id（照片的编号）"))
}

/// Unique keys, each with a value in base64 or none.
fn read(header: &str) -> Result<BTreeMap<String, String>, Refusal> {
    let mut pairs = BTreeMap::new();
    for pair in header.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = STANDARD.decode(value.trim()).map_err(|_| bad("Upload-Metadata 的值不是 base64"))?;
        let value = String::from_utf8(value).map_err(|_| bad("Upload-Metadata 的值不是文字"))?;
        if pairs.insert(key.to_owned(), value).is_some() {
            return Err(bad("Upload-Metadata 里同一个键写了两次"));
        }
    }
    Ok(pairs)
}

fn bad(what: &str) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_values_are_base64() {
        let pairs = read("id YWJj, type aW1hZ2UvanBlZw==,empty").unwrap();
        assert_eq!(pairs["id"], "abc");
        assert_eq!(pairs["type"], "image/jpeg");
        assert_eq!(pairs["empty"], "");
        assert!(read("id YWJj,id YWJj").is_err());
        assert!(read("id %%%").is_err());
    }
}
