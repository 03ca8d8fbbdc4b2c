use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, Method, Request, StatusCode};
use tower::ServiceExt;

use super::Form;

/// A browser without JavaScript: keeps cookies, follows nothing by itself.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    base: String,
    cookies: BTreeMap<String, String>,
    headers: HeaderMap,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Visitor {
    pub fn new(router: Router, base: String) -> Self {
        Self { router, base, cookies: BTreeMap::new(), headers: HeaderMap::new() }
    }

    /// The same browser before another release.
    #[must_use]
    pub fn at(self, router: Router) -> Self {
        Self { router, ..self }
    }

    /// Sends this header with every request.
    #[must_use]
    pub fn sending(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(HeaderName::from_static(name), value.parse().unwrap());
        self
    }

    /// `path` is inside the site: `column/drugs`.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, None, Body::empty()).await
    }

    pub async fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        self.send(Method::POST, path, Some("application/x-www-form-urlencoded"), Body::from(body.join("&"))).await
    }

    pub async fn post_multipart(&mut self, path: &str, form: &Form) -> Answer {
        let (content_type, body) = form.encoded();
        self.send(Method::POST, path, Some(&content_type), Body::from(body)).await
    }

    pub async fn post_json(&mut self, path: &str, body: &serde_json::Value) -> Answer {
        self.send(Method::POST, path, Some("application/json"), Body::from(body.to_string())).await
    }

    pub async fn send(&mut self, method: Method, path: &str, content_type: Option<&str>, body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base)).body(body).unwrap();
        let headers = request.headers_mut();
        headers.insert("host", "127.0.0.1:3000".parse().unwrap());
        headers.extend(self.headers.clone());
        if let Some(content_type) = content_type {
            headers.insert(CONTENT_TYPE, content_type.parse().unwrap());
        }
        if !self.cookies.is_empty() {
            let jar: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            headers.insert(COOKIE, jar.join("; ").parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 64 << 20).await.unwrap();
        self.keep_cookies(&parts.headers);
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// Cookies this visitor holds now, by name.
    pub fn cookies(&self) -> &BTreeMap<String, String> {
        &self.cookies
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() || rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.to_vec()).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Where a redirect leads, without the leading base path `/`.
    pub fn location(&self) -> String {
        self.headers.get(LOCATION).unwrap().to_str().unwrap().trim_start_matches('/').to_owned()
    }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
