use app::pages::track::{self, Refusal, UnsentPage};
use app::parts::Errors;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ports::{Addition, TrackError};
use domain::query_code::QueryCode;
use domain::report::{FieldError, field};

use super::code::{self, NotFound};
use super::found::{self, Word};
use crate::doors::report::posted::{self, PHOTOS_MAX, Posted};
use crate::doors::report::sheet::form_key;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

/// The fields of the form, sorted.
#[derive(Default)]
struct Fields {
    code: String,
    number: String,
    form_key: String,
    text: String,
}

/// Adds words and photos, and shows where the matter stands.
pub async fn add(State(services): State<Services>, visit: Visit, request: Request) -> Result<Response, Trouble> {
    let mut posted = posted::read(request).await?;
    let fields = Fields::of(&mut posted)?;
    let key = form_key(&fields.form_key)?;
    let code = match code::read(&fields.code) {
        Ok(code) => code,
        Err(why) => return code::ask_again(&services, visit.frame, why).await,
    };
    let outcome = match faults(&posted) {
        faults if !faults.is_empty() => Err(TrackError::Invalid(faults)),
        _ => {
            let (number, text) = (fields.number.clone(), fields.text.clone());
            let photos = std::mem::take(&mut posted.photos);
            let addition = Addition { number, key, text, photos };
            let adding = services.tracking.add(&code, addition, services.now());
            services.guard.watch(visit.peer.0, adding, |done| !matches!(done, Err(TrackError::NotFound))).await
        }
    };
    answer(&services, visit, code, fields, posted.photos_sent > 0, outcome).await
}

async fn answer(
    services: &Services,
    visit: Visit,
    code: QueryCode,
    fields: Fields,
    photos_lost: bool,
    outcome: Result<(), TrackError>,
) -> Result<Response, Trouble> {
    let (status, word) = match outcome {
        Err(TrackError::Unavailable(error)) => {
            tracing::error!(%error, "an addition could not be kept");
            return unsent(visit, code, fields.refused(Vec::new(), photos_lost)).await;
        }
        Ok(()) => (StatusCode::OK, Word { done: Some("补充的内容收到了。".to_owned()), ..Word::default() }),
        Err(TrackError::Internal(error)) => return Err(error.into()),
        Err(TrackError::NotFound) => {
            return code::ask_again(services, visit.frame, NotFound::unknown(&code)).await;
        }
        Err(TrackError::NotNow(why)) => (StatusCode::CONFLICT, fields.refused(vec![at("main", &why.why)], photos_lost)),
        Err(TrackError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, fields.refused(errors, photos_lost)),
    };
    match code::open(services, visit.peer, &code).await {
        Ok(Some(tracked)) => found::show_with(services, visit.frame, status, code, tracked, word).await,
        Ok(None) => code::ask_again(services, visit.frame, NotFound::unknown(&code)).await,
        Err(error) if error.may_pass() && word.form_key.is_some() => {
            tracing::error!(%error, "a refused addition could not be shown with its matter");
            unsent(visit, code, word).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The database is gone and the matter with it; the form alone keeps what was typed.
async fn unsent(visit: Visit, code: QueryCode, word: Word) -> Result<Response, Trouble> {
    let data = UnsentPage { code, form_key: word.form_key.unwrap_or_default(), refusal: word.refusal };
    respond::personal_page(visit.frame, StatusCode::SERVICE_UNAVAILABLE, move || track::unsent(data.clone())).await
}

impl Fields {
    fn of(posted: &mut Posted) -> Result<Self, Trouble> {
        let mut fields = Self::default();
        for (name, value) in std::mem::take(&mut posted.texts) {
            match name.as_str() {
                "code" => fields.code = value,
                "number" => fields.number = value,
                "form_key" => fields.form_key = value,
                "text" => fields.text = value,
                other => {
                    return Err(Trouble::BadRequest(format!("有一项“{other}”不在表里。请从网页上的表格提交。")));
                }
            }
        }
        Ok(fields)
    }

    fn refused(self, errors: Vec<FieldError>, photos_lost: bool) -> Word {
        let refusal = Refusal {
            number: self.number,
            text: domain::text::without_forbidden(&self.text),
            errors: Errors::new(errors),
            photos_lost,
        };
        Word { done: None, refusal, form_key: Some(self.form_key) }
    }
}

/// Faults of the form itself.
fn faults(posted: &Posted) -> Vec<FieldError> {
    let mut faults = Vec::new();
    if posted.too_large {
        faults.push(at(field::PHOTOS, "照片加起来太大，请少选几张，或者把照片改小"));
    } else if posted.photos_sent > PHOTOS_MAX {
        let message = format!("照片最多 {PHOTOS_MAX} 张，现在 {} 张，请去掉几张", posted.photos_sent);
        faults.push(at(field::PHOTOS, &message));
    }
    if posted.cut.iter().any(|name| name == "text") {
        faults.push(at("text", "写得太长，只留下了前面一部分，请只写要点"));
    }
    faults
}

fn at(field: &str, message: &str) -> FieldError {
    FieldError { field: field.to_owned(), message: message.to_owned() }
}
