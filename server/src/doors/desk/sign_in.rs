use app::pages::desk::kept::Kept;
use app::pages::desk::sign_in::{self, Lapsed, SignInPage};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::ports::{SessionToken, SignIn, SignInRefused};
use serde::Deserialize;

use super::entrance::give_back;
use super::form::Posted;
use super::place::checked_next;
use super::{cookie, resend};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    next: String,
    done: String,
}

/// The form's own fields, and what it carries for somebody whose session had lapsed.
struct SignInForm {
    login: String,
    password: String,
    totp: String,
    next: String,
    kept: Option<Kept>,
}

pub async fn show(
    State(services): State<Services>,
    visit: Visit,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let next = checked_next(&asked.next).unwrap_or_default().to_owned();
    if let Some(token) = cookie::token(&services, &headers)
        && services.accounts.session(&token, services.now()).await?.is_some()
    {
        return Ok(respond::see_other(&visit.frame, if next.is_empty() { "desk" } else { &next }));
    }
    let data = SignInPage { next, signed_out: asked.done == "signed-out", ..SignInPage::default() };
    respond::personal_page(visit.frame, StatusCode::OK, move || sign_in::page(data.clone())).await
}

pub async fn enter(
    State(services): State<Services>,
    visit: Visit,
    headers: HeaderMap,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let form = SignInForm::of(pairs);
    let next = checked_next(&form.next).unwrap_or("desk").to_owned();
    let attempt = SignIn {
        login: form.login.clone(),
        password: form.password,
        totp: form.totp,
        address: visit.peer.0.to_string(),
    };
    match services.accounts.sign_in(attempt, services.now()).await {
        Ok(token) => {
            // Whoever used this browser before is out, and no token from before this moment counts.
            if let Some(old) = cookie::token(&services, &headers) {
                services.accounts.sign_out(&old, services.now()).await?;
            }
            let mut response = go_on(&services, visit, &token, form.kept, &next).await?;
            cookie::set(&services, &mut response, &token);
            Ok(response)
        }
        Err(SignInRefused::Internal(error)) => Err(error.into()),
        Err(refused) => {
            let status = match refused {
                SignInRefused::Slower { .. } => StatusCode::TOO_MANY_REQUESTS,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let data = SignInPage {
                login: form.login,
                next,
                refused: Some(refused.to_string()),
                lapsed: form.kept.is_some().then_some(Lapsed::Kept),
                kept: form.kept,
                signed_out: false,
            };
            respond::personal_page(visit.frame, status, move || sign_in::page(data.clone())).await
        }
    }
}

pub async fn leave(State(services): State<Services>, visit: Visit, headers: HeaderMap) -> Result<Response, Trouble> {
    if let Some(token) = cookie::token(&services, &headers) {
        services.accounts.sign_out(&token, services.now()).await?;
    }
    let mut response = respond::see_other(&visit.frame, "desk/sign-in?done=signed-out");
    cookie::clear(&services, &mut response);
    Ok(response)
}

/// To the page they wanted, or first to what they had posted.
async fn go_on(
    services: &Services,
    visit: Visit,
    token: &SessionToken,
    kept: Option<Kept>,
    next: &str,
) -> Result<Response, Trouble> {
    if let Some(kept) = kept
        && let Some(session) = services.accounts.session(token, services.now()).await?
    {
        return give_back(services, visit.frame, &session, kept).await;
    }
    Ok(respond::see_other(&visit.frame, next))
}

impl SignInForm {
    fn of(mut pairs: Vec<(String, String)>) -> Self {
        let kept = Kept::take_from(&mut pairs).and_then(resend::checked);
        let mut field = |wanted: &str| {
            let found = pairs.iter_mut().find(|(name, _)| name == wanted);
            found.map(|(_, value)| std::mem::take(value)).unwrap_or_default()
        };
        Self { login: field("login"), password: field("password"), totp: field("totp"), next: field("next"), kept }
    }
}
