//! `/contest`: a paper of ten questions for one's township.
//!
//! A paper's form key is random and its questions are drawn by it, so the paper need not be kept:
//! whoever posts it brings everything along, the proof that the key was drawn here and the certificate's
//! name too.

use app::pages::quiz::{
    self, CertificatePage, ContestPage, County, DRAWN_HERE, FORM_KEY, MarkedPage, NAME, PaperPage, Papers, TOWN, Town,
};
use app::parts::Errors;
use axum::Router;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ports::{HandedIn, IdempotencyKey};
use domain::quiz::{Answered, Asked, DRAWN, draw, read, score};
use domain::region::{Level, RegionCode};
use domain::report::FieldError;
use domain::text;
use serde::Deserialize;

use super::quiz::{Posted, value};
use super::report::new_form_key;
use super::report::sheet::form_key;
use super::track::unreadable;
use super::{Trouble, Visit, respond};
use crate::services::Services;

/// Longest name on a certificate, in characters.
const LONGEST_NAME: usize = 20;

pub fn routes() -> Router<Services> {
    Router::new().route("/contest", get(show).post(hand_in)).route("/contest/certificate", post(certificate))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asking {
    town: Option<String>,
}

/// The choice of the township, or a fresh paper for the one that was chosen.
async fn show(
    State(services): State<Services>,
    visit: Visit,
    asked: Result<Query<Asking>, QueryRejection>,
) -> Result<Response, Trouble> {
    let Query(Asking { town }) = asked.unwrap_or_default();
    let questions = town.is_some().then(|| new_form_key(&*services.random)).map(|key| (paper(&services, &key), key));
    match (town.as_deref().map(|code| township(&services, code)), questions) {
        (Some(Some(town)), Some((questions, drawn))) if questions.len() == DRAWN => {
            let proof = services.contests.proof(&form_key(&drawn)?, services.now());
            let (chosen, errors) = (Vec::new(), Errors::default());
            let data = PaperPage { town, form_key: drawn, proof, questions, chosen, errors };
            respond::personal_page(visit.frame, StatusCode::OK, move || quiz::paper(data.clone())).await
        }
        (Some(None), _) => begin(&services, visit, Some("请选您所在的乡镇、街道")).await,
        _ => begin(&services, visit, None).await,
    }
}

async fn hand_in(
    State(services): State<Services>,
    visit: Visit,
    posted: Result<Form<Posted>, FormRejection>,
) -> Result<Response, Trouble> {
    let handed = match Handed::read(&services, posted)? {
        Ok(handed) => handed,
        Err(again) => return again.show(&services, visit).await,
    };
    let taken = services.contests.take(&handed.key, &handed.proof, &handed.code, services.now()).await?;
    let status = if taken == HandedIn::NotOurs { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let data = handed.marked(Some(taken), String::new(), Errors::default());
    respond::personal_page(visit.frame, status, move || quiz::marked(data.clone())).await
}

/// Draws the sheet with the name that was typed, which is forgotten with the answer.
async fn certificate(
    State(services): State<Services>,
    visit: Visit,
    posted: Result<Form<Posted>, FormRejection>,
) -> Result<Response, Trouble> {
    let typed = posted.as_ref().ok().and_then(|Form(posted)| value(posted, NAME)).unwrap_or_default();
    let handed = match Handed::read(&services, posted)? {
        Ok(handed) => handed,
        Err(again) => return again.show(&services, visit).await,
    };
    match name(&typed) {
        Ok(name) => {
            let (right, asked) = (score(&handed.answered), handed.answered.len());
            let data = CertificatePage { name, town: handed.town.name, right, asked, today: services.today() };
            respond::personal_page(visit.frame, StatusCode::OK, move || quiz::certificate(data.clone())).await
        }
        Err(message) => {
            let fault = FieldError { field: NAME.to_owned(), message };
            let data = handed.marked(None, text::without_forbidden(&typed), Errors::new(vec![fault]));
            respond::personal_page(visit.frame, StatusCode::UNPROCESSABLE_ENTITY, move || quiz::marked(data.clone()))
                .await
        }
    }
}

/// A whole paper.
struct Handed {
    key: IdempotencyKey,
    proof: String,
    code: RegionCode,
    town: Town,
    answered: Vec<Answered>,
}

/// A paper that is to be shown again.
enum Again {
    /// Its township is none of this site's.
    Town,
    /// The bank has become too small for it.
    Closed,
    Paper(Box<PaperPage>),
}

impl Handed {
    /// The inner error is what to show in its place.
    fn read(services: &Services, posted: Result<Form<Posted>, FormRejection>) -> Result<Result<Self, Again>, Trouble> {
        let Form(posted) = posted.map_err(|refused| unreadable(&refused))?;
        let key = form_key(&value(&posted, FORM_KEY).unwrap_or_default())?;
        let proof = value(&posted, DRAWN_HERE).unwrap_or_default();
        let Some(town) = township(services, &value(&posted, TOWN).unwrap_or_default()) else {
            return Ok(Err(Again::Town));
        };
        let questions = paper(services, key.as_str());
        if questions.len() < DRAWN {
            return Ok(Err(Again::Closed));
        }
        let Ok(code) = RegionCode::parse(&town.code) else { return Ok(Err(Again::Town)) };
        Ok(match read(questions.clone(), |name| value(&posted, name)) {
            Ok(answered) => Ok(Self { key, proof, code, town, answered }),
            Err(faults) => {
                let (form_key, errors) = (key.as_str().to_owned(), Errors::new(faults));
                Err(Again::Paper(Box::new(PaperPage { town, form_key, proof, questions, chosen: posted, errors })))
            }
        })
    }

    fn marked(self, taken: Option<HandedIn>, name: String, errors: Errors) -> MarkedPage {
        let form_key = self.key.as_str().to_owned();
        MarkedPage { town: self.town, form_key, answered: self.answered, taken, name, errors }
    }
}

impl Again {
    async fn show(self, services: &Services, visit: Visit) -> Result<Response, Trouble> {
        match self {
            Self::Town => begin(services, visit, Some("请选您所在的乡镇、街道")).await,
            Self::Closed => begin(services, visit, None).await,
            Self::Paper(data) => {
                let page = move || quiz::paper((*data).clone());
                respond::personal_page(visit.frame, StatusCode::UNPROCESSABLE_ENTITY, page).await
            }
        }
    }
}

async fn begin(services: &Services, visit: Visit, fault: Option<&str>) -> Result<Response, Trouble> {
    let now = services.now();
    let place = |code: &RegionCode| services.regions.get(code).map(|region| region.name.clone());
    let sums = services.contests.sums(now).await?.into_iter();
    let papers = sums.filter_map(|(code, count)| Some(Papers { town: place(&code)?, count })).collect();
    let fault = fault.map(|why| FieldError { field: TOWN.to_owned(), message: why.to_owned() });
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let questions: usize = services.library.quizzes().iter().map(|quiz| quiz.questions.len()).sum();
    let data = ContestPage {
        year: services.today().year(),
        open: questions >= DRAWN,
        counties: counties(services),
        chosen: String::new(),
        papers,
        errors: Errors::new(fault.into_iter().collect()),
    };
    respond::personal_page(visit.frame, status, move || quiz::contest(data.clone())).await
}

fn paper(services: &Services, key: &str) -> Vec<Asked> {
    draw(&services.library.quizzes(), key)
}

/// A township of this site.
fn township(services: &Services, code: &str) -> Option<Town> {
    let code = RegionCode::parse(code).ok()?;
    let region = services.regions.get(&code).filter(|region| region.level == Level::Township)?;
    services.site.covers(&code).then(|| Town { code: code.as_str().to_owned(), name: region.name.clone() })
}

fn counties(services: &Services) -> Vec<County> {
    let within = services.regions.within(&services.site.region).filter(|region| region.level == Level::County);
    let towns = |prefix: &str| {
        let towns = services.regions.townships(prefix);
        towns.map(|town| Town { code: town.code.as_str().to_owned(), name: town.name.clone() }).collect()
    };
    let counties = within.map(|county| County { name: county.name.clone(), towns: towns(county.code.prefix()) });
    counties.filter(|county: &County| !county.towns.is_empty()).collect()
}

fn name(typed: &str) -> Result<String, String> {
    let name = text::clean(typed);
    let length = text::length(&name);
    if name.is_empty() {
        return Err("请写上要印在证明上的名字".to_owned());
    }
    if text::forbidden(&name).is_some() || name.contains(['\n', '\t']) {
        return Err("名字里有看不见的字符，已替您去掉，请看一遍".to_owned());
    }
    if length > LONGEST_NAME {
        return Err(format!("名字最多 {LONGEST_NAME} 个字，现在 {length} 个字"));
    }
    Ok(name)
}
