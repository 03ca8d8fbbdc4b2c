//! A query code as it was posted, and the look at what it opens.

use app::Frame;
use app::pages::track::{self, AskPage};
use axum::http::StatusCode;
use axum::response::Response;
use domain::matter::MatterKind;
use domain::ports::{Internal, OwnQuestion, Tracked};
use domain::query_code::QueryCode;

use crate::doors::{Peer, Trouble, respond};
use crate::services::Services;

const UNKNOWN: &str = "没有查到这个查询码。请照回执再核对一遍";

/// Why there is nothing to show.
pub struct NotFound {
    status: StatusCode,
    typed: String,
    message: String,
}

/// Reads what was typed.
pub fn read(typed: &str) -> Result<QueryCode, NotFound> {
    QueryCode::parse(typed).map_err(|error| NotFound {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        typed: domain::text::without_forbidden(&domain::text::clean(typed)).chars().take(40).collect(),
        message: error.to_string(),
    })
}

/// What a code opens; takes as long for a wrong one as for a right one.
pub async fn open(services: &Services, peer: Peer, code: &QueryCode) -> Result<Option<Tracked>, Internal> {
    let look_up = services.tracking.look_up(code, services.now());
    // Only an answer that says "no such code" is a guess that failed.
    services.guard.watch(peer.0, look_up, |found| !matches!(found, Ok(None))).await
}

/// What a code opens.
pub enum Opened {
    Matters(Tracked),
    Question(OwnQuestion),
}

/// The same for a code of either kind; a code that opens nothing is one guess that failed.
pub async fn open_anything(services: &Services, peer: Peer, code: &QueryCode) -> Result<Option<Opened>, Internal> {
    let look_up = async {
        if let Some(tracked) = services.tracking.look_up(code, services.now()).await? {
            return Ok(Some(Opened::Matters(tracked)));
        }
        Ok(services.questions.look_up(code).await?.map(Opened::Question))
    };
    services.guard.watch(peer.0, look_up, |found| !matches!(found, Ok(None))).await
}

/// A matter that a posted code opens.
pub struct Reached {
    pub code: QueryCode,
    pub tracked: Tracked,
    pub kind: MatterKind,
}

/// The matter of that number, if the code opens it.
///
/// # Errors
/// [`Trouble::NotFound`] for a number that is not one of the code's own. The inner error asks for
/// the code again.
pub async fn reach(
    services: &Services,
    peer: Peer,
    typed: &str,
    number: &str,
) -> Result<Result<Reached, NotFound>, Trouble> {
    let code = match read(typed) {
        Ok(code) => code,
        Err(why) => return Ok(Err(why)),
    };
    let Some(tracked) = open(services, peer, &code).await? else {
        return Ok(Err(NotFound::unknown(&code)));
    };
    let matter = tracked.matters.iter().find(|matter| matter.number == number).ok_or(Trouble::NotFound)?;
    let kind = matter.kind;
    Ok(Ok(Reached { code, tracked, kind }))
}

/// The question again, with what was typed.
pub async fn ask_again(services: &Services, frame: Frame, why: NotFound) -> Result<Response, Trouble> {
    let data = AskPage { laws: services.laws.clone(), typed: why.typed, error: Some(why.message) };
    respond::personal_page(frame, why.status, move || track::ask(data.clone())).await
}

impl NotFound {
    /// A code that is well formed and opens nothing.
    pub fn unknown(code: &QueryCode) -> Self {
        Self { status: StatusCode::NOT_FOUND, typed: code.to_string(), message: UNKNOWN.to_owned() }
    }
}
