use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use domain::ports::SessionToken;

use crate::services::Services;

/// Over https the browser itself holds the cookie to this host, the whole path and encryption.
const STRICT_NAME: &str = "__Host-yaoan";
/// Plain http is only for this machine and for demonstrations.
const PLAIN_NAME: &str = "yaoan";

/// The session a request brings.
pub fn token(services: &Services, headers: &HeaderMap) -> Option<SessionToken> {
    let name = if is_https(services) { STRICT_NAME } else { PLAIN_NAME };
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| SessionToken(value.to_owned()))
}

/// Lives as long as the browser; the server ends the session sooner.
pub fn set(services: &Services, response: &mut Response, token: &SessionToken) {
    put(services, response, &token.0, "");
}

pub fn clear(services: &Services, response: &mut Response) {
    put(services, response, "", "; Max-Age=0");
}

fn put(services: &Services, response: &mut Response, value: &str, life: &str) {
    let cookie = if is_https(services) {
        format!("{STRICT_NAME}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{life}")
    } else {
        format!("{PLAIN_NAME}={value}; Path=/; HttpOnly; SameSite=Lax{life}")
    };
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

fn is_https(services: &Services) -> bool {
    services.site.public_url.starts_with("https://")
}
