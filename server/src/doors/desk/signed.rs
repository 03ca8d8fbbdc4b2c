use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::access::Staff;
use domain::ports::{Internal, Session};

use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

/// A member of staff who may work. Whoever has something to do first is sent there.
pub struct Signed(pub Staff);

/// What nearly every page of the desk begins with: the house, how it is asked, and who asks.
pub struct Seat {
    pub services: Services,
    pub visit: Visit,
    pub staff: Staff,
}

/// A signed-in person, whatever still has to be done first: for the account's own page.
pub struct OwnAccount(pub Session);

impl FromRequestParts<Services> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Response> {
        let session = session(parts).map_err(Trouble::into_response)?;
        match session.first {
            None => Ok(Self(session.staff)),
            Some(_) => Err(respond::see_other(&respond::frame(services, parts), "desk/account")),
        }
    }
}

impl FromRequestParts<Services> for Seat {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Response> {
        let Signed(staff) = Signed::from_request_parts(parts, services).await?;
        let Ok(visit) = Visit::from_request_parts(parts, services).await;
        Ok(Self { services: services.clone(), visit, staff })
    }
}

impl FromRequestParts<Services> for OwnAccount {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &Services) -> Result<Self, Trouble> {
        session(parts).map(Self)
    }
}

/// As the entrance handed it on. A page that was hung up beside the entrance opens to nobody.
fn session(parts: &Parts) -> Result<Session, Trouble> {
    let handed_on = parts.extensions.get::<Session>().cloned();
    handed_on.ok_or_else(|| Internal::new("a desk page without the entrance").into())
}
