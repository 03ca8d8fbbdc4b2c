use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use domain::ports::SessionToken;

use crate::services::Services;

/// Over https the browser itself holds the cookie to this host, the whole path and encryption.
const STRICT_PREFIX: &str = "__Host-";
/// Before the key of the site.
const NAME: &str = "yaoan-desk-";

/// The session a request brings.
pub fn token(services: &Services, headers: &HeaderMap) -> Option<SessionToken> {
    let name = name(services);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| SessionToken(value.to_owned()))
}

/// Whether a `Cookie` header names a session of a desk, be it still open or not.
#[must_use]
pub fn is_signed_in(cookies: &HeaderValue) -> bool {
    let pairs = cookies.as_bytes().split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
    let bare = |pair| <[u8]>::strip_prefix(pair, STRICT_PREFIX.as_bytes()).unwrap_or(pair);
    pairs.map(bare).any(|pair| pair.starts_with(NAME.as_bytes()))
}

/// Lives as long as the browser; the server ends the session sooner.
pub fn set(services: &Services, response: &mut Response, token: &SessionToken) {
    put(services, response, &token.0, "");
}

pub fn clear(services: &Services, response: &mut Response) {
    put(services, response, "", "; Max-Age=0");
}

fn put(services: &Services, response: &mut Response, value: &str, life: &str) {
    let (name, secure) = (name(services), if is_https(services) { " Secure;" } else { "" });
    let cookie = format!("{name}={value}; Path=/;{secure} HttpOnly; SameSite=Lax{life}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

/// Each site's own, because several may stand under one host. Plain http is only for this machine and
/// for demonstrations.
fn name(services: &Services) -> String {
    let prefix = if is_https(services) { STRICT_PREFIX } else { "" };
    format!("{prefix}{NAME}{}", services.site.key)
}

fn is_https(services: &Services) -> bool {
    services.site.public_url.starts_with("https://")
}
