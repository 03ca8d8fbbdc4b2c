//! Several portals behind one address: which of them a request is for.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::http::header::HOST;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use futures::future::{Either, Ready, ready};
use tower::Service;

use super::front::{Answering, Front};

/// Portals side by side, told apart by the host of their public address and by their base path.
#[derive(Clone)]
pub struct Street(Arc<[House]>);

struct House {
    host: String,
    base: String,
    front: Front,
}

/// Two portals that no address tells apart.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("有两个站点的网址都是 {0}，请改其中一个的 public_url 或 base_path")]
pub struct Clash(String);

/// Where nobody lives the answer is there at once.
pub type Met = Either<Answering, Ready<Result<Response, Infallible>>>;

impl Street {
    /// # Errors
    /// [`Clash`] names an address that two of them have.
    pub fn new(fronts: Vec<Front>) -> Result<Self, Clash> {
        let mut houses: Vec<House> = Vec::new();
        for front in fronts {
            let site = front.site();
            let host = host_of(&site.public_url).unwrap_or_default();
            let base = site.base_path.clone();
            if houses.iter().any(|house| house.host == host && house.base == base) {
                return Err(Clash(format!("{}{base}", site.public_url)));
            }
            houses.push(House { host, base, front });
        }
        Ok(Self(houses.into()))
    }

    /// `mark` notes on a request what the doors have to know of it.
    pub(super) fn answer(&self, request: Request, mark: impl FnOnce(&mut Request)) -> Met {
        match self.house(&request) {
            Some(house) => Either::Left(house.front.answer(request, mark)),
            None => Either::Right(ready(Ok(nobody()))),
        }
    }

    /// A portal alone answers under whatever name it is called, so that it can be tried out before
    /// its name is known. Of several, a proxy that hides the name leaves the path to tell.
    fn house(&self, request: &Request) -> Option<&House> {
        if let [alone] = &*self.0 {
            return Some(alone);
        }
        let host = called(request).unwrap_or_default();
        let named: Vec<&House> = self.0.iter().filter(|house| house.host == host).collect();
        let path = request.uri().path();
        match named.first() {
            Some(first) => Some(deepest(&named, path).unwrap_or(first)),
            None => deepest(&self.0.iter().filter(|house| house.base != "/").collect::<Vec<_>>(), path),
        }
    }
}

impl Service<Request> for Street {
    type Response = Response;
    type Error = Infallible;
    type Future = Met;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Met {
        self.answer(request, |_| {})
    }
}

fn deepest<'a>(houses: &[&'a House], path: &str) -> Option<&'a House> {
    let holds = |house: &House| path.starts_with(&house.base) || house.base.strip_suffix('/') == Some(path);
    houses.iter().filter(|house| holds(house)).max_by_key(|house| house.base.len()).copied()
}

/// The host a request names, without its port.
fn called(request: &Request) -> Option<String> {
    let header = || request.headers().get(HOST)?.to_str().ok();
    let authority = request.uri().authority().map(|authority| authority.as_str()).or_else(header)?;
    host_of(&format!("http://{authority}"))
}

fn host_of(url: &str) -> Option<String> {
    url.parse::<Uri>().ok()?.host().map(str::to_ascii_lowercase)
}

fn nobody() -> Response {
    (StatusCode::MISDIRECTED_REQUEST, "这个网址没有对应的站点，请核对网址。\n").into_response()
}
