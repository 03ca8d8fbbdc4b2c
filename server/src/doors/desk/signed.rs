use app::parts::percent;
use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::access::Staff;
use domain::ports::Session;

use super::cookie;
use crate::doors::{Trouble, respond};
use crate::services::Services;

/// A member of staff who may work. Everybody else is sent to sign in, or to what has to be done first.
pub struct Signed(pub Staff);

/// A signed-in person, whatever still has to be done first: for the account's own page.
pub struct OwnAccount(pub Session);

impl FromRequestParts<Services> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Response> {
        let session = session(parts, services).await?;
        match session.first {
            None => Ok(Self(session.staff)),
            Some(_) => Err(respond::see_other(&respond::frame(services, parts), "desk/account")),
        }
    }
}

impl FromRequestParts<Services> for OwnAccount {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Response> {
        session(parts, services).await.map(Self)
    }
}

/// Where to go on after signing in, if that is a place of the desk and nothing else.
pub fn checked_next(next: &str) -> Option<&str> {
    let path = next.split('?').next().unwrap_or_default();
    let inside = path == "desk" || path.starts_with("desk/");
    let plain = next.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-._~?=&%+".contains(&b));
    let straight = !path.contains("//") && !path.split('/').any(|part| part == "..");
    (inside && plain && straight && !path.starts_with("desk/sign-")).then_some(next)
}

async fn session(parts: &Parts, services: &Services) -> Result<Session, Response> {
    let found = match cookie::token(services, &parts.headers) {
        Some(token) => services.accounts.session(&token, services.now()).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(session)) => Ok(session),
        Ok(None) => Err(to_sign_in(parts, services)),
        Err(error) => Err(Trouble::from(error).into_response()),
    }
}

fn to_sign_in(parts: &Parts, services: &Services) -> Response {
    let frame = respond::frame(services, parts);
    // What was posted cannot be posted again for them, so they come back to where the form stands.
    let next = if parts.method == Method::GET { frame.here.clone() } else { form_page(&frame.here) };
    let path = match checked_next(&next) {
        Some(next) if next != "desk" => format!("desk/sign-in?next={}", percent(next)),
        _ => "desk/sign-in".to_owned(),
    };
    respond::see_other(&frame, &path)
}

/// `desk/matter/YX-2026-000001/status` stands on the page of the matter.
fn form_page(posted: &str) -> String {
    posted.split('/').take(3).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::checked_next;

    #[test]
    fn only_places_of_the_desk_are_gone_on_to() {
        for good in ["desk", "desk/matter/YX-2026-000001", "desk?status=all&q=%E5%81%87", "desk/batch"] {
            assert_eq!(checked_next(good), Some(good));
        }
        let bad = [
            "",
            "/desk",
            "//evil.example/desk",
            "https://evil.example/",
            "desk//evil.example",
            "desk/../report",
            "deskx",
            "desk\\evil",
            "desk/\r\nset-cookie:x",
            "desk/sign-out",
            "report",
        ];
        for next in bad {
            assert_eq!(checked_next(next), None, "{next}");
        }
    }
}
