use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use app::{Frame, Mode};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;

use crate::services::Services;

/// What a door knows about a request before it reads it.
pub struct Visit {
    pub frame: Frame,
    pub peer: Peer,
}

/// Where a request came from: used for limits in memory, never stored, never logged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// Whether `X-Forwarded-For` of the peer in front may be believed.
#[derive(Clone, Copy)]
pub struct TrustProxy(pub bool);

impl FromRequestParts<Services> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Infallible> {
        Ok(Self { frame: frame(services, parts), peer: peer(parts) })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(peer(parts))
    }
}

/// The frame of the page a request asks for.
pub fn frame(services: &Services, parts: &Parts) -> Frame {
    let path = parts.uri.path_and_query().map_or("", |path| path.as_str());
    Frame {
        site: services.site.clone(),
        assets: services.assets.clone(),
        demo: services.demo,
        mode: mode(&parts.headers),
        here: path.trim_start_matches('/').to_owned(),
        staff: None,
        preview: None,
    }
}

/// The type size chosen earlier, remembered in a cookie that says nothing else.
pub fn mode(headers: &HeaderMap) -> Mode {
    let large = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .any(|pair| pair.trim() == "mode=large");
    if large { Mode::Large } else { Mode::Normal }
}

fn peer(parts: &Parts) -> Peer {
    let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let trusted = parts.extensions.get::<TrustProxy>().is_some_and(|trust| trust.0);
    // The nearest proxy writes the last entry; earlier ones may be made up by the sender.
    let forwarded = parts
        .headers
        .get("x-forwarded-for")
        .filter(|_| trusted)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .and_then(|address| address.trim().parse().ok());
    Peer(forwarded.or(direct).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)))
}
