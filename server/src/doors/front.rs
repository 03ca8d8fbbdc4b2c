//! The very front: takes the base path off, and hands out kept pages before anything else runs.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::extract::Request;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use tower::Service;

use crate::services::Services;

#[derive(Clone)]
pub struct Front {
    services: Services,
    inside: Router,
}

impl Front {
    pub fn new(services: Services, inside: Router) -> Self {
        Self { services, inside }
    }
}

impl Service<Request> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        match without_base(request.uri(), &self.services.site.base_path) {
            Inside::Here => {}
            Inside::Moved(uri) => *request.uri_mut() = uri,
            Inside::Missing => {
                let home = Redirect::permanent(&self.services.site.base_path).into_response();
                return Box::pin(async { Ok(home) });
            }
        }
        if let Some(kept) = self.services.pages.find(&self.services, &request) {
            return Box::pin(async { Ok(kept) });
        }
        let mut inside = self.inside.clone();
        Box::pin(async move { inside.call(request).await })
    }
}

/// Where a request's path lies, seen from the base path.
enum Inside {
    /// No base path to take off.
    Here,
    Moved(Uri),
    /// Outside the base path: the visitor is shown the way home.
    Missing,
}

fn without_base(uri: &Uri, base: &str) -> Inside {
    if base == "/" {
        return Inside::Here;
    }
    let Some(rest) = uri.path_and_query().and_then(|path| path.as_str().strip_prefix(base)) else {
        return Inside::Missing;
    };
    match format!("/{rest}").parse() {
        Ok(uri) => Inside::Moved(uri),
        Err(_) => Inside::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_path_is_taken_off() {
        let cases = [
            ("/aqyy/", Some("/")),
            ("/aqyy/read/drugs?page=2", Some("/read/drugs?page=2")),
            ("/aqyy", None),
            ("/elsewhere", None),
        ];
        for (path, expected) in cases {
            let moved = match without_base(&path.parse().unwrap(), "/aqyy/") {
                Inside::Moved(uri) => Some(uri.to_string()),
                _ => None,
            };
            assert_eq!(moved.as_deref(), expected, "{path}");
        }
    }
}
