use app::pages::ask::{self, ShownPage};
use app::pages::track::{self, AskPage};
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::code::{self, NotFound, Opened};
use super::found;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
}

pub async fn show(State(services): State<Services>, visit: Visit) -> Result<Response, Trouble> {
    let data = AskPage { laws: services.laws.clone(), typed: String::new(), error: None };
    respond::public_page(visit.frame, move || track::ask(data.clone())).await
}

pub async fn look_up(
    State(services): State<Services>,
    visit: Visit,
    typed: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(typed) = typed.map_err(|refused| unreadable(&refused))?;
    let code = match code::read(&typed.code) {
        Ok(code) => code,
        Err(why) => return code::ask_again(&services, visit.frame, why).await,
    };
    match code::open_anything(&services, visit.peer, &code).await? {
        Some(Opened::Matters(tracked)) => found::show(&services, visit.frame, code, tracked).await,
        Some(Opened::Question(question)) => {
            let data = ShownPage { question };
            respond::personal_page(visit.frame, StatusCode::OK, move || ask::shown(data.clone())).await
        }
        None => code::ask_again(&services, visit.frame, NotFound::unknown(&code)).await,
    }
}

/// A form that could not be read at all.
pub fn unreadable(refused: &FormRejection) -> Trouble {
    match refused {
        FormRejection::InvalidFormContentType(_) => Trouble::WrongType,
        FormRejection::BytesRejection(_) => Trouble::TooLarge,
        _ => Trouble::BadRequest("没有看懂提交的内容。请从网页上的表格提交。".to_owned()),
    }
}
