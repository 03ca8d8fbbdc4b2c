//! The very front: hands out kept pages before anything else runs.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::extract::Request;
use axum::http::Method;
use axum::response::Response;
use axum::routing::future::RouteFuture;
use domain::site::Site;
use futures::future::{Either, Ready, ready};
use tower::Service;

use super::base_path;
use crate::hits::{is_person, item_of};
use crate::services::Services;

/// Behind one pointer, because the server clones it for every request.
#[derive(Clone)]
pub struct Front(Arc<Entrance>);

struct Entrance {
    services: Services,
    behind: Router,
}

/// A kept page is there at once; every other answer takes its way through the doors.
pub type Answering = Either<Ready<Result<Response, Infallible>>, RouteFuture<Infallible>>;

impl Front {
    pub(super) fn new(services: Services, behind: Router) -> Self {
        Self(Arc::new(Entrance { services, behind }))
    }

    pub(super) fn site(&self) -> &Site {
        &self.0.services.site
    }

    /// `mark` notes on a request what the doors have to know of it.
    pub(super) fn answer(&self, mut request: Request, mark: impl FnOnce(&mut Request)) -> Answering {
        self.count(&request);
        if let Some(kept) = self.kept(&request) {
            return Either::Left(ready(Ok(kept)));
        }
        mark(&mut request);
        Either::Right(self.0.behind.clone().call(request))
    }

    /// Counts a text that is asked for. Here, because most are answered here.
    fn count(&self, request: &Request) {
        let Entrance { services, .. } = &*self.0;
        let inside = base_path::inside(request.uri(), &services.site.base_path).and_then(|path| path.strip_prefix('/'));
        // A query is the thanks for an answer, or something that was pasted together.
        let item = inside.filter(|path| request.method() == Method::GET && item_of(path).is_some());
        if let Some(path) = item.filter(|_| is_person(request.headers())) {
            services.hits.seen(path, services.today());
        }
    }

    fn kept(&self, request: &Request) -> Option<Response> {
        let Entrance { services, .. } = &*self.0;
        let path = base_path::inside(request.uri(), &services.site.base_path)?;
        services.pages.find(services, path, request)
    }
}

impl Service<Request> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Answering {
        self.answer(request, |_| {})
    }
}
