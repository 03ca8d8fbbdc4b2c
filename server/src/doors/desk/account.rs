use app::pages::desk::account::{self, AccountPage};
use app::parts::Errors;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ports::{AccountError, PasswordChange, Session, SessionToken, TotpConfirmation, TotpSetup};
use serde::Deserialize;

use super::cookie;
use super::form::Posted;
use super::signed::OwnAccount;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    old: String,
    new: String,
    again: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TotpForm {
    ticket: String,
    code: String,
    password: String,
}

pub async fn show(
    State(services): State<Services>,
    visit: Visit,
    OwnAccount(session): OwnAccount,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    let totp = services.accounts.new_totp(&session.staff, services.now()).await?;
    page(&services, visit, &session, totp, &done, Errors::default()).await
}

pub async fn change_password(
    State(services): State<Services>,
    visit: Visit,
    OwnAccount(session): OwnAccount,
    Posted(form): Posted<PasswordForm>,
) -> Result<Response, Trouble> {
    let (now, staff) = (services.now(), &session.staff);
    let change = PasswordChange { old: form.old, new: form.new, again: form.again };
    match services.accounts.change_password(staff, change, now).await {
        Ok(token) => Ok(done(&services, &visit, &token, "password")),
        Err(AccountError::Invalid(faults)) => {
            let totp = services.accounts.new_totp(staff, now).await?;
            page(&services, visit, &session, totp, &Done::default(), Errors::new(faults)).await
        }
        Err(error) => Err(trouble(error)),
    }
}

pub async fn bind_totp(
    State(services): State<Services>,
    visit: Visit,
    OwnAccount(session): OwnAccount,
    Posted(form): Posted<TotpForm>,
) -> Result<Response, Trouble> {
    let (now, staff) = (services.now(), &session.staff);
    let confirmation = TotpConfirmation { ticket: form.ticket.clone(), code: form.code, password: form.password };
    match services.accounts.confirm_totp(staff, confirmation, now).await {
        Ok(token) => Ok(done(&services, &visit, &token, "totp")),
        Err(AccountError::Invalid(faults)) => {
            let shown = services.accounts.totp_of_ticket(staff, &form.ticket, now).await?;
            let totp = match shown {
                Some(totp) => totp,
                None => services.accounts.new_totp(staff, now).await?,
            };
            page(&services, visit, &session, totp, &Done::default(), Errors::new(faults)).await
        }
        Err(error) => Err(trouble(error)),
    }
}

async fn page(
    services: &Services,
    visit: Visit,
    session: &Session,
    totp: TotpSetup,
    done: &Done,
    errors: Errors,
) -> Result<Response, Trouble> {
    let mut top = top(services, &session.staff, "desk/account", Counts::default(), done);
    if session.first.is_some() {
        // Tabs would only lead back here.
        top.tabs.clear();
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let data = AccountPage {
        top,
        login: session.staff.login.clone(),
        has_totp: session.has_totp,
        first: session.first,
        totp,
        errors,
    };
    respond::personal_page(visit.frame, status, move || account::page(data.clone())).await
}

fn done(services: &Services, visit: &Visit, token: &SessionToken, what: &str) -> Response {
    let mut response = respond::see_other(&visit.frame, &format!("desk/account?done={what}"));
    cookie::set(services, &mut response, token);
    response
}

fn trouble(error: AccountError) -> Trouble {
    match error {
        AccountError::Internal(error) => error.into(),
        AccountError::Unknown(_) | AccountError::Invalid(_) => Trouble::NotFound,
    }
}
