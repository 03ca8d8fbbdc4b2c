//! Security headers on every answer.

use app::Assets;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::services::Services;

/// Which content security policy an answer gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// A page without islands: no script at all.
    Page,
    /// A page with islands: our own module and its WebAssembly.
    Islands,
}

impl Policy {
    /// Read off the page: only pages with islands name the WebAssembly file.
    #[must_use]
    pub fn of_page(page: &[u8]) -> Self {
        const MARK: &[u8] = b"data-wasm=";
        if page.windows(MARK.len()).any(|window| window == MARK) { Self::Islands } else { Self::Page }
    }

    fn text(self, assets: &Assets, frame_ancestors: &str) -> String {
        let script = match self {
            Self::Page => "",
            Self::Islands => "script-src 'self' 'wasm-unsafe-eval'; ",
        };
        format!(
            "default-src 'none'; {script}style-src '{}' '{}' '{}'; img-src 'self' data: blob:; media-src 'self'; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {frame_ancestors}",
            hash(&assets.public_css),
            hash(&assets.desk_css),
            hash(&assets.form_css),
        )
    }
}

/// Adds the headers; what is not a page gets a policy that allows nothing.
pub async fn secure(State(services): State<Services>, request: Request, next: Next) -> Response {
    let staff = request.uri().path().starts_with("/desk");
    let mut response = next.run(request).await;
    let policy = response.extensions().get::<Policy>().copied();
    let ancestors = if staff { "'none'".to_owned() } else { frame_ancestors(&services) };
    let text = match policy {
        Some(policy) => policy.text(&services.assets, &ancestors),
        None => "default-src 'none'; frame-ancestors 'none'; sandbox".to_owned(),
    };
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&text) {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    for (name, value) in FIXED {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if staff {
        headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    }
    if services.site.public_url.starts_with("https://") {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

const FIXED: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    // With `no-referrer` a browser without script could not come back from a refused form.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), midi=(), display-capture=(), interest-cohort=()",
    ),
];

fn frame_ancestors(services: &Services) -> String {
    let mut ancestors = vec!["'self'".to_owned()];
    ancestors.extend(services.site.frame_ancestors.iter().cloned());
    ancestors.join(" ")
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}
