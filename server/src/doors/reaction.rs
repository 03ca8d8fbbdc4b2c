//! 不良反应 told by residents: one plain form, one receipt.

use app::Frame;
use app::pages::reaction::{self, ReactionForm, Town};
use app::parts::Errors;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::field::Given;
use domain::ports::ReactionError;
use domain::reaction::is_asked;
use domain::recording::SpokenForm;
use domain::report::FieldError;
use uuid::Uuid;

use super::report::{new_form_key, posted};
use crate::doors::{At, Trouble, Visit, heard, respond};
use crate::services::Services;

const UNAVAILABLE: (&str, &str) =
    ("现在存不下，没有提交", "填的内容还在下面。请过几分钟再提交。人不舒服得厉害，先打 120。");
const SENT_BEFORE: (&str, &str) = (
    "这张表已经提交过一次",
    "前一次的内容已经收到。这一次改过的内容没有收。要补充，请再按一次“提交”，会另外编一个号。",
);
const TOO_LARGE: (&str, &str) = ("内容太大，没有提交", "这张表只收文字。请删短一些再提交。");

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/reaction", get(show).post(take))
        .route("/reaction/received/{id}", get(received))
        // `posted` counts for itself.
        .layer(DefaultBodyLimit::disable())
}

async fn show(State(services): State<Services>, visit: Visit) -> Result<Response, Trouble> {
    // Made-up addresses would fill the memory with copies of one form.
    let for_everybody = visit.frame.here == "reaction";
    let key = if for_everybody { respond::KEY_PLACE.to_owned() } else { new_form_key(&*services.random) };
    let data = page(&services, Sheet { key, given: Given::default() }, Vec::new(), None).await;
    if for_everybody {
        return respond::keyed_form(visit.frame, move || reaction::form(data.clone())).await;
    }
    respond::personal_page(visit.frame, StatusCode::OK, move || reaction::form(data.clone())).await
}

async fn take(State(services): State<Services>, visit: Visit, request: Request) -> Result<Response, Trouble> {
    let posted = posted::read(request).await?;
    let too_large = posted.too_large || !posted.cut.is_empty();
    let mut sheet = Sheet { key: String::new(), given: Given::default() };
    for (name, value) in posted.texts {
        match name.as_str() {
            "form_key" => sheet.key = value,
            name if is_asked(name) => sheet.given.add(name, domain::text::without_forbidden(&value)),
            _ => {}
        }
    }
    let id = Uuid::try_parse(&sheet.key)
        .map_err(|_| Trouble::BadRequest("缺少这张表的编号。请从网页上的表格提交。".to_owned()))?;
    let again = Again { services: services.clone(), frame: visit.frame, sheet };
    if too_large {
        return again.show(StatusCode::PAYLOAD_TOO_LARGE, Vec::new(), Some(TOO_LARGE)).await;
    }
    match services.reactions.submit(id, &again.sheet.given, services.now()).await {
        Ok(_) => Ok(respond::see_other(&again.frame, &format!("reaction/received/{}", id.as_simple()))),
        Err(ReactionError::Invalid(errors)) => again.show(StatusCode::UNPROCESSABLE_ENTITY, errors, None).await,
        Err(ReactionError::SentBefore) => {
            let key = new_form_key(&*services.random);
            let again = Again { sheet: Sheet { key, ..again.sheet }, ..again };
            again.show(StatusCode::CONFLICT, Vec::new(), Some(SENT_BEFORE)).await
        }
        Err(ReactionError::Unavailable(error)) => {
            tracing::error!(%error, "a reaction could not be kept");
            again.show(StatusCode::SERVICE_UNAVAILABLE, Vec::new(), Some(UNAVAILABLE)).await
        }
        Err(ReactionError::Internal(error)) => Err(error.into()),
    }
}

async fn received(State(services): State<Services>, visit: Visit, At(id): At<String>) -> Result<Response, Trouble> {
    let receipt = match Uuid::try_parse(&id) {
        Ok(id) => services.reactions.receipt(id).await?,
        Err(_) => None,
    };
    let laws = services.laws.clone();
    match receipt {
        Some(receipt) => {
            let page = move || reaction::received(receipt.clone(), laws.clone());
            respond::personal_page(visit.frame, StatusCode::OK, page).await
        }
        None => respond::personal_page(visit.frame, StatusCode::NOT_FOUND, reaction::gone).await,
    }
}

/// What arrived.
struct Sheet {
    key: String,
    given: Given,
}

struct Again {
    services: Services,
    frame: Frame,
    sheet: Sheet,
}

impl Again {
    async fn show(
        self,
        status: StatusCode,
        errors: Vec<FieldError>,
        unsent: Option<(&'static str, &'static str)>,
    ) -> Result<Response, Trouble> {
        let data = page(&self.services, self.sheet, errors, unsent).await;
        respond::personal_page(self.frame, status, move || reaction::form(data.clone())).await
    }
}

async fn page(
    services: &Services,
    sheet: Sheet,
    errors: Vec<FieldError>,
    unsent: Option<(&'static str, &'static str)>,
) -> ReactionForm {
    let area = &services.site.region;
    let one_county = area.len() >= 6;
    let towns = services.regions.townships(area).map(|town| Town {
        code: town.code.to_string(),
        name: if one_county { town.name.clone() } else { services.regions.full_name(&town.code) },
    });
    ReactionForm {
        laws: services.laws.clone(),
        towns: towns.collect(),
        given: sheet.given,
        errors: Errors::new(errors),
        form_key: sheet.key,
        heard: heard::of_form(services, SpokenForm::Reaction).await,
        unsent,
    }
}
