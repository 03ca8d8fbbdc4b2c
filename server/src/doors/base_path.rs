//! Takes the base path off, so that every door knows only paths of its own.

use axum::Router;
use axum::extract::Request;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::any;
use tower::ServiceExt;

/// What lies under the base path; outside of it the visitor is shown the way home.
pub fn under(base: &str, inside: Router) -> Router {
    if base == "/" {
        return inside;
    }
    let base = base.to_owned();
    Router::new().fallback(any(move |request: Request| enter(request, base, inside)))
}

async fn enter(mut request: Request, base: String, inside: Router) -> Response {
    let Some(uri) = inside_uri(request.uri(), &base) else {
        return Redirect::permanent(&base).into_response();
    };
    *request.uri_mut() = uri;
    match inside.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

fn inside_uri(uri: &Uri, base: &str) -> Option<Uri> {
    inside(uri, base)?.parse().ok()
}

/// Path and query of an address as they are seen from the base path, which ends with a slash.
pub fn inside<'a>(uri: &'a Uri, base: &str) -> Option<&'a str> {
    let path = uri.path_and_query()?.as_str();
    let (_, behind) = path.split_at_checked(base.len().checked_sub(1)?)?;
    path.starts_with(base).then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_path_is_taken_off() {
        let cases = [
            ("/aqyy/", Some("/")),
            ("/aqyy/column/drugs?page=2", Some("/column/drugs?page=2")),
            ("/aqyy", None),
            ("/elsewhere", None),
        ];
        for (path, expected) in cases {
            assert_eq!(inside(&path.parse().unwrap(), "/aqyy/"), expected, "{path}");
            assert_eq!(inside(&path.parse().unwrap(), "/"), Some(path));
        }
    }
}
