//! The token of an officer's phone: it lives for a year and is sent to `/officer` only.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use domain::ports::DeviceToken;

use crate::services::Services;

/// Over https the browser itself holds it to encryption. `__Host-` would want the path `/`, which
/// would send it with every page.
const STRICT_NAME: &str = "__Secure-yaoan-phone";
const PLAIN_NAME: &str = "yaoan-phone";
const A_YEAR: u32 = 365 * 24 * 3600;

/// The phone a request comes from.
#[must_use]
pub fn token(services: &Services, headers: &HeaderMap) -> Option<DeviceToken> {
    let name = if is_https(services) { STRICT_NAME } else { PLAIN_NAME };
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| DeviceToken(value.to_owned()))
}

pub fn set(services: &Services, response: &mut Response, token: &DeviceToken) {
    put(services, response, &token.0, A_YEAR);
}

pub fn clear(services: &Services, response: &mut Response) {
    put(services, response, "", 0);
}

fn put(services: &Services, response: &mut Response, value: &str, life: u32) {
    let (name, secure) = if is_https(services) { (STRICT_NAME, "; Secure") } else { (PLAIN_NAME, "") };
    let base = &services.site.base_path;
    let cookie = format!("{name}={value}; Path={base}officer; HttpOnly; SameSite=Lax{secure}; Max-Age={life}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

fn is_https(services: &Services) -> bool {
    services.site.public_url.starts_with("https://")
}
