//! Connections as they come in. Where they come from is noted on a request only once it is known
//! that no kept page answers it.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::task::{Context, Poll};

use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use tower::Service;

use super::TrustProxy;
use super::street::{Met, Street};

/// Gives every connection a service of its own.
pub struct Arrivals {
    street: Street,
    trust: TrustProxy,
}

/// One connection.
#[derive(Clone)]
pub struct Arrival {
    street: Street,
    trust: TrustProxy,
    peer: SocketAddr,
}

impl Arrivals {
    #[must_use]
    pub fn new(street: Street, trust: TrustProxy) -> Self {
        Self { street, trust }
    }
}

impl<L: Listener<Addr = SocketAddr>> Service<IncomingStream<'_, L>> for Arrivals {
    type Response = Arrival;
    type Error = Infallible;
    type Future = Ready<Result<Arrival, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, stream: IncomingStream<'_, L>) -> Self::Future {
        let Self { street, trust } = self;
        ready(Ok(Arrival { street: street.clone(), trust: *trust, peer: *stream.remote_addr() }))
    }
}

impl Service<Request> for Arrival {
    type Response = Response;
    type Error = Infallible;
    type Future = Met;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Met {
        self.street.answer(request, |request| {
            let marks = request.extensions_mut();
            marks.insert(ConnectInfo(self.peer));
            marks.insert(self.trust);
        })
    }
}
