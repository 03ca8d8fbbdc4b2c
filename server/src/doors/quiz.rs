//! `/quiz/ARTICLE`: questions about an article. Nothing of the answers is kept.

use app::pages::quiz::{self, QuizPage, ResultPage};
use app::parts::Errors;
use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::quiz::{Asked, after_article, read};

use super::track::unreadable;
use super::{Trouble, Visit, respond};
use crate::services::Services;

/// Names and values as a form posts them.
pub type Posted = Vec<(String, String)>;

pub fn routes() -> Router<Services> {
    Router::new().route("/quiz/{slug}", get(show).post(answer)).route("/quiz/{slug}/family/{right}", get(challenge))
}

async fn show(State(services): State<Services>, visit: Visit, Path(slug): Path<String>) -> Result<Response, Trouble> {
    ask(visit, about(&services, slug)?, None).await
}

/// The link somebody sent to the family: the same questions, and how many were right.
async fn challenge(
    State(services): State<Services>,
    visit: Visit,
    Path((slug, right)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let about = about(&services, slug)?;
    let right = right.parse().ok().filter(|right| *right <= about.1.len()).ok_or(Trouble::NotFound)?;
    ask(visit, about, Some(right)).await
}

async fn ask(visit: Visit, (article, questions): About, family: Option<usize>) -> Result<Response, Trouble> {
    let data = QuizPage { article, questions, chosen: Vec::new(), errors: Errors::default(), family };
    respond::public_page(visit.frame, move || quiz::after_article(data.clone())).await
}

async fn answer(
    State(services): State<Services>,
    visit: Visit,
    Path(slug): Path<String>,
    posted: Result<Form<Posted>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(chosen) = posted.map_err(|refused| unreadable(&refused))?;
    let (article, questions) = about(&services, slug)?;
    match read(questions.clone(), |name| value(&chosen, name)) {
        Ok(answered) => {
            let data = ResultPage { article, answered };
            respond::personal_page(visit.frame, StatusCode::OK, move || quiz::result(data.clone())).await
        }
        Err(faults) => {
            let data = QuizPage { article, questions, chosen, errors: Errors::new(faults), family: None };
            let page = move || quiz::after_article(data.clone());
            respond::personal_page(visit.frame, StatusCode::UNPROCESSABLE_ENTITY, page).await
        }
    }
}

/// The value posted under a name.
pub fn value(posted: &[(String, String)], name: &str) -> Option<String> {
    posted.iter().find(|(posted, _)| posted == name).map(|(_, value)| value.clone())
}

/// Name and title of an article, and the questions about it.
type About = ((String, String), Vec<Asked>);

fn about(services: &Services, slug: String) -> Result<About, Trouble> {
    let article = services.library.article(&slug).ok_or(Trouble::NotFound)?;
    let quiz = services.library.quiz(&slug).ok_or(Trouble::NotFound)?;
    Ok(((slug, article.head.title.clone()), after_article(&quiz)))
}
