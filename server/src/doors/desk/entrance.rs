//! The way in: signed-in staff go through, everybody else is sent to sign in. What they posted goes
//! with them and comes back, so that a lapsed session costs nobody what was typed.

use app::pages::desk::kept::{self, Kept, KeptPage};
use app::pages::desk::sign_in::{self, Lapsed, SignInPage};
use app::parts::percent;
use axum::extract::{Request, State};
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::ports::{Internal, Session};

use super::place::{checked_next, page_of, plain};
use super::top::{Counts, Done, top};
use super::{cookie, resend};
use crate::doors::{Trouble, respond};
use crate::services::Services;

/// Runs before every page of the desk but those for signing in and out; hands the session on.
pub async fn admit(State(services): State<Services>, mut request: Request, next: Next) -> Response {
    match session(&services, request.headers()).await {
        Ok(Some(session)) if session.first.is_some() && loses_something(&request) => {
            held_up(&services, request, session).await.unwrap_or_else(IntoResponse::into_response)
        }
        Ok(Some(session)) => {
            request.extensions_mut().insert(session);
            next.run(request).await
        }
        Ok(None) => turned_away(&services, request).await.unwrap_or_else(IntoResponse::into_response),
        Err(error) => Trouble::from(error).into_response(),
    }
}

/// The page that shows what was kept, for somebody who has just signed in.
///
/// # Errors
/// When it cannot be drawn.
pub async fn give_back(
    services: &Services,
    frame: app::Frame,
    session: &Session,
    kept: Kept,
) -> Result<Response, Trouble> {
    let data = KeptPage {
        top: top(services, &session.staff, "desk/kept", Counts::default(), &Done::default()),
        what: resend::what(&kept.target),
        lines: resend::lines(services, &kept.fields),
        first: session.first,
        back: page_of(&kept.target),
        kept,
    };
    respond::personal_page(frame, StatusCode::OK, move || kept::page(data.clone())).await
}

async fn session(services: &Services, headers: &HeaderMap) -> Result<Option<Session>, Internal> {
    match cookie::token(services, headers) {
        Some(token) => services.accounts.session(&token, services.now()).await,
        None => Ok(None),
    }
}

/// A post to the account page holds passwords and codes, which are typed anew rather than carried.
fn loses_something(request: &Request) -> bool {
    request.method() == Method::POST && resend::may_carry(plain(request.uri()))
}

/// Somebody signed in who must do something else first, such as binding a second factor.
async fn held_up(services: &Services, request: Request, session: Session) -> Result<Response, Trouble> {
    let (parts, body) = request.into_parts();
    let frame = respond::frame(services, &parts);
    match resend::read(Request::from_parts(parts, body)).await {
        Some(kept) => give_back(services, frame, &session, kept).await,
        None => Ok(respond::see_other(&frame, "desk/account")),
    }
}

async fn turned_away(services: &Services, request: Request) -> Result<Response, Trouble> {
    let loses_something = loses_something(&request);
    let (parts, body) = request.into_parts();
    let frame = respond::frame(services, &parts);
    // Whatever cannot be posted again for them, they come back to where its form stands.
    let next = if parts.method == Method::GET { frame.here.clone() } else { page_of(&frame.here) };
    let next = checked_next(&next).filter(|next| *next != "desk").map(str::to_owned);
    if !loses_something {
        let query = next.map(|next| format!("?next={}", percent(&next))).unwrap_or_default();
        return Ok(respond::see_other(&frame, &format!("desk/sign-in{query}")));
    }
    let kept = resend::read(Request::from_parts(parts, body)).await;
    let lapsed = if kept.is_some() { Lapsed::Kept } else { Lapsed::TooMuch };
    let data = SignInPage { next: next.unwrap_or_default(), lapsed: Some(lapsed), kept, ..SignInPage::default() };
    // 401 and not 200: nothing was done, and a program that posts must not take the page for success.
    let page = respond::personal_page(frame, StatusCode::UNAUTHORIZED, move || sign_in::page(data.clone())).await;
    page.map(|mut page| {
        // RFC 9110 §15.5.2 asks for a challenge; browsers pass over a scheme they do not know.
        page.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Form realm=\"desk\""));
        page
    })
}
