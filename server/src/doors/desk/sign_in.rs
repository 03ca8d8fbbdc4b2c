use app::pages::desk::sign_in::{self, SignInPage};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::ports::{SignIn, SignInRefused};
use serde::Deserialize;

use super::answer::broken;
use super::cookie;
use super::form::Posted;
use super::signed::checked_next;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    next: String,
    done: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    login: String,
    password: String,
    totp: String,
    next: String,
}

pub async fn show(
    State(services): State<Services>,
    visit: Visit,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let next = checked_next(&asked.next).unwrap_or_default().to_owned();
    if let Some(token) = cookie::token(&services, &headers)
        && services.accounts.session(&token, services.now()).await.map_err(broken)?.is_some()
    {
        return Ok(respond::see_other(&visit.frame, if next.is_empty() { "desk" } else { &next }));
    }
    let data = SignInPage { next, signed_out: asked.done == "signed-out", ..SignInPage::default() };
    respond::personal_page(&services, visit.frame, StatusCode::OK, move || sign_in::page(data.clone())).await
}

pub async fn enter(
    State(services): State<Services>,
    visit: Visit,
    headers: HeaderMap,
    Posted(form): Posted<SignInForm>,
) -> Result<Response, Trouble> {
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
                services.accounts.sign_out(&old).await.map_err(broken)?;
            }
            let mut response = respond::see_other(&visit.frame, &next);
            cookie::set(&services, &mut response, &token);
            Ok(response)
        }
        Err(SignInRefused::Internal(error)) => Err(broken(error)),
        Err(refused) => {
            let status = match refused {
                SignInRefused::Slower { .. } => StatusCode::TOO_MANY_REQUESTS,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let data =
                SignInPage { login: form.login, next, refused: Some(refused.to_string()), ..SignInPage::default() };
            respond::personal_page(&services, visit.frame, status, move || sign_in::page(data.clone())).await
        }
    }
}

pub async fn leave(State(services): State<Services>, visit: Visit, headers: HeaderMap) -> Result<Response, Trouble> {
    if let Some(token) = cookie::token(&services, &headers) {
        services.accounts.sign_out(&token).await.map_err(broken)?;
    }
    let mut response = respond::see_other(&visit.frame, "desk/sign-in?done=signed-out");
    cookie::clear(&services, &mut response);
    Ok(response)
}
